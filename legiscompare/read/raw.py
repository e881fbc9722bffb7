"""What every reader gets (`Raw`: bytes and their name) and gives back (`Draft`: text and blocks)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from legiscompare.errors import SourceError
from legiscompare.read.decode import decode, is_text
from legiscompare.read.limits import Limits

if TYPE_CHECKING:
    from legiscompare.model import Block, Declared, Notice, Span


_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)[^>]*>?")
_BEFORE_ROOT = (("<?", "?>"), ("<!--", "-->"), ("<!DOCTYPE", ">"))
"""What may stand before the first element, by its beginning and end."""


def _root_at(head: str) -> int:
    """Where the first element begins, declarations and comments before it skipped; -1 if other words come first."""
    at = 0
    while at < len(head):
        if head[at].isspace():
            at += 1
            continue
        opening = next(((one, two) for one, two in _BEFORE_ROOT if head.startswith(one, at)), None)
        if opening is None:
            return at
        end = head.find(opening[1], at + len(opening[0]))
        if opening[0] == "<!DOCTYPE" and (subset := head.find("[", at)) >= 0 and subset < end:
            closing = head.find("]", subset)
            end = head.find(">", closing) if closing >= 0 else -1
        if end < 0:
            return -1
        at = end + len(opening[1])
    return -1


@dataclass(frozen=True)
class Raw:
    """Bytes of one source, its name, and how the caller wants them read."""

    data: bytes
    origin: str
    """As the user gave it."""
    limits: Limits = field(default_factory=Limits)
    encoding: str | None = None
    """Given by the caller; otherwise declared in the bytes or detected."""
    revisions: str = "accepted"
    """Tracked changes: `accepted`, `rejected` or `both` (the draft is what was, the final text what is to be)."""
    media_type: str = ""
    """As a server declared it."""

    @property
    def suffix(self) -> str:
        """Lower-case file name extension with its dot, or empty."""
        return PurePosixPath(self.origin.replace("\\", "/").split("?")[0].split("#")[0]).suffix.lower()

    @cached_property
    def head(self) -> bytes:
        """The first bytes without a byte order mark and white space, for sniffing."""
        return self.data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()

    @cached_property
    def root(self) -> tuple[str, str]:
        """Name (without prefix) and start tag of the first element, for sniffing XML; empty where there is none."""
        if not self.looks_like_text:
            return "", ""
        try:
            head = self.text[:20_000]
        except SourceError:
            return "", ""
        at = _root_at(head)
        match = _ROOT.match(head, at) if at >= 0 else None
        return (match[1], match.group()) if match else ("", "")

    @cached_property
    def looks_like_text(self) -> bool:
        """Whether the bytes can be decoded at all."""
        return is_text(self.data)

    @cached_property
    def decoded(self) -> tuple[str, tuple[Notice, ...]]:
        r"""Text with `\\n` line ends, and what had to be guessed to get it."""
        return decode(self.data, self.encoding, where=self.origin)

    @property
    def text(self) -> str:
        """The decoded text."""
        return self.decoded[0]


@dataclass
class Draft:
    """A reader's result before it is sealed with origin and hash."""

    text: str
    blocks: list[Block]
    metadata: dict[str, str] = field(default_factory=dict)
    warnings: list[Notice] = field(default_factory=list)
    stage: str = ""
    """Which of several versions in one file this is: `draft`, `final` or empty."""
    declared: tuple[Declared, ...] = ()
    """The structure, where the source declares it."""
    marks: tuple[Span, ...] = ()
    """Marks of footnotes in the words of the law."""
