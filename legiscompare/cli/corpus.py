"""`corpus`: the library of instruments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legiscompare.cli import exits
from legiscompare.cli._base import json_text, put, tell

if TYPE_CHECKING:
    from legiscompare.library import Instrument, Version


@click.group("corpus", short_help="The library of instruments: list, show, verify.")
def command() -> None:
    """The library of instruments: texts in versions, with what is known of each."""


@command.command("list")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def list_instruments(form: str) -> None:
    """List the instruments: name, language, kind, title."""
    from legiscompare import library

    found = library.instruments()
    if form == "json":
        put(json_text([_facts(one) for one in found]), None)
        return
    width = max((len(one.slug) for one in found), default=0)
    put(
        "".join(
            f"{one.slug:{width}}  {one.language}  {one.kind:10}  {one.title}{'  (default)' if one.default else ''}\n"
            for one in found
        ),
        None,
    )


@command.command("show")
@click.argument("slug")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def show(slug: str, form: str) -> None:
    """Show what is known of an instrument: versions, dates, issuers, sources, how far its texts may be quoted."""
    from legiscompare import library

    one = library.instrument(slug)
    put(json_text(_facts(one)) if form == "json" else "".join(f"{line}\n" for line in _lines(one)), None)


def _facts(one: Instrument) -> dict[str, Any]:
    import msgspec

    return {
        "slug": one.slug,
        "title": one.title,
        "title_original": one.title_original,
        "kind": one.kind,
        "language": one.language,
        "jurisdiction": one.jurisdiction,
        "default": one.default,
        "summary": one.summary,
        "notes": list(one.notes),
        "folder": one.folder.name,
        "versions": msgspec.to_builtins(one.versions),
    }


def _lines(one: Instrument) -> list[str]:
    lines = [one.title, *filter(None, [one.title_original]), "", one.summary, ""]
    for version in one.versions:
        lines += _version(version)
    lines += [f"- {note}" for note in one.notes]
    others = sorted(path.name for path in one.folder.iterdir() if path.is_file())
    return [*lines, "", f"files: {', '.join(others)}"]


def _version(version: Version) -> list[str]:
    stage = " / ".join(filter(None, (version.stage, version.stage_original)))
    lines = [f"{version.id}: {version.file}", f"  {version.title}", f"  {stage}, {version.date or 'no date'}"]
    if version.issuer:
        lines.append(f"  issued by {', '.join(version.issuer)}")
    if version.effective:
        lines.append(f"  in force since {version.effective}")
    lines.append(f"  text: {version.text_status}. {version.text_note}".rstrip())
    lines += [f"  Articles {', '.join(s.provisions)}: {s.text_status}. {s.note}" for s in version.provision_status]
    lines += [f"  source: {source.name}, {source.what} <{source.url}>" for source in version.sources]
    return [*lines, ""]


@command.command("verify")
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--original", nargs=2, type=click.Path(), metavar="DRAFT FINAL", help="Originals of a translation.")
@click.pass_context
def verify_instruments(ctx: click.Context, /, slugs: tuple[str, ...], original: tuple[str, str] | None) -> None:
    """Check instruments (all by default): facts, structure, coding, claims and, with originals, the translation.

    Problems go to standard output, what was checked to standard error. Exit 1 if there is a problem.
    """
    from legiscompare import library
    from legiscompare.errors import UsageError

    if original and len(slugs) != 1:
        raise UsageError("originals belong to one instrument", where="--original", mend="name it: corpus verify SLUG")
    paths = (Path(original[0]), Path(original[1])) if original else (None, None)
    problems = 0
    for one in [library.instrument(slug) for slug in slugs] or library.instruments():
        found = library.verify(one, paths)
        put("".join(f"{problem}\n" for problem in found.problems), None)
        for line in found.done:
            tell(f"{one.slug}: {line}")
        problems += len(found.problems)
    tell(f"{problems} problem{'' if problems == 1 else 's'}")
    if problems:
        ctx.exit(exits.ASKED)
