"""`opinion`: ask another coder, such as a language model, about every changed norm."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legiscompare.cli._base import bar, put, tell

if TYPE_CHECKING:
    from legiscompare.study.opinions import SecondOpinion

KEY = "LEGISCOMPARE_OPINION_KEY"
"""Where the key of an endpoint is read from. It is no option: options can be seen by other users of the machine."""
SHOWN = 5
"""Refused answers that are told one by one."""


@click.command("opinion", short_help="Ask another coder, such as a language model.")
@click.argument("comparison", type=click.Path())
@click.option("--endpoint", metavar="ADDRESS", default="", help="A model's chat interface: http://localhost:8080/v1.")
@click.option("--model", metavar="NAME", default="", help="Name of the model, as the endpoint calls it.")
@click.option("--coder", metavar="NAME", default="", help="A coder that a package adds, in place of an endpoint.")
@click.option("--answers", type=click.Path(), metavar="FILE", help="Keep answers here, and ask none of them again.")
@click.option("--offline", is_flag=True, help="Use the answers kept in --answers alone; ask nobody.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Ask about the first N changed norms.")
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=120.0,
    show_default=True,
    metavar="SECONDS",
    help="Seconds to wait for one answer.",
)
@click.option("-o", "--output", metavar="PATH", help="Sheet to write.")
def command(
    comparison: str, endpoint: str, model: str, coder: str, answers: str | None, offline: bool, limit: int | None,
    timeout: float, output: str | None,
) -> None:  # fmt: skip
    """Ask another coder about every changed norm of COMPARISON (its JSON) and write its coding sheet.

    The coder gets the codebook, both passages and their parts. It is not told what the program answered. Each answer must
    follow the codebook and quote words of the passages; an answer that does not is asked for once more, then refused.

    Score the sheet with: evaluate. Show it beside the program's tags with: compare --opinion. It never replaces them.

    With --endpoint the passages are sent to that address. A key is read from LEGISCOMPARE_OPINION_KEY.
    """
    from legiscompare.report import load
    from legiscompare.report.sheet import COLUMNS
    from legiscompare.study.opinions import collect, questions
    from legiscompare.study.sheet import write_sheet

    found = load(comparison)
    asked = _coder(endpoint, model, coder, answers, offline=offline, timeout=timeout)
    count = min(len(questions(found)), limit or len(found.changes))
    with bar(count) as progress:
        got = collect(found, asked, limit=limit, progress=progress)
    put(write_sheet(got.rows, COLUMNS), output)
    for one in got.refused[:SHOWN]:
        tell(f"warning: refused: {one}")
    if len(got.refused) > SHOWN:
        tell(f"warning: {len(got.refused) - SHOWN} more were refused")
    tell(f"{got.asked} asked, {got.asked - len(got.refused)} answered, {len(got.refused)} refused")


def _coder(
    endpoint: str, model: str, coder: str, answers: str | None, *, offline: bool, timeout: float
) -> SecondOpinion:
    from legiscompare.errors import UsageError

    if bool(coder) == bool(endpoint):
        raise UsageError(
            "it is not clear whom to ask",
            where="--endpoint, --coder",
            mend="give either --endpoint with --model, or --coder",
        )
    if coder:
        from legiscompare.plugins import loaded

        added = loaded("second_opinions")
        if coder not in added:
            known = ", ".join(added) or "none"
            raise UsageError(f"there is no coder {coder!r}", where="--coder", mend=f"installed: {known}")
        chosen: SecondOpinion = added[coder]
        return chosen
    if not model:
        raise UsageError("an endpoint needs the name of a model", where="--model", mend="give --model NAME")
    if offline and not answers:
        raise UsageError(
            "with --offline, the answers must come from a file", where="--offline", mend="give --answers FILE"
        )
    from legiscompare.study.endpoint import ChatEndpoint

    made = ChatEndpoint(
        endpoint, model, os.environ.get(KEY, ""), Path(answers) if answers else None, offline=offline, timeout=timeout
    )
    if not made.local and not offline:
        tell(f"the passages are sent to {endpoint}")
    return made
