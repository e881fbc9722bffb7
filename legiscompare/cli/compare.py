"""`compare`: two texts in, a report out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legiscompare.cli import exits
from legiscompare.cli._base import bar, put, tell, tell_notices
from legiscompare.cli._options import REPORT_LANGUAGES, Format, date_of, limits_of, reading
from legiscompare.errors import UsageError
from legiscompare.model import Tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.library import Instrument
    from legiscompare.model import Comparison, Document, SourceText

GENRES = ("duizhao", "eu-columns", "synopse", "tableau", "ramseyer")
FORMATS = (
    "markdown", "summary", "html", "json", "csv", "terminal", "svg", "docx", "xlsx", "cards", "datawrapper", "quarto",
    *GENRES, *(f"{name}-docx" for name in GENRES),
)  # fmt: skip
NAMES = {"csv": "sheet", "json": "comparison"}
"""File names of formats in a folder, where they are not called `report` or by the format's own name."""
_REPORTS = ("markdown", "html", "svg", "docx", "xlsx")
"""Stems of files in a folder of outputs, where not `report`."""


@click.command("compare", short_help="Compare a draft with its final text.")
@click.argument("texts", nargs=-1, metavar="[DRAFT FINAL | SLUG]")
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=Format(FORMATS),
    help="Output; may be repeated. Packages can add more: see plugins. [default: markdown]",
)
@click.option("-o", "--output", metavar="PATH", help="File to write, or folder (needed for several formats).")
@click.option(
    "--stages", nargs=2, metavar="ID ID", help="Of an instrument: compare these two stages. See: corpus show."
)
@click.option("--title", nargs=2, metavar="DRAFT FINAL", help="Titles, if the texts do not name them.")
@click.option("--stage", nargs=2, metavar="DRAFT FINAL", help="Stages, as officially called.")
@click.option("--date", nargs=2, metavar="DRAFT FINAL", help="Dates, as 2023-04-11.")
@click.option("--articles", metavar="RANGE", help="Report only these articles, as in 8-17,29.")
@click.option("--pairs", type=click.Path(), help="CSV of links that a person fixes or forbids.")
@click.option(
    "--coding", type=click.Path(), help="CSV of a person's coding. It wins over the program's answers; both are shown."
)
@click.option(
    "--opinion", "opinions", multiple=True, type=click.Path(),
    help="CSV of another coder, shown beside the program's tags; may be repeated.",
)  # fmt: skip
@click.option("--embedder", default="", metavar="NAME", help="Plug-in that pairs norms of one meaning in other words.")
@click.option("--claims", type=click.Path(), help="CSV of published claims to check; an instrument brings its own.")
@click.option("--original", nargs=2, type=click.Path(), metavar="DRAFT FINAL", help="Originals of two translations.")
@click.option(
    "--base",
    type=click.Path(),
    help="Text that two amending bills change. Each bill is applied to it; the results are compared.",
)
@click.option("--force", is_flag=True, help="Compare two texts in different languages all the same.")
@click.option(
    "--fail-on", multiple=True, type=click.Choice([tag.value for tag in Tag]), help="Exit 1 if a change has this tag."
)
@click.option(
    "--report-language",
    "--lang",
    "report_language",
    type=click.Choice(REPORT_LANGUAGES, case_sensitive=False),
    help="Language in which the report speaks. [default: that of the texts, else en]",
)
@click.option(
    "--lines", type=click.IntRange(1), default=10, show_default=True, metavar="N", help="Number of lines in a summary."
)
@click.option("--explain-order", is_flag=True, help="In a summary, say why each line stands where it does.")
@click.option(
    "--against", type=click.Path(), metavar="OLD.json", help="Show only what is different from this earlier comparison."
)
@click.option("--critic", is_flag=True, help="Markdown: mark changes with CriticMarkup.")
@reading
@click.pass_context
def command(ctx: click.Context, /, texts: tuple[str, ...], **options: Any) -> None:
    """Compare a draft with its final text.

    DRAFT and FINAL are files, https addresses or - for standard input; one file that holds both (tracked changes, two
    columns, a zip) is enough. SLUG is an instrument of the library. Without either, the default pair of the library is
    compared.
    """
    formats: tuple[str, ...] = options["formats"] or ("markdown",)
    _check_output(formats, options["output"])
    comparison, originals = make(texts, options)
    options["report_language"] = options["report_language"] or _language_of(comparison.final)
    tell_notices(one for one in comparison.warnings if one.code != "parse.language")
    if options["against"]:
        from legiscompare.report import against, load

        old = load(options["against"])
        put(against.render(old, comparison, language=options["report_language"]), options["output"])
    else:
        deliver(comparison, originals, formats, options)
    hit = sorted({change.tag.value for change in comparison.changes} & set(options["fail_on"]))
    if hit:
        tell(f"failed as asked: there are changes tagged {', '.join(hit)}")
        ctx.exit(exits.ASKED)


