"""Terms that gave way to others, and which of these exchanges are mere renames.

An exchange is proposed where, in two paired norms, a run of words of the draft stands where another run stands in the
final text. It is counted in every pair that lost the one term and gained the other. Frequency alone proves nothing:
产品 → 服务 across a text can be the narrowing of the whole instrument (codebook §7). So an exchange is *neutral* only
with a certificate:

- both texts define their term, and alike; or
- neither is defined otherwise, the two terms are of one stem, the old term has all but gone, and the new one all but came.

Everything else is `substantive`: one change of its own, and no excuse for the norms in which it occurs.
"""

from __future__ import annotations

import difflib
import functools
import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legiscompare.align.short_names import short_names
from legiscompare.align.similarity import Feature, is_shingle
from legiscompare.align.units import REFERENCE, AlignUnit, Renames, UnitSide, renamed
from legiscompare.lang.tokens import is_han
from legiscompare.model import NormKind, Span, TermExchange

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from legiscompare.align.state import MatchState
    from legiscompare.annotate import Layer

LONGEST = 6
"""Words (Han: characters) up to which a run counts as a term."""
TIMES = 3
"""Norm pairs that must show an exchange for it to be reported at all; fewer are rewordings."""
MOSTLY = 0.5
"""Share of the old term's aligned places that must show the exchange."""
GONE = 0.34
"""Share of its uses in one text that a term may have in the other when the one gave it up for another term, or took it up."""
ALIKE = 0.5
"""Similarity of two definitions (Dice over their words) from which they define alike."""
SAME = 0.8
"""The same for terms whose exchange is known from their definitions alone."""
STEM = 4
"""Letters that two words must share from the start to be of one stem."""

_QUOTES = frozenset({'"', "'", "「", "『", "」", "』"})
_LONGEST_TERM = 60
"""Code points of a defined term at most."""
_FUNCTION = ("clause", "effort", "modal", "openlist", "pace", "qualifier", "rhythm", "unit")
"""Groups of the lexicon whose words are never terms: their exchange is what a norm says, not what it names."""

Term = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermDefinition:
    """A definition: which unit, the term as printed, its folded words."""

    unit: int
    term: str
    words: Term


def definitions(side: UnitSide, renames: Renames = ()) -> dict[Term, TermDefinition]:
    """The terms that one text defines, by folded words; a term defined twice is left out."""
    found: dict[Term, list[TermDefinition]] = defaultdict(list)
    for unit in side.units:
        if unit.norm.kind is not NormKind.DEFINITION and unit.norm.namespace != "definition":
            continue
        span = _defined(side.layer, unit.norm.span)
        if span is None:
            continue
        words = renamed(unit.spelled_in(span), renames)
        if words:
            found[words].append(TermDefinition(unit.at, span.of(side.document.text), words))
    return {words: one[0] for words, one in found.items() if len(one) == 1}


def _defined(layer: Layer, span: Span) -> Span | None:
    """Where the defined term stands: the first quoted words, else what stands before the defining words."""
    first, beyond = layer.range(span)
    if first < beyond and layer.units.keys[first] in _QUOTES:
        for at in range(first + 1, beyond):
            if layer.units.starts[at] - span.start > _LONGEST_TERM:
                break
            if layer.units.keys[at] in _QUOTES and at > first + 1:
                return Span(layer.units.ends[first], layer.units.starts[at])
    start = span.start
    for cue in layer.find("term", span):
        if layer.entry(cue).effect == "opens":
            start = cue.span.end
        elif cue.span.start - start > 1:
            return Span(start, cue.span.start)
    return None


