"""Claims without words of the texts: judged by the changes at their place, and by their own words where languages agree."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from legiscompare import lang
from legiscompare.model import Burden, Certainty, Op, Tag, Verdict
from legiscompare.study.places import NONE
from legiscompare.study.written import meant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from legiscompare.model import Change, Claim, Comparison, Place

_HAN = re.compile(r"[\u3400-\u9fff]")
_NEAR = 0.6
"""Share of the best change's words that another may have and still be meant."""
_KEPT = 0.35
"""Worth of a word that stands among those that did not change."""


Reads: TypeAlias = "Callable[[str, Change], bool]"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a claim: the verdict, the code of its reason, and the change that decided."""

    verdict: Verdict
    code: str
    change: Change | None


def judge(claim: Claim, comparison: Comparison, fits: Reads, contains: Reads) -> Found:
    """The verdict on a claim without cues. `fits` and `contains` say whether a change has the direction that is asserted.

    Nothing is contradicted on the strength of words alone but by a change of high certainty that goes the other way.
    """
    places = _places(claim, comparison)
    missing = [ref != NONE and not found for ref, found in zip((claim.draft_ref, claim.final_ref), places, strict=True)]
    either = claim.draft_ref == claim.final_ref and not all(missing)  # said of an article without saying whose
    if any(missing) and not either:
        code = "no_place" if all(missing) else "no_draft_place" if missing[0] else "no_final_place"
        return Found(Verdict.UNDECIDABLE, code, None)
    changes = _at(places, comparison)
    scored = _scored(claim, changes, comparison)
    best = max((score for _, score in scored), default=0.0)
    near = [change for change, score in scored if score >= _NEAR * best] if best else changes
    told = next((one for one in near if _asserted(claim, one, fits)), None)
    if told is not None:
        by_words = Verdict.SUPPORTED, "fits_by_words"
        return Found(*(by_words if best else (Verdict.SUBSTANCE, "fits_without_words")), told)
    both = next((one for one in near if one.tag is Tag.MIXED and contains(claim.expected_tag, one)), None)
    if both is not None:
        return Found(Verdict.PARTLY, "both_ways", both)
    other = near[0] if best and near[0].burden is _OPPOSITE.get(claim.expected_tag) else None
    if other is not None and other.certainty is Certainty.HIGH:
        return Found(Verdict.CONTRADICTED, "other_way", other)
    unclear = next((one for one in near if one.burden is Burden.UNCLEAR), other)
    if unclear is not None:
        return Found(Verdict.UNDECIDABLE, "unclear", unclear)
    return Found(Verdict.NOT_FOUND, "nothing_fits", None)


_OPPOSITE = {
    "softened": Burden.UP,
    "scope_narrowed": Burden.UP,
    "strengthened": Burden.DOWN,
    "scope_widened": Burden.DOWN,
}


def _places(claim: Claim, comparison: Comparison) -> tuple[frozenset[str], frozenset[str]]:
    """Refs of the provisions of either text that a claim may mean."""
    draft, final = (
        meant(ref, document) if ref != NONE else frozenset()
        for ref, document in ((claim.draft_ref, comparison.draft), (claim.final_ref, comparison.final))
    )
    return draft, final


def _at(places: tuple[frozenset[str], frozenset[str]], comparison: Comparison) -> list[Change]:
    """Changes at the places; all where none is named."""
    if not any(places):
        return list(comparison.changes)

    def on(change: Change, side: int) -> bool:
        return _touches(places[side], (change.draft, change.final)[side])

    named = [side for side in (0, 1) if places[side]]
    some = [one for one in comparison.changes if any(on(one, side) for side in named)]
    both = [one for one in some if all(on(one, side) or not (one.draft, one.final)[side] for side in named)]
    return both or some


def _touches(refs: Iterable[str], side: Sequence[Place]) -> bool:
    own = [place.ref.split("#")[0] for place in side]
    return any(one == ref or one.startswith(f"{ref}.") or ref.startswith(f"{one}.") for ref in refs for one in own)


def _asserted(claim: Claim, change: Change, fits: Callable[[str, Change], bool]) -> bool:
    tag = claim.expected_tag
    if tag == "added":
        return change.tag is Tag.ADDED
    if tag == "removed":
        return change.tag is Tag.REMOVED
    if tag == "unchanged":
        return change.tag in (Tag.UNCHANGED, Tag.REWORDED)
    if tag in ("moved", "renumbered"):
        sides = [{place.ref.split("#")[0] for place in side} for side in (change.draft, change.final)]
        return bool(sides[0] and sides[1]) and sides[0] != sides[1]
    return fits(tag, change)


# -- words ------------------------------------------------------------------------------------------------------


def _scored(claim: Claim, changes: Sequence[Change], comparison: Comparison) -> list[tuple[Change, float]]:
    """Changes with how many of the claim's words they hold, the rarer the more; those that changed count in full."""
    language = comparison.final.language
    if not _same_language(claim.claim, language):
        return [(change, 0.0) for change in changes]
    wanted = keys(claim.claim, language)
    held = [(_changed(change, comparison, language), _whole(change, language)) for change in comparison.changes]
    counts = Counter(key for _, whole in held for key in whole)
    total = len(held)
    by_id = {change.id: words for change, words in zip(comparison.changes, held, strict=True)}
    found = []
    for change in changes:
        changed, whole = by_id[change.id]
        score = sum(
            (1.0 if key in changed else _KEPT) * math.log((1 + total) / counts[key]) for key in sorted(wanted & whole)
        )  # fmt: skip
        found.append((change, score))
    return sorted(found, key=lambda one: -one[1])


def _same_language(words: str, language: str) -> bool:
    """Whether a claim is written in the script of the texts: only then do its words tell anything."""
    letters = [one for one in words if one.isalpha()]
    han = sum(bool(_HAN.match(one)) for one in letters)
    return bool(letters) and (han * 2 > len(letters)) == lang.load(language).profile.han


def keys(words: str, language: str) -> set[str]:
    """What a text is about: stems of its words, in Han script pairs of neighbouring characters; figures in both."""
    figures = set(re.findall(r"\d+", words))
    if lang.load(language).profile.han:
        runs = re.findall(r"[\u3400-\u9fff]{2,}", words)
        return figures | {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
    loaded = lang.load(language)
    found = (one.casefold() for one in re.findall(r"[^\W\d_]{4,}", words))
    table = loaded.word_table
    function = set(table.function.split()) if table else set()
    return figures | {loaded.stem(one) for one in found if one not in function}


def _whole(change: Change, language: str) -> set[str]:
    return keys(" ".join(place.text for place in (*change.draft, *change.final)), language)


def _changed(change: Change, comparison: Comparison, language: str) -> set[str]:
    if not (change.draft and change.final):
        return _whole(change, language)
    pieces = [
        edit.draft.of(comparison.draft.text) if edit.op is Op.DELETE else edit.final.of(comparison.final.text)
        for edit in change.edits
        if edit.op is not Op.EQUAL and not edit.editorial
    ]
    return keys(" ".join(pieces), language)
