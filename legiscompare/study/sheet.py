"""Coding sheets: one row per norm in the codebook's columns (§2), a machine's and a person's alike."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from legiscompare.errors import DataError, SourceError
from legiscompare.model import Burden, Dimension, NormKind, PartyClass, Sign, Tag
from legiscompare.report.sheet import unguard
from legiscompare.study.places import NONE
from legiscompare.tag.derive import burden_of, tag_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

COLUMNS = (
    "id", "draft_ref", "final_ref", "norm", "kind", "bearer", "measured", "tag", "burden", "dimensions",
    "dropped", "inserted", "draft_cue", "final_cue", "sure", "note",
)  # fmt: skip
"""Columns that every sheet has, in this order (codebook §2)."""

ALTERNATIVES = ("tag_alt", "burden_alt", "dimensions_alt")
"""Columns that hold the second coder's answer where it differs."""

_SIGNED = re.compile(r"([a-z_]+)([-+?])")
_REF = re.compile(r"[^\s+;,]+(?:[+;,]\s*[^\s+;,]+)*")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet: the strings as written. `line` is where it stands in its file, counted from 1."""

    line: int
    draft_ref: str
    final_ref: str
    tag: str
    burden: str
    id: str = ""
    norm: str = ""
    kind: str = ""
    bearer: str = ""
    measured: str = ""
    dimensions: str = ""
    dropped: str = ""
    inserted: str = ""
    draft_cue: str = ""
    final_cue: str = ""
    sure: str = ""
    note: str = ""
    tag_alt: str = ""
    burden_alt: str = ""
    dimensions_alt: str = ""
    more: dict[str, str] = field(default_factory=dict)
    """Columns beyond the codebook's, kept as they are."""

    @property
    def coded(self) -> bool:
        """Whether anything was decided in it; False for a row as `code start` writes it."""
        return any((self.kind, self.tag, self.burden, self.dimensions, self.sure))


_FIELDS = frozenset((*COLUMNS, *ALTERNATIVES))


def read_sheet(path: str | Path) -> tuple[SheetRow, ...]:
    """Read a coding sheet: CSV in UTF-8, with or without a byte-order mark, or the workbook of `code start --xlsx`.

    Only the form is looked at here: the needed columns, and as many cells as columns. `check_sheet` looks at values.
    Raises SourceError if the file cannot be read, DataError if it is no sheet.
    """
    path = Path(path)
    if path.suffix.lower() == ".xlsx":
        try:
            return parse_workbook(path.read_bytes(), str(path))
        except OSError as error:
            raise SourceError(error.strerror or "cannot be read", where=str(path), mend="check the path") from error
    return parse_sheet(read_csv_text(path), str(path))


def parse_sheet(text: str, where: str) -> tuple[SheetRow, ...]:
    """`read_sheet` of words that are in hand; `where` names them in errors."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    _needed(reader.fieldnames or (), where)
    rows = []
    for cells in reader:
        here = f"{where}:{reader.line_num}"
        if None in cells or None in cells.values():
            raise DataError(
                "this row has more or fewer cells than there are columns",
                where=here,
                mend="correct this row; cells with a comma need quotation marks",
            )
        rows.append(row_of({name: unguard(cell) for name, cell in cells.items()}, reader.line_num))
    return tuple(rows)


def parse_workbook(data: bytes, where: str) -> tuple[SheetRow, ...]:
    """`read_sheet` of a workbook's bytes; `where` names them in errors."""
    from legiscompare.study.workbook import cells_of

    columns, rows = cells_of(data, where)
    _needed(columns, where)
    return tuple(row_of(cells, line) for line, cells in rows)


def _needed(columns: Iterable[str], where: str) -> None:
    columns = set(columns)
    missing = [name for name in ("draft_ref", "final_ref", "tag") if name not in columns]
    if missing:
        raise DataError(
            f"a coding sheet needs the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}",
            where=f"{where}:1",
            mend="begin a sheet with: legiscompare code start",
        )


def row_of(cells: Mapping[str, str], line: int) -> SheetRow:
    """A row of the cells by column; `line` is where it stands in its file."""
    values = {name: cell.strip() for name, cell in cells.items()}
    known = {name: value for name, value in values.items() if name in _FIELDS}
    known.setdefault("burden", "")
    more = {name: value for name, value in values.items() if name not in _FIELDS}
    return SheetRow(line=line, more=more, **known)


