"""Many pairs, in many processes; what is done already is not done again.

A list of pairs is CSV with the columns id, draft, final and, where the texts do not say, language, draft_title,
final_title, draft_stage, final_stage, draft_date, final_date. Paths are taken from the folder of the list.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import os
import re
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.errors import DataError, LegiscompareError, SourceError
from legiscompare.report import FORMATS, render, write
from legiscompare.report.tool import version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from legiscompare.model import Document

__all__ = ["Job", "Outcome", "jobs", "run"]

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
STEMS = {"json": "comparison", "csv": "sheet"}


@dataclass(frozen=True, slots=True)
class Job:
    """One pair: an id that names its folder, the two files, and what the texts do not say of themselves."""

    id: str
    draft: str
    final: str
    language: str = ""
    titles: tuple[str, str] = ("", "")
    stages: tuple[str, str] = ("", "")
    dates: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: `done`, `kept` (done before, nothing changed) or `failed` with the reason."""

    id: str
    state: str
    reason: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    """Changes by tag."""


class _Mark(NamedTuple):
    """What `done.json` says: of what the reports were made, and the changes by tag."""

    mark: str
    counts: dict[str, int]


def jobs(path: str | Path) -> tuple[Job, ...]:
    """Read a list of pairs. Raises SourceError if it cannot be read, DataError naming the line if it is malformed."""
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SourceError(error.strerror or "cannot be read", where=str(path), mend="check the path") from error
    except UnicodeDecodeError as error:
        raise DataError("the list of pairs is not UTF-8", where=str(path), mend="save it as CSV in UTF-8") from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if not {"id", "draft", "final"} <= set(reader.fieldnames or ()):
        raise DataError("a list of pairs has the columns id, draft, final", where=f"{path}:1", mend="add them")
    found: dict[str, Job] = {}
    for row in reader:
        where = f"{path}:{reader.line_num}"
        cells = {name: (cell or "").strip() for name, cell in row.items() if name}
        if not _ID.fullmatch(cells["id"]) or not cells["draft"] or not cells["final"]:
            raise DataError(
                "a pair needs an id fit for a folder's name, a draft and a final text", where=where, mend="mend the row"
            )
        if cells["id"] in found:
            raise DataError(f"id {cells['id']!r} stands here twice", where=where, mend="give each pair its own")
        for name in ("draft_date", "final_date"):
            if cells.get(name):
                _date(cells[name], where)
        found[cells["id"]] = Job(
            cells["id"],
            str(path.parent / cells["draft"]),
            str(path.parent / cells["final"]),
            cells.get("language", ""),
            (cells.get("draft_title", ""), cells.get("final_title", "")),
            (cells.get("draft_stage", ""), cells.get("final_stage", "")),
            (cells.get("draft_date", ""), cells.get("final_date", "")),
        )
    return tuple(found.values())


def _date(text: str, where: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise DataError(f"{text!r} is no date", where=where, mend="write it as 2023-04-11") from error


def run(
    todo: Iterable[Job],
    folder: str | Path,
    *,
    formats: tuple[str, ...] = ("json", "csv"),
    workers: int | None = None,
    again: bool = False,
) -> Iterator[Outcome]:
    """Compare each pair and write its reports into `folder/<id>/`; outcomes come as they are ready.

    A pair whose texts, facts, formats and program version are those of its `done.json` is kept, unless `again`. A
    failure of one pair stops no other. `workers=1` runs in this process.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    waiting = list(todo)
    count = min(workers or os.cpu_count() or 1, len(waiting)) or 1
    if count == 1:
        for job in waiting:
            yield _one(job, target, formats, again)
        return
    with ProcessPoolExecutor(count) as pool:
        futures = [pool.submit(_one, job, target, formats, again) for job in waiting]
        for future in as_completed(futures):
            yield future.result()


def _one(job: Job, folder: Path, formats: tuple[str, ...], again: bool) -> Outcome:
    from legiscompare.pipeline import compare

    place = folder / job.id
    try:
        mark = _mark(job, formats)
        before = _read_mark(place / "done.json")
        whole = all((place / _name(one)).is_file() for one in formats)
        if before and before.mark == mark and whole and not again:
            return Outcome(job.id, "kept", counts=before.counts)
        draft, final = _documents(job)
        comparison = compare(draft, final)
        place.mkdir(exist_ok=True)
        for one in formats:
            render(comparison, one, path=place / _name(one))
        counts: dict[str, int] = {}
        for change in comparison.changes:
            counts[change.tag.value] = counts.get(change.tag.value, 0) + 1
        counts = dict(sorted(counts.items()))
        write(place / "done.json", json.dumps({"mark": mark, "counts": counts}, indent=1).encode())
    except LegiscompareError as error:
        return Outcome(job.id, "failed", str(error))
    except Exception as error:
        return Outcome(job.id, "failed", f"{type(error).__name__}: {error} (this is a bug in legiscompare)")
    return Outcome(job.id, "done", counts=counts)


def _documents(job: Job) -> list[Document]:
    from legiscompare.shortcuts import parse_versions

    parsed = [_document(job, side) for side in (0, 1)]
    return parsed if job.language else parse_versions(parsed, lambda side, tag: _document(job, side, tag))


def _document(job: Job, side: int, language: str = "") -> Document:
    from legiscompare.shortcuts import parse

    path = (job.draft, job.final)[side]
    return parse(
        path,
        language=language or job.language or None,
        title=job.titles[side] or None,
        stage=job.stages[side] or None,
        date=_date(job.dates[side], job.id),
        origin=Path(path).name,
    )


def _name(form: str) -> str:
    return f"{STEMS.get(form, 'report')}{FORMATS[form].suffix}"


def _mark(job: Job, formats: tuple[str, ...]) -> str:
    """Of everything that a pair's reports depend on."""
    digest = hashlib.sha256(json.dumps([version(), asdict(job), formats]).encode())
    for path in (job.draft, job.final):
        try:
            digest.update(hashlib.sha256(Path(path).read_bytes()).digest())
        except OSError as error:
            raise SourceError(error.strerror or "cannot be read", where=path, mend="check the path") from error
    return digest.hexdigest()


def _read_mark(path: Path) -> _Mark | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None  # no mark, or one that was cut short: the pair is compared again
    return (
        _Mark(found["mark"], found["counts"])
        if isinstance(found, dict) and {"mark", "counts"} <= found.keys()
        else None
    )
