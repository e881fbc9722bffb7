"""Build the changes: one for each pair of norms, one for each norm without a counterpart."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from legiscompare import lang
from legiscompare.diff import diff
from legiscompare.errors import InvariantError
from legiscompare.lang import Language
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
    Tag,
)
from legiscompare.tag.case import Case
from legiscompare.tag.certainty import of_pair, of_single
from legiscompare.tag.derive import POLICY, burden_of, label_of, tag_of
from legiscompare.tag.masks import markers_of, masks, moved_references, occurrences, set_aside
from legiscompare.tag.mechanisms import MECHANISMS
from legiscompare.tag.segments import Mask, blocks, content
from legiscompare.tag.signs import rules, sign_of
from legiscompare.tag.slots import slots


class _Builder:
    """What all changes of one comparison share."""

    def __init__(
        self,
        draft: Document,
        draft_norms: tuple[Norm, ...],
        final: Document,
        final_norms: tuple[Norm, ...],
        alignment: Alignment,
    ) -> None:
        self.draft, self.final, self.alignment = draft, final, alignment
        self.language: Language = lang.load(draft.language)
        self.norms = {("draft", norm.id): norm for norm in draft_norms}
        self.norms |= {("final", norm.id): norm for norm in final_norms}
        self.provisions = {("draft", p.eid): p for p in draft.root.walk()} | {
            ("final", p.eid): p for p in final.root.walk()
        }
        self.sizes = Counter(("draft", norm.ref) for norm in draft_norms) + Counter(
            ("final", norm.ref) for norm in final_norms
        )
        self.positions = _positions(alignment)
        self.markers = markers_of(draft), markers_of(final)
        self.openers = {
            side: {(norm.provision, norm.span.start): norm for norm in norms}
            for side, norms in (("draft", draft_norms), ("final", final_norms))
        }
        self.aside = set_aside(alignment, draft, final, self.norms)

    def place(self, side: str, norm: Norm) -> Place:
        """The quote of a norm."""
        document = self.draft if side == "draft" else self.final
        provision: Provision = self.provisions[side, norm.provision]
        ref = norm.id if self.sizes[side, norm.ref] > 1 else norm.ref
        page = f", PDF p. {provision.page}" if provision.page is not None else ""
        return Place(ref, provision.label + page, document.slice(norm.span), norm.span, norm.id, norm.provision)

    def paired(self, pair: NormPair) -> Change:
        """The change of a pair."""
        old = tuple(self.norms["draft", identifier] for identifier in pair.draft)
        new = tuple(self.norms["final", identifier] for identifier in pair.final)
        edits = diff(self.draft.text, [n.span for n in old], self.final.text, [n.span for n in new], self.language)
        masked = masks(self.aside[pair], self.draft, self.final, old, new, self.language, self.markers)
        found = blocks(self.draft.text, self.final.text, edits, self.language, *masked)
        moved = moved_references(self.alignment, old, new)
        case = Case(self.language, self.draft, self.final, old, new, edits, found, moved)
        reworded = _changed(edits, masked)
        if self.language.has_lexicons and (found or reworded or moved):  # a modal alone leaves no block
            for mechanism in MECHANISMS:
                mechanism(case)
            slots(case)
        evidence = self._evidence(case)
        signed = _dimensions(evidence)
        tag = tag_of(signed, reworded=reworded)
        draft_places = tuple(self.place("draft", norm) for norm in old)
        final_places = tuple(self.place("final", norm) for norm in new)
        bearer = next((n.bearer for n in new if n.bearer.text), new[0].bearer)
        return Change(
            id=_identifier(draft_places, final_places),
            tag=tag,
            burden=burden_of(tag, case.kind),
            draft=draft_places,
            final=final_places,
            kind=case.kind,
            bearer=bearer,
            measured=new[0].measured or old[0].measured,
            dimensions=signed,
            dropped=_elements(self.draft.text, evidence, self.language, gone=True),
            inserted=_elements(self.final.text, evidence, self.language, gone=False),
            evidence=evidence,
            certainty=self._certainty(pair, case, tag),
            edits=edits,
            external_refs=_names((*old, *new)) if tag is Tag.SOFTENED else (),
            note=_note(self.alignment, self.draft, old) if tag is Tag.UNCHANGED else "",
            label=label_of(tag, case.kind),
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
        carried = tuple(
            replace(one, sign=sign)
            for one in head.evidence
            if _in_trigger(one, heads[0], heads[1])
            and (sign := sign_of(rules(self.language)[one.rule.partition(".")[2]].effect, change.kind)) is not None
        )
        if not carried:
            return change
        evidence = (*change.evidence, *carried)
        signed = _dimensions(evidence)
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
        document = self.draft if side == "draft" else self.final
        edits = diff(self.draft.text, [p.span for p in draft], self.final.text, [p.span for p in final], self.language)
        candidates = self.alignment.candidates.get(f"{side}:{norm.id}", ())
        narrowing = norm.kind is NormKind.SCOPE and _narrowing(document.slice(norm.span), self.language)
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
            certainty=of_single(best),
            edits=edits,
            candidates=candidates,
            external_refs=_names((norm,)) if tag is Tag.REMOVED else (),
            label=label_of(tag, norm.kind),
        )

    def _evidence(self, case: Case) -> tuple[Evidence, ...]:
        table = rules(self.language)
        made = []
        for one in case.found:
            rule = table[one.rule]
            sign = sign_of(rule.effect, case.kind)
            if sign is not None:
                made.append(Evidence(f"{self.language.tag}.{rule.id}", rule.dimension, sign, one.draft, one.final))
        return tuple(made)

    def _certainty(self, pair: NormPair, case: Case, tag: Tag) -> Certainty:
        if not self.language.has_lexicons and tag is not Tag.UNCHANGED:
            return Certainty.LOW  # no rule could run
        table = rules(self.language)
        return of_pair(
            tag,
            case.kind,
            score=pair.score,
            decisive=[table[one.rule].certain for one in case.found],
            single=len(pair.draft) == len(pair.final) == 1,
            unexplained=bool(case.blocks),
        )


def changes(
    draft: Document, draft_norms: tuple[Norm, ...], final: Document, final_norms: tuple[Norm, ...], alignment: Alignment
) -> tuple[Change, ...]:
    """All changes of a comparison, in reading order."""
    builder = _Builder(draft, draft_norms, final, final_norms, alignment)
    paired_draft = {identifier for pair in alignment.pairs for identifier in pair.draft}
    paired_final = {identifier for pair in alignment.pairs for identifier in pair.final}
    made = builder.with_triggers([builder.paired(pair) for pair in alignment.pairs])
    made += [builder.alone("draft", norm) for norm in draft_norms if norm.id not in paired_draft]
    made += [builder.alone("final", norm) for norm in final_norms if norm.id not in paired_final]
    return _in_reading_order(_unique(made))


def _in_trigger(one: Evidence, old: Norm, new: Norm) -> bool:
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


def _changed(edits: tuple[Edit, ...], masked: tuple[Mask, Mask]) -> bool:
    """Whether words differ beyond numbering, punctuation, cross-reference numbers and neutral renames."""
    for edit in edits:
        if edit.op is Op.EQUAL or edit.editorial:
            continue
        mask, span = (masked[0], edit.draft) if edit.op is Op.DELETE else (masked[1], edit.final)
        if not mask.holds(span):
            return True
    return False


def _dimensions(evidence: tuple[Evidence, ...]) -> tuple[tuple[Dimension, Sign], ...]:
    """Each dimension with each of its signs once; `?` beside a readable sign of the same dimension says nothing more."""
    signed = {(one.dimension, one.sign) for one in evidence}
    read = {dimension for dimension, sign in signed if sign is not Sign.UNREADABLE}
    kept = [(d, s) for d, s in signed if s is not Sign.UNREADABLE or d not in read]
    order = {dimension: number for number, dimension in enumerate(Dimension)}
    return tuple(sorted(kept, key=lambda pair: (order[pair[0]], pair[1])))


def _elements(text: str, evidence: tuple[Evidence, ...], language: Language, *, gone: bool) -> tuple[str, ...]:
    """Words of elements lost or gained, at most 12 words or 20 Han characters each.

    Only what has a readable sign is an element lost or gained; other words that differ are mere wording.
    """
    limit = 12 if language.spaced else 20
    found: list[str] = []
    for one in evidence:
        span = one.draft if gone else one.final
        if span is None or one.sign is Sign.UNREADABLE:
            continue
        words = content(text, span, language)
        end = span.end if len(words) <= limit else words[limit - 1].span.end
        piece = text[span.start : end].strip()
        if piece and piece not in found:
            found.append(piece)
    return tuple(found)


def _names(norms: tuple[Norm, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cue.id for norm in norms for cue in norm.external_refs))


def _note(alignment: Alignment, draft: Document, old: tuple[Norm, ...]) -> str:
    terms = [
        f"term: {exchange.draft} → {exchange.final}"
        for exchange in alignment.term_exchanges
        if any(occurrences(draft.text, norm.span, exchange.draft) for norm in old)
    ]
    return "; ".join(terms)


def _narrowing(words: str, language: Language) -> bool:
    """A scope norm that takes something out: `only`, `first`, 仅, 只."""
    markers = (" only ", " solely ", " limited to ", " the first ") if language.spaced else ("仅", "只", "限于", "首次")
    return any(marker in f" {words.casefold()} " for marker in markers)


def _identifier(draft: tuple[Place, ...], final: tuple[Place, ...]) -> str:
    return "~".join("+".join(place.ref for place in side) or "-" for side in (draft, final))


def _unique(made: list[Change]) -> list[Change]:
    for identifier, count in Counter(change.id for change in made).items():
        if count > 1:
            raise InvariantError("two changes have the same id", where=identifier)
    return made


def _in_reading_order(made: list[Change]) -> tuple[Change, ...]:
    """The order of the final text; a removed norm follows the counterpart of what stood before it in the draft."""
    anchors = sorted(
        (change.draft[0].span.start, change.final[0].span.start) for change in made if change.draft and change.final
    )

    def key(change: Change) -> tuple[int, int, int, str]:
        if change.final:
            return change.final[0].span.start, 0, change.draft[0].span.start if change.draft else -1, change.id
        at = change.draft[0].span.start
        before = [final for draft, final in anchors if draft <= at]
        return (before[-1] if before else -1), 1, at, change.id

    return tuple(sorted(made, key=key))


__all__ = ["changes"]
