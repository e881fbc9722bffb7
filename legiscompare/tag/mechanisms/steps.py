"""Steps and references: sanctions, procedure, delegation, named acts, cross-references."""

from __future__ import annotations

import re

from legiscompare.model import Cue, NormKind, Span
from legiscompare.tag.case import Case
from legiscompare.tag.mechanisms.common import hull, overlap, same_block, spend, spent, text_of


def enforcement(case: Case) -> None:
    """Rungs of sanctions; in other norms the words of sanction are no element of their own."""
    if case.kind is not NormKind.SANCTION and all(
        norm.kind is not NormKind.SANCTION for norm in (*case.draft_norms, *case.final_norms)
    ):
        return
    before = [cue for norm in case.draft_norms for cue in norm.cues if cue.id == "enforcement.liability"]
    after = [cue for norm in case.final_norms for cue in norm.cues if cue.id == "enforcement.liability"]
    for old, new in zip(before, after, strict=False):
        if case.deleted(old.span) or case.inserted(new.span):
            # One formula of liability for another: whom that frees the words do not tell (codebook §6).
            case.fire("enforcement.other", old.span, new.span)
    _in_out(case, "enforcement")


def procedure(case: Case) -> None:
    """Steps to take: reports, approvals, filings."""
    _in_out(case, "procedure")


def delegation(case: Case) -> None:
    """What is left to later rules or to an authority's discretion."""
    _in_out(case, "delegation")


def _in_out(case: Case, group: str) -> None:
    lost, gained = case.cues(group)
    lost = [cue for cue in lost if any(overlap(w.span, cue.span) for block in case.blocks for w in block.gone)]
    gained = [cue for cue in gained if any(overlap(w.span, cue.span) for block in case.blocks for w in block.come)]
    for cue in gained:
        if not spent(case.spent_final, cue.span):
            case.fire(f"{group}.in", None, cue.span)
            case.account(None, _phrase(case, cue, gained=True))
    for cue in lost:
        if not spent(case.spent_draft, cue.span):
            case.fire(f"{group}.out", cue.span, None)
            case.account(_phrase(case, cue, gained=False), None)


def _phrase(case: Case, cue: Cue, *, gained: bool) -> Span:
    """The words that came (or went) with a step and belong to it: `after prior approval`, 经主管部门批准."""
    text = text_of(case, gained=gained)
    for block in case.blocks:
        own, other = (block.final, block.draft) if gained else (block.draft, block.final)
        for run in own:
            if not other and run.holds(cue.span):
                before = _BEFORE.search(text[run.start : cue.span.start])
                after = _AFTER.match(text[cue.span.end : run.end])
                return Span(
                    run.start + before.start() if before else cue.span.start,
                    cue.span.end + after.end() if after else cue.span.end,
                )
    return cue.span


# Whose step it is, what it follows, what it is a sanction on: 经主管部门批准, after prior approval, loss of the vehicle.
_BEFORE = re.compile(
    r"(?:[经报向由][^，。；、和及的]{0,12}|并?处)$|\b(?:after|with|upon|subject to) (?:\w+ ){0,2}$", re.IGNORECASE
)
_AFTER = re.compile(r" (?:of|by|from) (?:the |an? )?\w+\b", re.IGNORECASE)


def references(case: Case) -> None:
    """A named act that gave way to another or to a general reference, or came in: the words do not tell what that asks."""
    before = {cue.id: cue.span for norm in case.draft_norms for cue in norm.external_refs}
    after = {cue.id: cue.span for norm in case.final_norms for cue in norm.external_refs}
    gone = [span for name, span in before.items() if name not in after and case.deleted(span)]
    come = [span for name, span in after.items() if name not in before and case.inserted(span)]
    if any(spent(case.spent_draft, span) for span in gone[:1]) or any(
        spent(case.spent_final, span) for span in come[:1]
    ):
        return
    if gone or come:
        case.fire("precision.reference", hull(gone) if gone else None, hull(come) if come else None)
    for block in case.blocks:
        named = any(overlap(run, span) for run in block.draft for span in gone[:1]) or any(
            overlap(run, span) for run in block.final for span in come[:1]
        )
        if block.draft and block.final and named:
            case.spent_draft.extend(block.draft)
            case.spent_final.extend(block.final)


def targets(case: Case) -> None:
    """A cross-reference that now points to other rules: editorial only if its target moved along."""
    for old, new in case.moved:
        case.fire("precision.target", old, new)


def involvement(case: Case) -> None:
    """Approval, consultation, information: a step that weighs more or less than the one before."""
    lost, gained = case.cues("involvement")
    for new in gained:
        old = next((cue for cue in lost if same_block(case, cue, new)), None)
        if old is None or spent(case.spent_final, new.span) or spent(case.spent_draft, old.span):
            continue
        lost.remove(old)
        before, after = case.language.entry(old.id).weight, case.language.entry(new.id).weight
        if before != after:
            case.fire("procedure.heavier" if after > before else "procedure.lighter", old.span, new.span)
            spend(case, new, gained=True, both=True)
