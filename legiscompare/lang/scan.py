"""Read a text once: its tokens, and every phrase of the language's lexicon in it.

The tokens are what diff and alignment work on; the phrases are found in one pass over the text's units (words and marks;
in Han text characters). Nothing after this searches the text again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from legiscompare.lang.phrases import TextUnits, longest
from legiscompare.lang.tokens import Token, TokenKind, is_han, tokenize
from legiscompare.model import Cue, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.lang.language import Language


@dataclass(frozen=True, slots=True)
class Scan:
    """A text as read once."""

    tokens: tuple[Token, ...]
    """In order and without gaps; Han characters grouped to the words of the vocabulary."""
    units: TextUnits
    cues: dict[str, tuple[Cue, ...]]
    """Group of the lexicon -> what was found, in order, never overlapping within a group."""


def scan(text: str, language: Language, starts: frozenset[int] = frozenset(), silent: Sequence[Span] = ()) -> Scan:
    """Tokens, units and cues of `text`; offsets are code points into it.

    `starts`: offsets at which a provision's own words begin, which a number or a heading may stand before on one line.
    `silent`: marks of footnotes, in order; they are read as white space.
    """
    varied = not language.profile.han or language.has_variants(text)
    raw = tokenize(text, Span(0, len(text)), *((language.spelled,) if varied else ()))
    raw = _without_repeats(_silenced(_elided(text, raw, language), silent), language)
    raw = _whole_verbs(raw, language)
    units = _units(text, raw, language, starts)
    words = tuple(_words(text, raw, language))
    return Scan(words, units, _cues(units, language, _inside(words, units) if language.vocabulary else frozenset()))


def _inside(words: tuple[Token, ...], units: TextUnits) -> frozenset[int]:
    """Units that stand inside a word of the vocabulary and do not begin it."""
    found: set[int] = set()
    for token in words:
        if len(token.key) > 1:
            first = bisect_right(units.starts, token.start)
            found.update(range(first, bisect_left(units.starts, token.end, first)))
    return frozenset(found)


def _elided(text: str, tokens: list[Token], language: Language) -> list[Token]:
    """The tokens, `l'exploitant` as two: the article is no part of the noun."""
    if not language.elided:
        return tokens
    out = []
    for token in tokens:
        before, mark, after = token.key.partition("'")
        cut = token.start + len(before) + 1
        if mark and after and before in language.elided and text[cut - 1 : cut] in {"'", "’", "‘"}:
            out.append(token._replace(end=cut, key=language.spelled(f"{before}'")))
            out.append(token._replace(start=cut, key=language.spelled(after)))
        else:
            out.append(token)
    return out


_SEPARATED = 40
"""Words between a verb and the particle that belongs to it at most."""


def _whole_verbs(tokens: list[Token], language: Language) -> list[Token]:
    """The tokens, a verb that parted with its particle read as one word: `teilt den Unfall mit` as `mitteilt`.

    A particle belongs to the nearest such verb before it where it stands at the end of its clause.
    """
    if not language.separable:
        return tokens
    words = [place for place, token in enumerate(tokens) if token.kind is not TokenKind.SPACE]
    out = list(tokens)
    for number, place in enumerate(words):
        verbs = language.separable.get(tokens[place].key)
        if verbs is None or not _closes_clause(tokens, words, number, language):
            continue
        for before in reversed(words[max(0, number - _SEPARATED) : number]):
            if tokens[before].key in language.profile.ends + language.profile.breaks:
                break
            if tokens[before].key in verbs:
                out[before] = out[before]._replace(key=tokens[place].key + tokens[before].key)
                out[place] = out[place]._replace(key=" ", kind=TokenKind.SPACE)
                break
    return out


def _closes_clause(tokens: list[Token], words: list[int], number: int, language: Language) -> bool:
    """Whether a mark, a conjunction or nothing follows."""
    if number + 1 == len(words):
        return True
    after = tokens[words[number + 1]]
    return after.kind is TokenKind.PUNCT or after.key in language.conjunctions


def _silenced(tokens: list[Token], silent: Sequence[Span]) -> list[Token]:
    if not silent:
        return tokens
    starts = [span.start for span in silent]
    out = []
    for token in tokens:
        at = bisect_right(starts, token.start) - 1
        hidden = at >= 0 and token.end <= silent[at].end
        out.append(token._replace(key=" ", kind=TokenKind.SPACE) if hidden else token)
    return out


def _without_repeats(tokens: list[Token], language: Language) -> list[Token]:
    """The tokens, a figure in brackets that repeats the number word before it taken for white space: `five (5) years`."""
    out = tokens
    for opening in [place for place, token in enumerate(tokens) if token.key == "("]:
        before, figure = _beside(tokens, opening, -1), _beside(tokens, opening, 1)
        closing = _beside(tokens, figure, 1)
        if before < 0 or closing == len(tokens) or tokens[closing].key != ")" or not tokens[figure].key.isdigit():
            continue
        key = tokens[before].key
        if key[:1].isdigit() or not language.numerals.is_number(key):
            continue
        if language.numerals.value((key,)) == float(tokens[figure].key):
            if out is tokens:
                out = list(tokens)
            for place in range(opening, closing + 1):
                out[place] = out[place]._replace(key=" ", kind=TokenKind.SPACE)
    return out


def _beside(tokens: list[Token], place: int, step: int) -> int:
    """Place of the next token in that direction that is no space; -1 or the number of tokens where there is none."""
    size = len(tokens)
    if place >= size:
        return size
    place += step
    while 0 <= place < size and tokens[place].kind is TokenKind.SPACE:
        place += step
    return place


def find(language: Language, group: str, text: str) -> list[Cue]:
    """Entries of a group in a short text, left to right: of two that overlap the longer stands, a trap vetoes its entry.

    For a document ask its `Layer`, which has read it once.
    """
    cues = scan(text, language).cues
    return sorted(
        (cue for name, some in cues.items() if name.partition(":")[0] == group for cue in some),
        key=lambda cue: (cue.span, cue.id),
    )


def _units(text: str, tokens: list[Token], language: Language, offsets: frozenset[int]) -> TextUnits:
    parted = _parted(text, tokens)
    space, punct = TokenKind.SPACE, TokenKind.PUNCT
    words = [token for token in parted if token[3] is not space]
    size = len(words)
    starts, ends, keys, sorts = map(list, zip(*words, strict=True)) if words else ([], [], [], [])
    # The sign § is a word: nach den §§ 2 und 3 befreit.
    marks = [sort is punct and key != "§" for sort, key in zip(sorts, keys, strict=True)]
    heads = [text[start] for start in starts]
    stems = {key: language.head_stem(key) for key in {key for key, mark in zip(keys, marks, strict=True) if not mark}}
    opens = list(map(offsets.__contains__, starts))
    closes = [False] * size
    breaks = [token[0] for token in parted if token[3] is space and "\n" in text[token[0] : token[1]]]
    for at in map(partial(bisect_left, starts), breaks):
        if at:
            closes[at - 1] = True
        if at < size:
            opens[at] = True
    stops = language.profile.stops
    for at, mark in enumerate(marks):
        if mark and heads[at] in stops:
            if at:
                closes[at - 1] = True
            if at + 1 < size:
                opens[at + 1] = True
    if size:
        opens[0] = closes[-1] = True
    return TextUnits(
        starts,
        ends,
        keys,
        [key if mark else stems[key] for key, mark in zip(keys, marks, strict=True)],
        marks,
        list(map(str.isupper, heads)),
        [head == "《" and token[1] - token[0] > 1 for head, token in zip(heads, words, strict=True)]
        if "《" in text
        else [False] * size,
        opens,
        closes,
        language.numerals.runs(keys),
    )


def _parted(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens, `7%` as two: a diff moves it whole, but a measure is a number and its unit."""
    places = [place for place, token in enumerate(tokens) if token[2][-1:] == "%" and token[2][0].isdigit()]
    if not places:
        return tokens
    made: list[Token] = []
    done = 0
    for place in places:
        token = tokens[place]
        end = token.start + len(text[token.start : token.end - 1].rstrip())
        made += tokens[done:place]
        made.append(Token(token.start, end, token.key[:-1].rstrip(), TokenKind.WORD))
        made.append(Token(token.end - 1, token.end, "%", TokenKind.WORD))
        done = place + 1
    return made + tokens[done:]


