"""The act in a language whose clauses are opened by a word: the modal and the verbs it rules, or a verb that binds alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Deontic, Span
from legiscompare.norms import grammar

if TYPE_CHECKING:
    from legiscompare.annotate import Layer
    from legiscompare.norms.frame import Frame


def act_of(layer: Layer, frame: Frame) -> tuple[int, int]:
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
    for at in layer.starting("verb:third", frame.first + 1, frame.beyond):
        if end := grammar.third_end(layer, at, frame.beyond):
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


def present_verb(layer: Layer, frame: Frame) -> int | None:
    """Where the verb stands that binds by its present tense, in a statement with a subject of its own."""
    if frame.modal is not None or frame.inherits or not layer.language.profile.binding_present:
        return None
    thirds = layer.starting("verb:third", frame.first + 1, frame.beyond)
    return next((at for at in thirds if grammar.third_end(layer, at, frame.beyond)), None)


def is_passive(layer: Layer, frame: Frame, modal_end: int) -> bool:
    """Whether what stands before the modal is what the act is done to: an auxiliary follows, no party stands before."""
    if frame.modal is None or not modal_end:
        return False
    after = grammar.skip_adverbs(layer, modal_end, frame.beyond)
    if after >= frame.beyond or layer.units.keys[after] not in layer.language.auxiliaries:
        return False
    before = Span(layer.units.starts[frame.first], layer.units.starts[frame.modal])
    return not layer.find("actor", before) if before.start < before.end else False
