"""An instrument on disk: `instrument.toml`, and its texts: beside it where they are ours, else the user's own."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Literal

import msgspec

from legiscompare.errors import DataError, SourceError, UsageError
from legiscompare.library.kept import Kept, current, path_of, sound
from legiscompare.model import Document, TextStatus
from legiscompare.parsing import parse
from legiscompare.read import read

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of `instrument.toml`: an unknown key is a slip of the pen and an error."""


class SourceRef(_Table, frozen=True, forbid_unknown_fields=True):
    """Where a text was published."""

    name: str
    url: str = ""
    what: str = ""


class Original(_Table, frozen=True, forbid_unknown_fields=True):
    """The text a translation was made from, which the user may have."""

    file_pattern: str
    """Name of its file in the folder of originals."""
    text_status: TextStatus = TextStatus.UNKNOWN
    sha256: str = ""
    """Of the text that the translation was made from."""
    language: str = "zh"
    address: str = ""
    """Where it can be fetched; empty: not known."""
    articles: int = 0
    """How many articles it has; 0: not known."""


class ProvisionStatus(_Table, frozen=True, forbid_unknown_fields=True):
    """Provisions whose text has another status than the whole."""

    provisions: tuple[str, ...]
    text_status: TextStatus
    note: str = ""


class Version(_Table, frozen=True, forbid_unknown_fields=True):
    """One version of an instrument: who issued it when, and how far its text may be quoted."""

    id: str
    title: str
    language: str
    text_status: TextStatus
    file: str = ""
    """Its file in the folder, where the text is ours; empty: an official text, which each user fetches."""
    title_original: str = ""
    stage: str = ""
    stage_original: str = ""
    date: dt.date | None = None
    effective: dt.date | None = None
    issuer: tuple[str, ...] = ()
    issuer_original: tuple[str, ...] = ()
    text_note: str = ""
    sources: tuple[SourceRef, ...] = ()
    original: Original | None = None
    provision_status: tuple[ProvisionStatus, ...] = ()
    address: str = ""
    """Official address that the text is fetched from; empty: not known."""
    articles: int = 0
    """How many articles the official text has; 0: not known."""
    names: tuple[str, ...] = ()
    """Names (with * and ?) under which people keep its file: see `corpus fetch --from`."""
    licence: str = ""
    """On what terms the official text may be used, where it differs from the instrument's."""
    unverified: tuple[str, ...] = ()
    """Fields of this version that rest on memory or on one source alone."""

    @property
    def to_fetch(self) -> Original | Version | None:
        """The official text that a user can fetch: the version itself, or the original of a translation."""
        return self.original if self.file else self


class _File(_Table, frozen=True, forbid_unknown_fields=True):
    slug: str
    title: str
    kind: Literal["instrument", "teaching"]
    language: str
    versions: tuple[Version, ...]
    title_original: str = ""
    jurisdiction: str = ""
    summary: str = ""
    default: bool = False
    notes: tuple[str, ...] = ()
    licence: str = ""
    pair: tuple[str, str] | None = None
    single: str = ""
    unverified: tuple[str, ...] = ()


FACTS = ("title", "title_original", "stage", "stage_original", "date", "effective", "issuer", "issuer_original",
         "address", "articles", "licence", "sources")  # fmt: skip
"""Fields that an entry may call unverified."""


