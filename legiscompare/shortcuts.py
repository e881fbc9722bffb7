"""Ways in for those who have a file and no wish to know the stages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legiscompare.model import Document, Notice, SourceText, TextStatus
from legiscompare.parsing import agreed
from legiscompare.parsing import parse as _parse
from legiscompare.read import Limits, read

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["parse", "parse_versions"]


def parse(
    source: str | Path | bytes | SourceText,
    *,
    language: str | None = None,
    title: str | None = None,
    stage: str | None = None,
    date: dt.date | None = None,
    text_status: TextStatus | None = None,
    text_note: str = "",
    encoding: str | None = None,
    media: str | None = None,
    limits: Limits | None = None,
    origin: str = "",
    revisions: str = "accepted",
    refresh: bool = False,
    structure: str = "",
) -> Document:
    """Read a text and find its structure.

    `source` is a path, an https address, `-` for standard input, bytes, or a text that was read before. What you give
    (`title`, `stage`, `date`, …) wins over what the text says of itself. `language` is a BCP-47 tag, such as `en` or `zh`;
    without it the program finds the language out. `media` names the reader (`text`, `markdown`, `html`, …) if the content
    does not tell. `revisions` says how tracked changes are read (`accepted`, `rejected`). `refresh` fetches an address again.
    `structure` names the numbering family, if the program takes the wrong one.

    Raises SourceError if the text cannot be read. A text without articles becomes a list of paragraphs, and a notice says so.
    """
    if not isinstance(source, SourceText):
        source = read(
            source,
            limits=limits,
            encoding=encoding,
            media=media,
            origin=origin,
            revisions="accepted" if revisions == "both" else revisions,
            refresh=refresh,
        )
    return _parse(
        source,
        language=language,
        title=title,
        stage=stage,
        date=date,
        text_status=text_status,
        text_note=text_note,
        structure=structure,
    )


def parse_versions(parsed: list[Document], again: Callable[[int, str], Document]) -> list[Document]:
    """Versions of one text in one language: one too short to tell is read in the language of the longest other.

    `parsed` are documents whose language was detected, `again` reads the one of that number in a given language.
    """
    longest = max(parsed, key=lambda document: (document.language != "und", len(document.text)))
    out = []
    for number, document in enumerate(parsed):
        if document.language != longest.language and agreed(document.text, longest.text) == longest.language:
            message = f"the text is too short to tell its language; it is read as {longest.language!r}, like the other version"
            document = again(number, longest.language)
            document = replace(document, warnings=(*document.warnings, Notice("parse.language", message)))
        out.append(document)
    return out
