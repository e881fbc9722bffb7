"""Which words were kept, deleted and inserted between two passages.

One front door, `diff`. A passage is one or several spans of a text, concatenated in the order given: a split
provision is two spans on one side. The way there:

1. the tokens of both passages are those of their texts' `Layer`: an edit moves whole tokens and never cuts a word;
2. each distinct token is written as one code point, and diff-match-patch finds a shortest edit (`engine`);
3. coincidences are cleared away and edits slid to the nearest boundary, both counted in tokens (`cleanup`);
4. the edits are cut where a passage jumps from one span to the next, and where tokens that count as equal are written
   differently. A difference of width, case, spacing or punctuation is a deletion and an insertion marked `editorial`.

diff-match-patch's own semantic cleanup is not used. It counts characters, and in Chinese a character is a word. An
equality goes as soon as its neighbours are longer, so true matches are lost: between two long insertions a kept 采取措施
would be shown as deleted and inserted again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.diff.cleanup import EditBlock, clean
from legiscompare.diff.engine import blocks as key_blocks
from legiscompare.errors import InvariantError
from legiscompare.lang import Token, TokenKind
from legiscompare.model import Edit, Op, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from legiscompare.annotate import Layer

__all__ = ["diff", "key_blocks"]


def diff(draft: Layer, draft_spans: Sequence[Span], final: Layer, final_spans: Sequence[Span]) -> tuple[Edit, ...]:
    """Edits that turn the words of `draft_spans` into those of `final_spans`, in order.

    EQUAL has the same characters on both sides. DELETE comes before INSERT where one replaces the other; its empty
    final span stands where the final text has got to. `editorial` marks differences of spacing, width, punctuation or
    case only. Swapping the two sides mirrors the result.
    Raises `InvariantError` if the edits would not rebuild both passages.
    """
    old = [token for span in draft_spans for token in draft.tokens(span)]
    new = [token for span in final_spans for token in final.tokens(span)]
    changed = clean(key_blocks([t.key for t in old], [t.key for t in new]), old, new)
    cutter = _Cutter(draft.text, old, _first(draft_spans), final.text, new, _first(final_spans))
    edits = tuple(cutter.edits(changed))
    _check(edits, draft.text, draft_spans, final.text, final_spans)
    return edits


def _first(spans: Sequence[Span]) -> int:
    return spans[0].start if spans else 0


class _Cutter:
    """Turns blocks of token numbers into edits over characters, keeping track of where each text has got to."""

    def __init__(
        self, draft_text: str, draft: list[Token], draft_at: int, final_text: str, final: list[Token], final_at: int
    ) -> None:
        self.draft_text, self.draft, self.draft_at = draft_text, draft, draft_at
        self.final_text, self.final, self.final_at = final_text, final, final_at

    def edits(self, changed: Sequence[EditBlock]) -> Iterator[Edit]:
        """Edits for the changed blocks and for what lies between them."""
        i = j = 0
        for block in (*changed, EditBlock(len(self.draft), len(self.draft), len(self.final), len(self.final))):
            yield from self._kept(i, block.draft_start, j)
            gone = self.draft[block.draft_start : block.draft_end]
            come = self.final[block.final_start : block.final_end]
            editorial = TokenKind.WORD not in [token[3] for token in (*gone, *come)]
            yield from self._deleted(gone, editorial=editorial)
            yield from self._inserted(come, editorial=editorial)
            i, j = block.draft_end, block.final_end

    def _kept(self, i: int, end: int, j: int) -> Iterator[Edit]:
        """Tokens with equal keys: one EQUAL per stretch of the same characters, editorial edits for the others."""
        while i < end:
            run = self._run(i, end, j, same=True)
            if run:
                spans = [
                    Span(side[at].start, side[at + run - 1].end) for side, at in ((self.draft, i), (self.final, j))
                ]
                self.draft_at, self.final_at = spans[0].end, spans[1].end
                yield Edit(Op.EQUAL, spans[0], spans[1])
            else:
                run = self._run(i, end, j, same=False)
                yield from self._deleted(self.draft[i : i + run], editorial=True)
                yield from self._inserted(self.final[j : j + run], editorial=True)
            i, j = i + run, j + run

    def _run(self, i: int, end: int, j: int, *, same: bool) -> int:
        """How many tokens from `i` and `j` on are written alike (or not alike) and stand side by side in both texts."""
        run, before, after = 0, self.draft[i][0], self.final[j][0]
        draft_text, final_text = self.draft_text, self.final_text
        for (start, beyond, _, _), (there, stop, _, _) in zip(self.draft[i:end], self.final[j:], strict=False):
            alike = draft_text[start:beyond] == final_text[there:stop]
            if alike is not same or (same and (start != before or there != after)):
                break
            before, after = beyond, stop
            run += 1
        return run

    def _deleted(self, tokens: Sequence[Token], *, editorial: bool) -> Iterator[Edit]:
        for span in _stretches(tokens):
            yield Edit(Op.DELETE, span, Span(self.final_at, self.final_at), editorial)
            self.draft_at = span.end

    def _inserted(self, tokens: Sequence[Token], *, editorial: bool) -> Iterator[Edit]:
        for span in _stretches(tokens):
            yield Edit(Op.INSERT, Span(self.draft_at, self.draft_at), span, editorial)
            self.final_at = span.end


def _stretches(tokens: Sequence[Token]) -> Iterator[Span]:
    """Spans of tokens that stand side by side."""
    start = end = -1
    for token in tokens:
        if token.start != end:
            if start >= 0:
                yield Span(start, end)
            start = token.start
        end = token.end
    if start >= 0:
        yield Span(start, end)


def _check(
    edits: tuple[Edit, ...], draft_text: str, draft_spans: Sequence[Span], final_text: str, final_spans: Sequence[Span]
) -> None:
    """Raise `InvariantError` unless the edits give back both passages and EQUAL means equal."""
    for side, text, spans, parts in (
        ("draft", draft_text, draft_spans, [edit.draft for edit in edits]),
        ("final", final_text, final_spans, [edit.final for edit in edits]),
    ):
        if "".join(span.of(text) for span in parts) != "".join(span.of(text) for span in spans):
            raise InvariantError(f"the edits do not rebuild the {side} passage", where=str(list(spans)))
    for edit in edits:
        if edit.op is Op.EQUAL and edit.draft.of(draft_text) != edit.final.of(final_text):
            raise InvariantError("an edit called equal has different words", where=str(edit))
