"""Splits and joins: a norm left over whose words stand inside a norm that is paired already joins that pair.

What counts is what it *explains*: the share of the leftover's weight that the holder holds and the holder's own
partner does not account for. A norm gone whose words another norm held all along is removed, not joined (codebook §1);
one whose words come to stand in a norm that was widened to take them in is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.align.likeness import LEAST, MUCH
from legiscompare.align.state import NEAR, Link, MatchState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from legiscompare.align.units import AlignUnit

JOIN = 0.45
"""Share of the leftover's weight that a holder in the right surroundings must explain."""
JOIN_ALONE = 0.8
"""The same where nothing but the words speaks for it."""
OWN = 0.5
"""Share of what tells a leftover from its twin that the holder must hold, where nearly all the rest stands in it too."""
WORDS = 3
"""Words that a norm must have to join another: a stray number or a torn-off word is part of anything."""


def join(state: MatchState, pairs: Iterable[tuple[int, int]], shared: Iterable[Link]) -> list[Link]:
    """Links of leftovers to units that are paired already, best first; each leftover joins at most one.

    `shared` are links of norms that share their partner already: they are no leftovers.
    """
    found: list[tuple[float, int, int, bool]] = []
    shared = tuple(shared)
    olds = {*state.links, *(link.draft for link in shared)}
    news = {*state.back, *(link.final for link in shared)}
    for i, j in pairs:
        lone_draft, lone_final = i not in olds, j not in news
        if lone_draft is lone_final or (i, j) in state.forbidden or (i not in state.links and j not in state.back):
            continue
        share, held = explained(state, i, j)
        if _stands_above(state, i, j) and share >= JOIN_ALONE:
            found.append((share, i, j, lone_draft))
            continue
        if min(len(state.draft.units[i].words), len(state.final.units[j].words)) < WORDS:
            continue
        if _of_one_list(state, i, j) and state.context(i, j) >= NEAR:
            own = _tells_apart(state, i, j)
            if own and held >= JOIN_ALONE * own:
                found.append((held / own, i, j, lone_draft))
                continue
        if held < LEAST or not state.alike.share_rare(i, j):
            continue  # boilerplate stands inside many norms and joins none of them
        if not _of_one_text(state, i, j):
            continue
        near = _at_home(state, i, j) and (state.context(i, j) >= NEAR or held >= MUCH)
        if share >= (JOIN if near else JOIN_ALONE) or _twin(state, i, j):
            found.append((share, i, j, lone_draft))
    found.sort(key=lambda row: (-round(row[0], 9), row[1] + row[2], min(row[1:3])))
    taken: set[tuple[int, int]] = set()
    links = []
    for share, i, j, lone_draft in found:
        lone = (0, i) if lone_draft else (1, j)
        if lone not in taken:
            taken.add(lone)
            links.append(Link(i, j, share, 1.0, "containment"))
    return links


def _partner(state: MatchState, i: int, j: int) -> tuple[AlignUnit, AlignUnit, AlignUnit]:
    """Of a leftover and its holder: the leftover, the holder, and the holder's partner, which stands beside the leftover."""
    draft, final = state.draft.units, state.final.units
    if i not in state.links:
        return draft[i], final[j], draft[state.back[j]]
    return final[j], draft[i], final[state.links[i].final]


def _stands_above(state: MatchState, i: int, j: int) -> bool:
    """Whether the leftover is the lead-in of the holder's partner: a list that became a sentence, or the reverse."""
    lone, _, partner = _partner(state, i, j)
    return lone.norm.span in partner.norm.inherited


def _of_one_list(state: MatchState, i: int, j: int) -> bool:
    """Whether the leftover is a point of a list, and the holder's partner its lead-in or another point.

    (If any of the following, where each ground is a norm → if all of the following, which is one.)
    """
    lone, _, partner = _partner(state, i, j)
    lead = lone.norm.lead_in
    return (
        lead is not None
        and lone.norm.provision != partner.norm.provision
        and lead in {partner.norm.lead_in, partner.norm.span}
    )


def _tells_apart(state: MatchState, i: int, j: int) -> float:
    """Weight of what a leftover has and the holder's partner has not."""
    index = state.alike.index
    if i not in state.links:
        return index.weights.total(index.draft[i] - index.draft[state.back[j]])
    return index.weights.total(index.final[j] - index.final[state.links[i].final])


def _of_one_text(state: MatchState, i: int, j: int) -> bool:
    """Whether all three are operative words, recitals, or definitions: a norm does not join words of another sort."""
    return len({unit.norm.namespace for unit in _partner(state, i, j)}) == 1


def _at_home(state: MatchState, i: int, j: int) -> bool:
    """Whether the leftover stands in the article of the holder's partner, or both came from the holder's own place."""
    lone, _, partner = _partner(state, i, j)
    return lone.article == partner.article


def _twin(state: MatchState, i: int, j: int) -> bool:
    """Whether the leftover says of one thing what the holder's partner says of another, and the holder of both.

    (Complaints of users in 14 days, complaints of residents in 21 → complaints of both.) Figures may differ.
    """
    index, weights = state.alike.index, state.alike.index.weights
    if i not in state.links:
        lone, holder, partner = index.draft[i], index.final[j], index.draft[state.back[j]]
        articles = state.draft.units[i].article, state.draft.units[state.back[j]].article
    else:
        lone, holder, partner = index.final[j], index.draft[i], index.final[state.links[i].final]
        articles = state.final.units[j].article, state.final.units[state.links[i].final].article
    if articles[0] != articles[1]:
        return False  # the same rule for others, in their article, is a copy
    lone, partner = (frozenset(_without_figures(state, side)) for side in (lone, partner))
    of_both = all(
        weights.total((one - other) & holder) >= OWN * weights.total(one - other)
        for one, other in ((lone, partner), (partner, lone))
    )
    return of_both and weights.total(lone & holder) >= JOIN_ALONE * weights.total(lone)


def _without_figures(state: MatchState, features: Iterable[int]) -> Iterator[int]:
    weights, vocabulary = state.alike.index.weights, state.alike.vocabulary
    numbers = list(features)
    for number, words in zip(numbers, vocabulary.spell([weights.names[one] for one in numbers]), strict=True):
        if not any(map(str.isdigit, words)):
            yield number


def explained(state: MatchState, i: int, j: int) -> tuple[float, float]:
    """Share of the leftover's weight, and the weight, that its holder holds and the holder's partner does not."""
    index = state.alike.index
    if i not in state.links:
        total, partner = index.draft_total[i], index.draft[state.back[j]]
    else:
        total, partner = index.final_total[j], index.final[state.links[i].final]
    held = index.weights.total((index.draft[i] & index.final[j]) - partner)
    return (held / total if total else 0.0), held
