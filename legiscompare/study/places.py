"""References cut to the depth at which two sheets compare."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legiscompare.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def articles(refs: Iterable[str]) -> frozenset[str]:
    """The articles that references name. `-` and metadata name none."""
    return frozenset(place for ref in refs if ref not in METADATA for place in places(ref, 1)) - {NONE}


def as_range(named: Iterable[str]) -> str:
    """Articles as a range is written: `1-3,7,8a`."""
    figures = sorted({int(one) for one in named if one.isdecimal()})
    runs: list[list[int]] = []
    for figure in figures:
        if runs and figure == runs[-1][-1] + 1:
            runs[-1].append(figure)
        else:
            runs.append([figure])
    told = [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return ",".join([*told, *sorted(one for one in named if not one.isdecimal())])


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
