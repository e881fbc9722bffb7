"""Word files by python-docx: automatic numbers, headings, tables, footnotes, tracked changes."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from legiscompare.errors import MissingExtra, SourceError
from legiscompare.model import Block, BlockKind, Notice, Span
from legiscompare.read.columns import are_versions
from legiscompare.read.docx_numbering import BULLET, Numbering, W
from legiscompare.read.raw import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legiscompare.read.raw import Raw

name = "docx"
suffixes = (".docx",)

_IN, _OUT = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")


def sniff(raw: Raw) -> float:
    """A zip with a Word document inside."""
    return 1.0 if raw.data.startswith(b"PK") and b"word/document.xml" in raw.data else 0.0


_BROKEN = "this is not a whole Word file"
_SAVE = "open it in Word and save it anew as .docx"


def read(raw: Raw) -> list[Draft]:
    """The text after tracked changes, before them, or both; two texts for a table that compares two versions."""
    try:
        from docx import Document
    except ImportError as error:
        raise MissingExtra("docx", what="reading Word files needs python-docx", where=raw.origin) from error
    _check(raw)
    try:
        return _drafts(Document(io.BytesIO(raw.data)), raw.revisions)
    except Exception as error:  # the library meets a broken file with whatever exception its line of code has
        what = f"{_BROKEN} ({type(error).__name__})"
        raise SourceError(what, where=raw.origin, mend=_SAVE) from error


def _check(raw: Raw) -> None:
    """Bound what the zip unpacks to, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw.data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
            raw.limits.check("max_bytes", size, where=raw.origin, unit="bytes when unpacked")
            head = archive.read("word/document.xml")[:2000]
    except SourceError:
        raise
    except Exception as error:
        raise SourceError(_BROKEN, where=raw.origin, mend=_SAVE) from error
    if b"<!DOCTYPE" in head:
        raise SourceError("the file declares a document type, which no file of Word does", where=raw.origin, mend=_SAVE)


def _drafts(document: Any, revisions: str) -> list[Draft]:
    changed = next(document.element.body.iter(*_IN, *_OUT), None) is not None
    wanted = {"accepted": ["final"], "rejected": ["draft"], "both": ["draft", "final"]}[revisions]
    drafts = []
    for version in wanted if changed else ["final"]:
        drafts += _Reading(document, version).drafts()
        if changed:
            told = "rejected" if version == "draft" else "accepted"
            words = f"the file has tracked changes; they are read as {told}"
            drafts[-1].warnings.append(Notice("read.revisions", words))
    if len(drafts) == 1:
        drafts[0].stage = ""
    return drafts


