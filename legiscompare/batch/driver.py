"""The driver: what is to be done, largest first; results written whole; a folder has one driver at a time.

`manifest.json` holds the hashes of all inputs. The results of a pair count once its `done.json` stands, which is written
last and taken away first: a driver that is killed at any moment leaves nothing that another would take for a result.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.batch import engines
from legiscompare.batch.child import WorkerLimits
from legiscompare.batch.outcome import Outcome
from legiscompare.batch.tables import CHANGES, SUMMARY, write_tables
from legiscompare.batch.work import Task, file_name
from legiscompare.errors import SourceError, UsageError
from legiscompare.report import folder as make_folder
from legiscompare.report import write
from legiscompare.report.tool import version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from legiscompare.batch.listing import Job
    from legiscompare.batch.work import Result

MANIFEST, LOCK, DONE = "manifest.json", ".batch.lock", "done.json"


class _Input(NamedTuple):
    """A job and what its texts are."""

    job: Job
    sha256: tuple[str, str]
    size: int
    reason: str
    """Why a text cannot be read."""


def run(
    todo: Iterable[Job],
    folder: str | Path,
    *,
    formats: tuple[str, ...] = ("json", "csv"),
    workers: int | None = None,
    again: bool = False,
    engine: str = "processes",
    address: str | None = None,
    limits: WorkerLimits | None = None,
) -> Iterator[Outcome]:
    """Compare each pair and write its reports into `folder/<id>/`; outcomes come as they are ready.

    JSON is always among the formats. After the last outcome the tables are written (`tables`). A pair whose texts,
    facts, formats and program version are those of its `done.json` is kept, unless `again`. A failure of one pair
    stops no other. `engine` is `processes` or `dask`, `address` that of a Dask scheduler.
    Raises UsageError where another batch writes into the folder, or an engine or address does not fit.
    """
    if engine not in engines.ENGINES:
        raise UsageError(f"there is no engine {engine!r}", mend=f"use one of {', '.join(engines.ENGINES)}")
    if address is not None and engine != "dask":
        raise UsageError(
            "this names a Dask scheduler, but another engine was chosen", where="--address", mend="add --engine dask"
        )
    limits = limits or WorkerLimits()
    start = (
        functools.partial(engines.dask, workers=workers, limits=limits, address=address)
        if engine == "dask"
        else functools.partial(engines.processes, workers=workers, limits=limits)
    )
    target = make_folder(Path(folder))
    made: dict[str, Outcome] = {}
    with _alone(target):
        inputs = [_input(job) for job in todo]
        for outcome in _run(inputs, target, ("json", *(f for f in formats if f != "json")), again, start):
            made[outcome.id] = outcome
            yield outcome
        write_tables(target, [made[one.job.id] for one in inputs])


def _run(
    inputs: list[_Input], target: Path, formats: tuple[str, ...], again: bool, start: engines.Engine
) -> Iterator[Outcome]:
    _tidy(target, (MANIFEST, SUMMARY, CHANGES))
    write(target / MANIFEST, _manifest(inputs, formats))
    waiting: list[_Input] = []
    for one in inputs:
        if one.reason:
            yield Outcome(one.job.id, "failed", one.reason, sha256=one.sha256, size=one.size)
        elif (counts := None if again else _kept(one, target / one.job.id, formats)) is not None:
            yield Outcome(one.job.id, "kept", counts=counts, sha256=one.sha256, size=one.size)
        else:
            waiting.append(one)
    if not waiting:
        return
    # The largest first: the last to finish are small, and no worker waits long for another.
    waiting.sort(key=lambda one: (-one.size, one.job.id))
    known = {one.job.id: one for one in waiting}
    refused: list[Outcome] = []
    for result in start(_tasks(waiting, formats, refused)):
        yield _written(result, known[result.id], target / result.id, formats)
        while refused:
            yield refused.pop()
    yield from refused


def _tasks(waiting: Iterable[_Input], formats: tuple[str, ...], refused: list[Outcome]) -> Iterator[Task]:
    """Tasks, their texts read only now; a text that is gone or changed meanwhile is refused."""
    for one in waiting:
        found = _input(one.job)
        if found.sha256 != one.sha256:
            reason = found.reason or "a text was changed while the batch ran"
            refused.append(Outcome(one.job.id, "failed", reason, sha256=one.sha256, size=one.size))
            continue
        texts = Path(one.job.draft).read_bytes(), Path(one.job.final).read_bytes()
        yield Task(one.job, texts, formats, version())


def _written(result: Result, one: _Input, place: Path, formats: tuple[str, ...]) -> Outcome:
    """The outcome of a result, its files written; a disk that is full fails the pair."""
    if result.reason:
        return Outcome(one.job.id, "failed", result.reason, sha256=one.sha256, size=one.size)
    try:
        place.mkdir(exist_ok=True)
        (place / DONE).unlink(missing_ok=True)
        _tidy(place, (*result.files, DONE))
        for name, data in sorted(result.files.items()):
            write(place / name, data)
        mark = {"mark": _mark(one, formats), "counts": result.counts}
        write(place / DONE, json.dumps(mark, indent=1).encode())
    except (OSError, SourceError) as error:
        return Outcome(one.job.id, "failed", str(error), sha256=one.sha256, size=one.size)
    return Outcome(one.job.id, "done", counts=result.counts, sha256=one.sha256, size=one.size)


def _tidy(folder: Path, names: Iterable[str]) -> None:
    """Take away what a driver that was killed had half written."""
    for name in names:
        for left in folder.glob(f".{name}.*"):
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()


def _input(job: Job) -> _Input:
    hashes, size = [], 0
    for path in (job.draft, job.final):
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            told = SourceError(error.strerror or "cannot be read", where=path, mend="check the path")
            return _Input(job, ("", ""), 0, str(told))
        hashes.append(hashlib.sha256(data).hexdigest())
        size += len(data)
    return _Input(job, (hashes[0], hashes[1]), size, "")


def _mark(one: _Input, formats: tuple[str, ...]) -> str:
    """Of everything that a pair's reports depend on: neither where its files lie nor what else is compared."""
    job = {**asdict(one.job), "draft": Path(one.job.draft).name, "final": Path(one.job.final).name}
    return hashlib.sha256(json.dumps([version(), job, sorted(formats), one.sha256]).encode()).hexdigest()


def _kept(one: _Input, place: Path, formats: tuple[str, ...]) -> dict[str, int] | None:
    """The counts of a pair that was done before of the same things; None if it was not."""
    try:
        found = json.loads((place / DONE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(found, dict) or found.get("mark") != _mark(one, formats):
        return None
    if not all((place / file_name(form)).is_file() for form in formats):
        return None
    return {str(tag): int(count) for tag, count in found["counts"].items()}


def _manifest(inputs: Iterable[_Input], formats: tuple[str, ...]) -> bytes:
    pairs = {
        one.job.id: {
            "draft": {"file": Path(one.job.draft).name, "sha256": one.sha256[0]},
            "final": {"file": Path(one.job.final).name, "sha256": one.sha256[1]},
            "bytes": one.size,
            **({"error": one.reason} if one.reason else {}),
        }
        for one in inputs
    }
    made = {"tool": f"legiscompare {version()}", "formats": sorted(formats), "pairs": pairs}
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the system gives it free when its holder ends, however it ends."""
    with (folder / LOCK).open("a+b") as file:
        try:
            _lock(file.fileno())
        except OSError as error:
            raise UsageError(
                "another batch is writing into this folder",
                where=str(folder),
                mend="wait until it is done, or choose another folder with -o",
            ) from error
        yield


def _lock(file: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
