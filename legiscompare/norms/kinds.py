"""Decide a norm's kind and its measured party (codebook §2, §3)."""

from __future__ import annotations

import re
from functools import lru_cache

from legiscompare.lang import Language
from legiscompare.model import Deontic, NormKind, Party, PartyClass, Span

_POLICY = {NormKind.PRINCIPLE, NormKind.ENCOURAGEMENT, NormKind.REFERENCE}


def kind_of(
    text: str, span: Span, inherited: list[Span], deontic: Deontic, bearer: Party, language: Language, namespace: str
) -> NormKind:
    """The kind of the statement in `span`; `inherited` are the lead-ins and the sentence before it.

    The lexicon's kind of the highest weight wins; without one, modality and bearer decide: an authority that may, or
    that coerces somebody whatever its modal, has a power; others that may have a permission.
    """
    if namespace == "recital":
        return NormKind.PRINCIPLE  # a recital gives reasons; it binds nobody
    own = _lexical(text, span, language)
    above = [kind for one in inherited if (kind := _lexical(text, one, language))]
    if own is not None and language.entry(own).value in {"exemption", "definition", "reference", "scope", "sanction"}:
        return NormKind(language.entry(own).value)
    inherited_kind = language.entry(above[-1]).value if own is None and above else ""
    if (
        inherited_kind in {"definition", "exemption", "right"}
        or (inherited_kind == "sanction" and deontic is not Deontic.SHALL)
        or (inherited_kind == "encouragement" and deontic is Deontic.NONE)
    ):
        return NormKind(inherited_kind)
    if deontic is Deontic.SHALL_NOT:
        return NormKind.PROHIBITION
    if own is not None:
        kind = NormKind(language.entry(own).value)
        if kind not in {NormKind.PROCEDURE, NormKind.PRINCIPLE} or deontic is not Deontic.SHALL:
            return kind
        if kind is NormKind.PROCEDURE and PartyClass.AUTHORITY not in bearer.classes:
            return kind
    if deontic is Deontic.MAY:
        return NormKind.POWER if PartyClass.AUTHORITY in bearer.classes else NormKind.PERMISSION
    if deontic is Deontic.SHOULD:
        return NormKind.ENCOURAGEMENT
    if PartyClass.AUTHORITY in bearer.classes and _coerces(text, span, language):
        if deontic is Deontic.SHALL and any(cue.id == "time.deadline" for cue in language.find("time", text, span)):
            return NormKind.OBLIGATION  # a deadline binds the authority itself
        return NormKind.POWER
    return NormKind.OBLIGATION


def _lexical(text: str, span: Span, language: Language) -> str | None:
    found = language.find("kind", text, span)
    if not found:
        return None
    return max(found, key=lambda cue: (language.entry(cue.id).weight, -cue.span.start)).id


@lru_cache(maxsize=8)
def _pattern(language: Language, name: str) -> re.Pattern[str]:
    return re.compile(language.tables["norms"]["kinds"][name], re.IGNORECASE)


def _coerces(text: str, span: Span, language: Language) -> bool:
    return bool(_pattern(language, "coercion").search(span.of(text)))


def holder(kind: NormKind, bearer: Party, text: str, span: Span, language: Language) -> Party:
    """A right is held by the user whom the words name, even where a duty-bearer stands before it."""
    if kind is NormKind.RIGHT and PartyClass.USER not in bearer.classes:
        found = _pattern(language, "holder_right").search(span.of(text))
        if found:
            return Party((PartyClass.USER,), found.group(), Span(span.start + found.start(), span.start + found.end()))
    return bearer


def measured(kind: NormKind, bearer: Party, text: str, span: Span, language: Language) -> tuple[PartyClass, ...]:
    """The party whose freedom the norm limits or frees (codebook §3); empty for policy statements."""
    if kind in _POLICY:
        return ()
    if kind is NormKind.RIGHT:
        if PartyClass.AUTHORITY in bearer.classes:
            return (PartyClass.AUTHORITY,)
        return (PartyClass.REGULATED,)
    if kind is NormKind.POWER:
        others = {PartyClass(language.entry(cue.id).value) for cue in language.find("actor", text, span)} - {
            PartyClass.AUTHORITY
        }
        if others and PartyClass.REGULATED not in others:
            return tuple(cls for cls in PartyClass if cls in others)
        return (PartyClass.REGULATED,)
    if kind in {NormKind.SCOPE, NormKind.DEFINITION}:
        return (PartyClass.REGULATED,)
    if kind is NormKind.SANCTION and bearer.classes in {(PartyClass.AUTHORITY,), ()}:
        return (PartyClass.REGULATED,)
    return bearer.classes
