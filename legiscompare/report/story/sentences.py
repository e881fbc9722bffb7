"""A change in plain words: who, what, which way, in the text's own words, with its place."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import Burden, Certainty, NormKind, Sign, Tag
from legiscompare.report.items import QUIET
from legiscompare.report.messages import capital
from legiscompare.report.story import contrast
from legiscompare.report.story.citing import cite, labels
from legiscompare.report.story.cutting import OVER, cuts_off, tidy
from legiscompare.report.story.differing import differences
from legiscompare.report.story.doubts import Doubts, burden_told, is_open
from legiscompare.report.story.elsewhere import REPLACED, REPLACED_CASE, REPLACED_TURNED, Elsewhere, Nearest
from legiscompare.report.story.moves import DECIDES, Moves
from legiscompare.report.story.naming import Names
from legiscompare.report.story.statement import COLONS
from legiscompare.report.story.turned import to_choice, to_effort

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from legiscompare.model import Change, Comparison, Dimension, Place
    from legiscompare.report.items import ReportItem
    from legiscompare.report.messages import Catalogue
    from legiscompare.report.story.salience import Weight
    from legiscompare.report.story.statement import StoryStatement
    from legiscompare.report.story.statements import Reading


class Lengths(NamedTuple):
    """Code points at most."""

    alone: int
    """Of a clause that stands alone."""
    beside: int
    """Of a clause beside another."""
    quote: int
    """Of a quote of words that moved."""


_LONG = {"zh": Lengths(88, 44, 36)}
_USUAL = Lengths(235, 150, 110)
_SHORT = 0.65
"""Share of these lengths for a sentence that shares its line with another."""
_EFFORT = ("obligation_type.result-to-conduct", "obligation_type.conduct-to-result")
_SPARE = (26, 9)
"""Code points beyond its room for which a further clause is still told, and a Chinese one."""
_GAPS = (2, 4)
"""Ellipses of a wording up to which it can be read beside another; a Chinese one is two characters."""
_MOVES = 2
"""Moves that a sentence tells."""
_DUTIES = {NormKind.OBLIGATION, NormKind.PROCEDURE}


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

    def __init__(
        self, words: Catalogue, draft: Reading, final: Reading, comparison: Comparison, known: Teller | None = None
    ) -> None:
        """`known` tells the same comparison in another language: what it found is not looked for again."""
        self.words, self.draft, self.final = words, draft, final
        self.labels: Mapping[str, str] = known.labels if known else labels(comparison)
        self.nearest: Nearest = known.nearest if known else Nearest(draft, final, comparison)
        self.doubted: Doubts = known.doubted if known else Doubts(draft, final)
        self.own = words.primary == final.language
        """Whether the report speaks the texts' language: only then may their words run on in its sentences."""
        self.alone, self.beside, quote = self.lengths()
        self.moved = Moves(words, self.doubted, quote)
        self.names = Names(draft, final, own=self.own)
        self.short = False

    def lengths(self, *, short: bool = False) -> Lengths:
        """How long a sentence may be; `short`: one that shares its line with another."""
        usual = _LONG.get(self.final.language, _USUAL)
        return Lengths(int(_SHORT * usual.alone), int(_SHORT * usual.beside), usual.quote) if short else usual

    def sentence(self, items: Sequence[ReportItem], weight: Weight) -> Sentence:
        """The sentence of one change, or of several norms that came or went one after the other in one provision."""
        changes = [item.change for item in items]
        draft = [place for change in changes for place in change.draft]
        final = [place for change in changes for place in change.final]
        told = [self._told(changes, short=short) for short in (False, True)]
        near = self.elsewhere(changes)
        burdens = {self.burden(change) for change in changes}
        burden = burdens.pop() if len(burdens) == 1 else Burden.BOTH
        certainty = max((change.certainty for change in changes), key=list(Certainty).index)
        if near is not None:
            burden = Burden.UNCLEAR if near.held or near.likely else burden
            certainty = max(certainty, Certainty.MEDIUM, key=list(Certainty).index)
        where = cite(self.words, draft, final)
        if near is not None and not near.held and (label := self._label(changes[0], near)):
            key = "story.nearest_now" if changes[0].draft else "story.nearest_before"
            where = self.words(key, cite=where, place=label)
        elif near is None and (like := self._to_compare(changes[0])):
            certainty = max(certainty, Certainty.MEDIUM, key=list(Certainty).index)
            where = self.words("story.compare", cite=where, place=like)
        return Sentence(told[0], told[1], where, tuple(items), weight, burden, certainty)

    def _to_compare(self, change: Change) -> str:
        """The place of the norm of the other text that is most like one that is gone or new, where none comes near."""
        if change.tag not in (Tag.REMOVED, Tag.ADDED):
            return ""
        norm = self.nearest.to_compare(change)
        return self._label(change, Elsewhere(norm, held=False)) if norm is not None else ""

    def doubts(self, change: Change) -> bool:
        """Whether the two wordings speak against the direction that was read."""
        return self.doubted.of(change)

    def headline(self, change: Change) -> str:
        """One change in plain words, without its place."""
        if change.tag in QUIET:
            return self.words(f"story.quiet.{change.tag}")
        told = capital(self._told([change], short=False)) + self.words("story.stop")
        return told.replace("….", "…").replace("……。", "……")

    def burden(self, change: Change) -> Burden:
        """Which way the sentence says that a change goes."""
        if change.tag in (Tag.REMOVED, Tag.ADDED):
            return self.names.burden(change)
        return Burden.UNCLEAR if self.doubted.of(change) or self.replaced(change) else burden_told(change)

    def replaced(self, change: Change) -> bool:
        """Whether two norms that were paired have so few words in common that the one replaced the other.

        That is asked where the pair is not sure. Of two sanctions that are not sure to be one, it is also asked of what
        they punish: the words of the punishment are the same everywhere.
        """
        if change.certainty is Certainty.HIGH or not (change.draft and change.final):
            return False
        old, new = self.draft.statements(change.draft), self.final.statements(change.final)
        if change.kind is NormKind.SANCTION and self.nearest.common(old[0].case, new[0].case) < REPLACED_CASE:
            return True
        effort = any(one.draft and one.final and one.rule.partition(".")[2] in _EFFORT for one in change.evidence)
        if change.certainty is not Certainty.LOW or effort:
            return False  # to prevent → to take measures: what is told of it names both
        turned = to_effort(change, self.draft, self.final) or to_choice(old, new)
        least = REPLACED_TURNED if turned else REPLACED
        return self.nearest.common(*(" ".join(one.whole() for one in side) for side in (old, new))) < least

    def chosen(self, change: Change) -> bool:
        """Whether of the acts that a duty names one may be chosen now, where one of them had to be done."""
        if not (change.draft and change.final):
            return False
        return to_choice(self.draft.statements(change.draft), self.final.statements(change.final))

    def elsewhere(self, changes: Sequence[Change]) -> Elsewhere | None:
        """Where the other text says nearly the same, or what comes nearest there; of several norms, only if of each."""
        found = [self.nearest.of(change) for change in changes if change.tag in (Tag.REMOVED, Tag.ADDED)]
        if not found or found[0] is None:
            return None
        held = all(one is not None and one.held for one in found)
        likely = all(one is not None and (one.held or one.likely) for one in found)
        return found[0] if held == found[0].held else Elsewhere(found[0].norm, held=False, likely=likely)

    def _told(self, changes: Sequence[Change], *, short: bool) -> str:
        change, self.short = changes[0], short
        self.alone, self.beside, _ = self.lengths(short=short)
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
        norms = reading.of(places)
        if len(norms) == len(places) and any(map(reading.inserts, norms)):  # what is inserted, without the instruction
            places = [place for place, norm in zip(places, norms, strict=True) if reading.inserts(norm)]
        made, way = reading.statements(places), "gone" if gone else "fresh"
        if near is not None and near.held and (label := self._label(change, near)):
            clause = self._clause(made, self.alone)
            return self.words(f"story.{way}.elsewhere", clause=clause, place=label)
        if near is not None and near.likely and self._label(change, near):
            return self.words(f"story.{way}.perhaps", clause=self._clause(made, self.alone))
        name = self.names.sort(change, made[0], reading.of(places))
        if name != "duty" or not gone or not self.own or not made[0].commands:
            return self.words(f"story.{way}.{name}", clause=self._clause(made, self.alone))
        return self._no_longer(made, self.alone)

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
        if len(told) > 1 and any("…" in said for said in told):  # one whole duty says more than two that are cut
            return self._no_longer(groups[0], limit) + self.words("story.and_more", count=len(made) - len(groups[0]))
        return self.words("story.semicolon").join(told)

    def _clause(
        self, made: Sequence[StoryStatement], limit: int, *, modal: str | None = None, bare: bool = False
    ) -> str:
        told, head, left = made[0].whole(modal=modal, limit=limit), made[0], 0
        further = self.words("story.or_also" if modal else "story.and_also")
        for one in made[1:]:  # a further clause is told whole or left to the detail view
            shared = bool(one.who) and (one.before, one.who, one.modal) == (head.before, head.who, head.modal)
            clause = one.rest if shared else one.whole(modal=modal)
            spare = _SPARE[self.final.language == "zh"]  # that there is one more takes as much room
            if left or len(told) + len(clause) > limit + spare:
                left += 1
                continue
            told += (further if shared and one.modal not in COLONS else self.words("story.semicolon")) + clause
            head = one
        told = told if self.own or bare else self.words("story.quoted", words=told)
        return told + self.words("story.and_more", count=left) if left else told

    # -- norms in both texts ----------------------------------------------------------------------------------

    def _paired(self, change: Change) -> str:
        old, new = self.draft.statements(change.draft), self.final.statements(change.final)
        rules = {one.rule.partition(".")[2] for one in change.evidence if one.sign is not Sign.UNREADABLE}
        moves = self.moved.of(change)
        if self.replaced(change):
            plain = (self._clause(old, self.beside), self._clause(new, self.beside))
            head = self.words("story.head.replaced")
            told = self.words("story.move.was_now", head=head, old=plain[0], new=plain[1])
            decide = [] if change.kind is NormKind.SANCTION else [one for one in moves if one[0] in DECIDES]
            return self._with(told, decide)
        doubt = self.doubted.of(change)
        eased = self.burden(change) in (Burden.DOWN, Burden.BOTH)
        duties = change.kind in _DUTIES and old[0].commands and self.own
        if "obligation_type.result-to-conduct" in rules and eased and duties:
            return self._effort(change, old, new, [one for one in moves if one[0] in DECIDES])
        before, after = self._beside(change, old, new)
        differ = self._differ(old, new) if cuts_off(before) or cuts_off(after) else ""
        if "obligation_type.conduct-to-result" in rules and self.burden(change) in (Burden.UP, Burden.BOTH):
            return self.words("story.move.result", old=before, new=after)
        for (rule, tag), key in _HEADS.items():
            if key in _FORCE and (change.kind in _UNFORCED or not self._force_moved(old, new)):
                continue
            if rule in rules and tag is change.tag and not is_open(change) and not doubt:
                head = self.words(f"story.head.{key}")
                if differ:
                    return self._headed(head, new, differ)
                return self.words("story.move.was_now", head=head, old=before, new=after)
        if self.chosen(change) and (is_open(change) or change.tag is Tag.SOFTENED):
            return self.words("story.move.was_now", head=self.words("story.head.choice"), old=before, new=after)
        if differ:
            return self._headed(self._head(change), new, differ)
        seen = not before.endswith(("…", self.words.marks[1])) or not contrast.same_so_far(before, after)
        both_cut = self.final.language != "zh" and cuts_off(before) and cuts_off(after)
        if moves and (
            both_cut or not seen or max(before.count("…"), after.count("…")) > _GAPS[self.final.language == "zh"]
        ):
            told = self.words(
                "story.move.headed",
                head=self._head(change),
                new=self._clause(new, self.alone if both_cut else self.beside),
            )
            return self._with(told, moves)  # two wordings with many gaps cannot be read
        if self._plain(change, moves):
            if self.final.language != "zh" and not any(one[0] in DECIDES for one in moves):
                return self._all_that_differs(change, old, new, before, after)
            room = max(self.alone - sum(len(words) for _, words in moves[:_MOVES]), self.beside)
            told = self.words("story.move.headed", head=self._head(change), new=self._clause(new, room))
            return self._with(told, moves)
        told = self.words("story.move.was_now", head=self._head(change), old=before, new=after)
        return self._with(told, [one for one in moves if one[0] in DECIDES])

    def _all_that_differs(
        self, change: Change, old: Sequence[StoryStatement], new: Sequence[StoryStatement], before: str, after: str
    ) -> str:
        """The wording of now and all that differs; where that is too much, both wordings."""
        if differ := self._differ(old, new):
            return self._headed(self._head(change), new, differ)
        return self.words("story.move.was_now", head=self._head(change), old=before, new=after)

    def _headed(self, head: str, new: Sequence[StoryStatement], differ: str) -> str:
        """The wording of now, and what differs from the one before."""
        told = self.words("story.move.headed", head=head, new=self._clause(new, self.alone))
        return self.words("story.semicolon").join([told, differ])

    def _differ(self, old: Sequence[StoryStatement], new: Sequence[StoryStatement]) -> str:
        """In which words two wordings differ; empty where that takes more words than it saves."""
        joiner = self.words("story.semicolon")
        texts = [joiner.join(one.whole() for one in side) for side in (old, new)]
        found = differences(texts[0], texts[1], self.final.language, self.final.brackets)
        said = [self._run(*one) for one in found]
        return "" if sum(map(len, said)) > OVER * self.alone else joiner.join(said)

    def _run(self, old: str, new: str) -> str:
        if old and new:
            return self.words("story.move.gave_way", old=old, new=new)
        return self.words("story.move.gone", old=old) if old else self.words("story.move.came", new=new)

    def _force_moved(self, old: Sequence[StoryStatement], new: Sequence[StoryStatement]) -> bool:
        """Whether the two wordings show that another word binds now: where both are taken apart, it is not the same."""
        return not (old[0].apart and new[0].apart and old[0].modal.split()[:2] == new[0].modal.split()[:2])

    def _effort(
        self,
        change: Change,
        old: Sequence[StoryStatement],
        new: Sequence[StoryStatement],
        moves: Sequence[tuple[Dimension, str]],
    ) -> str:
        """What had to be brought about, and what has to be done instead; where room is short, the latter alone."""
        told = new if len(new) > 1 or not (new[0].before and old[0].before) else [replace(new[0], before="")]
        act = len(replace(old[0], before="").whole())
        far = old[0].rest.startswith(",")  # the act stands behind an adjunct, and would be cut off
        if len(old) == 1 and (self.short or far) and act > OVER * self.beside:
            head = self.words("story.head.effort") if not self.doubted.of(change) else self._head(change)
            return self._with(self.words("story.move.headed", head=head, new=self._clause(new, self.alone)), moves)
        before = self._no_longer(old, self.beside)
        rest = max(self.alone - len(before), self.beside)
        return self._with(self.words("story.move.effort", old=before, new=self._clause(told, rest)), moves)

    def _decides(self, change: Change) -> tuple[str, str]:
        """The words of either text by which a direction was read, where one is claimed."""
        if self.burden(change) is Burden.UNCLEAR:
            return "", ""
        read = next((one for one in change.evidence if one.sign is not Sign.UNREADABLE), None)
        sides = ((read.draft, self.draft), (read.final, self.final)) if read else ()
        found = ["" if span is None else tidy(span.of(r.document.text), r.language) for span, r in sides]
        return (found[0], found[1]) if found else ("", "")

    def _beside(self, change: Change, old: Sequence[StoryStatement], new: Sequence[StoryStatement]) -> tuple[str, str]:
        """Both clauses, cut so that a reader sees in what they differ."""
        told = contrast.pair(old, new, self.words("story.semicolon"), self.beside, self._decides(change))
        lost = [made[0].apart and made[0].modal not in said for made, said in ((old, told[0]), (new, told[1]))]
        plain = self._clause(old, self.beside, bare=True), self._clause(new, self.beside, bare=True)
        told = plain if any(lost) and plain[0] != plain[1] else told  # without its binding word a clause says nothing
        return (
            told if self.own else (self.words("story.quoted", words=told[0]), self.words("story.quoted", words=told[1]))
        )

    def _plain(self, change: Change, moves: Sequence[tuple[Dimension, str]]) -> bool:
        """Whether few words tell the whole: one direction, fairly sure, no more than the moves that are told."""
        if change.tag not in (Tag.SOFTENED, Tag.STRENGTHENED) or change.certainty is Certainty.LOW:
            return False
        if len(change.draft) > 1 or len(change.final) > 1:
            return False  # what was joined or split is told by both wordings
        if self.doubted.of(change):
            return False
        return bool(moves) and change.kind is not NormKind.SCOPE and len(change.evidence) <= _MOVES + 1

    def _head(self, change: Change) -> str:
        if change.kind is NormKind.SANCTION and not self.doubted.punishes(change):
            return self.words("story.head.open_rule")
        norms = [*self.draft.of(change.draft), *self.final.of(change.final)]
        exempt = [one.exempts for one in (*self.draft.statements(change.draft), *self.final.statements(change.final))]
        mixed = any(one.kind is not NormKind.EXEMPTION for one in norms)
        if change.kind is NormKind.EXEMPTION and self.own and (mixed or not all(exempt)):
            return self.words("story.head.open_rule")
        opened = is_open(change) or self.doubted.of(change)
        return self.words(f"story.head.{'open' if opened else change.tag}_{change.kind}")

    def _with(self, told: str, moves: Sequence[tuple[Dimension, str]]) -> str:
        """`told` and the moves that decide, without those whose words a reader has seen on both sides."""
        said = [words for _, words in moves[:_MOVES] if not self._seen(told, words)]
        return self.words("story.semicolon").join([told, *said])

    def _seen(self, told: str, move: str) -> bool:
        """Whether a move says nothing beyond two wordings that stand beside each other: both are whole, or hold its words."""
        quoted = self.words.quoted_in(move)
        mark = self.words("story.move.was_now", head="", old="\0", new="\0").split("\0")[1]
        before, _, now = told.partition(mark)
        if not now or not quoted:
            return False
        if len(quoted) > 1:
            return quoted[0] in before and quoted[-1] in now
        return (quoted[0].rstrip("…") in before) != (quoted[0].rstrip("…") in now)


_FORCE = ("weaker", "stronger")
_UNFORCED = {NormKind.EXEMPTION, NormKind.SCOPE, NormKind.DEFINITION}
"""Norms that say for whom or what others hold: they bind nobody more or less."""
_HEADS = {
    ("obligation_type.result-to-conduct", Tag.SOFTENED): "effort",
    ("deontic.weaker", Tag.SOFTENED): "weaker",
    ("deontic.stronger", Tag.STRENGTHENED): "stronger",
}
"""Rule and tag of a change -> its headline: never one that says the opposite of the tag."""
