"""`evaluate`: agreement of a comparison with a reference sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from legiscompare.cli import exits
from legiscompare.cli._base import json_text, put, tell
from legiscompare.errors import UsageError

if TYPE_CHECKING:
    from legiscompare.study import Evaluation


@click.command("evaluate", short_help="Measure a comparison against a reference sheet.")
@click.argument("comparison", type=click.Path())
@click.argument("gold", type=click.Path())
@click.option("--draft-range", metavar="RANGE", help="Articles of the draft that the sheet codes: 8-17,29.")
@click.option("--final-range", metavar="RANGE", help="Articles of the final text that it codes.")
@click.option("--strict", is_flag=True, help="Accept only the answers of the sheet's first coder.")
@click.option("-f", "--format", "form", type=click.Choice(["json", "table"]), default="json", show_default=True)
@click.option("-o", "--output", metavar="PATH", help="File to write.")
@click.option(
    "--resamples", type=click.IntRange(0), default=1000, show_default=True, help="Random draws for the intervals."
)
@click.option("--floors", type=click.Path(), metavar="FILE", help="Exit 1 if a figure lies below its floor.")
@click.option("--floor-name", metavar="NAME", help="Table of the floors file. [default: the sheet's name]")
@click.option("--update-floors", is_flag=True, help="Write what was reached as the new floors.")
@click.option("--allow-lower", is_flag=True, help="Let floors fall; needs --note.")
@click.option("--note", type=click.Path(), help="Decision note that says why floors fall.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    comparison: str,
    gold: str,
    draft_range: str | None,
    final_range: str | None,
    strict: bool,
    form: str,
    output: str | None,
    resamples: int,
    floors: str | None,
    floor_name: str | None,
    update_floors: bool,
    allow_lower: bool,
    note: str | None,
) -> None:
    """Measure COMPARISON (its JSON, or a coder's sheet) against the reference sheet GOLD.

    The figures are agreement with that sheet, with intervals and a confusion matrix: never a share of the truth.
    """
    from legiscompare.study import below_floors, evaluate, raise_floors, read_floors

    name = floor_name or Path(gold).stem
    table = read_floors(floors).get(name) if floors and (not update_floors or Path(floors).exists()) else None
    if table and table.ranges and draft_range is None and final_range is None:
        draft_range, final_range = table.ranges
    found = evaluate(
        comparison, gold, draft_range=draft_range, final_range=final_range, strict=strict, resamples=resamples
    )
    if draft_range is None:
        _warn_of_uncoded_articles(comparison, gold)
    put(json_text(found.as_dict()) if form == "json" else "".join(f"{line}\n" for line in lines(found)), output)
    if floors is None:
        return
    if update_floors:
        ranges = (draft_range, final_range) if draft_range and final_range else None
        raise_floors(found, gold, floors, name=name, ranges=ranges, allow_lower=allow_lower, note=note)
        return
    if table is None:
        raise UsageError(f"this file has no floors for {name!r}", where=floors, mend="write them with --update-floors")
    low = below_floors(found, gold, table)
    for one in low:
        tell(f"below the floor: {one.figure} is {one.reached}, the floor is {one.floor}")
    if low:
        ctx.exit(exits.ASKED)


def _warn_of_uncoded_articles(comparison: str, gold: str) -> None:
    from legiscompare.study import uncoded_articles

    draft, final, ranges = uncoded_articles(comparison, gold)
    if draft or final:
        tell(
            f"warning: the sheet has no row for {len(draft)} articles of the draft and {len(final)} of the final text; "
            "what was found there counts as wrong. To measure only the articles that are coded: "
            f"--draft-range {ranges[0]} --final-range {ranges[1]}"
        )


ROWS = (
    ("link F1", "link.f1"),
    ("change F1", "change.f1"),
    ("  constant", "constant"),
    ("direction F1", "direction.f1"),
    ("linked macro F1", "linked.macro_f1"),
)
NORM_ROWS = (("norms found", "found"), ("tag kappa", "kappa"), ("burden agreement", "burden_agreement"))


def lines(found: Evaluation) -> list[str]:
    """The main figures as a table, each with its 95 % interval."""
    flat = found.flat()

    def cell(name: str) -> str:
        if name not in flat:
            return "–"
        bounds = found.intervals.get(name)
        return f"{flat[name]:.3f}" + (f" [{bounds[0]:.3f}, {bounds[1]:.3f}]" if bounds else "")

    out = [f"{'agreement with the reference sheet':36}{'article':24}{'paragraph':24}".rstrip()]
    out += [f"{words:36}{cell(f'article.{n}'):24}{cell(f'paragraph.{n}'):24}".rstrip() for words, n in ROWS]
    out += [f"{words:36}{cell(f'norm.{n}')}" for words, n in NORM_ROWS]
    out += ["", "reference tag → tag here (norms joined by their cues)"]
    out += [f"{tag:16}" + "  ".join(f"{other} {n}" for other, n in row.items()) for tag, row in found.confusion.items()]
    return out
