"""Which changes of an article are told together, and which are left out beside others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legiscompare.model import Tag
from legiscompare.report.story.statement import LEADS
from legiscompare.report.story.told import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Change, Place
    from legiscompare.report.items import ReportItem
    from legiscompare.report.story.salience import Weight
    from legiscompare.report.story.sentences import Sentence
    from legiscompare.report.story.statements import Reading

    Told = tuple[list[ReportItem], Weight]


class Joiner:
    """Joins the changes of an article, for one comparison."""

    def __init__(self, draft: Reading, final: Reading) -> None:
        self.draft, self.final = draft, final

    def runs(self, items: Sequence[ReportItem]) -> list[list[ReportItem]]:
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

    def of_one_list(self, told: Sequence[Told]) -> list[Told]:
        """`told` without the points of a list to which the same happened as to a weightier point of it."""
        kept: list[Told] = []
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


def varied(told: Sequence[Told]) -> list[Told]:
    """What a line tells: the two weightiest, then one of what has not been told yet: what stayed, came or went."""

    def sort(one: Told) -> str:
        tag = one[0][0].change.tag
        return str(tag) if tag in (Tag.ADDED, Tag.REMOVED) else "stayed"

    shown = list(told[: SENTENCES - 1])
    sorts = {sort(one) for one in shown}
    return [*shown, *sorted(told[len(shown) :], key=lambda one: (sort(one) in sorts, -one[1].value))][:SENTENCES]


def once(shown: Sequence[Sentence]) -> list[Sentence]:
    """Without a sentence whose clause another of them tells: one before it, or one that tells more."""
    clauses = [re.split("[：:]", one.words, maxsplit=1)[-1].strip().casefold() for one in shown]
    kept: list[Sentence] = []
    for number, (one, clause) in enumerate(zip(shown, clauses, strict=True)):
        others = [other.words.casefold() for other in kept]
        others += [other.words.casefold() for other in shown[number + 1 :] if len(other.words) > len(one.words)]
        if not any(clause and clause in other for other in others):
            kept.append(one)
    return kept
