"""What a sentence calls a norm that is gone or new: by its kind, unless its own words bear another name, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Burden, Deontic, NormKind, PartyClass, Tag
from legiscompare.report.story.doubts import NAMED
from legiscompare.report.story.statement import COLONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Change, Norm
    from legiscompare.report.story.statement import StoryStatement
    from legiscompare.report.story.statements import Reading

_TURNED = {Burden.DOWN: Burden.UP, Burden.UP: Burden.DOWN}
_ROWS = {"duty": "obligation", "rule": "obligation", "inserted": "obligation", "liability": "sanction"}
"""What a sentence calls a norm -> its row in the table of weights, where they differ."""


class Names:
    """What the norms of one comparison are called; `own`: whether the report speaks the texts' language."""

    def __init__(self, draft: Reading, final: Reading, *, own: bool) -> None:
        self.draft, self.final, self.own = draft, final, own

    def reader(self, change: Change) -> Reading:
        """The text in which what is gone or new stands."""
        return self.final if change.final else self.draft

    def kind(self, change: Change) -> str:
        """What the sentence of a norm that is gone or new calls it, as a row of the table of weights; empty for others."""
        if change.tag not in (Tag.REMOVED, Tag.ADDED):
            return ""
        reading, places = self.reader(change), change.final or change.draft
        name = self.sort(change, reading.statements(places)[0], reading.of(places))
        return _ROWS.get(name, name)

    def sort(self, change: Change, made: StoryStatement, norms: Sequence[Norm]) -> str:
        """What a norm on one side is called: by its kind, unless its own words bear another name, or none."""
        kind, own = change.kind, norms[0] if norms else None
        reader = self.reader(change)
        if own is not None and reader.inserts(own):
            return "inserted"
        if made.hung or (own is not None and reader.cited(own)):
            return "rule"
        if own is not None and kind is not NormKind.DEFINITION and reader.defines(own.span.of(reader.document.text)):
            return str(NormKind.DEFINITION)
        if own is not None and reader.instructs(own):
            return "rule"
        if (made.leaves or made.counts) and kind in (NormKind.PROHIBITION, NormKind.OBLIGATION):
            return "rule"
        if kind is NormKind.PERMISSION and self.own and own is not None and not reader.says_may(own):
            return "rule"
        if kind is NormKind.OBLIGATION:
            if self.own and made.forbids:
                return str(NormKind.PROHIBITION)
            if made.permits:
                return str(NormKind.PERMISSION)
            if own is not None and self.reader(change).names_right(own):
                return str(NormKind.RIGHT)
            if made.modal in COLONS and self.own and made.punishes(NAMED):
                return str(NormKind.SANCTION)
            return "duty" if own is None or own.deontic_span is not None else "rule"
        if kind is NormKind.RIGHT and own is not None and own.deontic is Deontic.SHALL:
            return str(kind) if self.reader(change).names_right(own, unknown=True) else "duty"
        if kind is NormKind.EXEMPTION and self.own and not made.exempts:
            return "rule" if made.binds or not made.apart else str(NormKind.PERMISSION)
        if kind in (NormKind.EXEMPTION, NormKind.PERMISSION) and made.binds:
            return str(NormKind.PERMISSION) if made.permits else "rule"
        if own is not None and kind is NormKind.SCOPE and self.reader(change).commences(own):
            return "rule"
        if kind is NormKind.PROHIBITION and own is not None and own.deontic in (Deontic.SHOULD, Deontic.MAY):
            return "rule"
        if kind is NormKind.SANCTION:
            chosen = own is not None and own.deontic is Deontic.MAY and PartyClass.AUTHORITY not in own.bearer.classes
            if made.spares(NAMED):
                return str(NormKind.EXEMPTION)
            chosen = chosen and not made.begins_to_punish
            if chosen or not made.punishes(NAMED):
                return "rule"
            return "liability" if made.makes_good else str(kind)
        return str(kind)

    def burden(self, change: Change) -> Burden:
        """Which way the sentence of a norm that is gone or new says that it goes."""
        reading, places = self.reader(change), change.final or change.draft
        norms, made = reading.of(places), reading.statements(places)[0]
        if norms and all(reading.cited(norm) or reading.instructs(norm) for norm in norms):
            return Burden.UNCLEAR
        if made.leaves or made.counts:
            return Burden.UNCLEAR
        if norms and change.kind is not NormKind.DEFINITION and reading.defines(places[0].text):
            return Burden.UNCLEAR
        if change.kind is NormKind.SANCTION and not made.punishes(NAMED):
            return _TURNED.get(change.burden, Burden.UNCLEAR) if made.spares(NAMED) else Burden.UNCLEAR
        if change.kind in (NormKind.PERMISSION, NormKind.EXEMPTION) and made.binds:
            return Burden.UNCLEAR
        return change.burden