def _words(text: str, tokens: list[Token], language: Language) -> list[Token]:
    """The tokens, Han characters side by side grouped to the longest words of the vocabulary.

    The break of a wrapped line does not part two Han characters.
    """
    vocabulary = language.vocabulary
    if not vocabulary:
        return tokens
    made: list[Token] = []
    at, size = 0, len(tokens)
    while at < size:
        token = tokens[at]
        lengths = vocabulary.get(token.key) if is_han(token.key[0]) else None
        end = at + 1
        if lengths:
            places = _side_by_side(text, tokens, at, lengths[0])
            for length in lengths:
                if length <= len(places):
                    word = "".join(tokens[place].key for place in places[:length])
                    if word in language.words:
                        end = places[length - 1] + 1
                        token = Token(token.start, tokens[end - 1].end, word, TokenKind.WORD)
                        break
        made.append(token)
        at = end
    return made


def _side_by_side(text: str, tokens: list[Token], at: int, most: int) -> list[int]:
    """Places of up to `most` single characters from `at` on with nothing but a line break between them."""
    places = [at]
    place = at + 1
    while len(places) < most and place < len(tokens):
        token = tokens[place]
        if token.kind is TokenKind.SPACE:
            if text[token.start : token.end].strip(" \t\u3000") != "\n":
                break
        elif len(token.key) == 1:
            places.append(place)
        else:
            break
        place += 1
    return places


