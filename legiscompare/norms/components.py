"""Read the parts of a statement: deontic, bearer, conditions, exceptions, quantities, references."""

from __future__ import annotations

import re
from collections import Counter

from legiscompare.lang import Language
from legiscompare.model import Cue, Deontic, Document, Norm, NormKind, Party, PartyClass, Span
from legiscompare.norms import kinds
from legiscompare.norms.quantities import quantities
from legiscompare.norms.references import external_references, internal_references
from legiscompare.norms.split import Statement, begins_act
from legiscompare.norms.units import Unit

_CUE_GROUPS = (
    "qualifier",
    "obligation_type",
    "time",
    "exception",
    "condition",
    "enforcement",
    "procedure",
    "delegation",
    "openlist",
    "suspicion",
    "involvement",
    "negation",
    "window",
)
_ORDER = tuple(PartyClass)
_OPENING = 3
"""Words that may stand before a trigger that opens its statement: a number, a connective."""


class Reader:
    """Reads the statements of one document, in order: a statement may inherit bearer and deontic from the one before."""

    def __init__(self, document: Document, language: Language) -> None:
        self._document = document
        self._language = language
        self._count: Counter[str] = Counter()
        self._last_bearer: dict[str, Party] = {}
        self._defined = defined_parties(document, language)

    def norm(self, unit: Unit, statement: Statement) -> Norm:
        """The norm that a statement expresses."""
        text = self._document.text
        ref = unit.provision.ref
        self._count[ref] += 1
        identifier = f"{ref}#{self._count[ref]}"
        lead_in = _cover([*unit.lead_ins, *([statement.inherited] if statement.inherited else [])])
        if not self._language.has_lexicons:
            return Norm(
                identifier, unit.provision.eid, ref, statement.span, lead_in, NormKind.OBLIGATION, Deontic.NONE, None,
                Party(), (), namespace=unit.namespace,
            )  # fmt: skip
        modal = self._modal(unit, statement)
        bearer = self._bearer(unit, statement, modal)
        deontic = Deontic(self._language.entry(modal.id).value) if modal else Deontic.NONE
        inherits = [*unit.lead_ins, *([statement.inherited] if statement.inherited else [])]
        kind = kinds.kind_of(text, statement.span, inherits, deontic, bearer, self._language, unit.namespace)
        bearer = kinds.holder(kind, bearer, text, statement.span, self._language)
        cues = tuple(cue for group in _CUE_GROUPS for cue in self._language.find(group, text, statement.span))
        conditions = self._conditions(statement.span, modal)
        return Norm(
            id=identifier,
            provision=unit.provision.eid,
            ref=ref,
            span=statement.span,
            lead_in=lead_in,
            kind=kind,
            deontic=deontic,
            deontic_span=modal.span if modal else None,
            bearer=bearer,
            measured=kinds.measured(kind, bearer, text, statement.span, self._language),
            aim=self._aim(statement.span, modal),
            conditions=conditions,
            exceptions=self._exceptions(statement.span, cues),
            quantities=quantities(text, statement.span, self._language),
            cues=cues,
            refs=internal_references(text, statement.span, ref, self._language),
            external_refs=external_references(text, statement.span, self._language),
            namespace="definition" if kind is NormKind.DEFINITION and unit.namespace == "body" else unit.namespace,
        )

    def _modal(self, unit: Unit, statement: Statement) -> Cue | None:
        """The statement's own modal outside its triggers, else the one it inherits: sentence first, then lead-ins.

        A modal of a clause inside the statement (whether the device may be used) stands back behind an inherited one.
        """
        own = self._modals(statement.span)
        if own and not (unit.lead_ins and self._embedded(statement.span, own)):
            return own
        if statement.inherited and (found := self._modals(statement.inherited, last=True)):
            return found
        for span in reversed(unit.lead_ins):
            if found := self._modals(span, last=True):
                return found
        return own

    def _modals(self, span: Span, *, last: bool = False) -> Cue | None:
        """The modal of the main clause: binding words before mere `binds`, outside triggers and relative clauses."""
        text = self._document.text
        found = [cue for cue in self._language.find("modal", text, span) if not self._clause("relative", span, cue)]
        if not found:
            return None
        triggers = self._conditions(span, None)
        main = [cue for cue in found if not any(trigger.holds(cue.span) for trigger in triggers)]
        if not main:
            # All in a trigger without a comma after it: what binds is the main clause's word.
            values = {cue: self._language.entry(cue.id).value for cue in found}
            main = [cue for cue in found if values[cue] in {"shall", "shall_not"}] or found
        main = [cue for cue in main if not self._embedded(span, cue)] or main
        strong = [cue for cue in main if self._language.entry(cue.id).value != "binds"] or main
        return strong[-1] if last else strong[0]

    def _embedded(self, span: Span, modal: Cue) -> bool:
        """Whether a modal belongs to a clause inside the statement: after a subordinator, or in a closing trigger."""
        if self._clause("embedded", span, modal):
            return True
        before = self._document.text[span.start : modal.span.start].split()
        return self._language.spaced and any(
            trigger.holds(modal.span) and len(self._document.text[span.start : trigger.start].split()) > _OPENING
            for trigger in (self._conditions(span, None) if len(before) > _OPENING else ())
        )

    def _clause(self, name: str, span: Span, modal: Cue) -> bool:
        """Whether the words before a modal open a clause inside the statement.

        `relative`: right before the modal; `embedded`: before the clause's own subject.
        """
        pattern = self._language.tables["norms"].get("clauses", {}).get(name)
        before = self._document.text[span.start : modal.span.start]
        return bool(pattern and re.search(pattern, before, re.IGNORECASE))

    def _conditions(self, span: Span, modal: Cue | None) -> tuple[Span, ...]:
        """Triggers: comma parts that end in a trigger word (Chinese) or clauses that begin with one (English)."""
        text = self._document.text
        found: list[Span] = []
        if self._language.spaced:
            for cue in self._language.find("condition", text, span):
                if modal and modal.span == cue.span:
                    continue
                end = re.compile(r"[,;:.]|$|\n").search(text, cue.span.end, span.end)
                stop = end.start() if end else span.end
                if not found or cue.span.start >= found[-1].end:
                    found.append(Span(cue.span.start, stop))
            return tuple(found)
        start, opened, examples = span.start, span.start, False
        for match in re.compile("[，。；：]").finditer(text, span.start, span.end):
            part = Span(start, match.end())
            if self._language.find("condition", text, part) and text[match.start()] == "，":
                # Parts before it that bind nobody belong to the trigger: 违反法律，违背道德时，…
                found.append(Span(opened, match.start()))
                opened, examples = match.end(), False
            elif self._language.find("modal", text, part):
                opened, examples = match.end(), False
            elif found and found[-1].end + 1 == start and (examples or _EXAMPLES.match(text, start, match.end())):
                found[-1] = Span(found[-1].start, match.start())
                opened, examples = match.end(), True
            start = match.end()
        return tuple(found)

    def _exceptions(self, span: Span, cues: tuple[Cue, ...]) -> tuple[Span, ...]:
        """Carve-outs with the clause they govern: to the next stop (English), the comma part they stand in (Chinese)."""
        text, found = self._document.text, []
        for cue in cues:
            if not cue.id.startswith("exception."):
                continue
            end = re.compile(r"[,;:.，。；：]|\n").search(text, cue.span.end, span.end)
            start = cue.span.start
            if not self._language.spaced:
                start = max(text.rfind(mark, span.start, cue.span.start) + 1 for mark in "，。；：")
                start = max(start, span.start)
            found.append(Span(start, end.start() if end else span.end))
        return tuple(found)

    def _bearer(self, unit: Unit, statement: Statement, modal: Cue | None) -> Party:
        """Who stands before the modal (or after `by` / 由), else whom the sentence, lead-in or last norm named."""
        own = statement.span
        before = Span(own.start, modal.span.start) if modal and own.holds(modal.span) else own
        # `…, and inform the authority`: what begins with its verb names its bearer above, and its object here.
        bare = (unit.lead_ins or not statement.first) and begins_act(own.of(self._document.text), self._language)
        party = None if bare else self._party(before, own, modal)
        if party is None and statement.inherited:
            party = self._party(self._subject(statement.inherited), statement.inherited, None, last=True)
        for span in reversed(unit.lead_ins):
            party = party or self._party(self._subject(span), span, None)
        key = unit.provision.eid.partition("__")[0]
        if party is None:
            party = self._last_bearer.get(key)
        if party is None:
            # An act without a named bearer binds those the instrument regulates.
            return Party((PartyClass.REGULATED,), "", None)
        self._last_bearer[key] = party
        return party

    def _subject(self, span: Span) -> Span:
        """What stands before the modal of inherited words: `They shall not keep data of users` binds no users."""
        modal = self._modals(span) if self._language.spaced else None
        return Span(span.start, modal.span.start) if modal else span

    def _party(self, before: Span, own: Span, modal: Cue | None, *, last: bool = False) -> Party | None:
        text = self._document.text
        triggers = self._conditions(own, modal)
        words = own.of(text)
        # The agent of a passive or of 由 comes first: it is named for its act.
        # In English it stands after the modal: content reported by users shall be removed.
        after = modal.span.end - own.start if self._language.spaced and modal and own.holds(modal.span) else 0
        agent = re.compile(
            r"\bby (?=(?:the |a |an )?\w)" if self._language.spaced else "(?<![理自事])由(?!于|此|来)"
        ).search(words, after)
        if agent and not (
            self._language.spaced and modal and self._actors(Span(own.start, modal.span.start), triggers)
        ):
            found = self._actors(Span(own.start + agent.end(), min(own.end, own.start + agent.end() + 60)), ())
            if found and found[0].span.start - (own.start + agent.end()) <= 24:
                return self._as_party(found[:1])
        if not self._language.spaced:
            return self._chinese_subject(before, own, triggers, last=last)
        # The first actor before the modal, outside triggers, governs; one that hangs on a preposition is no subject.
        for outside in (triggers, ()):
            found = [
                cue for cue in self._actors(before, outside) if not _HANGS.search(text[own.start : cue.span.start])
            ]
            if found:
                return self._as_party(found[:1])
        return None

    def _chinese_subject(self, before: Span, own: Span, triggers: tuple[Span, ...], *, last: bool) -> Party | None:
        """The actor that stands where a subject stands: at the head of a comma part, or right before modal or verb."""
        text = self._document.text
        for outside in (triggers, ()):
            subjects: list[Party] = []
            for number, cue in enumerate(found := self._actors(before, outside)):
                head = re.split("[，。；：]", text[own.start : cue.span.start])[-1]
                if text[cue.span.start] == "等":
                    head = ""  # a list of offices closed by 等部门
                if _OBJECT_HEAD.search(head) or text[cue.span.end : cue.span.end + 1] == "的" or self._after_verb(head):
                    continue
                joined = [cue]
                for one in found[number + 1 :]:
                    if _JOINED.fullmatch(text[joined[-1].span.end : one.span.start]):
                        joined.append(one)
                    else:
                        break
                subjects.append(self._as_party(joined))
            if subjects:
                return subjects[-1] if last else subjects[0]
        return self._unlisted_subject(own)

    def _unlisted_subject(self, own: Span) -> Party | None:
        """A short noun right before the modal is the bearer though no lexicon knows it: those the instrument regulates."""
        text = self._document.text
        modals = [c for c in self._language.find("modal", text, own) if self._language.entry(c.id).value != "binds"]
        if not modals:
            return None
        start = max(text.rfind(mark, own.start, modals[0].span.start) + 1 for mark in "，。；：、")
        words = text[max(start, own.start) : modals[0].span.start]
        noun = re.fullmatch("[\u4e00-\u9fff]{2,6}", words)
        if not noun or _OBJECT_HEAD.search(words) or self._after_verb(words):
            return None
        return Party((PartyClass.REGULATED,), words, Span(modals[0].span.start - len(words), modals[0].span.start))

    def _after_verb(self, head: str) -> bool:
        """Whether a verb before an actor makes it that verb's object; a relative clause (从事…的企业) does not."""
        verbs = self._language.tables["norms"]["verbs"].split()
        last = max((head.rfind(verb) + len(verb) for verb in verbs if verb in head), default=-1)
        return last >= 0 and "的" not in head[last:]

    def _actors(self, span: Span, outside: tuple[Span, ...]) -> list[Cue]:
        found = self._language.find("actor", self._document.text, span)
        for name, cls in self._defined.items():
            at = self._document.text.find(name, span.start, span.end)
            if at >= 0 and not any(cue.span.start <= at < cue.span.end for cue in found):
                found.append(Cue(f"actor.{cls}", Span(at, at + len(name))))
        found.sort(key=lambda cue: cue.span)
        return [cue for cue in found if not any(trigger.holds(cue.span) for trigger in outside)]

    def _as_party(self, cues: list[Cue]) -> Party:
        classes = {PartyClass(self._language.entry(cue.id).value) for cue in cues}
        span = Span(cues[0].span.start, cues[-1].span.end)
        return Party(tuple(cls for cls in _ORDER if cls in classes), span.of(self._document.text), span)

    def _aim(self, own: Span, modal: Cue | None) -> Span | None:
        """The words after the modal up to the next comma: the act."""
        start = modal.span.end if modal and own.holds(modal.span) else own.start
        end = re.compile(r"[，。；：,;:.]").search(self._document.text, start, own.end)
        stop = end.start() if end else own.end
        return Span(start, stop) if start < stop else None


