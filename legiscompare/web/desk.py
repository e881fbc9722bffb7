"""Texts and comparisons on this machine: one folder for each, named by us, made by a process of its own.

A comparison is named by what it is made of (texts, titles, stages, dates), so that asking twice, from two windows, starts
the work once. Nothing on disk bears a name that came from outside.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legiscompare.errors import DataError, SourceError, UsageError
from legiscompare.pipeline import STAGES
from legiscompare.report import load, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Comparison

READ, WRITE, DONE, FAILED, STOPPED = "read", "write", "done", "failed", "stopped"
ENDS = frozenset({DONE, FAILED, STOPPED})
SHOWN_NAME = 120
"""Most characters of a user's file name that are shown."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text that the user gave: bytes, and what the user says of it."""

    data: bytes
    name: str = ""
    """What it is called where it is shown: the user's file name, cleaned. Never a name on disk."""
    title: str = ""
    stage: str = ""
    date: str = ""
    """As 2030-01-02, or empty."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a comparison is made of. Either texts, or an instrument of the library with stages."""

    texts: tuple[Text, ...] = ()
    slug: str = ""
    stages: tuple[str, ...] = ()
    force: bool = False
    language: str = ""
    """Of the texts, as a BCP-47 tag; empty: detected."""


@dataclass(frozen=True, slots=True)
class DeskJob:
    """A comparison on the desk, as its folder says."""

    id: str
    folder: Path
    request: dict[str, Any]
    state: dict[str, Any] = field(default_factory=dict)

    @property
    def stage(self) -> str:
        """One of READ, the stages of the pipeline, WRITE, DONE, FAILED, STOPPED."""
        return str(self.state.get("stage", READ))

    @property
    def ended(self) -> bool:
        """Whether no work goes on."""
        return self.stage in ENDS

    @property
    def share(self) -> float:
        """How much is done, 0 to 1: whole stages, each counted alike."""
        if self.stage == DONE:
            return 1.0
        steps = len(STAGES) * max(1, int(self.state.get("parts", 1))) + 2
        return min(1.0, float(self.state.get("step", 0)) / steps)

    @property
    def pairs(self) -> list[dict[str, Any]]:
        """The comparisons made: `{"file": …, "draft": …, "final": …}`, in order."""
        return list(self.state.get("pairs", ()))

    @property
    def title(self) -> str:
        """What it is about, for lists; empty before its texts were read."""
        return str(self.state.get("title", ""))


