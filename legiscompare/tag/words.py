"""The content words of a text: what can move a norm, without function words, inflection and synonyms of equal strength."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.lang import TokenKind
from legiscompare.model import Span

if TYPE_CHECKING:
    from legiscompare.annotate import Layer
    from legiscompare.lang import Language


class Word(NamedTuple):
    """A content word."""

    span: Span
    key: str
    """Stem, or the name of its class of synonyms: equal for words that say the same."""
    light: bool
    """Whether it moves nothing when it comes or goes alone."""


@lru_cache(maxsize=16)
def _tables(language: Language) -> tuple[frozenset[str], dict[str, str], frozenset[str], frozenset[str]]:
    """Function words; stem -> class of synonyms; light words; nouns that are light as heads."""
    table = language.word_table
    if table is None:
        return frozenset(), {}, frozenset(), frozenset()
    classes: dict[str, str] = {}
    for group in table.synonyms:
        first, *_ = group.split()
        classes.update((language.stem(word), f"={language.stem(first)}") for word in group.split())
    return frozenset(table.function.split()), classes, frozenset(table.light.split()), frozenset(table.heads.split())


def key_of(word: str, language: Language) -> str:
    """The key of a word: its stem, or the name of its class of synonyms."""
    stem = language.stem(word)
    return _tables(language)[1].get(stem, stem)


@lru_cache(maxsize=16)
def _readings(_language: Language) -> dict[str, tuple[tuple[str, bool, bool], ...]]:
    """Token key -> its content words as `_reading` gives them; filled as they are met."""
    return {}


def _reading(language: Language, key: str) -> tuple[tuple[str, bool, bool], ...]:
    """The content words of one token: key, whether it is light, whether it is light as the head of an attribute."""
    function, classes, light, heads = _tables(language)
    found = []
    for part in key.split("-") if "-" in key else [key]:
        if part and part not in function:
            stem = language.stem(part)
            found.append((classes.get(stem, stem), part in light, part in heads))
    return tuple(found)


def content(layer: Layer, span: Span) -> list[Word]:
    """The content words of `span`, in order."""
    language = layer.language
    function, attributive, known = _tables(language)[0], language.attributive, _readings(language)
    spaced = not language.profile.han
    make = tuple.__new__  # a word is made for every word of a pair: a call by names took longer than finding it
    edge = -1
    words: list[Word] = []
    for start, end, key, kind in layer.tokens(span):
        if kind is not TokenKind.WORD or key in function or end > span.end:
            if key in attributive:
                edge = end
            continue
        if spaced and len(key) == 1 and not key.isdigit():
            continue  # the letter of a point
        reading = known.get(key)
        if reading is None:
            reading = known[key] = _reading(language, key)
        for name, light, head in reading:
            words.append(make(Word, (make(Span, (start, end)), name, light or (head and edge == start))))
        edge = end
    return words
