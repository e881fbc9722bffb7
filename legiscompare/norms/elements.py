"""The elements of a norm: who, must or may, do what, to whom or what, when, how, unless what, or else what.

A cascade over the cues of the layer cuts a norm's words into elements that tile it. Which words open or close an element
is data (`clause`, `slot`); whether clauses are opened or closed, and on which side of the act adjuncts stand, is the
language's profile. What is not recognised stays in the element it stands in: nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from legiscompare.model import Deontic, Element, Join, Quantifier, Role, Span
from legiscompare.norms import by_closers, by_frames, by_openers, grammar
from legiscompare.norms.roles import CLAUSES, SLOTS, Segment
from legiscompare.norms.units import tie_of, trim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.annotate import Layer
    from legiscompare.model import Cue, Quantity

LONGEST = 4000
"""Units of a norm beyond which it is one element: no drafter's sentence is longer, and none could read its tree."""
_NESTING = {Role.CONDITION, Role.EXCEPTION}


@dataclass(slots=True)
class Frame:
    """What is known of a statement before its elements are cut. Places are numbers of units."""

    first: int
    beyond: int
    modal: int | None
    """Unit of its own modal; None where it inherits one or has none."""
    inherits: bool
    """Whether its subject stands above it: a list point, a further act."""
    points: tuple[Span, ...] = ()
    gates: bool = False
    """Whether its list points are circumstances."""
    definition: bool = False
    segments: list[Segment] = field(default_factory=list)


def elements(
    layer: Layer, span: Span, frame: Frame, quantities: Iterable[Quantity], references: Iterable[Cue]
) -> tuple[Element, ...]:
    """The elements of the norm at `span`, in order; together with white space they cover it."""
    if frame.beyond - frame.first > LONGEST or frame.first >= frame.beyond:
        return (Element(Role.ACT, span),)
    if layer.language.profile.clauses == "final":
        _closed(layer, frame)
    elif layer.language.profile.frame:
        frame.segments += by_frames.segments(layer, frame.first, frame.beyond, frame.modal, inherits=frame.inherits)
    else:
        _opened(layer, frame)
    _gather_points(layer, frame)
    return _made(layer, span, frame, tuple(quantities), tuple(references))


def _gather_points(layer: Layer, frame: Frame) -> None:
    """Make each list point one element: a circumstance, a case of an exception, or a thing that the act meets."""
    ranges = [layer.range(point) for point in frame.points]
    if not ranges:
        return
    first = ranges[0][0]
    role = Role.OBJECT
    opened = next((one for one in frame.segments if one.role in _NESTING and one.start <= first < one.end), None)
    if opened and not frame.gates:
        before = Span(*layer.span(frame.first, opened.start)) if frame.first < opened.start else None
        opened = None if before and layer.find("list", before) else opened  # any of the following, when let for hire:
    if frame.gates or opened:
        role = opened.role if opened else Role.CONDITION
    kept = [one._replace(end=min(one.end, first)) for one in frame.segments if one.start < first]
    frame.segments[:] = kept + [Segment(role, start, end) for start, end in ranges if start < end]


# --- Languages whose clauses are opened by a word ----------------------------------------------------------------------


