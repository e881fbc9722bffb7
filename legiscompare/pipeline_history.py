"""N versions of one instrument: any two compared, and every norm's way from each to the next."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from legiscompare import lang
from legiscompare.errors import UsageError
from legiscompare.lang import TokenKind
from legiscompare.model import Burden, Change, Comparison, Document, Settings, Tag
from legiscompare.pipeline import compare

__all__ = ["Across", "Chain", "History", "HistoryStep", "history"]


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """What happened to a chain between version `stage` and the next; `stage` counts from 0."""

    stage: int
    change: Change


@dataclass(frozen=True, slots=True)
class Chain:
    """Norms of several versions that became one another, with splits and joins: one norm's way through the stages."""

    steps: tuple[HistoryStep, ...]
    """In the order of the stages; within one stage in the order of the text."""
    back: tuple[int, ...] = ()
    """Stages (of the later version) in which words that had gone in an earlier one stand again."""

    @property
    def first_softened(self) -> int | None:
        """The step in which the chain was first softened, wholly or in part; None if never."""
        return next((one.stage for one in self.steps if one.change.tag in (Tag.SOFTENED, Tag.MIXED)), None)

    @property
    def gone(self) -> tuple[int, ...]:
        """Steps in which a norm of the chain was left without a counterpart."""
        return tuple(one.stage for one in self.steps if one.change.tag is Tag.REMOVED)

    @property
    def new(self) -> tuple[int, ...]:
        """Steps in which a norm of the chain appeared without a counterpart before."""
        return tuple(one.stage for one in self.steps if one.change.tag is Tag.ADDED)

    @property
    def moves(self) -> bool:
        """Whether any step claims a change of substance."""
        return any(one.change.burden is not Burden.NONE for one in self.steps)


@dataclass(frozen=True, slots=True)
class Across:
    """Two versions that are no neighbours, compared as any two texts are: not composed from the steps between them."""

    earlier: int
    """Stages, counted from 0."""
    later: int
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class History:
    """All versions in order, each compared with the next, and any two others. Immutable."""

    documents: tuple[Document, ...]
    comparisons: tuple[Comparison, ...]
    """One fewer than documents."""
    chains: tuple[Chain, ...]
    """In the order of the last version; what is gone by then stands after it, by stage."""
    across: tuple[Across, ...] = ()
    """Versions that are no neighbours, in order; empty where they were not compared."""

    def pairs(self) -> tuple[Across, ...]:
        """Every two versions that were compared, neighbours among them: the earlier first, then the later."""
        nearby = (Across(stage, stage + 1, one) for stage, one in enumerate(self.comparisons))
        return tuple(sorted((*nearby, *self.across), key=lambda one: (one.earlier, one.later)))


def history(
    documents: Sequence[Document],
    *,
    settings: Settings | None = None,
    across: bool = True,
    progress: Callable[[str], None] | None = None,
) -> History:
    """Compare each version with the next, follow every norm, and compare any two others.

    N versions take N(N-1)/2 comparisons, without `across` N-1. `progress` is told each stage of each comparison as it begins.
    Raises UsageError for fewer than two versions.
    """
    if len(documents) < 2:
        raise UsageError(f"{len(documents)} version was given", mend="give two or more")
    comparisons = tuple(
        compare(draft, final, settings=settings, progress=progress) for draft, final in itertools.pairwise(documents)
    )
    chains = _chains(comparisons)
    far = tuple(
        Across(earlier, later, compare(documents[earlier], documents[later], settings=settings, progress=progress))
        for earlier, later in itertools.combinations(range(len(documents)), 2)
        if across and later - earlier > 1
    )
    return History(tuple(documents), comparisons, _returns(chains, documents), far)


def _chains(comparisons: Sequence[Comparison]) -> list[tuple[HistoryStep, ...]]:
    """Changes joined where the final norms of one are the draft norms of the next."""
    home: dict[tuple[int, str], int] = {}
    groups: dict[int, list[HistoryStep]] = {}
    numbers = itertools.count()
    for stage, comparison in enumerate(comparisons):
        for change in comparison.changes:
            met = sorted({home[stage, place.norm] for place in change.draft if (stage, place.norm) in home})
            target = met[0] if met else next(numbers)
            steps = groups.setdefault(target, [])
            for other in met[1:]:
                steps.extend(groups.pop(other))
                home.update({key: target for key, group in home.items() if group == other})
            steps.append(HistoryStep(stage, change))
            home.update({(stage + 1, place.norm): target for place in change.final})
    return sorted((_sorted(steps) for steps in groups.values()), key=lambda steps: _rank(steps, len(comparisons)))


def _sorted(steps: Iterable[HistoryStep]) -> tuple[HistoryStep, ...]:
    def place(step: HistoryStep) -> tuple[int, int]:
        places = step.change.final or step.change.draft
        return step.stage, places[0].span.start if places else 0

    return tuple(sorted(steps, key=place))


def _rank(steps: tuple[HistoryStep, ...], count: int) -> tuple[int, int]:
    last = steps[-1]
    places = last.change.final or last.change.draft
    alive = last.stage == count - 1 and bool(last.change.final)
    return (0 if alive else count - last.stage), places[0].span.start if places else 0


def _returns(chains: list[tuple[HistoryStep, ...]], documents: Sequence[Document]) -> tuple[Chain, ...]:
    """Join a chain that ended with one that begins later in the same words: they came back."""
    ended: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for number, steps in enumerate(chains):
        for step in steps:
            if step.change.tag is Tag.REMOVED:
                for place in step.change.draft:
                    ended.setdefault(_words(place.text, documents[step.stage]), []).append((step.stage, number))
    heir: dict[int, int] = {}  # a chain that ended -> the one that goes on with its words; each goes on once
    back: dict[int, set[int]] = {}
    for number, steps in enumerate(chains):
        for step in steps:
            if step.change.tag is not Tag.ADDED:
                continue
            for place in step.change.final:
                earlier = ended.get(_words(place.text, documents[step.stage + 1]), [])
                before = [
                    (stage, other)
                    for stage, other in earlier
                    if stage < step.stage and other not in heir and _last(other, heir) != _last(number, heir)
                ]
                if before:
                    heir[max(before)[1]] = number
                    back.setdefault(number, set()).add(step.stage + 1)
    groups: dict[int, list[int]] = {}
    for number in range(len(chains)):
        groups.setdefault(_last(number, heir), []).append(number)
    return tuple(
        Chain(
            _sorted(step for number in members for step in chains[number]),
            tuple(sorted({stage for number in members for stage in back.get(number, ())})),
        )
        for _, members in sorted(groups.items())
    )


def _last(number: int, heir: dict[int, int]) -> int:
    """The chain in which one goes on in the end."""
    while number in heir:
        number = heir[number]
    return number


def _words(text: str, document: Document) -> tuple[str, ...]:
    """Words of a norm without spaces and punctuation."""
    tokens = lang.scan(text, lang.load(document.language)).tokens
    return tuple(token.key for token in tokens if token.kind is TokenKind.WORD)
