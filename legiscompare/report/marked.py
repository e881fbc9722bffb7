"""Which words of a quote are gone, new, or a cue; and which characters must be shown instead of obeyed."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from legiscompare.model import Change, Document, Edit, Evidence, Op, Place, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_Mark = TypeVar("_Mark")
ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
"""Control characters that would act on a page or a terminal (turn the reading direction, start an escape sequence)."""


def visible(text: str) -> str:
    """`text` with acting control characters shown by number: `⟨U+202E⟩`."""
    return ACTING.sub(lambda found: code(found[0]), text)


def code(character: str) -> str:
    """`⟨U+202E⟩` for a character."""
    return f"⟨U+{ord(character):04X}⟩"


@dataclass(frozen=True, slots=True)
class MarkedSegment:
    """A run of words with one look."""

    text: str
    op: Op
    """EQUAL: in both texts; DELETE: gone; INSERT: new."""
    editorial: bool
    """Only spacing, width, punctuation or case differs."""
    cues: tuple[int, ...]
    """Places in the change's evidence of what these words show."""


def side(change: Change, place: Place, document: Document, *, draft: bool) -> list[MarkedSegment]:
    """The words of one place cut where the look changes; joined they are the place's text exactly.

    A norm that is gone or new as a whole is not marked: the place says it, and struck-out words are hard to read.
    """
    if not (change.draft and change.final):
        return [MarkedSegment(place.text, Op.EQUAL, editorial=False, cues=())]
    op = Op.DELETE if draft else Op.INSERT
    changed = [(edit.draft if draft else edit.final, edit.editorial) for edit in change.edits if edit.op is op]
    cues = _cues(change.evidence, draft=draft)
    bounds = _bounds(place.span, [span for span, _ in changed] + [span for span, _ in cues])
    hits, numbers = _over(bounds, changed), _over(bounds, cues)
    return [
        MarkedSegment(document.text[low:high], op if hit else Op.EQUAL, bool(hit) and all(hit), tuple(shown))
        for (low, high), hit, shown in zip(pairwise(bounds), hits, numbers, strict=True)
    ]


def redline(change: Change, draft: Document, final: Document) -> list[MarkedSegment]:
    """Both texts in one run: words kept, gone and new, in the order of the edits.

    A change with one side only gives that side's words as gone or new.
    """
    if not change.edits:
        return [
            MarkedSegment(place.text, op, editorial=False, cues=())
            for op, places in ((Op.DELETE, change.draft), (Op.INSERT, change.final))
            for place in (places if change.draft == () or change.final == () else ())
        ] or _whole(change)
    return list(_redline(change, draft, final))


def _whole(change: Change) -> list[MarkedSegment]:
    """Both sides present and no edits given: the same words, or one side after the other."""
    left, right = ("".join(place.text for place in side) for side in (change.draft, change.final))
    if left == right:
        return [MarkedSegment(left, Op.EQUAL, editorial=False, cues=())]
    return [
        MarkedSegment(left, Op.DELETE, editorial=False, cues=()),
        MarkedSegment(right, Op.INSERT, editorial=False, cues=()),
    ]


def _redline(change: Change, draft: Document, final: Document) -> Iterator[MarkedSegment]:
    left, right = _cues(change.evidence, draft=True), _cues(change.evidence, draft=False)
    ends: dict[bool, int] = {}
    for edit in change.edits:
        sides = [(True, edit.draft)] * (edit.op is not Op.INSERT) + [(False, edit.final)] * (edit.op is not Op.DELETE)
        if any(key in ends and ends[key] != span.start for key, span in sides):
            yield MarkedSegment("\n", Op.EQUAL, editorial=False, cues=())  # the next norm of a split or a join
        ends.update((key, span.end) for key, span in sides)
        if edit.op is Op.INSERT:
            yield from _cut(edit, edit.final, right, final)
        else:
            cues = left if edit.op is Op.DELETE else left + [_carry(edit, cue) for cue in right]
            yield from _cut(edit, edit.draft, cues, draft)


def _carry(edit: Edit, cue: tuple[Span, int]) -> tuple[Span, int]:
    """A cue of the final text, where it stands in kept words, moved to the same words of the draft."""
    by = edit.draft.start - edit.final.start
    span, number = cue
    low, high = max(span.start, edit.final.start), min(span.end, edit.final.end)
    return (Span(low + by, high + by), number) if low < high else (Span(0, 0), number)


def _cut(edit: Edit, span: Span, cues: list[tuple[Span, int]], document: Document) -> Iterator[MarkedSegment]:
    bounds = _bounds(span, [cue for cue, _ in cues])
    for low, high in pairwise(bounds):
        numbers = sorted({number for cue, number in cues if cue.start < high and low < cue.end})
        yield MarkedSegment(document.text[low:high], edit.op, edit.editorial, tuple(numbers))


def _cues(evidence: Iterable[Evidence], *, draft: bool) -> list[tuple[Span, int]]:
    spans = ((one.draft if draft else one.final, number) for number, one in enumerate(evidence))
    return [(span, number) for span, number in spans if span and span.start < span.end]


def _bounds(whole: Span, spans: Iterable[Span]) -> list[int]:
    inner = {point for span in spans for point in span if whole.start < point < whole.end}
    return sorted({whole.start, whole.end, *inner})


def _over(bounds: list[int], marked: Iterable[tuple[Span, _Mark]]) -> list[list[_Mark]]:
    """For each run between two bounds what marks it, in order; the ends of all spans are bounds or lie beyond them."""
    found: list[list[_Mark]] = [[] for _ in bounds[1:]]
    for (start, end), mark in marked:
        for number in range(bisect_left(bounds, start), min(bisect_left(bounds, end), len(found))):
            found[number].append(mark)
    return found
