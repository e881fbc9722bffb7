"""Which element of the draft became which of the final text: those that share most words, the same role first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from legiscompare.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Element
    from legiscompare.tag.half import Half

_HALF = 0.5


def partners(
    draft: Half, final: Half, blocks: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> list[tuple[int | None, int | None]]:
    """Pairs of numbers of elements, in the order of the draft; None = no partner. `blocks`: where the words differ."""
    shared = _candidates(draft, final, blocks)
    found: list[tuple[int | None, int | None]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for one, two in _best_first(draft, final, shared):
        if one in used[0] or two in used[1]:
            continue
        used[0].add(one)
        used[1].add(two)
        found.append((one, two))
    # What is left meets what is left of its role, in order: an element exchanged beyond recognition is one change.
    olds, news = (_by_role(half.elements, taken) for half, taken in ((draft, used[0]), (final, used[1])))
    for role in olds.keys() & news.keys():
        if len(olds[role]) == len(news[role]):
            found += zip(olds[role], news[role], strict=True)
            used[0].update(olds[role])
            used[1].update(news[role])
    found += [(n, None) for n in range(len(draft.elements)) if n not in used[0]]
    found += [(None, n) for n in range(len(final.elements)) if n not in used[1]]
    return sorted(
        found, key=lambda pair: (pair[0] if pair[0] is not None else -1, pair[1] if pair[1] is not None else -1)
    )


def _candidates(
    draft: Half, final: Half, blocks: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> Counter[tuple[int, int]]:
    """Pairs of elements that share a word, with the number of words kept in their place."""
    shared: Counter[tuple[int, int]] = Counter()
    i = j = 0
    for (a, b), (c, d) in [*blocks, ((len(draft.words), len(draft.words)), (len(final.words), len(final.words)))]:
        for one, two in zip(range(i, a), range(j, c), strict=False):
            shared[draft.at[one], final.at[two]] += 1
        i, j = b, d
    # Words that moved tie elements together as well.
    where: dict[str, list[int]] = {}
    for number, word in enumerate(final.words):
        where.setdefault(word.key, []).append(number)
    roles = [one.role for one in draft.elements], [two.role for two in final.elements]
    for number, word in enumerate(draft.words):
        one = draft.at[number]
        for place in where.get(word.key, ())[:4]:
            two = final.at[place]
            if roles[0][one] is roles[1][two] and (one, two) not in shared:
                shared[one, two] = 0  # known as a candidate, worth less than a word kept in its place
    return shared


def _best_first(draft: Half, final: Half, shared: Counter[tuple[int, int]]) -> list[tuple[int, int]]:
    """The candidates, those most alike first, whichever text is the draft."""
    counted = _keys(draft), _keys(final)
    sizes = [one.total() for one in counted[0]], [one.total() for one in counted[1]]

    def worth(pair: tuple[int, int]) -> tuple[float, int, str, str, int, int]:
        one, two = draft.elements[pair[0]], final.elements[pair[1]]
        same = one.role is two.role
        mine, theirs = counted[0][pair[0]], counted[1][pair[1]]
        common = sum(min(times, theirs[key]) for key, times in mine.items() if key in theirs)
        total = sizes[0][pair[0]] + sizes[1][pair[1]]
        likeness = 2 * common / total if total else 0.0
        texts = sorted((one.span.of(draft.layer.text), two.span.of(final.layer.text)))
        return (-(likeness + _HALF * same), -shared[pair], texts[0], texts[1], pair[0] + pair[1], min(pair))

    return sorted(shared, key=worth)


def _by_role(elements: Sequence[Element], used: set[int]) -> dict[Role, list[int]]:
    """Numbers of the elements that are not used yet, by their roles."""
    found: dict[Role, list[int]] = {}
    for number, element in enumerate(elements):
        if number not in used:
            found.setdefault(element.role, []).append(number)
    return found


def _keys(half: Half) -> list[Counter[str]]:
    """How often each element of a half holds each word."""
    counted: list[Counter[str]] = [Counter() for _ in half.elements]
    for word, at in zip(half.words, half.at, strict=True):
        counted[at][word.key] += 1
    return counted
