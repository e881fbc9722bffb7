"""Comparison -> something to read, print, cite or compute with.

`render` is the front door for every format, `load` reads a comparison back from its JSON.
Each format is one module; what more than one of them needs stands in `view` (groups, counts, quotes) and `marked`
(which words of a quote are new, gone or a cue).
"""

from __future__ import annotations

import importlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from legiscompare.errors import SourceError, UsageError
from legiscompare.plugins import loaded
from legiscompare.report.genres.styles import STYLES
from legiscompare.report.options import Options

if TYPE_CHECKING:
    from legiscompare.model import Comparison, Document

__all__ = ["FORMATS", "Options", "format_of", "load", "render"]


class _Renderer(Protocol):
    def render(self, comparison: Comparison, options: Options) -> str | bytes: ...


class _Format(NamedTuple):
    module: str
    suffix: str
    encoding: str = "utf-8"
    genre: str = ""


FORMATS: dict[str, _Format] = {
    "markdown": _Format("markdown", ".md"),
    "summary": _Format("summary", ".txt"),
    "html": _Format("html", ".html"),
    "json": _Format("json_out", ".json"),
    "csv": _Format("sheet", ".csv", "utf-8-sig"),  # without a byte-order mark, spreadsheets garble Chinese
    "terminal": _Format("terminal", ".txt"),
    "svg": _Format("picture", ".svg"),
    "docx": _Format("docx", ".docx"),
    "xlsx": _Format("xlsx", ".xlsx"),
    "cards": _Format("quotables", ".html"),
    "datawrapper": _Format("datawrapper", ".csv", "utf-8-sig"),
    "quarto": _Format("quarto", ".qmd"),
    **{name: _Format("genres.html", ".html", genre=name) for name in STYLES},
    **{f"{name}-docx": _Format("genres.docx", ".docx", genre=name) for name in STYLES},
}
"""Formats by name, with the suffix their files bear. Other packages add more: `format_of` knows them too."""


def format_of(name: str) -> tuple[str, str]:
    """File name ending and encoding of a format, our own or one that another package adds.

    Raises UsageError if there is no such format.
    """
    if name in FORMATS:
        return FORMATS[name].suffix, FORMATS[name].encoding
    added = loaded("renderers")
    if name not in added:
        raise UsageError(
            f"there is no format {name!r}", where="format", mend=f"use one of {', '.join([*FORMATS, *added])}"
        )
    return added[name].suffix, getattr(added[name], "encoding", "utf-8")


def render(
    comparison: Comparison,
    format: str,  # noqa: A002 - the option is called so on the command line too
    *,
    path: str | Path | None = None,
    language: str = "en",
    critic: bool = False,
    colour: bool = False,
    originals: tuple[Document | None, Document | None] = (None, None),
    lines: int = 10,
    explain_order: bool = False,
) -> str | bytes:
    """Write a comparison in one of the formats.

    The result is text; it is bytes for `docx`, `xlsx` and the formats that end in `-docx`. If `path` is given, the result is
    also written there. The file is written whole or not at all.

    `format` is a key of FORMATS, or a format that another package adds. `language` is the language of the report's own words
    (`de`, `en`, `fr`, `zh`, `zh-hant`); the words of the law stay as they are. `critic` marks changes in Markdown with
    CriticMarkup. `colour` adds colours for a terminal. `originals` are draft and final text in their original language; a
    report on a translation shows them beside it. `lines` is the number of lines in a summary. `explain_order` says below each
    line what gave it its place.

    Raises UsageError for an unknown format or language. Raises MissingExtra if a library is not installed. Raises SourceError
    if `path` cannot be written.
    """
    _, encoding = format_of(format)
    own = FORMATS.get(format)
    renderer = cast(
        "_Renderer",
        importlib.import_module(f"legiscompare.report.{own.module}") if own else loaded("renderers")[format],
    )
    options = Options(
        genre=own.genre if own else "",
        language=language,
        critic=critic,
        colour=colour,
        originals=originals,
        lines=lines,
        explain_order=explain_order,
    )
    made = renderer.render(comparison, options)
    if path is not None:
        write(Path(path), made.encode(encoding) if isinstance(made, str) else made)
    return made


def load(path: str | Path) -> Comparison:
    """Read a comparison from the JSON file at `path`.

    Raises SourceError if the file cannot be read. Raises DataError if it holds no comparison of schema version 1.
    """
    from legiscompare.report import json_in

    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise SourceError(error.strerror or "cannot be read", where=str(path), mend="check the path") from error
    return json_in.loads(data, where=str(path))


def folder(path: Path) -> Path:
    """Make a folder, and those above it, where they are missing. Raises SourceError if that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SourceError(
            f"this folder cannot be made: {error.strerror}", where=str(path), mend="check the path and your rights"
        ) from error
    return path


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; what is there and no file (a pipe, a device) is written to, never replaced.

    Raises SourceError if it cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SourceError(
            error.strerror or "cannot be written", where=str(path), mend="check the folder and your rights"
        ) from error
