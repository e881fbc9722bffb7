"""Which reading of a marker fits: whether a number goes on with what is in hand, opens a list or paragraph, or is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legiscompare.model import ProvisionKind
from legiscompare.parsing.numerals import Key, follows
from legiscompare.parsing.scan import BULLETS, LineItem, NumberMark, marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Notice
    from legiscompare.parsing.grammar import Grammar, NumberForm
    from legiscompare.parsing.node import TreeNode

K = ProvisionKind
WIDEST_STEP = 8
"""A point may be this far from the one before; a source with a wider gap is read as text."""


@dataclass
class OpenList:
    """A list whose points are being read, and the last of them."""

    style: str
    system: str
    key: Key
    node: TreeNode


class InHand:
    """The paragraph, the lists and the words in hand inside one host, and what a marker can be there."""

    def __init__(self, host: TreeNode, grammar: Grammar, form: NumberForm, text: str, notices: list[Notice]) -> None:
        self.host, self.grammar, self.form, self.text = host, grammar, form, text
        self.notices = notices
        self.lists: list[OpenList] = []
        self.paragraph: TreeNode | None = None
        """The numbered or counted paragraph in hand."""
        self.anchor: TreeNode | None = None
        """What the next list hangs on: a paragraph or subparagraph."""
        self.last: TreeNode | None = None
        """The node whose words came last."""
        self.style: tuple[str, str] | None = None
        """Style of the numbered paragraphs, once known."""
        self.counted = 0
        self.closed: list[OpenList] = []
        """Lists that words without a number ended; they go on if the next marker continues them."""
        self.closed_under: tuple[TreeNode | None, TreeNode | None] = (None, None)
        """Paragraph and anchor of those lists."""
        self.between: list[TreeNode] = []
        """Those words."""
        self.quoting: TreeNode | None = None
        """The point whose quotation is being read."""

    def _choose(self, options: list[NumberMark], rest: Sequence[LineItem]) -> NumberMark | None:
        """The reading of a marker that fits best; None if none does."""
        ranked = []
        for order, mark in enumerate(options):
            score = self._fit(mark)
            if score is not None:
                ranked.append((score, order, mark))
        if not ranked:
            return None
        ranked.sort(key=lambda row: row[:2])
        letters = [
            mark
            for score, _, mark in ranked
            if score <= 1 and mark.system in {"lower", "upper"} and not is_first(mark.key)
        ]
        romans = [
            mark for score, _, mark in ranked if score <= 1 and mark.system in {"roman", "ROMAN"} and is_first(mark.key)
        ]
        if letters and romans:
            return self._letter_or_roman(letters[0], romans[0], rest)
        return ranked[0][2]

    def _letter_or_roman(self, letter: NumberMark, roman: NumberMark, rest: Sequence[LineItem]) -> NumberMark:
        """`i` after `h`: the ninth letter if `j` comes before `ii`, roman one if not; else by the colon before it."""
        for item in rest[:40]:
            for mark in marks(item, item.span.start, self.text, self.grammar):
                if mark.style == letter.style and mark.system == letter.system and follows(mark.key, letter.key):
                    return letter
                if mark.style == roman.style and mark.system == roman.system and follows(mark.key, roman.key):
                    return roman
        before = self.last.content.of(self.text).rstrip() if self.last and self.last.content else ""
        return roman if before.endswith((":", "：", "︰", "—", "–")) else letter

    def _fit(self, mark: NumberMark) -> int | None:
        """How well a marker fits here: 0 continues, 1 opens, 2 continues with a gap, 3 repeats, 6 opens late."""
        if not mark.system or mark.system == "dash":
            return self._fit_dash(mark)
        if mark.path and not self._fits_path(mark):
            return None
        if mark.system == "bare" and not (self.form.name == "uk" and self.host.kind is K.ANNEX):
            return self._fit_bare(mark)  # paragraphs of a schedule are counted so
        for depth, one in enumerate(reversed(self.lists)):
            if (one.style, one.system) != (mark.style, mark.system):
                continue
            if follows(mark.key, one.key):
                return 0
            if mark.key == one.key or is_first(mark.key):
                return 3
            if one.key < mark.key and mark.key[0] - one.key[0] <= WIDEST_STEP:
                return 2 + (depth > 0)
        if self._paragraph_next(mark):
            return 0 if self.paragraph is not None and follows(mark.key, self.paragraph.key) else 2
        if self._opens_paragraph(mark):
            return 1 if is_first(mark.key) else 4
        if is_first(mark.key):
            return 1
        if mark.key[0] <= WIDEST_STEP and mark.system != "roman" and not self._is_open(mark):
            return 6
        return None

    def _fits_path(self, mark: NumberMark) -> bool:
        """Whether a decimal number counts here: `3.5 tonnes` is a figure unless it is 3.5's turn in 3."""
        first = self.text[mark.end : mark.end + 1]
        if first.isalpha() and not first.islower():
            return True
        if self.host.key[:1] != mark.path[:1]:
            return False
        last = self.paragraph.key if self.paragraph is not None and len(mark.path) == 2 else None
        for one in self.lists:
            if one.system == mark.system:
                last = one.key
        return follows(mark.key, last) if last else is_first(mark.key)

    def _fit_bare(self, mark: NumberMark) -> int | None:
        """A figure without a stop or bracket counts paragraphs or nothing: `2 Members are …` is a sentence."""
        if self._opens_paragraph(mark):
            known = self.paragraph is not None and self.paragraph.key
            return (
                0
                if (follows(mark.key, self.paragraph.key) if known and self.paragraph else is_first(mark.key))
                else None
            )
        return None

    def _fit_dash(self, mark: NumberMark) -> int | None:
        return 1 if mark.printed in BULLETS else None

    def _is_open(self, mark: NumberMark) -> bool:
        return any((one.style, one.system) == (mark.style, mark.system) for one in self.lists)

    def _paragraph_next(self, mark: NumberMark) -> bool:
        """Whether a marker continues the numbered paragraphs."""
        if self.style != (mark.style, mark.system) or self.paragraph is None or not self.paragraph.key:
            return False
        if self._is_open(mark) and any(
            (one.style, one.system) == (mark.style, mark.system) and follows(mark.key, one.key) for one in self.lists
        ):
            return False
        return follows(mark.key, self.paragraph.key) or (
            self.paragraph.key < mark.key and mark.key[0] - self.paragraph.key[0] <= WIDEST_STEP
        )

    def _opens_paragraph(self, mark: NumberMark) -> bool:
        if self.host.kind not in {K.ARTICLE, K.DOCUMENT}:
            return False
        if self.style is not None:
            same = self.style == (mark.style, mark.system)
            nested = self._is_open(mark) and not self._paragraph_next(mark)
            if (
                same
                and not nested
                and self.paragraph is not None
                and mark.key == self.paragraph.key
                and not self._lead_in()
            ):
                return True
            return same and not nested and self._paragraph_next(mark)
        if not self.host.children:
            return mark.style in self.form.paragraphs or mark.style in self.form.paragraphs_first
        if self._is_open(mark):
            return False
        if self._second(mark):
            return True
        return mark.style in self.form.paragraphs and not self.lists and not self._lead_in() and mark.key[0] == 1

    def _second(self, mark: NumberMark) -> bool:
        """Whether a marker is the second paragraph's, after a first one without a number (Japanese law)."""
        return (
            mark.key == (2,)
            and not self.lists
            and self.style is None
            and self.counted == 1
            and len(self.host.children) == 1
            and mark.style in (*self.form.paragraphs, *self.form.paragraphs_first)
            and not self._lead_in()
        )

    def _lead_in(self) -> bool:
        """Whether the words before end so that a list must follow."""
        if self.last is None or self.last.content is None:
            return False
        return self.last.content.of(self.text).rstrip("*_ \n\"'”’").endswith((":", "：", "︰", "—", "–", ",", "，"))


def is_first(key: Key) -> bool:
    """Whether a number begins a count."""
    return key in {(1,), (0, 1)}
