"""Norms that stand upright: who, must or may, do what. A norm is never given as a fragment of its sentence.

Half of the norms of a law have no subject or no binding word of their own: they inherit both from the words above them
(a list's lead-in, the first act of a sentence). Here both are put back, in the text's own words.
"""

from __future__ import annotations

import functools
import re
import tomllib
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legiscompare.annotate import annotate
from legiscompare.model import Deontic, Element, Role, Span
from legiscompare.norms import extract
from legiscompare.report.story.pieces import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Document, Norm, Place

_COLONS = (":", "：")
_FULL_STOPS = (".", "。")
_ADJUNCT = {Role.CONSTRAINT, Role.TIME, Role.OTHER, Role.CONDITION, Role.PURPOSE, Role.EXCEPTION}
_ASIDE = {Role.CONDITION, Role.EXCEPTION, Role.OTHER}
_SAYS = (Deontic.SHALL, Deontic.SHALL_NOT, Deontic.MAY, Deontic.SHOULD)
_KEPT: list[tuple[Document, Reading]] = []
_KEEP = 6
_OPENING = 2
"""Words that may stand in a case before the party it names: where the provider, if a provider."""
_GLOSS = 5
"""Characters from which on words in brackets are a gloss and no number: `(hereinafter …)`, not `(1)(a)`."""
_DEEP = 3
"""How many steps up a subject is looked for."""
_LONG = 4
"""A subject this many times as long as the bearer's name is a sentence, not a subject."""
_NEAR = 12
"""How many norms back the one may begin that holds a place."""
"""Readings kept in memory: both texts of a few comparisons, so that several formats read them once."""


