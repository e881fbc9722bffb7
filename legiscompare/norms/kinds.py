"""Decide a norm's kind and its measured party (codebook §2, §3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Cue, Deontic, NormKind, Party, PartyClass, Span
from legiscompare.norms import grammar
from legiscompare.norms.units import ends_in_exception, kinds_in, lists_grounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.annotate import Layer

POLICY = frozenset({NormKind.PRINCIPLE, NormKind.ENCOURAGEMENT, NormKind.REFERENCE})
_OWN = {NormKind.EXEMPTION, NormKind.DEFINITION, NormKind.REFERENCE, NormKind.SCOPE, NormKind.SANCTION}
"""Kinds that words tell whatever the modal says."""
_ENTITLED = "modal.entitled"
"""Entry of the words that give a right to the user who stands before them."""
_OPENING = {NormKind.SCOPE, NormKind.DEFINITION, NormKind.SANCTION}
"""Kinds that a reference to other law later in the sentence does not take away."""
_COMMANDS = {Deontic.SHALL, Deontic.SHALL_NOT}
_PRIVATE = {PartyClass.REGULATED, PartyClass.USER, PartyClass.OTHER}


def kind_of(
    layer: Layer,
    span: Span,
    inherited: Sequence[Span],
    deontic: Deontic,
    bearer: Party,
    triggers: Sequence[Span],
    namespace: str,
) -> NormKind:
    """The kind of the statement in `span`; `inherited` are the lead-ins and the sentence before it, nearest last.

    The lexicon's kind of the highest weight wins; without one, modality and bearer decide: an authority that may, or
    whose act coerces a private party whatever its modal, has a power; others that may have a permission.
    """
    if namespace == "recital":
        return NormKind.PRINCIPLE  # a recital gives reasons; it binds nobody
    own = _lexical(layer, span, triggers, main=deontic in _COMMANDS)
    above = [kind for one in inherited if (kind := _lexical(layer, one, (), main=False)) is not None]
    if own is NormKind.DEFINITION and _exempts(layer, span):
        return NormKind.EXEMPTION  # a definition of what is exempt (codebook §3)
    if own in _OWN:
        return own
    if inherited and ends_in_exception(layer, inherited[-1]):
        return NormKind.EXEMPTION
    inherited_kind = above[-1] if own is None and above else None
    if own is None and any(lists_grounds(layer, one) for one in inherited):
        return NormKind.PERMISSION
    if (
        inherited_kind in {NormKind.DEFINITION, NormKind.EXEMPTION, NormKind.RIGHT}
        or (inherited_kind is NormKind.SCOPE and deontic in {Deontic.NONE, Deontic.BINDS})
        or (inherited_kind is NormKind.POWER and deontic is not Deontic.SHALL)
        or (inherited_kind is NormKind.SANCTION and deontic is not Deontic.SHALL)
        or (inherited_kind is NormKind.ENCOURAGEMENT and deontic is Deontic.NONE)
    ):
        return inherited_kind
    if deontic is Deontic.SHALL_NOT:
        return NormKind.PROHIBITION
    authority = PartyClass.AUTHORITY in bearer.classes
    if bearer.classes == (PartyClass.USER,) and any(cue.id == _ENTITLED for cue in layer.find("modal", span)):
        return NormKind.RIGHT
    if own is NormKind.ENCOURAGEMENT and deontic is Deontic.SHALL and bearer.classes and not authority:
        return NormKind.OBLIGATION  # an association that shall guide its members has a duty
    if own is NormKind.PRINCIPLE and not bearer.text and layer.language.profile.clauses == "final":
        return own  # 资源的利用应当坚持……的原则: nobody is named who has a duty
    if own is not None:
        if own not in {NormKind.PROCEDURE, NormKind.PRINCIPLE} or deontic is not Deontic.SHALL:
            return own
        if own is NormKind.PROCEDURE and not authority:
            return own
    if deontic is Deontic.MAY:
        # An office that no lexicon knows; where the subject may be left out nobody need stand there.
        named_before = not bearer.text and layer.language.profile.clauses != "final"
        if authority or (named_before and _presses(layer, span)):
            return NormKind.POWER
        return NormKind.RIGHT if _claims(layer, span, bearer, triggers) else NormKind.PERMISSION
    if deontic is Deontic.SHOULD:
        return NormKind.ENCOURAGEMENT
    if authority and coerces(layer, span, bearer, triggers, named=deontic is Deontic.SHALL):
        return NormKind.POWER
    return NormKind.OBLIGATION


def _lexical(layer: Layer, span: Span, triggers: Sequence[Span], *, main: bool) -> NormKind | None:
    """The kind that the words tell; those of a trigger only where none stand outside and no `main` clause commands."""
    found = [cue for cue in layer.find("kind", span) if not _after_a_modal(layer, span, cue, triggers)]
    outside = [cue for cue in found if not any(trigger.holds(cue.span) for trigger in triggers)]
    outside = outside or ([] if main else found)
    if not outside:
        return None
    best = max(outside, key=lambda cue: (layer.entry(cue).weight, -cue.span.start))
    kind = NormKind(layer.entry(best).value)
    if kind is NormKind.REFERENCE:
        # 本条例适用于A，B依照其他规定执行: what the sentence opens with says what it is.
        opened = [cue for cue in outside if cue.span.end < best.span.start and layer.entry(cue).value in _OPENING]
        kind = NormKind(layer.entry(opened[0]).value) if opened else kind
    return kind


def _after_a_modal(layer: Layer, span: Span, cue: Cue, triggers: Sequence[Span]) -> bool:
    """Whether a word that would define stands after the modal of the statement: a noun (a signature given by … means)."""
    if layer.entry(cue).value != NormKind.DEFINITION:
        return False
    return any(
        modal.span.end <= cue.span.start and not any(one.holds(modal.span) for one in triggers)
        for modal in layer.find("modal", Span(span.start, cue.span.start))
    )


def coerces(layer: Layer, span: Span, bearer: Party, triggers: Sequence[Span], *, named: bool) -> bool:
    """Whether the act is one that coerces; `named`: and a private party is named that it is done to (codebook §3)."""

    def main(cue: Cue) -> bool:
        return not any(trigger.holds(cue.span) for trigger in triggers)

    verbs = [cue for cue in layer.find("verb:coerces", span) if main(cue)]
    if not verbs:
        return False
    return not named or any(
        PartyClass(layer.entry(cue).value) in _PRIVATE and cue.span != bearer.span
        for cue in layer.find("actor", span)
        if main(cue)
    )


def _presses(layer: Layer, span: Span) -> bool:
    """Whether what a modal allows is an act that coerces (may seize), said in the active voice."""
    coercing, beyond = layer.marks("verb:coerces"), layer.range(span)[1]
    ends = (layer.range(cue.span)[1] for cue in layer.find("modal", span))
    return any(grammar.skip_adverbs(layer, end, beyond) in coercing for end in ends)


def _exempts(layer: Layer, span: Span) -> bool:
    """Whether the words of a definition take what they define out of a duty."""
    return NormKind.EXEMPTION in kinds_in(layer, span)


def _claims(layer: Layer, span: Span, bearer: Party, triggers: Sequence[Span]) -> bool:
    """Whether a user may get something from a party that is named: a right against it, not a mere permission."""
    if bearer.classes != (PartyClass.USER,):
        return False
    outside = [cue for cue in layer.find("verb:claims", span) if not any(one.holds(cue.span) for one in triggers)]
    if any(layer.entry(cue).weight for cue in outside):
        return True  # to terminate the contract: the other party is meant
    return bool(outside) and any(
        PartyClass(layer.entry(cue).value) in {PartyClass.REGULATED, PartyClass.OTHER}
        for cue in layer.find("actor", span)
        if not any(one.holds(cue.span) for one in triggers)
    )


def holder(layer: Layer, kind: NormKind, bearer: Party, span: Span) -> Party:
    """A right is held by the user whom the words name, even where a duty-bearer stands before it."""
    if kind is NormKind.RIGHT and PartyClass.USER not in bearer.classes:
        users = [cue for cue in layer.find("actor", span) if layer.entry(cue).value == PartyClass.USER]
        if users:
            return Party((PartyClass.USER,), users[0].span.of(layer.text), users[0].span)
    return bearer


def measured(layer: Layer, kind: NormKind, bearer: Party, span: Span) -> tuple[PartyClass, ...]:
    """The party whose freedom the norm limits or frees (codebook §3); empty for policy statements."""
    if kind in POLICY:
        return ()
    if kind is NormKind.RIGHT:
        return (PartyClass.AUTHORITY,) if PartyClass.AUTHORITY in bearer.classes else (PartyClass.REGULATED,)
    if kind is NormKind.POWER:
        others = {PartyClass(layer.entry(cue).value) for cue in layer.find("actor", span)} - {PartyClass.AUTHORITY}
        if others and PartyClass.REGULATED not in others:
            return tuple(cls for cls in PartyClass if cls in others)
        return (PartyClass.REGULATED,)
    if kind in {NormKind.SCOPE, NormKind.DEFINITION}:
        return (PartyClass.REGULATED,)
    if kind is NormKind.SANCTION and bearer.classes in {(PartyClass.AUTHORITY,), ()}:
        return (PartyClass.REGULATED,)
    return bearer.classes
