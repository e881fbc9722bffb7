"""Build the changes: one for each pair of norms, one for each norm without a counterpart."""

from __future__ import annotations

import itertools
import operator
from bisect import bisect_right
from collections import Counter
from dataclasses import replace

from legiscompare.annotate import Layer
from legiscompare.diff import diff
from legiscompare.errors import InvariantError
from legiscompare.model import (
    Alignment,
    Certainty,
    Change,
    Dimension,
    Document,
    Edit,
    Evidence,
    Norm,
    NormKind,
    NormPair,
    Op,
    Place,
    Position,
    Provision,
    Sign,
    Span,
    Tag,
)
from legiscompare.norms import POLICY
from legiscompare.tag.aside import edges, holds_term, markers_of, masks, set_aside
from legiscompare.tag.both_ways import agreed
from legiscompare.tag.certainty import of_pair, of_single
from legiscompare.tag.comparators import operations
from legiscompare.tag.derive import burden_of, dimensions_of, label_of, tag_of
from legiscompare.tag.half import Half
from legiscompare.tag.operations import Operation
from legiscompare.tag.pair import PairView
from legiscompare.tag.pointing import point_back
from legiscompare.tag.signs import sign_of
from legiscompare.tag.targets import turned
from legiscompare.tag.words import content


class _Builder:
    """What all changes of one comparison share."""

    def __init__(
        self,
        draft: Layer,
        draft_norms: tuple[Norm, ...],
        final: Layer,
        final_norms: tuple[Norm, ...],
        alignment: Alignment,
    ) -> None:
        self.layers = {"draft": draft, "final": final}
        self.draft, self.final, self.alignment = draft.document, final.document, alignment
        self.language = draft.language
        self.operations: dict[tuple[str, str], tuple[Operation, ...]] = {}
        self.norms = {("draft", norm.id): norm for norm in draft_norms}
        self.norms |= {("final", norm.id): norm for norm in final_norms}
        self.provisions = {("draft", p.eid): p for p in self.draft.root.walk()} | {
            ("final", p.eid): p for p in self.final.root.walk()
        }
        self.sizes = Counter(("draft", norm.ref) for norm in draft_norms) + Counter(
            ("final", norm.ref) for norm in final_norms
        )
        self.positions = _positions(alignment)
        self.maps = alignment.ref_map, turned(alignment.ref_map)
        self.phrases: dict[tuple[str, str], frozenset[tuple[str, str]]] = {}
        self.markers = markers_of(self.draft), markers_of(self.final)
        self.openers = {
            side: {(norm.provision, norm.span.start): norm for norm in norms}
            for side, norms in (("draft", draft_norms), ("final", final_norms))
        }
        self.starts = {
            "draft": {norm.span.start: norm for norm in reversed(draft_norms)},
            "final": {norm.span.start: norm for norm in reversed(final_norms)},
        }
        self.paired_ids = {("draft", one) for pair in alignment.pairs for one in pair.draft}
        self.paired_ids |= {("final", one) for pair in alignment.pairs for one in pair.final}
        self.aside = set_aside(alignment, self.draft, self.final, self.norms)

    def _phrases(self, side: str, norm: Norm) -> frozenset[tuple[str, str]]:
        """Neighbouring content words of the article that holds a norm."""
        article = norm.provision.partition("__")[0]
        known = self.phrases.get((side, article))
        if known is None:
            words = content(self.layers[side], self.provisions[side, article].span)
            known = frozenset((one.key, two.key) for one, two in itertools.pairwise(words))
            self.phrases[side, article] = known
        return known

    def place(self, side: str, norm: Norm) -> Place:
        """The quote of a norm."""
        document = self.draft if side == "draft" else self.final
        provision: Provision = self.provisions[side, norm.provision]
        ref = norm.ref if norm.ref and self.sizes[side, norm.ref] == 1 else norm.id
        page = f", PDF p. {provision.page}" if provision.page is not None else ""
        return Place(ref, provision.label + page, document.slice(norm.span), norm.span, norm.id, norm.provision)

    def _halves(
        self, old: tuple[Norm, ...], new: tuple[Norm, ...], masked: tuple[tuple[Span, ...], tuple[Span, ...]]
    ) -> tuple[Half, Half]:
        return Half(self.layers["draft"], old, masked[0]), Half(self.layers["final"], new, masked[1])

    def _read(self, view: PairView, back: PairView, old: Norm, new: Norm) -> None:
        """Find what each side of a pair has that the other lacks, read both ways."""
        view.draft.phrases = back.final.phrases = self._phrases("draft", old)
        view.final.phrases = back.draft.phrases = self._phrases("final", new)
        view.read()
        back.read(view)
        point_back(view)
        point_back(back)

    def paired(self, pair: NormPair) -> Change:
        """The change of a pair."""
        old = tuple(self.norms["draft", identifier] for identifier in pair.draft)
        new = tuple(self.norms["final", identifier] for identifier in pair.final)
        edits = self._diff([n.span for n in old], [n.span for n in new])
        verbatim = _verbatim(edits)
        masked = masks(self.aside[pair], self.draft, self.final, old, new, self.markers) if not verbatim else ((), ())
        view = PairView(*self._halves(old, new, masked))
        found: tuple[Operation, ...] = ()
        reworded = False
        if not verbatim:
            back = PairView(*self._halves(old, new, masked)[::-1])
            if self.language.has_lexicons and view.kind not in POLICY:
                self._read(view, back, old[0], new[0])
                found = agreed(operations(view, self.maps), operations(back, self.maps[::-1]), view.kind)
            renamed = (
                (*masked[0], *view.draft.renamed, *back.final.renamed, *edges(self.layers["draft"], old)),
                (*masked[1], *view.final.renamed, *back.draft.renamed, *edges(self.layers["final"], new)),
            )
            reworded = _changed(edits, renamed, old, new)
        self.operations[old[0].id, new[0].id] = found
        evidence = self._evidence(found, view.kind)
        signed = dimensions_of(evidence)
        tag = tag_of(signed, reworded=reworded)
        draft_places = tuple(self.place("draft", norm) for norm in old)
        final_places = tuple(self.place("final", norm) for norm in new)
        bearer = next((n.bearer for n in new if n.bearer.text), new[0].bearer)
        return Change(
            id=_identifier(draft_places, final_places),
            tag=tag,
            burden=burden_of(tag, view.kind),
            draft=draft_places,
            final=final_places,
            kind=view.kind,
            bearer=bearer,
            measured=new[0].measured or old[0].measured,
            dimensions=signed,
            dropped=_elements(self.layers["draft"], evidence, gone=True),
            inserted=_elements(self.layers["final"], evidence, gone=False),
            evidence=evidence,
            certainty=self._certainty(pair, view, found, tag),
            edits=edits,
            external_refs=_names((*old, *new)) if tag is Tag.SOFTENED else (),
            note=_note(self.alignment, self.draft, old) if tag is Tag.UNCHANGED else "",
            label=label_of(tag, view.kind),
            position=self.positions.get((old[0].ref.split(".")[0], new[0].ref.split(".")[0]), Position.NONE),
        )

    def with_triggers(self, made: list[Change]) -> list[Change]:
        """Carry a changed trigger over to the further acts of its sentence: where X, A and B — a new X moves B too."""
        by_norms = {(change.draft[0].norm, change.final[0].norm): change for change in made}
        return [self._with_trigger(change, by_norms) for change in made]

    def _with_trigger(self, change: Change, by_norms: dict[tuple[str, str], Change]) -> Change:
        old, new = self.norms["draft", change.draft[0].norm], self.norms["final", change.final[0].norm]
        if old.conditions or new.conditions or change.kind in POLICY:
            return change
        heads = self.head("draft", old), self.head("final", new)
        if heads[0] is None or heads[1] is None:
            return change
        head = by_norms.get((heads[0].id, heads[1].id))
        if head is None:
            return change
        # May sell where X, but shall not sell to minors: what the gate does to the leave it does not do to its proviso.
        said = {one.sign for one in head.evidence} - {Sign.UNREADABLE}
        carried = tuple(
            Evidence(
                f"{self.language.tag}.{one.rule}", _dimension_of(one.rule), sign, one.draft, one.final, one.certain
            )
            for one in self.operations.get((heads[0].id, heads[1].id), ())
            if _in_trigger(one, heads[0], heads[1]) and (sign := sign_of(one.effect, change.kind)) is not None
        )
        if not carried or (said and not {one.sign for one in carried} <= said):
            return change
        evidence = (*change.evidence, *carried)
        signed = dimensions_of(evidence)
        tag = tag_of(signed, reworded=change.tag is not Tag.UNCHANGED)
        return replace(
            change,
            tag=tag,
            burden=burden_of(tag, change.kind),
            dimensions=signed,
            evidence=evidence,
            certainty=Certainty.LOW,
            label=label_of(tag, change.kind),
            note="; ".join(part for part in (change.note, f"trigger: see {head.id}") if part),
        )

    def head(self, side: str, norm: Norm) -> Norm | None:
        """The norm that opens the sentence of `norm`, if another one does."""
        if norm.lead_in is None or norm.lead_in.end > norm.span.start:
            return None
        return self.openers[side].get((norm.provision, norm.lead_in.start))

    def alone(self, side: str, norm: Norm) -> Change:
        """The change of a norm without a counterpart."""
        tag = Tag.REMOVED if side == "draft" else Tag.ADDED
        place = (self.place(side, norm),)
        draft, final = (place, ()) if side == "draft" else ((), place)
        edits = self._diff([p.span for p in draft], [p.span for p in final])
        candidates = self.alignment.candidates.get(f"{side}:{norm.id}", ())
        narrowing = norm.kind is NormKind.SCOPE and bool(self.layers[side].find("only", norm.span))
        best = candidates[0].score if candidates else 0.0
        return Change(
            id=_identifier(draft, final),
            tag=tag,
            burden=burden_of(tag, norm.kind, narrowing=narrowing),
            draft=draft,
            final=final,
            kind=norm.kind,
            bearer=norm.bearer,
            measured=norm.measured,
            dimensions=(),
            dropped=(),
            inserted=(),
            evidence=(),
            certainty=of_single(best, part=self._is_part(side, norm)),
            edits=edits,
            candidates=candidates,
            external_refs=_names((norm,)) if tag is Tag.REMOVED else (),
            label=label_of(tag, norm.kind),
        )

    def _is_part(self, side: str, norm: Norm) -> bool:
        """Whether the sentence or the list that a norm belongs to has a counterpart: then it may be a part of that."""
        if norm.lead_in is None:
            return False
        opener = self.starts[side].get(norm.lead_in.start)
        return opener is not None and (side, opener.id) in self.paired_ids

    def _diff(self, old: list[Span], new: list[Span]) -> tuple[Edit, ...]:
        return diff(self.layers["draft"], old, self.layers["final"], new)

    def _evidence(self, found: tuple[Operation, ...], kind: NormKind) -> tuple[Evidence, ...]:
        made = []
        for one in found:
            sign = sign_of(one.effect, kind)
            if sign is not None:
                made.append(
                    Evidence(
                        f"{self.language.tag}.{one.rule}",
                        _dimension_of(one.rule),
                        sign,
                        one.draft,
                        one.final,
                        one.certain,
                    )
                )
        return tuple(made)

    def _certainty(self, pair: NormPair, view: PairView, found: tuple[Operation, ...], tag: Tag) -> Certainty:
        if not self.language.has_lexicons and tag is not Tag.UNCHANGED:
            return Certainty.LOW  # no rule could run
        return of_pair(
            tag,
            view.kind,
            score=pair.score,
            decisive=[one.certain for one in found],
            single=len(pair.draft) == len(pair.final) == 1,
        )


