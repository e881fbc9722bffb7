"""Plain text: a line is a paragraph, unless the file is wrapped at a column. Headings written as in Markdown are headings."""

from __future__ import annotations

import re

from legiscompare.model import Block, BlockKind, Notice, Span
from legiscompare.read.lines import LONE_NUMBER, OPENS_UNIT, TextLine, lines_of, paragraphs, wrap_width, wrapped
from legiscompare.read.raw import Draft, Raw
from legiscompare.read.revised import versions

name = "text"
suffixes = (".txt", ".text")
_HEADING = re.compile(r"(#{1,6})[ \t]++(\S(?:[^ \t]++|[ \t]++(?!#*$))*+)(?:[ \t]++#*)?$")
FEWEST = 2
"""One line that begins with a number sign may be anything; several are headings."""


def sniff(raw: Raw) -> float:
    """Any text can be read as plain text, if nothing knows better."""
    return 0.1 if raw.looks_like_text else 0.0


def read(raw: Raw) -> list[Draft]:
    """One block for each paragraph; two versions where the text marks changes and both are wanted."""
    return [_draft(text, stage, notices) for text, stage, notices in versions(raw.text, raw.revisions)]


def _draft(text: str, stage: str, notices: list[Notice]) -> Draft:
    lines = lines_of(text)
    marked = {line.start: match for line in lines if (match := _HEADING.fullmatch(line.text))}
    if len(marked) < FEWEST:
        width = wrap_width(lines)
        blocks = [Block(span) for span in _joined(paragraphs(lines, width), text)]
        return Draft(text, blocks, warnings=[*notices, *wrapped(width)], stage=stage)
    width = wrap_width([line for line in lines if line.start not in marked])
    blocks = []
    between: list[TextLine] = []
    for line in [*lines, None]:
        match = marked.get(line.start) if line else None
        if line is not None and match is None:
            between.append(line)
            continue
        blocks += [Block(span) for span in _joined(paragraphs(between, width), text)]
        between = []
        if line is not None and match is not None:
            start = line.start + match.start(2)
            blocks.append(Block(Span(start, start + len(match[2])), BlockKind.HEADING, len(match[1])))
    return Draft(text, blocks, warnings=[*notices, *wrapped(width)], stage=stage)


def _joined(spans: list[Span], text: str) -> list[Span]:
    """A number on a line of its own belongs to the words on the next: `(a)` and below it what it counts."""
    out: list[Span] = []
    waiting: Span | None = None
    for span in spans:
        alone = LONE_NUMBER.fullmatch(text, span.start, span.end) is not None
        if waiting is not None:
            if (
                alone
                or OPENS_UNIT.match(text[span.start : span.end].lstrip("*_#\\ "))
                or text[waiting.end : span.start].count("\n") > 2
            ):
                out.append(waiting)
            else:
                span = Span(waiting.start, span.end)
            waiting = None
        if alone:
            waiting = span
        else:
            out.append(span)
    return [*out, waiting] if waiting is not None else out
