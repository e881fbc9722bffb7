"""Which norm of the draft became which norm of the final text, and which is lost or new.

One mechanism for renumbering, moves, splits and joins: norms are aligned over the whole text, and where their
provisions went follows from where the norms went. The way there:

1. `units`: each norm becomes a set of features (shingles of two folded words);
2. `similarity`, `likeness`: an inverted index scores the pairs that share rare features; order, openings, bearer and
   kind are looked at for those that may be pairs;
3. `fixed`: what a person decided stands first;
4. `matching`: verbatim twins, definitions by their term, then rounds of falling thresholds with growing context;
5. `terms`: a sketch of the plain pairs shows exchanges of terms, which are judged; the matching is then done on the
   renamed words, and what no rename touched is known from the sketch;
6. `groups`: a norm left over whose words went into another's partner joins that pair (a split or a join);
7. `provisions`: articles and paragraphs, their position, text and cardinality, and the map of references.

Everything is symmetric: scores do not depend on the side, ties break by content and by likeness of place. Numbers of
articles are never evidence. What was tried and failed is told where the constants stand.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from legiscompare.align.fixed import Fixed, resolve
from legiscompare.align.groups import join
from legiscompare.align.likeness import Likeness
from legiscompare.align.matching import PLAIN, Matcher, anchor, link_same_places, link_terms
from legiscompare.align.nearest import nearest
from legiscompare.align.provisions import pair_provisions, reference_map
from legiscompare.align.similarity import Index, Vocabulary, union
from legiscompare.align.state import Link, MatchState
from legiscompare.align.terms import Exchanges
from legiscompare.align.units import Renames, UnitSide, rename, side_of
from legiscompare.align.whole import link_wholes
from legiscompare.align.wording import Wording
from legiscompare.model import Alignment, Norm, NormPair

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from legiscompare.annotate import Layer

__all__ = ["align"]


def align(
    draft: Layer,
    draft_norms: Sequence[Norm],
    final: Layer,
    final_norms: Sequence[Norm],
    *,
    fixed: Iterable[tuple[str, str, bool]] | None = None,
) -> Alignment:
    """Align two documents by their norms.

    `fixed` holds a person's decisions: (ref or norm id of the draft, of the final text, the same or not); `-` for none.
    Raises `UsageError` if one names a norm that its text does not have.
    """
    vocabulary = Vocabulary()
    sides = side_of(draft, draft_norms, vocabulary), side_of(final, final_norms, vocabulary)
    decided = resolve(fixed or (), *sides)
    alike = Likeness(*sides)
    matcher = Matcher(_start(*sides, alike, decided, ()))
    matcher.take(PLAIN)
    exchanges = Exchanges()
    terms, renames = exchanges.find(matcher.state)
    if renames:  # what was linked was a sketch, to find them
        del matcher  # of a long text it takes as much room as what comes now
        sides = rename(sides[0], renames), rename(sides[1], renames)
        alike = Likeness(*sides, alike)
        matcher = Matcher(_start(*sides, alike, decided, renames))
        alike.settle()
    matcher.take()
    state = matcher.state
    link_same_places(state)
    shared = link_wholes(matcher)
    links = [
        *sorted(state.links.values(), key=lambda link: link.draft),
        *shared,
        *join(state, matcher.likeness, shared),
    ]
    links += _leftovers_of(decided, state)
    # Once all links stand, more places show an exchange; what was found early had renamed the words and is kept.
    late, _ = exchanges.find(state)
    known = {(one.draft, one.final) for one in terms}
    terms = [*terms, *(one for one in late if (one.draft, one.final) not in known)]
    mapped = reference_map(state.draft, state.final, links)
    wording = Wording(state.draft, state.final, renames, mapped)
    return Alignment(
        pairs=_norm_pairs(state, links),
        provision_pairs=pair_provisions(state.draft, state.final, links, wording.relation),
        candidates=nearest(matcher, links),
        term_exchanges=tuple(terms),
        ref_map=mapped,
    )


def _start(draft: UnitSide, final: UnitSide, alike: Likeness, decided: Fixed, renames: Renames) -> MatchState:
    """A state with all links that need no weighing."""
    paragraphs = [
        [union(features, place.units) for place in side.paragraphs]
        for side, features in ((draft, alike.index.draft), (final, alike.index.final))
    ]
    state = MatchState(draft, final, alike, Index(paragraphs[0], paragraphs[1], alike.index.weights), decided.forbidden)
    _obey(decided, state)
    anchor(state)
    link_terms(state, renames)
    return state


def _obey(fixed: Fixed, state: MatchState) -> None:
    """Link the norms of each group that a person put together, the most alike first."""
    for olds, news in fixed.groups:
        ranked = sorted((-state.alike.of(i, j), i + j, min(i, j), i, j) for i in olds for j in news)
        for _, _, _, i, j in ranked:
            if state.free(i, j):
                state.add(Link(i, j, 1.0, 1.0, "fixed"))


def _leftovers_of(fixed: Fixed, state: MatchState) -> list[Link]:
    """Links for norms that a person put into a group and that have no partner of their own in it."""
    found: list[Link] = []
    for olds, news in fixed.groups:
        lone = [i for i in olds if i not in state.links], [j for j in news if j not in state.back]
        for i in lone[0]:
            partner = max(news, key=lambda j, i=i: (state.alike.of(i, j), -j))  # type: ignore[misc]
            found.append(Link(i, partner, 1.0, 1.0, "fixed"))
        for j in lone[1]:
            partner = max(olds, key=lambda i, j=j: (state.alike.of(i, j), -i))  # type: ignore[misc]
            found.append(Link(partner, j, 1.0, 1.0, "fixed"))
    return found


def _norm_pairs(state: MatchState, links: Sequence[Link]) -> tuple[NormPair, ...]:
    """Links that share a norm become one pair, in the order of the final text."""
    leader: dict[tuple[int, int], tuple[int, int]] = {}

    def find(x: tuple[int, int]) -> tuple[int, int]:
        while leader.setdefault(x, x) != x:
            x = leader[x]
        return x

    for link in links:
        a, b = find((0, link.draft)), find((1, link.final))
        leader[max(a, b)] = min(a, b)
    groups: dict[tuple[int, int], list[Link]] = defaultdict(list)
    for link in links:
        groups[find((0, link.draft))].append(link)
    made = []
    for group in groups.values():
        olds = sorted({link.draft for link in group})
        news = sorted({link.final for link in group})
        methods = {link.method for link in group}
        first = min(group, key=lambda link: (link.method == "containment", -link.score, link.draft + link.final))
        made.append(
            (
                news,
                NormPair(
                    tuple(state.draft.units[i].norm.id for i in olds),
                    tuple(state.final.units[j].norm.id for j in news),
                    round(min(1.0, sum(link.score for link in group) / len(group)), 4),
                    round(first.margin, 4),
                    next((m for m in ("fixed", "containment") if m in methods), first.method),
                ),
            )
        )
    return tuple(pair for _, pair in sorted(made, key=lambda row: row[0]))
