"""Find the structure of a law in a text: `parse` turns a `SourceText` into a `Document`.

No text is refused for its form: what is not recognised becomes a plain paragraph, and a notice says so. Only a bill
made of instructions to change another text is: it has nothing to compare.
The numbering of each language is data: `lang/<xx>/numbering.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Document, Notice, SourceText, TextStatus
from legiscompare.parse.amending import refuse_instructions
from legiscompare.parse.declared import grow_declared
from legiscompare.parse.detect import detect
from legiscompare.parse.grammar import load
from legiscompare.parse.metadata import metadata
from legiscompare.parse.scan import items_of
from legiscompare.parse.tree import grow

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["parse"]


def parse(
    source: SourceText,
    *,
    language: str | None = None,
    title: str | None = None,
    stage: str | None = None,
    date: dt.date | None = None,
    issuer: tuple[str, ...] | None = None,
    effective: dt.date | None = None,
    text_status: TextStatus | None = None,
    text_note: str = "",
    provision_status: dict[str, tuple[TextStatus, str]] | None = None,
    instructions: bool = False,
) -> Document:
    """The tree of provisions of a text, with what it says of itself.

    What the caller gives (`title`, `stage`, `date`, …) wins over what is read. `language` is a BCP-47 tag; without it
    the language is detected and a notice says which.
    A bill made of instructions to change another text raises `SourceError`, unless `instructions` is set.
    Offsets of all spans point into `source.text`.
    """
    notices = list(source.warnings)
    if language is None:
        declared = source.metadata.get("language", "").split("-")[0].lower()
        language = detect(source.text)
        if language == "und" and declared:
            language = declared
        notices.append(Notice("parse.language", f"the language was not given; read as {language!r}"))
    grammar = load(language)
    if source.declared:
        root, more, articles = grow_declared(source, grammar)
    else:
        grown = grow(source.text, items_of(source.text, source.blocks), grammar, source.metadata.get("title", ""))
        root, more, articles = grown.root, grown.notices, grown.articles
    if not instructions:
        refuse_instructions(source.text, root, grammar, source.origin)
    notices += more
    if not articles:
        words = "no article was found: the text is read as a list of paragraphs"
        notices.append(Notice("parse.no-articles", words))
    found = metadata(source, root, grammar)
    return Document(
        text=source.text,
        root=root,
        language=language,
        origin=source.origin,
        sha256=source.sha256,
        title=title if title is not None else found.title,
        stage=stage if stage is not None else found.stage,
        date=date or found.date,
        issuer=issuer if issuer is not None else found.issuer,
        basis=found.basis,
        effective=effective or found.effective,
        text_status=text_status or TextStatus.UNKNOWN,
        text_note=text_note,
        provision_status=provision_status or {},
        media=source.media,
        warnings=tuple(notices),
    )
