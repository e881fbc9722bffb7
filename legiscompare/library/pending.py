"""Pages that came whole and could not be read yet (a wrong encoding, a missing library): the next try needs no network."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from legiscompare.library.download import FetchedPage
from legiscompare.report import write

if TYPE_CHECKING:
    from pathlib import Path


class _Waiting(msgspec.Struct, frozen=True):
    asked: str
    address: str
    media_type: str
    redirects: tuple[str, ...]
    sha256: str


def _paths(parts: Path, asked: str) -> tuple[Path, Path]:
    name = hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return parts / f"{name}.page", parts / f"{name}.page.json"


def put(parts: Path, asked: str, page: FetchedPage) -> None:
    """Let a page wait until it was read and kept, or refused."""
    parts.mkdir(parents=True, exist_ok=True)
    body, record = _paths(parts, asked)
    write(body, page.data)
    sha256 = hashlib.sha256(page.data).hexdigest()
    write(record, msgspec.json.encode(_Waiting(asked, page.address, page.media_type, page.redirects, sha256)))


def take(parts: Path, asked: str) -> FetchedPage | None:
    """The page of that address that waits, if its hash still fits."""
    body, record = _paths(parts, asked)
    try:
        known = msgspec.json.decode(record.read_bytes(), type=_Waiting)
        data = body.read_bytes()
    except (OSError, msgspec.DecodeError):
        return None
    if known.asked != asked or hashlib.sha256(data).hexdigest() != known.sha256:
        return None
    return FetchedPage(data, known.media_type, known.address, known.redirects)


def drop(parts: Path, asked: str) -> None:
    """Throw away the page that waits; and the folder, if nothing else stands in it."""
    for path in _paths(parts, asked):
        path.unlink(missing_ok=True)
    if parts.is_dir() and not any(parts.iterdir()):
        parts.rmdir()
