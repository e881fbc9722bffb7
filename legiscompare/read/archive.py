"""A zip of versions: its readable members in the order of their names."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from legiscompare.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legiscompare.read.raw import Raw

_OFFICE = ("word/document.xml", "mimetype", "[Content_Types].xml")
"""Members that make a zip a document of one program, and not a zip of versions."""


def is_archive(raw: Raw) -> bool:
    """Whether the bytes are a zip that holds files, not an office document in a zip."""
    if not raw.data.startswith(b"PK\x03\x04"):
        return False
    return not any(name.encode() in raw.data[:4000] or name.encode() in raw.data[-65536:] for name in _OFFICE)


def members(raw: Raw) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each member. Sizes are bounded before and while unpacking."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw.data)) as archive:
            infos = [info for info in archive.infolist() if _counts(info)]
            raw.limits.check("max_members", len(infos), where=raw.origin, unit="files in the zip")
            raw.limits.check(
                "max_bytes", sum(info.file_size for info in infos), where=raw.origin, unit="bytes when unpacked"
            )
            total = 0
            for info in sorted(infos, key=lambda info: info.filename):
                with archive.open(info) as stream:
                    data = stream.read(raw.limits.max_bytes - total + 1)
                total += len(data)
                raw.limits.check("max_bytes", total, where=raw.origin, unit="bytes when unpacked")
                yield info.filename, data
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise SourceError(
            f"the zip cannot be unpacked: {error}", where=raw.origin, mend="make the zip again, without a password"
        ) from error


def _counts(info: zipfile.ZipInfo) -> bool:
    if not info.filename:
        raise zipfile.BadZipFile("a file in it has no name")
    parts = info.filename.split("/")
    return not info.is_dir() and not any(part.startswith((".", "__MACOSX")) for part in parts)
