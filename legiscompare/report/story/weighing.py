"""The weight of a change: what is known of it, put to the published table."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from legiscompare.model import NormKind, ProvisionKind, Tag
from legiscompare.report.definitions import definitions
from legiscompare.report.story.salience import OF_ALL, Facts, decisive, weigh
from legiscompare.report.story.turned import to_effort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Norm
    from legiscompare.report.items import ReportItem
    from legiscompare.report.sections import Section
    from legiscompare.report.story.salience import Weight
    from legiscompare.report.story.sentences import Teller
    from legiscompare.report.view import View


class Weigher:
    """Weighs the changes of one comparison."""

    def __init__(self, view: View, teller: Teller) -> None:
        self.view, self.teller = view, teller
        self.draft, self.final = teller.draft, teller.final

    def heaviest(self, run: list[ReportItem], section: Section) -> Weight:
        return max((self._weight(item, section) for item in run), key=lambda one: one.value)

    def _weight(self, item: ReportItem, section: Section) -> Weight:
        change = item.change
        old, new = self.draft.of(change.draft), self.final.of(change.final)
        kind = self.teller.names.kind(change)
        itself = (change.kind in OF_ALL or kind in OF_ALL) and self._of_itself(old, new)
        leans = bool(old or new) and all(map(self.draft.leans, old)) and all(map(self.final.leans, new))
        factor = self._factor(item, old, new)
        return weigh(item, self._facts(item, section, itself=itself, kind=kind, factor=factor, leans=leans))

    def at_most(self, item: ReportItem, section: Section) -> float:
        """The most that a change can weigh, whatever its words say: no factor raises it."""
        sure = (True, False) if item.change.kind in OF_ALL else (False,)
        return max(weigh(item, self._facts(item, section, itself=one)).value for one in sure)

    def _facts(
        self, item: ReportItem, section: Section, *, itself: bool, kind: str = "", factor: str = "", leans: bool = False
    ) -> Facts:
        change = item.change
        old, new = self.draft.of(change.draft), self.final.of(change.final)
        effort = to_effort(change, self.draft, self.final) or self.teller.chosen(change)
        uses = self.uses.get(change.id, 0)
        return Facts(
            kind_of(section), uses, old, new, effort=effort, itself=itself, kind=kind, factor=factor, leans=leans
        )

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
        if self.cut_off(item):
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

    def cut_off(self, item: ReportItem) -> bool:
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


def kind_of(section: Section) -> ProvisionKind:
    """Articles, and whatever else is neither recital nor annex (a text without articles has paragraphs)."""
    top = section.final or section.draft
    aside = (ProvisionKind.RECITAL, ProvisionKind.ANNEX, ProvisionKind.PREAMBLE)
    return top.kind if top is not None and top.kind in aside else ProvisionKind.ARTICLE
