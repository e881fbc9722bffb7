"""Plain text: a line is a paragraph, unless the file is wrapped at a column."""

from __future__ import annotations

from legiscompare.model import Block
from legiscompare.read.lines import lines_of, paragraphs, wrap_width
from legiscompare.read.raw import Draft, Raw

name = "text"
suffixes = (".txt", ".text")


def sniff(raw: Raw) -> float:
    """Any text can be read as plain text, if nothing knows better."""
    return 0.1 if raw.looks_like_text else 0.0


def read(raw: Raw) -> list[Draft]:
    """One block for each paragraph."""
    text = raw.text
    lines = lines_of(text)
    return [Draft(text, [Block(span) for span in paragraphs(lines, wrap_width(lines))])]
