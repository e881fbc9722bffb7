"""`code`: coding by people: blank sheets, checks, two sheets made one, agreement."""

from __future__ import annotations

import click

from legiscompare.cli import exits
from legiscompare.cli._base import json_text, put, tell


@click.group("code", short_help="Coding by people: start, check, merge, agreement.")
def command() -> None:
    """Coding by people: blank sheets, checks, two sheets made one, agreement between coders."""


@command.command("start")
@click.argument("comparison", type=click.Path(), metavar="COMPARISON.json")
@click.option("--prefill", is_flag=True, help="Fill in the program's own answers, to be corrected.")
@click.option("-o", "--output", metavar="PATH", help="File to write.")
def start(comparison: str, prefill: bool, output: str | None) -> None:
    """Write a sheet with one row for each norm: references, first words, cues; the answers are left blank.

    Two coders who start from the same sheet code the same units, so that their answers compare.
    """
    from legiscompare.report import load
    from legiscompare.study import blank_sheet

    put(blank_sheet(load(comparison), prefill=prefill), output, encoding="utf-8-sig" if output else "utf-8")


@command.command("check")
@click.argument("sheet", type=click.Path(), metavar="SHEET.csv")
@click.option(
    "--in", "comparison", type=click.Path(), metavar="COMPARISON.json", help="Look for the cues in its texts."
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
    """Agreement between coders, column by column: shared answers, Cohen's kappa (two coders), Krippendorff's alpha."""
    from dataclasses import asdict

    from legiscompare.study import agreement

    found = agreement(*sheets)
    if form == "json":
        put(json_text([asdict(one) for one in found]), output)
        return

    def number(value: float | None) -> str:
        return "–" if value is None else f"{value:.3f}"

    lines = [f"{'column':12}{'units':>7}{'agree':>8}{'kappa':>8}{'alpha':>8}"]
    lines += [
        f"{one.column:12}{one.units:>7}{number(one.agree):>8}{number(one.kappa):>8}{number(one.alpha):>8}"
        for one in found
    ]
    put("".join(f"{line}\n" for line in lines), output)
