"""Figures in the evidence of a change: by what ratio they moved, and what they are called."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from legiscompare.model import Dimension

if TYPE_CHECKING:
    from legiscompare.model import Evidence, Norm, Quantity, Span

_HOURS = {
    "minute": 1 / 60, "hour": 1.0, "day": 24.0, "working_day": 33.6, "week": 168.0, "month": 730.5, "year": 8766.0,
}  # fmt: skip
"""Length of a unit of time in hours; five working days are a week."""


def doublings(one: Evidence, old: list[Norm], new: list[Norm]) -> float:
    """How often the figure of the draft doubled (negative: halved) to become that of the final text; 0 if not comparable."""
    before, after = _at(one.draft, old), _at(one.final, new)
    if before is None or after is None or one.dimension not in (Dimension.TIME, Dimension.QUANTITY):
        return 0.0
    bounds = ((before.low, after.low), (before.high, after.high))
    pairs = [(_scaled(before, one), _scaled(after, two)) for one, two in bounds]
    found = [math.log2(b / a) for a, b in pairs if a and b and a > 0 and b > 0]
    alike = before.unit == after.unit or {before.unit, after.unit} <= set(_HOURS)
    return max(found, key=abs, default=0.0) if alike else 0.0


def role(one: Evidence, old: list[Norm], new: list[Norm]) -> str:
    """What the figure is: `deadline`, `period`, `frequency`, `amount`, …; `time` or `number` where nothing says so."""
    found = _at(one.draft, old) or _at(one.final, new)
    if found is not None and found.role:
        return found.role
    return "time" if one.dimension is Dimension.TIME else "number"


def _at(span: Span | None, norms: list[Norm]) -> Quantity | None:
    if span is None:
        return None
    for norm in norms:
        for quantity in norm.quantities:
            if quantity.span.start < span.end and span.start < quantity.span.end:
                return quantity
    return None


def _scaled(one: Quantity, value: float | None) -> float | None:
    return None if value is None else value * _HOURS.get(one.unit, 1.0)