def _opened(layer: Layer, frame: Frame) -> None:
    modal_end, act_end = _act_of(layer, frame)
    subject = Role.OBJECT if _is_passive(layer, frame, modal_end) else Role.BEARER
    verb = _present_verb(layer, frame) if act_end else None
    if verb is not None and layer.units.keys[verb] in layer.language.auxiliaries:
        before = Span(layer.units.starts[frame.first], layer.units.starts[verb])
        subject = subject if layer.find("actor", before) else Role.OBJECT  # La demande est adressée au maire
    role = subject if act_end and (modal_end or not frame.inherits) else (Role.ACT if act_end else Role.OBJECT)
    if frame.inherits and frame.modal is None and act_end:
        role = Role.ACT
    at, start, head = frame.first, frame.first, None
    depth = 0
    act_start = frame.modal if frame.modal is not None else None

    def flush(end: int) -> None:
        nonlocal start, head
        if start < end:
            frame.segments.append(Segment(role, start, end, head))
        start, head = end, None

    clause_marks, slot_marks = layer.marks("clause"), layer.marks("slot")
    main_until = modal_end or act_end
    while at < frame.beyond:
        if layer.units.marks[at]:
            key = layer.units.keys[at]
            depth += 1 if key == "(" else -1 if key == ")" and depth else 0
            if not depth and role in SLOTS.values() and (grammar.is_comma(layer, at) or grammar.is_break(layer, at)):
                flush(at)
                role = Role.OTHER
                at += 1
                flush(at)
                role = _main(subject, at, frame, act_end)
                continue
            at += 1
            continue
        if depth:
            at += 1
            continue
        if act_start is not None and at == act_start:
            flush(at)
            role = Role.MODAL
            at = layer.marks("modal")[at].end
            flush(at)
            interposed = _interposed(layer, at, act_end)
            for other, stop, opener in interposed:
                role, head, at = other, opener, stop
                flush(at)
            role = Role.ACT
            continue
        if verb is not None and at == verb and role is not Role.ACT:
            flush(at)
            role = Role.ACT
            at = max(act_end, at + 1)
            continue
        if role is Role.ACT and act_end and at >= act_end:
            flush(at)
            role = Role.OBJECT
            continue
        clause = clause_marks.get(at)
        if clause and clause.entry.effect != "closes" and at >= 0:
            value = clause.entry.value
            if value in CLAUSES and not (role is Role.ACT and at < main_until):
                flush(at)
                role, head = CLAUSES[value], (clause.start, clause.end)
                finite = clause.entry.id == by_openers.FINITE
                at = _clause_stop(layer, clause.end, frame.beyond, value, finite=finite)
                if value == "condition" and _opens_list(layer, frame, at):
                    at = frame.beyond
                if act_start is not None and start < act_start < at:
                    at = act_start
                flush(at)
                role = _main(subject, at, frame, act_end)
                continue
            if value in {"relative", "complement"} and at > frame.first:
                stop = by_openers.clause_end(layer, clause.end, frame.beyond)
                if act_start is not None and at < act_start:
                    stop = min(stop, act_start)
                at = max(at + 1, _before_clause(layer, clause.end, stop))
                continue
        if act_end and start == act_end and role in SLOTS.values() and _object_follows(layer, start, at):
            flush(at)  # recover from the carrier | the cost
            role = Role.OBJECT
        slot = slot_marks.get(at)
        if (
            slot
            and slot.entry.effect != "closes"
            and slot.entry.value in SLOTS
            and not (role is Role.ACT and at < main_until)
        ):
            opening = at == frame.first or layer.units.marks[at - 1]
            if role in SLOTS.values() and _after_join(layer, at, same=role is SLOTS[slot.entry.value]):
                at = slot.end  # in the Union or in a third country, by post or by mail: one element of two members
                continue
            if (act_end and at >= act_end) or (opening and at < (main_until or frame.beyond)):
                join = _join_start(layer, at)
                if role in SLOTS.values() and start < join < at:
                    flush(join)
                    role = Role.OTHER
                flush(at)
                role, head = SLOTS[slot.entry.value], (slot.start, slot.end)
                at = slot.end
                if slot.entry.effect == "alone":
                    flush(at)
                    role = _main(subject, at, frame, act_end)
                continue
        at += 1
    flush(frame.beyond)


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


def _present_verb(layer: Layer, frame: Frame) -> int | None:
    """Where the verb stands that binds by its present tense, in a statement with a subject of its own."""
    if frame.modal is not None or frame.inherits or not layer.language.profile.binding_present:
        return None
    return next((at for at in range(frame.first + 1, frame.beyond) if grammar.third_end(layer, at, frame.beyond)), None)


def _is_passive(layer: Layer, frame: Frame, modal_end: int) -> bool:
    """Whether what stands before the modal is what the act is done to: an auxiliary follows, no party stands before."""
    if frame.modal is None or not modal_end:
        return False
    after = grammar.skip_adverbs(layer, modal_end, frame.beyond)
    if after >= frame.beyond or layer.units.keys[after] not in layer.language.auxiliaries:
        return False
    before = Span(layer.units.starts[frame.first], layer.units.starts[frame.modal])
    return not layer.find("actor", before) if before.start < before.end else False


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


