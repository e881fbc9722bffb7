"""Read the parts of a statement: deontic, bearer, elements, quantities, references."""

from __future__ import annotations

import itertools
import operator
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from legiscompare.model import Cue, Deontic, Norm, NormKind, Party, PartyClass, Role, Span
from legiscompare.norms import by_closers, by_openers, framed, framed_clauses, grammar, kinds
from legiscompare.norms.elements import elements
from legiscompare.norms.frame import Frame
from legiscompare.norms.quantities import quantities
from legiscompare.norms.references import external_references, internal_references

if TYPE_CHECKING:
    from legiscompare.annotate import Layer
    from legiscompare.norms.split import Statement
    from legiscompare.norms.units import NormUnit

CUE_GROUPS = (
    "qualifier", "effort", "pace", "rhythm", "degree", "clause", "suspicion", "involvement", "delegation", "enforcement",
    "openlist", "negation", "only",
)  # fmt: skip
"""Groups of cues that a norm carries for later stages."""
_ORDER = tuple(PartyClass)
_AGENT_WITHIN = 24
"""Code points after the word for `by` in which an agent stands."""
_SHORT_NOUN = 6
"""Units of a subject that no lexicon knows."""


class NormReader:
    """Reads the statements of one document, in order: a statement may inherit bearer and deontic from the one before."""

    def __init__(self, layer: Layer) -> None:
        self._layer = layer
        self._count: Counter[str] = Counter()
        self._last_bearer: dict[str, Party] = {}
        self._defined = _defined_parties(layer)
        self._final = layer.language.profile.clauses == "final"
        self._frame = layer.language.profile.frame

    def norm(self, unit: NormUnit, statement: Statement) -> Norm:
        """The norm that a statement expresses."""
        layer, span = self._layer, statement.span
        ref = unit.provision.ref
        self._count[ref] += 1
        identifier = f"{ref}#{self._count[ref]}"
        inherits = (*unit.lead_ins, *([statement.inherited] if statement.inherited else []))
        lead_in = inherits[-1] if inherits else None
        if not layer.language.has_lexicons:
            return Norm(
                identifier, unit.provision.eid, ref, span, lead_in, NormKind.OBLIGATION, Deontic.NONE, None,
                Party(), (), namespace=unit.namespace, inherited=inherits,
            )  # fmt: skip
        modal = self._modal(unit, statement)
        own = modal if modal and span.holds(modal.span) else None
        first, beyond = layer.range(span)
        frame = Frame(
            first,
            beyond,
            layer.range(own.span)[0] if own else None,
            inherits=bool(inherits) and own is None,
            points=statement.points,
            gates=statement.gates,
        )
        measures = quantities(layer, span)
        refs = internal_references(layer, span, ref)
        tree = elements(layer, span, frame, measures, refs)
        triggers = tuple(one.span for one in tree if one.role is Role.CONDITION)
        bearer = self._bearer(unit, statement, modal, triggers)
        deontic = Deontic(layer.entry(modal).value) if modal else Deontic.NONE
        kind = kinds.kind_of(layer, span, inherits, deontic, bearer, triggers, unit.namespace)
        bearer = kinds.holder(layer, kind, bearer, span)
        return Norm(
            id=identifier,
            provision=unit.provision.eid,
            ref=ref,
            span=span,
            lead_in=lead_in,
            kind=kind,
            deontic=deontic,
            deontic_span=modal.span if modal else None,
            bearer=bearer,
            measured=kinds.measured(layer, kind, bearer, span),
            conditions=triggers,
            exceptions=tuple(one.span for one in tree if one.role is Role.EXCEPTION),
            quantities=measures,
            cues=layer.among(CUE_GROUPS, span),
            refs=refs,
            external_refs=external_references(layer, span),
            namespace="definition" if kind is NormKind.DEFINITION and unit.namespace == "body" else unit.namespace,
            elements=tree,
            inherited=inherits,
        )

    # --- modal -----------------------------------------------------------------------------------------------------

    def _modal(self, unit: NormUnit, statement: Statement) -> Cue | None:
        """The statement's own modal outside its triggers, else the one it inherits: sentence first, then lead-ins.

        A modal of a clause inside the statement (whether the device may be used) stands back behind an inherited one.
        """
        own = self._main_modal(statement.span)
        if own and self._final and statement.inherited and self._layer.entry(own).value == Deontic.SHOULD:
            # 应当加强自律，引导会员…: what the duty before it goes on with is no mere encouragement.
            above = self._main_modal(statement.inherited, last=True)
            if above and self._layer.entry(above).value == Deontic.SHALL:
                return above
        if own and not (unit.lead_ins and self._inside(statement.span, own)):
            return own
        if statement.inherited and (found := self._main_modal(statement.inherited, last=True)):
            return found
        for span in reversed(unit.lead_ins):
            if found := self._main_modal(span, last=True):
                return found
        return own

    def _main_modal(self, span: Span, *, last: bool = False) -> Cue | None:
        layer = self._layer
        first, beyond = layer.range(span)
        if self._final:
            at = by_closers.main_modal(layer, first, beyond, last=last)
        elif self._frame:
            at = framed_clauses.main_modal(layer, first, beyond, last=last)
        else:
            at = by_openers.main_modal(layer, first, beyond, last=last)
        return layer.marks("modal")[at].cue if at is not None else None

    def _inside(self, span: Span, modal: Cue) -> bool:
        """Whether a modal belongs to a clause inside the statement: one that opens after words of the main clause."""
        if self._final or self._frame:
            return False
        first, beyond = self._layer.range(span)
        at = self._layer.range(modal.span)[0]
        opened = by_openers.trigger_ranges(self._layer, first, beyond)
        return any(one <= at < two and grammar.words_in(self._layer, first, one) > 3 for one, two in opened) or (
            by_openers._embedded(self._layer, first, at)  # noqa: SLF001
        )

    # --- bearer ----------------------------------------------------------------------------------------------------

    def _bearer(self, unit: NormUnit, statement: Statement, modal: Cue | None, triggers: tuple[Span, ...]) -> Party:
        """Who stands before the modal (or is the agent), else whom the sentence, lead-in or last norm named."""
        layer, own = self._layer, statement.span
        inside = modal is not None and own.holds(modal.span)
        before = Span(own.start, modal.span.start) if modal and inside else own
        if self._frame:
            before = self._subject(own)
        elif not inside and layer.language.profile.binding_present:
            before = self._before_verb(own)
        # `…, and inform the authority`: what begins with its verb names its bearer above, and its object here.
        bare = (
            not inside
            and bool(unit.lead_ins or not statement.first)
            and (grammar.opens_with_verb(layer, *layer.range(own)) or self._opens_with_third(own))
        )
        party = None if bare else self._party(before, own, modal if inside else None, triggers)
        if party is None and inside and modal and self._final:
            party = self._banned(own, modal)
        if party is None and statement.inherited:
            party = self._party(self._subject(statement.inherited), statement.inherited, None, (), last=True)
        for span in reversed(unit.lead_ins):
            party = party or self._party(self._subject(span), span, None, ())
        key = unit.provision.eid.partition("__")[0]
        if party is None:
            party = self._last_bearer.get(key)
        if party is None:
            # An act without a named bearer binds those the instrument regulates.
            return Party((PartyClass.REGULATED,), "", None)
        self._last_bearer[key] = party
        return party

    def _banned(self, own: Span, modal: Cue) -> Party | None:
        """Everyone of a class whom a ban names behind its modal: 禁止任何单位和个人……."""
        layer = self._layer
        at = layer.range(modal.span)[1]
        quantifier = layer.marks("quantifier").get(at)
        if quantifier is None or quantifier.entry.value != "every":
            return None
        found = layer.find("actor", Span(layer.units.ends[quantifier.end - 1], own.end))
        if not found or layer.range(found[0].span)[0] != quantifier.end:
            return None
        row = [found[0]]
        for cue in found[1:]:
            if not self._joined(row[-1].span.end, cue.span.start):
                break
            row.append(cue)
        return self._as_party(row)

    def _opens_with_third(self, own: Span) -> bool:
        """Whether a statement begins with a verb in the present that binds: `…, et informe le maire`."""
        first, beyond = self._layer.range(own)
        return self._layer.language.profile.binding_present and bool(grammar.third_end(self._layer, first, beyond))

    def _before_verb(self, own: Span) -> Span:
        """What stands before the verb of a statement without a modal; all of it where no verb is found."""
        first, beyond = self._layer.range(own)
        thirds = self._layer.starting("verb:third", first, beyond)
        at = next((one for one in thirds if grammar.third_end(self._layer, one, beyond)), None)
        return own if at is None or at == first else Span(own.start, self._layer.units.starts[at])

    def _subject(self, span: Span) -> Span:
        """What stands before the modal of inherited words: `They shall not keep data of users` binds no users."""
        if self._frame:
            found = framed.subject(self._layer, *self._layer.range(span))
            return Span(*self._layer.span(*found)) if found else Span(span.start, span.start)
        modal = None if self._final else self._main_modal(span)
        return Span(span.start, modal.span.start) if modal else span

    def _party(
        self, before: Span, own: Span, modal: Cue | None, triggers: tuple[Span, ...], *, last: bool = False
    ) -> Party | None:
        agent = self._agent(own, modal)
        if agent and (self._final or not self._actors(before, triggers, subjects=True)):
            return agent
        if self._final:
            return self._subject_of_closers(before, own, triggers, modal, last=last)
        for outside in (triggers, ()):
            found = self._actors(before, outside, subjects=True)
            if found:
                return self._as_party(found[:1])
        return None

    def _agent(self, own: Span, modal: Cue | None) -> Party | None:
        """The agent of a passive or after 由: it is named for its act."""
        layer = self._layer
        after = own.start if self._final or modal is None else modal.span.end
        first, beyond = layer.range(Span(after, own.end))
        slots = layer.marks("slot")
        for at in range(first, beyond):
            slot = slots.get(at)
            if slot is None or slot.entry.value != "authority" or slot.entry.effect == "closes":
                continue
            end = layer.units.ends[slot.end - 1]
            found = layer.find("actor", Span(end, min(own.end, end + 60)))
            if found and found[0].span.start - end <= _AGENT_WITHIN:
                return self._as_party(found[:1])
        return None

    def _actors(self, span: Span, outside: tuple[Span, ...], *, subjects: bool = False) -> list[Cue]:
        layer = self._layer
        found = layer.find("actor", span)
        for cls, cues in self._defined.values():
            first = bisect_left(cues, span.start, key=_start)
            for at in itertools.islice(cues, first, None):
                if at.start >= span.end:
                    break
                if span.holds(at) and not any(cue.span.start <= at.start < cue.span.end for cue in found):
                    found.append(Cue(f"actor.{cls}", at))
                    break
        found.sort(key=lambda cue: cue.span)
        found = [cue for cue in found if not any(trigger.holds(cue.span) for trigger in outside)]
        return [cue for cue in found if not self._hangs(cue)] if subjects else found

    def _hangs(self, cue: Cue) -> bool:
        """Whether an actor hangs on a preposition: reported by users, the consent of the individual."""
        layer = self._layer
        at = layer.range(cue.span)[0] - 1
        while at >= 0 and (layer.units.keys[at] in layer.language.before_object or at in layer.marks("quantifier")):
            at -= 1
        slot = next(
            (mark for back in range(3) if (mark := layer.marks("slot").get(at - back)) and mark.end == at + 1), None
        )
        return slot is not None and slot.entry.effect != "closes"

    def _as_party(self, cues: list[Cue]) -> Party:
        classes = {self._class_of(cue) for cue in cues}
        span = Span(cues[0].span.start, cues[-1].span.end)
        return Party(tuple(cls for cls in _ORDER if cls in classes), span.of(self._layer.text), span)

    def _class_of(self, cue: Cue) -> PartyClass:
        name = cue.id.partition(".")[2]
        if name in set(PartyClass):
            return PartyClass(name)
        return PartyClass(self._layer.entry(cue).value)

    def _subject_of_closers(
        self, before: Span, own: Span, triggers: tuple[Span, ...], modal: Cue | None, *, last: bool
    ) -> Party | None:
        """The actor that stands where a subject stands: at the head of a comma part, or right before modal or verb."""
        for outside in (triggers, ()):
            subjects: list[Party] = []
            found = self._actors(before, outside)
            number = 0
            while number < len(found):
                cue = found[number]
                number += 1
                if self._is_object(cue, own):
                    continue
                joined = [cue]
                while number < len(found) and self._joined(joined[-1].span.end, found[number].span.start):
                    joined.append(found[number])
                    number += 1
                subject = self._as_party(joined)
                subjects.append(self._office(subject, found) if len(joined) == 1 else subject)
            if subjects:
                near = [
                    one for one in subjects if modal and one.span and one.span.start >= self._piece_start(own, modal)
                ]
                return (near or subjects)[-1 if last else 0]
        return self._unlisted_subject(own, modal)

    def _office(self, party: Party, found: list[Cue]) -> Party:
        """Persons whom an attribute names as those of an authority act for it: 监督管理机构的检查人员."""
        if party.classes != (PartyClass.OTHER,) or party.span is None:
            return party
        units, at = self._layer.units, self._layer.range(party.span)[0]
        for cue in found:
            end = self._layer.range(cue.span)[1]
            if (
                self._class_of(cue) is PartyClass.AUTHORITY
                and 0 < at - end <= _OFFICE_WITHIN
                and units.keys[end] in self._layer.language.attributive
            ):
                return Party((PartyClass.AUTHORITY,), party.text, party.span)
        return party

    def _piece_start(self, own: Span, modal: Cue) -> int:
        """Where the comma part begins that holds the modal: a subject there goes before one of a part before it."""
        layer = self._layer
        first, at = layer.range(own)[0], layer.range(modal.span)[0]
        while at > first and not grammar.is_comma(layer, at - 1):
            at -= 1
        return layer.units.starts[at]

    def _is_object(self, cue: Cue, own: Span) -> bool:
        """Whether a verb or an adjunct's opener before an actor makes it an object, or a particle after it an attribute."""
        layer = self._layer
        at, end = layer.range(cue.span)
        if end < len(layer.units.keys) and layer.units.keys[end] in layer.language.attributive:
            return True
        first = layer.range(own)[0]
        start = at
        while start > first and not (layer.units.marks[start - 1] and layer.units.keys[start - 1] != ","):
            if (
                layer.units.marks[start - 1]
                and layer.text[layer.units.starts[start - 1]] in layer.language.profile.commas
            ):
                break
            start -= 1
        opened = False
        for one in range(start, at):
            slot = layer.marks("slot").get(one)
            if slot and slot.end <= at and slot.entry.value != "topic":
                opened = slot.entry.effect != "closes"
            elif layer.units.keys[one] in layer.language.attributive:
                opened = False
            elif grammar.verb_or_noun_end(layer, one, at):
                opened = True
        return opened

    def _joined(self, end: int, start: int) -> bool:
        """Whether only joins stand between two actors."""
        layer = self._layer
        first, beyond = layer.range(Span(end, start))
        joins = layer.marks("join")
        at = first
        while at < beyond:
            mark = joins.get(at)
            if mark and mark.end <= beyond:
                at = mark.end
            elif layer.units.marks[at] and layer.units.keys[at] == ",":
                at += 1
            else:
                return False
        return start - end <= 4

    def _unlisted_subject(self, own: Span, modal: Cue | None) -> Party | None:
        """A short noun right before the modal is the bearer though no lexicon knows it: those the instrument regulates."""
        layer = self._layer
        if modal is None or layer.entry(modal).value == Deontic.BINDS:
            return None
        first, at = layer.range(own)[0], layer.range(modal.span)[0]
        start = at
        while start > first and not layer.units.marks[start - 1]:
            start -= 1
        if not 2 <= at - start <= _SHORT_NOUN:
            return None
        if any(one in layer.marks("slot") or grammar.verb_end(layer, one, at) for one in range(start, at)):
            return None
        span = Span(*layer.span(start, at))
        return Party((PartyClass.REGULATED,), span.of(layer.text), span)


