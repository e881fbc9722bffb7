"""From norm pairs to provision pairs: which articles and paragraphs became which.

Two provisions belong together if the norms that link them carry a considerable part (`PART`) of either one's words. A
single sentence that moved between two long articles does not join them, but the reference map knows of it. Groups are
the connected components: so splits, joins and n:m need no rule of their own. Where a group went is read off the longest
increasing subsequence: what is off it has moved.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legiscompare.model import Position, ProvisionKind, ProvisionPair, TextRelation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from legiscompare.align.state import Link
    from legiscompare.align.units import AlignUnit, UnitPlace, UnitSide

PART = 0.25
"""Share of a provision's words that must go to another for the two to be a pair."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of both texts."""

    kind: ProvisionKind
    draft: tuple[UnitPlace, ...]
    final: tuple[UnitPlace, ...]


def levels(draft: UnitSide, final: UnitSide) -> tuple[Level, Level]:
    """Article and paragraph level."""
    return (
        Level(ProvisionKind.ARTICLE, draft.articles, final.articles),
        Level(ProvisionKind.PARAGRAPH, draft.paragraphs, final.paragraphs),
    )


def _home(level: Level) -> Callable[[AlignUnit], int]:
    return (lambda unit: unit.article) if level.kind is ProvisionKind.ARTICLE else (lambda unit: unit.paragraph)


def edges(level: Level, draft: UnitSide, final: UnitSide, links: Iterable[Link]) -> dict[tuple[int, int], list[Link]]:
    """Links by the provisions they connect."""
    home = _home(level)
    found: dict[tuple[int, int], list[Link]] = defaultdict(list)
    for link in links:
        found[home(draft.units[link.draft]), home(final.units[link.final])].append(link)
    return dict(found)


def reference_map(draft: UnitSide, final: UnitSide, links: Sequence[Link]) -> dict[str, tuple[str, ...]]:
    """Draft ref -> final refs at article and paragraph level, in the order of the final text."""
    found: dict[str, set[int]]
    result: dict[str, tuple[str, ...]] = {}
    for level in reversed(levels(draft, final)):
        found = defaultdict(set)
        for i, j in edges(level, draft, final, links):
            found[level.draft[i].provision.ref].add(j)
        for ref, places in found.items():
            named = (level.final[j].provision.ref for j in sorted(places))
            # What is article and paragraph in one text may be two in the other: read both ways it leads to both.
            result[ref] = tuple(dict.fromkeys((*named, *result.get(ref, ()))))
    return dict(sorted(result.items()))


def pair_provisions(
    draft: UnitSide,
    final: UnitSide,
    links: Sequence[Link],
    editorial: Callable[[Sequence[AlignUnit], Sequence[AlignUnit]], TextRelation],
) -> tuple[ProvisionPair, ...]:
    """All provision pairs, articles first, in the order of the final text, gone ones where they stood in the draft.

    `editorial` says how the words of two lists of units relate.
    """
    return tuple(pair for level in levels(draft, final) for pair in _pair(level, draft, final, links, editorial))


def _pair(
    level: Level,
    draft: UnitSide,
    final: UnitSide,
    links: Sequence[Link],
    relation: Callable[[Sequence[AlignUnit], Sequence[AlignUnit]], TextRelation],
) -> list[ProvisionPair]:
    linked = edges(level, draft, final, links)
    mass = {key: _mass(found, draft, final) for key, found in linked.items()}
    size = [_size(level.draft, draft), _size(level.final, final)]
    strong = [(i, j) for (i, j), (a, b) in sorted(mass.items()) if a >= PART * size[0][i] or b >= PART * size[1][j]]
    groups = _components(strong, len(level.draft), len(level.final))
    moved = _moved(groups, level, draft, final)
    found = []
    inner, outer = _masses(mass, groups)
    for n, (olds, news) in enumerate(groups):
        units = [u for i in olds for u in level.draft[i].units], [u for j in news for u in level.final[j].units]
        if not units[0] and not units[1]:
            continue
        score = sum(link.score * _weight(link, draft, final) for key in inner[n] for link in linked[key])
        total = sum(size[0][i] for i in olds) + sum(size[1][j] for j in news)
        best, rival = (max((sum(mass[key]) for key in keys), default=0) for keys in (inner[n], outer[n]))
        refs = [tuple(level.draft[i].provision.ref for i in olds), tuple(level.final[j].provision.ref for j in news)]
        both = bool(olds and news)
        found.append(
            ProvisionPair(
                level.kind,
                refs[0],
                refs[1],
                _position(refs, moved=n in moved) if both else Position.NONE,
                relation([draft.units[u] for u in units[0]], [final.units[u] for u in units[1]])
                if both
                else TextRelation.NONE,
                round(score / total, 4) if total and both else 0.0,
                round(min(9.99, best / rival), 4) if both and rival else 9.99 if both else 1.0,
                "norms" if both else "none",
            )
        )
    return found


