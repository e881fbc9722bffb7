"""Comparison -> JSON, in the published shape of `wire`."""

from __future__ import annotations

import inspect
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from legiscompare.collector import without_search_for_cycles
from legiscompare.model import (
    Burden,
    Change,
    Comparison,
    Document,
    Edit,
    Element,
    Judgement,
    Norm,
    NormKind,
    Notice,
    Op,
    Opinion,
    PartyClass,
    Place,
    Provision,
    ProvisionPair,
    Span,
    Tag,
)
from legiscompare.report import wire
from legiscompare.report.marked import ACTING
from legiscompare.report.story.headlines import headlines
from legiscompare.report.tool import NAME, version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from legiscompare.report.options import Options

SCHEMA_FILE = Path(__file__).parent / "schema" / "comparison-1.json"


def dumps(comparison: Comparison) -> str:
    """The comparison as JSON text, indented, with a line end: the same bytes for the same comparison.

    Control characters that would act on a terminal (`cat comparison.json`) stand in strings by their number.
    """
    with without_search_for_cycles():
        packed = msgspec.json.format(msgspec.json.encode(to_wire(comparison)), indent=1).decode("utf-8")
    return ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", packed) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of version 1, built from the structs; the file `schema/comparison-1.json` is this, committed."""
    built = _undented(msgspec.json.schema(wire.WireComparison))
    title = "A comparison of two versions of a legal text, as legiscompare writes it"
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **built}


def _undented(part: Any) -> Any:
    """The same with descriptions free of the source's indents, which not every version of the library takes off."""
    if isinstance(part, dict):
        return {
            key: inspect.cleandoc(value) if key == "description" and isinstance(value, str) else _undented(value)
            for key, value in part.items()
        }
    return [_undented(one) for one in part] if isinstance(part, list) else part


def _headline(told: dict[str, str]) -> wire.WireHeadline:
    return wire.WireHeadline(**{name.replace("-", "_"): words for name, words in told.items()})


def summary(changes: Sequence[Change]) -> wire.WireSummary:
    """Counts of changes by tag, burden, kind and measured party, each in the codebook's order."""

    def count(order: Iterable[str], key: Callable[[Change], str]) -> dict[str, int]:
        found = Counter(map(key, changes))
        known = list(order)
        return {name: found[name] for name in [*known, *sorted(set(found) - set(known))] if found[name]}

    return wire.WireSummary(
        by_tag=count(Tag, lambda change: change.tag),
        by_burden=count(Burden, lambda change: change.burden),
        by_kind=count(NormKind, lambda change: change.kind),
        by_measured=count(PartyClass, lambda change: joined(change.measured)),
    )


def joined(classes: Sequence[PartyClass]) -> str:
    """`regulated+user`; `none` for no class."""
    return "+".join(classes) or PartyClass.NONE


def to_wire(comparison: Comparison) -> wire.WireComparison:
    """The published shape of a comparison."""
    draft, final = comparison.draft, comparison.final
    norm_refs = {
        side: {place.norm: place.ref for change in comparison.changes for place in getattr(change, side)}
        for side in ("draft", "final")
    }
    told = headlines(comparison)
    return wire.WireComparison(
        schema=wire.SCHEMA,
        tool=wire.WireTool(NAME, version(), comparison.codebook, comparison.lexicons),
        settings=wire.WireSettings(
            **{**asdict(comparison.settings), "embedder": comparison.settings.embedder or msgspec.UNSET}
        ),
        draft=_document(draft, comparison.norms[0]),
        final=_document(final, comparison.norms[1]),
        provision_pairs=[_provision_pair(pair) for pair in comparison.provision_pairs],
        changes=[_change(change, draft, final, norm_refs, told[change.id]) for change in comparison.changes],
        term_exchanges=[wire.WireTermExchange(**asdict(term)) for term in comparison.term_exchanges],
        metadata_changes=[wire.WireMetadataChange(**asdict(one)) for one in comparison.metadata_changes],
        summary=summary(comparison.changes),
        warnings=_notices(comparison.warnings),
        claims=[_claim(one) for one in comparison.claims],
    )


def _claim(one: Judgement) -> wire.WireClaim:
    claim = one.claim
    return wire.WireClaim(
        id=claim.id,
        claim=claim.claim,
        draft_ref=claim.draft_ref,
        final_ref=claim.final_ref,
        asserted=claim.expected_tag,
        draft_cue=claim.draft_cue,
        final_cue=claim.final_cue,
        verdict=one.verdict,
        reason=one.reason,
        code=one.code,
        change=one.change,
        draft_text=one.draft_text,
        final_text=one.final_text,
        absent=list(one.absent),
    )


def _notices(notices: Iterable[Notice]) -> list[wire.WireNotice]:
    return [wire.WireNotice(**asdict(notice)) for notice in notices]


def _document(document: Document, norms: Sequence[Norm]) -> wire.WireDocument:
    return wire.WireDocument(
        title=document.title,
        stage=document.stage,
        date=document.date,
        language=document.language,
        text_status=document.text_status,
        source=document.origin,
        sha256=document.sha256,
        provisions=[
            _provision(node, parent, document)
            for top in document.root.children
            for node, parent in _with_parents(top, None)
        ],
        text=document.text,
        root=_provision(document.root, None, document),
        text_note=document.text_note,
        issuer=list(document.issuer),
        basis=list(document.basis),
        effective=document.effective,
        media=document.media,
        provision_status=[
            wire.WireProvisionStatus(ref, status, note) for ref, (status, note) in document.provision_status.items()
        ],
        warnings=_notices(document.warnings),
        norms=[_norm(norm) for norm in norms] or msgspec.UNSET,
        marks=[(span.start, span.end) for span in document.marks],
    )


