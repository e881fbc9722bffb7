"""Two wordings beside each other, cut so that the words that differ are seen on both sides."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legiscompare.report.story.cutting import without_hanging
from legiscompare.report.story.pieces import words_of
from legiscompare.report.story.statement import OVER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from legiscompare.report.story.statement import StoryStatement

_ALIKE = 0.4
"""Share of words in common from which on two clauses are cut around what differs; else each is cut at its end."""
_BESIDE = 2
"""Words kept on either side of those that differ."""
_GAP = 2
"""As many words are not worth an ellipsis."""
_OPENING = 4
"""Words that stay of a case before the subject, or of a clause that was not taken apart."""
_SMALL = 3
"""Letters of a word (and, in, of) that tells nothing alone between two ellipses."""
_ACT = 5
"""Words after them that say what must or may be done."""
_MARKS = ",;:.，；：。、"


@dataclass(frozen=True, slots=True)
class _Side:
    text: str
    spans: list[tuple[int, int]]
    keys: list[str]
    head: list[int]
    """Numbers of the words that say who and must or may, or that open the clause."""


def pair(
    old: Sequence[StoryStatement], new: Sequence[StoryStatement], joiner: str, plain: tuple[str, str], limit: int
) -> tuple[str, str]:
    """Both clauses in about `limit` code points each. `plain` is how each would be cut by itself.

    Where the two are alike, the words that differ are kept with a few beside them, and after them as much of the rest
    as there is room for. Cuts are made between words only. The sides read the same only if their words are the same.
    """
    sides = _side(old, joiner), _side(new, joiner)
    if all(len(side.text) <= OVER * limit for side in sides) and plain == (sides[0].text, sides[1].text):
        return plain
    matcher = difflib.SequenceMatcher(None, sides[0].keys, sides[1].keys, autojunk=False)
    if matcher.ratio() < _ALIKE and not _same_so_far(*plain):
        return plain
    moved = [code[1:] for code in matcher.get_opcodes() if code[0] != "equal"]
    if not moved:
        return plain
    cut = _cut(sides[0], [code[:2] for code in moved], limit), _cut(sides[1], [code[2:] for code in moved], limit)
    return cut if cut[0] != cut[1] else (sides[0].text, sides[1].text)


def alike(one: str, two: str) -> bool:
    """Whether two wordings have so many words in common that a reader sees one norm in both."""
    han = _han(one) and _han(two)
    a, b = (list(text) if han else [word.strip(_MARKS) for word in text.casefold().split()] for text in (one, two))
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE


def _same_so_far(one: str, two: str) -> bool:
    """Whether one of two cut clauses begins as the other does to its end: then a reader sees no difference."""
    one, two = (words.casefold().rstrip("… ,;，；") for words in (one, two))
    return one.startswith(two) or two.startswith(one)


def _side(made: Sequence[StoryStatement], joiner: str) -> _Side:
    text = joiner.join(one.whole() for one in made)
    spans = words_of(text, made[0].language)
    keys = [text[low:high].casefold().strip(_MARKS) or text[low:high] for low, high in spans]
    first = made[0]
    if not first.apart:
        return _Side(text, spans, keys, list(range(min(_OPENING, len(spans)))))
    subject = text.find(first.who, len(first.before))
    act = subject + len(first.who) + len(first.modal) + 1
    opening = [number for number, (low, _) in enumerate(spans) if low < len(first.before)][:_OPENING]
    who = [number for number, (low, high) in enumerate(spans) if low >= subject and high <= act]
    return _Side(text, spans, keys, [*opening, *who])


def _cut(side: _Side, moved: Iterable[tuple[int, int]], limit: int) -> str:
    """The words of `side` that have room, an ellipsis for each run of words left out."""
    kept: set[int] = set()
    moved = list(moved)
    room = _Room(side.spans, kept, limit)
    room.add(number for low, high in moved[:1] for number in range(low, min(high, low + 1)))
    room.add(side.head)
    last = max(side.head, default=-1)
    room.add(range(last + 1, min(last + 1 + (1 if _han(side.text) else _ACT), len(side.spans))))
    for low, high in moved:
        if low == high and (low, high) != moved[0]:
            continue  # words that stand on the other side alone
        room.add(range(low, high))
        room.add([*range(max(0, low - _BESIDE), low), *range(high, min(high + _BESIDE, len(side.spans)))])
    room.add(range(last + 1, len(side.spans)))
    words = {number for low, high in moved for number in range(low, high)}
    words = {number for number in words if side.spans[number][1] - side.spans[number][0] > _SMALL}
    told = {*side.head, *words, *(number for low, high in moved[:1] for number in range(low, high))}
    return _joined(side, {number for number in kept if number in told or kept & {number - 1, number + 1}})


def _han(text: str) -> bool:
    return bool(re.search("[\u4e00-\u9fff]", text))


class _Room:
    """Words taken one after the other until the room is spent."""

    def __init__(self, spans: Sequence[tuple[int, int]], kept: set[int], limit: int) -> None:
        self.spans, self.kept, self.left = spans, kept, limit

    def add(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            if number >= len(self.spans):
                return
            size = self.spans[number][1] - self.spans[number][0] + 1
            if number in self.kept:
                continue
            if size > self.left and self.kept:
                return
            self.kept.add(number)
            self.left -= size


def _joined(side: _Side, kept: set[int]) -> str:
    ordered = sorted(kept)
    runs: list[list[int]] = []
    for number in ordered:
        if runs and number - runs[-1][1] <= _GAP + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    han = _han(side.text)
    dots, apart = ("……", "……") if han else ("…", " … ")
    pieces = [side.text[side.spans[low][0] : side.spans[high][1]] for low, high in runs]
    told = apart.join(one.rstrip(" ,;:，；、") for one in pieces[:-1])
    told = f"{told}{apart}{pieces[-1]}" if told else pieces[-1]
    if runs[0][0] > 0:
        told = f"{dots}{told}" if han else f"{dots} {told}"
    if runs[-1][1] == len(side.spans) - 1:
        return told
    return without_hanging(told.rstrip(" ,;:，；、"), "zh" if han else "en").rstrip(" ,;:，；、") + dots