class Instrument:
    """An instrument of the library: what `instrument.toml` says, and the way to its texts.

    `slug`, `title`, `title_original`, `kind`, `language`, `jurisdiction`, `summary`, `notes`, `licence`, `single` (why
    there is one stage only), `unverified`, `default` and `versions` are as written there; `folder` is where it stands.
    """

    def __init__(self, folder: Path, facts: _File) -> None:
        self.folder = folder
        self.slug, self.title, self.title_original = facts.slug, facts.title, facts.title_original
        self.kind, self.language, self.jurisdiction = facts.kind, facts.language, facts.jurisdiction
        self.summary, self.notes, self.default = facts.summary, facts.notes, facts.default
        self.licence, self.single, self.unverified = facts.licence, facts.single, facts.unverified
        self.versions = facts.versions
        self._pair = facts.pair

    @classmethod
    def load(cls, folder: Path) -> Instrument:
        """Read the instrument in `folder`. Raises DataError if `instrument.toml` is malformed or contradicts itself."""
        path = folder / "instrument.toml"
        try:
            facts = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
        except OSError as error:
            raise SourceError(error.strerror or "cannot be read", where=str(path), mend="check the folder") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
            raise DataError(str(error), where=str(path), mend="see docs/how-to/add-an-instrument.md") from error
        _check(facts, folder, path)
        return cls(folder, facts)

    def version(self, identifier: str) -> Version:
        """The version of that id. Raises UsageError if there is none."""
        for version in self.versions:
            if version.id == identifier:
                return version
        known = ", ".join(version.id for version in self.versions)
        raise UsageError(f"{self.slug} has no version {identifier!r}", mend=f"it has {known}")

    def kept(self, version: Version | str) -> Kept | None:
        """The official text of a version, or the original of a translation, that the user has fetched."""
        version = self.version(version) if isinstance(version, str) else version
        return current(self.slug, version.id)

    def present(self, version: Version | str) -> bool:
        """Whether the text of a version can be read here: it is ours, or the user has fetched it."""
        version = self.version(version) if isinstance(version, str) else version
        return bool(version.file) or self.kept(version) is not None

    @property
    def own(self) -> bool:
        """Whether the texts of both ends of `stages` are ours and stand in the folder."""
        return all(self.version(stage).file for stage in self.stages)

    @property
    def stages(self) -> tuple[str, str]:
        """Ids of the two versions that are compared unless others are named."""
        return self._pair or (self.versions[0].id, self.versions[-1].id)

    def path(self, version: Version | str) -> Path:
        """Where the text of a version stands. Raises SourceError if it is not here."""
        version = self.version(version) if isinstance(version, str) else version
        if version.file:
            return self.folder / version.file
        found = self.kept(version)
        if found is None:
            way = f"legiscompare corpus fetch {self.slug} {version.id}"
            if not version.address:
                way += " --from FOLDER, with a file that you saved; no official address is known"
            raise SourceError(
                f"the official text of {version.id!r} is not on this computer", where=self.slug, mend=f"fetch it: {way}"
            )
        if fault := sound(self.slug, found):
            raise SourceError(
                f"the text of {version.id!r} was fetched, but {fault}", where=str(path_of(self.slug, found)),
                mend=f"fetch it again: legiscompare corpus fetch {self.slug} {version.id} --refresh",
            )  # fmt: skip
        return path_of(self.slug, found)

    def document(self, version: Version | str) -> Document:
        """A version, parsed, with the facts that `instrument.toml` states of it. Raises SourceError if it is not here."""
        version = self.version(version) if isinstance(version, str) else version
        found = None if version.file else self.kept(version)
        source = read(
            self.path(version),
            origin=f"{self.slug}/{version.file or version.id}",
            encoding=found.encoding or None if found else None,
        )
        native = version.language.startswith("zh")
        return parse(
            source,
            language=version.language,
            title=version.title_original or version.title if native else version.title,
            stage=version.stage_original or version.stage if native else version.stage,
            date=version.date,
            issuer=version.issuer_original or version.issuer if native else version.issuer,
            effective=version.effective,
            text_status=TextStatus(found.status) if found and found.status else version.text_status,
            text_note=version.text_note
            or ("From a file of the reader's own." if found and found.how == "given" else ""),
            provision_status={
                ref: (one.text_status, one.note) for one in version.provision_status for ref in one.provisions
            },
        )

    @property
    def claims(self) -> Path | None:
        """The file of published claims about it, None where there is none."""
        path = self.folder / "claims.csv"
        return path if path.is_file() else None

    def pair(self, stages: tuple[str, str] | None = None) -> tuple[Document, Document]:
        """Two versions, parsed: those named, else the pair that the entry names, else the first and the last.

        Raises SourceError if a text is not here, UsageError if there is only one version or none of that name.
        """
        first, last = stages or self.stages
        if first == last:
            if self.single and not stages:
                raise UsageError(
                    f"{self.slug} has only one stage: {self.single}",
                    mend="choose another instrument, see: legiscompare corpus list",
                )
            raise UsageError(f"{first!r} was named twice", where=self.slug, mend="name two different stages")
        chosen = self.version(first), self.version(last)
        return self.document(chosen[0]), self.document(chosen[1])


def _check(facts: _File, folder: Path, path: Path) -> None:
    """What types alone do not hold: names that name, versions in order, files that are there and stay inside."""
    mend = "see docs/how-to/add-an-instrument.md"
    if not SLUG.fullmatch(facts.slug) or facts.slug != folder.name:
        raise DataError(
            f"the slug {facts.slug!r} is not the name of its folder, {folder.name!r}", where=str(path), mend=mend
        )
    ids = [version.id for version in facts.versions]
    if len(set(ids)) < len(ids) or len(ids) < (1 if facts.single else 2):
        raise DataError(
            "an instrument needs two or more versions, each with its own id", where=str(path),
            mend='add a version, or say why there is only one: single = "…"',
        )  # fmt: skip
    if facts.pair and not set(facts.pair) <= set(ids):
        raise DataError(f"pair {facts.pair} names a version that the file does not have", where=str(path), mend=mend)
    dates = [version.date for version in facts.versions if version.date]
    if dates != sorted(dates):
        raise DataError(
            "the versions are not in the order of their dates", where=str(path), mend="put the earliest first"
        )
    for version in facts.versions:
        _check_version(version, folder, path)
    if wrong := sorted(set(facts.unverified) - set(FACTS)):
        raise DataError(f"unverified names what is not a field: {', '.join(wrong)}", where=str(path), mend=mend)


def _check_version(version: Version, folder: Path, path: Path) -> None:
    mend = "see docs/how-to/add-an-instrument.md"
    if not SLUG.fullmatch(version.id):
        raise DataError(
            f"id {version.id!r} is not a simple name", where=str(path), mend="use small letters, figures and hyphens"
        )
    if version.file and Path(version.file).name != version.file:
        raise DataError(f"file {version.file!r} is not a simple file name", where=str(path), mend=mend)
    if version.file and not (folder / version.file).is_file():
        raise DataError(
            f"the file {version.file!r} is missing beside it", where=str(path), mend="add the file, or correct its name"
        )
    if wrong := sorted(set(version.unverified) - set(FACTS)):
        raise DataError(
            f"{version.id}: unverified names what is not a field: {', '.join(wrong)}", where=str(path), mend=mend
        )
    for address in (version.address, version.original.address if version.original else ""):
        if address and not re.fullmatch(r"https://[^\s/]+/\S*", address):
            raise DataError(
                f"{version.id}: {address!r} is not an https address",
                where=str(path),
                mend="write an address that begins with https://, or leave the field out",
            )
    if version.articles < 0:
        raise DataError(
            f"{version.id}: {version.articles} articles",
            where=str(path),
            mend="write a number above 0, or leave the field out",
        )
