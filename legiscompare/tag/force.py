"""Force: the modal words, result against conduct, negation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Deontic, Norm, NormKind, PartyClass, Role, Span
from legiscompare.norms import POLICY
from legiscompare.tag.operations import family

if TYPE_CHECKING:
    from legiscompare.model import Cue
    from legiscompare.tag.half import Half
    from legiscompare.tag.operations import Findings

_STRENGTH = {
    Deontic.SHALL: 4, Deontic.SHALL_NOT: 4, Deontic.BINDS: 3, Deontic.NONE: 3, Deontic.SHOULD: 1, Deontic.MAY: 0,
}  # fmt: skip
_SILENT = {Deontic.NONE, Deontic.BINDS}
_COMMANDS = {Deontic.SHALL, Deontic.SHALL_NOT}


_OF_ITSELF = {NormKind.RIGHT, NormKind.EXEMPTION, NormKind.DEFINITION, NormKind.SCOPE}
"""Kinds whose list points have no force but their lead-in's."""


def deontic(findings: Findings) -> None:
    """Modal words: shall, should, may, must not; expressed or silent."""
    view = findings.view
    old, new = view.draft.speaker(), view.final.speaker()
    draft, final = _own(old), _own(new)
    if _purpose(findings):
        return
    # The modal's own words (is prohibited, permissible) are read here and nowhere else.
    view.draft.spend(draft)
    view.final.spend(final)
    if old.deontic is new.deontic:
        _same(findings, draft, final)
        return
    above = draft is None and final is None
    if above and {old.kind, new.kind} & _OF_ITSELF:
        return  # a ground of a right, an exemption: the modal above it says nothing of it
    if {old.deontic, new.deontic} & _SILENT:
        _silent(findings, draft, final)
        return
    kinds = {old.kind, new.kind}
    if NormKind.PROHIBITION in kinds and kinds & {NormKind.POWER, NormKind.SANCTION} and _official(old, new):
        _power_or_ban(findings, draft, final)
        return
    before, after = _STRENGTH[old.deontic], _STRENGTH[new.deontic]
    if {old.deontic, new.deontic} == _COMMANDS and _same_bounds(view.draft, view.final):
        return
    if {old.deontic, new.deontic} == {Deontic.MAY, Deontic.SHALL} and _both_only(view.draft, view.final):
        return
    if {old.deontic, new.deontic} == {Deontic.MAY, Deontic.SHALL_NOT} and _same_gate(view.draft, view.final):
        return
    if {old.deontic, new.deontic} == _COMMANDS:
        findings.add("deontic.reversed", "unclear", draft, final, certain=False)
    elif after != before:
        name = "weaker" if after < before else "stronger"
        findings.add(f"deontic.{name}", name, draft, final, certain=not above)


def _same_bounds(draft: Half, final: Half) -> bool:
    """Whether a ban and a duty set one limit: shall not be more than fifty, shall be at most fifty."""
    limits = []
    for half in (draft, final):
        banned = half.speaker().deontic is Deontic.SHALL_NOT
        figures = half.quantities()
        if len(figures) != 1 or (figures[0].low is None) == (figures[0].high is None):
            return False
        one = figures[0]
        limits.append((one.unit, *((one.high, one.low) if banned else (one.low, one.high))))
    if limits[0] != limits[1]:
        return False
    for half in (draft, final):
        half.spend(half.element_at(half.quantities()[0].span).span)
        half.limited.append(half.quantities()[0].span)
    return True


def _same_gate(draft: Half, final: Half) -> bool:
    """Whether a ban without leave and leave on a condition say the same: 未经同意不得, 经同意方可; not without, only with."""
    banned, allowed = (draft, final) if draft.speaker().deontic is Deontic.SHALL_NOT else (final, draft)
    if not allowed.cues("only"):
        return _unless_is_if(banned, allowed)
    modal = banned.speaker().deontic_span
    said = [
        cue.span
        for cue in banned.cues("negation")
        if not (modal and modal.start <= cue.span.start < modal.end) and banned.role_at(cue.span) is not Role.ACT
    ]
    said += [element.head for element in banned.elements if element.role is Role.EXCEPTION and element.head]
    if len(said) != 1:
        return False
    banned.spend(said[0])
    for cue in allowed.cues("only"):
        allowed.spend(cue.span)
    return True