class _Reading:
    """One version of the text: `draft` = tracked changes rejected, `final` = accepted."""

    def __init__(self, document: Any, version: str) -> None:
        self.document, self.version = document, version
        self.gone = _IN if version == "draft" else _OUT
        try:
            root = (
                document.part.numbering_part.element
                if "numbering" in " ".join(rel.reltype for rel in document.part.rels.values())
                else None
            )
        except (KeyError, NotImplementedError, AttributeError):
            root = None
        self.numbering = Numbering(root)
        self.styles = {style.get(f"{W}styleId"): style for style in document.styles.element.iter(f"{W}style")}
        self.open = ""
        """Words of a paragraph whose mark is gone: they run on into the next."""

    def drafts(self) -> list[Draft]:
        pair = self.comparison()
        if pair is not None:
            return [self.draft(cells, stage) for cells, stage in zip(pair, ("draft", "final"), strict=True)]
        return [self.draft([self.document.element.body], self.version)]

    def comparison(self) -> tuple[list[Any], list[Any]] | None:
        """The two columns of a table that compares versions, if most of the file is one."""
        for table in self.document.element.body.iter(f"{W}tbl"):
            rows = [list(row.iter(f"{W}tc")) for row in table.iter(f"{W}tr")]
            rows = [row for row in rows if len(row) >= 2]
            if rows and are_versions(*("".join(self.words(cell)) for cell in rows[0][-2:])):
                return [row[-2] for row in rows[1:]], [row[-1] for row in rows[1:]]
        return None

    def draft(self, holders: list[Any], stage: str) -> Draft:
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.at = 0
        for holder in holders:
            self.children(holder)
        for note in self.footnotes():
            self.line(note, BlockKind.NOTE)
        title = (self.document.core_properties.title or "").strip()
        metadata = {"title": title} if title and title.lower() not in {"word document", "document"} else {}
        return Draft("".join(self.parts), self.blocks, metadata, stage=stage)

    def line(self, text: str, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0, marker: str = "") -> None:
        if text.strip():
            self.blocks.append(Block(Span(self.at, self.at + len(text)), kind, level, marker))
            self.parts.append(text + "\n")
            self.at += len(text) + 1

    def children(self, holder: Any) -> None:
        for child in holder:
            if child.tag == f"{W}p":
                self.paragraph(child)
            elif child.tag == f"{W}tbl":
                self.table(child)
            elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag"} or (
                child.tag in (*_IN, *_OUT) and child.tag not in self.gone
            ):
                self.children(child)

    def paragraph(self, element: Any) -> None:
        properties = element.find(f"{W}pPr")
        words = re.sub(r"[ \t]+", " ", "".join(self.words(element)))
        mark = properties.find(f"{W}rPr") if properties is not None else None
        if mark is not None and any(mark.find(tag) is not None for tag in self.gone):
            self.open += words  # the paragraph mark is not part of this version
            return
        words = (self.open + words).strip(" ")
        self.open = ""
        if not words:
            return
        label = self.label(properties)
        heading = self.heading(properties)
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        lines = words.split("\n")
        if label == BULLET:
            self.line(lines.pop(0).strip(" "), BlockKind.LIST_ITEM, 1, BULLET)
        elif label:
            lines[0] = f"{label} {lines[0]}"
        for line in lines:
            self.line(line.strip(" "), kind, heading)

    def words(self, element: Any) -> Iterator[str]:
        """The words of an element in this version; line breaks as they are."""
        for child in element:
            tag = child.tag
            if tag in self.gone or not isinstance(tag, str):
                continue
            if tag in {f"{W}t", f"{W}delText"}:
                yield child.text or ""
            elif tag == f"{W}tab":
                yield " "
            elif tag in {f"{W}br", f"{W}cr"}:
                yield "\n" if child.get(f"{W}type") in {None, "textWrapping"} else " "
            elif tag == f"{W}noBreakHyphen":
                yield "\u2011"
            elif tag not in {
                f"{W}pPr",
                f"{W}rPr",
                f"{W}instrText",
                f"{W}footnoteReference",
                f"{W}delInstrText",
            } and not tag.endswith("}Fallback"):
                yield from self.words(child)

    def chain(self, properties: Any) -> Iterator[Any]:
        """A paragraph's own properties, then those of its style and the styles that one is based on."""
        if properties is not None:
            yield properties
        style = properties.find(f"{W}pStyle") if properties is not None else None
        identifier = style.get(f"{W}val") if style is not None else None
        for _ in range(20):
            element = self.styles.get(identifier)
            if element is None:
                return
            if (own := element.find(f"{W}pPr")) is not None:
                yield own
            based = element.find(f"{W}basedOn")
            identifier = based.get(f"{W}val") if based is not None else None

    def label(self, properties: Any) -> str:
        for one in self.chain(properties):
            number = one.find(f"{W}numPr")
            if number is None:
                continue
            identifier, level = number.find(f"{W}numId"), number.find(f"{W}ilvl")
            if identifier is None:
                continue
            place = level.get(f"{W}val") if level is not None else "0"
            return self.numbering.label(identifier.get(f"{W}val") or "", int(place) if (place or "").isdecimal() else 0)
        return ""

    def heading(self, properties: Any) -> int:
        """Outline level of a paragraph, 0 for running text."""
        for one in self.chain(properties):
            outline = one.find(f"{W}outlineLvl")
            if outline is not None and (outline.get(f"{W}val") or "").isdecimal():
                level = int(outline.get(f"{W}val"))
                return level + 1 if level < 9 else 0
        style = properties.find(f"{W}pStyle") if properties is not None else None
        element = self.styles.get(style.get(f"{W}val")) if style is not None else None
        named = element.find(f"{W}name") if element is not None else None
        called = (named.get(f"{W}val") or "").lower() if named is not None else ""
        if match := re.fullmatch(r"heading (\d)", called):
            return int(match[1])
        return 1 if called == "title" else 0

    def table(self, element: Any) -> None:
        """A table of data is one block; a table that only lays out text is read cell by cell."""
        rows = [list(row.iter(f"{W}tc")) for row in element.iter(f"{W}tr") if not self.row_gone(row)]
        cells = [cell for row in rows for cell in row]
        if cells and (
            max(len(row) for row in rows) == 1 or max(sum(1 for _ in cell.iter(f"{W}p")) for cell in cells) > 4
        ):
            for cell in cells:
                self.children(cell)
            return
        lines = ["\t".join(" ".join("".join(self.words(cell)).split()) for cell in row) for row in rows]
        self.line("\n".join(line for line in lines if line.strip()), BlockKind.TABLE)

    def row_gone(self, row: Any) -> bool:
        properties = row.find(f"{W}trPr")
        return properties is not None and any(properties.find(tag) is not None for tag in self.gone)

    def footnotes(self) -> list[str]:
        for relation in self.document.part.rels.values():
            if relation.reltype.endswith("/footnotes") and not relation.is_external:
                from lxml import etree

                try:
                    root = etree.fromstring(
                        relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True)
                    )
                except etree.XMLSyntaxError:
                    return []
                notes = [
                    note
                    for note in root.iter(f"{W}footnote")
                    if note.get(f"{W}type") not in {"separator", "continuationSeparator"}
                ]
                return [" ".join("".join(self.words(note)).split()) for note in notes]
        return []
