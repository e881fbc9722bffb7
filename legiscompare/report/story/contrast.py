"""Two wordings beside each other, cut so that the words that differ are seen on both sides."""

from __future__ import annotations

import difflib
import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legiscompare.report.story.cutting import OVER, fit, phrase_ends
from legiscompare.report.story.pieces import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.report.story.statement import StoryStatement

_ALIKE = 0.4
"""Share of words in common from which on two clauses are cut around what differs; else each is cut at its end."""
_BESIDE = 2
"""Words kept before those that differ, where the phrase that holds them begins too far ahead."""
_OPENING = 4
"""Words that stay of a clause that was not taken apart."""
_HEAD = (90, 30)
"""Code points that a head has room for, and a Chinese one."""
_SEEN = 0.4
"""Share of the longest run of words that differ: what is seen to differ where both are cut at their ends, if it is enough."""
_WHOLE = 1.5
"""Times its room that a wording may be long that is told whole since it cannot be cut so that a difference is seen."""
_LATE, _OPENS = 0.6, 0.4
"""Shares of the room: as far as two wordings must be the same before their middle is left out, and what stays of it."""
_NEAR = 0.5
"""Share of the room within which what differs must begin."""
_MARKS = ",;:.，；：。、"


@dataclass(frozen=True, slots=True)
class _Side:
    made: Sequence[StoryStatement]
    text: str
    spans: list[tuple[int, int]]
    keys: list[str]

    @property
    def language(self) -> str:
        return self.made[0].language


def pair(
    old: Sequence[StoryStatement],
    new: Sequence[StoryStatement],
    joiner: str,
    limit: int,
    decides: tuple[str, str] = ("", ""),
) -> tuple[str, str]:
    """Both clauses in about `limit` code points each; what one does not need is room for the other.

    Each is cut at its end, where a phrase ends. The two may then read the same, or the longest run of
    words that differ may not be seen. Then each keeps its bearer and its binding word, and the phrase that holds that run.
    The sides read the same only if their words are the same.
    """
    sides = _side(old, joiner), _side(new, joiner)
    if sum(len(side.text) for side in sides) <= 2 * OVER * limit:
        return sides[0].text, sides[1].text
    if late := _late(sides, limit):
        return late
    limits = _shared(sides, limit)
    plain = _plain(sides[0], limits[0]), _plain(sides[1], limits[1])
    matcher = difflib.SequenceMatcher(None, sides[0].keys, sides[1].keys, autojunk=False)
    moved = [code[1:] for code in matcher.get_opcodes() if code[0] != "equal"]
    same = same_so_far(*plain)
    if not moved or (matcher.ratio() < _ALIKE and not same):
        return plain
    most = max(
        moved, key=lambda one: (_holds(sides, one, decides), _size(sides[0], one[:2]) + _size(sides[1], one[2:]))
    )
    if not same and any(decides) and all(one in told for one, told in zip(decides, plain, strict=True)):
        return plain
    if (
        not same
        and not any(decides)
        and _differ(*plain) >= _SEEN * (_size(sides[0], most[:2]) + _size(sides[1], most[2:]))
    ):
        return plain
    cut = tuple(
        # where words came or went on the other side alone, a side is cut at its end
        plain[n] if most[2 * n] == most[2 * n + 1] and not same else _window(side, most[2 * n], limits[n], forced=same)
        for n, side in enumerate(sides)
    )
    if not all(cut):
        return plain
    if cut[0] != cut[1]:
        return cut[0], cut[1]
    whole = sides[0].text, sides[1].text
    return whole if max(map(len, whole)) <= _WHOLE * limit else plain


