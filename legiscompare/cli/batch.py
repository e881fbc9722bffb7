"""`batch`: many pairs."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legiscompare.cli import exits
from legiscompare.cli._base import put, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.batch import Outcome


@click.command("batch", short_help="Compare many pairs; resumes where it stopped.")
@click.argument("pairs", type=click.Path(), metavar="PAIRS.csv")
@click.option("-o", "--output", metavar="DIR", required=True, help="Folder to write into.")
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["json", "csv", "markdown", "html"]),
    help="Reports of each pair; may be repeated. [default: json, csv]",
)
@click.option("--workers", type=click.IntRange(1), help="Processes. [default: one per core]")
@click.option("--again", is_flag=True, help="Compare all pairs again, also those that are done.")
@click.pass_context
def command(
    ctx: click.Context, /, pairs: str, output: str, formats: tuple[str, ...], workers: int | None, again: bool
) -> None:
    """Compare each pair of PAIRS.csv (columns id, draft, final) and write reports into DIR/ID/.

    What is done is kept: started again, it goes on where it stopped. DIR/batch.csv lists what became of each pair.
    Exit 4 if a pair failed.
    """
    from legiscompare import batch

    todo = batch.jobs(pairs)
    bar = click.progressbar(length=len(todo), file=sys.stderr, hidden=not sys.stderr.isatty())
    found: dict[str, batch.Outcome] = {}
    with bar:
        for outcome in batch.run(todo, output, formats=formats or ("json", "csv"), workers=workers, again=again):
            found[outcome.id] = outcome
            bar.update(1)
    ordered = [found[job.id] for job in todo]
    put(_table(ordered), str(Path(output) / "batch.csv"))
    for outcome in ordered:
        if outcome.state == "failed":
            tell(f"failed: {outcome.id}: {outcome.reason}")
    counts = {state: sum(one.state == state for one in ordered) for state in ("done", "kept", "failed")}
    tell(", ".join(f"{number} {state}" for state, number in counts.items()))
    if counts["failed"]:
        ctx.exit(exits.BATCH)


def _table(outcomes: Sequence[Outcome]) -> str:
    from legiscompare.model import Tag
    from legiscompare.report.sheet import guard

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "state", *Tag, "reason"])
    for one in outcomes:
        writer.writerow(
            [
                one.id,
                "failed" if one.state == "failed" else "done",
                *(one.counts.get(tag, 0) for tag in Tag),
                guard(one.reason),
            ]
        )
    return out.getvalue()
