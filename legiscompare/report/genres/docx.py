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
_HEAD = "F0F0F0"
"""Shade of the head of a table."""
_SHEETS = {"a4": (210, 297), "letter": (216, 279)}
"""Width and height in millimetres."""
_MARGIN = 20
"""Millimetres on each side."""
_NUMBER = 12
"""Millimetres for the numbers of rows."""
_AIR = 2
"""Points above and below a paragraph in a table."""
_TITLE = 40
"""Characters up to which a row is taken for a title."""
_WHOLE = 400
"""Characters up to which a row is kept on one page."""
_EAST = "SimSun"


def render(comparison: Comparison, options: Options) -> bytes:
    """The table of a comparison in the genre that `options.genre` names. Raises MissingExtra without python-docx."""
    return draw(table([View(comparison, options)], style(options.genre)))


def draw(made: Table) -> bytes:
    """The file. Raises MissingExtra without python-docx."""
    try:
        import docx
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm
    except ImportError as error:
        raise MissingExtra("docx", what="a word-processor file needs python-docx") from error
    document = docx.Document()
    section = document.sections[0]
    width, height = (Mm(one) for one in _SHEETS[made.style.paper])
    if made.style.layout == "columns":
        section.orientation = WD_ORIENT.LANDSCAPE
        width, height = height, width
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
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
        run = cell.paragraphs[0].add_run(visible(words))
        _mark(run, ["bold"])
        _shade(cell._tc.get_or_add_tcPr(), _HEAD)  # noqa: SLF001 - python-docx does not shade
    _says(grid.rows[0], "tblHeader")
    for number, row in enumerate(made.rows, 1):
        line = grid.add_row()
        cells = list(line.cells)
        if sum(len(run.text) for cell in row.cells for run in cell.runs) <= _WHOLE:
            _says(line, "cantSplit")
        if made.style.rows:
            cells.pop(0).paragraphs[0].add_run(str(number))
        for cell, said in zip(cells, row.cells, strict=False):
            _write(made, said, cell.paragraphs[0])
    _widths(document.sections[0], grid, numbered=made.style.rows)
    for line in grid.rows:
        for cell in line.cells:
            form = cell.paragraphs[0].paragraph_format
            form.space_before = form.space_after = _points(_AIR)
            form.keep_with_next = max(len(one.text) for one in line.cells) <= _TITLE  # a title stays with what it heads


def _points(number: float) -> Any:
    from docx.shared import Pt

    return Pt(number)


def _widths(section: Any, grid: Any, *, numbered: bool) -> None:
    """Columns of one width; that of the numbers is narrow. Word reads the cells' widths, other programs the grid's."""
    from docx.shared import Mm

    grid.autofit = False
    room, count = section.page_width - section.left_margin - section.right_margin, len(grid.columns)
    narrow = Mm(_NUMBER) if numbered else 0
    each = int((room - narrow) / (count - numbered))
    for number, column in enumerate(grid.columns):
        column.width = narrow if numbered and number == 0 else each
        for cell in column.cells:
            cell.width = column.width


def _says(row: Any, what: str) -> None:
    """`tblHeader`: the row is the head of the table on every page; `cantSplit`: it is kept on one page."""
    from docx.oxml.parser import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{what}"))  # noqa: SLF001 - python-docx has no word for it


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

    run.bold = True if "bold" in marks else None
    run.italic = True if "italic" in marks else None
    run.underline = True if "underline" in marks else None
    run.font.strike = True if "strike" in marks else None
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 - python-docx sets neither shading nor Chinese fonts
    fonts = properties.get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), _EAST)
    if "shade" in marks:
        _shade(properties, _SHADE)


def _shade(properties: Any, fill: str) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(qn(f"w:{name}"), value)
    properties.append(shade)