def _main(subject: Role, at: int, frame: Frame, act_end: int) -> Role:
    """The role to which the words return after a clause or an adjunct."""
    if act_end and at >= act_end:
        return Role.OBJECT
    if frame.inherits and frame.modal is None:
        return Role.ACT
    return subject


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


def _act_of(layer: Layer, frame: Frame) -> tuple[int, int]:
    """The unit after the modal (0 = none of its own) and the unit after the act's verb (0 = no verb found)."""
    if frame.modal is not None:
        mark = layer.marks("modal")[frame.modal]
        end = mark.end
        if mark.entry.value == Deontic.BINDS or not _rules_verb(layer, end, frame.beyond):
            return end, end  # applies to ovens, means ovens: the object follows at once
        return end, max(end, _verb_after(layer, end, frame.beyond))
    if frame.inherits:
        at, named = frame.first, layer.units.keys[frame.first] == layer.language.infinitive
        at = grammar.skip_adverbs(layer, at + named, frame.beyond)
        found = grammar.verb_or_noun_end(layer, at, frame.beyond)
        if not found and layer.language.profile.binding_present:
            found = grammar.third_end(layer, at, frame.beyond)
        if named and not found and at < frame.beyond:
            found = at + 1  # (a) to intervene: what follows the word before an infinitive is a verb
        return 0, found
    for at in range(frame.first, frame.beyond):
        end = grammar.third_end(layer, at, frame.beyond)
        if end and at > frame.first:
            return 0, end
    return 0, 0


def _rules_verb(layer: Layer, at: int, beyond: int) -> bool:
    """Whether a verb and not a preposition comes after a modal (does not apply to hobbyists)."""
    after = grammar.skip_adverbs(layer, at, beyond)
    return not (at < beyond and at == after and layer.units.keys[at] == layer.language.infinitive) and not (
        after < beyond and after in layer.marks("slot") and not grammar.verb_or_noun_end(layer, after, beyond)
    )


def _verb_after(layer: Layer, at: int, beyond: int) -> int:
    """The unit after the verb that a modal at `at` rules; adverbs, negations and auxiliaries before it belong to it."""
    auxiliaries = layer.language.auxiliaries
    while at < beyond:
        skipped = grammar.skip_adverbs(layer, at, beyond)
        if skipped < beyond and (layer.units.keys[skipped] in auxiliaries or skipped in layer.marks("negation")):
            at = skipped + 1
            continue
        at = skipped
        break
    if at >= beyond:
        return beyond
    effort = layer.marks("effort").get(at)
    verb = grammar.verb_or_noun_end(layer, at, beyond)
    if effort and effort.end <= beyond:
        return max(verb, effort.end)
    if verb:
        return _joined_verbs(layer, verb, beyond)
    return at if layer.units.marks[at] else at + 1


def _joined_verbs(layer: Layer, at: int, beyond: int) -> int:
    """The unit after further verbs that share an object with one that ends at `at`: clean, disinfect or air the hall."""
    joins = layer.marks("join")
    end = at
    while at < beyond:
        comma = grammar.is_comma(layer, at)
        join = joins.get(at + comma)
        after = join.end if join and join.entry.value in {"all", "any"} else at + comma
        found = grammar.verb_end(layer, after, beyond, nouns=False) if after > at else 0
        if not found:
            break
        at = found
        if join and join.entry.value in {"all", "any"}:
            end = at  # verbs after commas alone may be a list of other things
    return end


# --- Languages whose clauses are closed by a particle ------------------------------------------------------------------


def _closed(layer: Layer, frame: Frame) -> None:
    main_seen = frame.inherits and frame.modal is None
    triggers = _trigger_pieces(layer, frame)
    pieces = by_closers.pieces(layer, frame.first, frame.beyond)
    for start, end in _named_before(layer, frame, pieces, triggers):
        stop = _trimmed(layer, start, end)[1]
        role = Role.CONDITION if start < triggers else _piece_role(layer, start, stop)
        if role is not None:
            frame.segments.append(Segment(role, start, stop, None))
        elif frame.modal is not None and end <= frame.modal and _names_party(layer, start, stop):
            frame.segments.append(Segment(Role.BEARER, start, stop, None))
        else:
            _main_piece(layer, frame, start, stop, seen=main_seen)
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


