"""How much the packed streams of a PDF unpack to, told before anything reads them: a small file may hold gigabytes."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from legiscompare.errors import LimitExceeded

if TYPE_CHECKING:
    from legiscompare.read.raw import Raw

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_HEAD = 400
"""Bytes before a stream in which its dictionary is looked for."""
_PIECE = 1 << 20
SMALL, RATIO = 4 * _PIECE, 100
"""A stream of more than SMALL bytes that is more than RATIO times its packed size is no law: words pack tenfold."""


def check(raw: Raw) -> None:
    """Raise `LimitExceeded` where streams that are no pictures unpack to more than the limit, or one by far too much."""
    total = 0
    for found in _STREAM.finditer(raw.data):
        head = raw.data[max(0, found.start() - _HEAD) : found.start()].rpartition(b"obj")[2]
        if b"Image" in head or b"FlateDecode" not in head:
            continue
        end = raw.data.find(b"endstream", found.end())
        packed = memoryview(raw.data)[found.end() : end if end >= 0 else len(raw.data)]
        size = _unpacked(packed, raw.limits.max_bytes - total)
        total += size
        if size > SMALL and size > RATIO * len(packed):
            raise LimitExceeded(
                f"a part of the PDF unpacks to more than {RATIO} times its size, as in an attack", where=raw.origin,
                mend="open it in a viewer and print it to a new PDF",
            )  # fmt: skip
        raw.limits.check("max_bytes", total, where=raw.origin, unit="bytes when unpacked (at least)")


def _unpacked(packed: memoryview, most: int) -> int:
    """Size of a stream unpacked, counted to a little over `most` and never held; of a broken one as far as it goes."""
    unpacker, size, rest = zlib.decompressobj(), 0, bytes(packed)
    try:
        while rest and size <= most:
            piece = unpacker.decompress(rest, _PIECE)
            size += len(piece)
            rest = unpacker.unconsumed_tail
            if not piece:
                break
    except zlib.error:
        return size
    return size
