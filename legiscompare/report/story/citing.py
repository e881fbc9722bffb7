"""How the place of a change is named."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Comparison, Place
    from legiscompare.report.messages import Catalogue

_PLACES = 2
"""Places that are named one by one."""
_CLOSES = (")", "）", "条", "款", "項", "项", "條", "段", "目")
"""Marks and words that end the name of a place."""


def labels(comparison: Comparison) -> dict[str, str]:
    """`draft:4.1#1` -> `Art. 4(1)`: what the place of each norm of both texts is called."""
    return {
        f"{side}:{place.norm}": place.label
        for change in comparison.changes
        for side, places in (("draft", change.draft), ("final", change.final))
        for place in places
    }


def cite(words: Catalogue, draft: Sequence[Place], final: Sequence[Place]) -> str:
    """`Art. 9(2)`, `draft Art. 11(1)`, `draft Art. 15(1) → Art. 14(1)`."""
    old, new = _labels(words, draft), _labels(words, final)
    if not new:
        return words("story.cite_draft", place=old)
    if not old or old == new:
        return new
    return words("story.cite_moved", draft=old, final=new)


def _labels(words: Catalogue, places: Sequence[Place]) -> str:
    """The places; of more than two, what their names have in common, if that is a place."""
    names = list(dict.fromkeys(place.label for place in places))
    alike = itertools.takewhile(lambda column: len(set(column)) == 1, zip(*names, strict=False))
    shared = "".join(column[0] for column in alike) if len(names) > _PLACES else ""
    shared = re.sub(r"[(（第\[\s.,-]+$", "", shared)
    return shared if shared[-1:] in _CLOSES and shared else words.join(names)
