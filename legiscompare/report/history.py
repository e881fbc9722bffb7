"""N versions in one report: a grid of articles by stages, any two stages compared, each norm's way through them.

One self-contained file under the same policy as the report of two texts. A script only picks two stages to read
side by side; without it all stages stand below each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import Markup

from legiscompare.errors import UsageError
from legiscompare.model import Burden, Document, Place, Provision
from legiscompare.report import html, markdown, markup, summary
from legiscompare.report.cards import GLYPHS
from legiscompare.report.items import anchor
from legiscompare.report.markdown import escape
from legiscompare.report.marked import side, visible
from legiscompare.report.options import Options
from legiscompare.report.stages import Between, between
from legiscompare.report.view import View, title_of, untitled

if TYPE_CHECKING:
    from legiscompare.pipeline_history import Chain, History
    from legiscompare.report.items import ReportItem
    from legiscompare.report.messages import Catalogue

FORMATS = ("html", "markdown")
STYLES = ("base.css", "head.css", "change.css", "history.css", "print.css")
SCRIPTS = ("history.js",)
TOLD = (Burden.DOWN, Burden.UP, Burden.BOTH, Burden.UNCLEAR)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a chain at one stage, marked against the stage before where there is one."""

    place: Place
    words: Markup


@dataclass(slots=True)
class Way:
    """A chain, ready to be shown."""

    anchor: str
    chain: Chain
    quotes: list[list[Quote]]
    """For each stage the places the chain stands in."""
    items: list[list[ReportItem]]
    """For each transition (stage to the next) what happened."""
    told: bool = False
    """Whether a change of substance leads here: from the grid, or from the comparison of any two stages."""
    notes: list[str] = field(default_factory=list)

    def same(self, stage: int) -> bool:
        """Whether the words at `stage` are those of the stage before."""
        return stage > 0 and bool(self.quotes[stage]) and self._texts(stage) == self._texts(stage - 1)

    def _texts(self, stage: int) -> list[str]:
        return [quote.place.text for quote in self.quotes[stage]]


@dataclass(slots=True)
class HistoryRow:
    """An article of the last text that has it, and what happened to its norms at each transition."""

    title: str
    stage: int
    cells: list[dict[Burden, list[Way]]]
    ways: list[Way] = field(default_factory=list)


def render(history: History, kind: str = "html", *, language: str = "en") -> str:
    """The history as `html` or `markdown`. Raises UsageError for another kind or an unknown language."""
    if kind not in FORMATS:
        raise UsageError(f"a history has no format {kind!r}", where="format", mend=f"use one of {', '.join(FORMATS)}")
    views = [View(comparison, Options(language=language)) for comparison in history.comparisons]
    rows = _rows(history, views)
    pairs = _pairs(history, views, rows)
    return _markdown(history, views, rows, pairs) if kind == "markdown" else _html(history, views, rows, pairs)


def stage_name(document: Document, number: int) -> str:
    """Name of a stage: as given, otherwise its place in the order."""
    name = _bare_name(document, number)
    return f"{name} ({document.date.isoformat()})" if document.date else name


def _bare_name(document: Document, number: int) -> str:
    return document.stage or document.origin.rsplit("/", 1)[-1] or str(number + 1)


def _heading(document: Document, number: int) -> Markup:
    """The name of a stage for a narrow column: its date stays in one piece."""
    date = Markup(" <span class=when>({})</span>").format(document.date.isoformat()) if document.date else Markup("")
    return markup.text(_bare_name(document, number)) + date


def _rows(history: History, views: list[View]) -> list[HistoryRow]:
    items = [{item.change.id: item for item in view.items} for view in views]
    rows: dict[tuple[int, str], HistoryRow] = {}
    for chain in history.chains:
        way = _way(history, views, items, chain)
        stage, top = _home(views, chain)
        title = " ".join(_title(history.documents[stage], top).split()) if top else "–"
        key = (stage, top.eid if top else "")
        row = rows.setdefault(key, HistoryRow(title, stage, [{} for _ in views]))
        row.ways.append(way)
        for number, found in enumerate(way.items):
            for item in found:
                ways = row.cells[number].setdefault(item.change.burden, [])
                if way not in ways:
                    ways.append(way)
    last = len(history.documents) - 1
    order = {(s, top.eid): n for s, tops in _tops(views) for n, top in enumerate(tops)}
    return [rows[key] for key in sorted(rows, key=lambda key: (last - key[0], order.get(key, -1)))]


def _pairs(history: History, views: list[View], rows: list[HistoryRow]) -> list[Between]:
    """Every two stages that were compared; marks the ways that their changes lead to."""
    ways = {way.anchor: way for row in rows for way in row.ways}
    homes = {
        (stage, quote.place.norm): way.anchor
        for way in ways.values()
        for stage, quotes in enumerate(way.quotes)
        for quote in quotes
    }
    made = []
    for pair in history.pairs():
        near = pair.later - pair.earlier == 1
        view = views[pair.earlier] if near else View(pair.comparison, views[0].options)
        made.append(between(pair, view, homes))
    for way in ways.values():
        way.told = way.chain.moves
    for one in made:
        for _, found in one.articles:
            for told in found:
                ways[told.way].told = True
    return made


def _tops(views: list[View]) -> list[tuple[int, list[Provision]]]:
    tops = [(number, view.tops(draft=True)) for number, view in enumerate(views)]
    return [*tops, (len(views), views[-1].tops(draft=False))]


def _home(views: list[View], chain: Chain) -> tuple[int, Provision | None]:
    """The last stage the chain stands in, and its article there."""
    step = chain.steps[-1]
    if step.change.final:
        return step.stage + 1, views[step.stage].top(step.change.final[0], draft=False)
    return step.stage, views[step.stage].top(step.change.draft[0], draft=True)


