"""Lists that lead to changes: what is quoted first, what is gone, what is new, what stayed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.report.markup import escaped, lang, q
from legiscompare.report.sections import QUIET
from legiscompare.report.view import brief

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.report.view import Item, View


class Rows:
    """Builds the list items of one page. All methods give HTML."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.draft_lang, self.final_lang = lang(view, view.draft), lang(view, view.final)

    def _row(self, item: Item, cite: str, more: str = "") -> str:
        return f'<li><a href="#{item.anchor}">{escaped(cite)} <b>{escaped(item.label)}</b></a>{more}'

    def terse(self, items: Iterable[Item]) -> str:
        """Where and what, nothing more."""
        return "\n".join(self._row(item, item.cite) for item in items)

    def quoting(self, items: Iterable[Item]) -> str:
        """Where and what, and the reason, or the words of a norm that stands on one side only."""
        return "\n".join(self._row(item, item.cite, self._because(item)) for item in items)

    def _because(self, item: Item) -> str:
        change = item.change
        if change.draft and change.final:
            return f" <span class=because>{escaped(brief(item.reason, 120))}</span>"
        words, language = (
            (change.final[0].text, self.final_lang) if change.final else (change.draft[0].text, self.draft_lang)
        )
        return f" <span class=because>{q(brief(words, 90), language)}</span>"

    def removed(self) -> str:
        """Norms that are gone, with the other law they name."""
        rows = []
        for item in self.view.removed:
            more = f" {q(brief(item.change.draft[0].text, 60), self.draft_lang)}"
            if item.change.external_refs:
                refs = self.view.words.join(item.change.external_refs)
                more += f" <span class=ext>{escaped(self.view.words('words.external', refs=refs))}</span>"
            rows.append(self._row(item, item.draft_cite, more))
        return "\n".join(rows)

    def added(self, items: Iterable[Item]) -> str:
        """Norms that are new."""
        return "\n".join(
            self._row(item, item.final_cite, f" {q(brief(item.change.final[0].text, 60), self.final_lang)}")
            for item in items
        )

    def fragments(self, *, dropped: bool) -> str:
        """Words lost or gained inside norms that stay, those of one norm in one line."""
        name, language = ("del", self.draft_lang) if dropped else ("ins", self.final_lang)
        rows = []
        for item in self.view.items:
            found = item.change.dropped if dropped else item.change.inserted
            if found and item.change.draft and item.change.final:
                words = " ".join(f"<{name}{language}>{escaped(one)}</{name}>" for one in found)
                rows.append(f'<li><a href="#{item.anchor}">{escaped(item.cite)}</a> {words}')
        return "\n".join(rows)

    def quiet(self) -> str:
        """Every norm found reworded or unchanged."""
        words = self.view.words
        return "\n".join(
            f'<li><a href="#{item.anchor}">{escaped(item.cite)}</a> {escaped(words(f"tag.{item.change.tag}"))}'
            for item in self.view.items
            if item.change.tag in QUIET
        )
