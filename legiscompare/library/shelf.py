"""Where the instruments stand: `corpus/` of a checkout, the same folder inside the wheel, or one of the user's own."""

from __future__ import annotations

import os
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from legiscompare.errors import DataError, UsageError
from legiscompare.library.kept import data_folder, path_of
from legiscompare.library.record import SLUG, Instrument
from legiscompare.model import Document, Notice
from legiscompare.parsing import parse
from legiscompare.read import read

PACKAGE = Path(__file__).resolve().parents[1]


def corpus_folder() -> Path:
    """The folder of instruments: `LEGISCOMPARE_CORPUS` if set, else the checkout's, else the one in the wheel."""
    own = os.environ.get("LEGISCOMPARE_CORPUS")
    if own:
        if not Path(own).is_dir():
            raise UsageError(
                "LEGISCOMPARE_CORPUS does not name a folder",
                where=own,
                mend="set it to a folder, or remove the variable",
            )
        return Path(own)
    checkout = PACKAGE.parent / "corpus"
    return checkout if (PACKAGE.parent / "pyproject.toml").is_file() and checkout.is_dir() else PACKAGE / "corpus_data"


def slugs() -> tuple[str, ...]:
    """Names of all instruments, sorted."""
    folder = corpus_folder()
    found = folder.iterdir() if folder.is_dir() else ()
    return tuple(sorted(path.name for path in found if (path / "instrument.toml").is_file()))


def instrument(slug: str) -> Instrument:
    """The instrument with this name. Raises UsageError if there is none, DataError if its files are malformed."""
    if not SLUG.fullmatch(slug) or slug not in slugs():
        near = [name for name in slugs() if slug and slug in name] or get_close_matches(slug, slugs(), n=3)
        mend = f"perhaps {' or '.join(near[:3])}; " if near else ""
        raise UsageError(f"the library has no instrument {slug!r}", mend=f"{mend}all names: legiscompare corpus list")
    return Instrument.load(corpus_folder() / slug)


def instruments() -> tuple[Instrument, ...]:
    """All instruments of the library, in the order of their names."""
    return tuple(instrument(slug) for slug in slugs())


def default() -> Instrument:
    """The instrument that stands for "no texts given". Raises DataError unless exactly one says so."""
    found = [one for one in instruments() if one.default]
    if len(found) != 1:
        raise DataError(
            f"{len(found)} instruments have the line default = true",
            where=str(corpus_folder()),
            mend="keep this line in exactly one of them",
        )
    return found[0]


def originals(
    one: Instrument, paths: tuple[Path | None, Path | None] = (None, None)
) -> tuple[Document | None, Document | None]:
    """First and last version in the language they were made in, where the user has them.

    From `paths` if given, else as fetched, else from `data_folder()/<slug>/`. A text that is not the one translated
    (another sha256) carries a notice `library.other-original`. Raises SourceError if a path given cannot be read.
    """
    first, last = (_original(one, stage, path) for stage, path in zip(one.stages, paths, strict=True))
    return first, last


def _original(one: Instrument, stage: str, path: Path | None) -> Document | None:
    version = one.version(stage)
    said = version.original
    encoding = None
    name = path.name if path else ""
    if path is None:
        if said is None:
            return None
        found = one.kept(version)
        name = said.file_pattern
        path = path_of(one.slug, found) if found else data_folder() / one.slug / name
        encoding = found.encoding or None if found else None
        if not path.is_file():
            return None
    document = parse(
        read(path, origin=name, encoding=encoding),
        language=said.language if said else None,
        stage=version.stage_original or None,
        date=version.date,
        text_status=said.text_status if said else None,
    )
    if said and said.sha256 and document.sha256 != said.sha256:
        said_so = "is not the text that was translated, as its sha256 shows, so passages may differ"
        notice = Notice("library.other-original", f"{name} {said_so}")
        return replace(document, warnings=(*document.warnings, notice))
    return document
