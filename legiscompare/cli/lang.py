"""`lang`: the languages that are known, and a check of their data."""

from __future__ import annotations

import click

from legiscompare.cli import exits
from legiscompare.cli._base import put, tell


@click.group("lang", short_help="List languages, check their data.")
def command() -> None:
    """List the languages that are known, or check the data of one."""


@command.command("list")
def list_languages() -> None:
    """List the languages: tag, version, name, and whether norms of it can be tagged."""
    from legiscompare.lang import available, load

    rows = [load(tag) for tag in available()]
    put(
        "".join(
            f"{one.tag}\t{one.version}\t{one.name}\t{'tagged' if one.has_lexicons else 'paired only'}\n" for one in rows
        ),
        None,
    )


@command.command("check")
@click.argument("tags", nargs=-1, metavar="[TAG]...")
@click.pass_context
def check(ctx: click.Context, /, tags: tuple[str, ...]) -> None:
    """Check these languages (all by default): fields, lexicon examples, rule examples. Exit 1 if something is wrong."""
    from legiscompare.errors import UsageError
    from legiscompare.lang import available
    from legiscompare.study.examples import language_faults

    unknown = sorted(set(tags) - set(available()))
    if unknown:
        raise UsageError(
            f"these languages are not known: {', '.join(unknown)}", mend=f"known: {', '.join(available())}"
        )
    found = [fault for tag in tags or available() for fault in language_faults(tag)]
    put("".join(f"{fault}\n" for fault in found), None)
    tell(f"{len(found)} fault{'' if len(found) == 1 else 's'} in {', '.join(tags or available())}")
    if found:
        ctx.exit(exits.ASKED)
