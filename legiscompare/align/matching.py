"""Pair norms one to one: verbatim twins, definitions by their term, then the best pair first.

A candidate pair is worth its likeness of words. Its *context* raises this: where the neighbours went, and the other
norms of its paragraph and article. It is lowered where the rest of its paragraph went elsewhere. The best pair is taken,
the context of its neighbours grows, and so on: certain pairs speak for less certain ones beside them.

Down to `PLAIN` likeness the words alone prove a pair. Below, a pair must beat the best rival in another place by a
margin. The margin grows with the number of norms, because among many candidates some come near by chance. It also grows
as the value falls, because the candidates of a removed norm score about alike. A rival counts less if it has a better
partner itself. Otherwise twins (the same rule for two kinds of users) would block each other for ever.

Tried and given up:

- Rounds of falling thresholds over all candidates, instead of the best first. That was six times slower, and the order
  within a round mattered.
- Demanding words in common beyond the openings. It lost as many rewritten list points as it refused pairs of one party
  and two acts.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from typing import TYPE_CHECKING

from legiscompare.align.definitions import definitions
from legiscompare.align.likeness import LEAST
from legiscompare.align.state import CONTEXT, NEAR, Link, MatchState
from legiscompare.align.units import Renames
from legiscompare.align.uses import Term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


PLAIN = 0.45
"""Likeness from which the words alone prove a pair."""
WORTH = 0.22
"""Value below which no pair is made."""
FLOOR = 0.1
"""Likeness below which context cannot make a pair: some words must speak for it."""
CLEAR = 0.3
"""Margin demanded beyond 1, for each unit of value below PLAIN and each e-fold of the number of norms."""
TWIN = 1.1
"""Margin that a pair of plain likeness must have if all it shares is boilerplate and its surroundings do not speak for
it: the same clause stands in other places too."""
KEEP = 12
"""Candidates kept of each norm."""
SWEEPS = 4
"""How often the pairs that did not hold are looked at again, when others have taken their rivals away."""
MOST = 9.99
"""Cap of a margin."""
CROWD = 64
"""Norms of a paragraph above which one more link changes the context of the others too little to look at them at once."""

_CLEARLY = 1 + 1e-9
"""Beyond the last digit of a sum."""

Tie = tuple[float, str, str, int, int, int, int]
Ranked = tuple[float, Tie]


def anchor(state: MatchState) -> None:
    """Link norms that are verbatim the same and occur once on each side."""
    where: tuple[dict[str, list[int]], dict[str, list[int]]] = (defaultdict(list), defaultdict(list))
    for side, found in zip((state.draft, state.final), where, strict=True):
        for unit in side.units:
            found[unit.digest].append(unit.at)
    for digest, at in where[0].items():
        twin = where[1].get(digest, [])
        if len(at) == len(twin) == 1 and state.free(at[0], twin[0]) and state.alike.share_rare(at[0], twin[0]):
            state.add(Link(at[0], twin[0], 1.0, MOST, "exact"))


def link_same_places(state: MatchState) -> None:
    """Link norms left over that are verbatim the same and have the same address in both texts.

    Of a short clause that comes again and again no single pair can be proved by its words; its address tells which is
    which, and a text compared with itself has no change.
    """
    places = {unit.norm.id: unit.at for unit in state.final.units}
    for unit in state.draft.units:
        twin = places.get(unit.norm.id, -1)
        if twin >= 0 and state.free(unit.at, twin) and unit.digest == state.final.units[twin].digest:
            state.add(Link(unit.at, twin, 1.0, 1.0, "exact"))


def link_terms(state: MatchState, renames: Renames) -> None:
    """Link the definitions of a term that both texts define, also under its new name or with a word more or less.

    A longer term (drone → hired drone) counts if the two are the best of all such pairs for both.
    """
    old, new = definitions(state.draft, renames), definitions(state.final, renames)
    for words in sorted(old.keys() & new.keys()):
        i, j = old[words].unit, new[words].unit
        if state.free(i, j):
            state.add(Link(i, j, max(PLAIN, state.alike.of(i, j)), MOST, "term"))
    pairs = ((old[one].unit, new[other].unit) for one, other in _within(old, new))
    near = sorted((-round(state.alike.of(i, j), 9), i + j, min(i, j), i, j) for i, j in pairs if state.free(i, j))
    rivals: tuple[dict[int, list[tuple[float, int]]], ...] = (defaultdict(list), defaultdict(list))
    for minus, _, _, i, j in near:
        rivals[0][i].append((-minus, j))
        rivals[1][j].append((-minus, i))
    for minus, _, _, i, j in near:
        others = (*((worth, b == j) for worth, b in rivals[0][i]), *((worth, a == i) for worth, a in rivals[1][j]))
        rival = max((worth for worth, same in others if not same), default=0.0)
        if -minus >= FLOOR and -minus > rival and state.free(i, j):
            state.add(Link(i, j, -minus, min(MOST, -minus / rival) if rival else MOST, "term"))


def _within(old: Collection[Term], new: Collection[Term]) -> list[tuple[Term, Term]]:
    """Terms of both texts of which the one stands whole in the other and is shorter."""
    found = [(short, long) for long in new for short in _parts_of(long) if short in old]
    return found + [(long, short) for long in old for short in _parts_of(long) if short in new]


def _parts_of(term: Term) -> set[Term]:
    """The runs of words that are shorter than a term and stand in it."""
    size = len(term)
    return {term[at : at + length] for length in range(1, size) for at in range(size - length + 1)}


def demanded(worth: float, norms: int) -> float:
    """Margin that a pair of that worth must have among that many norms; infinite below `WORTH`."""
    return 1 + CLEAR * math.log(norms) * max(0.0, PLAIN - worth) if worth >= WORTH else math.inf


def _most(likeness: float) -> float:
    """The highest worth that a pair of that likeness can have."""
    return likeness + CONTEXT * (1 - likeness)


class Matcher:
    """The candidate pairs of a state, and the taking of the best."""

    def __init__(self, state: MatchState) -> None:
        self.state = state
        self.likeness: dict[tuple[int, int], float] = {}
        self.rows: dict[int, list[int]] = defaultdict(list)
        self.columns: dict[int, list[int]] = defaultdict(list)
        self._compare()
        self._values: dict[tuple[int, int], tuple[int, float]] = {}
        """What a pair was worth last, and after how many changes."""
        self.ties: dict[tuple[int, int], Tie] = {}
        self._places = (
            {i: {state.final.units[j].paragraph for j in row} for i, row in self.rows.items()},
            {j: {state.draft.units[i].paragraph for i in column} for j, column in self.columns.items()},
        )
        """The paragraphs in which the candidates of each unit stand."""
        self._norms = len(state.draft.units) + len(state.final.units)

    def _compare(self) -> None:
        """Find the candidates and how alike they are, the most alike of each norm first."""
        state = self.state
        for i, j in state.alike.index.best(FLOOR, KEEP):
            if i in state.links and j in state.back:
                continue  # such a pair is asked for no more
            self.likeness[i, j] = state.alike.of(i, j)
            self.rows[i].append(j)
            self.columns[j].append(i)
        for i, row in self.rows.items():
            row.sort(key=lambda j, i=i: -self.likeness[i, j])  # type: ignore[misc]
        for j, column in self.columns.items():
            column.sort(key=lambda i, j=j: -self.likeness[i, j])  # type: ignore[misc]

    def value(self, i: int, j: int) -> float:
        """What a candidate pair is worth in its present context."""
        changes = self.state.changes(i, j)
        known = self._values.get((i, j))
        if known is None or known[0] != changes:
            known = self._values[i, j] = changes, self.state.worth(self.likeness[i, j], i, j)
        return known[1]

    def take(self, least: float = FLOOR) -> None:
        """Link pairs of at least that likeness, the best first, until none is left that holds."""
        waiting = [pair for pair, same in self.likeness.items() if same >= least and self.state.free(*pair)]
        found = True
        for _ in range(SWEEPS):
            if not (found and waiting):
                break
            found = False
            heap = [self._rank(i, j) for i, j in waiting if self.state.free(i, j)]
            heapq.heapify(heap)
            first = {ranked[1][-2:]: ranked for ranked in heap}
            """The rank of each pair in the heap. One that is worth less now need not come in again: it is asked when its
            turn comes."""

            def push(ranked: Ranked, heap: list[Ranked] = heap, first: dict[tuple[int, int], Ranked] = first) -> None:
                pair = ranked[1][-2:]
                if pair not in first or ranked < first[pair]:
                    first[pair] = ranked
                    heapq.heappush(heap, ranked)

            waiting = []
            while heap:
                ranked = heapq.heappop(heap)
                pair = i, j = ranked[1][-2:]
                if first.get(pair) == ranked:
                    del first[pair]
                if not self.state.free(i, j):
                    continue
                now = self._rank(i, j)
                if now > ranked:
                    push(now)
                elif self._holds(i, j, -now[0]):
                    found = True
                    for near in self._touched(i, j):
                        if self.likeness[near] >= least and self.state.free(*near):
                            push(self._rank(*near))
                else:
                    waiting.append(pair)
            waiting = sorted(set(waiting))

    def _holds(self, i: int, j: int, worth: float) -> bool:
        """Link the pair if it is good enough."""
        same = self.likeness[i, j]
        least = demanded(worth, self._norms) if same < PLAIN else self._boilerplate(i, j)
        margin = 0.0
        if least <= MOST:
            margin = self._margin(i, j, worth, least)
        if margin < least or (same < PLAIN and not self._kin(i, j)):
            return False
        self.state.add(Link(i, j, worth, margin, "shingles" if same >= PLAIN else "rescue"))
        return True

    def _kin(self, i: int, j: int) -> bool:
        """Whether a pair whose words prove little has an act in common, and something rare or its surroundings too."""
        alike = self.state.alike
        if alike.other_acts(i, j):
            return False
        return alike.rare_shared(i, j) >= LEAST or self.state.context(i, j) >= NEAR

    def _boilerplate(self, i: int, j: int) -> float:
        """Margin that a pair of plain likeness must have: none if it shares what is rare, or has context."""
        return 0.0 if self.state.alike.share_rare(i, j) or self.state.context(i, j) >= NEAR else TWIN

    def _margin(self, i: int, j: int, worth: float, least: float) -> float:
        """Worth over that of the best free rival of either norm in another paragraph, capped at `MOST`; of no meaning
        but that it is below `least` if it is.
        """
        state = self.state
        a, b = state.draft.units[i].paragraph, state.final.units[j].paragraph
        enough = worth / least * _CLEARLY if least else math.inf
        best = 0.0
        rows = self.rows[i] if self._places[0][i] != {b} else ()
        columns = self.columns[j] if self._places[1][j] != {a} else ()
        for rivals in (
            ((i, k) for k in rows if k not in state.back and state.final.units[k].paragraph != b),
            ((k, j) for k in columns if k not in state.links and state.draft.units[k].paragraph != a),
        ):
            for x, y in rivals:
                same = self.likeness[x, y]
                if _most(same) <= best or best >= enough:
                    break  # the most alike come first: no later rival can be better
                share = same / (self._best_of_final(y) if x == i else self._best_of_draft(x))
                if share * _most(same) > best and (same >= PLAIN or not state.alike.other_acts(x, y)):
                    best = max(best, share * self.value(x, y))
        return min(MOST, worth / best) if best > 0 else MOST

    def _best_of_draft(self, i: int) -> float:
        """Likeness of a unit of the draft to the free one that is most like it."""
        return next((self.likeness[i, j] for j in self.rows[i] if j not in self.state.back), 0.0) or 1.0

    def _best_of_final(self, j: int) -> float:
        """The same of a unit of the final text."""
        return next((self.likeness[i, j] for i in self.columns[j] if i not in self.state.links), 0.0) or 1.0

    def _rank(self, i: int, j: int) -> Ranked:
        """Order of taking: by value, then likeness of place, then content; the same when the sides are swapped."""
        tie = self.ties.get((i, j))
        if tie is None:
            draft, final = self.state.draft.units, self.state.final.units
            apart = abs(i / len(draft) - j / len(final))
            low, high = sorted((draft[i].digest, final[j].digest))
            tie = self.ties[i, j] = (round(apart, 9), low, high, i + j, min(i, j), i, j)
        return -round(self.value(i, j), 9), tie

    def _touched(self, i: int, j: int) -> Iterable[tuple[int, int]]:
        """Candidate pairs whose context a new link changes most: of the norms beside and in the same paragraphs.

        In paragraphs of very many norms the others are looked at each time there are eight times as many links: so the
        work grows with the number of norms, not with its square.
        """
        state = self.state
        a, b = state.draft.units[i].paragraph, state.final.units[j].paragraph
        olds, news = set(range(i - 2, i + 3)), set(range(j - 2, j + 3))
        together = state.draft.paragraphs[a].units, state.final.paragraphs[b].units
        links = state.links_between(a, b)
        if max(map(len, together)) <= CROWD or (not links & (links - 1) and links.bit_length() % 3 == 1):
            olds.update(together[0])
            news.update(together[1])
        return sorted((x, y) for x in olds for y in self.rows.get(x, ()) if y in news)
