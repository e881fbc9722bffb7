"""Words made to fit: tidied, without glosses, cut where a reader can bear it. What a language needs for it is data."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legiscompare.report.story.pieces import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = 2
"""Characters that the head of a Chinese subject has at least."""
_GLOSS = 5
"""Characters from which on words in brackets are a gloss and no number: `(hereinafter …)`, not `(1)(a)`."""


@functools.cache
def tables() -> dict[str, dict[str, Any]]:
    """What the sentences must know of each language, by its code; `words.toml` says what each entry means."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


@functools.lru_cache(maxsize=4096)
def tidy(words: str, language: str) -> str:
    """One line without list numbers, marks or joins at its ends."""
    marks, joins = _at_ends(language)
    spaced = language != "zh" or re.search(r"[A-Za-z] [A-Za-z]", words)
    line = (" " if spaced else "").join(words.split())
    while True:
        before = line
        line = line.strip(marks)
        for join in joins:
            if language == "zh":
                line = line.removesuffix(join) if line.endswith("，" + join) else line
                line = line.removeprefix(join)
                continue
            if line[-len(join) - 1 :].casefold().endswith(" " + join):
                line = line[: -len(join) - 1]
            if line[: len(join) + 1].casefold().startswith(join + " "):
                line = line[len(join) + 1 :]
        if line == before:
            return line


@functools.cache
def _at_ends(language: str) -> tuple[str, tuple[str, ...]]:
    """Marks and joins of a language that are taken off the ends of a clause."""
    table = tables().get(language, {})
    return " " + table.get("marks", ",;:."), tuple(table.get("joins", tables()["joins"].get(language, ())))


def bare(words: str, brackets: Sequence[str]) -> str:
    """`words` without what stands in brackets: short names, glosses."""
    for left, right in map(tuple, brackets):
        words = re.sub(rf"\s*{re.escape(left)}[^{re.escape(left + right)}]{{{_GLOSS},}}{re.escape(right)}", "", words)
    return words


def fit(words: str, language: str, limit: int) -> str:
    """`words` in at most `limit` code points: what stands in brackets goes first, then the end, at a word's boundary."""
    if len(words) <= limit:
        return words
    table = tables().get(language, {})
    words = bare(words, table.get("brackets", ["()"]))
    if len(words) <= limit:
        return words
    cut = words[: limit - 1]
    if language == "zh":
        at = max(cut.rfind(mark) for mark in "，；、")
        return (cut[:at] if at > limit // 2 else whole_words(words, language, limit - 1)[0]) + "……"
    comma = max(cut.rfind(", "), cut.rfind("; "))
    cut = cut[:comma] if comma > 2 * limit // 3 else cut[: cut.rfind(" ")] if " " in cut else cut
    return without_hanging(cut, language).rstrip(" ,;:") + "…"


def without_hanging(words: str, language: str) -> str:
    """`words` without an article, a preposition, a join or (in Chinese) a binding word at their end, where no quote may end."""
    hanging = tables().get(language, {}).get("hanging", ())
    if language == "zh":  # in the order of the table, 以及 before 及, until none is left
        while found := next((one for one in hanging if words.endswith(one) and len(words) > len(one) + 1), ""):
            words = words.removesuffix(found)
    while " " in words and words.rsplit(" ", 1)[1].casefold().strip(",;") in hanging:
        words = words.rsplit(" ", 1)[0]
    return words


def balanced(words: str, brackets: Sequence[str]) -> str:
    """`words` without a bracket at either end whose partner they lack."""
    for left, right in map(tuple, brackets):
        if words.count(left) != words.count(right):
            words = words.removeprefix(left) if words.count(left) > words.count(right) else words
            words = words.removesuffix(right) if words.count(right) > words.count(left) else words
    return words


def head_of(who: str, language: str, limit: int) -> str:
    """A long subject without what only says more of it: in Chinese that stands before its head, in English after it."""
    if len(who) <= limit:
        return who
    if language == "zh":
        at = who.rfind("的", 0, len(who) - _HEAD)
        return f"……{who[at + 1 :]}" if at > 0 else who
    words = "|".join(tables().get(language, {}).get("after_head", ()))
    ends = [found.start() for found in re.finditer(rf" (?:{words})\b", who)] if words else []
    fits = [end for end in ends if end <= limit]
    commas = [at for at in range(limit // 3, min(limit, len(who))) if who.startswith(", ", at)]
    if not ends and not commas:
        return who
    at = commas[-1] if commas else fits[-1] if fits else ends[0]
    return who[:at].rstrip(" ,;") + " …"


def whole_words(words: str, language: str, at: int) -> tuple[str, str]:
    """`words` before and after `at`, without the word that stands across it."""
    spans = words_of(words, language)
    ends = [high for _, high in spans if high <= at]
    starts = [low for low, _ in spans if low >= at]
    return words[: ends[-1] if ends else at], words[starts[0] if starts else at :]
