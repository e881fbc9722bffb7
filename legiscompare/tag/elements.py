"""The mechanisms: each looks at one kind of element of a norm pair and fires the rule that names what happened to it.

They run in order; words that a rule has accounted for are not read again by a later one, so that one change of wording
moves one dimension. What no mechanism claims goes to `slots`, which finds the grammatical place of the words first.
"""

from __future__ import annotations

import re
from collections import Counter

from legiscompare.model import Cue, Deontic, Norm, NormKind, Op, Quantity, Span
from legiscompare.tag.case import Case
from legiscompare.tag.segments import content, weighs

_STRENGTH = {Deontic.SHALL: 4, Deontic.SHALL_NOT: 4, Deontic.BINDS: 3, Deontic.NONE: 3, Deontic.SHOULD: 1, Deontic.MAY: 0}
_SILENT = {Deontic.NONE, Deontic.BINDS}


def deontic(case: Case) -> None:
    """Modal words: shall, should, may, must not; expressed or silent."""
    if _purpose(case):
        return
    old, new = case.deontics()
    before, after = _STRENGTH[old.deontic], _STRENGTH[new.deontic]
    if old.deontic is new.deontic:
        _same_deontic(case)
        return
    draft, final = _modal_span(case.draft.text, old.deontic_span, old.span), _modal_span(case.final.text, new.deontic_span, new.span)
    if {old.deontic, new.deontic} & _SILENT:
        if {old.deontic, new.deontic} <= _SILENT or _by_verb(case, old) or _by_verb(case, new):
            return
        if new.deontic is Deontic.SHALL and final and case.inserted(final):
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
    found = case.language.find("modal", document.text, norm.deontic_span)
    return bool(found) and found[0].id == "modal.binds-by-verb"


def _modal_span(text: str, span: Span | None, own: Span) -> Span | None:
    del text
    return span if span and own.holds(span) else None


def _same_deontic(case: Case) -> None:
    """The same deontic in a weaker or stronger word: 不应当 → 不得."""
    old, new = case.deontics()
    if not (old.deontic_span and new.deontic_span) or old.deontic not in {Deontic.SHALL, Deontic.SHALL_NOT}:
        return
    weights = []
    for document, norm in ((case.draft, old), (case.final, new)):
        assert norm.deontic_span is not None
        found = case.language.find("modal", document.text, norm.deontic_span)
        weights.append(case.language.entry(found[0].id).weight if found else 0.0)
    if weights[0] == weights[1] or 0.0 in weights:
        return
    draft, final = _modal_span("", old.deontic_span, old.span), _modal_span("", new.deontic_span, new.span)
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
    kept = any(edit.op is Op.EQUAL and edit.final.end - max(edit.final.start, cue.span.end) > _KEPT for edit in case.edits)
    return kept and words.endswith(_RESULTS)


def _was_measures(case: Case, cue: Cue) -> bool:
    words = cue.span.of(case.draft.text).casefold()
    kept = any(edit.op is Op.EQUAL and edit.draft.end - max(edit.draft.start, cue.span.end) > _KEPT for edit in case.edits)
    return kept and words.endswith(_RESULTS)


_RESULTS = ("to ensure", "to prevent", "to guarantee", "to avoid", "防止", "确保", "保证", "避免")
_KEPT = 8
"""Characters of the act that must stand unchanged after the measures."""


def qualifier(case: Case) -> None:
    """Words that let the bearer do less or ask more of the act.

    A weak one (appropriate, relevant, sufficient) counts only where it came or went alone: inside a new item it
    describes the item.
    """
    lost, gained = case.cues("qualifier")
    lost = [cue for cue in lost if not _spent(case.spent_draft, cue.span) and _stands_alone(case, cue, gained=False)]
    gained = [cue for cue in gained if not _spent(case.spent_final, cue.span) and _stands_alone(case, cue, gained=True)]
    for new in gained:
        entry = case.language.entry(new.id)
        old = next((cue for cue in lost if _opposed(case, cue, new) and _same_block(case, cue, new)), None)
        if old is not None:
            lost.remove(old)
            case.fire("qualifier.sharper" if entry.effect == "raises" else "qualifier.blunter", old.span, new.span)
        elif (other := _exchanged_for(case, new, gained=True)) and entry.weight <= 1 and entry.effect == "lowers":
            case.fire("precision.other", other, new.span)
            _spend(case, new, gained=True, both=True)
        else:
            case.fire(_QUALIFIER_IN[_effect(entry.id, entry.effect)], None, new.span)
            # What it replaced is not weighed again: by letter → by suitable means.
            _spend(case, new, gained=True, both=entry.effect == "unclear")
    for old in lost:
        entry = case.language.entry(old.id)
        if (other := _exchanged_for(case, old, gained=False)) and entry.weight <= 1 and entry.effect == "lowers":
            case.fire("precision.other", old.span, other)
            _spend(case, old, gained=False, both=True)
            continue
        case.fire(_QUALIFIER_OUT[_effect(entry.id, entry.effect)], old.span, None)


