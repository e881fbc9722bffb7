"""HTML pages: the main text without menus and footers, found by where the words are, never by a site's name."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from legiscompare.errors import SourceError
from legiscompare.model import Block, BlockKind, Notice, Span
from legiscompare.read.columns import are_versions
from legiscompare.read.lines import LONE_NUMBER
from legiscompare.read.raw import Draft, Raw
from legiscompare.read.revised import WANTED
from legiscompare.read.xmlsafe import check_depth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

name = "html"
suffixes = (".html", ".htm", ".xhtml")

_BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_DROP = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "button",
        "input",
        "select",
        "textarea",
        "nav",
        "form",
        "video",
        "audio",
        "canvas",
        "map",
        "head",
    ]
)
_HEADING = re.compile(r"h([1-6])")
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_STRUCK = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_NOTE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:footnotes?|endnotes?|fn|note-?ref|oj-note|oj-super|noteref)(?:$|[\s_-])", re.IGNORECASE
)
_NOTE_MARK = re.compile(r"[\[(]?\s*(?:\d{1,3}|\*{1,4}|[a-z])\s*[\])]?")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SHARE = 0.8
"""The main text is the smallest element that holds this share of the page's running words."""


def sniff(raw: Raw) -> float:
    """HTML shows itself by its first element."""
    if not raw.looks_like_text:
        return 0.0
    head = raw.head[:1024].lower()
    if re.match(rb"<!doctype html|<html\b", head):
        return 0.9
    if raw.head.startswith(b"<?xml") and raw.root[0].lower() not in {"", "html"}:
        return 0.0  # XML of another kind may have a body too
    if re.search(rb"<html\b|<body\b", raw.data[:4096].lower()):
        return 0.9
    return 0.5 if re.match(rb"<(?:head|body|div|p|h1|table|meta|article|section)\b", head) else 0.0


def read(raw: Raw) -> list[Draft]:
    """Blocks of the page's main text; the text is the extracted words, one block a line."""
    root = _root(raw)
    check_depth(root, raw)
    if any(_revision(element) for element in root.iter()):
        wanted = WANTED[raw.revisions]
        drafts = []
        for version in wanted:
            drafts += _drafts(_without(_root(raw), version))
            told = "rejected" if version == "draft" else "accepted"
            drafts[-1].stage = version if len(wanted) > 1 else ""
            drafts[-1].warnings.append(Notice("read.revisions", f"the page marks changes; they are read as {told}"))
        return drafts
    return _drafts(root)


