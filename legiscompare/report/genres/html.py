"""A genre's table as one self-contained HTML file, made for paper: no script, no request, a style sheet from data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Op
from legiscompare.report.genres.styles import style
from legiscompare.report.genres.table import Cell, Table, TableRow, table
from legiscompare.report.html import joined, policy
from legiscompare.report.markup import MADE, attribute, escaped
from legiscompare.report.view import View

if TYPE_CHECKING:
    from legiscompare.model import Comparison
    from legiscompare.report.options import Options

_CSS = {
    "bold": "font-weight:700",
    "italic": "font-style:italic",
    "underline": "text-decoration:underline",
    "strike": "text-decoration:line-through",
    "shade": "background:var(--shade);print-color-adjust:exact;-webkit-print-color-adjust:exact",
}


_PAIR = 2
"""Columns that have room beside each other on a narrow screen."""


def render(comparison: Comparison, options: Options) -> str:
    """The table of a comparison in the genre that `options.genre` names."""
    return draw(table([View(comparison, options)], style(options.genre)))


def draw(made: Table) -> str:
    """The page."""
    sheet = joined("css", ("genre.css",)) + "".join(
        f"\n{name} {{ {';'.join(['text-decoration:none', *(_CSS[mark] for mark in marks)])} }}"
        for name, marks in (("del", made.style.deleted), ("ins", made.style.inserted))
    )
    language = "zh-Hans" if made.style.language == "zh" else made.style.language
    title = f"{made.title} – {made.style.title}"
    body = _inline(made) if made.style.layout == "inline" else _columns(made)
    return "\n".join(
        (
            f"<!DOCTYPE html>{MADE}",
            f'<html lang="{language}">',
            '<head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{attribute(policy(sheet, ""))}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escaped(title)}</title>",
            f"<style>{sheet}</style></head>",
            "<body><main>",
            f'<h1><span lang="{attribute(made.language)}">{escaped(made.title)}</span>',
            f"<small>{escaped(made.style.title)}</small></h1>",
            f'<p class="key">{escaped(made.style.key)}</p>',
            body,
            "</main></body></html>",
            "",
        )
    )


def heads(made: Table) -> list[str]:
    """The heads of the columns: the genre's words, and the stages' names beside or instead of them."""
    found = []
    for number, stage in enumerate(made.stages):
        name = made.style.heads["draft" if number == 0 else "final"] if len(made.stages) == 2 else ""
        if not stage:
            found.append(name or made.style.version.format(number=number + 1))
        else:
            found.append(f"{name} – {stage}" if name else stage)
    return found + ([made.style.heads["notes"]] if "notes" in made.style.columns else [])


def _columns(made: Table) -> str:
    number = '<th scope="col" class="number">#</th>' if made.style.rows else ""
    top = number + "".join(f'<th scope="col">{escaped(one)}</th>' for one in heads(made))
    rows = "\n".join(_row(made, number, row) for number, row in enumerate(made.rows, 1))
    pair = ' class="pair"' if len(heads(made)) == _PAIR and not number else ""
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{attribute(made.style.title)}"><table{pair}>'
        f"<thead><tr>{top}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
    )


def _row(made: Table, number: int, row: TableRow) -> str:
    lead = f'<th scope="row">{number}</th>' if made.style.rows else ""
    cells = "".join(f"<td>{_cell(made, cell)}</td>" for cell in row.cells)
    notes = "<td></td>" if "notes" in made.style.columns else ""
    return f"<tr>{lead}{cells}{notes}</tr>"


def _inline(made: Table) -> str:
    return "\n".join(f"<p>{_cell(made, row.cells[0])}</p>" for row in made.rows)


def _cell(made: Table, cell: Cell) -> str:
    left, right = made.style.brackets
    words = ""
    for run in cell.runs:
        inner = escaped(run.text)
        if run.op is Op.DELETE:
            inner = f"<del>{escaped(left)}{inner}{escaped(right)}</del>"
        elif run.op is Op.INSERT:
            inner = f"<ins>{inner}</ins>"
        words += inner
    said = f'<span lang="{attribute(made.language)}">{words}</span>' if words else ""
    note = f"<i>{escaped(cell.note)}</i>" if cell.note else ""
    return " ".join(one for one in (note, said) if one)
