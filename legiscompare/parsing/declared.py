"""The tree of a source that declares its structure: numbers are normalised as in text, nothing is guessed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legiscompare.model import Declared, Notice, Provision, ProvisionKind, SourceText, Span
from legiscompare.parsing.node import TreeNode, seal
from legiscompare.parsing.numerals import Key, article_key, follows, marker_keys
from legiscompare.parsing.scan import BULLETS

if TYPE_CHECKING:
    from legiscompare.parsing.grammar import Grammar

K = ProvisionKind
_LEVELS = {K.PART, K.TITLE, K.CHAPTER, K.SECTION}
_NUMBER = re.compile(
    r"(?:[LRDA]\.?\s?)?\d+[A-Za-z]{0,3}(?:[-–]\d+)*(?:\s(?:bis|ter|quater)\b)?|\b[IVXLC]+[A-Za-z]?\b|\b[A-Z]\b"
)
_FIGURES = re.compile(r"\w+")
_COUNTED = re.compile(r"\d|\b[IVXLCivxlcA-Z]\b|\b[IVXLC]+\b|[一二三四五六七八九十百壹贰貳叁參肆伍陆陸柒捌玖拾]")


def grow_declared(source: SourceText, grammar: Grammar) -> tuple[Provision, list[Notice], int]:
    """Tree, notices and number of articles."""
    reading = _Reading(source.text, grammar)
    root = TreeNode(K.DOCUMENT, 0, 0)
    title = source.metadata.get("title", "")
    if title and source.text.startswith(title):
        root.heading = Span(0, len(title))
    root.children = [reading.node(one, root, None) for one in source.declared]
    reading.count(root)
    tree, notices = seal(root, grammar, reading.form.name, source.text)
    return tree, reading.notices + notices, reading.articles


class _Reading:
    def __init__(self, text: str, grammar: Grammar) -> None:
        self.text, self.grammar = text, grammar
        self.form = grammar.forms[0]
        self.notices: list[Notice] = []
        self.articles = 0
        self.last: tuple[str, Key, str] | None = None

    def node(self, one: Declared, parent: TreeNode, before: TreeNode | None) -> TreeNode:
        start = min((span.start for span in (one.number, one.heading) if span), default=one.content.start)
        ends = [span.end for span in (one.number, one.heading, one.content) if span]
        content = one.content if one.content.end > one.content.start else None
        node = TreeNode(one.kind, start, max(ends), heading=one.heading, content=content)
        if one.number is not None:
            node.printed = one.number.of(self.text)
            self.number(node, before, one.normal)
        elif one.kind is K.ARTICLE:
            node.normal = "0"  # a section without a number: the first of an appropriations act
        if one.kind is K.ARTICLE:
            self.article(node)
        for child in one.children:
            node.children.append(self.node(child, node, node.children[-1] if node.children else None))
        self.count(node)
        del parent
        return node

    def article(self, node: TreeNode) -> None:
        self.articles += 1
        if not node.key:
            return
        if (
            self.last is not None
            and node.key > self.last[1]
            and not follows(node.key, self.last[1])
            and node.key[0] % 100 != 1
        ):
            self.notices.append(
                Notice(
                    "parse.gap",
                    f"the number before it is {self.last[2]}, so one is missing: is the source cut?",
                    ref=node.normal,
                )
            )
        self.last = ("", node.key, node.normal)

    def number(self, node: TreeNode, before: TreeNode | None, named: str | None) -> None:
        """Key and normal form of a printed number: by the language's own patterns, else as its identifier names it."""
        printed = node.printed
        if printed in BULLETS and named and named.isdecimal():
            node.normal = named
            return
        if printed in BULLETS:
            node.normal = str(1 + int(before.normal)) if before is not None and before.printed in BULLETS else "1"
            return
        if node.kind is K.ARTICLE:
            read = self.article_number(printed)
        elif node.kind in _LEVELS or node.kind is K.ANNEX:
            read = self.level_number(node, printed)
        else:
            read = self.marker(printed, before)
        if read is not None:
            node.key, node.normal = read
            figures = [str(int(one)) if one.isdecimal() else one for one in _FIGURES.findall(printed)]  # 02.2 is 2-2
            if named and "-" in named and named == "-".join(figures):
                node.normal = named  # 2.1 as a provision of its own, not paragraph 1 of 2
        elif node.kind is K.ANNEX and self._is_bare_annex(printed):
            node.normal = ""  # a figure in its name only tells it from others
        elif node.kind not in _LEVELS:
            node.normal = named if named is not None else "".join(char for char in printed if char.isalnum())
        elif named and _COUNTED.search(printed):  # without a figure, a figure in the name only tells twins apart
            node.normal = named

    def _is_bare_annex(self, printed: str) -> bool:
        """Whether an annex is printed without a number, as the language's pattern reads it."""
        match = self.grammar.annex.match(printed) if self.grammar.annex else None
        return match is not None and not match["number"]

    def article_number(self, printed: str) -> tuple[Key, str] | None:
        for form in self.grammar.forms:
            if match := form.article.match(printed):
                groups = match.groupdict()
                if read := article_key(groups["number"], groups.get("suffix"), form.numbers):
                    self.form = form if not form.weak else self.form
                    return read[1], read[2]
        match = _NUMBER.search(printed)
        read = article_key(match.group(), None, "arabic") if match else None
        return (read[1], read[2]) if read else None

    def level_number(self, node: TreeNode, printed: str) -> tuple[Key, str] | None:
        for level in self.grammar.containers:
            if level.kind is node.kind and (match := level.pattern.match(printed)):
                groups = match.groupdict()
                read = article_key(
                    groups.get("number") or groups.get("word") or "", groups.get("suffix"), level.numbers
                )
                if read:
                    node.eid, node.label, node.rank = level.eid, level.label, level.rank
                    return read[1], read[2]
        match = _NUMBER.fullmatch(printed.strip().rpartition(" ")[2])
        read = article_key(match.group(), None, "roman") if match else None
        return (read[1], read[2]) if read else None

    def marker(self, printed: str, before: TreeNode | None) -> tuple[Key, str] | None:
        readings = []
        for style in self.grammar.styles:
            if style.system and (match := style.pattern.match(printed + " ")):
                readings += [(key, normal) for _, key, normal in marker_keys(match["number"], style.system)]
        if not readings:
            return None
        if before is not None and before.key:
            readings.sort(key=lambda reading: not follows(reading[0], before.key))
        return readings[0]

    def count(self, node: TreeNode) -> None:
        """Give numbers to what only counts, and put points straight under an article into a paragraph."""
        if node.kind in {K.ARTICLE, K.DOCUMENT} or node.kind in _LEVELS:
            self.paragraphs(node)
        further = 1 if node.kind in {K.ANNEX, *_LEVELS} else 2
        for child in node.children:
            if child.kind is K.SUBPARAGRAPH and not child.normal:
                child.normal = str(further)
                further += 1
        tables = 0
        for child in node.children:
            if child.kind is K.TABLE:
                tables += 1
                child.normal = str(tables)
        if node.kind is K.PREAMBLE:
            unnumbered = [child for child in node.children if child.kind is K.PARAGRAPH]
            for place, child in enumerate(unnumbered, 1):
                child.normal = str(place)

    def paragraphs(self, node: TreeNode) -> None:
        numbered = any(child.kind is K.PARAGRAPH and child.printed for child in node.children)
        out: list[TreeNode] = []
        if node.kind is K.ARTICLE and node.content is not None and not numbered:
            out.append(
                TreeNode(K.PARAGRAPH, node.content.start, node.content.end, content=node.content, numbered=False)
            )
            node.content = None
        for child in node.children:
            last = out[-1] if out and out[-1].kind is K.PARAGRAPH else None
            if child.kind is K.SUBPARAGRAPH and node.kind is not K.DOCUMENT and node.kind not in _LEVELS:
                if numbered and last is not None:
                    last.children.append(child)
                    continue
                if not numbered:
                    child.kind, child.numbered = K.PARAGRAPH, False
            elif child.kind in {K.POINT, K.TABLE} and node.kind is K.ARTICLE:
                if last is None and child.kind is K.TABLE:
                    out.append(child)  # a table before all words is the article's own
                    continue
                if last is None and numbered:  # points before the first numbered paragraph are none of its own
                    last = next((one for one in out[-1:] if one.kind is K.SUBPARAGRAPH), None)
                if last is None:
                    kind = K.SUBPARAGRAPH if numbered else K.PARAGRAPH
                    last = TreeNode(kind, child.start, child.start, numbered=False)
                    out.append(last)
                last.children.append(child)
                continue
            out.append(child)
        for child in out:
            if child.kind is K.SUBPARAGRAPH and node.kind is K.ARTICLE and numbered:
                child.normal = child.normal or "0"
        place = 0
        for child in out:
            if child.kind is K.PARAGRAPH and not child.printed:
                place += 1
                child.normal = str(place)
            if child.kind is K.PARAGRAPH:
                self.count_inside(child)
        node.children = out

    @staticmethod
    def count_inside(node: TreeNode) -> None:
        """Numbers of subparagraphs and tables that were moved into a paragraph."""
        further, tables = 2, 0
        for child in node.children:
            if child.kind is K.SUBPARAGRAPH:
                child.normal = str(further)
                further += 1
            elif child.kind is K.TABLE:
                tables += 1
                child.normal = str(tables)
