"""What every renderer shows, arranged once: items, groups by party and direction, articles, quotes, reasons."""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import (
    Burden,
    Certainty,
    Change,
    Comparison,
    Dimension,
    Document,
    Evidence,
    PartyClass,
    Place,
    Position,
    Provision,
    ProvisionKind,
    Sign,
    Span,
    Tag,
    TextStatus,
)
from legiscompare.report.items import QUIET, ReportItem, anchor
from legiscompare.report.messages import catalogue
from legiscompare.report.sections import Section, sections

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.report.messages import Catalogue
    from legiscompare.report.options import Options

PARTIES = (PartyClass.REGULATED, PartyClass.USER, PartyClass.AUTHORITY, PartyClass.OTHER)
"""Order of the parties in a report."""
_TOPS = (ProvisionKind.ARTICLE, ProvisionKind.RECITAL, ProvisionKind.ANNEX)


REASONS = 3
"""How many reasons stand in the one line; all of them stand in the evidence below."""


class Fragment(NamedTuple):
    """An element lost or gained inside a norm that stays."""

    words: str
    item: ReportItem


class View:
    """A comparison arranged for readers, in one report language."""

    def __init__(self, comparison: Comparison, options: Options) -> None:
        self.comparison = comparison
        self.options = options
        self.words = catalogue(options.language)
        self.draft, self.final = comparison.draft, comparison.final
        self._tops = {"draft": _tops(self.draft), "final": _tops(self.final)}
        self._places = {
            "draft": {place.norm: place for change in comparison.changes for place in change.draft},
            "final": {place.norm: place for change in comparison.changes for place in change.final},
        }
        self._quotes: dict[tuple[Span | None, Span | None], str] = {}
        self._reasons: dict[str, list[tuple[Dimension, Sign, str]]] = {}
        self.items = [self._item(change) for change in comparison.changes]

    def _item(self, change: Change) -> ReportItem:
        return ReportItem(
            change, anchor(change.id), self.words.label(change), self.reason(change),
            cite(change.draft), cite(change.final),
        )  # fmt: skip

    @functools.cached_property
    def original_texts(self) -> tuple[dict[str, str], dict[str, str]]:
        """For draft and final: ref -> words in the language they were made in; empty where no original is given."""
        draft, final = self.options.originals
        return (_by_ref(draft) if draft else {}, _by_ref(final) if final else {})

    # -- groups ---------------------------------------------------------------------------------------------

    @functools.cached_property
    def title(self) -> str:
        """Of the instrument: the final text's title, otherwise the draft's; without both, which files were read."""
        own = title_of((self.final,))
        borrowed = own or title_of((self.draft,), without_stage=True)
        return brief(borrowed or untitled(self.words, (self.draft, self.final)), 160)

    @functools.cached_property
    def loud(self) -> list[ReportItem]:
        """Items that claim a change of substance."""
        return [item for item in self.items if item.change.tag not in QUIET]

    def of(self, party: PartyClass, burden: Burden | None = None) -> list[ReportItem]:
        """Items measured on `party`, those of one direction where `burden` is given."""
        return [
            item
            for item in self.items
            if party in item.change.measured and (burden is None or item.change.burden is burden)
        ]

    @functools.cached_property
    def parties(self) -> list[PartyClass]:
        """Parties on whom anything is measured."""
        return [party for party in PARTIES if self.of(party)]

    def actors(self, party: PartyClass, limit: int = 3) -> list[str]:
        """Names the text gives a party, the most frequent first."""
        found = Counter(
            item.change.bearer.text.strip()
            for item in self.items
            if item.change.bearer.classes == (party,) and item.change.bearer.text.strip()
        )
        merged: dict[str, tuple[str, int]] = {}
        for name, times in found.items():
            shown, before = merged.get(name.casefold(), (name, 0))
            merged[name.casefold()] = (shown, before + times)
        ranked = sorted(merged.values(), key=lambda pair: (-pair[1], pair[0]))
        return [name for name, _ in ranked[:limit]]

    def labels(self, items: Iterable[ReportItem]) -> list[tuple[str, int]]:
        """How often each label stands in `items`, the most frequent first."""
        return sorted(Counter(item.label for item in items).items(), key=lambda pair: (-pair[1], pair[0]))

    def tags(self, items: Iterable[ReportItem]) -> list[tuple[Tag, int]]:
        """How often each tag stands in `items`, in the codebook's order."""
        found = Counter(item.change.tag for item in items)
        return [(tag, found[tag]) for tag in Tag if found[tag]]

    @functools.cached_property
    def removed(self) -> list[ReportItem]:
        """Norms without a counterpart in the final text."""
        return [item for item in self.items if item.change.tag is Tag.REMOVED]

    @functools.cached_property
    def added(self) -> dict[str, list[ReportItem]]:
        """Norms without a counterpart in the draft: `authority`, `up`, `down`, `none`; each stands once."""
        groups: dict[str, list[ReportItem]] = {"up": [], "down": [], "none": [], "authority": []}
        for item in self.items:
            change = item.change
            if change.tag is Tag.ADDED:
                on_authority = change.measured == (PartyClass.AUTHORITY,)
                key = "authority" if on_authority else str(change.burden)
                groups[key if key in groups else "none"].append(item)
        return groups

    def fragments(self, *, dropped: bool) -> list[Fragment]:
        """Elements lost (or gained) inside norms that stay."""
        return [
            Fragment(words, item)
            for item in self.items
            for words in (item.change.dropped if dropped else item.change.inserted)
            if item.change.draft and item.change.final
        ]

    def certainties(self) -> list[tuple[Certainty, int]]:
        """How many items of substance bear each certainty."""
        found = Counter(item.change.certainty for item in self.loud)
        return [(band, found[band]) for band in Certainty]

    # -- words ----------------------------------------------------------------------------------------------

    def reason(self, change: Change) -> str:
        """Why the change bears its tag, in one line: what decided it, unreadable signs only where nothing else did."""
        words = self.words
        if change.tag is Tag.REMOVED:
            return words("words.no_counterpart_final")
        if change.tag is Tag.ADDED:
            return words("words.no_counterpart_draft")
        if not change.evidence and not change.dimensions:
            return words(f"tag.{change.tag}")
        found = self.reasons(change)
        more = ["…"] if len(found) > REASONS else []
        parts = [self.signed(*one) for one in found[:REASONS]]
        return words("phrase.separator").join(parts + more) or words(f"tag.{change.tag}")

    def reasons(self, change: Change) -> list[tuple[Dimension, Sign, str]]:
        """What decided the tag: dimension, sign, quotes; the first `REASONS` of them make up the one line."""
        known = self._reasons.get(change.id)
        if known is None:
            known = self._reasons[change.id] = self._decided(change)
        return known

    def _decided(self, change: Change) -> list[tuple[Dimension, Sign, str]]:
        decided = [pair for pair in change.dimensions if pair[1] is not Sign.UNREADABLE]
        wanted = decided or list(change.dimensions)
        shown: dict[tuple[Dimension, Sign, str], None] = {}
        for one in change.evidence:
            if (one.dimension, one.sign) in wanted:
                shown[one.dimension, one.sign, self.quotes(one)] = None
        seen = {(dimension, sign) for dimension, sign, _ in shown}
        return [*shown, *((name, sign, "") for name, sign in wanted if (name, sign) not in seen)]

    def quotes(self, evidence: Evidence) -> str:
        """`“two” → “twelve”`, `– → “unlawfully”`: what the draft says and what the final text says."""
        spans = evidence.draft, evidence.final
        known = self._quotes.get(spans)
        if known is None:
            draft = self.words.quote(brief(evidence.draft.of(self.draft.text))) if evidence.draft else "–"
            final = self.words.quote(brief(evidence.final.of(self.final.text))) if evidence.final else "–"
            known = self._quotes[spans] = f"{draft} → {final}" if evidence.draft or evidence.final else ""
        return known

    def signed(self, dimension: Dimension, sign: Sign, quotes: str = "") -> str:
        """`time (freer): “within two hours” → “within twelve hours”`."""
        names = {"dimension": self.words(f"dimension.{dimension}"), "sign": self.words(f"sign.{sign}")}
        if quotes:
            return self.words("phrase.signed_words", **names, words=quotes)
        return self.words("phrase.signed", **names)

    def nearest(self, change: Change) -> list[tuple[str, Place | None, float, float]]:
        """The best candidates of a change without counterpart: words for the place, the place, score, margin."""
        places = self._places["final" if change.draft else "draft"]
        found = [(places.get(one.norm), one) for one in change.candidates]
        return [(cite((p,)) if p else one.norm, p, one.score, one.margin) for p, one in found]

    def status(self, place: Place, *, draft: bool) -> tuple[TextStatus, str]:
        """Status of the text a place is quoted from, and the note on it."""
        document = self.draft if draft else self.final
        top = self.top(place, draft=draft)
        for key in [place.ref.split("#")[0], top.ref if top else ""]:
            if key in document.provision_status:
                return document.provision_status[key]
        return document.text_status, document.text_note

    def move(self, item: ReportItem) -> str:
        """Whether the norm stands elsewhere now, was split or joined: words, or empty."""
        change, words, parts = item.change, self.words, []
        if change.draft and change.final:
            # The count of norms inside a provision is ours, not the law's: a norm that keeps its provision did not move.
            stays = {place.label for place in change.draft} == {place.label for place in change.final}
            if change.position in (Position.MOVED, Position.RENUMBERED) and not stays:
                parts.append(words(f"words.{change.position}", draft=item.draft_cite, final=item.final_cite))
            if len(change.final) > 1:
                parts.append(words("words.split", count=len(change.final)))
            if len(change.draft) > 1:
                parts.append(words("words.join", count=len(change.draft)))
        return words.join(parts)

    # -- articles -------------------------------------------------------------------------------------------

    def top(self, place: Place, *, draft: bool) -> Provision | None:
        """The article (or recital, annex) a place stands in."""
        tops = self._tops["draft" if draft else "final"]
        return tops.get(place.eid) or tops.get(place.ref.split("#")[0])

    @functools.cached_property
    def sections(self) -> list[Section]:
        """Articles in the order of the final text; those gone stand where they stood in the draft."""
        return sections(self)

    def tops(self, *, draft: bool) -> list[Provision]:
        """Articles, recitals and annexes of one text, in their order."""
        found = self._tops["draft" if draft else "final"]
        return sorted({top.eid: top for top in found.values()}.values(), key=lambda top: top.span.start)


