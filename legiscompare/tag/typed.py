"""Values that compare by themselves: deadlines, periods, rhythms, amounts, thresholds, ages; how soon without a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import NormKind, Quantity, Role, Span
from legiscompare.tag.half import overlap
from legiscompare.tag.operations import effect_of, family

if TYPE_CHECKING:
    from legiscompare.model import Cue
    from legiscompare.tag.half import Half
    from legiscompare.tag.operations import Findings

_HOURS = {
    "minute": 1 / 60, "hour": 1.0, "day": 24.0, "working_day": 24.0 * 1.4, "week": 168.0, "month": 730.5, "year": 8766.0,
}  # fmt: skip
"""Length of a unit of time in hours; a working day counts as seven fifths of a day."""
_DATES = frozenset({"date", "day_of_year"})
"""Units of days in the calendar."""
_CLOSE = 0.035
"""Relative difference up to which two periods are one (three months, 90 days)."""
_EQUAL = 1e-5
"""Relative difference up to which two other measures are one (1,500 mu, 100 hectares)."""
_CASES = {NormKind.PROHIBITION, NormKind.SCOPE, NormKind.DEFINITION, NormKind.PERMISSION, NormKind.EXEMPTION}
"""Kinds whose figures say which cases are meant."""
_LIMITS = {"deadline", "frequency", "period", "notice", "start"}
"""What a time is for; two that differ in it do not compare."""
_DENOTES = {Role.CONDITION, Role.EXCEPTION, Role.BEARER}
"""Positions in which a figure says who or what is caught."""


def measures(findings: Findings) -> None:
    """Match the figures of both sides by what they measure, and say of each pair which way it moved."""
    view = findings.view
    old = [one for one in view.draft.quantities() if one.span not in view.draft.limited]
    new = [two for two in view.final.quantities() if two.span not in view.final.limited]
    pairs, gone, come = _match(view.draft, old, view.final, new)
    for one, two in pairs:
        view.draft.spend(one.span)
        view.final.spend(two.span)
        _compare(findings, one, two)
    # A sum became a share of turnover, or a figure gave way to one that measures something else: nobody can say.
    while gone and come and {gone[0].role, come[0].role} <= {"amount"}:
        one, two = gone.pop(0), come.pop(0)
        view.draft.spend(view.draft.element_at(one.span).span)
        view.final.spend(view.final.element_at(two.span).span)
        findings.add("quantity.exchanged", "unclear", one.span, two.span, certain=False)
    for one in gone:
        _alone(findings, one, gained=False)
    for two in come:
        _alone(findings, two, gained=True)


def _kind_of(one: Quantity) -> str:
    return "time" if one.unit in _HOURS else one.unit


def _dimension(one: Quantity) -> str:
    return "time" if one.unit in _HOURS or one.unit in _DATES else "quantity"


def _place(half: Half, one: Quantity) -> Role:
    """The role of the element that holds a figure; before a payment of EUR 10 000 is a case, not a time."""
    element = half.element_at(one.span)
    if element.role is not Role.TIME or _dimension(one) == "time":
        return element.role
    bound = element.head is not None and half.layer.overlapping("bound", element.head)
    return Role.OBJECT if bound and element.head and element.head.end <= one.span.start else Role.CONDITION


def _match(
    draft: Half, old: list[Quantity], final: Half, new: list[Quantity]
) -> tuple[list[tuple[Quantity, Quantity]], list[Quantity], list[Quantity]]:
    """Pair figures that measure the same: equal ones first, then by role and position, in their order."""
    left, right = list(old), list(new)
    pairs: list[tuple[Quantity, Quantity]] = []

    def take(test: object) -> None:
        for one in list(left):
            two = next((q for q in right if test(one, q)), None)  # type: ignore[operator]
            if two is not None:
                pairs.append((one, two))
                left.remove(one)
                right.remove(two)

    take(lambda a, b: _kind_of(a) == _kind_of(b) and _same(a, b) and draft.role_at(a.span) is final.role_at(b.span))
    take(lambda a, b: _kind_of(a) == _kind_of(b) and _same(a, b))
    take(
        lambda a, b: _kind_of(a) == _kind_of(b) and a.role == b.role and draft.role_at(a.span) is final.role_at(b.span)
    )
    take(lambda a, b: _kind_of(a) == _kind_of(b) and a.role == b.role)
    take(lambda a, b: _kind_of(a) == _kind_of(b))
    return pairs, left, right


def _scaled(one: Quantity) -> tuple[float | None, float | None]:
    factor = _HOURS.get(one.unit, 1.0)
    return (None if one.low is None else one.low * factor, None if one.high is None else one.high * factor)


def _near(a: float | None, b: float | None, *, time: bool) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= (_CLOSE if time else _EQUAL) * max(abs(a), abs(b), 1e-9)


def _same(one: Quantity, two: Quantity) -> bool:
    time = one.unit in _HOURS and one.unit != two.unit
    (a, b), (c, d) = _scaled(one), _scaled(two)
    return _near(a, c, time=time) and _near(b, d, time=time)


def _direction(one: Quantity, two: Quantity) -> int | None:
    """1 if every bound that both have rose, -1 if it fell, 0 if none moved, None if they contradict each other."""
    time = one.unit in _HOURS and one.unit != two.unit
    (a, b), (c, d) = _scaled(one), _scaled(two)
    moves = set()
    for before, after in ((a, c), (b, d)):
        if before is None or after is None or _near(before, after, time=time):
            continue
        moves.add(1 if after > before else -1)
    if not moves and (a is None) != (c is None):
        return None
    return None if len(moves) > 1 else (moves.pop() if moves else 0)


def _compare(findings: Findings, one: Quantity, two: Quantity) -> None:
    view = findings.view
    if _same(one, two):
        for half, span in ((view.draft, one.span), (view.final, two.span)):
            _spend_bounds(half, span)
        return
    up = _direction(one, two)
    dimension = _dimension(one)
    floor = two.low is not None and two.high is None
    ceiling = two.high is not None and two.low is None
    if (one.role != two.role and {one.role, two.role} & _LIMITS) or _open_date(findings, one):
        findings.add(f"{dimension}.exchanged", "unclear", one.span, two.span, certain=False)
        return
    if _ends_moved(findings, one, two, dimension):
        return
    if up is None or up == 0:
        _bound_changed(findings, one, two, dimension)
        return
    # The same reading whichever text is the draft: of two places that differ the one that decides less.
    role = _deciding(findings, one, two)
    floor, ceiling = (floor and one.high is None), (ceiling and one.low is None)
    if (
        family(view.kind) == "duty"
        and role in _MET
        and any(_picks_out(half, q.span) for half, q in ((view.draft, one), (view.final, two)))
    ):
        move, certain = _denoted(view.kind, role, up=up > 0, floor=floor, ceiling=ceiling, measure=two.role)
    elif not (floor or ceiling or role is Role.TIME or view.kind is NormKind.SANCTION) and any(
        _describes(half, q.span) for half, q in ((view.draft, one), (view.final, two))
    ):
        move, certain = "unclear", False  # batteries that have lost 20 %: fewer or more, the figure does not say
    elif view.kind is NormKind.RIGHT and two.role == "deadline" and role not in _DENOTES:
        move, certain = _in_right(findings, up=up > 0)
    else:
        move, certain = _move(view.kind, role, two.role, up=up > 0, floor=floor, ceiling=ceiling)
    names = {"time": ("shorter", "longer"), "quantity": ("lower", "higher")}[dimension]
    findings.add(f"{dimension}.{names[up > 0]}", move, one.span, two.span, certain=certain)


def _open_date(findings: Findings, one: Quantity) -> bool:
    """Whether a day limits nothing that can be read: no word beside it makes it a limit, or the law itself begins then."""
    if one.unit not in _DATES:
        return False
    # When the law itself begins says nothing of what it asks.
    return not one.role or (one.role == "start" and findings.view.kind is NormKind.SCOPE)


def _deciding(findings: Findings, one: Quantity, two: Quantity) -> Role:
    """Of two places that differ the one that decides less, whichever text is the draft."""
    roles = {_place(findings.view.draft, one), _place(findings.view.final, two)}
    return min(roles, key=lambda role: (role in _DENOTES, tuple(Role).index(role)))


def _ends_moved(findings: Findings, one: Quantity, two: Quantity, dimension: str) -> bool:
    """Two ranges whose ends do different things (aged 18 to 60 → 16 to 55; a fine of 1 to 5 → ½ to 10): one move an end."""
    if one.low is None or one.high is None or two.low is None or two.high is None:
        return False
    if one.low == one.high or two.low == two.high or one.unit != two.unit:
        return False
    if dimension == "time" and one.role != "period":
        return False
    view = findings.view
    role = _deciding(findings, one, two)
    names = ("shorter", "longer") if dimension == "time" else ("lower", "higher")
    moves = []
    for before, after, floor in ((one.low, two.low, True), (one.high, two.high, False)):
        if before != after:
            up = after > before
            moves.append((names[up], _move(view.kind, role, two.role, up=up, floor=floor, ceiling=not floor)))
    if len(moves) < len(names):
        return False
    if moves[0][1][0] == moves[1][1][0]:
        moves = moves[1:]  # from 9 to 21 hours → from 8 to 22: both ends say the same
    for name, (effect, certain) in moves:
        findings.add(f"{dimension}.{name}", effect, one.span, two.span, certain=certain)
    return True


_BOUND_BESIDE = 4
"""Units beside a figure in which words stand that bound it."""


def _spend_bounds(half: Half, span: Span) -> None:
    """Account for the words that bound a figure which both sides have: at least, not less than."""
    first, beyond = half.layer.range(span)
    bounds = half.layer.marks("bound")
    for at in (*range(max(0, first - _BOUND_BESIDE), first), beyond, beyond + 1):
        mark = bounds.get(at)
        if mark is None or not half.element_at(span).span.holds(mark.cue.span):
            continue
        if (mark.entry.effect == "after") is (at >= beyond) and (at >= beyond or mark.end <= first):
            half.spend(mark.cue.span)


def _describes(half: Half, span: Span) -> bool:
    """Whether a figure stands in a relative clause, which says which things are meant."""
    first = half.layer.range(half.element_at(span).span)[0]
    clauses = half.layer.marks("clause")
    return any(
        at in clauses and clauses[at].entry.value == "relative" for at in range(first, half.layer.range(span)[0])
    )


_MET = {Role.OBJECT, Role.CONSTRAINT, Role.RECIPIENT}
"""Positions in which a figure may say which things are meant."""
_NEAR = 8
"""Units before a figure in which a word that bounds it is looked for."""


def _picks_out(half: Half, span: Span) -> bool:
    """Whether a bound says which things are meant (vehicles of more than 80 kg), not how much is asked (at least 80 kg)."""
    layer = half.layer
    at, beyond = layer.range(span)
    element, bounds = half.element_at(span), layer.marks("bound")
    first = layer.range(element.span)[0]
    before = next((bounds[n] for n in reversed(range(max(first, at - _NEAR), at)) if n in bounds), None)
    if before is not None and before.entry.effect == "before":
        behind = beyond < len(layer.units.keys) and layer.units.keys[beyond] in layer.language.attributive
        return bool(before.entry.weight) and (behind if layer.language.profile.han else before.start > first)
    after = bounds.get(beyond)
    slots = layer.marks("slot")
    if (
        after
        and after.entry.effect == "after"
        and any(
            one in slots and slots[one].end == at and layer.units.keys[one] in layer.language.genitives
            for one in range(max(first, at - 2), at)
        )
    ):
        return True  # a payment of EUR 10 000 or more
    return bool(
        after
        and after.entry.effect == "after"
        and after.end < len(layer.units.keys)
        and layer.units.keys[after.end] in layer.language.attributive
    )


def _in_right(findings: Findings, *, up: bool) -> tuple[str, bool]:
    """Of a right the time is its holder's where the holder acts (to withdraw), the other party's where the holder waits."""
    waits = set()
    for half in (findings.view.draft, findings.view.final):
        for element in half.elements:
            if element.role not in {Role.CONDITION, Role.EXCEPTION, Role.TIME, Role.MODAL} and half.layer.find(
                "verb:receives", element.span
            ):
                waits.add(True)
            elif element.role is Role.ACT:
                waits.add(False)
    if True in waits:
        return ("narrows" if up else "widens"), True
    return (("widens" if up else "narrows"), True) if waits else ("unclear", False)


def _bound_changed(findings: Findings, one: Quantity, two: Quantity, dimension: str) -> None:
    """A bare figure became a floor or a ceiling, a floor a ceiling: another thing is asked."""
    findings.add(f"{dimension}.exchanged", "unclear", one.span, two.span, certain=False)


def _move(kind: NormKind, role: Role, measure: str, *, up: bool, floor: bool, ceiling: bool) -> tuple[str, bool]:
    """Effect of a figure that rose or fell, and whether its place decides alone."""
    if role in _DENOTES:
        return _denoted(kind, role, up=up, floor=floor, ceiling=ceiling, measure=measure)
    duty = family(kind) == "duty"
    if measure == "deadline":
        if duty:
            return ("relaxes" if up else "hastens"), True
        return ("widens" if up else "narrows"), kind is not NormKind.PROHIBITION
    if measure == "start":
        return ("narrows" if up else "widens"), True
    if measure == "frequency":
        # Every two weeks instead of every week: less often.
        if duty:
            return ("lowers" if up else "raises"), True
        return ("narrows" if up else "widens"), True
    if measure == "notice":
        if duty:
            return ("raises" if up else "lowers"), True
        if kind is NormKind.PROHIBITION:
            return ("widens" if up else "narrows"), False  # no order takes effect until there were 14 days' notice
        return ("narrows" if up else "widens"), True
    if duty:
        if ceiling and not floor:
            return ("lowers" if up else "raises"), True
        return ("raises" if up else "lowers"), True
    if kind in {NormKind.PROHIBITION, NormKind.SCOPE, NormKind.DEFINITION} or (family(kind) == "leave" and floor):
        return _denoted(kind, role, up=up, floor=floor, ceiling=ceiling, measure=measure)
    return ("widens" if up else "narrows"), True


def _denoted(kind: NormKind, role: Role, *, up: bool, floor: bool, ceiling: bool, measure: str) -> tuple[str, bool]:
    """A higher floor catches less, a higher ceiling more; a bare figure says nothing but for periods of a ban."""
    position = role.value if role in {Role.CONDITION, Role.EXCEPTION, Role.BEARER} else "met"
    if floor:
        move = "narrower" if up else "wider"
    elif ceiling or (measure == "period" and kind is NormKind.PROHIBITION and position == "met"):
        move = "wider" if up else "narrower"
    else:
        return "unclear", False
    return effect_of(kind, position, move), True


def _alone(findings: Findings, one: Quantity, *, gained: bool) -> None:
    """A figure that only one side has."""
    view = findings.view
    half = view.final if gained else view.draft
    if not half.is_left(one.span) and any(overlap(word.span, one.span) for word in half.words):
        half.spend(one.span)
        return
    role, kind = _place(half, one), view.kind
    if kind is NormKind.SANCTION and _with_rung(half, one.span):
        half.spend(one.span)
        _spend_bounds(half, one.span)
        return  # the rung that came or went says it
    other = view.draft if gained else view.final
    if role in _DENOTES and (half.came_whole(one.span) or all(each.role is not role for each in other.elements)):
        return  # the condition or the exception that came says it, also where it names what the norm named before
    if role is Role.OBJECT and half.in_new_item(one.span):
        return  # minors under 14 besides: the item came, not a figure
    dimension = _dimension(one)
    name = f"{dimension}.{'came' if gained else 'gone'}"
    element = half.element_at(one.span)
    whole = not any(
        half.is_left(word.span) is False and not word.light for word in half.words if element.span.holds(word.span)
    )
    span = element.span if role is Role.TIME and whole else one.span
    certain = True
    if role in _DENOTES:
        effect = effect_of(kind, role.value, "narrower" if gained else "wider")
    elif family(kind) == "duty" and role is Role.OBJECT and _picks_out(half, one.span):
        effect = effect_of(kind, "met", "narrower" if gained else "wider")
    elif family(kind) == "duty" and one.role in {"deadline", "frequency", "notice", "period"}:
        effect = "hastens" if gained else "relaxes"
        certain = one.role != "period"
    elif family(kind) == "duty" and (one.low is None) != (one.high is None):
        # A floor asks more; a ceiling under a duty limits what is asked or binds it (不超过): its place decides.
        effect = ("raises" if gained else "lowers") if one.high is None else "unclear"
    elif kind is NormKind.SANCTION:
        effect, certain = "unclear", False
    elif kind in _CASES or (dimension == "time" and family(kind) in {"leave", "power", "right", "ban"}):
        effect = "narrows" if gained else "widens"
    else:
        effect, certain = "unclear", False
    findings.add(name, effect, None if gained else span, span if gained else None, certain=certain)


def _with_rung(half: Half, span: Span) -> bool:
    """Whether a sum or a time belongs to a rung of a sanction that only this side has."""
    return any(
        half.is_left(cue.span) and not half.layer.parted(min(cue.span.end, span.end), max(cue.span.start, span.start))
        for cue in half.cues("enforcement")
    )


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
    if role in _DENOTES:
        return
    if view.kind is NormKind.RIGHT and group == "pace":
        effect, certain = _in_right(findings, up=not gained)
    else:
        effect, certain = _pace_effect(view.kind, "came" if gained else "gone")
    name = "came" if gained else "gone"
    findings.add(f"time.{name}", effect, None if gained else cue.span, cue.span if gained else None, certain=certain)


def _pace_effect(kind: NormKind, move: str) -> tuple[str, bool]:
    """What a word of haste does; an authority that must act at once may press harder or be bound itself."""
    if family(kind) == "power":
        return "unclear", False
    return effect_of(kind, "time", move), True


def _time(findings: Findings, draft: Span | None, final: Span | None, *, faster: bool, half: Half) -> None:
    kind = findings.view.kind
    span = final or draft
    if span is not None and half.role_at(span) in _DENOTES:
        findings.add("time.exchanged", "unclear", draft, final, certain=False)
        return
    effect, certain = _pace_effect(kind, "narrower" if faster else "wider")
    findings.add(f"time.{'shorter' if faster else 'longer'}", effect, draft, final, certain=certain)
