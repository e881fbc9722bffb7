"""What is known while norms are being paired: the links so far, and what they say about the surroundings of a pair."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legiscompare.align.likeness import Likeness
    from legiscompare.align.similarity import Index
    from legiscompare.align.units import UnitSide

REACH = 2
"""How many norms away a linked neighbour still counts as beside."""
SIBLINGS, COUSINS, BESIDE = 0.4, 0.3, 0.2
"""Shares of the context: norms of the same paragraph, of the same article, the nearest linked norm on either side."""
CONTEXT = 0.35
"""Share of what is missing to full likeness that a full context makes good."""
AWAY = 0.15
"""What is lost where all other norms of both paragraphs went elsewhere."""
DOUBT = 2
"""Norms that must have gone elsewhere before half of that is lost."""
NEAR = 0.3
"""Context from which the surroundings count as right."""
_NOWHERE = 1 << 60
"""Stands for the partner of a neighbour where there is none; it is beside nothing."""


@dataclass(frozen=True, slots=True)
class Link:
    """A draft unit and a final unit that are paired."""

    draft: int
    final: int
    score: float
    margin: float
    method: str


class MatchState:
    """Both sides, their similarities, and the links found so far; each unit has at most one."""

    def __init__(
        self,
        draft: UnitSide,
        final: UnitSide,
        alike: Likeness,
        paragraphs: Index,
        forbidden: frozenset[tuple[int, int]] = frozenset(),
    ) -> None:
        """`paragraphs` holds the similarities of whole paragraphs, by their numbers."""
        self.draft, self.final, self.alike, self.paragraphs, self.forbidden = draft, final, alike, paragraphs, forbidden
        self.links: dict[int, Link] = {}
        """By draft unit."""
        self.back: dict[int, int] = {}
        """Final unit -> draft unit."""
        self._beside = _Beside(len(draft.units), len(final.units)), _Beside(len(final.units), len(draft.units))
        self._homes = _homes(draft), _homes(final)
        self._together: tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]] = (Counter(), Counter())
        """Links by the two paragraphs, and by the two articles, that they connect."""
        self._linked: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
        """Links by paragraph of the draft, and of the final text."""
        self._in_article = [0] * len(draft.articles), [0] * len(final.articles)
        """Links by article of the draft, and of the final text."""
        self._headings: dict[tuple[int, int], float] = {}

    def add(self, link: Link) -> None:
        """Record a link between two free units."""
        self.links[link.draft] = link
        self.back[link.final] = link.draft
        self._beside[0].add(link.draft, link.final)
        self._beside[1].add(link.final, link.draft)
        a, b = self.draft.units[link.draft], self.final.units[link.final]
        self._together[0][a.paragraph, b.paragraph] += 1
        self._together[1][a.article, b.article] += 1
        self._linked[0][a.paragraph] += 1
        self._linked[1][b.paragraph] += 1
        self._in_article[0][a.article] += 1
        self._in_article[1][b.article] += 1

    def free(self, i: int, j: int) -> bool:
        """Whether both units are still unpaired and nobody forbade the pair."""
        return i not in self.links and j not in self.back and (i, j) not in self.forbidden

    def links_between(self, a: int, b: int) -> int:
        """How many norms of a paragraph of the draft went into one of the final text."""
        return self._together[0].get((a, b), 0)

    def worth(self, same: float, i: int, j: int) -> float:
        """What a pair of that likeness is worth in its present context."""
        return same + CONTEXT * self.context(i, j) * (1 - same) - AWAY * self.away(i, j)

    def changes(self, i: int, j: int) -> int:
        """How many changes the surroundings of both units have seen: as long as it is the same, so is their worth."""
        return (
            self._beside[0].changes[i]
            + self._beside[1].changes[j]
            + self._in_article[0][self._homes[0][i][1]]
            + self._in_article[1][self._homes[1][j][1]]
        )

    def context(self, i: int, j: int) -> float:
        """How far the surroundings of draft unit i went where final unit j stands, 0 to 1."""
        a, article, siblings, cousins = self._homes[0][i]
        b, there, more_siblings, more_cousins = self._homes[1][j]
        siblings += more_siblings
        cousins += more_cousins
        near = far = 0.0
        if siblings:
            near = 2 * self._together[0].get((a, b), 0) / siblings
            near = max(near, self.paragraphs.score(a, b))
        if cousins:
            far = 2 * self._together[1].get((article, there), 0) / cousins
        far = max(far, self._same_heading(article, there))
        beside = (self._beside[0].count(i, j) + self._beside[1].count(j, i)) / 2
        share = BESIDE if siblings else BESIDE + SIBLINGS / 2
        return min(1.0, SIBLINGS * min(1.0, near) + COUSINS * min(1.0, far) + share * beside)

    def away(self, i: int, j: int) -> float:
        """Which share of the linked norms in both units' paragraphs went elsewhere, 0 to 1; one alone proves little."""
        a, b = self._homes[0][i][0], self._homes[1][j][0]
        linked = self._linked[0].get(a, 0) + self._linked[1].get(b, 0)
        return (linked - 2 * self._together[0].get((a, b), 0)) / (linked + DOUBT) if linked else 0.0

    def _same_heading(self, a: int, b: int) -> float:
        """Likeness of two articles' headings: the share of words that both hold, 0 where one has none."""
        one, other = self.draft.articles[a].heading, self.final.articles[b].heading
        if not one or not other:
            return 0.0
        known = self._headings.get((a, b))
        if known is None:
            known = self._headings[a, b] = 2 * len(one & other) / (len(one) + len(other))
        return known


def _homes(side: UnitSide) -> list[tuple[int, int, int, int]]:
    """Of each unit: its paragraph, its article, and how many other norms these two hold."""
    return [
        (
            unit.paragraph,
            unit.article,
            len(side.paragraphs[unit.paragraph].units) - 1,
            len(side.articles[unit.article].units) - 1,
        )
        for unit in side.units
    ]


class _Beside:
    """The nearest linked neighbours of each unit of one side, as the numbers of their partners on the other."""

    def __init__(self, here: int, there: int) -> None:
        # Where one text begins and ends, the other does.
        self._before = [-1 if at < REACH else _NOWHERE for at in range(here)]
        self._after = [there if at >= here - REACH else _NOWHERE for at in range(here)]
        self._linked = [False] * here
        self.changes = [0] * here
        """How often the neighbours of each unit changed."""

    def add(self, at: int, partner: int) -> None:
        """Record a link: neighbours see it as far as no nearer linked one hides it."""
        self._linked[at] = True
        for near in range(at + 1, min(at + REACH + 1, len(self._linked))):
            self._before[near] = partner
            self.changes[near] += 1
            if self._linked[near]:
                break
        for near in range(at - 1, max(at - REACH - 1, -1), -1):
            self._after[near] = partner
            self.changes[near] += 1
            if self._linked[near]:
                break

    def count(self, at: int, other: int) -> int:
        """For how many sides of `at`, before and after, the nearest linked norm was paired with one shortly before, or
        after, `other`.
        """
        return (0 < other - self._before[at] <= REACH) + (0 < self._after[at] - other <= REACH)
