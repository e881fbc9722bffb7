"""One pair of norms (or groups of norms) under the lens: both sides, their edits, what came and what went."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from legiscompare.lang import Language
from legiscompare.model import Cue, Deontic, Document, Edit, Norm, NormKind, Op, Span
from legiscompare.tag.derive import POLICY
from legiscompare.tag.segments import Block

_RANK = (
    NormKind.SANCTION, NormKind.PROHIBITION, NormKind.POWER, NormKind.RIGHT, NormKind.OBLIGATION, NormKind.PROCEDURE,
    NormKind.EXEMPTION, NormKind.PERMISSION, NormKind.DEFINITION, NormKind.SCOPE, *sorted(POLICY),
)  # fmt: skip
"""Where draft and final are of two kinds, the one further left counts, so that swapping the texts mirrors the signs."""


@dataclass(slots=True)
class Found:
    """A rule that fired, with the words that show it."""

    rule: str
    draft: Span | None
    final: Span | None


@dataclass(slots=True)
class Case:
    """A pair under comparison. The rules read it and add to `found`."""

    language: Language
    draft: Document
    final: Document
    draft_norms: tuple[Norm, ...]
    final_norms: tuple[Norm, ...]
    edits: tuple[Edit, ...]
    blocks: list[Block]
    moved: list[tuple[Span, Span]] = field(default_factory=list)
    """Cross-references whose target is not where renumbering would have put it."""
    found: list[Found] = field(default_factory=list)
    spent_draft: list[Span] = field(default_factory=list)
    """Draft words that a rule has accounted for."""
    spent_final: list[Span] = field(default_factory=list)

    @property
    def kind(self) -> NormKind:
        """The kind whose row of the sign table counts: that of the side that binds more, whichever side it is."""
        return min(self.draft_norms[0].kind, self.final_norms[0].kind, key=_RANK.index)

    def fire(self, rule: str, draft: Span | None, final: Span | None) -> None:
        """Record that `rule` fired; its words count as accounted for."""
        self.found.append(Found(rule, draft, final))
        self.account(draft, final)

    def account(self, draft: Span | None, final: Span | None) -> None:
        """Words that need no rule any more: one fired for them, or they say the same."""
        if draft:
            self.spent_draft.append(draft)
        if final:
            self.spent_final.append(final)

    def deleted(self, span: Span) -> bool:
        """Whether words of `span` were deleted, beyond what only moved."""
        return any(
            span.start < word.span.end and word.span.start < span.end for b in self.blocks for word in b.gone
        ) or (self._touches(span, Op.DELETE))

    def inserted(self, span: Span) -> bool:
        """Whether words of `span` were inserted."""
        return any(
            span.start < word.span.end and word.span.start < span.end for b in self.blocks for word in b.come
        ) or (self._touches(span, Op.INSERT))

    def _touches(self, span: Span, op: Op) -> bool:
        for edit in self.edits:
            if edit.op is op and not edit.editorial:
                at = edit.draft if op is Op.DELETE else edit.final
                if at.start < span.end and span.start < at.end:
                    return True
        return False

    def cues(self, group: str) -> tuple[list[Cue], list[Cue]]:
        """Cues of a group that are only in the draft (lost) and only in the final (gained), among the changed words."""
        prefix = group + "."
        draft = [cue for norm in self.draft_norms for cue in norm.cues if cue.id.startswith(prefix)]
        final = [cue for norm in self.final_norms for cue in norm.cues if cue.id.startswith(prefix)]
        surplus_draft = Counter(cue.id for cue in draft)
        surplus_final = Counter(cue.id for cue in final)
        surplus_draft, surplus_final = surplus_draft - surplus_final, surplus_final - surplus_draft
        return (
            _pick([cue for cue in draft if self.deleted(cue.span)], surplus_draft),
            _pick([cue for cue in final if self.inserted(cue.span)], surplus_final),
        )

    def deontics(self) -> tuple[Norm, Norm]:
        """The norms whose modal speaks for each side: the first with one."""
        return _speaker(self.draft_norms), _speaker(self.final_norms)


def _pick(cues: list[Cue], surplus: Counter[str]) -> list[Cue]:
    left, picked = Counter(surplus), []
    for cue in cues:
        if left[cue.id] > 0:
            left[cue.id] -= 1
            picked.append(cue)
    return picked


def _speaker(norms: tuple[Norm, ...]) -> Norm:
    return next((norm for norm in norms if norm.deontic is not Deontic.NONE), norms[0])
