"""How much of what is rare do two norms share? Counted through an inverted index, never over all pairs.

A feature weighs log((n + 1) / df), n the norms of both texts together and df how many of them hold it (at least two: a
feature of one norm alone must not weigh more than one that two norms share). The score of two norms is the weighted
Dice coefficient: twice the weight they share over the sum of both weights. Where one lies nearly whole inside the
other, a norm that grew, the part of the smaller that is shared counts instead, at `INSIDE` of its value, and less for
a small norm.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FREQUENT = 3.0
"""Features held by more than FREQUENT * sqrt(norms) norms neither vote nor weigh: they name the law's subject, and
their lists would make the work grow with the square of the length."""

HOLDERS = 160
"""No list is longer than that, however long the texts: the work for a norm stops growing at some 2,800 norms of both
texts together. F1 on generated laws of 4,000 provisions is .933 (en) and .898 (zh); without the limit
it is .928 and .894."""

INSIDE = 0.7
SMALL = 12.0
"""Weight (about two shingles that occur nowhere else) at which a contained norm counts half."""

CHANCE = 0.4
"""Share of words that two unrelated norms of one law have in common in the same order."""


Feature = str | tuple[str, ...]
"""A word, or a shingle of words in order; three where one stands between the first and the last."""
GRAIN = 2.0**36
"""Weights are whole multiples of its inverse: sums of them are exact, whatever the order, up to a weight of 131,072."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature weighs in this pair of texts; 0 for those too frequent."""

    names: Sequence[Feature]
    """The features that weigh anything; sets of them hold their numbers in this list, of which the first is not used."""
    numbers: dict[Feature, int]
    of: Sequence[float]
    """The weight of each, by number."""
    alone: int
    """From this number on, features that one norm alone holds."""
    rare: float
    """What a feature weighs at least that no more than four norms hold."""

    def weighing(self, features: Iterable[Feature]) -> frozenset[int]:
        """The numbers of those features that weigh anything."""
        return frozenset(filter(None, map(self.numbers.get, features)))

    def total(self, weighing: Iterable[int]) -> float:
        """Weight of features that all weigh; the same in whatever order they come."""
        return sum(map(self.of.__getitem__, weighing))


def weigh(sides: Sequence[Sequence[frozenset[Feature]]]) -> Weights:
    """Weights from the features of all norms of both texts."""
    held = Counter(itertools.chain.from_iterable(itertools.chain.from_iterable(sides)))
    size = sum(map(len, sides))
    limit = min(HOLDERS, max(16.0, FREQUENT * math.sqrt(size)))
    by_frequency = {df: round(math.log((size + 1) / max(df, 2)) * GRAIN) / GRAIN for df in set(held.values())}
    names: list[Feature] = ["", *(feature for feature, df in held.items() if 1 < df <= limit)]
    alone = len(names)
    names += [feature for feature, df in held.items() if df == 1]
    numbers = dict(zip(names[1:], itertools.count(1), strict=False))
    of = [0.0, *(by_frequency[held[feature]] for feature in numbers)]
    return Weights(names, numbers, of, alone, math.log((size + 1) / 4) - 1e-9)


class Index:
    """Scores between two lists of sets of weighing features."""

    def __init__(self, draft: Sequence[frozenset[int]], final: Sequence[frozenset[int]], weights: Weights) -> None:
        self.weights = weights
        self.draft = draft
        self.final = final
        self.draft_total = [weights.total(features) for features in draft]
        self.final_total = [weights.total(features) for features in final]
        self._scores: list[dict[int, float]] = [{} for _ in draft]
        self._held: list[dict[int, float]] = [{} for _ in draft]

    def rows(self, least: float) -> Iterator[tuple[int, dict[int, float]]]:
        """For each draft number, the number and score of each final that shares at least that part (above 0) of the
        weight of the lighter of the two: no other can have a score as high as `least`.
        """
        holders: dict[int, list[int]] = defaultdict(list)
        alone = self.weights.alone
        for j, features in enumerate(self.final):
            for feature in features:
                if feature < alone:
                    holders[feature].append(j)
        of = self.weights.of
        postings = {feature: (of[feature], where) for feature, where in holders.items()}
        lightest = [least * total for total in self.final_total]
        for i, features in enumerate(self.draft):
            row: dict[int, float] = {}
            get = row.get
            for weight, where in filter(None, map(postings.get, features)):
                for j in where:
                    row[j] = get(j, 0.0) + weight
            enough = least * self.draft_total[i]
            held = {j: shared for j, shared in row.items() if shared >= enough or shared >= lightest[j]}
            found = {j: self._score(i, j, shared) for j, shared in held.items()}
            self._scores[i].update(found)
            self._held[i].update(held)
            yield i, found

    def held(self, i: int, j: int) -> float:
        """The weight that draft i and final j share."""
        known = self._held[i].get(j)
        if known is None:
            known = self._held[i][j] = self.weights.total(self.draft[i] & self.final[j])
        return known

    def score(self, i: int, j: int) -> float:
        """Similarity of draft i and final j, 0 to 1."""
        known = self._scores[i].get(j)
        if known is None:
            known = self._scores[i][j] = self._score(i, j, self.held(i, j))
        return known

    def _score(self, i: int, j: int, shared: float) -> float:
        if not shared:
            return 0.0
        one, other = self.draft_total[i], self.final_total[j]
        small = min(one, other)
        return min(1.0, max(2 * shared / (one + other), INSIDE * shared / small * small / (small + SMALL)))


def union(features: Sequence[frozenset[int]], units: Sequence[int]) -> frozenset[int]:
    """The features of all those units together."""
    return features[units[0]] if len(units) == 1 else frozenset().union(*(features[unit] for unit in units))


def places(words: Sequence[str]) -> dict[str, int]:
    """Each word with the places where it stands, as the bits of a number."""
    where: dict[str, int] = {}
    for at, word in enumerate(words):
        where[word] = where.get(word, 0) | (1 << at)
    return where


def in_order(one: dict[str, int], size: int, other: Sequence[str], least: float) -> float:
    """Share of two word sequences that stands in both in the same order (twice the longest common subsequence over the
    sum of both lengths), as far as it goes beyond `CHANCE`; or `least`, if that is more. Of the one, its `places` and
    its length are given.

    Bit-parallel (Hyyrö 2004): one machine word per norm of up to 64 words, Python's long integers beyond.
    """
    whole = size + len(other)
    # Most pairs are done here: they have not even in any order as many words in common.
    if _beyond_chance(2 * min(len(other), size) / whole) <= least:
        return least
    shared = list(filter(None, map(one.get, other)))
    if not shared or _beyond_chance(2 * min(len(shared), size) / whole) <= least:
        return least
    row = full = (1 << size) - 1
    for bits in shared:
        match = row & bits
        row = ((row + match) | (row - match)) & full
    return max(least, _beyond_chance(2 * (size - row.bit_count()) / whole))


def _beyond_chance(share: float) -> float:
    return (share - CHANCE) / (1 - CHANCE)
