"""The mechanisms: each looks at one kind of element of a norm pair and fires the rule that names what happened to it.

They run in order; words that a rule has accounted for are not read again by a later one, so that one change of wording
moves one dimension. What no mechanism claims goes to `slots`, which finds the grammatical place of the words first.
"""

from __future__ import annotations

from legiscompare.tag.mechanisms.clauses import condition, connective, doer, exception, suspicion
from legiscompare.tag.mechanisms.figures import quantity
from legiscompare.tag.mechanisms.force import deontic, negation, obligation_type
from legiscompare.tag.mechanisms.hours import hours
from legiscompare.tag.mechanisms.qualifiers import qualifier
from legiscompare.tag.mechanisms.steps import delegation, enforcement, involvement, procedure, references, targets
from legiscompare.tag.mechanisms.times import time, window

__all__ = ["MECHANISMS"]

MECHANISMS = (
    deontic,
    negation,
    obligation_type,
    exception,
    condition,
    suspicion,
    connective,
    doer,
    hours,
    quantity,
    window,
    time,
    involvement,
    references,
    targets,
    qualifier,
    enforcement,
    procedure,
    delegation,
)
"""In the order in which they run: what is most certain first."""
