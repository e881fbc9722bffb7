"""Coefficients of agreement on published worked examples, and against a second way of computing them."""

from __future__ import annotations

import csv
import itertools
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from legiscompare.study.coders import alpha, interval, jaccard
from legiscompare.study.coefficients import (
    ac1,
    alpha_of,
    bootstrap,
    kappa,
    nominal_alpha,
    ordinal_alpha,
    percent,
    weighted_kappa,
)
from legiscompare.study.scoring import cohens_kappa


def table(*rows: tuple[int, ...]) -> list[tuple[int, int]]:
    return [(a, b) for a, row in enumerate(rows) for b, count in enumerate(row) for _ in range(count)]


# Krippendorff 2011, example C: four observers, twelve units, gaps.
C = [
    [None if answer == "." else int(answer) for answer in unit]
    for unit in zip("123321412...", "1233224125.3", ".3332342251.", "12332441251.", strict=True)
]


def test_kappa_of_cohen_1960() -> None:
    pairs = [(str(a), str(b)) for a, b in table((88, 14, 18), (10, 40, 10), (2, 6, 12))]
    assert cohens_kappa(pairs) == pytest.approx(0.492, abs=5e-4)


def test_kappa_of_fleiss_1981() -> None:
    """Psychosis, neurosis, organic: kappa .68 of 100 patients."""
    pairs = [(str(a), str(b)) for a, b in table((75, 1, 4), (5, 4, 1), (0, 0, 10))]
    assert cohens_kappa(pairs) == pytest.approx(0.68, abs=5e-3)


def test_weighted_kappa_of_fleiss_cohen_everitt_1969() -> None:
    """Their table of 200: kappa .429, weighted kappa .507 with their weights; linear and quadratic by a second formula."""
    pairs = table((106, 10, 4), (22, 28, 10), (2, 12, 6))
    assert cohens_kappa([(str(a), str(b)) for a, b in pairs]) == pytest.approx(0.429, abs=5e-4)
    theirs = ((1, 0, 0.4444), (0, 1, 0.6666), (0.4444, 0.6666, 1))
    assert weighted_kappa(pairs, 3, weights=theirs) == pytest.approx(0.507, abs=5e-4)
    for power in (1, 2):
        assert weighted_kappa(pairs, 3, power=power) == pytest.approx(by_matrix(pairs, 3, power))


def test_weighted_kappa_of_cohen_1968() -> None:
    """The table of 1960 with disagreement weighed 0, 1, 3 and 6: .348."""
    pairs = table((88, 14, 18), (10, 40, 10), (2, 6, 12))
    apart = ((0, 1, 3), (1, 0, 6), (3, 6, 0))
    weights = [[1 - one / 6 for one in row] for row in apart]
    assert weighted_kappa(pairs, 3, weights=weights) == pytest.approx(0.348, abs=5e-4)


def by_matrix(pairs: list[tuple[int, int]], size: int, power: int) -> float:
    """Weighted kappa by weights of agreement, on the matrix of shares."""
    seen = [[0.0] * size for _ in range(size)]
    for a, b in pairs:
        seen[a][b] += 1 / len(pairs)
    rows, columns = [sum(row) for row in seen], [sum(column) for column in zip(*seen, strict=True)]
    cells = list(itertools.product(range(size), repeat=2))
    weight = {(a, b): 1 - (abs(a - b) / (size - 1)) ** power for a, b in cells}
    observed = sum(weight[cell] * seen[cell[0]][cell[1]] for cell in cells)
    expected = sum(weight[a, b] * rows[a] * columns[b] for a, b in cells)
    return (observed - expected) / (1 - expected)


def test_alpha_of_krippendorff_2011() -> None:
    assert nominal_alpha(C) == pytest.approx(0.743, abs=5e-4)
    assert ordinal_alpha(C) == pytest.approx(0.815, abs=5e-4)
    assert alpha(C, interval) == pytest.approx(0.849, abs=5e-4)


def test_ac1_of_gwet_2008() -> None:
    """Two raters, 125 subjects, nearly all alike: kappa is below 0, AC1 is .94."""
    pairs = table((118, 5), (2, 0))
    assert ac1(pairs, 2) == pytest.approx(0.9408, abs=5e-5)
    assert cohens_kappa([(str(a), str(b)) for a, b in pairs]) == pytest.approx(-0.0234, abs=5e-5)


def test_ac1_of_four_raters_with_gaps() -> None:
    """The same twelve units in Gwet's Handbook of Inter-Rater Reliability: AC1 .77544, per cent .81818."""
    assert ac1(C, 5) == pytest.approx(0.77544, abs=5e-6)
    assert percent(C) == pytest.approx(0.81818, abs=5e-6)


