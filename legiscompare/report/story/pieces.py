"""Where a quote may be cut: between words, in Han text where a word is sure to end."""

from __future__ import annotations

import functools
import re

from legiscompare.lang import load, scan

_ENDS = "，；：。、》）”"
"""Marks after which Han text may be cut."""
_CLOSING = ("的", "等", "应当", "不得", "可以", "必须")
"""Words that close a phrase."""


def words_of(text: str, language: str) -> list[tuple[int, int]]:
    """Where the words of `text` begin and end; marks belong to the word before them.

    Han text is parted only where a word is sure to end, after a mark or after what closes a phrase: where its words
    part elsewhere, no list of words knows for sure.
    """
    return list(_han_pieces(text)) if language == "zh" else [found.span() for found in re.finditer(r"\S+", text)]


def tokens_of(text: str, language: str) -> list[str]:
    """Words to compare; of Han text its pairs of characters, since no list of words knows for sure where one ends."""
    if language != "zh":
        return re.findall(r"\w+", text.casefold())
    han = re.sub(r"\W+", "", text)
    return [han[at : at + 2] for at in range(len(han) - 1)]


@functools.lru_cache(maxsize=2048)
def _han_pieces(text: str) -> tuple[tuple[int, int], ...]:
    closing = [
        token.end
        for token in scan(text, load("zh")).tokens
        if text[token.start : token.end] in _CLOSING or text[token.end - 1] in _ENDS
    ]
    ends = [end for end in closing if text[end : end + 1] not in _ENDS] + [len(text)]
    pieces: list[tuple[int, int]] = []
    for end in sorted(set(ends)):
        start = pieces[-1][1] if pieces else 0
        if end > start:
            pieces.append((start, end))
    return tuple(pieces)
