"""What a reader may choose about a report. None of it changes a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legiscompare.model import Document


@dataclass(frozen=True, slots=True)
class Options:
    """Choices common to all renderers; each uses those that concern it."""

    language: str = "en"
    """Of the report's own words: a catalogue of `messages`, such as `en`, `de` or `zh-hant`."""
    critic: bool = False
    """Markdown: mark changes with CriticMarkup."""
    genre: str = ""
    """Name of the style sheet of a genre (`duizhao`, `synopse`, …), for the formats that are one."""
    lines: int = 10
    """Summary: lines of the story, besides title, balance and limits."""
    explain_order: bool = False
    """Summary: the weight of each line and sentence below it."""
    colour: bool = False
    """Terminal: use colours as well as marks."""
    originals: tuple[Document | None, Document | None] = (None, None)
    """Draft and final in the language they were made in, to stand beside a translation."""
