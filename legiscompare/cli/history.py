"""`history`: three or more versions of one text, each norm's way through them."""

from __future__ import annotations

from typing import Any

import click

from legiscompare.cli._base import put, tell_notices
from legiscompare.cli._options import date_of, limits_of, reading
from legiscompare.errors import UsageError


@click.command("history", short_help="Follow every norm through several versions.")
@click.argument("texts", nargs=-1, required=True, metavar="V1 V2 V3 ...")
@click.option(
    "-f", "--format", "form", type=click.Choice(["html", "markdown"]), default="markdown", show_default=True,
    help="Output.",
)  # fmt: skip
@click.option("-o", "--output", metavar="PATH", help="File to write.")
@click.option("--title", metavar="TITLE", help="Title of the instrument, where the texts do not say.")
@click.option("--stage", "stages", multiple=True, metavar="NAME", help="Name of a stage; once for each text, in order.")
@click.option("--date", "dates", multiple=True, metavar="DATE", help="Date, as 2023-04-11; once for each text.")
@click.option(
    "--across/--no-across",
    default=True,
    show_default=True,
    help="Compare any two versions, not only each with the next: N(N-1)/2 comparisons.",
)
@click.option(
    "--report-language", type=click.Choice(["en", "zh"]), default="en", show_default=True,
    help="Language of the report's own words.",
)  # fmt: skip
@reading
def command(texts: tuple[str, ...], **options: Any) -> None:
    """Compare each version with the next, in the order given, and follow every norm through all of them.

    Any two versions that are no neighbours are compared too, and their changes listed.
    """
    from legiscompare.pipeline_history import history
    from legiscompare.report.history import render
    from legiscompare.shortcuts import parse

    for name in ("stages", "dates"):
        if options[name] and len(options[name]) != len(texts):
            raise UsageError(
                f"{len(options[name])} given for {len(texts)} texts",
                where=f"--{name[:-1]}",
                mend="give one for each text",
            )
    limits = limits_of(dict(options))
    documents = [
        parse(
            text,
            language=options["language"],
            title=options["title"],
            stage=options["stages"][number] if options["stages"] else None,
            date=date_of(options["dates"][number]) if options["dates"] else None,
            encoding=options["encoding"],
            media=options["media"],
            limits=limits,
        )
        for number, text in enumerate(texts)
    ]
    made = history(documents, across=options["across"])
    for comparison in made.comparisons:
        tell_notices(one for one in comparison.warnings if one.code != "parse.language")
    put(render(made, options["form"], language=options["report_language"]), options["output"])
