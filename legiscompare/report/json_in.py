"""JSON -> Comparison: reads what `json_out` wrote, without loss, and refuses what contradicts itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from legiscompare.errors import DataError
from legiscompare.model import (
    Candidate,
    Change,
    Claim,
    Comparison,
    Document,
    Edit,
    Element,
    Evidence,
    Judgement,
    MetadataChange,
    Norm,
    Notice,
    Op,
    Opinion,
    Party,
    PartyClass,
    Place,
    Provision,
    ProvisionPair,
    Settings,
    Span,
    TermExchange,
)
from legiscompare.report import wire

if TYPE_CHECKING:
    from collections.abc import Iterable


def loads(data: str | bytes, *, where: str = "") -> Comparison:
    """Read a comparison back, without loss.

    `where` names the file in messages. Raises DataError if `data` is not JSON, is not of schema version 1,
    or contradicts itself (a quote that is no slice of its text).
    """
    try:
        found = msgspec.json.decode(data, type=wire.WireComparison)
    except msgspec.MsgspecError as error:
        raise DataError(
            f"this is not a comparison that can be read: {error}",
            where=where,
            mend=f"give a file that compare wrote with -f json (schema {wire.FAMILY})",
        ) from error
    if not re.fullmatch(re.escape(wire.FAMILY) + r"(\.\d+)?", found.schema):
        raise DataError(
            f"this file has the schema {found.schema!r}, but {wire.FAMILY!r} is needed",
            where=where,
            mend="make the comparison again",
        )
    return from_wire(found, where=where)


def from_wire(found: wire.WireComparison, *, where: str = "") -> Comparison:
    """The comparison that `found` publishes. Raises DataError where a quote is no slice of its text."""
    return Comparison(
        draft=_load_document(found.draft, f"{where}: draft"),
        final=_load_document(found.final, f"{where}: final"),
        provision_pairs=tuple(
            ProvisionPair(
                pair.level,
                tuple(pair.draft),
                tuple(pair.final),
                pair.position,
                pair.text,
                pair.score,
                pair.margin,
                pair.method,
            )
            for pair in found.provision_pairs
        ),
        changes=tuple(_load_change(change, found, where) for change in found.changes),
        term_exchanges=tuple(TermExchange(**msgspec.structs.asdict(term)) for term in found.term_exchanges),
        metadata_changes=tuple(MetadataChange(**msgspec.structs.asdict(one)) for one in found.metadata_changes),
        settings=_load_settings(found.settings),
        warnings=_load_notices(found.warnings),
        codebook=found.tool.codebook,
        lexicons=found.tool.lexicons,
        norms=(_load_norms(found.draft), _load_norms(found.final)),
        claims=tuple(_load_claim(one) for one in found.claims),
    )


def _load_settings(found: wire.WireSettings) -> Settings:
    values = msgspec.structs.asdict(found)
    return Settings(**{name: value for name, value in values.items() if value is not msgspec.UNSET})


def _load_norms(found: wire.WireDocument) -> tuple[Norm, ...]:
    """The norms with what the file says of them; quantities, cues and references are not in it."""
    return tuple(
        Norm(
            id=one.id,
            provision=one.eid,
            ref=one.ref,
            span=Span(one.start, one.end),
            lead_in=Span(*one.lead_in) if one.lead_in else None,
            kind=one.kind,
            deontic=one.deontic,
            deontic_span=None,
            bearer=_load_party(one.bearer),
            measured=_classes(one.measured),
            namespace=one.namespace,
            elements=tuple(map(_load_element, one.elements)),
        )
        for one in (found.norms or ())
    )


def _load_party(found: wire.WireParty) -> Party:
    span = Span(found.start, found.end) if found.start is not None and found.end is not None else None
    return Party(_classes(found.class_), found.text, span)


def _load_element(found: wire.WireElement) -> Element:
    return Element(
        found.role,
        Span(found.start, found.end),
        Span(*found.head) if found.head else None,
        found.join,
        found.quantifier,
        found.effected,
        tuple(map(_load_element, found.children)),
    )


def _load_claim(one: wire.WireClaim) -> Judgement:
    claim = Claim(
        one.id, one.claim, one.draft_ref, one.final_ref, one.asserted, draft_cue=one.draft_cue, final_cue=one.final_cue
    )
    return Judgement(
        claim, one.verdict, one.reason, one.change, one.draft_text, one.final_text, one.code, tuple(one.absent)
    )


def _load_notices(notices: Iterable[wire.WireNotice]) -> tuple[Notice, ...]:
    return tuple(Notice(**msgspec.structs.asdict(notice)) for notice in notices)


def _load_document(found: wire.WireDocument, where: str) -> Document:
    below: dict[str | None, list[wire.WireProvision]] = {}
    for node in found.provisions:
        below.setdefault(node.parent, []).append(node)

    def build(node: wire.WireProvision, key: str | None) -> Provision:
        _check(node.text, Span(*node.content), found.text, f"{where}, provision {node.eid}")
        return Provision(
            eid=node.eid,
            ref=node.ref,
            label=node.label,
            kind=node.kind,
            number=node.number,
            heading=Span(*node.heading_span) if node.heading_span else None,
            span=Span(node.start, node.end),
            content=Span(*node.content),
            children=tuple(build(child, child.eid) for child in below.get(key, [])),
            page=node.page,
        )

    return Document(
        text=found.text,
        root=build(found.root, None),
        language=found.language,
        origin=found.source,
        sha256=found.sha256,
        title=found.title,
        stage=found.stage,
        date=found.date,
        issuer=tuple(found.issuer),
        basis=tuple(found.basis),
        effective=found.effective,
        text_status=found.text_status,
        text_note=found.text_note,
        provision_status={one.ref: (one.status, one.note) for one in found.provision_status},
        media=found.media,
        warnings=_load_notices(found.warnings),
        marks=tuple(Span(*one) for one in found.marks),
    )


def _check(quote: str, span: Span, text: str, where: str) -> None:
    if not 0 <= span.start <= span.end <= len(text) or span.of(text) != quote:
        raise DataError(
            f"the words of a quote are not those at {span.start} to {span.end} of the text",
            where=where,
            mend="the file was changed or cut off; make the comparison again",
        )


def _load_change(found: wire.WireChange, whole: wire.WireComparison, where: str) -> Change:
    here = f"{where}: change {found.id}"
    quotes: list[tuple[wire.WirePlace | wire.WireSlice, str]] = [
        *((place, whole.draft.text) for place in found.draft),
        *((place, whole.final.text) for place in found.final),
        *((one.draft, whole.draft.text) for one in found.evidence if one.draft),
        *((one.final, whole.final.text) for one in found.evidence if one.final),
    ]
    for quote, text in quotes:
        _check(quote.text, Span(quote.start, quote.end), text, here)
    if len(found.edits) != len(found.edit_spans):
        raise DataError("`edits` and `edit_spans` differ in length", where=here, mend="make the comparison again")
    try:
        measured = _classes(found.measured)
        bearer = _load_party(found.bearer)
    except ValueError as error:
        raise DataError(str(error), where=here, mend=f"use {', '.join(PartyClass)}, joined with +") from error
    return Change(
        id=found.id,
        tag=found.tag,
        burden=found.burden,
        draft=tuple(_load_place(place) for place in found.draft),
        final=tuple(_load_place(place) for place in found.final),
        kind=found.kind,
        bearer=bearer,
        measured=measured,
        dimensions=tuple((one.name, one.sign) for one in found.dimensions),
        dropped=tuple(found.dropped),
        inserted=tuple(found.inserted),
        evidence=tuple(
            Evidence(one.rule, one.dimension, one.sign, _load_slice(one.draft), _load_slice(one.final))
            for one in found.evidence
        ),
        certainty=found.certainty,
        edits=tuple(
            Edit(Op(op), Span(*spans[0:2]), Span(*spans[2:4]), spans[4])
            for (op, _), spans in zip(found.edits, found.edit_spans, strict=True)
        ),
        candidates=tuple(Candidate(one.norm or one.ref, one.score, one.margin) for one in found.candidates),
        external_refs=tuple(found.external_refs),
        by=found.by,
        note=found.note,
        machine=_load_change(found.machine, whole, where) if found.machine else None,
        opinions=tuple(_load_opinion(one) for one in found.opinions or ()),
        label=found.label,
        position=found.position,
    )


def _load_opinion(found: wire.WireOpinion) -> Opinion:
    signs = tuple((signed.name, signed.sign) for signed in found.dimensions)
    return Opinion(
        found.coder, found.tag, found.burden, signs, found.draft_cue, found.final_cue, found.sure, found.note
    )


def _classes(label: str) -> tuple[PartyClass, ...]:
    return () if label == PartyClass.NONE else tuple(PartyClass(one) for one in label.split("+"))


def _load_place(found: wire.WirePlace) -> Place:
    return Place(found.ref, found.label, found.text, Span(found.start, found.end), found.norm, found.eid)


def _load_slice(found: wire.WireSlice | None) -> Span | None:
    return Span(found.start, found.end) if found else None
