"""Style sheets of the genres, read from data and checked."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Literal

import msgspec

from legiscompare.errors import DataError, UsageError

Mark = Literal["bold", "italic", "underline", "strike", "shade"]


class GenreStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a genre looks and which words it uses."""

    language: str
    """Of its own words."""
    title: str
    layout: Literal["columns", "inline"]
    """A column for each version, or both texts in one run."""
    columns: tuple[Literal["draft", "final", "notes"], ...]
    heads: dict[str, str]
    """Heads of the columns; an empty one is the stage's name."""
    key: str
    """What the marks mean, in one sentence."""
    deleted: tuple[Mark, ...]
    inserted: tuple[Mark, ...]
    brackets: tuple[str, str]
    gap: str
    same: str
    gone: str
    new: str
    moved: str
    into: str
    rows: bool
    """Whether rows are numbered."""
    version: str
    """Head of a column whose text does not say its stage."""
    paper: Literal["a4", "letter"]
    """Size of the sheets of a word processor's file."""


@functools.cache
def _all() -> dict[str, GenreStyle]:
    path = Path(__file__).parent / "styles.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=dict[str, GenreStyle])
    except msgspec.MsgspecError as error:  # pragma: no cover - a test reads the file
        raise DataError(str(error), where=path.name, mend="correct the style sheet") from error


STYLES = ("duizhao", "eu-columns", "synopse", "tableau", "ramseyer")
"""Names of the genres, in the order of their style sheets."""


def style(name: str) -> GenreStyle:
    """The style sheet of a genre. Raises UsageError for an unknown one."""
    if name not in _all():
        raise UsageError(f"there is no format {name!r}", where="format", mend=f"use one of {', '.join(STYLES)}")
    return _all()[name]
