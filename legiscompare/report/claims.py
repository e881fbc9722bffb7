"""Published claims beside what the texts say of them: verdict, passages, the change, and what was not found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from legiscompare.model import Change, Judgement, Verdict

if TYPE_CHECKING:
    from legiscompare.report.items import ReportItem
    from legiscompare.report.view import View


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim, ready to be shown."""

    anchor: str
    judgement: Judgement
    item: ReportItem | None
    """The change it was judged by; None where none fits or where a change of metadata was it."""
    verdict: str
    asserts: str
    """What the claim asserts, and where: `softened (15.1 → 14.1)`."""
    reason: str
    absent: tuple[tuple[str, str], ...]
    """The claim's cues that stand nowhere in their text: whose text, the words."""


def checked(view: View) -> list[CheckedClaim]:
    """The claims in the order of their file."""
    items = {item.change.id: item for item in view.items}
    return [_checked(view, number, one, items.get(one.change)) for number, one in enumerate(view.comparison.claims, 1)]


def tally(view: View) -> list[tuple[str, int]]:
    """How many claims got which verdict, in the codebook's order."""
    found = Counter(one.verdict for one in view.comparison.claims)
    return [(view.words(f"claim_verdict.{verdict}"), found[verdict]) for verdict in Verdict if found[verdict]]


def _checked(view: View, number: int, one: Judgement, item: ReportItem | None) -> CheckedClaim:
    words, claim = view.words, one.claim
    key = f"claim_asserts.{claim.expected_tag}"
    asserted = words(key) if words.has(key) else words(f"tag.{claim.expected_tag}")
    places = f"{_shown(view, claim.draft_ref)} → {_shown(view, claim.final_ref)}"
    absent = tuple(
        (words(f"words.claims_absent_{side}"), claim.draft_cue if side == "draft" else claim.final_cue)
        for side in one.absent
    )
    return CheckedClaim(
        # Two rows of a file may bear one id; the number keeps the anchors apart.
        f"claim-{number}-{quote(claim.id, safe='.-_')}",
        one,
        item,
        words(f"claim_verdict.{one.verdict}"),
        words("phrase.signed", dimension=asserted, sign=places),
        _reason(view, one, item.change if item else None),
        absent,
    )


def _shown(view: View, ref: str) -> str:
    """A reference as given, a field of the metadata by its name."""
    key = f"field.{ref}"
    return "–" if ref == "-" else view.words(key) if view.words.has(key) else ref


def _reason(view: View, one: Judgement, change: Change | None) -> str:
    """The reason in the report's language; as it stands where the file that was read knows another code."""
    words, key = view.words, f"claim_reason.{one.code}"
    if not one.code or not words.has(key):
        return one.reason
    field = f"field.{one.change}"
    return words(
        key,
        label=words.label(change) if change else one.reason,
        tag=words(f"tag.{change.tag}") if change else "–",
        burden=words(f"burden.{change.burden}") if change else "–",
        draft=_refs(change, draft=True) if change else one.claim.draft_ref,
        final=_refs(change, draft=False) if change else one.claim.final_ref,
        field=words(field) if words.has(field) else one.change,
    )


def _refs(change: Change, *, draft: bool) -> str:
    return " + ".join(dict.fromkeys(place.label for place in (change.draft if draft else change.final)))
