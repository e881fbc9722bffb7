"""A person's decisions on pairs: links that must stand and links that must not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.align.units import UnitSide
    from legiscompare.model import Norm


class Decision(NamedTuple):
    """One decision: `draft` and `final` are the same norm (`same`), or are not.

    Each side is the ref of a provision (`4.1.5`: all norms in and below it) or the id of a norm (`4.1.5#1`). `-` on one
    side with `same`: the other side has no counterpart.
    """

    draft: str
    final: str
    same: bool = True


@dataclass(frozen=True, slots=True)
class Fixed:
    """All decisions as unit numbers."""

    groups: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    forbidden: frozenset[tuple[int, int]]


def resolve(decisions: Iterable[tuple[str, str, bool]], draft: UnitSide, final: UnitSide) -> Fixed:
    """Decisions as unit numbers. Raises `UsageError` for a ref or id that its text does not have."""
    groups: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    forbidden: set[tuple[int, int]] = set()
    for decision in map(Decision._make, decisions):
        if decision.draft == decision.final == "-":
            raise UsageError(
                "this decision on a pair names no norm",
                where="- ~ -",
                mend="give a reference in the draft, in the final text, or in both",
            )
        olds = _units(decision.draft, draft, "draft")
        news = _units(decision.final, final, "final")
        if not decision.same:
            forbidden.update((i, j) for i in olds for j in news)
        elif decision.final == "-":
            forbidden.update((i, unit.at) for i in olds for unit in final.units)
        elif decision.draft == "-":
            forbidden.update((unit.at, j) for j in news for unit in draft.units)
        else:
            groups.append((olds, news))
            forbidden.update((i, unit.at) for i in olds for unit in final.units if unit.at not in news)
            forbidden.update((unit.at, j) for j in news for unit in draft.units if unit.at not in olds)
    for olds, news in groups:
        forbidden.difference_update((i, j) for i in olds for j in news)
    return Fixed(tuple(groups), frozenset(forbidden))


def _units(name: str, side: UnitSide, which: str) -> tuple[int, ...]:
    if name == "-":
        return ()
    found = tuple(unit.at for unit in side.units if names(name, unit.norm))
    if not found:
        raise UsageError(
            f"the {which} has no norm {name!r}",
            mend="write a reference such as 4.1.5, or the id of a norm such as 4.1.5#1",
        )
    return found


def names(name: str, norm: Norm) -> bool:
    """Whether a side of a decision names this norm, by its id or by a provision that holds it."""
    return norm.id == name or norm.ref == name or norm.ref.startswith(f"{name}.")
