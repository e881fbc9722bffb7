"""Cut elements in a language whose clauses are closed by a particle: …的，…时，….

The pieces between commas are read in order: each is a clause as a whole, or belongs to the main clause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Role
from legiscompare.norms import by_closers, grammar
from legiscompare.norms.closed_main import main_piece
from legiscompare.norms.roles import CLAUSES, SLOTS, Segment

if TYPE_CHECKING:
    from legiscompare.annotate import Layer
    from legiscompare.norms.frame import Frame


def cut_closed(layer: Layer, frame: Frame) -> None:
    """Cut a statement into segments."""
    main_seen = frame.inherits and frame.modal is None
    triggers = _trigger_pieces(layer, frame)
    pieces = by_closers.pieces(layer, frame.first, frame.beyond)
    for start, end in _named_before(layer, frame, pieces, triggers):
        stop = _trimmed(layer, start, end)[1]
        role = Role.CONDITION if start < triggers else _piece_role(layer, start, stop)
        modal = layer.marks("modal").get(frame.modal) if frame.modal is not None else None
        if role is Role.CONDITION and modal and start <= modal.start < stop and start >= triggers:
            main_piece(layer, frame, start, modal.end, seen=main_seen)
            main_seen = True
            frame.segments.append(Segment(Role.CONDITION, modal.end, stop))
        elif role is not None:
            frame.segments.append(Segment(role, start, stop, None))
        elif frame.modal is not None and end <= frame.modal and _names_party(layer, start, stop):
            frame.segments.append(Segment(Role.BEARER, start, stop, None))
        else:
            main_piece(layer, frame, start, stop, seen=main_seen)
            main_seen = main_seen or frame.modal is None or start <= frame.modal < stop
        if stop < end:
            frame.segments.append(Segment(Role.OTHER, stop, end))


def _named_before(layer: Layer, frame: Frame, pieces: list[tuple[int, int]], triggers: int) -> list[tuple[int, int]]:
    """The pieces, those joined to one that name a party before a bare modal: 从事A，B，或者C的企业，应当…."""
    home = next((number for number, (start, end) in enumerate(pieces) if start <= (frame.modal or -1) < end), None)
    if not home or grammar.skip_adverbs(layer, pieces[home][0], frame.beyond) != frame.modal:
        return pieces
    last = home - 1
    while last >= 0 and _piece_role(layer, *_trimmed(layer, *pieces[last])) is Role.CONDITION:
        last -= 1
    if last < 0 or not _names_party(layer, *_trimmed(layer, *pieces[last])):
        return pieces
    first = last
    while (
        first and pieces[first - 1][0] >= triggers and _piece_role(layer, *_trimmed(layer, *pieces[first - 1])) is None
    ):
        first -= 1
    if any(by_closers.modals_in(layer, *piece) for piece in pieces[first:last]):
        return pieces
    return [*pieces[:first], (pieces[first][0], pieces[last][1]), *pieces[last + 1 :]]


def _trimmed(layer: Layer, start: int, end: int) -> tuple[int, int]:
    """A piece without the marks that end it."""
    while end > start and layer.units.marks[end - 1] and not _is_closing_bracket(layer, end - 1):
        end -= 1
    return start, end


def _names_party(layer: Layer, start: int, stop: int) -> bool:
    """Whether a piece is the name of a party with an attribute before it: it ends in an actor after 的."""
    actors, attributive = layer.marks("actor"), layer.language.attributive
    head = next((at for at in range(stop - 1, start, -1) if at in actors and actors[at].end == stop), None)
    return head is not None and any(layer.units.keys[at] in attributive for at in range(start, head))


def _trigger_pieces(layer: Layer, frame: Frame) -> int:
    """The unit up to which all pieces are one trigger: several that a particle closes at the end (A，B的，C应当…).

    They are, where the piece of the modal names its own subject; else the first of them may hold it. 0 if there is none.
    """
    pieces = by_closers.pieces(layer, frame.first, frame.beyond)
    if by_closers.is_sanction(layer, frame.first, frame.beyond):
        return by_closers.sanction_trigger(layer, frame.first, frame.beyond)
    if frame.modal is None:
        return 0
    home = next((start for start, end in pieces if start <= frame.modal < end), frame.first)
    actors = layer.marks("actor")
    if not any(at in actors for at in range(home, frame.modal)):
        return 0
    before = [(start, end) for start, end in pieces if end <= home]
    if any(by_closers.modals_in(layer, start, end) for start, end in before):
        return 0
    closed = [end for start, end in before if grammar.closing(layer, start, end) == "condition"]
    return closed[-1] if closed else 0


def _is_closing_bracket(layer: Layer, at: int) -> bool:
    return layer.units.keys[at] in {")", ">", '"', "'"}


def _piece_role(layer: Layer, start: int, stop: int) -> Role | None:
    """Role of a piece that is a clause as a whole; None for a piece of the main clause."""
    closed = grammar.closing(layer, start, stop)
    if closed in CLAUSES:
        return CLAUSES[closed]
    opener = layer.marks("clause").get(start)
    opens = opener and opener.entry.effect != "closes" and opener.entry.value in CLAUSES
    if opener and opens and not by_closers.modals_in(layer, start, stop):
        return CLAUSES[opener.entry.value]
    if grammar.closing(layer, start, stop, "slot") and not by_closers.modals_in(layer, start, stop):
        slot = layer.marks("slot").get(start)
        if slot and slot.entry.effect != "closes" and slot.entry.value in SLOTS:
            return SLOTS[slot.entry.value]
    return None
