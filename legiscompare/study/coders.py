"""Agreement between coders: Cohen's kappa for two, Krippendorff's alpha for any number and with gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legiscompare.errors import DataError, UsageError
from legiscompare.study.scoring import cohens_kappa
from legiscompare.study.sheet import SheetRow, read_sheet, signs

if TYPE_CHECKING:
    from pathlib import Path

Distance = Callable[[Hashable, Hashable], float]
"""How far two answers are apart: 0 = the same, 1 = as far as can be (interval data: any number)."""


def nominal(a: Hashable, b: Hashable) -> float:
    """Two names are the same or not."""
    return float(a != b)


def interval(a: Hashable, b: Hashable) -> float:
    """Squared difference of two numbers."""
    assert isinstance(a, (int, float))  # noqa: S101 - the caller chose a distance for numbers
    assert isinstance(b, (int, float))  # noqa: S101
    return float((a - b) ** 2)


def jaccard(a: Hashable, b: Hashable) -> float:
    """Two sets: the share of their members that they do not share; two empty sets are the same."""
    assert isinstance(a, frozenset)  # noqa: S101 - the caller chose a distance for sets
    assert isinstance(b, frozenset)  # noqa: S101
    return 1 - len(a & b) / len(a | b) if a | b else 0.0


def alpha(units: Sequence[Sequence[Hashable | None]], distance: Distance = nominal) -> float | None:
    """Krippendorff's alpha: 1 - observed over expected disagreement (Computing Krippendorff's Alpha-Reliability, 2011).

    `units` holds one row of answers per unit, None where a coder gave none.

    Units with fewer than two answers say nothing and are left out. None where no two answers can be paired;
    1.0 where all answers are one and the same, so that no disagreement was possible.
    """
    pairable = [answers for unit in units if len(answers := [a for a in unit if a is not None]) > 1]
    total = sum(len(answers) for answers in pairable)
    if total < 2:
        return None
    observed = sum(
        distance(a, b) / (len(answers) - 1)
        for answers in pairable
        for i, a in enumerate(answers)
        for j, b in enumerate(answers)
        if i != j
    )
    counts = Counter(answer for answers in pairable for answer in answers)
    expected = sum(n * m * distance(a, b) for a, n in counts.items() for b, m in counts.items()) / (total - 1)
    return 1 - observed / expected if expected else 1.0


@dataclass(frozen=True, slots=True)
class ColumnAgreement:
    """How far coders agree in one column."""

    column: str
    units: int
    """Rows that two coders or more answered."""
    agree: float
    """Share of pairs of answers that are the same."""
    kappa: float | None
    """Cohen's, for two coders; None for more."""
    alpha: float | None
    """Krippendorff's: nominal; for signed dimensions by shared members; for `sure` interval."""


_COLUMNS: dict[str, tuple[Callable[[str], Hashable], Distance]] = {
    "kind": (str, nominal),
    "bearer": (str, nominal),
    "measured": (str, nominal),
    "tag": (str, nominal),
    "burden": (str, nominal),
    "dimensions": (lambda cell: frozenset(f"{name}{sign}" for name, sign in signs(cell)), jaccard),
    "sure": (int, interval),
}


def agreement(*sheets: str | Path) -> tuple[ColumnAgreement, ...]:
    """Agreement between sheets of the same units: rows are joined by `id`, and their references must be the same.

    An empty cell is no answer, but for dimensions, where it says "none". Raises UsageError for fewer than two sheets,
    DataError where rows of one id speak of different norms or no id is shared.
    """
    if len(sheets) < 2:
        raise UsageError(
            "agreement needs at least two sheets",
            where=", ".join(map(str, sheets)) or "sheets",
            mend="give the sheets of two coders or more",
        )
    tables = [{row.id: row for row in read_sheet(path)} for path in sheets]
    ids = [identifier for identifier in tables[0] if any(identifier in table for table in tables[1:])]
    if not ids:
        raise DataError(
            "these sheets have no id in common",
            where=str(sheets[1]),
            mend="give sheets that were begun from the same blank sheet",
        )
    for identifier in ids:
        refs = {(t[identifier].draft_ref, t[identifier].final_ref) for t in tables if identifier in t}
        if len(refs) > 1:
            raise DataError(
                f"id {identifier!r} stands for different norms: {sorted(refs)}",
                where=str(sheets[1]),
                mend="give sheets that were begun from the same blank sheet",
            )
    return tuple(_column(name, ids, tables) for name in _COLUMNS)


def _column(name: str, ids: Sequence[str], tables: Sequence[dict[str, SheetRow]]) -> ColumnAgreement:
    read, distance = _COLUMNS[name]

    def answer(row: SheetRow | None) -> Hashable | None:
        if row is None or (not (cell := getattr(row, name)) and not (name == "dimensions" and row.tag)):
            return None
        return read(cell)

    units = [[answer(table.get(identifier)) for table in tables] for identifier in ids]
    answered = [[a for a in unit if a is not None] for unit in units]
    answered = [unit for unit in answered if len(unit) > 1]
    pairs = [(a, b) for unit in answered for i, a in enumerate(unit) for b in unit[i + 1 :]]
    same = sum(a == b for a, b in pairs) / len(pairs) if pairs else 0.0
    kappa = cohens_kappa([(str(a), str(b)) for a, b in pairs]) if len(tables) == 2 and name != "dimensions" else None
    return ColumnAgreement(name, len(answered), same, kappa, alpha(units, distance))


MERGED = ("tag", "burden", "dimensions")
"""Columns whose second answer is kept in a column of its own when two sheets are merged."""


def merge(first: str | Path, second: str | Path) -> tuple[list[dict[str, str]], tuple[str, ...]]:
    """One sheet of two: the first coder's rows, the second's answers beside them where they differ.

    Gives rows and columns (`tag_alt`, `burden_alt`, `dimensions_alt`). Rows of one sheet alone are kept, with a note.

    Raises DataError where rows of one id speak of different norms.
    """
    agreement(first, second)
    tables = [{row.id: row for row in read_sheet(path)} for path in (first, second)]
    columns = (
        "id", "draft_ref", "final_ref", "norm", "kind", "bearer", "measured", "tag", "tag_alt", "burden", "burden_alt",
        "dimensions", "dimensions_alt", "dropped", "inserted", "draft_cue", "final_cue", "sure", "note",
    )  # fmt: skip
    rows = []
    for identifier in dict.fromkeys([*tables[0], *tables[1]]):
        one, other = tables[0].get(identifier), tables[1].get(identifier)
        base = one or other
        assert base is not None  # noqa: S101 - the id came from one of the two
        cells = {name: getattr(base, name) for name in columns}
        if one is None or other is None:
            alone = "first" if other is None else "second"
            cells["note"] = "; ".join(filter(None, (base.note, f"coded in the {alone} sheet alone")))
        elif (
            one.tag != other.tag
            or one.burden != other.burden
            or set(signs(one.dimensions)) != set(signs(other.dimensions))
        ):
            for name in MERGED:
                mine, theirs = getattr(one, name), getattr(other, name)
                cells[f"{name}_alt"] = theirs if theirs != mine else ""
            cells["sure"] = min(one.sure, other.sure)
        rows.append(cells)
    return rows, columns
