"""Stands in for a reader whose library is not there: in a browser there is no lxml. It says so instead of guessing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.errors import UnsupportedFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.read.raw import Draft, Raw

SUFFIXES = {
    "akn": (".akn",),
    "bill": (),
    "uslm": (),
    "xml": (),
    "html": (".html", ".htm", ".xhtml", ".xml"),
}
"""Readers that need the library, with the suffixes by which a file is known to be theirs."""


class Absent:
    """A reader that takes what the true one would take, and reads nothing."""

    def __init__(self, name: str, library: str) -> None:
        self.name, self.library, self.suffixes = name, library, SUFFIXES[name]

    def sniff(self, raw: Raw) -> float:
        """Marked-up text is HTML or XML; one of these readers says so for all of them."""
        return 0.8 if self.name == "html" and raw.head.startswith(b"<") else 0.0

    def read(self, raw: Raw) -> Sequence[Draft]:
        """Raises UnsupportedFormat, whatever is given."""
        raise UnsupportedFormat(
            f"this format needs the library {self.library}, which is not installed here", where=raw.origin,
            mend="open the file, copy its text and paste it",
        )  # fmt: skip