def _main_piece(layer: Layer, frame: Frame, start: int, stop: int, *, seen: bool) -> None:
    """Cut a piece of the main clause: [adjuncts] subject modal [adjuncts] verb object."""
    modal = frame.modal if frame.modal is not None and start <= frame.modal < stop else None
    at = start
    if modal is not None:
        at = _adjuncts(layer, frame, at, modal)
        if at < modal:
            cut = _adjunct_after_party(layer, at, modal)
            _subject(layer, frame, at, cut)
            if cut < modal:
                slot = layer.marks("slot")[cut]
                frame.segments.append(Segment(SLOTS[slot.entry.value], cut, modal, (slot.start, slot.end)))
        mark = layer.marks("modal")[modal]
        frame.segments.append(Segment(Role.MODAL, modal, mark.end, (modal, mark.end)))
        at = mark.end
        named = layer.marks("actor").get(at)
        end = _named_end(layer, named.end, stop) if named and mark.entry.value == Deontic.BINDS else 0
        if mark.entry.value == Deontic.SHALL_NOT:
            end = _forbidden_party(layer, at, stop)
        if end:
            frame.segments.append(Segment(Role.BEARER, at, end))
            at = end
    elif not seen and (copula := _copula(layer, start, stop)):
        frame.segments.append(Segment(Role.BEARER, start, copula))
        frame.segments.append(Segment(Role.OBJECT, copula, stop))
        return
    elif not seen:
        at = _named_first(layer, frame, _adjuncts(layer, frame, at, stop), stop)
        verb = _next_verb(layer, at, stop)
        if verb is not None and verb > at and grammar.skip_adverbs(layer, at, stop) < verb:
            _subject(layer, frame, at, verb)
            at = verb
    at = _adverbial(layer, frame, _adjuncts(layer, frame, at, stop), stop)
    verb = _next_verb(layer, at, stop, bound=modal is not None or seen)
    if verb is None or (verb > at and grammar.skip_adverbs(layer, at, stop) != verb):
        if at < stop:
            frame.segments.append(Segment(Role.OBJECT if at > start or seen else Role.ACT, at, stop))
        return
    effort = layer.marks("effort").get(verb)
    end = grammar.verb_or_noun_end(layer, verb, stop)
    if effort and effort.end <= stop:
        end = max(end, effort.end)
    end = _abreast(layer, end, stop)
    frame.segments.append(Segment(Role.ACT, at, end, (verb, end)))
    if end < stop:
        _object(layer, frame, end, stop)


def _named_first(layer: Layer, frame: Frame, at: int, stop: int) -> int:
    """Cut a party and the adjunct after it in a piece before that of the modal: 企业经业主委员会同意，可以…."""
    slots = layer.marks("slot")
    if frame.modal is None or frame.modal < stop:
        return at
    for one in range(at + 2, min(stop, at + _NAME)):
        slot = slots.get(one)
        if slot and slot.entry.effect != "closes" and slot.entry.value == "condition":
            if not layer.find("actor", Span(*layer.span(at, one))):
                return at
            frame.segments.append(Segment(Role.BEARER, at, one))
            frame.segments.append(Segment(Role.CONDITION, one, stop, (slot.start, slot.end)))
            return stop
    return at


def _adjunct_after_party(layer: Layer, at: int, modal: int) -> int:
    """Where an adjunct begins between a party and its modal (单位在具备条件时应当…); the modal if none does."""
    slots = layer.marks("slot")
    for one in range(at + 2, modal - 1):
        slot = slots.get(one)
        if slot and slot.entry.effect != "closes" and slot.entry.value in _BETWEEN:
            return one if layer.find("actor", Span(*layer.span(at, one))) else modal
    return modal


_BETWEEN = {"condition", "time"}
"""Adjuncts that stand between a party and its modal."""
_NAME = 20
"""Units of a party's name before its adjunct at most."""


def _abreast(layer: Layer, end: int, stop: int) -> int:
    """Where the last of the verbs ends that a row joins before one object: 检查、清洗或者修理车辆."""
    joins = layer.marks("join")
    while end < stop:
        join = joins.get(end)
        after = join.end if join else end + 1 if grammar.is_comma(layer, end) else end
        further = grammar.verb_end(layer, after, stop) if after > end else 0
        if not further or further >= stop or by_closers.attributive(layer, after, stop):
            return end
        end = further
    return end


