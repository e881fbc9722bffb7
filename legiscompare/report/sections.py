"""Article by article: which items stand in which section, and in which order the sections stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from legiscompare.model import Document, Provision, ProvisionKind, Tag
from legiscompare.report.items import QUIET, anchor

if TYPE_CHECKING:
    from legiscompare.model import Place
    from legiscompare.report.items import ReportItem
    from legiscompare.report.messages import Catalogue


class Arranged(Protocol):
    """What is asked of a view: it knows its sections, so these cannot know it."""

    @property
    def title(self) -> str: ...

    words: Catalogue
    draft: Document
    final: Document
    items: list[ReportItem]

    def top(self, place: Place, *, draft: bool) -> Provision | None: ...

    def tops(self, *, draft: bool) -> list[Provision]: ...


@dataclass(frozen=True, slots=True)
class SectionHead:
    """The article of the draft and of the final text that a section is about."""

    draft: Provision | None
    final: Provision | None


@dataclass(frozen=True, slots=True)
class Section:
    """What became of one article: the items whose final text stands in it, and those gone from its draft."""

    anchor: str
    draft: Provision | None
    final: Provision | None
    title: str
    items: tuple[ReportItem, ...]

    @property
    def loud(self) -> tuple[ReportItem, ...]:
        """Items that claim a change of substance."""
        return tuple(item for item in self.items if item.change.tag not in QUIET)

    @property
    def unchanged(self) -> tuple[ReportItem, ...]:
        """Items with the tag unchanged."""
        return tuple(item for item in self.items if item.change.tag is Tag.UNCHANGED)


def sections(view: Arranged) -> list[Section]:
    """One section a final article that changes stand in, and one for each draft article that left no trace."""
    twins = _twins(view)
    groups: dict[str, list[ReportItem]] = {}
    heads: dict[str, SectionHead] = {}
    for item in view.items:
        draft = view.top(item.change.draft[0], draft=True) if item.change.draft else None
        final = view.top(item.change.final[0], draft=False) if item.change.final else None
        if final is None and draft is not None and draft.eid in twins and _alike(draft, twins[draft.eid]):
            final = twins[draft.eid]
        key = f"a-{final.eid}" if final else f"d-{draft.eid}" if draft else "a-"
        groups.setdefault(key, []).append(item)
        heads[key] = SectionHead(heads[key].draft if key in heads and heads[key].draft else draft, final)
    return [_section(view, key, heads[key], groups[key]) for key in _order(view, heads, twins)]


def _section(view: Arranged, key: str, head: SectionHead, items: list[ReportItem]) -> Section:
    if head.final:
        title = _titled(head.final, view.final)
    elif head.draft:
        title = view.words("words.article_gone", label=_titled(head.draft, view.draft))
    else:
        title = view.title
    return Section(anchor(key, ""), head.draft, head.final, title, tuple(items))


def _alike(draft: Provision, final: Provision) -> bool:
    """Whether what is gone from `draft` may stand under the heading of `final`: not a recital under an article."""
    return (draft.kind is ProvisionKind.RECITAL) == (final.kind is ProvisionKind.RECITAL)


def _twins(view: Arranged) -> dict[str, Provision]:
    """Draft article -> the final article that most of its norms went to."""
    votes: dict[str, Counter[str]] = {}
    finals: dict[str, Provision] = {}
    for item in view.items:
        for place in item.change.draft:
            draft = view.top(place, draft=True)
            for other in item.change.final:
                final = view.top(other, draft=False)
                if draft and final:
                    votes.setdefault(draft.eid, Counter())[final.eid] += 1
                    finals[final.eid] = final
    return {
        eid: finals[min(count, key=lambda one: (-count[one], finals[one].span.start))] for eid, count in votes.items()
    }


def _order(view: Arranged, heads: dict[str, SectionHead], twins: dict[str, Provision]) -> list[str]:
    """Final articles in their order; a gone article after what the article before it in the draft became."""
    kept = [f"a-{top.eid}" for top in view.tops(draft=False) if f"a-{top.eid}" in heads]
    before = ""
    for top in view.tops(draft=True):
        if f"d-{top.eid}" in heads:
            kept.insert(kept.index(before) + 1 if before else 0, f"d-{top.eid}")
            before = f"d-{top.eid}"
        elif top.eid in twins and f"a-{twins[top.eid].eid}" in heads:  # a further half of a split has no section
            before = f"a-{twins[top.eid].eid}"
    return kept + [key for key in heads if key not in kept]


def _titled(provision: Provision, document: Document) -> str:
    heading = " ".join(document.slice(provision.heading).split()) if provision.heading else ""
    return f"{provision.label} {heading}".strip()
