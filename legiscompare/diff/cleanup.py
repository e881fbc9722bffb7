"""Make a shortest edit readable: clear away coincidences, slide edits to a boundary. Everything is counted in tokens.

A shortest edit keeps whatever happens to coincide. 用户 → 使用者 keeps the 用 and cuts both words; "a fine of two
euro" → "the loss of a licence" keeps the "of". An *island*, a kept stretch between two edits, is given up if it is too
light to be a decision of the drafter:

- only spaces: always, so that a replaced phrase is one edit;
- one Han character that is no expression of the lexicon: always, because half a word is no match;
- one short word of a script with spaces: if both neighbours are at least `HEAVY` times as heavy.

Punctuation is never given up: a kept comma shows where the parts of an enumeration begin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from legiscompare.lang import Token, TokenKind
from legiscompare.lang.tokens import is_han

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORT = 3
"""Letters up to which a word of a script with spaces is light: articles and prepositions in en, de, fr."""
HEAVY = 3
"""Words that both neighbours of a short word must hold for it to be given up: a preposition between two replaced words
(`duty of care` → `standard of skill`) is structure, one between two replaced phrases is chance."""
_CLAUSE = frozenset(".;:,。；：!?")


class EditBlock(NamedTuple):
    """A changed stretch: token numbers on both sides, half-open; one side may be empty."""

    draft_start: int
    draft_end: int
    final_start: int
    final_end: int


def clean(blocks: Sequence[EditBlock], draft: Sequence[Token], final: Sequence[Token]) -> list[EditBlock]:
    """The same edit without coincidences and with its edges at boundaries."""
    merged = _merge(blocks, draft, final)
    return _merge([_slide(block, merged, at, draft, final) for at, block in enumerate(merged)], draft, final)


def _merge(blocks: Sequence[EditBlock], draft: Sequence[Token], final: Sequence[Token]) -> list[EditBlock]:
    """Join neighbours across light islands until none is left."""
    done: list[EditBlock] = []
    for block in blocks:
        current = block
        while done and _is_light(draft[done[-1].draft_end : current.draft_start], done[-1], current, draft, final):
            last = done.pop()
            current = EditBlock(last.draft_start, current.draft_end, last.final_start, current.final_end)
        done.append(current)
    return done


def _is_light(
    island: Sequence[Token], before: EditBlock, after: EditBlock, draft: Sequence[Token], final: Sequence[Token]
) -> bool:
    kinds = [token[3] for token in island]
    if TokenKind.PUNCT in kinds or kinds.count(TokenKind.WORD) > 1:
        return False
    words = [token for token in island if token.kind is TokenKind.WORD]
    if not words:
        return True
    if all(is_han(char) for char in words[0].key):
        return len(words[0].key) == 1 and len(island) == 1
    if len(words[0].key) > SHORT or words[0].key.isdigit():
        return False
    return all(_words(block, draft, final) >= HEAVY for block in (before, after))


def _words(block: EditBlock, draft: Sequence[Token], final: Sequence[Token]) -> int:
    """Words on the fuller side of a block."""
    return max(
        sum(token.kind is TokenKind.WORD for token in side)
        for side in (draft[block.draft_start : block.draft_end], final[block.final_start : block.final_end])
    )


def _slide(
    block: EditBlock, blocks: Sequence[EditBlock], at: int, draft: Sequence[Token], final: Sequence[Token]
) -> EditBlock:
    """Slide a pure deletion or insertion to the place where its edges are the best boundaries; ties go to the left."""
    only_final = block.draft_start == block.draft_end
    if not only_final and block.final_start != block.final_end:
        return block
    side = final if only_final else draft
    start, end = (block.final_start, block.final_end) if only_final else (block.draft_start, block.draft_end)
    back = block.draft_start - (blocks[at - 1].draft_end if at else 0)
    ahead = (blocks[at + 1].draft_start if at + 1 < len(blocks) else len(draft)) - block.draft_end
    shifts = [0]
    while -shifts[0] < back and side[start + shifts[0] - 1].key == side[end + shifts[0] - 1].key:
        shifts.insert(0, shifts[0] - 1)
    while shifts[-1] < ahead and side[start + shifts[-1]].key == side[end + shifts[-1]].key:
        shifts.append(shifts[-1] + 1)
    best = max(shifts, key=lambda shift: (_edge(side, start + shift) + _edge(side, end + shift), -shift))
    return EditBlock(*(number + best for number in block))


def _edge(tokens: Sequence[Token], at: int) -> int:
    """How good a boundary lies before token `at`: text's end 4, after a clause 3, at a mark 2, at a space 1, else 0."""
    if at in (0, len(tokens)):
        return 4
    before, after = tokens[at - 1], tokens[at]
    if before.kind is TokenKind.PUNCT and before.key in _CLAUSE:
        return 3
    if TokenKind.PUNCT in (before.kind, after.kind):
        return 2
    return int(TokenKind.SPACE in (before.kind, after.kind))