def _exchanged_for(case: Case, cue: Cue, *, gained: bool) -> Span | None:
    """The words of substance that a cue took the place of (or gave way to): suitable means for a letter."""
    for block in case.blocks:
        own, words = (block.final, block.gone) if gained else (block.draft, block.come)
        if any(_overlap(run, cue.span) for run in own):
            text = _text(case, gained=not gained)
            if weighs(text, words, case.language):
                return Span(words[0].span.start, words[-1].span.end)
    return None


def _spend(case: Case, cue: Cue, *, gained: bool, both: bool) -> None:
    """Account for the rest of the block of `cue`: its other side, and with `both` its own too, if it is an exchange."""
    for block in case.blocks:
        own, other = (block.final, block.draft) if gained else (block.draft, block.final)
        if other and any(_overlap(run, cue.span) for run in own):
            mine, theirs = (case.spent_final, case.spent_draft) if gained else (case.spent_draft, case.spent_final)
            theirs.extend(other)
            if both:
                mine.extend(own)


def _opposed(case: Case, old: Cue, new: Cue) -> bool:
    effects = {case.language.entry(old.id).effect, case.language.entry(new.id).effect}
    return effects == {"lowers", "raises"} and not any(cue.id.endswith(".unlawful") for cue in (old, new))


def _stands_alone(case: Case, cue: Cue, *, gained: bool) -> bool:
    """Whether the run that brought or took the cue holds little else; strong qualifiers count in any company."""
    entry = case.language.entry(cue.id)
    strong = entry.id.endswith((".feasible", ".unlawful"))
    if "where" in cue.span.of(_text(case, gained=gained)).casefold():
        return True
    for block in case.blocks:
        for run in block.final if gained else block.draft:
            if _overlap(run, cue.span):
                words = block.come if gained else block.gone
                others = [word for word in words if run.holds(word.span) and not _overlap(word.span, cue.span)]
                cues = [c for n in (case.final_norms if gained else case.draft_norms) for c in n.cues if c.id.startswith("qualifier.")]
                rest = [word for word in others if not any(_overlap(word.span, c.span) for c in cues)]
                if strong:
                    return len(rest) <= _IN_COMPANY * (1 if case.language.spaced else 2)
                return not weighs(_text(case, gained=gained), rest, case.language)
    return True


_IN_COMPANY = 5
"""Content words beside which `as far as possible` still qualifies the norm and not just a new element."""


def _text(case: Case, *, gained: bool) -> str:
    return case.final.text if gained else case.draft.text


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


def _same_block(case: Case, lost: Cue, gained: Cue) -> bool:
    for block in case.blocks:
        if any(_overlap(span, lost.span) for span in block.draft) and any(_overlap(span, gained.span) for span in block.final):
            return True
    return False


def _overlap(one: Span, two: Span) -> bool:
    return one.start < two.end and two.start < one.end


def quantity(case: Case) -> None:
    """Figures that moved, judged by their role: deadlines, periods, amounts, ages, thresholds."""
    before = [q for norm in case.draft_norms for q in _free(norm)]
    after = [q for norm in case.final_norms for q in _free(norm)]
    gained = _surplus(after, before)
    lost = _surplus(before, after)
    for old in list(lost):
        new = next((q for q in gained if q.unit == old.unit or _periods(old, q)), None)
        if new is not None:
            lost.remove(old)
            gained.remove(new)
            if abs(_size(old) - _size(new)) <= _SAME * max(_size(old), _size(new)):
                case.account(old.span, new.span)
            else:
                case.fire(_moved(case, old, new), old.span, new.span)
    for new in gained:
        if _bounded(new) and new.role == "number" and case.inserted(new.span) and _catches(case, new, case.final_norms):
            case.fire("quantity.threshold-in", None, new.span)
    for old in lost:
        if _bounded(old) and old.role == "number" and case.deleted(old.span) and _catches(case, old, case.draft_norms):
            case.fire("quantity.threshold-out", old.span, None)


