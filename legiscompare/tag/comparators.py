"""The comparators, in the order in which they run: what is most certain first.

Each looks at one type of value in a pair of norms and says what became of it. Words that one has accounted for are not
read again by a later one, so that one change of wording moves one dimension. `wording` reads what is left, element by
element.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.tag import burdens, connectives, cues, force, gates, measures, pace, scales, targets, wording
from legiscompare.tag.operations import Findings, Operation

if TYPE_CHECKING:
    from legiscompare.tag.pair import PairView
    from legiscompare.tag.targets import RefMap

COMPARATORS = (
    burdens.burdens,
    force.deontic,
    force.effort,
    gates.gates,
    measures.measures,
    pace.pace,
    pace.rhythm,
    cues.involvement,
    cues.degree,
    cues.suspicion,
    cues.inclusion,
    cues.enforcement,
    cues.delegation,
    cues.qualifier,
    force.negation,
    scales.scales,
    wording.wording,
    connectives.announced,
)


def operations(view: PairView, maps: tuple[RefMap, RefMap]) -> tuple[Operation, ...]:
    """What happened to the elements of a pair, most certain first.

    `maps` lead from the refs of the draft to those of the final text, and back.
    """
    findings = Findings(view)
    targets.references(findings, maps)
    for comparator in COMPARATORS:
        comparator(findings)
    return tuple(findings.found)
