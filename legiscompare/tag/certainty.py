"""How sure a change is: three bands, from what can be counted while it is made.

What makes a tag doubtful was read off the reference codings, over all changes that they code: rules whose words do not
decide alone, several rules firing in one norm, norms that hardly resemble each other, words that changed with no rule to
say what they do, and, for norms without counterpart, a candidate that comes near. What each band is worth, and the same
with the thresholds set on four fifths of the articles and tried on the fifth, stands in docs/explain/accuracy.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import Certainty, Tag
from legiscompare.norms import POLICY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import NormKind


class Thresholds(NamedTuple):
    """Where one band ends and the next begins. Scores are likenesses between 0 and 1."""

    alike: float = 0.5
    """Score of a pair from which it can be of high certainty."""
    unlike: float = 0.4
    """Score of a pair below which it is of low certainty."""
    many: int = 4
    """More rules than these in one norm: low certainty."""
    far: float = 0.1
    """Score of the best candidate of a norm without counterpart below which that is of high certainty."""
    near: float = 0.5
    """Score of the best candidate from which it is of low certainty."""


THRESHOLDS = Thresholds()


def of_pair(
    tag: Tag,
    kind: NormKind,
    *,
    score: float,
    decisive: Sequence[bool],
    single: bool,
    limits: Thresholds = THRESHOLDS,
) -> Certainty:
    """Certainty of a pair of norms.

    `decisive`: of each rule that fired, whether its words decide alone. `single`: one norm on each side.
    """
    if tag is Tag.UNCHANGED:
        return Certainty.HIGH
    if tag is Tag.REWORDED:
        # Words differ and no rule saw what they do: outside policy statements one such pair in five was a change.
        return Certainty.HIGH if kind in POLICY and score >= limits.alike else Certainty.MEDIUM
    doubts = sum(not one for one in decisive)
    if score < limits.unlike or doubts > 1 or len(decisive) > limits.many:
        return Certainty.LOW
    if doubts:
        return Certainty.LOW if tag is Tag.UNDETERMINED else Certainty.MEDIUM
    return Certainty.HIGH if len(decisive) == 1 and single and score >= limits.alike else Certainty.MEDIUM


def of_single(best: float, *, part: bool = False, limits: Thresholds = THRESHOLDS) -> Certainty:
    """Certainty of a norm without counterpart, whose best candidate in the other text has the score `best`.

    `part`: it belongs to a sentence or a list that the other text has too, so that it may be a change of that.
    """
    if best < limits.far and not part:
        return Certainty.HIGH
    return Certainty.MEDIUM if best < limits.near else Certainty.LOW
