"""What alignment sees of a norm: its words, its features, its place.

A *feature* is a shingle of two consecutive words, and in scripts with spaces also each word. Words are folded further
than in a diff:

- Han expressions fall apart into characters, so that two of them share the characters they have in common.
- Words of scripts with spaces keep their first `STEM` letters. Inflection and derivation then do not hide a match
  (`apply`, `applies`, `applicable`).
- Figures stay whole.
- A reference to another provision of the same text is one word whatever its number, because numbers change when
  articles are renumbered.
- Terms that are neutral renames of one another (`terms`) are one word.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from legiscompare.align.similarity import Feature, Vocabulary
from legiscompare.annotate import Layer
from legiscompare.lang import TokenKind
from legiscompare.lang.tokens import is_han
from legiscompare.model import Document, Norm, Provision, ProvisionKind, Span

STEM = 6
"""Letters kept of a word. A cut at six does for en, de and fr what a stemmer would, without a list for each
language."""

OPENING = 12
"""Words (Han: characters) in which a norm says whom it binds and when."""
REFERENCE = "§"
"""The word that stands for any reference to a provision of the same text."""

Renames = Sequence[tuple[tuple[str, ...], str]]
"""Folded words of a term -> the name it shares with its counterpart; longer terms first."""

_TOP = frozenset({ProvisionKind.ARTICLE, ProvisionKind.RECITAL, ProvisionKind.ANNEX, ProvisionKind.PREAMBLE})


@dataclass(frozen=True, slots=True)
class AlignUnit:
    """One norm, seen from one side."""

    at: int
    """Its number in the order of the text."""
    norm: Norm
    spelled: tuple[str, ...]
    """Its folded words."""
    starts: tuple[int, ...]
    """Where each of them starts in the text."""
    ends: tuple[int, ...]
    """Where each of them ends."""
    words: tuple[str, ...]
    """Its folded words, neutral renames put as one word."""
    features: array[Feature]
    """Each once, in no order; an array takes a seventh of the room of a set."""
    wording: tuple[str, ...]
    """Its words unfolded, without spaces and punctuation, references as one word each."""
    digest: str
    """Of its words unfolded, with the references: equal for norms that are verbatim the same."""
    paragraph: int
    """Number of the paragraph-level provision that holds it."""
    article: int
    """Number of the article-level provision that holds it."""

    def span(self, first: int, beyond: int) -> Span:
        """Where the folded words from `first` up to `beyond` stand."""
        return Span(self.starts[first], self.ends[beyond - 1])

    def spelled_in(self, span: Span) -> tuple[str, ...]:
        """The folded words that stand in `span`."""
        places = zip(self.spelled, self.starts, self.ends, strict=True)
        return tuple(key for key, start, end in places if span.start <= start and end <= span.end)


@dataclass(frozen=True, slots=True)
class UnitPlace:
    """A provision at article or paragraph level, in the order of the text."""

    at: int
    provision: Provision
    units: tuple[int, ...]
    article: int
    """Number of the article that holds it (its own for an article)."""
    heading: frozenset[str]
    """Folded words of its heading; empty if it has none."""


@dataclass(frozen=True, slots=True)
class UnitSide:
    """One of the two texts."""

    layer: Layer
    document: Document
    units: tuple[AlignUnit, ...]
    paragraphs: tuple[UnitPlace, ...]
    articles: tuple[UnitPlace, ...]
    vocabulary: Vocabulary
    """Of both texts."""


def _holds_words(node: Provision) -> bool:
    """Whether norms can belong to this provision at paragraph level: its own, or those of its bare points."""
    points = any(child.kind is ProvisionKind.POINT for child in node.children)
    own = node.content.start < node.content.end
    return own or points or not node.children or node.kind is ProvisionKind.PARAGRAPH


def side_of(layer: Layer, norms: Sequence[Norm], vocabulary: Vocabulary) -> UnitSide:
    """Read one document and its norms for alignment; provisions without norms are kept, with no units.

    `vocabulary` is that of both documents; it takes in the words of this one.
    """
    document = layer.document
    places = _Places()
    places.visit(document.root)
    articles: list[list[int]] = [[] for _ in places.articles]
    paragraphs: list[list[int]] = [[] for _ in places.paragraphs]
    units: list[AlignUnit] = []
    for at, norm in enumerate(norms):
        article, paragraph = places.of[norm.provision]
        articles[article].append(at)
        paragraphs[paragraph].append(at)
        units.append(_unit(at, norm, layer, (article, paragraph), vocabulary))
    return UnitSide(
        layer,
        document,
        tuple(units),
        tuple(
            UnitPlace(n, p, tuple(paragraphs[n]), places.of[p.eid][0], _heading(p, layer))
            for n, p in enumerate(places.paragraphs)
        ),
        tuple(UnitPlace(n, p, tuple(articles[n]), n, _heading(p, layer)) for n, p in enumerate(places.articles)),
        vocabulary,
    )


def _heading(provision: Provision, layer: Layer) -> frozenset[str]:
    if provision.heading is None:
        return frozenset()
    tokens = layer.tokens(provision.heading)
    return frozenset(word for token in tokens if token.kind is TokenKind.WORD for word in fold(token.key))


def rename(side: UnitSide, renames: Renames) -> UnitSide:
    """The same side with every term that is renamed neutrally put as one and the same word."""
    units = []
    for unit in side.units:
        words = renamed(unit.spelled, renames)
        units.append(unit if words == unit.words else _with_words(unit, words, side.vocabulary))
    return replace(side, units=tuple(units))


def _with_words(unit: AlignUnit, words: tuple[str, ...], vocabulary: Vocabulary) -> AlignUnit:
    return replace(unit, words=words, features=array("q", vocabulary.features(words)))


def _unit(at: int, norm: Norm, layer: Layer, place: tuple[int, int], vocabulary: Vocabulary) -> AlignUnit:
    """The norm of that number; `place`: the numbers of its article and its paragraph."""
    refs = sorted(cue.span for cue in norm.refs if norm.span.holds(cue.span))
    spelled: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    wording: list[str] = []
    verbatim: list[str] = []
    word = TokenKind.WORD
    for start, end, key, kind in layer.tokens(norm.span):
        if kind is not word:
            continue
        verbatim.append(key)
        if refs and (inside := next((ref for ref in refs if ref.start <= start < ref.end), None)) is not None:
            if not starts or starts[-1] != inside.start:
                wording.append(REFERENCE)
                spelled.append(REFERENCE)
                starts.append(inside.start)
                ends.append(inside.end)
            continue
        wording.append(key)
        parts = fold(key)
        if len(parts) == 1:
            spelled.append(parts[0])
            starts.append(start)
            ends.append(end)
            continue
        spelled += parts
        if len(parts) == end - start:
            # Characters of a Han expression, each with its own place.
            starts += range(start, end)
            ends += range(start + 1, end + 1)
        else:
            starts += [start] * len(parts)
            ends += [end] * len(parts)
    words = tuple(spelled)
    digest = hashlib.blake2b(" ".join(verbatim).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return AlignUnit(
        at,
        norm,
        words,
        tuple(starts),
        tuple(ends),
        words,
        array("q", vocabulary.features(words)),
        tuple(wording),
        digest,
        place[1],
        place[0],
    )


def opening_of(unit: AlignUnit, vocabulary: Vocabulary) -> frozenset[Feature]:
    """The features of the first `OPENING` words of a norm: who, and on which occasion."""
    return vocabulary.features(unit.words[:OPENING])


def act_of(unit: AlignUnit, vocabulary: Vocabulary) -> Iterable[Feature]:
    """The features of what a norm says after its modal, or after its bearer where it has no modal of its own.

    A list point or a further act has neither; then all its features are given.
    """
    norm = unit.norm
    opens = next((span for span in (norm.deontic_span, norm.bearer.span) if span and norm.span.holds(span)), None)
    if opens is None:
        return unit.features
    # Ends never fall: what stands after the opening is a tail.
    return vocabulary.features(unit.spelled[bisect_right(unit.ends, opens.end) :])


@dataclass(slots=True)
class _Places:
    """Collects the article-level and paragraph-level provisions of a document, in order.

    The article of a provision is its nearest ancestor that is an article, recital, annex or preamble, the paragraph
    its nearest ancestor that is a paragraph. Where there is none, the highest one below: a text that is a list of
    paragraphs has each of them as article too, an article's points without a paragraph belong to the article itself.
    """

    articles: list[Provision] = field(default_factory=list)
    paragraphs: list[Provision] = field(default_factory=list)
    of: dict[str, tuple[int, int]] = field(default_factory=dict)
    """eid -> number of its article, number of its paragraph."""

    def visit(self, node: Provision, article: int | None = None, paragraph: int | None = None) -> None:
        """Place `node` and all below it."""
        container = node.kind not in _TOP and node.kind is not ProvisionKind.PARAGRAPH and bool(node.children)
        inside = article
        if node.kind in _TOP or article is None:
            article, paragraph = len(self.articles), None
            if not container or node.content.start < node.content.end:
                self.articles.append(node)
        elif node.kind is ProvisionKind.PARAGRAPH:
            paragraph = None
        if paragraph is None and _holds_words(node):
            paragraph = len(self.paragraphs)
            self.paragraphs.append(node)
            self.of[node.eid] = (article, paragraph)
        elif paragraph is not None:
            self.of[node.eid] = (article, paragraph)
        below = inside if inside is None and container else article
        for child in node.children:
            self.visit(child, below, paragraph if below is not None else None)


@lru_cache(maxsize=65536)
def fold(key: str) -> tuple[str, ...]:
    """The words that alignment compares for one token key."""
    if is_han(key[0]):
        return tuple(key)
    if any(character.isdigit() for character in key):
        return (key,)
    if len(key) > STEM // 2 and key.endswith("s") and not key.endswith("ss"):
        key = f"{key[:-3]}y" if key.endswith("ies") else key[:-1]
    return (key[:STEM],)


def renamed(words: tuple[str, ...], renames: Renames) -> tuple[str, ...]:
    """The words with every term that is renamed neutrally put as one and the same word."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for term, name in renames:
        by_first.setdefault(term[0], []).append((term, name))
    if by_first.keys().isdisjoint(words):
        return words
    found: list[str] = []
    at = 0
    while at < len(words):
        for term, name in by_first.get(words[at], ()):
            if words[at : at + len(term)] == term:
                found.append(name)
                at += len(term)
                break
        else:
            found.append(words[at])
            at += 1
    return tuple(found)
