"""`explain`: what a tag or rule means, or why a change got its tag."""

from __future__ import annotations

import click

from legiscompare.cli._base import put
from legiscompare.cli._options import REPORT_LANGUAGES


class _TakesIds(click.Command):
    """Ids of norms that are new begin with `-~`, which click would take for an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click, such ids told apart."""
        return super().parse_args(ctx, [f"{_DASH}{one[1:]}" if one.startswith("-~") else one for one in args])


_DASH = "\N{EN DASH}"


@click.command("explain", cls=_TakesIds, short_help="Say what a tag or rule means, or why a change got its tag.")
@click.argument("name", metavar="TAG|RULE|CHANGE-ID")
@click.option(
    "--in", "comparison", type=click.Path(), metavar="COMPARISON.json", help="The comparison that holds the change."
)
@click.option(
    "--report-language",
    type=click.Choice(REPORT_LANGUAGES, case_sensitive=False),
    help="Language of the sentence on a change. [default: the texts']",
)
@click.option("-o", "--output", metavar="PATH", help="File to write.")
def command(name: str, comparison: str | None, report_language: str | None, output: str | None) -> None:
    """Say what a tag, dimension, kind of norm, rule or lexicon entry means.

    With --in, say how one change of that comparison came by its tag: first in one sentence, then its words, rules, signs
    and tag.
    """
    from legiscompare.study.explaining import explain, explain_change

    if name.startswith(f"{_DASH}~"):
        name = f"-{name[1:]}"

    if comparison is None:
        lines = explain(name)
    else:
        from legiscompare.report import load
        from legiscompare.report.messages import language_of

        found = load(comparison)
        lines = explain_change(found, name, language=report_language or language_of(found.final))
    put("".join(f"{line}\n" for line in lines), output)
