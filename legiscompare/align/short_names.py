"""Short names that one text gives where the other spells a thing out: 国家秘密的具体范围（以下简称保密事项范围）."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legiscompare.annotate import Layer

_OPENS, _CLOSES = "(", ")"
_QUOTES = frozenset({'"', "'", "<", ">", "「", "」", "『", "』"})
_REACH = {True: 40, False: 14}
"""Units before the bracket in which the full name is looked for: Han characters, words."""
_AHEAD = 24
"""Units of a short name at most."""


class ShortName(NamedTuple):
    """A short name and what it may stand for."""

    name: Span
    full: tuple[Span, ...]
    """Words right before the bracket, the longest run first."""


def short_names(layer: Layer) -> Iterator[ShortName]:
    """The short names that a text gives in brackets, in order."""
    units, aliases = layer.units, layer.marks("alias")
    for at in sorted(aliases):
        start = at - 1
        while start > 0 and units.keys[start] in _QUOTES:
            start -= 1
        if start < 1 or units.keys[start] != _OPENS:
            continue
        first, beyond = _name(layer, aliases[at].end)
        if first < beyond:
            yield ShortName(Span(*layer.span(first, beyond)), tuple(_before(layer, start)))


def _name(layer: Layer, at: int) -> tuple[int, int]:
    units = layer.units
    while at < len(units.keys) and units.keys[at] in _QUOTES:
        at += 1
    end = at
    while end < len(units.keys) and end - at < _AHEAD and not units.marks[end]:
        end += 1
    closed = end < len(units.keys) and units.keys[end] in {_CLOSES, *_QUOTES}
    return (at, end) if closed else (at, at)


def _before(layer: Layer, bracket: int) -> Iterator[Span]:
    units = layer.units
    low = bracket
    while low and bracket - low < _REACH[layer.language.profile.han] and not units.marks[low - 1]:
        low -= 1
    for first in range(low, bracket - 1):
        yield Span(*layer.span(first, bracket))
