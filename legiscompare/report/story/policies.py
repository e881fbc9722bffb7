"""Statements of policy that came, or went: together they are one line."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from legiscompare.model import Burden, Certainty, NormKind, ProvisionKind, Tag
from legiscompare.norms import POLICY
from legiscompare.report.story.salience import Weight, weights
from legiscompare.report.story.sentences import Sentence
from legiscompare.report.story.told import StoryLine
from legiscompare.report.story.turns import Prospect, alone
from legiscompare.report.story.weighing import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Change
    from legiscompare.report.items import ReportItem
    from legiscompare.report.story.sentences import Teller
    from legiscompare.report.story.statement import StoryStatement
    from legiscompare.report.story.statements import Reading
    from legiscompare.report.view import View

_SHOWN = 2
_PLACES = 5
"""Articles that the line of policy statements names; the rest is counted."""


def is_policy(change: Change) -> bool:
    return change.kind in POLICY


def policies(view: View, teller: Teller, tag: Tag, room: int) -> list[Prospect]:
    """Statements of policy that came, or went, together: they bind nobody and are one line. `room`: of each clause."""
    items = [
        item
        for section in view.sections
        if kind_of(section) is ProvisionKind.ARTICLE
        for item in section.items
        if item.change.tag is tag and is_policy(item.change) and item.change.kind is not NormKind.REFERENCE
    ]
    if not items:
        return []
    gone, w, table = tag is Tag.REMOVED, view.words, weights()["line"]
    reader = teller.draft if gone else teller.final
    tops = [view.top((item.change.draft or item.change.final)[0], draft=gone) for item in items]
    named = list(dict.fromkeys(top.label for top in tops if top))
    places = w.join(named[:_PLACES])
    if len(named) > _PLACES:
        places = w("story.policy.places", places=places, count=len(named) - _PLACES)
    groups: dict[str, list[ReportItem]] = {}
    for top, item in zip(tops, items, strict=True):
        groups.setdefault(top.eid if top else "", []).append(item)
    first = sorted(groups.values(), key=lambda one: -len(one))[:_SHOWN]
    made = [_upright(reader, one) for one in first]
    clauses = [one.whole(limit=room) for one in made]
    clauses = clauses if teller.own else [w("story.quoted", words=one) for one in clauses]
    words = w(f"story.policy.{'gone' if gone else 'fresh'}", places=places, clauses=w("story.semicolon").join(clauses))
    value = min(table["most_policy"], table["policy"] * len(items))
    weight = Weight(value, (("line.policy", value),))
    loud = {id(item) for item in items}
    if any(all(id(item) in loud for item in s.items) for s in view.sections if s.items):
        weight = weight.plus("line.whole", float(table["whole"]))
    certainty = max((item.change.certainty for item in items), key=list(Certainty).index)
    sentence = Sentence(words, words, places, tuple(items), weight, Burden.NONE, certainty)
    line = StoryLine((sentence,), 0, weight, Burden.NONE, certainty, words + w("story.stop"))
    return [Prospect(weight, functools.partial(alone, line))]


def _upright(reader: Reading, items: Sequence[ReportItem]) -> StoryStatement:
    """Of some statements of policy the first that has its own subject or word of encouragement; else the first."""
    made = [reader.statements(one.change.draft or one.change.final)[0] for one in items]
    return next((one for one in made if one.who or reader.stands_alone(one.rest)), made[0])
