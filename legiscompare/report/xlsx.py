"""A workbook: one row per change, a sheet of counts, a sheet on how it was made. Every cell is text or a number.

Nothing is ever written as a formula or a link, and the same comparison gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import os
from typing import TYPE_CHECKING, Any

from legiscompare.errors import MissingExtra
from legiscompare.model import Burden, Comparison
from legiscompare.report import cite, summary
from legiscompare.report.marked import visible
from legiscompare.report.sheet import COLUMNS, rows
from legiscompare.report.view import View

if TYPE_CHECKING:
    from legiscompare.report.options import Options

CELL = 32_767
"""Most characters a cell may hold, by the format."""
_WIDTHS = {
    "norm": 40,
    "draft_text": 60,
    "final_text": 60,
    "note": 30,
    "dimensions": 26,
    "draft_cue": 24,
    "final_cue": 24,
}
_EPOCH = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - the format knows no time zones


def render(comparison: Comparison, options: Options) -> bytes:
    """The workbook. Raises MissingExtra without xlsxwriter."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtra("xlsx", what="a workbook needs xlsxwriter") from error
    view = View(comparison, options)
    out = io.BytesIO()
    settings = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, settings) as book:
        book.set_properties({"title": visible(view.title)[:255], "created": _made()})
        bold = book.add_format({"bold": True, "bottom": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        _changes(book.add_worksheet("changes"), comparison, view, bold, wrap)
        _counts(book.add_worksheet("counts"), view, bold)
        _about(book.add_worksheet("about"), view, wrap)
    return out.getvalue()


def _made() -> dt.datetime:
    """Time of making that the file states: SOURCE_DATE_EPOCH, or the format's own first day."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC).replace(tzinfo=None) if epoch else _EPOCH


def _cell(words: str) -> str:
    shown = visible(words)
    return shown if len(shown) <= CELL else shown[: CELL - 1] + "…"


def _changes(sheet: Any, comparison: Comparison, view: View, bold: Any, wrap: Any) -> None:
    names = [*COLUMNS, "change", "label", "draft_text", "final_text"]
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, bold)
        sheet.set_column(column, column, _WIDTHS.get(name, 13))
    for line, (row, item) in enumerate(zip(rows(comparison), view.items, strict=True), 1):
        change = item.change
        texts = ["\n".join(place.text for place in places) for places in (change.draft, change.final)]
        for column, words in enumerate([*row.values(), change.id, item.label, *texts]):
            if names[column] in ("id", "sure"):
                sheet.write_number(line, column, int(words), wrap)
            else:
                sheet.write_string(line, column, _cell(words), wrap)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(1, len(view.items)), len(names) - 1)


def _counts(sheet: Any, view: View, bold: Any) -> None:
    told = (Burden.DOWN, Burden.UP, Burden.BOTH, Burden.UNCLEAR, Burden.NONE)
    for column, burden in enumerate(told, 1):
        sheet.write_string(0, column, view.words(f"burden.{burden}"), bold)
    for line, party in enumerate(view.parties, 1):
        sheet.write_string(line, 0, view.words(f"party_panel.{party}"))
        for column, burden in enumerate(told, 1):
            sheet.write_number(line, column, len(view.of(party, burden)))
    sheet.set_column(0, len(told), 26)


def _about(sheet: Any, view: View, wrap: Any) -> None:
    lines = [cite.plain(view), *(f"{one.origin} {one.sha256}" for one in (view.draft, view.final))]
    lines += [view.words("words.limits"), *summary.limits(view)]
    sheet.set_column(0, 0, 110)
    for line, words in enumerate(lines):
        sheet.write_string(line, 0, _cell(words), wrap)
