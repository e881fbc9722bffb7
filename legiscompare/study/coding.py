"""A person's coding over the program's: the person's rows win, both are kept, and no row is lost in silence."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from legiscompare.errors import DataError
from legiscompare.model import (
    Burden,
    Certainty,
    Change,
    Comparison,
    Evidence,
    NormKind,
    Notice,
    Party,
    ProvisionKind,
    Span,
    Tag,
)
from legiscompare.study.cues import find, find_in
from legiscompare.study.floors import sheet_sha256
from legiscompare.study.places import METADATA, NONE, places
from legiscompare.study.scoring import plain
from legiscompare.study.sheet import (
    COLUMNS,
    SheetRow,
    check_sheet,
    classes,
    read_csv_text,
    read_sheet,
    signs,
    write_sheet,
)
from legiscompare.tag.derive import label_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Document, Place

RULE = "coding"
"""Rule id of evidence that a person gave."""
_CERTAINTY = {"3": Certainty.HIGH, "2": Certainty.MEDIUM, "1": Certainty.LOW}
DECISIONS = {"same": True, "different": False}
"""Values of the column `decision` of a file of pairs."""


def read_pairs(path: str | Path) -> tuple[tuple[str, str, bool], ...]:
    """Links that a person fixes or forbids: CSV with the columns draft_ref, final_ref, decision (same, different).

    A reference is a norm's (`4.1.5#1`) or a provision's (`4.1.5`); `-` stands for no counterpart.
    Raises SourceError if the file cannot be read, DataError if it is malformed.
    """
    path = Path(path)
    reader = csv.DictReader(io.StringIO(read_csv_text(path), newline=""))
    mend = "give the columns draft_ref, final_ref and decision (same or different)"
    if not {"draft_ref", "final_ref", "decision"} <= set(reader.fieldnames or ()):
        raise DataError("this is not a file of pairs", where=f"{path}:1", mend=mend)
    found = []
    for row in reader:
        where = f"{path}:{reader.line_num}"
        draft, final, decision = ((row[name] or "").strip() for name in ("draft_ref", "final_ref", "decision"))
        if decision not in DECISIONS or not draft or not final or draft == final == NONE:
            raise DataError(
                f"this is not a decision on a pair: {draft!r}, {final!r}, {decision!r}", where=where, mend=mend
            )
        found.append((draft, final, DECISIONS[decision]))
    return tuple(found)


def sound_rows(path: str | Path, *, unfinished: bool = False) -> tuple[SheetRow, ...]:
    """The rows of a sheet. With `unfinished`, rows that are not coded yet are left out, if others are coded.

    Raises SourceError if it cannot be read, DataError if it breaks the codebook.
    """
    rows = read_sheet(path)
    if unfinished:
        rows = tuple(row for row in rows if row.coded) or rows
    faults = check_sheet(rows, where=str(path))
    if faults:
        more = f"; and {len(faults) - 3} more" if len(faults) > 3 else ""
        raise DataError(
            "; ".join(faults[:3]) + more, mend=f"correct the sheet; to see all faults: legiscompare code check {path}"
        )
    return rows


def apply_coding(comparison: Comparison, path: str | Path) -> Comparison:
    """The comparison with the rows of a person's sheet put over the program's own answers.

    A row finds its change by its references and its cues: same sides, a shared place, the cues among its words. Rows
    that find none are listed as notices `coding.unmatched`. Rows that are not coded yet decide nothing; the notice
    `coding.unfinished` counts them. Raises DataError if the sheet breaks the codebook, or if no row of it is coded.
    """
    rows = sound_rows(path, unfinished=True)
    blank = len(read_sheet(path)) - len(rows)
    changes = list(comparison.changes)
    taken, lost = match(rows, changes)
    for index, row in taken.items():
        changes[index] = decided(changes[index], row)
    notices = tuple(
        Notice(
            "coding.unmatched",
            f"row {row.id or row.line} of the coding sheet ({row.draft_ref} ~ {row.final_ref}, {row.tag}) found no "
            "change with these references and cues; a link can be fixed with --pairs",
            ref=row.final_ref if row.final_ref != NONE else row.draft_ref,
        )
        for row in lost
    )
    if blank:
        said = f"rows of the coding sheet that are not coded yet: {blank}; the program's answers stand there"
        notices = (Notice("coding.unfinished", said), *notices)
    return replace(
        comparison,
        changes=tuple(changes),
        settings=replace(comparison.settings, coding_sha256=sheet_sha256(path)),
        warnings=(*comparison.warnings, *notices),
    )


def match(rows: Sequence[SheetRow], changes: Sequence[Change]) -> tuple[dict[int, SheetRow], list[SheetRow]]:
    """Which row speaks of which change (by index), and the rows that speak of none. Longest cues choose first."""
    taken: dict[int, SheetRow] = {}
    lost = []
    sides = [(_side(one.draft), _side(one.final)) for one in changes]
    for row in sorted(rows, key=lambda row: (-len(plain(row.draft_cue + row.final_cue)), row.line)):
        fits = [
            (closeness, sum(len(place.text) for place in (*one.draft, *one.final)), index)
            for index, one in enumerate(changes)
            if index not in taken and (closeness := _closeness(row, one, sides[index])) is not None
        ]
        if fits:
            taken[min(fits)[2]] = row
        else:
            lost.append(row)
    return taken, sorted(lost, key=lambda row: row.line)


def _side(side: tuple[Place, ...]) -> str:
    return "+".join(place.ref for place in side) or NONE


def _closeness(row: SheetRow, change: Change, refs: tuple[str, str]) -> int | None:
    """0: the same references; 1: the same paragraphs on both sides; 2: the same articles; None: another norm."""
    own = (row.draft_ref, row.final_ref)
    if any((a == NONE) != (b == NONE) for a, b in zip(own, refs, strict=True)):
        return None
    cued = bool(row.draft_cue or row.final_cue)
    for cue, side in ((row.draft_cue, change.draft), (row.final_cue, change.final)):
        if cue and find_in(side, cue) is None:
            return None
    if own == refs:
        return 0
    for closeness, depth in ((1, 2), (2, 1)):
        if all(places(a, depth) & places(b, depth) for a, b in zip(own, refs, strict=True)):
            return closeness if cued else None
    return None


def decided(machine: Change, row: SheetRow) -> Change:
    """The change as the person decided it; the program's own answer stands in `machine`."""
    dimensions = signs(row.dimensions)
    bearer, kind = classes(row.bearer), NormKind(row.kind)
    draft, final = find_in(machine.draft, row.draft_cue), find_in(machine.final, row.final_cue)
    return replace(
        machine,
        tag=Tag(row.tag),
        burden=Burden(row.burden),
        kind=kind,
        bearer=machine.bearer if machine.bearer.classes == bearer else Party(bearer),
        measured=classes(row.measured),
        dimensions=dimensions,
        dropped=_items(row.dropped),
        inserted=_items(row.inserted),
        evidence=tuple(Evidence(RULE, name, sign, draft, final) for name, sign in dimensions),
        certainty=_CERTAINTY[row.sure],
        by="human",
        note=row.note,
        machine=machine,
        label=label_of(Tag(row.tag), kind),
    )