def test_the_ends() -> None:
    for figure in (percent, nominal_alpha, ordinal_alpha):
        assert figure([]) is None
        assert figure([[1, None]]) is None
        assert figure([[1, 1], [2, 2]]) == 1.0
    assert ac1([], 2) is None
    assert ac1([[1, 1]], 1) == 1.0
    assert weighted_kappa([], 3) is None
    assert weighted_kappa([(1, 1)], 3) == 1.0


def test_intervals_hold_what_they_should_and_are_the_same_every_time() -> None:
    units = [(str(n % 3), str((n + (n % 7 == 0)) % 3)) for n in range(140)]
    clusters = [str(n // 5) for n in range(140)]
    found = bootstrap(units, clusters, percent)
    assert found == bootstrap(units, clusters, percent)
    assert found is not None
    assert found[0] < percent(units) < found[1]
    assert bootstrap(units, ["one"] * 140, percent) is None


def answers(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8") as file:
        return [(row["tag"], row["tag_alt"] or row["tag"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize("name", ["D1", "D2", "D4"])
def test_reference_codings_by_a_second_way(shared: Path, name: str) -> None:
    """Coincidence matrices and marginals, written apart from what is tested."""
    pairs = answers(shared / "gold" / f"{name}.csv")
    size = len(pairs)
    names = sorted({one for pair in pairs for one in pair})
    matrix: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for a, b in pairs:
        matrix[a][b] += 1
        matrix[b][a] += 1
    marginal = {a: sum(matrix[a].values()) for a in names}
    total = sum(marginal.values())
    off = sum(matrix[a][b] for a in names for b in names if a != b)
    chance = sum(marginal[a] * marginal[b] for a in names for b in names if a != b)
    assert nominal_alpha(pairs) == pytest.approx(1 - (total - 1) * off / chance)

    same = sum(a == b for a, b in pairs) / size
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(left[n] / size * right[n] / size for n in names)
    assert cohens_kappa(pairs) == pytest.approx((same - by_chance) / (1 - by_chance))
    assert percent(pairs) == pytest.approx(same)

    mean = {n: (left[n] + right[n]) / 2 / size for n in names}
    gwet = sum(share * (1 - share) for share in mean.values()) / 7
    assert ac1(pairs, 8) == pytest.approx((same - gwet) / (1 - gwet))

    ranks = {n: place for place, n in enumerate(names)}
    numbers = [(ranks[a], ranks[b]) for a, b in pairs]
    assert weighted_kappa(numbers, len(names), power=2) == pytest.approx(by_matrix(numbers, len(names), 2))
    assert ordinal_alpha(numbers) == pytest.approx(ordinal_by_matrix(numbers, len(names)))


def ordinal_by_matrix(pairs: list[tuple[int, int]], size: int) -> float:
    seen = [[0.0] * size for _ in range(size)]
    for a, b in pairs:
        seen[a][b] += 1
        seen[b][a] += 1
    marginal = [sum(row) for row in seen]

    def delta(a: int, b: int) -> float:
        low, high = min(a, b), max(a, b)
        return (sum(marginal[low : high + 1]) - (marginal[low] + marginal[high]) / 2) ** 2

    cells = [(a, b) for a in range(size) for b in range(size) if a != b]
    observed = sum(seen[a][b] * delta(a, b) for a, b in cells)
    expected = sum(marginal[a] * marginal[b] * delta(a, b) for a, b in cells)
    return 1 - (sum(marginal) - 1) * observed / expected


def test_units_that_occur_several_times_count_so() -> None:
    units, counts = [("a", "b"), ("a", "a"), ("b", None), ("b", "b")], [3, 5, 2, 4]
    every = [unit for unit, n in zip(units, counts, strict=True) for _ in range(n)]
    for figure in (percent, kappa, nominal_alpha):
        assert figure(units, counts) == pytest.approx(figure(every))
    assert ac1(units, 3, counts) == pytest.approx(ac1(every, 3))
    assert nominal_alpha(every) == pytest.approx(alpha(every))
    assert kappa(every) == pytest.approx(cohens_kappa([(a, b) for a, b in every if b is not None]))
    sets = [(frozenset("ab"), frozenset("a")), (frozenset(), frozenset("b")), (frozenset("b"), frozenset("b"))]
    assert alpha_of(sets, None, jaccard) == pytest.approx(alpha(sets, jaccard))
