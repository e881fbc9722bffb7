"""What a page prints around the law: heads and feet of pages, footnotes and their marks.

Such blocks become notes: they stay in the text, and no law is read from them. The patterns are data: `noise.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING

from legiscompare.model import Block, BlockKind, Notice, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_LINE = 200
"""A line of page furniture is no longer."""
_NUMBER = re.compile(
    r"(?:\(\s?(?P<round>\d{1,3}|\*{1,4})\s?\)|\[(?P<square>\d{1,3})\]|(?P<raised>[⁰¹²³⁴-⁹]{1,3}))\s*(?=\S)"
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_WORD_BEFORE = re.compile(r"(?<![^\W\d_])([^\W\d_]+)\.?\s?$")


@dataclass(frozen=True)
class _Patterns:
    anchor: re.Pattern[str]
    companion: re.Pattern[str]
    citation: re.Pattern[str]
    references: frozenset[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    table = tomllib.loads((resources.files("legiscompare.read") / "noise.toml").read_text(encoding="utf-8"))

    def one_of(patterns: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE | re.DOTALL)

    return _Patterns(
        one_of(table["furniture"]["anchors"]),
        one_of(table["furniture"]["companions"]),
        re.compile("|".join(f"(?:{pattern})" for pattern in table["footnotes"]["citations"]), re.DOTALL),
        frozenset(table["footnotes"]["references"]),
    )


def without_noise(text: str, blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Span, ...], list[Notice]]:
    """The blocks, those that are no law as notes; the marks of footnotes in the words that stay; what was left out."""
    furniture = _furniture(text, blocks)
    footnotes = _footnotes(text, blocks, furniture)
    out = tuple(
        replace(block, kind=BlockKind.NOTE) if place in furniture or place in footnotes else block
        for place, block in enumerate(blocks)
    )
    marks = _marks(text, out, footnotes)
    notices = []
    if furniture or footnotes:
        words = (
            f"left out, because it is no law: page heads and feet: {len(furniture)} lines; footnotes: {len(footnotes)}"
        )
        notices.append(Notice("read.noise", words))
    return out, marks, notices


def _furniture(text: str, blocks: Sequence[Block]) -> set[int]:
    patterns = _patterns()

    def kind(place: int) -> str:
        block = blocks[place]
        words = text[block.span.start : min(block.span.end, block.span.start + LONGEST_LINE + 1)]
        if block.kind is BlockKind.NOTE or len(words) > LONGEST_LINE or block.marker:
            return ""
        return "anchor" if patterns.anchor.fullmatch(words) else "other" if patterns.companion.fullmatch(words) else ""

    out: set[int] = set()
    kinds = [kind(place) for place in range(len(blocks))]
    for within, run in groupby(range(len(blocks)), key=lambda place: bool(kinds[place])):
        places = list(run)
        if within and any(kinds[place] == "anchor" for place in places):
            out.update(places)
    return out


def _footnotes(text: str, blocks: Sequence[Block], furniture: set[int]) -> dict[int, str]:
    """Places of footnotes and their numbers: a number and a citation, and those that count on from one."""
    citation = _patterns().citation
    numbers: dict[int, str] = {}
    sure: dict[int, str] = {}
    for place, block in enumerate(blocks):
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} or place in furniture:
            continue
        match = _NUMBER.match(text, block.span.start, block.span.end)
        if match is None:
            continue
        numbers[place] = (match["round"] or match["square"] or match["raised"]).translate(_RAISED)
        if citation.match(text, match.end(), block.span.end):
            sure[place] = numbers[place]
    return sure


def _marks(text: str, blocks: Sequence[Block], footnotes: dict[int, str]) -> tuple[Span, ...]:
    """Where the words refer to a footnote: for each the last such place before it, or else the first one behind."""
    found: list[Span] = []
    law = [block.span for block in blocks if block.kind is not BlockKind.NOTE]
    for place, number in footnotes.items():
        at = blocks[place].span.start
        pattern = re.compile(rf"(?<=[\w”’\"'»)])\s?[(\[]\s?{re.escape(number)}\s?[)\]]")
        before = [span for span in law if span.end <= at]
        mark = next((one for span in reversed(before[-REACH:]) if (one := _mark(text, span, pattern))), None)
        if mark is not None:
            found.append(mark)
    return tuple(sorted(set(found)))


REACH = 400
"""Blocks that a footnote's mark may stand before it."""


def _mark(text: str, span: Span, pattern: re.Pattern[str]) -> Span | None:
    references = _patterns().references
    for match in reversed(list(pattern.finditer(text, span.start, span.end))):
        start = match.start()
        if text[start] in "([" and text[start - 1].isdigit():
            continue  # Article 5(1)
        word = _WORD_BEFORE.search(text[max(span.start, start - 20) : start])
        if word and word[1].lower() in references:
            continue
        return Span(start, match.end())
    return None