class Exchanges:
    """Finds the exchanges of two texts, as often as more links stand; what it read in a pair of norms it keeps."""

    def __init__(self) -> None:
        self._runs: dict[tuple[int, int], list[tuple[int, int, int, int]]] = {}
        self._uses: list[Uses] = []

    def find(self, state: MatchState) -> tuple[list[TermExchange], Renames]:
        """All exchanges seen in the linked pairs, most frequent first, and the renames that the neutral ones license."""
        uses = self._uses_of(state.draft), self._uses_of(state.final)
        shown: dict[tuple[Term, Term], Counter[tuple[str, str]]] = defaultdict(Counter)
        for link in state.links.values():
            a, b = state.draft.units[link.draft], state.final.units[link.final]
            if a.digest == b.digest or not _may_exchange(a.words, b.words, uses):
                continue
            for pair in self._replaced(a, b):
                terms = a.spelled[pair[0] : pair[1]], b.spelled[pair[2] : pair[3]]
                if _may_be_term(terms[0]) and _may_be_term(terms[1]):
                    spans = a.span(pair[0], pair[1]), b.span(pair[2], pair[3])
                    if not (_is_term(state.draft.layer, spans[0]) and _is_term(state.final.layer, spans[1])):
                        continue
                    shown[terms][spans[0].of(state.draft.document.text), spans[1].of(state.final.document.text)] += 1
        return _judge(state, shown, uses)

    def _uses_of(self, side: UnitSide) -> Uses:
        for known in self._uses:
            if known.side is side:
                return known
        self._uses.append(Uses(side))
        return self._uses[-1]

    def _replaced(self, a: AlignUnit, b: AlignUnit) -> list[tuple[int, int, int, int]]:
        runs = self._runs.get((a.at, b.at))
        if runs is None:
            runs = self._runs[a.at, b.at] = sorted(set(_replaced(a.spelled, b.spelled)))
        return runs


class Uses:
    """Which norms of one side hold a word, and how often each holds a term."""

    def __init__(self, side: UnitSide) -> None:
        self.side = side
        self.holders: dict[str, dict[int, int]] = defaultdict(dict)
        """For each word the units that hold it, and how often."""
        for unit in side.units:
            for key in unit.words:
                holders = self.holders[key]
                holders[unit.at] = holders.get(unit.at, 0) + 1
        self._of: dict[Term, dict[int, int]] = {}
        self._shingles: dict[Feature, list[int]] = {}
        """The units that hold a shingle, for those that were asked for."""

    def look_for(self, terms: Iterable[Term]) -> None:
        """Find, in one pass over all units, which of them hold a shingle of these terms."""
        features = self.side.vocabulary.features
        wanted = {part for term in terms if len(term) > 1 for part in features(term) if is_shingle(part)}
        wanted.difference_update(self._shingles)
        self._shingles.update((part, []) for part in wanted)
        for unit in self.side.units:
            for part in wanted.intersection(unit.features):
                self._shingles[part].append(unit.at)

    def of(self, term: Term) -> dict[int, int]:
        """How often each unit that holds the term holds it, in the order of the text."""
        if len(term) == 1:
            return self.holders.get(term[0], {})
        if term not in self._of:
            units, parts = self.side.units, self.side.vocabulary.features(term)
            if not all(part in self._shingles for part in parts if is_shingle(part)):
                self.look_for([term])
            some = self._rarest(term)
            counted = {at: _count(units[at].words, term) for at in some}
            self._of[term] = {at: times for at, times in counted.items() if times}
        return self._of[term]

    def _rarest(self, term: Term) -> Collection[int]:
        """The units that hold the part of a term that fewest hold, as far as it was looked for."""
        if len(term) == 1:
            return self.holders.get(term[0], {})
        known = (self._shingles.get(part) for part in self.side.vocabulary.features(term))
        return min((some for some in known if some is not None), key=len)

    def are_many(self, term: Term) -> bool:
        """Whether at least `TIMES` norms hold the term, which was looked for."""
        some = self._rarest(term)
        if len(some) < TIMES or len(term) <= 2:
            return len(some) >= TIMES  # two words are a shingle, and all that hold it are known
        units = self.side.units
        holders = (at for at in some if _count(units[at].words, term))
        return sum(1 for _ in itertools.islice(holders, TIMES)) == TIMES

    def count(self, term: Term) -> int:
        """How often the whole side holds the term."""
        return sum(self.of(term).values())


def _may_exchange(old: Term, new: Term, uses: tuple[Uses, Uses]) -> bool:
    """Whether a word that loses ground has left this pair, or one that gains it has come: no other can show an exchange."""
    before, after = uses[0].holders, uses[1].holders
    return _has_left(old, new, before, after) or _has_left(new, old, after, before)


def _has_left(words: Term, others: Term, here: dict[str, dict[int, int]], there: dict[str, dict[int, int]]) -> bool:
    return any(
        len(here[key]) >= TIMES and len(there.get(key, ())) < len(here[key]) for key in set(words).difference(others)
    )


def _replaced(old: Term, new: Term) -> Iterator[tuple[int, int, int, int]]:
    """Runs that replace one another, the same whichever text comes first: of several ways to see them, the order decides
    that comes of the words themselves.
    """
    if old <= new:
        yield from _runs_replaced(old, new)
    else:
        for j1, j2, i1, i2 in _runs_replaced(new, old):
            yield i1, i2, j1, j2


