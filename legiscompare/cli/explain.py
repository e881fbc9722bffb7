"""`explain`: what a tag or rule means, or why a change got its tag."""

from __future__ import annotations

import click

from legiscompare.cli._base import put


@click.command("explain", short_help="Say what a tag or rule means, or why a change got its tag.")
@click.argument("name", metavar="TAG|RULE|CHANGE-ID")
@click.option("--in", "comparison", type=click.Path(), metavar="COMPARISON.json", help="Where the change stands.")
@click.option("-o", "--output", metavar="PATH", help="File to write.")
def command(name: str, comparison: str | None, output: str | None) -> None:
    """Say what a tag, dimension, kind of norm, rule or lexicon entry means.

    With --in, say how one change of that comparison came by its tag: its words, rules, signs, tag.
    """
    from legiscompare.study.explaining import explain, explain_change

    if comparison is None:
        lines = explain(name)
    else:
        from legiscompare.report import load

        lines = explain_change(load(comparison), name)
    put("".join(f"{line}\n" for line in lines), output)