def cite(places: Iterable[Place]) -> str:
    """`Art. 2(1) + Art. 6(1)`; a norm's number follows where its provision holds more than one."""
    return " + ".join(
        place.label + (f" #{place.ref.partition('#')[2]}" if "#" in place.ref else "") for place in places
    )


def brief(words: str, limit: int = 80) -> str:
    """One line of at most `limit` characters, cut at the end with an ellipsis."""
    line = " ".join(words.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def title_of(documents: Iterable[Document], *, without_stage: bool = False) -> str:
    """The first title that holds a letter, or empty: a stray `(58) [.]` names nothing.

    `without_stage` leaves out the stage in brackets at its end: where a later text bears the title of an earlier one.
    """
    for one in documents:
        if any(map(str.isalpha, one.title or "")):
            stage = re.escape(one.stage)
            return re.sub(rf"\s*[（(]{stage}[）)]\s*$", "", one.title) if without_stage and stage else one.title
    return ""


def untitled(words: Catalogue, documents: Iterable[Document]) -> str:
    """`Untitled text (draft.md, final.md)`: the names of the files, without their folders."""
    names = dict.fromkeys(re.split(r"[/\\]", one.origin)[-1] for one in documents)
    return words("words.untitled", files=words.join(name for name in names if name))


def _by_ref(document: Document) -> dict[str, str]:
    """Ref -> words of each provision, the first where a ref occurs twice."""
    found: dict[str, str] = {}
    for node in document.walk():
        found.setdefault(node.ref, document.slice(node.span).strip())
    return found


def _tops(document: Document) -> dict[str, Provision]:
    """Eid and ref of every provision -> its article, recital or annex; its own top node where it has none."""
    found: dict[str, Provision] = {}

    def visit(node: Provision, top: Provision | None) -> None:
        here = node if top is None or (node.kind in _TOPS and top.kind not in _TOPS) else top
        found[node.eid] = here
        found.setdefault(node.ref, here)
        for child in node.children:
            visit(child, here)

    for child in document.root.children:
        visit(child, None)
    return found
