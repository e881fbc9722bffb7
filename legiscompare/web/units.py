"""What a coder's steps come to: units (norms of the draft, norms of the final text) and the answers given to each.

A coder begins with the units that the program found. One kind of step changes them all: `link` puts norms of both sides
into one unit and takes them out of every other. Choosing another counterpart, splitting, joining and undoing a link are
such steps; no norm is ever lost.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from legiscompare.model import NormKind, Tag
from legiscompare.report.markup import escaped
from legiscompare.report.sheet import first_words
from legiscompare.report.sheet import rows as machine_rows
from legiscompare.study.cues import find_in
from legiscompare.study.places import NONE
from legiscompare.study.sheet import COLUMNS, check_sheet, row_of, signs
from legiscompare.tag.derive import burden_of, tag_of
from legiscompare.web.codings import DECIDE, LINK, NOTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from legiscompare.model import Change, Comparison, Place
    from legiscompare.web.codings import CodingStep

ANSWERS = (
    "kind", "bearer", "measured", "tag", "burden", "dimensions", "dropped", "inserted", "draft_cue", "final_cue",
    "sure", "note",
)  # fmt: skip
"""Columns of the codebook that a coder fills in."""
Key = tuple[tuple[str, ...], tuple[str, ...]]
"""Norms of the draft, norms of the final text: what a unit is."""


@dataclass(frozen=True, slots=True)
class CodingUnit:
    """One thing to be coded."""

    draft: tuple[Place, ...]
    final: tuple[Place, ...]
    language: str
    change: Change | None
    """The program's answer; None where a coder made the unit."""
    machine: dict[str, str] = field(default_factory=dict)
    """The program's answer as cells of a sheet; empty where it has none."""
    answers: dict[str, str] = field(default_factory=dict)
    """The coder's; empty while there is none."""
    note: str = ""
    accepted: bool = False
    """Whether the answers are the program's, taken as they are."""

    @property
    def key(self) -> Key:
        """What the unit is."""
        return tuple(p.norm for p in self.draft), tuple(p.norm for p in self.final)

    @property
    def id(self) -> str:
        """Short name for addresses, from the key."""
        return hashlib.sha256(repr(self.key).encode()).hexdigest()[:12]

    @property
    def done(self) -> bool:
        """Whether the coder decided."""
        return bool(self.answers)

    @property
    def refs(self) -> tuple[str, str]:
        """Its references as a sheet writes them."""
        left, right = ("+".join(place.ref for place in side) or NONE for side in (self.draft, self.final))
        return left, right

    @property
    def label(self) -> str:
        """Where it stands, for people."""
        left, right = (" + ".join(dict.fromkeys(p.label for p in side)) or "–" for side in (self.draft, self.final))
        return f"{left} → {right}"

    def row(self, number: int) -> dict[str, str]:
        """The unit as a row of a sheet."""
        left, right = self.refs
        words = (self.final or self.draft)[0].text
        own = {
            "id": str(number),
            "draft_ref": left,
            "final_ref": right,
            "norm": self.machine.get("norm") or first_words(words, self.language),
        }
        return {**dict.fromkeys(COLUMNS, ""), **own, **self.answers, "note": self.note or self.answers.get("note", "")}


def standing(comparison: Comparison, steps: Iterable[CodingStep]) -> list[CodingUnit]:
    """The units as they stand after the steps, in the order of the final text."""
    book = _Book(comparison)
    for step in steps:
        book.take(step)
    return book.units()


