"""How many sentences a line has room for, and how long words are."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from legiscompare.report.messages import catalogue, languages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.report.story.sentences import Sentence

ROOM = 45
"""Words that the sentences of one line have room for, without their places; two Chinese characters count as a word."""
AS_MUCH = 0.75
"""Share of the first sentence's weight from which on the second is told though there is little room, …"""
_MOST = 56
"""… up to this many words."""
_SHORT_PAIR = 36
"""Words up to which a sentence that tells two wordings whole is not shortened for another."""


def shared(shown: Sequence[Sentence], binding: Sequence[str]) -> list[Sentence]:
    """As many sentences as one line has room for; the first in any case, and a second that weighs nearly as much.

    A sentence that stands alone is told in its longer form, sentences that share a line in their shorter ones.
    """
    first, rest = shown[0], shown[1:]
    kept, used = [first], size(first.words)
    for number, one in enumerate(rest):
        if cuts(one.short):
            continue  # two sentences that are both cut say less than one that is whole
        alike = number == 0 and one.weight.value >= AS_MUCH * first.weight.value
        most = _MOST if alike and not cuts(first.words) else ROOM
        if alike and used + size(one.short) > most and not loses(first, binding):
            used = size(first.short)  # what is told with another that weighs as much is told in fewer words
        if used + size(one.short) <= most:
            kept.append(one)
            used += size(one.short)
        elif len(kept) == 1:
            used = size(first.words)
    room = _MOST if _is_short_pair(first) else ROOM
    long = len(kept) == 1 or size(first.words) + sum(size(one.short) for one in kept[1:]) <= room
    return [first if long or loses(first, binding) else replace(first, words=first.short), *kept[1:]]


def _is_short_pair(one: Sentence) -> bool:
    """Whether a sentence tells two wordings whole that are short: cutting them would save little."""
    return _is_paired(one) and "…" not in one.words and size(one.words) <= _SHORT_PAIR


def loses(one: Sentence, binding: Sequence[str]) -> bool:
    """Whether the shorter form of a sentence is cut where the longer one is not, or leaves out what must or may be done."""

    def binds(words: str) -> int:
        return sum(words.count(word) for word in binding)

    leads = [words.partition(": ")[2].rpartition(": ")[0] for words in (one.short, one.words)]
    return cuts(one.short) > cuts(one.words) or binds(one.short) < binds(one.words) or leads[0] != leads[1]


def size(words: str) -> float:
    """How long words are: in words of a language with spaces; two Chinese characters count as one."""
    han = len(re.findall("[\u4e00-\u9fff]", words))
    return han / 2 + len(re.findall(r"[^\W\u4e00-\u9fff][^\s\u4e00-\u9fff]*", words))


def cuts(words: str) -> int:
    """How many clauses of a sentence end in an ellipsis: the middle of a list that is left out is no cut."""
    return len(re.findall(rf"(?<![ …])…+(?=$|\u00a0?[.;:,”“»」。；：，）]|{_then()})", words))


@functools.cache
def _then() -> str:
    """What stands behind the first of two wordings, in all report languages, as a pattern: ` Now:`."""
    pairs = [catalogue(one)("story.move.was_now", head="", old="\0", new="\0") for one in languages()]
    return "|".join(re.escape(one.split("\0")[1].lstrip(".。").rstrip()) for one in pairs)


def _is_paired(one: Sentence) -> bool:
    """Whether a sentence tells two wordings: each of them may be cut, since the other shows what differs."""
    return bool(one.items[0].change.draft and one.items[0].change.final)
