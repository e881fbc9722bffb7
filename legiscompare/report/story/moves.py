"""What moved inside a norm that stays, in words: one gave way to the other, came, or went."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legiscompare.model import Dimension, Op, Role, Sign, Span
from legiscompare.report.story import quantities
from legiscompare.report.story.cutting import balanced, fit, tables, tidy, without_hanging
from legiscompare.report.story.doubts import NAMED
from legiscompare.report.story.pieces import tokens_of
from legiscompare.report.story.runs import joined, slid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Change, Evidence
    from legiscompare.report.messages import Catalogue
    from legiscompare.report.story.doubts import Doubts
    from legiscompare.report.story.statements import Reading

_MUCH_MORE = 3
"""Words that moved in one run with a time or a figure, this many times as long as it, are more than a time or a figure."""
_WHOLE = (Role.TIME, Role.CONDITION, Role.EXCEPTION)
"""Roles whose words are quoted up to their own bounds."""
_SCRAP = 2
"""Words (in Chinese: characters) that a quote has at least."""
_MANY = 4
_SAME = 0.85
"""What came has so many words (in Chinese: pairs of characters), and so large a share of them stands on the other side."""
_AHEAD = 12
"""Characters before a run of words among which its first ones are looked for."""
_BESIDE = 0.75
"""Share of a Chinese sanction's pairs of characters that stands in the same provision of the other text, if it is there."""
_WHOLLY = 0.8
"""Share of an exception's or a condition's words that came or went, from which on it came or went."""
_POINT = re.compile(r"^\((?:[a-z]{1,4}|\d{1,2})\)\s+(?=[a-z])")
"""The mark of a list point at the head of a quote."""
_STOPS = ("，", "；", "。", ";", ", ")
DECIDES = (Dimension.TIME, Dimension.QUANTITY, Dimension.ENFORCEMENT, Dimension.EXCEPTION)
"""Dimensions whose moves are told even beside both wordings."""


