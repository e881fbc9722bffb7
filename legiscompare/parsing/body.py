"""The inside of an article or annex: paragraphs, subparagraphs, points and points of points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import BlockKind, Notice, ProvisionKind, Span
from legiscompare.parsing.fitting import InHand, OpenList, is_first
from legiscompare.parsing.node import TreeNode
from legiscompare.parsing.numerals import Key, follows
from legiscompare.parsing.scan import LineItem, NumberMark, ends_sentence, marks, placeholder, titled

if TYPE_CHECKING:
    from collections.abc import Sequence

K = ProvisionKind
LONGEST_TITLE = 100
"""Code points of the title of a decimal number at most."""


class Body(InHand):
    """Reads the items of one host in order; `rest` are the items still to come, for looking ahead."""

    def add(self, item: LineItem, start: int, rest: Sequence[LineItem]) -> None:
        """Take the words of `item` from `start` on."""
        if start >= item.span.end:
            return
        if item.block.kind is BlockKind.TABLE:
            self._table(item)
            return
        options = marks(item, start, self.text, self.grammar)
        if self._reopen(options):
            options = marks(item, start, self.text, self.grammar)
        mark = self._choose(options, rest)
        if mark is None:
            self._words(item, start)
            return
        node = self._numbered(mark, item, rest) if self._opens_paragraph(mark) else self._point(mark, item, rest)
        self._inside(mark, node, item)

    def _inside(self, mark: NumberMark, node: TreeNode, item: LineItem) -> None:
        """A list that begins right behind a number: `(2) (a) sleep`."""
        if mark.end <= item.span.start:  # the number is the source's own list markup
            return
        for one in marks(item, mark.end, self.text, self.grammar):
            if one.system in {"", "dash"} or one.style == mark.style or not is_first(one.key) or self._is_open(one):
                continue
            node.content = node.heading = None
            self._inside(one, self._point(one, item), item)
            return

    # what becomes of it

    def _numbered(self, mark: NumberMark, item: LineItem, rest: Sequence[LineItem]) -> TreeNode:
        if self.style is None and self._second(mark):
            self.style = (mark.style, mark.system)
        elif self.style is None:
            for child in self.host.children:  # words before the first number belong to the article itself
                if child.kind is K.PARAGRAPH and not child.numbered:
                    child.kind, child.normal = K.SUBPARAGRAPH, ""
            self.style = (mark.style, mark.system)
        elif self.paragraph is not None and self.paragraph.key:
            self._gap(self.paragraph.key, mark)
        if self.paragraph is None and not is_first(mark.key):
            self._notice(
                "parse.gap", f"the first paragraph has the number {mark.printed}: is something missing before it?"
            )
        node = self._node(K.PARAGRAPH, mark, item)
        self.host.children.append(node)
        self._title(mark, node, item, rest)
        self.paragraph = self.anchor = self.last = node
        self.lists, self.closed, self.between, self.quoting = [], [], [], None
        return node

    def _title(self, mark: NumberMark, node: TreeNode, item: LineItem, rest: Sequence[LineItem]) -> None:
        """The title of a decimal number: `4.1 General`, with its words on the next line."""
        words = self.text[mark.end : item.span.end]
        if not mark.path or not rest or not titled(words) or len(words) > LONGEST_TITLE:
            return
        after = marks(rest[0], rest[0].span.start, self.text, self.grammar)
        paths = [one.path for one in after if one.path]
        if (paths and paths[0][:-1] == mark.path) or not (after or self.form.article.match(rest[0].text)):
            node.heading, node.content = Span(mark.end, item.span.end), None

    def _point(self, mark: NumberMark, item: LineItem, rest: Sequence[LineItem] = ()) -> TreeNode:
        node = self._node(K.POINT, mark, item)
        self._title(mark, node, item, rest)
        open_at = next(
            (
                place
                for place in range(len(self.lists) - 1, -1, -1)
                if (self.lists[place].style, self.lists[place].system) == (mark.style, mark.system)
            ),
            None,
        )
        if open_at is not None:
            one = self.lists[open_at]
            if mark.system != "dash":
                self._gap(one.key, mark)
            del self.lists[open_at + 1 :]
            parent = self._parent(open_at)
            if mark.system == "dash":
                node.normal = str(int(one.node.normal) + 1)
            one.key, one.node = mark.key, node
        else:
            if mark.system == "dash":
                node.normal = "1"
            elif not is_first(mark.key):
                self._notice("parse.gap", f"the list begins with {mark.printed}: is something missing before it?")
            self.lists.append(OpenList(mark.style, mark.system, mark.key, node))
            parent = self._parent(len(self.lists) - 1)
        parent.children.append(node)
        self.last = node
        self.closed, self.between, self.quoting = [], [], None
        return node

    def _reopen(self, options: list[NumberMark]) -> bool:
        """Take up lists that words without a number had ended, if a marker is the very next of one of them.

        The words between are then a further paragraph of the list's last point, not of the article.
        """
        if self.lists or not self.closed or not self.between:
            return False
        place = next(
            (
                place
                for place in range(len(self.closed) - 1, -1, -1)
                for mark in options
                if (mark.style, mark.system) == (self.closed[place].style, self.closed[place].system)
                and follows(mark.key, self.closed[place].key)
            ),
            None,
        )
        if place is None or any(self._paragraph_next(mark) for mark in options):
            return False
        owner = self.closed[place].node
        holder = self.host
        if self.paragraph is not None and self.between[0].kind is K.SUBPARAGRAPH and self.style is not None:
            holder = self.paragraph
        del holder.children[-len(self.between) :]  # they came last
        for node in self.between:
            self.counted -= node.kind is K.PARAGRAPH
            holder.further -= node.kind is K.SUBPARAGRAPH
            self._append_words(owner, node)
        self.lists = self.closed[: place + 1]
        self.paragraph, self.anchor = self.closed_under
        self.closed, self.between = [], []
        return True

    @staticmethod
    def _append_words(owner: TreeNode, node: TreeNode) -> None:
        """Make `node` a further paragraph of the point `owner`."""
        node.kind = K.SUBPARAGRAPH
        owner.further += 1
        node.normal = str(1 + owner.further)
        owner.children.append(node)

    def _parent(self, place: int) -> TreeNode:
        if place > 0:
            return self.lists[place - 1].node
        if self.anchor is None:
            if self.host.kind is K.ARTICLE:  # points straight under an article are in paragraph 1
                self.anchor = self._count(self.host.end, self.host.page)
            else:
                self.anchor = self.host
        return self.anchor

    def _count(self, start: int, page: int | None) -> TreeNode:
        self.counted += 1
        node = TreeNode(K.PARAGRAPH, start, start, normal=str(self.counted), numbered=False, page=page)
        self.host.children.append(node)
        self.paragraph = node
        return node

    def _node(self, kind: ProvisionKind, mark: NumberMark, item: LineItem) -> TreeNode:
        words = Span(mark.end, item.span.end)
        said = words if placeholder(words.of(self.text)) else None  # `2. (deleted)` lays down nothing
        return TreeNode(
            kind, mark.start, item.span.end, normal=mark.normal, printed=mark.printed, key=mark.key, heading=said,
            content=None if said else words, page=item.block.page, level=item.block.level,
        )  # fmt: skip

    def _words(self, item: LineItem, start: int) -> None:
        if self._continues(item, start) and self.last is not None:
            self.last.extend(item.span.end)
            self._notice(
                "parse.joined",
                f"a paragraph was broken in two, so it was joined; its second part begins with {self._quote(item, start)}",
            )
            return
        span = Span(start, item.span.end)
        last = self.last
        if last is not None and last.heading is not None and last.content is None and not last.children:
            last.content, last.end = span, span.end  # words below the title of a decimal number
            return
        under = (self.paragraph, self.anchor)
        if self._quotes(item, start) and self.quoting is not None:
            node = TreeNode(K.SUBPARAGRAPH, span.start, span.end, content=span, page=item.block.page)
            self._append_words(self.quoting, node)
            self.last = node
            return
        self.quoting = None  # other words ended the quotation
        if self.style is not None and self.paragraph is not None:
            node = TreeNode(K.SUBPARAGRAPH, span.start, span.end, content=span, page=item.block.page)
            self.paragraph.further += 1
            node.normal = str(1 + self.paragraph.further)
            self.paragraph.children.append(node)
        elif self.host.kind in {K.ARTICLE, K.DOCUMENT}:
            node = self._count(span.start, item.block.page)
            node.content, node.end = span, span.end
        else:
            node = TreeNode(K.SUBPARAGRAPH, span.start, span.end, content=span, page=item.block.page)
            self.host.further += 1
            node.normal = str(self.host.further)
            self.host.children.append(node)
        self.anchor = self.last = node
        if self.lists:
            self.closed, self.closed_under, self.between = self.lists, under, []
        if self.closed:
            self.between.append(node)
        self.lists = []

    def _quotes(self, item: LineItem, start: int) -> bool:
        """Whether words are quoted in a point that announced them: `(1) the following paragraph is added:`."""
        words = item.text[start - item.span.start :].lstrip("\\")
        if self.quoting is not None:
            return item.quoted or words.startswith(("*", "“", "‘", '"', "「", "«", "„"))
        if self.lists and self.last is self.lists[-1].node and self._lead_in() and words[:1] in "“‘\"'「«„":
            self.quoting = self.lists[-1].node
        return self.quoting is not None

    def _continues(self, item: LineItem, start: int) -> bool:
        """Whether words go on with the sentence before: a page break or a remnant of one parted them."""
        last = self.last
        if last is None or last.content is None or last.children or item.block.kind is BlockKind.HEADING:
            return False
        if last.kind is K.POINT and item.block.level < last.level:
            return False  # less indented than the point: words that close the whole list
        before = last.content.of(self.text).rstrip()
        if not before or ends_sentence(before):
            return False
        return item.text[start - item.span.start :][:1].islower()

    def _table(self, item: LineItem) -> None:
        parent = self.last or self.host
        parent.tables += 1
        normal = str(parent.tables)
        parent.children.append(
            TreeNode(K.TABLE, item.span.start, item.span.end, normal=normal, content=item.span, page=item.block.page)
        )

    def _gap(self, last: Key, mark: NumberMark) -> None:
        if mark.key > last and not follows(mark.key, last):
            self._notice(
                "parse.gap",
                f"{mark.printed} comes after {'.'.join(map(str, last))}: is something missing between them?",
            )

    def _notice(self, code: str, message: str) -> None:
        self.notices.append(Notice(code, message, ref=self.host.normal))

    @staticmethod
    def _quote(item: LineItem, start: int) -> str:
        words = item.text[start - item.span.start :]
        return repr(words[:30])
