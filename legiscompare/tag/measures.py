"""Values that compare by themselves: deadlines, periods, rhythms, amounts, thresholds, ages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import NormKind, Quantity, Role
from legiscompare.tag.figure_effects import DENOTES, denoted, in_right, move_of_figure
from legiscompare.tag.figures import DATES, describes, direction, figure_dimension, kind_of, picks_out, place_of, same
from legiscompare.tag.half import overlap
from legiscompare.tag.operations import effect_of, family
from legiscompare.tag.places import is_point

if TYPE_CHECKING:
    from legiscompare.annotate.layer import CueMark
    from legiscompare.model import Span
    from legiscompare.tag.half import Half
    from legiscompare.tag.operations import Findings
    from legiscompare.tag.pair import PairView

_CASES = {NormKind.PROHIBITION, NormKind.SCOPE, NormKind.DEFINITION, NormKind.PERMISSION, NormKind.EXEMPTION}
"""Kinds whose figures say which cases are meant."""
_TURNED = {"hastens": "relaxes", "relaxes": "hastens"}
"""A time after an event gives more time than one before it."""
_LIMITS = {"deadline", "frequency", "period", "notice", "start"}
"""What a time is for; two that differ in it do not compare."""
_MET = {Role.OBJECT, Role.CONSTRAINT, Role.RECIPIENT}
"""Positions in which a figure may say which things are meant."""
_LEAVES_OUT = 2
"""Weight of a word that bounds a figure and leaves the figure itself out."""
_BOUND_BESIDE = 4
"""Units beside a figure in which words stand that bound it."""


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

    take(lambda a, b: kind_of(a) == kind_of(b) and same(a, b) and draft.role_at(a.span) is final.role_at(b.span))
    take(lambda a, b: kind_of(a) == kind_of(b) and same(a, b))
    take(lambda a, b: kind_of(a) == kind_of(b) and a.role == b.role and draft.role_at(a.span) is final.role_at(b.span))
    take(lambda a, b: kind_of(a) == kind_of(b) and a.role == b.role)
    take(lambda a, b: kind_of(a) == kind_of(b))
    return pairs, left, right


def _compare(findings: Findings, one: Quantity, two: Quantity) -> None:
    """Say what became of a figure that both sides have."""
    view = findings.view
    if same(one, two) and _edge_moved(findings, one, two):
        return
    if same(one, two):
        for half, span in ((view.draft, one.span), (view.final, two.span)):
            _spend_bounds(half, span)
        return
    up = direction(one, two)
    dimension = figure_dimension(one)
    if (one.role != two.role and {one.role, two.role} & _LIMITS) or _open_date(findings, one):
        findings.add(f"{dimension}.exchanged", "unclear", one.span, two.span, certain=False)
        return
    if _ends_moved(findings, one, two, dimension):
        return
    if up is None or up == 0:
        _bound_changed(findings, one, two, dimension)
        return
    move, certain = _effect(findings, one, two, up=up > 0)
    names = {"time": ("shorter", "longer"), "quantity": ("lower", "higher")}[dimension]
    findings.add(f"{dimension}.{names[up > 0]}", move, one.span, two.span, certain=certain)


def _edge_moved(findings: Findings, one: Quantity, two: Quantity) -> bool:
    """At least half → more than half: the figure itself is caught no longer, or is caught now."""
    view = findings.view
    old, new = _bound_of(view.draft, one.span), _bound_of(view.final, two.span)
    if old is None or new is None or (one.low is None) is not (two.low is None):
        return False
    strict = old.entry.weight >= _LEAVES_OUT, new.entry.weight >= _LEAVES_OUT
    if strict[0] is strict[1]:
        return False
    view.draft.spend(old.cue.span)
    view.final.spend(new.cue.span)
    floor = one.low is not None
    up = strict[1] is floor  # more than for at least lifts a floor, less than for at most lowers a ceiling
    role = _deciding(findings, one, two)
    effect, _ = move_of_figure(view.kind, role, two.role, up=up, floor=floor, ceiling=not floor)
    dimension = figure_dimension(one)
    names = {"time": ("shorter", "longer"), "quantity": ("lower", "higher")}[dimension]
    findings.add(f"{dimension}.{names[up]}", effect, one.span, two.span, certain=False)
    return True


def _bound_of(half: Half, span: Span) -> CueMark | None:
    """The word that bounds a figure as a floor or a ceiling (at least, more than); None if none does."""
    first, beyond = half.layer.range(span)
    bounds = half.layer.marks("bound")
    for at in (*range(max(0, first - _BOUND_BESIDE), first), beyond, beyond + 1):
        mark = bounds.get(at)
        if mark is not None and mark.entry.value in {"floor", "ceiling"}:
            return mark
    return None


def _effect(findings: Findings, one: Quantity, two: Quantity, *, up: bool) -> tuple[str, bool]:
    """Effect of a figure that rose or fell, and whether its place decides alone."""
    view = findings.view
    # The same reading whichever text is the draft: of two places that differ the one that decides less.
    role = _deciding(findings, one, two) if two.role != "start" else Role.TIME  # As from 1 July, whatever stands there
    floor = two.low is not None and two.high is None and one.high is None
    ceiling = two.high is not None and two.low is None and one.low is None
    sides = ((view.draft, one), (view.final, two))
    if family(view.kind) == "duty" and role in _MET and any(picks_out(half, q.span) for half, q in sides):
        return denoted(view.kind, role, up=up, floor=floor, ceiling=ceiling, measure=two.role)
    if figure_dimension(two) == "quantity" and all(_is_share(half, q.span) for half, q in sides):
        # One nurse for every 600 pupils: the more pupils, the fewer nurses.
        return (("lowers" if up else "raises") if family(view.kind) == "duty" else "unclear"), False
    bare = not (floor or ceiling or role is Role.TIME or view.kind is NormKind.SANCTION)
    if bare and any(describes(half, q.span) for half, q in sides):
        return "unclear", False  # batteries that have lost 20 %: fewer or more, the figure does not say
    if view.kind is NormKind.RIGHT and two.role == "deadline" and role not in DENOTES:
        return in_right(findings, up=up)
    return move_of_figure(view.kind, role, two.role, up=up, floor=floor, ceiling=ceiling)


def _is_share(half: Half, span: Span) -> bool:
    """Whether a figure says for how many there is one of another thing: every 600 pupils, 每五十名学生."""
    quantifier = half.layer.marks("quantifier").get(half.layer.range(span)[0] - 1)
    return quantifier is not None and quantifier.entry.value == "every"


def _open_date(findings: Findings, one: Quantity) -> bool:
    """Whether a day limits nothing that can be read: no word beside it makes it a limit, or the law itself begins then."""
    if one.unit not in DATES:
        return False
    # When the law itself begins says nothing of what it asks.
    return not one.role or (one.role == "start" and findings.view.kind is NormKind.SCOPE)


def _deciding(findings: Findings, one: Quantity, two: Quantity) -> Role:
    """Of two places that differ the one that decides less, whichever text is the draft."""
    roles = {place_of(findings.view.draft, one), place_of(findings.view.final, two)}
    return min(roles, key=lambda role: (role in DENOTES, tuple(Role).index(role)))


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
            moves.append((names[up], move_of_figure(view.kind, role, two.role, up=up, floor=floor, ceiling=not floor)))
    if len(moves) < len(names):
        return False
    if moves[0][1][0] == moves[1][1][0]:
        moves = moves[1:]  # from 9 to 21 hours → from 8 to 22: both ends say the same
    for name, (effect, certain) in moves:
        findings.add(f"{dimension}.{name}", effect, one.span, two.span, certain=certain)
    return True


def _bound_changed(findings: Findings, one: Quantity, two: Quantity, dimension: str) -> None:
    """A bare figure became a floor or a ceiling, a floor a ceiling: another thing is asked."""
    findings.add(f"{dimension}.exchanged", "unclear", one.span, two.span, certain=False)


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


def _alone(findings: Findings, one: Quantity, *, gained: bool) -> None:
    """A figure that only one side has."""
    view = findings.view
    half = view.final if gained else view.draft
    if not half.is_left(one.span) and any(overlap(word.span, one.span) for word in half.words):
        half.spend(one.span)
        return
    role, kind = place_of(half, one), view.kind
    if kind is NormKind.SANCTION and _with_rung(half, one.span):
        half.spend(one.span)
        _spend_bounds(half, one.span)
        return  # the rung that came or went says it
    if _said_by_element(view, half, one, role, gained=gained):
        return
    dimension = figure_dimension(one)
    name = f"{dimension}.{'came' if gained else 'gone'}"
    element = half.element_at(one.span)
    whole = not any(
        half.is_left(word.span) is False and not word.light for word in half.words if element.span.holds(word.span)
    )
    span = element.span if role is Role.TIME and whole else one.span
    effect, certain = _effect_alone(half, one, role, kind, gained=gained)
    if effect in _TURNED and one.role == "deadline" and _was_ahead(view.draft if gained else view.final):
        effect, certain = _TURNED[effect], False  # before it engages an agent → within 30 days after
    findings.add(name, effect, None if gained else span, span if gained else None, certain=certain)


def _was_ahead(other: Half) -> bool:
    """Whether the other side asked for something before an event, and no more."""
    cues = other.cues("bound")
    return any(other.layer.entry(cue).value == "notice" and other.is_left(cue.span) for cue in cues)


def _said_by_element(view: PairView, half: Half, one: Quantity, role: Role, *, gained: bool) -> bool:
    """Whether the condition, the exception or the item that came or went says the figure already."""
    other = view.draft if gained else view.final
    if role in DENOTES and (half.came_whole(one.span) or all(each.role is not role for each in other.elements)):
        return True  # also where it names what the norm named before
    at = half.elements.index(half.element_at(one.span))
    if is_point(half.elements[at]) and any(pair[gained] == at and pair[not gained] is None for pair in view.partners()):
        return True  # a whole point of a list came or went
    return role is Role.OBJECT and half.in_new_item(one.span)  # minors under 14 besides: the item came, not a figure


def _effect_alone(half: Half, one: Quantity, role: Role, kind: NormKind, *, gained: bool) -> tuple[str, bool]:
    """Effect of a figure that only one side has, and whether its place decides alone."""
    if role in DENOTES:
        return effect_of(kind, role.value, "narrower" if gained else "wider"), True
    if family(kind) == "duty" and role is Role.OBJECT and picks_out(half, one.span):
        return effect_of(kind, "met", "narrower" if gained else "wider"), True
    if family(kind) == "duty" and one.role in {"deadline", "frequency", "notice", "period"}:
        return ("hastens" if gained else "relaxes"), one.role != "period"
    if family(kind) == "duty" and (one.low is None) != (one.high is None):
        # A floor asks more; a ceiling under a duty limits what is asked or binds it (不超过): its place decides.
        return (("raises" if gained else "lowers") if one.high is None else "unclear"), True
    if kind is NormKind.SANCTION:
        return "unclear", False
    if kind in _CASES or (figure_dimension(one) == "time" and family(kind) in {"leave", "power", "right", "ban"}):
        return ("narrows" if gained else "widens"), True
    return "unclear", False


def _with_rung(half: Half, span: Span) -> bool:
    """Whether a sum or a time belongs to a rung of a sanction that only this side has."""
    return any(
        half.is_left(cue.span) and not half.layer.parted(min(cue.span.end, span.end), max(cue.span.start, span.start))
        for cue in half.cues("enforcement")
    )
