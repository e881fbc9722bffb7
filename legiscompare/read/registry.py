"""Which reader takes a source: by what the bytes show, then by the name.

A third party adds a reader by an entry point of the group `legiscompare.readers`: a module or object with the
attributes of `Reader`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from legiscompare.errors import SourceError, UnsupportedFormat, UsageError
from legiscompare.model import Block, BlockKind, Notice, SourceText, Span
from legiscompare.plugins import loaded
from legiscompare.read.absent import SUFFIXES, Absent
from legiscompare.read.archive import is_archive, members
from legiscompare.read.limits import Limits
from legiscompare.read.noise import without_noise
from legiscompare.read.source import load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from legiscompare.read.raw import Draft, Raw

_OWN = ("akn", "bill", "uslm", "docx", "pdf", "html", "xml", "markdown", "plain")
_TEXTUAL = {"text", "markdown", "html", "akn", "billdtd", "uslm", "xml"}


@runtime_checkable
class Reader(Protocol):
    """A reader of one format."""

    name: str
    """Value of `SourceText.media`."""
    suffixes: tuple[str, ...]
    """File name extensions, lower case, with their dots."""

    def sniff(self, raw: Raw) -> float:
        """How sure it is from the bytes alone that it can read them: 0 (no) to 1 (certain)."""

    def read(self, raw: Raw) -> Sequence[Draft]:
        """The versions in the source, in order of time; nearly always one. Raises `SourceError` only."""


@lru_cache(maxsize=1)
def readers() -> tuple[Reader, ...]:
    """All readers: our own, then those of other packages, by name. A broken one is left out: `plugins` lists it."""
    return (*own_readers(), *loaded("readers").values())


def own_readers() -> tuple[Reader, ...]:
    """The readers of this package, those first that know a format best."""
    return tuple(_own(name) for name in _OWN)


def _own(name: str) -> Reader:
    """A reader of ours; where its library is not installed, one that says so. The library is loaded when it reads."""
    if name in SUFFIXES and not _installed("lxml"):
        return Absent(name, "lxml")
    return cast("Reader", import_module(f"legiscompare.read.{name}"))


@lru_cache(maxsize=1)
def _installed(library: str) -> bool:
    try:
        return find_spec(library) is not None
    except ModuleNotFoundError:
        return False


def read(
    source: str | Path | bytes,
    *,
    limits: Limits | None = None,
    encoding: str | None = None,
    media: str | None = None,
    revisions: str = "accepted",
    origin: str = "",
    refresh: bool = False,
) -> SourceText:
    """Read one text from a path, an https address, `-` (standard input) or bytes.

    `media` names a reader where the content does not tell; `encoding` a codec; `revisions` says what to make of tracked
    changes (`accepted`, `rejected`). A source that holds several versions gives its last, or its first where changes
    are rejected. An address is fetched once and kept; `refresh` fetches it again.

    Raises `SourceError` (exit code 3) for whatever cannot be read; nothing else is raised on account of the input.
    """
    versions = read_versions(
        source, limits=limits, encoding=encoding, media=media, revisions=revisions, origin=origin, refresh=refresh
    )
    chosen = versions[0] if revisions == "rejected" else versions[-1]
    if len(versions) > 1:
        which = "first" if chosen is versions[0] else "last"
        told = Notice("read.versions", f"the source holds {len(versions)} versions; the {which} one is read")
        chosen = replace(chosen, warnings=(*chosen.warnings, told))
    return chosen


def read_versions(
    source: str | Path | bytes,
    *,
    limits: Limits | None = None,
    encoding: str | None = None,
    media: str | None = None,
    revisions: str = "both",
    origin: str = "",
    refresh: bool = False,
) -> tuple[SourceText, ...]:
    """All versions that one source holds, earliest first: tracked changes, two columns, struck and inserted text.

    Most sources hold one. Arguments and errors as for `read`.
    """
    bounds = limits or Limits()
    if revisions not in {"accepted", "rejected", "both"}:
        raise UsageError(f"tracked changes cannot be read as {revisions!r}", mend="use accepted, rejected or both")
    raw = load(source, bounds, origin=origin, encoding=encoding, revisions=revisions, refresh=refresh)
    return _versions(raw, media)


def _versions(raw: Raw, media: str | None) -> tuple[SourceText, ...]:
    if media is None and is_archive(raw):
        found = [
            version
            for name, data in members(raw)
            if not is_archive(inner := replace(raw, data=data, origin=f"{raw.origin}/{name}"))
            for version in _versions(inner, None)
        ]
        if not found:
            raise SourceError(
                "this zip holds no file that can be read", where=raw.origin, mend="put the versions of the law into it"
            )
        return tuple(found)
    reader = _choose(raw, media)
    try:
        drafts = reader.read(raw)
    except RecursionError as error:
        raise SourceError(
            "the file is nested too deeply to be read", where=raw.origin, mend="save it in a simpler form"
        ) from error
    return tuple(_seal(draft, reader.name, raw) for draft in drafts)


def _choose(raw: Raw, media: str | None) -> Reader:
    if media is not None:
        for reader in readers():
            if reader.name == media:
                return reader
        names = ", ".join(sorted(reader.name for reader in readers()))
        raise UnsupportedFormat(f"no reader is called {media!r}", where=raw.origin, mend=f"use one of {names}")
    if not raw.data.strip():
        raise SourceError("the file is empty", where=raw.origin, mend="give a file with the text of the law")
    scores = [
        (reader.sniff(raw) + 0.3 * (raw.suffix in reader.suffixes), -place) for place, reader in enumerate(readers())
    ]
    score, place = max(scores)
    chosen = readers()[-place]
    if score < 0.1 or (score < 0.35 and not raw.looks_like_text):
        known = ", ".join(sorted({suffix for reader in readers() for suffix in reader.suffixes}))
        raise UnsupportedFormat(
            "no reader knows this kind of file", where=raw.origin, mend=f"give a file that can be read: {known}"
        )
    return chosen


# White space and characters that print nothing: a line of them is no paragraph.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"


# Marks by which consolidated texts show which act a passage comes from: ▼B, ►M1, ◄.
_CONSOLIDATION_MARK = re.compile(r"[▼►◄▲][\s▼►◄▲]*(?:[A-Z]{1,2}\d{0,3})?")

_LEADING_MARK = re.compile(r"[▼►◄▲](?:[A-Z]{1,2}\d{0,3})?\s+(?=\S)")


def _trim(block: Block, text: str) -> Block | None:
    """The block without invisible characters at both ends, None if nothing is left."""
    start, end = block.span
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    if start == end:
        return None
    if _CONSOLIDATION_MARK.fullmatch(text, start, end):
        return replace(block, span=Span(start, end), kind=BlockKind.NOTE)
    if (mark := _LEADING_MARK.match(text, start, end)) is not None:
        start = mark.end()
    return block if (start, end) == block.span else replace(block, span=Span(start, end))


def _seal(draft: Draft, media: str, raw: Raw) -> SourceText:
    raw.limits.check("max_text", len(draft.text), where=raw.origin, unit="characters of text")
    blocks = tuple(trimmed for block in draft.blocks if (trimmed := _trim(block, draft.text)) is not None)
    if not any(block.kind is not BlockKind.NOTE for block in blocks):
        raise SourceError("this file holds no text", where=raw.origin, mend="give a file with the text of the law")
    marks: tuple[Span, ...] = ()
    noticed: list[Notice] = []
    if not draft.declared:
        blocks, marks, noticed = without_noise(draft.text, blocks)
    guessed = raw.decoded[1] if media in _TEXTUAL else ()
    return SourceText(
        text=draft.text,
        blocks=blocks,
        origin=raw.origin,
        sha256=hashlib.sha256(draft.text.encode("utf-8", "surrogatepass")).hexdigest(),
        media=media,
        metadata={**draft.metadata, **({"stage": draft.stage} if draft.stage else {})},
        warnings=(*guessed, *draft.warnings, *noticed),
        declared=draft.declared,
        marks=tuple(sorted({*marks, *draft.marks})),
    )