def _runs_replaced(old: Term, new: Term) -> Iterator[tuple[int, int, int, int]]:
    """A single Han character kept between two edits belongs to the run."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    run: list[int] | None = None
    for op, i1, i2, j1, j2 in matcher.get_opcodes():
        if op == "equal":
            if run and i2 - i1 == 1 and is_han(old[i1][0]) and i2 < len(old) and j2 < len(new):
                run[1], run[3] = i2, j2
                continue
            if run and run[0] < run[1] and run[2] < run[3]:
                yield run[0], run[1], run[2], run[3]
            run = None
        else:
            run = [run[0], i2, run[2], j2] if run else [i1, i2, j1, j2]
    if run and run[0] < run[1] and run[2] < run[3]:
        yield run[0], run[1], run[2], run[3]


def _may_be_term(words: Term) -> bool:
    if not 1 <= len(words) <= LONGEST or REFERENCE in words or any(c.isdigit() for key in words for c in key):
        return False
    return len("".join(words)) >= (2 if is_han(words[0][0]) else STEM)


def _is_term(layer: Layer, span: Span) -> bool:
    """Whether words that may be a term are none of those that say something in every norm."""
    first, beyond = layer.range(span)
    return not any(layer.units.marks[first:beyond]) and not layer.holds_any(_FUNCTION, span)


def _judge(
    state: MatchState,
    shown: dict[tuple[Term, Term], Counter[tuple[str, str]]],
    uses: tuple[Uses, Uses],
) -> tuple[list[TermExchange], Renames]:
    found: list[TermExchange] = []
    renames: list[tuple[Term, str]] = []
    counted = _counted(state, shown, uses)
    defined = definitions(state.draft), definitions(state.final)
    known = {(old, new) for _, old, new, _ in counted}
    counted += [one for one in _redefined(state, defined, uses) if one[1:3] not in known]
    shortened = _shortened(state)
    counted = [one for one in counted if one[1:3] not in shortened] + list(shortened.values())
    for minus, old, new, printed in counted:
        a, b = defined[0].get(old), defined[1].get(new)
        left = uses[1].count(old)
        changed = left <= GONE * uses[0].count(old) and uses[0].count(new) <= GONE * uses[1].count(new)
        least = ALIKE if (old, new) in known else SAME
        neutral, reason = _certify(state, a, b, old, new, changed, least)
        if (old, new) in shortened:
            neutral, reason = True, "one text gives the short name, the other spells it out"
        found.append(
            TermExchange(
                printed[0],
                printed[1],
                -minus,
                left,
                "neutral" if neutral else "substantive",
                reason,
                state.draft.document.slice(state.draft.units[a.unit].norm.span).strip() if a else "",
                state.final.document.slice(state.final.units[b.unit].norm.span).strip() if b else "",
            )
        )
        if neutral:
            name = "=".join(sorted((" ".join(old), " ".join(new))))
            renames += [(old, name), (new, name)]
    return found, sorted(set(renames), key=lambda item: (-len(item[0]), item))


def _shortened(state: MatchState) -> dict[tuple[Term, Term], tuple[int, Term, Term, tuple[str, str]]]:
    """Short names that one text alone gives, with the full name as the other text has it."""
    found: dict[tuple[Term, Term], tuple[int, Term, Term, tuple[str, str]]] = {}
    for giver, other, gained in ((state.final, state.draft, True), (state.draft, state.final, False)):
        known = {one.name.of(other.document.text) for one in short_names(other.layer)}
        for one in short_names(giver.layer):
            name = one.name.of(giver.document.text)
            if name in known:
                continue
            unit = next((unit for unit in giver.units if unit.norm.span.holds(one.name)), None)
            if unit is None:
                continue
            inside = (span for span in one.full if unit.norm.span.holds(span))
            full = next((span for span in inside if span.of(giver.document.text) in other.document.text), None)
            if full is None:
                continue
            long, short = unit.spelled_in(full), unit.spelled_in(one.name)
            if len(long) <= len(short) or not short:
                continue
            texts = full.of(giver.document.text), name
            times = -max(1, other.document.text.count(texts[0]))
            pair = (long, short) if gained else (short, long)
            found[pair] = (times, *pair, texts if gained else texts[::-1])
    return found


def _redefined(
    state: MatchState, defined: tuple[dict[Term, TermDefinition], dict[Term, TermDefinition]], uses: tuple[Uses, Uses]
) -> list[tuple[int, Term, Term, tuple[str, str]]]:
    """Terms whose definitions are linked and alike: an exchange however rare, if the old term has given way."""
    by_unit = {one.unit: one for one in defined[1].values()}
    found = []
    for old, a in defined[0].items():
        link = state.links.get(a.unit)
        b = by_unit.get(link.final) if link else None
        if b is None or old in defined[1] or b.words in defined[0]:
            continue
        if not (_may_be_term(old) and _may_be_term(b.words)):
            continue
        new = b.words
        alike = _alike(state.draft.units[a.unit].words, state.final.units[b.unit].words, (*old, *new))
        gone = uses[1].count(old) <= GONE * uses[0].count(old) and uses[0].count(new) <= GONE * uses[1].count(new)
        if alike >= ALIKE and gone:
            times = _times(uses, new, _lost(state, uses, old)[1])
            found.append((-max(1, times), old, new, (a.term.strip(), b.term.strip())))
    return sorted(found)


def _counted(
    state: MatchState,
    shown: dict[tuple[Term, Term], Counter[tuple[str, str]]],
    uses: tuple[Uses, Uses],
) -> list[tuple[int, Term, Term, tuple[str, str]]]:
    """Exchanges that enough pairs show: minus the number of these, both terms, how they are printed most often."""
    lost = functools.cache(lambda old: _lost(state, uses, old))
    for side, terms in zip(uses, zip(*shown, strict=True), strict=False):
        side.look_for(terms)
    # So many norms must have lost the one and gained the other; most runs are known by their rarest part to be rare.
    many = [pair for pair in shown if uses[0].are_many(pair[0]) and uses[1].are_many(pair[1])]
    for side in uses:
        side.look_for(term for pair in many for term in pair)
    counted = []
    for old, new in many:
        spelled = shown[old, new]
        if uses[1].count(old) >= uses[0].count(old) or uses[0].count(new) >= uses[1].count(new):
            continue
        aligned, pairs = lost(old)
        times = _times(uses, new, pairs)
        # Read from either side: a word that took the place of several others is no term exchange.
        if times < TIMES or times < MOSTLY * max(aligned, _standing(state, uses[1].of(new))):
            continue
        printed = max(spelled.items(), key=lambda item: (item[1], -len("".join(item[0])), sorted(item[0])))[0]
        counted.append((-times, old, new, printed))
    return sorted(counted)


def _lost(state: MatchState, uses: tuple[Uses, Uses], old: Term) -> tuple[int, list[tuple[int, int]]]:
    """In how many linked pairs the old term stood, and those in which it became rarer."""
    left = uses[1].of(old)
    linked = [(i, state.links[i].final, stood) for i, stood in uses[0].of(old).items() if i in state.links]
    return len(linked), [(i, j) for i, j, stood in linked if stood > left.get(j, 0)]


def _times(uses: tuple[Uses, Uses], new: Term, pairs: Iterable[tuple[int, int]]) -> int:
    """In how many of these pairs the new term became more frequent."""
    came, already = uses[1].of(new), uses[0].of(new)
    return sum(came.get(j, 0) > already.get(i, 0) for i, j in pairs)


def _standing(state: MatchState, holders: Iterable[int]) -> int:
    """In how many linked pairs the final text's norm holds a term."""
    return sum(j in state.back for j in holders)


