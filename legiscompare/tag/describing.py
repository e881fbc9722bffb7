"""Words that describe things rather than add one: relative clauses, attributes, all things of a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Role
from legiscompare.tag.places import GATES

if TYPE_CHECKING:
    from legiscompare.model import Element, Span
    from legiscompare.tag.half import Half

_NEAR = 4
"""Units after an item in which the particle of an attribute is looked for."""
_HEAD = 4
"""Units at the head of an element in which the word stands that means all of a kind."""
_SCRUTINY = {Role.OBJECT, Role.CONSTRAINT, Role.RECIPIENT}
"""Roles of words that may describe all things of a kind that a duty meets."""


def relative_before(half: Half, element: Element, span: Span) -> int:
    """The unit after the relative pronoun that stands nearest before a place in its element; 0 if none does."""
    layer = half.layer
    clauses = layer.marks("clause")
    low, high = layer.range(element.span)[0], layer.range(span)[0]
    return next(
        (clauses[at].end for at in range(high, low, -1) if at in clauses and clauses[at].entry.value == "relative"), 0
    )


def describes_all(half: Half, element: Element, span: Span) -> bool:
    """Whether words describe all things of a kind: in any hostel that …, to every pupil who …."""
    if element.role not in _SCRUTINY:
        return False
    if element.role is Role.OBJECT and not relative_before(half, element, span):
        return False
    low = half.layer.range(element.span)[0]
    quantifiers = half.layer.marks("quantifier")
    ahead = range(low, min(low + _HEAD, half.layer.range(span)[0]))
    return any(at in quantifiers and quantifiers[at].entry.value == "every" for at in ahead)


def is_predicate(half: Half, element: Element, span: Span) -> bool:
    """Whether an item is a further thing that a relative clause says of what it describes."""
    at = relative_before(half, element, span)
    if not at:
        return False
    first, _ = half.layer.range(span)
    return at >= first or first in half.layer.marks("verb:third")


def before_particle(half: Half, span: Span) -> bool:
    """Whether the particle of an attribute follows a place."""
    beyond = half.layer.range(span)[1]
    keys = half.layer.units.keys
    return beyond < len(keys) and keys[beyond] in half.layer.language.attributive


def restricts(half: Half, element: Element, span: Span) -> bool:
    """Whether words without a join restrict what stands beside them.

    In a script without spaces a bare noun before a noun may name another thing altogether; only an attribute closed by
    its particle, or a word known to pick out a part, restricts.
    """
    layer = half.layer
    if not layer.language.profile.han or element.role in GATES or layer.find("restrictive", span):
        return True
    beyond = layer.range(span)[1]
    attributive = layer.language.attributive
    keys = layer.units.keys
    if keys[beyond - 1] in attributive or (beyond < len(keys) and keys[beyond] in attributive):
        return True
    return not layer.find("verb:", span)


def is_attribute(half: Half, element: Element, span: Span) -> bool:
    """Whether an item of a row says what the noun after the row must do or be besides: 不超过十米、现场加工食品的摊位."""
    layer = half.layer
    attributive = layer.language.attributive
    if not attributive or not layer.find("verb:", span):
        return False
    beyond, high = layer.range(span)[1], layer.range(element.span)[1]
    for at in range(beyond, min(high, beyond + _NEAR)):
        if layer.units.marks[at]:
            return False
        if layer.units.keys[at] in attributive:
            return True
    return False