def _both_only(draft: Half, final: Half) -> bool:
    """Whether both sides allow an act on a condition alone: may only take place if, shall take place only if."""
    gated = all(any(one.role is Role.CONDITION for one in half.elements) for half in (draft, final))
    if not gated or draft.layer.language.profile.han or not all(half.cues("only") for half in (draft, final)):
        return False
    for half in (draft, final):
        for cue in half.cues("only"):
            half.spend(cue.span)
    return True


def _unless_is_if(banned: Half, allowed: Half) -> bool:
    """Whether what a ban excepts is what is allowed: shall not be exempt unless it has ten, that has ten shall be exempt."""
    gates = [n for n, element in enumerate(banned.elements) if element.role is Role.EXCEPTION]
    if len(gates) != 1:
        return False
    said = {word.key for word, at in zip(banned.words, banned.at, strict=True) if at == gates[0] and not word.light}
    homes = {n for n, one in enumerate(allowed.elements) if one.role in {Role.BEARER, Role.CONDITION}}
    met = {word.key for word, at in zip(allowed.words, allowed.at, strict=True) if at in homes}
    if not said or len(said & met) < _MOST * len(said):
        return False
    head = banned.elements[gates[0]].head
    banned.spend(head)
    return True


_MOST = 0.8
"""Share of an exception's words that the condition of the other side repeats where both say the same."""


def _official(old: Norm, new: Norm) -> bool:
    """Whether an authority is what both norms speak of, or one of no known party."""
    return all(not norm.bearer.text or PartyClass.AUTHORITY in norm.bearer.classes for norm in (old, new))


def _power_or_ban(findings: Findings, draft: Span | None, final: Span | None) -> None:
    """A power over others became a ban on its holder: they are freer, where the act presses them (may refuse)."""
    view = findings.view
    lost = view.draft.speaker().kind is not NormKind.PROHIBITION
    half = view.draft if lost else view.final
    presses = half.speaker().kind is NormKind.SANCTION or any(
        half.layer.find("verb:coerces", norm.span) for norm in half.norms
    )
    effect = ("narrows" if lost else "widens") if presses else "unclear"
    findings.add(f"deontic.{'stronger' if lost else 'weaker'}", effect, draft, final, certain=presses)


def _silent(findings: Findings, draft: Span | None, final: Span | None) -> None:
    """A binding word came or went where the sentence bound without one."""
    view = findings.view
    old, new = view.draft.speaker(), view.final.speaker()
    if {old.deontic, new.deontic} <= _SILENT or view.kind in {NormKind.DEFINITION, NormKind.SCOPE}:
        return
    spoken, half = (new, view.final) if old.deontic in _SILENT else (old, view.draft)
    span = final if spoken is new else draft
    present = half.layer.language.profile.binding_present
    if present and spoken.deontic is Deontic.SHALL and not old.inherited and not new.inherited:
        return  # führt ein Register, hat ein Register zu führen: both bind
    if span is None or (old.deontic is Deontic.NONE and not view.draft.norms[0].inherited and spoken is old):
        return
    came = spoken is new
    if spoken.deontic in {Deontic.MAY, Deontic.SHOULD}:
        # 可以处 → 处: discretion came or went.
        name = "weaker" if came else "stronger"
    elif NormKind.SANCTION in {old.kind, new.kind} or _by_verb(half, old) or _by_verb(half, new):
        return
    else:
        name = "silent-to-express" if came else "express-to-silent"
    effect = {"silent-to-express": "stronger", "express-to-silent": "weaker"}.get(name, name)
    findings.add(f"deontic.{name}", effect, draft, final, certain=name in {"weaker", "stronger"})


def _by_verb(half: Half, norm: Norm) -> bool:
    """Whether the norm's own verb binds (承担, 负责): a modal beside it adds nothing."""
    cue = _cue(half, norm)
    return cue is not None and cue.id.startswith("modal.binds-by-verb")


