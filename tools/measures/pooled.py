"""The teaching keys of one language taken together, as if they were one sheet."""

from __future__ import annotations

import csv
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.study import evaluate, read_sheet
from legiscompare.study.places import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from legiscompare.model import Change, Comparison
    from legiscompare.study import Evaluation
    from tools.sheets import Sheet

APART = 1000
"""What is added to the article numbers of each further pair, so that no two pairs share one."""
_COLUMNS = ("draft_ref", "final_ref", "tag", "tag_alt", "burden", "burden_alt", "draft_cue", "final_cue")


class Pooled(NamedTuple):
    """All teaching pairs of a language, and agreement with their keys."""

    language: str
    sheets: tuple[str, ...]
    found: Evaluation


def pooled(made: Iterable[tuple[Sheet, Comparison]]) -> list[Pooled]:
    """One evaluation a language over the teaching keys; the working translation of a real text is none of them."""
    made = [(sheet, comparison) for sheet, comparison in made if sheet.name.startswith("teaching-")]
    found = []
    for language in sorted({sheet.language for sheet, _ in made}):
        ours = [(sheet, comparison) for sheet, comparison in made if sheet.language == language]
        found.append(Pooled(language, tuple(sheet.name for sheet, _ in ours), _together(ours)))
    return found


def _together(made: Sequence[tuple[Sheet, Comparison]]) -> Evaluation:
    key: list[Sequence[str]] = []
    machine: list[Sequence[str]] = []
    for number, (sheet, comparison) in enumerate(made, 1):
        for row in read_sheet(sheet.gold):
            refs = (_apart(row.draft_ref, number), _apart(row.final_ref, number))
            key.append((*refs, row.tag, row.tag_alt, row.burden, row.burden_alt, row.draft_cue, row.final_cue))
        machine += [_row(change, number) for change in comparison.changes]
    with tempfile.TemporaryDirectory() as folder:
        paths = Path(folder) / "machine.csv", Path(folder) / "key.csv"
        for path, rows in zip(paths, (machine, key), strict=True):
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerows((_COLUMNS, *rows))
        return evaluate(*paths)


def _row(change: Change, number: int) -> tuple[str, ...]:
    refs = ("+".join(_apart(place.ref, number) for place in side) or NONE for side in (change.draft, change.final))
    return (
        *refs,
        change.tag,
        "",
        change.burden,
        "",
        *(" ".join(p.text for p in s) for s in (change.draft, change.final)),
    )


def _apart(refs: str, number: int) -> str:
    """The refs with their article numbers moved, so that those of different pairs differ."""
    parts = []
    for ref in refs.split("+"):
        article, dot, rest = ref.partition(".")
        digits = re.match(r"\d+", article)
        if ref in {NONE, ""}:
            moved = NONE
        elif digits:
            moved = f"{number * APART + int(digits.group())}{article[digits.end() :]}{dot}{rest}"
        else:
            moved = f"{article}{number * APART}{dot}{rest}"
        parts.append(moved)
    return "+".join(parts)
