"""Paragraphs of all versions side by side: which stands beside which, what moved, and which words differ.

In columns a paragraph stands beside what it became, wherever that stood before; in one run both texts keep one order,
so what moved is left out in one place and put in at the other.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legiscompare.annotate import annotate
from legiscompare.diff import diff
from legiscompare.model import Document, Op, Span
from legiscompare.report import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from legiscompare.annotate import Layer
    from legiscompare.report.genres.styles import GenreStyle
    from legiscompare.report.view import View


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look. The op says whether they are in both versions, gone, or new."""

    text: str
    op: Op


@dataclass(frozen=True, slots=True)
class Cell:
    """A paragraph of one version, or what stands in its place."""

    runs: tuple[Run, ...]
    note: str = ""
    """`entfällt`, `（新增）`, `(from Art. 15)`; empty where nothing is to be said."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """What became of one paragraph; a cell for each version, one cell where both texts stand in one run."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A genre's table, ready to be drawn."""

    style: GenreStyle
    title: str
    """Of the instrument."""
    language: str
    """Of the texts."""
    stages: tuple[str, ...]
    """Names of the versions."""
    rows: tuple[TableRow, ...]


def table(views: Sequence[View], style: GenreStyle) -> Table:
    """The table of two or more versions; each view compares a version with the next."""
    made = _Builder(views, style)
    rows = made.inline() if style.layout == "inline" else made.columns()
    documents = made.documents
    return Table(style, views[-1].title, documents[-1].language, tuple(map(made.stage, documents)), tuple(rows))


