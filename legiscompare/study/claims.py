"""Published claims on what changed, each against the texts (codebook §8).

A claim fits a change only at its paragraph, with evidence or edits that overlap its cues, and with a compatible burden
and dimension. What a claim says in words is for the reader; the program checks the tag that it asserts.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from legiscompare.errors import DataError
from legiscompare.model import (
    Change,
    Claim,
    Comparison,
    Judgement,
    Tag,
    Verdict,
)
from legiscompare.report.messages import catalogue
from legiscompare.study import by_place
from legiscompare.study.claim_fits import contains, direction, fit
from legiscompare.study.cues import find
from legiscompare.study.places import METADATA, NONE, places
from legiscompare.study.sheet import read_csv_text
from legiscompare.study.written import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.model import Document, Place, Provision

ASSERTIONS = frozenset({*Tag, "scope_narrowed", "scope_widened", "moved", "renumbered"})
"""What a claim may assert (column `expected_tag`)."""
_COLUMNS = ("claim",)


def read_claims(
    path: str | Path, *, language: str, instrument: str | None = None, controls: bool = True
) -> tuple[Claim, ...]:
    """Read a file of claims: CSV with claim and asserted (or expected_tag); id, draft_ref, final_ref, cue_draft, cue_final.

    Only the claim and what it asserts are needed; a place may be written as people write it (`Art. 15(1)`, `第十五条`).
    Where columns for `language` exist (`cue_draft_zh`, `claim_zh`), they are taken instead. `instrument` picks the rows whose
    column of that name says so. Rows with a 1 in the column `control` are claims that nobody made, there to try the
    checking; `controls=False` leaves them out. Raises DataError if the file is malformed.
    """
    path = Path(path)
    reader = csv.DictReader(io.StringIO(read_csv_text(path), newline=""))
    names = set(reader.fieldnames or ())
    asserts = "expected_tag" if "expected_tag" in names else "asserted"
    missing = [name for name in (*_COLUMNS, asserts) if name not in names]
    if missing:
        raise DataError(
            f"this is not a file of claims, it lacks: {', '.join(missing)}", where=f"{path}:1", mend="add these columns"
        )
    suffix = f"_{language.split('-')[0]}"
    words = f"claim{suffix}" if f"claim{suffix}" in names else "claim"
    cues = [f"cue_{side}{suffix}" if f"cue_{side}{suffix}" in names else f"cue_{side}" for side in ("draft", "final")]
    claims: list[Claim] = []
    for row in reader:
        where = f"{path}:{reader.line_num}"
        cells = {name: (cell or "").strip() for name, cell in row.items() if name}
        if instrument is not None and cells.get("instrument") != instrument:
            continue
        if cells.get("control") == "1" and not controls:
            continue
        if cells[asserts] not in ASSERTIONS:
            raise DataError(
                f"{cells[asserts]!r} is not something that a claim can assert",
                where=where,
                mend=f"use one of {', '.join(sorted(ASSERTIONS))}",
            )
        refs = [normalised(cells.get(f"{side}_ref", "")) or NONE for side in ("draft", "final")]
        for ref in refs:
            places(ref, 2, where=where)
        claims.append(
            Claim(
                cells.get("id") or str(len(claims) + 1),
                cells[words] or cells["claim"],
                refs[0],
                refs[1],
                cells[asserts],
                cells.get(cues[0], ""),
                cells.get(cues[1], ""),
                cells.get("expected_verdict", ""),
            )
        )
    return tuple(claims)


def judge(claims: Iterable[Claim], comparison: Comparison) -> tuple[Judgement, ...]:
    """Each claim against the comparison, in the given order."""
    return tuple(_judge(claim, comparison) for claim in claims)


def with_claims(comparison: Comparison, path: str | Path, *, instrument: str | None = None) -> Comparison:
    """The same comparison with the claims of the file at `path` judged, ready to be shown and written.

    Controls and the column `expected_verdict` are left out: they are for measuring alone. Raises as `read_claims`.
    """
    claims = read_claims(path, language=comparison.draft.language, instrument=instrument, controls=False)
    return replace(comparison, claims=judge((replace(one, expected_verdict="") for one in claims), comparison))


def tally(judgements: Iterable[Judgement]) -> dict[str, int]:
    """How many claims got which verdict, in the order of `Verdict`."""
    found = Counter(one.verdict for one in judgements)
    return {verdict.value: found[verdict] for verdict in Verdict if found[verdict]}


_RANK = {verdict: rank for rank, verdict in enumerate(Verdict)}


def _judge(claim: Claim, comparison: Comparison) -> Judgement:
    if claim.draft_ref in METADATA or claim.final_ref in METADATA:
        return _judge_metadata(claim, comparison)
    if not claim.draft_cue and not claim.final_cue:
        return _judge_by_place(claim, comparison)
    sides = ((claim.draft_ref, comparison.draft), (claim.final_ref, comparison.final))
    missing = [ref != NONE and not places(ref, 1) & _articles(document) for ref, document in sides]
    absent = tuple(
        side
        for side, cue, document in (
            ("draft", claim.draft_cue, comparison.draft),
            ("final", claim.final_cue, comparison.final),
        )
        if cue and not find(document.text, cue)
    )
    if any(missing):
        code = "no_place" if all(missing) else "no_draft_place" if missing[0] else "no_final_place"
        return _at_place(claim, comparison, Verdict.UNDECIDABLE, code, absent)
    # Neither cue stands anywhere, or there is none: the claim can be borne out in substance only.
    nowhere = len(absent) == sum(bool(cue) for cue in (claim.draft_cue, claim.final_cue))
    readings = [
        Judgement(
            claim, verdict, _reason(code, change), change.id, _quote(change.draft), _quote(change.final), code, absent
        )
        for change in comparison.changes
        if _at_its_place(claim, change)
        for verdict, code in [fit(claim, change, nowhere=nowhere)]
        if verdict is not Verdict.NOT_FOUND
    ]
    if not readings:
        return _at_place(claim, comparison, Verdict.NOT_FOUND, "nothing_fits", absent)
    return min(readings, key=lambda one: _RANK[one.verdict])


def _judge_by_place(claim: Claim, comparison: Comparison) -> Judgement:
    """A claim without words of the texts: by the changes at its place, and by its own words where languages agree."""
    found = by_place.judge(claim, comparison, direction, contains)
    if found.change is None:
        return _at_place(claim, comparison, found.verdict, found.code, ())
    change = found.change
    sides = _quote(change.draft), _quote(change.final)
    return Judgement(claim, found.verdict, _reason(found.code, change), change.id, *sides, found.code)


def _reason(code: str, change: Change) -> str:
    """The reason in English, as it is written to JSON."""
    return catalogue("en")(
        f"claim_reason.{code}",
        label=change.label or change.tag,
        tag=change.tag,
        burden=catalogue("en")(f"burden.{change.burden}"),
        draft="+".join(sorted({place.ref.split("#")[0] for place in change.draft})),
        final="+".join(sorted({place.ref.split("#")[0] for place in change.final})),
    )


def _at_place(claim: Claim, comparison: Comparison, verdict: Verdict, code: str, absent: tuple[str, ...]) -> Judgement:
    """A claim that no change bears out or excludes, with what stands at the place it names."""
    reason = catalogue("en")(f"claim_reason.{code}", draft=claim.draft_ref, final=claim.final_ref)
    draft, final = (
        _standing(document, ref)
        for document, ref in ((comparison.draft, claim.draft_ref), (comparison.final, claim.final_ref))
    )
    return Judgement(claim, verdict, reason, "", draft, final, code, absent)


def _standing(document: Document, ref: str) -> str:
    """Words of the provisions that a reference names, each of its own or of the nearest one above that there is."""
    by_ref: dict[str, Provision] = {}
    for one in document.walk():
        by_ref.setdefault(one.ref, one)
    found = []
    for part in ref.split("+"):
        at = part.strip()
        while at and at not in by_ref:
            at = at.rpartition(".")[0]
        if at:
            found.append(document.slice(by_ref[at].span).strip())
    return "\n".join(found)


def _articles(document: Document) -> frozenset[str]:
    return frozenset(place for one in document.walk() if one.ref for place in places(one.ref, 1))


def _quote(side: tuple[Place, ...]) -> str:
    return "\n".join(place.text for place in side)


def _judge_metadata(claim: Claim, comparison: Comparison) -> Judgement:
    words = catalogue("en")
    for change in comparison.metadata_changes:
        if change.field not in (claim.draft_ref, claim.final_ref):
            continue
        if all(
            not cue or find(text, cue)
            for cue, text in ((claim.draft_cue, change.draft), (claim.final_cue, change.final))
        ):
            reason = words("claim_reason.metadata", field=words(f"field.{change.field}"))
            return Judgement(claim, Verdict.SUBSTANCE, reason, change.field, change.draft, change.final, "metadata")
    return Judgement(claim, Verdict.NOT_FOUND, words("claim_reason.no_metadata"), code="no_metadata")


def _at_its_place(claim: Claim, change: Change) -> bool:
    """Whether the change stands at the claim's paragraph, on each side that both of them name."""
    shared = False
    for ref, side in ((claim.draft_ref, change.draft), (claim.final_ref, change.final)):
        if ref == NONE or not side:
            continue
        own = places("+".join(place.ref for place in side), 2)
        depth = 2 if "." in ref else 1
        cut = own if depth == 2 else frozenset(place.split(".")[0] for place in own)
        if not places(ref, depth) & cut:
            return False
        shared = True
    return shared
