"""Make a finding small: drop lines, clauses and characters of both texts as long as the same fault shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_CUTS = (re.compile(r"(?<=\n)"), re.compile(r"(?<=[，；。,;.、：: ])"), re.compile(r"(?<=.)", re.DOTALL))


def shrunk(texts: tuple[str, str], shows: Callable[[str, str], bool], tries: int = 1500) -> tuple[str, str]:
    """The smallest texts found in so many tries; `shows` says whether the fault is still there."""
    best = texts
    for cut in _CUTS:
        for side in (0, 1):
            pieces = [piece for piece in cut.split(best[side]) if piece]
            size = max(1, len(pieces) // 2)
            while size and tries > 0:
                at = 0
                while at < len(pieces) and tries > 0:
                    fewer = [*pieces[:at], *pieces[at + size :]]
                    trial = ("".join(fewer), best[1]) if side == 0 else (best[0], "".join(fewer))
                    tries -= 1
                    if fewer and shows(*trial):
                        pieces, best = fewer, trial
                    else:
                        at += size
                size //= 2
    return best
