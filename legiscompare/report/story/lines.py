"""Lines: an article's changes joined, in the order in which they are told."""

from __future__ import annotations

import functools
import math
import re
from bisect import insort
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legiscompare.model import Burden, Certainty, NormKind, PartyClass, ProvisionKind, Tag, TextStatus
from legiscompare.norms import POLICY
from legiscompare.report.definitions import definitions
from legiscompare.report.items import QUIET
from legiscompare.report.messages import catalogue, languages
from legiscompare.report.story.salience import OF_ALL, Facts, Weight, decisive, weigh, weights
from legiscompare.report.story.sentences import Sentence, Teller
from legiscompare.report.story.statement import LEADS
from legiscompare.report.story.statements import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from legiscompare.model import Change, Document, Norm, Place
    from legiscompare.report.items import ReportItem
    from legiscompare.report.sections import Section
    from legiscompare.report.story.statement import StoryStatement
    from legiscompare.report.story.statements import Reading
    from legiscompare.report.view import View

    _Told = tuple[list[ReportItem], Weight]

SENTENCES = 3
"""Sentences of a line at most; the rest is counted."""
ROOM = 45
"""Words that the sentences of one line have room for, without their places; two Chinese characters count as a word."""
_AS_MUCH = 0.75
"""Share of the first sentence's weight from which on the second is told though there is little room, …"""
_MOST = 56
"""… up to this many words."""
_SHORT_PAIR = 36
"""Words up to which a sentence that tells two wordings whole is not shortened for another."""
_POLICY_SHOWN = 2
_POLICY_PLACES = 5
"""Articles that the line of policy statements names; the rest is counted."""
_ROUNDED = 1e-6
"""More than sums differ by that are added in another order."""
_WAYS = (Burden.DOWN, Burden.UP)
_EVIDENT = {Burden.DOWN: {Burden.DOWN, Burden.BOTH}, Burden.UP: {Burden.UP, Burden.BOTH}}


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One line of the story: what became of one article, or the new statements of policy."""

    sentences: tuple[Sentence, ...]
    """The weightiest first, at most `SENTENCES`."""
    more: int
    """Changes of the article that the line does not tell."""
    weight: Weight
    burden: Burden
    certainty: Certainty
    """The lowest of its sentences that claim a direction."""
    words: str
    """The sentences with their places, full stops between them."""
    share: float = 1.0
    """Its weight as a share of the heaviest line that was left when its turn came; 1.0 where it was the heaviest."""


@dataclass(frozen=True, slots=True)
class Story:
    """What a reader is told first, and what is only counted."""

    title: str
    balance: str
    lines: tuple[StoryLine, ...]
    """The lines that were asked for, in the order in which they are told; a summary takes the first of them."""
    limits: str
    """What cannot be said, in one line."""


def story(view: View, most: int | None = None) -> Story:
    """The story of a comparison in the view's language; with `most`, no more than its first lines are put into words."""
    return _Story(view).made(most)


class _Prospect:
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

    def further(self) -> list[_Prospect]:
        """The further lines as prospects of their own; once."""
        found = [] if self.opened else [_Prospect(one.weight, functools.partial(_alone, one)) for one in self.lines[1:]]
        for number, one in enumerate(found, 1):
            one.place, one.opened = (self.place[0], number), True
        self.opened = True
        return found


class _Likely:
    """An article of which only the most is known that its line can weigh; few of a long law are weighed.

    It stands among the prospects by that weight. It is weighed when no other can weigh more.
    """

    def __init__(self, most: float, weigh: Callable[[], _Prospect | None]) -> None:
        self.most, self._weigh = most, weigh
        self.place = (0, 0)

    @functools.cached_property
    def weighed(self) -> _Prospect | None:
        """The article's line with its weight; None where nothing of it weighs."""
        return self._weigh()

    @property
    def rank(self) -> tuple[float, int, int]:
        """What lines are sorted by."""
        return (-self.most, *self.place)


def _alone(line: StoryLine) -> list[StoryLine]:
    return [line]


