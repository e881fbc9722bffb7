"""What each band of certainty is worth, and what it would be worth with thresholds set without the texts it is tried on."""

from __future__ import annotations

import hashlib
import itertools
import math
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import Certainty, Tag
from legiscompare.tag.certainty import THRESHOLDS, Thresholds, of_pair, of_single

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from legiscompare.model import Change
    from tools.measures.rows import Answer

FOLDS = 5
Counts = dict[Certainty, tuple[int, int]]
"""Band -> (changes whose link and tag agree, changes)."""

_GRID = tuple(
    Thresholds(alike, unlike, many, far, near)
    for alike, unlike, many, far, near in itertools.product(
        (0.4, 0.5, 0.6, 0.7), (0.25, 0.3, 0.4), (3, 4, 6), (0.1, 0.15, 0.2), (0.3, 0.4, 0.5)
    )
)


class Case(NamedTuple):
    """A change that a reference row speaks of, with what its certainty is made from."""

    sheet: str
    language: str
    answer: Answer
    score: float
    """Of its pair of norms; 0 for a norm without counterpart."""

    @property
    def change(self) -> Change:
        return self.answer.change


def banded(cases: Iterable[Case]) -> Counts:
    """The bands as the program gives them."""
    return _counts(cases, lambda case: case.change.certainty)


def by(cases: Iterable[Case], key: Callable[[Case], str]) -> dict[str, Counts]:
    """The same within groups."""
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        groups[key(case)].append(case)
    return {name: banded(groups[name]) for name in sorted(groups)}


def folded(cases: Sequence[Case]) -> tuple[Counts, list[Thresholds]]:
    """Thresholds set on four fifths of the articles, bands counted on the fifth; five times over."""
    total: Counts = dict.fromkeys(Certainty, (0, 0))
    chosen = []
    for fold in range(FOLDS):
        learned = [case for case in cases if _fold(case) != fold]
        best = max(_GRID, key=lambda limits: _likelihood(_counts(learned, _with(limits))))
        tried = _counts([case for case in cases if _fold(case) == fold], _with(best))
        total = {band: (total[band][0] + tried[band][0], total[band][1] + tried[band][1]) for band in Certainty}
        chosen.append(best)
    return total, chosen


def _with(limits: Thresholds) -> Callable[[Case], Certainty]:
    def band(case: Case) -> Certainty:
        change = case.change
        if change.tag in {Tag.UNCHANGED, Tag.REWORDED}:
            return change.certainty
        if not (change.draft and change.final):
            return of_single(change.candidates[0].score if change.candidates else 0.0, limits=limits)
        decisive = [one.certain for one in change.evidence]
        single = len(change.draft) == len(change.final) == 1
        return of_pair(change.tag, change.kind, score=case.score, decisive=decisive, single=single, limits=limits)

    return band


def _counts(cases: Iterable[Case], band: Callable[[Case], Certainty]) -> Counts:
    out: Counts = dict.fromkeys(Certainty, (0, 0))
    for case in cases:
        at = band(case)
        out[at] = (out[at][0] + case.answer.agrees, out[at][1] + 1)
    return out


def _likelihood(counts: Counts) -> float:
    """How well three rates, one a band, describe what agreed: the higher the better the bands part right from wrong."""
    return sum(
        right * math.log((right + 0.5) / (of + 1)) + (of - right) * math.log((of - right + 0.5) / (of + 1))
        for right, of in counts.values()
    )


def _fold(case: Case) -> int:
    """By article, so that no article is both learned from and tried on."""
    return int(hashlib.sha256(f"{case.sheet}:{case.answer.article}".encode()).hexdigest(), 16) % FOLDS


__all__ = ["FOLDS", "THRESHOLDS", "Case", "Counts", "banded", "by", "folded"]
