"""Write a document as Akoma Ntoso 3.0. Reading it back gives the same refs, numbers and words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from legiscompare.model import ProvisionKind

if TYPE_CHECKING:
    from legiscompare.model import Document, Provision, Span

K = ProvisionKind
NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_TAGS = {
    K.PART: "part", K.TITLE: "title", K.CHAPTER: "chapter", K.SECTION: "section", K.ARTICLE: "article",
    K.PARAGRAPH: "paragraph", K.SUBPARAGRAPH: "subparagraph", K.POINT: "point", K.RECITAL: "recital",
    K.TABLE: "subparagraph",
}  # fmt: skip
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_akn(document: Document) -> bytes:
    """UTF-8 bytes of an `akomaNtoso` element with one `act`: meta, preface, preamble, body, conclusions, annexes."""
    return _Writing(document).result()


class _Writing:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.has_articles = any(node.kind is K.ARTICLE for node in document.walk())
        self.top = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # the default name space; the stubs lag

    def result(self) -> bytes:
        act = self.add(self.top, "act", name="act", contains="originalVersion")
        self.meta(act)
        if self.document.title:
            self.add(self.add(self.add(act, "preface"), "longTitle"), "p").text = _clean(self.document.title)
        nodes = list(self.document.root.children)
        for node in nodes:
            if node.kind is K.PREAMBLE:
                self.preamble(act, node)
        inside, closing, annexes = _by_place([node for node in nodes if node.kind is not K.PREAMBLE])
        body = self.add(act, "body")
        for node in inside:
            self.node(body, node)
        if closing:
            conclusions = self.add(act, "conclusions")
            for node in closing:
                self.add(conclusions, "p").text = self.words(node.content)
        self.annexes(act, annexes)
        return etree.tostring(self.top, xml_declaration=True, encoding="UTF-8", pretty_print=True)

    def add(self, parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
        return etree.SubElement(
            parent, f"{{{NAMESPACE}}}{tag}", attrib={key: value for key, value in attributes.items() if value}
        )

    def words(self, span: Span | None) -> str:
        return _clean(self.document.slice(span)) if span else ""

    def meta(self, act: etree._Element) -> None:
        """The least identification that the standard asks for; what the text does not say stays empty."""
        identification = self.add(self.add(act, "meta"), "identification", source="#source")
        day = str(self.document.date or "")
        for level in ("FRBRWork", "FRBRExpression", "FRBRManifestation"):
            element = self.add(identification, level)
            for tag in ("FRBRthis", "FRBRuri"):
                self.add(element, tag).set("value", f"/akn/{self.document.sha256[:16]}")
            if level == "FRBRWork" and self.document.title:
                self.add(element, "FRBRalias", value=_clean(self.document.title), name="title")
            self.add(element, "FRBRdate", date=day or "9999-01-01", name="stated" if day else "unknown")
            self.add(element, "FRBRauthor").set("href", "")
            if level == "FRBRWork":
                self.add(element, "FRBRcountry").set("value", "")
            elif level == "FRBRExpression":
                self.add(element, "FRBRlanguage", language=self.document.language)

    def preamble(self, act: etree._Element, node: Provision) -> None:
        preamble = self.add(act, "preamble", eId=node.eid)
        recitals: etree._Element | None = None
        for child in node.children:
            if child.kind is K.RECITAL:
                recitals = recitals if recitals is not None else self.add(preamble, "recitals")
                recital = self.add(recitals, "recital", eId=child.eid)
                self.add(recital, "num").text = _clean(child.number)
                self.add(recital, "p").text = self.words(child.content)
            else:
                recitals = None
                self.add(preamble, "p", eId=child.eid).text = self.words(child.content)

    def node(self, parent: etree._Element, node: Provision) -> None:
        # Where there are no articles, the standard's `section` is the basic unit, which ours is not.
        out_of_place = node.kind in (K.SIGNATURE, K.ANNEX) or (node.kind is K.SECTION and not self.has_articles)
        name = {"name": str(node.kind)} if out_of_place else {}
        element = self.add(parent, "hcontainer" if out_of_place else _TAGS[node.kind], eId=node.eid, **name)
        if node.number:
            self.add(element, "num").text = _clean(node.number)
        if node.heading:
            self.add(element, "heading").text = self.words(node.heading)
        words = self.words(node.content)
        if node.kind is K.TABLE:
            cell = self.add(self.add(self.add(self.add(element, "content"), "table"), "tr"), "td")
            self.add(cell, "p").text = words
        elif words:
            holder = self.add(element, "intro" if node.children else "content")
            self.add(holder, "p").text = words
        elif node.children and node.children[0].kind in (K.SUBPARAGRAPH, K.PARAGRAPH) and node.kind is not K.ARTICLE:
            self.add(self.add(element, "intro"), "p")  # its first child's words are not its own
        for child in node.children:
            self.node(element, child)

    def annexes(self, act: etree._Element, annexes: list[Provision]) -> None:
        attachments = self.add(act, "attachments") if annexes else act
        for node in annexes:
            document = self.add(self.add(attachments, "attachment", eId=node.eid), "doc", name="annex")
            preface = self.add(self.add(document, "preface"), "p")
            self.add(preface, "docNumber").text = _clean(node.number)
            if node.heading:
                self.add(preface, "docTitle").text = self.words(node.heading)
            body = self.add(document, "mainBody")
            if words := self.words(node.content):
                self.add(body, "p").text = words
            for child in node.children:
                self.node(body, child)


def _by_place(nodes: list[Provision]) -> tuple[list[Provision], list[Provision], list[Provision]]:
    """Body, closing formula and annexes, in the order that the standard asks for. What stands before further articles
    stays in the body, so that no word changes its place.
    """
    end = len(nodes)
    while end and nodes[end - 1].kind is K.ANNEX:
        end -= 1
    start = end - 1 if end and nodes[end - 1].kind is K.SIGNATURE else end
    return nodes[:start], nodes[start:end], nodes[end:]


def _clean(text: str) -> str:
    """Words with single spaces; characters that XML cannot hold at all are replaced."""
    return _FORBIDDEN.sub("\ufffd", " ".join(text.split()))
