"""A reader of Org files: `* Article 1` is a heading, `#+TITLE:` says the title, `# ` begins a comment.

A reader is a module, or any object, with these four names. `read` gives the whole text and the blocks in it. The offsets
of a block point into that text, so that every quote of a report can be found again in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legiscompare.model import Block, BlockKind, Span
from legiscompare.read.raw import Draft

if TYPE_CHECKING:
    from legiscompare.read.raw import Raw

name = "org"
suffixes = (".org",)

_HEADING = re.compile(r"(\*+)[ \t]+(\S.*)")
_KEYWORD = re.compile(r"#\+(\w+):[ \t]*(.*)", re.IGNORECASE)


def sniff(raw: Raw) -> float:
    """Sure where the file begins with an Org keyword; the file name adds to it."""
    return 0.9 if raw.head.startswith(b"#+") else 0.0


def read(raw: Raw) -> list[Draft]:
    """One version: Org files hold no tracked changes."""
    text, blocks, metadata = raw.text, [], {}
    at = 0
    for line in text.splitlines(keepends=True):
        start, at = at, at + len(line)
        words = line.rstrip()
        keyword, heading = _KEYWORD.match(words), _HEADING.match(words)
        if keyword:
            if keyword[1].lower() == "title":
                metadata["title"] = keyword[2]
        elif heading:
            blocks.append(
                Block(Span(start + heading.start(2), start + heading.end(2)), BlockKind.HEADING, len(heading[1]))
            )
        elif words.strip() and not words.startswith("# "):
            blocks.append(Block(Span(start, start + len(words))))
    return [Draft(text, blocks, metadata)]
