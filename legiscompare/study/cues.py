"""Find the words that a person copied from a text, white space, width and case aside."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from legiscompare.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.model import Place


def find(text: str, cue: str) -> Span | None:
    """Where `cue` stands in `text`, None if nowhere or if the cue is empty. The first place where it stands twice."""
    wanted = "".join(folded for folded, _ in _fold(cue))
    if not wanted:
        return None
    at = text.find(cue)
    if at >= 0:
        return Span(at, at + len(cue))
    folds = list(_fold(text))
    start = "".join(folded for folded, _ in folds).find(wanted)
    if start < 0:
        return None
    owners = [index for folded, index in folds for _ in folded]
    return Span(owners[start], owners[start + len(wanted) - 1] + 1)


def _fold(text: str) -> Iterable[tuple[str, int]]:
    """Each character as it compares, and its index; white space is left out."""
    for index, character in enumerate(text):
        folded = "".join(unicodedata.normalize("NFKC", character).lower().split())
        if folded:
            yield folded, index


def find_in(places: tuple[Place, ...], cue: str) -> Span | None:
    """Where `cue` stands in the quotes of one side of a change, as a span of the document."""
    for place in places:
        found = find(place.text, cue)
        if found:
            return Span(place.span.start + found.start, place.span.start + found.end)
    return None


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a.start < b.end and b.start < a.end
