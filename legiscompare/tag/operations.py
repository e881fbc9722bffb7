"""What happened to one element of a norm, and the table that says what that does to the norm."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from legiscompare.model import NormKind, Role, Span

if TYPE_CHECKING:
    from legiscompare.tag.pair import PairView

DUTY = frozenset({NormKind.OBLIGATION, NormKind.PROCEDURE})
"""Kinds under which words that say how an act is done ask more; under all others they narrow what is reached."""
_FAMILY = {
    NormKind.OBLIGATION: "duty",
    NormKind.PROCEDURE: "duty",
    NormKind.PROHIBITION: "ban",
    NormKind.PERMISSION: "leave",
    NormKind.EXEMPTION: "leave",
    NormKind.RIGHT: "right",
    NormKind.POWER: "power",
    NormKind.SANCTION: "sanction",
    NormKind.SCOPE: "reach",
    NormKind.DEFINITION: "reach",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One change of one element."""

    rule: str
    """`dimension.name`: row of rules.toml."""
    draft: Span | None
    final: Span | None
    effect: str
    """Row of signs.toml."""
    certain: bool = True
    """Whether the words and their place decide alone."""


@dataclass(slots=True)
class Findings:
    """The operations of a pair, as they are found; what one accounts for no later comparison reads again."""

    view: PairView
    found: list[Operation] = field(default_factory=list)

    def add(self, rule: str, effect: str, draft: Span | None, final: Span | None, *, certain: bool = True) -> None:
        """Record an operation and account for its words."""
        self.found.append(Operation(rule, draft, final, effect, certain))
        self.view.draft.spend(draft)
        self.view.final.spend(final)


@lru_cache(maxsize=1)
def _positions() -> dict[str, dict[str, dict[str, str]]]:
    text = resources.files("legiscompare.tag").joinpath("positions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def family(kind: NormKind) -> str:
    """The family of kinds whose rows of positions.toml hold; `policy` for those without direction."""
    return _FAMILY.get(kind, "policy")


@lru_cache(maxsize=4096)
def effect_of(kind: NormKind, position: str, move: str) -> str:
    """What a move of an element in that position does to a norm of that kind: a row of signs.toml (`unclear` if unknown)."""
    table = _positions()
    for name in (family(kind), "any"):
        found = table.get(name, {}).get(position, {}).get(move)
        if found:
            return found
    return "unclear"


def position_of(role: Role, *, effected: bool, standard: bool = False) -> str:
    """Name of the position of an element: its role, for objects whether the act meets them or makes them.

    `standard`: a constraint that points to other rules or considerations (in accordance with, taking into account).
    """
    if standard and role is Role.CONSTRAINT:
        return "standard"
    if role is Role.OBJECT:
        return "made" if effected else "met"
    return role.value