def _certify(
    state: MatchState,
    a: TermDefinition | None,
    b: TermDefinition | None,
    old: Term,
    new: Term,
    changed: bool,
    least: float,
) -> tuple[bool, str]:
    if a and b:
        alike = _alike(state.draft.units[a.unit].words, state.final.units[b.unit].words, (*old, *new))
        return (True, "defined alike") if alike >= least else (False, "both are defined, and otherwise")
    if not _one_stem(old, new):
        return False, "no definition says that they mean the same"
    if not changed:
        return False, "one text uses both terms"
    return True, "one stem, and the old term has given way"


def _alike(old: Term, new: Term, but: Iterable[str]) -> float:
    skip = set(but)
    a, b = set(old) - skip, set(new) - skip
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def _one_stem(old: Term, new: Term) -> bool:
    """Han: a character in common (用户, 使用者). Else: single words that begin alike (operator, operators')."""
    if is_han(old[0][0]):
        return bool(set(old) & set(new))
    return len(old) == len(new) == 1 and old[0][:STEM] == new[0][:STEM]


def _count(words: Term, term: Term) -> int:
    first, size = term[0], len(term)
    found, at = 0, -1
    for _ in range(words.count(first)):
        at = words.index(first, at + 1)
        found += words[at : at + size] == term
    return found
