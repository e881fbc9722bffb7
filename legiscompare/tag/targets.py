"""References compared as sets of places through the alignment: renumbered is equal; fewer, more, wider are changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Role
from legiscompare.tag.operations import DUTY, effect_of, position_of

if TYPE_CHECKING:
    from legiscompare.model import Alignment, Cue
    from legiscompare.tag.operations import Findings
    from legiscompare.tag.pair import Half


def references(findings: Findings, alignment: Alignment) -> None:
    """Compare the places that both sides refer to. A place whose counterpart is not known says nothing."""
    view = findings.view
    old = [cue for norm in view.draft.norms for cue in norm.refs if cue.id]
    new = [cue for norm in view.final.norms for cue in norm.refs if cue.id]
    for half, cues in ((view.draft, old), (view.final, new)):
        for cue in cues:
            half.spend(cue.span)
            half.pointers.append(cue.span)
    if not old and not new:
        return
    if not old or not new:
        _only_one_side(findings, old, new)
        return
    targets = {cue.id: mapped(alignment, cue.id) for cue in old}
    if any(not found for found in targets.values()) and len(old) == len(new):
        return  # renumbered as far as can be seen
    left = [cue for cue in new if not any(_alike(cue.id, place) for places in targets.values() for place in places)]
    gone = [
        cue
        for cue in old
        if targets[cue.id] and not any(_alike(place, two.id) for place in targets[cue.id] for two in new)
    ]
    unknown = [cue for cue in old if not targets[cue.id]]
    # An unknown place of the draft may be any of those left in the final text.
    left = left[len(unknown) :]
    _sets(findings, gone, left)
    if not gone and not left:
        _depth(findings, old, new, targets)


def _sets(findings: Findings, gone: list[Cue], left: list[Cue]) -> None:
    view = findings.view
    if gone and left and len(gone) == len(left):
        for one, two in zip(gone, left, strict=True):
            findings.add("precision.reference", "unclear", one.span, two.span, certain=False)
        return
    for cue in gone:
        _one(findings, view.draft, cue, gained=False)
    for cue in left:
        _one(findings, view.final, cue, gained=True)


def _one(findings: Findings, half: Half, cue: Cue, *, gained: bool) -> None:
    element = half.element_at(cue.span)
    role = (
        Role.CONDITION if element.role is Role.CONSTRAINT and findings.view.kind.value == "sanction" else element.role
    )
    position = position_of(role, effected=element.effected)
    effect = effect_of(findings.view.kind, position, "choice" if gained else "unchoice")
    if role in {Role.CONSTRAINT, Role.OTHER} or findings.view.kind in DUTY:
        effect = "unclear"
    findings.add(
        f"scope_object.{'more' if gained else 'fewer'}-references",
        effect,
        None if gained else cue.span,
        cue.span if gained else None,
        certain=False,
    )


def _only_one_side(findings: Findings, old: list[Cue], new: list[Cue]) -> None:
    """A reference came or went whole: the words around it say whether anything moved; alone it sharpens or blurs."""
    view = findings.view
    half, cues, gained = (view.final, new, True) if new else (view.draft, old, False)
    for cue in cues:
        element = half.element_at(cue.span)
        around = [word for word in half.words if element.span.holds(word.span)]
        if any(half.is_left(word.span) for word in around):
            continue  # the element's own words are read later
        findings.add(
            "precision.reference", "unclear", None if gained else cue.span, cue.span if gained else None, certain=False
        )


def _depth(findings: Findings, old: list[Cue], new: list[Cue], targets: dict[str, set[str]]) -> None:
    """A whole article for one of its paragraphs, or the reverse."""
    view = findings.view
    for one in old:
        for two in new:
            for place in targets[one.id]:
                if place == two.id or not _alike(place, two.id):
                    continue
                wider = place.startswith(two.id + ".")
                element = view.final.element_at(two.span)
                position = position_of(element.role, effected=element.effected)
                effect = effect_of(view.kind, position, "wider" if wider else "narrower")
                findings.add(
                    f"scope_object.{'wider' if wider else 'narrower'}-reference",
                    effect,
                    one.span,
                    two.span,
                    certain=False,
                )
                return


def _alike(one: str, two: str) -> bool:
    return one == two or one.startswith(two + ".") or two.startswith(one + ".")


def mapped(alignment: Alignment, ref: str) -> set[str]:
    """Where a reference points after renumbering: the longest mapped prefix, the rest kept."""
    parts = ref.split(".")
    for cut in range(len(parts), 0, -1):
        targets = alignment.ref_map.get(".".join(parts[:cut]))
        if targets:
            return {".".join([target, *parts[cut:]]) for target in targets}
    return set()
