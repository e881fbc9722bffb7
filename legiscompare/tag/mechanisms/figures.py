"""Figures: deadlines, periods, amounts, ages, thresholds, judged by role and bound."""

from __future__ import annotations

import re
from collections import Counter

from legiscompare.model import Norm, NormKind, Quantity
from legiscompare.tag.case import Case
from legiscompare.tag.mechanisms.common import overlap, spent


def quantity(case: Case) -> None:
    """Figures that moved, judged by their role: deadlines, periods, amounts, ages, thresholds."""
    before = [q for norm in case.draft_norms for q in _free(norm) if not spent(case.spent_draft, q.span)]
    after = [q for norm in case.final_norms for q in _free(norm) if not spent(case.spent_final, q.span)]
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
        if _threshold(case, new) and case.inserted(new.span) and _catches(case, new, case.final_norms):
            case.fire("quantity.threshold-in", None, new.span)
        elif _asked(case, new, case.final_norms) and case.inserted(new.span):
            case.fire("quantity.bound-in", None, new.span)
    for old in lost:
        if _threshold(case, old) and case.deleted(old.span) and _catches(case, old, case.draft_norms):
            case.fire("quantity.threshold-out", old.span, None)
        elif _asked(case, old, case.draft_norms) and case.deleted(old.span):
            case.fire("quantity.bound-out", old.span, None)


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


def _threshold(case: Case, q: Quantity) -> bool:
    """Whether a figure with a bound says how much must be there; a period only where scope is drawn (for three days or
    more): elsewhere it is a deadline.
    """
    drawn = case.kind in {NormKind.SCOPE, NormKind.DEFINITION}
    return _bounded(q) and (q.role == "number" or (q.role == "period" and drawn))


def _asked(case: Case, q: Quantity, norms: tuple[Norm, ...]) -> bool:
    """Whether a figure says how much at least or at most a duty asks for."""
    duty = case.kind in {NormKind.OBLIGATION, NormKind.PROCEDURE}
    return duty and _bounded(q) and q.role == "number" and not _catches(case, q, norms)


def _bounded(q: Quantity) -> bool:
    return q.low is None or q.high is None


def _free(norm: Norm) -> list[Quantity]:
    """Figures that are no part of a reference."""
    named = [cue.span for cue in (*norm.refs, *norm.external_refs)]
    return [q for q in norm.quantities if not any(overlap(q.span, span) for span in named)]


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
    """The rule for a figure that moved, from its role, its bound and where it stands; the sides are read alike."""
    more = _size(new) > _size(old)
    pair = ((old, case.draft.text, case.draft_norms), (new, case.final.text, case.final_norms))
    roles = {old.role, new.role}
    trigger = any(_in_trigger(q, norms) for q, _, norms in pair)
    bounded = _bounded(old) or _bounded(new)
    floor = any(q.high is None for q in (old, new)) and not any(q.low is None for q in (old, new))
    if case.kind is NormKind.SANCTION and not trigger:
        return "quantity.higher" if more else "quantity.lower"
    if "notice" in roles and case.kind in {NormKind.RIGHT, NormKind.PERMISSION, NormKind.EXEMPTION}:
        return "quantity.narrower" if more else "quantity.wider"
    if case.kind is NormKind.RIGHT and not trigger and not bounded and roles <= {"amount", "number"}:
        return "quantity.higher" if more else "quantity.lower"
    if "notice" in roles:
        return "time.stricter" if more else "time.looser"
    if roles & {"deadline", "frequency"} and not trigger:
        return "time.looser" if more else "time.stricter"
    if {old.unit, new.unit} == {"times"} and not trigger:
        return "time.stricter" if more else "time.looser"
    if "period" in roles and old.unit in _DAYS and not trigger and (floor or any(_retention(*one[:2]) for one in pair)):
        return "time.stricter" if more else "time.looser"
    if "age" in roles or any(_catches(case, q, norms) for q, _, norms in pair):
        relative = any(_relative(*one) for one in pair)
        if not (bounded or trigger or relative):
            return "quantity.other"
        # A bare figure in a trigger is a floor: so many times, so much damage.
        floor = floor or ((trigger or relative) and not bounded)
        return "quantity.narrower" if more is floor else "quantity.wider"
    if bounded:
        return "quantity.higher" if more is floor else "quantity.lower"
    return "quantity.other"


def _relative(q: Quantity, text: str, norms: tuple[Norm, ...]) -> bool:
    """Whether a figure stands in a clause that describes what is caught: batteries that have lost 20 %."""
    return any(_RELATIVE.search(text[norm.span.start : q.span.start]) for norm in norms if norm.span.holds(q.span))


_RELATIVE = re.compile(r"\b(?:that|which|who) (?:has|have|is|are|weighs?|exceeds?|contains?)\b[^,;]*$", re.IGNORECASE)


def _in_trigger(q: Quantity, norms: tuple[Norm, ...]) -> bool:
    return any(span.holds(q.span) for norm in norms for span in norm.conditions)


_CATCHING = {
    NormKind.SCOPE,
    NormKind.DEFINITION,
    NormKind.EXEMPTION,
    NormKind.PERMISSION,
    NormKind.PROHIBITION,
    NormKind.POWER,
}


def _catches(case: Case, q: Quantity, norms: tuple[Norm, ...]) -> bool:
    """Whether the figure says what is caught (scope, definition, ban, trigger, subject), not what must be done."""
    if case.kind in _CATCHING or any(span.holds(q.span) for norm in norms for span in norm.conditions):
        return True
    norm = next((n for n in norms if n.span.holds(q.span)), None)
    text = (case.draft if norms is case.draft_norms else case.final).text
    if norm and _RELATIVE.search(text[norm.span.start : q.span.start]):
        return True
    return bool(
        norm and norm.deontic_span and norm.span.holds(norm.deontic_span) and q.span.end <= norm.deontic_span.start
    )


def _retention(q: Quantity, text: str) -> bool:
    """A period for which something must be kept or done: the longer, the heavier."""
    around = text[max(0, q.span.start - 30) : q.span.end + 16].casefold()
    return any(word in around for word in _KEEPING)


_KEEPING = ("keep", "kept", "retain", "store", "for a period", "保存", "留存", "保管", "不少于", "至少")
