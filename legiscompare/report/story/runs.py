"""Runs of words that came or went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence


def joined(spans: Sequence[Span], text: str) -> list[Span]:
    """Runs with nothing but white space between them, as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and not text[found[-1].end : span.start].strip():
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def slid(text: str, low: int, high: int, opens: tuple[str, ...]) -> tuple[int, int]:
    """A run of new words moved on as long as it stays the same change, to where a join opens it (和重要数据)."""
    start, end = low, high
    while end < len(text) and text[start] == text[end] and start < high:
        start, end = start + 1, end + 1
        if text.startswith(opens, start):
            return start, end
    return low, high
