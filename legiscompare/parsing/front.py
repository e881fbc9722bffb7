"""What stands before the law and around its headings: the title, a table of contents, headings out of place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legiscompare.model import BlockKind, Notice
from legiscompare.parsing.scan import LineItem, containers, ends_sentence, marks, titled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from legiscompare.parsing.grammar import Grammar
    from legiscompare.parsing.sequence import RunCandidate

FARTHEST_TITLE = 15
"""A title is among the first blocks of a text."""


def put_back_headings(
    items: list[LineItem], grammar: Grammar, text: str, starts: Mapping[int, RunCandidate]
) -> tuple[list[LineItem], list[Notice]]:
    """Where a lead-in stands before its article's heading and the list after it, put the heading first again."""
    notices = []
    out = list(items)
    for place in sorted(starts):
        if not 0 < place < len(items) - 1 or place - 1 in starts:
            continue
        before, after = items[place - 1], items[place + 1]
        if not before.text.rstrip().endswith((":", "：", "︰")) or containers(before, grammar):
            continue
        if place >= 2 and not (
            place - 2 in starts or containers(items[place - 2], grammar) or ends_sentence(items[place - 2].text)
        ):
            continue
        first = any(mark.key == (1,) for mark in marks(after, after.span.start, text, grammar))
        # Only a lead-in that would leave its own article without a list: the list it announces is behind the heading.
        if first and not starts[place].rest.end > starts[place].rest.start:
            out[place - 1], out[place] = items[place], before
            notices.append(
                Notice(
                    "parse.heading-displaced",
                    f"the heading {items[place].text!r} stood after the first line of its text",
                    ref=starts[place].normal,
                )
            )
    return out, notices


def find_title(items: Sequence[LineItem], grammar: Grammar, declared: str) -> LineItem | None:
    """The law's title: the highest heading, the title that the file declares, or words that look like one.

    A title has words: a number with an empty bracket (`(58) [.]`) names nothing, however short it is.
    """
    items = [item for item in items if sum(map(str.isalpha, item.text)) > 1]
    headings = [item for item in items if item.block.kind is BlockKind.HEADING and not containers(item, grammar)]
    highest = min((item.block.level for item in headings), default=0)
    squeezed = "".join(declared.split())
    named = [item for item in items if squeezed and "".join(item.text.split()) == squeezed]
    typical = [item for item in items[:FARTHEST_TITLE] if _is_title(item.text) and grammar.stops("title", item.text)]
    first = [item for item in items[:1] if titled(item.text) and len(item.text) < 200 and not containers(item, grammar)]
    for found in ([item for item in headings if item.block.level == highest], named[-1:], typical, first):
        if found:
            return found[0]
    return None


def _is_title(words: str) -> bool:
    """Whether words can be a title: no sentence, and none inside."""
    return titled(words) and not re.search(r"[.。;；]\s", words)


def contents(items: Sequence[LineItem], grammar: Grammar, starts: set[int]) -> set[int]:
    """Places that belong to a table of contents: levels before the first article that come again and lead to none.

    The levels that do lead to it stand right before it, each deeper than the one above.
    """
    first = min(starts, default=len(items))
    found = [
        (place, level.rank, _name(items[place]))
        for place in range(first)
        for level, _ in containers(items[place], grammar)
    ]
    leading: set[int] = set()
    depth = len(grammar.containers)
    for place, rank, _ in reversed(found):
        if rank >= depth:
            break
        leading.add(place)
        depth = rank
    later: dict[str, int] = {}
    for place, item in enumerate(items):
        if place not in starts and containers(item, grammar):
            later[_name(item)] = place
    return {place for place, _, name in found if place not in leading and later[name] > place}


def _name(item: LineItem) -> str:
    """A level's heading without white space and the page number of a table of contents."""
    return "".join(item.text.split()).rstrip(".…·0123456789")
