"""Who a norm speaks of: its own subject, or the one that it takes from the words above it."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from legiscompare.model import Role, Span
from legiscompare.report.story.cutting import bare, tidy
from legiscompare.report.story.norms_read import NormsRead
from legiscompare.report.story.pieces import words_of

if TYPE_CHECKING:
    from legiscompare.model import Norm

ASIDE = {Role.CONDITION, Role.EXCEPTION, Role.OTHER}
_TOWARDS = "对"
_OPENING = 2
"""Words that may stand in a case before the party it names: where the provider, if a provider."""
_DEEP = 3
"""How many steps up a subject is looked for."""
_LONG = 4
"""A subject this many times as long as the bearer's name is a sentence, not a subject."""


class Subjects(NormsRead):
    """Norms with their subjects."""

    def _head(self, norm: Norm, span: Span) -> tuple[str, str]:
        """Words before the modal: the case in which the norm holds, and its subject."""
        text, at = self.document.text, span.start
        for element in norm.elements:
            if element.span.start >= span.end or element.role not in ASIDE or element.span.end > span.end:
                break
            at = element.span.end
        if self.language != "zh" and len(text[span.start : at].split()) == 1:
            at = span.start  # `where` alone is no case
        before, who = tidy(text[span.start : at], self.language), tidy(text[at : span.end], self.language)
        if self.language != "zh":
            before, who = self._parted(*map(self._without_adverb, (before, who)))
        who = "" if who.casefold() in self._table["adverbs"] else who
        if before and not who and not text[span.start : span.end].rstrip().endswith((",", "，")):
            before, who = "", before  # whoever makes X shall: the case is the subject
        if self.language == "zh" and who and text[at : span.end].rstrip().endswith("，"):
            who += "，"
        return before, bare(who, self._table["brackets"])

    def _without_adverb(self, words: str) -> str:
        """Words without a join to the sentence before at their head (however, …)."""
        first, comma, rest = words.partition(", ")
        return rest if comma and first.casefold() in self._table["adverbs"] else words

    def _parted(self, before: str, who: str) -> tuple[str, str]:
        """A case that holds commas (when users, in the course of use, break rules, they …): its subject is what comes last."""
        whole = f"{before}, {who}" if before and who else before or who
        head, comma, last = whole.rpartition(", ")
        if comma and last.casefold() in self._table["adverbs"]:  # the authorities, as appropriate, shall
            return self._split_last(before, head)
        aside = whole.casefold().startswith(tuple(self._table["asides"]))
        opens = aside or re.match(rf"(?:{'|'.join(self._table['opens_case'])})\b", whole.casefold())
        if not opens and (parted := self._after_adjunct(whole)):
            return parted
        head, comma, last = whole.rpartition(", ")
        if aside and not before and head and (found := self._behind_aside(whole)):
            return found
        if not opens or not comma or not who or head == before:
            return before, who
        words = last.split()
        if aside and not before and ", " not in head:
            return head, last
        if last.casefold() in self._table["pronouns"] or words[0].casefold() in self._table["heads"]:
            return head, last
        return before, who

    def _split_last(self, before: str, whole: str) -> tuple[str, str]:
        """A case and its subject: what stands behind the case that was read, else behind the last comma with an article."""
        if before and whole.startswith(f"{before}, "):
            return before, whole[len(before) + 2 :]
        head, comma, last = whole.rpartition(", ")
        opens = re.match(rf"(?:{'|'.join(self._table['opens_case'])})\b", whole.casefold())
        article = last.split()[0].casefold() in self._table["heads"] if last else False
        return (head, last) if opens and comma and article else ("", whole)

    def _behind_aside(self, whole: str) -> tuple[str, str] | None:
        """An opening that leaves other rules as they are, and the subject behind it, where it has no article.

        `for the purposes of this act, including paragraph 1, systems that are used for sorting, weighing or counting`.
        """
        if re.search(rf", (?:{'|'.join(self._table['heads'])}) ", whole):
            return None
        goes_on = {
            *self._table["adjuncts"],
            *self._table["joins"],
            *self._table["hanging"],
            "including",
            "where",
            "when",
        }
        for mark in re.finditer(r", (?=([A-Za-z]\w*))", whole):
            words = whole[mark.end() :].partition(",")[0].split()
            if mark[1].casefold() not in goes_on and any(one in self._table["after_head"] for one in words[1:]):
                return whole[: mark.start()], whole[mark.end() :]
        return None

    def _after_adjunct(self, whole: str) -> tuple[str, str] | None:
        """An adjunct that opens a sentence (in the circumstances referred to, …), and the subject behind it."""
        if not re.match(rf"(?:{'|'.join(self._table['adjuncts'])})\b", whole.casefold()):
            return None
        found = re.search(rf", (?=(?:{'|'.join(self._table['heads'])}) )", whole)
        return (whole[: found.start()], whole[found.end() :]) if found else None

    def _subject(self, norm: Norm, before: str, who: str) -> str:
        """The subject of a norm that has none, or a pronoun: the one above, or the party named in its own condition."""
        bearer = norm.bearer
        if bearer.span is not None and before and norm.span.holds(bearer.span):
            return who  # where providers discover …, they …: the condition says who
        return self._inherited(norm, cases=not before) or who

    def _inherited(self, norm: Norm, depth: int = 0, *, cases: bool = True) -> str:
        """The subject that a norm takes from above, or empty; with `cases`, a case that stands there for one."""
        said = norm.deontic_span
        places = [said.start] if said is not None and not norm.span.holds(said) else []
        places += [span.start for span in norm.inherited[:1]]
        for place in places:
            above = self.norm_at(place)
            if above is None or above.id == norm.id or depth > _DEEP:
                continue
            head = above.deontic_span
            if head is None or not above.span.holds(head):
                found = self._inherited(above, depth + 1, cases=cases)
            else:
                before, found = self._head(above, Span(above.span.start, head.start))
                found = self._party(above, head.start) or found
                if not found or found.casefold() in self._table["pronouns"]:
                    found = self._inherited(above, depth + 1, cases=cases) or self._named(above)
                    found = found or (before if self.language == "zh" and cases else "")
            if self.language == "zh" and _TOWARDS in found and any(one.role is Role.OBJECT for one in norm.elements):
                doer = found.partition(_TOWARDS)[0]  # what the act above is done to is not what this one is done to
                found = doer if doer and doer in self._parties else found
            if self.language == "zh" and not cases and found.rstrip("，").endswith("的"):
                found = ""  # the case of another act
            if found:
                return self.inside(found)
        return self.inside(self._named(norm))

    def _party(self, norm: Norm, stop: int) -> str:
        """The party before a norm's binding word, without what stands beside it (providers, as to data, shall)."""
        text = self.document.text
        found = next((one for one in norm.elements if one.role is Role.BEARER and one.span.end <= stop), None)
        if found is not None and self.language == "zh" and text[found.span.end : stop].strip()[:1] not in ("", "，"):
            return ""  # the name goes on
        return bare(tidy(found.span.of(self.document.text), self.language), self._table["brackets"]) if found else ""

    def _named(self, norm: Norm) -> str:
        """The bearer as the sentence names it that holds its name."""
        bearer = norm.bearer
        if bearer.span is None or not self.is_party(norm) or not tidy(bearer.text, self.language):
            return ""
        far = not any(span.holds(bearer.span) for span in (norm.span, *norm.inherited))
        near = self.norm_at(bearer.span.start)
        if self.language == "zh" and far and (near is None or near.provision != norm.provision):
            return ""  # the sentence has a subject of its own, which was not read
        holder = self.norm_at(bearer.span.start)
        said = holder.deontic_span if holder is not None else None
        if holder is None or said is None or not holder.span.holds(said) or bearer.span.end > said.start:
            return bearer.text
        who = self._head(holder, Span(holder.span.start, said.start))[1]
        close = who and bearer.text in who and len(who) < _LONG * len(bearer.text)
        return who if close else bearer.text

    def is_party(self, norm: Norm) -> bool:
        """Whether the words that name a norm's bearer stand where a party stands, and are no part of a thing's name.

        `business` in business ethics, `platforms` in training data platforms, `development` in a purpose are none.
        """
        span = norm.bearer.span
        element = self.element_over(span) if span is not None else None
        holder = self.norm_at(span.start) if span is not None else None
        if span is None or element is None or holder is None:
            return False
        if element.role in (Role.BEARER, Role.AUTHORITY):
            return True
        text = self.document.text
        if element.role in ASIDE:  # where providers discover …
            opening = words_of(text[element.span.start : span.start], self.language)
            return len(opening) <= _OPENING and not self._in_compound(span)
        heads = text[holder.span.start : span.start].split()
        binds = holder.deontic_span is not None and not text[span.end : holder.deontic_span.start].strip()
        return len(heads) <= 1 and (binds or text[span.end : span.end + 1] in (",", "，"))

    def _in_compound(self, span: Span) -> bool:
        """Whether the words after a name in the case of a norm make it part of a longer name (personal information)."""
        words = self.document.text[span.start : span.end].casefold()
        return self.language != "zh" and words in self._table["no_parties"]

    def _acts(self, who: str) -> bool:
        """Whether a subject is a party: the name of one stands in it before what only says more of it (of, that, used)."""
        if self.language != "zh":
            head = re.split(rf"\b(?:{'|'.join(self._table['after_head'])})\b", who, maxsplit=1)[0]
            folded = f" {head.casefold().rstrip(' ,')} "
            return any(f" {name} " in folded for name in self._parties)
        return any(name in who for name in self._parties)

    @functools.cached_property
    def _parties(self) -> frozenset[str]:
        return frozenset(one.bearer.text.casefold() for one in self.norms.values() if self.is_party(one))
