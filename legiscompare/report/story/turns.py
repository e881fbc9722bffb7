"""The order of the lines: the heaviest first, then those that free and those that bind by turns."""

from __future__ import annotations

import functools
from bisect import insort
from dataclasses import replace
from typing import TYPE_CHECKING

from legiscompare.model import Burden
from legiscompare.report.story.salience import weights

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from legiscompare.report.story.salience import Weight
    from legiscompare.report.story.told import StoryLine

WAYS = (Burden.DOWN, Burden.UP)
_EVIDENT = {Burden.DOWN: {Burden.DOWN, Burden.BOTH}, Burden.UP: {Burden.UP, Burden.BOTH}}


class Prospect:
    """A line of which only the weight is known. Its words cost more than all the rest; few lines of a long law are told."""

    def __init__(self, weight: Weight, make: Callable[[], list[StoryLine]]) -> None:
        self.weight, self._make = weight, make
        self.place = (0, 0)
        """Where the line stands among those that weigh as much."""
        self.opened = False

    @functools.cached_property
    def lines(self) -> list[StoryLine]:
        """The line, and further ones of the article that it had no room for, none of them heavier."""
        return self._make()

    @property
    def line(self) -> StoryLine:
        return self.lines[0]

    @property
    def rank(self) -> tuple[float, int, int]:
        """What lines are sorted by."""
        return (-self.weight.value, *self.place)

    def further(self) -> list[Prospect]:
        """The further lines as prospects of their own; once."""
        found = [] if self.opened else [Prospect(one.weight, functools.partial(alone, one)) for one in self.lines[1:]]
        for number, one in enumerate(found, 1):
            one.place, one.opened = (self.place[0], number), True
        self.opened = True
        return found


class Likely:
    """An article of which only the most is known that its line can weigh; few of a long law are weighed.

    It stands among the prospects by that weight. It is weighed when no other can weigh more.
    """

    def __init__(self, most: float, weigh: Callable[[], Prospect | None]) -> None:
        self.most, self._weigh = most, weigh
        self.place = (0, 0)

    @functools.cached_property
    def weighed(self) -> Prospect | None:
        """The article's line with its weight; None where nothing of it weighs."""
        return self._weigh()

    @property
    def rank(self) -> tuple[float, int, int]:
        """What lines are sorted by."""
        return (-self.most, *self.place)


def alone(line: StoryLine) -> list[StoryLine]:
    return [line]


def by_turns(lines: Sequence[Prospect | Likely], most: int | None) -> tuple[StoryLine, ...]:
    """Lines by weight, one that frees and one that binds by turns; what does both serves either. No more than `most`."""
    for number, one in enumerate(lines):
        one.place = (number, 0)
    left = sorted(lines, key=lambda line: line.rank)
    told: list[StoryLine] = []
    turn = 0
    while (first := _known(left, 0)) and (most is None or len(told) < most):
        wanted = _EVIDENT[WAYS[turn % 2]] | {Burden.NONE, Burden.UNCLEAR}
        heaviest = first.weight.value
        line = _next(left, first, wanted, float(weights()["line"]["like"]) * heaviest).line
        share = line.weight.value / heaviest if heaviest else 1.0
        told.append(replace(line, share=share))
        turn += line.burden in WAYS
    return tuple(told)


def _known(left: list[Prospect | Likely], at: int) -> Prospect | None:
    """The prospect at a place of `left`, weighed as far as that takes; None behind the last."""
    while at < len(left):
        one = left[at]
        if isinstance(one, Prospect):
            return one
        del left[at]
        if one.weighed is not None:
            one.weighed.place = one.place
            insort(left, one.weighed, key=lambda line: line.rank)
    return None


def _next(left: list[Prospect | Likely], first: Prospect, wanted: set[Burden], least: float) -> Prospect:
    """Take out of `left` the heaviest line that goes a wanted way and weighs enough; else `first`, the heaviest.

    Further lines of an article take their places in `left` when it is told.
    """
    at = 0
    while (one := _known(left, at)) is not None and one.weight.value >= least:
        for more in one.further():
            insort(left, more, key=lambda line: line.rank)
        if one.line.burden in wanted:
            del left[at]
            return one
        at += 1
    left.remove(first)
    return first
