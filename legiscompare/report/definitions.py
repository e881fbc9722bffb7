"""Changed definitions, and the norms of the final text that use the term."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import NormKind
from legiscompare.report.sections import QUIET

if TYPE_CHECKING:
    from legiscompare.report.view import Item, View

_QUOTED = re.compile('[“"‘「『«„]([^”"’」』»“]{1,60})[”"’」』»“]')
_ZH_SUBJECT = re.compile(r"(?:^|[。；：\n])(?:[（(][^）)]{1,4}[）)])?([^，。；：（）()]{1,20}?)[，,]?\s*(?:是指|，指)")


class Definition(NamedTuple):
    """A changed definition, the term it defines, the items that use the term."""

    item: Item
    term: str
    users: list[Item]


def definitions(view: View) -> list[Definition]:
    """Changed definitions whose term can be read off: quoted in the definition, or the subject of 是指."""
    found = []
    for item in view.items:
        change = item.change
        if change.kind is NormKind.DEFINITION and change.tag not in QUIET:
            term = _term("".join(place.text for place in (change.final or change.draft)))
            if term:
                users = [
                    other
                    for other in view.items
                    if other is not item and any(_uses(place.text, term) for place in other.change.final)
                ]
                found.append(Definition(item, term, users))
    return found


def _term(text: str) -> str:
    match = _QUOTED.search(text) or _ZH_SUBJECT.search(text)
    return " ".join(match[1].split()) if match else ""


def _uses(text: str, term: str) -> bool:
    folded, wanted = " ".join(text.split()).casefold(), term.casefold()
    if wanted.isascii():
        return bool(re.search(rf"\b{re.escape(wanted)}(?:s|es)?\b", folded))
    return wanted in folded
