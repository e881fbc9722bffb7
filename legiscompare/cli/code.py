"""`code`: coding by people: blank sheets, checks, two sheets made one, agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from legiscompare.cli import exits
from legiscompare.cli._base import json_text, put, tell
from legiscompare.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.study import Reliability


@click.group("code", short_help="Coding by people: start, check, merge, agreement.")
def command() -> None:
    """Coding by people: blank sheets, checks, two sheets made one, agreement between coders."""


@command.command("start")
@click.argument("comparison", type=click.Path(), metavar="COMPARISON.json")
@click.option("--prefill", is_flag=True, help="Fill in the program's own answers, to be corrected.")
@click.option("--xlsx", is_flag=True, help="A workbook with drop-down lists; needs -o.")
@click.option("-o", "--output", metavar="PATH", help="File to write.")
def start(comparison: str, prefill: bool, xlsx: bool, output: str | None) -> None:
    """Write a sheet with one row for each norm: references, first words, cues; the answers are left blank.

    Two coders who start from the same sheet code the same units, so that their answers compare.
    """
    from legiscompare.report import load
    from legiscompare.study import blank_rows, blank_sheet

    if xlsx:
        from legiscompare.study.workbook import write_workbook

        if output in (None, "-"):
            raise UsageError(
                "a workbook cannot be printed in a terminal", where="--xlsx", mend="name a file: -o sheet.xlsx"
            )
        put(write_workbook(blank_rows(load(comparison), prefill=prefill)), output)
        return
    put(blank_sheet(load(comparison), prefill=prefill), output, encoding="utf-8-sig" if output else "utf-8")


@command.command("check")
@click.argument("sheet", type=click.Path(), metavar="SHEET.csv")
@click.option(
    "--in",
    "comparison",
    type=click.Path(),
    metavar="COMPARISON.json",
    help="Also check that the quotes stand in its texts.",
)
@click.pass_context
def check(ctx: click.Context, /, sheet: str, comparison: str | None) -> None:
    """Check a sheet against the codebook and, with --in, its cues against the texts. Exit 1 if something is wrong."""
    from legiscompare.study import check_cues, check_sheet, read_sheet

    rows = read_sheet(sheet)
    faults = check_sheet(rows, where=sheet)
    if comparison is not None:
        from legiscompare.report import load

        result = load(comparison)
        faults += check_cues(rows, result.draft, result.final, where=sheet)
    put("".join(f"{fault}\n" for fault in faults), None)
    tell(f"{len(rows)} rows, {len(faults)} fault{'' if len(faults) == 1 else 's'}")
    if faults:
        ctx.exit(exits.ASKED)


@command.command("merge")
@click.argument("first", type=click.Path(), metavar="FIRST.csv")
@click.argument("second", type=click.Path(), metavar="SECOND.csv")
@click.option("-o", "--output", metavar="PATH", help="File to write.")
def merge_sheets(first: str, second: str, output: str | None) -> None:
    """Make one sheet of two coders' sheets: where they differ, the second answer stands beside the first."""
    from legiscompare.study import merge
    from legiscompare.study.sheet import write_sheet

    rows, columns = merge(first, second)
    put(write_sheet(rows, columns), output)
    differ = sum(any(row.get(name) for name in ("tag_alt", "burden_alt", "dimensions_alt")) for row in rows)
    tell(f"{len(rows)} rows, the coders differ in {differ}")


@command.command("agreement")
@click.argument("sheets", nargs=-1, type=click.Path(), metavar="SHEET.csv SHEET.csv...")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("-o", "--output", metavar="PATH", help="File to write.")
def agreement_of(sheets: tuple[str, ...], form: str, output: str | None) -> None:
    """Agreement between coders, column by column, and a paragraph for a section on method.

    Per cent, Cohen's kappa (two coders; weighted where answers have an order), Krippendorff's alpha, Gwet's AC1; in
    brackets 95 % intervals: whole articles are drawn at random. Sheets that cut norms differently are put together by
    references and cues; how far they cut alike is told separately. Sheets are CSV or the workbook of: code start --xlsx.
    """
    from dataclasses import asdict

    from legiscompare.study import match_sheets, methods, read_sheet, reliability
    from legiscompare.study.places import articles

    read = [read_sheet(path) for path in sheets]
    named = [
        {(name, one) for name in ("draft_ref", "final_ref") for one in articles(getattr(row, name) for row in rows)}
        for rows in read
    ]
    for path, own in zip(sheets, named, strict=True):
        if missing := set().union(*named) - own:
            tell(
                f"warning: {path} has no row for {len(missing)} articles (of draft or final text) of which another sheet "
                "speaks; they count as norms that were cut otherwise, and for nothing else"
            )
    matched = match_sheets(*read)
    found = reliability(matched.units)
    if not any(one.units for one in found):
        raise DataError(
            "no norm is coded in two of these sheets, so there is nothing to compare",
            where=", ".join(sheets),
            mend="fill in the sheets; legiscompare code check SHEET.csv lists what is still empty",
        )
    words = methods(found, coders=len(sheets), unitising=matched.unitising)
    if form == "json":
        figures = [asdict(one) for one in found]
        put(json_text({"unitising": matched.unitising, "columns": figures, "methods": words}), output)
        return
    put("".join(f"{line}\n" for line in (*_table(found, matched.unitising), "", words)), output)


def _table(found: Sequence[Reliability], unitising: float) -> list[str]:
    """The figures as lines of text."""

    def cell(value: float | None, interval: tuple[float, float] | None = None) -> str:
        if value is None:
            return "–"
        return f"{value:.3f}" + (f" ({interval[0]:.2f}–{interval[1]:.2f})" if interval else "")

    heads = ("column", "units", "agree", "kappa", "linear", "quadratic", "alpha", "ordinal", "AC1")
    rows = [
        (one.column, str(one.units), cell(one.percent, one.percent_interval), cell(one.kappa, one.kappa_interval),
         cell(one.linear), cell(one.quadratic), cell(one.alpha, one.alpha_interval), cell(one.ordinal),
         cell(one.ac1, one.ac1_interval))
        for one in found
    ]  # fmt: skip
    widths = [max(len(row[place]) for row in (heads, *rows)) for place in range(len(heads))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in (heads, *rows)]
    return [*lines, "", f"norms cut alike (Dice): {unitising:.3f}"]
