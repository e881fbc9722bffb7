"""Noun phrases in a language whose main clause is a frame.

Where nouns are written with a capital it shows where a phrase ends; elsewhere (`small_nouns`) every word of which nothing
else is known may be a noun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.norms import grammar
from legiscompare.norms.roles import SLOTS

if TYPE_CHECKING:
    from legiscompare.annotate import Layer

_NO_NOUN = ("slot", "join", "clause", "modal", "negation", "verb:", "verb:third", "quantifier", "bound")
"""Marks of words that are no nouns."""


def is_noun(layer: Layer, at: int) -> bool:
    """Whether a word is a noun: by its capital, or since it is nothing else.

    The first word of a sentence is none if it may begin an object.
    """
    units = layer.units
    if units.marks[at]:
        return False
    if units.number_end[at]:
        return False
    if layer.language.profile.small_nouns:
        return units.keys[at] == "%" or not _is_known(layer, at)
    if not units.capital[at]:
        return units.keys[at] == "%"
    return not (
        opens_sentence(layer, at) and (units.keys[at] in layer.language.before_object or at in layer.marks("slot"))
    )


def _is_known(layer: Layer, at: int) -> bool:
    """Whether a word is something else than a noun: one that opens, joins, binds or denies, or a verb."""
    language, key = layer.language, layer.units.keys[at]
    if key in language.before_object or key in language.genitives or key in language.auxiliaries:
        return True
    return key == language.infinitive or any(at in layer.marks(name) for name in _NO_NOUN)


def opens_sentence(layer: Layer, at: int) -> bool:
    """Whether a word has its capital from its place."""
    return layer.units.opens[at] and not (at and grammar.is_comma(layer, at - 1))


def phrase_end(layer: Layer, at: int, stop: int, *, role: str = "", subject: bool = False) -> int:
    """The unit after a noun phrase that begins at `at`: its head noun, what depends on it, and items joined to it.

    `role`: of the adjunct that the phrase stands in; a join may repeat its opener. `subject`: a party that is followed by
    another one in the genitive's form is a subject before a recipient.
    """
    units, first, seen, depth = layer.units, at, False, 0
    while at < stop:
        if units.marks[at]:
            depth += 1 if units.keys[at] == "(" else -1 if units.keys[at] == ")" and depth else 0
            at += 1
            if units.keys[at - 1] == '"' and seen:
                return at  # a term in quotation marks
        elif depth:
            at += 1
        elif is_noun(layer, at):
            seen = True
            at += 1
        else:
            goes_on = (
                _after_head(layer, first, at, stop, role, subject) if seen else _to_head(layer, first, at, stop, role)
            )
            if not goes_on:
                return at
            at, seen = goes_on, False
    return at


def _to_head(layer: Layer, first: int, at: int, stop: int, role: str) -> int:
    """The next unit of a phrase whose head noun is still to come; 0 if an adjunct begins before it."""
    units, slot = layer.units, layer.marks("slot").get(at)
    if slot and at == first + 1 and units.keys[first] in layer.language.before_object:
        noun = _after_attribute(layer, slot.end, stop)
        if noun:
            return noun
    if at > first and slot and slot.entry.value in SLOTS and slot.entry.effect != "closes" and not role:
        return 0
    return units.number_end[at] or at + 1


def _after_head(layer: Layer, first: int, at: int, stop: int, role: str, subject: bool) -> int:
    """The unit from which a phrase goes on after its head noun: with an item, a genitive, a figure; 0 if it ends."""
    units, slot = layer.units, layer.marks("slot").get(at)
    join = layer.marks("join").get(at)
    if join and join.entry.value != "list" and join.end < stop and has_noun(layer, join.end, stop):
        return _after_join(layer, first, at, join.end, role)
    if slot and slot.entry.effect == "opens" and (slot.entry.value == "object" or slot.entry.value == role == "time"):
        return slot.end if slot.end < stop and has_noun(layer, slot.end, stop) else 0
    genitive = units.keys[at] in layer.language.genitives and not (slot and subject)
    if genitive and has_noun(layer, at + 1, stop):
        return at + 1
    bound = layer.marks("bound").get(at)
    figure = bound.end if bound and bound.entry.effect == "before" else at
    if figure < stop and units.number_end[figure]:
        return units.number_end[figure]  # Absatz 1, eine Geldbuße bis zu 500 Euro
    return 0


def _after_join(layer: Layer, first: int, join: int, at: int, role: str) -> int:
    """Where an item begins after a join and the opener that it repeats; 0 if another adjunct begins there."""
    units, slot = layer.units, layer.marks("slot").get(at)
    if slot and slot.entry.value in SLOTS and role and SLOTS[slot.entry.value] is SLOTS.get(role):
        return slot.end
    if slot and units.keys[slot.start] in units.keys[first:join]:
        return slot.end  # Einsicht in die Akten und in die Belege
    if slot and slot.entry.value in SLOTS and slot.entry.effect != "closes" and role:
        return 0
    return at


def _after_attribute(layer: Layer, at: int, stop: int) -> int:
    """The noun after a participle with its own adjunct: der auf der Seite veröffentlichte Bericht; 0 if none is there."""
    inner = next((one for one in range(at, stop) if is_noun(layer, one)), stop)
    one = inner + 1
    while one < stop and is_noun(layer, one):
        one += 1
    if one >= stop or layer.units.marks[one] or one in layer.marks("slot") or one in layer.marks("join"):
        return 0
    if layer.units.keys[one] in layer.language.genitives or layer.units.keys[one] in layer.language.before_object:
        return 0
    return one + 1 if one + 1 < stop and is_noun(layer, one + 1) else 0


def has_noun(layer: Layer, at: int, stop: int) -> bool:
    return any(is_noun(layer, one) or layer.units.number_end[one] for one in range(at, stop))
