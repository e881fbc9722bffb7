"""From provisions to units: stretches of text that hold norms, with the lead-in they stand under.

A list is read in one of two ways (codebook §1). Under `acts` every point is a norm of its own with the lead-in above it:
points with verbs, and each exemption, permitted ground, prohibited practice, power, right, definition and scope item.
Under `items` lead-in and points are one norm: the points complete its object, or are conditions that must all be met.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from legiscompare.annotate import Layer
from legiscompare.model import Deontic, NormKind, Provision, ProvisionKind, Span
from legiscompare.norms import by_closers, grammar
from legiscompare.norms.framed_clauses import ends_with_verb
from legiscompare.norms.grammar import closing, opens_with_verb

_NAMESPACE = {ProvisionKind.RECITAL: "recital", ProvisionKind.PREAMBLE: "recital", ProvisionKind.ANNEX: "annex"}
_SKIP = {ProvisionKind.SIGNATURE, ProvisionKind.PREAMBLE}
"""No norms stand in signatures or in the words before the first provision; recitals are provisions of their own."""
_EACH = {NormKind.EXEMPTION, NormKind.DEFINITION, NormKind.RIGHT, NormKind.POWER, NormKind.SCOPE}
"""Kinds whose list points are norms of their own, verb or not (codebook §1)."""


_SUBJECT = 10
"""Units from the word that opens a trigger to the end of the lead-in at most, where the points go on with its verb."""


@dataclass(frozen=True, slots=True)
class NormUnit:
    """A stretch of text to cut into statements."""

    provision: Provision
    span: Span
    lead_ins: tuple[Span, ...] = ()
    """Words above it, outermost first."""
    whole: bool = False
    """Do not cut it: a lead-in with the points that complete it."""
    namespace: str = "body"
    lead_end: int = 0
    """Where the lead-in of a whole unit ends and its points begin."""
    points: tuple[Span, ...] = ()
    """The points of a whole unit."""
    gates: bool = False
    """Whether its points are circumstances, not things that the act meets."""


def units(layer: Layer) -> Iterator[NormUnit]:
    """Units of a document, in the order of its text, covering the own words of every provision once."""
    yield from _walk(layer, layer.document.root, (), "body")


def _walk(layer: Layer, provision: Provision, lead_ins: tuple[Span, ...], namespace: str) -> Iterator[NormUnit]:
    if provision.kind in _SKIP:
        for child in provision.children:
            if child.kind is ProvisionKind.RECITAL:
                yield from _walk(layer, child, (), "recital")
        return
    namespace = _NAMESPACE.get(provision.kind, namespace)
    points = [child for child in provision.children if child.kind is ProvisionKind.POINT]
    own = trim(layer.text, provision.content)
    if not points:
        if own.start < own.end:
            yield NormUnit(provision, own, lead_ins, namespace=namespace)
        for child in provision.children:
            yield from _walk(layer, child, lead_ins, namespace)
        return
    earlier, lead_in = _lead_in(layer, own)
    # Points above all provisions have no sentence that they could complete: each stands for itself.
    holds_acts = provision.kind is ProvisionKind.DOCUMENT or _holds_acts(layer, lead_in, points)
    # Under `acts` the lead-in states what holds for all its points: a norm too.
    # So do the rungs of a sanction over a list of breaches, which all of them share.
    apart = not holds_acts and NormKind.SANCTION in kinds_in(layer, lead_in) and states_conditions(layer, lead_in)
    alone = own if holds_acts or apart else earlier
    if alone.start < alone.end:
        yield NormUnit(provision, alone, lead_ins, namespace=namespace)
    if not holds_acts:
        start = points[0].span.start if apart or lead_in.start == lead_in.end else lead_in.start
        whole = trim(layer.text, Span(start, points[-1].span.end))
        above = (*lead_ins, lead_in) if apart else lead_ins
        spans = tuple(trim(layer.text, p.span) for p in points)
        gates = layer.language.has_lexicons and states_conditions(layer, lead_in)
        yield NormUnit(provision, whole, above, True, namespace, lead_in.end, spans, gates)
    for child in provision.children:
        if child.kind is ProvisionKind.POINT:
            if holds_acts:
                above = (*lead_ins, lead_in) if lead_in.start < lead_in.end else lead_ins
                yield from _walk(layer, child, above, namespace)
        else:
            yield from _walk(layer, child, lead_ins, namespace)


def trim(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _lead_in(layer: Layer, own: Span) -> tuple[Span, Span]:
    """Cut the words before a list into finished sentences and the unfinished one that the points complete."""
    first, beyond = layer.range(own)
    ends = layer.language.profile.ends
    cut = own.start
    for at in range(first, beyond - 1):
        if (
            layer.units.marks[at]
            and layer.text[layer.units.starts[at]] in ends
            and (layer.language.profile.han or (layer.units.capital[at + 1] and not _in_short_form(layer, at)))
            and not grammar.ends_ordinal(layer, at, at + 1)
        ):
            cut = layer.units.ends[at]
    return trim(layer.text, Span(own.start, cut)), trim(layer.text, Span(cut, own.end))


def _in_short_form(layer: Layer, at: int) -> bool:
    """Whether the mark at `at` stands inside a name of single letters, or ends one: 12 U.S.C. 2803, the U.S. Government."""
    letter = at > 0 and len(layer.units.keys[at - 1]) == 1 and layer.units.capital[at - 1]
    return letter or layer.units.starts[at + 1] == layer.units.ends[at]


def _holds_acts(layer: Layer, lead_in: Span, points: list[Provision]) -> bool:
    """Whether each point is a norm of its own."""
    if not layer.language.has_lexicons:
        return True
    found = layer.find("list", lead_in)
    said = {layer.entry(cue).value for cue in found}
    if "choice" in said:
        return False
    if _completes_definition(layer, lead_in, points):
        return False
    if states_conditions(layer, lead_in):
        # What must all be met is one condition; each of several cases is a norm, breaches of one sanction aside.
        if layer.language.profile.clauses == "final":
            return "any" in said and "all" not in said and NormKind.SANCTION not in kinds_in(layer, lead_in)
        tie = _tie(layer, points)
        return not (tie == "all" or "all" in said or (tie == "any" and not _grants(layer, lead_in)))
    lacks_object = _lacks_object(layer, lead_in)
    each = each_is_a_norm(layer, lead_in, lacks_object=lacks_object)
    if "contents" in said and layer.entry(found[-1]).value == "contents":
        return False
    if lacks_object and not any(layer.entry(cue).value == "acts" and not _is_modal(layer, cue.span) for cue in found):
        said.discard("acts")  # shall, before each departure, verify compliance with: the modal has its act
    if "acts" in said and not ({"any", "items"} & said and layer.entry(found[-1]).value != "acts"):
        return True
    if "all" in said:
        return False
    if each:
        return True
    if said & {"items", "any"}:
        return False
    if lacks_object:
        # shall submit: the report of a doctor. After its verb a lead-in is completed by things, whatever they begin with.
        return sum(bool(layer.find("modal", point.content)) for point in points) * 2 > len(points)
    if layer.language.profile.clauses != "final" and layer.find("modal", lead_in):
        # Shall hand to each of them a leaflet stating: the route; but shall give the information: at the time when ….
        return not all(_names_thing(layer, point.content) for point in points)
    return sum(_has_verb(layer, point.content) for point in points) * 2 > len(points)


def _names_thing(layer: Layer, span: Span) -> bool:
    """Whether a point is a noun with its article or the like, and says nothing that binds."""
    first, beyond = layer.range(span)
    if layer.language.profile.frame or first >= beyond or layer.find("modal", span):
        return False
    determined = (layer.language.before_object | layer.language.indefinite) - {layer.language.infinitive}
    return layer.units.keys[first] in determined and not any(
        first in layer.marks(group) for group in ("slot", "clause")
    )


def _is_modal(layer: Layer, span: Span) -> bool:
    """Whether words are a modal and no more."""
    first, beyond = layer.range(span)
    modals = layer.marks("modal")
    return first in modals and beyond - modals[first].end <= 1


def _lacks_object(layer: Layer, lead_in: Span) -> bool:
    """Whether a lead-in ends after the verb that its modal rules, or a preposition, and so is completed by things."""
    profile, units = layer.language.profile, layer.units
    if profile.frame or profile.clauses == "final":
        return False  # there the lead-in names what follows (下列材料), or its verb comes last
    first, beyond = layer.range(lead_in)
    while beyond > first and units.marks[beyond - 1]:
        beyond -= 1
    modals, clauses = layer.marks("modal"), layer.marks("clause")
    ruling = [modals[at].end for at in range(first, beyond) if at in modals and modals[at].end < beyond]
    if not ruling or units.keys[beyond - 1] in {layer.language.infinitive, *layer.language.auxiliaries}:
        return False  # shall be: processed lawfully; is entitled to: obtain
    opened = [at for at in range(ruling[-1], beyond) if at in clauses and clauses[at].entry.effect != "closes"]
    if opened and not any(grammar.verb_or_noun_end(layer, at, beyond) for at in range(clauses[opened[-1]].end, beyond)):
        return False  # shall ensure that: …; to anyone who, intentionally or negligently: …
    verbs = [end for at in range(ruling[-1], beyond) if (end := grammar.verb_end(layer, at, beyond))]
    if not verbs:
        return False
    slots = layer.marks("slot")
    hangs = any(at in slots and slots[at].end == beyond for at in range(max(verbs[0], beyond - _OPENER), beyond))
    return hangs or verbs[0] == beyond or units.keys[verbs[0]] not in layer.language.before_object


def _completes_definition(layer: Layer, lead_in: Span, points: list[Provision]) -> bool:
    """Whether the points say what one term means that the lead-in names; a list of terms holds a definition in each."""
    return NormKind.DEFINITION in kinds_in(layer, lead_in) and not any(
        NormKind.DEFINITION in kinds_in(layer, point.content) for point in points
    )


def _grants(layer: Layer, lead_in: Span) -> bool:
    """Whether what is said under circumstances is a right, a power, an exemption or allowed."""
    kinds = kinds_in(layer, lead_in)
    modals = [Deontic(layer.entry(cue).value) for cue in layer.find("modal", lead_in)]
    return NormKind.SANCTION not in kinds and (
        any(kind in _EACH for kind in kinds)
        or lists_grounds(layer, lead_in)
        or (bool(modals) and all(one is Deontic.MAY for one in modals))
    )


def states_conditions(layer: Layer, lead_in: Span) -> bool:
    """Whether the points under a lead-in are circumstances: `…, where:`, 有下列情形的，…."""
    first, beyond = layer.range(lead_in)
    if layer.language.profile.clauses == "final":
        items = [cue.span for cue in layer.find("list", lead_in) if layer.entry(cue).value in {"items", "any", "all"}]
        closed = [part for part in by_closers.pieces(layer, first, beyond) if closing(layer, *part) == "condition"]
        closed_here = any(Span(*layer.span(*part)).holds(one) for part in closed for one in items)
        return closed_here or any(_describes_subject(layer, one, beyond) for one in items)
    while beyond > first and layer.units.marks[beyond - 1]:
        beyond -= 1
    opened = layer.marks("clause")
    for at in range(beyond - 1, max(first, beyond - _SUBJECT) - 1, -1):
        if grammar.is_comma(layer, at) or at in layer.marks("modal"):
            return False
        if at in opened and opened[at].entry.value == "condition":
            # `if:` and `if the person:`, whose points go on with the verb
            return not any(grammar.third_end(layer, one, beyond) for one in range(opened[at].end, beyond))
    return False


def _describes_subject(layer: Layer, said: Span, beyond: int) -> bool:
    """Whether what announces a list is an attribute of the subject: 具备下列条件的企业，可以…."""
    end = layer.range(said)[1]
    modals = layer.marks("modal")
    return (
        end < beyond
        and layer.units.keys[end] in layer.language.attributive
        and any(at in modals and modals[at].entry.value != Deontic.BINDS for at in range(end, beyond))
    )


def _tie(layer: Layer, points: list[Provision]) -> str:
    """The join at the end of the last point but one; empty if none stands there."""
    return tie_of(layer, points[-2].content) if len(points) > 1 else ""


def tie_of(layer: Layer, span: Span) -> str:
    """The join with which a point ends (`…; and`); empty if none stands there."""
    first, beyond = layer.range(span)
    while beyond > first and layer.units.marks[beyond - 1]:
        beyond -= 1
    joins = layer.marks("join")
    return next(
        (
            joins[at].entry.value
            for at in range(max(first, beyond - 3), beyond)
            if at in joins and joins[at].end == beyond
        ),
        "",
    )


def kinds_in(layer: Layer, span: Span) -> list[NormKind]:
    """The kinds of norms that the words of a place tell."""
    return [NormKind(layer.entry(cue).value) for cue in layer.find("kind", span)]


def each_is_a_norm(layer: Layer, lead_in: Span, *, lacks_object: bool) -> bool:
    """Whether the points under a lead-in are grounds, practices, powers, rights or terms, each a norm (codebook §1).

    `lacks_object`: they complete the object of its verb; what may be done with them is one permission.
    """
    kinds = kinds_in(layer, lead_in)
    if (any(kind in _EACH for kind in kinds) and NormKind.SANCTION not in kinds) or lists_grounds(layer, lead_in):
        return True
    modals = [Deontic(layer.entry(cue).value) for cue in layer.find("modal", lead_in)]
    if not modals or not all(one in {Deontic.SHALL_NOT, Deontic.MAY} for one in modals):
        return False
    return not lacks_object or Deontic.SHALL_NOT in modals or ends_in_exception(layer, lead_in)


def ends_in_exception(layer: Layer, lead_in: Span) -> bool:
    """Whether the points are what a rule does not hold for: No vehicle shall cross, except: …."""
    first, beyond = layer.range(lead_in)
    if layer.language.profile.clauses == "final":
        start, end = by_closers.pieces(layer, first, beyond)[-1]
        opened = layer.marks("clause").get(start)
        return closing(layer, start, end) == "exception" or bool(opened and opened.entry.value == "exception")
    while beyond > first and layer.units.marks[beyond - 1]:
        beyond -= 1
    openers = layer.marks("clause")
    return any(
        at in openers and openers[at].end == beyond and openers[at].entry.value == "exception"
        for at in range(max(first, beyond - _OPENER), beyond)
    )


_OPENER = 4
"""Units of the words that open an exception at most."""


def lists_grounds(layer: Layer, lead_in: Span) -> bool:
    """Whether what is allowed only on one of the grounds that follow is allowed on each of them."""
    return bool(layer.find("only", lead_in)) and any(
        layer.entry(cue).value == "any" for cue in layer.find("list", lead_in)
    )


def _has_verb(layer: Layer, span: Span) -> bool:
    """Whether a point's words hold a modal or begin with a verb."""
    if layer.language.profile.frame and ends_with_verb(layer, *layer.range(span)):
        return True
    return bool(layer.find("modal", span)) or opens_with_verb(layer, *layer.range(span))