def _cue(half: Half, norm: Norm) -> Cue | None:
    span = norm.deontic_span
    if span is None:
        return None
    return next((cue for cue in half.layer.find("modal", span) if cue.span == span), None)


def _own(norm: Norm) -> Span | None:
    """Where the norm's modal stands, if in its own words."""
    span = norm.deontic_span
    return span if span and norm.span.holds(span) else None


def _same(findings: Findings, draft: Span | None, final: Span | None) -> None:
    """The same deontic in a weaker or stronger word: 不应当 → 不得."""
    view = findings.view
    old, new = view.draft.speaker(), view.final.speaker()
    if old.deontic not in _COMMANDS or draft is None or final is None:
        return
    one, two = _cue(view.draft, old), _cue(view.final, new)
    if one is None or two is None:
        return
    weights = view.draft.layer.entry(one).weight, view.final.layer.entry(two).weight
    if weights[0] and weights[1] and weights[0] != weights[1]:
        name = "weaker" if weights[1] < weights[0] else "stronger"
        findings.add(f"deontic.{name}", name, draft, final)


def _purpose(findings: Findings) -> bool:
    """A command that became the purpose of something, or the reverse."""
    view = findings.view
    old, new = view.draft.norms[0], view.final.norms[0]
    if new.kind is NormKind.PRINCIPLE and old.kind not in POLICY and old.deontic in _COMMANDS:
        findings.add("deontic.purpose", "lowers", _through_modal(old), _opening(view.final, new), certain=False)
    elif old.kind is NormKind.PRINCIPLE and new.kind not in POLICY and new.deontic in _COMMANDS:
        findings.add("deontic.from-purpose", "raises", _opening(view.draft, old), _through_modal(new), certain=False)
    else:
        return False
    return True


def _through_modal(norm: Norm) -> Span:
    """The words that give a command its bearer and its force."""
    modal = norm.deontic_span
    return Span(norm.span.start, modal.end) if modal and norm.span.holds(modal) else norm.span


def _opening(half: Half, norm: Norm) -> Span:
    """The words that make a statement one of purpose or principle."""
    found = half.layer.find("kind", norm.span)
    return next((cue.span for cue in found if half.layer.entry(cue).value == NormKind.PRINCIPLE), norm.span)


_MAIN = {Role.ACT, Role.MODAL, Role.OBJECT, Role.BEARER, Role.CONSTRAINT}


def effort(findings: Findings) -> None:
    """Result against conduct in the main act: ensure → take measures to ensure."""
    view = findings.view
    if family(view.kind) != "duty":
        return
    before, after = _efforts(view.draft), _efforts(view.final)
    kinds = [
        {half.layer.entry(cue).value for cue in cues} for half, cues in ((view.draft, before), (view.final, after))
    ]
    if kinds[0] == kinds[1]:
        return
    # An effort that the other side names in another place (measures aimed at ensuring) was no change of the act.
    ids = [{cue.id for cue in half.cues("effort")} for half in (view.draft, view.final)]
    lost = [cue for cue in before if view.draft.layer.entry(cue).value not in kinds[1] and cue.id not in ids[1]]
    gained = [cue for cue in after if view.final.layer.entry(cue).value not in kinds[0] and cue.id not in ids[0]]
    if not lost and not gained:
        return
    was, now = _first(lost), _first(gained)
    if "result" in kinds[0] and "result" not in kinds[1] and "conduct" in kinds[1]:
        findings.add("obligation_type.result-to-conduct", "lowers", was or before[0].span, now or after[0].span)
    elif "result" in kinds[1] and "result" not in kinds[0] and "conduct" in kinds[0]:
        findings.add("obligation_type.conduct-to-result", "raises", was or before[0].span, now or after[0].span)
    elif "conduct" in kinds[1] and not kinds[0] and now and _act_kept(view.draft, view.final, now):
        findings.add("obligation_type.result-to-conduct", "lowers", None, now, certain=False)
    elif "conduct" in kinds[0] and not kinds[1] and was and _act_kept(view.final, view.draft, was):
        findings.add("obligation_type.conduct-to-result", "raises", was, None, certain=False)


