"""`worksheet`: a class exercise and its key."""

from __future__ import annotations

import click

from legiscompare.cli._base import put


@click.command("worksheet", short_help="Make a class exercise and its key.")
@click.argument("comparison", type=click.Path(), metavar="COMPARISON.json")
@click.option("--items", type=click.IntRange(1, 100), default=12, show_default=True, help="Number of passages.")
@click.option("-o", "--output", metavar="PATH", help="File for the exercise. [default: standard output]")
@click.option("--key", metavar="PATH", help="File for the key; without it the key follows the exercise.")
def command(comparison: str, items: int, output: str | None, key: str | None) -> None:
    """Make an exercise of COMPARISON.json: passages without their tags, and the key to them, in Markdown."""
    from legiscompare.report import load
    from legiscompare.study.worksheet import worksheet

    made = worksheet(load(comparison), items=items)
    if key is None:
        put(f"{made.exercise}\n{made.key}", output)
        return
    put(made.exercise, output)
    put(made.key, key)
