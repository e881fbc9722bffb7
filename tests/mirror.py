"""What swapping draft and final must do to every change (design: swapping mirrors everything)."""

from __future__ import annotations

from typing import Any

from legiscompare.model import Burden, Change, Comparison, Sign, Tag

_TAGS = {
    Tag.ADDED: Tag.REMOVED,
    Tag.REMOVED: Tag.ADDED,
    Tag.SOFTENED: Tag.STRENGTHENED,
    Tag.STRENGTHENED: Tag.SOFTENED,
}
_BURDENS = {Burden.UP: Burden.DOWN, Burden.DOWN: Burden.UP}
_SIGNS = {Sign.FREER: Sign.LESS_FREE, Sign.LESS_FREE: Sign.FREER}

Facts = dict[tuple[tuple[str, ...], tuple[str, ...]], Any]


def _facts(change: Change) -> tuple[Any, ...]:
    dimensions = tuple(sorted((name.value, sign) for name, sign in change.dimensions))
    return change.tag, change.burden, change.kind, dimensions


def facts(comparison: Comparison) -> Facts:
    """(draft norms, final norms) -> tag, burden, kind, signed dimensions."""
    return {
        (tuple(sorted(p.norm for p in one.draft)), tuple(sorted(p.norm for p in one.final))): _facts(one)
        for one in comparison.changes
    }


def mirrored(comparison: Comparison) -> Facts:
    """The facts of `comparison` as they must be once draft and final change places."""
    found = {}
    for (draft, final), (tag, burden, kind, dimensions) in facts(comparison).items():
        signs = tuple(sorted((name, _SIGNS.get(sign, sign)) for name, sign in dimensions))
        found[final, draft] = (_TAGS.get(tag, tag), _BURDENS.get(burden, burden), kind, signs)
    return found