class _Book:
    """Units while steps are gone through."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.places: tuple[dict[str, Place], dict[str, Place]] = ({}, {})
        found = []
        for change, row in zip(comparison.changes, machine_rows(comparison), strict=True):
            for side, places in enumerate((change.draft, change.final)):
                self.places[side].update((place.norm, place) for place in places)
            found.append(CodingUnit(change.draft, change.final, comparison.final.language, change, row))
        self.made = {unit.key: unit for unit in found}
        self.now = dict(self.made)

    def take(self, step: CodingStep) -> None:
        if step.kind == LINK:
            self.link((tuple(step.data["draft"]), tuple(step.data["final"])))
            return
        key: Key = (tuple(step.data["draft"]), tuple(step.data["final"]))
        unit = self.now.get(key)
        if unit is None:  # an earlier step that made it was undone
            return
        if step.kind == NOTE:
            self.now[key] = replace(unit, note=str(step.data["note"]))
        elif step.kind == DECIDE:
            given = {name: str(step.data["answers"].get(name, "")) for name in ANSWERS}
            accepted = bool(step.data.get("accepted"))
            note = (
                unit.note if accepted else given["note"]
            )  # taking the program's answer says nothing of one's own note
            self.now[key] = replace(unit, answers=given, note=note, accepted=accepted)

    def link(self, key: Key) -> None:
        """One unit of these norms; what they were taken from keeps the rest, and loses its answers."""
        if not any(key) or key in self.now:
            return
        taken = (set(key[0]), set(key[1]))
        left: dict[Key, CodingUnit] = {}
        for old, unit in self.now.items():
            rest: Key = (
                tuple(n for n in old[0] if n not in taken[0]),
                tuple(n for n in old[1] if n not in taken[1]),
            )
            if rest == old:
                left.setdefault(old, unit)
            elif any(rest):
                left[rest] = self._unit(rest)
        left[key] = self._unit(key)
        self.now = left

    def _unit(self, key: Key) -> CodingUnit:
        if key in self.made:
            return self.made[key]
        draft, final = (
            tuple(sorted((self.places[side][n] for n in names), key=lambda place: place.span.start))
            for side, names in enumerate(key)
        )
        return CodingUnit(draft, final, self.comparison.final.language, None)

    def units(self) -> list[CodingUnit]:
        """In the order of the program's changes; what a coder made stands where its first norm stood."""
        order: dict[tuple[int, str], int] = {}
        for number, change in enumerate(self.comparison.changes):
            for side, places in enumerate((change.draft, change.final)):
                for place in places:
                    order.setdefault((side, place.norm), number)

        def rank(unit: CodingUnit) -> tuple[int, int]:
            side = 1 if unit.final else 0
            first = (unit.final or unit.draft)[0]
            return order[side, first.norm], first.span.start

        return sorted(self.now.values(), key=rank)


def derived(unit: CodingUnit, answers: dict[str, str]) -> dict[str, str]:
    """The answers with tag and burden as the codebook derives them, where the coder left them open.

    One side missing gives `removed` or `added`; signs give the tag (§4); the tag gives the burden (§5).
    """
    out = dict(answers)
    if not out.get("tag"):
        if unit.draft and unit.final:
            same = [p.text for p in unit.draft] == [p.text for p in unit.final]
            out["tag"] = tag_of(signs(out.get("dimensions", "")), reworded=not same)
        else:
            out["tag"] = Tag.REMOVED if unit.draft else Tag.ADDED
    if not out.get("burden") and out["tag"] in set(Tag) and out.get("kind") in set(NormKind):
        out["burden"] = burden_of(Tag(out["tag"]), NormKind(out["kind"]))
    return out


def faults(unit: CodingUnit, answers: Mapping[str, str]) -> list[str]:
    """What is wrong with answers by the codebook, and cues that do not stand in the norms; one sentence each."""
    left, right = unit.refs
    row = row_of({"draft_ref": left, "final_ref": right, **{name: answers.get(name, "") for name in ANSWERS}}, 1)
    found = [one.removeprefix("line 1: ") for one in check_sheet([row])]
    for name, places in (("draft_cue", unit.draft), ("final_cue", unit.final)):
        cue = answers.get(name, "")
        if cue and find_in(places, cue) is None:
            found.append(f"{name} {cue!r} does not stand in this norm")
    return found


def data(unit: CodingUnit, **more: Any) -> dict[str, Any]:
    """A step's data: what unit it speaks of, and what it says."""
    draft, final = unit.key
    return {"draft": list(draft), "final": list(final), **more}


def plain(place: Place) -> Markup:
    """The words of a norm without any mark."""
    return Markup(escaped(place.text))  # noqa: S704 - escaped
