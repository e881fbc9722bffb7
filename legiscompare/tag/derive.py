"""From signed dimensions to tag, burden and words for readers: the codebook's §3, §4 and §5, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Burden, Dimension, NormKind, Sign, Tag
from legiscompare.norms import POLICY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.model import Evidence

_FREEING = frozenset({NormKind.PERMISSION, NormKind.EXEMPTION})
_NEUTRAL = POLICY | {NormKind.DEFINITION}

_OF_TAG = {
    Tag.SOFTENED: Burden.DOWN,
    Tag.STRENGTHENED: Burden.UP,
    Tag.MIXED: Burden.BOTH,
    Tag.UNDETERMINED: Burden.UNCLEAR,
    Tag.REWORDED: Burden.NONE,
    Tag.UNCHANGED: Burden.NONE,
}


def dimensions_of(evidence: Iterable[Evidence]) -> tuple[tuple[Dimension, Sign], ...]:
    """Each dimension with each of its signs once; `?` beside a readable sign of the same dimension says nothing more."""
    signed = {(one.dimension, one.sign) for one in evidence}
    read = {dimension for dimension, sign in signed if sign is not Sign.UNREADABLE}
    kept = [(d, s) for d, s in signed if s is not Sign.UNREADABLE or d not in read]
    order = {dimension: number for number, dimension in enumerate(Dimension)}
    return tuple(sorted(kept, key=lambda pair: (order[pair[0]], pair[1])))


def tag_of(dimensions: tuple[tuple[Dimension, Sign], ...], *, reworded: bool) -> Tag:
    """The tag that the signs give; `reworded` says whether words differ where no dimension moved (codebook §4)."""
    signs = {sign for _, sign in dimensions}
    if {Sign.FREER, Sign.LESS_FREE} <= signs:
        return Tag.MIXED
    if Sign.FREER in signs:
        return Tag.SOFTENED
    if Sign.LESS_FREE in signs:
        return Tag.STRENGTHENED
    if signs:
        return Tag.UNDETERMINED
    return Tag.REWORDED if reworded else Tag.UNCHANGED


def burden_of(tag: Tag, kind: NormKind, *, narrowing: bool = False) -> Burden:
    """Where the measured party ends up (codebook §5). `narrowing`: a scope norm that takes something out."""
    if tag not in {Tag.ADDED, Tag.REMOVED}:
        return _OF_TAG[tag]
    if kind in _NEUTRAL:
        return Burden.NONE
    frees = kind in _FREEING or (kind is NormKind.SCOPE and narrowing)
    return Burden.DOWN if frees is (tag is Tag.ADDED) else Burden.UP


_WORDS = {
    NormKind.OBLIGATION: ("duty softened", "duty sharpened"),
    NormKind.PROHIBITION: ("ban narrowed", "ban widened"),
    NormKind.PERMISSION: ("permission widened", "permission narrowed"),
    NormKind.EXEMPTION: ("exemption widened", "exemption narrowed"),
    NormKind.RIGHT: ("right narrowed", "right widened"),
    NormKind.POWER: ("power narrowed", "power widened"),
    NormKind.SANCTION: ("sanction lowered", "sanction raised"),
    NormKind.SCOPE: ("scope narrowed", "scope widened"),
    NormKind.DEFINITION: ("definition narrowed", "definition widened"),
    NormKind.PROCEDURE: ("procedure eased", "procedure tightened"),
}
_NOUN = {
    NormKind.OBLIGATION: "duty",
    NormKind.PROHIBITION: "ban",
    NormKind.PRINCIPLE: "policy statement",
    NormKind.ENCOURAGEMENT: "policy statement",
    NormKind.REFERENCE: "policy statement",
}


def label_of(tag: Tag, kind: NormKind) -> str:
    """Words for readers by kind: `permission widened`, `sanction lowered`, `duty removed`, `policy statement changed`."""
    noun = _NOUN.get(kind, kind.value)
    if tag in {Tag.SOFTENED, Tag.STRENGTHENED} and kind in _WORDS:
        return _WORDS[kind][tag is Tag.STRENGTHENED]
    ends = {
        Tag.REMOVED: "removed",
        Tag.ADDED: "added",
        Tag.MIXED: "changed both ways",
        Tag.UNDETERMINED: "changed, direction not readable",
        Tag.REWORDED: "changed" if kind in POLICY else "reworded",
        Tag.UNCHANGED: "unchanged",
    }
    return f"{noun} {ends.get(tag, 'changed')}"
