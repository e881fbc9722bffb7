"""What is left of a diff once everything that is no change of substance is set aside.

A block is a place where the two sides differ. Its words are weighed after taking out function words, inflection and
synonyms of equal strength, words that only moved within the norm, neutral term exchanges and mapped cross-references.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

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


@dataclass(frozen=True, slots=True)
class Mask:
    """Ranges of one side that are no change of substance, and words that its other side holds elsewhere."""

    ranges: tuple[Span, ...]
    """Neutral terms, cross-references, list numbers, a subject that the other side inherits."""
    context: frozenset[str]
    """Keys (in Han: pairs of characters) of the words that the other side inherits from its sentence or lead-in."""

    def holds(self, span: Span) -> bool:
        """Whether a masked range covers `span`."""
        return any(one.holds(span) for one in self.ranges)


@lru_cache(maxsize=8)
def _tables(language: Language) -> tuple[frozenset[str], dict[str, str], frozenset[str]]:
    """Function words; the class of each word or stem that has synonyms or irregular forms; light words."""
    table = language.tables.get("words", {})
    stem = _stemmer(language.tag)
    classes: dict[str, str] = {}
    for group in table.get("synonyms", ()):
        classes.update((word, f"≈{group.split()[0]}") for word in group.split())
    for group in table.get("forms", ()):
        base, *others = group.split()
        classes.update((form, classes.get(base) or stem(base)) for form in others if form not in classes)
    return frozenset(table.get("function", "").split()), classes, frozenset(table.get("light", "").split())


def weighs(text: str, words: list[Word], language: Language) -> bool:
    """Whether words are more than filler: not nothing, not a single Han character, not only light words."""
    if not words:
        return False
    light = _tables(language)[2]
    if language.spaced:
        return any(text[word.span.start : word.span.end].casefold() not in light for word in words)
    joined = "".join(text[word.span.start : word.span.end] for word in words)
    return len(joined) >= 2 and joined not in light


@lru_cache(maxsize=8)
def _stemmer(tag: str) -> Callable[[str], str]:
    if tag in _STEMMERS:
        stem: Callable[[str], str] = snowballstemmer.stemmer(_STEMMERS[tag]).stemWord
        return lru_cache(maxsize=16384)(stem)
    return str


_INFLECTIONS = ("", "s", "es", "d", "ed", "ing")


def _class(word: str, classes: dict[str, str]) -> str | None:
    """The class of a word or of what it is an inflection of; `personal` is none of `person`."""
    for ending in _INFLECTIONS:
        if word.endswith(ending):
            base = word.removesuffix(ending)
            found = classes.get(base) or (classes.get(base + "e") if ending == "ing" else None)
            if found:
                return found
    return None


def content(text: str, span: Span, language: Language) -> list[Word]:
    """The content words of `span`."""
    function, classes, _ = _tables(language)
    stem = _stemmer(language.tag)
    words: list[Word] = []
    for token in language.tokens(text, span):
        if token.kind is not TokenKind.WORD or token.key in function:
            continue
        if language.spaced and len(token.key) == 1:
            continue  # the letter of a point
        parts = token.key.split("-") if "-" in token.key and token.key not in classes else (token.key,)
        span_ = Span(token.start, token.end)
        words.extend(
            Word(span_, _class(part, classes) or stem(part)) for part in parts if part and part not in function
        )
    return words


def keys(text: str, span: Span, language: Language) -> frozenset[str]:
    """Keys of the content words of `span`; in Han, pairs of neighbours, since a single character proves nothing."""
    words = content(text, span, language)
    if language.spaced:
        return frozenset(word.key for word in words)
    pairs = {a.key + b.key for a, b in pairwise(words) if a.span.end == b.span.start}
    return frozenset(pairs | {word.key for word in words if len(word.key) > 1})


def blocks(
    draft_text: str, final_text: str, edits: Iterable[Edit], language: Language, draft_mask: Mask, final_mask: Mask
) -> list[Block]:
    """The blocks of `edits`, without what the masks cover."""
    found: list[Block] = []
    current: Block | None = None
    for edit in edits:
        if edit.op is Op.EQUAL:
            current = None
            continue
        deleted = edit.op is Op.DELETE
        span, mask, text = (edit.draft, draft_mask, draft_text) if deleted else (edit.final, final_mask, final_text)
        if edit.editorial or mask.holds(span):
            continue
        if current is None:
            current = Block((), (), edit.draft.start, edit.final.start)
            found.append(current)
        words = [word for word in content(text, span, language) if not mask.holds(word.span)]
        if deleted:
            current.draft = (*current.draft, span)
            current.gone += words
        else:
            current.final = (*current.final, span)
            current.come += words
    if language.spaced:
        _cancel_words(found)
    else:
        _cancel_runs(found)
    for block in found:
        block.gone = _without(block.gone, draft_mask.context, language)
        block.come = _without(block.come, final_mask.context, language)
    return [block for block in found if block.gone or block.come]


def _without(words: list[Word], context: frozenset[str], language: Language) -> list[Word]:
    """Words that the other side does not hold in what it inherits."""
    if not context:
        return words
    if language.spaced:
        return [word for word in words if word.key not in context]
    return [word for number, word in enumerate(words) if number not in _shared(words, context)]


def _shared(words: list[Word], pairs: Iterable[str]) -> set[int]:
    """Positions of words that are part of a pair of neighbours in `pairs`, or long enough to be in it alone."""
    known = set(pairs)
    found = {number for number, word in enumerate(words) if len(word.key) > 1 and word.key in known}
    for number, (one, two) in enumerate(pairwise(words)):
        if one.span.end == two.span.start and one.key + two.key in known:
            found |= {number, number + 1}
    return found


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
            shared = _shared(words, other)
            setattr(block, side, [word for number, word in enumerate(words) if number not in shared])


def _pairs(found: list[Block], side: str) -> set[str]:
    pairs: set[str] = set()
    for block in found:
        words: list[Word] = getattr(block, side)
        pairs |= {word.key for word in words if len(word.key) > 1}
        pairs |= {one.key + two.key for one, two in pairwise(words) if one.span.end == two.span.start}
    return pairs
