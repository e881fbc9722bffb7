"""A pair of norms under the lens: both sides' words and elements, what came, what went, what stands elsewhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from legiscompare.diff import key_blocks
from legiscompare.model import NormKind
from legiscompare.norms import POLICY
from legiscompare.tag.half import overlap
from legiscompare.tag.partners import partners
from legiscompare.tag.repetition import abbreviate, cancel, silence, spell_heads

if TYPE_CHECKING:
    from legiscompare.model import Span
    from legiscompare.tag.half import Half

_RANK = (
    NormKind.SANCTION, NormKind.PROHIBITION, NormKind.POWER, NormKind.RIGHT, NormKind.OBLIGATION, NormKind.PROCEDURE,
    NormKind.EXEMPTION, NormKind.PERMISSION, NormKind.DEFINITION, NormKind.SCOPE, *sorted(POLICY),
)  # fmt: skip
"""Where draft and final are of two kinds, the one further left counts, so that swapping the texts mirrors the signs."""
PASSING = 3
"""Other words of a run beside which a qualifier in it says nothing of its own."""
_REACH = (8, 16)
"""Units up to which a word that says no reaches: words, Han characters."""


@cache
def _stronger(old: NormKind, new: NormKind) -> NormKind:
    return min(old, new, key=_RANK.index)


@dataclass(slots=True)
class PairView:
    """Both sides. Whatever reads it treats them alike, so that swapping the texts mirrors the result."""

    draft: Half
    final: Half
    blocks: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    """Places where the word sequences differ: ranges of word numbers on both sides."""
    mated: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))
    """Elements of either side that have a counterpart."""

    @property
    def kind(self) -> NormKind:
        """The kind whose row of the sign table counts: that of the side that binds more, whichever side it is."""
        old, new = self.draft.norms[0].kind, self.final.norms[0].kind
        return old if old is new else _stronger(old, new)

    def read(self, turned: PairView | None = None) -> None:
        """Find what each side has that the other lacks: words kept in order, then words that only moved.

        `turned`: the same pair read the other way round; its words and places serve here as well.
        """
        if turned is not None:
            self.draft.share(turned.final)
            self.final.share(turned.draft)
            self.blocks = [(final, draft) for draft, final in turned.blocks]
        else:
            self.draft.read()
            self.final.read()
            one, two = [w.key for w in self.draft.words], [w.key for w in self.final.words]
            for block in key_blocks(one, two):
                self.blocks.append(((block.draft_start, block.draft_end), (block.final_start, block.final_end)))
        changed = (
            {n for (a, b), _ in self.blocks for n in range(a, b)},
            {n for _, (a, b) in self.blocks for n in range(a, b)},
        )
        for half, numbers in ((self.draft, changed[0]), (self.final, changed[1])):
            half.left = [number in numbers for number in range(len(half.words))]
        gone = Counter(self.draft.words[n].key for n in changed[0])
        come = Counter(self.final.words[n].key for n in changed[1])
        cancel(self.draft, gone & come)
        cancel(self.final, gone & come)
        before = list(self.draft.left), list(self.final.left)
        silence(self.draft, self.final, self._new_items(0))
        silence(self.final, self.draft, self._new_items(1))
        for (a, b), (c, d) in self.blocks:
            # 由政府承担 → 由当事人承担: where one party gave way to another, both named elsewhere, that is no repetition.
            if any(before[0][a:b]) and any(before[1][c:d]) and not any(self.draft.left[a:b] + self.final.left[c:d]):
                self.draft.left[a:b], self.final.left[c:d] = before[0][a:b], before[1][c:d]
        if self.final.layer.language.profile.han:
            for (a, b), (c, d) in self.blocks:
                abbreviate(self.draft, range(a, b), self.final, range(c, d))
                abbreviate(self.final, range(c, d), self.draft, range(a, b))
                spell_heads(self.draft, range(a, b), self.final, range(c, d))
                spell_heads(self.final, range(c, d), self.draft, range(a, b))

    def _new_items(self, side: int) -> frozenset[int]:
        """Words of places where only one side has an item of a row: its words are no mere repetition of others."""
        half, found = (self.draft, self.final)[side], set[int]()
        if not half.layer.language.profile.han:
            return frozenset()  # there names are told apart by more than one word, and the others of them are left
        for block in self.blocks:
            (a, b), (c, d) = block[side], block[1 - side]
            if a == b or c != d or half.at[a] != half.at[b - 1]:
                continue
            tied = half.follows_join(a) or (a > 0 and half.at[a - 1] == half.at[a] and half.apart(a - 1, a))
            ends = b < len(half.words) and half.at[b] == half.at[a] and half.apart(b - 1, b)
            if (tied or ends) and not any(half.apart(n, n + 1) for n in range(a, b - 1)):
                found.update(range(a, b))
        return frozenset(found)

    def as_many_items(self, half: Half, span: Span) -> bool:
        """Whether both sides have as many joins and commas in the place of `span`, so that no item came or went there."""
        side = 0 if half is self.draft else 1
        for block in self.blocks:
            a, b = block[side]
            if any(overlap(half.words[n].span, span) for n in range(a, b)):
                return self.draft.joints(*block[0]) == self.final.joints(*block[1])
        return False

    def negated(self, half: Half, span: Span) -> bool:
        """Whether a word that says no, kept on both sides, rules `span`: 未采取有效措施, without taking effective measures."""
        layer = half.layer
        first, _ = layer.range(span)
        reach = _REACH[layer.language.profile.han]
        if not layer.starting("negation", first - reach, first):
            return False
        negations, modals, clauses = layer.marks("negation"), layer.marks("modal"), layer.marks("clause")
        acts = first in layer.marks("verb:")
        for at in range(first - 1, max(-1, first - reach), -1):
            if layer.units.marks[at] or (at in clauses and clauses[at].entry.value == "relative"):
                return False
            if acts and layer.units.keys[at] in layer.language.attributive:
                return False  # 未系绳的犬只造成伤害: what is said of the noun after the particle is not denied
            if any(one in modals and modals[one].end > at for one in range(max(0, at - 3), at + 1)):
                return False
            if at in negations:
                said, home = negations[at].cue.span, half.element_at(span)
                if not layer.language.profile.han and not home.span.holds(said):
                    return False
                own = home.head is not None and home.head.holds(said)
                return not own and len(self.draft.cues("negation")) == len(self.final.cues("negation"))
        return False

    def in_passing(self, half: Half, span: Span) -> bool:
        """Whether `span` is a small part of a longer run of words that came or went together."""
        inside, low, high = half.run_of(span)
        return bool(inside) and high - low + 1 - len(inside) > PASSING

    def gave_way(self, half: Half, span: Span) -> bool:
        """Whether other words stand on the other side in the very place of `span`: it gave way to them, or they to it."""
        side = 0 if half is self.draft else 1
        other = self.final if half is self.draft else self.draft
        for block in self.blocks:
            (a, b), (c, d) = block[side], block[1 - side]
            inside = [n for n in range(a, b) if overlap(half.words[n].span, span)]
            if inside and len(inside) == b - a and any(other.left[n] for n in range(c, d)):
                return True
        return False

    def partners(self) -> list[tuple[int | None, int | None]]:
        """Which element became which: those that share most words, the same role first; None = no partner."""
        return partners(self.draft, self.final, self.blocks)