class _Story:
    def __init__(self, view: View) -> None:
        self.view, self.words = view, view.words
        self.draft, self.final = reading(view.draft), reading(view.final)
        self.teller = Teller(view.words, self.draft, self.final, view.comparison)

    def made(self, most: int | None) -> Story:
        lines: list[_Prospect | _Likely] = [one for section in self.view.sections for one in self._section(section)]
        ranked = sorted(lines, key=lambda one: one.rank)
        some = any(isinstance(one, _Likely) and one.weighed is not None for one in ranked)
        room = self.teller.lengths(short=some).beside
        lines += [line for tag in (Tag.ADDED, Tag.REMOVED) for line in self._policy(tag, room)]
        w = self.words
        stages = " → ".join(self._stage(one) for one in (self.view.draft, self.view.final))
        return Story(
            w("story.title", title=self.view.title, stages=stages),
            self._balance(),
            _by_turns(lines, most),
            self._limits(),
        )

    # -- lines --------------------------------------------------------------------------------------------------

    def _section(self, section: Section) -> list[_Likely]:
        if self._kind(section) is not ProvisionKind.ARTICLE:
            return []
        loud = [item for item in section.items if item.change.tag not in QUIET and not _is_policy(item.change)]
        most = sorted((self._at_most(item, section) for item in loud), reverse=True)
        if not most or most[0] <= 0:
            return []
        value = most[0] + self._whole(section) + _further(most[1:]) + _ROUNDED
        return [_Likely(value, functools.partial(self._weighed, section, loud))]

    def _weighed(self, section: Section, loud: Sequence[ReportItem]) -> _Prospect | None:
        """The line of an article with its weight; None where nothing of it weighs."""
        told = [
            (run, self._heaviest(run, section)) for run in self._runs([one for one in loud if not self._cut_off(one)])
        ]
        told = sorted((one for one in told if one[1].value > 0), key=lambda one: -one[1].value)
        told = [one for one in told if not _is_lead(one[0][0].change)] or told
        if not told:
            return None
        whole = self._whole(section)
        if whole:
            told[0] = (told[0][0], told[0][1].plus("line.whole", whole))
        weight = Weight(told[0][1].value, (("line.first", round(told[0][1].value, 2)),))
        weight = weight.plus("line.further", _further([one.value for _, one in told[1:]]))
        return _Prospect(weight, functools.partial(self._told, told, len(loud), weight))

    def _told(self, told: Sequence[_Told], loud: int, weight: Weight) -> list[StoryLine]:
        """The line of an article of which `told` is what came about, by weight, and those it had no room for.

        `loud`: the number of its changes.
        """
        made = _once([self.teller.sentence(*one) for one in _varied(self._of_one_list(told))])
        shown = self._room(made)
        kept = {id(item) for one in shown for item in one.items}
        apart = [one for one in made[1:] if not any(id(item) in kept for item in one.items)]
        apart = [one for one in apart if one.weight.value >= _AS_MUCH * told[0][1].value]
        more = loud - sum(len(one.items) for one in (*shown, *apart))
        own = [self._line([one], more, replace(one.weight, parts=(("line.apart", one.weight.value),))) for one in apart]
        return [self._line(shown, more, weight), *own]

    def _kind(self, section: Section) -> ProvisionKind:
        """Articles, and whatever else is neither recital nor annex (a text without articles has paragraphs)."""
        top = section.final or section.draft
        aside = (ProvisionKind.RECITAL, ProvisionKind.ANNEX, ProvisionKind.PREAMBLE)
        return top.kind if top is not None and top.kind in aside else ProvisionKind.ARTICLE

    def _whole(self, section: Section) -> float:
        """What is added where the article as a whole is gone or new."""
        tags = {item.change.tag for item in section.items}
        if any(_is_policy(item.change) for item in section.items):
            return 0.0
        alone = (section.final is None) if tags == {Tag.REMOVED} else tags == {Tag.ADDED}
        return float(weights()["line"]["whole"]) if alone else 0.0

    def _room(self, shown: Sequence[Sentence]) -> list[Sentence]:
        """As many sentences as one line has room for; the first in any case, and a second that weighs nearly as much.

        A sentence that stands alone is told in its longer form, sentences that share a line in their shorter ones.
        """
        first, rest = shown[0], shown[1:]
        kept, used = [first], size(first.words)
        for number, one in enumerate(rest):
            if cuts(one.short):
                continue  # two sentences that are both cut say less than one that is whole
            alike = number == 0 and one.weight.value >= _AS_MUCH * first.weight.value
            most = _MOST if alike and not cuts(first.words) else ROOM
            if alike and used + size(one.short) > most and not self._loses(first):
                used = size(first.short)  # what is told with another that weighs as much is told in fewer words
            if used + size(one.short) <= most:
                kept.append(one)
                used += size(one.short)
            elif len(kept) == 1:
                used = size(first.words)
        room = _MOST if self._is_short_pair(first) else ROOM
        long = len(kept) == 1 or size(first.words) + sum(size(one.short) for one in kept[1:]) <= room
        return [first if long or self._loses(first) else replace(first, words=first.short), *kept[1:]]

    def _is_short_pair(self, one: Sentence) -> bool:
        """Whether a sentence tells two wordings whole that are short: cutting them would save little."""
        return _is_paired(one) and "…" not in one.words and size(one.words) <= _SHORT_PAIR

    def _loses(self, one: Sentence) -> bool:
        """Whether the shorter form of a sentence is cut where the longer one is not, or leaves out what must or may be done."""

        def binds(words: str) -> int:
            return sum(words.count(word) for word in self.final.binding)

        leads = [words.partition(": ")[2].rpartition(": ")[0] for words in (one.short, one.words)]
        return cuts(one.short) > cuts(one.words) or binds(one.short) < binds(one.words) or leads[0] != leads[1]

    def _runs(self, items: Sequence[ReportItem]) -> list[list[ReportItem]]:
        """Norms that came, or went, one after the other in one provision are told together."""
        runs: list[list[ReportItem]] = []
        for item in items:
            last = runs[-1:] if runs and self._follows(runs[-1][-1].change, item.change) else []
            found = next((run for run in (*last, *runs) if run in last or self._listed_with(run, item)), None)
            if found is not None:
                found.append(item)
            else:
                runs.append([item])
        return runs

    def _follows(self, one: Change, two: Change) -> bool:
        if one.tag is not two.tag or one.tag not in (Tag.REMOVED, Tag.ADDED):
            return False
        a, b = (one.draft or one.final)[-1], (two.draft or two.final)[0]
        reader = self.draft if one.draft else self.final
        between = reader.document.text[a.span.end : b.span.start]
        if a.eid != b.eid or between.strip():
            return False
        said = {norm.deontic_span for norm in reader.of([a, b])}
        return one.burden is two.burden or (len(said) == 1 and None not in said)

    def _listed_with(self, run: Sequence[ReportItem], item: ReportItem) -> bool:
        """Whether a norm that came, or went, is a further point of the list that `run` tells."""
        one, two = run[0].change, item.change
        if one.tag is not two.tag or one.tag not in (Tag.REMOVED, Tag.ADDED):
            return False
        reader = self.draft if one.draft else self.final
        return self._one_lead(reader, (one.draft or one.final)[0], (two.draft or two.final)[0])

    def _one_lead(self, reader: Reading, one: Place, two: Place) -> bool:
        """Whether two norms are points of one list behind the same opening words."""
        leads = [norm.inherited[-1] for norm in reader.of([one, two]) if norm.inherited]
        if len(leads) != len((one, two)) or leads[0] != leads[1]:
            return False
        return leads[0].of(reader.document.text).rstrip().endswith(LEADS)

    def _of_one_list(self, told: Sequence[_Told]) -> list[_Told]:
        """`told` without the points of a list to which the same happened as to a weightier point of it."""
        kept: list[_Told] = []
        known: set[object] = set()
        for one in told:
            change = one[0][0].change
            reader, places = (self.final, change.final) if change.final else (self.draft, change.draft)
            lead = next((norm.inherited[-1] for norm in reader.of(places) if norm.inherited), None)
            if lead is not None and lead.of(reader.document.text).rstrip().endswith(LEADS):
                key = (change.tag, change.kind, bool(change.final), lead)
                if change.tag not in (Tag.ADDED, Tag.REMOVED) and key in known:
                    continue
                known.add(key)
            kept.append(one)
        return kept

    def _heaviest(self, run: list[ReportItem], section: Section) -> Weight:
        return max((self._weight(item, section) for item in run), key=lambda one: one.value)

    def _weight(self, item: ReportItem, section: Section) -> Weight:
        change = item.change
        old, new = self.draft.of(change.draft), self.final.of(change.final)
        kind = self.teller.kind(change)
        itself = (change.kind in OF_ALL or kind in OF_ALL) and self._of_itself(old, new)
        return weigh(item, self._facts(item, section, itself=itself, kind=kind, factor=self._factor(item, old, new)))

    def _at_most(self, item: ReportItem, section: Section) -> float:
        """The most that a change can weigh, whatever its words say: no factor raises it."""
        sure = (True, False) if item.change.kind in OF_ALL else (False,)
        return max(weigh(item, self._facts(item, section, itself=one)).value for one in sure)

    def _facts(self, item: ReportItem, section: Section, *, itself: bool, kind: str = "", factor: str = "") -> Facts:
        change = item.change
        old, new = self.draft.of(change.draft), self.final.of(change.final)
        duties = all(norm.kind in (NormKind.OBLIGATION, NormKind.PROCEDURE) for norm in (*old, *new))
        paired = bool(old and new and duties)
        effort = paired and not all(map(self.draft.effort, old)) and all(map(self.final.effort, new))
        uses = self.uses.get(change.id, 0)
        return Facts(self._kind(section), uses, old, new, effort=effort, itself=itself, kind=kind, factor=factor)

    def _of_itself(self, old: Sequence[Norm], new: Sequence[Norm]) -> bool:
        return any(map(self.draft.of_itself, old)) or any(map(self.final.of_itself, new))

    def _factor(self, item: ReportItem, old: Sequence[Norm], new: Sequence[Norm]) -> str:
        """The further factor of a change: of several that hold the one that is asked for first."""
        change, norms, reader = item.change, new or old, self.final if new else self.draft
        single = change.tag in (Tag.REMOVED, Tag.ADDED)
        if change.kind is NormKind.SCOPE and all(map(reader.commences, norms)):
            return "commencement"
        if single and norms and all(map(reader.catches_all, norms)):
            return "catch_all"
        if self._cut_off(item):
            return "stub"
        if not old or not new:
            own, places = (self.draft, change.draft) if old else (self.final, change.final)
            if all(one.leaves for one in own.statements(places)):
                return "leaves"
        if norms and all(map(self.draft.amends, old)) and all(map(self.final.amends, new)):
            return "cited"
        if (change.kind is NormKind.SANCTION or not decisive(change)) and self.teller.replaced(change):
            return "replaced"
        if self.teller.doubts(change):
            return "doubtful"
        near = self.teller.elsewhere([change])
        if near is not None:
            return "elsewhere" if near.held else "anew" if near.likely else "near"
        duty = single and change.kind is NormKind.OBLIGATION
        return "other_law" if duty and all(map(reader.by_other_law, norms)) else ""

    def _cut_off(self, item: ReportItem) -> bool:
        """Whether what came or went is a part of a sentence that asks nothing by itself."""
        change, reader = item.change, self.draft if item.change.draft else self.final
        if change.tag not in (Tag.REMOVED, Tag.ADDED):
            return False
        norms = reader.of(change.draft or change.final)
        return bool(norms) and all(reader.is_stub(norm) or reader.hangs(norm) for norm in norms)

    @functools.cached_property
    def uses(self) -> dict[str, int]:
        """Id of a changed definition -> how many norms of the final text use its term."""
        return {one.item.change.id: len(one.users) for one in definitions(self.view)}

    def _line(self, shown: Sequence[Sentence], more: int, weight: Weight) -> StoryLine:
        w = self.words
        burdens = {one.burden for one in shown}
        if burdens & {Burden.BOTH} or {Burden.DOWN, Burden.UP} <= burdens:
            burden = Burden.BOTH
        else:
            burden = next((one for one in (*_WAYS, Burden.UNCLEAR) if one in burdens), Burden.NONE)
        claims = [one for one in shown if one.burden is not Burden.UNCLEAR] or shown
        certainty = max((one.certainty for one in claims), key=list(Certainty).index)
        words = w("story.end").join(one.cited(w, short=number > 0) for number, one in enumerate(shown)) + w(
            "story.stop"
        )
        return StoryLine(tuple(shown), more, weight, burden, certainty, words)

    def _policy(self, tag: Tag, room: int) -> list[_Prospect]:
        """Statements of policy that came, or went, together: they bind nobody and are one line. `room`: of each clause."""
        items = [
            item
            for section in self.view.sections
            if self._kind(section) is ProvisionKind.ARTICLE
            for item in section.items
            if item.change.tag is tag and _is_policy(item.change) and item.change.kind is not NormKind.REFERENCE
        ]
        if not items:
            return []
        gone, w, table = tag is Tag.REMOVED, self.words, weights()["line"]
        reader = self.draft if gone else self.final
        tops = [self.view.top((item.change.draft or item.change.final)[0], draft=gone) for item in items]
        named = list(dict.fromkeys(top.label for top in tops if top))
        places = w.join(named[:_POLICY_PLACES])
        if len(named) > _POLICY_PLACES:
            places = w("story.policy.places", places=places, count=len(named) - _POLICY_PLACES)
        groups: dict[str, list[ReportItem]] = {}
        for top, item in zip(tops, items, strict=True):
            groups.setdefault(top.eid if top else "", []).append(item)
        first = sorted(groups.values(), key=lambda one: -len(one))[:_POLICY_SHOWN]
        made = [self._upright(reader, one) for one in first]
        clauses = [one.whole(limit=room) for one in made]
        clauses = clauses if self.teller.own else [w("story.quoted", words=one) for one in clauses]
        words = w(
            f"story.policy.{'gone' if gone else 'fresh'}", places=places, clauses=w("story.semicolon").join(clauses)
        )
        value = min(table["most_policy"], table["policy"] * len(items))
        weight = Weight(value, (("line.policy", value),))
        loud = {id(item) for item in items}
        if any(all(id(item) in loud for item in s.items) for s in self.view.sections if s.items):
            weight = weight.plus("line.whole", float(table["whole"]))
        certainty = max((item.change.certainty for item in items), key=list(Certainty).index)
        sentence = Sentence(words, words, places, tuple(items), weight, Burden.NONE, certainty)
        line = StoryLine((sentence,), 0, weight, Burden.NONE, certainty, words + w("story.stop"))
        return [_Prospect(weight, functools.partial(_alone, line))]

    def _upright(self, reader: Reading, items: Sequence[ReportItem]) -> StoryStatement:
        """Of some statements of policy the first that has its own subject or word of encouragement; else the first."""
        made = [reader.statements(one.change.draft or one.change.final)[0] for one in items]
        return next((one for one in made if one.who or reader.stands_alone(one.rest)), made[0])

    # -- around the lines -----------------------------------------------------------------------------------------

    def _stage(self, document: Document) -> str:
        day = document.date.isoformat() if document.date else ""
        name = document.stage or self.words("words.stage_unknown")
        return self.words("story.stage", name=name, day=day) if day else name

    def _balance(self) -> str:
        view, w = self.view, self.words
        said = []
        parties = [party for party in view.parties if party is PartyClass.REGULATED] or view.parties[:1]
        for party in parties:
            items = [item for item in view.of(party) if not self._aside(item)]
            ways = (Burden.DOWN, Burden.UP, Burden.BOTH, Burden.UNCLEAR)
            counts = [(way, sum(item.change.burden is way for item in items)) for way in ways]
            told = [w(f"story.balance.{way}", count=count) for way, count in counts if count]
            if not told:
                continue
            named = view.actors(party, 1) if party is PartyClass.REGULATED else []
            key = "regulated_named" if named else str(party)
            who = w(f"story.balance.{key}", **({"name": self.final.inside(named[0])} if named else {}))
            said.append(w("story.balance.party", who=who, list=self._listed(told)))
        if not said:
            said.append(w("story.balance.nothing"))
        quiet = sum(item.change.tag in QUIET for item in view.items)
        if quiet:
            said.append(w("story.balance.quiet", count=quiet))
        aside = []
        for kind, key in ((ProvisionKind.RECITAL, "recitals"), (ProvisionKind.ANNEX, "annexes")):
            count = sum(self._aside(item) is kind for item in view.loud)
            if count:
                aside.append(w(f"story.balance.{key}", count=count))
        if aside:
            said.append(w("story.balance.aside", list=w.join(aside)))
        return w("sentence_joiner").join(said)

    def _listed(self, told: Sequence[str]) -> str:
        w = self.words
        head = w("story.balance.joiner").join(told[:-1])
        return f"{head}{w('story.balance.last')}{told[-1]}" if head else told[-1]

    def _aside(self, item: ReportItem) -> ProvisionKind | None:
        """Recital or annex, if a change stands in one."""
        places, draft = (item.change.final, False) if item.change.final else (item.change.draft, True)
        top = self.view.top(places[0], draft=draft) if places else None
        return top.kind if top and top.kind in (ProvisionKind.RECITAL, ProvisionKind.ANNEX) else None

    def _limits(self) -> str:
        view, w = self.view, self.words
        documents = (view.draft, view.final)
        kinds = {one.text_status for one in documents} | {
            status for one in documents for status, _ in one.provision_status.values()
        }
        which = [
            w(f"story.limits.{one}")
            for one in TextStatus
            if one in kinds and one not in (TextStatus.OFFICIAL, TextStatus.UNKNOWN)
        ]
        said = [w("story.limits.unofficial", which=w.join(which))] if which else []
        said += [w("story.limits.unknown")] if TextStatus.UNKNOWN in kinds else []
        said += [w(f"story.limits.{key}") for key in ("elsewhere", "meant", "verdict", "errs")]
        return w("story.limits.line", text=w("story.semicolon").join(said))


