"""Whether one change bears out what a claim says (codebook §8): by its direction, and by the words that it touched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legiscompare.model import Burden, Dimension, NormKind, Op, Sign, Span, Tag, Verdict
from legiscompare.study.cues import find_in, overlap
from legiscompare.study.places import NONE

if TYPE_CHECKING:
    from legiscompare.model import Change, Claim

_SCOPE = frozenset({Dimension.SCOPE_PARTY, Dimension.SCOPE_OBJECT})
_POLICY = frozenset({NormKind.PRINCIPLE, NormKind.ENCOURAGEMENT, NormKind.REFERENCE})


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue in one side of a change: found there, overlapping evidence or an edit, standing among unchanged words."""

    given: bool
    stands: bool
    touched: bool
    kept: bool


def _cue(cue: str, change: Change, *, of_draft: bool) -> _Cue:
    side = change.draft if of_draft else change.final
    span = find_in(side, cue)
    if span is None:
        return _Cue(bool(cue), stands=False, touched=False, kept=False)
    edited, kept = _edited(change, of_draft=of_draft)
    evidence = [found for one in change.evidence if (found := one.draft if of_draft else one.final)]
    # Words put in between those of the cue touch it too: 国际合作 → 国际交流与合作.
    between = [edit.draft.start if of_draft else edit.final.start for edit in change.edits if edit.op is not Op.EQUAL]
    touched = any(overlap(span, other) for other in (*edited, *evidence)) or any(
        span.start < at < span.end for at in between
    )
    return _Cue(given=True, stands=True, touched=touched, kept=any(other.holds(span) for other in kept))


def _edited(change: Change, *, of_draft: bool) -> tuple[list[Span], list[Span]]:
    """Words of one side that are gone or new, and words that stand on both sides."""
    side = change.draft if of_draft else change.final
    if change.tag in {Tag.REMOVED, Tag.ADDED}:
        return [place.span for place in side], []
    moved = Op.DELETE if of_draft else Op.INSERT
    spans = [(edit.op, edit.draft if of_draft else edit.final, edit.editorial) for edit in change.edits]
    if not spans and change.tag is Tag.UNCHANGED:
        return [], [place.span for place in side]
    return [s for op, s, editorial in spans if op is moved and not editorial], _joined(
        [s for op, s, editorial in spans if op is Op.EQUAL or editorial]
    )


def _joined(spans: list[Span]) -> list[Span]:
    """Neighbouring spans made one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        elif span.end > span.start:
            out.append(span)
    return out


def fit(claim: Claim, change: Change, *, nowhere: bool) -> tuple[Verdict, str]:
    """What one change at the claim's place says of it: verdict, code of the reason.

    `nowhere`: neither cue stands anywhere in the texts, or the claim has none, so it can be borne out in substance only.
    """
    draft, final = (_cue(c, change, of_draft=s) for c, s in ((claim.draft_cue, True), (claim.final_cue, False)))
    if claim.expected_tag in _SPECIAL:
        return _SPECIAL[claim.expected_tag](change, draft, final)
    if claim.draft_ref != NONE and claim.final_ref != NONE and not (change.draft and change.final):
        return Verdict.NOT_FOUND, ""
    fits = direction(claim.expected_tag, change)
    if not draft.touched and not final.touched:
        if fits and nowhere:
            return Verdict.SUBSTANCE, "fits_without_words"
        if change.tag is Tag.UNCHANGED and draft.kept and final.kept:
            return Verdict.CONTRADICTED, "stands"
        return Verdict.NOT_FOUND, ""
    if fits:
        return Verdict.SUPPORTED, "fits"
    if change.kind in _POLICY and change.tag is Tag.REWORDED and claim.expected_tag in _SIGN:
        return Verdict.SUBSTANCE, "policy"
    if change.tag is Tag.MIXED and contains(claim.expected_tag, change):
        return Verdict.PARTLY, "both_ways"
    if change.burden is _OPPOSITE.get(claim.expected_tag):
        signs = _signs_at(claim, change)
        if not signs or signs - {Sign.UNREADABLE}:
            return Verdict.CONTRADICTED, "other_way"
        # Other words of the norm go the other way; what these do cannot be read.
        return Verdict.UNDECIDABLE, "unclear"
    if change.burden is Burden.UNCLEAR:
        return Verdict.UNDECIDABLE, "unclear"
    return Verdict.NOT_FOUND, ""


def _signs_at(claim: Claim, change: Change) -> set[Sign]:
    """Signs of the evidence that overlaps the claim's cues."""
    at = find_in(change.draft, claim.draft_cue), find_in(change.final, claim.final_cue)
    return {
        one.sign
        for one in change.evidence
        for span, cue in zip((one.draft, one.final), at, strict=True)
        if span and cue and overlap(span, cue)
    }