def _surplus(side: list[Quantity], other: list[Quantity]) -> list[Quantity]:
    """Figures of one side that the other does not have, in order."""
    left = Counter((q.unit, _figure(q)) for q in other)
    found = []
    for q in side:
        if left[q.unit, _figure(q)] > 0:
            left[q.unit, _figure(q)] -= 1
        else:
            found.append(q)
    return found


def _bounded(q: Quantity) -> bool:
    return q.low is None or q.high is None


def _free(norm: Norm) -> list[Quantity]:
    """Figures that are no part of a reference."""
    named = [cue.span for cue in (*norm.refs, *norm.external_refs)]
    return [q for q in norm.quantities if not any(_overlap(q.span, span) for span in named)]


_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "working_day": 1.4, "week": 7.0, "month": 30.4, "year": 365.0}


_SAME = 0.015
"""Three days and 72 hours, one month and 30 days: periods that differ by less than months do are the same."""


def _periods(old: Quantity, new: Quantity) -> bool:
    return old.unit in _DAYS and new.unit in _DAYS


def _figure(q: Quantity) -> float:
    return q.low if q.low is not None else q.high or 0.0


def _size(q: Quantity) -> float:
    return _figure(q) * _DAYS.get(q.unit, 1.0)


def _moved(case: Case, old: Quantity, new: Quantity) -> str:
    """The rule for a figure that moved, from its role, its bound and where it stands."""
    more = _size(new) > _size(old)
    trigger = _in_trigger(case, old)
    if case.kind is NormKind.SANCTION and not trigger:
        return "quantity.higher" if more else "quantity.lower"
    if old.role == "notice" and case.kind in {NormKind.RIGHT, NormKind.PERMISSION, NormKind.EXEMPTION}:
        return "quantity.narrower" if more else "quantity.wider"
    if case.kind is NormKind.RIGHT and not trigger and not _bounded(old) and old.role in {"amount", "number"}:
        return "quantity.higher" if more else "quantity.lower"
    if old.role == "notice":
        return "time.stricter" if more else "time.looser"
    if old.role in {"deadline", "frequency"} and not trigger:
        return "time.looser" if more else "time.stricter"
    if old.unit == "times" and not trigger:
        return "time.stricter" if more else "time.looser"
    floor = old.high is None
    if old.role == "period" and old.unit in _DAYS and not trigger and (floor or _retention(case, old)):
        return "time.stricter" if more else "time.looser"
    if old.role == "age" or _catches(case, old, case.draft_norms):
        # A bare figure in a trigger is a floor: so many times, so much damage.
        relative = any(_RELATIVE.search(case.draft.text[n.span.start : old.span.start]) for n in case.draft_norms if n.span.holds(old.span))
        floor = floor or ((trigger or relative) and not _bounded(old))
        if not (_bounded(old) or trigger or relative):
            return "quantity.other"
        return "quantity.narrower" if more is floor else "quantity.wider"
    if _bounded(old):
        return "quantity.higher" if more is floor else "quantity.lower"
    return "quantity.other"


_RELATIVE = re.compile(r"\b(?:that|which|who) (?:has|have|is|are|weighs?|exceeds?|contains?)\b[^,;]*$", re.IGNORECASE)


def _in_trigger(case: Case, q: Quantity) -> bool:
    return any(span.holds(q.span) for norm in case.draft_norms for span in norm.conditions)


_CATCHING = {NormKind.SCOPE, NormKind.DEFINITION, NormKind.EXEMPTION, NormKind.PERMISSION, NormKind.PROHIBITION, NormKind.POWER}


def _catches(case: Case, q: Quantity, norms: tuple[Norm, ...]) -> bool:
    """Whether the figure says what is caught (scope, definition, ban, trigger, subject), not what must be done."""
    if case.kind in _CATCHING or any(span.holds(q.span) for norm in norms for span in norm.conditions):
        return True
    norm = next((n for n in norms if n.span.holds(q.span)), None)
    text = (case.draft if norms is case.draft_norms else case.final).text
    if norm and _RELATIVE.search(text[norm.span.start : q.span.start]):
        return True
    return bool(norm and norm.deontic_span and norm.span.holds(norm.deontic_span) and q.span.end <= norm.deontic_span.start)