# Reported by users, the consent of the individual, services to the public.
_HANGS = re.compile(
    r"\b(?:by|of|to|from|with|about|against)\s+(?:(?:the|an?|any|all|each|its|their|other)\s+)*$", re.IGNORECASE
)
# Words before an actor that make it an object or an adjunct, not the subject.
_OBJECT_HEAD = re.compile(
    "对|向|根据|按照|依照|将|把|给(?!予)|(?<!参)与|关于|要求|使(?!用)|防范|指导|侵害|由|经(?!营)|采取|处置|处理(?!者)|保障|支持|[侵妨]害|违反|报"
)
# A part that lists examples of the trigger before it.
_EXAMPLES = re.compile("包括|例如|如(?!果|实|期)")
_JOINED = re.compile("[和、及与或]|以及|或者|和其他|、其他|和各|、各|[（(][^）)]*[）)]")


def _cover(spans: list[Span]) -> Span | None:
    """The nearest inherited words: the last span, which stands closest to the norm."""
    return spans[-1] if spans else None


_ZH_DEFINED = re.compile('([\u4e00-\u9fff]{2,16})（以下(?:简?称|统称)[“"「]?([\u4e00-\u9fff、]{2,12})[”"」]?）')


def defined_parties(document: Document, language: Language) -> dict[str, str]:
    """Short names that the text itself gives to a party (以下称提供者), with the class of the words they stand for."""
    if language.spaced:
        return {}
    found: dict[str, str] = {}
    for match in _ZH_DEFINED.finditer(document.text):
        actors = language.find("actor", match.group(1))
        if actors and not language.find("actor", match.group(2)):
            found[match.group(2)] = language.entry(actors[-1].id).value
    return dict(sorted(found.items()))