def read_csv_text(path: Path) -> str:
    """The text of a CSV file. Raises SourceError if it cannot be read, DataError if it is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SourceError(error.strerror or "cannot be read", where=str(path), mend="check the path") from error
    except UnicodeDecodeError as error:
        raise DataError(
            f"this file is not UTF-8 (byte {error.start})", where=str(path), mend="save it as CSV in UTF-8"
        ) from error


def write_sheet(rows: Iterable[dict[str, str]], columns: tuple[str, ...]) -> str:
    """A sheet as CSV text with single newlines, cells guarded against being computed by a spreadsheet."""
    from legiscompare.report.sheet import guard

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([guard(row.get(name, "")) for name in columns] for row in rows)
    return out.getvalue()


def signs(dimensions: str, *, where: str = "") -> tuple[tuple[Dimension, Sign], ...]:
    """`time-;scope_object+` as pairs. Raises DataError for an unknown dimension or sign."""
    found = []
    for one in filter(None, (part.strip() for part in dimensions.split(";"))):
        match = _SIGNED.fullmatch(one)
        if not match or match[1] not in {name.value for name in Dimension}:
            raise DataError(
                f"{one!r} is not a dimension with a sign",
                where=where,
                mend="write a dimension of the codebook, then -, + or ?, such as time-",
            )
        found.append((Dimension(match[1]), Sign(match[2])))
    return tuple(found)


def classes(party: str, *, where: str = "") -> tuple[PartyClass, ...]:
    """`regulated+user` as classes; `none` and the empty cell as no class. Raises DataError for an unknown one."""
    try:
        found = tuple(PartyClass(one.strip()) for one in party.split("+") if one.strip())
    except ValueError as error:
        known = ", ".join(PartyClass)
        raise DataError(f"{party!r} is not a party", where=where, mend=f"use {known}, two joined with +") from error
    return tuple(one for one in found if one is not PartyClass.NONE)


def check_sheet(rows: Iterable[SheetRow], *, where: str = "") -> list[str]:
    """What is wrong with a sheet's values by the codebook, one sentence each with file and line; empty if nothing."""
    faults: list[str] = []
    seen: dict[str, int] = {}
    for row in rows:
        at = f"{where}:{row.line}" if where else f"line {row.line}"
        faults += [f"{at}: {fault}" for fault in _faults(row)]
        if row.id and row.id in seen:
            faults.append(f"{at}: id {row.id!r} stands on line {seen[row.id]} too")
        seen.setdefault(row.id, row.line)
    return faults


def _faults(row: SheetRow) -> list[str]:
    faults = []
    for name in ("draft_ref", "final_ref"):
        ref = getattr(row, name)
        if not _REF.fullmatch(ref):
            faults.append(f"{name} {ref!r} is no reference; write article.paragraph.point, or - for no counterpart")
    if not row.coded:
        return [*faults, "not coded yet: fill in kind, tag, burden and sure"]
    for name, allowed in (("kind", NormKind), ("tag", Tag), ("burden", Burden)):
        value = getattr(row, name)
        if value not in set(allowed):
            faults.append(_none_of(name, value, *allowed))
    for name, allowed in (("tag_alt", Tag), ("burden_alt", Burden)):
        value = getattr(row, name)
        if value and value not in set(allowed):
            faults.append(_none_of(name, value, *allowed))
    for name in ("bearer", "measured"):
        try:
            classes(getattr(row, name))
        except DataError as error:
            faults.append(f"{name}: {error}")
    if row.sure not in {"1", "2", "3"}:
        faults.append(_none_of("sure", row.sure, "1", "2", "3"))
    faults += _tag_faults(row)
    return faults


def _none_of(name: str, value: str, *allowed: str) -> str:
    known = ", ".join(allowed)
    return f"{name} {value!r} is none of {known}" if value else f"{name} is empty; write one of {known}"


def _tag_faults(row: SheetRow) -> list[str]:
    """Tag, burden, signs and references that cannot stand together (codebook §4, §5)."""
    faults = []
    sides = {"removed": (False, True), "added": (True, False)}.get(row.tag, (False, False))
    if (row.draft_ref == NONE, row.final_ref == NONE) != sides:
        faults.append(f"tag {row.tag!r} does not go with draft_ref {row.draft_ref!r} and final_ref {row.final_ref!r}")
    faults += _sign_faults(row.tag, row.burden, row.dimensions)
    if row.tag_alt and row.dimensions_alt:  # without signs of its own a second answer cannot be checked
        faults += _sign_faults(row.tag_alt, row.burden_alt or row.burden, row.dimensions_alt)
    return faults


def _sign_faults(tag: str, burden: str, dimensions: str) -> list[str]:
    try:
        found = signs(dimensions)
    except DataError as error:
        return [str(error)]
    if tag not in set(Tag) or tag in {Tag.REMOVED, Tag.ADDED}:
        return []
    faults = []
    wanted = burden_of(Tag(tag), NormKind.OBLIGATION)
    if burden != wanted:
        faults.append(f"tag {tag!r} gives burden {wanted.value!r}, not {burden!r}")
    given = tag_of(found, reworded=tag != Tag.UNCHANGED)
    if not found and given != tag:
        faults.append(f"tag {tag!r} needs a signed dimension")
    elif given != tag:
        faults.append(f"signs {dimensions!r} give tag {given.value!r}, not {tag!r}")
    return faults
