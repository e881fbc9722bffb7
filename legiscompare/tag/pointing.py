"""What is named in full on one side and pointed to on the other: the competent national authority → that authority.

A noun behind a pointing word means what it named before, with all that restricted it there; a pronoun means the party.
Saying it again in full, or no longer, moves nothing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from legiscompare.model import Role, Span

if TYPE_CHECKING:
    from legiscompare.lang import Language
    from legiscompare.tag.half import Half
    from legiscompare.tag.pair import PairView


def point_back(view: PairView) -> None:
    """Account for the words that one side leaves to a pointing word or a pronoun of the other."""
    for (a, b), (c, d) in view.blocks:
        if c == d:
            _pointed(view.draft, (a, b), view.final, c)
        elif a == b:
            _pointed(view.final, (c, d), view.draft, a)


def _pointed(full: Half, words: tuple[int, int], short: Half, after: int) -> None:
    """`words` stand in full; `after` is the word of the other side that follows the place where they are missing."""
    first, beyond = words
    if not any(full.left[n] for n in range(first, beyond)):
        return
    language = short.layer.language
    head = beyond < len(full.words) and after < len(short.words)
    if head and full.at[beyond] == full.at[first]:
        attributes = not full.follows_join(first) and not full.apart(beyond - 1, beyond) and not _marked(full, *words)
        noun = full.elements[full.at[beyond]].role is not Role.ACT and not _opens_clause(short, after)
        if (
            noun
            and attributes
            and _before(short, after) in pointing(language)
            and _before(full, first) not in pointing(language)
        ):
            _set_aside(full, words)
            return
    if beyond - first <= _NAME and head and _is_party(full, words) and _stands_for(short, after):
        _set_aside(full, words)


_NAME = 3
"""Words of a party's name at most."""


def _before(half: Half, number: int) -> str:
    """The unit before a word."""
    at = half.layer.range(half.words[number].span)[0]
    return half.layer.units.keys[at - 1] if at else ""


def _opens_clause(half: Half, number: int) -> bool:
    """Whether the unit before a word opens a clause: an incident that directly leads to harm."""
    at = half.layer.range(half.words[number].span)[0] - 1
    return at in half.layer.marks("clause")


def _stands_for(half: Half, number: int) -> bool:
    """Whether a pronoun stands between a word and the word before it."""
    low = half.words[number - 1].span.end if number else half.norms[0].span.start
    start, stop = half.layer.range(Span(low, max(low, half.words[number].span.start)))
    return not pronouns(half.layer.language).isdisjoint(half.layer.units.keys[start:stop])


def _marked(half: Half, first: int, beyond: int) -> bool:
    """Whether a mark stands between the first word and the head behind them: they are no mere attributes of it."""
    start, stop = half.layer.range(half.words[first].span)[0], half.layer.range(half.words[beyond].span)[0]
    return any(half.layer.units.marks[at] for at in range(start, stop))


def _is_party(half: Half, words: tuple[int, int]) -> bool:
    return any(half.layer.find("actor", half.words[n].span) for n in range(*words))


def _set_aside(half: Half, words: tuple[int, int]) -> None:
    for number in range(*words):
        half.left[number] = False
        half.moved[number] = True


@lru_cache(maxsize=16)
def pointing(language: Language) -> frozenset[str]:
    """Words before a noun that point back."""
    table = language.word_table
    return frozenset(table.pointing.split()) if table else frozenset()


@lru_cache(maxsize=16)
def pronouns(language: Language) -> frozenset[str]:
    """Words that stand for a party named before."""
    table = language.word_table
    return frozenset(table.pronouns.split()) if table else frozenset()