def size(words: str) -> float:
    """How long words are: in words of a language with spaces; two Chinese characters count as one."""
    han = len(re.findall("[\u4e00-\u9fff]", words))
    return han / 2 + len(re.findall(r"[^\W\u4e00-\u9fff][^\s\u4e00-\u9fff]*", words))


def cuts(words: str) -> int:
    """How many clauses of a sentence end in an ellipsis: the middle of a list that is left out is no cut."""
    return len(re.findall(rf"(?<![ …])…+(?=$|\u00a0?[.;:,”“»」。；：，）]|{_then()})", words))


@functools.cache
def _then() -> str:
    """What stands behind the first of two wordings, in all report languages, as a pattern: ` Now:`."""
    pairs = [catalogue(one)("story.move.was_now", head="", old="\0", new="\0") for one in languages()]
    return "|".join(re.escape(one.split("\0")[1].lstrip(".。").rstrip()) for one in pairs)


def _is_paired(one: Sentence) -> bool:
    """Whether a sentence tells two wordings: each of them may be cut, since the other shows what differs."""
    return bool(one.items[0].change.draft and one.items[0].change.final)


def _is_lead(change: Change) -> bool:
    """Whether all that a change quotes are the opening words of lists, whose points say what is asked."""
    return all(one.text.rstrip().endswith(LEADS) for one in (*change.draft, *change.final))


