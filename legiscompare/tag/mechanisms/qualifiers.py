"""Qualifiers: words that let the bearer do less or ask more of the act."""

from __future__ import annotations

from legiscompare.lang.language import Entry
from legiscompare.model import Cue, Span
from legiscompare.tag.case import Case
from legiscompare.tag.mechanisms.common import overlap, same_block, spend, spent, text_of
from legiscompare.tag.segments import weighs


def qualifier(case: Case) -> None:
    """Words that let the bearer do less or ask more of the act.

    A weak one (appropriate, relevant, sufficient) counts only where it came or went alone: inside a new item it
    describes the item.
    """
    _of_one_meaning(case)
    lost, gained = case.cues("qualifier")
    lost = [cue for cue in lost if not spent(case.spent_draft, cue.span) and _stands_alone(case, cue, gained=False)]
    gained = [cue for cue in gained if not spent(case.spent_final, cue.span) and _stands_alone(case, cue, gained=True)]
    for new in gained:
        entry = case.language.entry(new.id)
        old = next((cue for cue in lost if _opposed(case, cue, new) and same_block(case, cue, new)), None)
        if old is not None:
            lost.remove(old)
            case.fire("qualifier.sharper" if entry.effect == "raises" else "qualifier.blunter", old.span, new.span)
        elif (other := _exchanged_for(case, new, gained=True)) and _gradual(entry):
            case.fire("precision.other", other, new.span)
            spend(case, new, gained=True, both=True)
        else:
            case.fire(_QUALIFIER_IN[_effect(entry.id, entry.effect)], None, new.span)
            # What it replaced is not weighed again: by letter → by suitable means.
            spend(case, new, gained=True, both=entry.effect == "unclear")
    for old in lost:
        entry = case.language.entry(old.id)
        if (other := _exchanged_for(case, old, gained=False)) and _gradual(entry):
            case.fire("precision.other", old.span, other)
            spend(case, old, gained=False, both=True)
            continue
        case.fire(_QUALIFIER_OUT[_effect(entry.id, entry.effect)], old.span, None)
        spend(case, old, gained=False, both=entry.effect == "unclear")


def _of_one_meaning(case: Case) -> None:
    """A qualifier put in other words of the same meaning (statutory → in accordance with law) is no change."""
    old, new = (
        [cue for norm in norms for cue in norm.cues if cue.id.startswith("qualifier.") and touched(cue.span)]
        for norms, touched in ((case.draft_norms, case.deleted), (case.final_norms, case.inserted))
    )
    for cue in old:
        # A reference to other law says the same wherever it stands; other words qualify what they stand with.
        anywhere = case.language.entry(cue.id).effect == "unclear"
        twin = next((one for one in new if one.id == cue.id and (anywhere or same_block(case, cue, one))), None)
        if twin is not None:
            new.remove(twin)
            case.account(cue.span, twin.span)


def _gradual(entry: Entry) -> bool:
    """Whether a word of another kind in its place may ask as much: stable for robust, but not a month for `if possible`."""
    return entry.effect == "raises" or (entry.effect == "lowers" and entry.weight <= 1)


def _exchanged_for(case: Case, cue: Cue, *, gained: bool) -> Span | None:
    """The words of substance that a cue took the place of (or gave way to): suitable means for a letter."""
    for block in case.blocks:
        own, words = (block.final, block.gone) if gained else (block.draft, block.come)
        if any(overlap(run, cue.span) for run in own):
            text = text_of(case, gained=not gained)
            if weighs(text, words, case.language):
                return Span(words[0].span.start, words[-1].span.end)
    return None


def _opposed(case: Case, old: Cue, new: Cue) -> bool:
    effects = {case.language.entry(old.id).effect, case.language.entry(new.id).effect}
    return effects == {"lowers", "raises"} and not any(cue.id.endswith(".unlawful") for cue in (old, new))


def _stands_alone(case: Case, cue: Cue, *, gained: bool) -> bool:
    """Whether the run that brought or took the cue holds little else; strong qualifiers count in any company."""
    entry = case.language.entry(cue.id)
    strong = entry.id.endswith((".feasible", ".unlawful"))
    if "where" in cue.span.of(text_of(case, gained=gained)).casefold():
        return True
    for block in case.blocks:
        for run in block.final if gained else block.draft:
            if overlap(run, cue.span):
                words = block.come if gained else block.gone
                others = [word for word in words if run.holds(word.span) and not overlap(word.span, cue.span)]
                cues = [
                    c
                    for n in (case.final_norms if gained else case.draft_norms)
                    for c in n.cues
                    if c.id.startswith("qualifier.")
                ]
                rest = [word for word in others if not any(overlap(word.span, c.span) for c in cues)]
                if strong:
                    return len(rest) <= _IN_COMPANY * (1 if case.language.spaced else 2)
                return not weighs(text_of(case, gained=gained), rest, case.language)
    return True


_IN_COMPANY = 5
"""Content words beside which `as far as possible` still qualifies the norm and not just a new element."""


_QUALIFIER_IN = {
    "lowers": "qualifier.lowering-in", "raises": "qualifier.raising-in",
    "unclear": "qualifier.lawfully-in", "unlawful": "qualifier.unlawful-in",
}  # fmt: skip
_QUALIFIER_OUT = {
    "lowers": "qualifier.lowering-out", "raises": "qualifier.raising-out",
    "unclear": "qualifier.lawfully-out", "unlawful": "qualifier.unlawful-out",
}  # fmt: skip


def _effect(identifier: str, effect: str) -> str:
    return "unlawful" if identifier.endswith(".unlawful") else effect
