"""`history`: three or more versions of one text, each norm's way through them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from legiscompare.cli._base import bar, put, tell, tell_notices
from legiscompare.cli._options import REPORT_LANGUAGES, date_of, limits_of, reading
from legiscompare.errors import UsageError

if TYPE_CHECKING:
    from legiscompare.model import Document


@click.command("history", short_help="Follow every norm through several versions.")
@click.argument("texts", nargs=-1, required=True, metavar="V1 V2 V3 ... | SLUG")
@click.option(
    "-f", "--format", "form", type=click.Choice(["html", "markdown", "eu-columns", "eu-columns-docx"]),
    default="markdown", show_default=True, help="Output; eu-columns: all versions side by side, and room for notes.",
)  # fmt: skip
@click.option("-o", "--output", metavar="PATH", help="File to write.")
@click.option("--title", metavar="TITLE", help="Title of the instrument, if the texts do not name it.")
@click.option("--stage", "stages", multiple=True, metavar="NAME", help="Name of a stage; once for each text, in order.")
@click.option("--date", "dates", multiple=True, metavar="DATE", help="Date, as 2023-04-11; once for each text.")
@click.option(
    "--across/--no-across",
    default=True,
    show_default=True,
    help="Compare any two versions, not only each with the next: N(N-1)/2 comparisons.",
)
@click.option(
    "--report-language", type=click.Choice(REPORT_LANGUAGES, case_sensitive=False),
    help="Language in which the report speaks. [default: that of the texts, else en]",
)  # fmt: skip
@reading
def command(texts: tuple[str, ...], **options: Any) -> None:
    """Compare each version with the next, in the order given, and follow every norm through all of them.

    SLUG is an instrument of the library: all its stages that are here, in their order.

    Any two versions that are no neighbours are compared too, and their changes listed.
    """
    from legiscompare.pipeline import STAGES
    from legiscompare.pipeline_history import history
    from legiscompare.report.history import render
    from legiscompare.report.messages import language_of

    documents = _of_instrument(texts[0], options) if len(texts) == 1 else _of_files(texts, options)
    size = len(documents)
    pairs = size * (size - 1) // 2 if options["across"] else size - 1
    with bar(pairs * len(STAGES)) as progress:
        made = history(documents, across=options["across"], progress=progress)
    for comparison in made.comparisons:
        tell_notices(one for one in comparison.warnings if one.code != "parse.language")
    if options["form"].startswith("eu-columns"):
        from legiscompare.report.genres import side_by_side

        put(side_by_side(made.comparisons, options["form"]), options["output"])
        return
    language = options["report_language"] or language_of(documents[-1])
    put(render(made, options["form"], language=language), options["output"])


def _of_instrument(slug: str, options: dict[str, Any]) -> list[Document]:
    """The stages of an instrument that are here; tells which are not."""
    from legiscompare import library

    if not library.SLUG.fullmatch(slug):
        raise UsageError(
            "only one text was given, but a history needs two or more",
            where=slug,
            mend="give more texts, or the name of an instrument",
        )
    if options["title"] or options["stages"] or options["dates"] or options["language"]:
        raise UsageError(
            "title, stage, date and language of an instrument come from the library",
            where=slug,
            mend="leave these options out, or give files",
        )
    one = library.instrument(slug)
    present = [version for version in one.versions if one.present(version)]
    for version in one.versions:
        if version not in present:
            tell(
                f"warning: {version.id} is left out: its text is not here (legiscompare corpus fetch {slug} {version.id})"
            )
    if len(present) < 2:
        raise UsageError(
            f"{len(present)} of {len(one.versions)} stages of {slug} are here, but a history needs two",
            mend=f"fetch them: legiscompare corpus fetch {slug}",
        )
    return [one.document(version) for version in present]


def _of_files(texts: tuple[str, ...], options: dict[str, Any]) -> list[Document]:
    from legiscompare.shortcuts import parse, parse_versions

    for name in ("stages", "dates"):
        if options[name] and len(options[name]) != len(texts):
            raise UsageError(
                f"{len(options[name])} were given for {len(texts)} texts",
                where=f"--{name[:-1]}",
                mend="give one for each text",
            )
    limits = limits_of(dict(options))

    def one(number: int, language: str | None) -> Document:
        return parse(
            texts[number],
            language=language,
            title=options["title"],
            stage=options["stages"][number] if options["stages"] else None,
            date=date_of(options["dates"][number]) if options["dates"] else None,
            encoding=options["encoding"],
            media=options["media"],
            limits=limits,
            revisions=options["revisions"],
            refresh=options["refresh"],
            structure=options["structure"],
        )

    parsed = [one(number, options["language"]) for number in range(len(texts))]
    return parsed if options["language"] or "-" in texts else parse_versions(parsed, one)
