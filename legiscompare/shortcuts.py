"""Ways in for those who have a file and no wish to know the stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Document, SourceText, TextStatus
from legiscompare.parse import parse as _parse
from legiscompare.read import Limits, read

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

__all__ = ["parse"]


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
) -> Document:
    """Read a text (a path, an https address, `-` for standard input, bytes) and find its structure.

    What is given (`title`, `stage`, `date`, …) wins over what the text says. `language` is a BCP-47 tag; without it the
    language is detected. `media` names a reader where the content does not tell (`text`, `markdown`, `html`, …);
    `revisions` says how tracked changes are read (`accepted`, `rejected`); `refresh` fetches an address anew.
    Raises SourceError for what cannot be read; a text without articles is a list of paragraphs, with a notice.
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
    )
