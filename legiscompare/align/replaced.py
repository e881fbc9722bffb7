"""Runs of words of one norm that stand where other runs stand in its partner, and which of them may be terms."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from legiscompare.align.units import REFERENCE
from legiscompare.align.uses import TIMES
from legiscompare.lang.tokens import is_han

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legiscompare.align.uses import Term, Uses
    from legiscompare.annotate import Layer
    from legiscompare.model import Span

LONGEST = 6
"""Words (Han: characters) up to which a run counts as a term."""
STEM = 4
"""Letters that two words must share from the start to be of one stem."""
_FUNCTION = ("clause", "effort", "modal", "openlist", "pace", "qualifier", "rhythm", "unit")
"""Groups of the lexicon whose words are never terms: their exchange is what a norm says, not what it names."""


def may_exchange(old: Term, new: Term, uses: tuple[Uses, Uses]) -> bool:
    """Whether a word that loses ground has left this pair, or one that gains it has come: no other can show an exchange."""
    before, after = uses[0].holders, uses[1].holders
    return _has_left(old, new, before, after) or _has_left(new, old, after, before)


def _has_left(words: Term, others: Term, here: dict[str, dict[int, int]], there: dict[str, dict[int, int]]) -> bool:
    return any(
        len(here[key]) >= TIMES and len(there.get(key, ())) < len(here[key]) for key in set(words).difference(others)
    )


def replaced_runs(old: Term, new: Term) -> Iterator[tuple[int, int, int, int]]:
    """Runs that replace one another, the same whichever text comes first: of several ways to see them, the order decides
    that comes of the words themselves.
    """
    if old <= new:
        yield from _runs_replaced(old, new)
    else:
        for j1, j2, i1, i2 in _runs_replaced(new, old):
            yield i1, i2, j1, j2


def _runs_replaced(old: Term, new: Term) -> Iterator[tuple[int, int, int, int]]:
    """A single Han character kept between two edits belongs to the run."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    run: list[int] | None = None
    for op, i1, i2, j1, j2 in matcher.get_opcodes():
        if op == "equal":
            if run and i2 - i1 == 1 and is_han(old[i1][0]) and i2 < len(old) and j2 < len(new):
                run[1], run[3] = i2, j2
                continue
            if run and run[0] < run[1] and run[2] < run[3]:
                yield run[0], run[1], run[2], run[3]
            run = None
        else:
            run = [run[0], i2, run[2], j2] if run else [i1, i2, j1, j2]
    if run and run[0] < run[1] and run[2] < run[3]:
        yield run[0], run[1], run[2], run[3]


def may_be_term(words: Term) -> bool:
    if not 1 <= len(words) <= LONGEST or REFERENCE in words or any(c.isdigit() for key in words for c in key):
        return False
    return len("".join(words)) >= (2 if is_han(words[0][0]) else STEM)


def is_term(layer: Layer, span: Span) -> bool:
    """Whether words that may be a term are none of those that say something in every norm."""
    first, beyond = layer.range(span)
    return not any(layer.units.marks[first:beyond]) and not layer.holds_any(_FUNCTION, span)
