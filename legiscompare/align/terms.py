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

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from legiscompare.align.certified import judge
from legiscompare.align.replaced import is_term, may_be_term, may_exchange, replaced_runs
from legiscompare.align.uses import Term, Uses

if TYPE_CHECKING:
    from legiscompare.align.state import MatchState
    from legiscompare.align.units import AlignUnit, Renames, UnitSide
    from legiscompare.model import TermExchange


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
            if a.digest == b.digest or not may_exchange(a.words, b.words, uses):
                continue
            for pair in self._replaced(a, b):
                terms = a.spelled[pair[0] : pair[1]], b.spelled[pair[2] : pair[3]]
                if may_be_term(terms[0]) and may_be_term(terms[1]):
                    spans = a.span(pair[0], pair[1]), b.span(pair[2], pair[3])
                    if not (is_term(state.draft.layer, spans[0]) and is_term(state.final.layer, spans[1])):
                        continue
                    shown[terms][spans[0].of(state.draft.document.text), spans[1].of(state.final.document.text)] += 1
        return judge(state, shown, uses)

    def _uses_of(self, side: UnitSide) -> Uses:
        for known in self._uses:
            if known.side is side:
                return known
        self._uses.append(Uses(side))
        return self._uses[-1]

    def _replaced(self, a: AlignUnit, b: AlignUnit) -> list[tuple[int, int, int, int]]:
        runs = self._runs.get((a.at, b.at))
        if runs is None:
            runs = self._runs[a.at, b.at] = sorted(set(replaced_runs(a.spelled, b.spelled)))
        return runs
