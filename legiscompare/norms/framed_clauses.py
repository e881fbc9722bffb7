"""The clauses of a sentence whose main clause is a frame: what stands between commas, and to which clause it belongs.

Subordinate clauses stand between commas and end in their finite verb; the main clause goes on after them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import Deontic
from legiscompare.norms import grammar
from legiscompare.norms.framed_phrases import phrase_end
from legiscompare.norms.framed_verbs import is_finite, is_verb, verb_start
from legiscompare.norms.roles import CLAUSES

if TYPE_CHECKING:
    from legiscompare.annotate import Layer

REACH = 14
"""Units in which a further subject stands before its finite verb (und die zuständige Behörde kann)."""
_DEPENDENT = {"relative", "complement"}


class Piece(NamedTuple):
    """A stretch between commas: of the main clause (no role), or of a clause that a word opens."""

    start: int
    end: int
    """Without the marks that close it."""
    role: str
    opener: tuple[int, int] | None = None


def pieces(layer: Layer, first: int, beyond: int) -> list[Piece]:
    """The parts of a sentence between commas, breaks and colons outside brackets, with what each belongs to."""
    found: list[Piece] = []
    for start, end in _spans(layer, first, beyond):
        opener = _opener(layer, start, end)
        before = found[-1] if found else None
        if opener and opener[0] in _DEPENDENT and not _is_dependent(layer, opener[0], found, start, end, beyond):
            opener = None
        if opener and before and opener[0] in _DEPENDENT and before.role in CLAUSES:
            found.append(Piece(start, end, before.role))  # a clause inside a trigger belongs to it
        elif opener:
            found.append(Piece(start, end, *opener))
        elif before and before.role and not _is_main(layer, found, start, end):
            found.append(Piece(start, end, before.role))
        else:
            found.append(Piece(start, end, ""))
    return found


def _spans(layer: Layer, first: int, beyond: int) -> list[tuple[int, int]]:
    """Stretches between commas, breaks and colons outside brackets, without joins and marks at their ends."""
    depths = grammar.depths(layer, first, beyond)
    found, start = [], first
    for at in range(first, beyond):
        cut = grammar.is_comma(layer, at) or grammar.is_colon(layer, at) or grammar.is_break(layer, at)
        if cut and not depths[at - first]:
            found.append((start, at))
            start = at + 1
    found.append((start, beyond))
    joins = layer.marks("join")
    spans = []
    for one, two in found:
        while two > one and (
            (layer.units.marks[two - 1] and layer.units.keys[two - 1] not in {")", '"', "'"})
            or (two - 1 in joins and joins[two - 1].end == two)
        ):
            two -= 1
        if one < two:
            spans.append((one, two))
    return spans


def _opener(layer: Layer, start: int, end: int) -> tuple[str, tuple[int, int]] | None:
    """Role and place of the word that opens a clause at the head of a piece, after a join or an adverb at most."""
    clauses, joins, adverbs = layer.marks("clause"), layer.marks("join"), layer.marks("adverb")
    at = start
    for _ in range(3):
        mark = clauses.get(at)
        if mark and mark.entry.effect != "closes" and mark.end <= end:
            return mark.entry.value, (mark.start, mark.end)
        step = joins.get(at) or adverbs.get(at)
        if step is None or step.end >= end:
            return None
        at = step.end
    return None


def _is_dependent(layer: Layer, role: str, found: list[Piece], start: int, end: int, beyond: int) -> bool:
    """Whether a piece that may begin with a pronoun ends in a finite verb: a relative clause, no item of a list."""
    if role == "complement":
        return True
    last = end - 1
    if layer.units.marks[last] or layer.units.capital[last] or last - start < 2:
        return False
    if layer.units.keys[last - 1] == layer.language.infinitive or not is_finite(layer, last):
        return False
    if last in layer.marks("modal") or not layer.units.keys[last].endswith(layer.language.verb_endings):
        return True
    # muss die Kräne, die Tore und die Zäune prüfen: what ends the sentence may be the infinitive that the modal waits for.
    main = [piece for piece in found if not piece.role]
    at_end = all(layer.units.marks[at] for at in range(end, beyond))
    return not (at_end and main and not _is_complete(layer, main))


def _begins_main(layer: Layer, start: int, end: int) -> bool:
    """Whether a piece begins with a finite verb, as the main clause does after a clause before it."""
    at = start
    if layer.units.keys[at] in layer.language.after_join and at + 1 < end and is_finite(layer, at + 1):
        return True  # …, so hat der Betreiber
    return is_finite(layer, at)


def _is_main(layer: Layer, found: list[Piece], start: int, end: int) -> bool:
    """Whether a piece after a clause goes on with the main clause."""
    main = [piece for piece in found if not piece.role]
    if _begins_main(layer, start, end):
        return True
    if not main:
        return False
    join = layer.marks("join").get(start)
    if join and any(is_finite(layer, at) for at in range(join.end, min(end - 1, join.end + REACH))):
        return True
    return not _is_complete(layer, main)


def _is_complete(layer: Layer, main: list[Piece]) -> bool:
    """Whether the main clause has its last verb already; one without a modal needs none."""
    modals = [at for piece in main for at in range(piece.start, piece.end) if at in layer.marks("modal")]
    if not modals:
        return True
    mark = layer.marks("modal")[modals[0]]
    last = main[-1].end - 1
    return last >= mark.end and is_verb(layer, last)


def finite(layer: Layer, main: list[Piece], modal: int | None) -> tuple[int, int] | None:
    """The finite verb of the main clause: its modal, else the first verb in the present."""
    if modal is not None:
        return modal, layer.marks("modal")[modal].end
    for piece in main:
        for at in range(piece.start, piece.end):
            end = grammar.third_end(layer, at, piece.end)
            if end and is_finite(layer, at):
                return at, end
    return _second(layer, main[0]) if main else None


def _second(layer: Layer, piece: Piece) -> tuple[int, int] | None:
    """The finite verb that no lexicon knows: the word with a verb's ending right after the first phrase."""
    at = phrase_end(layer, piece.start, piece.end)
    if not piece.start < at < piece.end or layer.units.marks[at] or layer.units.capital[at]:
        return None
    known = layer.units.capital[at - 1] and layer.units.keys[at].endswith(layer.language.finite_endings)
    return (at, at + 1) if known else None


def main_modal(layer: Layer, first: int, beyond: int, *, last: bool = False) -> int | None:
    """Unit of the modal of the main clause; words that bind go before mere binding verbs. None if there is none."""
    modals = layer.marks("modal")
    parts = pieces(layer, first, beyond)
    main = [p for p in parts if not p.role]
    found = [at for p in main for at in range(p.start, p.end) if at in modals and modals[at].end <= p.end]
    if not found and not main:
        found = [at for at in range(first, beyond) if at in modals and modals[at].end <= beyond][-1:]
    if not found:
        return None
    strong = [at for at in found if modals[at].entry.value != Deontic.BINDS] or found
    return strong[-1] if last else strong[0]


def ends_with_verb(layer: Layer, first: int, beyond: int) -> bool:
    """Whether the words end with a verb: a list point that is an act."""
    main = [p for p in pieces(layer, first, beyond) if not p.role]
    return bool(main) and verb_start(layer, main[-1].start, main[-1].end) < main[-1].end


def is_passive(layer: Layer, main: list[Piece], verb: tuple[int, int] | None) -> bool:
    """Whether what the act is done to is the subject: an auxiliary of the passive ends the clause (geprüft werden)."""
    if verb is None or not main:
        return False
    last = main[-1].end - 1
    return last > verb[1] and layer.units.keys[last] in layer.language.auxiliaries
