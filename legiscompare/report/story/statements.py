"""Norms that stand upright: who, must or may, do what. A norm is never given as a fragment of its sentence.

Half of the norms of a law have no subject or no binding word of their own: they inherit both from the words above them
(a list's lead-in, the first act of a sentence). Here both are put back, in the text's own words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from legiscompare.model import Deontic, NormKind, Role, Span
from legiscompare.report.story.bounds import Bounds
from legiscompare.report.story.cutting import fit, full_width, tidy, unlisted
from legiscompare.report.story.statement import LEADS, StoryStatement
from legiscompare.report.story.subjects import ASIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Document, Norm, Place

_FULL_STOPS = (".", "。")
_ADJUNCT = {Role.CONSTRAINT, Role.TIME, Role.OTHER, Role.CONDITION, Role.PURPOSE, Role.EXCEPTION}
_CASE = 30
"""Characters that the case has room for which a further clause of a Chinese sentence takes from its head."""
_SAYS = (Deontic.SHALL, Deontic.SHALL_NOT, Deontic.MAY, Deontic.SHOULD)
_KEPT: list[tuple[Document, Reading]] = []
"""Readings kept in memory: both texts of a few comparisons, so that several formats read them once."""
_KEEP = 6


class Reading(Bounds):
    """A document's norms with their elements, and how each of them reads as a clause of its own."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._made_before: dict[tuple[str, int], StoryStatement] = {}

    def statements(self, places: Sequence[Place]) -> list[StoryStatement]:
        """`places` as clauses: norms that follow one another in one sentence are one clause."""
        norms = self.of(places)
        if len(norms) != len(places):
            return [self._quoted(place.text) for place in places]
        runs: list[list[Norm]] = []
        for norm in norms:
            if runs and self._follows(runs[-1][-1], norm):
                runs[-1].append(norm)
            else:
                runs.append([norm])
        return [self.statement(run[0], end=run[-1].span.end) for run in runs]

    def _follows(self, one: Norm, two: Norm) -> bool:
        text = self.document.text
        between = text[one.span.end : two.span.start]
        if text[one.span.start : one.span.end].rstrip().endswith(_FULL_STOPS):
            return False
        return one.provision == two.provision and one.span.end <= two.span.start and not between.strip()

    def statement(self, norm: Norm, *, end: int = 0) -> StoryStatement:
        """The clause of a norm; with `end`, that of all words from its beginning to there."""
        known = self._made_before.get((norm.id, end))
        if known is None:
            made = self._stood(norm, end)
            made = self._with_case(norm, made) if self._table.get("anaphoric") else made
            known = replace(made, acts=self._acts(made.who)) if made.who else made
            self._made_before[norm.id, end] = known
        return known

    def _stood(self, norm: Norm, end: int) -> StoryStatement:
        norm, end = self._opened(norm), end or norm.span.end
        span, text, said = Span(norm.span.start, end), self.document.text, norm.deontic_span
        if not self._upright:
            return self._quoted(self._with_lead(norm, span))
        if (above := self._hung(norm)) is not None:
            return replace(self._quoted(text[above.span.start : end]), hung=True)
        if self.inserts(norm):
            return self._quoted(self._inserted(norm, span))
        if self.cited(norm):
            return self._quoted(span.of(text))
        if said is not None and norm.span.holds(said) and (start := self._behind_heading(span.start, said.start)):
            return self._quoted(text[start:end])
        if said is not None and norm.span.holds(said):
            return self._own(norm, span, said)
        if norm.kind is NormKind.DEFINITION:
            lead = norm.inherited[-1].of(text).rstrip() if norm.inherited else ""
            if lead and not self.defines(f" {span.of(text)}") and (lead.endswith(LEADS) or self.defines(lead)):
                return self._listed(norm, span)
            return self._quoted(span.of(text))  # what is defined is its subject
        if self._names(norm):
            return self._listed(norm, span)
        if self._has_what(norm):
            return self._continued(norm, span) or self._listed(norm, span)
        if norm.deontic not in _SAYS or said is None:
            return self._continued(norm, span) or self._named_first(norm, span)
        who = self._inherited(norm)
        if not who:
            return self._quoted(span.of(text))
        modal = self._modal(said.of(text)) or str(self._table["inherits"].get(str(norm.deontic), ""))
        if modal in self._table["only"]:
            modal = str(
                self._table["inherits"]["shall"]
            )  # may only, and must: the further act is not what is only allowed
        rest = span.of(text)
        for negation in self._table["negated"]:
            if rest.casefold().startswith(negation) and modal == self._table["inherits"]["shall"]:
                modal, rest = str(self._table["inherits"]["shall_not"]), rest[len(negation) :]
        if self._table["infinitive"]:
            rest = rest.removeprefix(str(self._table["infinitive"]))
        before, rest = self._case(norm, rest) if self.language != "zh" else ("", rest)
        return self._made(before, who, modal, rest, self._aside(norm, norm.span.start))

    def _with_lead(self, norm: Norm, span: Span) -> str:
        """A list point of a language of which nothing is known, behind the opening words of its list."""
        text = self.document.text
        lead = norm.inherited[-1] if norm.inherited else None
        above = self.norm_at(lead.start) if lead is not None else None
        if lead is None or above is None:
            return span.of(text)
        if above.provision == norm.provision:  # a further act of a sentence is told from the sentence's head
            said = norm.deontic_span or norm.bearer.span  # a verb that binds by itself has no word beside it
            if said is None or not above.span.holds(said) or re.search(r"[.;:!?]\s", text[above.span.start : span.end]):
                return span.of(text)
            return f"{text[above.span.start : said.end]} … {span.of(text)}"
        join = " " if not text[lead.end : span.start].strip(" \n0123456789.()°") else " … "
        return f"{lead.of(text).rstrip()}{join}{span.of(text)}"

    def _with_case(self, norm: Norm, made: StoryStatement) -> StoryStatement:
        """A clause whose case speaks of the one that opens its sentence (情节严重的), with that one before it."""
        text, opens = self.document.text, "|".join(self._table["anaphoric"])
        head = norm.inherited[0] if norm.inherited else None
        if head is None or not re.match(opens, made.before or made.who or made.rest):
            return made
        said = text[head.start : norm.span.start]
        case = re.match(r"\s*((?:[^，；。：]*，)*?[^，；。：]*(?:的|之一))，", said)
        if case is None or "。" in said or head.start >= norm.span.start:
            return made
        pieces = [one for one in tidy(case[1], self.language).split("，") if not re.match(opens, one)]
        pieces = pieces[1:] if len(pieces) > 1 and re.match("^违反本[^，]*规定$", pieces[0]) else pieces
        told = self._marked(fit("，".join(pieces), self.language, _CASE))
        if not told:
            return made
        if made.before or made.who:
            return replace(made, before=f"{told}，{made.before}" if made.before else told)
        return replace(made, rest=f"{told}，{made.rest}")

    def _own(self, norm: Norm, span: Span, said: Span) -> StoryStatement:
        """A norm whose binding word stands in its own words."""
        text = self.document.text
        for join in self._table["joins"] if self.language == "zh" else ():
            if text.startswith(join, said.end):  # 负责并报告工作
                said = Span(said.start, said.end + len(join))
                break
        modal, head = (
            self._modal(said.of(text)),
            Span(span.start, norm.deontic_span.start if norm.deontic_span else said.start),
        )
        if any(re.search(one, head.of(text)) for one in self._table["provisos"]):
            return self._quoted(span.of(text))  # the binding word is that of a proviso
        before, who = self._head(norm, head)
        pronoun = who.casefold() in self._table["pronouns"]
        after = text[said.end : span.end].split()[:2]
        if pronoun and [one.casefold() for one in after] in [one.split() for one in self._table["impersonal"]]:
            return self._made(before, who, modal or said.of(text), text[said.end : span.end])
        if (
            self.language == "zh"
            and who
            and norm.inherited
            and not before
            and self._only_manner(norm, span.start, said.start)
        ):
            above = self.norm_at(norm.inherited[-1].start)
            if above is not None and above.provision == norm.provision:
                return self._quoted(
                    text[above.span.start : span.end]
                )  # 按照分工 is no subject: from the sentence's head
        if not who and modal in self._table["no_subject"]:
            return self._quoted(span.of(text))
        if not who or pronoun:
            who = self._subject(norm, before, who)
        elif self._lacks_party(norm, before, said):
            bearer = norm.bearer  # what stands before the binding word is its object: who acts stands above
            acts = bearer.span is not None and bearer.span.end <= norm.span.start and bool(self._named(norm))
            who = bearer.text + who if acts else who
        if not who and norm.inherited and not before:
            above = self.norm_at(norm.inherited[-1].start)
            if above is not None and above.id != norm.id and above.provision == norm.provision:
                return self._quoted(text[above.span.start : span.end])  # no subject: the sentence from its head
        if modal is None and not (pronoun and who and who.casefold() not in self._table["pronouns"]):
            return self._quoted(span.of(text))
        modal = modal or tidy(said.of(text), self.language)
        return self._made(before, who, modal, Span(said.end, span.end).of(text), self._aside(norm, said.end))

    def _lacks_party(self, norm: Norm, before: str, said: Span) -> bool:
        """Whether what stands before the binding word is no party, and the words above may name one; not behind 但."""
        if self.language != "zh" or not norm.inherited or before or self._party(norm, said.start):
            return False
        return not norm.span.of(self.document.text).startswith(tuple(self._table["turns"]))

    def _aside(self, norm: Norm, start: int) -> str:
        """Words from `start` on that say under which rules or how: an adjunct before the act."""
        text = self.document.text
        after = [one for one in norm.elements if one.span.end > start]
        core = next((one for one in after if one.role not in _ADJUNCT), None)
        if core is not None:
            said = text[start : max(start, core.span.start)]
            if self.language == "zh":  # only up to a mark: where a word ends, no list of words knows for sure
                said = said[: said.rfind("，") + 1]
            if found := tidy(said, self.language):
                return found
        openers = "|".join(self._table["adjuncts"])
        if not openers or core is None:
            return ""
        opened = re.match(rf"\s*,?\s*((?:(?:{openers})\b[^;,]{{3,200}}, )+)(?=\w)", text[start : norm.span.end])
        if not opened or any(
            one.role is Role.OBJECT and one.span.start < start + opened.end()
            for one in after
            if one.span.start >= start
        ):
            return ""  # it holds the act
        return opened[0].strip()

    def _named_first(self, norm: Norm, span: Span) -> StoryStatement:
        """A norm without a binding word: whole, with the party before it where the words above alone name it."""
        text, bearer = self.document.text, norm.bearer
        words = span.of(text)
        opens = next((one for one in norm.elements if one.role not in ASIDE), None)
        above = self.norm_at(norm.inherited[0].start) if norm.inherited else None
        party = above.bearer.span if above is not None and above.provision == norm.provision else None
        if above is not None and party is not None and party.start == above.span.start and words[:1].islower():
            return self._made("", party.of(text), "", words)  # the next act of a sentence
        if bearer.span is None or norm.span.holds(bearer.span) or not self.is_party(norm):
            return self._quoted(words)
        near = self.norm_at(bearer.span.start)
        before = near is not None and near.provision == norm.provision and bearer.span.end <= norm.span.start
        before = before and bearer.text not in words  # encouragement is given to providers: its words name them
        before = before and not (self.language == "zh" and text[: norm.span.start].rstrip().endswith(("。", "；")))
        if before and (opens is None or opens.role is not Role.BEARER):
            return self._made("", bearer.span.of(text), "", words)
        for pronoun in self._table["subjects"]:
            found = re.search(rf"(?<![\w-]){re.escape(pronoun)}(?![\w-])", words) if self.language != "zh" else None
            if found:
                words = f"{words[: found.end()]} [{bearer.text}]{words[found.end() :]}"
                break
        return self._quoted(words)

    def _names(self, norm: Norm) -> bool:
        """Whether a list point names a thing and does no act: it cannot follow a binding word."""
        text = self.document.text
        if not norm.inherited or not norm.inherited[-1].of(text).rstrip().endswith(LEADS):
            return False
        point = tidy(norm.span.of(text), self.language)
        if any(re.search(one, point) for one in self._table["things"]):
            return True
        lead = " ".join(" ".join(span.of(text) for span in norm.inherited).casefold().split())
        if re.search("|".join(self._table["lists"]), lead):
            return True
        if self.language == "zh":
            return not any(one.role is Role.ACT for one in norm.elements)
        first = norm.span.of(text).split(None, 1)[0].casefold()
        opens = next((one for one in norm.elements if one.role not in {*ASIDE, Role.CONSTRAINT, Role.TIME}), None)
        return first not in self._table["verbs"] and (opens is None or opens.role in {Role.OBJECT, Role.BEARER})

    def _listed(self, norm: Norm, span: Span) -> StoryStatement:
        """A list point behind its lead-in: what must be, and then the thing."""
        text = self.document.text
        lead = self.norm_at(norm.inherited[-1].start)
        last = max(lead.span.end, norm.inherited[-1].end) if lead is not None else 0
        made = self.statement(lead, end=last) if lead is not None and lead.id != norm.id else None
        before = made.before if made is not None else ""
        said = replace(made, before="").whole() if made is not None else norm.inherited[-1].of(text)
        colon = "：" if self.language == "zh" else ":"
        said = tidy(said[: said.rfind(colon)] if colon in said else said, self.language).rstrip("".join(LEADS))
        point = tidy(span.of(text), self.language)
        said = said if before else self.inside(said)
        return StoryStatement(self._marked(before), self._marked(said), colon, self._marked(point), self.language)

    def _has_what(self, norm: Norm) -> bool:
        """Whether a point in the infinitive follows a lead-in that names what one has: the following powers: to inspect."""
        opens, text, said = str(self._table["infinitive"]), self.document.text, norm.deontic_span
        lead = norm.inherited[-1] if norm.inherited else None
        if not opens or lead is None or said is None or not lead.holds(said):
            return False
        tail = text[said.end : lead.end].strip(" :—–\n")
        return bool(tail) and norm.span.of(text).startswith(opens) and lead.of(text).rstrip().endswith(LEADS)

    def _continued(self, norm: Norm, span: Span) -> StoryStatement | None:
        """A list point in the infinitive behind a lead-in that names a party: it shall have the power: to inspect."""
        text, opens = self.document.text, str(self._table["infinitive"])
        lead = self.norm_at(norm.inherited[-1].start) if norm.inherited else None
        if not opens or lead is None or lead.id == norm.id or not span.of(text).startswith(opens):
            return None
        if lead.bearer.span is None or not lead.span.holds(lead.bearer.span):
            return None
        said = tidy(norm.inherited[-1].of(text), self.language)
        return self._quoted(f"{said} {tidy(span.of(text), self.language)}")

    def _case(self, norm: Norm, rest: str) -> tuple[str, str]:
        """The case that opens an inherited act (where necessary, …), apart from the act."""
        first = norm.elements[0] if norm.elements else None
        if first is None or first.role is not Role.CONDITION or first.span.start != norm.span.start:
            return "", rest
        size = first.span.end - first.span.start
        return (tidy(rest[:size], self.language), rest[size:]) if tidy(rest[size:], self.language) else ("", rest)

    def _modal(self, words: str) -> str | None:
        if self.language == "zh":
            return words
        found = self._table["modals"].get(" ".join(words.casefold().split()))
        return str(found) if found else None

    def _made(self, before: str, who: str, modal: str, rest: str, aside: str = "") -> StoryStatement:
        words = unlisted(tidy(rest, self.language), self.language)
        if self.language == "zh":
            words = next((words[len(one) :] for one in self._table["joins"] if words.startswith(one)), words)
        elif rest.lstrip().startswith(",") and modal and ", " in words:
            words = f", {words}"
        if not words.lstrip(", ").startswith(aside.strip(" ,")):
            aside = ""
        if before.casefold() in self._table["such_cases"]:
            before = str(self._table["certain"])
        before, who, words, aside = map(self._marked, (self.inside(before), self.inside(who), words, aside))
        return StoryStatement(before, who, modal, words, self.language, aside=aside)

    def _marked(self, words: str) -> str:
        return full_width(words) if self.language == "zh" else words

    def _quoted(self, words: str) -> StoryStatement:
        told = unlisted(tidy(words, self.language), self.language)
        first, comma, rest = told.partition(", ")
        told = rest if comma and first.casefold() in self._table.get("adverbs", ()) else told
        return StoryStatement("", "", "", self._marked(self.inside(told)), self.language)


def reading(document: Document) -> Reading:
    """The reading of a document, made once for as long as it is in use."""
    for known, made in _KEPT:
        if known is document:
            return made
    made = Reading(document)
    _KEPT.insert(0, (document, made))
    del _KEPT[_KEEP:]
    return made
