"""Akoma Ntoso 3.0: bills, acts and documents, with the structure they declare."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from legiscompare.errors import SourceError
from legiscompare.model import Notice, ProvisionKind
from legiscompare.read.outline import Part, tidy, write
from legiscompare.read.raw import Draft
from legiscompare.read.xmlsafe import local, root_of, words

if TYPE_CHECKING:
    from lxml import etree

    from legiscompare.read.raw import Raw

K = ProvisionKind
name = "akn"
suffixes = (".akn", ".akn.xml")

_LEVELS = {
    "part": K.PART, "subpart": K.PART, "book": K.PART, "tome": K.PART, "division": K.PART, "title": K.TITLE,
    "subtitle": K.TITLE, "chapter": K.CHAPTER, "subchapter": K.CHAPTER, "subdivision": K.SECTION,
}  # fmt: skip
_INNER = {
    "paragraph": K.PARAGRAPH, "subparagraph": K.SUBPARAGRAPH, "alinea": K.SUBPARAGRAPH, "subclause": K.POINT,
    "point": K.POINT, "indent": K.POINT, "item": K.POINT, "clause": K.POINT, "transitional": K.PARAGRAPH,
    "level": K.POINT, "proviso": K.SUBPARAGRAPH, "intro": K.SUBPARAGRAPH, "wrapUp": K.SUBPARAGRAPH,
    "listIntroduction": K.SUBPARAGRAPH, "listWrapUp": K.SUBPARAGRAPH, "wrap": K.SUBPARAGRAPH,
}  # fmt: skip
_OUT_OF_PLACE = {"signature": K.SIGNATURE, "annex": K.ANNEX, "section": K.SECTION}
"""Containers by name that stand for what the standard puts at the end, where a text has it before further articles, and
for a level above articles where there are none.
"""
_CLEAR = {"content", "list", "blockList", "body", "mainBody", "container", "hcontainer", "blockContainer", "division_"}
_WORDS = {"p", "block", "tblock", "li", "span", "crossHeading"}
_NOTES = frozenset({"authorialNote", "noteRef", "remark"})


def sniff(raw: Raw) -> float:
    """The root element names the format."""
    return 1.0 if raw.root[0] == "akomaNtoso" else 0.0


def read(raw: Raw) -> list[Draft]:
    """Text and declared structure of the first document in the file."""
    root = root_of(raw)
    document = next(
        (child for child in root if isinstance(child.tag, str) and local(child) not in {"meta", "components"}), None
    )
    if local(root) != "akomaNtoso" or document is None:
        raise SourceError(
            "this Akoma Ntoso file holds no document",
            where=raw.origin,
            mend="check that it is the right file, and that it is complete",
        )
    if not any(_mark(node) for node in document.iter()):
        return [_Reading(document).draft()]
    wanted = {"accepted": ["final"], "rejected": ["draft"], "both": ["draft", "final"]}[raw.revisions]
    drafts = []
    for version in wanted:
        draft = _Reading(_without(document, _GONE[version])).draft()
        told = "before" if version == "draft" else "after"
        draft.warnings.append(Notice("read.revisions", f"the file marks changes; this is the text {told} them"))
        draft.stage = version if len(wanted) > 1 else ""
        drafts.append(draft)
    return drafts


_GONE = {"final": {"del", "move_to"}, "draft": {"add", "ins", "move_from"}}
"""Marks of what is not in a version. `move_to` is the place that was left."""


def _mark(node: etree._Element) -> str:
    """How an element is marked as changed: the standard's own `ins` and `del`, or a drafting tool's attribute."""
    tag = local(node)
    if tag in {"ins", "del"}:
        return tag
    return next((str(value) for key, value in node.attrib.items() if str(key).lower().endswith("}softaction")), "")


def _without(document: etree._Element, gone: set[str]) -> etree._Element:
    """A copy without the elements marked so; the words behind them stay."""
    kept = copy.deepcopy(document)
    for node in [node for node in kept.iter() if isinstance(node.tag, str) and _mark(node) in gone]:
        parent, before = node.getparent(), node.getprevious()
        if parent is None:
            continue
        if before is not None:
            before.tail = (before.tail or "") + (node.tail or "")
        else:
            parent.text = (parent.text or "") + (node.tail or "")
        parent.remove(node)
    return kept


def _flat(part: Part) -> Part:
    """A closing formula is its words, whatever elements they stood in."""
    if part.kind is K.SIGNATURE and part.children:
        part.words = " ".join([part.words, *(child.words for child in part.children)]).strip()
        part.children = []
    return part


def _one_closing(parts: list[Part]) -> list[Part]:
    """Closing formula and signatures that follow one another are one."""
    out: list[Part] = []
    for part in parts:
        if part.kind is K.SIGNATURE and out and out[-1].kind is K.SIGNATURE:
            out[-1].words = f"{out[-1].words} {part.words}".strip()
        else:
            out.append(part)
    return out


_NUMBER = re.compile(r"_([^_]+?)(?:_\d+)?$")


def _normal(element: etree._Element) -> str | None:
    """The number in an eId by the naming convention: `5a` of `chp_2__art_5a`, also where `_2` says it occurs again."""
    name = element.get("eId")
    found = _NUMBER.search(str(name).rpartition("__")[2])
    return None if name is None else found[1] if found else ""


class _Reading:
    def __init__(self, document: etree._Element) -> None:
        self.document = document
        self.notes: list[str] = []
        self.has_articles = any(local(node) == "article" for node in document.iter())
        self.strange: set[str] = set()

    def draft(self) -> Draft:
        parts: list[Part] = []
        for child in self.document:
            kind = local(child)
            if kind == "preamble":
                parts.append(self.preamble(child))
            elif kind in {"body", "mainBody"}:
                inside = self.parts(child)
                if self.has_articles:  # words outside all articles close the act: "shall be binding in its entirety"
                    for part in inside:
                        part.kind = K.SIGNATURE if part.kind is K.SUBPARAGRAPH else part.kind
                parts += inside
            elif kind == "conclusions":
                parts.append(Part(K.SIGNATURE, words=words(child, skip=_NOTES)))
            elif kind in {"attachments", "components"}:
                parts += [self.annex(one) for one in child]
            if kind not in {"meta", "coverPage"}:
                self.notes += [words(note) for note in child.iter() if local(note) == "authorialNote" and words(note)]
        title = next(
            (words(node, skip=_NOTES) for node in self.document.iter() if local(node) in {"longTitle", "docTitle"}), ""
        )
        tidied = [_flat(tidy(part)) for part in parts if part]
        text, blocks, declared = write(_one_closing(tidied), self.notes, title)
        warnings = [
            Notice("read.element", f"the element <{tag}> is not known; its words are kept as a paragraph")
            for tag in sorted(self.strange)
        ]
        return Draft(text, blocks, self.metadata(title), warnings, declared=declared)

    def metadata(self, title: str) -> dict[str, str]:
        found = {"title": title} if title else {}
        for node in self.document.iter():
            if local(node) == "FRBRlanguage" and node.get("language"):
                found.setdefault(
                    "language",
                    {"eng": "en", "deu": "de", "fra": "fr", "zho": "zh"}.get(
                        node.get("language", ""), node.get("language", "")
                    ),
                )
            elif local(node) == "FRBRdate" and (node.get("date") or "9999") < "9999":
                found.setdefault("date", node.get("date", ""))
        return found

    def preamble(self, element: etree._Element) -> Part:
        part = Part(K.PREAMBLE)
        for node in element.iter():
            tag = local(node)
            if tag == "recital":
                number = next((words(child) for child in node if local(child) == "num"), "")
                text = " ".join(filter(None, (words(child, skip=_NOTES) for child in node if local(child) != "num")))
                part.children.append(Part(K.RECITAL if number else K.PARAGRAPH, number, words=text))
            elif tag in {"citation", "formula", "p", "block"} and not self._held(node, element):
                part.children.append(Part(K.PARAGRAPH, words=words(node, skip=_NOTES)))
        return part

    @staticmethod
    def _held(node: etree._Element, top: etree._Element) -> bool:
        """Whether a node lies in one whose words are taken as a whole."""
        above = node.getparent()
        while above is not None and above is not top:
            if local(above) in {"recital", "citation", "formula", "p", "block", "authorialNote"}:
                return True
            above = above.getparent()
        return False

    def annex(self, element: etree._Element) -> Part:
        body = next((node for node in element.iter() if local(node) == "mainBody"), element)
        inside = (
            set(body.iter()) if body is not element else {one for child in element for one in child.iter()} - {*element}
        )
        front = [node for node in element.iter() if node not in inside]  # headings in the body are its provisions'
        heading = next((words(node) for node in front if local(node) in {"docTitle", "heading"}), "")
        number = next((words(node) for node in front if local(node) in {"docNumber", "num"}), "")
        return Part(K.ANNEX, number, heading, children=self.parts(body), normal=_normal(element))

    def parts(self, element: etree._Element) -> list[Part]:
        out: list[Part] = []
        for child in element:
            tag = local(child)
            if tag in {"", "num", "heading", "subheading", "authorialNote", "toc", "componentRef"}:
                continue
            kind = self.kind(tag, child)
            if kind is not None:
                number, heading = (
                    next((words(one, skip=_NOTES) for one in child if local(one) == name), "")
                    for name in ("num", "heading")
                )
                bare = any(local(one) == "intro" and not words(one) for one in child)
                out.append(Part(kind, number, heading, children=self.parts(child), bare=bare, normal=_normal(child)))
            elif tag == "table":
                out.append(Part(K.TABLE, words=words(child, skip=_NOTES)))
            elif tag in _WORDS or tag in {"quotedStructure", "embeddedStructure"}:
                out.append(Part(K.SUBPARAGRAPH, words=words(child, skip=_NOTES)))
            else:
                if tag not in _CLEAR:
                    self.strange.add(tag)
                out += self.parts(child)
        return out

    def kind(self, tag: str, element: etree._Element) -> ProvisionKind | None:
        """Kind of an element. A `section` is the basic unit where there are no articles (common law)."""
        if tag == "article":
            return K.ARTICLE
        if tag == "hcontainer":
            return _OUT_OF_PLACE.get(element.get("name", ""))
        if tag in {"section", "rule", "regulation"}:
            return K.SECTION if self.has_articles or any(local(child) == "section" for child in element) else K.ARTICLE
        if tag == "subsection":
            return K.SECTION if self.has_articles else K.PARAGRAPH
        if tag == "clause" and not any(local(child) == "num" for child in element):
            return K.SUBPARAGRAPH
        return _LEVELS.get(tag) or _INNER.get(tag)
