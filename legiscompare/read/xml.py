"""XML of a schema that is not known: its words by the shape of its elements, with a warning.

An element that holds words beside others is a paragraph with all that is in it; one that holds elements alone is a
frame. Numbers and headings are told by their names or by what stands in them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legiscompare.model import Block, BlockKind, Notice, Span
from legiscompare.read.raw import Draft, Raw
from legiscompare.read.xmlsafe import local, root_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

name = "xml"
suffixes = (".xml",)

_ASIDE = frozenset({"meta", "metadata", "identification", "script", "style", "toc", "processing-instruction"})
_NUMBER = re.compile(r"(?:num|number|no|nr|enum|label|enbez|numero|ordinal)", re.IGNORECASE)
_HEADING = re.compile(r"(?:head|heading|header|title|titel|titre|titulo|rubric|rubrik|caption|name)", re.IGNORECASE)
_NOTE = re.compile(r"(?:foot|end)?notes?|fn|fussnote|annotation", re.IGNORECASE)
_LOOKS_NUMBERED = re.compile(
    r"\W{0,2}(?:\d{1,4}[a-z]{0,2}|[a-z]{1,2}|[ivxlc]{1,6}|[一二三四五六七八九十]{1,4})\W{0,2}", re.IGNORECASE
)
_TITLE = re.compile(r"(?:doc|official|short)?-?title", re.IGNORECASE)
_MARKUP = re.compile(r"</?(?:p|br|div|span|i|b|em|strong|ul|ol|li|table)\b[^>]*>", re.IGNORECASE)


def sniff(raw: Raw) -> float:
    """XML that declares itself; without a declaration the name of the file must say so. Others know theirs better."""
    tag = raw.root[0].lower()
    if not tag or tag in {"html", "body", "div", "p", "table", "head", "article", "section"}:
        return 0.0
    return 0.4 if raw.head.startswith(b"<?xml") else 0.05


def read(raw: Raw) -> list[Draft]:
    """One block for each paragraph, heading or numbered line."""
    root = root_of(raw)
    writer = _Writer()
    writer.element(root, 0)
    writer.flush()
    metadata = {}
    title = next((_words(node) for node in root.iter() if _TITLE.fullmatch(local(node))), "")
    if title:
        metadata["title"] = title
    if language := root.get("{http://www.w3.org/XML/1998/namespace}lang"):
        metadata["language"] = language
    told = Notice("read.element", f"an XML schema that is not known ({local(root)}): read by the shape of its elements")
    return [Draft("".join(writer.parts), writer.blocks, metadata, [told])]


class _Writer:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.at = 0
        self.number = ""
        """A number whose heading or words are still to come."""

    def element(self, node: etree._Element, depth: int) -> None:
        tag = local(node)
        if not tag or tag.lower() in _ASIDE:
            return
        if _NOTE.fullmatch(tag):
            self.line(_words(node), BlockKind.NOTE)
            return
        if _is_frame(node):
            for child in node:
                self.element(child, depth + 1)
            return
        words = _words(node)
        if not words:
            return
        if _NUMBER.fullmatch(tag) or (_first(node) and _LOOKS_NUMBERED.fullmatch(words)):
            self.flush()
            self.number = words
        elif _HEADING.fullmatch(tag):
            self.line(words, BlockKind.HEADING, min(depth, 6))
        else:
            for line in _lines(node):
                self.line(line, BlockKind.PARAGRAPH)

    def flush(self) -> None:
        """A number that nothing followed is a line of its own."""
        if self.number:
            words, self.number = self.number, ""
            self._write(words, BlockKind.PARAGRAPH, 0)

    def line(self, words: str, kind: BlockKind, level: int = 0) -> None:
        if not words:
            return
        if self.number and kind is not BlockKind.NOTE:
            words, self.number = f"{self.number} {words}", ""
        self._write(words, kind, level)

    def _write(self, words: str, kind: BlockKind, level: int) -> None:
        self.blocks.append(Block(Span(self.at, self.at + len(words)), kind, level))
        self.parts.append(words + "\n")
        self.at += len(words) + 1


def _is_frame(node: etree._Element) -> bool:
    """Whether an element holds elements and no words of its own between them."""
    if len(node) == 0:
        return False
    own = [node.text or "", *(child.tail or "" for child in node)]
    return not any(part.strip() for part in own)


def _first(node: etree._Element) -> bool:
    """Whether an element comes first in its frame, with others behind it."""
    return node.getprevious() is None and node.getnext() is not None


def _words(node: etree._Element) -> str:
    return " ".join(_lines(node))


def _lines(node: etree._Element) -> Iterator[str]:
    """The words of an element; HTML that stands in it as text is read as HTML, a paragraph a line."""
    text = "".join(str(part) for part in node.itertext())
    if _MARKUP.search(text):
        text = re.sub(r"</(?:p|div|li|tr)>|<br\s*/?>", "\n", text, flags=re.IGNORECASE)
        from lxml import html

        parsed = html.fromstring(f"<div>{text}</div>")
        text = "".join(str(part) for part in parsed.itertext())
        for line in text.split("\n"):
            if words := " ".join(line.split()):
                yield words
    elif words := " ".join(text.split()):
        yield words
