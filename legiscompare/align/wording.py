"""How the words of two provisions relate: identical, editorial, revised."""

from __future__ import annotations

from collections.abc import Sequence

from legiscompare.align.units import REFERENCE, Renames, Side, Unit, renamed, words_of
from legiscompare.lang import Language, TokenKind
from legiscompare.model import TextRelation


class Wording:
    """Compares the words of norms, with neutral renames and mapped references counted as equal."""

    def __init__(
        self, draft: Side, final: Side, language: Language, renames: Renames, mapped: dict[str, tuple[str, ...]]
    ) -> None:
        self._draft, self._final, self._language = draft, final, language
        self._renames, self._mapped = renames, mapped

    def relation(self, old: Sequence[Unit], new: Sequence[Unit]) -> TextRelation:
        """IDENTICAL for the same characters but for the space between norms, else EDITORIAL or REVISED."""
        texts = [
            [" ".join(side.document.slice(unit.norm.span).split()) for unit in units]
            for side, units in ((self._draft, old), (self._final, new))
        ]
        if " ".join(texts[0]) == " ".join(texts[1]):
            return TextRelation.IDENTICAL
        if self._words(self._draft, old) == self._words(self._final, new) and self._same_references(old, new):
            return TextRelation.EDITORIAL
        return TextRelation.REVISED

    def _words(self, side: Side, units: Sequence[Unit]) -> tuple[str, ...]:
        """Unfolded words, references as one word each, renamed terms under their common name."""
        found: list[str] = []
        for unit in units:
            if self._renames:
                words = words_of(side.document.text, unit.norm, self._language)
                found += renamed(tuple(word.key for word in words), self._renames)
                continue
            spans = [cue.span for cue in unit.norm.refs]
            for token in self._language.tokens(side.document.text, unit.norm.span):
                if any(span.start <= token.start < span.end for span in spans):
                    if not found or found[-1] != REFERENCE:
                        found.append(REFERENCE)
                elif token.kind is TokenKind.WORD:
                    found.append(token.key)
        return tuple(found)

    def _same_references(self, old: Sequence[Unit], new: Sequence[Unit]) -> bool:
        """Whether each reference of the draft points where that provision went."""
        before = [cue.id for unit in old for cue in unit.norm.refs]
        after = [cue.id for unit in new for cue in unit.norm.refs]
        return len(before) == len(after) and all(
            a == b or b in self._mapped.get(a, ()) for a, b in zip(before, after, strict=True)
        )
