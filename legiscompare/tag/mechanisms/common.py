"""What several mechanisms need: overlap of spans, blocks of a cue, words accounted for."""

from __future__ import annotations

from legiscompare.model import Cue, Span
from legiscompare.tag.case import Case


def spend(case: Case, cue: Cue, *, gained: bool, both: bool) -> None:
    """Account for the rest of the block of `cue`: its other side, and with `both` its own too, if it is an exchange."""
    for block in case.blocks:
        own, other = (block.final, block.draft) if gained else (block.draft, block.final)
        if other and any(overlap(run, cue.span) for run in own):
            mine, theirs = (case.spent_final, case.spent_draft) if gained else (case.spent_draft, case.spent_final)
            theirs.extend(other)
            if both:
                mine.extend(own)


def text_of(case: Case, *, gained: bool) -> str:
    return case.final.text if gained else case.draft.text


def same_block(case: Case, lost: Cue, gained: Cue) -> bool:
    for block in case.blocks:
        if any(overlap(span, lost.span) for span in block.draft) and any(
            overlap(span, gained.span) for span in block.final
        ):
            return True
    return False


def overlap(one: Span, two: Span) -> bool:
    return one.start < two.end and two.start < one.end


def spent(spans: list[Span], span: Span) -> bool:
    return any(overlap(one, span) for one in spans)


def hull(spans: list[Span]) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))
