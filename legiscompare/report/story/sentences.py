"""A change in plain words: who, what, which way, in the text's own words, with its place."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legiscompare.model import Burden, Certainty, Deontic, Dimension, NormKind, Op, PartyClass, Role, Sign, Span, Tag
from legiscompare.report.items import QUIET
from legiscompare.report.story import contrast, quantities
from legiscompare.report.story.cutting import fit, tidy, without_hanging
from legiscompare.report.story.elsewhere import Elsewhere, Nearest
from legiscompare.report.story.salience import decisive

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from legiscompare.model import Change, Evidence, Norm, Place
    from legiscompare.report.items import ReportItem
    from legiscompare.report.messages import Catalogue
    from legiscompare.report.story.salience import Weight
    from legiscompare.report.story.statement import StoryStatement
    from legiscompare.report.story.statements import Reading

_LONG = {"zh": (120, 100, 40)}
_USUAL = (320, 260, 130)
"""Longest clause that stands alone, that stands beside another, and longest quote of words that moved (code points)."""
_SHORT = 0.8
"""Share of these lengths for a sentence that is not the first of its line."""
_NAMED = 5
"""Words after the binding word among which a sanction is named."""
_PLACES = 2
"""Places that are named one by one."""
_CLOSES = (")", "）", "条", "款", "項", "项", "條")
"""Marks and words that end the name of a place."""
_MOVES = 2
_MUCH_MORE = 3
"""Words that moved in one run with a time or a figure, this many times as long as it, are more than a time or a figure."""
_DUTIES = {NormKind.OBLIGATION, NormKind.PROCEDURE}
_WHOLE = (Role.TIME, Role.CONDITION, Role.EXCEPTION)
"""Roles whose words are quoted up to their own bounds."""
_WHAT = (Dimension.SCOPE_OBJECT, Dimension.SCOPE_PARTY, Dimension.DEFINITION, Dimension.PROCEDURE)
"""Dimensions of what a norm is about: another thing beside those named makes it wider."""
_DECIDES = (Dimension.TIME, Dimension.QUANTITY, Dimension.ENFORCEMENT, Dimension.EXCEPTION)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What became of one norm, or of several that came or went together."""

    words: str
    """Without a full stop and without its place."""
    short: str
    """The same for a place where room is short."""
    cite: str
    """`draft Art. 15(1) → Art. 14(1)`."""
    items: tuple[ReportItem, ...]
    weight: Weight
    burden: Burden
    certainty: Certainty

    def cited(self, words: Catalogue, *, short: bool = False) -> str:
        """The sentence with its place in brackets, a capital at its head, no full stop."""
        return capital(self.short if short else self.words) + words("story.cite", place=self.cite)


