"""United States Legislative Markup: bills and laws in the newer markup of the Government Publishing Office."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legiscompare.model import Notice, ProvisionKind
from legiscompare.read.outline import Part, tidy, write
from legiscompare.read.raw import Draft
from legiscompare.read.xmlsafe import local, root_of, words

if TYPE_CHECKING:
    from lxml import etree

    from legiscompare.read.raw import Raw

K = ProvisionKind
name = "uslm"
suffixes = (".xml",)

_KINDS = {
    "division": K.PART, "part": K.PART, "subpart": K.PART, "title": K.TITLE, "subtitle": K.TITLE, "chapter": K.CHAPTER,
    "subchapter": K.CHAPTER, "section": K.ARTICLE, "subsection": K.PARAGRAPH, "paragraph": K.POINT,
    "subparagraph": K.POINT, "clause": K.POINT, "subclause": K.POINT, "item": K.POINT, "subitem": K.POINT,
    "appropriations": K.PARAGRAPH, "level": K.POINT,
}  # fmt: skip
_WORDS = {"content", "chapeau", "continuation", "text", "p", "proviso"}
_NOTES = frozenset({"footnote", "note", "sourceCredit", "notes", "ref_note"})
_QUOTES = {"quotedContent", "quotedText"}


def sniff(raw: Raw) -> float:
    """The name space names the format."""
    return 1.0 if re.search(r"schemas\.gpo\.gov/xml/uslm|xml\.house\.gov/schemas/uslm", raw.root[1]) else 0.0


def read(raw: Raw) -> list[Draft]:
    """Text and declared structure of the main part."""
    root = root_of(raw)
    main = next((node for node in root.iter() if local(node) == "main"), root)
    reading = _Reading()
    parts = [tidy(part) for part in reading.parts(main) if part]
    title = next(
        (words(node) for wanted in ("officialTitle", "title") for node in root.iter() if local(node) == wanted), ""
    )
    notes = [words(node) for node in main.iter() if local(node) in _NOTES and words(node)]
    text, blocks, declared = write(parts, notes, title)
    metadata = {"language": "en"} | ({"title": title} if title else {})
    stage = next((words(node) for node in root.iter() if local(node) == "docStage"), "")
    if stage:
        metadata["stage"] = stage
    for node in root.iter():
        if local(node) == "date" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", node.get("date") or ""):
            metadata.setdefault("date", node.get("date") or "")
    warnings = []
    if reading.quoted:
        warnings.append(
            Notice(
                "read.quoted",
                f"passages of other law that are quoted: {reading.quoted}; kept as words, not as provisions",
            )
        )
    return [Draft(text, blocks, metadata, warnings, declared=declared)]


class _Reading:
    def __init__(self) -> None:
        self.quoted = 0

    def parts(self, element: etree._Element) -> list[Part]:
        out: list[Part] = []
        for child in element:
            tag = local(child)
            if tag in {"", "num", "heading", "longTitle", "toc"} or tag in _NOTES:
                continue
            if tag in _KINDS:
                number, heading = (
                    next((words(one, skip=_NOTES) for one in child if local(one) == wanted), "")
                    for wanted in ("num", "heading")
                )
                out.append(Part(_KINDS[tag], number, heading, children=self.parts(child)))
            elif tag == "quotedContent":
                self.quoted += 1
                out.append(Part(K.SUBPARAGRAPH, words=words(child)))
            elif tag == "enactingFormula":
                out.append(Part(K.PREAMBLE, children=[Part(K.PARAGRAPH, words=words(child))]))
            elif tag in {"signatures", "signature", "endMarker"}:
                out.append(Part(K.SIGNATURE, words=words(child)))
            elif tag in _WORDS:
                out.append(Part(K.SUBPARAGRAPH, words=words(child, skip=_NOTES | {"quotedContent"})))
                out += self.quotes(child)
            elif tag == "table":
                out.append(Part(K.TABLE, words=words(child)))
            else:
                out += self.parts(child) or [Part(K.SUBPARAGRAPH, words=words(child, skip=_NOTES))]
        return out

    def quotes(self, element: etree._Element) -> list[Part]:
        """Quoted passages inside words, as words of their own behind them."""
        found = [node for node in element.iter() if local(node) == "quotedContent"]
        self.quoted += len(found)
        return [Part(K.SUBPARAGRAPH, words=words(node)) for node in found]
