"""Changed definitions, and the norms of the final text that use the term."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import NormKind
from legiscompare.report.items import QUIET

if TYPE_CHECKING:
    from legiscompare.report.items import ReportItem
    from legiscompare.report.view import View

_QUOTED = re.compile('[“"‘「『«„]([^”"’」』»“]{1,60})[”"’」』»“]')
_ZH_SUBJECT = re.compile(
    r"(?:^|[。；：\n])(?:[（(][^）)]{1,4}[）)])?([^，。；：（）()]{1,20}?)[，,]?\s{0,4}(?:是指|，指)"
)


class Definition(NamedTuple):
    """A changed definition, the term it defines, the items that use the term."""

    item: ReportItem
    term: str
    users: list[ReportItem]


def definitions(view: View) -> list[Definition]:
    """Changed definitions whose term can be read off: quoted in the definition, or the subject of 是指."""
    changed = [item for item in view.items if item.change.kind is NormKind.DEFINITION and item.change.tag not in QUIET]
    folded = [_folded("\n".join(place.text for place in item.change.final)) for item in view.items] if changed else []
    found = []
    for item in changed:
        term = _term("".join(place.text for place in (item.change.final or item.change.draft)))
        if term:
            wanted = _folded(term)
            users = [
                other
                for other, words in zip(view.items, folded, strict=True)
                if wanted in words and other is not item and _uses(words, wanted)
            ]
            found.append(Definition(item, term, users))
    return found


def _term(text: str) -> str:
    match = _QUOTED.search(text) or _ZH_SUBJECT.search(text)
    return " ".join(match[1].split()) if match else ""


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _uses(words: str, term: str) -> bool:
    """Whether the term stands in `words` as a word; scripts without spaces have no such bounds."""
    return not term.isascii() or bool(re.search(rf"\b{re.escape(term)}(?:s|es)?\b", words))
