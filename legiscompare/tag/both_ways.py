"""A pair read from the draft and from the final text: what only one of the two readings sees is no direction.

Comparators take words one after the other, so the text that is read first can decide which of several readings is found.
Which text came first says nothing of the law; where the two readings differ, the dimension is `?`. So swapping draft
and final mirrors every change by construction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Dimension, Sign
from legiscompare.tag.operations import Operation
from legiscompare.tag.signs import is_rule, sign_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.model import NormKind

Signed = frozenset[tuple[Dimension, Sign]]
_TURNED = {Sign.FREER: Sign.LESS_FREE, Sign.LESS_FREE: Sign.FREER}


def agreed(there: tuple[Operation, ...], back: tuple[Operation, ...], kind: NormKind) -> tuple[Operation, ...]:
    """Operations on which both readings agree; one `?` for each dimension on which they do not.

    `there` read draft to final, `back` final to draft (its `draft` spans stand in the final text).
    """
    one = signed(there, kind)
    two = frozenset((dimension, _TURNED.get(sign, sign)) for dimension, sign in signed(back, kind))
    if one == two:
        return there
    kept = [each for each in there if (_dimension(each), sign_of(each.effect, kind)) in one & two]
    doubtful = {dimension for dimension, _ in one ^ two}
    for dimension in (each for each in Dimension if each in doubtful):
        seen = next((each for each in there if _dimension(each) is dimension), None)
        mirrored = next((each for each in back if _dimension(each) is dimension), None)
        spans = (seen.draft, seen.final) if seen else (mirrored.final, mirrored.draft) if mirrored else (None, None)
        rule = f"{dimension}.exchanged"
        kept.append(Operation(rule if is_rule(rule) else "precision.exchanged", *spans, "unclear", certain=False))
    return tuple(kept)


def signed(found: Iterable[Operation], kind: NormKind) -> Signed:
    """Each dimension with each of its signs; `?` beside a readable sign of the same dimension says nothing more."""
    every = {(_dimension(one), sign) for one in found if (sign := sign_of(one.effect, kind)) is not None}
    read = {dimension for dimension, sign in every if sign is not Sign.UNREADABLE}
    return frozenset((d, s) for d, s in every if s is not Sign.UNREADABLE or d not in read)


def _dimension(one: Operation) -> Dimension:
    return Dimension(one.rule.partition(".")[0])