def _root(raw: Raw) -> etree._Element:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(raw.text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise SourceError(
            "this page holds no text",
            where=raw.origin,
            mend="open the page in a browser, and save it when its text is shown",
        ) from error


def _drafts(root: etree._Element) -> list[Draft]:
    metadata = _metadata(root)
    main = _main(root)
    if pair := _comparison(main):
        return [_draft(cells, metadata, stage) for cells, stage in zip(pair, ("draft", "final"), strict=True)]
    return [_draft([main], metadata, "")]


def _revision(element: etree._Element) -> str:
    """The one version in which an element's words stand: `draft` if it is struck, `final` if it is put in."""
    if element.tag in {"del", "s", "strike"} or _STRUCK.search(element.get("style") or ""):
        return "draft"
    return "final" if element.tag == "ins" else ""


def _without(root: etree._Element, version: str) -> etree._Element:
    """The page without what is not in a version; words behind a dropped element stay."""
    for element in list(root.iter()):
        if _revision(element) not in {"", version} and element.getparent() is not None:
            _drop(element)
    return root


def _draft(elements: list[etree._Element], metadata: dict[str, str], stage: str) -> Draft:
    writer = _Writer()
    for element in elements:
        writer.element(element, 0)
        writer.flush()
    writer.finish()
    return Draft("".join(writer.parts), writer.blocks, dict(metadata), stage=stage)


@functools.cache
def _not_xml() -> re.Pattern[str]:
    """Characters that a page may hold and that lxml refuses to write back, such as a vertical tab."""
    return re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _drop(element: etree._Element) -> None:
    """Take an element out and leave the words behind it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if parent is None:
        return
    if before is not None:
        before.tail = _not_xml().sub(" ", (before.tail or "") + tail)
    else:
        parent.text = _not_xml().sub(" ", (parent.text or "") + tail)
    element.tail = None
    parent.remove(element)


def _comparison(main: etree._Element) -> tuple[list[etree._Element], list[etree._Element]] | None:
    """The two columns of a table that compares versions, if the page has one."""
    for table in main.iter("table"):
        rows = [row for row in _rows(table) if len(row) >= 2]
        if len(rows) > 1 and are_versions(*(_words(cell) for cell in rows[0][-2:])):
            return [row[-2] for row in rows[1:]], [row[-1] for row in rows[1:]]
    return None


def _dropped(element: etree._Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _DROP:
        return True
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _words(element: etree._Element) -> str:
    """All words of an element on one line."""
    return " ".join("".join(str(part) for part in element.itertext()).split())


def _metadata(root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    headings = [_words(node) for node in root.iter("h1")]
    title = next((_words(node) for node in root.iter("title")), "")
    if headings and headings[0]:
        found["title"] = headings[0]
    elif title:
        found["title"] = title
    if language := (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")):
        found["language"] = language.strip()
    return found


def _main(root: etree._Element) -> etree._Element:
    """The smallest element with most of the words that are no links.

    Words of an element are those in it that stand outside `<a>`; a menu is all links, a footer is short.
    """
    body = next(iter(root.iter("body")), root)
    from lxml import etree

    weight: dict[etree._Element, int] = {}
    for _, element in etree.iterwalk(body, events=("end",)):
        if _dropped(element) or element.tag in {"a", "footer", "aside", "header"}:
            weight[element] = 0
            continue
        own = len((element.text or "").strip()) + sum(len((child.tail or "").strip()) for child in element)
        weight[element] = own + sum(weight.get(child, 0) for child in element)
    total = weight.get(body, 0)
    best = body
    while True:
        inner = next((child for child in best if total and weight.get(child, 0) >= _SHARE * total), None)
        if inner is None or inner.tag not in _BLOCK or inner.tag in {"p", "li", "td", "th", "tr", "pre"}:
            return best
        best = inner


class _Writer:
    """Writes an element's words, each block element on a line of its own."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.at = 0
        self.blocks: list[Block] = []
        self.line: list[str] = []
        self.kind, self.level, self.marker = BlockKind.PARAGRAPH, 0, ""
        self.waiting = ""
        """A number that stands in an element of its own, before its words."""

    def flush(self) -> None:
        words = _SPACE.sub(" ", "".join(self.line)).strip(" ")
        self.line = []
        if not words.strip():
            return
        if self.kind is not BlockKind.HEADING and LONE_NUMBER.fullmatch(words.strip()):
            self._wait()
            self.waiting = words.strip()
            return
        if self.waiting:
            words, self.waiting = f"{self.waiting} {words.strip()}", ""
        self._write(words)

    def _wait(self) -> None:
        """A number that no words followed is a line of its own."""
        if self.waiting:
            words, self.waiting = self.waiting, ""
            self._write(words)

    def _write(self, words: str) -> None:
        lead = len(words) - len(words.lstrip())
        self.blocks.append(
            Block(Span(self.at + lead, self.at + len(words.rstrip())), self.kind, self.level, self.marker)
        )
        self.marker = ""
        self.parts.append(words + "\n")
        self.at += len(words) + 1

    def finish(self) -> None:
        """Write what still waits."""
        self.flush()
        self._wait()

    def element(self, node: etree._Element, depth: int) -> None:
        tag = node.tag
        if tag == "table" and _is_data(node):
            self._wait()
            self._table(node)
            return
        if _is_note_mark(node):
            return
        if tag == "sup":
            self.line.append(_raised(_words(node)))
            return
        block = tag in _BLOCK
        if block:
            self.flush()
        if tag == "br":
            self.flush()
        outer = (self.kind, self.level)
        if block and _is_note(node):
            self.kind = BlockKind.NOTE
        elif match := _HEADING.fullmatch(str(tag)):
            self.kind, self.level = BlockKind.HEADING, int(match[1])
        elif tag == "li":
            self.kind, self.level, self.marker = BlockKind.LIST_ITEM, depth, _marker(node)
        if node.text:
            self.line.append(node.text)
        for child in node:
            if not _dropped(child):
                self.element(child, depth + (child.tag in {"ul", "ol"}))
            if child.tail:
                self.line.append(child.tail)
        if block:
            self.flush()
        self.kind, self.level = outer

    def _table(self, node: etree._Element) -> None:
        self.flush()
        start = self.at
        for row in node.iter("tr"):
            cells = [_words(cell) for cell in row if cell.tag in {"td", "th"}]
            words = "\t".join(cells)
            if words.strip():
                self.parts.append(words + "\n")
                self.at += len(words) + 1
        if self.at > start:
            self.blocks.append(Block(Span(start, self.at - 1), BlockKind.TABLE))


def _is_note(node: etree._Element) -> bool:
    """Whether a block is a footnote: by its role, its class, or a number in it that leads back to the text."""
    if node.get("role") in {"doc-footnote", "doc-endnote", "doc-endnotes"}:
        return True
    return node.tag in {"p", "div", "li", "aside", "section"} and bool(_NOTE_CLASS.search(node.get("class") or ""))


def _is_note_mark(node: etree._Element) -> bool:
    """Whether an inline element is the mark of a footnote: a number that leads to a place of the page."""
    if node.tag not in {"sup", "a", "span"}:
        return False
    if node.get("role") == "doc-noteref":
        return True
    words = _words(node)
    if len(words) > 6 or not _NOTE_MARK.fullmatch(words):
        return False
    link = node if node.tag == "a" else next(iter(node.iter("a")), None)
    if link is None or not (link.get("href") or "").startswith("#"):
        return False
    return node.tag == "sup" or any(True for _ in node.iter("sup")) or bool(_NOTE_CLASS.search(link.get("class") or ""))


def _raised(words: str) -> str:
    """Words set above the line: figures as raised figures, so that 5 with a raised 1 does not become 51."""
    return words.translate(_RAISED) if words.isdecimal() else words


def _rows(node: etree._Element) -> list[list[etree._Element]]:
    """Cells of a table's own rows."""
    rows = ([cell for cell in row if cell.tag in {"td", "th"}] for row in node.iter("tr"))
    return [row for row in rows if row]


def _is_data(node: etree._Element) -> bool:
    """Whether a table is one of figures. A table that only lays out text has one column, long cells or points."""
    rows = _rows(node)
    if not rows or max(len(row) for row in rows) == 1:
        return False
    firsts = [next((words for cell in row if (words := _words(cell))), "") for row in rows]
    points = sum(bool(LONE_NUMBER.fullmatch(first)) and first[-1:] in ")）.—–-" for first in firsts)
    return points < 0.8 * len(rows) and not any(True for _ in _paragraphs_in(rows))


def _paragraphs_in(rows: list[list[etree._Element]]) -> Iterator[etree._Element]:
    for row in rows:
        for cell in row:
            if len(list(cell.iter("p", "div"))) > 3:
                yield cell


def _marker(item: etree._Element) -> str:
    """What a browser would print before a list item."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "•"
    style = item.get("type") or parent.get("type") or "1"
    place = sum(1 for _ in item.itersiblings("li", preceding=True)) + 1
    try:
        number = int(item.get("value") or int(parent.get("start") or 1) + place - 1)
    except ValueError:
        number = place
    if style in {"a", "A"} and 1 <= number <= 26:
        return chr(ord(style) + number - 1) + "."
    return f"{number}."