def _items(cell: str) -> tuple[str, ...]:
    """`a | b`, or `a;b` where no bar stands."""
    return tuple(item for part in cell.split(" | " if " | " in cell else ";") if (item := part.strip()))


def blank_sheet(comparison: Comparison, *, prefill: bool = False) -> str:
    """`blank_rows` as CSV."""
    return write_sheet(blank_rows(comparison, prefill=prefill), COLUMNS)


def blank_rows(comparison: Comparison, *, prefill: bool = False) -> list[dict[str, str]]:
    """One row for each change: references, first words, whole quotes as cues; no answers.

    With `prefill` the program's answers stand in it, to be corrected by a person.
    """
    from legiscompare.report.sheet import rows

    made = []
    for row, change in zip(rows(comparison), comparison.changes, strict=True):
        cues = {"draft_cue": _first_line(change.draft), "final_cue": _first_line(change.final)}
        kept = row if prefill else {name: row[name] for name in ("id", "draft_ref", "final_ref", "norm")}
        made.append({**kept, **({} if prefill else cues)})
    return made


def _first_line(side: tuple[Place, ...]) -> str:
    return side[0].text.split("\n")[0].strip() if side else ""


def check_cues(rows: Sequence[SheetRow], draft: Document, final: Document, *, where: str = "") -> list[str]:
    """Rows whose references name no article, or whose cues do not stand there; one sentence each."""
    faults = []
    sides = [(document, _articles(document)) for document in (draft, final)]
    for row in rows:
        for ref, cue, (document, articles) in zip(
            (row.draft_ref, row.final_ref), (row.draft_cue, row.final_cue), sides, strict=True
        ):
            if ref == NONE or ref in METADATA:
                continue
            at = f"{where}:{row.line}" if where else f"line {row.line}"
            here = [articles[name] for name in places(ref, 1, where=at) if name in articles]
            if not here:
                faults.append(f"{at}: there is no article for {ref!r}")
            elif cue and not any(find(span.of(document.text), cue) for span in here):
                faults.append(f"{at}: the cue {cue!r} does not stand in {ref}")
    return faults


def _articles(document: Document) -> dict[str, Span]:
    """Articles, recitals and annexes, by place."""
    tops = (ProvisionKind.ARTICLE, ProvisionKind.RECITAL, ProvisionKind.ANNEX)
    return {place: node.span for node in document.walk() if node.kind in tops for place in places(node.ref, 1)}
