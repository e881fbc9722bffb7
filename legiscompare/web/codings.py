"""What coders decide, in one SQLite file: every step is a row that is added and never changed.

A step is on disk before it is acknowledged (write-ahead log, `synchronous = FULL`). Undoing adds a row too, so that nothing
that was ever acknowledged is lost. What stands now follows from the steps (`units.standing`).
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from legiscompare.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

VERSION = 1
WAIT = 10.0
"""Seconds to wait for another program that holds the file."""
_SCHEMA = """
CREATE TABLE coder (
  id INTEGER PRIMARY KEY, job TEXT NOT NULL, part INTEGER NOT NULL, name TEXT NOT NULL, blind INTEGER NOT NULL,
  UNIQUE (job, part, name)
);
CREATE TABLE step (
  id INTEGER PRIMARY KEY AUTOINCREMENT, coder INTEGER NOT NULL REFERENCES coder (id), batch INTEGER NOT NULL,
  kind TEXT NOT NULL, data TEXT NOT NULL
);
CREATE INDEX step_of_coder ON step (coder, id);
"""
LINK, DECIDE, NOTE, UNDO = "link", "decide", "note", "undo"
"""Kinds of step."""


@dataclass(frozen=True, slots=True)
class Coder:
    """One person's coding of one comparison. `blind`: the program's answers are hidden."""

    id: int
    job: str
    part: int
    name: str
    blind: bool


@dataclass(frozen=True, slots=True)
class CodingStep:
    """One thing a coder did. Steps of one `batch` were done, and are undone, together."""

    id: int
    batch: int
    kind: str
    data: dict[str, Any]


class Codings:
    """The file of codings. Raises DataError if it is damaged (a copy is put beside it), locked, or of another version."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "codings.sqlite"
        with self._open() as base:
            try:
                told = [row[0] for row in base.execute("PRAGMA quick_check")]
            except sqlite3.DatabaseError as error:
                if "locked" in str(error):
                    raise self._locked() from error
                raise self._damaged(str(error)) from error
            if told != ["ok"]:
                raise self._damaged(told[0])
            found = base.execute("PRAGMA user_version").fetchone()[0]
            if found == 0:
                base.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
            elif found != VERSION:
                raise DataError(
                    f"the codings have version {found}, but this program reads version {VERSION}", where=str(self.path),
                    mend="use the version of legiscompare that wrote them",
                )  # fmt: skip

    def _locked(self) -> DataError:
        return DataError(
            "another program has the file of codings open",
            where=str(self.path),
            mend="close that program and try again",
        )

    def _damaged(self, why: str) -> DataError:
        number = 1
        while (copy := self.path.with_name(f"codings.damaged-{number}.sqlite")).exists():
            number += 1
        for suffix in ("", "-wal"):
            side = self.path.with_name(self.path.name + suffix)
            if side.exists():
                shutil.copy2(side, copy.with_name(copy.name + suffix))
        return DataError(
            f"the file of codings is damaged ({why}); nothing was changed, and {copy.name} holds a copy",
            where=str(self.path), mend="repair it with sqlite3 (.recover), or move it away to begin again",
        )  # fmt: skip

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own for each piece of work, closed whatever happens."""
        try:
            base = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)
        except sqlite3.Error as error:
            raise DataError(str(error), where=str(self.path), mend="check the folder and your rights") from error
        try:
            try:
                base.execute("PRAGMA journal_mode = WAL")
                base.execute("PRAGMA synchronous = FULL")
                base.execute("PRAGMA foreign_keys = ON")
                base.execute("PRAGMA secure_delete = ON")
            except sqlite3.OperationalError as error:
                raise self._locked() from error
            except sqlite3.DatabaseError as error:
                raise self._damaged(str(error)) from error
            yield base
        finally:
            base.close()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it is kept, or nothing."""
        with self._open() as base:
            try:
                base.execute("BEGIN IMMEDIATE")
                yield base
                base.execute("COMMIT")
            except sqlite3.OperationalError as error:
                raise self._locked() from error

    def add_coder(self, job: str, part: int, name: str, *, blind: bool) -> Coder:
        """A new coder of a comparison. Raises UsageError for no name, or one that is taken."""
        name = "".join(c for c in " ".join(name.split()) if c.isprintable())[:80].strip()
        if not name:
            raise UsageError("a coder needs a name", mend="type a name; initials are enough")
        try:
            with self._writing() as base:
                made = base.execute(
                    "INSERT INTO coder (job, part, name, blind) VALUES (?, ?, ?, ?)", (job, part, name, blind)
                )
        except sqlite3.IntegrityError as error:
            raise UsageError(f"a coder {name!r} exists already", mend="choose that coder, or another name") from error
        return Coder(int(made.lastrowid or 0), job, part, name, blind)

    def coders(self, job: str, part: int) -> list[Coder]:
        """Everyone who codes a comparison, in the order they came."""
        with self._open() as base:
            rows = base.execute("SELECT * FROM coder WHERE job = ? AND part = ? ORDER BY id", (job, part)).fetchall()
        return [Coder(row[0], row[1], row[2], row[3], bool(row[4])) for row in rows]

    def coder(self, identifier: int) -> Coder:
        """The coder of that number. Raises UsageError if there is none."""
        with self._open() as base:
            row = base.execute("SELECT * FROM coder WHERE id = ?", (identifier,)).fetchone()
        if row is None:
            raise UsageError(
                "this coder does not exist here",
                mend="go back to the list of coders: the coding was deleted, or the address is incomplete",
            )
        return Coder(row[0], row[1], row[2], row[3], bool(row[4]))

    def add(self, coder: Coder, steps: Sequence[tuple[str, dict[str, Any]]]) -> int:
        """Put steps (kind, data) down as one batch; gives its number. On disk when this returns."""
        with self._writing() as base:
            batch = 1 + int(base.execute("SELECT coalesce(max(batch), 0) FROM step").fetchone()[0])
            base.executemany(
                "INSERT INTO step (coder, batch, kind, data) VALUES (?, ?, ?, ?)",
                [(coder.id, batch, kind, json.dumps(data, ensure_ascii=False)) for kind, data in steps],
            )
        return batch

    def undo(self, coder: Coder) -> list[CodingStep]:
        """Take back the last batch that stands; gives its steps, none where nothing stands."""
        standing = self.standing(coder)
        if not standing:
            return []
        last = standing[-1].batch
        self.add(coder, [(UNDO, {"batch": last})])
        return [step for step in standing if step.batch == last]

    def steps(self, coder: Coder) -> list[CodingStep]:
        """Everything a coder did, undone steps and undoing among it, in order."""
        with self._open() as base:
            rows = base.execute(
                "SELECT id, batch, kind, data FROM step WHERE coder = ? ORDER BY id", (coder.id,)
            ).fetchall()
        return [CodingStep(row[0], row[1], row[2], json.loads(row[3])) for row in rows]

    def standing(self, coder: Coder) -> list[CodingStep]:
        """The steps that were not undone."""
        every = self.steps(coder)
        gone = {step.data["batch"] for step in every if step.kind == UNDO}
        return [step for step in every if step.kind != UNDO and step.batch not in gone]

    def coded(self, job: str) -> int:
        """How many steps coders took on the comparisons of a job."""
        with self._open() as base:
            found = base.execute(
                "SELECT count(*) FROM step JOIN coder ON coder.id = step.coder WHERE coder.job = ?", (job,)
            ).fetchone()
        return int(found[0])

    def forget(self, job: str) -> None:
        """Delete everything that was coded of a job."""
        with self._writing() as base:
            base.execute("DELETE FROM step WHERE coder IN (SELECT id FROM coder WHERE job = ?)", (job,))
            base.execute("DELETE FROM coder WHERE job = ?", (job,))
        with self._open() as base:
            base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
