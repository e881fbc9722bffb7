"""Published claims on what changed, each against the texts (codebook §8).

A claim fits a change only at its paragraph, with evidence or edits that overlap its cues, and with a compatible burden
and dimension. What a claim says in words is for the reader; the program checks the tag that it asserts.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from legiscompare.errors import DataError
from legiscompare.model import (
    Burden,
    Change,
    Claim,
    Comparison,
    Dimension,
    Judgement,
    NormKind,
    Op,
    Sign,
    Span,
    Tag,
    Verdict,
)
from legiscompare.report.messages import catalogue
from legiscompare.study import by_place
from legiscompare.study.cues import find, find_in, overlap
from legiscompare.study.places import METADATA, NONE, places
from legiscompare.study.sheet import read_csv_text
from legiscompare.study.written import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.model import Document, Place, Provision

ASSERTIONS = frozenset({*Tag, "scope_narrowed", "scope_widened", "moved", "renumbered"})
"""What a claim may assert (column `expected_tag`)."""
_SCOPE = frozenset({Dimension.SCOPE_PARTY, Dimension.SCOPE_OBJECT})
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


_POLICY = frozenset({NormKind.PRINCIPLE, NormKind.ENCOURAGEMENT, NormKind.REFERENCE})
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
        for verdict, code in [_fit(claim, change, nowhere=nowhere)]
        if verdict is not Verdict.NOT_FOUND
    ]
    if not readings:
        return _at_place(claim, comparison, Verdict.NOT_FOUND, "nothing_fits", absent)
    return min(readings, key=lambda one: _RANK[one.verdict])


def _judge_by_place(claim: Claim, comparison: Comparison) -> Judgement:
    """A claim without words of the texts: by the changes at its place, and by its own words where languages agree."""
    found = by_place.judge(claim, comparison, _direction, _contains)
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


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue in one side of a change: found there, overlapping evidence or an edit, standing among unchanged words."""

    given: bool
    stands: bool
    touched: bool
    kept: bool


def _cue(cue: str, change: Change, *, of_draft: bool) -> _Cue:
    side = change.draft if of_draft else change.final
    span = find_in(side, cue)
    if span is None:
        return _Cue(bool(cue), stands=False, touched=False, kept=False)
    edited, kept = _edited(change, of_draft=of_draft)
    evidence = [found for one in change.evidence if (found := one.draft if of_draft else one.final)]
    # Words put in between those of the cue touch it too: 国际合作 → 国际交流与合作.
    between = [edit.draft.start if of_draft else edit.final.start for edit in change.edits if edit.op is not Op.EQUAL]
    touched = any(overlap(span, other) for other in (*edited, *evidence)) or any(
        span.start < at < span.end for at in between
    )
    return _Cue(given=True, stands=True, touched=touched, kept=any(other.holds(span) for other in kept))


def _edited(change: Change, *, of_draft: bool) -> tuple[list[Span], list[Span]]:
    """Words of one side that are gone or new, and words that stand on both sides."""
    side = change.draft if of_draft else change.final
    if change.tag in {Tag.REMOVED, Tag.ADDED}:
        return [place.span for place in side], []
    moved = Op.DELETE if of_draft else Op.INSERT
    spans = [(edit.op, edit.draft if of_draft else edit.final, edit.editorial) for edit in change.edits]
    if not spans and change.tag is Tag.UNCHANGED:
        return [], [place.span for place in side]
    return [s for op, s, editorial in spans if op is moved and not editorial], _joined(
        [s for op, s, editorial in spans if op is Op.EQUAL or editorial]
    )


def _joined(spans: list[Span]) -> list[Span]:
    """Neighbouring spans made one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        elif span.end > span.start:
            out.append(span)
    return out


def _fit(claim: Claim, change: Change, *, nowhere: bool) -> tuple[Verdict, str]:
    """What one change at the claim's place says of it: verdict, code of the reason. `nowhere`: see `_judge`."""
    draft, final = (_cue(c, change, of_draft=s) for c, s in ((claim.draft_cue, True), (claim.final_cue, False)))
    if claim.expected_tag in _SPECIAL:
        return _SPECIAL[claim.expected_tag](change, draft, final)
    if claim.draft_ref != NONE and claim.final_ref != NONE and not (change.draft and change.final):
        return Verdict.NOT_FOUND, ""
    fits = _direction(claim.expected_tag, change)
    if not draft.touched and not final.touched:
        if fits and nowhere:
            return Verdict.SUBSTANCE, "fits_without_words"
        if change.tag is Tag.UNCHANGED and draft.kept and final.kept:
            return Verdict.CONTRADICTED, "stands"
        return Verdict.NOT_FOUND, ""
    if fits:
        return Verdict.SUPPORTED, "fits"
    if change.kind in _POLICY and change.tag is Tag.REWORDED and claim.expected_tag in _SIGN:
        return Verdict.SUBSTANCE, "policy"
    if change.tag is Tag.MIXED and _contains(claim.expected_tag, change):
        return Verdict.PARTLY, "both_ways"
    if change.burden is _OPPOSITE.get(claim.expected_tag):
        signs = _signs_at(claim, change)
        if not signs or signs - {Sign.UNREADABLE}:
            return Verdict.CONTRADICTED, "other_way"
        # Other words of the norm go the other way; what these do cannot be read.
        return Verdict.UNDECIDABLE, "unclear"
    if change.burden is Burden.UNCLEAR:
        return Verdict.UNDECIDABLE, "unclear"
    return Verdict.NOT_FOUND, ""