_BURDEN = {
    "softened": Burden.DOWN,
    "scope_narrowed": Burden.DOWN,
    "strengthened": Burden.UP,
    "scope_widened": Burden.UP,
    "mixed": Burden.BOTH,
    "undetermined": Burden.UNCLEAR,
    "reworded": Burden.NONE,
}
_OPPOSITE = {
    "softened": Burden.UP,
    "scope_narrowed": Burden.UP,
    "strengthened": Burden.DOWN,
    "scope_widened": Burden.DOWN,
}
_SIGN = {
    "softened": Sign.FREER,
    "scope_narrowed": Sign.FREER,
    "strengthened": Sign.LESS_FREE,
    "scope_widened": Sign.LESS_FREE,
}


def direction(asserted: str, change: Change) -> bool:
    """Whether burden and dimension fit what is asserted."""
    if change.burden is not _BURDEN[asserted]:
        return False
    alone = change.tag in {Tag.ADDED, Tag.REMOVED}
    if asserted.startswith("scope_"):
        widened = asserted == "scope_widened"
        exempts = change.kind in {NormKind.EXEMPTION, NormKind.SCOPE, NormKind.PERMISSION}
        scoped = any(name in _SCOPE and sign is _SIGN[asserted] for name, sign in change.dimensions)
        return (change.tag is Tag.ADDED and (widened or exempts)) if alone else scoped
    return True


def contains(asserted: str, change: Change) -> bool:
    """Whether one of the change's dimensions goes the way that is asserted, whatever the others do."""
    sign = _SIGN.get(asserted)
    names = _SCOPE if asserted.startswith("scope_") else frozenset(Dimension)
    return any(name in names and found is sign for name, found in change.dimensions)


def _fit_added(change: Change, _: _Cue, final: _Cue) -> tuple[Verdict, str]:
    if change.tag is Tag.ADDED:
        if final.stands:
            return Verdict.SUPPORTED, "added"
        return (Verdict.NOT_FOUND, "") if final.given else (Verdict.SUBSTANCE, "added")
    if final.stands and final.kept:
        return Verdict.CONTRADICTED, "in_draft_too"
    if final.touched and change.tag is not Tag.REMOVED:
        return Verdict.SUPPORTED, "added_words"
    return Verdict.NOT_FOUND, ""


def _fit_removed(change: Change, draft: _Cue, _: _Cue) -> tuple[Verdict, str]:
    if change.tag is Tag.REMOVED:
        if draft.stands:
            return Verdict.SUPPORTED, "removed"
        return (Verdict.NOT_FOUND, "") if draft.given else (Verdict.SUBSTANCE, "removed")
    if draft.stands and draft.kept:
        return Verdict.CONTRADICTED, "in_final_too"
    if draft.touched and change.tag is not Tag.ADDED:
        return Verdict.SUPPORTED, "removed_words"
    return Verdict.NOT_FOUND, ""


def _fit_unchanged(change: Change, draft: _Cue, _: _Cue) -> tuple[Verdict, str]:
    if draft.stands and draft.kept:
        return Verdict.SUPPORTED, "in_both"
    if draft.stands and draft.touched:
        return Verdict.CONTRADICTED, "words_changed"
    if change.tag is Tag.UNCHANGED and not draft.given:
        return Verdict.SUBSTANCE, "norm_unchanged"
    return Verdict.NOT_FOUND, ""


def _fit_moved(change: Change, draft: _Cue, final: _Cue) -> tuple[Verdict, str]:
    if not change.draft or not change.final or (draft.given and not draft.stands) or (final.given and not final.stands):
        return Verdict.NOT_FOUND, ""
    before, after = ({place.ref.split("#")[0] for place in side} for side in (change.draft, change.final))
    if before == after:
        return Verdict.CONTRADICTED, "same_place"
    return Verdict.SUPPORTED, "moved"


_SPECIAL = {
    "added": _fit_added,
    "removed": _fit_removed,
    "unchanged": _fit_unchanged,
    "moved": _fit_moved,
    "renumbered": _fit_moved,
}
