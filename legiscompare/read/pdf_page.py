"""A page of a PDF: words to lines, columns, and what is printed on the page but belongs to no law."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef]")
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:page|seite|p\.)\s*)?(?:第\s*)?\d{1,4}(?:\s*(?:页|頁))?(?:\s*(?:/|of|von|sur)\s*\d{1,4})?[-–—\s]*",
    re.IGNORECASE,
)
_EDGE = 0.12
"""Running heads stand in this share of the page's height at its top and bottom."""
_SMALL = 0.88
"""Words smaller than this share of the body's size are notes; much smaller ones are references to notes."""


class PdfWord(NamedTuple):
    """A word and where it stands, in points from the upper left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool


@dataclass
class PdfLine:
    """Words on one height, left to right."""

    words: list[PdfWord]
    page: int
    note: bool = False
    left: float = 0.0
    """Left and right edge of the column the line stands in."""
    right: float = 0.0

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def size(self) -> float:
        return median(word.size for word in self.words)

    @property
    def text(self) -> str:
        out = ""
        before: PdfWord | None = None
        for word in self.words:
            if before is not None:
                close = word.x0 - before.x1 < 0.9 * word.size and HAN.match(before.text[-1]) and HAN.match(word.text[0])
                out += "" if close or word.x0 - before.x1 < 0.08 * word.size else " "
            out += word.text
            before = word
        return out


@dataclass
class PdfPage:
    """A page's words; `lines` once they are gathered."""

    number: int
    width: float
    height: float
    words: list[PdfWord]
    body: float = 0.0
    """Size of most of the words of the document."""
    notes: list[PdfLine] = field(default_factory=list)


def lines_of(words: list[PdfWord], page: int) -> list[PdfLine]:
    """Words grouped by height: a word belongs to the line whose middle it covers."""
    out: list[PdfLine] = []
    reach: list[tuple[float, float]] = []
    """Highest top and lowest bottom of each line's words."""
    for word in sorted(words, key=lambda word: (word.top, word.x0)):
        middle = (word.top + word.bottom) / 2
        for place in range(len(out) - 1, max(-1, len(out) - 5), -1):
            top, bottom = reach[place]
            if top - 1 <= middle <= bottom + 1:
                out[place].words.append(word)
                reach[place] = (min(top, word.top), max(bottom, word.bottom))
                break
        else:
            out.append(PdfLine([word], page))
            reach.append((word.top, word.bottom))
    for line in out:
        line.words.sort(key=lambda word: word.x0)
    return sorted(out, key=lambda line: line.top)


def drop_margins(pages: list[PdfPage]) -> None:
    """Take running heads, page numbers, line numbers and references to notes off all pages; set notes apart."""
    sizes = Counter(word.size for page in pages for word in page.words for _ in word.text)
    body = max(sizes, key=lambda size: (sizes[size], size), default=0.0)
    repeated = _repeated(pages)
    for page in pages:
        page.body = body
        lines = lines_of(page.words, page.number)
        kept = [line for line in lines if not _is_margin(line, page, lines, repeated)]
        kept = _without_line_numbers(kept)
        page.notes, kept = _notes(kept, page)
        page.words = [word for line in kept for word in line.words if not _is_reference(word, body)]


def _edges(page: PdfPage, lines: list[PdfLine]) -> list[PdfLine]:
    return [line for line in lines if line.top < _EDGE * page.height or line.top > (1 - _EDGE) * page.height]


def _shape(line: PdfLine) -> str:
    return re.sub(r"\d+", "#", "".join(line.text.split()))


def _repeated(pages: list[PdfPage]) -> set[str]:
    """What stands at the edge of half of the pages, figures aside."""
    if len(pages) < 2:
        return set()
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line) for line in _edges(page, lines_of(page.words, page.number))})
    # An article's heading can fall on the edge of one page; what repeats on half of them is printed by the page.
    return {shape for shape, times in seen.items() if times >= max(2, len(pages) / 2)}


def _is_margin(line: PdfLine, page: PdfPage, lines: list[PdfLine], repeated: set[str]) -> bool:
    if line not in _edges(page, lines):
        return False
    outermost = line is lines[0] or line is lines[-1]
    return _shape(line) in repeated or bool(outermost and _PAGE_NUMBER.fullmatch(line.text.strip()))