def _signs_at(claim: Claim, change: Change) -> set[Sign]:
    """Signs of the evidence that overlaps the claim's cues."""
    at = find_in(change.draft, claim.draft_cue), find_in(change.final, claim.final_cue)
    return {
        one.sign
        for one in change.evidence
        for span, cue in zip((one.draft, one.final), at, strict=True)
        if span and cue and overlap(span, cue)
    }


_BURDEN = {
    "softened": Burden.DOWN,
    "scope_narrowed": Burden.DOWN,
    "strengthened": Burden.UP,
    "scope_widened": Burden.UP,
    "mixed": Burden.BOTH,
    "undetermined": Burden.UNCLEAR,
    "reworded": Burden.NONE,
}
_OPPOSITE = {
    "softened": Burden.UP,
    "scope_narrowed": Burden.UP,
    "strengthened": Burden.DOWN,
    "scope_widened": Burden.DOWN,
}
_SIGN = {
    "softened": Sign.FREER,
    "scope_narrowed": Sign.FREER,
    "strengthened": Sign.LESS_FREE,
    "scope_widened": Sign.LESS_FREE,
}


def _direction(asserted: str, change: Change) -> bool:
    """Whether burden and dimension fit what is asserted."""
    if change.burden is not _BURDEN[asserted]:
        return False
    alone = change.tag in {Tag.ADDED, Tag.REMOVED}
    if asserted.startswith("scope_"):
        widened = asserted == "scope_widened"
        exempts = change.kind in {NormKind.EXEMPTION, NormKind.SCOPE, NormKind.PERMISSION}
        scoped = any(name in _SCOPE and sign is _SIGN[asserted] for name, sign in change.dimensions)
        return (change.tag is Tag.ADDED and (widened or exempts)) if alone else scoped
    return True


def _contains(asserted: str, change: Change) -> bool:
    sign = _SIGN.get(asserted)
    names = _SCOPE if asserted.startswith("scope_") else frozenset(Dimension)
    return any(name in names and found is sign for name, found in change.dimensions)


def _fit_added(change: Change, _: _Cue, final: _Cue) -> tuple[Verdict, str]:
    if change.tag is Tag.ADDED:
        if final.stands:
            return Verdict.SUPPORTED, "added"
        return (Verdict.NOT_FOUND, "") if final.given else (Verdict.SUBSTANCE, "added")
    if final.stands and final.kept:
        return Verdict.CONTRADICTED, "in_draft_too"
    if final.touched and change.tag is not Tag.REMOVED:
        return Verdict.SUPPORTED, "added_words"
    return Verdict.NOT_FOUND, ""


def _fit_removed(change: Change, draft: _Cue, _: _Cue) -> tuple[Verdict, str]:
    if change.tag is Tag.REMOVED:
        if draft.stands:
            return Verdict.SUPPORTED, "removed"
        return (Verdict.NOT_FOUND, "") if draft.given else (Verdict.SUBSTANCE, "removed")
    if draft.stands and draft.kept:
        return Verdict.CONTRADICTED, "in_final_too"
    if draft.touched and change.tag is not Tag.ADDED:
        return Verdict.SUPPORTED, "removed_words"
    return Verdict.NOT_FOUND, ""


def _fit_unchanged(change: Change, draft: _Cue, _: _Cue) -> tuple[Verdict, str]:
    if draft.stands and draft.kept:
        return Verdict.SUPPORTED, "in_both"
    if draft.stands and draft.touched:
        return Verdict.CONTRADICTED, "words_changed"
    if change.tag is Tag.UNCHANGED and not draft.given:
        return Verdict.SUBSTANCE, "norm_unchanged"
    return Verdict.NOT_FOUND, ""


def _fit_moved(change: Change, draft: _Cue, final: _Cue) -> tuple[Verdict, str]:
    if not change.draft or not change.final or (draft.given and not draft.stands) or (final.given and not final.stands):
        return Verdict.NOT_FOUND, ""
    before, after = ({place.ref.split("#")[0] for place in side} for side in (change.draft, change.final))
    if before == after:
        return Verdict.CONTRADICTED, "same_place"
    return Verdict.SUPPORTED, "moved"


_SPECIAL = {
    "added": _fit_added,
    "removed": _fit_removed,
    "unchanged": _fit_unchanged,
    "moved": _fit_moved,
    "renumbered": _fit_moved,
}
