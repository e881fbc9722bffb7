"""`batch`: many pairs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from legiscompare.cli import exits
from legiscompare.cli._base import tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.batch import Job, Outcome


@click.command("batch", short_help="Compare many pairs; resumes where it stopped.")
@click.argument("pairs", type=click.Path(), metavar="PAIRS.csv")
@click.option("-o", "--output", metavar="DIR", required=True, help="Folder to write into.")
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["json", "csv", "markdown", "html"]),
    help="Reports of each pair besides JSON; may be repeated. [default: csv]",
)
@click.option("--workers", type=click.IntRange(1), help="Processes. [default: one per core]")
@click.option(
    "--engine",
    type=click.Choice(["processes", "dask"]),
    default="processes",
    show_default=True,
    help="What runs the comparisons.",
)
@click.option(
    "--address", metavar="ADDRESS", help="Dask scheduler, tcp://host:port. [default: a cluster of this machine]"
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=600.0,
    show_default=True,
    help="Seconds for one pair.",
)
@click.option("--memory-limit", type=click.IntRange(64), metavar="MB", help="Memory of a worker. [default: none]")
@click.option("--again", is_flag=True, help="Compare all pairs again, also those that are done.")
@click.pass_context
def command(ctx: click.Context, /, pairs: str, output: str, formats: tuple[str, ...], **settings: Any) -> None:
    """Compare each pair of PAIRS.csv (columns id, draft, final) and write reports into DIR/ID/.

    What is done is kept: started again, it goes on where it stopped, also after it was killed. A pair that fails,
    hangs or dies stops no other. DIR/summary.csv lists what became of each pair, DIR/changes.parquet (extra `batch`)
    all changes, DIR/manifest.json the hashes of the texts. Exit 4 if a pair failed.
    """
    from legiscompare import batch

    todo = batch.jobs(pairs)
    limits = batch.WorkerLimits(settings["time_limit"], settings["memory_limit"])
    outcomes = batch.run(
        todo,
        output,
        formats=formats or ("json", "csv"),
        workers=settings["workers"],
        again=settings["again"],
        engine=settings["engine"],
        address=settings["address"],
        limits=limits,
    )
    found = {outcome.id: outcome for outcome in _watched(todo, outcomes)}
    ordered = [found[job.id] for job in todo]
    if not batch.has_parquet():
        tell("changes.parquet is not written: it needs pyarrow, install it with: pip install 'legiscompare[batch]'")
    for outcome in ordered:
        if outcome.state == "failed":
            tell(f"failed: {outcome.id}: {outcome.reason}")
    counts = {state: sum(one.state == state for one in ordered) for state in ("done", "kept", "failed")}
    tell(", ".join(f"{number} {state}" for state, number in counts.items()))
    if counts["failed"]:
        ctx.exit(exits.BATCH)


def _watched(todo: Iterable[Job], outcomes: Iterable[Outcome]) -> Iterable[Outcome]:
    """The outcomes, told as they come: a bar with rate and time left on a terminal, plain lines elsewhere."""
    from legiscompare.batch import Progress

    progress = Progress(todo)
    terminal = sys.stderr.isatty()
    bar: Any = click.progressbar(
        length=progress.pairs,
        file=sys.stderr,
        hidden=not terminal,
        show_eta=False,
        item_show_func=lambda _: progress.words(),
    )
    with bar:
        for outcome in outcomes:
            progress.add(outcome.id, compared=outcome.state == "done")
            bar.update(1, outcome)
            if not terminal and outcome.state != "kept":
                tell(f"{outcome.state} {outcome.id}: {progress.words()}")
            yield outcome
