"""Which exchanges of terms are proposed: those that enough pairs show, those of linked definitions, those of short names.

Each is told with minus the number of pairs that show it, both terms, and how they are printed most often.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from legiscompare.align.replaced import may_be_term
from legiscompare.align.short_names import short_names
from legiscompare.align.uses import TIMES, Term

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

    from legiscompare.align.definitions import TermDefinition
    from legiscompare.align.state import MatchState
    from legiscompare.align.uses import Uses

MOSTLY = 0.5
"""Share of the old term's aligned places that must show the exchange."""
GONE = 0.34
"""Share of its uses in one text that a term may have in the other when the one gave it up for another term, or took it up."""
ALIKE = 0.5
"""Similarity of two definitions (Dice over their words) from which they define alike."""


def shortened_names(state: MatchState) -> dict[tuple[Term, Term], tuple[int, Term, Term, tuple[str, str]]]:
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


def redefined(
    state: MatchState, defined: tuple[dict[Term, TermDefinition], dict[Term, TermDefinition]], uses: tuple[Uses, Uses]
) -> list[tuple[int, Term, Term, tuple[str, str]]]:
    """Terms whose definitions are linked and alike: an exchange however rare, if the old term has given way."""
    by_unit = {one.unit: one for one in defined[1].values()}
    linked = []
    for old, a in defined[0].items():
        link = state.links.get(a.unit)
        b = by_unit.get(link.final) if link else None
        if b is None or old in defined[1] or b.words in defined[0]:
            continue
        if may_be_term(old) and may_be_term(b.words):
            linked.append((old, a, b))
    for side in uses:
        side.look_for(term for old, _, b in linked for term in (old, b.words))
    found = []
    for old, a, b in linked:
        new = b.words
        likeness = alike(state.draft.units[a.unit].words, state.final.units[b.unit].words, (*old, *new))
        gone = gave_way(uses, old, new)
        if likeness >= ALIKE and gone:
            times = times_gained(uses, new, lost_in(state, uses, old)[1])
            found.append((-max(1, times), old, new, (a.term.strip(), b.term.strip())))
    return sorted(found)


def counted_exchanges(
    state: MatchState,
    shown: dict[tuple[Term, Term], Counter[tuple[str, str]]],
    uses: tuple[Uses, Uses],
) -> list[tuple[int, Term, Term, tuple[str, str]]]:
    """Exchanges that enough pairs show: minus the number of these, both terms, how they are printed most often."""
    lost = functools.cache(lambda old: lost_in(state, uses, old))
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
        times = times_gained(uses, new, pairs)
        # Read from either side: a word that took the place of several others is no term exchange.
        if times < TIMES or times < MOSTLY * max(aligned, _standing(state, uses[1].of(new))):
            continue
        printed = max(spelled.items(), key=lambda item: (item[1], -len("".join(item[0])), sorted(item[0])))[0]
        counted.append((-times, old, new, printed))
    return sorted(counted)


def lost_in(state: MatchState, uses: tuple[Uses, Uses], old: Term) -> tuple[int, list[tuple[int, int]]]:
    """In how many linked pairs the old term stood, and those in which it became rarer."""
    left = uses[1].of(old)
    linked = [(i, state.links[i].final, stood) for i, stood in uses[0].of(old).items() if i in state.links]
    return len(linked), [(i, j) for i, j, stood in linked if stood > left.get(j, 0)]


def times_gained(uses: tuple[Uses, Uses], new: Term, pairs: Iterable[tuple[int, int]]) -> int:
    """In how many of these pairs the new term became more frequent."""
    came, already = uses[1].of(new), uses[0].of(new)
    return sum(came.get(j, 0) > already.get(i, 0) for i, j in pairs)


def gave_way(uses: tuple[Uses, Uses], old: Term, new: Term) -> bool:
    """Whether the old term has all but gone from the final text, and the new one all but came with it."""
    return uses[1].count(old) <= GONE * uses[0].count(old) and uses[0].count(new) <= GONE * uses[1].count(new)


def _standing(state: MatchState, holders: Iterable[int]) -> int:
    """In how many linked pairs the final text's norm holds a term."""
    return sum(j in state.back for j in holders)


def alike(old: Term, new: Term, but: Iterable[str]) -> float:
    """Likeness of two definitions: Dice over their words, without those of the terms themselves."""
    skip = set(but)
    a, b = set(old) - skip, set(new) - skip
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0