def changes(
    draft: Layer, draft_norms: tuple[Norm, ...], final: Layer, final_norms: tuple[Norm, ...], alignment: Alignment
) -> tuple[Change, ...]:
    """All changes of a comparison, in reading order."""
    builder = _Builder(draft, draft_norms, final, final_norms, alignment)
    made = builder.with_triggers([builder.paired(pair) for pair in alignment.pairs])
    made += [builder.alone("draft", norm) for norm in draft_norms if ("draft", norm.id) not in builder.paired_ids]
    made += [builder.alone("final", norm) for norm in final_norms if ("final", norm.id) not in builder.paired_ids]
    return _in_reading_order(_unique(made))


def _dimension_of(rule: str) -> Dimension:
    return Dimension(rule.partition(".")[0])


def _verbatim(edits: tuple[Edit, ...]) -> bool:
    """Whether the two sides are the same words."""
    return all(edit.op is Op.EQUAL or edit.editorial for edit in edits)


def _in_trigger(one: Operation, old: Norm, new: Norm) -> bool:
    """Whether evidence stands in the triggers of the norms that open the two sentences."""
    inside = [
        span is None or any(trigger.holds(span) for trigger in norm.conditions)
        for span, norm in ((one.draft, old), (one.final, new))
    ]
    return all(inside) and (one.draft is not None or one.final is not None)


