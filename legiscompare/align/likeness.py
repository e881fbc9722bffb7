"""How alike two norms are, whatever became of their neighbours: their words, bearers and kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from legiscompare.align.similarity import SMALL, Index, in_order, places, reweighed, weigh
from legiscompare.align.units import act_of, opening_of
from legiscompare.model import NormKind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from legiscompare.align.similarity import Weights
    from legiscompare.align.units import AlignUnit, UnitSide

DISTINCT = 16.0
"""Weight of rare features (held by at most four norms) that makes a verbatim twin a proof: about three of them."""
OPENS = 0.33
"""Where two norms open more alike than they are as wholes, this share of the difference is added to their likeness.
The opening names bearer and occasion, two of the three things that make a norm the same (codebook §1). What an
enumeration after them has become counts less."""
LIGHT = 20.0
"""Weight below which an opening proves less: stock phrases weigh next to nothing."""
ELSEWHERE = 0.6
"""What the words of a recital or an annex count beside those of an article: recitals explain the articles in the same
words, so that likeness across that border is the rule and proves little."""
OTHER_BEARER = 0.85
"""What likeness counts where the two norms bind different classes of parties: twins, the same rule for providers and
for users, differ in nothing else."""
OTHER_KIND = 0.9
"""What likeness counts where the two norms are of different kinds: a duty may become a permission, but two norms that
share a bearer and little else are rarely one norm if their kinds differ."""
ACT = 0.05
"""Share of the lighter act's weight that two norms must share to be the same: bearer and occasion alone are not enough."""
ACT_INSIDE = 0.5
"""What it is worth, at most, that one act stands whole inside the other."""
LEAST = 8.0
"""Weight that must be shared to say anything: about two shingles that occur nowhere else. Less is a turn of phrase."""
MUCH = 100.0
"""Weight that speaks for itself, wherever it stands: half a dozen shingles that occur nowhere else."""
_LAW = {"body", "definition"}

Sort = tuple[str, NormKind, frozenset[str], bool]
"""Namespace, kind and classes of the bearer of a norm, and whether the text names the bearer."""


class _Act(NamedTuple):
    """What a norm says after its modal or bearer."""

    features: frozenset[int]
    total: float
    """What they weigh together."""
    whole: bool
    """Whether that is all it says."""
    part: bool
    """Whether its features are among those of the norm: not where a term is renamed, for acts are read as spelled."""


