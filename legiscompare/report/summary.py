"""What changed in ten lines that could be printed: title and stages, the balance in words, the story, what cannot be said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legiscompare.model import Certainty, Comparison, Tag, TextStatus
from legiscompare.report.marked import visible
from legiscompare.report.story import StoryLine, story, weights
from legiscompare.report.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.report.items import ReportItem
    from legiscompare.report.options import Options
    from legiscompare.report.story import Weight

_CERTAIN = list(Certainty)
_SPACE = re.compile(r"[^\S\u00a0\u202f]+")
"""White space at which a line may be broken: not the spaces of French before a colon."""


def render(comparison: Comparison, options: Options) -> str:
    """The summary: as many lines of the story as asked for, between title, balance and limits."""
    return "\n".join(lines(View(comparison, options))) + "\n"


def lines(view: View) -> list[str]:
    """Title and stages; the balance in words; the lines of the story, numbered; what cannot be said, in one line."""
    w, told = view.words, story(view, max(1, view.options.lines))
    out = [told.title, told.balance]
    for number, line in enumerate(told.lines[: view.options.lines], 1):
        way, sure = w(f"story.way.{line.burden}"), w(f"story.sure.{line.certainty}")
        out.append(w("story.line", number=number, sentences=line.words, way=way, sure=sure))
        if view.options.explain_order:
            out += explained(view, line)
    if not told.lines:
        out.append(w("story.none"))
    out.append(told.limits)
    return [visible(_SPACE.sub(" ", line).strip() if not line.startswith("    ") else line) for line in out]


def explained(view: View, line: StoryLine) -> list[str]:
    """Why a line stands where it stands: its weight, and that of each of its sentences, part by part."""
    w = view.words
    said = [w("story.order.line", value=f"{line.weight.value:.2f}", parts=_parts(line.weight))]
    if line.share < 1.0:
        said.append(w("story.order.turn", share=f"{line.share:.2f}", least=f"{weights()['line']['like']:.2f}"))
    return said + [
        w("story.order.sentence", value=f"{one.weight.value:.2f}", parts=_parts(one.weight), cite=one.cite)
        for one in line.sentences
    ]


def _parts(weight: Weight) -> str:
    """`gone_or_new.prohibition 8.00 × factor.medium 0.90 + line.whole 2.00`, in the order in which they were counted."""
    said = ""
    for name, value in weight.parts:
        sign = " × " if name.startswith("factor.") else " + "
        said += f"{sign if said else ''}{name} {value:.2f}"
    return said


LIMITS = ("other_law", "intent", "weight", "verdict", "machine", "unread")


def limits(view: View, keys: Sequence[str] = LIMITS) -> list[str]:
    """What a reader must not take from any report; that a text is not official comes first where it is so."""
    w = view.words
    kinds = {place_status for place_status in statuses(view) if place_status is not TextStatus.OFFICIAL}
    which = w.join(w(f"legal_status_short.{one}") for one in TextStatus if one in kinds)
    unofficial = [w("limits.unofficial", which=which)] if which else []
    return [*unofficial, *(w(f"limits.{key}") for key in keys)]


def statuses(view: View) -> set[TextStatus]:
    """How far the texts and their provisions may be quoted as the law-maker's own."""
    documents = (view.draft, view.final)
    return {one.text_status for one in documents} | {
        status for one in documents for status, _ in one.provision_status.values()
    }


def telling(items: list[ReportItem]) -> list[ReportItem]:
    """Those quoted first: norms in both texts, where words show it; the more certain first; as in the text.

    What is gone or new has a line of its own, and doubtful changes are not fit to quote before others.
    """
    linked = (Tag.SOFTENED, Tag.STRENGTHENED)

    def rank(item: ReportItem) -> tuple[bool, bool, int]:
        certainty = item.change.certainty
        return certainty is Certainty.LOW, item.change.tag not in linked, _CERTAIN.index(certainty)

    return sorted(items, key=rank)
