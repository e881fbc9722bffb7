"""Bills of the United States Congress in the older markup (bill.dtd).

What a bill quotes from other law (`quoted-block`) is its words, not its structure. Its table of contents (`toc`) only
names what follows and is left out, as in the other markups: no entry of it is a norm. Committee markup (`changed="added"`,
`changed="deleted"`, phrases struck or inserted) makes two versions of one file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legiscompare.errors import SourceError
from legiscompare.model import Notice, ProvisionKind
from legiscompare.read.outline import Part, tidy, write
from legiscompare.read.raw import Draft
from legiscompare.read.xmlsafe import local, root_of

if TYPE_CHECKING:
    from lxml import etree

    from legiscompare.read.raw import Raw

K = ProvisionKind
name = "billdtd"
suffixes = (".xml",)

_KINDS = {
    "division": K.PART, "part": K.PART, "subpart": K.PART, "title": K.TITLE, "subtitle": K.TITLE, "chapter": K.CHAPTER,
    "subchapter": K.CHAPTER, "section": K.ARTICLE, "subsection": K.PARAGRAPH, "paragraph": K.POINT,
    "subparagraph": K.POINT, "clause": K.POINT, "subclause": K.POINT, "item": K.POINT, "subitem": K.POINT,
}  # fmt: skip
_PRINTED = {"section": "SEC. ", "title": "TITLE ", "subtitle": "Subtitle ", "division": "DIVISION ", "part": "PART ",
            "subpart": "Subpart ", "chapter": "CHAPTER ", "subchapter": "SUBCHAPTER "}  # fmt: skip
_WORDS = {"text", "continuation-text", "quoted-block-continuation-text", "committee-appointment-paragraph"}


def sniff(raw: Raw) -> float:
    """The root element names the format; it has no name space."""
    return 1.0 if raw.root[0] in {"bill", "resolution", "amendment-doc"} and "xmlns=" not in raw.root[1] else 0.0


def read(raw: Raw) -> list[Draft]:
    """One version, or two (before and after the committee) where the file marks changes and `revisions` is `both`."""
    root = root_of(raw)
    if local(root) == "amendment-doc":
        raise SourceError(
            "this is an amendment, made of instructions to change another text", where=raw.origin,
            mend="compare the bill as introduced with the bill as amended",
        )  # fmt: skip
    marked = any(node.get("changed") in {"added", "deleted"} or local(node) in _PHRASES for node in root.iter())
    wanted = {"accepted": ["final"], "rejected": ["draft"], "both": ["draft", "final"]}[raw.revisions]
    drafts = [_Reading(root, version).draft(marked=marked) for version in (wanted if marked else ["final"])]
    # A report may print the committee's text alone: then nothing is left of what it replaced.
    drafts = [draft for draft in drafts if draft.declared] or drafts[-1:]
    for draft in drafts:
        draft.stage = draft.stage if len(drafts) > 1 else ""
    return drafts


_PHRASES = {"added-phrase": "added", "deleted-phrase": "deleted"}


class _Reading:
    def __init__(self, root: etree._Element, version: str) -> None:
        self.root, self.version = root, version
        self.gone = "added" if version == "draft" else "deleted"
        self.quoted = 0

    def draft(self, *, marked: bool) -> Draft:
        parts: list[Part] = []
        for body in self.root.iter("legis-body", "resolution-body", "engrossed-amendment-body"):
            if not self.absent(body):
                parts += self.parts(body)
        title = next((self.words(node) for node in self.root.iter("official-title") if not self.absent(node)), "")
        text, blocks, declared = write([tidy(part) for part in parts if part], [], title)
        warnings = []
        if self.quoted:
            warnings.append(
                Notice(
                    "read.quoted",
                    f"passages of other law that are quoted: {self.quoted}; kept as words, not as provisions",
                )
            )
        if marked:
            told = "before" if self.version == "draft" else "after"
            warnings.append(Notice("read.revisions", f"the file marks changes; this is the text {told} them"))
        metadata = {"language": "en"} | ({"title": title} if title else {})
        for node in self.root.iter():
            if local(node) == "date" and node.text and re.fullmatch(r"\s*\d{4}-\d{2}-\d{2}\s*", node.text):
                metadata.setdefault("date", node.text.strip())
        if stage := self.root.get("bill-stage") or self.root.get("resolution-stage"):
            metadata["stage"] = stage.replace("-", " ")
        return Draft(text, blocks, metadata, warnings, stage=self.version, declared=declared)

    def absent(self, element: etree._Element) -> bool:
        """Whether an element, or one it lies in, is not part of this version."""
        node: etree._Element | None = element
        while node is not None:
            if node.get("changed") == self.gone or _PHRASES.get(local(node)) == self.gone:
                return True
            node = node.getparent()
        return False

    def parts(self, element: etree._Element) -> list[Part]:
        out: list[Part] = []
        for child in element:
            tag = local(child)
            if (
                not tag
                or child.get("changed") == self.gone
                or _PHRASES.get(tag) == self.gone
                or tag in {"enum", "header", "toc"}
            ):
                continue
            if tag in _KINDS:
                number, heading = (
                    next((self.words(one) for one in child if local(one) == wanted), "")
                    for wanted in ("enum", "header")
                )
                out.append(
                    Part(
                        _KINDS[tag],
                        (_PRINTED.get(tag, "") + number) if number else "",
                        heading,
                        children=self.parts(child),
                    )
                )
            elif tag == "quoted-block":
                self.quoted += 1
                out.append(Part(K.SUBPARAGRAPH, words=self.quote(child)))
            elif tag in _WORDS:
                out.append(Part(K.SUBPARAGRAPH, words=self.words(child)))
                out += [
                    part for part in self.parts(child) if part.kind is not K.SUBPARAGRAPH or part.words.startswith("“")
                ]
            elif tag == "table":
                out.append(Part(K.TABLE, words=self.words(child)))
            elif self.words(child):
                out += self.parts(child) or [Part(K.SUBPARAGRAPH, words=self.words(child))]
        return out

    def quote(self, block: etree._Element) -> str:
        """The words of a quoted block in quotation marks, with what is printed after it."""
        after = next((self.words(one) for one in block if local(one) == "after-quoted-block"), "")
        inner = " ".join(filter(None, (self.words(one) for one in block if local(one) != "after-quoted-block")))
        return f"“{inner}”{after}"

    def words(self, element: etree._Element) -> str:
        return " ".join("".join(self.pieces(element)).split())

    def pieces(self, element: etree._Element) -> list[str]:
        """Words with the quotation marks and spaces that the markup stands for; no quoted blocks."""
        out = [element.text or ""]
        for child in element:
            tag = local(child)
            if tag and tag != "quoted-block" and child.get("changed") != self.gone and _PHRASES.get(tag) != self.gone:
                inner = self.pieces(child)
                if tag in {"quote", "short-title"} and not (tag == "short-title" and local(element) == "quote"):
                    inner = ["“", *inner, "”"] if tag == "quote" else inner
                if tag in _KINDS or tag in {"enum", "header", "text"}:
                    inner = [*inner, " "]
                out += inner
            out.append(child.tail or "")
        return out