def _positions(alignment: Alignment) -> dict[tuple[str, str], Position]:
    found: dict[tuple[str, str], Position] = {}
    for pair in alignment.provision_pairs:
        for old in pair.draft:
            for new in pair.final:
                found.setdefault((old.split(".")[0], new.split(".")[0]), pair.position)
    return found


def _changed(
    edits: tuple[Edit, ...],
    masked: tuple[tuple[Span, ...], tuple[Span, ...]],
    old: tuple[Norm, ...],
    new: tuple[Norm, ...],
) -> bool:
    """Whether words differ beyond numbering, punctuation, cross-reference numbers and neutral renames."""
    aside = (
        [*masked[0], *(cue.span for norm in old for cue in norm.refs)],
        [*masked[1], *(cue.span for norm in new for cue in norm.refs)],
    )
    for edit in edits:
        if edit.op is Op.EQUAL or edit.editorial:
            continue
        ranges, span = (aside[0], edit.draft) if edit.op is Op.DELETE else (aside[1], edit.final)
        if not any(one.holds(span) for one in ranges):
            return True
    return False


def _elements(layer: Layer, evidence: tuple[Evidence, ...], *, gone: bool) -> tuple[str, ...]:
    """Words of elements lost or gained, at most 12 words or 20 Han characters each.

    Only what has a readable sign is an element lost or gained; other words that differ are mere wording.
    """
    limit = 20 if layer.language.profile.han else 12
    found: list[str] = []
    for one in evidence:
        span = one.draft if gone else one.final
        if span is None or one.sign is Sign.UNREADABLE:
            continue
        words = content(layer, span)
        end = span.end if len(words) <= limit else words[limit - 1].span.end
        piece = layer.text[span.start : end].strip()
        if piece and piece not in found:
            found.append(piece)
    return tuple(found)


