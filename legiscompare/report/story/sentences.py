"""A change in plain words: who, what, which way, in the text's own words, with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legiscompare.model import Burden, Certainty, Dimension, NormKind, Op, Role, Sign, Span, Tag
from legiscompare.report.story import contrast, quantities
from legiscompare.report.story.cutting import fit, tidy
from legiscompare.report.story.salience import decisive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Change, Evidence, Place
    from legiscompare.report.items import ReportItem
    from legiscompare.report.messages import Catalogue
    from legiscompare.report.story.salience import Weight
    from legiscompare.report.story.statement import StoryStatement
    from legiscompare.report.story.statements import Reading

_LONG = {"zh": (80, 70, 28)}
_USUAL = (230, 200, 110)
_SHORT = 0.7
"""Share of these lengths for a sentence that is not the first of its line."""
"""Longest clause that stands alone, that stands beside another, and longest quote of words that moved (code points)."""
_MOVES = 2
_MUCH_MORE = 3
"""Words that moved in one run with a time or a figure, this many times as long as it, are more than a time or a figure."""
_DUTIES = {NormKind.OBLIGATION, NormKind.PROCEDURE}
_WHOLE = (Role.TIME, Role.CONDITION, Role.EXCEPTION)
"""Roles whose words are quoted up to their own bounds."""
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

    def __init__(self, words: Catalogue, draft: Reading, final: Reading) -> None:
        self.words, self.draft, self.final = words, draft, final
        self.own = words.language == final.language
        """Whether the report speaks the texts' language: only then may their words run on in its sentences."""
        self.alone, self.beside, self.quote = _LONG.get(final.language, _USUAL)

    def sentence(self, items: Sequence[ReportItem], weight: Weight) -> Sentence:
        """The sentence of one change, or of several norms that came or went one after the other in one provision."""
        change = items[0].change
        draft = [place for item in items for place in item.change.draft]
        final = [place for item in items for place in item.change.final]
        single = change.tag in (Tag.REMOVED, Tag.ADDED)
        told = []
        for share in (1.0, _SHORT):
            self.alone, self.beside = (int(share * one) for one in _LONG.get(self.final.language, _USUAL)[:2])
            words = self._single(change, draft or final) if single else self._paired(change)
            told.append(words.replace("….", "…"))  # an ellipsis ends a sentence by itself
        burden = change.burden if single else burden_told(change)
        certainty = max((item.change.certainty for item in items), key=list(Certainty).index)
        return Sentence(told[0], told[1], self.place(draft, final), tuple(items), weight, burden, certainty)

    # -- norms on one side ------------------------------------------------------------------------------------

    def _single(self, change: Change, places: Sequence[Place]) -> str:
        gone = change.tag is Tag.REMOVED
        made = (self.draft if gone else self.final).statements(places)
        kind = change.kind
        if kind is NormKind.OBLIGATION and self.own and made[0].forbids:
            kind = NormKind.PROHIBITION
        if kind in (NormKind.EXEMPTION, NormKind.PERMISSION) and made[0].binds:
            return self.words(f"story.{'gone' if gone else 'fresh'}.rule", clause=self._clause(made, self.alone))
        if kind is not NormKind.OBLIGATION or not gone or not self.own or not made[0].commands:
            name = "duty" if kind is NormKind.OBLIGATION else str(kind)
            return self.words(f"story.{'gone' if gone else 'fresh'}.{name}", clause=self._clause(made, self.alone))
        return self._no_longer(made, self.alone)

    def _no_longer(self, made: Sequence[StoryStatement], limit: int) -> str:
        """That a duty is asked no longer: a party need not; of a thing it is not required. What bans is a ban that is gone."""
        told, share = [], max(limit // len(made), limit // 3)
        for one in made:
            if not one.commands:
                kind = "prohibition" if one.forbids else "rule"
                told.append(self.words(f"story.gone.{kind}", clause=self._clause([one], share)))
            elif one.acts or not one.can_be_required:
                need_not = self.words("story.need_no_longer")
                told.append(self.words("story.gone.obligation", clause=self._clause([one], share, modal=need_not)))
            else:
                told.append(self.words("story.not_required", clause=self._clause([one.required], share)))
        return self.words("story.semicolon").join(told)

    def _clause(
        self, made: Sequence[StoryStatement], limit: int, *, modal: str | None = None, bare: bool = False
    ) -> str:
        whole = [made[0].whole(modal=modal, limit=limit)]
        for one in made[1:]:  # a further clause is told whole or left to the detail view
            clause = one.whole(modal=modal)
            if sum(map(len, whole)) + len(clause) > limit:
                break
            whole.append(clause)
        joined = self.words("story.semicolon").join(whole)
        return joined if self.own or bare else self.words("story.quoted", words=joined)

    # -- norms in both texts ----------------------------------------------------------------------------------

    def _paired(self, change: Change) -> str:
        old, new = self.draft.statements(change.draft), self.final.statements(change.final)
        rules = {one.rule.partition(".")[2] for one in change.evidence if one.sign is not Sign.UNREADABLE}
        eased = burden_told(change) in (Burden.DOWN, Burden.BOTH)
        moves = self._moves(change)
        if "obligation_type.result-to-conduct" in rules and eased and old[0].commands and self.own:
            before = self._no_longer(old, self.beside) if change.kind in _DUTIES else ""
        else:
            before = ""
        if before:
            told = self.words("story.move.effort", old=before, new=self._clause(new, self.beside))
            return self._with(told, [one for one in moves if one[0] in _DECIDES])
        before, after = self._beside(old, new)
        if "obligation_type.conduct-to-result" in rules and burden_told(change) in (Burden.UP, Burden.BOTH):
            return self.words("story.move.result", old=before, new=after)
        for (rule, tag), key in _HEADS.items():
            if rule in rules and tag is change.tag and not is_open(change):
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
        return bool(moves) and change.kind is not NormKind.SCOPE and len(change.evidence) <= _MOVES + 1

    def _head(self, change: Change) -> str:
        return self.words(f"story.head.{'open' if is_open(change) else change.tag}_{change.kind}")

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
            name = "sanction"
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
        return fit(tidy(span.of(reading.document.text), reading.language), reading.language, self.quote)

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
        return self.words.join(dict.fromkeys(place.label for place in places))


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


def _other_norm(change: Change) -> bool:
    """Whether all that decides is a time that came or went, in norms with few words in common: perhaps of two matters."""
    deciding = {one.dimension for one in change.evidence if one.sign is not Sign.UNREADABLE}
    if Dimension.TIME not in deciding or deciding & {Dimension.ENFORCEMENT, Dimension.OBLIGATION_TYPE}:
        return False
    return not contrast.alike(*(" ".join(place.text for place in side) for side in (change.draft, change.final)))


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