class Moves:
    """Words for the moves of a change; `quote` is the longest run of words that is quoted (code points)."""

    def __init__(self, words: Catalogue, doubts: Doubts, quote: int) -> None:
        self.words, self.doubts, self.quote = words, doubts, quote
        self.draft, self.final = doubts.draft, doubts.final

    def of(self, change: Change) -> list[tuple[Dimension, str]]:
        """What moved, in words; what decides most first, each run of words once."""
        ranked = sorted(
            (one for one in change.evidence if _tells(one)),
            key=lambda one: (one.dimension not in DECIDES, one.sign is Sign.UNREADABLE),
        )
        made = [*self.draft.statements(change.draft), *self.final.statements(change.final)]
        hung = any(one.hung for one in made)  # a half of a sentence: what is missing may stand in the other half
        found: list[tuple[Dimension, str]] = []
        spent: list[tuple[Span | None, Span | None]] = []
        sanction = any(one.dimension is Dimension.ENFORCEMENT for one in ranked)
        for one in sorted(ranked, key=lambda one: one.dimension is not Dimension.ENFORCEMENT) if sanction else ranked:
            draft, final = self._widened(change, one, ranked)
            if any(_within(draft, a) and _within(final, b) for a, b in spent):
                continue
            spent.append((draft, final))
            quoted = (draft and self._words(draft, self.draft), final and self._words(final, self.final))
            if not any(map(str.isalnum, "".join(filter(None, quoted)))):
                continue  # what stands in the words above both norms has no words here
            if not all(quoted) and (hung or self._is_scrap(quoted) or self._other_has(change, draft, final)):
                continue
            if one.dimension is Dimension.ENFORCEMENT and self._stands_beside(change, draft, final):
                continue
            found.append((one.dimension, self._move(change, one, draft, final)))
        return found

    def _move(self, change: Change, one: Evidence, draft: Span | None, final: Span | None) -> str:
        old = self._words(draft, self.draft) if draft else ""
        new = self._words(final, self.final) if final else ""
        if old and new:
            return self.words("story.move.gave_way", old=old, new=new)
        gone, name = bool(old), ""
        if one.dimension is Dimension.ENFORCEMENT:
            here = self.draft.statements(change.draft) if gone else self.final.statements(change.final)
            name = "sanction" if any(made.punishes(NAMED) for made in here) else ""
        elif one.dimension in (Dimension.EXCEPTION, Dimension.CONDITION) and not self._is_aside(old or new):
            name = str(one.dimension) if self._is_whole(draft or final, self.draft if gone else self.final) else ""
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

    def _is_aside(self, words: str) -> bool:
        """Whether words leave other rules as they are (without prejudice to …): no exception, though read as one."""
        return words.casefold().startswith(tuple(tables().get(self.final.language, {}).get("asides", ("\0",))))

    def _is_whole(self, span: Span | None, reading: Reading) -> bool:
        """Whether a run of words is nearly all of the exception or the condition that holds it."""
        holder = reading.element_over(span) if span is not None else None
        if span is None or holder is None or holder.role not in _WHOLE:
            return False
        return span.end - span.start >= _WHOLLY * (holder.span.end - holder.span.start)

    def _is_scrap(self, quoted: tuple[str | None, str | None]) -> bool:
        """Whether what came or went is one word, which says nothing alone, unless it is a figure or a time."""
        words = str(quoted[0] or quoted[1])
        alone = len(words) < _SCRAP if self.final.language == "zh" else len(words.split()) < _SCRAP
        return alone and not any(map(str.isdigit, words))

    def _stands_beside(self, change: Change, draft: Span | None, final: Span | None) -> bool:
        """Whether the words of a sanction that came or went stand in the same provision of the other text."""
        if bool(draft) == bool(final):
            return False
        own, other, places = (self.draft, self.final, change.final) if draft else (self.final, self.draft, change.draft)
        words = tidy((draft or final or Span(0, 0)).of(own.document.text), own.language)
        if not words:
            return False
        if own.language != "zh":
            return any(words in other.provision(norm) for norm in other.of(places))
        here = tokens_of(words, own.language)  # 没收违法所得, and: 违法所得予以没收
        there = [set(tokens_of(other.provision(norm), own.language)) for norm in other.of(places)]
        return any(sum(one in held for one in here) >= _BESIDE * len(here) for held in there)

    def _other_has(self, change: Change, draft: Span | None, final: Span | None) -> bool:
        """Whether nearly all words of what came or went stand in the other wording too: then it neither came nor went."""
        own, other, places = (self.draft, self.final, change.final) if draft else (self.final, self.draft, change.draft)
        span = draft or final
        if span is None:
            return False
        there = set(tokens_of(" ".join(one.whole() for one in other.statements(places)), own.language))
        here = [one for one in tokens_of(span.of(own.document.text), own.language) if not any(map(str.isdigit, one))]
        return len(here) >= _MANY and sum(one in there for one in here) >= _SAME * len(here)

    def _words(self, span: Span, reading: Reading) -> str:
        before = reading.document.text[max(0, span.start - _AHEAD) : span.start]
        opens = next(
            (one for one in tables().get(reading.language, {}).get("opens_before", ()) if before.endswith(one)), ""
        )
        span = Span(span.start - len(opens), span.end)  # in so | far as
        said = tidy(span.of(reading.document.text), reading.language)
        words = fit(_POINT.sub("", said) or said, reading.language, self.quote)
        words = without_hanging(words, reading.language)
        return balanced(words, reading.brackets)

    def _widened(self, change: Change, one: Evidence, all_: Sequence[Evidence]) -> tuple[Span | None, Span | None]:
        """The words of a move on one side, with all that came or went in one run with them: no fragment of a phrase.

        A time that went where another came is one move: the one gave way to the other.
        """
        if one.draft and one.final:
            return one.draft, one.final
        alike = [other for other in all_ if other.dimension is one.dimension and other is not one]
        if one.dimension is Dimension.TIME and len(alike) == 1 and bool(alike[0].draft) != bool(one.draft):
            return one.draft or alike[0].draft, one.final or alike[0].final
        if one.dimension is Dimension.TIME and self.final.language == "zh" and not self._figures(change, one):
            return one.draft, one.final  # a Chinese cue of time without a figure is the whole time
        if one.draft:
            return self._run(one.draft, [e.draft for e in change.edits if e.op is Op.DELETE], self.draft), None
        if one.final:
            return None, self._run(one.final, [e.final for e in change.edits if e.op is Op.INSERT], self.final)
        return None, None

    def _figures(self, change: Change, one: Evidence) -> bool:
        norms = [*self.draft.of(change.draft), *self.final.of(change.final)]
        spans = [span for span in (one.draft, one.final) if span is not None]
        return any(q.span.start < s.end and s.start < q.span.end for n in norms for q in n.quantities for s in spans)

    def _run(self, span: Span, changed: Sequence[Span], reading: Reading) -> Span:
        text = reading.document.text
        low, high = span
        holder = reading.element_over(span)
        for run in joined(changed, text):
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
            low, high = slid(text, low, high, reading.adds)
        return Span(low, high) if high - low <= self.quote else span


def _tells(one: Evidence) -> bool:
    """Whether the words of a move say something by themselves: a row of article numbers does not."""
    read = one.sign is not Sign.UNREADABLE or one.dimension in DECIDES
    return read and not one.rule.endswith("-references")


def _within(span: Span | None, other: Span | None) -> bool:
    return span is None or (other is not None and other.holds(span))
