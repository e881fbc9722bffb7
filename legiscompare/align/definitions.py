"""The terms that a text defines, and where a definition names its term."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legiscompare.align.units import Renames, UnitSide, renamed
from legiscompare.model import NormKind, Span

if TYPE_CHECKING:
    from legiscompare.align.uses import Term
    from legiscompare.annotate import Layer

_QUOTES = frozenset({'"', "'", "「", "『", "」", "』"})
_LONGEST_TERM = 60
"""Code points of a defined term at most."""


@dataclass(frozen=True, slots=True)
class TermDefinition:
    """A definition: which unit, the term as printed, its folded words."""

    unit: int
    term: str
    words: Term


def definitions(side: UnitSide, renames: Renames = ()) -> dict[Term, TermDefinition]:
    """The terms that one text defines, by folded words; a term defined twice is left out."""
    found: dict[Term, list[TermDefinition]] = defaultdict(list)
    for unit in side.units:
        if unit.norm.kind is not NormKind.DEFINITION and unit.norm.namespace != "definition":
            continue
        span = _defined(side.layer, unit.norm.span)
        if span is None:
            continue
        words = renamed(unit.spelled_in(span), renames)
        if words:
            found[words].append(TermDefinition(unit.at, span.of(side.document.text), words))
    return {words: one[0] for words, one in found.items() if len(one) == 1}


def _defined(layer: Layer, span: Span) -> Span | None:
    """Where the defined term stands: the first quoted words, else what stands before the defining words."""
    first, beyond = layer.range(span)
    if first < beyond and layer.units.keys[first] in _QUOTES:
        for at in range(first + 1, beyond):
            if layer.units.starts[at] - span.start > _LONGEST_TERM:
                break
            if layer.units.keys[at] in _QUOTES and at > first + 1:
                return Span(layer.units.ends[first], layer.units.starts[at])
    start = span.start
    for cue in layer.find("term", span):
        if layer.entry(cue).effect == "opens":
            start = cue.span.end
        elif cue.span.start - start > 1:
            return Span(start, cue.span.start)
    return None