def _title(document: Document, top: Provision) -> str:
    return f"{top.label} {document.slice(top.heading) if top.heading else ''}"


def _way(history: History, views: list[View], items: list[dict[str, ReportItem]], chain: Chain) -> Way:
    found: list[list[ReportItem]] = [[] for _ in views]
    quotes: list[dict[str, Quote]] = [{} for _ in history.documents]
    for step in chain.steps:
        view, item = views[step.stage], items[step.stage][step.change.id]
        found[step.stage].append(item)
        for place in step.change.draft:
            quotes[step.stage].setdefault(place.norm, Quote(place, markup.text(place.text)))
        for place in step.change.final:
            quotes[step.stage + 1][place.norm] = Quote(
                place, markup.runs(side(item.change, place, view.final, draft=False))
            )
    first = chain.steps[0]
    way = Way(anchor(f"{first.stage}.{first.change.id}", "h-"), chain, [list(q.values()) for q in quotes], found)
    way.notes = _notes(history, views[0], chain)
    return way


def _notes(history: History, view: View, chain: Chain) -> list[str]:
    def name(stage: int) -> str:
        return stage_name(history.documents[stage], stage)

    w = view.words
    notes = [w("words.history_new", stage=name(one + 1)) for one in chain.new if one + 1 not in chain.back]
    if chain.first_softened is not None:
        notes.append(w("words.history_first", stage=name(chain.first_softened + 1)))
    notes += [w("words.history_gone", stage=name(one + 1)) for one in chain.gone]
    return notes + [w("words.history_back", stage=name(one)) for one in chain.back]


def _html(history: History, views: list[View], rows: list[HistoryRow], pairs: list[Between]) -> str:
    style, script = html.joined("css", STYLES), html.joined("js", SCRIPTS)
    last = views[-1]
    return html.part(
        last,
        "history.html.j2",
        style=Markup(style),  # noqa: S704 - ours
        script=Markup(script),  # noqa: S704 - ours
        title=_name(history, views),
        csp=html.policy(style, script),
        stages=[(n, stage_name(one, n), one) for n, one in enumerate(history.documents)],
        headings=[_heading(one, n) for n, one in enumerate(history.documents)],
        rows=rows,
        pairs={(one.earlier, one.later): one for one in pairs},
        runs=markup.runs,
        told=TOLD,
    )


def _name(history: History, views: list[View]) -> str:
    """The title of the last version that has one."""
    last, *earlier = reversed(history.documents)
    own = title_of((last,)) or title_of(earlier, without_stage=True)
    return own or untitled(views[-1].words, history.documents)


def _markdown(history: History, views: list[View], rows: list[HistoryRow], pairs: list[Between]) -> str:
    w = views[-1].words
    names = [stage_name(one, number) for number, one in enumerate(history.documents)]
    lines = [f"# {escape(w('words.history'))}: {escape(_name(history, views))}", ""]
    lines += [f"{number + 1}. {escape(name)}, sha256 `{one.sha256}`" for number, (name, one) in
              enumerate(zip(names, history.documents, strict=True))]  # fmt: skip
    lines += ["", w("words.history_note"), "", f"## {w('words.history_grid')}", ""]
    lines.append(f"| {w('words.history_article')} | " + " | ".join(escape(f"→ {name}") for name in names[1:]) + " |")
    lines.append("|" + " --- |" * len(names))
    lines += [f"| {escape(row.title)} | " + " | ".join(_cell(cell) for cell in row.cells) + " |" for row in rows]
    lines += ["", f"## {w('words.history_any')}", "", w("words.history_any_note")]
    lines += [line for one in pairs for line in _between(one, names, w)]
    lines += ["", f"## {w('words.history_chains')}", ""]
    for way in (way for row in rows for way in row.ways if way.told):
        cites = [" + ".join(visible(quote.place.label) for quote in stage) or "–" for stage in way.quotes]
        lines.append(f"- {escape(' → '.join(cites))}: {escape('; '.join(way.notes))}".rstrip(": "))
        lines += [f"  - {escape(item.cite)}, {escape(item.label)}: {escape(item.reason)}" for found in way.items
                  for item in found if item.change.burden is not Burden.NONE]  # fmt: skip
    lines += ["", f"## {w('words.limits')}", "", *(f"- {escape(one)}" for one in summary.limits(views[-1]))]
    return "\n".join(lines) + "\n"


def _between(one: Between, names: list[str], w: Catalogue) -> list[str]:
    """The changes between two stages, folded."""
    counts = " ".join(f"{GLYPHS[burden]}{one.count(burden)}" for burden in GLYPHS if one.count(burden)) or "="
    head = f"{escape(names[one.earlier])} → {escape(names[one.later])} {counts}"
    lines = ["", f"<details><summary>{head}</summary>", ""]
    for title, found in one.articles:
        lines += [f"**{escape(title)}**", ""]
        for told in found:
            change = told.item.change
            why = f"; {escape(told.item.reason)}" if told.segments and change.draft and change.final else ""
            words = f": {markdown.marked(told.segments, critic=False)}" if told.segments else ""
            lines.append(f"- {escape(told.item.cite)}, {escape(told.item.label)}{why}{words}")
        lines.append("")
    return [*lines, w("words.history_same", count=one.quiet), "", "</details>"]


def _cell(cell: dict[Burden, list[Way]]) -> str:
    return " ".join(f"{GLYPHS[one]}{len(cell[one])}" for one in TOLD if one in cell) or "○"
