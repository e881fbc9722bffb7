"""Verbs in a language whose main clause is a frame: those with a person, and those that wait at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.norms.framed_phrases import opens_sentence

if TYPE_CHECKING:
    from legiscompare.annotate import Layer


def is_finite(layer: Layer, at: int, *, bound: bool = False) -> bool:
    """Whether a verb with a person stands there; `bound`: a modal rules the clause, so that `prüfen` is an infinitive."""
    if layer.units.capital[at] and not opens_sentence(layer, at):
        return False  # Regeln is a noun, regeln a verb
    if at in layer.marks("modal"):
        return True
    return at in layer.marks("verb:third") and not (
        bound and layer.units.keys[at].endswith(layer.language.verb_endings)
    )


def is_verb(layer: Layer, at: int) -> bool:
    """Whether a word has the form of a last verb."""
    units, language = layer.units, layer.language
    if units.marks[at] or units.capital[at] or units.number_end[at]:
        return False
    if at in layer.marks("slot") or at in layer.marks("join") or units.keys[at] in language.before_object:
        return False
    known = at in layer.marks("verb:") or at in layer.marks("verb:third") or units.keys[at] in language.auxiliaries
    return known or units.keys[at].endswith(language.verb_endings)


def verb_start(layer: Layer, start: int, end: int) -> int:
    """The unit at which the last verb of a piece begins, with those joined to it; `end` if none stands there."""
    units, language = layer.units, layer.language
    at = end - 1
    if at <= start or not is_verb(layer, at):
        return end
    while True:
        at = _one_verb(layer, start, at)
        back = at - 1
        joined = back > start and (back in layer.marks("join") or (units.marks[back] and units.keys[back] == ","))
        if not joined or not is_verb(layer, back - 1) or back - 1 <= start:
            break
        at = back - 1
    while at - 1 > start and (at - 1) in layer.marks("negation") and units.keys[at - 1] not in language.before_object:
        at -= 1
    return at


def _one_verb(layer: Layer, start: int, at: int) -> int:
    """The first unit of one verb that ends at `at`: its participle and the word before an infinitive belong to it."""
    language, keys = layer.language, layer.units.keys
    if keys[at - 1] == language.infinitive and at - 1 > start:
        at -= 1
    if keys[at] in language.auxiliaries or (keys[at] == language.infinitive and keys[at + 1] in language.auxiliaries):
        before = at - 1
        if before > start and not layer.units.capital[before] and not layer.units.marks[before]:
            at = before
    return at
