"""For norms without a counterpart: what came nearest, so that a reader can judge."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from legiscompare.align.matching import MOST, Matcher
from legiscompare.model import Candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.align.state import Link

SHOWN = 3
"""Candidates shown of each norm."""


def nearest(matcher: Matcher, links: Sequence[Link]) -> dict[str, tuple[Candidate, ...]]:
    """For each norm without a link, by `draft:ID` or `final:ID`, the `SHOWN` best of the other side, best first.

    A candidate's margin is its value over that of the best one in another paragraph.
    """
    state = matcher.state
    linked = {link.draft for link in links}, {link.final for link in links}
    found: dict[tuple[int, int], list[tuple[float, int]]] = defaultdict(list)
    for i, j in matcher.likeness:
        for side, lone, other in ((0, i, j), (1, j, i)):
            if lone not in linked[side]:
                found[side, lone].append((matcher.value(i, j), other))
    result: dict[str, tuple[Candidate, ...]] = {}
    for (side, lone), scored in sorted(found.items()):
        here, there = (state.draft, state.final) if side == 0 else (state.final, state.draft)
        scored.sort(key=lambda row: (-round(row[0], 9), there.units[row[1]].digest, row[1]))
        shown = []
        for score, other in scored[:SHOWN]:
            place = there.units[other].paragraph
            rival = max((value for value, k in scored if there.units[k].paragraph != place), default=0.0)
            if score > 0:
                margin = min(MOST, score / rival) if rival > 0 else MOST
                shown.append(Candidate(there.units[other].norm.id, round(score, 4), round(margin, 4)))
        if shown:
            result[f"{('draft', 'final')[side]}:{here.units[lone].norm.id}"] = tuple(shown)
    return result
