"""`corpus verify`: everything about an instrument that a program can check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.errors import DataError, SourceError
from legiscompare.library.said import said
from legiscompare.library.shelf import originals
from legiscompare.library.translation import Glossary, Problem, check_echoes, check_translation, read_glossary
from legiscompare.model import ProvisionKind, TextStatus
from legiscompare.study import check_cues, check_sheet, read_claims, read_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from legiscompare.library.record import Instrument, Version
    from legiscompare.model import Document

__all__ = ["CheckedInstrument", "articles", "verify"]

TOLERATED = frozenset({"parse.language", "parse.gap", "read.noise", "read.wrapped"})
"""Notices of the parser that say nothing against a text of ours: a teaching text may be cut on purpose."""


class CheckedInstrument:
    """What `verify` found: `problems`, and in `done` what was checked (or why not), one sentence each."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.done: list[str] = []


def verify(one: Instrument, paths: tuple[Path | None, Path | None] = (None, None)) -> CheckedInstrument:
    """Check an instrument: its texts, its coding, its claims, its glossary and, where the user has the originals
    (`paths`, or the data folder), its translation against them.
    """
    found = CheckedInstrument()
    _entry(one, found)
    if one.own:
        documents = one.pair()
        for version, document in zip(_ends(one), documents, strict=True):
            found.problems += _text(document, f"{one.slug}/{version.file}")
        found.done.append("both texts were parsed: articles, their sequence")
        _statuses(one, documents, found)
        _coding(one, documents, found)
        _claims(one, found)
        _translation(one, documents, paths, found)
    else:
        _fetched(one, found)
        _claims(one, found)
    return found


def _ends(one: Instrument) -> tuple[Version, Version]:
    return one.version(one.stages[0]), one.version(one.stages[1])


def _entry(one: Instrument, found: CheckedInstrument) -> None:
    """What an entry must tell of itself: where its texts come from, on what terms, what of it is not certain."""
    where = f"{one.slug}/instrument.toml"
    official = [version for version in one.versions if not version.file]
    if not official:
        return
    if not (one.folder / "SOURCES.md").is_file():
        found.problems.append(Problem("entry", one.slug, "there is no SOURCES.md: say where its facts come from"))
    for version in official:
        if not (version.licence or one.licence):
            found.problems.append(Problem("entry", where, f"{version.id} has no licence"))
        if version.text_status is TextStatus.UNKNOWN:
            found.problems.append(Problem("status", where, f"{version.id} has no text_status"))
    known = sum(bool(version.address) for version in official)
    doubts = len(one.unverified) + sum(len(version.unverified) for version in official)
    found.done.append(
        f"the entry was read: {known} of {len(official)} official texts have an address, {doubts} facts are unverified"
    )


def _fetched(one: Instrument, found: CheckedInstrument) -> None:
    """The official texts that the user has, against the entry."""
    for version in one.versions:
        if not one.present(version):
            found.done.append(f"NOT checked: the text of {version.id}, which is not here")
            continue
        where = f"{one.slug}/{version.id}"
        try:
            document = one.document(version)
        except SourceError as error:
            found.problems.append(Problem("text", where, str(error)))
            continue
        count = articles(document)
        kept = one.kept(version)
        if count == 0:
            found.problems.append(Problem("structure", where, "no article was found"))
        elif version.articles and count != version.articles and not (kept and kept.accepted):
            certain = "articles" not in version.unverified
            said = f"{count} articles were found, the entry says {version.articles}"
            if certain:
                found.problems.append(Problem("structure", where, said))
            else:
                found.done.append(f"{version.id}: {said}, which is unverified")
        else:
            found.done.append(f"{version.id}: {count} articles were found in the text")


def articles(document: Document) -> int:
    """How many articles a text has."""
    return sum(node.kind is ProvisionKind.ARTICLE for node in document.walk())


def _text(document: Document, where: str) -> Iterator[Problem]:
    if not articles(document):
        yield Problem("structure", where, "no article was found")
    for notice in document.warnings:
        if notice.code not in TOLERATED:
            yield Problem("structure", f"{where} {notice.ref}".strip(), notice.message)


def _statuses(one: Instrument, documents: tuple[Document, Document], found: CheckedInstrument) -> None:
    for version, document in zip(_ends(one), documents, strict=True):
        known = {node.ref for node in document.walk()}
        found.problems += [
            Problem("status", f"{one.slug}/instrument.toml", f"{version.id} has no provision {ref!r}")
            for status in version.provision_status
            for ref in status.provisions
            if ref not in known
        ]
        if version.text_status is TextStatus.UNKNOWN:
            found.problems.append(Problem("status", f"{one.slug}/instrument.toml", f"{version.id} has no text_status"))


def _coding(one: Instrument, documents: tuple[Document, Document], found: CheckedInstrument) -> None:
    path = one.folder / "coding.csv"
    if not path.is_file():
        found.done.append("there is no coding.csv")
        return
    rows = read_sheet(path)
    where = f"{one.slug}/coding.csv"
    found.problems += [Problem("codebook", "", fault) for fault in check_sheet(rows, where=where)]
    found.problems += [Problem("coding", "", fault) for fault in check_cues(rows, *documents, where=where)]
    found.done.append(f"{len(rows)} rows of coding.csv were checked: the codebook, and cues at their places")


def _claims(one: Instrument, found: CheckedInstrument) -> None:
    path = one.folder / "claims.csv"
    if not path.is_file():
        return
    try:
        claims = read_claims(path, language=one.language)
        known = said(one)
    except DataError as error:
        found.problems.append(Problem("claims", "", str(error)))
        return
    if not one.own:
        found.problems += [
            Problem("claims", f"{one.slug}/claims.csv", f"{each.id} does not say who says so (column who)")
            for each in known
            if not each.who
        ]
    found.done.append(f"{len(claims)} claims were read")


def _translation(
    one: Instrument,
    documents: tuple[Document, Document],
    paths: tuple[Path | None, Path | None],
    found: CheckedInstrument,
) -> None:
    versions = _ends(one)
    if not any(version.text_status is TextStatus.TRANSLATION for version in versions):
        return
    glossary_path = one.folder / "glossary.csv"
    glossary = Glossary(read_glossary(glossary_path)) if glossary_path.is_file() else None
    beside = originals(one, paths)
    if beside[0] is None or beside[1] is None:
        found.done.append("NOT checked: the translation, since you have not given the originals (--original)")
        return
    for version, original, document in zip(versions, beside, documents, strict=True):
        assert original is not None  # noqa: S101 - for the type checker; both were looked at above
        found.problems += [
            Problem("original", one.slug, notice.message)
            for notice in original.warnings
            if notice.code.startswith("library.")
        ]
        found.problems += check_translation(original, document, where=version.id, glossary=glossary)
    found.problems += check_echoes((beside[0], beside[1]), documents, names=(versions[0].id, versions[1].id))
    found.done.append("structure, figures, terms and echoes of the translation were compared with the originals")
