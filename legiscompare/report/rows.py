"""Lists that lead to changes: what is quoted first, what is gone, what is new, what stayed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.report.items import QUIET
from legiscompare.report.markup import escaped, lang, q, tied
from legiscompare.report.view import brief

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.report.items import Item
    from legiscompare.report.picture import Flow
    from legiscompare.report.view import View


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
            return f" <span class=because>{tied(brief(item.reason, 120))}</span>"
        words, language = (
            (change.final[0].text, self.final_lang) if change.final else (change.draft[0].text, self.draft_lang)
        )
        return f" <span class=because>{q(brief(words, 90), language)}</span>"

    def _removed(self) -> str:
        """Norms that are gone, with the other law they name."""
        rows = []
        for item in self.view.removed:
            more = f" {q(brief(item.change.draft[0].text, 60), self.draft_lang)}"
            if item.change.external_refs:
                refs = self.view.words.join(item.change.external_refs)
                more += f" <span class=ext>{escaped(self.view.words('words.external', refs=refs))}</span>"
            rows.append(self._row(item, item.draft_cite, more))
        return "\n".join(rows)

    def _added(self, items: Iterable[Item]) -> str:
        """Norms that are new."""
        return "\n".join(
            self._row(item, item.final_cite, f" {q(brief(item.change.final[0].text, 60), self.final_lang)}")
            for item in items
        )

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
        """A heading with a count, and a list or a word that there is nothing."""
        words = self.view.words
        head = f'<h3>{escaped(words(f"words.{key}"))} <span class="n">{count}</span></h3>'
        nothing = f'<p class="nil">{escaped(words("words.nothing"))}</p>'
        return f'{head}\n<ul class="rows">\n{rows}\n</ul>' if rows else f"{head}\n{nothing}"

    def gone(self) -> str:
        """Norms without a counterpart in the final text, and words dropped inside norms that stay."""
        removed = self._part("removed_norms", len(self.view.removed), self._removed())
        dropped = self._part("dropped", len(self.view.fragments(dropped=True)), self._fragments(dropped=True))
        return f"{removed}\n{dropped}"

    def new(self) -> str:
        """New norms by what they do, and words put into norms that stay."""
        parts = [self._part(f"new_{key}", len(items), self._added(items)) for key, items in self.view.added.items()]
        gained = self._part("inserted", len(self.view.fragments(dropped=False)), self._fragments(dropped=False))
        return "\n".join([*parts, gained])

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
