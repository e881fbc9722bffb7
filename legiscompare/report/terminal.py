"""For a terminal: the summary, then each change with its words marked; without colour, marks stand in the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Burden, Comparison, Op, Tag
from legiscompare.report.items import ReportItem
from legiscompare.report.marked import MarkedSegment, redline, visible
from legiscompare.report.summary import lines
from legiscompare.report.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from legiscompare.report.options import Options

_PLAIN = {Op.EQUAL: ("", ""), Op.DELETE: ("[-", "-]"), Op.INSERT: ("{+", "+}")}
_COLOUR = {Op.EQUAL: ("", ""), Op.DELETE: ("\x1b[9;34m", "\x1b[0m"), Op.INSERT: ("\x1b[4;33m", "\x1b[0m")}
_GLYPH = {Burden.DOWN: "▽", Burden.UP: "▲", Burden.BOTH: "◆", Burden.UNCLEAR: "?", Burden.NONE: "○"}


def render(comparison: Comparison, options: Options) -> str:
    """The comparison as text for a terminal; escape sequences of the law's text are shown, never sent."""
    view = View(comparison, options)
    return "\n".join([*lines(view), *(line for item in view.items for line in _item(view, item))]) + "\n"


def _item(view: View, item: ReportItem) -> Iterator[str]:
    change, colour = item.change, view.options.colour
    if change.tag is Tag.UNCHANGED:
        return
    bold, plain = ("\x1b[1m", "\x1b[0m") if colour else ("", "")
    yield ""
    yield f"{bold}{_GLYPH[change.burden]} {visible(item.cite)}  {visible(item.label)}{plain}"
    notes = (view.words(f"burden.{change.burden}"), item.reason, view.move(item))
    certainty = f"{view.words('words.certainty')} {view.words(f'certainty.{change.certainty}')}"
    yield "  " + visible(" · ".join(note for note in (*notes, certainty) if note))
    for line in _marked(redline(change, view.draft, view.final), colour=colour).split("\n"):
        yield f"  {line}"


def _marked(segments: Iterable[MarkedSegment], *, colour: bool) -> str:
    marks = _COLOUR if colour else _PLAIN
    return "".join(f"{marks[one.op][0]}{visible(one.text)}{marks[one.op][1]}" for one in segments)
