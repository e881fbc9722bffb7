"""Time words: deadlines, rhythms, haste, hours."""

from __future__ import annotations

import re

from legiscompare.model import Cue, NormKind, Span
from legiscompare.tag.case import Case
from legiscompare.tag.mechanisms.common import overlap, same_block, spend, spent, text_of


def time(case: Case) -> None:
    """Deadlines, rhythms and words of haste that came, went or changed."""
    _rhythms(case)
    lost, gained = case.cues("time")
    lost = [cue for cue in lost if not spent(case.spent_draft, cue.span)]
    gained = [cue for cue in gained if not spent(case.spent_final, cue.span)]
    to_law, from_law = (
        [cue for cue in cues if cue.id == "qualifier.lawfully"] for cues in reversed(case.cues("qualifier"))
    )
    for new in gained:
        old = next((cue for cue in lost if same_block(case, cue, new)), None)
        if old is not None:
            lost.remove(old)
            before, after = case.language.entry(old.id).weight, case.language.entry(new.id).weight
            name = "time.stricter" if after > before else "time.looser" if after < before else "time.other"
            case.fire(name, old.span, new.span)
        elif (law := next((cue for cue in from_law if same_block(case, cue, new)), None)) is not None:
            case.fire("time.other", law.span, new.span)
        else:
            rule = "time.window-in" if _window(case, new) else "time.in"
            case.fire(rule, None, _phrase(case, new.span, gained=True))
    for old in lost:
        if (law := next((cue for cue in to_law if same_block(case, old, cue)), None)) is not None:
            # What a deadline gave way to is for other law to say.
            case.fire("time.other", old.span, law.span)
        else:
            rule = "time.window-out" if _window(case, old) else "time.out"
            case.fire(rule, _phrase(case, old.span, gained=False), None)


def window(case: Case) -> None:
    """Hours within which something may be done: set or lifted."""
    lost, gained = case.cues("window")
    limits = [cue for cue in gained if cue.id == "window.hours"]
    for cue in limits:
        case.fire("time.window-in", None, cue.span)
        spend(case, cue, gained=True, both=False)
    for cue in [cue for cue in lost if cue.id == "window.hours"]:
        case.fire("time.window-out", cue.span, None)
        spend(case, cue, gained=False, both=False)


def _rhythms(case: Case) -> None:
    """One rhythm for another (every quarter → every month): the shorter presses more."""
    periods: dict[str, float] = case.language.tables["norms"].get("periods", {})
    before = [
        (cue, _words(case.draft.text, cue)) for n in case.draft_norms for cue in n.cues if cue.id == "time.periodic"
    ]
    after = [
        (cue, _words(case.final.text, cue)) for n in case.final_norms for cue in n.cues if cue.id == "time.periodic"
    ]
    for old, was in before:
        for new, now in after:
            if was != now and was in periods and now in periods and same_block(case, old, new):
                case.fire("time.stricter" if periods[now] < periods[was] else "time.looser", old.span, new.span)


def _words(text: str, cue: Cue) -> str:
    return cue.span.of(text).casefold()


def _window(case: Case, cue: Cue) -> bool:
    """A deadline set to a power limits the power, a longest time a sanction; it presses nobody else."""
    if cue.id != "time.deadline":
        return False
    norms = (*case.draft_norms, *case.final_norms)
    longest = any(q.low is None and cue.span.start <= q.span.start < cue.span.end for n in norms for q in n.quantities)
    return case.kind is NormKind.POWER or (case.kind is NormKind.SANCTION and longest)


def _phrase(case: Case, span: Span, *, gained: bool) -> Span:
    """A deadline that opens its run takes the run up to the next comma with it: `within ten days of the application`."""
    if not any(
        cue.span == span and cue.id == "time.deadline" for n in (*case.draft_norms, *case.final_norms) for cue in n.cues
    ):
        return span
    text = text_of(case, gained=gained)
    for block in case.blocks:
        for run in block.final if gained else block.draft:
            if overlap(run, span) and not text[run.start : span.start].strip(" ,，"):
                stop = re.compile("[,，;；.。]").search(text, span.end, run.end)
                end = stop.start() if stop else run.end
                return Span(span.start, span.start + len(text[span.start : end].rstrip()))
    return span
