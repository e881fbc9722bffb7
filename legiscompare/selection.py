"""Part of a comparison: the changes of some articles."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from legiscompare.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.model import Comparison, Judgement

__all__ = ["in_range", "of_articles", "parse_ranges"]


@functools.cache
def parse_ranges(ranges: str) -> tuple[tuple[int, int], ...]:
    """`8-17,29` as pairs of first and last. Raises UsageError if it is written otherwise."""
    found = []
    for one in ranges.split(","):
        match = re.fullmatch(r"\s*(\d+)(?:-(\d+))?\s*", one)
        if not match or int(match[1]) > int(match[2] or match[1]):
            raise UsageError(f"{ranges!r} is not a range of articles", mend="write it as 8-17,29")
        found.append((int(match[1]), int(match[2] or match[1])))
    return tuple(found)


def in_range(ref: str, ranges: str) -> bool:
    """Whether the article of a reference lies in `ranges`. A reference without an article number lies in none."""
    spans = parse_ranges(ranges)
    article = re.match(r"\d+", ref)
    if article is None:
        return False
    number = int(article.group())
    return any(low <= number <= high for low, high in spans)


def of_articles(comparison: Comparison, ranges: str) -> Comparison:
    """The same comparison with the changes alone that touch an article of `ranges`, in the draft or in the final text.

    The whole texts were compared: a norm that moved out of the range is found. Raises UsageError if nothing lies in it.
    """

    def touched(refs: Iterable[str]) -> bool:
        return any(in_range(ref, ranges) for ref in refs)

    changes = tuple(
        change for change in comparison.changes if touched(place.ref for place in (*change.draft, *change.final))
    )
    if not changes:
        raise UsageError(
            f"these texts have no article of {ranges!r}",
            where="--articles",
            mend="look up their numbers with: legiscompare outline FILE",
        )
    pairs = tuple(pair for pair in comparison.provision_pairs if touched((*pair.draft, *pair.final)))
    settings = replace(comparison.settings, articles=ranges)
    claims = tuple(one for one in comparison.claims if touched(_named(one)))
    return replace(comparison, changes=changes, provision_pairs=pairs, settings=settings, claims=claims)


def _named(one: Judgement) -> list[str]:
    """References of the places that a claim names."""
    return [ref.strip() for side in (one.claim.draft_ref, one.claim.final_ref) for ref in side.split("+")]
