"""Cut elements in a language whose main clause is a frame: the finite verb second, the rest of the verb last.

Subject, adjuncts and objects stand between them, or one of them before the finite verb (*Bei Gefahr hat der Betreiber die
Anlage unverzüglich abzuschalten*). Subordinate clauses stand between commas and end in their finite verb. Nouns are written
with a capital, which shows where a phrase ends. Which words open clauses and adjuncts is the language's data.

The names follow the model of topological fields (Drach 1937; Höhle 1986): the field before the finite verb, the middle
field, the last verb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Role
from legiscompare.norms import grammar
from legiscompare.norms.framed_clauses import finite, is_passive, main_modal, pieces
from legiscompare.norms.framed_phrases import has_noun, is_noun, phrase_end
from legiscompare.norms.framed_verbs import is_verb, verb_start
from legiscompare.norms.roles import CLAUSES, SLOTS, Segment

if TYPE_CHECKING:
    from legiscompare.annotate import Layer
    from legiscompare.norms.framed_clauses import Piece


def segments(layer: Layer, first: int, beyond: int, modal: int | None, *, inherits: bool) -> list[Segment]:
    """The elements of a statement in order, marks included."""
    parts = pieces(layer, first, beyond)
    main = [piece for piece in parts if not piece.role]
    verb = finite(layer, main, modal)
    if verb and modal is None and inherits:
        verb = verb if verb[0] == first or layer.marks("join").get(first) else None
    reader = _Reader(layer, main, verb, inherits and modal is None)
    at = first
    for piece in parts:
        if at < piece.start:
            reader.mark(at, piece.start)
        if piece.role in CLAUSES:
            reader.clause(piece)
        elif piece.role:
            reader.dependent(piece)
        else:
            reader.main(piece)
        at = piece.end
    if at < beyond:
        reader.mark(at, beyond)
    return reader.found


def subject(layer: Layer, first: int, beyond: int) -> tuple[int, int] | None:
    """The units of the subject of a sentence: before its finite verb, or right after it."""
    found = segments(layer, first, beyond, main_modal(layer, first, beyond), inherits=False)
    named = next((one for one in found if one.role is Role.BEARER), None)
    return (named.start, named.end) if named else None


class _Reader:
    def __init__(self, layer: Layer, main: list[Piece], verb: tuple[int, int] | None, inherits: bool) -> None:
        self.layer, self.verb = layer, verb
        self.last = main[-1] if main else None
        self.passive = is_passive(layer, main, verb)
        self.seen = inherits
        """Whether the subject is known."""
        self.after = verb is None
        """Whether the finite verb has passed."""
        self.found: list[Segment] = []

    def mark(self, start: int, end: int) -> None:
        self.found.append(Segment(Role.OTHER, start, end))

    def clause(self, piece: Piece) -> None:
        """A clause with a role of its own; one that goes on after a comma is one element."""
        role = CLAUSES[piece.role]
        for number in (-1, -2):
            if len(self.found) >= -number and self.found[number].role is role and piece.opener is None:
                before = self.found[number]
                del self.found[number:]
                self.found.append(before._replace(end=piece.end))
                return
        self.found.append(Segment(role, piece.start, piece.end, piece.opener))

    def dependent(self, piece: Piece) -> None:
        """A relative clause, or one that the verb rules: it belongs to what stands before it."""
        number = -2 if self.found and self.found[-1].role is Role.OTHER and len(self.found) > 1 else -1
        if self.found and self.found[number].role not in {Role.ACT, Role.MODAL, Role.OTHER}:
            before = self.found[number]
            del self.found[number:]
            self.found.append(before._replace(end=piece.end))
        else:
            self.found.append(Segment(Role.OBJECT, piece.start, piece.end))

    def main(self, piece: Piece) -> None:
        """A piece of the main clause."""
        layer = self.layer
        end = piece.end
        if self._only_verbs(piece):
            self.found[-2:] = [self.found[-2]._replace(end=end)]
            return
        bracket = end
        binds = self.verb is not None and layer.marks("modal").get(self.verb[0]) is not None
        if binds or self.verb is None or layer.language.infinitive in layer.units.keys[piece.start : end]:
            bracket = max(
                verb_start(layer, piece.start, end), self.verb[1] if self._holds_verb(piece) and self.verb else 0
            )
            bracket = min(bracket, end)
        at = piece.start
        while at < bracket:
            if self.verb and at == self.verb[0]:
                modal = at in layer.marks("modal") and layer.marks("modal")[at].end == self.verb[1]
                stop = min(self.verb[1], end)
                self.found.append(Segment(Role.MODAL if modal else Role.ACT, at, stop, (at, stop)))
                self.after = True
                at = stop
                continue
            at = self._phrase(at, self._limit(at, bracket))
        if at < end:
            self.found.append(Segment(Role.ACT, at, end, (at, end)))

    def _only_verbs(self, piece: Piece) -> bool:
        """Whether a piece goes on with the verbs before its comma: kaufen, mieten oder leihen."""
        if len(self.found) < 2 or self.found[-1].role is not Role.OTHER or self.found[-2].role is not Role.ACT:
            return False
        layer, joins = self.layer, self.layer.marks("join")
        return all(
            at in joins or layer.units.keys[at] == layer.language.infinitive or is_verb(layer, at)
            for at in range(piece.start, piece.end)
        )

    def _holds_verb(self, piece: Piece) -> bool:
        return self.verb is not None and piece.start <= self.verb[0] < piece.end

    def _limit(self, at: int, bracket: int) -> int:
        return self.verb[0] if self.verb and at < self.verb[0] < bracket else bracket

    def _phrase(self, at: int, stop: int) -> int:
        """One phrase from `at` on; gives the unit after it."""
        layer = self.layer
        slot, clause = layer.marks("slot").get(at), layer.marks("clause").get(at)
        if clause and clause.entry.effect != "closes" and clause.entry.value in CLAUSES and clause.end < stop:
            end = phrase_end(layer, clause.end, stop, role=clause.entry.value)
            end = stop if clause.entry.value == "condition" and not self.seen and not self.after else end
            self.found.append(Segment(CLAUSES[clause.entry.value], at, end, (clause.start, clause.end)))
            return end
        if slot and slot.entry.effect != "closes" and slot.entry.value in SLOTS:
            role = SLOTS[slot.entry.value]
            end = min(slot.end, stop)
            if slot.entry.effect != "alone" and end < stop:
                end = phrase_end(layer, end, stop, role=slot.entry.value)
            self.found.append(Segment(role, at, end, (slot.start, min(slot.end, stop))))
            return end
        mine = not self.seen
        end = max(phrase_end(layer, at, stop, subject=mine), at + 1)
        if not any(is_noun(layer, one) for one in range(at, end)):
            end = self._loose_end(at, end)
            return end if self._goes_on(at, end) else self._loose(at, end)
        end = self._cut_slot(at, end)
        if slot is None and self._goes_on(at, end):
            return end
        role = Role.OBJECT
        if mine and slot is None:
            role = Role.OBJECT if self.passive else Role.BEARER
            self.seen = True
        self.found.append(Segment(role, at, end))
        return end

    def _goes_on(self, at: int, end: int) -> bool:
        """Whether a phrase at the head of a piece is a further item of the one before the comma; it is joined to it then."""
        if len(self.found) < 2 or self.found[-1].end != at or self.found[-1].role is not Role.OTHER:
            return False
        before = self.found[-2]
        if before.role not in {Role.OBJECT, Role.BEARER, Role.RECIPIENT, Role.CONSTRAINT, Role.TIME, Role.AUTHORITY}:
            return False
        if not grammar.is_comma(self.layer, at - 1) or not has_noun(self.layer, before.start, before.end):
            return False
        self.found[-2:] = [before._replace(end=end)]
        return True

    def _cut_slot(self, at: int, end: int) -> int:
        """Before an adjunct that stands inside what was taken for one phrase."""
        slots, joins = self.layer.marks("slot"), self.layer.marks("join")
        noun = False
        for one in range(at, end):
            slot = slots.get(one)
            opens = slot is not None and slot.entry.value in SLOTS and slot.entry.effect != "closes"
            if noun and opens and not any(b in joins and joins[b].end == one for b in range(max(at, one - 3), one)):
                return one
            noun = noun or is_noun(self.layer, one)
        return end

    def _loose_end(self, at: int, end: int) -> int:
        slots = self.layer.marks("slot")
        return next((one for one in range(at + 1, end) if one in slots), end)

    def _loose(self, at: int, end: int) -> int:
        """Words without a noun: they go on with what stands before them."""
        if self.found and self.found[-1].role in {Role.OBJECT, Role.TIME, Role.CONSTRAINT} and self.found[-1].end == at:
            self.found[-1] = self.found[-1]._replace(end=end)
        else:
            self.found.append(Segment(Role.OBJECT, at, end))
        return end
