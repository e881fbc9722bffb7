"""Second opinions: another coder answers the same questions, in the sheet's columns, with quotes that are checked.

A coder is anything with a function `opinion` (see `SecondOpinion`): a language model behind an address
(`study.endpoint`), a plug-in, a rule of thumb to compare with. It is asked about one norm at a time: the codebook, both
passages, their elements. It is not told what the program answered. Its answers make a coding sheet like a person's, which
`evaluate` scores and `with_opinions` puts beside the program's tags. They never take their place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from legiscompare.errors import DataError
from legiscompare.model import Burden, Notice, Opinion, Tag
from legiscompare.norms import extract
from legiscompare.report.sheet import rows as machine_rows
from legiscompare.study.coding import match, sound_rows
from legiscompare.study.explaining import codebook
from legiscompare.study.sheet import check_sheet, row_of, signs

if TYPE_CHECKING:
    from legiscompare.model import Change, Comparison, Document, Element, Norm, Place

__all__ = ["ANSWERS", "Collected", "Question", "SecondOpinion", "collect", "questions", "with_opinions"]

ANSWERS = (
    "kind", "bearer", "measured", "tag", "burden", "dimensions", "dropped", "inserted", "draft_cue", "final_cue",
    "sure", "note",
)  # fmt: skip
"""Columns that a coder answers; the others say which norm it is."""
TRIES = 2
"""How often a coder is asked about one norm: the second time it is told what was wrong."""
_GIVEN = "the link and the tag that follows from it are the program's; the coder was not asked"


@dataclass(frozen=True, slots=True)
class Question:
    """What a coder is asked: one pair of passages."""

    id: str
    """Of the change."""
    language: str
    """Of the texts, as BCP-47."""
    draft_ref: str
    final_ref: str
    draft_text: str
    final_text: str
    draft_elements: tuple[tuple[str, str], ...]
    """Role and words of each part of the norm, in order; the depth of a part inside another is shown by dots before it."""
    final_elements: tuple[tuple[str, str], ...]
    codebook: str
    """The codebook in short: what each tag, burden, dimension, sign and kind of norm means."""
    fault: str = ""
    """What was wrong with the answer before, where the coder is asked again."""


class SecondOpinion(Protocol):
    """A coder. An entry point of `legiscompare.second_opinions` names such an object."""

    def opinion(self, question: Question) -> Mapping[str, str]:
        """The cells of a coding sheet by their columns: those of `ANSWERS`; what is left out is empty.

        `draft_cue` and `final_cue` are words copied exactly from the passages. Raises DataError where there is no answer
        that can be read, SourceError where the coder cannot be reached.
        """


@dataclass(frozen=True, slots=True)
class Collected:
    """What a coder answered."""

    rows: tuple[dict[str, str], ...]
    """Rows of a coding sheet, by COLUMNS, in the order of the comparison."""
    asked: int
    refused: tuple[str, ...]
    """For each question without a usable answer: the change and what was wrong. It has no row."""


def collect(
    comparison: Comparison,
    coder: SecondOpinion,
    *,
    limit: int | None = None,
    progress: Callable[[str], None] | None = None,
) -> Collected:
    """Ask `coder` about every changed pair of norms, or about the first `limit` of them.

    Norms without a counterpart and unchanged ones are not asked about: their tag follows from the program's links, and
    they stand in the sheet with a note that says so. An answer that breaks the codebook, or quotes words that are not in
    the passage, is asked for once more and then refused.
    """
    rows: list[dict[str, str]] = []
    refused: list[str] = []
    asked = 0
    by_id = {one.id: one for one in questions(comparison)}
    for change, own in zip(comparison.changes, machine_rows(comparison), strict=True):
        question = by_id.get(change.id)
        if question is None:
            rows.append({**own, "note": _GIVEN})
            continue
        if limit is not None and asked >= limit:
            continue
        asked += 1
        if progress:
            progress(question.id)
        cells, fault = _answer(coder, question)
        if fault:
            refused.append(f"{question.id}: {fault}")
        else:
            rows.append({**{name: own[name] for name in ("id", "draft_ref", "final_ref", "norm")}, **cells})
    return Collected(tuple(rows), asked, tuple(refused))


def questions(comparison: Comparison) -> tuple[Question, ...]:
    """What a coder is asked about this comparison, in its order."""
    read = [
        {norm.id: norm for norm in (known or extract(document))}
        for known, document in zip(comparison.norms, (comparison.draft, comparison.final), strict=True)
    ]
    words = _codebook()
    return tuple(
        Question(
            id=change.id,
            language=comparison.final.language,
            draft_ref="+".join(place.ref for place in change.draft),
            final_ref="+".join(place.ref for place in change.final),
            draft_text=_text(change.draft),
            final_text=_text(change.final),
            draft_elements=_elements(change.draft, read[0], comparison.draft),
            final_elements=_elements(change.final, read[1], comparison.final),
            codebook=words,
        )
        for change in comparison.changes
        if change.draft and change.final and change.tag is not Tag.UNCHANGED
    )


def _text(places: Sequence[Place]) -> str:
    return "\n".join(place.text for place in places)


def _elements(places: Sequence[Place], norms: Mapping[str, Norm], document: Document) -> tuple[tuple[str, str], ...]:
    def walk(parts: Sequence[Element], depth: int) -> Iterator[tuple[str, str]]:
        for part in parts:
            yield f"{'.' * depth}{part.role}", document.slice(part.span)
            yield from walk(part.children, depth + 1)

    found = (norms[place.norm] for place in places if place.norm in norms)
    return tuple(one for norm in found for one in walk(norm.elements, 0))


@lru_cache(maxsize=1)
def _codebook() -> str:
    """The codebook in short, as text, with what the columns mean."""
    parts = [resources.files("legiscompare.study").joinpath("opinion.txt").read_text(encoding="utf-8").strip()]
    for title in ("tag", "burden", "dimension", "sign", "kind"):
        parts.append(f"\n{title}:")
        parts += [f"- {name}: {words}" for name, words in codebook()[title].items()]
    return "\n".join(parts)


def _answer(coder: SecondOpinion, question: Question) -> tuple[dict[str, str], str]:
    """Cells of the row, or what was wrong with the last answer."""
    fault = ""
    for _ in range(TRIES):
        try:
            given = coder.opinion(replace(question, fault=fault))
        except DataError as error:
            fault = str(error)
            continue
        cells, fault = checked(question, given)
        if not fault:
            return cells, ""
    return {}, fault


def checked(question: Question, given: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """The cells of an answer, and what is wrong with them; empty if nothing."""
    cells = {name: str(given.get(name, "") or "").strip() for name in ANSWERS}
    row = row_of({"draft_ref": question.draft_ref, "final_ref": question.final_ref, **cells}, 1)
    faults = [fault.partition(": ")[2] for fault in check_sheet([row])]
    if cells["tag"] in {Tag.REMOVED, Tag.ADDED}:
        faults.append("both passages are given, so that the norm is neither removed nor added")
    for name, passage in (("draft_cue", question.draft_text), ("final_cue", question.final_text)):
        if not cells[name]:
            faults.append(f"{name} is empty; quote the words that show it")
        elif cells[name] not in passage:
            faults.append(f"{name} {cells[name]!r} does not stand in the passage; copy the words exactly")
    return cells, "; ".join(faults)


def with_opinions(comparison: Comparison, path: str | Path, *, coder: str = "") -> Comparison:
    """The comparison with another coder's sheet beside the program's tags, which stay as they are.

    `coder` is the name shown; by default the sheet's file name. Rows that find no change become notices
    (`opinion.unmatched`). Raises SourceError or DataError if the sheet cannot be read or breaks the codebook.
    """
    rows = sound_rows(path)
    name = coder or Path(path).stem
    changes: list[Change] = list(comparison.changes)
    taken, lost = match([row for row in rows if row.note != _GIVEN], changes)
    for index, row in taken.items():
        said = Opinion(
            name,
            Tag(row.tag),
            Burden(row.burden),
            signs(row.dimensions),
            row.draft_cue,
            row.final_cue,
            row.sure,
            row.note,
        )
        changes[index] = replace(changes[index], opinions=(*changes[index].opinions, said))
    notices = tuple(
        Notice(
            "opinion.unmatched",
            f"row {row.id or row.line} of {name} ({row.draft_ref} ~ {row.final_ref}, {row.tag}) found no change with these "
            "references and cues",
            ref=row.final_ref,
        )
        for row in lost
    )
    return replace(comparison, changes=tuple(changes), warnings=(*comparison.warnings, *notices))
