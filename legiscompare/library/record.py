"""An instrument on disk: `instrument.toml` and the texts beside it."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Literal

import msgspec

from legiscompare.errors import DataError, SourceError, UsageError
from legiscompare.model import Document, TextStatus
from legiscompare.parse import parse
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


class ProvisionStatus(_Table, frozen=True, forbid_unknown_fields=True):
    """Provisions whose text has another status than the whole."""

    provisions: tuple[str, ...]
    text_status: TextStatus
    note: str = ""


class Version(_Table, frozen=True, forbid_unknown_fields=True):
    """One version of an instrument: who issued it when, and how far its text may be quoted."""

    id: str
    file: str
    title: str
    language: str
    text_status: TextStatus
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


class Instrument:
    """An instrument of the library: what `instrument.toml` says, and the way to its texts.

    `slug`, `title`, `title_original`, `kind`, `language`, `jurisdiction`, `summary`, `notes`, `default` and `versions`
    are as written there; `folder` is where it stands.
    """

    def __init__(self, folder: Path, facts: _File) -> None:
        self.folder = folder
        self.slug, self.title, self.title_original = facts.slug, facts.title, facts.title_original
        self.kind, self.language, self.jurisdiction = facts.kind, facts.language, facts.jurisdiction
        self.summary, self.notes, self.default = facts.summary, facts.notes, facts.default
        self.versions = facts.versions

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

    def path(self, version: Version | str) -> Path:
        """Where the text of a version stands."""
        version = self.version(version) if isinstance(version, str) else version
        return self.folder / version.file

    def document(self, version: Version | str) -> Document:
        """A version, parsed, with the facts that `instrument.toml` states of it."""
        version = self.version(version) if isinstance(version, str) else version
        source = read(self.path(version), origin=f"{self.slug}/{version.file}")
        return parse(
            source,
            language=version.language,
            title=version.title,
            stage=version.stage_original or version.stage if version.language == "zh" else version.stage,
            date=version.date,
            issuer=version.issuer_original or version.issuer if version.language == "zh" else version.issuer,
            effective=version.effective,
            text_status=version.text_status,
            text_note=version.text_note,
            provision_status={
                ref: (one.text_status, one.note) for one in version.provision_status for ref in one.provisions
            },
        )

    @property
    def claims(self) -> Path | None:
        """The file of published claims about it, None where there is none."""
        path = self.folder / "claims.csv"
        return path if path.is_file() else None

    def pair(self) -> tuple[Document, Document]:
        """The first and the last version, parsed."""
        return self.document(self.versions[0]), self.document(self.versions[-1])


def _check(facts: _File, folder: Path, path: Path) -> None:
    """What types alone do not hold: names that name, versions in order, files that are there and stay inside."""
    mend = "see docs/how-to/add-an-instrument.md"
    if not SLUG.fullmatch(facts.slug) or facts.slug != folder.name:
        raise DataError(
            f"slug {facts.slug!r} is not the name of its folder, {folder.name!r}", where=str(path), mend=mend
        )
    ids = [version.id for version in facts.versions]
    if len(ids) < 2 or len(set(ids)) < len(ids):
        raise DataError("an instrument needs two or more versions with ids of their own", where=str(path), mend=mend)
    dates = [version.date for version in facts.versions if version.date]
    if dates != sorted(dates):
        raise DataError("the versions are not in the order of their dates", where=str(path), mend="put them in order")
    for version in facts.versions:
        if Path(version.file).name != version.file:
            raise DataError(f"file {version.file!r} is no plain file name", where=str(path), mend=mend)
        if not (folder / version.file).is_file():
            raise DataError(
                f"there is no file {version.file!r} beside it", where=str(path), mend="add it or mend the name"
            )
