"""Clauses: triggers and carve-outs that came or went, suspicion, `and` and `or`."""

from __future__ import annotations

import re

from legiscompare.model import Cue, NormKind, Op, Span
from legiscompare.tag.case import Case
from legiscompare.tag.mechanisms.common import overlap, spent, text_of
from legiscompare.tag.segments import content


def exception(case: Case) -> None:
    """Carve-outs that came or went."""
    _clauses(case, "exception")


def condition(case: Case) -> None:
    """Triggers that came or went whole."""
    _clauses(case, "condition")


def _clauses(case: Case, group: str) -> None:
    """Clauses that came or went: the cue is new (or gone) and so is most of what it governs."""
    lost, gained = case.cues(group)
    if case.kind is not NormKind.PROHIBITION:
        # Only in a ban does `without the measure` narrow; in a sanction's trigger it is the breach itself.
        lost, gained = ([cue for cue in cues if cue.id != "condition.without"] for cues in (lost, gained))
    for cue in gained:
        span = _clause(case, cue, final=True)
        if not spent(case.spent_final, cue.span) and _mostly(case, span, gained=True):
            case.fire(f"{_other_law(cue)}-in" if _other_law(cue) else f"{group}.in", None, span)
    for cue in lost:
        span = _clause(case, cue, final=False)
        if not spent(case.spent_draft, cue.span) and _mostly(case, span, gained=False):
            case.fire(f"{_other_law(cue)}-out" if _other_law(cue) else f"{group}.out", span, None)


def _other_law(cue: Cue) -> str:
    """A carve-out for what other law may say: how far it goes the two texts do not tell (codebook §6)."""
    return "exception.other-law" if cue.id == "exception.other-law" else ""


_MOSTLY = 0.6
"""Share of a clause's content words that must be new (or gone) for the clause to have come (or gone)."""


def _mostly(case: Case, span: Span, *, gained: bool) -> bool:
    """Whether most of a clause stands in inserted (or deleted) runs; that its cue is one more (or fewer) is known already."""
    words = content(text_of(case, gained=gained), span, case.language)
    op = Op.INSERT if gained else Op.DELETE
    runs = [edit.final if gained else edit.draft for edit in case.edits if edit.op is op and not edit.editorial]
    changed = [word for word in words if any(overlap(run, word.span) for run in runs)]
    return bool(words) and len(changed) >= _MOSTLY * len(words)


def _clause(case: Case, cue: Cue, *, final: bool) -> Span:
    """The clause that a trigger or a carve-out opens or closes."""
    norms = case.final_norms if final else case.draft_norms
    for norm in norms:
        for span in (*norm.conditions, *norm.exceptions):
            if overlap(span, cue.span):
                return span
    return cue.span


def suspicion(case: Case) -> None:
    """Less than certainty is enough to set off the norm, or no longer."""
    lost, gained = case.cues("suspicion")
    for cue in gained:
        if any(one.holds(cue.span) for norm in case.final_norms for one in norm.conditions):
            case.fire("condition.suspicion-in", None, cue.span)
    for cue in lost:
        if any(one.holds(cue.span) for norm in case.draft_norms for one in norm.conditions):
            case.fire("condition.suspicion-out", cue.span, None)


def connective(case: Case) -> None:
    """`and` → `or` between the elements of a scope rule, definition or trigger; elsewhere it does not tell."""
    for old, new in zip(case.edits, case.edits[1:], strict=False):
        if old.op is not Op.DELETE or new.op is not Op.INSERT:
            continue
        gone, come = _connective(case.draft.text, old.draft), _connective(case.final.text, new.final)
        if not gone or not come or gone == come:
            continue
        cumulative = case.kind in {NormKind.SCOPE, NormKind.DEFINITION} or any(
            span.holds(old.draft) for norm in case.draft_norms for span in norm.conditions
        )
        cumulative = cumulative or (case.kind is NormKind.EXEMPTION and _before_modal(case, old.draft))
        if not cumulative:
            case.fire("act.and-to-or" if come == "or" else "act.or-to-and", old.draft, new.final)
        else:
            case.fire("condition.and-to-or" if come == "or" else "condition.or-to-and", old.draft, new.final)


def doer(case: Case) -> None:
    """A duty to have a thing done that may now be done by oneself too (自行或者委托, itself or through), or no longer."""
    pattern = case.language.tables["words"].get("oneself_or")
    if not pattern or case.kind is not NormKind.OBLIGATION:
        return
    oneself = re.compile(pattern, re.IGNORECASE)
    for edit in case.edits:
        if edit.op is Op.INSERT and oneself.fullmatch(edit.final.of(case.final.text).strip(" ,，、")):
            case.fire("act.alternative-in", None, edit.final)
        elif edit.op is Op.DELETE and oneself.fullmatch(edit.draft.of(case.draft.text).strip(" ,，、")):
            case.fire("act.alternative-out", edit.draft, None)


def _before_modal(case: Case, span: Span) -> bool:
    return any(n.deontic_span and n.span.holds(span) and span.end <= n.deontic_span.start for n in case.draft_norms)


_AND, _OR = {"and", "和", "并且", "且", "以及", "及", "并"}, {"or", "或者", "或"}


def _connective(text: str, span: Span) -> str:
    words = span.of(text).strip(" ,，、").casefold()
    return "and" if words in _AND else "or" if words in _OR else ""