def _cues(units: TextUnits, language: Language, inside: frozenset[int]) -> dict[str, tuple[Cue, ...]]:
    entries = language.entries
    places: dict[int, tuple[list[tuple[int, int, float, str]], float, str]] = {}
    hits: dict[str, list[tuple[int, int, float, str]]] = defaultdict(list)
    traps: dict[int, list[tuple[int, int]]] = defaultdict(list)
    found: list[tuple[int, int, int]] = []
    for start, end, stands_for in language.trie.hits(units):
        for entry, trap in stands_for:
            if trap:
                traps[entry].append((start, end))
            else:
                found.append((start, end, entry))
    for one in traps.values():
        one.sort()
    for start, end, entry in found:
        if entry in traps and _trapped(start, end, traps[entry]):
            continue
        if start in inside and end in inside:
            continue  # 以上|报纸 holds no 上报: the end of one word and the head of the next are no phrase
        place = places.get(entry)
        if place is None:
            rule = entries[entry]
            # A verb may be several things at once (report: a verb, a noun, one that brings its object into being).
            group = f"verb:{rule.effect}" if rule.group == "verb" else rule.group
            place = places[entry] = hits[group], rule.weight, rule.id
        place[0].append((start, end, place[1], place[2]))
    starts, ends, make = units.starts, units.ends, tuple.__new__  # as in `tokenize`
    return {
        group: tuple([Cue(name, make(Span, (starts[start], ends[end - 1]))) for start, end, name in longest(some)])
        for group, some in sorted(hits.items())
    }


_REACH = 64
"""Units that a trap may span at most."""


def _trapped(start: int, end: int, traps: list[tuple[int, int]]) -> bool:
    """Whether a trap begins where the hit does, or overlaps it and is at least as long."""
    for place in range(bisect_left(traps, (start - _REACH, 0)), len(traps)):  # no slice: it would copy all that follows
        one, two = traps[place]
        if one >= end:
            return False
        if one == start or (two > start and two - one >= end - start):
            return True
    return False
