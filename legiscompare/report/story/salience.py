"""What is told first: weights by general, published criteria, each part of them kept so that the order can be explained."""

from __future__ import annotations

import functools
import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legiscompare.model import Certainty, Evidence, NormKind, PartyClass, ProvisionKind, Sign, Tag
from legiscompare.report.items import QUIET
from legiscompare.report.story.quantities import doublings

if TYPE_CHECKING:
    from legiscompare.model import Change, Norm
    from legiscompare.report.items import ReportItem

_PLACES = {ProvisionKind.RECITAL: "recital", ProvisionKind.ANNEX: "annex", ProvisionKind.PREAMBLE: "recital"}
_LEADS = (":", "：", "—", "–")
_ACTS = "authority_acting"
OF_ALL = ("scope", "exemption")
"""Kinds that weigh more where they speak of the instrument as a whole."""
_DECISIVE = {
    "obligation_type.result-to-conduct", "time.gone", "time.came", "enforcement.rung-gone", "enforcement.rung-came",
}  # fmt: skip


@functools.cache
def weights() -> dict[str, dict[str, Any]]:
    """The table of weights: section -> name -> value."""
    return tomllib.loads((Path(__file__).parent / "salience.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a change or a line matters, and how that came about."""

    value: float
    parts: tuple[tuple[str, float], ...]
    """(`gone_or_new.prohibition`, 8.0), (`factor.high`, 1.0), …: the sum of what is above 0 in `moved`, `gone_or_new`,
    `ratio` and `uses`, times each factor."""

    def times(self, name: str) -> Weight:
        """The weight with a further factor of the table."""
        factor = float(weights()["factor"][name])
        return self if factor == 1.0 else Weight(self.value * factor, (*self.parts, (f"factor.{name}", factor)))

    def plus(self, name: str, more: float) -> Weight:
        """The weight with a further summand."""
        return self if not more else Weight(self.value + more, (*self.parts, (name, round(more, 2))))


@dataclass(frozen=True, slots=True)
class Facts:
    """What the weight of a change depends on besides the change."""

    place: ProvisionKind
    """Of the article it stands in."""
    uses: int
    """How many norms use the term that it defines."""
    old: list[Norm]
    new: list[Norm]
    effort: bool
    """Whether it turns a duty to bring about a result into one to make an effort, whatever its tag."""
    itself: bool
    """Whether it speaks of the instrument as a whole."""
    kind: str = ""
    """What its sentence calls a norm that is gone or new, as a row of `gone_or_new`: it counts where it weighs less."""
    leans: bool = False
    """Whether its sentence points to the one before it."""
    factor: str = ""
    """A further factor of the table: `elsewhere`, `near`, `doubtful`, `other_law`, `commencement`, `stub`."""


def decisive(change: Change) -> bool:
    """Whether something was read whose words decide alone, whatever else moved in the norm: a time, a sanction, an effort."""
    return any(one.sign is not Sign.UNREADABLE and one.rule.partition(".")[2] in _DECISIVE for one in change.evidence)


def weigh(item: ReportItem, facts: Facts) -> Weight:
    """The weight of a change."""
    change = item.change
    if change.tag in QUIET:
        return Weight(0.0, (("factor.reworded", 0.0),))
    if change.tag in (Tag.REMOVED, Tag.ADDED):
        kind, table = str(change.kind), weights()["gone_or_new"]
        if facts.kind and table[facts.kind] < table[kind]:
            kind = facts.kind  # it weighs no more than its sentence claims
        if kind in OF_ALL and not facts.itself:
            kind = f"{kind}_of_a_part"
        made = Weight(float(weights()["gone_or_new"][kind]), ((f"gone_or_new.{kind}", weights()["gone_or_new"][kind]),))
        if change.kind is NormKind.DEFINITION:
            made = made.plus("uses", _for_uses(facts.uses))
        if all(one.text.rstrip().endswith(_LEADS) for one in (change.draft or change.final)):
            made = made.times("lead_in")
    else:
        made = _moved(change, facts)
        if all(one.text.rstrip().endswith(_LEADS) for one in (*change.draft, *change.final)):
            made = made.times("lead_in")
    if facts.factor:
        made = made.times(facts.factor)
    if facts.leans:
        made = made.times("leans")
    if change.measured == (PartyClass.AUTHORITY,):
        made = made.times("authority")
    elif change.measured == (PartyClass.OTHER,):
        made = made.times("other")
    certainty = change.certainty
    itself = change.kind is NormKind.SCOPE and facts.itself  # that the scope was redrawn is sure, whichever way
    if certainty is Certainty.LOW and (decisive(change) or facts.effort or itself):
        certainty = Certainty.MEDIUM
    return made.times(str(certainty)).times(_PLACES.get(facts.place, "body"))


def _moved(change: Change, facts: Facts) -> Weight:
    table = weights()["moved"]
    if facts.effort and not any(one.dimension == "obligation_type" for one in change.evidence):
        value = float(table["obligation_type"])
        return Weight(value, (("moved.obligation_type", value),))
    read = [one for one in change.evidence if one.sign is not Sign.UNREADABLE]
    candidates = [(_row(one), float(table[_row(one)]), one) for one in (read or change.evidence)]
    if change.kind in (NormKind.SANCTION, NormKind.POWER):  # which authority acts moves no sanction
        candidates = [
            (_ACTS, float(table[_ACTS]), e) if e.dimension == "scope_party" else (r, v, e) for r, v, e in candidates
        ]
    if not candidates:
        return Weight(1.0, (("moved.precision", 1.0),)).times("unreadable")
    row, value, best = max(candidates, key=lambda one: (one[1], one[0]))
    if change.kind is NormKind.SCOPE and facts.itself and best.dimension != "time":
        row = "scope"
    if change.kind is NormKind.DEFINITION:
        row = "definition"
    made = Weight(float(table[row]), ((f"moved.{row}", float(table[row])),))
    if change.kind is NormKind.DEFINITION:
        made = made.plus("uses", _for_uses(facts.uses))
    made = made.plus("ratio", _for_ratio(best, facts.old, facts.new))
    return made if read else made.times("unreadable")


def _row(one: Evidence) -> str:
    move = one.rule.partition(".")[2]
    return move if move in weights()["moved"] else str(one.dimension)


def _for_uses(uses: int) -> float:
    table = weights()["uses"]
    return float(min(table["most"], table["doubling"] * math.log2(1 + uses)))


def _for_ratio(one: Evidence, old: list[Norm], new: list[Norm]) -> float:
    table = weights()["ratio"]
    return float(min(table["most"], table["doubling"] * abs(doublings(one, old, new))))
