"""What the words of a source do not show: instructions to change another text, recitals that one source leaves out.

An instruction binds nobody by itself; it refers to another text. A consolidated text prints no recitals, so none of them
is gone from the law: norms of recitals without counterpart are left out of a comparison where the other source has no
preamble at all. What moved from a recital into an article, or back, is compared all the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legiscompare.model import Change, Document, Norm, NormKind, Notice, ProvisionKind, Tag
from legiscompare.parsing import enacts, instruction_provisions

if TYPE_CHECKING:
    from collections.abc import Sequence


def instructions_as_references(document: Document, norms: tuple[Norm, ...]) -> tuple[Norm, ...]:
    """Norms of a bill of instructions: the instructions are references to another text, and measure nobody."""
    found = instruction_provisions(document)
    return tuple(
        replace(norm, kind=NormKind.REFERENCE, measured=()) if norm.provision in found else norm for norm in norms
    )


def instructions_told_apart(
    changes: Sequence[Change], draft_norms: Sequence[Norm], final_norms: Sequence[Norm]
) -> tuple[Change, ...]:
    """Changes in which two instructions differ in a number alone are no unchanged ones: the number is what they say."""
    known = {norm.id for norm in (*draft_norms, *final_norms) if norm.kind is NormKind.REFERENCE and not norm.measured}
    out = []
    for change in changes:
        places = (*change.draft, *change.final)
        words = [" ".join("".join(place.text for place in side).split()) for side in (change.draft, change.final)]
        same = change.tag is not Tag.UNCHANGED or words[0] == words[1]
        out.append(
            change if same or any(place.norm not in known for place in places) else replace(change, tag=Tag.REWORDED)
        )
    return tuple(out)


Side = tuple[Document, tuple[Norm, ...]]


def without_missing_recitals(
    changes: Sequence[Change], draft: Side, final: Side
) -> tuple[tuple[Change, ...], tuple[Norm, ...], tuple[Norm, ...], tuple[Notice, ...]]:
    """Changes and norms of both sides without the recitals that the other source does not print, and what was left out."""
    notices: list[Notice] = []
    kept = tuple(changes)
    norms = [draft[1], final[1]]
    sides = ((0, "draft", draft[0], final[0], Tag.REMOVED), (1, "final", final[0], draft[0], Tag.ADDED))
    for index, side, document, other, alone in sides:
        recitals = _recitals(document)
        if not recitals or _has_preamble(other):
            continue
        places = {norm.id for norm in norms[index] if norm.provision in recitals}
        single = {
            place.norm
            for change in kept
            if change.tag is alone
            for place in (*change.draft, *change.final)
            if place.norm in places
        }
        if not single:
            continue
        kept = tuple(
            change
            for change in kept
            if change.tag is not alone or not {place.norm for place in (*change.draft, *change.final)} <= single
        )
        still = {place.norm for change in kept for place in (*change.draft, *change.final)}
        norms[index] = tuple(norm for norm in norms[index] if norm.id not in single or norm.id in still)
        words = f"the other source prints no recitals, so {len(single)} norms of recitals are left out here"
        notices.append(Notice("compare.no-preamble", words, side))
    return kept, norms[0], norms[1], tuple(notices)


def _recitals(document: Document) -> set[str]:
    return {inner.eid for node in document.walk() if node.kind is ProvisionKind.RECITAL for inner in node.walk()}


def _has_preamble(document: Document) -> bool:
    """Whether a source prints recitals, numbered or not, or the words that enact: then a recital that is gone is gone."""
    return any(node.kind is ProvisionKind.RECITAL for node in document.walk()) or enacts(document)
