"""Bundles of options that more than one command has."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

import click

from legiscompare.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable


class Format(click.Choice[str]):
    """A format of our own, or one that another package adds; the latter are looked up only where ours do not fit."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name of a format. Fails as a choice does."""
        if value not in self.choices:
            from legiscompare.plugins import loaded

            added = loaded("renderers")
            if value in added:
                return value
            if added:
                return click.Choice([*self.choices, *added]).convert(value, param, ctx)
        return super().convert(value, param, ctx)


F = TypeVar("F", bound="Callable[..., Any]")

REPORT_LANGUAGES = ("de", "en", "fr", "zh", "zh-hant")
"""Languages that reports are written in: the catalogues of `report/messages`, whose folder a command line does not read."""

LIMITS = {
    "max_bytes": (click.IntRange(1), "Largest file, in bytes."),
    "max_text": (click.IntRange(1), "Longest text, in characters."),
    "max_depth": (click.IntRange(1), "Deepest nesting of elements in HTML and XML."),
    "max_pages": (click.IntRange(1), "Most pages of a PDF."),
    "max_members": (click.IntRange(1), "Most files in a zip."),
    "max_redirects": (click.IntRange(0), "Most redirects of one download."),
    "timeout": (click.FloatRange(0, min_open=True), "Seconds for one download."),
}
"""Fields of `read.Limits`, as options of the same names. Defaults are those of `Limits`."""


def reading(command: F) -> F:
    """Options on how to read a text."""
    for name, (kind, words) in reversed(LIMITS.items()):
        command = click.option(f"--{name.replace('_', '-')}", type=kind, help=words, metavar="N")(command)
    command = click.option("--refresh", is_flag=True, help="Fetch web addresses again, even if they were kept.")(
        command
    )
    command = click.option(
        "--revisions",
        type=click.Choice(["accepted", "rejected", "both"]),
        default="accepted",
        show_default=True,
        help="Which version to read from a file with tracked changes. With both, one file is draft and final text.",
    )(command)
    command = click.option(
        "--structure", default="", metavar="NAME", help="How articles are numbered. For the names see outline --why."
    )(command)
    command = click.option("--media", metavar="NAME", help="Format of the texts. For the names see plugins.")(command)
    command = click.option("--encoding", metavar="NAME", help="Encoding of the texts; UTF-8 and others are detected.")(
        command
    )
    return click.option(
        "--language", metavar="TAG", help="Language of the texts. For the tags see: lang list. Detected by default."
    )(command)


def limits_of(options: dict[str, Any]) -> Any:
    """`read.Limits` from options; takes what it uses out of `options`."""
    from legiscompare.read import Limits

    given = {field.name: options.pop(field.name) for field in fields(Limits) if field.name in options}
    return Limits(**{name: value for name, value in given.items() if value is not None})


def date_of(text: str) -> dt.date | None:
    """`2023-04-11` as a date, the empty word as none. Raises UsageError for anything else."""
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is not a date", where="--date", mend="write it as 2023-04-11") from error
