"""Provisions that lost every norm to rewording, compared whole.

A provision that was rewritten may be cut into norms elsewhere than its draft was, and none of the pieces is like any
other. So the provisions of which no norm has found a partner, on either side, are compared once more as wholes: all
their words together, in their context, by the same rules as norms. Where two belong together, their norms are linked,
the most alike first; if one side has but one norm, all of the other side's belong to it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legiscompare.align.matching import FLOOR, MOST, PLAIN, Matcher, demanded
from legiscompare.align.similarity import Index, union
from legiscompare.align.state import Link, MatchState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.align.units import UnitSide


@dataclass(frozen=True, slots=True)
class Whole:
    """All norms of one provision, none of them linked."""

    units: tuple[int, ...]
    paragraph: int
    features: frozenset[int]


def link_wholes(matcher: Matcher) -> list[Link]:
    """Link free provisions; returned are the additional links of norms that share their partner with another."""
    state = matcher.state
    norms = state.alike.index
    sides = (
        _wholes(state.draft, norms.draft, set(state.links)),
        _wholes(state.final, norms.final, set(state.back)),
    )
    index = Index([w.features for w in sides[0]], [w.features for w in sides[1]], norms.weights)
    values = {
        (a, b): _value(state, index, a, b, sides[0][a], sides[1][b])
        for a, row in index.rows(FLOOR)
        for b, score in row.items()
        if score >= FLOOR
    }
    extra: list[Link] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    ranked = sorted(values.items(), key=lambda item: (-round(item[1], 9), sum(item[0]), min(item[0])))
    rivals = _rivals(values)
    for (a, b), value in ranked:
        if a in taken[0] or b in taken[1]:
            continue
        margin = _margin(rivals, sides, a, b, value)
        count = len(state.draft.units) + len(state.final.units)
        if index.score(a, b) >= PLAIN or margin >= demanded(value, count):
            taken[0].add(a)
            taken[1].add(b)
            extra += _link(state, sides[0][a].units, sides[1][b].units, value, margin)
    return extra


def _wholes(side: UnitSide, features: Sequence[frozenset[int]], linked: set[int]) -> list[Whole]:
    groups: dict[str, list[int]] = defaultdict(list)
    for unit in side.units:
        groups[unit.norm.provision].append(unit.at)
    return [
        Whole(
            tuple(units),
            side.units[units[0]].paragraph,
            union(features, units),
        )
        for units in groups.values()
        if not linked.intersection(units)
    ]


def _value(state: MatchState, index: Index, a: int, b: int, old: Whole, new: Whole) -> float:
    pairs = [
        (i, j)
        for i in old.units
        for j in new.units
        if (i, j) not in state.forbidden and not state.alike.other_acts(i, j)
    ]
    if not pairs:
        return 0.0
    factor = max(state.alike.kinship(i, j) for i, j in pairs)
    return state.worth(factor * index.score(a, b), *max(pairs, key=lambda pair: (state.context(*pair), -sum(pair))))


Rivals = tuple[dict[int, list[tuple[float, int]]], dict[int, list[tuple[float, int]]]]


def _rivals(values: dict[tuple[int, int], float]) -> Rivals:
    """For each provision of the draft, and of the final text, the values of its pairs and their other sides."""
    rows: Rivals = defaultdict(list), defaultdict(list)
    for (a, b), value in values.items():
        rows[0][a].append((value, b))
        rows[1][b].append((value, a))
    return rows


def _margin(rivals: Rivals, sides: tuple[list[Whole], list[Whole]], a: int, b: int, value: float) -> float:
    """Value over that of the best pair of either provision in another paragraph, capped at `MOST`."""
    best = max(
        (
            rival
            for side, one, other in ((0, a, b), (1, b, a))
            for rival, x in rivals[side][one]
            if sides[1 - side][x].paragraph != sides[1 - side][other].paragraph
        ),
        default=0.0,
    )
    return min(MOST, value / best) if best > 0 else MOST


def _link(state: MatchState, olds: tuple[int, ...], news: tuple[int, ...], value: float, margin: float) -> list[Link]:
    ranked = sorted((-state.alike.of(i, j), i + j, min(i, j), i, j) for i in olds for j in news)
    first = True
    for minus, _, _, i, j in ranked:
        if state.free(i, j) and (first or -minus >= FLOOR):
            state.add(Link(i, j, value, margin, "rescue"))
            first = False
    extra = []
    if min(len(olds), len(news)) == 1:
        extra += [Link(i, news[0], value, 1.0, "containment") for i in olds if i not in state.links]
        extra += [Link(olds[0], j, value, 1.0, "containment") for j in news if j not in state.back]
    # What binds others, an authority in a provider's article, is no part of it.
    return [
        link
        for link in extra
        if (link.draft, link.final) not in state.forbidden
        and state.alike.same_bearer(link.draft, link.final)
        and not state.alike.other_acts(link.draft, link.final)
    ]
