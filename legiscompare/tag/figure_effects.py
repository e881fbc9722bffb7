"""What a figure that rose or fell does to a norm, by what it measures and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import NormKind, Role
from legiscompare.tag.operations import effect_of, family

if TYPE_CHECKING:
    from legiscompare.tag.operations import Findings

DENOTES = {Role.CONDITION, Role.EXCEPTION, Role.BEARER}
"""Positions in which a figure says who or what is caught."""


def move_of_figure(
    kind: NormKind, role: Role, measure: str, *, up: bool, floor: bool, ceiling: bool
) -> tuple[str, bool]:
    """Effect of a figure that rose or fell, and whether its place decides alone."""
    if role in DENOTES:
        return denoted(kind, role, up=up, floor=floor, ceiling=ceiling, measure=measure)
    duty = family(kind) == "duty"
    if measure == "deadline":
        if duty:
            return ("relaxes" if up else "hastens"), True
        return ("widens" if up else "narrows"), kind is not NormKind.PROHIBITION
    if measure == "start":
        return ("narrows" if up else "widens"), True
    if measure == "frequency":
        # Every two weeks instead of every week: less often.
        if duty:
            return ("lowers" if up else "raises"), True
        return ("narrows" if up else "widens"), True
    if measure == "notice":
        if duty:
            return ("raises" if up else "lowers"), True
        if kind is NormKind.PROHIBITION:
            return ("widens" if up else "narrows"), False  # no order takes effect until there were 14 days' notice
        return ("narrows" if up else "widens"), True
    if duty:
        if ceiling and not floor:
            return ("lowers" if up else "raises"), True
        return ("raises" if up else "lowers"), True
    if kind in {NormKind.PROHIBITION, NormKind.SCOPE, NormKind.DEFINITION} or (family(kind) == "leave" and floor):
        return denoted(kind, role, up=up, floor=floor, ceiling=ceiling, measure=measure)
    return ("widens" if up else "narrows"), True


def denoted(kind: NormKind, role: Role, *, up: bool, floor: bool, ceiling: bool, measure: str) -> tuple[str, bool]:
    """A higher floor catches less, a higher ceiling more; a bare figure says nothing but for periods of a ban."""
    position = role.value if role in {Role.CONDITION, Role.EXCEPTION, Role.BEARER} else "met"
    if floor:
        move = "narrower" if up else "wider"
    elif ceiling or (measure == "period" and kind is NormKind.PROHIBITION and position == "met"):
        move = "wider" if up else "narrower"
    else:
        return "unclear", False
    return effect_of(kind, position, move), True


def in_right(findings: Findings, *, up: bool) -> tuple[str, bool]:
    """Of a right the time is its holder's where the holder acts (to withdraw), the other party's where the holder waits."""
    waits = set()
    for half in (findings.view.draft, findings.view.final):
        for element in half.elements:
            if element.role not in {Role.CONDITION, Role.EXCEPTION, Role.TIME, Role.MODAL} and half.layer.find(
                "verb:receives", element.span
            ):
                waits.add(True)
            elif element.role is Role.ACT:
                waits.add(False)
    if True in waits:
        return ("narrows" if up else "widens"), True
    return (("widens" if up else "narrows"), True) if waits else ("unclear", False)
