"""The list of pairs: CSV with the columns id, draft, final and, where the texts do not say, language, draft_title,
final_title, draft_stage, final_stage, draft_date, final_date. Paths are taken from the folder of the list.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass
from pathlib import Path

from legiscompare.errors import DataError, SourceError

__all__ = ["Job", "date_of", "jobs"]

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


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
        raise DataError(
            "the list of pairs needs the columns id, draft and final",
            where=f"{path}:1",
            mend="add the missing columns to the first row",
        )
    found: dict[str, Job] = {}
    for row in reader:
        where = f"{path}:{reader.line_num}"
        cells = {name: (cell or "").strip() for name, cell in row.items() if name}
        if not _ID.fullmatch(cells["id"]) or not cells["draft"] or not cells["final"]:
            raise DataError(
                "a pair needs an id that can name a folder, a draft and a final text",
                where=where,
                mend="correct this row",
            )
        if cells["id"] in found:
            raise DataError(f"id {cells['id']!r} is used twice", where=where, mend="give each pair its own id")
        for name in ("draft_date", "final_date"):
            if cells.get(name):
                date_of(cells[name], where)
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


def date_of(text: str, where: str) -> dt.date | None:
    """The date, None for an empty cell. Raises DataError naming `where` for anything else."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise DataError(f"{text!r} is not a date", where=where, mend="write it as 2023-04-11") from error