def _names(norms: tuple[Norm, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cue.id for norm in norms for cue in norm.external_refs))


def _note(alignment: Alignment, draft: Document, old: tuple[Norm, ...]) -> str:
    terms = [
        f"term: {exchange.draft} → {exchange.final}"
        for exchange in alignment.term_exchanges
        if any(holds_term(draft.text, norm.span, exchange.draft) for norm in old)
    ]
    return "; ".join(terms)


def _identifier(draft: tuple[Place, ...], final: tuple[Place, ...]) -> str:
    return "~".join("+".join(place.ref for place in side) or "-" for side in (draft, final))


def _by_norms(change: Change) -> str:
    return "~".join("+".join(place.norm for place in side) or "-" for side in (change.draft, change.final))


def _unique(made: list[Change]) -> list[Change]:
    """The changes, each with an id of its own: where a number stands twice in both texts, that of its norms.

    `2~2` is the second point 2, so `2~2~2` may be the first that became the second, or the second the first.
    """
    times = Counter(change.id for change in made)
    made = [replace(change, id=_by_norms(change)) if times[change.id] > 1 else change for change in made]
    for identifier, count in Counter(change.id for change in made).items():
        if count > 1:
            raise InvariantError("two changes have the same id", where=identifier)
    return made


_first = operator.itemgetter(0)


def _in_reading_order(made: list[Change]) -> tuple[Change, ...]:
    """The order of the final text; a removed norm follows the counterpart of what stood before it in the draft."""
    anchors = sorted(
        (change.draft[0].span.start, change.final[0].span.start) for change in made if change.draft and change.final
    )

    def key(change: Change) -> tuple[int, int, int, str]:
        if change.final:
            return change.final[0].span.start, 0, change.draft[0].span.start if change.draft else -1, change.id
        at = change.draft[0].span.start
        before = bisect_right(anchors, at, key=_first)
        return (anchors[before - 1][1] if before else -1), 1, at, change.id

    return tuple(sorted(made, key=key))


__all__ = ["changes"]
