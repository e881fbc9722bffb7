"""What stands around the lines: the stages, the balance in words, and what cannot be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Burden, PartyClass, ProvisionKind, TextStatus
from legiscompare.report.items import QUIET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Document
    from legiscompare.report.items import ReportItem
    from legiscompare.report.story.statements import Reading
    from legiscompare.report.view import View


class Around:
    """The words around the lines of one story."""

    def __init__(self, view: View, final: Reading) -> None:
        self.view, self.words, self.final = view, view.words, final

    def stage(self, document: Document) -> str:
        day = document.date.isoformat() if document.date else ""
        name = document.stage or self.words("words.stage_unknown")
        return self.words("story.stage", name=name, day=day) if day else name

    def balance(self) -> str:
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

    def limits(self) -> str:
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
