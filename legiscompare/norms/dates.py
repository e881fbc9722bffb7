"""Days named in a norm as measures: by 31 March 2026, 2026年6月30日前."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import Quantity, Span

if TYPE_CHECKING:
    from legiscompare.annotate import Layer
    from legiscompare.lang.tables import DateTable

_YEAR = 1000
"""A figure from which on a number beside a month is its year."""
_DAYS = 31
_MONTHS = 12
_TURN = 13.0 * 32
"""What a year adds to a day without one."""
_BETWEEN = 8
"""Units between the first day of a stretch and its last, at most."""
_LIMITS = ("deadline", "until", "start")
_ROLES = {"deadline": "deadline", "until": "period", "start": "start"}
_AFTER = 2
"""Units after a date with marks that the word which makes it a limit may span."""


class _Day(NamedTuple):
    """A date by the numbers of its units, half-open; a year of 0 where none is named."""

    first: int
    beyond: int
    year: int
    month: int
    day: int


def dates(layer: Layer, first: int, beyond: int) -> list[Quantity]:
    """The days named between two units, in order: `low` and `high` grow with time.

    A day with a year is of the unit `date`, one without of the unit `day_of_year`: only days named alike compare. The
    role is `deadline` (by), `period` (until, or the last day of a stretch), `start` (from, or its first day), empty where
    no word makes it a limit.
    """
    table = layer.language.numeral_table.dates if layer.language.numeral_table else None
    if table is None or not (table.months or table.month):
        return []
    days: list[_Day] = []
    here = layer.units.keys[first:beyond]
    if table.month not in here if table.month else table.months.keys().isdisjoint(here):
        return []
    at = first
    while at < beyond:
        day = _marked(layer, table, at, beyond) if table.month else _named(layer, table, at, first, beyond)
        if day is None:
            at += 1
            continue
        days.append(day)
        at = max(day.beyond, at + 1)
    ends = {n for n in range(1, len(days)) if _is_stretch(layer, table, days[n - 1], days[n])}
    found = []
    for n, day in enumerate(days):
        value = float((day.year * 13 + day.month) * 32 + day.day)
        if n in ends and not day.year and day[3:] < days[n - 1][3:]:
            value += _TURN  # from 1 October to 31 January: of the next year
        role = "period" if n in ends else "start" if n + 1 in ends else _limit(layer, table, day)
        unit = "date" if day.year else "day_of_year"
        found.append(Quantity(unit, value, value, role, Span(*layer.span(day.first, day.beyond))))
    return found


def _is_stretch(layer: Layer, table: DateTable, one: _Day, two: _Day) -> bool:
    """Whether two days are the first and the last of a stretch: from … to …, beginning with … and ending with …."""
    between = layer.units.keys[one.beyond : two.first]
    if bool(one.year) is not bool(two.year) or not 0 < len(between) <= _BETWEEN:
        return False
    words = table.stretch.split()
    return (len(between) == 1 and between[0] in words) or "_".join(between[-2:]) in words


def _number(layer: Layer, at: int, beyond: int) -> tuple[int, int]:
    """The number that begins at a unit, and the unit after it; (0, at) where none does."""
    end = layer.units.number_end[at] if at < beyond else 0
    value = layer.language.numerals.value(layer.units.keys[at:end]) if end and end <= beyond else None
    return (int(value), end) if value is not None and value == int(value) else (0, at)


def _marked(layer: Layer, table: DateTable, at: int, beyond: int) -> _Day | None:
    """A date whose parts are marked, from its first number: [2026年]3月31日."""
    keys, first, year = layer.units.keys, at, 0
    number, end = _number(layer, at, beyond)
    if number >= _YEAR and end < beyond and keys[end] == table.year:
        year, at = number, end + 1
        number, end = _number(layer, at, beyond)
    if not 1 <= number <= _MONTHS or end >= beyond or keys[end] != table.month:
        return None
    day, stop = _number(layer, end + 1, beyond)
    if 1 <= day <= _DAYS and stop < beyond and keys[stop] == table.day:
        return _Day(first, stop + 1, year, number, day)
    return None


def _named(layer: Layer, table: DateTable, at: int, first: int, beyond: int) -> _Day | None:
    """A date around the name of its month: 31 March 2026, March 31, 2026."""
    keys, inside = layer.units.keys, set(table.inside.split())
    month = table.months.get(keys[at])
    if month is None or (at in layer.covered("modal") and not layer.units.capital[at]):
        return None  # paragraphs 1 to 9 may be part of
    start, stop, day = at, at + 1, 0
    before = at - 1
    while before >= first and keys[before] in inside:
        before -= 1
    if before >= first and keys[before].isdigit() and 1 <= int(keys[before]) <= _DAYS:
        day, start = int(keys[before]), before
    else:
        day, stop = _number(layer, stop, beyond)
        if not 1 <= day <= _DAYS:
            return None
    after = stop
    while after < beyond and keys[after] in inside:
        after += 1
    year, end = _number(layer, after, beyond)
    return _Day(start, end, year, month, day) if year >= _YEAR else _Day(start, stop, 0, month, day)


def _limit(layer: Layer, table: DateTable, day: _Day) -> str:
    """What the word beside a date makes of it."""
    keys = layer.units.keys
    if table.month:
        beside = {"".join(keys[day.beyond : day.beyond + size]) for size in range(1, _AFTER + 1)}
    else:
        beside = {keys[day.first - 1]} if day.first else set()
    for name in _LIMITS:
        if not beside.isdisjoint(getattr(table, name).split()):
            return _ROLES[name]
    return ""
