"""`corpus status`: what of an instrument is here, what is not, what is out of date."""

from __future__ import annotations

import datetime as dt
import enum
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.library.kept import Kept, sound
from legiscompare.library.record import Original

if TYPE_CHECKING:
    from legiscompare.library.record import Instrument, Version

OLD = dt.timedelta(days=365)
"""After this time an official page may well have changed."""


class InstrumentState(enum.StrEnum):
    """Where the text of a stage is."""

    OURS = "included"
    """Part of the library."""
    HERE = "here"
    """Fetched, or given as a file, and as the entry says."""
    OUT_OF_DATE = "out of date"
    """Here, but no longer as the entry says, or taken long ago."""
    MISSING = "not here"


class Standing(NamedTuple):
    """State of the official text of one stage, and why, in a few words."""

    stage: str
    state: InstrumentState
    why: str
    kept: Kept | None = None


def standing(one: Instrument, version: Version, *, today: dt.date | None = None) -> Standing:
    """State of a stage. For a translation of ours: of its original, if the user has it."""
    wanted = version.to_fetch
    found = one.kept(version) if wanted is not None else None
    if wanted is None or (found is None and isinstance(wanted, Original)):
        return Standing(version.id, InstrumentState.OURS, "the text is part of the library")
    if found is None:
        why = "can be fetched" if wanted.address else "no official address is known: save it by hand, --from FOLDER"
        return Standing(version.id, InstrumentState.MISSING, why)
    came = f"{found.how} {found.when[:10]}, {found.articles} articles"
    reasons = _stale(one, wanted, found, today or dt.datetime.now(dt.UTC).date())
    if reasons:
        return Standing(version.id, InstrumentState.OUT_OF_DATE, f"{came}; but {'; '.join(reasons)}", found)
    return Standing(version.id, InstrumentState.HERE, came, found)


def _stale(one: Instrument, wanted: Original | Version, found: Kept, today: dt.date) -> list[str]:
    reasons = []
    if fault := sound(one.slug, found):
        reasons.append(fault)
    if found.how == "fetched" and wanted.address and found.asked != wanted.address:
        reasons.append("the entry names another address now")
    if wanted.articles and found.articles != wanted.articles and not found.accepted:
        reasons.append(f"the entry says {wanted.articles} articles now")
    try:
        taken = dt.date.fromisoformat(found.when[:10])
    except ValueError:
        reasons.append("when it was taken is not known")
    else:
        if found.how == "fetched" and today - taken > OLD:
            reasons.append(f"that was {(today - taken).days} days ago: look again with corpus fetch --refresh")
    return reasons


def in_short(one: Instrument, *, today: dt.date | None = None) -> str:
    """State of a whole instrument for a list: `included`, `not here`, `2 of 3 here`, `here, 1 out of date`."""
    found = [standing(one, version, today=today) for version in one.versions]
    if all(each.state is InstrumentState.OURS or (one.version(each.stage).file and each.kept) for each in found):
        return "included"
    here = sum(each.state is not InstrumentState.MISSING for each in found)
    stale = sum(each.state is InstrumentState.OUT_OF_DATE for each in found)
    words = "not here" if not here else "here" if here == len(found) else f"{here} of {len(found)} here"
    return f"{words}, {stale} out of date" if stale else words
