"""What is gone or new may be said in another place of the other text: how near its nearest norm there comes.

The alignment keeps, for each norm that it did not pair, the norms of the other text that came near. A rare word in
common says more than a frequent one, so words count by how few norms of both texts hold them.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legiscompare.model import Change, Norm
    from legiscompare.report.story.statements import Reading

HELD = 0.8
"""Share of the weight of a norm's words from which on the nearest norm is said to hold them."""
NEAR = 0.4
"""Likeness from which on the nearest norm is named."""
_LIKE = 0.45
"""Likeness that the nearest norm must have besides, before it is said to hold the words: long norms hold many."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The norm of the other text that comes nearest to one that is gone or new."""

    norm: Norm
    held: bool
    """Whether it holds nearly all the words, the figures among them, and binds the same party."""


class Nearest:
    """Finds what is said elsewhere, for one comparison."""

    def __init__(self, draft: Reading, final: Reading) -> None:
        self.draft, self.final = draft, final
        self._found: dict[str, Elsewhere | None] = {}
        self._weights: dict[str, float] = {}

    def of(self, change: Change) -> Elsewhere | None:
        """The nearest norm of the other text to one without counterpart, or None where none comes near."""
        if change.id not in self._found:
            self._found[change.id] = self._nearest(change)
        return self._found[change.id]

    def _nearest(self, change: Change) -> Elsewhere | None:
        own, other = (self.draft, self.final) if change.draft else (self.final, self.draft)
        norms = own.of(change.draft or change.final)
        parties = {norm.bearer.text.casefold() for norm in norms}
        near = [one for one in change.candidates if one.score >= NEAR and one.norm in other.norms]
        if not norms or not near:
            return None
        words = Counter(word for norm in norms for word in _words(norm.span.of(own.document.text), own.language))
        for one in near:
            there = other.norms[one.norm]
            same = there.bearer.text.casefold() in parties or not there.bearer.text
            if same and one.score >= _LIKE and self._held(words, other, there) >= HELD:
                return Elsewhere(there, held=True)
        return Elsewhere(other.norms[near[0].norm], held=False)

    def _held(self, words: Counter[str], other: Reading, norm: Norm) -> float:
        text = other.document.text
        there = {w for span in (*norm.inherited, norm.span) for w in _words(span.of(text), other.language)}
        if any(any(map(str.isdigit, word)) and word not in there for word in words):
            return 0.0  # another figure
        whole = sum(self._weight(word) for word in words)
        return sum(self._weight(word) for word in words if word in there) / whole if whole else 0.0

    def _weight(self, word: str) -> float:
        known = self._weights.get(word)
        if known is None:
            known = (
                math.log((1 + self._count) / self._holders[word]) if self._holders[word] else math.log(1 + self._count)
            )
            self._weights[word] = known
        return known

    @functools.cached_property
    def _count(self) -> int:
        return len(self.draft.norms) + len(self.final.norms)

    @functools.cached_property
    def _holders(self) -> Counter[str]:
        """Word -> how many norms of both texts hold it."""
        found: Counter[str] = Counter()
        for side in (self.draft, self.final):
            for norm in side.norms.values():
                found.update(set(_words(norm.span.of(side.document.text), side.language)))
        return found


def _words(text: str, language: str) -> list[str]:
    """Words; of Han text its pairs of characters, since no list of words knows for sure where one ends."""
    if language != "zh":
        return re.findall(r"\w+", text.casefold())
    han = re.sub(r"\W+", "", text)
    return [han[at : at + 2] for at in range(len(han) - 1)]