class Likeness:
    """Of every norm of the draft to every norm of the final text; what is asked again and again is found once."""

    def __init__(self, draft: UnitSide, final: UnitSide, before: Likeness | None = None) -> None:
        """`before`: of the same norms before terms were renamed; what no rename touched is as it was there."""
        self._draft, self._final = draft.units, final.units
        self.vocabulary = draft.vocabulary
        sides = self._draft, self._final
        weights = weigh([[unit.features for unit in side] for side in sides], before.index.weights if before else None)
        self._before = before
        self._same: tuple[Collection[int], Collection[int]] = _untouched(before, sides, weights) if before else ((), ())
        """Units on which the likeness of two depends as it did before."""
        weighing: list[list[frozenset[int]]] = []
        openings: list[list[frozenset[int]]] = []
        for side, units in enumerate(sides):
            weighing.append([weights.weighing(unit.features) for unit in units if unit.at not in self._same[side]])
            touched = (unit for unit in units if unit.at not in self._same[side])
            openings.append([weights.weighing(opening_of(unit, self.vocabulary)) for unit in touched])
            if before:
                known = (before.index.draft, before.index.final)[side], before.openings[side]
                weighing[side] = self._with(side, known[0], weighing[side])
                openings[side] = self._with(side, known[1], openings[side])
        self.index: Index = Index(weighing[0], weighing[1], weights)
        self.openings: list[list[frozenset[int]]] = openings
        self._opening_totals = [list(map(weights.total, side)) for side in openings]
        self._places: dict[int, dict[str, int]] = {}
        sorts: dict[Sort, int] = {}
        self._sorts = [[sorts.setdefault(_sort(unit), len(sorts)) for unit in side] for side in sides]
        self._kinships: dict[tuple[int, int], float] = {}
        self.acts: tuple[dict[int, _Act], dict[int, _Act]] = ({}, {})
        self._known: dict[tuple[int, int], float] = {}

    @property
    def units(self) -> tuple[Sequence[AlignUnit], Sequence[AlignUnit]]:
        """The norms of both sides."""
        return self._draft, self._final

    def settle(self) -> None:
        """Let go of what was known before terms were renamed; what is asked from now on is worked out anew."""
        self._before = None
        self._known.clear()

    def _with(self, side: int, before: Sequence[frozenset[int]], found: list[frozenset[int]]) -> list[frozenset[int]]:
        """What was found anew for units that a rename touched, between what is as it was."""
        anew = iter(found)
        return [known if at in self._same[side] else next(anew) for at, known in enumerate(before)]

    def of(self, i: int, j: int) -> float:
        """Similarity of the words, lowered where the two stand in different parts of an instrument."""
        known = self._known.get((i, j))
        if known is None:
            before = self._before if i in self._same[0] and j in self._same[1] else None
            known = self._known[i, j] = before.of(i, j) if before else self._of(i, j)
        return known

    def _of(self, i: int, j: int) -> float:
        one = self._draft[i].words
        if i not in self._places:
            self._places[i] = places(one)
        same = in_order(self._places[i], len(one), self._final[j].words, self.index.score(i, j))
        same = max(same, self._act_inside(i, j, same)) if same < ACT_INSIDE else same
        return self.kinship(i, j) * (same + OPENS * max(0.0, self._opening(i, j) - same))

    def _act_inside(self, i: int, j: int, least: float) -> float:
        """Share of the lighter act that stands in the other (suspend or end → warn, limit, suspend or end).

        It counts at `ACT_INSIDE` of its value, and less for a light act. It is 0 unless both norms name whom they bind,
        or at least that they bind. What is not above `least` is not worked out.
        """
        one, other = self._act(0, i), self._act(1, j)
        if one.whole or other.whole or not one.features or not other.features:
            return 0.0
        light = min(one.total, other.total) + SMALL
        if one.part and other.part and ACT_INSIDE * self.index.held(i, j) / light <= least:
            return least  # all that the two norms share could not bring the acts above it
        held = self.index.weights.total(one.features & other.features)
        return ACT_INSIDE * held / light if held >= LEAST else 0.0

    def _act(self, side: int, at: int) -> _Act:
        known = self.acts[side].get(at)
        if known is None and self._before and at in self._same[side]:
            known = self._before.acts[side].get(at)
        if known is None:
            unit = self._final[at] if side else self._draft[at]
            features = self.index.weights.weighing(act_of(unit, self.vocabulary))
            whole = features == (self.index.final if side else self.index.draft)[at]
            part = unit.words is unit.spelled
            known = self.acts[side][at] = _Act(features, self.index.weights.total(features), whole, part)
        return known

    def _opening(self, i: int, j: int) -> float:
        """Share of the weight of both openings that both hold; what weighs little counts as if it were heavier."""
        shared = self.openings[0][i] & self.openings[1][j]
        if not shared:
            return 0.0
        held = self.index.weights.total(shared)
        return 2 * held / max(self._opening_totals[0][i] + self._opening_totals[1][j], 2 * LIGHT)

    def kinship(self, i: int, j: int) -> float:
        """What the likeness of two units' words counts, 0 to 1: less across parts of an instrument, bearers and kinds."""
        sorts = self._sorts[0][i], self._sorts[1][j]
        factor = self._kinships.get(sorts)
        if factor is None:
            factor = self._kinships[sorts] = _kinship(_sort(self._draft[i]), _sort(self._final[j]))
        return factor

    def same_bearer(self, i: int, j: int) -> bool:
        """Whether the two units may bind the same class of parties."""
        return _same_bearer(_sort(self._draft[i]), _sort(self._final[j]))

    def other_acts(self, i: int, j: int) -> bool:
        """Whether the two norms demand or allow different acts: nothing in common but who is bound and when."""
        one, other = self._act(0, i), self._act(1, j)
        if self.index.held(i, j) >= MUCH:
            return False  # a long occasion in the same words is no accident
        return self.index.weights.total(one.features & other.features) < ACT * min(one.total, other.total)

    def share_rare(self, i: int, j: int) -> bool:
        """Whether two units share enough that few other norms hold; boilerplate does not."""
        return self.rare_shared(i, j) >= DISTINCT

    def rare_shared(self, i: int, j: int) -> float:
        """Weight of what two units share and few other norms hold."""
        weights = self.index.weights
        shared = map(weights.of.__getitem__, self.index.draft[i] & self.index.final[j])
        return sum(weight for weight in shared if weight >= weights.rare)


def _untouched(
    before: Likeness, sides: tuple[Sequence[AlignUnit], Sequence[AlignUnit]], weights: Weights
) -> tuple[frozenset[int], frozenset[int]]:
    """The units of either side that hold no renamed term, and nothing that weighs something else than before."""
    changed, new = reweighed(before.index.weights, weights)
    same = (
        frozenset(
            unit.at
            for unit, old, weighing in zip(units, olds, weighed, strict=True)
            if unit.words is old.words and changed.isdisjoint(weighing) and new.isdisjoint(unit.features)
        )
        for units, olds, weighed in zip(sides, before.units, (before.index.draft, before.index.final), strict=True)
    )
    draft, final = same
    return draft, final


def _sort(unit: AlignUnit) -> Sort:
    bearer = unit.norm.bearer
    return unit.norm.namespace, unit.norm.kind, frozenset(bearer.classes), bearer.span is not None


def _kinship(one: Sort, other: Sort) -> float:
    factor = 1.0 if one[0] == other[0] or {one[0], other[0]} == _LAW else ELSEWHERE
    # Whether the State encourages or encouragement is given, it is the same policy.
    unnamed = {one[1], other[1]} == {NormKind.ENCOURAGEMENT} and not (one[3] and other[3])
    if not _same_bearer(one, other) and not unnamed:
        factor *= OTHER_BEARER
    return factor if one[1] == other[1] else factor * OTHER_KIND


def _same_bearer(one: Sort, other: Sort) -> bool:
    return not one[2] or not other[2] or bool(one[2] & other[2])
