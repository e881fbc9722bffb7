"""Lines of pages to paragraphs: where one ends, what a hyphen at a line's end was."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from legiscompare.read.lines import ENDS_SENTENCE, OPENS_UNIT
from legiscompare.read.pdf_page import HAN

if TYPE_CHECKING:
    from legiscompare.read.pdf_page import PdfLine

_LARGE = 1.12
"""Words larger than this times the body's size, or bold, are set apart as headings."""


@dataclass
class Paragraph:
    """Words of one paragraph and the page it begins on."""

    text: str
    page: int
    heading: bool = False
    note: bool = False


@dataclass
class JoinedText:
    """Paragraphs, and the pages on which an end of one can be neither seen nor excluded."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)


def join(lines: list[PdfLine]) -> JoinedText:
    """Paragraphs of lines in reading order; notes behind everything else."""
    out = JoinedText()
    running = [line for line in lines if not line.note]
    leading = _leading(running)
    body = _body(running)
    known = Counter(word.lower() for line in running for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text))
    before: PdfLine | None = None
    for line in running:
        heading = _is_heading(line, body)
        if before is None or not out.paragraphs or _begins(before, line, leading, out, heading=heading):
            out.paragraphs.append(Paragraph(line.text, line.page, heading))
        else:
            out.paragraphs[-1].text = _glue(out.paragraphs[-1].text, line.text, known)
        before = line
    out.paragraphs += _notes([line for line in lines if line.note], known)
    return out


def _notes(lines: list[PdfLine], known: Counter[str]) -> list[Paragraph]:
    found: list[Paragraph] = []
    for line in lines:
        if found and not re.match(r"[\d*†‡①-⑳\[(]", line.text) and found[-1].page == line.page:
            found[-1].text = _glue(found[-1].text, line.text, known)
        else:
            found.append(Paragraph(line.text, line.page, note=True))
    return found


def _leading(lines: list[PdfLine]) -> float:
    """The usual distance from line to line."""
    steps = [two.top - one.top for one, two in pairwise(lines) if one.page == two.page and 0 < two.top - one.top < 60]
    return median(steps) if steps else 14.0


def _body(lines: list[PdfLine]) -> float:
    sizes = Counter(word.size for line in lines for word in line.words for _ in word.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _is_heading(line: PdfLine, body: float) -> bool:
    large = all(word.size > _LARGE * body for word in line.words)
    bold = all(word.bold for word in line.words)
    return (large or bold) and len(line.text) < 200 and not re.search(r"[;；,，]$", line.text)


def _begins(before: PdfLine, line: PdfLine, leading: float, out: JoinedText, *, heading: bool) -> bool:
    """Whether `line` begins a paragraph after `before`."""
    was_heading = out.paragraphs[-1].heading
    if heading != was_heading:
        return True
    ended = bool(ENDS_SENTENCE.search(before.text))
    gap = line.top - before.top if line.page == before.page and line.top > before.top else None
    if gap is not None and gap > 1.35 * leading:
        return True
    if heading:
        return gap is None or before.size != line.size or bool(OPENS_UNIT.match(line.text))
    full = _is_full(before, line)
    if OPENS_UNIT.match(line.text) and (ended or not full):
        return True
    indent = line.x0 - line.left > 0.9 * line.size
    was_indented = before.x0 - before.left > 0.9 * before.size
    if indent and not was_indented and (ended or not full):
        return True
    if not full and (ended or not _goes_on(line)):
        return True
    if ended and full and not _goes_on(line) and not indent and gap is not None and not was_indented:
        out.doubtful.append(line.page)
    return bool(OPENS_UNIT.match(line.text)) and ended


def _goes_on(line: PdfLine) -> bool:
    """Whether a line can only go on with a sentence: it begins with a small letter or a closing mark."""
    return line.text[:1].islower() or line.text[:1] in "，。；：、）)”’;,:."


def _is_full(before: PdfLine, line: PdfLine) -> bool:
    """Whether the first word of the next line had no room on the one before."""
    word = line.words[0]
    need = min(word.x1 - word.x0, 2.5 * word.size) if HAN.match(word.text) else word.x1 - word.x0 + 0.3 * word.size
    return before.right - before.x1 < need + 0.8 * word.size


def _glue(one: str, two: str, known: Counter[str]) -> str:
    """Two lines of a paragraph in one; a hyphen that only breaks a word goes."""
    if not one or not two:
        return one + two
    if match := re.search(r"([^\W\d_]+)[-\u2010\u00ad]$", one):
        head, tail = match[1], re.match(r"[^\W\d_]*", two)
        rest = tail.group() if tail else ""
        whole, parted = (head + rest).lower(), f"{head}-{rest}".lower()
        if (
            rest[:1].islower()
            and known[parted] == 0
            and (one.endswith("\u00ad") or known[whole] or _looks_broken(head, rest))
        ):
            return one[:-1] + two
        return one + two
    if HAN.match(one[-1]) and HAN.match(two[0]):
        return one + two
    return f"{one} {two}"


# First parts that English compounds are made with; before these a hyphen at a line's end is more often meant.
_COMPOUND = re.compile(
    r"(?:cross|non|self|pre|post|co|multi|anti|inter|intra|sub|semi|high|low|well|long|short|real|third|first|second|large|small"
    r"|post|ex|vice|quasi|human|risk|law|end|on|off|state|decision|user|data|harm|machine|market)",
    re.IGNORECASE,
)


def _looks_broken(head: str, rest: str) -> bool:
    """Whether a hyphen breaks one word rather than joins two."""
    return not _COMPOUND.fullmatch(head) and len(rest) > 1
