"""Fetch bytes: from a path, standard input, or an https address."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from legiscompare.errors import SourceError
from legiscompare.read.raw import Raw

if TYPE_CHECKING:
    from legiscompare.read.limits import Limits


def load(
    source: str | Path | bytes, limits: Limits, *, origin: str, encoding: str | None, revisions: str, refresh: bool
) -> Raw:
    """The bytes of a source. Raises `SourceError` if there are none, `LimitExceeded` if there are too many."""
    media_type = ""
    if isinstance(source, bytes):
        data, name = source, origin or "bytes"
        limits.check("max_bytes", len(data), where=name, unit="bytes")
    elif source == "-":
        name = origin or "standard input"
        data = _bounded(sys.stdin.buffer.read(limits.max_bytes + 1), limits, name)
    elif isinstance(source, str) and "://" in source:
        from legiscompare.read.fetch import fetch  # what speaks https is slow to load

        fetched = fetch(source, limits, refresh=refresh)
        data, media_type, name = fetched.data, fetched.media_type, origin or fetched.address
    else:
        name = origin or str(source)
        data = _file(Path(source), limits, name)
    return Raw(data, printable(name), limits, encoding, revisions, media_type)


def printable(name: str) -> str:
    r"""The name of a file as text that can be written anywhere: bytes that are no UTF-8 stand by number (`\xff`)."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _file(path: Path, limits: Limits, name: str) -> bytes:
    try:
        if path.is_dir():
            raise SourceError("this is a folder, not a file", where=name, mend="give a file in this folder")
        with path.open("rb") as stream:
            if path.is_file():
                limits.check("max_bytes", path.stat().st_size, where=name, unit="bytes")
            return _bounded(stream.read(limits.max_bytes + 1), limits, name)
    except FileNotFoundError as error:
        raise SourceError("this file does not exist", where=name, mend="check the path") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(
            f"the file cannot be read: {reason}", where=name, mend="check the path and its permissions"
        ) from error


def _bounded(data: bytes, limits: Limits, name: str) -> bytes:
    limits.check("max_bytes", len(data), where=name, unit="bytes (at least)")
    return data