def _norm(norm: Norm) -> wire.WireNorm:
    return wire.WireNorm(
        id=norm.id,
        eid=norm.provision,
        ref=norm.ref,
        start=norm.span.start,
        end=norm.span.end,
        kind=norm.kind,
        deontic=norm.deontic,
        bearer=wire.WireParty(norm.bearer.label, norm.bearer.text, *(norm.bearer.span or (None, None))),
        measured=joined(norm.measured),
        lead_in=_ends(norm.lead_in),
        namespace=norm.namespace,
        elements=[_element(one) for one in norm.elements],
    )


def _element(one: Element) -> wire.WireElement:
    return wire.WireElement(
        role=one.role,
        start=one.span.start,
        end=one.span.end,
        head=_ends(one.head),
        join=one.join,
        quantifier=one.quantifier,
        effected=one.effected,
        children=[_element(child) for child in one.children],
    )


def _ends(span: Span | None) -> tuple[int, int] | None:
    return (span.start, span.end) if span else None


def _with_parents(node: Provision, parent: str | None) -> Iterable[tuple[Provision, str | None]]:
    yield node, parent
    for child in node.children:
        yield from _with_parents(child, node.eid)


def _provision(node: Provision, parent: str | None, document: Document) -> wire.WireProvision:
    return wire.WireProvision(
        eid=node.eid,
        ref=node.ref,
        label=node.label,
        kind=node.kind,
        number=node.number,
        heading=document.slice(node.heading) if node.heading else None,
        text=document.slice(node.content),
        start=node.span.start,
        end=node.span.end,
        parent=parent,
        content=(node.content.start, node.content.end),
        heading_span=(node.heading.start, node.heading.end) if node.heading else None,
        page=node.page,
    )


def _provision_pair(pair: ProvisionPair) -> wire.WireProvisionPair:
    return wire.WireProvisionPair(
        level=pair.level,
        draft=list(pair.draft),
        final=list(pair.final),
        position=pair.position,
        text=pair.text,
        cardinality=pair.cardinality,
        score=pair.score,
        margin=pair.margin,
        method=pair.method,
    )


def _change(
    change: Change,
    draft: Document,
    final: Document,
    norm_refs: dict[str, dict[str, str]],
    told: dict[str, str] | None = None,
) -> wire.WireChange:
    span = change.bearer.span
    other = norm_refs["final" if change.draft else "draft"]
    return wire.WireChange(
        id=change.id,
        tag=change.tag,
        burden=change.burden,
        draft=[_place(place) for place in change.draft],
        final=[_place(place) for place in change.final],
        kind=change.kind,
        bearer=wire.WireParty(change.bearer.label, change.bearer.text, *(span or (None, None))),
        measured=joined(change.measured),
        dimensions=[wire.WireSigned(name, sign) for name, sign in change.dimensions],
        dropped=list(change.dropped),
        inserted=list(change.inserted),
        evidence=[
            wire.WireEvidence(one.rule, one.dimension, one.sign, _slice(one.draft, draft), _slice(one.final, final))
            for one in change.evidence
        ],
        external_refs=list(change.external_refs),
        candidates=[
            wire.WireCandidate(other.get(one.norm, one.norm), one.score, one.margin, one.norm)
            for one in change.candidates
        ],
        certainty=change.certainty,
        by="human" if change.by == "human" else "machine",
        edits=[(_OPS[edit.op], edit_text(edit, draft, final)) for edit in change.edits],
        edit_spans=[(*edit.draft, *edit.final, edit.editorial) for edit in change.edits],
        note=change.note,
        label=change.label,
        position=change.position,
        machine=_change(change.machine, draft, final, norm_refs) if change.machine else None,
        opinions=[_opinion(one) for one in change.opinions] or msgspec.UNSET,
        headline=_headline(told) if told else msgspec.UNSET,
    )


def _opinion(one: Opinion) -> wire.WireOpinion:
    return wire.WireOpinion(
        one.coder, one.tag, one.burden, [wire.WireSigned(name, sign) for name, sign in one.dimensions],
        one.draft_cue, one.final_cue, one.sure, one.note,
    )  # fmt: skip


_OPS: dict[Op, Any] = {Op.EQUAL: "=", Op.DELETE: "-", Op.INSERT: "+"}


def edit_text(edit: Edit, draft: Document, final: Document) -> str:
    """The words an edit keeps, deletes or inserts."""
    return final.slice(edit.final) if edit.op is Op.INSERT else draft.slice(edit.draft)


def _place(place: Place) -> wire.WirePlace:
    return wire.WirePlace(place.ref, place.label, place.text, *place.span, place.norm, place.eid)


def _slice(span: Span | None, document: Document) -> wire.WireSlice | None:
    return wire.WireSlice(document.slice(span), *span) if span else None


def render(comparison: Comparison, options: Options) -> str:  # noqa: ARG001 - the renderers' common form
    """The comparison as JSON."""
    return dumps(comparison)
