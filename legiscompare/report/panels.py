"""The counts: for each party how much is freer and how much more is asked, side by side with equal room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Burden, PartyClass
from legiscompare.report.cards import GLYPHS
from legiscompare.report.markup import attribute, escaped
from legiscompare.report.rows import Rows
from legiscompare.report.summary import telling

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.report.items import ReportItem
    from legiscompare.report.view import View


class Panels:
    """Builds the panels of one page. All methods give HTML."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.words = view.words
        self.rows = Rows(view)

    def html(self) -> str:
        """A panel for each party on whom anything is measured."""
        return "\n".join(map(self._panel, self.view.parties))

    def _panel(self, party: PartyClass) -> str:
        view, words = self.view, self.words
        named = view.actors(party)
        language = attribute(view.final.language)
        actors = f' <span class="actors" lang="{language}">{escaped(words.join(named))}</span>' if named else ""
        still = view.of(party, Burden.NONE)
        return "\n".join(
            (
                f'<section class="panel" aria-labelledby="panel-{party}">',
                f'<h3 class="who" id="panel-{party}">{escaped(words(f"party_panel.{party}"))}{actors}</h3>',
                '<div class="two">',
                self._direction(party, Burden.DOWN),
                self._direction(party, Burden.UP),
                "</div>",
                '<div class="three">',
                self._direction(party, Burden.BOTH),
                self._direction(party, Burden.UNCLEAR),
                f'<div class="dir none"><h3>{self._count(Burden.NONE, still)}</h3>',
                self._tags(still),
                f'<p><a href="#nothing-hides">{escaped(words("words.nothing_hides"))}</a></p></div>',
                "</div>",
                "</section>",
            )
        )

    def _count(self, burden: Burden, items: list[ReportItem]) -> str:
        glyph = f'<span class="glyph" aria-hidden="true">{GLYPHS[burden]}</span>'
        return f'{glyph} <span class="n">{len(items)}</span> {escaped(self.words(f"burden.{burden}"))}'

    def _tags(self, items: list[ReportItem]) -> str:
        return _tally("tally tags", ((self.words(f"tag.{tag}"), count) for tag, count in self.view.tags(items)))

    def _direction(self, party: PartyClass, burden: Burden) -> str:
        items = telling(self.view.of(party, burden))
        key = f"dir-{party}-{burden}"
        kind = f"dir {burden}" if items else f"dir {burden} empty"
        out = [
            f'<div class="{kind}" role="group" aria-labelledby="{key}">',
            f'<h3 id="{key}">{self._count(burden, items)}</h3>',
        ]
        if items:
            out += [_tally("tally", self.view.labels(items)), self._tags(items), self._listed(items)]
        elif burden in (Burden.DOWN, Burden.UP):
            out.append(f'<p class="nil">{escaped(self.words("words.nothing"))}</p>')
        return "\n".join([*out, "</div>"])

    def _listed(self, items: list[ReportItem]) -> str:
        """Where each of them stands, folded: the words stand once, under their articles."""
        head = escaped(self.words("words.changes", count=len(items)))
        rows = self.rows.terse(items)
        return f'<details class="more"><summary>{head}</summary>\n<ul class="rows">\n{rows}\n</ul>\n</details>'


def _tally(kind: str, counts: Iterable[tuple[str, int]]) -> str:
    inner = "".join(f"<span>{escaped(name)} <b>{count}</b></span> " for name, count in counts)
    return f'<p class="{kind}">{inner}</p>'
