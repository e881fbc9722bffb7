"""What a worker does with one pair: bytes of two texts in, bytes of the reports out."""

from __future__ import annotations

import errno
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from legiscompare.batch.listing import Job, date_of
from legiscompare.errors import LegiscompareError
from legiscompare.report import FORMATS, render
from legiscompare.report.tool import version

if TYPE_CHECKING:
    from legiscompare.model import Document

STEMS = {"json": "comparison", "csv": "sheet"}


@dataclass(frozen=True, slots=True)
class Task:
    """One pair as a worker gets it."""

    job: Job
    texts: tuple[bytes, bytes]
    """The two files as they were read."""
    formats: tuple[str, ...]
    version: str
    """Version of the driver's program: a worker of another version would give other results."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a worker gives back: the reports by file name, or why there are none."""

    id: str
    files: dict[str, bytes] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    """Changes by tag."""
    reason: str = ""


def file_name(form: str) -> str:
    """Name of the file that holds a pair's report of that format."""
    return f"{STEMS.get(form, 'report')}{FORMATS[form].suffix}"


def work(task: Task) -> Result:
    """Compare one pair. Never raises for what is wrong with a pair: the result then says what."""
    from legiscompare.pipeline import compare

    if task.version != version():
        return Result(task.job.id, reason=f"this worker has legiscompare {version()}, the driver {task.version}")
    try:
        comparison = compare(*_documents(task))
        with tempfile.TemporaryDirectory(prefix="legiscompare-") as folder:
            for form in task.formats:
                render(comparison, form, path=Path(folder) / file_name(form))
            files = {file_name(form): (Path(folder) / file_name(form)).read_bytes() for form in task.formats}
    except LegiscompareError as error:
        return Result(task.job.id, reason=str(error))
    except MemoryError:
        return Result(task.job.id, reason=_NO_MEMORY)
    except Exception as error:
        if _lacks_memory(error):
            return Result(task.job.id, reason=_NO_MEMORY)
        return Result(task.job.id, reason=f"{type(error).__name__}: {error} (this is a bug in legiscompare)")
    counts: dict[str, int] = {}
    for change in comparison.changes:
        counts[change.tag.value] = counts.get(change.tag.value, 0) + 1
    return Result(task.job.id, files, dict(sorted(counts.items())))


_NO_MEMORY = "the pair needs more memory than the limit of a worker"


def _lacks_memory(error: BaseException | None) -> bool:
    """Whether a library that a long pair needs could not be loaded under the limit: the loader names no number."""
    while error is not None:
        if isinstance(error, ImportError) and "failed to map" in str(error):
            return True
        if isinstance(error, OSError) and error.errno == errno.ENOMEM:
            return True
        error = error.__cause__ or error.__context__
    return False


def _documents(task: Task) -> list[Document]:
    from legiscompare.shortcuts import parse_versions

    parsed = [_document(task, side) for side in (0, 1)]
    return parsed if task.job.language else parse_versions(parsed, lambda side, tag: _document(task, side, tag))


def _document(task: Task, side: int, language: str = "") -> Document:
    from legiscompare.shortcuts import parse

    job = task.job
    return parse(
        task.texts[side],
        language=language or job.language or None,
        title=job.titles[side] or None,
        stage=job.stages[side] or None,
        date=date_of(job.dates[side], job.id),
        origin=Path((job.draft, job.final)[side]).name,
    )
