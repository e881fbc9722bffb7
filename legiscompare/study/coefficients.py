"""Coefficients of agreement between coders, each with the source of its formula, and their intervals.

A unit is a row of answers, one per coder, None where a coder gave none. Every figure is a matter of how often each row of
answers occurs: `counts` says so for each of `units` (once, where it is not given), which makes drawing anew cheap.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from legiscompare.study.coders import nominal

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from legiscompare.study.coders import Distance

RESAMPLES = 1000
SEED = 20230815
"""Of the bootstrap: the same intervals on every machine."""


def answered(units: Sequence[Sequence[Hashable | None]]) -> list[list[Hashable]]:
    """The answers of each unit that two coders or more answered."""
    return [found for unit in units if len(found := [one for one in unit if one is not None]) > 1]


def _weighed(
    units: Sequence[Sequence[Hashable | None]], counts: Sequence[int] | None
) -> list[tuple[list[Hashable], int]]:
    """The answers of each unit that has any, and how often the unit occurs."""
    times = counts if counts is not None else itertools.repeat(1)
    return [(found, n) for unit, n in zip(units, times, strict=False) if (found := [a for a in unit if a is not None])]


def percent(units: Sequence[Sequence[Hashable | None]], counts: Sequence[int] | None = None) -> float | None:
    """Mean over units of the share of pairs of answers that are the same; None without a unit of two answers."""
    shared, total = 0.0, 0
    for found, n in _weighed(units, counts):
        size = len(found)
        if size > 1:
            same = sum(a == b for i, a in enumerate(found) for b in found[i + 1 :])
            shared += n * 2 * same / (size * (size - 1))
            total += n
    return shared / total if total else None


def kappa(units: Sequence[Sequence[Hashable | None]], counts: Sequence[int] | None = None) -> float | None:
    """Cohen's kappa (1960) of two coders; None without a unit that both answered, 1 where chance agrees wholly."""
    first: dict[Hashable, int] = defaultdict(int)
    second: dict[Hashable, int] = defaultdict(int)
    same = total = 0
    for found, n in _weighed(units, counts):
        if len(found) == 2:
            first[found[0]] += n
            second[found[1]] += n
            same += n * (found[0] == found[1])
            total += n
    if not total:
        return None
    expected = sum(n * second.get(value, 0) for value, n in first.items()) / total / total
    return (same / total - expected) / (1 - expected) if expected < 1 else 1.0


def weighted_kappa(
    pairs: Sequence[tuple[int, int]],
    categories: int,
    *,
    power: int = 1,
    weights: Sequence[Sequence[float]] | None = None,
) -> float | None:
    """Cohen's kappa with weights for two coders (Cohen 1968; Fleiss, Cohen and Everitt 1969).

    Answers are ranks 0 to `categories` - 1. The weight of disagreement is the distance of the ranks to the `power`:
    1 = linear, 2 = quadratic; `weights` of agreement (1 = alike) win over it. None without pairs; 1 where no disagreement is
    possible.
    """
    if not pairs:
        return None
    size = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    ranks = range(categories)

    def apart(a: int, b: int) -> float:
        return float(abs(a - b) ** power) if weights is None else 1 - weights[a][b]

    observed = sum(apart(a, b) for a, b in pairs) / size
    expected = sum(first[a] * second[b] * apart(a, b) for a in ranks for b in ranks) / size / size
    return 1 - observed / expected if expected else 1.0


def ordinal(values: Sequence[Hashable | None]) -> Distance:
    """Krippendorff's distance of ranks: the squared number of answers between two of them, half of each end counted.

    `values` are all answers that can be paired (Computing Krippendorff's Alpha-Reliability, 2011); they must be numbers.
    """
    counts = Counter(value for value in values if value is not None)
    order = sorted(counts, key=_number)

    def distance(a: Hashable, b: Hashable) -> float:
        low, high = sorted((_number(a), _number(b)))
        between = sum(counts[one] for one in order if low <= _number(one) <= high)
        return (between - (counts[a] + counts[b]) / 2) ** 2 if a != b else 0.0

    return distance