def _retention(case: Case, q: Quantity) -> bool:
    """A period for which something must be kept or done: the longer, the heavier."""
    around = case.draft.text[max(0, q.span.start - 30) : q.span.end + 16].casefold()
    return any(word in around for word in ("keep", "kept", "retain", "store", "for a period", "保存", "留存", "保管", "不少于", "至少"))


def time(case: Case) -> None:
    """Deadlines, rhythms and words of haste that came, went or changed."""
    _rhythms(case)
    lost, gained = case.cues("time")
    lost = [cue for cue in lost if not _spent(case.spent_draft, cue.span)]
    gained = [cue for cue in gained if not _spent(case.spent_final, cue.span)]
    for new in gained:
        old = next((cue for cue in lost if _same_block(case, cue, new)), None)
        if old is None:
            rule = "time.window-in" if _window(case, new) else "time.in"
            case.fire(rule, None, _phrase(case, new.span, gained=True))
            continue
        lost.remove(old)
        before, after = case.language.entry(old.id).weight, case.language.entry(new.id).weight
        name = "time.stricter" if after > before else "time.looser" if after < before else "time.other"
        case.fire(name, old.span, new.span)
    left_to_law = [cue for cue in case.cues("qualifier")[1] if cue.id == "qualifier.lawfully"]
    for old in lost:
        rule_words = next((cue for cue in left_to_law if _same_block(case, old, cue)), None)
        if rule_words is not None:
            case.fire("time.other", old.span, rule_words.span)
        else:
            rule = "time.window-out" if _window(case, old) else "time.out"
            case.fire(rule, _phrase(case, old.span, gained=False), None)


def window(case: Case) -> None:
    """Hours within which something may be done: set or lifted."""
    lost, gained = case.cues("window")
    limits = [cue for cue in gained if cue.id == "window.hours"]
    for cue in limits:
        case.fire("time.window-in", None, cue.span)
        _spend(case, cue, gained=True, both=False)
    for cue in [cue for cue in lost if cue.id == "window.hours"]:
        case.fire("time.window-out", cue.span, None)
        _spend(case, cue, gained=False, both=False)


def _rhythms(case: Case) -> None:
    """One rhythm for another (every quarter → every month): the shorter presses more."""
    periods: dict[str, float] = case.language.tables["norms"].get("periods", {})
    before = [(cue, _words(case.draft.text, cue)) for n in case.draft_norms for cue in n.cues if cue.id == "time.periodic"]
    after = [(cue, _words(case.final.text, cue)) for n in case.final_norms for cue in n.cues if cue.id == "time.periodic"]
    for old, was in before:
        for new, now in after:
            if was != now and was in periods and now in periods and _same_block(case, old, new):
                case.fire("time.stricter" if periods[now] < periods[was] else "time.looser", old.span, new.span)


def _words(text: str, cue: Cue) -> str:
    return cue.span.of(text).casefold()


def _window(case: Case, cue: Cue) -> bool:
    """A deadline set to a power limits the power; it presses nobody else."""
    return case.kind is NormKind.POWER and cue.id == "time.deadline"


def _phrase(case: Case, span: Span, *, gained: bool) -> Span:
    """A deadline that opens its run takes the run up to the next comma with it: `within ten days of the application`."""
    if not any(cue.span == span and cue.id == "time.deadline" for n in (*case.draft_norms, *case.final_norms) for cue in n.cues):
        return span
    text = _text(case, gained=gained)
    for block in case.blocks:
        for run in block.final if gained else block.draft:
            if _overlap(run, span) and not text[run.start : span.start].strip(" ,，"):
                stop = re.compile("[,，;；.。]").search(text, span.end, run.end)
                end = stop.start() if stop else run.end
                return Span(span.start, span.start + len(text[span.start : end].rstrip()))
    return span


def _spent(spans: list[Span], span: Span) -> bool:
    return any(_overlap(one, span) for one in spans)


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
        if not _spent(case.spent_final, cue.span) and _mostly(case, span, gained=True):
            case.fire(f"{_other_law(cue)}-in" if _other_law(cue) else f"{group}.in", None, span)
    for cue in lost:
        span = _clause(case, cue, final=False)
        if not _spent(case.spent_draft, cue.span) and _mostly(case, span, gained=False):
            case.fire(f"{_other_law(cue)}-out" if _other_law(cue) else f"{group}.out", span, None)


def _other_law(cue: Cue) -> str:
    """A carve-out for what other law may say: how far it goes the two texts do not tell (codebook §6)."""
    return "exception.other-law" if cue.id == "exception.other-law" else ""


