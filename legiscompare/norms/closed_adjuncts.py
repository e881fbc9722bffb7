"""Adjuncts in a language whose clauses are closed by a particle: they open one after another before the verb (在…内向…)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Role
from legiscompare.norms import by_closers, grammar
from legiscompare.norms.roles import SLOTS, Segment

if TYPE_CHECKING:
    from legiscompare.annotate import Layer
    from legiscompare.norms.frame import Frame

_ATTRIBUTE = 8
"""Units after a verb in which the particle stands that makes it an attribute."""


def cut_adjuncts(layer: Layer, frame: Frame, at: int, stop: int) -> int:
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
