"""A text as it was read, and the tree of provisions that it holds."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from legiscompare.model.kinds import ProvisionKind, TextStatus


class Span(NamedTuple):
    """Half-open range of Unicode code points in a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words this span covers in `text`."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader of the result must know: a fallback, a fault of a source, a limit of the method."""

    code: str
    """Stable identifier, for filters and tests: `parse.gap`, `align.too-many`."""
    message: str
    side: str = ""
    """`draft`, `final` or empty."""
    ref: str = ""
    """The provision it concerns, or empty."""


class BlockKind(enum.StrEnum):
    """What kind of block a piece of text is, before any article is recognised in it."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    NOTE = "note"
    """A footnote or a comment of the file. It stays in the text but is no part of the law."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that the source sets apart: a line, a paragraph, a heading, a list item."""

    span: Span
    """Its words, without markup, list marker excluded where `marker` holds it."""
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    """Heading level (1 = highest), or nesting depth of a list item (1 = outermost); 0 otherwise."""
    marker: str = ""
    """Number as the source's list markup gives it (`1.`, `a.`), where it is not in the words."""
    page: int | None = None
    """Page of the source, counted from 1, where the source has pages."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A provision as the source itself declares it (XML). In other sources the numbers have to show it."""

    kind: ProvisionKind
    number: Span | None
    heading: Span | None
    content: Span
    """Its own words; empty range if it has none."""
    children: tuple[Declared, ...] = ()
    normal: str | None = None
    """Its number as the source's own identifier has it (`5a` of `art_5a`, empty of `annex`); None without identifier."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a reader gives: the text as read, and its blocks in order."""

    text: str
    """Decoded text with `\\n` line ends. All later offsets point here."""
    blocks: tuple[Block, ...]
    origin: str
    """File name or address as the user gave it."""
    sha256: str
    """Of `text` encoded as UTF-8: equals the file's own for a UTF-8 file with `\\n` line ends."""
    media: str
    """`text`, `markdown`, `html`, `pdf`, `docx`, `akn`, `uslm`, `billdtd`."""
    metadata: dict[str, str] = field(default_factory=dict)
    """What the file itself declares: title, language, date."""
    warnings: tuple[Notice, ...] = ()
    declared: tuple[Declared, ...] = ()
    """The provisions, where the source declares its structure; empty where it is to be found in the words."""
    marks: tuple[Span, ...] = ()
    """Marks of footnotes in the words of the law: they say nothing."""


@dataclass(frozen=True, slots=True)
class Provision:
    """A node of a document's tree."""

    eid: str
    """Akoma Ntoso identifier, unique in the document: `art_4__para_1__point_5`."""
    ref: str
    """The project's reference: `4.1.5`. Unique, but an unnumbered subparagraph bears its paragraph's."""
    label: str
    """As a lawyer cites it: `Art. 4(1)(5)`, `第四条第一款第（五）项`."""
    kind: ProvisionKind
    number: str
    """As printed, or empty."""
    heading: Span | None
    span: Span
    """Everything: number, heading, own words, descendants."""
    content: Span
    """Its own words only, without number, heading and descendants; empty range if it has none."""
    children: tuple[Provision, ...] = ()
    page: int | None = None

    def walk(self) -> Iterator[Provision]:
        """The provision itself and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Document:
    """One version of an instrument."""

    text: str
    root: Provision
    language: str
    """BCP-47: `zh`, `en`, `de`, `fr`."""
    origin: str
    sha256: str
    title: str = ""
    stage: str = ""
    """Official name of the stage, as given: `征求意见稿`, `Commission proposal`."""
    date: dt.date | None = None
    issuer: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    """Acts named as legal basis."""
    effective: dt.date | None = None
    text_status: TextStatus = TextStatus.UNKNOWN
    text_note: str = ""
    provision_status: dict[str, tuple[TextStatus, str]] = field(default_factory=dict)
    """ref of an article -> (status, note), where it differs from the whole."""
    media: str = "text"
    warnings: tuple[Notice, ...] = ()
    marks: tuple[Span, ...] = ()
    """Marks of footnotes in the words of the law: they say nothing."""

    def walk(self) -> Iterator[Provision]:
        """All provisions but the root, in the order of the text."""
        walk = self.root.walk()
        next(walk)
        yield from walk

    def slice(self, span: Span) -> str:
        """The words a span covers."""
        return self.text[span.start : span.end]