def _first(cues: list[Cue]) -> Span | None:
    return cues[0].span if cues else None


def _efforts(half: Half) -> list[Cue]:
    """Effort words that rule the main act, not those of a trigger or a purpose."""
    return [cue for cue in half.cues("effort") if half.role_at(cue.span) in _MAIN]


def _act_kept(plain: Half, other: Half, cue: Span) -> bool:
    """Whether the act of the side without an effort word stands after the effort word of the other side."""
    acts = [element for element in plain.elements if element.role is Role.ACT]
    if not acts:
        return False
    keys = {word.key for word in plain.words if acts[0].span.holds(word.span)}
    return bool(keys) and keys <= {word.key for word in other.words if word.span.start >= cue.start}


_BESIDE = 3
"""Units after a word that says no in which the word it rules begins."""


def negation(findings: Findings) -> None:
    """A word that both sides hold is denied on one of them: includes → does not include."""
    view = findings.view
    if abs(len(_negations(view.draft)) - len(_negations(view.final))) != 1:
        return  # the same said in another way, or a sentence built anew
    old, new = _denied(view.draft), _denied(view.final)
    for half, own, other in ((view.draft, old, new), (view.final, new, old)):
        gained = half is view.final
        for key, cues in own.items():
            for cue in cues[len(other.get(key, ())) :]:
                _reversed(findings, half, cue, gained=gained)


def _reversed(findings: Findings, half: Half, cue: Span, *, gained: bool) -> None:
    kind, home = findings.view.kind, half.element_at(cue)
    draft, final = (None, cue) if gained else (cue, None)
    opens = home.role is Role.EXCEPTION and home.span.start == cue.start  # 包括 → 不包括
    if kind in {NormKind.SANCTION, NormKind.OBLIGATION} and _denies_liability(half, cue):
        effect = "drops_rung" if gained else "adds_rung"  # 不承担赔偿责任
        findings.add(f"enforcement.rung-{'gone' if gained else 'came'}", effect, draft, final, certain=False)
    elif kind is NormKind.DEFINITION and (opens or home.role not in {Role.CONDITION, Role.EXCEPTION}):
        findings.add("definition.reversed", "narrows" if gained else "widens", draft, final, certain=False)
    elif kind not in POLICY:
        findings.add("act.reversed", "unclear", draft, final, certain=False)


def _denies_liability(half: Half, cue: Span) -> bool:
    """Whether a word that says no stands right before words of liability."""
    at = half.layer.range(cue)[1]
    return any(at <= start <= at + 1 for start in half.layer.marks("enforcement"))


def _kept(half: Half, number: int) -> bool:
    """Whether a word, and the one after it in its element, stand on both sides in the same place."""
    after = number + 1 if number + 1 < len(half.words) and half.at[number + 1] == half.at[number] else number
    return not any(half.left[n] or half.moved[n] for n in (number, after))


def _negations(half: Half) -> list[Cue]:
    """Words that say no; neither A nor B says it once."""
    joins = half.layer.marks("join")
    return [cue for cue in half.cues("negation") if half.layer.range(cue.span)[0] not in joins]


def _denied(half: Half) -> dict[str, list[Span]]:
    """Key of a word that the other side holds as well → the words that deny it."""
    layer = half.layer
    modals = [norm.deontic_span for norm in half.norms if norm.deontic_span]
    found: dict[str, list[Span]] = {}
    for cue in _negations(half):
        if any(one.start < cue.span.end and cue.span.start < one.end for one in half.spent) or any(
            modal.start < cue.span.end and cue.span.start < modal.end for modal in modals
        ):
            continue
        at = layer.range(cue.span)[1]
        number = next((n for n, word in enumerate(half.words) if word.span.start >= cue.span.end), None)
        if number is None or not _kept(half, number):
            continue
        start = layer.range(half.words[number].span)[0]
        if start - at <= _BESIDE and not any(layer.units.marks[one] for one in range(at, start)):
            found.setdefault(half.words[number].key, []).append(cue.span)
    return found
