"""When a direction is not claimed: nothing was read, it is doubtful, or the two wordings speak against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Burden, Certainty, Deontic, Dimension, NormKind, Op, Sign, Tag
from legiscompare.report.story import contrast
from legiscompare.report.story.runs import joined
from legiscompare.report.story.salience import decisive

if TYPE_CHECKING:
    from legiscompare.model import Change, Evidence, Norm
    from legiscompare.report.story.statements import Reading

NAMED = 5
"""Words after the binding word among which a sanction is named."""
_WHAT = (Dimension.SCOPE_OBJECT, Dimension.SCOPE_PARTY, Dimension.DEFINITION, Dimension.PROCEDURE)
"""Dimensions of what a norm is about: another thing beside those named makes it wider."""


class Doubts:
    """What speaks against a direction that was read, for one comparison."""

    def __init__(self, draft: Reading, final: Reading) -> None:
        self.draft, self.final = draft, final
        self._found: dict[str, bool] = {}

    def of(self, change: Change) -> bool:
        """Whether the two wordings give reason to doubt the direction that was read.

        - The old binding word still stands in the sentence.
        - A ban with an exception became the permission of what it excepted.
        - A duty that permits became a permission.
        - All that was read stands in words added beside others.
        - What was read of a sanction stands in a norm that threatens none.
        """
        known = self._found.get(change.id)
        if known is None:
            known = self._found[change.id] = self._doubted(change)
        return known

    def _doubted(self, change: Change) -> bool:
        if change.tag not in (Tag.SOFTENED, Tag.STRENGTHENED):
            return False
        if change.kind is NormKind.SANCTION and not self.punishes(change):
            return True
        if change.kind is NormKind.SANCTION and self._left_to_other_law(change):
            return True
        read = [one for one in change.evidence if one.sign is not Sign.UNREADABLE]
        binding = [one for one in read if one.rule.partition(".")[2] in ("deontic.weaker", "deontic.stronger")]
        if (
            read
            and change.kind in (NormKind.RIGHT, NormKind.SANCTION, NormKind.POWER)
            and all(one.rule.rpartition(".")[2] in ("gone", "came") for one in read)
        ):
            times = {one.dimension for one in read} == {Dimension.TIME}
            if times:
                return True  # whether it binds who has the right or who owes it, the words do not say
        if binding and (self._other_party(change) or self._no_word(change)):
            return True
        others = {one.dimension for one in read if one not in binding}
        if binding and others <= {Dimension.EXCEPTION, Dimension.TIME} and self._same_force(change):
            return True
        if change.kind is NormKind.SANCTION and read and all(one.dimension in _WHAT for one in read):
            return True  # whom or what a sanction names makes it neither milder nor harsher
        return bool(read) and all(
            self._beside_others(change, one) or self._makes_no_difference(one) or self._exchanged(change, one)
            for one in read
        )

    def _left_to_other_law(self, change: Change) -> bool:
        """Whether one wording alone leaves the sanction to another law: what it threatens, the two texts do not say."""
        sides = [(self.draft, change.draft), (self.final, change.final)]
        leaves = [any(norm.external_refs for norm in reading.of(places)) for reading, places in sides]
        figures = [any(norm.quantities for norm in reading.of(places)) for reading, places in sides]
        return leaves[0] != leaves[1] and figures[leaves.index(False)] and not figures[leaves.index(True)]

    def _other_party(self, change: Change) -> bool:
        """Whether the two norms bind parties of different names in sentences with few words in common."""
        old, new = self.draft.of(change.draft), self.final.of(change.final)
        if not old or not new or old[0].bearer.text.casefold() == new[0].bearer.text.casefold():
            return False
        return not contrast.alike(self.draft.statement(old[0]).whole(), self.final.statement(new[0]).whole())

    def _no_word(self, change: Change) -> bool:
        """Whether a norm that binds by no word of its own stands beside one with such a word, and neither is a list point."""
        sides = ((self.draft, change.draft), (self.final, change.final))
        for reading, places in sides:
            for norm in reading.of(places)[:1]:
                own = norm.deontic_span is not None and norm.span.holds(norm.deontic_span)
                if norm.deontic is Deontic.BINDS and not own and not reading.is_point(norm):
                    return True
        return False

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

    def _exchanged(self, change: Change, one: Evidence) -> bool:
        """Whether words read as fewer or more were put in the place of others, or are a piece of a Chinese word."""
        if one.dimension not in _WHAT or (one.draft and one.final):
            return False
        span, reading = (one.draft, self.draft) if one.draft else (one.final, self.final)
        if span is None:
            return False
        if self.final.language == "zh" and span.end - span.start == 1:
            return True
        own = Op.DELETE if one.draft else Op.INSERT
        edits = [edit for edit in change.edits if not edit.editorial and edit.op is not Op.EQUAL]
        for edit in edits:
            mine = edit.draft if own is Op.DELETE else edit.final
            if edit.op is not own or not (mine.start <= span.start and span.end <= mine.end):
                continue
            size = mine.end - mine.start
            for other in edits:
                put = other.final if own is Op.DELETE else other.draft
                touches = edit.draft.end == other.draft.start or other.draft.end == edit.draft.start
                beside = edit.final.end == other.final.start or other.final.end == edit.final.start
                if other.op is not own and touches and beside and 2 * (put.end - put.start) >= size:
                    return bool(reading.document.text[mine.start : mine.end].strip())
        return False

    def _makes_no_difference(self, one: Evidence) -> bool:
        """Whether what was read stands in a clause that opens with `irrespective of` and the like."""
        sides = [(self.draft, one.draft), (self.final, one.final)]
        return all(span is None or reading.behind_whatever(span) for reading, span in sides)

    def _beside_others(self, change: Change, one: Evidence) -> bool:
        """Whether words read as narrower belong to what was added beside others: `or …`, `regardless of …`."""
        if one.final is None or one.draft is not None or one.rule.rpartition(".")[2] not in _added(one.dimension):
            return False
        text, opens = self.final.document.text, self.final.adds
        runs = joined([e.final for e in change.edits if e.op is Op.INSERT], text)
        run = next((run for run in runs if run.start <= one.final.start < run.end), None)
        if run is None:
            return False
        words, then = text[run.start : run.end].strip(" ,，、").casefold(), text[one.final.end :].lstrip()
        return f"{words} ".startswith(opens) or then.casefold().startswith(opens)

    def punishes(self, change: Change) -> bool:
        made = [*self.draft.statements(change.draft), *self.final.statements(change.final)]
        return any(one.punishes(NAMED) for one in made)


def _added(dimension: Dimension) -> tuple[str, ...]:
    """Moves that read added words as narrower: of what a norm is about, or, of a condition, as one more case."""
    if dimension is Dimension.CONDITION:
        return ("more",)
    return ("narrower", "came") if dimension in _WHAT else ()


def _binding(reading: Reading, norm: Norm) -> str:
    return norm.deontic_span.of(reading.document.text).casefold() if norm.deontic_span else ""


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