def _copula(layer: Layer, start: int, stop: int) -> int:
    """The unit of a copula with a party before it (主要负责人为责任人); 0 if there is none."""
    words = layer.language.copula
    if not words or start in layer.marks("slot"):
        return 0
    whole = {token.start for token in layer.tokens(Span(*layer.span(start, stop))) if token.end - token.start == 1}
    for at in range(start + 2, stop - 1):
        if layer.units.keys[at] not in words or layer.units.starts[at] not in whole or at in layer.marks("slot"):
            continue
        before = Span(*layer.span(start, at))
        spoken = layer.find("actor", before) and not layer.find("modal", before)
        if spoken and _next_verb(layer, at + 1, stop) is None:  # 为消费者提供服务 is no copula
            return at
    return 0


def _adverbial(layer: Layer, frame: Frame, at: int, stop: int) -> int:
    """Words between the modal and the verb that no adjunct's opener announces (免费): they say how the act is done."""
    slots = layer.marks("slot")
    start = at
    while at < stop:
        verb = grammar.skip_adverbs(layer, at, stop)
        end = grammar.verb_or_noun_end(layer, verb, stop)
        if end and not (at > start and end < stop and layer.units.keys[end] in layer.language.attributive):
            break  # but not at 指定 in 其指定的人员批准
        slot = slots.get(at)
        if slot and slot.entry.effect != "closes":
            break
        at += 1
    if at == start or at >= stop:
        return start
    frame.segments.append(Segment(Role.CONSTRAINT, start, at))
    return _adverbial(layer, frame, _adjuncts(layer, frame, at, stop), stop)


def _object(layer: Layer, frame: Frame, at: int, stop: int) -> None:
    """The words after the verb: its object, a place right after the verb, an exception at the end."""
    slot = layer.marks("slot").get(at)
    if slot and slot.entry.effect != "closes" and slot.entry.value in {"constraint", "time"}:
        # 存储于境内: right after the verb the word that opens a time opens a place, unless a figure follows.
        timed = any(layer.units.number_end[one] for one in range(slot.end, stop))
        role = Role.TIME if slot.entry.value == "time" and timed else Role.CONSTRAINT
        frame.segments.append(Segment(role, at, stop, (slot.start, slot.end)))
        return
    for one in range(at + 1, stop):
        opener = layer.marks("clause").get(one)
        if opener and opener.entry.value == "exception" and opener.entry.effect != "closes":
            frame.segments.append(Segment(Role.OBJECT, at, one))
            frame.segments.append(Segment(Role.EXCEPTION, one, stop, (one, opener.end)))
            return
    frame.segments.append(Segment(Role.OBJECT, at, stop))


def _adjuncts(layer: Layer, frame: Frame, at: int, stop: int) -> int:
    """Cut adjuncts that open one after another; gives the unit after the last."""
    slots = layer.marks("slot")
    while at < stop:
        skipped = grammar.skip_adverbs(layer, at, stop)
        slot = slots.get(skipped) or slots.get(at)
        if slot is None or slot.entry.effect == "closes" or slot.start >= stop:
            return at
        role = SLOTS.get(slot.entry.value, Role.OBJECT)
        end = _standard_end(layer, slot.end, stop) if slot.entry.value == "reference" else 0
        if slot.entry.value == "object" and slot.start not in layer.marks("join"):
            end = _put_first(layer, slot.end, stop)
        end = end or _adjunct_end(layer, slot.end, stop)
        if end <= slot.end:
            return at
        frame.segments.append(Segment(role, at, end, (slot.start, slot.end)))
        at = end
    return at


def _forbidden_party(layer: Layer, at: int, stop: int) -> int:
    """Where the party ends that stands between the word that forbids and the act (禁止任何单位和个人使用); 0 if none does."""
    named = layer.marks("actor").get(at)
    if named is None and at not in layer.marks("quantifier"):
        return 0
    slots = layer.marks("slot")
    for one in range(named.end if named else at + 2, min(stop, at + _NAME)):
        slot = slots.get(one)
        if grammar.verb_or_noun_end(layer, one, stop) or (slot and slot.entry.effect != "closes"):
            spoken = Span(*layer.span(at, one))
            return one if named or layer.find("actor", spoken) else 0
    return 0


