"""What stands before the first article: the law's title, dates, citations and recitals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Notice, ProvisionKind, Span
from legiscompare.parsing.node import TreeNode
from legiscompare.parsing.numerals import Key, follows
from legiscompare.parsing.scan import LineItem, marks

if TYPE_CHECKING:
    from legiscompare.parsing.grammar import Grammar, NumberForm

K = ProvisionKind


class Preamble:
    """Takes the items before the first article in order; its node hangs on the root from the first words on."""

    def __init__(
        self,
        root: TreeNode,
        grammar: Grammar,
        form: NumberForm,
        text: str,
        notices: list[Notice],
        title: LineItem | None,
    ) -> None:
        self.root, self.grammar, self.form, self.text, self.notices = root, grammar, form, text, notices
        self.title = title
        self.after_title = False
        self.node: TreeNode | None = None
        self.recital: TreeNode | None = None
        """The recital in hand: words without a number go on with it."""

    def end_recital(self) -> None:
        """Let no further words go on with the recital in hand."""
        self.recital = None

    def add(self, item: LineItem) -> None:
        """Take an item."""
        if item is self.title:
            self.root.heading = item.span
            self.after_title = True
            self.recital = None  # a recital does not reach over the title
            return
        after_title, self.after_title = self.after_title, False
        if self.root.heading is not None and after_title and self._is_stage(item):
            self.root.heading = Span(self.root.heading.start, item.span.end)
            return
        if self.node is None:
            self.node = TreeNode(K.PREAMBLE, item.span.start, item.span.end, page=item.block.page)
            self.root.children.append(self.node)
        self.node.end = item.span.end
        if self._goes_to_recital(item, self.node):
            return
        self.recital = None
        self.node.further += 1
        self.node.children.append(
            TreeNode(
                K.PARAGRAPH,
                item.span.start,
                item.span.end,
                normal=str(self.node.further),
                content=item.span,
                numbered=False,
                page=item.block.page,
            )
        )

    def _goes_to_recital(self, item: LineItem, home: TreeNode) -> bool:
        """Take an item as a recital, or as further words of the one in hand."""
        if not self.form.recitals or self.grammar.stops("enacting", item.text):
            return False
        for mark in marks(item, item.span.start, self.text, self.grammar):
            if mark.style == "({arabic})" and self._next_recital(mark.key):
                node = TreeNode(
                    K.RECITAL, mark.start, item.span.end, normal=mark.normal, printed=mark.printed, key=mark.key,
                    content=Span(mark.end, item.span.end), page=item.block.page,
                )  # fmt: skip
                if self.recital is not None and not follows(mark.key, self.recital.key):
                    words = f"recital {mark.printed} comes after {self.recital.printed}: is something missing?"
                    self.notices.append(Notice("parse.gap", words, ref=f"rec{mark.normal}"))
                home.children.append(node)
                self.recital = node
                return True
        if self.recital is not None:
            self.recital.extend(item.span.end)
            return True
        return False

    def _is_stage(self, item: LineItem) -> bool:
        """Whether a line right below the title names the stage in brackets."""
        return item.text[:1] in "（(" and self.grammar.stops("stage", item.text)

    def _next_recital(self, key: Key) -> bool:
        if self.recital is None:
            return key[0] <= 3
        return self.recital.key <= key and key[0] - self.recital.key[0] <= 5
