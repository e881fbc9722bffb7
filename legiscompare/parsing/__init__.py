"""Find the structure of a law in a text: `parse` turns a `SourceText` into a `Document`.

No text is refused for its form: what is not recognised becomes a plain paragraph, and a notice says so.
The numbering of each language is data: `lang/<xx>/numbering.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Document, Notice, ProvisionKind, SourceText, TextStatus
from legiscompare.parsing.amending import instruction_provisions, instructions
from legiscompare.parsing.applying import Applied, applied
from legiscompare.parsing.declared import grow_declared
from legiscompare.parsing.detect import agreed, detect
from legiscompare.parsing.families import PLAIN, Why, weigh
from legiscompare.parsing.grammar import load
from legiscompare.parsing.metadata import metadata
from legiscompare.parsing.scan import items_of
from legiscompare.parsing.tree import grow

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["Applied", "Why", "agreed", "applied", "enacts", "instruction_provisions", "parse", "structures", "why"]


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
    structure: str = "",
) -> Document:
    """The tree of provisions of a text, with what it says of itself.

    What the caller gives (`title`, `stage`, `date`, …) wins over what is read. `language` is a BCP-47 tag; without it
    the language is detected and a notice says which.
    `structure` names the numbering family where a person knows better than the evidence (`why` lists what there is);
    `UsageError` if there is none of that name.
    Offsets of all spans point into `source.text`.
    """
    notices = list(source.warnings)
    if language is None:
        language = _language(source)
        notices.append(Notice("parse.language", f"no language was given; the text is read as {language!r}"))
    grammar = load(language)
    if source.declared:
        root, more, articles = grow_declared(source, grammar)
    else:
        grown = grow(
            source.text, items_of(source.text, source.blocks), grammar, source.metadata.get("title", ""), structure
        )
        root, more, articles = grown.root, grown.notices, grown.articles
    notices += [*more, *instructions(source.text, root, grammar)]
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
        marks=source.marks,
    )


def why(source: SourceText, *, language: str | None = None, structure: str = "") -> list[Why]:
    """What every numbering family finds in a text, the one in use first, then by weight.

    Empty for a source that declares its structure (XML): nothing is weighed there.
    """
    if source.declared:
        return []
    return weigh(items_of(source.text, source.blocks), load(language or _language(source)), structure)


def structures(language: str) -> dict[str, str]:
    """Names of the numbering families of a language, and what each looks like: the values of `structure`."""
    return {form.name: form.says for form in load(language).forms} | {PLAIN: "paragraphs, whatever their numbers"}


def _language(source: SourceText) -> str:
    declared = source.metadata.get("language", "").split("-")[0].lower()
    found = detect(source.text)
    return declared if found == "und" and declared else found


def enacts(document: Document) -> bool:
    """Whether the words that enact stand before the law (HAVE ADOPTED …): a consolidated text leaves them out."""
    grammar = load(document.language)
    return any(
        grammar.stops("enacting", document.slice(node.content))
        for preamble in document.root.children
        if preamble.kind is ProvisionKind.PREAMBLE
        for node in preamble.walk()
    )