def _without_line_numbers(lines: list[PdfLine]) -> list[PdfLine]:
    """Figures in the margin that rise down the page are the numbers of its lines."""
    starts = sorted(
        line.words[1].x0 if len(line.words) > 1 and line.words[0].text.isdecimal() else line.x0 for line in lines
    )
    if len(starts) < 4:
        return lines
    text_left = starts[len(starts) // 4]
    marked = [line for line in lines if line.words[0].text.isdecimal() and line.words[0].x1 < text_left - 4]
    numbers = [int(line.words[0].text) for line in marked]
    if len(marked) < 3 or any(two <= one for one, two in itertools.pairwise(numbers)):
        return lines
    kept = []
    for line in lines:
        if line in marked:
            line.words = line.words[1:]
        if line.words:
            kept.append(line)
    return kept


def _notes(lines: list[PdfLine], page: PdfPage) -> tuple[list[PdfLine], list[PdfLine]]:
    """Lines of small print at the foot of the page, from the first that begins with a figure or mark."""
    cut = len(lines)
    while cut > 0 and lines[cut - 1].size < _SMALL * page.body:
        cut -= 1
    first = next(
        (place for place in range(cut, len(lines)) if re.match(r"[\d*†‡①-⑳\[(]", lines[place].text)), len(lines)
    )
    for line in lines[first:]:
        line.note = True
    return lines[first:], lines[:first]


def _is_reference(word: PdfWord, body: float) -> bool:
    """A small raised figure that points to a note."""
    return word.size < 0.75 * body and bool(re.fullmatch(r"[\[(]?\d{1,3}[\])]?|[*†‡]+", word.text))


def gutter(page: PdfPage) -> float | None:
    """Where two columns part: a strip in the middle that hardly a word crosses, with a straight column to its right.

    None where there is one column.
    """
    best: tuple[int, float, float] | None = None
    for step in range(70, 131):
        x = page.width * step / 200
        crossing = sum(word.x0 < x < word.x1 for word in page.words)
        candidate = (crossing, abs(x - page.width / 2), x)
        best = candidate if best is None else min(best, candidate)
    if best is None:
        return None
    crossing, _, x = best
    left = [word for word in page.words if word.x1 <= x]
    right = [word for word in page.words if word.x0 >= x]
    lines = lines_of(right, page.number)
    if len(lines) < 3 or min(len(left), len(right)) < 0.15 * len(page.words) or crossing > 0.3 * len(lines):
        return None
    starts = Counter(round(line.x0 / 3) for line in lines)
    straight = max(starts.values())
    edge = 3 * max(starts, key=lambda start: (starts[start], -start))
    # Words of lines that run across both columns may end near the strip; those of a left column never do.
    close = sum(edge - 6 < word.x1 <= edge for word in left)
    if straight < 0.4 * len(lines) or close > 0.05 * len(left):
        return None
    return min(x, edge - 2.0)


def _across(line: PdfLine, x: float) -> bool:
    """Whether a line runs over both columns: a word crosses the strip, or two stand as near there as anywhere."""
    if any(word.x0 < x - 1 and word.x1 > x + 1 for word in line.words):
        return True
    left, right = _split(line, x)
    return bool(left and right) and min(word.x0 for word in right) - max(word.x1 for word in left) < 0.6 * line.size


def _split(line: PdfLine, x: float) -> tuple[list[PdfWord], list[PdfWord]]:
    return [word for word in line.words if word.x1 <= x + 1], [word for word in line.words if word.x1 > x + 1]


def _bands(page: PdfPage, x: float) -> list[tuple[list[PdfLine], list[PdfLine], list[PdfLine]]]:
    """(line across, left lines, right lines) from top to bottom; columns need not share their heights."""
    out: list[tuple[list[PdfLine], list[PdfLine], list[PdfLine]]] = []
    words: list[PdfWord] = []

    def close(across: list[PdfLine]) -> None:
        sides = [[word for word in words if word.x1 <= x + 1], [word for word in words if word.x1 > x + 1]]
        left, right = (lines_of(side, page.number) for side in sides)
        out.append((across, left, right))
        words.clear()

    for line in lines_of(page.words, page.number):
        if _across(line, x):
            close([])
            out.append(([line], [], []))
        else:
            words += line.words
    close([])
    return out


def in_reading_order(page: PdfPage) -> list[PdfLine]:
    """Lines as they are read: across, or down the left column and then down the right one, band by band."""
    x = gutter(page)
    if x is None:
        return _edged(lines_of(page.words, page.number)) + page.notes
    out: list[PdfLine] = []
    for across, left, right in _bands(page, x):
        out += _edged(across) + _edged(left) + _edged(right)
    return out + page.notes


def headings_of_columns(page: PdfPage) -> list[tuple[str, str]]:
    """Pairs of words that stand side by side at the top of two columns."""
    x = gutter(page)
    if x is None:
        return []
    found = []
    for line in lines_of(page.words, page.number)[:6]:
        left, right = _split(line, x)
        if left and right and not _across(line, x):
            found.append((PdfLine(left, page.number).text, PdfLine(right, page.number).text))
    return [pair for pair in found if all(len(words) < 60 for words in pair)][:3]


def side(page: PdfPage, place: int, headed: tuple[str, str]) -> list[PdfLine]:
    """The lines of one column of a comparison, without its heading; lines across both are dropped."""
    x = gutter(page) or page.width / 2
    lines = [line for band in _bands(page, x) for line in band[place + 1]]
    return _edged([line for line in lines if line.text != headed[place]])


def _edged(lines: list[PdfLine]) -> list[PdfLine]:
    """Tell each line where its column begins and ends."""
    if lines:
        left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
        for line in lines:
            line.left, line.right = left, right
    return lines
