"""What each band of certainty has been worth, as measured against reference codings.

The figures stand in `calibration.toml`, written by a measurement and by nothing else; without the file, reports say
that it has not been measured.
"""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "calibration.toml"


class Band(NamedTuple):
    """Of `of` changes the program gave this certainty, `agree` bore the reference coding's tag."""

    certainty: str
    agree: int
    of: int
    where: str


@functools.cache
def bands() -> tuple[Band, ...]:
    """The measured bands, highest first; empty if nothing was measured."""
    if not FILE.is_file():
        return ()
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(
        Band(name, data[name]["agree"], data[name]["of"], data["where"])
        for name in ("high", "medium", "low")
        if name in data
    )
