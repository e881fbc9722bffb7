"""The shortest edit between two sequences of token keys, by diff-match-patch.

diff-match-patch (Fraser; Myers 1986) compares strings, so each distinct key becomes one code point; surrogates are
skipped, because a lone one cannot be encoded. `Diff_Timeout = 0`: with a time limit the answer would depend on the
machine. fast-diff-match-patch, the same algorithm compiled, is used where it is installed; a test holds that it gives
the same edits.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from diff_match_patch import diff_match_patch

from legiscompare.diff.cleanup import EditBlock
from legiscompare.errors import LimitExceeded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

try:
    import fast_diff_match_patch as _fast
except ImportError:
    _fast = None

_FIRST = 0x100
"""First code point handed out: clear of control characters."""
_SURROGATES = range(0xD800, 0xE000)
_LAST = 0xFFFF
"""The plane up to which both engines count one code point as one character; 63,232 distinct tokens."""
_POINTS = _SURROGATES.start - _FIRST, _LAST + 1 - _SURROGATES.stop
"""Code points below and above the surrogates."""


def blocks(draft: Sequence[str], final: Sequence[str]) -> list[EditBlock]:
    """Changed blocks between two key sequences, in order and never touching.

    The two sides are ordered by content before they are compared, so that swapping them mirrors the result: a shortest
    edit is seldom unique, and which one diff-match-patch finds depends on which side comes first.
    Raises `LimitExceeded` where one passage pair holds more distinct tokens than there are code points to name them.
    """
    if not draft or not final:
        return [EditBlock(0, len(draft), 0, len(final))] if draft or final else []
    draft, final = list(draft), list(final)
    if draft == final:
        return []
    swapped = final < draft
    first, second = (final, draft) if swapped else (draft, final)
    found = list(_blocks(_edits(*_encode(first, second))))
    return [EditBlock(b.final_start, b.final_end, b.draft_start, b.draft_end) for b in found] if swapped else found


def _encode(first: Sequence[str], second: Sequence[str]) -> tuple[str, str]:
    keys = dict.fromkeys((*first, *second))
    if len(keys) > sum(_POINTS):
        raise LimitExceeded(
            f"one passage holds more than {sum(_POINTS)} different words",
            mend="split this passage into smaller paragraphs",
        )
    points = chain(range(_FIRST, _SURROGATES.start), range(_SURROGATES.stop, _LAST + 1))
    codes = dict(zip(keys, map(chr, points), strict=False))
    return "".join(map(codes.__getitem__, first)), "".join(map(codes.__getitem__, second))


def _edits(first: str, second: str) -> Iterable[tuple[int | str, str | int]]:
    return reference(first, second) if _fast is None else accelerated(first, second)


def reference(first: str, second: str) -> list[tuple[int | str, str | int]]:
    """Edits by diff-match-patch: (-1, deleted), (0, kept), (1, inserted)."""
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    return list(engine.diff_main(first, second, False))


def accelerated(first: str, second: str) -> list[tuple[int | str, str | int]]:
    """Edits by fast-diff-match-patch: ("-" | "=" | "+", number of characters). It must be installed."""
    return list(_fast.diff(first, second, timelimit=0, checklines=False, cleanup="No", counts_only=True))


def _blocks(edits: Iterable[tuple[int | str, str | int]]) -> Iterable[EditBlock]:
    i = j = start_i = start_j = 0
    for op, part in edits:
        size = part if isinstance(part, int) else len(part)
        if op in (0, "="):
            if (start_i, start_j) != (i, j):
                yield EditBlock(start_i, i, start_j, j)
            i, j = i + size, j + size
            start_i, start_j = i, j
        elif op in (-1, "-"):
            i += size
        else:
            j += size
    if (start_i, start_j) != (i, j):
        yield EditBlock(start_i, i, start_j, j)
