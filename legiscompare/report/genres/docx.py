"""A genre's table as a DOCX file: plain formatting, no tracked changes, so that it prints and can be edited as it looks."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from legiscompare.errors import MissingExtra
from legiscompare.model import Op
from legiscompare.report.docx import DAY, steady
from legiscompare.report.genres.html import heads
from legiscompare.report.genres.styles import style
from legiscompare.report.genres.table import Cell, Table, table
from legiscompare.report.marked import visible
from legiscompare.report.tool import NAME
from legiscompare.report.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Comparison
    from legiscompare.report.options import Options

_SHADE = "DCDCDC"
_EAST = "SimSun"


def render(comparison: Comparison, options: Options) -> bytes:
    """The table of a comparison in the genre that `options.genre` names. Raises MissingExtra without python-docx."""
    return draw(table([View(comparison, options)], style(options.genre)))


def draw(made: Table) -> bytes:
    """The file. Raises MissingExtra without python-docx."""
    try:
        import docx
        from docx.enum.section import WD_ORIENT
    except ImportError as error:
        raise MissingExtra("docx", what="a word-processor file needs python-docx") from error
    document = docx.Document()
    section = document.sections[0]
    if made.style.layout == "columns":
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    document.add_heading(visible(f"{made.title} – {made.style.title}"), level=1)
    document.add_paragraph(made.style.key)
    if made.style.layout == "inline":
        for row in made.rows:
            _write(made, row.cells[0], document.add_paragraph())
    else:
        _columns(document, made)
    document.core_properties.title = visible(made.title)[:255]
    document.core_properties.author = document.core_properties.last_modified_by = NAME
    document.core_properties.created = document.core_properties.modified = DAY
    out = io.BytesIO()
    document.save(out)
    return steady(out.getvalue())


def _columns(document: Any, made: Table) -> None:
    top = (["#"] if made.style.rows else []) + heads(made)
    grid = document.add_table(rows=1, cols=len(top))
    grid.style = "Table Grid"
    for cell, words in zip(grid.rows[0].cells, top, strict=True):
        cell.paragraphs[0].add_run(visible(words)).bold = True
    _repeats(grid.rows[0])
    for number, row in enumerate(made.rows, 1):
        cells = list(grid.add_row().cells)
        if made.style.rows:
            cells.pop(0).paragraphs[0].add_run(str(number))
        for cell, said in zip(cells, row.cells, strict=False):
            _write(made, said, cell.paragraphs[0])


def _repeats(row: Any) -> None:
    """The head of the table on every page."""
    from docx.oxml.parser import OxmlElement

    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no word for it
    properties.append(OxmlElement("w:tblHeader"))


def _write(made: Table, cell: Cell, paragraph: Any) -> None:
    left, right = made.style.brackets
    if cell.note:
        paragraph.add_run(visible(cell.note) + (" " if cell.runs else "")).italic = True
    for run in cell.runs:
        marks: Sequence[str] = ()
        words = run.text
        if run.op is Op.DELETE:
            marks, words = made.style.deleted, f"{left}{words}{right}"
        elif run.op is Op.INSERT:
            marks = made.style.inserted
        _mark(paragraph.add_run(visible(words)), marks)


def _mark(run: Any, marks: Sequence[str]) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    run.bold = True if "bold" in marks else None
    run.italic = True if "italic" in marks else None
    run.underline = True if "underline" in marks else None
    run.font.strike = True if "strike" in marks else None
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 - python-docx sets neither shading nor Chinese fonts
    fonts = properties.get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), _EAST)
    if "shade" in marks:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
            shade.set(qn(f"w:{name}"), value)
        properties.append(shade)