@functools.cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class StoryStatement:
    """A norm as a clause that can stand alone, without a full stop."""

    before: str
    """The case in which it holds, where it stands before the subject."""
    who: str
    """Its subject, as inside a sentence; empty where the clause was not taken apart."""
    modal: str
    """The binding word as a person would say it (`must`), or as it stands."""
    rest: str
    """What must or may be done; the whole clause where it was not taken apart."""
    language: str
    acts: bool = True
    """Whether its subject is a party, which can do something, and no thing (data, the provision of a service)."""
    aside: str = ""
    """Words at the head of `rest` that only say under which rules or how it is done: the first to go where room is short."""

    @property
    def apart(self) -> bool:
        """Whether subject, binding word and act are known."""
        return bool(self.who and self.modal) and self.modal not in _COLONS

    @property
    def forbids(self) -> bool:
        """Whether its binding word forbids."""
        return bool(self.modal) and self.modal == _tables().get(self.language, {}).get("inherits", {}).get("shall_not")

    @property
    def commands(self) -> bool:
        """Whether its binding word commands and its subject is known: then it can be said that this is asked no longer."""
        return self.apart and self.modal in _tables().get(self.language, {}).get("commands", ())

    @property
    def can_be_required(self) -> bool:
        """Whether the clause still stands without its binding word, behind words that say that something is required."""
        if self.language != "zh":
            return self.apart and not self.before
        return self.rest.startswith(tuple(_tables()["zh"]["states"]))

    @property
    def required(self) -> StoryStatement:
        """The clause as it stands behind such words: without binding word."""
        return replace(self, modal="", who=self.who.rstrip("，"))

    @property
    def binds(self) -> bool:
        """Whether its binding word commands."""
        return bool(self.modal) and self.modal == _tables().get(self.language, {}).get("inherits", {}).get("shall")

    def whole(self, *, modal: str | None = None, limit: int = 0) -> str:
        """The clause; `modal` puts other words in the place of the binding word, `limit` cuts it (code points)."""
        text = self._joined(self.before, self.who, self.rest, modal)
        if not limit or len(text) <= limit:
            return text
        brackets = _tables().get(self.language, {}).get("brackets", ["()"])
        before, who, rest = (_bare(words, brackets) for words in (self.before, self.who, self.rest))
        aside = _bare(self.aside, brackets)
        if aside and len(self._joined(before, who, rest, modal)) > limit:
            rest = rest.removeprefix(aside).lstrip(" ，,")
        if not self.who:
            return fit(self._joined(before, who, rest, modal), self.language, limit)
        room = limit - min(len(rest), limit // 2)
        if len(before) + len(who) > room:
            before = shorten(before, self.language, max(room - len(who), limit // 3)) if before else ""
            who = shorten(who, self.language, max(room - len(before), limit // 4))
        rest = fit(rest, self.language, max(limit - len(before) - len(who) - len(self.modal), limit // 3))
        return self._joined(before, who, rest, modal)

    def _joined(self, before: str, who: str, rest: str, modal: str | None) -> str:
        said = self.modal if modal is None else modal
        if self.language == "zh":
            return "".join(piece for piece in (before and f"{before}，", who, said, rest) if piece)
        before = f"{before}, " if before else ""
        middle = f"{who}{said}" if said in _COLONS else " ".join(piece for piece in (who, said) if piece)
        return f"{before}{middle}{rest if not middle or rest.startswith(',') else f' {rest}'}".rstrip()


class Reading:
    """A document's norms with their elements, and how each of them reads as a clause of its own."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.layer = annotate(document)
        norms = extract(document, self.layer)
        self.norms: dict[str, Norm] = {norm.id: norm for norm in norms}
        self._ordered = sorted(norms, key=lambda norm: (norm.span.start, norm.span.end, norm.id))
        self._starts = [norm.span.start for norm in self._ordered]
        self._table = _tables().get(document.language.partition("-")[0], {})
        self.language = document.language.partition("-")[0]

    def of(self, places: Sequence[Place]) -> list[Norm]:
        """The norms that `places` quote; those that are no norms of this reading (a person's own unit) are left out."""
        found = [self.norms.get(place.norm) for place in places]
        return [norm for norm, place in zip(found, places, strict=True) if norm and norm.span == place.span]

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
        made = self._stood(norm, end)
        return replace(made, acts=self._acts(made.who)) if made.who else made

    def _stood(self, norm: Norm, end: int) -> StoryStatement:
        norm, end = self._opened(norm), end or norm.span.end
        span, text, said = Span(norm.span.start, end), self.document.text, norm.deontic_span
        if not self._table:
            return self._quoted(span.of(text))
        if said is not None and norm.span.holds(said):
            return self._own(norm, span, said)
        if self._names(norm):
            return self._listed(norm, span)
        if norm.deontic not in _SAYS or said is None:
            return self._continued(norm, span) or self._named_first(norm, span)
        who = self._inherited(norm)
        if not who:
            return self._quoted(span.of(text))
        modal = self._modal(said.of(text)) or str(self._table["inherits"].get(str(norm.deontic), ""))
        rest = span.of(text)
        for negation in self._table["negated"]:
            if rest.casefold().startswith(negation) and modal == self._table["inherits"]["shall"]:
                modal, rest = str(self._table["inherits"]["shall_not"]), rest[len(negation) :]
        if self._table["infinitive"]:
            rest = rest.removeprefix(str(self._table["infinitive"]))
        before, rest = self._case(norm, rest) if self.language != "zh" else ("", rest)
        return self._made(before, who, modal, rest, self._aside(norm, norm.span.start))

    def _opened(self, norm: Norm) -> Norm:
        """The norm with whose words a clause begins: what one verb governs (prevent A, B) was cut where it has no verb."""
        said = norm.deontic_span
        above = self.norm_at(norm.span.start - 1) if said and not norm.span.holds(said) else None
        if above is None or above.provision != norm.provision or above.span.end != norm.span.start:
            return norm
        governs = [cue.span for cue in self.layer.find("effort", above.span) if cue.id.endswith("result")]
        marks = [at for at in range(above.span.start, above.span.end - 1) if self.document.text[at] in "，；"]
        last = marks[-1] if marks else above.span.start
        if self.language == "zh" and any(one.start >= last for one in governs):
            return above
        return norm

    def _own(self, norm: Norm, span: Span, said: Span) -> StoryStatement:
        """A norm whose binding word stands in its own words."""
        text = self.document.text
        modal, head = self._modal(said.of(text)), Span(span.start, said.start)
        before, who = self._head(norm, head)
        pronoun = who.casefold() in self._table["pronouns"]
        after = text[said.end : span.end].split()[:2]
        if pronoun and [one.casefold() for one in after] in [one.split() for one in self._table["impersonal"]]:
            return self._made(before, who, modal or said.of(text), text[said.end : span.end])
        if not who and modal in self._table["no_subject"]:
            return self._quoted(span.of(text))
        if not who or pronoun:
            who = self._subject(norm, before, who)
        elif self.language == "zh" and norm.inherited and not before and not self._party(norm, said.start):
            bearer = norm.bearer  # what stands before the binding word is its object: who acts stands above
            acts = bearer.span is not None and bearer.span.end <= norm.span.start and self.is_party(norm)
            who = bearer.text + who if acts else who
        if not who and norm.inherited and not before:
            above = self.norm_at(norm.inherited[-1].start)
            if above is not None and above.id != norm.id and above.provision == norm.provision:
                return self._quoted(text[above.span.start : span.end])  # no subject: the sentence from its head
        if modal is None and not (pronoun and who and who.casefold() not in self._table["pronouns"]):
            return self._quoted(span.of(text))
        modal = modal or tidy(said.of(text), self.language)
        return self._made(before, who, modal, Span(said.end, span.end).of(text), self._aside(norm, said.end))

    def _aside(self, norm: Norm, start: int) -> str:
        """Words from `start` on that say under which rules or how: an adjunct before the act."""
        text = self.document.text
        after = [one for one in norm.elements if one.span.end > start]
        core = next((one for one in after if one.role not in _ADJUNCT), None)
        if core is not None and (found := tidy(text[start : max(start, core.span.start)], self.language)):
            return found
        openers = "|".join(self._table["adjuncts"])
        if not openers or core is None:
            return ""
        opened = re.match(rf"\s*,?\s*((?:(?:{openers})\b[^;,]{{3,200}}, )+)(?=\w)", text[start : norm.span.end])
        return opened[0].strip() if opened else ""

    def _named_first(self, norm: Norm, span: Span) -> StoryStatement:
        """A norm without a binding word: whole, with the party before it where the words above alone name it."""
        text, bearer = self.document.text, norm.bearer
        words = span.of(text)
        opens = next((one for one in norm.elements if one.role not in _ASIDE), None)
        above = self.norm_at(norm.inherited[0].start) if norm.inherited else None
        party = above.bearer.span if above is not None and above.provision == norm.provision else None
        if above is not None and party is not None and party.start == above.span.start and words[:1].islower():
            return self._made("", party.of(text), "", words)  # the next act of a sentence
        if bearer.span is None or norm.span.holds(bearer.span) or not self.is_party(norm):
            return self._quoted(words)
        near = self.norm_at(bearer.span.start)
        before = near is not None and near.provision == norm.provision and bearer.span.end <= norm.span.start
        before = before and bearer.text not in words  # encouragement is given to providers: its words name them
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
        if not norm.inherited or not norm.inherited[-1].of(text).rstrip().endswith(_COLONS):
            return False
        lead = " ".join(" ".join(span.of(text) for span in norm.inherited).casefold().split())
        if re.search("|".join(self._table["lists"]), lead):
            return True
        if self.language == "zh":
            return not any(one.role is Role.ACT for one in norm.elements)
        first = norm.span.of(text).split(None, 1)[0].casefold()
        opens = next((one for one in norm.elements if one.role not in {*_ASIDE, Role.CONSTRAINT, Role.TIME}), None)
        return first not in self._table["verbs"] and (opens is None or opens.role in {Role.OBJECT, Role.BEARER})

    def _listed(self, norm: Norm, span: Span) -> StoryStatement:
        """A list point behind its lead-in: what must be, and then the thing."""
        text = self.document.text
        lead = self.norm_at(norm.inherited[-1].start)
        said = self.statement(lead).whole() if lead is not None and lead.id != norm.id else norm.inherited[-1].of(text)
        colon = "：" if self.language == "zh" else ":"
        said = said[: said.rfind(colon)] if colon in said else said
        point = tidy(span.of(text), self.language)
        return StoryStatement("", self.inside(tidy(said, self.language)), colon, point, self.language)

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

    def _head(self, norm: Norm, span: Span) -> tuple[str, str]:
        """Words before the modal: the case in which the norm holds, and its subject."""
        text, at = self.document.text, span.start
        for element in norm.elements:
            if element.span.start >= span.end or element.role not in _ASIDE or element.span.end > span.end:
                break
            at = element.span.end
        before, who = tidy(text[span.start : at], self.language), tidy(text[at : span.end], self.language)
        who = "" if who.casefold() in self._table["adverbs"] else who
        if before and not who and not text[span.start : span.end].rstrip().endswith((",", "，")):
            before, who = "", before  # whoever makes X shall: the case is the subject
        if self.language == "zh" and who and text[at : span.end].rstrip().endswith("，"):
            who += "，"
        return before, _bare(who, self._table["brackets"])

    def _subject(self, norm: Norm, before: str, who: str) -> str:
        """The subject of a norm that has none, or a pronoun: the one above, or the party named in its own condition."""
        bearer = norm.bearer
        if bearer.span is not None and before and norm.span.holds(bearer.span):
            return who  # where providers discover …, they …: the condition says who
        return self._inherited(norm) or who

    def _inherited(self, norm: Norm, depth: int = 0) -> str:
        """The subject that a norm takes from above, or empty."""
        said = norm.deontic_span
        places = [said.start] if said is not None and not norm.span.holds(said) else []
        places += [span.start for span in norm.inherited[:1]]
        for place in places:
            above = self.norm_at(place)
            if above is None or above.id == norm.id or depth > _DEEP:
                continue
            head = above.deontic_span
            if head is None or not above.span.holds(head):
                found = self._inherited(above, depth + 1)
            else:
                before, found = self._head(above, Span(above.span.start, head.start))
                found = self._party(above, head.start) or found
                if not found or found.casefold() in self._table["pronouns"]:
                    found = self._inherited(above, depth + 1) or self._named(above)
                    found = found or (before if self.language == "zh" else "")
            if found:
                return self.inside(found)
        return self.inside(self._named(norm))

    def _party(self, norm: Norm, stop: int) -> str:
        """The party before a norm's binding word, without what stands beside it (providers, as to data, shall)."""
        found = next((one for one in norm.elements if one.role is Role.BEARER and one.span.end <= stop), None)
        return _bare(tidy(found.span.of(self.document.text), self.language), self._table["brackets"]) if found else ""

    def _named(self, norm: Norm) -> str:
        """The bearer as the sentence names it that holds its name."""
        bearer = norm.bearer
        if bearer.span is None or not self.is_party(norm):
            return ""
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
        if element.role in _ASIDE:  # where providers discover …
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

    def norm_at(self, place: int) -> Norm | None:
        """The norm whose own words hold a place."""
        number = bisect_right(self._starts, place) - 1
        for norm in reversed(self._ordered[max(0, number - _NEAR) : number + 1]):
            if norm.span.start <= place < norm.span.end:
                return norm
        return None

    def _made(self, before: str, who: str, modal: str, rest: str, aside: str = "") -> StoryStatement:
        words = tidy(rest, self.language)
        if self.language == "zh":
            words = next((words[len(one) :] for one in self._table["joins"] if words.startswith(one)), words)
        elif rest.lstrip().startswith(",") and modal:
            words = f", {words}"
        if not words.startswith(aside.rstrip(",")):
            aside = ""
        return StoryStatement(self.inside(before), self.inside(who), modal, words, self.language, aside=aside)

    def _quoted(self, words: str) -> StoryStatement:
        return StoryStatement("", "", "", self.inside(tidy(words, self.language)), self.language)

    def inside(self, words: str) -> str:
        """`words` as inside a sentence: a capital is kept where the text writes the word with one in mid-sentence."""
        first = re.match(r"([A-Z][a-z’'-]*)(?![\w])(?:\s+(\S))?", words)
        if first is None:
            return words
        return words[0].lower() + words[1:] if self._is_common(first[1], first[2] or "") else words

    def _is_common(self, word: str, then: str) -> bool:
        """Whether a word is no name: more often small in the text, or never with a capital but at the head of a sentence."""
        if word == "A" or self._words[word.lower()] > self._words[word]:
            return then.islower() or word != "A"
        return self._words[word] == 0 and then.islower()

    @functools.cached_property
    def _words(self) -> Counter[str]:
        """How often the text writes a word small, and with a capital in mid-sentence."""
        text = self.document.text
        return Counter(re.findall(r"(?<![\w-])[a-z][a-z’'-]*|(?<=[a-z,] )[A-Z][a-z’'-]+", text))

    def of_itself(self, norm: Norm) -> bool:
        """Whether a norm speaks of the instrument as a whole: it names it, or the words above do."""
        text = self.document.text
        said = " ".join(span.of(text) for span in (norm.span, *norm.inherited))
        said = " ".join(said.casefold().split())
        return any(name in said for name in self._table.get("itself", ()))

    def effort(self, norm: Norm) -> bool:
        """Whether the act that a norm asks for is an effort: words of effort stand in its first act, not somewhere in it."""
        act = next((one.span for one in norm.elements if one.role is Role.ACT), None)
        cues = self.layer.find("effort", norm.span)
        return act is not None and any(c.id.endswith("conduct") and act.start <= c.span.start < act.end for c in cues)

    def element_over(self, span: Span) -> Element | None:
        """The element that holds `span`, in whichever norm."""
        norm = self.norm_at(span.start)
        elements = norm.elements if norm else ()
        return next((one for one in elements if one.span.start <= span.start < one.span.end), None)


def reading(document: Document) -> Reading:
    """The reading of a document, made once for as long as it is in use."""
    for known, made in _KEPT:
        if known is document:
            return made
    made = Reading(document)
    _KEPT.insert(0, (document, made))
    del _KEPT[_KEEP:]
    return made


def tidy(words: str, language: str) -> str:
    """One line without list numbers, marks or joins at its ends."""
    table = _tables().get(language, {})
    marks = table.get("marks", ",;:.")
    spaced = language != "zh" or re.search(r"[A-Za-z] [A-Za-z]", words)
    line = (" " if spaced else "").join(words.split())
    while True:
        before = line
        line = line.strip(" " + marks)
        for join in table.get("joins", ()):
            if language == "zh":
                line = line.removesuffix(join) if line.endswith("，" + join) else line
                line = line.removeprefix(join)
                continue
            if line.casefold().endswith(" " + join):
                line = line[: -len(join) - 1]
            if line.casefold().startswith(join + " "):
                line = line[len(join) + 1 :]
        if line == before:
            return line


def _bare(words: str, brackets: Sequence[str]) -> str:
    """`words` without what stands in brackets: short names, glosses."""
    for left, right in map(tuple, brackets):
        words = re.sub(rf"\s*{re.escape(left)}[^{re.escape(left + right)}]{{{_GLOSS},}}{re.escape(right)}", "", words)
    return words


def fit(words: str, language: str, limit: int) -> str:
    """`words` in at most `limit` code points: what stands in brackets goes first, then the end, at a word's boundary."""
    if len(words) <= limit:
        return words
    table = _tables().get(language, {})
    words = _bare(words, table.get("brackets", ["()"]))
    if len(words) <= limit:
        return words
    cut = words[: limit - 1]
    if language == "zh":
        at = max(cut.rfind(mark) for mark in "，；、")
        return (cut[:at] if at > limit // 2 else whole_words(words, language, limit - 1)[0]) + "……"
    comma = max(cut.rfind(", "), cut.rfind("; "))
    cut = cut[:comma] if comma > 2 * limit // 3 else cut[: cut.rfind(" ")] if " " in cut else cut
    hanging = set(table.get("hanging", ()))
    while " " in cut and cut.rsplit(" ", 1)[1].casefold().strip(",;") in hanging:
        cut = cut.rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:") + "…"


def shorten(words: str, language: str, limit: int) -> str:
    """`words` in at most `limit` code points or a few more, cut in the middle: both ends of a case or a subject tell."""
    if len(words) <= limit:
        return words
    head, tail = words[: limit * 2 // 5], words[-(limit * 3 // 5) :]
    if language == "zh":
        head = whole_words(words, language, limit * 2 // 5)[0]
        tail = whole_words(words, language, len(words) - limit * 3 // 5)[1]
        return f"{head}……{tail}"
    head = head[: head.rfind(" ")] if " " in head else head
    tail = tail.partition(" ")[2] if " " in tail else tail
    return f"{head.rstrip(' ,;')} … {tail}"


def whole_words(words: str, language: str, at: int) -> tuple[str, str]:
    """`words` before and after `at`, without the word that stands across it."""
    spans = words_of(words, language)
    ends = [high for _, high in spans if high <= at]
    starts = [low for low, _ in spans if low >= at]
    return words[: ends[-1] if ends else at], words[starts[0] if starts else at :]