def _number(value: Hashable) -> float:
    assert isinstance(value, (int, float))  # noqa: S101 - the caller chose a scale of ranks
    return float(value)


def alpha_of(
    units: Sequence[Sequence[Hashable | None]], counts: Sequence[int] | None, distance: Distance
) -> float | None:
    """Krippendorff's alpha, as `coders.alpha`, with units that occur several times."""
    marginal: dict[Hashable, int] = defaultdict(int)
    observed, total = 0.0, 0
    for found, n in _weighed(units, counts):
        size = len(found)
        if size < 2:
            continue
        total += n * size
        for answer in found:
            marginal[answer] += n
        observed += n * 2 * sum(distance(a, b) for i, a in enumerate(found) for b in found[i + 1 :]) / (size - 1)
    if total < 2:
        return None
    values = list(marginal.items())
    expected = 2 * sum(n * m * distance(a, b) for i, (a, n) in enumerate(values) for b, m in values[i + 1 :])
    return 1 - observed * (total - 1) / expected if expected else 1.0


def ordinal_alpha(units: Sequence[Sequence[Hashable | None]]) -> float | None:
    """Krippendorff's alpha for ranks."""
    return alpha_of(units, None, ordinal([one for found in answered(units) for one in found]))


def nominal_alpha(units: Sequence[Sequence[Hashable | None]], counts: Sequence[int] | None = None) -> float | None:
    """Krippendorff's alpha for names."""
    return alpha_of(units, counts, nominal)


def ac1(
    units: Sequence[Sequence[Hashable | None]], categories: int, counts: Sequence[int] | None = None
) -> float | None:
    """Gwet's AC1 for any number of coders, with gaps (Gwet 2008): chance is where coders cannot tell.

    `categories` is how many answers there can be, used or not. None without a unit of two answers.
    """
    observed = percent(units, counts)
    if observed is None:
        return None
    if categories < 2:
        return 1.0
    shares: dict[Hashable, float] = defaultdict(float)
    rated = _weighed(units, counts)
    total = sum(n for _, n in rated)
    for found, n in rated:
        for answer in found:
            shares[answer] += n / len(found) / total
    expected = sum(share * (1 - share) for share in shares.values()) / (categories - 1)
    return (observed - expected) / (1 - expected)


def bootstrap(
    units: Sequence[Sequence[Hashable | None]],
    clusters: Sequence[str],
    figure: Callable[[Sequence[Sequence[Hashable | None]], Sequence[int]], float | None],
    *,
    resamples: int = RESAMPLES,
) -> tuple[float, float] | None:
    """95 % percentile interval of `figure`, whole clusters (articles) drawn anew; None with fewer than two clusters.

    `clusters` names the cluster of each unit: norms of one article are not independent. `figure` is given the different
    units and how often each occurs.
    """
    kinds: dict[tuple[Hashable | None, ...], int] = {}
    groups: dict[str, Counter[int]] = {}
    for unit, name in zip(units, clusters, strict=True):
        groups.setdefault(name, Counter())[kinds.setdefault(tuple(unit), len(kinds))] += 1
    if len(groups) < 2:
        return None
    bags = [list(groups[name].items()) for name in sorted(groups)]
    different = list(kinds)
    draw = random.Random(SEED).random  # noqa: S311 - statistics, no secret
    drawn = []
    for _ in range(resamples):
        counts = [0] * len(different)
        for _ in bags:
            for kind, n in bags[int(draw() * len(bags))]:
                counts[kind] += n
        here = [place for place, n in enumerate(counts) if n]
        value = figure([different[place] for place in here], [counts[place] for place in here])
        if value is not None:
            drawn.append(value)
    if not drawn:
        return None
    drawn.sort()
    return drawn[int(0.025 * len(drawn))], drawn[min(int(0.975 * len(drawn)), len(drawn) - 1)]
