"""What the user has: official texts in the data folder, each named by its hash, and where each came from.

`<data folder>/<slug>/fetched.json` lists them; the bytes stand in `<slug>/texts/`. Nothing is ever overwritten: when an
official text changes, the new one is added and the old one stays.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import msgspec

from legiscompare.errors import DataError, SourceError
from legiscompare.report import write

RECORD = "fetched.json"
TEXTS = "texts"


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One official text that the user has."""

    stage: str
    file: str
    """Its file in `texts/`."""
    sha256: str
    """Of the bytes."""
    size: int
    """Bytes."""
    how: str
    """`fetched` from an address, or `given` as a file by the user."""
    when: str
    """When it was taken, UTC, as 2030-01-02T03:04:05Z."""
    asked: str = ""
    """The address that was asked for; for a given file, the file's name."""
    address: str = ""
    """The address that answered, after redirects."""
    media_type: str = ""
    encoding: str = ""
    """Named by the user; empty: detected."""
    articles: int = 0
    """Articles found in it."""
    accepted: bool = False
    """Taken although it did not fit the entry, because the user said so."""
    status: str = ""
    """How far a given file may be quoted, as the user says; empty: as the entry says."""

    def with_(self, **facts: object) -> Kept:
        """The same with other facts."""
        return msgspec.structs.replace(self, **facts)


class _Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: str
    texts: tuple[Kept, ...] = ()


_FORMAT = "legiscompare/fetched/1"


def data_folder() -> Path:
    """The user's own data: `LEGISCOMPARE_DATA`, else the platform's place for it. Texts stand in `<slug>/`."""
    own = os.environ.get("LEGISCOMPARE_DATA")
    if own:
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "legiscompare"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "legiscompare"


def kept(slug: str) -> tuple[Kept, ...]:
    """Every official text of an instrument that the user has, oldest first. Raises DataError if the list is damaged."""
    path = data_folder() / slug / RECORD
    if not path.is_file():
        return ()
    try:
        found = msgspec.json.decode(path.read_bytes(), type=_Record)
    except OSError as error:
        raise SourceError(error.strerror or "cannot be read", where=str(path), mend="check your rights") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataError(
            f"the list of fetched texts is damaged: {error}",
            where=str(path),
            mend="delete this file and fetch the texts again",
        ) from error
    if found.format != _FORMAT:
        raise DataError(
            f"the list of fetched texts has a form that this version does not know, {found.format!r}", where=str(path),
            mend="use the version of legiscompare that wrote it, or delete it and fetch the texts again",
        )  # fmt: skip
    return found.texts


def current(slug: str, stage: str) -> Kept | None:
    """The text of a stage that is in use: the one taken last. None if the user has none."""
    return next((one for one in reversed(kept(slug)) if one.stage == stage), None)


def path_of(slug: str, one: Kept) -> Path:
    """Where the bytes of a kept text stand."""
    return data_folder() / slug / TEXTS / one.file


def sound(slug: str, one: Kept) -> str:
    """What is wrong with a kept text on disk, in a few words; empty if nothing is."""
    path = path_of(slug, one)
    try:
        data = path.read_bytes()
    except OSError:
        return "its file is gone"
    return "" if hashlib.sha256(data).hexdigest() == one.sha256 else "its file was changed by someone else"


def keep(slug: str, one: Kept, data: bytes) -> Path:
    """Put a text into the data folder and then onto the list: whole, or not at all.

    A text that is there already (same hash) is not written twice. Raises SourceError if the folder cannot be written.
    """
    path = path_of(slug, one)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SourceError(
            f"the data folder cannot be made: {error.strerror}", where=str(path.parent),
            mend="set LEGISCOMPARE_DATA to a folder into which you may write",
        ) from error  # fmt: skip
    if not path.is_file() or sound(slug, one):
        write(path, data)
    record = _Record(_FORMAT, (*kept(slug), one))
    raw = msgspec.json.format(msgspec.json.encode(record), indent=1)
    write(data_folder() / slug / RECORD, raw + b"\n")
    return path
