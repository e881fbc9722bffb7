"""The weight that the norms of two long texts share, counted for many pairs at once.

What `similarity.Index` counts pair by pair, numpy counts for a block of rows in one pass. Weights are multiples of
`GRAIN`, so that their sums are exact in any order and the scores are the same to the last bit.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Values = NDArray[np.float64]

_CELLS = 1 << 20
"""Pairs counted at once at most: 8 MB of sums, and some times as much for what they are summed from."""


class Shared(NamedTuple):
    """Pairs that share weight, by row and within a row by column. Arrays of equal length."""

    rows: Numbers
    columns: Numbers
    weights: Values
    """What each pair shares."""

    def at(self, places: Numbers | NDArray[np.bool_]) -> Shared:
        """Some of the pairs."""
        return Shared(self.rows[places], self.columns[places], self.weights[places])


def shared(
    draft: Sequence[frozenset[int]],
    final: Sequence[frozenset[int]],
    weights: Sequence[float],
    alone: bytes,
    enough: tuple[Sequence[float], Sequence[float]],
) -> Iterator[Shared]:
    """Pairs of a draft and a final set that share at least `enough` of either one's weight, block by block of rows.

    Features are numbers below `len(weights)`; those that are `alone` are held once and shared by nobody.
    """
    common = np.frombuffer(alone, np.uint8) == 0
    holders, features = _flat(final, common)
    order = np.argsort(features, kind="stable")
    holders = holders[order]
    starts = np.searchsorted(features[order], np.arange(len(weights) + 1))
    counts = np.diff(starts)
    weight_of = np.array(weights)
    width = len(final)
    floors = np.array(enough[0]), np.array(enough[1])
    step = max(1, _CELLS // max(1, width))
    for first in range(0, len(draft), step):
        block = draft[first : first + step]
        rows, features = _flat(block, common)
        times = counts[features]
        ends = np.cumsum(times)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts[features] - ends + times, times)
        cells = np.repeat(rows * width, times) + holders[places]
        sums = np.bincount(cells, weights=np.repeat(weight_of[features], times), minlength=len(block) * width)
        found = np.flatnonzero(sums)
        held: Values = sums[found].astype(np.float64, copy=False)
        row, column = found // width, found % width
        kept = (held >= floors[0][first + row]) | (held >= floors[1][column])
        yield Shared(first + row[kept], column[kept], held[kept])


def _flat(sets: Sequence[frozenset[int]], common: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Each common feature of each set, with the number of its set."""
    sizes = np.fromiter(map(len, sets), np.int64, len(sets))
    features = np.fromiter(chain.from_iterable(sets), np.int64, int(sizes.sum()))
    numbers = np.repeat(np.arange(len(sets)), sizes)
    kept = common[features]
    return numbers[kept], features[kept]


def best(
    blocks: Iterator[Shared], keep: int, score: Callable[[Numbers, Numbers, Values], Values]
) -> tuple[list[int], list[int], list[float], list[float]]:
    """For each row and each column the `keep` pairs of the highest score, as (rows, columns, weights, scores) in order.

    Ties at the end are included unless there are more than as many again.
    """
    some = list(blocks)
    pairs = Shared(*(np.concatenate([getattr(one, name) for one in some]) for name in Shared._fields))
    scores = score(*pairs)
    kept = np.union1d(_best_of(pairs.rows, scores, keep), _best_of(pairs.columns, scores, keep))
    chosen = pairs.at(kept)
    return chosen.rows.tolist(), chosen.columns.tolist(), chosen.weights.tolist(), scores[kept].tolist()


def _best_of(owners: Numbers, scores: Values, keep: int) -> Numbers:
    """Places of the pairs with the `keep` highest scores of each owner."""
    order = np.lexsort((-scores, owners))
    owners, scores = owners[order], scores[order]
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    sizes = np.diff(starts, append=len(owners))
    # The score that is the last to be kept, and how many reach it.
    least = np.where(sizes > keep, scores[np.minimum(starts + keep, len(scores)) - 1], 0.0)
    floor = np.repeat(least, sizes)
    reach = np.add.reduceat(scores >= floor, starts) if len(starts) else sizes
    crowded = np.repeat(reach > 2 * keep, sizes) & (np.repeat(sizes, sizes) > keep)
    return order[np.where(crowded, scores > floor, scores >= floor)]
