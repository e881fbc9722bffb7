"""The genres in which readers of law are used to see two versions: one table, five style sheets as data, HTML and DOCX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.report.genres.styles import STYLES, GenreStyle, style
from legiscompare.report.genres.table import Cell, Run, Table, TableRow, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Comparison

__all__ = ["STYLES", "Cell", "GenreStyle", "Run", "Table", "TableRow", "side_by_side", "style", "table"]


def side_by_side(comparisons: Sequence[Comparison], form: str) -> str | bytes:
    """Any number of versions in one table; each comparison is of a version with the next.

    `form` is a genre in columns, with `-docx` for DOCX. Raises UsageError for an unknown one.
    """
    from legiscompare.report.genres import docx, html
    from legiscompare.report.options import Options
    from legiscompare.report.view import View

    name = form.removesuffix("-docx")
    made = table([View(one, Options()) for one in comparisons], style(name))
    return docx.draw(made) if form.endswith("-docx") else html.draw(made)