def _masses(
    mass: Iterable[tuple[int, int]], groups: Sequence[tuple[tuple[int, ...], tuple[int, ...]]]
) -> tuple[dict[int, list[tuple[int, int]]], dict[int, list[tuple[int, int]]]]:
    """For each group, the edges within it and those that leave it."""
    inner: dict[int, list[tuple[int, int]]] = defaultdict(list)
    outer: dict[int, list[tuple[int, int]]] = defaultdict(list)
    of = [{place: n for n, group in enumerate(groups) for place in group[side]} for side in (0, 1)]
    for key in mass:
        a, b = of[0][key[0]], of[1][key[1]]
        if a == b:
            inner[a].append(key)
        else:
            outer[a].append(key)
            outer[b].append(key)
    return inner, outer


def _position(refs: Sequence[tuple[str, ...]], *, moved: bool) -> Position:
    if moved:
        return Position.MOVED
    return Position.SAME if refs[0] == refs[1] else Position.RENUMBERED


def _weight(link: Link, draft: UnitSide, final: UnitSide) -> int:
    return len(draft.units[link.draft].words) + len(final.units[link.final].words)


def _mass(links: Sequence[Link], draft: UnitSide, final: UnitSide) -> tuple[int, int]:
    """Words of each side that these links cover."""
    return (
        sum(len(draft.units[i].words) for i in {link.draft for link in links}),
        sum(len(final.units[j].words) for j in {link.final for link in links}),
    )


def _size(places: Sequence[UnitPlace], side: UnitSide) -> list[int]:
    return [sum(len(side.units[u].words) for u in place.units) for place in places]


def _components(pairs: Sequence[tuple[int, int]], n: int, m: int) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Connected groups of draft and final numbers, lone ones included, in reading order of the final text."""
    leader = list(range(n + m))

    def find(x: int) -> int:
        while leader[x] != x:
            leader[x] = leader[leader[x]]
            x = leader[x]
        return x

    for i, j in pairs:
        leader[max(find(i), find(n + j))] = min(find(i), find(n + j))
    members: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for x in range(n + m):
        members[find(x)][x >= n].append(x if x < n else x - n)
    groups = [(tuple(olds), tuple(news)) for olds, news in members.values()]
    # A group without a final side follows the group that holds the draft provision before it.
    after: dict[int, int] = {i: news[0] for olds, news in groups if news for i in olds}
    at = -1
    for i in range(n):
        at = after.setdefault(i, at)
    return sorted(groups, key=lambda g: (g[1][0] if g[1] else after[g[0][0]], not g[1], g[0], g[1]))


def _moved(
    groups: Sequence[tuple[tuple[int, ...], tuple[int, ...]]], level: Level, draft: UnitSide, final: UnitSide
) -> set[int]:
    """Numbers of the groups that are off the heaviest run of groups in the same order on both sides.

    Heaviest by words; ties are broken by a digest of the words, so that the answer is one and mirrors under a swap.
    """
    both = [(n, olds[0], news[0]) for n, (olds, news) in enumerate(groups) if olds and news]
    both.sort(key=lambda row: row[1])
    order = sorted(row[2] for row in both)
    # Fenwick tree of (weight, place in `best`), by rank on the final side.
    tree: list[tuple[int, int]] = [(0, -1)] * (len(order) + 1)
    best: list[tuple[int, int]] = []
    for row, (n, _, j) in enumerate(both):
        rank = bisect_left(order, j) + 1
        before, at = (0, -1), rank - 1
        while at > 0:
            before = max(before, tree[at])
            at -= at & -at
        best.append((before[0] + _mark(groups[n], level, draft, final), before[1]))
        at = rank
        while at < len(tree):
            tree[at] = max(tree[at], (best[row][0], row))
            at += at & -at
    at = max(range(len(best)), key=lambda row: best[row], default=-1)
    kept = set()
    while at >= 0:
        kept.add(both[at][0])
        at = best[at][1]
    return {n for n, _, _ in both} - kept


def _mark(group: tuple[tuple[int, ...], tuple[int, ...]], level: Level, draft: UnitSide, final: UnitSide) -> int:
    """Weight of a group: its words, and below one word a number that depends on the words alone."""
    sides = []
    words = 0
    for places, numbers, side in ((level.draft, group[0], draft), (level.final, group[1], final)):
        units = [side.units[u] for number in numbers for u in places[number].units]
        words += sum(len(unit.words) for unit in units)
        sides.append(" ".join(unit.digest for unit in units))
    mark = hashlib.blake2b("|".join(sorted(sides)).encode(), digest_size=4).digest()
    return (words << 32) + int.from_bytes(mark, "big")
