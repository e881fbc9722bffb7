"""Claims about an instrument: who says so, and of which two stages."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.errors import DataError
from legiscompare.study import judge, read_claims
from legiscompare.study.sheet import read_csv_text

if TYPE_CHECKING:
    from legiscompare.library.record import Instrument
    from legiscompare.model import Claim, Comparison

__all__ = ["Said", "claimed_stages", "claims_of", "said", "with_own_claims"]


COLUMNS = ("id", "draft_stage", "final_stage", "draft_ref", "final_ref", "expected_tag", "claim", "cue_draft", "cue_final",
           "who", "note")  # fmt: skip
"""Columns of a new `claims.csv`."""


class Said(NamedTuple):
    """What `claims.csv` tells of a claim besides what is judged."""

    id: str
    claim: str
    who: str
    """Who says so; empty where the file does not tell."""
    note: str
    stages: tuple[str, str]
    """Ids of the two versions that it compares."""
    control: bool
    """Nobody made it: it is there to try the checking."""


def said(one: Instrument) -> tuple[Said, ...]:
    """All claims about an instrument, in the order of its file. Raises DataError if a stage is none of its versions."""
    path = one.claims
    if path is None:
        return ()
    ids = {version.id for version in one.versions}
    found = []
    reader = csv.DictReader(io.StringIO(read_csv_text(path), newline=""))
    for row in reader:
        cells = {name: (cell or "").strip() for name, cell in row.items() if name}
        stages = tuple(cells.get(f"{side}_stage") or stage for side, stage in zip(_SIDES, one.stages, strict=True))
        if wrong := sorted(set(stages) - ids):
            raise DataError(
                f"there is no version {wrong[0]!r}", where=f"{path}:{reader.line_num}",
                mend=f"it has {', '.join(version.id for version in one.versions)}",
            )  # fmt: skip
        found.append(
            Said(
                cells.get("id", ""), cells.get("claim", ""), cells.get("who", ""), cells.get("note", ""),
                (stages[0], stages[1]), cells.get("control") == "1",
            )
        )  # fmt: skip
    return tuple(found)


_SIDES = ("draft", "final")


def claimed_stages(one: Instrument) -> tuple[tuple[str, str], ...]:
    """The pairs of stages that claims are about, in the order of the versions."""
    order = [version.id for version in one.versions]
    pairs = {each.stages for each in said(one)}
    return tuple(sorted(pairs, key=lambda pair: (order.index(pair[0]), order.index(pair[1]))))


def claims_of(one: Instrument, stages: tuple[str, str], *, controls: bool = True) -> tuple[Claim, ...]:
    """The claims about two stages. Raises DataError if the file is malformed."""
    path = one.claims
    if path is None:
        return ()
    wanted = {each.id for each in said(one) if each.stages == stages}
    language = one.version(stages[0]).language
    return tuple(claim for claim in read_claims(path, language=language, controls=controls) if claim.id in wanted)


def with_own_claims(comparison: Comparison, one: Instrument, stages: tuple[str, str] | None = None) -> Comparison:
    """The same comparison with the instrument's own claims about these stages judged, ready to be shown and written."""
    claims = claims_of(one, stages or one.stages, controls=False)
    return replace(comparison, claims=judge((replace(each, expected_verdict="") for each in claims), comparison))
