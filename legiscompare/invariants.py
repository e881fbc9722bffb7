"""Promises that every comparison keeps, checked on every run. A breach is a bug of ours and stops the program."""

from __future__ import annotations

from collections.abc import Iterable

from legiscompare.errors import InvariantError
from legiscompare.model import Change, Comparison, Document, Norm, Op, Place, Span, Tag
from legiscompare.tag.derive import tag_of

_NEEDS_EVIDENCE = {Tag.SOFTENED, Tag.STRENGTHENED, Tag.MIXED, Tag.UNDETERMINED}


def check(comparison: Comparison, draft_norms: tuple[Norm, ...], final_norms: tuple[Norm, ...]) -> None:
    """Raise `InvariantError` unless the comparison keeps its promises.

    - Every norm of both sides is in a change, and none is both linked and without counterpart.
    - Each quote is a slice of its text.
    - The edits of a change rebuild both sides.
    - Evidence lies in its norm or in what the norm inherits.
    - Signs give the tag.
    """
    _covers(draft_norms, comparison.changes, "draft", Tag.REMOVED)
    _covers(final_norms, comparison.changes, "final", Tag.ADDED)
    reach = {
        side: {norm.id: _reach(norm) for norm in norms}
        for side, norms in (("draft", draft_norms), ("final", final_norms))
    }
    for change in comparison.changes:
        _quotes(change, change.draft, comparison.draft)
        _quotes(change, change.final, comparison.final)
        _edits(change, comparison)
        _evidence(change, reach)


def _covers(norms: tuple[Norm, ...], changes: Iterable[Change], side: str, alone: Tag) -> None:
    linked: set[str] = set()
    single: set[str] = set()
    for change in changes:
        for place in change.draft if side == "draft" else change.final:
            (single if change.tag is alone else linked).add(place.norm)
    for norm in norms:
        if norm.id not in linked and norm.id not in single:
            raise InvariantError("a norm is in no change", where=f"{side} {norm.id}")
        if norm.id in linked and norm.id in single:
            raise InvariantError("a norm is both linked and without counterpart", where=f"{side} {norm.id}")


def _quotes(change: Change, places: tuple[Place, ...], document: Document) -> None:
    for place in places:
        if document.slice(place.span) != place.text:
            raise InvariantError("a quote is no slice of its text", where=change.id)


def _edits(change: Change, comparison: Comparison) -> None:
    for side, document, skip in (("draft", comparison.draft, Op.INSERT), ("final", comparison.final, Op.DELETE)):
        spans = [getattr(edit, side) for edit in change.edits if edit.op is not skip]
        places = change.draft if side == "draft" else change.final
        if "".join(document.slice(span) for span in spans) != "".join(place.text for place in places):
            raise InvariantError(f"the edits do not rebuild the {side}", where=change.id)


def _reach(norm: Norm) -> tuple[Span, ...]:
    """Where evidence for a norm may stand: in its own words and in those it inherits from its sentence or lead-in."""
    return (norm.span, norm.lead_in) if norm.lead_in else (norm.span,)


def _evidence(change: Change, reach: dict[str, dict[str, tuple[Span, ...]]]) -> None:
    if change.by != "machine":
        return
    for one in change.evidence:
        for side, span, places in (("draft", one.draft, change.draft), ("final", one.final, change.final)):
            allowed = [area for place in places for area in reach[side][place.norm]]
            if span is not None and not any(area.holds(span) for area in allowed):
                raise InvariantError(f"evidence of {one.rule} lies outside its norm", where=change.id)
    signs = {(one.dimension, one.sign) for one in change.evidence}
    if not set(change.dimensions) <= signs:
        raise InvariantError("a dimension has no evidence", where=change.id)
    if change.tag in _NEEDS_EVIDENCE and tag_of(change.dimensions, reworded=True) is not change.tag:
        raise InvariantError(f"the signs do not give the tag {change.tag}", where=change.id)
