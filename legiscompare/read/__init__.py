"""Read a law from where people have it: a file, an address, standard input, bytes.

`read` decodes, finds the format by name and by content, and hands on a `SourceText`: one text and its blocks in order,
each with offsets into that text. What a block means in law is not known here; that is `parse`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.read.limits import Limits
from legiscompare.read.registry import Reader, read, read_versions, readers

if TYPE_CHECKING:
    from legiscompare.model import Document

__all__ = ["Limits", "Reader", "read", "read_versions", "readers", "write_akn"]


def write_akn(document: Document) -> bytes:
    """A document as Akoma Ntoso 3.0; `akn_write` says how."""
    from legiscompare.read.akn_write import write_akn as write  # needs lxml, which a browser does not have

    return write(document)
