"""A coding sheet as a workbook with drop-down lists, and back. Every cell is text; the same rows give the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Any

from legiscompare.errors import DataError, MissingExtra
from legiscompare.model import Burden, Dimension, NormKind, PartyClass, Sign, Tag
from legiscompare.report.marked import visible
from legiscompare.report.sheet import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CELL = 32_767
"""Most characters a cell may hold, by the format."""
SHEET = "coding"
MOST_ROWS, MOST_COLUMNS = 50_000, 60
MOST_BYTES = 256 * 1024 * 1024
"""Most bytes of a workbook once unpacked."""
_WIDTHS = {"norm": 44, "dimensions": 28, "draft_cue": 44, "final_cue": 44, "note": 30}
_LISTS: dict[str, tuple[str, ...]] = {
    "kind": tuple(NormKind),
    "bearer": (*PartyClass, "regulated+authority", "regulated+user"),
    "measured": (*PartyClass, "regulated+authority", "regulated+user"),
    "tag": tuple(Tag),
    "burden": tuple(Burden),
    "sure": ("3", "2", "1"),
}
"""Columns with a drop-down list; other values are warned of, since parties may be joined otherwise."""


def write_workbook(rows: Iterable[Mapping[str, str]]) -> bytes:
    """The rows as an XLSX with drop-down lists. Raises MissingExtra without xlsxwriter."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtra("xlsx", what="a workbook needs xlsxwriter") from error
    out = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, plain) as book:
        book.set_properties({"created": dt.datetime(1980, 1, 1)})  # noqa: DTZ001 - the format knows no zones
        bold = book.add_format({"bold": True, "bottom": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        sheet = book.add_worksheet(SHEET)
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, name, bold)
            sheet.set_column(column, column, _WIDTHS.get(name, 13), wrap)
        line = 0
        for line, row in enumerate(rows, 1):
            for column, name in enumerate(COLUMNS):
                sheet.write_string(line, column, visible(row.get(name, ""))[:CELL], wrap)
        sheet.freeze_panes(1, 4)
        _drop_down(book, sheet, max(line, 1), bold)
    return out.getvalue()


def _drop_down(book: Any, sheet: Any, last: int, bold: Any) -> None:
    """Lists of a second sheet behind the columns; there too, the dimensions with their signs, to be copied."""
    lists = book.add_worksheet("lists")
    for place, (name, values) in enumerate(_LISTS.items()):
        lists.write_string(0, place, name, bold)
        for line, value in enumerate(values, 1):
            lists.write_string(line, place, str(value))
        letter = chr(ord("A") + place)
        column = COLUMNS.index(name)
        sheet.data_validation(
            1, column, last, column,
            {"validate": "list", "source": f"=lists!${letter}$2:${letter}${len(values) + 1}", "error_type": "warning",
             "error_title": "Codebook", "error_message": f"Not a value of the column {name}."},
        )  # fmt: skip
    at = len(_LISTS)
    lists.write_string(0, at, "dimensions", bold)
    for line, value in enumerate((f"{name}{sign}" for name in Dimension for sign in Sign), 1):
        lists.write_string(line, at, value)
    lists.set_column(0, at, 20)


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are those of a zip, as workbooks are."""
    return data.startswith(b"PK\x03\x04")


def cells_of(data: bytes, where: str) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Columns, and (line, cells by column) of a workbook's sheet `coding`, or of its first; empty lines are left out.

    Raises DataError if it is no workbook, MissingExtra without openpyxl.
    """
    try:
        import openpyxl
    except ImportError as error:
        raise MissingExtra("xlsx", what="reading a workbook needs openpyxl", where=where) from error
    fault = DataError(
        "this is not a workbook that can be read", where=where, mend="save it as .xlsx or as CSV in UTF-8"
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(one.file_size for one in packed.infolist())
        if size > MOST_BYTES:
            raise fault
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
        found = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
        lines = [[_cell(value) for value in row] for row in found]
    except Exception as error:  # whatever a damaged file makes the library raise
        raise fault from error
    names = [name.strip() for name in lines[0]] if lines else []
    rows = [
        (line, {name: cell for name, cell in zip(names, cells, strict=False) if name})
        for line, cells in enumerate(lines[1:], 2)
        if any(cells)
    ]
    return names, rows


def _cell(value: object) -> str:
    """A cell as text; spreadsheets make 3.0 of `3`."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
