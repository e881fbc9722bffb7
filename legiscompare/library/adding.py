"""`corpus add`: an entry of one's own from two files."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from legiscompare.errors import SourceError, UsageError
from legiscompare.library.record import SLUG, Instrument
from legiscompare.library.said import COLUMNS
from legiscompare.library.shelf import corpus_folder
from legiscompare.parsing import parse
from legiscompare.read import read

if TYPE_CHECKING:
    import datetime as dt

    from legiscompare.model import Document, TextStatus

__all__ = ["AddedSide", "GivenFacts", "add", "own_folder", "read_side"]


@dataclass(frozen=True, slots=True)
class AddedSide:
    """What is known of one of the two texts."""

    path: Path
    title: str
    stage: str
    date: dt.date | None
    issuer: tuple[str, ...]
    status: TextStatus
    address: str = ""


@dataclass(frozen=True, slots=True)
class GivenFacts:
    """What is known of the instrument."""

    slug: str
    title: str
    jurisdiction: str
    language: str
    summary: str = ""


def own_folder() -> Path:
    """The folder that new entries go to: `LEGISCOMPARE_CORPUS`. Raises UsageError if it is not set."""
    if not os.environ.get("LEGISCOMPARE_CORPUS"):
        raise UsageError(
            "an entry can only be added to a library of your own, not to the one of the program", where="LEGISCOMPARE_CORPUS",
            mend="set this variable to a folder of yours, or give the folder with --into",
        )  # fmt: skip
    return corpus_folder()


def read_side(path: Path, *, language: str | None = None) -> Document:
    """A file, parsed, to see what it says of itself: title, date, issuer, language."""
    return parse(read(path), language=language)


def add(facts: GivenFacts, draft: AddedSide, final: AddedSide, folder: Path) -> Instrument:
    """Make the entry `folder/<slug>/`: the two files, `instrument.toml`, `SOURCES.md`, an empty `claims.csv`.

    All or nothing. Raises UsageError if the name is taken or no plain name, SourceError if it cannot be written,
    DataError if the facts contradict each other (dates in the wrong order).
    """
    if not SLUG.fullmatch(facts.slug):
        raise UsageError(
            f"{facts.slug!r} is not a simple name",
            where="--slug",
            mend="use small letters, figures and hyphens: parks-2030",
        )
    target = folder / facts.slug
    if target.exists():
        raise UsageError(
            f"the library has an entry {facts.slug!r} already",
            where=str(folder),
            mend="choose another name with --slug",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as made:
            entry = Path(made) / facts.slug
            entry.mkdir()
            for name, side in (("draft", draft), ("final", final)):
                shutil.copyfile(side.path, entry / f"{name}{side.path.suffix.lower()}")
            (entry / "instrument.toml").write_text(_toml(facts, draft, final), encoding="utf-8")
            (entry / "SOURCES.md").write_text(_sources(facts, draft, final), encoding="utf-8")
            (entry / "claims.csv").write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
            Instrument.load(entry)
            entry.replace(target)
    except OSError as error:
        raise SourceError(
            error.strerror or "cannot be written", where=str(folder), mend="check the folder and your rights"
        ) from error
    return Instrument.load(target)


def _text(value: str) -> str:
    """A string of TOML: those of JSON are ones, but for the control character DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _toml(facts: GivenFacts, draft: AddedSide, final: AddedSide) -> str:
    lines = [
        f"slug = {_text(facts.slug)}", f"title = {_text(facts.title)}", 'kind = "instrument"',
        f"language = {_text(facts.language)}", f"jurisdiction = {_text(facts.jurisdiction)}",
        f"summary = {_text(facts.summary)}",
    ]  # fmt: skip
    for name, side in (("draft", draft), ("final", final)):
        lines += ["", "[[versions]]", f'id = "{name}"', f'file = "{name}{side.path.suffix.lower()}"']
        lines += [f"title = {_text(side.title)}", f"stage = {_text(side.stage)}"]
        lines += [f"date = {side.date.isoformat()}"] if side.date else []
        lines += [f"issuer = [{', '.join(map(_text, side.issuer))}]", f"language = {_text(facts.language)}"]
        lines += [f'text_status = "{side.status}"']
        if side.address:
            lines.append(f'sources = [{{ name = "official address", url = {_text(side.address)} }}]')
    return "\n".join(lines) + "\n"


def _sources(facts: GivenFacts, draft: AddedSide, final: AddedSide) -> str:
    lines = [
        "# Where these texts come from",
        "",
        facts.title,
        "",
        "| text | file | status | address |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {name} | {side.path.name} | {side.status} | {f'<{side.address}>' if side.address else 'not given'} |"
        for name, side in (("draft", draft), ("final", final))
    ]
    return "\n".join([*lines, "", "Say here who checked the texts, and against what.", ""])
