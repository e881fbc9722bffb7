"""Cut elements in a language whose clauses are opened by a word: where …, unless …, in order to ….

The words are read once, from left to right. What opens a clause or an adjunct begins an element; where it ends, the words
return to the main clause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Role, Span
from legiscompare.norms import by_openers, grammar
from legiscompare.norms.opened_act import act_of, is_passive, present_verb
from legiscompare.norms.roles import CLAUSES, SLOTS, Segment

if TYPE_CHECKING:
    from legiscompare.annotate import Layer
    from legiscompare.norms.frame import Frame


_ENDED = frozenset({Role.ACT, *SLOTS.values()})
"""Roles of elements that end where the act or what it meets begins."""


def cut_opened(layer: Layer, frame: Frame) -> None:
    """Cut a statement into segments."""
    _Cutter(layer, frame).cut()


class _Cutter:
    """Reads the units of a statement in order; the element at hand began at `start` and ends where another begins."""

    def __init__(self, layer: Layer, frame: Frame) -> None:
        self.layer, self.frame = layer, frame
        self.clauses, self.slots = layer.marks("clause"), layer.marks("slot")
        modal_end, self.act_end = act_of(layer, frame)
        self.main_until = modal_end or self.act_end
        """Unit after the modal, or after the verb that binds alone."""
        self.verb = present_verb(layer, frame) if self.act_end else None
        self.subject = self._subject(modal_end)
        """Role of what stands before the modal or the verb."""
        self.role = self._first_role(modal_end)
        self.at = self.start = frame.first
        self.head: tuple[int, int] | None = None
        self.depth = 0
        """Brackets that are open."""

    def cut(self) -> None:
        """Leave the segments in the frame."""
        frame, marks, clauses, slots = self.frame, self.layer.units.marks, self.clauses, self.slots
        while (at := self.at) < frame.beyond:
            if marks[at]:
                self._mark()
            elif self.depth or not (
                # What opens nothing is passed at once, but for an act or an adjunct that a word without cue may end.
                (at in clauses or at in slots or at == frame.modal or at == self.verb or self.role in _ENDED)
                and (self._act() or self._clause() or self._adjunct())
            ):
                self.at += 1
        self._flush(self.frame.beyond)

    def _subject(self, modal_end: int) -> Role:
        layer, frame, verb = self.layer, self.frame, self.verb
        role = Role.OBJECT if is_passive(layer, frame, modal_end) else Role.BEARER
        if verb is not None and layer.units.keys[verb] in layer.language.auxiliaries:
            before = Span(layer.units.starts[frame.first], layer.units.starts[verb])
            return role if layer.find("actor", before) else Role.OBJECT  # La demande est adressée au maire
        return role

    def _first_role(self, modal_end: int) -> Role:
        """Role of the words with which the statement begins."""
        if not self.act_end:
            return Role.OBJECT
        if self.frame.inherits and (self.frame.modal is None or not modal_end):
            return Role.ACT
        return self.subject

    def _main(self) -> Role:
        """The role to which the words return after a clause or an adjunct."""
        if self.act_end and self.at >= self.act_end:
            return Role.OBJECT
        if self.frame.inherits and self.frame.modal is None:
            return Role.ACT
        return self.subject

    def _flush(self, end: int) -> None:
        """End the element at hand."""
        if self.start < end:
            self.frame.segments.append(Segment(self.role, self.start, end, self.head))
        self.start, self.head = end, None

    def _before_verb(self) -> bool:
        """Whether the words are part of an act whose verb is still to come."""
        return self.role is Role.ACT and self.at < self.main_until

    def _mark(self) -> None:
        """Pass a mark; a comma or a break outside brackets ends an adjunct."""
        layer, key = self.layer, self.layer.units.keys[self.at]
        self.depth += 1 if key == "(" else -1 if key == ")" and self.depth else 0
        if (
            self.depth
            or self.role not in SLOTS.values()
            or not (grammar.is_comma(layer, self.at) or grammar.is_break(layer, self.at))
        ):
            self.at += 1
            return
        self._flush(self.at)
        self.role = Role.OTHER
        self.at += 1
        self._flush(self.at)
        self.role = self._main()

    def _act(self) -> bool:
        """Take the modal with what is put in after it, the verb that binds alone, or the end of the act."""
        if self.at == self.frame.modal:
            self._flush(self.at)
            self.role = Role.MODAL
            self.at = self.layer.marks("modal")[self.at].end
            self._flush(self.at)
            for role, stop, opener in _interposed(self.layer, self.at, self.act_end):
                self.role, self.head, self.at = role, opener, stop
                self._flush(stop)
            self.role = Role.ACT
        elif self.at == self.verb and self.role is not Role.ACT:
            self._flush(self.at)
            self.role = Role.ACT
            self.at = max(self.act_end, self.at + 1)
        elif self.role is Role.ACT and self.act_end and self.at >= self.act_end:
            self._flush(self.at)
            self.role = Role.OBJECT
        else:
            return False
        return True

    def _clause(self) -> bool:
        """Take a clause that is an element, or pass one that belongs to the words before it."""
        mark, frame = self.clauses.get(self.at), self.frame
        if mark is None or mark.entry.effect == "closes":
            return False
        value = mark.entry.value
        if value in CLAUSES and not self._before_verb():
            self._flush(self.at)
            self.role, self.head = CLAUSES[value], (mark.start, mark.end)
            finite = mark.entry.id == by_openers.FINITE
            self.at = _clause_stop(self.layer, mark.end, frame.beyond, value, finite=finite)
            if value == "condition" and _opens_list(self.layer, frame, self.at):
                self.at = frame.beyond
            if frame.modal is not None and self.start < frame.modal < self.at:
                self.at = frame.modal
            self._flush(self.at)
            self.role = self._main()
            return True
        if value in {"relative", "complement"} and self.at > frame.first:
            stop = by_openers.clause_end(self.layer, mark.end, frame.beyond)
            if frame.modal is not None and self.at < frame.modal:
                stop = min(stop, frame.modal)
            self.at = max(self.at + 1, _before_clause(self.layer, mark.end, stop))
            return True
        return False

    def _adjunct(self) -> bool:
        """Begin an adjunct, or pass the opener of one that a join ties to the adjunct at hand."""
        layer, at = self.layer, self.at
        named = self.role in SLOTS.values()
        if named and self.act_end and self.start == self.act_end and _object_follows(layer, self.start, at):
            self._flush(at)  # recover from the carrier | the cost
            self.role = Role.OBJECT
        slot = self.slots.get(at)
        if slot is None or slot.entry.effect == "closes" or slot.entry.value not in SLOTS or self._before_verb():
            return False
        role = SLOTS[slot.entry.value]
        if self.role in SLOTS.values() and _after_join(layer, at, same=self.role is role):
            self.at = slot.end  # in the Union or in a third country, by post or by mail: one element of two members
            return True
        opening = at == self.frame.first or layer.units.marks[at - 1]
        behind = self.act_end and at >= self.act_end
        if not behind and not (opening and at < (self.main_until or self.frame.beyond)):
            return False
        join = _join_start(layer, at)
        if self.role in SLOTS.values() and self.start < join < at:
            self._flush(join)
            self.role = Role.OTHER
        self._flush(at)
        self.role, self.head = role, (slot.start, slot.end)
        self.at = slot.end
        if slot.entry.effect == "alone":
            self._flush(self.at)
            self.role = self._main()
        return True


def _object_follows(layer: Layer, start: int, at: int) -> bool:
    """Whether an object begins right after the party that an adjunct names between the verb and it."""
    language, before = layer.language, at - 1
    if layer.units.keys[at] not in language.before_object and at not in layer.marks("quantifier"):
        return False
    slots = layer.marks("slot")
    opened = slots.get(start)
    if opened is None or before <= opened.end or layer.units.marks[before] or at in layer.marks("clause"):
        return False
    bound = any(one in slots and slots[one].end == at for one in range(start, at))
    tied = before in layer.marks("join") or before in layer.marks("quantifier")
    return not (bound or tied or layer.units.keys[before] in language.before_object)


def _interposed(layer: Layer, at: int, act_end: int) -> list[tuple[Role, int, tuple[int, int] | None]]:
    """The parts of an adjunct between commas after the modal (may, after hearing the operator, order), each with its end."""
    if at >= act_end or not grammar.is_comma(layer, at):
        return []
    end = grammar.aside_end(layer, at + 1, act_end)
    mark = layer.marks("slot").get(at + 1) or layer.marks("clause").get(at + 1)
    role = (SLOTS.get(mark.entry.value) or CLAUSES.get(mark.entry.value)) if mark else None
    if not end or mark is None or role is None:
        return []
    return [(Role.OTHER, at + 1, None), (role, end - 1, (mark.start, mark.end)), (Role.OTHER, end, None)]


def _opens_list(layer: Layer, frame: Frame, at: int) -> bool:
    """Whether the words up to a colon open the list that completes the norm (`…, if:`)."""
    if not frame.points or at >= frame.beyond or not grammar.is_colon(layer, at):
        return False
    before = layer.marks("clause")
    opened = any(n in before and before[n].end == at for n in range(max(frame.first, at - 4), at))
    return opened and at + 1 == layer.range(frame.points[0])[0]


def _after_join(layer: Layer, at: int, *, same: bool) -> bool:
    """Whether a join ends right before a unit and ties adjuncts: of one role any, of two roles only alternatives.

    (In writing and within a week is two elements.)
    """
    join = layer.marks("join").get(_join_start(layer, at))
    return bool(join and join.end == at and (same or join.entry.value != "all"))


def _join_start(layer: Layer, at: int) -> int:
    """Where the join begins that ends right before a unit; the unit itself if none does."""
    joins = layer.marks("join")
    return next((start for start in range(max(0, at - 3), at) if start in joins and joins[start].end == at), at)


def _clause_stop(layer: Layer, at: int, beyond: int, value: str, *, finite: bool) -> int:
    """Where a clause ends: at its mark, or where an exception or a purpose opens inside it.

    `finite`: it has a subject and a modal of its own (so that faults, gaps and errors can be found); commas end it not.
    """
    stop = by_openers.clause_end(layer, at, beyond)
    while finite and stop < beyond and grammar.is_comma(layer, stop):
        stop = by_openers.clause_end(layer, stop + 1, beyond)
    others = {"exception"} if value != "exception" else {"condition"}
    for one in range(at + 1, stop):
        if grammar.clause_opener(layer, one, others) and not layer.units.marks[one - 1]:
            return one
    return stop


def _before_clause(layer: Layer, at: int, stop: int) -> int:
    """Where a relative clause ends that another clause of the norm follows."""
    for one in range(at, stop):
        if grammar.clause_opener(layer, one, {"condition", "exception"}):
            return one
    return stop