def _is_policy(change: Change) -> bool:
    return change.kind in POLICY


def _varied(told: Sequence[_Told]) -> list[_Told]:
    """What a line tells: the two weightiest, then one of what has not been told yet: what stayed, came or went."""

    def sort(one: _Told) -> str:
        tag = one[0][0].change.tag
        return str(tag) if tag in (Tag.ADDED, Tag.REMOVED) else "stayed"

    shown = list(told[: SENTENCES - 1])
    sorts = {sort(one) for one in shown}
    return [*shown, *sorted(told[len(shown) :], key=lambda one: (sort(one) in sorts, -one[1].value))][:SENTENCES]


def _once(shown: Sequence[Sentence]) -> list[Sentence]:
    """Without a sentence whose clause another of them tells: one before it, or one that tells more."""
    clauses = [re.split("[：:]", one.words, maxsplit=1)[-1].strip().casefold() for one in shown]
    kept: list[Sentence] = []
    for number, (one, clause) in enumerate(zip(shown, clauses, strict=True)):
        others = [other.words.casefold() for other in kept]
        others += [other.words.casefold() for other in shown[number + 1 :] if len(other.words) > len(one.words)]
        if not any(clause and clause in other for other in others):
            kept.append(one)
    return kept


def _further(values: Sequence[float]) -> float:
    """What all further changes of an article add to the weight of its line."""
    table = weights()["line"]
    return float(min(table["most_further"], table["further"] * math.log2(1 + sum(values) / table["unit"])))


