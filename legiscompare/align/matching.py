"""Pair norms one to one: exact anchors, then rounds of falling thresholds in which the pairs found so far speak along.

A candidate pair scores its shingle similarity, raised by its *context* (where the neighbours went, and the other norms of
the same paragraph and article) and lowered where the rest of its paragraph went elsewhere. A round takes candidates from
the best down as long as they clear its threshold; the next round starts from better context.

Down to `PLAIN` the words alone prove the pair. Below, a pair must also be the best on both sides by a clear margin over
the best rival in another place: what is left of a removed norm's candidates scores about alike.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from legiscompare.align.similarity import Index
from legiscompare.align.state import Link, State
from legiscompare.align.terms import definitions
from legiscompare.align.units import Renames
from legiscompare.lang import Language
from legiscompare.model import Candidate

ROUNDS = (0.75, 0.6, 0.45, 0.35, 0.28, 0.22)
PLAIN = 0.45
FLOOR = 0.1
CONTEXT = 0.35
AWAY = 0.15
KEEP = 12
MOST = 9.99
SHOWN = 3


def candidates(index: Index) -> list[tuple[int, int]]:
    """For each unit of either side the `KEEP` most similar ones of the other, as (draft, final), sorted."""
    kept: set[tuple[int, int]] = set()
    columns: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for i, row in enumerate(index.shared):
        scored = [(index.score(i, j), j) for j in row]
        for score, j in scored:
            columns[j].append((score, i))
        kept.update((i, j) for j in _best(scored))
    for j, scored in columns.items():
        kept.update((i, j) for i in _best(scored))
    return sorted(kept)


def _best(scored: list[tuple[float, int]]) -> Iterable[int]:
    """The numbers with the `KEEP` highest scores, ties at the end included."""
    if len(scored) <= KEEP:
        return [n for _, n in scored]
    least = sorted((score for score, _ in scored), reverse=True)[KEEP - 1]
    return [n for score, n in scored if score >= least]


def anchor(state: State) -> None:
    """Link norms that are verbatim the same and occur once on each side."""
    where: tuple[dict[str, list[int]], dict[str, list[int]]] = (defaultdict(list), defaultdict(list))
    for side, found in zip((state.draft, state.final), where, strict=True):
        for unit in side.units:
            found[unit.digest].append(unit.at)
    for digest, at in where[0].items():
        twin = where[1].get(digest, [])
        if len(at) == len(twin) == 1 and state.free(at[0], twin[0]):
            state.add(Link(at[0], twin[0], 1.0, MOST, "exact"))


def link_terms(state: State, language: Language, renames: Renames) -> None:
    """Link the definitions of a term that both texts define, also under its new name."""
    old, new = definitions(state.draft, language, renames), definitions(state.final, language, renames)
    for words in sorted(old.keys() & new.keys()):
        i, j = old[words].unit, new[words].unit
        if state.free(i, j):
            state.add(Link(i, j, max(PLAIN, state.likeness(i, j)), MOST, "term"))


def match(state: State, pairs: Sequence[tuple[int, int]], down_to: float = 0.0) -> None:
    """Link what the rounds find among `pairs`, with thresholds not below `down_to`."""
    for threshold in ROUNDS:
        while threshold >= down_to and _round(state, pairs, threshold):
            pass


def clear(score: float, state: State) -> float:
    n = len(state.draft.units) + len(state.final.units)
    return 1 + max(0.0, 0.4 * math.log(n) * (PLAIN - score))


def value(state: State, i: int, j: int) -> float:
    """Score of a candidate pair in its present context."""
    same = state.likeness(i, j)
    return same + CONTEXT * state.context(i, j) * (1 - same) - AWAY * state.away(i, j)


def _round(state: State, pairs: Sequence[tuple[int, int]], threshold: float) -> bool:
    """One pass from the best candidate down; whether anything was linked."""
    rivals = _Rivals(state)
    ranked = []
    for i, j in pairs:
        if state.free(i, j):
            score = value(state, i, j)
            rivals.add(i, j, score)
            if score >= threshold and state.likeness(i, j) >= FLOOR:
                ranked.append((*_rank(state, i, j, score), i, j, score))
    ranked.sort()
    found = False
    for *_, i, j, score in ranked:
        if not state.free(i, j):
            continue
        margin = rivals.margin(i, j, score)
        if state.likeness(i, j) >= PLAIN or margin >= clear(score, state):
            method = "shingles" if state.likeness(i, j) >= PLAIN else "rescue"
            state.add(Link(i, j, score, margin, method))
            found = True
    return found


def _rank(state: State, i: int, j: int, score: float) -> tuple[object, ...]:
    """Order of taking: by score, then by likeness of place, then by content; the same when the sides are swapped."""
    a, b = state.draft.units[i], state.final.units[j]
    apart = abs(i / len(state.draft.units) - j / len(state.final.units))
    return (-round(score, 9), round(apart, 9), *sorted((a.digest, b.digest)), i + j, min(i, j))


class _Rivals:
    """For each unit, the best free candidates, so as to see how clearly a pair beats those in another place."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._rows: dict[int, list[tuple[float, int]]] = defaultdict(list)
        self._columns: dict[int, list[tuple[float, int]]] = defaultdict(list)

    def add(self, i: int, j: int, score: float) -> None:
        """Count a candidate pair among the rivals of others."""
        self._rows[i].append((score, j))
        self._columns[j].append((score, i))

    def margin(self, i: int, j: int, score: float) -> float:
        """Score over the best rival of either unit in another paragraph, capped at `MOST`."""
        a, b = self._state.draft.units[i].paragraph, self._state.final.units[j].paragraph
        best = 0.0
        for rival, k in self._rows[i]:
            if k != j and self._state.final.units[k].paragraph != b and k not in self._state.back:
                best = max(best, rival * rival / self._column_best(k))
        for rival, k in self._columns[j]:
            if k != i and self._state.draft.units[k].paragraph != a and k not in self._state.links:
                best = max(best, rival * rival / self._row_best(k))
        return min(MOST, score / best) if best > 0 else MOST

    def _column_best(self, j: int) -> float:
        return max((v for v, i in self._columns[j] if i not in self._state.links), default=1.0) or 1.0

    def _row_best(self, i: int) -> float:
        return max((v for v, j in self._rows[i] if j not in self._state.back), default=1.0) or 1.0


