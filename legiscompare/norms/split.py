"""Cut a unit into statements: one bearer, one modality, one act each (codebook §1).

Sentences first. Within a sentence a further act begins where, after a join, a verb or a modal opens it. How joins look
depends on how the language marks its clauses: by words that open them (`by_openers`) or by particles that close them
(`by_closers`). A sanction is cut where a rung has a trigger of its own or another party is addressed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from legiscompare.model import NormKind, Span
from legiscompare.norms import by_closers, by_frames, by_openers, grammar
from legiscompare.norms.units import trim

if TYPE_CHECKING:
    from legiscompare.annotate import Layer
    from legiscompare.norms.units import NormUnit


@dataclass(frozen=True, slots=True)
class Statement:
    """One institutional statement's own words and what it inherits from its sentence."""

    span: Span
    sentence: Span
    first: bool
    """Whether it opens its sentence; later ones inherit bearer, deontic and trigger."""
    inherited: Span | None = None
    """The words of the sentence before it, from which a later one inherits."""
    points: tuple[Span, ...] = ()
    """List points that complete it."""
    gates: bool = False
    """Whether the points are circumstances."""


LONGEST = 4000
"""Units of a sentence beyond which it is not cut: no drafter writes such a sentence, and reading it would explain nothing."""


def statements(layer: Layer, unit: NormUnit) -> Iterator[Statement]:
    """Statements of a unit in order; together they cover its non-space text."""
    if not layer.language.has_lexicons:
        yield Statement(unit.span, unit.span, True)
        return
    if unit.whole:
        yield from _whole(layer, unit)
        return
    start: int | None = None
    for sentence in sentences(layer, unit.span):
        if _is_formula(layer, sentence):
            continue
        # `shall adopt rules; check the brakes`: what follows a break without a modal goes on with the acts before it.
        goes_on = start is not None and _goes_on(layer, sentence)
        if start is None or not goes_on:
            start = sentence.start
        for number, part in enumerate(_parts(layer, sentence, under_lead_in=goes_on or bool(unit.lead_ins))):
            before = trim(layer.text, Span(start, part.start)) if number or goes_on else None
            yield Statement(part, sentence, number == 0 and not goes_on, before)


def _goes_on(layer: Layer, sentence: Span) -> bool:
    first, beyond = layer.range(sentence)
    at = first - 1
    if at < 0 or not grammar.is_break(layer, at) or layer.find("modal", sentence):
        return False
    joins = layer.marks("join")
    if first in joins and joins[first].entry.value == "all":
        first = joins[first].end
    return grammar.opens_with_verb(layer, first, beyond)


def _parts(layer: Layer, sentence: Span, *, under_lead_in: bool) -> list[Span]:
    first, beyond = layer.range(sentence)
    if first == beyond or beyond - first > LONGEST:  # no words at all (the mark of a note alone), or too many to cut
        return [sentence]
    style = by_closers if layer.language.profile.clauses == "final" else by_openers
    if layer.language.profile.frame:
        style = by_frames
    sanction = is_sanction(layer, sentence)
    cuts = style.sanction_cuts(layer, first, beyond) if sanction else style.cuts(layer, first, beyond, under_lead_in)
    edges = [first, *(cut for cut in cuts if not _only_joins(layer, cut, beyond)), beyond]
    spans = []
    for one, two in pairwise(edges):
        if one < two:
            start = sentence.start if one == first else layer.units.starts[one]
            end = sentence.end if two == beyond else layer.units.starts[two]
            spans.append(trim(layer.text, Span(start, end)))
    return [span for span in spans if span.start < span.end] or [sentence]


def _only_joins(layer: Layer, first: int, beyond: int) -> bool:
    """Whether nothing but a join stands there, which ties a list point to the next one (…；或者)."""
    return all(layer.units.marks[at] or at in layer.covered("join") for at in range(first, beyond))


