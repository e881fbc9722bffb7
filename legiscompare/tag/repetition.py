"""Words of one side that move nothing: the other side says them elsewhere, inherits them, or has them in a shorter form."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from legiscompare.model import Role, Span
from legiscompare.tag.half import overlap

if TYPE_CHECKING:
    from legiscompare.tag.half import Half

_TYPED = ("pace", "rhythm", "unit")
"""Groups of words with a value of their own, which they have wherever the other side says the same."""
_PICKS = ("degree", "restrictive")
"""Groups of words that pick out a part of what a noun names: said of another noun they are no repetition."""
_SHORT = 3
"""Characters of a short form at most."""
_HEAD = 2
"""Characters of a shared head at least."""
_ROW = 6
"""Words of a row in which the head is looked for."""


def silence(half: Half, other: Half, items: frozenset[int]) -> None:
    """Repeating what the other side holds already, inherits, or says in its article of the same thing moves nothing.

    (They shall → the deployers shall; the system → the high-risk system, where the article spoke of high-risk systems.)
    """
    if not any(half.left):
        return
    new = list(half.left)
    held = {word.key for word in other.words} | set(other.inherited())
    again = _bearers_again(half, other)
    for number, word in enumerate(half.words):
        if not half.left[number] or len(word.key) < 2 or (word.key not in held and word.key not in again):
            continue
        if number not in items and _known(half, number, held, again) and not half.follows_join(number):
            half.left[number] = False
    _silence_phrases(half, other, items, new)


def _bearers_again(half: Half, other: Half) -> set[str]:
    """Words of the bearer, where both sides bind the same: when they have reason to → where deployers have reason to."""
    if any(set(one.bearer.classes) & set(two.bearer.classes) for one in half.norms for two in other.norms):
        return {half.layer.language.stem(word) for norm in half.norms for word in norm.bearer.text.casefold().split()}
    return set()


def _known(half: Half, number: int, held: set[str], again: set[str]) -> bool:
    """Whether a word is held by the other side, or names the bearer again."""
    word = half.words[number]
    known = word.key in held and not any(half.layer.find(group, word.span) for group in _PICKS)
    if not known and word.key in again:
        named = any(norm.bearer.span and overlap(norm.bearer.span, word.span) for norm in half.norms)
        role = half.elements[half.at[number]].role
        known = role is not Role.BEARER and (not named or role in {Role.CONDITION, Role.EXCEPTION})
    return known


def _silence_phrases(half: Half, other: Half, items: frozenset[int], new: list[bool]) -> None:
    """The first of two neighbouring words that stand side by side in the other side's article moves nothing.

    `new`: which words are not kept in their place. Two of them behind a join and an
    indefinite word are an item that came or went (or a contract for services).
    """
    for number in range(len(half.words) - 2, -1, -1):
        if not half.left[number] or half.left[number + 1] or number in items:
            continue
        if new[number + 1] and half.follows_join(number) and half.named_anew(number):
            continue
        pair = half.words[number].key, half.words[number + 1].key
        if pair in other.phrases and not any(
            half.layer.overlapping(group, half.words[number].span) for group in _TYPED
        ):
            half.left[number] = False


def cancel(half: Half, known: Counter[str]) -> None:
    """Words that the other side holds in another place move nothing."""
    left = Counter(known)
    for number, word in enumerate(half.words):
        if half.left[number] and left[word.key] > 0:
            left[word.key] -= 1
            half.left[number] = False
            half.moved[number] = True


def abbreviate(half: Half, few: range, other: Half, many: range) -> None:
    """A Han word made of one character of each of several words, in their order, says the same: 泄露国家秘密 → 泄密."""
    for one in few:
        short = half.words[one].key
        if not half.left[one] or not 1 < len(short) <= _SHORT:
            continue
        for first in many:
            beyond = _spelt_out(short, other, first, many.stop)
            if beyond:
                half.left[one] = False
                half.moved[one] = True
                half.renamed.append(half.words[one].span)
                other.renamed.append(Span(other.words[first].span.start, other.words[beyond - 1].span.end))
                for number in range(first, beyond):
                    other.left[number] = False
                    other.moved[number] = True
                break


def spell_heads(half: Half, few: range, other: Half, many: range) -> None:
    """The head that the items of a row share may stand with each: 公安、国家安全机关 → 公安机关、国家安全机关."""
    for one in few:
        word = half.words[one]
        for two in many:
            long = other.words[two]
            head = long.key.removeprefix(word.key)
            if not (half.left[one] and other.left[two]) or head == long.key or len(head) < _HEAD:
                continue
            row = [n for n in range(one + 1, min(len(half.words), one + 1 + _ROW)) if half.at[n] == half.at[one]]
            if row and half.apart(one, row[0]) and any(half.words[n].key.endswith(head) for n in row):
                half.left[one] = other.left[two] = False
                half.moved[one] = other.moved[two] = True
                half.renamed.append(word.span)
                other.renamed.append(long.span)


def _spelt_out(short: str, half: Half, first: int, stop: int) -> int:
    """One past the last of the words from `first` on that a short form stands for; 0 if it does not."""
    letters = list(short)
    for number in range(first, min(stop, first + len(short) + 1)):
        if not half.left[number]:
            return 0
        word = half.words[number].key
        if letters[0] in word and len(word) > 1:
            letters.pop(0)
        elif number == first or not half.words[number].light:
            return 0
        if not letters:
            return number + 1
    return 0
