"""What is known while norms are being paired: the links so far, and what they say about the surroundings of a pair."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from legiscompare.align.similarity import in_order
from legiscompare.model import NormKind

if TYPE_CHECKING:
    from legiscompare.align.similarity import Index
    from legiscompare.align.units import Side

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
CHANCE = 0.4
"""Share of words that two unrelated norms of one law have in common in the same order."""
NEAR = 0.3
"""Context from which the surroundings count as right."""
DISTINCT = 16.0
"""Weight of rare features (held by at most four norms) that makes a verbatim twin a proof: about three of them."""
OPENS = 0.33
"""Share of what is missing to the likeness of the openings that is made good: bearer and occasion are two of the three
things that make a norm the same (codebook §1), whatever an enumeration after them has become."""
LIGHT = 20.0
"""Weight below which an opening proves less: boilerplate weighs next to nothing."""
ELSEWHERE = 0.6
"""What the words of a recital or an annex count beside those of an article: recitals explain the articles in the same
words, so that likeness across that border is the rule and proves little."""
OTHER_BEARER = 0.85
"""What likeness counts where the two norms bind different classes of parties: twins, the same rule for providers and
for users, differ in nothing else."""
OTHER_KIND = 0.9
"""What likeness counts where the two norms are of different kinds: a duty may become a permission, but two norms that
share a bearer and little else are rarely one norm if their kinds differ."""
_LAW = {"body", "definition"}


@dataclass(frozen=True, slots=True)
class Link:
    """A draft unit and a final unit that are paired."""

    draft: int
    final: int
    score: float
    margin: float
    method: str


@dataclass(slots=True)
class State:
    """Both sides, their similarities, and the links found so far; each unit has at most one."""

    draft: Side
    final: Side
    index: Index
    paragraphs: Index
    """Similarities of whole paragraphs, by their numbers."""
    forbidden: frozenset[tuple[int, int]] = frozenset()
    links: dict[int, Link] = field(default_factory=dict)
    """By draft unit."""
    back: dict[int, int] = field(default_factory=dict)
    """Final unit -> draft unit."""
    _paragraphs: Counter[tuple[int, int]] = field(default_factory=Counter)
    _articles: Counter[tuple[int, int]] = field(default_factory=Counter)
    _linked: tuple[Counter[int], Counter[int]] = field(default_factory=lambda: (Counter(), Counter()))

    def add(self, link: Link) -> None:
        """Record a link between two free units."""
        self.links[link.draft] = link
        self.back[link.final] = link.draft
        a, b = self.draft.units[link.draft], self.final.units[link.final]
        self._paragraphs[a.paragraph, b.paragraph] += 1
        self._articles[a.article, b.article] += 1
        self._linked[0][a.paragraph] += 1
        self._linked[1][b.paragraph] += 1

    def likeness(self, i: int, j: int) -> float:
        """Similarity of the words, lowered where the two stand in different parts of an instrument."""
        same = self.index.score(i, j)
        ordered = in_order(self.draft.units[i].words, self.final.units[j].words)
        same = max(same, (ordered - CHANCE) / (1 - CHANCE))
        return self.kinship(i, j) * (same + OPENS * max(0.0, self._opening(i, j) - same))

    def _opening(self, i: int, j: int) -> float:
        """Share of the weight of both openings that both hold; what weighs little counts as if it were heavier."""
        a, b = self.draft.units[i].opening, self.final.units[j].opening
        weights = self.index.weights
        held = weights.total(a & b)
        return 2 * held / max(weights.total(a) + weights.total(b), 2 * LIGHT) if held else 0.0

    def worth(self, same: float, i: int, j: int) -> float:
        """What a pair of that likeness is worth in its present context."""
        return same + CONTEXT * self.context(i, j) * (1 - same) - AWAY * self.away(i, j)

    def kinship(self, i: int, j: int) -> float:
        """What the likeness of two units' words counts, 0 to 1: less across parts of an instrument, bearers and kinds."""
        spaces = {self.draft.units[i].norm.namespace, self.final.units[j].norm.namespace}
        factor = 1.0 if len(spaces) == 1 or spaces == _LAW else ELSEWHERE
        kinds = {self.draft.units[i].norm.kind, self.final.units[j].norm.kind}
        # Whether the State encourages or encouragement is given, it is the same policy.
        if not self.same_bearer(i, j) and kinds != {NormKind.ENCOURAGEMENT}:
            factor *= OTHER_BEARER
        if len(kinds) > 1:
            factor *= OTHER_KIND
        return factor

    def same_bearer(self, i: int, j: int) -> bool:
        """Whether the two units may bind the same class of parties."""
        one, other = (set(unit.norm.bearer.classes) for unit in (self.draft.units[i], self.final.units[j]))
        return not one or not other or bool(one & other)

    def _headings(self, a: int, b: int) -> float:
        """Likeness of two articles' headings: the share of words that both hold, 0 where one has none."""
        one, other = self.draft.articles[a].heading, self.final.articles[b].heading
        return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0

    def share_rare(self, i: int, j: int) -> bool:
        """Whether two units share enough that few other norms hold; boilerplate does not."""
        shared = self.draft.units[i].features & self.final.units[j].features
        weights = self.index.weights
        return math.fsum(w for f in shared if (w := weights.of.get(f, 0.0)) >= weights.rare) >= DISTINCT

    def free(self, i: int, j: int) -> bool:
        """Whether both units are still unpaired and nobody forbade the pair."""
        return i not in self.links and j not in self.back and (i, j) not in self.forbidden

    def context(self, i: int, j: int) -> float:
        """How far the surroundings of draft unit i went where final unit j stands, 0 to 1."""
        a, b = self.draft.units[i], self.final.units[j]
        siblings = len(self.draft.paragraphs[a.paragraph].units) + len(self.final.paragraphs[b.paragraph].units) - 2
        cousins = len(self.draft.articles[a.article].units) + len(self.final.articles[b.article].units) - 2
        near = 2 * self._paragraphs[a.paragraph, b.paragraph] / siblings if siblings else 0.0
        if siblings:
            near = max(near, self.paragraphs.score(a.paragraph, b.paragraph))
        far = 2 * self._articles[a.article, b.article] / cousins if cousins else 0.0
        far = max(far, self._headings(a.article, b.article))
        beside = (self._beside(i, j, -1) + self._beside(i, j, 1)) / 2
        share = BESIDE if siblings else BESIDE + SIBLINGS / 2
        return min(1.0, SIBLINGS * min(1.0, near) + COUSINS * min(1.0, far) + share * beside)

    def away(self, i: int, j: int) -> float:
        """Which share of the linked norms in both units' paragraphs went elsewhere, 0 to 1; one alone proves little."""
        a, b = self.draft.units[i].paragraph, self.final.units[j].paragraph
        linked = self._linked[0][a] + self._linked[1][b]
        return (linked - 2 * self._paragraphs[a, b]) / (linked + DOUBT)

    def _beside(self, i: int, j: int, step: int) -> int:
        """Whether the nearest linked norm before (after) i was paired with one shortly before (after) j; and the
        other way round: 0, 1 or 2.
        """
        found = 0
        draft, final = len(self.draft.units), len(self.final.units)
        for at, other, partner, here, there in (
            (i, j, self._partner_of_draft, draft, final),
            (j, i, self.back.get, final, draft),
        ):
            for near in range(at + step, at + step * (REACH + 1), step):
                # Where one text begins and ends, the other does.
                far = -1 if near < 0 else there if near >= here else partner(near)
                if far is not None:
                    found += 0 < (far - other) * step <= REACH
                    break
        return found

    def _partner_of_draft(self, i: int) -> int | None:
        link = self.links.get(i)
        return None if link is None else link.final