def shown_name(name: str) -> str:
    """A user's file name as it may be shown: no folders, no control characters, not endless."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[-SHOWN_NAME:].strip()


class Desk:
    """All comparisons of one folder. One process at a time has it (`serving.locked`)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "work"
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._lock = threading.Lock()
        for job in self.jobs():
            if not job.ended:  # the process that did it is gone with the one that started it
                self._say(job.folder, {**job.state, "stage": STOPPED})

    def jobs(self) -> list[DeskJob]:
        """Every comparison, the last made first."""
        found = [job for path in self.folder.iterdir() if (job := self._job(path.name))]
        return sorted(found, key=lambda job: (-int(job.request.get("number", 0)), job.id))

    def job(self, identifier: str) -> DeskJob:
        """The comparison of that name. Raises UsageError if there is none."""
        found = self._job(identifier)
        if found is None:
            raise UsageError(
                "this comparison does not exist here",
                mend="go back to the first page: it was deleted, or the address is incomplete",
            )
        return found

    def _job(self, identifier: str) -> DeskJob | None:
        if len(identifier) != 20 or not set(identifier) <= set("0123456789abcdef"):
            return None
        folder = self.folder / identifier
        request = _read(folder / "request.json")
        if request is None:
            return None
        return DeskJob(identifier, folder, request, _read(folder / "state.json") or {})

    def start(self, asked: Asked) -> DeskJob:
        """The comparison of what was asked; the work begins unless it is done, or going on, already."""
        identifier = _name(asked)
        with self._lock:
            found = self._job(identifier)
            if found and (found.stage == DONE or (not found.ended and self._alive(identifier))):
                return found
            folder = self.folder / identifier
            if found is None:
                self._lay(folder, asked)
            self._say(folder, {"stage": READ, "step": 0, "parts": 1})
            self._running[identifier] = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", "legiscompare.web.work", str(folder)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, map(os.path.abspath, sys.path)))},
            )
            # Nobody may ask for it again: its end is taken note of, so that no process is left behind.
            threading.Thread(target=self._running[identifier].wait, daemon=True).start()
        return self.job(identifier)

    def _lay(self, folder: Path, asked: Asked) -> None:
        """The folder with everything the work needs; laid beside and moved into place whole."""
        number = 1 + max((int(job.request.get("number", 0)) for job in self.jobs()), default=0)
        laid = folder.with_name(f".{folder.name}")
        shutil.rmtree(laid, ignore_errors=True)
        laid.mkdir(mode=0o700)
        texts = []
        for place, text in enumerate(asked.texts):
            (laid / f"text-{place}.bin").write_bytes(text.data)
            texts.append({**{k: v for k, v in asdict(text).items() if k != "data"}, "file": f"text-{place}.bin"})
        request = {
            "number": number, "texts": texts, "slug": asked.slug, "stages": list(asked.stages), "force": asked.force,
            "language": asked.language,
        }  # fmt: skip
        write(laid / "request.json", json.dumps(request, ensure_ascii=False).encode())
        laid.rename(folder)

    def asked(self, job: DeskJob) -> Asked:
        """What the comparison was made of, to be asked again with other titles."""
        texts = tuple(
            Text((job.folder / one["file"]).read_bytes(), one["name"], one["title"], one["stage"], one["date"])
            for one in job.request["texts"]
        )
        return Asked(
            texts,
            job.request["slug"],
            tuple(job.request["stages"]),
            bool(job.request["force"]),
            job.request["language"],
        )

    def watch(self, job: DeskJob) -> DeskJob:
        """The comparison as it stands now; a process that ended without a word is told as a failure."""
        with self._lock:
            if not job.ended and not self._alive(job.id):
                now = self.job(job.id)
                if not now.ended:
                    fault = {"what": "the work ended before it was done", "where": "", "mend": "start it again"}
                    self._say(job.folder, {**now.state, "stage": FAILED, "error": fault})
        return self.job(job.id)

    def _alive(self, identifier: str) -> bool:
        process = self._running.get(identifier)
        return process is not None and process.poll() is None

    def stop(self, job: DeskJob) -> None:
        """End the work on a comparison; what was made of it is thrown away, its texts stay."""
        with self._lock:
            self._end(job.id)
            if not self.job(job.id).ended:
                self._say(job.folder, {**job.state, "stage": STOPPED})

    def _end(self, identifier: str) -> None:
        process = self._running.pop(identifier, None)
        if process is not None and process.poll() is None:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def delete(self, job: DeskJob) -> None:
        """Everything of a comparison, its texts among it."""
        with self._lock:
            self._end(job.id)
            gone = job.folder.with_name(f".gone-{job.id}")
            job.folder.rename(gone)
            shutil.rmtree(gone)

    def close(self) -> None:
        """End all work."""
        for identifier in list(self._running):
            found = self._job(identifier)
            if found:
                self.stop(found)

    def comparison(self, job: DeskJob, part: int) -> Comparison:
        """The comparison of two neighbouring texts of a job. Raises UsageError if it is not there."""
        if job.stage != DONE or not 0 <= part < len(job.pairs):
            raise UsageError("this comparison is not ready yet", mend="wait until it is done")
        return load(job.folder / f"comparison-{part}.json")

    def _say(self, folder: Path, state: dict[str, Any]) -> None:
        say(folder, state)


def say(folder: Path, state: dict[str, Any]) -> None:
    """Write how a comparison stands, whole or not at all."""
    write(folder / "state.json", json.dumps(state, ensure_ascii=False).encode())


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SourceError(error.strerror or "cannot be read", where=str(path), mend="check your rights") from error
    except ValueError as error:
        raise DataError(
            "this file is damaged", where=str(path), mend="delete the folder of this file and compare again"
        ) from error
    return found if isinstance(found, dict) else None


def _name(asked: Asked) -> str:
    """From everything that can change the result, and from nothing else."""
    parts: Sequence[object] = [
        [[hashlib.sha256(t.data).hexdigest(), t.name, t.title, t.stage, t.date] for t in asked.texts],
        asked.slug, asked.stages, asked.force, asked.language,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:20]
