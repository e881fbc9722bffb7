"""`claims`: published claims against the texts."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legiscompare.cli._base import json_text, put, tell
from legiscompare.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from legiscompare.study import CheckedSentence, Judgement

COMMENTARY = (".txt", ".md")
"""Ends of the names of files that are read as a text in words, not as a table of claims."""
WHY_UNREAD = {
    "no_assertion": "does not say that anything changed",
    "no_place": "names no article and quotes no words of these texts",
    "denied": "says that something did not happen",
}
"""Why a sentence was not checked, by `Unread`."""


@click.command("claims", short_help="Check published claims against a comparison.")
@click.argument("claims", type=click.Path(), metavar="CLAIMS | COMMENTARY | SLUG")
@click.argument("comparison", type=click.Path(), required=False)
@click.option("--instrument", metavar="NAME", help="Only claims whose column `instrument` says so.")
@click.option(
    "-f", "--format", "form", type=click.Choice(["markdown", "json", "csv"]), default="markdown", show_default=True
)
@click.option("-o", "--output", metavar="PATH", help="File to write.")
def command(claims: str, comparison: str | None, instrument: str | None, form: str, output: str | None) -> None:
    """Check each claim of CLAIMS.csv against COMPARISON.json, with the passages side by side.

    COMMENTARY is a text (.txt, .md). A sentence is checked if it names an article, or quotes words of the texts, and says
    what happened there. The other sentences are listed at the end, with the reason.

    SLUG alone is an instrument of the library whose texts are here: its own claims, and who makes them.

    The program checks the tag that a claim asserts at the place it names; what its words say is for you to read.
    """
    from legiscompare.study import tally

    unread: tuple[CheckedSentence, ...] = ()
    who: dict[str, str] = {}
    if comparison is None:
        if instrument:
            raise UsageError("the instrument was named already", where="--instrument", mend="leave it out")
        found, who = _of_instrument(claims)
    elif claims.lower().endswith(COMMENTARY):
        if instrument:
            raise UsageError(
                "a commentary cannot be limited to one instrument", where="--instrument", mend="leave it out"
            )
        found, unread = _of_commentary(claims, comparison)
    else:
        from legiscompare.report import load
        from legiscompare.study import judge, read_claims

        result = load(comparison)
        found = judge(read_claims(claims, language=result.draft.language, instrument=instrument), result)
    put({"markdown": _markdown, "json": _json, "csv": _csv}[form](found, who, unread), output)
    tell("; ".join(f"{verdict}: {count}" for verdict, count in tally(found).items()))


def _of_commentary(path: str, comparison: str) -> tuple[tuple[Judgement, ...], tuple[CheckedSentence, ...]]:
    """What the sentences of a text say, each at the place it names that bears it out best; and those not checked."""
    from legiscompare.report import load
    from legiscompare.study import check_commentary
    from legiscompare.study.sheet import read_csv_text

    every = check_commentary(read_csv_text(Path(path)), load(comparison))
    unread = tuple(one for one in every if one.judgement is None)
    tell(f"{len(every)} sentences, {len(every) - len(unread)} checked")
    return tuple(one.judgement for one in every if one.judgement), unread


def _of_instrument(slug: str) -> tuple[tuple[Judgement, ...], dict[str, str]]:
    """The claims about an instrument, judged against each two stages that they compare and that are here."""
    from legiscompare import library
    from legiscompare.pipeline import compare
    from legiscompare.study import judge

    if not library.SLUG.fullmatch(slug):
        raise UsageError("the comparison is missing", where=slug, mend="give its JSON file after the claims")
    one = library.instrument(slug)
    pairs = library.claimed_stages(one)
    if not pairs:
        raise UsageError(
            f"the library holds no claims about {slug}", mend="write your own, see docs/how-to/check-claims.md"
        )
    here = [stages for stages in pairs if all(one.present(stage) for stage in stages)]
    if not here:
        one.pair(pairs[0])
    found: list[Judgement] = []
    for stages in pairs:
        claims = library.claims_of(one, stages)
        if stages not in here:
            tell(f"warning: {len(claims)} claims about {' and '.join(stages)} are left out: a text is not here")
            continue
        found += judge(claims, compare(*one.pair(stages)))
    return tuple(found), {each.id: each.who for each in library.said(one) if each.who}


def _record(one: Judgement, who: Mapping[str, str]) -> dict[str, str]:
    return {
        "id": one.claim.id,
        "draft_ref": one.claim.draft_ref,
        "final_ref": one.claim.final_ref,
        "asserted": one.claim.expected_tag,
        "claim": one.claim.claim,
        "verdict": one.verdict.value,
        "reason": one.reason,
        "code": one.code,
        "change": one.change,
        "draft_text": one.draft_text,
        "final_text": one.final_text,
        "absent": "+".join(one.absent),
        **({"who": who.get(one.claim.id, "")} if who else {}),
    }


def _json(found: Sequence[Judgement], who: Mapping[str, str], _: Sequence[CheckedSentence]) -> str:
    return json_text([_record(one, who) for one in found])


def _csv(found: Sequence[Judgement], who: Mapping[str, str], _: Sequence[CheckedSentence]) -> str:
    from legiscompare.report.sheet import guard

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    records = [_record(one, who) for one in found]
    writer.writerow(records[0] if records else ["id"])
    writer.writerows([guard(cell) for cell in record.values()] for record in records)
    return out.getvalue()


def _markdown(found: Sequence[Judgement], who: Mapping[str, str], unread: Sequence[CheckedSentence]) -> str:
    from legiscompare.study import tally

    out = ["# Claims against the texts", ""]
    out += [f"- {verdict}: {count}" for verdict, count in tally(found).items()]
    for one in found:
        where = f"{one.claim.draft_ref} → {one.claim.final_ref}; asserts {one.claim.expected_tag}"
        out += ["", f"## {one.claim.id}: {one.verdict}", "", f"{_flat(one.claim.claim)} ({_flat(where)})"]
        out += ["", f"Said by: {_flat(who[one.claim.id])}"] if one.claim.id in who else []
        out += ["", f"*{_flat(one.reason)}*"]
        cues = {"draft": one.claim.draft_cue, "final": one.claim.final_cue}
        out += [line for side in one.absent for line in ("", f"Not in the {side} text: “{_flat(cues[side])}”")]
        place = "" if one.change else ", at the place named"
        for side, text in (("Draft", one.draft_text), ("Final", one.final_text)):
            if text:
                out += ["", f"> **{side}{place}:** {_flat(text)}"]
    if unread:
        out += ["", "## Not checked", ""]
        out += [f"- {_flat(one.sentence)} *({WHY_UNREAD[one.unread]})*" for one in unread if one.unread]
    return "\n".join(out) + "\n"


def _flat(text: str) -> str:
    """One line, with the marks of Markdown made harmless."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in " ".join(text.split()))
