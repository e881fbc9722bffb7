"""Floors: accuracy that was reached once and may not be lost again.

A floors file is TOML, one table per reference sheet:

    [D1]
    sha256 = "…"                       of the sheet; another sheet needs new floors
    ranges = ["8-17,29", "8-18,26"]    where not the whole texts are coded
    floors = { "paragraph.link.f1" = 0.9012, … }

Floors go up by `raise_floors`. They go down only with `allow_lower` and a decision note that names the sheet.
"""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.errors import DataError, SourceError, UsageError
from legiscompare.report import write

if TYPE_CHECKING:
    from legiscompare.study.evaluation import Evaluation

TOLERANCE = 0.005
"""Half a point: what a rare tie or a rounding may cost is no loss."""
FIGURES = (
    "paragraph.link.f1",
    "paragraph.change.f1",
    "paragraph.direction.f1",
    "paragraph.linked.macro_f1",
    "norm.found",
    "norm.kappa",
    "norm.burden_agreement",
)
"""Figures that get a floor."""


class Shortfall(NamedTuple):
    """A figure below its floor. `reached` is None where the figure could not be computed."""

    figure: str
    floor: float
    reached: float | None


class Floors(NamedTuple):
    """One table of a floors file."""

    sha256: str
    floors: dict[str, float]
    ranges: tuple[str, str] | None = None


def read_floors(path: str | Path) -> dict[str, Floors]:
    """Read a floors file. Raises SourceError if it cannot be read, DataError if it is malformed."""
    path = Path(path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceError(error.strerror or "cannot be read", where=str(path), mend="check the path") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"this is not a file of floors: {error}", where=str(path), mend="correct the TOML") from error
    out = {}
    for name, table in data.items():
        try:
            floors = {str(figure): float(value) for figure, value in table["floors"].items()}
            ranges = table.get("ranges")
            out[name] = Floors(str(table["sha256"]), floors, (str(ranges[0]), str(ranges[1])) if ranges else None)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            raise DataError(
                f"table [{name}] is not a table of floors ({error!r})",
                where=str(path),
                mend="give it sha256 and floors",
            ) from error
    return out


def sheet_sha256(gold: str | Path) -> str:
    """Of the sheet's bytes. Raises SourceError if it cannot be read."""
    try:
        return hashlib.sha256(Path(gold).read_bytes()).hexdigest()
    except OSError as error:
        raise SourceError(error.strerror or "cannot be read", where=str(gold), mend="check the path") from error


def below_floors(evaluation: Evaluation, gold: str | Path, floors: Floors) -> list[Shortfall]:
    """Which figures lie below their floor.

    Raises DataError if `gold` is not the sheet that the floors were measured on: they say nothing about another.
    """
    if sheet_sha256(gold) != floors.sha256:
        raise DataError(
            "the floors were measured on another version of this sheet",
            where=str(gold),
            mend="measure again, and write the floors with --update-floors and a decision note",
        )
    reached = evaluation.flat()
    return [
        Shortfall(figure, floor, reached.get(figure))
        for figure, floor in floors.floors.items()
        if reached.get(figure, -2.0) < floor - TOLERANCE
    ]


def raise_floors(
    evaluation: Evaluation,
    gold: str | Path,
    path: str | Path,
    *,
    name: str,
    ranges: tuple[str, str] | None = None,
    allow_lower: bool = False,
    note: str | Path | None = None,
) -> Floors:
    """Write what `evaluation` reached as the floors `name` of the file at `path`, whole or not at all.

    Raises UsageError where a floor would fall or the sheet is another one, unless `allow_lower` and a decision note
    that names the sheet.
    """
    path = Path(path)
    tables = read_floors(path) if path.exists() else {}
    old = tables.get(name)
    reached = {figure: value for figure, value in evaluation.flat().items() if figure in FIGURES}
    new = Floors(sheet_sha256(gold), reached, ranges)
    if old:
        lost = [f for f, floor in old.floors.items() if reached.get(f, -2.0) < floor - TOLERANCE]
        if lost or old.sha256 != new.sha256:
            _demand_note(name, lost, allow_lower=allow_lower, note=note)
        else:
            kept = {figure: max(floor, reached[figure]) for figure, floor in old.floors.items()}
            new = new._replace(floors={**reached, **kept})
    tables[name] = new
    _write(path, tables)
    return new


def _demand_note(name: str, lost: list[str], *, allow_lower: bool, note: str | Path | None) -> None:
    what = f"floors of {name} would fall ({', '.join(lost)})" if lost else f"the sheet {name} is another one now"
    if not allow_lower or note is None:
        raise UsageError(what, mend="if this is meant, add --allow-lower and --note docs/decisions/NNNN-….md")
    try:
        words = Path(note).read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError("the decision note cannot be read", where=str(note), mend="write the note first") from error
    if name not in words:
        raise UsageError(
            f"the decision note does not name {name}", where=str(note), mend="say in the note why the floors fall"
        )


def _write(path: Path, tables: dict[str, Floors]) -> None:
    lines = [
        "# Accuracy reached once, per reference sheet: written by `legiscompare evaluate --update-floors`.",
        "# Floors go up; they go down only with a decision note (docs/decisions/).",
    ]
    for name, table in sorted(tables.items()):
        lines += ["", f"[{name}]", f'sha256 = "{table.sha256}"']
        if table.ranges:
            lines.append(f'ranges = ["{table.ranges[0]}", "{table.ranges[1]}"]')
        lines += ["", f"[{name}.floors]"]
        lines += [f'"{figure}" = {value:.4f}' for figure, value in sorted(table.floors.items())]
    write(path, ("\n".join(lines) + "\n").encode())
