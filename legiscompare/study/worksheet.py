"""A class exercise from a comparison: passages without their tags, and the key to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import Certainty, Tag
from legiscompare.study.explaining import codebook

if TYPE_CHECKING:
    from legiscompare.model import Change, Comparison, Document, Place, Span

QUIET = (Tag.UNCHANGED,)
TASK = (
    "For each pair say what happened to the norm (softened, removed, added, strengthened, mixed, undetermined, "
    "reworded), underline the words that show it, and say who is freer or less free."
)


class Worksheet(NamedTuple):
    """Two Markdown texts: what students get, what the teacher keeps."""

    exercise: str
    key: str


def worksheet(comparison: Comparison, *, items: int = 12) -> Worksheet:
    """Choose up to `items` changes, every tag that occurs among them, in the order of the text.

    Certain changes are taken before doubtful ones; the choice depends on nothing but the comparison.
    """
    chosen = _choose(comparison.changes, items)
    head = [f"# {comparison.final.title or comparison.draft.title or 'What changed?'}", ""]
    exercise, key = [*head, TASK, ""], [*head[:1], "", "## Key", ""]
    for number, change in enumerate(chosen, 1):
        exercise += [f"## {number}", "", *_passage("Draft", change.draft), *_passage("Final text", change.final)]
        exercise += ["Tag: ______________  Words: ______________  Who: ______________", ""]
        key += [f"{number}. {_answer(comparison, change)}", ""]
    key += _reminder(chosen)
    return Worksheet("\n".join(exercise), "\n".join(key))


def _choose(changes: tuple[Change, ...], items: int) -> list[Change]:
    rank = {Certainty.HIGH: 0, Certainty.MEDIUM: 1, Certainty.LOW: 2}
    order = {change.id: index for index, change in enumerate(changes)}
    pool = sorted((c for c in changes if c.tag not in QUIET), key=lambda c: (rank[c.certainty], order[c.id]))
    chosen: list[Change] = []
    while pool and len(chosen) < items:  # one of each tag, round after round
        for tag in Tag:
            found = next((change for change in pool if change.tag is tag), None)
            if found and len(chosen) < items:
                pool.remove(found)
                chosen.append(found)
    return sorted(chosen, key=lambda change: order[change.id])


def _passage(name: str, side: tuple[Place, ...]) -> list[str]:
    if not side:
        return [f"**{name}:** no counterpart", ""]
    return [f"**{name}**, {place.label}: {' '.join(place.text.split())}\n" for place in side]


def _answer(comparison: Comparison, change: Change) -> str:
    signs = ", ".join(f"{name} {sign}" for name, sign in change.dimensions) or "no dimension"
    words = [
        f"{_quoted(comparison.draft, one.draft)} → {_quoted(comparison.final, one.final)}" for one in change.evidence
    ]
    shown = "; ".join(dict.fromkeys(words)) or "the whole norm"
    who = "+".join(change.measured) or "nobody in particular"
    doubt = " The program is not sure." if change.certainty is Certainty.LOW else ""
    return (
        f"**{change.tag}** ({change.label or change.tag}): {signs}; {shown}. Measured: {who}, {change.burden}.{doubt}"
    )


def _quoted(document: Document, span: Span | None) -> str:
    return f"“{' '.join(document.slice(span).split())}”" if span else "–"


def _reminder(chosen: list[Change]) -> list[str]:
    tags = [tag for tag in Tag if any(change.tag is tag for change in chosen)]
    return ["## The tags", "", *(f"- {tag}: {codebook()['tag'][tag]}" for tag in tags), ""]
