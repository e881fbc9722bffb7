"""Say of each norm what happened to it, in which direction, and which words show it.

For every pair that `align` found: what happened to each element (`comparators`), what that does to the norm by the place
where it happened (`positions.toml`), the sign it has for this kind of norm (`signs.toml`), and from the signs the tag and
the burden (`derive`; codebook §4, §5). Tags are derived, never weighed.
"""

from __future__ import annotations

from legiscompare.annotate import Layer
from legiscompare.model import Alignment, Change, Norm
from legiscompare.tag.changes import changes
from legiscompare.tag.metadata import metadata_changes

__all__ = ["metadata_changes", "tag"]


def tag(
    draft: Layer,
    draft_norms: tuple[Norm, ...],
    final: Layer,
    final_norms: tuple[Norm, ...],
    alignment: Alignment,
) -> tuple[Change, ...]:
    """One change for each pair and for each unpaired norm: in the order of the final text, removed ones where they stood.

    Raises `InvariantError` if evidence lies outside its norm or the edits do not rebuild both texts.
    """
    return changes(draft, draft_norms, final, final_norms, alignment)
