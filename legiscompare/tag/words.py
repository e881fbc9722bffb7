"""The content words of a text: what can move a norm, without function words, inflection and synonyms of equal strength."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from legiscompare.lang import TokenKind
from legiscompare.model import Span

if TYPE_CHECKING:
    from legiscompare.annotate import Layer
    from legiscompare.lang import Language


@dataclass(frozen=True, slots=True)
class Word:
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


def content(layer: Layer, span: Span) -> list[Word]:
    """The content words of `span`, in order."""
    language = layer.language
    function, classes, light, heads = _tables(language)
    edge = -1
    words: list[Word] = []
    for token in layer.tokens(span):
        if token.kind is not TokenKind.WORD or token.key in function or token.end > span.end:
            if token.key in language.attributive:
                edge = token.end
            continue
        if not language.profile.han and len(token.key) == 1 and not token.key.isdigit():
            continue  # the letter of a point
        parts = token.key.split("-") if "-" in token.key else [token.key]
        for part in parts:
            if part and part not in function:
                stem = language.stem(part)
                slight = part in light or (part in heads and edge == token.start)
                words.append(Word(Span(token.start, token.end), classes.get(stem, stem), slight))
        edge = token.end
    return words
