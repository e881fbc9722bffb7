"""How much of what is rare do two norms share? Counted through an inverted index, never over all pairs.

A feature weighs log((n + 1) / df), n the norms of both texts together and df how many of them hold it (at least two: a
feature of one norm alone must not weigh more than one that two norms share). The score of two norms is the weighted
Dice coefficient: twice the weight they share over the sum of both weights. Where one lies nearly whole inside the
other, a norm that grew, the part of the smaller that is shared counts instead, at `INSIDE` of its value, and less for
a small norm.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FREQUENT = 3.0
"""Features held by more than FREQUENT * sqrt(norms) norms neither vote nor weigh: they name the law's subject, and
their lists would make the work grow with the square of the length."""

INSIDE = 0.7
SMALL = 12.0
"""Weight (about two shingles that occur nowhere else) at which a contained norm counts half."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature weighs in this pair of texts; 0 for those too frequent."""

    of: dict[str, float]
    rare: float
    """What a feature weighs at least that no more than four norms hold."""

    def total(self, features: frozenset[str]) -> float:
        """Weight of a set; summed in sorted order, so that it is the same on every run."""
        return math.fsum(self.of.get(feature, 0.0) for feature in features)


def weigh(sides: Sequence[Sequence[frozenset[str]]]) -> Weights:
    """Weights from the features of all norms of both texts."""
    held: Counter[str] = Counter()
    size = 0
    for side in sides:
        size += len(side)
        for features in side:
            held.update(features)
    limit = max(16.0, FREQUENT * math.sqrt(size))
    weight = {f: math.log((size + 1) / max(df, 2)) for f, df in held.items() if df <= limit}
    return Weights(weight, math.log((size + 1) / 4) - 1e-9)


class Index:
    """Scores between two lists of feature sets, as far as they share any weighing feature."""

    def __init__(self, draft: Sequence[frozenset[str]], final: Sequence[frozenset[str]], weights: Weights) -> None:
        self.weights = weights
        self.draft_total = [weights.total(features) for features in draft]
        self.final_total = [weights.total(features) for features in final]
        self.shared: list[dict[int, float]] = []
        """For each draft number: final number -> weight shared."""
        postings: dict[str, list[int]] = {}
        for j, features in enumerate(final):
            for feature in features:
                if feature in weights.of:
                    postings.setdefault(feature, []).append(j)
        for features in draft:
            row: dict[int, float] = {}
            # Sorted, so that the sums do not depend on the order in which a set happens to be walked.
            for feature in sorted(features):
                weight = weights.of.get(feature)
                if weight is not None:
                    for j in postings.get(feature, ()):
                        row[j] = row.get(j, 0.0) + weight
            self.shared.append(row)

    def score(self, i: int, j: int) -> float:
        """Similarity of draft i and final j, 0 to 1."""
        shared = self.shared[i].get(j, 0.0)
        if not shared:
            return 0.0
        one, other = self.draft_total[i], self.final_total[j]
        small = min(one, other)
        return min(1.0, max(2 * shared / (one + other), INSIDE * shared / small * small / (small + SMALL)))

    def contained(self, i: int, j: int) -> tuple[float, float]:
        """Which part of draft i's weight final j holds, and which part of final j's weight draft i holds."""
        shared = self.shared[i].get(j, 0.0)
        return (
            shared / self.draft_total[i] if self.draft_total[i] else 0.0,
            shared / self.final_total[j] if self.final_total[j] else 0.0,
        )


def in_order(one: Sequence[str], other: Sequence[str]) -> float:
    """Share of both word sequences that stands in both in the same order: twice the longest common subsequence over the
    sum of both lengths.

    Bit-parallel (Hyyrö 2004): one machine word per norm of up to 64 words, Python's long integers beyond.
    """
    if not one or not other:
        return 0.0
    where: dict[str, int] = {}
    for at, word in enumerate(one):
        where[word] = where.get(word, 0) | (1 << at)
    full = (1 << len(one)) - 1
    row = full
    for word in other:
        match = row & where.get(word, 0)
        row = ((row + match) | (row - match)) & full
    return 2 * (len(one) - row.bit_count()) / (len(one) + len(other))