class Teller:
    """Makes the sentences of one comparison in one report language."""

    def __init__(self, words: Catalogue, draft: Reading, final: Reading, labels: Mapping[str, str]) -> None:
        """`labels` names the place of each norm: `draft:4.1#1` -> `Art. 4(1)`."""
        self.words, self.draft, self.final, self.labels = words, draft, final, labels
        self.nearest = Nearest(draft, final)
        self.own = words.language == final.language
        """Whether the report speaks the texts' language: only then may their words run on in its sentences."""
        self.alone, self.beside, self.quote = _LONG.get(final.language, _USUAL)

    def sentence(self, items: Sequence[ReportItem], weight: Weight) -> Sentence:
        """The sentence of one change, or of several norms that came or went one after the other in one provision."""
        changes = [item.change for item in items]
        draft = [place for change in changes for place in change.draft]
        final = [place for change in changes for place in change.final]
        told = [self._told(changes, share) for share in (1.0, _SHORT)]
        near = self.elsewhere(changes)
        burdens = {self.burden(change) for change in changes}
        burden = burdens.pop() if len(burdens) == 1 else Burden.BOTH
        certainty = max((change.certainty for change in changes), key=list(Certainty).index)
        if near is not None:
            burden = Burden.UNCLEAR if near.held else burden
            certainty = max(certainty, Certainty.MEDIUM, key=list(Certainty).index)
        cite = self.place(draft, final)
        if near is not None and not near.held and (label := self._label(changes[0], near)):
            key = "story.nearest_now" if changes[0].draft else "story.nearest_before"
            cite = self.words(key, cite=cite, place=label)
        return Sentence(told[0], told[1], cite, tuple(items), weight, burden, certainty)

    def headline(self, change: Change) -> str:
        """One change in plain words, without its place."""
        if change.tag in QUIET:
            return self.words(f"story.quiet.{change.tag}")
        return capital(self._told([change], 1.0)) + self.words("story.stop")

    def burden(self, change: Change) -> Burden:
        """Which way the sentence says that a change goes."""
        if change.tag in (Tag.REMOVED, Tag.ADDED):
            return change.burden
        return Burden.UNCLEAR if self.doubts(change) else burden_told(change)

    def elsewhere(self, changes: Sequence[Change]) -> Elsewhere | None:
        """Where the other text says nearly the same, or what comes nearest there; of several norms, only if of each."""
        found = [self.nearest.of(change) for change in changes if change.tag in (Tag.REMOVED, Tag.ADDED)]
        if not found or found[0] is None:
            return None
        held = all(one is not None and one.held for one in found)
        return found[0] if held == found[0].held else Elsewhere(found[0].norm, held=False)

    def _told(self, changes: Sequence[Change], share: float) -> str:
        change = changes[0]
        self.alone, self.beside = (int(share * one) for one in _LONG.get(self.final.language, _USUAL)[:2])
        if change.tag in (Tag.REMOVED, Tag.ADDED):
            words = self._single(changes, [place for one in changes for place in (one.draft or one.final)])
        else:
            words = self._paired(change)
        return words.replace("….", "…")  # an ellipsis ends a sentence by itself

    # -- norms on one side ------------------------------------------------------------------------------------

    def _single(self, changes: Sequence[Change], places: Sequence[Place]) -> str:
        change = changes[0]
        gone, near = change.tag is Tag.REMOVED, self.elsewhere(changes)
        reading = self.draft if gone else self.final
        made, way = reading.statements(places), "gone" if gone else "fresh"
        if near is not None and near.held and (label := self._label(change, near)):
            clause = self._clause(made, self.alone)
            return self.words(f"story.{way}.elsewhere", clause=clause, place=label)
        name = self._sort(change, made[0], reading.of(places))
        if name != "duty" or not gone or not self.own or not made[0].commands:
            return self.words(f"story.{way}.{name}", clause=self._clause(made, self.alone))
        return self._no_longer(made, self.alone)

    def _sort(self, change: Change, made: StoryStatement, norms: Sequence[Norm]) -> str:
        """What a norm on one side is called: by its kind, unless its own words bear another name, or none."""
        kind, own = change.kind, norms[0] if norms else None
        if made.hung:
            return "rule"
        if kind is NormKind.OBLIGATION:
            if self.own and made.forbids:
                return str(NormKind.PROHIBITION)
            if made.permits:
                return str(NormKind.PERMISSION)
            return "duty" if own is None or own.deontic_span is not None else "rule"
        if kind in (NormKind.EXEMPTION, NormKind.PERMISSION) and made.binds:
            return str(NormKind.PERMISSION) if made.permits else "rule"
        if own is not None and kind is NormKind.SCOPE and self._reader(change).commences(own):
            return "rule"
        if kind is NormKind.PROHIBITION and own is not None and own.deontic in (Deontic.SHOULD, Deontic.MAY):
            return "rule"
        if kind is NormKind.SANCTION:
            chosen = own is not None and own.deontic is Deontic.MAY and PartyClass.AUTHORITY not in own.bearer.classes
            return "rule" if chosen or not made.punishes(_NAMED) else str(kind)
        return str(kind)

    def _reader(self, change: Change) -> Reading:
        return self.final if change.final else self.draft

    def _label(self, change: Change, near: Elsewhere) -> str:
        """The place of the nearest norm: of the final text for what is gone, of the draft for what is new."""
        label = self.labels.get(f"{'final' if change.draft else 'draft'}:{near.norm.id}", "")
        return label if change.draft or not label else self.words("story.cite_draft", place=label)

    def _no_longer(self, made: Sequence[StoryStatement], limit: int) -> str:
        """That a duty is asked no longer: a party need not; of a thing it is not required. What bans is a ban that is gone."""
        groups = [list(run) for _, run in itertools.groupby(made, key=lambda one: (one.before, one.who, one.modal))]
        told: list[str] = []
        share = max(limit // len(groups), limit // 3)
        for run in groups:
            one = run[0]
            if not one.commands:
                kind = "prohibition" if one.forbids else "rule"
                said = self.words(f"story.gone.{kind}", clause=self._clause(run, share))
            elif one.acts or not one.can_be_required:
                need_not = self.words("story.need_no_longer")
                said = self.words("story.gone.obligation", clause=self._clause(run, share, modal=need_not))
            else:
                said = self.words("story.not_required", clause=self._clause([one.required for one in run], share))
            told.append(said if not told else self.final.inside(said))
        return self.words("story.semicolon").join(told)

    def _clause(
        self, made: Sequence[StoryStatement], limit: int, *, modal: str | None = None, bare: bool = False
    ) -> str:
        whole, head = [made[0].whole(modal=modal, limit=limit)], made[0]
        left = 0
        for one in made[1:]:  # a further clause is told whole or left to the detail view
            shared = bool(one.who) and (one.before, one.who, one.modal) == (head.before, head.who, head.modal)
            clause = one.rest if shared else one.whole(modal=modal)
            if left or sum(map(len, whole)) + len(clause) > limit:
                left += 1
                continue
            whole.append(clause)
            head = one
        joined = self.words("story.semicolon").join(whole)
        joined = joined if self.own or bare else self.words("story.quoted", words=joined)
        return joined + self.words("story.and_more", count=left) if left else joined

    # -- norms in both texts ----------------------------------------------------------------------------------

    def _paired(self, change: Change) -> str:
        old, new = self.draft.statements(change.draft), self.final.statements(change.final)
        rules = {one.rule.partition(".")[2] for one in change.evidence if one.sign is not Sign.UNREADABLE}
        doubt = self.doubts(change)
        eased = self.burden(change) in (Burden.DOWN, Burden.BOTH)
        moves = self._moves(change)
        if "obligation_type.result-to-conduct" in rules and eased and old[0].commands and self.own:
            before = self._no_longer(old, self.alone) if change.kind in _DUTIES else ""
        else:
            before = ""
        if before:
            told = self.words("story.move.effort", old=before, new=self._clause(new, self.beside))
            return self._with(told, [one for one in moves if one[0] in _DECIDES])
        before, after = self._beside(old, new)
        if "obligation_type.conduct-to-result" in rules and self.burden(change) in (Burden.UP, Burden.BOTH):
            return self.words("story.move.result", old=before, new=after)
        for (rule, tag), key in _HEADS.items():
            if rule in rules and tag is change.tag and not is_open(change) and not doubt:
                head = self.words(f"story.head.{key}")
                return self.words("story.move.was_now", head=head, old=before, new=after)
        if self._plain(change, moves):
            told = self.words("story.move.headed", head=self._head(change), new=self._clause(new, self.alone))
            return self._with(told, moves)
        told = self.words("story.move.was_now", head=self._head(change), old=before, new=after)
        return self._with(told, [one for one in moves if one[0] in _DECIDES])

    def _beside(self, old: Sequence[StoryStatement], new: Sequence[StoryStatement]) -> tuple[str, str]:
        """Both clauses, cut so that a reader sees in what they differ."""
        plain = self._clause(old, self.beside, bare=True), self._clause(new, self.beside, bare=True)
        told = contrast.pair(old, new, self.words("story.semicolon"), plain, self.beside)
        return (
            told if self.own else (self.words("story.quoted", words=told[0]), self.words("story.quoted", words=told[1]))
        )

    def _plain(self, change: Change, moves: Sequence[tuple[Dimension, str]]) -> bool:
        """Whether few words tell the whole: one direction, fairly sure, no more than the moves that are told."""
        if change.tag not in (Tag.SOFTENED, Tag.STRENGTHENED) or change.certainty is Certainty.LOW:
            return False
        if len(change.draft) > 1 or len(change.final) > 1:
            return False  # what was joined or split is told by both wordings
        if self.doubts(change):
            return False
        return bool(moves) and change.kind is not NormKind.SCOPE and len(change.evidence) <= _MOVES + 1

    def _head(self, change: Change) -> str:
        if change.kind is NormKind.SANCTION and not self._punishes(change):
            return self.words("story.head.open_rule")
        opened = is_open(change) or self.doubts(change)
        return self.words(f"story.head.{'open' if opened else change.tag}_{change.kind}")

    def _punishes(self, change: Change) -> bool:
        made = [*self.draft.statements(change.draft), *self.final.statements(change.final)]
        return any(one.punishes(_NAMED) for one in made)

    def doubts(self, change: Change) -> bool:
        """Whether the two wordings give reason to doubt the direction that was read.

        The old binding word still stands in the sentence; a ban with an exception became the permission of what it
        excepted; a duty that permits became a permission; all that was read stands in words added beside others; or
        what was read of a sanction stands in a norm that threatens none.
        """
        if change.tag not in (Tag.SOFTENED, Tag.STRENGTHENED):
            return False
        if change.kind is NormKind.SANCTION and not self._punishes(change):
            return True
        read = [one for one in change.evidence if one.sign is not Sign.UNREADABLE]
        binding = [one for one in read if one.rule.partition(".")[2] in ("deontic.weaker", "deontic.stronger")]
        if (
            read
            and change.kind is NormKind.RIGHT
            and all(one.rule.rpartition(".")[2] in ("gone", "came") for one in read)
        ):
            times = {one.dimension for one in read} == {Dimension.TIME}
            if times:
                return True  # whether it binds who has the right or who owes it, the words do not say
        if binding and self._other_party(change):
            return True
        others = {one.dimension for one in read if one not in binding}
        if binding and others <= {Dimension.EXCEPTION, Dimension.TIME} and self._same_force(change):
            return True
        return bool(read) and all(self._beside_others(change, one) for one in read)

    def _other_party(self, change: Change) -> bool:
        """Whether the two norms bind parties of different names in sentences with few words in common."""
        old, new = self.draft.of(change.draft), self.final.of(change.final)
        if not old or not new or old[0].bearer.text.casefold() == new[0].bearer.text.casefold():
            return False
        return not contrast.alike(self.draft.statement(old[0]).whole(), self.final.statement(new[0]).whole())

    def _same_force(self, change: Change) -> bool:
        old, new = self.draft.of(change.draft), self.final.of(change.final)
        if not old or not new:
            return False
        if self.draft.statement(old[0]).permits or self.final.statement(new[0]).permits:
            return True
        if new[0].kind is not old[0].kind and new[0].kind in (NormKind.RIGHT, NormKind.EXEMPTION):
            return True  # what one must do became what another may ask for, or a case in which a duty does not hold
        if self.draft.only(old[0]) and self.final.only(new[0]):
            return True  # may only, must only: both ban what is left
        one, two = (self.draft, old[0]), (self.final, new[0])
        for (here, norm), (there, other) in ((one, two), (two, one)):
            own = norm.deontic_span
            said = own.of(here.document.text).casefold() if own else ""
            if said and said != _binding(there, other) and said in there.binding_words(other):
                return True
        return (
            old[0].deontic is Deontic.SHALL_NOT and bool(old[0].exceptions) and new[0].deontic is not Deontic.SHALL_NOT
        )

    def _beside_others(self, change: Change, one: Evidence) -> bool:
        """Whether words read as narrower belong to what was added beside others: `or …`, `regardless of …`."""
        if one.final is None or one.draft is not None or one.rule.rpartition(".")[2] not in ("narrower", "came"):
            return False
        if one.dimension not in _WHAT:
            return False
        text, opens = self.final.document.text, self.final.adds
        runs = _joined([e.final for e in change.edits if e.op is Op.INSERT], text)
        run = next((run for run in runs if run.start <= one.final.start < run.end), None)
        if run is None:
            return False
        words, then = text[run.start : run.end].strip(" ,，、").casefold(), text[one.final.end :].lstrip()
        return f"{words} ".startswith(opens) or then.casefold().startswith(opens)

    def _with(self, told: str, moves: Sequence[tuple[Dimension, str]]) -> str:
        return self.words("story.semicolon").join([told, *(words for _, words in moves[:_MOVES])])

    def _moves(self, change: Change) -> list[tuple[Dimension, str]]:
        """What moved, in words; what decides most first, each run of words once."""
        ranked = sorted(
            (one for one in change.evidence if one.sign is not Sign.UNREADABLE or one.dimension in _DECIDES),
            key=lambda one: (one.dimension not in _DECIDES, one.sign is Sign.UNREADABLE),
        )
        found: list[tuple[Dimension, str]] = []
        spent: list[tuple[Span | None, Span | None]] = []
        sanction = any(one.dimension is Dimension.ENFORCEMENT for one in ranked)
        for one in sorted(ranked, key=lambda one: one.dimension is not Dimension.ENFORCEMENT) if sanction else ranked:
            draft, final = self._widened(change, one, ranked)
            if any(_within(draft, a) and _within(final, b) for a, b in spent):
                continue
            spent.append((draft, final))
            found.append((one.dimension, self._move(change, one, draft, final)))
        return found

    def _move(self, change: Change, one: Evidence, draft: Span | None, final: Span | None) -> str:
        old = self._words(draft, self.draft) if draft else ""
        new = self._words(final, self.final) if final else ""
        if old and new:
            return self.words("story.move.gave_way", old=old, new=new)
        gone, name = bool(old), ""
        if one.dimension is Dimension.ENFORCEMENT:
            name = "sanction" if self._punishes(change) else ""
        elif one.dimension in (Dimension.EXCEPTION, Dimension.CONDITION):
            name = str(one.dimension)
        elif one.dimension in (Dimension.TIME, Dimension.QUANTITY):
            own, told = one.draft or one.final, draft or final
            if own and told and told.end - told.start > _MUCH_MORE * (own.end - own.start):
                return self.words(
                    f"story.move.{'gone' if gone else 'came'}", **({"old": old} if gone else {"new": new})
                )
            role = quantities.role(one, self.draft.of(change.draft), self.final.of(change.final))
            usual = "time" if one.dimension is Dimension.TIME else "number"
            name = role if self.words.has(f"story.move.{role}_gone") else usual
        key = f"{name}_{'gone' if gone else 'came'}" if name else ("gone" if gone else "came")
        return self.words(f"story.move.{key}", **({"old": old} if gone else {"new": new}))

    def _words(self, span: Span, reading: Reading) -> str:
        words = fit(tidy(span.of(reading.document.text), reading.language), reading.language, self.quote)
        return without_hanging(words, reading.language)

    def _widened(self, change: Change, one: Evidence, all_: Sequence[Evidence]) -> tuple[Span | None, Span | None]:
        """The words of a move on one side, with all that came or went in one run with them: no fragment of a phrase.

        A time that went where another came is one move: the one gave way to the other.
        """
        if one.draft and one.final:
            return one.draft, one.final
        alike = [other for other in all_ if other.dimension is one.dimension and other is not one]
        if one.dimension is Dimension.TIME and len(alike) == 1 and bool(alike[0].draft) != bool(one.draft):
            return one.draft or alike[0].draft, one.final or alike[0].final
        if one.draft:
            return self._run(one.draft, [e.draft for e in change.edits if e.op is Op.DELETE], self.draft), None
        if one.final:
            return None, self._run(one.final, [e.final for e in change.edits if e.op is Op.INSERT], self.final)
        return None, None

    def _run(self, span: Span, changed: Sequence[Span], reading: Reading) -> Span:
        text = reading.document.text
        low, high = span
        holder = reading.element_over(span)
        for run in _joined(changed, text):
            if run.start < high and low < run.end:
                low, high = min(low, run.start), max(high, run.end)
        norm = reading.norm_at(span.start)
        if norm is not None and norm.deontic_span is not None and low < norm.deontic_span.end <= span.start:
            low = norm.deontic_span.end
        for mark in _STOPS:  # never beyond the clause
            left = text.rfind(mark, low, span.start)
            low = left + 1 if left >= 0 else low
            right = text.find(mark, span.end, high)
            high = right if right >= 0 else high
        if holder is not None and holder.role in _WHOLE:
            low, high = max(low, holder.span.start), min(high, holder.span.end)
            if reading.language != "zh" and 2 * (high - low) >= holder.span.end - holder.span.start:
                low, high = holder.span
        elif reading.language == "zh":
            low, high = _slid(text, low, high, reading.adds)
        return Span(low, high) if high - low <= self.quote else span

    # -- places -----------------------------------------------------------------------------------------------

    def place(self, draft: Sequence[Place], final: Sequence[Place]) -> str:
        """`Art. 9(2)`, `draft Art. 11(1)`, `draft Art. 15(1) → Art. 14(1)`."""
        old, new = self._labels(draft), self._labels(final)
        if not new:
            return self.words("story.cite_draft", place=old)
        if not old or old == new:
            return new
        return self.words("story.cite_moved", draft=old, final=new)

    def _labels(self, places: Sequence[Place]) -> str:
        """The places; of more than two, what their names have in common, if that is a place."""
        names = list(dict.fromkeys(place.label for place in places))
        alike = itertools.takewhile(lambda column: len(set(column)) == 1, zip(*names, strict=False))
        shared = "".join(column[0] for column in alike) if len(names) > _PLACES else ""
        shared = re.sub(r"[(（第\[\s.,-]+$", "", shared)
        return shared if shared[-1:] in _CLOSES and shared else self.words.join(names)


def _binding(reading: Reading, norm: Norm) -> str:
    return norm.deontic_span.of(reading.document.text).casefold() if norm.deontic_span else ""


_HEADS = {
    ("obligation_type.result-to-conduct", Tag.SOFTENED): "effort",
    ("deontic.weaker", Tag.SOFTENED): "weaker",
    ("deontic.stronger", Tag.STRENGTHENED): "stronger",
}
"""Rule and tag of a change -> its headline: never one that says the opposite of the tag."""
_STOPS = ("，", "；", "。", ";", ", ")


def is_open(change: Change) -> bool:
    """Whether the headline claims no direction: none was read, it is doubtful, or only another authority acts now."""
    if change.tag not in (Tag.SOFTENED, Tag.STRENGTHENED):
        return True
    doubtful = change.certainty is Certainty.LOW and (not decisive(change) or _other_norm(change))
    return doubtful or who_acts(change)


def _alike(change: Change) -> bool:
    """Whether the norms of a pair have so many words in common that a reader sees one norm in both."""
    return contrast.alike(*(" ".join(place.text for place in side) for side in (change.draft, change.final)))


def _other_norm(change: Change) -> bool:
    """Whether all that decides is a time that came or went, in norms with few words in common: perhaps of two matters."""
    deciding = {one.dimension for one in change.evidence if one.sign is not Sign.UNREADABLE}
    if Dimension.TIME not in deciding or deciding & {Dimension.ENFORCEMENT, Dimension.OBLIGATION_TYPE}:
        return False
    return not _alike(change)


def burden_told(change: Change) -> Burden:
    """Which way the sentence of a norm in both texts says that it goes: the change's own way, where that is claimed."""
    if is_open(change) and not (change.tag is Tag.MIXED and change.certainty is not Certainty.LOW):
        return Burden.UNCLEAR
    return change.burden


def who_acts(change: Change) -> bool:
    """Whether all that was read of a sanction or a power is which authority acts."""
    read = [one for one in change.evidence if one.sign is not Sign.UNREADABLE]
    alone = all(one.dimension is Dimension.SCOPE_PARTY for one in read)
    return alone and change.kind in (NormKind.SANCTION, NormKind.POWER)


def _slid(text: str, low: int, high: int, opens: tuple[str, ...]) -> tuple[int, int]:
    """A run of new words moved on as long as it stays the same change, to where a join opens it (和重要数据)."""
    start, end = low, high
    while end < len(text) and text[start] == text[end] and start < high:
        start, end = start + 1, end + 1
        if text.startswith(opens, start):
            return start, end
    return low, high


def _joined(spans: Sequence[Span], text: str) -> list[Span]:
    """Runs with nothing but white space between them, as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and not text[found[-1].end : span.start].strip():
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _within(span: Span | None, other: Span | None) -> bool:
    return span is None or (other is not None and other.holds(span))


def capital(words: str) -> str:
    """`words` with a capital at its head."""
    return words[:1].upper() + words[1:]
