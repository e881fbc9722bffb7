"""Force: the modal words, result against conduct, negation."""

from __future__ import annotations

from legiscompare.model import Cue, Deontic, Document, Norm, NormKind, Op, Span
from legiscompare.tag.case import Case

_STRENGTH = {
    Deontic.SHALL: 4,
    Deontic.SHALL_NOT: 4,
    Deontic.BINDS: 3,
    Deontic.NONE: 3,
    Deontic.SHOULD: 1,
    Deontic.MAY: 0,
}
_SILENT = {Deontic.NONE, Deontic.BINDS}


def deontic(case: Case) -> None:
    """Modal words: shall, should, may, must not; expressed or silent."""
    if _purpose(case):
        return
    old, new = case.deontics()
    # `is prohibited`, `permissible`: the modal's own words are read here and nowhere else.
    case.account(_own(old), _own(new))
    before, after = _STRENGTH[old.deontic], _STRENGTH[new.deontic]
    if old.deontic is new.deontic:
        _same_deontic(case)
        return
    draft, final = _own(old), _own(new)
    if {old.deontic, new.deontic} & _SILENT:
        if {old.deontic, new.deontic} <= _SILENT or _by_verb(case, old) or _by_verb(case, new):
            return
        if new.deontic is Deontic.SHALL and final and case.inserted(final) and old.kind is not NormKind.SANCTION:
            case.fire("deontic.silent-to-express", None, final)
        elif old.deontic is Deontic.SHALL and draft and case.deleted(draft) and new.kind is not NormKind.SANCTION:
            case.fire("deontic.express-to-silent", draft, None)
        return
    if {old.deontic, new.deontic} == {Deontic.SHALL, Deontic.SHALL_NOT}:
        return
    if after < before:
        case.fire("deontic.weaker", draft, final)
    elif after > before:
        case.fire("deontic.stronger", draft, final)


def _purpose(case: Case) -> bool:
    """A command that became the purpose of something, or the reverse."""
    old, new = case.draft_norms[0], case.final_norms[0]
    if new.kind is NormKind.PRINCIPLE and old.deontic in _COMMANDS:
        case.fire("deontic.purpose", _through_modal(old), _opening(case, case.final.text, new))
    elif old.kind is NormKind.PRINCIPLE and new.deontic in _COMMANDS:
        case.fire("deontic.from-purpose", _opening(case, case.draft.text, old), _through_modal(new))
    else:
        return False
    return True


_COMMANDS = {Deontic.SHALL, Deontic.SHALL_NOT}


def _through_modal(norm: Norm) -> Span:
    """The words that give a command its bearer and its force."""
    modal = norm.deontic_span
    return Span(norm.span.start, modal.end) if modal and norm.span.holds(modal) else norm.span


def _opening(case: Case, text: str, norm: Norm) -> Span:
    """The words that make a statement one of purpose or principle."""
    found = case.language.find("kind", text, norm.span)
    return next((cue.span for cue in found if case.language.entry(cue.id).value == "principle"), norm.span)


def _by_verb(case: Case, norm: Norm) -> bool:
    """Whether the norm's own verb binds (承担, 负责): a modal beside it adds nothing."""
    document = case.draft if norm in case.draft_norms else case.final
    if not norm.deontic_span:
        return False
    own = _cue_of(case, document, norm)
    return own is not None and own.id == "modal.binds-by-verb"


def _cue_of(case: Case, document: Document, norm: Norm) -> Cue | None:
    """The norm's modal as the lexicon knows it.

    It is looked up in all of the norm: what follows a modal can decide which it is (may … only in).
    """
    span = norm.deontic_span
    if span is None:
        return None
    around = norm.span if norm.span.holds(span) else span
    found = case.language.find("modal", document.text, around)
    own = next((cue for cue in found if cue.span == span), None)
    return own or next(iter(case.language.find("modal", document.text, span)), None)


def _own(norm: Norm) -> Span | None:
    """Where the norm's modal stands, if in its own words."""
    span = norm.deontic_span
    return span if span and norm.span.holds(span) else None


def _same_deontic(case: Case) -> None:
    """The same deontic in a weaker or stronger word: 不应当 → 不得."""
    old, new = case.deontics()
    if not (old.deontic_span and new.deontic_span) or old.deontic not in {Deontic.SHALL, Deontic.SHALL_NOT}:
        return
    weights = []
    for document, norm in ((case.draft, old), (case.final, new)):
        own = _cue_of(case, document, norm)
        weights.append(case.language.entry(own.id).weight if own else 0.0)
    if weights[0] == weights[1] or 0.0 in weights:
        return
    draft, final = _own(old), _own(new)
    if draft and final:
        case.fire("deontic.weaker" if weights[1] < weights[0] else "deontic.stronger", draft, final)


def obligation_type(case: Case) -> None:
    """Result against conduct: ensure → take measures to ensure."""
    lost, gained = case.cues("obligation_type")
    result_lost, conduct_lost = _by_value(case, lost)
    result_gained, conduct_gained = _by_value(case, gained)
    before, after = _types(case.draft_norms), _types(case.final_norms)
    if result_lost and "conduct" in after and "result" not in after:
        conduct = conduct_gained[0].span if conduct_gained else None
        case.fire("obligation_type.result-to-conduct", result_lost[0].span, conduct)
    elif result_gained and "conduct" in before and "result" not in before:
        conduct = conduct_lost[0].span if conduct_lost else None
        case.fire("obligation_type.conduct-to-result", conduct, result_gained[0].span)
    elif conduct_gained and "conduct" not in before and _is_measures(case, conduct_gained[0]):
        case.fire("obligation_type.result-to-conduct", None, conduct_gained[0].span)
    elif conduct_lost and "conduct" not in after and _was_measures(case, conduct_lost[0]):
        case.fire("obligation_type.conduct-to-result", conduct_lost[0].span, None)


def _types(norms: tuple[Norm, ...]) -> set[str]:
    return {cue.id.partition(".")[2] for norm in norms for cue in norm.cues if cue.id.startswith("obligation_type.")}


def _by_value(case: Case, cues: list[Cue]) -> tuple[list[Cue], list[Cue]]:
    values = [(cue, case.language.entry(cue.id).value) for cue in cues]
    return [cue for cue, value in values if value == "result"], [cue for cue, value in values if value == "conduct"]


def _is_measures(case: Case, cue: Cue) -> bool:
    """`take measures to …` put before an act that stays: the act itself is no longer owed."""
    words = cue.span.of(case.final.text).casefold()
    kept = any(
        edit.op is Op.EQUAL and edit.final.end - max(edit.final.start, cue.span.end) > _KEPT for edit in case.edits
    )
    return kept and words.endswith(_RESULTS)


def _was_measures(case: Case, cue: Cue) -> bool:
    words = cue.span.of(case.draft.text).casefold()
    kept = any(
        edit.op is Op.EQUAL and edit.draft.end - max(edit.draft.start, cue.span.end) > _KEPT for edit in case.edits
    )
    return kept and words.endswith(_RESULTS)


_RESULTS = ("to ensure", "to prevent", "to guarantee", "to avoid", "防止", "确保", "保证", "避免")
_KEPT = 8
"""Characters of the act that must stand unchanged after the measures."""


def negation(case: Case) -> None:
    """`includes` → `does not include` in a definition or scope rule, or back."""
    if case.kind not in {NormKind.DEFINITION, NormKind.SCOPE}:
        return
    lost, gained = case.cues("negation")
    for cue in gained:
        case.fire("definition.narrower", None, cue.span)
    for cue in lost:
        case.fire("definition.wider", cue.span, None)
