"""Which reference row a change answers, looked up from the change: its link is judged too, not taken for granted.

`evaluate` joins a row only to changes on the same sides, so that a norm wrongly called added cannot be joined and
counts nowhere at norm level. Here a change is held against the row whose cues stand in its words, on either side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legiscompare.study.places import NONE, places
from legiscompare.study.scoring import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from legiscompare.model import Change, Place
    from legiscompare.study import SheetRow


@dataclass(frozen=True, slots=True)
class Answer:
    """A change and the reference row that it answers."""

    change: Change
    row: SheetRow
    linked: bool
    """Whether both have a counterpart on the same sides, in a shared article."""

    @property
    def agrees(self) -> bool:
        """Whether link and tag are right; either of two coders' tags is."""
        return self.linked and self.change.tag.value in {self.row.tag, self.row.tag_alt}

    @property
    def article(self) -> str:
        """What folds and draws keep together."""
        return min(places(_refs(self.change.draft or self.change.final), 1))


def _refs(side: tuple[Place, ...]) -> str:
    return "+".join(place.ref for place in side) or NONE


def _holds(cue: str, ref: str, side: tuple[Place, ...]) -> bool:
    return (
        bool(cue and side)
        and ref not in {"", NONE}
        and bool(places(ref, 1) & places(_refs(side), 1))
        and plain(cue) in plain("".join(place.text for place in side))
    )


def sides(row: SheetRow, change: Change) -> tuple[bool, bool]:
    """Whether the row's cue stands in the change, on the draft's and on the final side."""
    return (
        _holds(row.draft_cue, row.draft_ref, change.draft),
        _holds(row.final_cue, row.final_ref, change.final),
    )


def _linked(row: SheetRow, change: Change) -> bool:
    return all(
        (ref in {"", NONE}) == (not side) and (not side or bool(places(ref, 1) & places(_refs(side), 1)))
        for ref, side in ((row.draft_ref, change.draft), (row.final_ref, change.final))
    )


def answers(changes: Iterable[Change], rows: Sequence[SheetRow]) -> list[Answer]:
    """Each change that a reference row speaks of, with the row that has most cues in it, then the longest."""
    found = []
    for change in changes:
        fitting = [
            (sum(held), len(plain(row.draft_cue + row.final_cue)), -row.line, row)
            for row in rows
            if any(held := sides(row, change))
        ]
        if fitting:
            row = max(fitting, key=lambda one: one[:3])[3]
            found.append(Answer(change, row, _linked(row, change)))
    return found