def _by_turns(lines: Sequence[_Prospect | _Likely], most: int | None) -> tuple[StoryLine, ...]:
    """Lines by weight, one that frees and one that binds by turns; what does both serves either. No more than `most`."""
    for number, one in enumerate(lines):
        one.place = (number, 0)
    left = sorted(lines, key=lambda line: line.rank)
    told: list[StoryLine] = []
    turn = 0
    while (first := _known(left, 0)) and (most is None or len(told) < most):
        wanted = _EVIDENT[_WAYS[turn % 2]] | {Burden.NONE, Burden.UNCLEAR}
        heaviest = first.weight.value
        line = _next(left, first, wanted, float(weights()["line"]["like"]) * heaviest).line
        share = line.weight.value / heaviest if heaviest else 1.0
        told.append(replace(line, share=share))
        turn += line.burden in _WAYS
    return tuple(told)


def _known(left: list[_Prospect | _Likely], at: int) -> _Prospect | None:
    """The prospect at a place of `left`, weighed as far as that takes; None behind the last."""
    while at < len(left):
        one = left[at]
        if isinstance(one, _Prospect):
            return one
        del left[at]
        if one.weighed is not None:
            one.weighed.place = one.place
            insort(left, one.weighed, key=lambda line: line.rank)
    return None


def _next(left: list[_Prospect | _Likely], first: _Prospect, wanted: set[Burden], least: float) -> _Prospect:
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
