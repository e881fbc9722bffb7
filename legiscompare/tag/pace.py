"""How soon and how often without a figure (immediately, regularly), and such a word against a deadline in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import NormKind
from legiscompare.tag.figure_effects import DENOTES, in_right
from legiscompare.tag.operations import effect_of, family

if TYPE_CHECKING:
    from legiscompare.model import Cue, Span
    from legiscompare.tag.half import Half
    from legiscompare.tag.operations import Findings


def pace(findings: Findings) -> None:
    """How soon without a figure: immediately, promptly; and against a deadline in figures."""
    _ranked(findings, "pace", faster_is_more=True)


def rhythm(findings: Findings) -> None:
    """How often without a measure: regularly, continuously."""
    _ranked(findings, "rhythm", faster_is_more=False)


def _ranked(findings: Findings, group: str, *, faster_is_more: bool) -> None:
    view = findings.view
    old, new = view.draft.cues(group), view.final.cues(group)
    lost = [cue for cue in old if view.draft.is_left(cue.span)]
    gained = [cue for cue in new if view.final.is_left(cue.span)]
    if len(old) == len(new) and len(lost) != len(gained):
        # without delay → without undue delay: of the old words none is gone
        pairs = [
            (one, two)
            for one, two in zip(old, new, strict=True)
            if view.draft.is_left(one.span) or view.final.is_left(two.span)
        ]
        lost, gained = [one for one, _ in pairs], [two for _, two in pairs]
    for one, two in zip(lost, gained, strict=False):
        if not _open(view.draft, one.span) and not _open(view.final, two.span):
            continue
        before, after = view.draft.layer.entry(one).weight, view.final.layer.entry(two).weight
        if before == after:
            view.draft.spend(one.span)
            view.final.spend(two.span)
        elif not before or not after:
            # Regularly is open: against a rhythm in figures it asks less.
            _time(findings, one.span, two.span, faster=bool(after), half=view.final)
        else:
            _time(findings, one.span, two.span, faster=(after > before) is faster_is_more, half=view.final)
    for one in lost[len(gained) :]:
        if _open(view.draft, one.span):
            _against_deadline(findings, one, group, gained=False)
    for two in gained[len(lost) :]:
        if _open(view.final, two.span):
            _against_deadline(findings, two, group, gained=True)


def _open(half: Half, span: Span) -> bool:
    """Whether no figure has accounted for a word (once a week is both)."""
    return not any(one.start < span.end and span.start < one.end for one in half.spent)


def _against_deadline(findings: Findings, cue: Cue, group: str, *, gained: bool) -> None:
    """`immediately` → `within 24 hours`: the word is the stricter; alone, it came or went."""
    view = findings.view
    half = view.final if gained else view.draft
    other = next(
        (
            one
            for one in findings.found
            if one.rule in {"time.came", "time.gone"} and (one.draft if gained else one.final) is not None
        ),
        None,
    )
    if other is not None and (group == "pace" or not half.layer.entry(cue).weight):
        findings.found.remove(other)
        strict = group == "pace" and half.layer.entry(cue).weight >= 5
        draft = other.draft if gained else cue.span
        final = cue.span if gained else other.final
        if strict:
            _time(findings, draft, final, faster=gained, half=half)
        else:
            findings.add("time.exchanged", "unclear", draft, final, certain=False)
        return
    role = half.role_at(cue.span)
    if role in DENOTES:
        return
    if view.kind is NormKind.RIGHT and group == "pace":
        effect, certain = in_right(findings, up=not gained)
    else:
        effect, certain = _pace_effect(view.kind, "came" if gained else "gone")
    name = "came" if gained else "gone"
    findings.add(f"time.{name}", effect, None if gained else cue.span, cue.span if gained else None, certain=certain)


def _pace_effect(kind: NormKind, move: str) -> tuple[str, bool]:
    """What a word of haste does; an authority that must act at once may press harder or be bound itself."""
    if family(kind) == "power":
        return "unclear", False
    # Ordered to mend it at once: whether that presses whoever orders or whoever mends no mark tells.
    return effect_of(kind, "time", move), kind is not NormKind.SANCTION


def _time(findings: Findings, draft: Span | None, final: Span | None, *, faster: bool, half: Half) -> None:
    kind = findings.view.kind
    span = final or draft
    if span is not None and half.role_at(span) in DENOTES:
        findings.add("time.exchanged", "unclear", draft, final, certain=False)
        return
    effect, certain = _pace_effect(kind, "narrower" if faster else "wider")
    findings.add(f"time.{'shorter' if faster else 'longer'}", effect, draft, final, certain=certain)
