"""The words of one place: whether they weigh, which span they cover, by which element and dimension they are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import NormKind, Role, Span
from legiscompare.tag.half import hull
from legiscompare.tag.ties import join_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Element
    from legiscompare.tag.half import Half

SILENT = {Role.MODAL, Role.OTHER}
"""Roles whose words are read elsewhere or say nothing by themselves."""
GATES = {Role.CONDITION, Role.EXCEPTION}
"""Roles in which any further word makes the case rarer."""
_DIMENSIONS = {
    Role.CONDITION: "condition",
    Role.EXCEPTION: "exception",
    Role.BEARER: "scope_party",
    Role.RECIPIENT: "scope_object",
    Role.OBJECT: "scope_object",
    Role.CONSTRAINT: "procedure",
    Role.TIME: "time",
    Role.QUANTITY: "quantity",
    Role.PURPOSE: "precision",
    Role.ACT: "act",
    Role.AUTHORITY: "scope_party",
    Role.SANCTION: "enforcement",
}
_ORDER = tuple(Role)
"""Of two roles the one further left names a change."""


def weighs(half: Half, numbers: Sequence[int]) -> bool:
    """Whether words can move a norm; light ones only as an item of their own (or of another person)."""
    words = half.words
    for number in numbers:
        if not words[number][2]:
            return True
    if not numbers or join_before(half, half.layer.range(half.words[numbers[0]].span)[0], 0) != "any":
        return False
    after = numbers[-1] + 1
    return after == len(half.words) or half.at[after] != half.at[numbers[-1]] or half.apart(after - 1, after)


def dimension_of(role: Role, kind: NormKind) -> str:
    """The dimension by which a change in an element is named."""
    if kind is NormKind.DEFINITION and role in {Role.OBJECT, Role.ACT, Role.OTHER, Role.CONSTRAINT}:
        return "definition"
    return _DIMENSIONS.get(role, "precision")


def hull_of(half: Half, numbers: Sequence[int]) -> Span:
    """The least span that covers words, as far as they stand in the norm of the first."""
    home = half.norm_of(half.at[numbers[0]])
    return hull([half.words[n].span for n in numbers if half.norm_of(half.at[n]) == home])


def sides(span: Span, *, gained: bool) -> tuple[Span | None, Span | None]:
    """A span of one side as that of the draft and that of the final text."""
    return (None, span) if gained else (span, None)


def either(old: Element, new: Element) -> Element:
    """Of two elements the one by whose role a change is named, whichever text is the draft."""
    return min(old, new, key=lambda one: (one.role in SILENT, _ORDER.index(one.role), one.effected))


def is_point(element: Element) -> bool:
    """Whether an element is a list point of its norm."""
    return any(point.span.start == element.span.start for point in points(element))


def points(element: Element) -> list[Element]:
    """The list points of an element."""
    return [child for child in element.children if child.role is Role.OBJECT]
