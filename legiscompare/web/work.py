"""The work on one comparison, in a process of its own: `python -m legiscompare.web.work FOLDER`.

Reads `request.json`, says in `state.json` how far it is, and writes `comparison-0.json` and so on; for three texts or more
also `history.html` and `history.md`.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legiscompare.errors import InvariantError, LegiscompareError, UsageError
from legiscompare.web.desk import DONE, FAILED, READ, WRITE, say

if TYPE_CHECKING:
    from legiscompare.model import Document

MOST = 8
"""Most texts of one history."""


class _Teller:
    """Says each stage as it begins."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.state = folder, {"stage": READ, "step": 0, "parts": 1, "title": ""}

    def __call__(self, stage: str) -> None:
        self.state["step"] = int(str(self.state["step"])) + 1
        self.say(stage=stage)

    def say(self, **more: Any) -> None:
        self.state |= more
        say(self.folder, self.state)


def main(folder: Path) -> None:
    """Do the work, or say why not."""
    tell = _Teller(folder)
    try:
        _work(folder, tell)
    except LegiscompareError as error:
        if isinstance(error, InvariantError):
            (folder / "fault.txt").write_text(traceback.format_exc(), encoding="utf-8")
        tell.say(stage=FAILED, error={"what": error.what, "where": error.where, "mend": error.mend})
    except Exception as error:  # whatever it is, a person waits for a word
        (folder / "fault.txt").write_text(traceback.format_exc(), encoding="utf-8")
        mend = f"this is a bug in legiscompare: please report it with {folder / 'fault.txt'}"
        tell.say(stage=FAILED, error={"what": f"{type(error).__name__}: {error}", "where": "", "mend": mend})


def _work(folder: Path, tell: _Teller) -> None:
    from legiscompare.model import Settings
    from legiscompare.pipeline import compare
    from legiscompare.pipeline_history import history
    from legiscompare.report import render, write
    from legiscompare.report.history import render as render_history

    request = json.loads((folder / "request.json").read_bytes())
    documents = _of_library(request) if request["slug"] else _of_texts(folder, request)
    if len(documents) > MOST:
        raise UsageError(f"{len(documents)} texts are too many, the limit is {MOST}", mend="choose fewer stages")
    size = len(documents)
    tell.say(parts=size * (size - 1) // 2, title=_title(documents), texts=[_told(one) for one in documents])
    settings = Settings(force=bool(request["force"]))
    if size == 2:
        comparisons = [compare(*documents, settings=settings, progress=tell)]
        if request["slug"]:
            from legiscompare import library

            one = library.instrument(request["slug"])
            if one.claims:
                stages = tuple(request["stages"]) or one.stages
                comparisons = [library.with_own_claims(comparisons[0], one, (stages[0], stages[1]))]
        tell(WRITE)
    else:
        made = history(documents, settings=settings, progress=tell)
        comparisons = list(made.comparisons)
        tell(WRITE)
        for kind, suffix in (("html", "html"), ("markdown", "md")):
            for language in ("en", "zh"):
                words = render_history(made, kind, language=language)
                write(folder / f"history.{language}.{suffix}", words.encode())
    pairs = []
    for part, comparison in enumerate(comparisons):
        render(comparison, "json", path=folder / f"comparison-{part}.json")
        pairs.append({"draft": _told(comparison.draft), "final": _told(comparison.final)})
    tell.say(stage=DONE, pairs=pairs)


def _of_library(request: dict[str, Any]) -> list[Document]:
    from legiscompare import library

    one = library.instrument(request["slug"])
    stages = request["stages"] or list(one.stages)
    return [one.document(stage) for stage in stages]


def _of_texts(folder: Path, request: dict[str, Any]) -> list[Document]:
    from legiscompare.read import read_versions
    from legiscompare.shortcuts import parse

    texts = request["texts"]
    sources: list[Any] = []
    for number, one in enumerate(texts, 1):
        data = (folder / one["file"]).read_bytes()
        found = read_versions(data, origin=one["name"] or f"text {number}")
        sources += found if len(texts) == 1 else found[-1:]
    if len(sources) < 2:
        raise UsageError("only one text was given", mend="give a second text")
    said = texts if len(texts) > 1 else [{"title": texts[0]["title"], "stage": "", "date": ""}] * len(sources)
    return [
        parse(
            source,
            language=request["language"] or None,
            title=one["title"] or None,
            stage=one["stage"] or None,
            date=dt.date.fromisoformat(one["date"]) if one["date"] else None,
        )
        for source, one in zip(sources, said, strict=True)
    ]


def _title(documents: list[Document]) -> str:
    return next((one.title for one in reversed(documents) if one.title), "")


def _told(document: Document) -> dict[str, str]:
    return {
        "title": document.title,
        "stage": document.stage,
        "date": document.date.isoformat() if document.date else "",
        "origin": document.origin,
        "language": document.language,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