def _check_output(formats: tuple[str, ...], output: str | None) -> None:
    if len(formats) > 1 and (output is None or output == "-"):
        raise UsageError("several formats need a folder", where="-o", mend="name one: -o out/")
    if any(one.endswith(("docx", "xlsx")) for one in formats) and output is None and sys.stdout.isatty():
        raise UsageError("this format cannot be printed in a terminal", where="-f", mend="name a file: -o report.docx")


def make(texts: tuple[str, ...], options: dict[str, Any]) -> tuple[Comparison, tuple[Document | None, Document | None]]:
    """The comparison that arguments and options ask for, and the originals to stand beside it."""
    from legiscompare.model import Settings
    from legiscompare.pipeline import STAGES, compare
    from legiscompare.selection import of_articles

    draft, final, originals, own = _documents(texts, options)
    fixed, pairs_sha256 = _pairs(options["pairs"])
    settings = Settings(force=options["force"], pairs_sha256=pairs_sha256, embedder=options["embedder"])
    with bar(len(STAGES)) as progress:
        comparison = compare(draft, final, settings=settings, fixed=fixed, progress=progress)
    if options["coding"]:
        from legiscompare.study import apply_coding

        comparison = apply_coding(comparison, options["coding"])
    if options["opinions"]:
        from legiscompare.study import with_opinions

        for path in options["opinions"]:
            comparison = with_opinions(comparison, path)
    if options["claims"]:
        from legiscompare.study import with_claims

        comparison = with_claims(comparison, options["claims"])
    elif own:
        from legiscompare.library import with_own_claims

        comparison = with_own_claims(comparison, own, options["stages"])
    if options["articles"]:
        comparison = of_articles(comparison, options["articles"])
    return comparison, originals


def _pairs(path: str | None) -> tuple[tuple[tuple[str, str, bool], ...], str]:
    if path is None:
        return (), ""
    from legiscompare.study import read_pairs
    from legiscompare.study.floors import sheet_sha256

    return read_pairs(path), sheet_sha256(path)


def _documents(
    texts: tuple[str, ...], options: dict[str, Any]
) -> tuple[Document, Document, tuple[Document | None, Document | None], Instrument | None]:
    """Draft, final text, their originals, and the instrument of the library that they are."""
    if options["stages"] and (len(texts) == 2 or (texts and Path(texts[0]).is_file())):
        raise UsageError(
            "only an instrument of the library has stages, files have none",
            where="--stages",
            mend="name an instrument, or leave out --stages",
        )
    if len(texts) == 2:
        draft, final = _upon(_pair(texts, options), options)
        return draft, final, _originals(options["original"]), None
    if len(texts) == 1 and (Path(texts[0]).is_file() or texts[0][:8].lower() == "https://"):
        draft, final = _pair(_both(texts[0], options), options)
        return draft, final, _originals(options["original"]), None
    if len(texts) > 2:
        raise UsageError(
            f"{len(texts)} texts were given, but compare takes two",
            mend="give two; for more versions use: legiscompare history",
        )
    if options["title"] or options["stage"] or options["date"] or options["language"]:
        raise UsageError(
            "title, stage, date and language of an instrument come from the library",
            where=texts[0] if texts else "the default pair",
            mend="leave these options out, or give two files",
        )
    from legiscompare import library

    if texts and not library.SLUG.fullmatch(texts[0]):
        raise UsageError(
            "this is neither a file nor the name of an instrument",
            where=texts[0],
            mend="give the draft and the final text, or a name from: legiscompare corpus list",
        )
    one = library.instrument(texts[0]) if texts else library.default()
    first, last = one.pair(options["stages"])
    given = tuple(map(Path, options["original"])) if options["original"] else (None, None)
    usual = options["stages"] in (None, one.stages)  # originals are those of the usual two
    beside = library.originals(one, (given[0], given[1])) if usual else (None, None)
    return first, last, beside, one if one.claims else None


