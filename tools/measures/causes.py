"""Why a reference row is missed: classes that a program can tell, biggest first."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import Sign, Tag
from legiscompare.study.places import NONE
from tools.measures.rows import sides

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Change
    from legiscompare.study import SheetRow

LINK_MISSING = "link missing: the norm has a counterpart, the program found none or another"
LINK_EXTRA = "link extra: the norm has no counterpart, the program gave it one"
SPLIT = "norms cut otherwise: the row's words stand in no single change"
WRONG_SIGN = "wrong sign: one direction read for the other"
OVER = "over-tagged: a direction read that the reference does not see"
UNDER = "under-tagged: a direction that the reference sees not read"
UNREAD = "no direction on either side, but undetermined, reworded and unchanged confused"
CLASSES = (LINK_MISSING, LINK_EXTRA, SPLIT, WRONG_SIGN, OVER, UNDER, UNREAD)

_SIGNS = {
    Tag.SOFTENED: frozenset({Sign.FREER}),
    Tag.STRENGTHENED: frozenset({Sign.LESS_FREE}),
    Tag.MIXED: frozenset({Sign.FREER, Sign.LESS_FREE}),
}
_SIGNED = re.compile(r"([a-z_]+)([-+?])")


class Causes(NamedTuple):
    """Counts over one sheet. `rows` carry a cue, `right` of them agree."""

    rows: int
    right: int
    classes: Counter[str]
    over: Counter[str]
    """Signed dimensions read in excess, in over-tagged and wrongly signed rows."""
    under: Counter[str]
    """Signed dimensions not read, in under-tagged and wrongly signed rows."""


def causes(changes: Sequence[Change], rows: Sequence[SheetRow]) -> Causes:
    """Each row that carries a cue: right, or in exactly one class."""
    cued = [row for row in rows if row.draft_cue or row.final_cue]
    out = Causes(len(cued), 0, Counter(), Counter(), Counter())
    for row in cued:
        change, cause = _cause(row, changes)
        if not cause:
            out = out._replace(right=out.right + 1)
            continue
        out.classes[cause] += 1
        if change is not None and cause in {WRONG_SIGN, OVER, UNDER}:
            theirs, ours = _signed(row), {f"{name.value}{sign.value}" for name, sign in change.dimensions}
            excess, missing = _differing(row, change)
            out.over.update(one for one in ours - theirs if one[-1] in excess)
            out.under.update(one for one in theirs - ours if one[-1] in missing)
    return out


def _cause(row: SheetRow, changes: Sequence[Change]) -> tuple[Change | None, str]:
    touching = [(held, change) for change in changes if any(held := sides(row, change))]
    wanted = tuple(ref not in {"", NONE} for ref in (row.draft_ref, row.final_ref))
    shortest = sorted(touching, key=lambda one: sum(len(p.text) for p in (*one[1].draft, *one[1].final)))
    whole = [
        change
        for held, change in shortest
        if held == tuple(w and bool(cue) for w, cue in zip(wanted, (row.draft_cue, row.final_cue), strict=True))
        and (bool(change.draft), bool(change.final)) == wanted
    ]
    if whole:
        return whole[0], _of_tags(row, whole[0])
    if not touching:
        return None, SPLIT
    return None, LINK_MISSING if all(wanted) else LINK_EXTRA


def _of_tags(row: SheetRow, change: Change) -> str:
    if change.tag.value in {row.tag, row.tag_alt}:
        return ""
    excess, missing = _differing(row, change)
    if excess and missing:
        return WRONG_SIGN
    return OVER if excess else UNDER if missing else UNREAD


def _differing(row: SheetRow, change: Change) -> tuple[frozenset[Sign], frozenset[Sign]]:
    theirs, ours = _SIGNS.get(Tag(row.tag), frozenset()), _SIGNS.get(change.tag, frozenset())
    return ours - theirs, theirs - ours


def _signed(row: SheetRow) -> set[str]:
    return {name + sign for name, sign in _SIGNED.findall(row.dimensions)}