def _named_end(layer: Layer, at: int, stop: int) -> int:
    """Where a list of parties ends of which the first ends at `at`."""
    joins, actors = layer.marks("join"), layer.marks("actor")
    while at in joins and joins[at].end in actors:
        at = actors[joins[at].end].end
    return min(at, stop)


def _put_first(layer: Layer, at: int, stop: int) -> int:
    """Where an object with an attribute ends that stands before its verb (将在运营中采集的信息存储); 0 for a bare one."""
    keys, particles = layer.units.keys, layer.language.attributive
    for one in range(at + 1, stop):
        end = grammar.verb_end(layer, one, stop)
        if not end or by_closers.attributive(layer, one, stop) or one in layer.covered("join"):
            continue
        ahead = range(end, min(stop, end + _ATTRIBUTE))
        mark = next((at for at in ahead if layer.units.marks[at] or keys[at] in particles), stop)
        if mark < stop and keys[mark] in particles:
            continue
        return one if any(keys[n] in particles for n in range(at, one)) else 0
    return 0


_ATTRIBUTE = 8
"""Units after a verb in which the particle stands that makes it an attribute."""


def _standard_end(layer: Layer, at: int, stop: int) -> int:
    """Where what an act must accord with ends (按照…规定和标准); 0 if no word closes it before the modal."""
    slots, modals, joins = layer.marks("slot"), layer.marks("modal"), layer.marks("join")
    found = 0
    for one in range(at, stop):
        if one in modals:
            break
        slot = slots.get(one)
        if slot is None or slot.entry.effect != "closes" or slot.entry.value not in {"reference", "constraint"}:
            continue
        found = min(slot.end, stop)
        if found >= stop or (found not in joins and layer.units.keys[found] not in layer.language.attributive):
            break
    return found


def _adjunct_end(layer: Layer, at: int, stop: int) -> int:
    """Where an adjunct ends: after the word that closes it, before the next adjunct, the modal or the verb."""
    slots, modals, joins = layer.marks("slot"), layer.marks("modal"), layer.marks("join")
    for one in range(at, stop):
        if one in modals:
            return one
        slot = slots.get(one)
        if slot and slot.entry.effect == "closes":
            return min(slot.end, stop)
        parties = one in joins and joins[one].end in layer.marks("actor")  # 向主管部门和公安机关: one adjunct
        if slot and slot.entry.effect != "closes" and one > at + 1 and not parties:
            return one
        if one > at and grammar.verb_end(layer, one, stop) and not by_closers.attributive(layer, one, stop):
            return one
    return stop


def _next_verb(layer: Layer, at: int, stop: int, *, bound: bool = False) -> int | None:
    """The unit at which the act's verb begins; `bound`: a modal stands before, so the first verb rules."""
    first = grammar.skip_adverbs(layer, at, stop)
    for one in range(at, stop):
        if not grammar.verb_or_noun_end(layer, one, stop):
            continue
        if one > first and _ends_noun(layer, one, stop):
            continue
        if (bound and one == first) or not by_closers.attributive(layer, one, stop):
            return one
    return None


def _ends_noun(layer: Layer, at: int, stop: int) -> bool:
    """Whether a verb right after another verb is the head of a noun at the end of its piece (使用记录)."""
    end = grammar.verb_or_noun_end(layer, at, stop)
    after = layer.units.marks[end] if end < stop else True
    verbs = layer.marks("verb:")
    return after and any(one in verbs and verbs[one].end == at for one in range(max(0, at - 3), at))


def _subject(layer: Layer, frame: Frame, at: int, stop: int) -> None:
    """What stands before the modal or verb: the bearer where it names a party, else the thing that is spoken of."""
    span = Span(*layer.span(at, stop))
    named = layer.find("actor", span)
    role = Role.BEARER if named or stop - at <= 6 else Role.OBJECT
    frame.segments.append(Segment(role, at, stop))


# --- Elements of segments ----------------------------------------------------------------------------------------------


