"""A card for each change, to be quoted: both wordings, place, direction, source, certainty, a lasting link. SVG in HTML.

Each card is a picture of its own (`<svg>`): it can be saved, pasted and printed, and its words stay words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import ProvisionKind
from legiscompare.report import cite as citing
from legiscompare.report.cards import GLYPHS
from legiscompare.report.html import joined, policy
from legiscompare.report.markup import MADE, attribute, escaped
from legiscompare.report.view import View, brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legiscompare.model import Comparison, Document
    from legiscompare.report.items import ReportItem
    from legiscompare.report.options import Options

WIDTH, MARGIN, TOP, FOOT = 1000, 48, 168, 86
LEAST = 320
"""Height of a card at least; a long quote makes it higher."""
HALF = (WIDTH - 3 * MARGIN) // 2
SIZE, LEADING, MOST = 22, 31, 10
"""Type size and leading of a quote in pixels, and its lines at most."""
_WIDE = 0x2E80
"""Code point from which on characters are as wide as they are high."""
_NARROW = 0.52
"""Width of other characters, in ems: an average of book faces."""
_ASIDE = (ProvisionKind.RECITAL, ProvisionKind.ANNEX, ProvisionKind.PREAMBLE)


class _Line(NamedTuple):
    words: str
    y: int


def render(comparison: Comparison, options: Options) -> str:
    """The page with a card for each change of substance in the articles, in the order of the text."""
    view = View(comparison, options)
    items = [item for item in view.loud if not _aside(view, item)]
    sheet = joined("css", ("quotable.css",))
    w = view.words
    language = w.code
    cards = "\n".join(card(view, item) for item in items) or f"<p>{escaped(w('story.none'))}</p>"
    return "\n".join(
        (
            f"<!DOCTYPE html>{MADE}",
            f'<html lang="{language}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{attribute(policy(sheet, ""))}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escaped(view.title)} · {escaped(w('words.cards'))}</title>",
            f"<style>{sheet}</style></head><body><main>",
            f"<h1>{escaped(view.title)}</h1>",
            f"<p>{escaped(citing.plain(view))}</p>",
            cards,
            "</main></body></html>",
            "",
        )
    )


def card(view: View, item: ReportItem) -> str:
    """One card as a figure with an `svg`."""
    w, change = view.words, item.change
    way = f"{GLYPHS[change.burden]} {w(f'story.way.{change.burden}')} · {w(f'story.sure.{change.certainty}')}"
    head, name = f"{item.cite} · {item.label}", attribute(f"{item.anchor}-t")
    sides = ((MARGIN, view.draft, change.draft), (2 * MARGIN + HALF, view.final, change.final))
    quotes = [
        list(
            _lines(
                w.quote(" ".join(" ".join(place.text.split()) for place in places)) if places else w("words.not_there")
            )
        )
        for _, _, places in sides
    ]
    height = max(LEAST, TOP + max(map(len, quotes)) * LEADING + FOOT)
    parts = [
        f'<figure id="{attribute(item.anchor)}">',
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{name}">',
        f'<title id="{name}">{escaped(head)}</title>',
        f'<rect class="ground" width="{WIDTH}" height="{height}"/>',
        f'<rect class="bar {change.burden}" width="{WIDTH}" height="8"/>',
        f'<text class="head" x="{MARGIN}" y="58">{escaped(brief(head, 78))}</text>',
        f'<text class="way" x="{MARGIN}" y="88">{escaped(way)}</text>',
    ]
    for (x, document, _), lines in zip(sides, quotes, strict=True):
        parts.append(f'<text class="stage" x="{x}" y="128">{escaped(_stage(view, document))}</text>')
        parts += [
            f'<text class="quote" x="{x}" y="{line.y}" lang="{attribute(document.language)}">{escaped(line.words)}</text>'
            for line in lines
        ]
    source = brief(view.title, 80)
    parts.append(f'<text class="foot" x="{MARGIN}" y="{height - 44}">{escaped(source)}</text>')
    parts.append(
        f'<text class="foot" x="{MARGIN}" y="{height - 22}">{escaped(f"{citing.key(view)}#{item.anchor}")}</text>'
    )
    parts.append("</svg>")
    parts.append(
        f'<figcaption><a href="#{attribute(item.anchor)}">{escaped(w("words.permalink"))}</a></figcaption></figure>'
    )
    return "\n".join(parts)


def _lines(words: str) -> Iterator[_Line]:
    """Words broken to the width of half a card; what is beyond the last line is cut with an ellipsis."""
    rows = list(_broken(words, HALF / SIZE))
    if len(rows) > MOST:
        rows = [*rows[: MOST - 1], rows[MOST - 1][:-1].rstrip() + "…"]
    return (_Line(row, TOP + number * LEADING) for number, row in enumerate(rows))


def _broken(words: str, width: float) -> Iterator[str]:
    row, used = "", 0.0
    for piece in _pieces(words):
        size = sum(1.0 if ord(one) >= _WIDE else _NARROW for one in piece)
        if row and used + size > width:
            yield row.rstrip()
            row, used = "", 0.0
            piece = piece.lstrip()
        while size > width:  # a word longer than a line
            cut = int(width / _NARROW)
            yield piece[:cut]
            piece, size = piece[cut:], sum(1.0 if ord(one) >= _WIDE else _NARROW for one in piece[cut:])
        row, used = row + piece, used + size
    if row:
        yield row.rstrip()


def _pieces(words: str) -> Iterator[str]:
    """What a line may be broken between: words with their space, single Han characters with the marks that follow."""
    piece = ""
    for one in words:
        opens = piece and piece[-1] in "“‘（《「("
        if piece and not opens and (piece[-1] == " " or (ord(one) >= _WIDE and one not in "，。；：、！？）》」”’")):
            yield piece
            piece = ""
        piece += one
    if piece:
        yield piece


def _stage(view: View, document: Document) -> str:
    day = f" ({document.date.isoformat()})" if document.date else ""
    return brief(f"{document.stage or view.words('words.stage_unknown')}{day}", 40)


def _aside(view: View, item: ReportItem) -> bool:
    places, draft = (item.change.final, False) if item.change.final else (item.change.draft, True)
    top = view.top(places[0], draft=draft) if places else None
    return top is not None and top.kind in _ASIDE
