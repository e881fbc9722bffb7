"""The final text as tracked changes over the draft, tags as comments: for those who work in a word processor.

Accepting all changes gives the final text's paragraphs, rejecting all gives the draft's.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Any

from legiscompare.annotate import annotate
from legiscompare.diff import diff
from legiscompare.errors import MissingExtra
from legiscompare.model import Comparison, Op, Span
from legiscompare.report import cite, paragraphs
from legiscompare.report.marked import visible
from legiscompare.report.tool import NAME
from legiscompare.report.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legiscompare.report.items import ReportItem
    from legiscompare.report.options import Options

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DAY = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)


def render(comparison: Comparison, options: Options) -> bytes:
    """The file. Raises MissingExtra without python-docx."""
    try:
        import docx
    except ImportError as error:
        raise MissingExtra("docx", what="a word-processor file needs python-docx") from error
    view = View(comparison, options)
    made = docx.Document()
    _Writer(made, view).write()
    made.core_properties.title = visible(view.title)[:255]
    made.core_properties.author = made.core_properties.last_modified_by = NAME
    made.core_properties.created = made.core_properties.modified = DAY
    out = io.BytesIO()
    made.save(out)
    return steady(out.getvalue())


def steady(data: bytes) -> bytes:
    """The same archive with fixed times, so that the same comparison gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            target.writestr(
                zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0)), source.read(info), zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


class _Writer:
    """Writes paragraph after paragraph into the body of a document."""

    def __init__(self, made: Any, view: View) -> None:
        self.view = view
        self.made = made
        self.body = made.element.body
        for child in list(self.body):
            if child.tag != f"{{{_W}}}sectPr":
                self.body.remove(child)
        self.revision = 0
        date = view.final.date
        self.stamp = f"{date.isoformat()}T00:00:00Z" if date else None
        self.layers = annotate(view.draft), annotate(view.final)
        self.left, self.right = paragraphs.paragraphs(view.draft), paragraphs.paragraphs(view.final)
        self.notes = self._notes()

    def _notes(self) -> dict[tuple[str, int], list[str]]:
        """Comments by paragraph: those of a norm stand where it begins in the final text, gone ones in the draft."""
        found: dict[tuple[str, int], list[str]] = {}
        for item in self.view.loud:
            change = item.change
            side, place = ("final", change.final[0]) if change.final else ("draft", change.draft[0])
            spans = self.right if side == "final" else self.left
            number = max((n for n, span in enumerate(spans) if span.start <= place.span.start), default=0)
            found.setdefault((side, number), []).append(_note(self.view, item))
        return found

    def write(self) -> None:
        """All paragraphs of both texts."""
        first = True
        for draft, final in self._rows():
            notes = [*self.notes.get(("draft", draft), []), *self.notes.get(("final", final), [])]
            if first:
                notes.insert(0, cite.plain(self.view))
                first = False
            self._paragraph(draft, final, notes)

    def _rows(self) -> Iterator[tuple[int, int]]:
        """(place in the draft, place in the final text); -1 for none. Gone ones stand before new ones."""
        a = b = 0
        ends = (len(self.left), len(self.right))
        for draft, final in [*paragraphs.pairs(self.view, self.left, self.right), ends]:
            yield from ((place, -1) for place in range(a, draft))
            yield from ((-1, place) for place in range(b, final))
            if (draft, final) != ends:
                yield draft, final
            a, b = draft + 1, final + 1

    def _paragraph(self, draft: int, final: int, notes: list[str]) -> None:
        if draft >= 0 and final >= 0:
            whole, runs = "", self._edited(self.left[draft], self.right[final])
        elif draft >= 0:
            whole, runs = "del", [("del", self.left[draft].of(self.view.draft.text))]
        else:
            whole, runs = "ins", [("ins", self.right[final].of(self.view.final.text))]
        paragraph = _node("p")
        if whole:
            mark = _node("rPr", self._tracked(whole))
            paragraph.append(_node("pPr", mark))
        for note in notes:
            paragraph.append(_node("commentRangeStart", id=self._comment(note)))
        for kind, words in runs:
            run = _run(words, deleted=kind == "del")
            paragraph.append(self._tracked(kind, run) if kind else run)
        for note_id in [child.get(f"{{{_W}}}id") for child in paragraph if child.tag.endswith("commentRangeStart")]:
            reference = _node("r", _node("commentReference", id=note_id))
            paragraph.append(_node("commentRangeEnd", id=note_id))
            paragraph.append(self._tracked(whole, reference) if whole else reference)
        self.body.insert(len(self.body) - 1, paragraph)

    def _edited(self, left: Span, right: Span) -> list[tuple[str, str]]:
        draft, final = self.view.draft, self.view.final
        edits = diff(self.layers[0], [left], self.layers[1], [right])
        kinds = {Op.EQUAL: "", Op.DELETE: "del", Op.INSERT: "ins"}
        return [
            (kinds[one.op], (final.slice(one.final) if one.op is Op.INSERT else draft.slice(one.draft)))
            for one in edits
        ]

    def _tracked(self, kind: str, *children: Any) -> Any:
        self.revision += 1
        node = _node(kind, *children, id=str(self.revision), author=NAME)
        if self.stamp:
            node.set(f"{{{_W}}}date", self.stamp)
        return node

    def _comment(self, words: str) -> str:
        comment = self.made.part._comments_part.comments.add_comment(visible(words), author=NAME, initials="lc")  # noqa: SLF001 - python-docx anchors comments to runs only, and these stand in tracked ones
        element = comment._comment_elm  # noqa: SLF001
        element.attrib.pop(f"{{{_W}}}date", None)
        return str(comment.comment_id)


def _note(view: View, item: ReportItem) -> str:
    change, w = item.change, view.words
    head = f"{item.cite}: {item.label} ({w(f'tag.{change.tag}')}; {w(f'burden.{change.burden}')})"
    return f"{head}\n{item.reason}\n{w('words.certainty')}: {w(f'certainty.{change.certainty}')}"


def _node(name: str, *children: Any, **attributes: str) -> Any:
    from docx.oxml.parser import OxmlElement

    node = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        node.set(f"{{{_W}}}{key}", value)
    for child in children:
        node.append(child)
    return node


def _run(words: str, *, deleted: bool) -> Any:
    """A run; tabs are elements of their own, as the format wants them."""
    run = _node("r")
    for number, part in enumerate(visible(words).split("\t")):
        if number:
            run.append(_node("tab"))
        if part:
            text = _node("delText" if deleted else "t")
            text.text = part
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(text)
    return run
