"""Lists that lead to changes: what is gone, what is new, what stayed. They say where; the words stand under the articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.report.items import QUIET
from legiscompare.report.markup import escaped, lang

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.report.items import ReportItem
    from legiscompare.report.picture import Flow
    from legiscompare.report.view import View


class Rows:
    """Builds the list items of one page. All methods give HTML."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.draft_lang, self.final_lang = lang(view, view.draft), lang(view, view.final)

    def _row(self, item: ReportItem, cite: str, more: str = "") -> str:
        return f'<li><a href="#{item.anchor}">{escaped(cite)} <b>{escaped(item.label)}</b></a>{more}'

    def terse(self, items: Iterable[ReportItem]) -> str:
        """Where and what, nothing more."""
        return "\n".join(self._row(item, item.cite) for item in items)

    def _removed(self) -> str:
        """Norms that are gone, with the other law they name."""
        rows = []
        for item in self.view.removed:
            more = ""
            if item.change.external_refs:
                refs = self.view.words.join(item.change.external_refs)
                more = f" <span class=ext>{escaped(self.view.words('words.external', refs=refs))}</span>"
            rows.append(self._row(item, item.draft_cite, more))
        return "\n".join(rows)

    def _added(self, items: Iterable[ReportItem]) -> str:
        """Norms that are new."""
        return "\n".join(self._row(item, item.final_cite) for item in items)

    def _fragments(self, *, dropped: bool) -> str:
        """Words lost or gained inside norms that stay, those of one norm in one line."""
        name, language = ("del", self.draft_lang) if dropped else ("ins", self.final_lang)
        rows = []
        for item in self.view.items:
            found = item.change.dropped if dropped else item.change.inserted
            if found and item.change.draft and item.change.final:
                words = " ".join(f"<{name}{language}>{escaped(one)}</{name}>" for one in found)
                rows.append(f'<li><a href="#{item.anchor}">{escaped(item.cite)}</a> {words}')
        return "\n".join(rows)

    def _part(self, key: str, count: int, rows: str) -> str:
        """A folded list under its name and count, or a word that there is nothing."""
        words = self.view.words
        head = f'{escaped(words(f"words.{key}"))} <span class="n">{count}</span>'
        if not rows:
            return f'<p class="nil">{head}</p>'
        return f'<details class="more"><summary>{head}</summary>\n<ul class="rows">\n{rows}\n</ul>\n</details>'

    def _view(self, key: str, parts: Iterable[str]) -> str:
        head = escaped(self.view.words(f"words.{key}"))
        return "\n".join(
            (f'<section class="ledger" aria-labelledby="{key}">', f'<h3 id="{key}">{head}</h3>', *parts, "</section>")
        )

    def gone(self) -> str:
        """Norms without a counterpart in the final text, and words dropped inside norms that stay: where, not what."""
        dropped = self.view.fragments(dropped=True)
        parts = (
            self._part("removed_norms", len(self.view.removed), self._removed()),
            self._part("dropped", len(dropped), self._fragments(dropped=True)),
        )
        return self._view("gone", parts)

    def new(self) -> str:
        """New norms by what they do, and words put into norms that stay."""
        parts = [self._part(f"new_{key}", len(items), self._added(items)) for key, items in self.view.added.items()]
        gained = self._part("inserted", len(self.view.fragments(dropped=False)), self._fragments(dropped=False))
        return self._view("new", [*parts, gained])

    def flows(self, flows: Iterable[Flow]) -> str:
        """The picture in words: a line for each ribbon that tells of a change."""
        return "\n".join(f'<li><a href="#{one.href}">{escaped(one.words)}</a>' for one in flows if not one.quiet)

    def quiet(self) -> str:
        """Every norm found reworded or unchanged."""
        words = self.view.words
        return "\n".join(
            f'<li><a href="#{item.anchor}">{escaped(item.cite)}</a> {escaped(words(f"tag.{item.change.tag}"))}'
            for item in self.view.items
            if item.change.tag in QUIET
        )
