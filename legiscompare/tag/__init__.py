"""Say of each norm what happened to it, in which direction, and which words show it.

For every pair that `align` found: which elements came and went (`elements`), what sign each has for this kind of norm
(`signs`), and from the signs the tag and the burden (`derive`; codebook §4, §5). Tags are derived, never weighed.
"""

from __future__ import annotations

from legiscompare.model import Alignment, Change, Document, Norm
from legiscompare.tag.changes import changes
from legiscompare.tag.metadata import metadata_changes

__all__ = ["metadata_changes", "tag"]


def tag(
    draft: Document,
    draft_norms: tuple[Norm, ...],
    final: Document,
    final_norms: tuple[Norm, ...],
    alignment: Alignment,
) -> tuple[Change, ...]:
    """One change for each pair and for each unpaired norm: in the order of the final text, removed ones where they stood.

    Raises `InvariantError` if evidence lies outside its norm or the edits do not rebuild both texts.
    """
    return changes(draft, draft_norms, final, final_norms, alignment)
