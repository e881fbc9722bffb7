"""Where further acts begin in a language whose main clause is a frame: the finite verb second, the rest of the verb last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Deontic, NormKind, Span
from legiscompare.norms import by_openers, grammar
from legiscompare.norms.framed_clauses import REACH, finite, main_modal, pieces
from legiscompare.norms.framed_phrases import has_noun, is_noun
from legiscompare.norms.framed_verbs import is_finite, is_verb, verb_start

if TYPE_CHECKING:
    from legiscompare.annotate import Layer
    from legiscompare.norms.framed_clauses import Piece

LEAST = 3
"""Words of a statement at least."""
_COMMANDS = {Deontic.SHALL, Deontic.SHALL_NOT}
sanction_cuts = by_openers.sanction_cuts


def cuts(layer: Layer, first: int, beyond: int, under_lead_in: bool) -> list[int]:
    """First units of the further acts of a sentence: after a join, where a finite verb or an act of its own begins."""
    kinds = {layer.entry(cue).value for cue in layer.find("kind", Span(*layer.span(first, beyond)))}
    main = [piece for piece in pieces(layer, first, beyond) if not piece.role]
    verb = finite(layer, main, main_modal(layer, first, beyond))
    found: list[int] = []
    if (verb is None and not under_lead_in) or kinds & {NormKind.SCOPE, NormKind.DEFINITION}:
        return found
    mark = layer.marks("modal").get(verb[0]) if verb else None
    bound = verb is None or mark is not None
    commands = verb is None or mark is None or mark.entry.value in _COMMANDS
    since = verb[1] if verb else first
    for piece in main:
        for at in range(max(piece.start, since), piece.end):
            after = _after_join(layer, at, piece)
            if after and (
                _own_verb(layer, after, piece.end, bound=bound)
                or (commands and _own_act(layer, since, at, after, piece))
            ):
                found.append(after)
    kept: list[int] = []
    for cut in sorted(set(found)):
        if (
            grammar.words_in(layer, kept[-1] if kept else first, cut) >= LEAST
            and grammar.words_in(layer, cut, beyond) >= LEAST
        ):
            kept.append(cut)
    return kept


def _after_join(layer: Layer, at: int, piece: Piece) -> int:
    """The unit after a join, or after the comma before a piece."""
    join = layer.marks("join").get(at)
    if join and join.entry.value == "all" and join.end < piece.end:
        return join.end
    return at if at == piece.start and at and grammar.is_comma(layer, at - 1) else 0


def _own_verb(layer: Layer, at: int, end: int, *, bound: bool) -> bool:
    """Whether a finite verb of its own follows, with a subject before it or not, and words after it."""
    if is_finite(layer, at, bound=bound):
        return end - at >= LEAST
    for one in range(at + 1, min(end - 1, at + REACH)):
        if layer.units.marks[one]:
            return False
        if is_finite(layer, one, bound=bound):
            return is_noun(layer, one - 1) and end - one >= LEAST
    return False


def _ties(layer: Layer, at: int, beyond: int) -> bool:
    """Whether a join that closes an enumeration stands further on."""
    joins = layer.marks("join")
    last = next((one for one in range(at, len(layer.units.keys)) if grammar.is_end(layer, one)), beyond)
    return any(one in joins and joins[one].entry.value == "all" for one in range(at, last))


def _own_act(layer: Layer, since: int, join: int, at: int, piece: Piece) -> bool:
    """Whether an act is complete before a join, and another with words of its own follows up to the last verb."""
    before = join - 1 if join > piece.start else join - 2
    if join == at and not (_ties(layer, at, piece.end) and before not in layer.covered("effort")):
        return False  # hat sich zu bemühen, Unfälle zu verhüten: after a comma alone, what the verb before it rules
    if before <= since or not is_verb(layer, before) or grammar.words_in(layer, since, before + 1) < LEAST:
        return False
    start = verb_start(layer, piece.start, piece.end)
    return start < piece.end and start > at and has_noun(layer, at, start)
