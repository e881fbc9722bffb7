"""Which norms of one text hold a term, and how often."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING

from legiscompare.align.similarity import Feature, is_shingle

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from legiscompare.align.units import UnitSide

TIMES = 3
"""Norm pairs that must show an exchange for it to be reported at all; fewer are rewordings."""
Term = tuple[str, ...]
"""The folded words of a term."""


class Uses:
    """Which norms of one side hold a word, and how often each holds a term."""

    def __init__(self, side: UnitSide) -> None:
        self.side = side
        self.holders: dict[str, dict[int, int]] = defaultdict(dict)
        """For each word the units that hold it, and how often."""
        for unit in side.units:
            for key in unit.words:
                holders = self.holders[key]
                holders[unit.at] = holders.get(unit.at, 0) + 1
        self._of: dict[Term, dict[int, int]] = {}
        self._shingles: dict[Feature, list[int]] = {}
        """The units that hold a shingle, for those that were asked for."""

    def look_for(self, terms: Iterable[Term]) -> None:
        """Find, in one pass over all units, which of them hold a shingle of these terms."""
        features = self.side.vocabulary.features
        wanted = {part for term in terms if len(term) > 1 for part in features(term) if is_shingle(part)}
        wanted.difference_update(self._shingles)
        self._shingles.update((part, []) for part in wanted)
        for unit in self.side.units:
            for part in wanted.intersection(unit.features):
                self._shingles[part].append(unit.at)

    def of(self, term: Term) -> dict[int, int]:
        """How often each unit that holds the term holds it, in the order of the text."""
        if len(term) == 1:
            return self.holders.get(term[0], {})
        if term not in self._of:
            units, parts = self.side.units, self.side.vocabulary.features(term)
            if not all(part in self._shingles for part in parts if is_shingle(part)):
                self.look_for([term])
            some = self._rarest(term)
            counted = {at: _count(units[at].words, term) for at in some}
            self._of[term] = {at: times for at, times in counted.items() if times}
        return self._of[term]

    def _rarest(self, term: Term) -> Collection[int]:
        """The units that hold the part of a term that fewest hold, as far as it was looked for."""
        if len(term) == 1:
            return self.holders.get(term[0], {})
        known = (self._shingles.get(part) for part in self.side.vocabulary.features(term))
        return min((some for some in known if some is not None), key=len)

    def are_many(self, term: Term) -> bool:
        """Whether at least `TIMES` norms hold the term, which was looked for."""
        some = self._rarest(term)
        if len(some) < TIMES or len(term) <= 2:
            return len(some) >= TIMES  # two words are a shingle, and all that hold it are known
        units = self.side.units
        holders = (at for at in some if _count(units[at].words, term))
        return sum(1 for _ in itertools.islice(holders, TIMES)) == TIMES

    def count(self, term: Term) -> int:
        """How often the whole side holds the term."""
        return sum(self.of(term).values())


def _count(words: Term, term: Term) -> int:
    first, size = term[0], len(term)
    found, at = 0, -1
    for _ in range(words.count(first)):
        at = words.index(first, at + 1)
        found += words[at : at + size] == term
    return found