def _late(sides: tuple[_Side, _Side], limit: int) -> tuple[str, str] | None:
    """Both wordings without the middle of what they have in common at their heads, where they differ late."""
    letters = zip(sides[0].text, sides[1].text, strict=False)
    same = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], letters))
    if same < _LATE * limit or min(len(side.text) for side in sides) == same:
        return None
    language = sides[0].language
    starts = [end for end in phrase_ends(sides[0].text, language) if end <= same]
    start = starts[-1] if starts else 0
    if start < _LATE * limit:
        return None
    opening, rest = _parted(sides[0])
    opening, rest = (opening, rest) if rest <= start else ("", 0)
    act = sides[0].text[rest:start].lstrip()  # of what is left out the first words stay: they hold the act
    head = f"{opening}{fit(act, language, int(_OPENS * limit))}".rstrip("… ,;:，；、：")
    told = []
    for side in sides:
        tail = side.text[start:].lstrip(" ,;:，；、：")
        kept = fit(tail, language, max(limit - len(head), limit // 2))
        told.append(f"{head}……{kept}" if language == "zh" else f"{head} … {kept}")
    return None if same_so_far(*told) else (told[0], told[1])


def _shared(sides: tuple[_Side, _Side], limit: int) -> tuple[int, int]:
    """The room of each side: what a short one leaves goes to the other."""
    old, new = (len(side.text) for side in sides)
    if old < limit:
        return old, 2 * limit - old
    return (2 * limit - new, new) if new < limit else (limit, limit)


def _plain(side: _Side, limit: int) -> str:
    if len(side.made) == 1:
        return side.made[0].whole(limit=limit)
    return side.text if len(side.text) <= OVER * limit else fit(side.text, side.language, limit)


def _holds(sides: tuple[_Side, _Side], code: Sequence[int], decides: tuple[str, str]) -> bool:
    """Whether a run of words that differ overlaps with words that decide."""
    for n, (side, words) in enumerate(zip(sides, decides, strict=True)):
        at = side.text.find(words) if words else -1
        low, high = code[2 * n], code[2 * n + 1]
        if at >= 0 and low < high and side.spans[low][0] < at + len(words) and at < side.spans[high - 1][1]:
            return True
    return False


def _differ(one: str, two: str) -> int:
    """How many code points of two cut clauses stand in one of them alone."""
    han = _han(one) and _han(two)
    a, b = (list(text) if han else text.casefold().split() for text in (one, two))
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    codes = [code[1:] for code in matcher.get_opcodes() if code[0] != "equal"]
    return sum(len("".join(a[i:j])) + len("".join(b[k:m])) for i, j, k, m in codes)


def _size(side: _Side, numbers: tuple[int, int]) -> int:
    return sum(side.spans[number][1] - side.spans[number][0] for number in range(*numbers))


def _window(side: _Side, first: int, limit: int, *, forced: bool) -> str:
    """A clause with its head, and from there on the phrase in which its word number `first` stands.

    Empty where no phrase begins near that word, unless it is `forced`: then it begins a few words before it.
    """
    whole, place = side.text, side.spans[first][0] if first < len(side.spans) else len(side.text)
    if len(whole) <= OVER * limit:
        return whole
    head, rest = _parted(side)
    body = whole[rest:]
    room = max(limit - len(head), limit // 2)
    at = place - rest
    if at <= _NEAR * room:
        kept = fit(body.lstrip(), side.language, room)
        return f"{head.rstrip() if kept.startswith(',') else head}{kept}" if head else fit(whole, side.language, limit)
    start = max((end for end in phrase_ends(body, side.language) if end <= at), default=0)
    if at - start > _NEAR * room:
        if not forced:
            return ""
        start = max(0, side.spans[max(0, first - _BESIDE)][0] - rest)
    dots = "……" if side.language == "zh" else "… "
    kept = fit(body[start:].lstrip(" ,;:，；、："), side.language, room)
    least = side.spans[min(_OPENING, len(side.spans)) - 1][1]
    ends = [end for end in phrase_ends(whole, side.language) if least <= end <= min(rest + start, _OPENS * limit)]
    opening = head or whole[: ends[-1] if ends else least]
    return f"{opening.rstrip(' ,;:，；、：')}{dots if side.language == 'zh' else f' {dots}'}{kept}"


def _parted(side: _Side) -> tuple[str, int]:
    """What opens a clause (who must or may), with a long subject or case cut short; and where the rest begins."""
    first = side.made[0]
    if not first.apart:
        return "", 0
    head = replace(first, rest="").whole()
    if not side.text.startswith(head):
        return "", 0
    return replace(first, rest="").opening(_HEAD[first.language == "zh"]), len(head)


def alike(one: str, two: str) -> bool:
    """Whether two wordings have so many words in common that a reader sees one norm in both."""
    han = _han(one) and _han(two)
    a, b = (list(text) if han else [word.strip(_MARKS) for word in text.casefold().split()] for text in (one, two))
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE


def same_so_far(one: str, two: str) -> bool:
    """Whether one of two cut clauses begins as the other does to its end: then a reader sees no difference."""
    one, two = (re.sub(r"\W+", "", words.casefold()) for words in (one, two))
    return one.startswith(two) or two.startswith(one)


def _side(made: Sequence[StoryStatement], joiner: str) -> _Side:
    text = joiner.join(one.whole() for one in made)
    spans = words_of(text, made[0].language)
    keys = [text[low:high].casefold().strip(_MARKS) or text[low:high] for low, high in spans]
    return _Side(made, text, spans, keys)


def _han(text: str) -> bool:
    return bool(re.search("[\u4e00-\u9fff]", text))
