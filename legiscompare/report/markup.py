"""Words as HTML: escaped, marked, quoted. The only module in which text of a law becomes markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from legiscompare.model import Document, Op, Place
from legiscompare.report.marked import ACTING, code, side
from legiscompare.report.messages import doubled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.report.items import ReportItem
    from legiscompare.report.marked import MarkedSegment
    from legiscompare.report.view import View

MADE = "<!-- Made by legiscompare: change the texts, not this page. -->"
"""Stands in the first line of every page that is made."""

_SPECIAL = re.compile(f"[&<>\n{ACTING.pattern[1:]}")
_QUOTED = re.compile(f"[&<>\n\"'{ACTING.pattern[1:]}")
_SAFE = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "<br>"}
_ATTRIBUTE = {**_SAFE, '"': "&#34;", "'": "&#39;", "\n": "&#10;"}
_OPEN = {Op.EQUAL: "", Op.DELETE: "<del>", Op.INSERT: "<ins>"}
_OPEN_EDITORIAL = {Op.EQUAL: "", Op.DELETE: "<del class=ed>", Op.INSERT: "<ins class=ed>"}
_CLOSE = {Op.EQUAL: "", Op.DELETE: "</del>", Op.INSERT: "</ins>"}


def escaped(words: str) -> str:
    """Words as the content of an element: escaped, acting control characters shown by number, line ends kept."""
    return _SPECIAL.sub(_shown, words) if _SPECIAL.search(words) else words


def _shown(found: re.Match[str]) -> str:
    return _SAFE.get(found[0]) or f"<span class=ctl>{code(found[0])}</span>"


def tied(reason: str) -> str:
    """A reason, escaped: no line begins with its arrow or with the dash that stands for nothing."""
    return escaped(reason.replace(" → ", "\u00a0→ ").replace("→ –", "→\u00a0–"))


def attribute(words: str) -> str:
    """Words as the value of a quoted attribute."""
    return _QUOTED.sub(lambda found: _ATTRIBUTE.get(found[0]) or code(found[0]), words)


def text(words: str) -> Markup:
    """`escaped`, for a template."""
    return Markup(escaped(words))  # noqa: S704 - escaped


def runs(segments: Iterable[MarkedSegment]) -> Markup:
    """A run of words with its marks."""
    return Markup(marks(segments))  # noqa: S704 - escaped


def marks(segments: Iterable[MarkedSegment]) -> str:
    """A run of words with its marks: `del`, `ins`, and `mark` around what the tag rests on."""
    out = []
    for one in segments:
        inner = escaped(one.text)
        if one.cues:
            inner = f"<mark>{inner}</mark>"
        out.append(
            inner if one.op is Op.EQUAL
            else f"{(_OPEN_EDITORIAL if one.editorial else _OPEN)[one.op]}{inner}{_CLOSE[one.op]}"
        )  # fmt: skip
    return "".join(out)


def quoted(view: View, item: ReportItem, place: Place, *, draft: bool) -> str:
    """The quote of one place, its words marked."""
    return marks(side(item.change, place, view.draft if draft else view.final, draft=draft))


def q(words: str, language: str = "") -> str:
    """Words in the page's quotation marks; others are used around words that bring such marks of their own."""
    own = " class=n" if doubled(words) else ""
    return f"<q{own}{language}>{escaped(words)}</q>"


def lang(view: View, document: Document) -> str:
    """The language of a law's words as an attribute, where it is not that of the page."""
    page = view.words.language
    return "" if document.language.lower() == page else f' lang="{attribute(document.language)}"'
