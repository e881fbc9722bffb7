"""`corpus fetch`: official texts into the user's data folder, each read and counted before it is kept."""

from __future__ import annotations

import datetime as dt
import fnmatch
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from legiscompare.errors import DecodeError, MissingExtra, SourceError, UsageError
from legiscompare.library import pending
from legiscompare.library.checks import articles
from legiscompare.library.kept import Kept, data_folder, keep, sound
from legiscompare.library.looks import refuse_unreadable, what_it_is
from legiscompare.library.record import Original
from legiscompare.parsing import parse
from legiscompare.read import Limits, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from legiscompare.library.download import Visitor
    from legiscompare.library.record import Instrument, Version
    from legiscompare.model import Document, TextStatus

__all__ = ["Done", "choose_file", "fetch_stage", "take_file"]

_SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md",
    "application/pdf": ".pdf", "application/xml": ".xml", "text/xml": ".xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}  # fmt: skip
_KNOWN = frozenset({*_SUFFIXES.values(), ".htm", ".shtml", ".markdown", ".akn"})


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one stage: `new`, `the same`, `changed` or `here already`; and what the user should know."""

    stage: str
    outcome: str
    told: tuple[str, ...] = ()


def fetch_stage(
    one: Instrument,
    version: Version,
    visitor: Visitor,
    *,
    address: str = "",
    refresh: bool = False,
    encoding: str = "",
    accept: bool = False,
) -> Done:
    """Fetch the official text of a stage, unless it is here already.

    `address` is asked instead of the entry's. `accept` keeps a text that does not fit the entry. Raises SourceError or
    LimitExceeded, with nothing kept but what the next try can go on from.
    """
    wanted = _wanted(one, version)
    asked = address or wanted.address
    now = one.kept(version)
    if now and not refresh and not address and not (fault := sound(one.slug, now)):
        return Done(version.id, "here already", (f"{now.how} {now.when[:10]}, {now.articles} articles",))
    if not asked:
        raise SourceError(
            "no official address is known", where=f"{one.slug} {version.id}",
            mend="give its address with --address, or save the text yourself and give the folder with --from",
        )  # fmt: skip
    told = [f"{version.id}: {fault}; it is fetched anew"] if now and not refresh and not address else []
    parts = data_folder() / one.slug / "parts"
    waiting = None if refresh else pending.take(parts, asked)
    page = waiting or visitor.get(asked, parts)
    if waiting:
        told.append("read again from what was fetched on the last try; --refresh asks the site anew")
    if page.continued:
        told.append(f"went on after {page.continued:,} bytes that came on the last try")
    told += [f"redirected: {step}" for step in page.redirects]
    told += [f"arrived at: {page.address}"] if page.redirects else []
    found = Kept(
        stage=version.id, file="", sha256="", size=0, how="fetched", when=_now(), asked=asked, address=page.address,
        media_type=page.media_type, encoding=encoding,
    )  # fmt: skip
    name = PurePosixPath(unquote(urlsplit(page.address).path)).name or "index"
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in _KNOWN and not suffix.startswith((".doc", ".wps", ".zip")):
        name += _SUFFIXES.get(page.media_type, "")
    try:
        done = _keep(one, version, page.data, name, found, visitor.limits, accept=accept, told=told)
    except (DecodeError, MissingExtra):
        pending.put(parts, asked, page)
        raise
    except SourceError:
        pending.drop(parts, asked)
        raise
    pending.drop(parts, asked)
    return done


def take_file(
    one: Instrument,
    version: Version,
    path: Path,
    *,
    limits: Limits | None = None,
    encoding: str = "",
    accept: bool = False,
    status: TextStatus | None = None,
) -> Done:
    """Take the official text of a stage from a file that the user saved. Raises SourceError, with nothing kept."""
    _wanted(one, version)
    limits = limits or Limits()
    try:
        limits.check("max_bytes", path.stat().st_size, where=str(path), unit="bytes")
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(error.strerror or "cannot be read", where=str(path), mend="check the path") from error
    found = Kept(
        stage=version.id, file="", sha256="", size=0, how="given", when=_now(), asked=path.name, encoding=encoding,
        status=status.value if status else "transcription",
    )  # fmt: skip
    return _keep(one, version, data, path.name, found, limits, accept=accept, told=[f"from {path.name}"])


def choose_file(one: Instrument, version: Version, folder: Path) -> Path | None:
    """The file of a stage in a folder: named as the stage, as the entry says, beginning with the stage, or dated.

    None if no file fits. Raises UsageError if several fit equally, SourceError if there is no such folder.
    """
    if not folder.is_dir():
        raise SourceError("this folder does not exist", where=str(folder), mend="check the path")
    wanted = _wanted(one, version)
    patterns = (wanted.file_pattern,) if isinstance(wanted, Original) else version.names
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    day = version.date.isoformat() if version.date else ""
    begins = re.compile(re.escape(version.id) + r"(?:[._ -]|$)")
    rules: tuple[Callable[[str], bool], ...] = (
        lambda name: PurePosixPath(name).stem == version.id,
        lambda name: any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns),
        lambda name: bool(begins.match(name)) and not _longer(one, version, name),
        lambda name: bool(day) and day in name,
    )
    for rule in rules:
        fit = [path for path in files if rule(path.name)]
        if len(fit) > 1:
            raise UsageError(
                f"{len(fit)} files could be {version.id!r}: {', '.join(path.name for path in fit)}", where=str(folder),
                mend=f"rename the right one to {version.id}{fit[0].suffix}, or move the others away",
            )  # fmt: skip
        if fit:
            return fit[0]
    return None


def _longer(one: Instrument, version: Version, name: str) -> bool:
    """Whether the name begins with the id of another stage that is longer: `draft-2.html` is not `draft`."""
    return any(
        other.id != version.id and other.id.startswith(version.id) and name.startswith(other.id)
        for other in one.versions
    )


def _wanted(one: Instrument, version: Version) -> Original | Version:
    wanted = version.to_fetch
    if wanted is None:
        raise UsageError(
            f"the text of {version.id!r} is part of the library, so there is nothing to fetch",
            where=one.slug,
            mend=f"compare it at once: legiscompare compare {one.slug}",
        )
    return wanted


def _now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _keep(
    one: Instrument,
    version: Version,
    data: bytes,
    name: str,
    found: Kept,
    limits: Limits,
    *,
    accept: bool,
    told: list[str],
) -> Done:
    """Read, check and keep a text. Raises SourceError, with nothing kept, if it is not the text of the entry."""
    wanted = _wanted(one, version)
    where = found.address or name
    refuse_unreadable(data, name, where)
    source = read(data, limits=limits, encoding=found.encoding or None, origin=name)
    document = parse(source, language=wanted.language)
    count = articles(document)
    told += _fits(one, version, wanted, data, document, parse(source), where, accept=accept)
    told += [f"{notice.ref} {notice.message}".strip() for notice in source.warnings]
    sha256 = hashlib.sha256(data).hexdigest()
    before = one.kept(version)
    suffix = PurePosixPath(name).suffix.lower()
    facts = {
        "file": f"{version.id}-{sha256[:16]}{suffix if re.fullmatch(r'[.][a-z0-9]{1,8}', suffix) else '.txt'}",
        "sha256": sha256, "size": len(data), "articles": count, "accepted": accept,
    }  # fmt: skip
    keep(one.slug, found.with_(**facts), data)
    told.append(f"{count} articles, {len(data):,} bytes, sha256 {sha256[:16]}…")
    if before is None:
        return Done(version.id, "new", tuple(told))
    if before.sha256 == sha256:
        return Done(version.id, "the same", (f"the same bytes as on {before.when[:10]}", *told))
    kept_as = f"the text changed since {before.when[:10]}; the old one is kept as {before.file}"
    return Done(version.id, "changed", (kept_as, *told))


def _fits(
    one: Instrument, version: Version, wanted: Original | Version, data: bytes, document: Document, guessed: Document,
    where: str, *, accept: bool,
) -> list[str]:  # fmt: skip
    """What to say of a text against its entry. Raises SourceError if it is not the text that the entry tells of."""
    count = articles(document)
    told = []
    if guessed.language.split("-")[0] != wanted.language.split("-")[0] and articles(guessed):
        said = f"the text is in {guessed.language!r}, the entry says {wanted.language!r}"
        if not accept or not count:
            raise SourceError(said, where=where, mend=f"{_mend(one, version)}; or keep it all the same with --accept")
        told.append(said)
    if count == 0:
        raise SourceError(
            f"this is not the text: {what_it_is(data, document.text)}", where=where, mend=_mend(one, version)
        )
    if wanted.articles and count != wanted.articles:
        said = f"{count} articles were found, the entry says {wanted.articles}"
        certain = "articles" not in version.unverified
        if certain and not accept:
            raise SourceError(said, where=where, mend=f"{_mend(one, version)}; or keep it all the same with --accept")
        told.append(said if certain else f"{said}, which is unverified")
    return told


def _mend(one: Instrument, version: Version) -> str:
    return (
        f"look at the page; give the right address (legiscompare corpus fetch {one.slug} {version.id} --address …) "
        "or a file that you saved (--from FOLDER)"
    )
