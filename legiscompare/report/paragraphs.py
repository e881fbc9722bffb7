"""Both texts as paragraphs, and which paragraph of the one stands for which of the other, in one order.

A tracked-changes file has one order, so what moved is deleted in its old place and inserted in its new one. Which
paragraphs stay is the heaviest chain of pairs that both texts have in the same order, weighed by the characters the
comparison found kept between them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from legiscompare.model import Document, Op, Span

if TYPE_CHECKING:
    from legiscompare.report.view import View

_LINE = re.compile(r"^[^\S\n]*+\S[^\n]*", re.MULTILINE)
_MARKUP = re.compile(r"\s*(?:#{1,6}\s+|[-*+]\s+|>\s*)*")


def paragraphs(document: Document) -> list[Span]:
    """Lines with anything on them, without the markup of a Markdown source before their first word."""
    spans = [Span(*found.span()) for found in _LINE.finditer(document.text)]
    if document.media != "markdown":
        return spans
    starts = sorted({node.span.start for node in document.walk()})
    return [_bare(span, document.text, starts) for span in spans]


def _bare(span: Span, text: str, starts: list[int]) -> Span:
    found = _MARKUP.match(text, span.start, span.end)
    begin = found.end() if found else span.start
    place = bisect_right(starts, begin) - 1
    if place >= 0 and span.start < starts[place] <= begin:
        begin = starts[place]
    return Span(begin, span.end) if begin < span.end else span


def pairs(view: View, left: list[Span], right: list[Span]) -> list[tuple[int, int]]:
    """Paragraphs that stand for each other, as places in `left` and `right`, both rising."""
    return _chain(weights(view, left, right))


def weights(view: View, left: list[Span], right: list[Span]) -> Counter[tuple[int, int]]:
    """How much two paragraphs, as places in `left` and `right`, have in common: characters kept between them."""
    found = _kept(view, left, right)
    for draft, final in _heads(view, left, right):
        found[draft, final] += 1
    same: dict[str, list[int]] = {}
    for place, span in enumerate(right):
        same.setdefault(span.of(view.final.text), []).append(place)
    for place, span in enumerate(left):
        words = span.of(view.draft.text)
        if len(same.get(words, [])) == 1:
            found[place, same[words][0]] += len(words)
    return found


def _kept(view: View, left: list[Span], right: list[Span]) -> Counter[tuple[int, int]]:
    """Characters kept between each two paragraphs."""
    weights: Counter[tuple[int, int]] = Counter()
    lefts, rights = [span.start for span in left], [span.start for span in right]
    for item in view.items:
        for edit in item.change.edits:
            if edit.op is Op.EQUAL:
                a, b = bisect_right(lefts, edit.draft.start) - 1, bisect_right(rights, edit.final.start) - 1
                if a >= 0 and b >= 0:
                    weights[a, b] += edit.draft.end - edit.draft.start
    return weights


def _heads(view: View, left: list[Span], right: list[Span]) -> list[tuple[int, int]]:
    """First lines of articles that became each other."""
    lefts, rights = [span.start for span in left], [span.start for span in right]
    found = []
    for section in view.sections:
        if section.draft and section.final:
            a, b = bisect_right(lefts, section.draft.span.start) - 1, bisect_right(rights, section.final.span.start) - 1
            if a >= 0 and b >= 0:
                found.append((a, b))
    return found


def _chain(weights: Counter[tuple[int, int]]) -> list[tuple[int, int]]:
    """The heaviest strictly rising chain; ties go to what stands earlier."""
    points = sorted(weights, key=lambda point: (point[0], -point[1]))
    columns = sorted({final for _, final in points})
    rank = {final: place for place, final in enumerate(columns, 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(columns) + 1)
    best: list[tuple[int, int]] = []
    for number, point in enumerate(points):
        place, found = rank[point[1]] - 1, (0, -1)
        while place > 0:
            found = max(found, tree[place], key=lambda one: one[0])
            place -= place & -place
        total = found[0] + weights[point]
        best.append((total, found[1]))
        place = rank[point[1]]
        while place <= len(columns):
            if tree[place][0] < total:
                tree[place] = (total, number)
            place += place & -place
    at = max(range(len(best)), key=lambda number: (best[number][0], -number), default=-1)
    chain = []
    while at >= 0:
        chain.append(points[at])
        at = best[at][1]
    return chain[::-1]
