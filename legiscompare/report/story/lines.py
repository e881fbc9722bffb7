"""Lines: an article's changes joined, in the order in which they are told."""

from __future__ import annotations

import functools
import math
from dataclasses import replace
from typing import TYPE_CHECKING

from legiscompare.model import Burden, Certainty, ProvisionKind, Tag
from legiscompare.report.items import QUIET
from legiscompare.report.story import room
from legiscompare.report.story.balance import Around
from legiscompare.report.story.joining import Joiner, once, varied
from legiscompare.report.story.policies import is_policy, policies
from legiscompare.report.story.salience import Weight, weights
from legiscompare.report.story.sentences import Teller
from legiscompare.report.story.statement import LEADS
from legiscompare.report.story.statements import reading
from legiscompare.report.story.told import Story, StoryLine
from legiscompare.report.story.turns import WAYS, Likely, Prospect, by_turns
from legiscompare.report.story.weighing import Weigher, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Change
    from legiscompare.report.items import ReportItem
    from legiscompare.report.sections import Section
    from legiscompare.report.story.joining import Told
    from legiscompare.report.story.sentences import Sentence
    from legiscompare.report.view import View

_ROUNDED = 1e-6
"""More than sums differ by that are added in another order."""


def story(view: View, most: int | None = None) -> Story:
    """The story of a comparison in the view's language; with `most`, no more than its first lines are put into words."""
    return _Story(view).made(most)


class _Story:
    def __init__(self, view: View) -> None:
        self.view, self.words = view, view.words
        self.draft, self.final = reading(view.draft), reading(view.final)
        self.teller = Teller(view.words, self.draft, self.final, view.comparison)
        self.joiner, self.weigher = Joiner(self.draft, self.final), Weigher(view, self.teller)

    def made(self, most: int | None) -> Story:
        lines: list[Prospect | Likely] = [one for section in self.view.sections for one in self._section(section)]
        ranked = sorted(lines, key=lambda one: one.rank)
        some = any(isinstance(one, Likely) and one.weighed is not None for one in ranked)
        beside = self.teller.lengths(short=some).beside
        lines += [line for tag in (Tag.ADDED, Tag.REMOVED) for line in policies(self.view, self.teller, tag, beside)]
        w, around = self.words, Around(self.view, self.final)
        stages = " → ".join(around.stage(one) for one in (self.view.draft, self.view.final))
        return Story(
            w("story.title", title=self.view.title, stages=stages),
            around.balance(),
            by_turns(lines, most),
            around.limits(),
        )

    def _section(self, section: Section) -> list[Likely]:
        if kind_of(section) is not ProvisionKind.ARTICLE:
            return []
        loud = [item for item in section.items if item.change.tag not in QUIET and not is_policy(item.change)]
        most = sorted((self.weigher.at_most(item, section) for item in loud), reverse=True)
        if not most or most[0] <= 0:
            return []
        value = most[0] + self._whole(section) + _further(most[1:]) + _ROUNDED
        return [Likely(value, functools.partial(self._weighed, section, loud))]

    def _weighed(self, section: Section, loud: Sequence[ReportItem]) -> Prospect | None:
        """The line of an article with its weight; None where nothing of it weighs."""
        runs = self.joiner.runs([one for one in loud if not self.weigher.cut_off(one)])
        told = [(run, self.weigher.heaviest(run, section)) for run in runs]
        told = sorted((one for one in told if one[1].value > 0), key=lambda one: -one[1].value)
        told = [one for one in told if not _is_lead(one[0][0].change)] or told
        if not told:
            return None
        whole = self._whole(section)
        if whole:
            told[0] = (told[0][0], told[0][1].plus("line.whole", whole))
        weight = Weight(told[0][1].value, (("line.first", round(told[0][1].value, 2)),))
        weight = weight.plus("line.further", _further([one.value for _, one in told[1:]]))
        return Prospect(weight, functools.partial(self._told, told, len(loud), weight))

    def _told(self, told: Sequence[Told], loud: int, weight: Weight) -> list[StoryLine]:
        """The line of an article of which `told` is what came about, by weight, and those it had no room for.

        `loud`: the number of its changes.
        """
        made = once([self.teller.sentence(*one) for one in varied(self.joiner.of_one_list(told))])
        shown = room.shared(made, self.final.binding)
        kept = {id(item) for one in shown for item in one.items}
        apart = [one for one in made[1:] if not any(id(item) in kept for item in one.items)]
        apart = [one for one in apart if one.weight.value >= room.AS_MUCH * told[0][1].value]
        more = loud - sum(len(one.items) for one in (*shown, *apart))
        own = [self._line([one], more, replace(one.weight, parts=(("line.apart", one.weight.value),))) for one in apart]
        return [self._line(shown, more, weight), *own]

    def _whole(self, section: Section) -> float:
        """What is added where the article as a whole is gone or new."""
        tags = {item.change.tag for item in section.items}
        if any(is_policy(item.change) for item in section.items):
            return 0.0
        alone = (section.final is None) if tags == {Tag.REMOVED} else tags == {Tag.ADDED}
        return float(weights()["line"]["whole"]) if alone else 0.0

    def _line(self, shown: Sequence[Sentence], more: int, weight: Weight) -> StoryLine:
        w = self.words
        burdens = {one.burden for one in shown}
        if burdens & {Burden.BOTH} or {Burden.DOWN, Burden.UP} <= burdens:
            burden = Burden.BOTH
        else:
            burden = next((one for one in (*WAYS, Burden.UNCLEAR) if one in burdens), Burden.NONE)
        claims = [one for one in shown if one.burden is not Burden.UNCLEAR] or shown
        certainty = max((one.certainty for one in claims), key=list(Certainty).index)
        words = w("story.end").join(one.cited(w, short=number > 0) for number, one in enumerate(shown)) + w(
            "story.stop"
        )
        return StoryLine(tuple(shown), more, weight, burden, certainty, words)


def _is_lead(change: Change) -> bool:
    """Whether all that a change quotes are the opening words of lists, whose points say what is asked."""
    return all(one.text.rstrip().endswith(LEADS) for one in (*change.draft, *change.final))


def _further(values: Sequence[float]) -> float:
    """What all further changes of an article add to the weight of its line."""
    table = weights()["line"]
    return float(min(table["most_further"], table["further"] * math.log2(1 + sum(values) / table["unit"])))