_MOSTLY = 0.6
"""Share of a clause's content words that must be new (or gone) for the clause to have come (or gone)."""


def _mostly(case: Case, span: Span, *, gained: bool) -> bool:
    """Whether most of a clause stands in inserted (or deleted) runs; that its cue is one more (or fewer) is known already."""
    words = content(_text(case, gained=gained), span, case.language)
    op = Op.INSERT if gained else Op.DELETE
    runs = [edit.final if gained else edit.draft for edit in case.edits if edit.op is op and not edit.editorial]
    changed = [word for word in words if any(_overlap(run, word.span) for run in runs)]
    return bool(words) and len(changed) >= _MOSTLY * len(words)


def enforcement(case: Case) -> None:
    """Rungs of sanctions; in other norms the words of sanction are no element of their own."""
    if case.kind is not NormKind.SANCTION and all(norm.kind is not NormKind.SANCTION for norm in case.final_norms):
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
    for cue in gained:
        if not _spent(case.spent_final, cue.span):
            case.fire(f"{group}.in", None, cue.span)
    for cue in lost:
        if not _spent(case.spent_draft, cue.span):
            case.fire(f"{group}.out", cue.span, None)


def _clause(case: Case, cue: Cue, *, final: bool) -> Span:
    """The clause that a trigger or a carve-out opens or closes."""
    norms = case.final_norms if final else case.draft_norms
    for norm in norms:
        for span in (*norm.conditions, *norm.exceptions):
            if _overlap(span, cue.span):
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


def negation(case: Case) -> None:
    """`includes` → `does not include` in a definition or scope rule, or back."""
    if case.kind not in {NormKind.DEFINITION, NormKind.SCOPE}:
        return
    lost, gained = case.cues("negation")
    for cue in gained:
        case.fire("definition.narrower", None, cue.span)
    for cue in lost:
        case.fire("definition.wider", cue.span, None)


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


def _before_modal(case: Case, span: Span) -> bool:
    return any(n.deontic_span and n.span.holds(span) and span.end <= n.deontic_span.start for n in case.draft_norms)


_AND, _OR = {"and", "和", "并且", "且", "以及", "及", "并"}, {"or", "或者", "或"}


def _connective(text: str, span: Span) -> str:
    words = span.of(text).strip(" ,，、").casefold()
    return "and" if words in _AND else "or" if words in _OR else ""


def references(case: Case) -> None:
    """A named act that gave way to another or to a general reference, or came in: the words do not tell what that asks."""
    before = {cue.id: cue.span for norm in case.draft_norms for cue in norm.external_refs}
    after = {cue.id: cue.span for norm in case.final_norms for cue in norm.external_refs}
    gone = [span for name, span in before.items() if name not in after and case.deleted(span)]
    come = [span for name, span in after.items() if name not in before and case.inserted(span)]
    if gone and not _spent(case.spent_draft, gone[0]):
        case.fire("precision.reference", _hull(gone), _hull(come) if come else None)
        for block in case.blocks:
            if block.final and any(_overlap(run, gone[0]) for run in block.draft):
                case.spent_draft.extend(block.draft)
                case.spent_final.extend(block.final)
    elif come and not _spent(case.spent_final, come[0]):
        case.fire("precision.reference", None, _hull(come))


def targets(case: Case) -> None:
    """A cross-reference that now points to other rules: editorial only if its target moved along."""
    for old, new in case.moved:
        case.fire("precision.target", old, new)


def _hull(spans: list[Span]) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def involvement(case: Case) -> None:
    """Approval, consultation, information: a step that weighs more or less than the one before."""
    lost, gained = case.cues("involvement")
    for new in gained:
        old = next((cue for cue in lost if _same_block(case, cue, new)), None)
        if old is None or _spent(case.spent_final, new.span) or _spent(case.spent_draft, old.span):
            continue
        lost.remove(old)
        before, after = case.language.entry(old.id).weight, case.language.entry(new.id).weight
        if before != after:
            case.fire("procedure.heavier" if after > before else "procedure.lighter", old.span, new.span)
            _spend(case, new, gained=True, both=True)


MECHANISMS = (
    deontic, negation, obligation_type, exception, condition, suspicion, connective, quantity, window, time, involvement, references, targets,
    qualifier, enforcement, procedure, delegation,
)  # fmt: skip
"""In the order in which they run: what is most certain first."""