def _whole(layer: Layer, unit: NormUnit) -> Iterator[Statement]:
    """A list whose points complete its lead-in: acts that the lead-in states before its last one stand alone."""
    lead = Span(unit.span.start, min(unit.span.end, max(unit.lead_end, unit.span.start)))
    parts = []
    if lead.start < lead.end and layer.language.profile.clauses == "initial":
        parts = _parts(layer, lead, under_lead_in=False)
    last = parts[-1].start if parts else unit.span.start
    for number, part in enumerate(parts[:-1]):
        before = trim(layer.text, Span(lead.start, part.start)) if number else None
        yield Statement(part, lead, number == 0, before)
    first = last == unit.span.start
    inherited = None if first else trim(layer.text, Span(lead.start, last))
    yield Statement(Span(last, unit.span.end), unit.span, first, inherited, unit.points, unit.gates)


def sentences(layer: Layer, span: Span) -> list[Span]:
    """Cut at the marks that end sentences and clauses, outside brackets, and at blank lines."""
    first, beyond = layer.range(span)
    depths = grammar.depths(layer, first, beyond)
    parts, start = [], span.start
    marks, starts, ends = layer.units.marks, layer.units.starts, layer.units.ends
    for at in range(first, beyond):
        if depths[at - first]:
            continue
        # A blank line needs two code points between two units; most have one space.
        parted = at + 1 < beyond and starts[at + 1] - ends[at] > 1
        if (marks[at] and _ends_here(layer, at, beyond)) or (parted and _blank_line(layer, at)):
            parts.append(Span(start, layer.units.ends[at]))
            start = layer.units.ends[at]
    parts.append(Span(start, span.end))
    found = [trim(layer.text, part) for part in parts]
    found = [part for part in found if any(char.isalnum() for char in part.of(layer.text))]
    if layer.language.profile.clauses == "initial":
        found = _rejoin(layer, found)
    return found or [span]


def _blank_line(layer: Layer, at: int) -> bool:
    return layer.text.count("\n", layer.units.ends[at], layer.units.starts[at + 1]) > 1


def _ends_here(layer: Layer, at: int, beyond: int) -> bool:
    """Whether the mark at `at` ends a sentence."""
    if layer.language.profile.han:
        return grammar.is_end(layer, at)
    if grammar.is_break(layer, at):
        return at + 1 == beyond or layer.units.starts[at + 1] > layer.units.ends[at]
    if not grammar.is_end(layer, at) or at + 1 >= beyond:
        return False
    after = at + 1
    if (
        layer.units.marks[after]
        and layer.units.keys[after] in {'"', "'"}
        and layer.units.starts[after] == layer.units.ends[at]
    ):
        after += 1
    if after >= beyond or layer.units.starts[after] == layer.units.ends[after - 1]:
        return False
    before = layer.units.keys[at - 1] if at else ""
    if grammar.ends_ordinal(layer, at, after):
        return False
    if (len(before) == 1 and at and layer.units.capital[at - 1]) or before in layer.language.abbreviations:
        return False
    return layer.units.capital[after] or (layer.units.marks[after] and layer.units.keys[after] in {'"', "'", "("})


def _rejoin(layer: Layer, parts: list[Span]) -> list[Span]:
    """A clause after a break that has no verb of its own belongs to the one before it."""
    joined: list[Span] = []
    for part in parts:
        after_break = joined and layer.text[joined[-1].end - 1] in layer.language.profile.breaks
        if after_break and not _has_verb(layer, part):
            joined[-1] = Span(joined[-1].start, part.end)
        else:
            joined.append(part)
    return joined


def _has_verb(layer: Layer, span: Span) -> bool:
    if layer.find("modal", span) or layer.find("verb:third", span):
        return True
    first, beyond = layer.range(span)
    if grammar.clause_opener(layer, first, {"condition"}):
        return any(grammar.verb_end(layer, at, beyond) for at in range(first, beyond))
    return grammar.opens_with_verb(layer, first, beyond)


_FORMULA = 16
"""Words of a formula at most; a longer sentence says more."""


def _is_formula(layer: Layer, span: Span) -> bool:
    """Whether a sentence is a formula of enactment, which is no norm."""
    first, beyond = layer.range(span)
    short = grammar.words_in(layer, first, beyond) <= _FORMULA
    return short and any(cue.span.start == span.start for cue in layer.find("formula", span))


def is_sanction(layer: Layer, span: Span) -> bool:
    """Whether the words state a sanction."""
    return any(layer.entry(cue).value == NormKind.SANCTION for cue in layer.find("kind", span))
