"""Which of the places that look like an article's heading are one: those whose numbers run on.

A quoted `第九条` at the start of a line, or the entry of a table of contents, looks like a heading. It does not
continue the sequence. So the longest run of rising numbers is taken (weighted, patience sorting), not the next match.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legiscompare.parsing.numerals import Key, follows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Span


@dataclass(frozen=True)
class RunCandidate:
    """A block that may open an article."""

    item: int
    series: str
    key: Key
    normal: str
    number: Span
    rest: Span
    heading: Span | None
    strong: bool
    """Set apart as a heading by the source, or alone on its line."""
    weight: int
    printed: str = ""
    """Its number as printed, words and signs that belong to it included."""
    running: bool = False
    """Words of the article begin on the line of its number."""
    always: bool = False
    """In a form in which they always do."""
    maybe: tuple[Span, int] | None = None
    """A first sentence that can be its title, and where the words behind it begin."""


FARTHEST = 30
"""A bare line may not jump further than this: `第九十条` at a line's start in a law of twelve articles is a quote."""


def chain(candidates: Sequence[RunCandidate]) -> list[RunCandidate]:
    """The heaviest run with never falling numbers, series by series. O(n log n)."""
    chosen: list[RunCandidate] = []
    for series in sorted({candidate.series for candidate in candidates}):
        chosen += _heaviest([candidate for candidate in candidates if candidate.series == series])
    return sorted(chosen, key=lambda candidate: candidate.item)


def _heaviest(run: list[RunCandidate]) -> list[RunCandidate]:
    keys = sorted({candidate.key for candidate in run})
    # best[k]: heaviest chain ending with a key <= keys[k], as a Fenwick tree over (weight, index of its end).
    best: list[tuple[int, int]] = [(0, -1)] * (len(keys) + 1)
    before: list[int] = []
    totals: list[int] = []
    for index, candidate in enumerate(run):
        place = bisect_right(keys, candidate.key)
        top = (0, -1)
        at = place
        while at:
            top = max(top, best[at], key=lambda pair: pair[0])
            at -= at & -at
        before.append(top[1])
        totals.append(top[0] + candidate.weight)
        at = place
        while at <= len(keys):
            if totals[index] > best[at][0]:
                best[at] = (totals[index], index)
            at += at & -at
    end = max(range(len(run)), key=lambda index: totals[index], default=-1)
    out = []
    while end >= 0:
        out.append(run[end])
        end = before[end]
    return _without_jumps(out[::-1])


def _without_jumps(run: list[RunCandidate]) -> list[RunCandidate]:
    kept: list[RunCandidate] = []
    for candidate in run:
        if kept and not candidate.strong and candidate.key[0] - kept[-1].key[0] > FARTHEST:
            continue
        kept.append(candidate)
    return kept


def restarts(candidates: Sequence[RunCandidate], chosen: Sequence[RunCandidate]) -> list[RunCandidate]:
    """Runs left over that start again at 1 with at least three in a row: a second act in the same file."""
    taken = {candidate.item for candidate in chosen}
    out: list[RunCandidate] = []
    run: list[RunCandidate] = []
    for candidate in candidates:
        if candidate.item in taken:
            out, run = _close(out, run), []
        elif run and (follows(candidate.key, run[-1].key)):
            run.append(candidate)
        else:
            out, run = _close(out, run), [candidate] if candidate.key[0] == 1 else []
    return _close(out, run)


def _close(out: list[RunCandidate], run: list[RunCandidate]) -> list[RunCandidate]:
    return out + run if len(run) >= 3 else out


def in_steps(candidate: RunCandidate, last: RunCandidate) -> bool:
    """Whether a code counts its sections in fives or tens to leave room: 1798.100, 1798.105."""
    return (
        "-" in candidate.normal
        and len(candidate.key) == len(last.key)
        and candidate.key[:-1] == last.key[:-1]
        and candidate.key[-1] - last.key[-1] in {5, 10}
    )
