"""How the words of two provisions relate: identical, editorial, revised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import TextRelation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.align.units import AlignUnit, Renames, UnitSide


class Wording:
    """Compares the words of norms, with neutral renames and mapped references counted as equal."""

    def __init__(self, draft: UnitSide, final: UnitSide, renames: Renames, mapped: dict[str, tuple[str, ...]]) -> None:
        self._draft, self._final, self._renames, self._mapped = draft, final, renames, mapped

    def relation(self, old: Sequence[AlignUnit], new: Sequence[AlignUnit]) -> TextRelation:
        """IDENTICAL for the same characters but for the space between norms, else EDITORIAL or REVISED."""
        texts = [
            [" ".join(side.document.slice(unit.norm.span).split()) for unit in units]
            for side, units in ((self._draft, old), (self._final, new))
        ]
        if " ".join(texts[0]) == " ".join(texts[1]):
            return TextRelation.IDENTICAL
        if self._words(old) == self._words(new) and self._same_references(old, new):
            return TextRelation.EDITORIAL
        return TextRelation.REVISED

    def _words(self, units: Sequence[AlignUnit]) -> list[str]:
        """Words unfolded, but for norms that hold a renamed term: those are known folded only."""
        return [
            word
            for unit in units
            for word in (unit.words if self._renames and self._holds_renamed(unit) else unit.wording)
        ]

    def _holds_renamed(self, unit: AlignUnit) -> bool:
        return any(name in unit.words for _, name in self._renames)

    def _same_references(self, old: Sequence[AlignUnit], new: Sequence[AlignUnit]) -> bool:
        """Whether each reference of the draft points where that provision went."""
        before = [cue.id for unit in old for cue in unit.norm.refs]
        after = [cue.id for unit in new for cue in unit.norm.refs]
        return len(before) == len(after) and all(
            a == b or b in self._mapped.get(a, ()) for a, b in zip(before, after, strict=True)
        )