class _Builder:
    def __init__(self, views: Sequence[View], style: GenreStyle) -> None:
        self.views, self.style = views, style
        self.documents: list[Document] = [views[0].draft, *(view.final for view in views)]
        self.layers: list[Layer] = [annotate(document) for document in self.documents]
        self.lines = [paragraphs.paragraphs(document) for document in self.documents]

    def stage(self, document: Document) -> str:
        """Stage and date, as far as the text says them; empty where it says neither."""
        day = f" ({document.date.isoformat()})" if document.date else ""
        return f"{document.stage}{day}".strip()

    # -- columns ------------------------------------------------------------------------------------------------

    def columns(self) -> list[TableRow]:
        last = len(self.documents) - 1
        rows: list[tuple[int | None, ...]] = [(number,) for number in range(len(self.lines[last]))]
        for version in range(last - 1, -1, -1):
            rows = self._before(rows, version)
        return [TableRow(tuple(self._cell(row, version) for version in range(last + 1))) for row in rows]

    def _before(self, rows: list[tuple[int | None, ...]], version: int) -> list[tuple[int | None, ...]]:
        """The rows with the version before their first column; its own paragraphs without a partner among them."""
        matched = self._matched(version)
        partner = {later: earlier for earlier, later in matched.items()}
        made: list[tuple[int | None, ...]] = [
            (partner.get(row[0]) if row[0] is not None else None, *row) for row in rows
        ]  # fmt: skip
        empty: tuple[int | None, ...] = (None,) * len(rows[0]) if rows else (None,)
        for number in range(len(self.lines[version])):
            if number in matched:
                continue
            place = next((at for at, row in enumerate(made) if row[0] == number - 1), None)
            made.insert(0 if place is None else place + 1, (number, *empty))
        return made

    def _matched(self, version: int) -> dict[int, int]:
        """Paragraph of a version -> paragraph of the next that most of its words went to, one to one."""
        view, left, right = self.views[version], self.lines[version], self.lines[version + 1]
        weights = paragraphs.weights(view, left, right)
        found: dict[int, int] = {}
        taken: set[int] = set()
        for one, two in sorted(weights, key=lambda pair: (-weights[pair], pair)):
            if one not in found and two not in taken:
                found[one] = two
                taken.add(two)
        return found

    def _cell(self, row: tuple[int | None, ...], version: int) -> Cell:
        here = row[version]
        before = row[version - 1] if version else None
        after = row[version + 1] if version + 1 < len(row) else None
        if here is None:
            return Cell((), self._gone(version, before) if before is not None else "")
        text = self.documents[version].text
        span = self.lines[version][here]
        if before is not None:
            runs = self._runs(version - 1, before, here, shows=Op.INSERT)
            if self.style.same and not self._differ(version, before, here):
                return Cell((), self.style.same)
            return Cell(runs, self._moved(version, before, here))
        if after is not None and self.style.deleted:
            return Cell(self._runs(version, here, after, shows=Op.DELETE))
        words = span.of(text)
        if version == 0:
            gone = after is None and bool(self.style.deleted) and self._gone(1, here) == self.style.gone
            return Cell((Run(words, Op.DELETE if gone else Op.EQUAL),))
        return Cell((Run(words, Op.INSERT),), self._new(version, here))

    def _list(self, labels: Iterable[str]) -> str:
        return ("、" if self.style.language == "zh" else ", ").join(labels)

    def _gone(self, version: int, earlier: int) -> str:
        """What stands beside a paragraph without a partner: that it is gone, or where its norms stand now."""
        span = self.lines[version - 1][earlier]
        found = dict.fromkeys(
            place.label
            for item in self.views[version - 1].items
            if any(span.holds(place.span) for place in item.change.draft)
            for place in item.change.final
        )
        return self.style.into.format(final=self._list(found)) if found and self.style.into else self.style.gone

    def _new(self, version: int, later: int) -> str:
        """The note on a paragraph without a partner before: that it is new, or where its norms stood."""
        span = self.lines[version][later]
        found = dict.fromkeys(
            place.label
            for item in self.views[version - 1].items
            if any(span.holds(place.span) for place in item.change.final)
            for place in item.change.draft
        )
        return self.style.moved.format(draft=self._list(found)) if found and self.style.moved else self.style.new

    def _runs(self, version: int, earlier: int, later: int, *, shows: Op) -> tuple[Run, ...]:
        """The words of one of two paragraphs, marked; of the later also the gaps of words that are gone."""
        left, right = self.lines[version][earlier], self.lines[version + 1][later]
        found: list[Run] = []
        for edit in diff(self.layers[version], [left], self.layers[version + 1], [right]):
            if edit.op is Op.EQUAL or (edit.editorial and edit.op is shows):
                document, span = (version, edit.draft) if shows is Op.DELETE else (version + 1, edit.final)
                _add(found, self.documents[document].text[span.start : span.end], Op.EQUAL)
            elif edit.op is shows:
                document, span = (version, edit.draft) if shows is Op.DELETE else (version + 1, edit.final)
                _add(found, self.documents[document].text[span.start : span.end], edit.op)
            elif shows is Op.INSERT and self.style.gap and not edit.editorial:
                _add(found, self.style.gap, Op.INSERT)
        return tuple(found)

    def _differ(self, version: int, earlier: int, later: int) -> bool:
        """Whether words came or went between two paragraphs."""
        spans = [self.lines[version - 1][earlier]], [self.lines[version][later]]
        found = diff(self.layers[version - 1], spans[0], self.layers[version], spans[1])
        return any(edit.op is not Op.EQUAL and not edit.editorial for edit in found)

    def _moved(self, version: int, earlier: int, later: int) -> str:
        """Where a paragraph stood before, if it stands in another article now."""
        view = self.views[version - 1]
        if not self.style.moved:
            return ""
        old = _top(view, self.lines[version - 1][earlier], draft=True)
        new = _top(view, self.lines[version][later], draft=False)
        return self.style.moved.format(draft=old) if old and new and old != new else ""

    # -- one run --------------------------------------------------------------------------------------------------

    def inline(self) -> list[TableRow]:
        view, version = self.views[-1], len(self.documents) - 2
        left, right = self.lines[version], self.lines[version + 1]
        rows, a, b = [], 0, 0
        ends = (len(left), len(right))
        for draft, final in [*paragraphs.pairs(view, left, right), ends]:
            rows += [self._whole(version, left[place], Op.DELETE) for place in range(a, draft)]
            rows += [self._whole(version + 1, right[place], Op.INSERT) for place in range(b, final)]
            if (draft, final) != ends:
                rows.append(self._both(version, draft, final))
            a, b = draft + 1, final + 1
        return rows

    def _whole(self, version: int, span: Span, op: Op) -> TableRow:
        return TableRow((Cell((Run(span.of(self.documents[version].text), op),)),))

    def _both(self, version: int, earlier: int, later: int) -> TableRow:
        found: list[Run] = []
        spans = [self.lines[version][earlier]], [self.lines[version + 1][later]]
        for edit in diff(self.layers[version], spans[0], self.layers[version + 1], spans[1]):
            if edit.editorial and edit.op is Op.DELETE:
                continue
            document, span = (version, edit.draft) if edit.op is Op.DELETE else (version + 1, edit.final)
            _add(found, span.of(self.documents[document].text), Op.EQUAL if edit.editorial else edit.op)
        return TableRow((Cell(tuple(found)),))


def _add(runs: list[Run], words: str, op: Op) -> None:
    """Put words at the end, joined to a run of the same look."""
    if not words:
        return
    if runs and runs[-1].op is op:
        runs[-1] = Run(runs[-1].text + words, op)
    else:
        runs.append(Run(words, op))


def _top(view: View, span: Span, *, draft: bool) -> str:
    """The label of the article that holds a paragraph, or empty."""
    tops = view.tops(draft=draft)
    place = bisect_right([top.span.start for top in tops], span.start) - 1
    return tops[place].label if place >= 0 and span.start < tops[place].span.end else ""