def _made(
    layer: Layer, span: Span, frame: Frame, quantities: tuple[Quantity, ...], references: tuple[Cue, ...]
) -> tuple[Element, ...]:
    made: list[Element] = []
    segments = sorted(frame.segments, key=lambda one: (one.start, one.end))
    # In a frame the verb stands after its object.
    creates = layer.language.profile.frame and any(_creates(layer, one) for one in segments if one.role is Role.ACT)
    for number, segment in enumerate(segments):
        start = span.start if number == 0 else layer.units.starts[segment.start]
        end = span.end if number == len(segments) - 1 else layer.units.starts[segments[number + 1].start]
        area = trim(layer.text, Span(start, end))
        if area.start >= area.end:
            continue
        if segment.role is Role.ACT:
            creates = _creates(layer, segment)
        quantifier = _quantifier(layer, segment)
        # Any information, but not information about any allergen.
        leads = any(at in layer.marks("quantifier") for at in range(segment.start, min(segment.start + 2, segment.end)))
        head = Span(*layer.span(*segment.head)) if segment.head and segment.head[0] < segment.head[1] else None
        made.append(
            Element(
                role=segment.role,
                span=area,
                head=head,
                join=_join_of_list(layer, span, frame) if _is_point(area, frame) else _join(layer, area, frame.points),
                quantifier=quantifier,
                effected=creates and segment.role is Role.OBJECT and not (quantifier is Quantifier.EVERY and leads),
                children=_children(area, frame, quantities, references),
            )
        )
    return tuple(made) or (Element(Role.ACT, span),)


def _creates(layer: Layer, segment: Segment) -> bool:
    return any(at in layer.marks("verb:creates") for at in range(segment.start, segment.end))


def _is_point(area: Span, frame: Frame) -> bool:
    """Whether an element is a list point."""
    return any(point.holds(area) for point in frame.points)


_OPENING = 6
"""Units at the head of the last point, its number among them, in which a word opens the list."""


def _join_of_list(layer: Layer, span: Span, frame: Frame) -> Join:
    """How the points of a norm's list are joined."""
    lead = Span(span.start, max(span.start, frame.points[0].start))
    last = layer.range(frame.points[-1])[0]
    if layer.find("openlist", lead) or any(at in layer.marks("openlist") for at in range(last, last + _OPENING)):
        return Join.OPEN  # （三）其他设施: the last point takes in what the others do not name
    tie = tie_of(layer, frame.points[-2]) if len(frame.points) > 1 else ""
    said = {layer.entry(cue).value for cue in layer.find("list", lead)}
    if tie == "any" or (tie != "all" and said & {"any", "choice"}):
        return Join.ANY
    # Circumstances that nothing joins may be needed together or each be enough.
    return Join.NONE if frame.gates and tie != "all" and "all" not in said else Join.ALL


def _join(layer: Layer, area: Span, points: tuple[Span, ...]) -> Join:
    if layer.find("openlist", area):
        return Join.OPEN
    inside = [point for point in points if area.holds(point)]
    if len(inside) > 1 and (tie := tie_of(layer, inside[-2])) in {"all", "any"}:
        return Join(tie)
    said = [layer.entry(cue).value for cue in layer.find("list", area)]
    for value in ("choice", "all", "any"):
        if value in said:
            return Join(value)
    joins = [layer.entry(cue).value for cue in layer.find("join", area)]
    strong = [value for value in joins if value in {"all", "any"}]
    return Join(strong[-1]) if strong else Join.NONE


def _quantifier(layer: Layer, segment: Segment) -> Quantifier:
    start = segment.head[1] if segment.head else segment.start
    for at in range(start, min(start + 3, segment.end)):
        mark = layer.marks("quantifier").get(at)
        if mark:
            return Quantifier(mark.entry.value)
    return Quantifier.NONE


def _children(
    area: Span, frame: Frame, quantities: tuple[Quantity, ...], references: tuple[Cue, ...]
) -> tuple[Element, ...]:
    found = [Element(Role.QUANTITY, one.span) for one in quantities if area.holds(one.span)]
    found += [Element(Role.REFERENCE, one.span) for one in references if area.holds(one.span)]
    found += [Element(Role.OBJECT, point) for point in frame.points if area.holds(point)]
    return tuple(sorted(found, key=lambda one: (one.span.start, -one.span.end)))
