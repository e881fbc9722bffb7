"""The main clause in a language whose clauses are closed by a particle: [adjuncts] subject modal [adjuncts] verb object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Deontic, Role, Span
from legiscompare.norms import by_closers, grammar
from legiscompare.norms.closed_adjuncts import cut_adjuncts
from legiscompare.norms.roles import SLOTS, Segment

if TYPE_CHECKING:
    from legiscompare.annotate import Layer
    from legiscompare.norms.frame import Frame

_BETWEEN = {"condition", "time"}
"""Adjuncts that stand between a party and its modal."""
_NAME = 20
"""Units of a party's name before its adjunct at most."""


def main_piece(layer: Layer, frame: Frame, start: int, stop: int, *, seen: bool) -> None:
    """Cut a piece of the main clause. `seen`: its subject and modal stand in a piece before, or are inherited."""
    modal = frame.modal if frame.modal is not None and start <= frame.modal < stop else None
    at = start
    if modal is not None:
        at = _through_modal(layer, frame, start, stop, modal)
    elif not seen and (copula := _copula(layer, start, stop)):
        frame.segments.append(Segment(Role.BEARER, start, copula))
        frame.segments.append(Segment(Role.OBJECT, copula, stop))
        return
    elif not seen:
        at = _named_first(layer, frame, cut_adjuncts(layer, frame, at, stop), stop)
        verb = _next_verb(layer, at, stop)
        if verb is not None and verb > at and grammar.skip_adverbs(layer, at, stop) < verb:
            _subject(layer, frame, at, verb)
            at = verb
    at = _adverbial(layer, frame, cut_adjuncts(layer, frame, at, stop), stop)
    verb = _next_verb(layer, at, stop, bound=modal is not None or seen)
    if verb is None or (verb > at and grammar.skip_adverbs(layer, at, stop) != verb):
        if at < stop:
            frame.segments.append(Segment(Role.OBJECT if at > start or seen else Role.ACT, at, stop))
        return
    _act(layer, frame, at, stop, verb)


def _through_modal(layer: Layer, frame: Frame, at: int, stop: int, modal: int) -> int:
    """Cut what stands before the modal, the modal, and a party right after it; gives the unit after them."""
    at = cut_adjuncts(layer, frame, at, modal)
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
    return at


def _act(layer: Layer, frame: Frame, at: int, stop: int, verb: int) -> None:
    """Cut the verb, with those that a row joins to it, and its object."""
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


def _subject(layer: Layer, frame: Frame, at: int, stop: int) -> None:
    """What stands before the modal or verb: the bearer where it names a party, else the thing that is spoken of."""
    span = Span(*layer.span(at, stop))
    named = layer.find("actor", span)
    role = Role.BEARER if named or stop - at <= 6 else Role.OBJECT
    frame.segments.append(Segment(role, at, stop))


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
    return _adverbial(layer, frame, cut_adjuncts(layer, frame, at, stop), stop)


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
