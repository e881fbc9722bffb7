"""Where further acts begin in a language whose subordinate clauses are closed by a particle (…的，…时，)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Deontic, Span
from legiscompare.norms import grammar

if TYPE_CHECKING:
    from legiscompare.annotate import Layer

_LEAST = 3
_STATE = 2
"""Units of a predicate without a verb at least."""
_ATTRIBUTE = 14
"""Units between a verb and the particle that makes it an attribute of the noun after it."""
_NOUN = 16
"""Units of that noun at most."""
_HANDLED = 40
"""Units between the word that puts an object first and the verb."""
_BREAKS = {";"}


def cuts(layer: Layer, first: int, beyond: int, under_lead_in: bool) -> list[int]:
    """First units of the further acts of a sentence; `under_lead_in`: the lead-in above it holds the modal.

    Clauses after a break inherit bearer and modal where they have none.
    """
    found: list[int] = []
    for start, end in clauses(layer, first, beyond):
        if start > first and not _only_exception(layer, start, end):
            found.append(start)
        if is_sanction(layer, start, end):
            found += _rungs(layer, start, end)
        elif not one_norm(layer, start, end):
            found += _acts(layer, start, end, bound=under_lead_in)
    return found


def _only_exception(layer: Layer, first: int, beyond: int) -> bool:
    """Whether a clause after a break only takes cases out of what stands before it: …；不足三个月的除外。"""
    if grammar.closing(layer, first, beyond) != "exception" or modals_in(layer, first, beyond):
        return False
    return len(pieces(layer, first, beyond)) == 1


def sanction_cuts(layer: Layer, first: int, beyond: int) -> list[int]:
    """The same where the sentence states a sanction: a rung joined by `and`, without a trigger, is no norm of its own."""
    joins = layer.marks("join")
    found = cuts(layer, first, beyond, under_lead_in=False)
    return [at for at in found if not (at in joins and joins[at].entry.value == "all")]


def _rungs(layer: Layer, first: int, beyond: int) -> list[int]:
    """Rungs with a trigger of their own (情节严重的，…) and those of another party (对个人…) are norms (codebook §1)."""
    found: list[int] = []
    complete = False
    pending: int | None = None
    for start, end in pieces(layer, first, beyond):
        party = any(at in layer.marks("party") for at in range(start, min(start + 3, end)))
        if grammar.closing(layer, start, end) == "condition":
            if complete and pending is None:
                pending = start
            continue
        if complete and (party or pending is not None) and has_sanction(layer, start, end):
            found.append(pending if pending is not None else start)
            pending = None
        pending = None
        complete = complete or has_sanction(layer, start, end)
    return found


def clauses(layer: Layer, first: int, beyond: int) -> list[tuple[int, int]]:
    """Cut at the breaks outside brackets."""
    depths = grammar.depths(layer, first, beyond)
    found, start = [], first
    for at in range(first, beyond):
        if grammar.is_break(layer, at) and not depths[at - first]:
            found.append((start, at + 1))
            start = at + 1
    if start < beyond:
        found.append((start, beyond))
    return found


def pieces(layer: Layer, first: int, beyond: int) -> list[tuple[int, int]]:
    """Cut at commas, colons and breaks outside brackets; each piece ends with its mark."""
    depths = grammar.depths(layer, first, beyond)
    found, start = [], first
    for at in range(first, beyond):
        ends = grammar.is_comma(layer, at) or grammar.is_colon(layer, at) or grammar.is_break(layer, at)
        if ends and not depths[at - first]:
            found.append((start, at + 1))
            start = at + 1
    if start < beyond:
        found.append((start, beyond))
    return found


def one_norm(layer: Layer, first: int, beyond: int) -> bool:
    """Whether a clause is one norm whatever verbs it holds: a definition, a clause of enactment, a scope rule."""
    kinds = {layer.entry(cue).value for cue in layer.find("kind", _span(layer, first, beyond))}
    return bool(kinds & {"definition", "scope"}) or any(
        layer.entry(cue).effect == "whole" or cue.id == "kind.enactment"
        for cue in layer.find("kind", _span(layer, first, beyond))
    )


def is_sanction(layer: Layer, first: int, beyond: int) -> bool:
    """Whether a clause states a sanction."""
    return any(layer.entry(cue).value == "sanction" for cue in layer.find("kind", _span(layer, first, beyond)))


def has_sanction(layer: Layer, first: int, beyond: int) -> bool:
    """Whether a piece holds a rung of a sanction."""
    return is_sanction(layer, first, beyond) or bool(layer.find("enforcement", _span(layer, first, beyond)))


def sanction_trigger(layer: Layer, first: int, beyond: int) -> int:
    """The unit after the trigger of a sanction: all pieces up to the last that a particle closes before its first rung."""
    found = 0
    for start, end in pieces(layer, first, beyond):
        if grammar.closing(layer, start, end) == "condition":
            found = end
        elif has_sanction(layer, start, end):
            break
    return found


def _span(layer: Layer, first: int, beyond: int) -> Span:
    return Span(*layer.span(first, beyond))


def _acts(layer: Layer, first: int, beyond: int, *, bound: bool) -> list[int]:
    """Where, after a comma, a further act begins; `bound`: a modal above it holds already."""
    found: list[int] = []
    complete, pending, divided = False, None, False
    for start, end in pieces(layer, first, beyond):
        if not complete and gives_name(layer, start, end):
            continue  # 保守秘密的工作（以下简称…），: a name is given to a noun, which is the topic of what follows
        if rules_on(layer, start, end):
            if complete:
                found.append(pending if pending is not None else start)
                divided = True
            complete, pending, bound = False, None, True
            continue
        if grammar.closing(layer, start, end):
            # A trigger after a finished act opens the next statement; before any modal it takes in what stands before it.
            if complete and bound:
                pending = start if pending is None else pending
            else:
                complete = False
            continue
        opens = opens_act(layer, start, end)
        if complete and opens and not bound and bare_modal(layer, start, end):
            # …的变更，应当…: what stood before was the topic of this act.
            complete = False
        if complete and opens:
            found.append(pending if pending is not None else start)
            divided = True
        if opens or has_act(layer, start, end) or _predicate(layer, start, end):
            complete = True
        bound = bound or bool(modals_in(layer, start, end)) or divided
        pending = None if opens else pending
    return found


def _predicate(layer: Layer, first: int, beyond: int) -> bool:
    """Whether words after a modal say how a thing shall be, without a verb (应当真实准确)."""
    modals = modals_in(layer, first, beyond)
    if not modals or layer.marks("modal")[modals[-1]].entry.value not in {Deontic.SHALL, Deontic.SHALL_NOT}:
        return False
    after = layer.marks("modal")[modals[-1]].end
    if only_standard(layer, after, beyond):
        return False  # 应当在作业三日前，: the act follows
    return grammar.words_in(layer, after, beyond) >= _STATE


def gives_name(layer: Layer, first: int, beyond: int) -> bool:
    """Whether a piece ends in brackets: a short name is given."""
    end = _end(layer, first, beyond)
    return end > first and layer.units.marks[end - 1] and layer.units.keys[end - 1] == ")"


def _end(layer: Layer, first: int, beyond: int) -> int:
    """The end of a piece without the marks that close it."""
    while beyond > first and layer.units.marks[beyond - 1] and layer.units.keys[beyond - 1] not in {")", ">", '"'}:
        beyond -= 1
    return beyond


def modals_in(layer: Layer, first: int, beyond: int) -> list[int]:
    """Units at which a modal begins."""
    modals = layer.marks("modal")
    return [at for at in range(first, beyond) if at in modals and modals[at].end <= beyond]


def rules_on(layer: Layer, first: int, beyond: int) -> bool:
    """Whether the main clause's modal stands in a piece that a particle closes, before an adjunct: 单位应当在接到通知后，….

    It does not where the modal belongs to the clause: 应当在三日内报告而未报告的，….
    """
    strong = [at for at in modals_in(layer, first, beyond) if layer.marks("modal")[at].entry.value != Deontic.BINDS]
    end = _end(layer, first, beyond)
    if not strong or layer.units.keys[end - 1] in layer.language.attributive:
        return False
    if grammar.closing(layer, first, beyond) != "condition":
        return False
    after = grammar.skip_adverbs(layer, layer.marks("modal")[strong[-1]].end, beyond)
    slot = layer.marks("slot").get(after)
    return slot is not None and slot.entry.effect != "closes"


def main_modal(layer: Layer, first: int, beyond: int, *, last: bool) -> int | None:
    """The modal of a statement, the last of them with `last`; None if it has none.

    Binding words go before mere binding verbs, and those outside the pieces that a particle closes before those inside.
    """
    found: list[int] = []
    inside: list[int] = []
    trigger = sanction_trigger(layer, first, beyond) if is_sanction(layer, first, beyond) else 0
    ruled = False
    for start, end in pieces(layer, first, beyond):
        closed = end <= trigger or grammar.closing(layer, start, end) in {"condition", "exception", "purpose"}
        rules = end > trigger and rules_on(layer, start, end)
        # 应当在推广时，说明该产品不能替代药物: what follows is the act of the modal before, and holds another.
        spoken = ruled and not bare_modal(layer, start, end)
        closed, ruled = (closed and not rules) or spoken, rules
        (inside if closed else found).extend(_ruling_modals(layer, start, end))
    found = found or inside
    marks = layer.marks("modal")
    if trigger and found and not last:
        return found[0]  # the first rung speaks for the sanction; a later one that may be added is a rung
    strong = [at for at in found if marks[at].entry.value != Deontic.BINDS] or found
    return (strong[-1] if last else strong[0]) if strong else None


def _ruling_modals(layer: Layer, first: int, beyond: int) -> list[int]:
    """The modals of a piece without those of what another of them governs: 可以决定其不准出境."""
    kept: list[int] = []
    marks, joins = layer.marks("modal"), layer.marks("join")
    for at in modals_in(layer, first, beyond):
        tied = any(one in joins and joins[one].end == at for one in range(max(first, at - 3), at))
        governed = kept and not tied and marks[at].entry.value != Deontic.BINDS
        if not (governed and any(marks[one].entry.value != Deontic.BINDS for one in kept)):
            kept.append(at)
    return kept


def opens_act(layer: Layer, first: int, beyond: int) -> bool:
    """Whether a piece begins an act of its own, not just a purpose, a standard or a topic."""
    if grammar.words_in(layer, first, beyond) < _LEAST or _only_topic(layer, first, beyond):
        return False
    if modals_in(layer, first, beyond):
        return has_act(layer, first, beyond)
    at = grammar.skip_adverbs(layer, first, beyond)
    efforts = [mark for one in (at, first) if (mark := layer.marks("effort").get(one))]
    if any(mark.entry.value == "result" for mark in efforts):
        return False  # 防止泄露 after a comma only says what the act is for
    if grammar.clause_opener(layer, at, {"purpose"}):
        return False
    if only_standard(layer, first, beyond):
        return False
    if grammar.verb_end(layer, at, beyond):
        return not attributive(layer, at, beyond)
    return bool(_handles(layer, at, beyond))


def _handles(layer: Layer, at: int, beyond: int) -> bool:
    """Whether an adjunct opens there and a verb follows it: 将报告报送主管部门."""
    slot = layer.marks("slot").get(at)
    if slot is None or slot.entry.effect == "closes":
        return False
    return any(
        grammar.verb_end(layer, one, beyond) and not attributive(layer, one, beyond)
        for one in range(slot.end, min(beyond, slot.end + _HANDLED))
    )


def only_standard(layer: Layer, first: int, beyond: int) -> bool:
    """Whether a piece only says how or when: closed like a trigger, or an adjunct from its opener to its closer."""
    if grammar.closing(layer, first, beyond):
        return True
    at = first
    mark = layer.marks("modal").get(at)
    at = mark.end if mark else at
    slot = layer.marks("slot").get(at)
    if slot is None or slot.entry.effect == "closes" or slot.entry.value == "object":
        return False
    return bool(grammar.closing(layer, first, beyond, "slot"))


def _only_topic(layer: Layer, first: int, beyond: int) -> bool:
    """Whether a piece only names a topic or gives examples."""
    if first in layer.marks("openlist"):
        return True
    slot = layer.marks("slot").get(first)
    return bool(slot and slot.cue.id == "slot.topic") and not modals_in(layer, first, beyond)


def bare_modal(layer: Layer, first: int, beyond: int) -> bool:
    """Whether a piece begins with its modal: it has no subject of its own."""
    strong = [at for at in modals_in(layer, first, beyond) if layer.marks("modal")[at].entry.value != Deontic.BINDS]
    return bool(strong) and grammar.skip_adverbs(layer, first, strong[0]) == strong[0]


def has_act(layer: Layer, first: int, beyond: int) -> bool:
    """Whether a piece holds an act: something after its modal, or a verb that is no attribute."""
    if _only_topic(layer, first, beyond):
        return False
    modals = modals_in(layer, first, beyond)
    if modals:
        after = layer.marks("modal")[modals[-1]].end
        return after < _end(layer, first, beyond) and not only_standard(layer, after, beyond)
    if only_standard(layer, first, beyond) or _only_party(layer, first, beyond):
        return False
    return any(
        grammar.verb_end(layer, at, beyond)
        and not attributive(layer, at, beyond)
        and (at == first or not _joined(layer, at - 1))
        for at in range(first, beyond)
    )


def _only_party(layer: Layer, first: int, beyond: int) -> bool:
    """Whether a piece names two parties and what one of them did, and no more: 执法人员对占道经营的经营者，…."""
    end, actors = _end(layer, first, beyond), layer.marks("actor")
    head = next((at for at in range(end - 1, first, -1) if at in actors and actors[at].end == end), None)
    if head is None or all(layer.units.keys[at] not in layer.language.attributive for at in range(first, head)):
        return False
    slots = layer.marks("slot")
    return any(at in slots and slots[at].entry.value in {"recipient", "object"} for at in range(first + 1, head))


def _joined(layer: Layer, at: int) -> bool:
    return layer.units.keys[at] in layer.language.attributive or (
        at in layer.marks("join") or (layer.units.marks[at] and layer.units.keys[at] == ",")
    )


def attributive(layer: Layer, verb: int, beyond: int) -> bool:
    """Whether the verb rules an attribute of a noun at the piece's end (发现的问题): no act."""
    end = _end(layer, verb, beyond)
    for at in range(end - 2, max(verb, end - _NOUN - 2), -1):
        if layer.units.keys[at] in layer.language.attributive:
            return at - verb <= _ATTRIBUTE
    return False
