"""The weight of a change: what is known of it, put to the published table."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from legiscompare.model import NormKind, ProvisionKind, Tag
from legiscompare.report.definitions import definitions
from legiscompare.report.story.salience import Facts, decisive, weigh
from legiscompare.report.story.turned import to_effort

if TYPE_CHECKING:
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
        effort = to_effort(change, self.draft, self.final) or self.teller.chosen(change)
        itself = any(map(self.draft.of_itself, old)) or any(map(self.final.of_itself, new))
        near = self.teller.elsewhere([change])
        said = "" if near is None else "elsewhere" if near.held else "anew" if near.likely else "near"
        if self.teller.doubts(change):
            said = "doubtful"
        if self.teller.replaced(change) and (change.kind is NormKind.SANCTION or not decisive(change)):
            said = "replaced"
        if (old or new) and all(map(self.draft.amends, old)) and all(map(self.final.amends, new)):
            said = "cited"
        if not old or not new:
            reader, places = (self.draft, change.draft) if old else (self.final, change.final)
            said = "leaves" if all(one.leaves for one in reader.statements(places)) else said
        if self.cut_off(item):
            said = "stub"
        if change.tag in (Tag.REMOVED, Tag.ADDED) and (new or old):
            said = "catch_all" if all(map((self.final if new else self.draft).catches_all, new or old)) else said
        if change.kind is NormKind.SCOPE and all(map((self.final if new else self.draft).commences, new or old)):
            said = "commencement"
        if change.tag in (Tag.REMOVED, Tag.ADDED) and change.kind is NormKind.OBLIGATION and not said:
            said = "other_law" if all(map((self.final if new else self.draft).by_other_law, new or old)) else ""
        uses = self.uses.get(change.id, 0)
        kind = self.teller.names.kind(change)
        leans = bool(old or new) and all(map(self.draft.leans, old)) and all(map(self.final.leans, new))
        facts = Facts(
            kind_of(section), uses, old, new, effort=effort, itself=itself, kind=kind, factor=said, leans=leans
        )
        return weigh(item, facts)

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
