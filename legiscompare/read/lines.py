"""Lines of a text and the question which line breaks part two paragraphs and which only wrap one."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import Notice, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDEST_WRAP = 130
"""Lines longer than this are never the product of wrapping at a column."""

NARROWEST, NARROWEST_HAN = 30, 15
"""Columns below which lines are short by themselves; a Han character is as wide as two others."""

# Forms with which a unit of law begins. Loose on purpose: a false hit only keeps a line break that was there.
OPENS_UNIT = re.compile(
    r"""\s*(?:
        第\s*[〇零一二三四五六七八九十百千万两\d０-９]{1,9}\s*[编編章节節条條款]
      | [（(]\s*(?:[〇零一二三四五六七八九十百]{1,4}|\d{1,3}|[a-z]{1,2}|[A-Z]|[ivxlcIVXLC]{1,6})\s*[）)]
      | [一二三四五六七八九十]{1,3}、
      | (?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)．、]\s
      | (?:Article|ARTICLE|Artikel|Art\.|§|SEC\.|Sec\.|Section|SECTION|Recital)\s*+\(?[LRD]?\.?\s*\d
      | (?:Article|ARTICLE|Clause|CLAUSE|Rule|RULE|Regulation|Principle|PRINCIPLE|Standard|Guideline|Recommendation|Requirement
          |Commitment|Measure|Paragraph)\s+(?:\d|[IVXLC]+\b|(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\b)
      | \d{1,3}(?:\.\d{1,3}){1,4}\.?\s
      | (?:原则|规则|标准|准则|要求|措施)\s*[一二三四五六七八九十\d]{1,3}[\s：:、]
      | [壹贰貳叁參肆伍陆陸柒捌玖拾]{1,3}、
      | (?:TITLE|CHAPTER|PART|ANNEX|TITRE|CHAPITRE|LIVRE|KAPITEL|ABSCHNITT)\b
      | [-–—•*]\s
    )""",
    re.VERBOSE,
)
LONE_NUMBER = re.compile(
    r"[(（]?(?:\d{1,3}[a-z]{0,2}|[a-z]{1,2}|[ivxIVX]{1,6}|[A-Z]|[一二三四五六七八九十]{1,3})[)）.]|[—–-]"
)
"""A number that is set in an element or on a line of its own, apart from the words it counts."""
ENDS_SENTENCE = re.compile(r"[.。;；:：!！?？][\"'”’»」』)）]*\s*$")


def wrapped(width: int | None) -> list[Notice]:
    """What is told of a text whose lines were joined."""
    if width is None:
        return []
    return [Notice("read.wrapped", f"the lines break after {width} characters, so they are joined to paragraphs")]


class TextLine(NamedTuple):
    """A line without its white space at both ends, and where it stands."""

    start: int
    end: int
    text: str


def lines_of(text: str, start: int = 0, end: int | None = None) -> list[TextLine]:
    """All lines of a stretch of text, the empty ones included (`start == end`)."""
    found: list[TextLine] = []
    at = start
    stop = len(text) if end is None else end
    for raw in text[start:stop].split("\n"):
        words = raw.strip()
        lead = len(raw) - len(raw.lstrip()) if words else 0
        found.append(TextLine(at + lead, at + lead + len(words), words))
        at += len(raw) + 1
    return found


def wrap_width(lines: Sequence[TextLine]) -> int | None:
    """The column at which a text is wrapped, or None if its lines are paragraphs.

    A text is wrapped if hardly a line is long, and lines that break in the middle of a sentence are too full for the
    next line's first word.
    """
    pairs = [(one, two) for one, two in pairwise(lines) if one.text and two.text]
    lengths = sorted(len(one.text) for one, _ in pairs)
    if len(lengths) < 3:
        return None
    width = lengths[(len(lengths) - 1) * 97 // 100]  # a few lines may stick out: addresses, tables
    han = sum(ord(one.text[0]) >= 0x2E80 for one, _ in pairs) * 2 > len(pairs)
    if not (NARROWEST_HAN if han else NARROWEST) <= width <= WIDEST_WRAP:
        return None
    # Breaks in the middle of a sentence: the mark of a wrapped text, if the next word had no room.
    inside = [
        (one.text, two.text)
        for one, two in pairs
        if 2 * len(one.text) > width and not ENDS_SENTENCE.search(one.text) and not OPENS_UNIT.match(two.text)
    ]
    full = sum(_is_full(one, two, width) for one, two in inside)
    return width if len(inside) >= 2 and full * 4 >= len(inside) * 3 else None


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line had no room on this one (with some slack for uneven wrapping)."""
    word = following.split(maxsplit=1)[0]
    need = 1 if ord(word[0]) >= 0x2E80 else len(word) + 1
    return len(line) + need + 3 > width


def paragraphs(lines: Sequence[TextLine], width: int | None) -> list[Span]:
    """Join wrapped lines into paragraphs. Blank lines always part; so does a line that opens a unit of law."""
    spans: list[Span] = []
    previous: TextLine | None = None
    for line in lines:
        if not line.text:
            previous = None
            continue
        if previous is not None and width is not None and _continues(previous, line, width):
            spans[-1] = Span(spans[-1].start, line.end)
        else:
            spans.append(Span(line.start, line.end))
        previous = line
    return spans


def _continues(previous: TextLine, line: TextLine, width: int) -> bool:
    if OPENS_UNIT.match(line.text) and (
        ENDS_SENTENCE.search(previous.text) or not _is_full(previous.text, line.text, width)
    ):
        return False
    if ENDS_SENTENCE.search(previous.text) and ord(line.text[0]) >= 0x2E80:
        return False
    return _is_full(previous.text, line.text, width) or line.text[0].islower()
