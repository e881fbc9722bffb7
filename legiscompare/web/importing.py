"""A coder's sheet into steps: every row finds its norms by references and cues, or nothing of the sheet is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from legiscompare.errors import DataError
from legiscompare.study.cues import find_in
from legiscompare.study.places import NONE, places
from legiscompare.study.sheet import SheetRow, parse_sheet, parse_workbook
from legiscompare.study.workbook import is_workbook
from legiscompare.web.codings import DECIDE, LINK
from legiscompare.web.desk import shown_name
from legiscompare.web.units import ANSWERS, CodingUnit, faults

if TYPE_CHECKING:
    from legiscompare.model import Comparison, Place
    from legiscompare.web.forms import Upload
    from legiscompare.web.words import Words

Step = tuple[str, dict[str, Any]]
SHOWN = 5
"""Most faults told at once."""


def steps_of_sheet(upload: Upload, comparison: Comparison, units: list[CodingUnit], t: Words) -> list[Step]:
    """Steps that bring a sheet's answers in. Rows without a tag are left as they are.

    Raises DataError for a file that is no sheet, for values the codebook does not know, and for rows that name norms these
    texts do not have.
    """
    where = shown_name(upload.name) or "sheet"
    rows = parse_workbook(upload.data, where) if is_workbook(upload.data) else parse_sheet(_text(upload, where), where)
    coded = [row for row in rows if row.tag]
    if not coded:
        raise DataError("no row of this sheet is coded", where=where, mend=t("import.no_rows"))
    book = _Book(units)
    steps: list[Step] = []
    wrong, strange = [], 0
    for row in coded:
        unit = book.find(row)
        if unit is None:
            strange += 1
            wrong.append(f"{where}:{row.line}: {row.draft_ref} ~ {row.final_ref} names no norms of these texts")
            continue
        made, linked = book.as_unit(unit, comparison)
        answers = {name: getattr(row, name) for name in ANSWERS}
        wrong += [f"{where}:{row.line}: {fault}" for fault in faults(made, answers)]
        if linked:
            steps.append((LINK, {"draft": list(unit[0]), "final": list(unit[1])}))
        draft, final = made.key
        steps.append((DECIDE, {"draft": list(draft), "final": list(final), "answers": answers, "accepted": False}))
    if strange * 2 > len(coded):
        raise DataError(
            f"{strange} of {len(coded)} rows name norms that these texts do not have", where=where,
            mend="nothing was taken; check that it is the sheet of this comparison",
        )  # fmt: skip
    if wrong:
        more = f"; and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        raise DataError(
            "; ".join(wrong[:SHOWN]) + more, mend="nothing was taken; correct the sheet and bring it in again"
        )
    return steps


def _text(upload: Upload, where: str) -> str:
    try:
        return upload.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(
            f"this file is not UTF-8 (byte {error.start})", where=where, mend="save it as CSV in UTF-8"
        ) from error


class _Book:
    """The norms of a coding, found by what a sheet says of them."""

    def __init__(self, units: list[CodingUnit]) -> None:
        self.units = {unit.key: unit for unit in units}
        self.sides: tuple[dict[str, Place], dict[str, Place]] = ({}, {})
        for unit in units:
            for side, found in enumerate((unit.draft, unit.final)):
                self.sides[side].update((place.ref, place) for place in found)

    def find(self, row: SheetRow) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """The norms that a row speaks of: by their full references, else by paragraph or article and cue."""
        out: list[tuple[str, ...]] = []
        for side, (ref, cue) in enumerate(((row.draft_ref, row.draft_cue), (row.final_ref, row.final_cue))):
            if ref in {"", NONE}:
                out.append(())
                continue
            parts = [part.strip() for part in ref.replace(";", "+").replace(",", "+").split("+")]
            if all(part in self.sides[side] for part in parts):
                out.append(tuple(self.sides[side][part].norm for part in parts))
                continue
            found = self._by_cue(side, ref, cue)
            if found is None:
                return None
            out.append(found)
        draft, final = out
        return (draft, final) if draft or final else None

    def _by_cue(self, side: int, ref: str, cue: str) -> tuple[str, ...] | None:
        if not cue:
            return None
        for depth in (2, 1):
            wanted = places(ref, depth)
            near = [p for p in self.sides[side].values() if places(p.ref, depth) & wanted and find_in((p,), cue)]
            if near:
                return (min(near, key=lambda place: (len(place.text), place.span.start)).norm,)
        return None

    def as_unit(self, key: tuple[tuple[str, ...], tuple[str, ...]], comparison: Comparison) -> tuple[CodingUnit, bool]:
        """The unit of these norms, and whether it has to be made first."""
        if key in self.units:
            return self.units[key], False
        draft, final = (
            tuple(sorted((p for p in self.sides[side].values() if p.norm in names), key=lambda place: place.span.start))
            for side, names in enumerate(key)
        )
        return CodingUnit(draft, final, comparison.final.language, None), True
