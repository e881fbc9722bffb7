"""References cut to the depth at which two sheets compare."""

from __future__ import annotations

import re

from legiscompare.errors import DataError

METADATA = ("title", "issuer", "basis", "date")
"""References that name no provision."""
NONE = "-"
"""The codebook's sign for no counterpart."""

_SPREAD = re.compile(r"[+;,]\s*")
_BRACKETS = re.compile(r"[()（）]")
_LEVEL = re.compile(r"[.#]")
_PREFIXES = frozenset({"annex", "rec"})


def places(ref: str, depth: int, *, where: str = "") -> frozenset[str]:
    """The places a reference names, cut to `depth` levels: 1 = article, 2 = paragraph.

    `4.1.(5)+7.2` at depth 2 gives `4.1` and `7.2`; `-` and the empty reference give `-`. A point straight under an
    article stands in paragraph 1 (`16.e` is `16.1`); an article cited alone stands for its first paragraph. Annexes
    (`annexIII`) and recitals (`rec12`) count as articles. Raises DataError if a part of the reference names nothing.
    """
    if ref.strip() in {"", NONE}:
        return frozenset({NONE})
    return frozenset(_place(one, depth, where) for one in _SPREAD.split(ref.strip()))


def _place(ref: str, depth: int, where: str) -> str:
    levels = [level for level in _LEVEL.split(_BRACKETS.sub("", ref.strip()).lower()) if level]
    if not levels:
        raise DataError(
            f"the reference {ref!r} names no place", where=where, mend="write it as article.paragraph.point"
        )
    if levels[0] in _PREFIXES and len(levels) > 1:
        levels = [levels[0] + levels[1], *levels[2:]]
    if len(levels) > 1 and not levels[1][0].isdigit():
        levels = [levels[0], "1"]
    if len(levels) == 1:
        levels.append("1")
    return ".".join(levels[:depth])
