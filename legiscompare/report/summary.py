"""Ten lines fit to paste: both directions with equal room, article numbers, quotes, and what cannot be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Burden, Certainty, Comparison, Document, PartyClass, Tag, TextStatus
from legiscompare.report.items import QUIET, Item
from legiscompare.report.marked import visible
from legiscompare.report.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.report.options import Options

LINES = 10
_CERTAIN = list(Certainty)


def render(comparison: Comparison, options: Options) -> str:
    """The summary, at most ten lines."""
    return "\n".join(lines(View(comparison, options))) + "\n"


def lines(view: View) -> list[str]:
    """Title; counts by direction; up to three quotes each way; removed and new; limits."""
    w = view.words
    party = view.parties[0] if view.parties else PartyClass.REGULATED
    stages = " → ".join(_stage(view, document) for document in (view.draft, view.final))
    who = w(f"party_panel.{party}")
    if actors := w.join(view.actors(party)):
        who = w("phrase.who", party=who, actors=actors)
    told = (Burden.DOWN, Burden.UP, Burden.BOTH, Burden.UNCLEAR)
    counts = w.join(f"{w(f'burden.{one}')} {len(view.of(party, one))}" for one in told)
    quiet = sum(item.change.tag in QUIET for item in view.items)
    out = [
        w("phrase.title", title=view.title, stages=stages),
        w("phrase.counts", who=who, counts=counts, same=w("words.same"), quiet=quiet),
    ]
    room = (LINES - len(out) - 2) // 2
    for burden in (Burden.DOWN, Burden.UP):
        out += [_line(view, burden, item) for item in telling(view.of(party, burden))[:room]]
    added = [item for group in view.added.values() for item in group]
    out.append(
        w(
            "phrase.gone_new",
            gone=w("words.gone"),
            gone_count=len(view.removed),
            gone_list=_clip(w.join(item.draft_cite for item in view.removed) or w("none")),
            new=w("words.new"),
            new_count=len(added),
            new_list=_clip(w.join(item.final_cite for item in added) or w("none")),
        )
    )
    text = w("sentence_joiner").join(limits(view, ("other_law", "intent", "verdict", "machine")))
    out.append(w("phrase.limits", head=w("words.limits"), text=text))
    return [visible(" ".join(line.split())) for line in out]


LIMITS = ("other_law", "intent", "weight", "verdict", "machine", "unread")


def limits(view: View, keys: Sequence[str] = LIMITS) -> list[str]:
    """What a reader must not take from any report; that a text is not official comes first where it is so."""
    w = view.words
    kinds = {place_status for place_status in _statuses(view) if place_status is not TextStatus.OFFICIAL}
    which = w.join(w(f"legal_status_short.{one}") for one in TextStatus if one in kinds)
    unofficial = [w("limits.unofficial", which=which)] if which else []
    return [*unofficial, *(w(f"limits.{key}") for key in keys)]


def _statuses(view: View) -> set[TextStatus]:
    documents = (view.draft, view.final)
    return {one.text_status for one in documents} | {
        status for one in documents for status, _ in one.provision_status.values()
    }


def _stage(view: View, document: Document) -> str:
    day = document.date.isoformat() if document.date else ""
    name = document.stage or view.words("words.stage_unknown")
    return f"{name} ({day})" if day else name


def telling(items: list[Item]) -> list[Item]:
    """Those quoted first: norms in both texts, where words show it; the more certain first; as in the text.

    What is gone or new has a line of its own, and doubtful changes are not fit to quote before others.
    """
    linked = (Tag.SOFTENED, Tag.STRENGTHENED)

    def rank(item: Item) -> tuple[bool, bool, int]:
        certainty = item.change.certainty
        return certainty is Certainty.LOW, item.change.tag not in linked, _CERTAIN.index(certainty)

    return sorted(items, key=rank)


def _line(view: View, burden: Burden, item: Item) -> str:
    change, w = item.change, view.words
    reason = item.reason
    if change.tag in (Tag.REMOVED, Tag.ADDED):
        reason = w.quote(_clip(" ".join((change.draft or change.final)[0].text.split()), 90))
    head = _capital(w(f"burden.{burden}"))
    return w("phrase.quoted", burden=head, cite=item.cite, label=item.label, reason=reason)


def _clip(words: str, limit: int = 160) -> str:
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
