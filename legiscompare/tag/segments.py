"""What is left of a diff once everything that is no change of substance is set aside.

A block is a place where the two sides differ. Its words are weighed after taking out function words, inflection and
synonyms of equal strength, words that only moved within the norm, neutral term exchanges and mapped cross-references.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import snowballstemmer

from legiscompare.lang import Language, TokenKind
from legiscompare.model import Edit, Op, Span

_STEMMERS = {"en": "english", "de": "german", "fr": "french"}


@dataclass(slots=True)
class Word:
    """A content word of a block."""

    span: Span
    key: str
    """Stem, or the name of its class of synonyms."""


@dataclass(slots=True)
class Block:
    """A place where draft and final differ."""

    draft: tuple[Span, ...]
    """Deleted runs, as in the text."""
    final: tuple[Span, ...]
    """Inserted runs."""
    draft_at: int
    final_at: int
    gone: list[Word] = field(default_factory=list)
    """Content words that left, net of what only moved."""
    come: list[Word] = field(default_factory=list)


@lru_cache(maxsize=8)
def _tables(language: Language) -> tuple[frozenset[str], dict[str, str]]:
    table = language.tables.get("words", {})
    classes = {
        word: group.split()[0] for group in table.get("synonyms", ()) for word in group.split()
    }
    return frozenset(table.get("function", "").split()), classes


@lru_cache(maxsize=8)
def _stemmer(tag: str) -> Callable[[str], str]:
    if tag in _STEMMERS:
        stem: Callable[[str], str] = snowballstemmer.stemmer(_STEMMERS[tag]).stemWord
        return lru_cache(maxsize=16384)(stem)
    return str


def content(text: str, span: Span, language: Language) -> list[Word]:
    """The content words of `span`."""
    function, classes = _tables(language)
    stem = _stemmer(language.tag)
    words = []
    for token in language.tokens(text, span):
        if token.kind is not TokenKind.WORD or token.key in function:
            continue
        words.append(Word(Span(token.start, token.end), classes.get(token.key) or stem(token.key)))
    return words


def blocks(
    draft_text: str,
    final_text: str,
    edits: Iterable[Edit],
    language: Language,
    masked_draft: list[Span],
    masked_final: list[Span],
) -> list[Block]:
    """The blocks of `edits`; masked ranges (neutral terms, mapped references) count as equal."""
    found: list[Block] = []
    current: Block | None = None
    for edit in edits:
        if edit.op is Op.EQUAL:
            current = None
            continue
        span = edit.draft if edit.op is Op.DELETE else edit.final
        masks = masked_draft if edit.op is Op.DELETE else masked_final
        if edit.editorial or any(mask.holds(span) for mask in masks):
            continue
        if current is None:
            current = Block((), (), edit.draft.start, edit.final.start)
            found.append(current)
        if edit.op is Op.DELETE:
            current.draft = (*current.draft, span)
            current.gone += [w for w in content(draft_text, span, language) if not any(m.holds(w.span) for m in masks)]
        else:
            current.final = (*current.final, span)
            current.come += [w for w in content(final_text, span, language) if not any(m.holds(w.span) for m in masks)]
    if language.spaced:
        _cancel_words(found)
    else:
        _cancel_runs(found)
    return [block for block in found if block.gone or block.come]


def _cancel_words(found: list[Block]) -> None:
    """Take out words that left one place of the norm and came in another."""
    gone = Counter(word.key for block in found for word in block.gone)
    come = Counter(word.key for block in found for word in block.come)
    common = gone & come
    for side in ("gone", "come"):
        left = Counter(common)
        for block in found:
            kept = []
            for word in getattr(block, side):
                if left[word.key]:
                    left[word.key] -= 1
                else:
                    kept.append(word)
            setattr(block, side, kept)


def _cancel_runs(found: list[Block]) -> None:
    """The same for Han: a single character proves nothing, so only shared runs of two or more are taken out."""
    gone, come = _pairs(found, "gone"), _pairs(found, "come")
    for side, other in (("gone", come), ("come", gone)):
        for block in found:
            words: list[Word] = getattr(block, side)
            shared = set()
            for number, (one, two) in enumerate(zip(words, words[1:], strict=False)):
                if one.span.end == two.span.start and one.key + two.key in other:
                    shared |= {number, number + 1}
            shared |= {n for n, word in enumerate(words) if len(word.key) > 1 and word.key in other}
            setattr(block, side, [word for number, word in enumerate(words) if number not in shared])


def _pairs(found: list[Block], side: str) -> set[str]:
    pairs: set[str] = set()
    for block in found:
        words: list[Word] = getattr(block, side)
        pairs |= {word.key for word in words if len(word.key) > 1}
        pairs |= {
            one.key + two.key
            for one, two in zip(words, words[1:], strict=False)
            if one.span.end == two.span.start
        }
    return pairs