def nearest(state: State, pairs: Sequence[tuple[int, int]], links: Sequence[Link]) -> dict[str, tuple[Candidate, ...]]:
    """For each norm without a link, by `draft:ID` or `final:ID`, the `SHOWN` best of the other side, best first.

    A candidate's margin is its score over the best one in another paragraph than its own.
    """
    linked = {link.draft for link in links}, {link.final for link in links}
    found: dict[tuple[int, int], list[tuple[float, int]]] = defaultdict(list)
    for i, j in pairs:
        for side, lone, other in ((0, i, j), (1, j, i)):
            if lone not in linked[side]:
                found[side, lone].append((value(state, i, j), other))
    result: dict[str, tuple[Candidate, ...]] = {}
    for (side, lone), scored in sorted(found.items()):
        here, there = (state.draft, state.final) if side == 0 else (state.final, state.draft)
        scored.sort(key=lambda row: (-round(row[0], 9), there.units[row[1]].digest, row[1]))
        shown = []
        for score, other in scored[:SHOWN]:
            place = there.units[other].paragraph
            rival = max((v for v, k in scored if there.units[k].paragraph != place), default=0.0)
            if score > 0:
                margin = min(MOST, score / rival) if rival > 0 else MOST
                shown.append(Candidate(there.units[other].norm.id, round(score, 4), round(margin, 4)))
        name = f"{('draft', 'final')[side]}:{here.units[lone].norm.id}"
        result[name] = tuple(shown)
    return result
