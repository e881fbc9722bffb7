"""Figures of a pair: whether two measure the same, which way one moved, and what a figure says where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Quantity, Role, Span

if TYPE_CHECKING:
    from legiscompare.tag.half import Half

HOURS = {
    "minute": 1 / 60, "hour": 1.0, "day": 24.0, "working_day": 24.0 * 1.4, "week": 168.0, "month": 730.5, "year": 8766.0,
}  # fmt: skip
"""Length of a unit of time in hours; a working day counts as seven fifths of a day."""
DATES = frozenset({"date", "day_of_year"})
"""Units of days in the calendar."""
_CLOSE = 0.035
"""Relative difference up to which two periods are one (three months, 90 days)."""
_EQUAL = 1e-5
"""Relative difference up to which two other measures are one (1,500 mu, 100 hectares)."""
_NEAR = 8
"""Units before a figure in which a word that bounds it is looked for."""


def kind_of(one: Quantity) -> str:
    """What a figure measures: figures of two kinds do not compare."""
    return "time" if one.unit in HOURS else one.unit


def figure_dimension(one: Quantity) -> str:
    """The dimension that a figure moves."""
    return "time" if one.unit in HOURS or one.unit in DATES else "quantity"


def place_of(half: Half, one: Quantity) -> Role:
    """The role of the element that holds a figure; before a payment of EUR 10 000 is a case, not a time."""
    element = half.element_at(one.span)
    if element.role is not Role.TIME or figure_dimension(one) == "time":
        return element.role
    bound = element.head is not None and half.layer.overlapping("bound", element.head)
    return Role.OBJECT if bound and element.head and element.head.end <= one.span.start else Role.CONDITION


def _scaled(one: Quantity) -> tuple[float | None, float | None]:
    factor = HOURS.get(one.unit, 1.0)
    return (None if one.low is None else one.low * factor, None if one.high is None else one.high * factor)


def _near(a: float | None, b: float | None, *, time: bool) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= (_CLOSE if time else _EQUAL) * max(abs(a), abs(b), 1e-9)


def same(one: Quantity, two: Quantity) -> bool:
    """Whether two figures of one kind are equal, or as good as equal."""
    time = one.unit in HOURS and one.unit != two.unit
    (a, b), (c, d) = _scaled(one), _scaled(two)
    return _near(a, c, time=time) and _near(b, d, time=time)


def direction(one: Quantity, two: Quantity) -> int | None:
    """1 if every bound that both have rose, -1 if it fell, 0 if none moved, None if they contradict each other."""
    time = one.unit in HOURS and one.unit != two.unit
    (a, b), (c, d) = _scaled(one), _scaled(two)
    moves = set()
    for before, after in ((a, c), (b, d)):
        if before is None or after is None or _near(before, after, time=time):
            continue
        moves.add(1 if after > before else -1)
    if not moves and (a is None) != (c is None):
        return None
    return None if len(moves) > 1 else (moves.pop() if moves else 0)


def describes(half: Half, span: Span) -> bool:
    """Whether a figure stands in a relative clause, which says which things are meant."""
    first = half.layer.range(half.element_at(span).span)[0]
    clauses = half.layer.marks("clause")
    return any(
        at in clauses and clauses[at].entry.value == "relative" for at in range(first + 1, half.layer.range(span)[0])
    )


def picks_out(half: Half, span: Span) -> bool:
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
