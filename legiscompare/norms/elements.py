"""The elements of a norm: who, must or may, do what, to whom or what, when, how, unless what, or else what.

A cascade over the cues of the layer cuts a norm's words into elements that tile it. Which words open or close an element
is data (`clause`, `slot`); whether clauses are opened or closed, and on which side of the act adjuncts stand, is the
language's profile. What is not recognised stays in the element it stands in: nothing is guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Element, Join, Quantifier, Role, Span
from legiscompare.norms import framed
from legiscompare.norms.closed import cut_closed
from legiscompare.norms.opened import cut_opened
from legiscompare.norms.roles import Segment
from legiscompare.norms.units import tie_of, trim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.annotate import Layer
    from legiscompare.model import Cue, Quantity
    from legiscompare.norms.frame import Frame

LONGEST = 4000
"""Units of a norm beyond which it is one element: no drafter's sentence is longer, and none could read its tree."""
_NESTING = {Role.CONDITION, Role.EXCEPTION}
_OPENING = 6
"""Units at the head of the last point, its number among them, in which a word opens the list."""


def elements(
    layer: Layer, span: Span, frame: Frame, quantities: Iterable[Quantity], references: Iterable[Cue]
) -> tuple[Element, ...]:
    """The elements of the norm at `span`, in order; together with white space they cover it."""
    if frame.beyond - frame.first > LONGEST or frame.first >= frame.beyond:
        return (Element(Role.ACT, span),)
    if layer.language.profile.clauses == "final":
        cut_closed(layer, frame)
    elif layer.language.profile.frame:
        frame.segments += framed.segments(layer, frame.first, frame.beyond, frame.modal, inherits=frame.inherits)
    else:
        cut_opened(layer, frame)
    _gather_points(layer, frame)
    return _made(layer, span, frame, tuple(quantities), tuple(references))


def _gather_points(layer: Layer, frame: Frame) -> None:
    """Make each list point one element: a circumstance, a case of an exception, or a thing that the act meets."""
    ranges = [layer.range(point) for point in frame.points]
    if not ranges:
        return
    first = ranges[0][0]
    role = Role.OBJECT
    opened = next((one for one in frame.segments if one.role in _NESTING and one.start <= first < one.end), None)
    if opened and not frame.gates:
        before = Span(*layer.span(frame.first, opened.start)) if frame.first < opened.start else None
        opened = None if before and layer.find("list", before) else opened  # any of the following, when let for hire:
    if frame.gates or opened:
        role = opened.role if opened else Role.CONDITION
    kept = [one._replace(end=min(one.end, first)) for one in frame.segments if one.start < first]
    frame.segments[:] = kept + [Segment(role, start, end) for start, end in ranges if start < end]


def _made(
    layer: Layer, span: Span, frame: Frame, quantities: tuple[Quantity, ...], references: tuple[Cue, ...]
) -> tuple[Element, ...]:
    made: list[Element] = []
    segments = sorted(frame.segments, key=lambda one: (one.start, one.end))
    # In a frame the verb stands after its object.
    creates = layer.language.profile.frame and any(_creates(layer, one) for one in segments if one.role is Role.ACT)
    for number, segment in enumerate(segments):
        start = span.start if number == 0 else layer.units.starts[segment.start]
        end = span.end if number == len(segments) - 1 else layer.units.starts[segments[number + 1].start]
        area = trim(layer.text, Span(start, end))
        if area.start >= area.end:
            continue
        if segment.role is Role.ACT:
            creates = _creates(layer, segment)
        quantifier = _quantifier(layer, segment)
        # Any information, but not information about any allergen.
        leads = layer.starting("quantifier", segment.start, min(segment.start + 2, segment.end))
        head = Span(*layer.span(*segment.head)) if segment.head and segment.head[0] < segment.head[1] else None
        made.append(
            Element(
                role=segment.role,
                span=area,
                head=head,
                join=_join_of_list(layer, span, frame) if _is_point(area, frame) else _join(layer, area, frame.points),
                quantifier=quantifier,
                effected=creates and segment.role is Role.OBJECT and not (quantifier is Quantifier.EVERY and leads),
                children=_children(area, frame, quantities, references),
            )
        )
    return tuple(made) or (Element(Role.ACT, span),)


def _creates(layer: Layer, segment: Segment) -> bool:
    return bool(layer.starting("verb:creates", segment.start, segment.end))


def _is_point(area: Span, frame: Frame) -> bool:
    """Whether an element is a list point."""
    return any(point.holds(area) for point in frame.points)


def _join_of_list(layer: Layer, span: Span, frame: Frame) -> Join:
    """How the points of a norm's list are joined."""
    lead = Span(span.start, max(span.start, frame.points[0].start))
    last = layer.range(frame.points[-1])[0]
    if layer.find("openlist", lead) or any(at in layer.marks("openlist") for at in range(last, last + _OPENING)):
        return Join.OPEN  # （三）其他设施: the last point takes in what the others do not name
    tie = tie_of(layer, frame.points[-2]) if len(frame.points) > 1 else ""
    said = {layer.entry(cue).value for cue in layer.find("list", lead)}
    if tie == "any" or (tie != "all" and said & {"any", "choice"}):
        return Join.ANY
    # Circumstances that nothing joins may be needed together or each be enough.
    return Join.NONE if frame.gates and tie != "all" and "all" not in said else Join.ALL


def _join(layer: Layer, area: Span, points: tuple[Span, ...]) -> Join:
    if layer.find("openlist", area):
        return Join.OPEN
    inside = [point for point in points if area.holds(point)]
    if len(inside) > 1 and (tie := tie_of(layer, inside[-2])) in {"all", "any"}:
        return Join(tie)
    said = [layer.entry(cue).value for cue in layer.find("list", area)]
    for value in ("choice", "all", "any"):
        if value in said:
            return Join(value)
    joins = [layer.entry(cue).value for cue in layer.find("join", area)]
    strong = [value for value in joins if value in {"all", "any"}]
    return Join(strong[-1]) if strong else Join.NONE


def _quantifier(layer: Layer, segment: Segment) -> Quantifier:
    start = segment.head[1] if segment.head else segment.start
    found = layer.starting("quantifier", start, min(start + 3, segment.end))
    return Quantifier(layer.marks("quantifier")[found[0]].entry.value) if found else Quantifier.NONE


def _children(
    area: Span, frame: Frame, quantities: tuple[Quantity, ...], references: tuple[Cue, ...]
) -> tuple[Element, ...]:
    if not (quantities or references or frame.points):
        return ()
    found = [Element(Role.QUANTITY, one.span) for one in quantities if area.holds(one.span)]
    found += [Element(Role.REFERENCE, one.span) for one in references if area.holds(one.span)]
    found += [Element(Role.OBJECT, point) for point in frame.points if area.holds(point)]
    return tuple(sorted(found, key=lambda one: (one.span.start, -one.span.end)))
