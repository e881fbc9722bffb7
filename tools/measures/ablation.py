"""What each dimension is worth: all evidence of one dimension taken away, tags derived anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legiscompare.model import Dimension, Tag
from legiscompare.tag.derive import burden_of, tag_of

if TYPE_CHECKING:
    from legiscompare.model import Change, Comparison


def without(comparison: Comparison, dimension: Dimension) -> Comparison:
    """The comparison as it would be if no rule knew `dimension`."""
    return replace(comparison, changes=tuple(_without(change, dimension) for change in comparison.changes))


def _without(change: Change, dimension: Dimension) -> Change:
    signed = tuple(one for one in change.dimensions if one[0] is not dimension)
    if signed == change.dimensions:
        return change
    tag = tag_of(signed, reworded=change.tag is not Tag.UNCHANGED)
    kept = tuple(one for one in change.evidence if one.dimension is not dimension)
    return replace(change, tag=tag, burden=burden_of(tag, change.kind), dimensions=signed, evidence=kept)
