"""Measures in a norm, normalised so that two of them compare: 三个月内, within 72 hours, EUR 35 000 000."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legiscompare.lang import scan
from legiscompare.model import Quantity, Span
from legiscompare.norms.dates import dates

if TYPE_CHECKING:
    from legiscompare.annotate import Layer
    from legiscompare.annotate.layer import CueMark
    from legiscompare.lang import Language

MONEY = frozenset({"CNY", "EUR", "USD", "GBP", "HKD", "TWD", "CHF", "JPY", "CAD", "AUD", "INR", "SGD"})
"""Units that are amounts of money."""
TIMES = frozenset({"minute", "hour", "day", "working_day", "week", "month", "year"})
"""Units of time."""
_FAR = 12
"""The same in Han text, where what stands between is an attribute of the figure."""
_BESIDE = 3
"""Units that may stand between a figure and the word that bounds it."""


def number(words: str, language: Language) -> float | None:
    """The number that words or figures of a language name; None if they name none."""
    return language.numerals.value(scan(words, language).units.keys)


def quantities(layer: Layer, span: Span) -> tuple[Quantity, ...]:
    """The measures in `span`, in order; amounts of money in whole currency units, periods in the unit as printed.

    `low` alone is set for a floor (at least, more than, 以上), `high` alone for a ceiling (up to, 不超过), both for a
    bare figure or a range.
    """
    found: list[tuple[Quantity, int, int]] = []
    first, beyond = layer.range(span)
    marks = layer.marks("unit")
    for at in layer.starting("unit", first, beyond):
        mark = marks[at]
        if mark.end > beyond:
            continue
        made = _quantity(layer, mark, first, beyond)
        if made is None:
            continue
        if found and _is_range(layer, found[-1], made, mark.start):
            before = found.pop()
            joined = replace(made, low=before[0].low, high=made.high, span=Span(before[0].span.start, made.span.end))
            found.append((joined, before[1], mark.end))
        else:
            found.append((made, mark.start, mark.end))
    days = dates(layer, first, beyond)
    made_of = [one for one, _, _ in found if not any(day.span.holds(one.span) for day in days)]
    made_of += days
    return tuple(sorted((*made_of, *_counts(layer, span, made_of), *_rhythms(layer, span, made_of)), key=_place))


def _counts(layer: Layer, span: Span, known: list[Quantity]) -> list[Quantity]:
    """Figures with a bound whose unit no lexicon knows: fifty or more beekeepers, 座位数在五百个以上."""
    first, beyond = layer.range(span)
    found: list[Quantity] = []
    if not any(layer.units.number_end[first:beyond]):
        return found
    at = first
    while at < beyond:
        end = layer.units.number_end[at]
        if not end or end > beyond:
            at += 1
            continue
        place = Span(*layer.span(at, end))
        bounds = _counted(layer, at, end, first, beyond)
        taken = any(one.span.start < place.end and place.start < one.span.end for one in known)
        if bounds and not taken and not _names_place(layer, at, end, beyond):
            value = layer.language.numerals.value(layer.units.keys[at:end])
            if value is not None:
                low = None if "ceiling" in bounds else value
                high = None if "floor" in bounds else value
                found.append(Quantity("count", low, high, "number", place))
        at = end
    return found


def _names_place(layer: Layer, at: int, end: int, beyond: int) -> bool:
    """Whether a figure is part of a date (from 2 August) or of a reference (第三条)."""
    table = layer.language.structure.references
    return bool(
        (end < beyond and layer.units.capital[end]) or (at and table and layer.units.keys[at - 1] == table.mark)
    )


def _counted(layer: Layer, at: int, end: int, first: int, beyond: int) -> set[str]:
    """The floor or ceiling that stands right beside a bare figure, a measure word between them at most."""
    bounds = layer.marks("bound")
    found = set()
    for start in range(max(first, at - 4), at):
        mark = bounds.get(start)
        if mark and mark.end == at and mark.entry.effect == "before":
            found.add("ceiling" if mark.entry.value == "floor" and _denied(layer, start, first) else mark.entry.value)
    for start in range(end, min(beyond, end + 2)):
        mark = bounds.get(start)
        if mark and mark.entry.effect == "after" and not any(layer.units.marks[end:start]):
            found.add(mark.entry.value)
    return found & {"floor", "ceiling"}


def _place(one: Quantity) -> Span:
    return one.span


def _rhythms(layer: Layer, span: Span, known: list[Quantity]) -> list[Quantity]:
    """Rhythms in words (every week, annually): the days between two times."""
    return [
        Quantity("day", layer.entry(cue).weight, layer.entry(cue).weight, "frequency", cue.span)
        for cue in layer.find("rhythm", span)
        if layer.entry(cue).weight >= 1
        and not any(one.span.start < cue.span.end and cue.span.start < one.span.end for one in known)
    ]


def _quantity(layer: Layer, mark: CueMark, first: int, beyond: int) -> Quantity | None:
    # 百分之三十: the word for the unit begins with a numeral of its own, so the last number is the figure.
    start = next((at for at in reversed(range(mark.start, mark.end)) if _begins_number(layer, at, mark.start)), None)
    if start is None:
        value = mark.entry.weight or None  # einer Woche: the article says how many
    else:
        value = layer.language.numerals.value(layer.units.keys[start : layer.units.number_end[start]])
        if value is not None and mark.entry.weight:
            value *= mark.entry.weight
    if value is None:
        return None
    bounds = _bounds(layer, mark, first, beyond)
    low = None if "ceiling" in bounds or "within" in bounds else value
    high = None if "floor" in bounds else value
    unit = mark.entry.value
    start, lowest = _range_start(layer, mark, first)
    if lowest is not None and bounds <= {"range"} and lowest <= value:
        return Quantity(unit, lowest, value, _role(unit, bounds), Span(layer.units.starts[start], mark.cue.span.end))
    return Quantity(unit, low, high, _role(unit, bounds), mark.cue.span)


def _range_start(layer: Layer, mark: CueMark, first: int) -> tuple[int, float | None]:
    """The bare figure that opens a range whose unit stands at its end: 1 000 to 5 000 euro, between 18 and 60 years."""
    bounds, ends = layer.marks("bound"), layer.units.number_end
    for at in range(max(first, mark.start - _RANGE), mark.start):
        word = bounds.get(at)
        if word is None or word.entry.value != "range" or word.end != mark.start:
            continue
        for start in range(mark.start - 1, max(first, at - _RANGE) - 1, -1):
            if ends[start] and ends[start] <= mark.start and (start >= at or ends[start] == at):
                return start, layer.language.numerals.value(layer.units.keys[start : ends[start]])
    return mark.start, None


_RANGE = 8
"""Units before a figure in which the other end of its range stands."""


def _begins_number(layer: Layer, at: int, first: int) -> bool:
    """Whether a number begins at a unit, and not within one that begins before it."""
    ends = layer.units.number_end
    return bool(ends[at]) and not any(ends[before] > at for before in range(first, at) if ends[before])


def _bounds(layer: Layer, mark: CueMark, first: int, beyond: int) -> set[str]:
    """What the words beside a figure make of it: `floor`, `ceiling`, `within`, `notice`, `every`."""
    found: set[str] = set()
    marks = layer.marks("bound")
    beside = _FAR if layer.language.profile.han else _BESIDE
    for at in reversed(range(max(first, mark.start - beside - 5), mark.start)):
        bound = marks.get(at)
        if (
            bound
            and bound.entry.effect == "before"
            and bound.end <= mark.start <= bound.end + beside
            and (mark.start <= bound.end + _BESIDE or _attributes(layer, bound.end, mark.start))
            and not any(layer.units.number_end[one] for one in range(bound.end, mark.start))
        ):
            value = "ceiling" if bound.entry.value == "floor" and _denied(layer, at, first) else bound.entry.value
            if not found & _AGAINST.get(value, set()):  # from the contract within 14 days: the nearer word bounds it
                found.add(value)
    for at in range(mark.end, min(beyond, mark.end + 2)):
        bound = marks.get(at)
        if bound and bound.entry.effect == "after":
            found.add(bound.entry.value)
    return found


def _attributes(layer: Layer, first: int, beyond: int) -> bool:
    """Whether what stands between a bound and its figure is an attribute of the figure: 不得超过其净资产的百分之五十."""
    return layer.units.keys[beyond - 1] in layer.language.attributive and not any(layer.units.marks[first:beyond])


_AGAINST = {"floor": {"ceiling", "within"}, "ceiling": {"floor"}, "within": {"floor"}}
"""Bounds that no figure has together."""
_CLAUSE = 8
"""Units before a floor in which a word that denies it is looked for."""


def _denied(layer: Layer, at: int, first: int) -> bool:
    """Whether a floor is denied in its own clause: no vehicle exceeds 20 km/h, vehicles that do not exceed it.

    What the modal denies is the norm's own force (shall not exceed) and is read there.
    """
    negations, modals, clauses = layer.marks("negation"), layer.marks("modal"), layer.marks("clause")
    own = layer.marks("bound")[at]
    for before in range(at - 1, max(first, at - _CLAUSE) - 1, -1):
        if layer.units.marks[before] or before in clauses:
            return False
        if any(one in modals and modals[one].end > before for one in range(max(0, before - 3), before + 1)):
            return False
        if before in negations and negations[before].end <= own.start:
            return True
    return False


def _is_range(layer: Layer, before: tuple[Quantity, int, int], after: Quantity, start: int) -> bool:
    """Whether two figures side by side are the ends of one range (一万元以上十万元以下, between 2 and 5 years)."""
    one = before[0]
    return (
        one.unit == after.unit
        and 0 <= start - before[2] <= _BESIDE
        and one.low is not None
        and after.high is not None
        and one.low <= after.high
        and (one.high is None or one.high == one.low)
        and (one.high is None) == (after.low is None)
        and not any(at in layer.marks("join") for at in range(before[2], start))
    )


def _role(unit: str, bounds: set[str]) -> str:
    """What the measure is for, from its unit and the words beside it."""
    if unit in MONEY or unit in {"percent", "multiple"}:
        return "amount"
    if unit == "age":
        return "age"
    if unit in TIMES:
        for bound, role in (("within", "deadline"), ("notice", "notice"), ("every", "frequency")):
            if bound in bounds:
                return role
        return "period"
    return "number"
