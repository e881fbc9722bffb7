"""Declared structure to text: readers of XML build `Part`s, `write` prints them and remembers where each stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from legiscompare.model import Block, BlockKind, Declared, ProvisionKind, Span

K = ProvisionKind
_OWN_LINE = {K.ARTICLE, K.PART, K.TITLE, K.CHAPTER, K.SECTION, K.ANNEX}


@dataclass
class Part:
    """A provision, or words of one (`kind` SUBPARAGRAPH), as an XML element gives it."""

    kind: ProvisionKind
    number: str = ""
    heading: str = ""
    words: str = ""
    children: list[Part] = field(default_factory=list)
    bare: bool = False
    """The source says that it has no words of its own before those of its first child."""
    normal: str | None = None
    """The number as the element's own identifier has it (empty: it has none), for numbers that no pattern reads."""

    def __bool__(self) -> bool:
        return bool(self.number or self.heading or self.words or self.children)


def tidy(part: Part) -> Part:
    """The shape that text gives: a provision's first words are its own, further ones are subparagraphs after it.

    Empty elements go; an element that only wraps another gives way to it.
    """
    children = [child for child in (tidy(child) for child in part.children) if child]
    if not part.words and not part.bare and children and part.kind in {K.PARAGRAPH, K.POINT, K.SUBPARAGRAPH, K.RECITAL}:
        first = children[0]
        if first.kind in {K.SUBPARAGRAPH, K.PARAGRAPH} and not first.number and not first.heading:
            part.words = first.words
            children = first.children + children[1:]
    part.children = children
    if part.kind is K.SUBPARAGRAPH and len(children) == 1 and not (part.words or part.number):
        return children[0]
    return part


def write(parts: list[Part], notes: list[str], title: str) -> tuple[str, list[Block], tuple[Declared, ...]]:
    """Text, its blocks, and the declared provisions; notes stand at the end and are no part of the law."""
    writer = _Writer()
    if title:
        writer.line(title, BlockKind.HEADING, 1)
    declared = tuple(writer.part(part) for part in parts)
    for note in notes:
        writer.line(note, BlockKind.NOTE)
    return "".join(writer.parts), writer.blocks, declared


class _Writer:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.at = 0
        self.blocks: list[Block] = []

    def line(self, words: str, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0) -> Span:
        span = Span(self.at, self.at + len(words))
        self.parts.append(words + "\n")
        self.at = span.end + 1
        self.blocks.append(Block(span, kind, level))
        return span

    def part(self, part: Part) -> Declared:
        number = heading = None
        content = Span(self.at, self.at)
        if part.kind in _OWN_LINE:
            if part.number:
                number = self.line(part.number, BlockKind.HEADING, 2)
            if part.heading:
                heading = self.line(part.heading, BlockKind.HEADING, 3)
            if part.words:
                content = self.line(part.words)
        elif pieces := [piece for piece in (part.number, part.heading, part.words) if piece]:
            start = self.at
            kind = BlockKind.TABLE if part.kind is K.TABLE else BlockKind.PARAGRAPH
            self.line(" ".join(pieces), kind)
            if part.number:
                number = Span(start, start + len(part.number))
                start = number.end + 1
            if part.heading:
                heading = Span(start, start + len(part.heading))
                start = heading.end + 1
            content = Span(start, start + len(part.words)) if part.words else Span(self.at - 1, self.at - 1)
        children = tuple(self.part(child) for child in part.children)
        return Declared(part.kind, number, heading, content, children, part.normal)
