"""The changes of a page, article by article.

These parts repeat for every norm, a thousand times in a long law. So they are built here in plain strings, which takes a
tenth of the time of a template, and the markup is short:

- What an element is follows from where it stands (see `change.css`).
- What the filters read stands in one attribute, `data-v`.
- End tags that HTML does without (p, li) are left out.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from legiscompare.model import Burden, Change, PartyClass, Tag, TextStatus
from legiscompare.report.markup import attribute, escaped, lang, quoted, tied
from legiscompare.report.originals import original
from legiscompare.report.view import REASONS, brief

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.model import Place
    from legiscompare.report.items import ReportItem
    from legiscompare.report.sections import Section
    from legiscompare.report.view import View

GLYPHS = {Burden.DOWN: "▽", Burden.UP: "▲", Burden.BOTH: "◆", Burden.UNCLEAR: "?", Burden.NONE: "○"}
MARKS = 8
"""How many marks an article has in the list of contents."""
NEAREST = 2
"""How many candidates a norm without counterpart shows."""
FAINTEST = 0.005
"""Similarity below which a candidate is none: it would be shown as 0.00."""


class Cards:
    """Builds the parts of one page that repeat for every change. All methods give HTML."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.words = view.words
        self._known: dict[str, str] = {}
        self.langs = {True: lang(view, view.draft), False: lang(view, view.final)}
        self.heads = {True: self._said("words.draft"), False: self._said("words.final")}
        self.homes = {
            (True, place.norm): item.anchor for item in view.items for place in item.change.draft
        } | {(False, place.norm): item.anchor for item in view.items for place in item.change.final}  # fmt: skip

    def _said(self, key: str, **values: object) -> str:
        """The report's own words, escaped; those without values are looked up once."""
        if values:
            return escaped(self.words(key, **values))
        if key not in self._known:
            self._known[key] = escaped(self.words(key))
        return self._known[key]

    # -- the whole ------------------------------------------------------------------------------------------

    def contents(self) -> str:
        """The list of contents, each article with the marks of its changes."""
        return "\n".join(
            f'<li><a href="#{one.anchor}">{escaped(brief(one.title, 60))}</a>{self._marks(one)}'
            for one in self.view.sections
        )

    def _marks(self, section: Section) -> str:
        found = [item.change.burden for item in section.loud[:MARKS]]
        inner = "".join(f"<i class={one}>{GLYPHS[one] * len(list(run))}</i>" for one, run in groupby(found))
        return f" <span class=marks aria-hidden=true>{inner}</span>" if found else ""

    def articles(self) -> str:
        """Every article: its changes as cards, what is unchanged in a fold."""
        return "\n".join(map(self._article, self.view.sections))

    def _article(self, section: Section) -> str:
        anchor = section.anchor
        language = attribute(self.view.final.language)
        out = [
            f'<section class=art id="{anchor}"><h3 lang="{language}">{escaped(section.title)}</h3>',
            *(self.card(item) for item in section.items if item.change.tag is not Tag.UNCHANGED),
        ]
        if section.unchanged:
            fold = self._said("words.unchanged_fold", count=len(section.unchanged))
            out += [f"<details class=fold><summary>{fold}</summary><ul>", *map(self._quiet, section.unchanged)]
            out.append("</ul></details>")
        return "\n".join([*out, "</section>"])

    def _quiet(self, item: ReportItem) -> str:
        words = " / ".join(escaped(place.text) for place in item.change.final)
        return (
            f"<li {self._facts(item, 'c q')}><span>{escaped(item.cite)}</span> <span{self.langs[False]}>{words}</span>"
        )

    # -- one change -----------------------------------------------------------------------------------------

    def _facts(self, item: ReportItem, kind: str) -> str:
        """Class, anchor, and what filters and class mode read: tag, kind, measured parties, dimensions, certainty.

        Refs of both sides follow only where they cannot be read off the id: `core.js` reads them there.
        """
        change = item.change
        values = [
            change.tag, change.kind, " ".join(change.measured),
            " ".join(name for name, _ in change.dimensions), change.certainty,
        ]  # fmt: skip
        sides = ["+".join(place.ref for place in side) for side in (change.draft, change.final)]
        if change.id.split("~") != [side or "-" for side in sides]:
            values += sides
        return f'class="{kind}" id="{item.anchor}" data-v="{attribute(";".join(values))}"'

    def card(self, item: ReportItem) -> str:
        """A change: what happened, both texts, why."""
        change, said = item.change, self._said
        measured = (
            f"{said('words.measured')}{said('words.mark_colon')}{self._parties(change.measured)} · "
            if change.measured
            else ""
        )
        human = f" · {said('words.by_human')}" if change.by == "human" else ""
        move = self.view.move(item)
        certainty = f"<span class={change.certainty}>{said(f'certainty.{change.certainty}')}</span>"
        tag = f"<i>{said(f'tag.{change.tag}')}</i> {said(f'burden.{change.burden}')}"
        return "\n".join(
            (
                f"<article {self._facts(item, f'c {change.burden}')}>",
                f'<header><h4><a href="#{item.anchor}">{escaped(item.cite)}</a></h4>',
                f"<p><b>{escaped(item.label)}</b> {tag}",
                f"<p>{measured}{said('words.certainty')}{said('words.mark_colon')}{certainty}{human}{self._opinions(change)}",
                f"{f'<p>{escaped(move)}' if move else ''}</header>",
                f"<div>{self._side(item, draft=True)}",
                f"{self._side(item, draft=False)}</div>",
                f"{self._why(item)}</article>",
            )
        )

    def _opinions(self, change: Change) -> str:
        """What other coders say, beside the tag."""
        said = (
            self.words("words.opinion", coder=one.coder, tag=self.words(f"tag.{one.tag}")) for one in change.opinions
        )
        return "".join(f" · {escaped(one)}" for one in said)

    def _parties(self, parties: Iterable[PartyClass]) -> str:
        return escaped(self.view.words("list_joiner")).join(self._said(f"party.{one}") for one in parties)

    def _side(self, item: ReportItem, *, draft: bool) -> str:
        places = item.change.draft if draft else item.change.final
        inner = "".join(self._place(item, place, draft=draft) for place in places)
        none = f"<p class=nil>{self._said('words.no_counterpart_draft' if draft else 'words.no_counterpart_final')}"
        return f"<div class={'was' if draft else 'is'}{self.langs[draft]}>{inner or none}</div>"

    def _place(self, item: ReportItem, place: Place, *, draft: bool) -> str:
        out = (
            f"<p><b>{self.heads[draft]}</b> {escaped(place.label)}{self._status(place, draft=draft)}"
            f"<blockquote>{quoted(self.view, item, place, draft=draft)}</blockquote>"
        )
        words, language = original(self.view, place, draft=draft)
        if words:
            head = self._said("words.original")
            out += (
                f"<details class=orig><summary>{head}</summary>"
                f'<blockquote lang="{attribute(language)}">{escaped(words)}</blockquote></details>'
            )
        return out

    def _status(self, place: Place, *, draft: bool) -> str:
        """Short mark of a text that is not official, or empty."""
        status, note = self.view.status(place, draft=draft)
        if status is TextStatus.OFFICIAL:
            return ""
        told = f' title="{attribute(note)}"' if note else ""
        return f" <i{told}>{self._said(f'legal_status_short.{status}')}</i>"

    def _why(self, item: ReportItem) -> str:
        change, said = item.change, self._said
        linked = bool(change.draft and change.final)
        bearer = self._parties(change.bearer.classes) or said("party.none")
        actor = (
            f"{said('words.mark_open')}{escaped(change.bearer.text)}{said('words.mark_close')}"
            if change.bearer.text
            else ""
        )
        kind = f"{said('words.kind')}{said('words.mark_colon')}{said(f'kind.{change.kind}')}"
        out = [
            f"<details><summary>{tied(item.reason) if linked else said('words.evidence')}</summary>",
            self._evidence(change),
            f"<p>{kind} · {said('words.bearer')}{said('words.mark_colon')}{bearer}{actor} · <code>{escaped(change.id)}</code>",
        ]
        for key, name, found, draft in (("del", "del", change.dropped, True), ("ins", "ins", change.inserted, False)):
            if found:
                inner = " ".join(f"<{name}>{escaped(one)}</{name}>" for one in found)
                out.append(
                    f"<p>{said(f'words.legend_{key}')}{said('words.mark_colon')}<span{self.langs[draft]}>{inner}</span>"
                )
        if not linked:
            out.append(self._nearest(change))
        if change.external_refs:
            refs = self.words.join(change.external_refs)
            out.append(f"<p>{said('words.external', refs=refs)}")
        if change.note:
            out.append(f"<p>{escaped(change.note)}")
        if change.machine:
            out.append(f"<p>{said('words.machine_said', tag=self.words(f'tag.{change.machine.tag}'))}")
        return "\n".join(filter(None, out)) + "</details>"

    def _evidence(self, change: Change) -> str:
        """Each sign with its words and its rule; words that the line above has quoted are not said again."""
        above = self.view.reasons(change)[:REASONS] if change.draft and change.final else []
        rows = []
        for one in change.evidence:
            quotes = self.view.quotes(one)
            words = "" if (one.dimension, one.sign, quotes) in above else f" {escaped(quotes)}"
            name = self._said(f"dimension.{one.dimension}")
            rows.append(f"<li>{name} <b>{one.sign}</b>{words} <code>{escaped(one.rule)}</code>")
        return f"<ul>{''.join(rows)}</ul>" if rows else ""

    def _nearest(self, change: Change) -> str:
        """What came nearest in the other text, with score and margin; its words stand once, where the link leads."""
        found = []
        for one, (label, _, score, margin) in zip(change.candidates, self.view.nearest(change), strict=True):
            home = self.homes.get((not change.draft, one.norm))
            shown = f'<a href="#{home}">{escaped(label)}</a>' if home else escaped(label)
            if score >= FAINTEST:
                found.append(f"{shown} {score:.2f}, {margin:.2f}")
        if not found:
            return f"<p>{self._said('words.nearest_none')}"
        return f"<p>{self._said('words.nearest_head')} {self._said('phrase.separator').join(found[:NEAREST])}"