_OFFICE_WITHIN = 5
"""Units from an authority that is an attribute to the persons whose authority it is, at most."""
_NAME_WITHIN = 24
"""Units before the brackets in which the party stands to which a text gives a short name."""


def _defined_parties(layer: Layer) -> dict[str, tuple[str, list[Span]]]:
    """Short names that the text itself gives to a party (以下称提供者): class, and where they stand."""
    found: dict[str, tuple[str, list[Span]]] = {}
    names = layer.marks("naming")
    for mark in names.values():
        first = max(0, mark.start - _NAME_WITHIN)
        actors = layer.find("actor", Span(layer.units.starts[first], layer.units.starts[mark.start]))
        end = mark.end
        while end < len(layer.units.keys) and not layer.units.marks[end] and end - mark.end < _NAME_WITHIN:
            end += 1
        while end > mark.end and layer.units.marks[end - 1]:
            end -= 1
        start = mark.end
        while start < end and layer.units.marks[start]:
            start += 1
        if not actors or end <= start:
            continue
        name = Span(*layer.span(start, end))
        if not layer.find("actor", name):
            keys = layer.units.keys[start:end]
            found[name.of(layer.text)] = (layer.entry(actors[-1]).value, _places(layer, keys))
    return dict(sorted(found.items()))


def _places(layer: Layer, keys: list[str]) -> list[Span]:
    """Where these units stand side by side, in order."""
    every, at = layer.units.keys, -1
    found = []
    for _ in range(every.count(keys[0])):
        at = every.index(keys[0], at + 1)
        if every[at : at + len(keys)] == keys:
            found.append(Span(*layer.span(at, at + len(keys))))
    return found


_start = operator.attrgetter("start")
