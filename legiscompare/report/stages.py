"""Any two stages of a history: what the comparison of the two found, in short, with a way to the whole words.

A history states every norm's words at every stage once, in its way through the stages. So here a change shows only the
words around what differs; the link leads to the way, where the norm stands whole at both stages. Between neighbours the
way marks the words itself, and the list only names the changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legiscompare.model import Burden, Op
from legiscompare.report.marked import MarkedSegment, redline
from legiscompare.report.view import brief

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.pipeline_history import Across
    from legiscompare.report.items import ReportItem
    from legiscompare.report.view import View

AROUND = 40
"""Characters of unchanged words kept beside a change, at most."""
_LINES = re.compile(r"(?<!\s)\s*\n\s*")
_GAP = re.compile(r"\s+|(?<=[，。；：、])")
"""Where unchanged words may be cut without cutting a word: at white space, after Chinese punctuation."""


@dataclass(frozen=True, slots=True)
class Told:
    """A change between two stages: its words in short, and the anchor of the way in which the norm stands whole."""

    item: ReportItem
    segments: tuple[MarkedSegment, ...]
    """Empty between neighbours."""
    way: str


@dataclass(frozen=True, slots=True)
class Between:
    """Two stages and what changed from the one to the other."""

    anchor: str
    earlier: int
    later: int
    view: View
    articles: tuple[tuple[str, tuple[Told, ...]], ...]
    """Title of each article in which something of substance changed, and the changes."""
    quiet: int
    """Norms found reworded or unchanged."""

    def count(self, burden: Burden) -> int:
        """How many changes of substance go in one direction."""
        return sum(told.item.change.burden is burden for _, found in self.articles for told in found)


def between(pair: Across, view: View, ways: dict[tuple[int, str], str]) -> Between:
    """One pair, ready to be shown. `ways` leads from a stage and a norm to the anchor of its way."""
    articles = []
    for section in view.sections:
        found = tuple(_told(pair, view, item, ways) for item in section.loud)
        if found:
            articles.append((section.title, found))
    return Between(
        f"p-{pair.earlier}-{pair.later}", pair.earlier, pair.later, view, tuple(articles),
        len(view.items) - len(view.loud),
    )  # fmt: skip


def _told(pair: Across, view: View, item: ReportItem, ways: dict[tuple[int, str], str]) -> Told:
    change = item.change
    homes = [(pair.later, place.norm) for place in change.final] + [
        (pair.earlier, place.norm) for place in change.draft
    ]
    segments: tuple[MarkedSegment, ...] = ()
    if pair.later - pair.earlier == 1:
        pass
    elif change.draft and change.final:
        segments = tuple(cut(redline(change, view.draft, view.final)))
    else:
        words = " ".join(place.text for place in change.draft or change.final)
        segments = (MarkedSegment(brief(words, 4 * AROUND), Op.EQUAL, editorial=False, cues=()),)
    return Told(item, segments, next(ways[home] for home in homes))


def cut(segments: Iterable[MarkedSegment]) -> list[MarkedSegment]:
    """The segments with long runs of unchanged words cut short; what changed and its cues stay whole.

    Empty lines are left out: here the words stand in a list.
    """
    found = [replace(one, text=_LINES.sub("\n", one.text)) for one in segments]
    last = len(found) - 1
    return [
        one if one.op is not Op.EQUAL or one.cues
        else replace(one, text=_short(one.text, first=number == 0, last=number == last))
        for number, one in enumerate(found)
    ]  # fmt: skip


def _short(text: str, *, first: bool, last: bool) -> str:
    gaps = [gap.end() for gap in _GAP.finditer(text)]
    after = 0 if first else max((at for at in gaps if at <= AROUND), default=len(text))
    before = len(text) if last else min((at for at in gaps if at >= len(text) - AROUND), default=0)
    return text if before - after < 2 * len(" … ") else f"{text[:after]}… {text[before:]}"