def _both(text: str, options: dict[str, Any]) -> tuple[SourceText, SourceText]:
    """Draft and final text from one source: tracked changes, two columns, committee markup, a zip of versions."""
    from legiscompare.read import read_versions

    found = read_versions(
        text,
        limits=limits_of(dict(options)),
        encoding=options["encoding"],
        media=options["media"],
        refresh=options["refresh"],
    )
    if len(found) < 2:
        raise UsageError(
            "only one text was given, and it holds one version only",
            where=text,
            mend="give the draft and the final text",
        )
    return found[0], found[-1]


def _upon(bills: tuple[Document, Document], options: dict[str, Any]) -> tuple[Document, Document]:
    """The base text as each of two bills would leave it, where one is given; the bills themselves otherwise."""
    if not options["base"]:
        return bills
    from dataclasses import replace

    from legiscompare.parsing import applied
    from legiscompare.shortcuts import parse

    base = parse(options["base"], language=options["language"] or bills[0].language, encoding=options["encoding"])
    out = []
    for bill in bills:
        result = applied(base, bill)
        if not result.done:
            raise UsageError(
                "none of the instructions of this bill fits the base text", where=bill.origin,
                mend="check that the bill changes this text, or compare the bills without --base",
            )  # fmt: skip
        made = parse(
            result.text.encode(), origin=base.origin, language=base.language, title=bill.title or None,
            stage=bill.stage or None, date=bill.date, structure=options["structure"],
        )  # fmt: skip
        out.append(replace(made, warnings=(*made.warnings, *result.notices())))
    return out[0], out[1]


def _pair(texts: Sequence[str | SourceText], options: dict[str, Any]) -> tuple[Document, Document]:
    """Draft and final text, in one language where one of them is too short to tell its own."""
    from legiscompare.shortcuts import parse_versions

    parsed = [_document(text, side, options) for side, text in enumerate(texts)]
    if not options["language"] and "-" not in texts:  # standard input is read once
        parsed = parse_versions(
            parsed, lambda side, language: _document(texts[side], side, {**options, "language": language})
        )
    return parsed[0], parsed[1]


def _document(text: str | SourceText, side: int, options: dict[str, Any]) -> Document:
    from legiscompare.shortcuts import parse

    def said(name: str) -> str:
        return options[name][side] if options[name] else ""

    return parse(
        text,
        language=options["language"],
        title=said("title") or None,
        stage=said("stage") or None,
        date=date_of(said("date")),
        encoding=options["encoding"],
        media=options["media"],
        limits=limits_of(dict(options)),
        revisions=options["revisions"],
        refresh=options["refresh"],
        structure=options["structure"],
    )


def _originals(paths: tuple[str, str] | None) -> tuple[Document | None, Document | None]:
    if not paths:
        return None, None
    from legiscompare.shortcuts import parse

    return parse(paths[0]), parse(paths[1])


def _language_of(document: Document) -> str:
    from legiscompare.report.messages import language_of

    return language_of(document)


def deliver(
    comparison: Comparison,
    originals: tuple[Document | None, Document | None],
    formats: tuple[str, ...],
    options: dict[str, Any],
) -> None:
    """Write each format where it is wanted."""
    from legiscompare.report import folder as make_folder
    from legiscompare.report import format_of, render

    output = options["output"]
    folder = None
    if (
        output is not None
        and output != "-"
        and (len(formats) > 1 or output.endswith(("/", "\\")) or Path(output).is_dir())
    ):
        folder = make_folder(Path(output))
    for name in formats:
        made = render(
            comparison,
            name,
            language=options["report_language"],
            critic=options["critic"],
            colour=name == "terminal" and output is None and _colours(),
            originals=originals,
            lines=options["lines"],
            explain_order=options["explain_order"],
        )
        path = output
        suffix, encoding = format_of(name)
        if folder is not None:
            stem = "report" if name in _REPORTS else NAMES.get(name, name.removesuffix("-docx"))
            path = str(folder / f"{stem}{suffix}")
        put(made, path, encoding=encoding if path not in (None, "-") else "utf-8")


def _colours() -> bool:
    ctx = click.get_current_context()
    return ctx.color is not False and sys.stdout.isatty()
