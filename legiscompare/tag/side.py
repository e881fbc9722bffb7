"""One side of a block of changed words, and the questions that find its grammatical slot."""

from __future__ import annotations

import re
from functools import lru_cache

from legiscompare.lang import Language
from legiscompare.model import Document, Norm, NormKind, PartyClass, Span
from legiscompare.tag.mechanisms.common import overlap
from legiscompare.tag.segments import Word, content

_ACTED_BY = {NormKind.SANCTION, NormKind.POWER, NormKind.DEFINITION}


@lru_cache(maxsize=8)
def _patterns(language: Language) -> dict[str, re.Pattern[str]]:
    table = language.tables["words"]
    return {
        "purpose": re.compile(table["purpose"], re.IGNORECASE),
        "coordinator": re.compile(table["coordinator"], re.IGNORECASE),
        "modifier": re.compile(table["modifier_end"], re.IGNORECASE),
        "manner": re.compile(table["manner"], re.IGNORECASE),
        "illustrates": re.compile(table["illustrates"], re.IGNORECASE),
        "means": re.compile(table["means"], re.IGNORECASE),
        "verb": re.compile(language.verbs, re.IGNORECASE),
    }


# A further item behind other new words: `services, and …`, 服务，以及…
TAIL_ITEM = re.compile(
    r"[，,]\s*(?:以及|或者|and|or)\s*\w{2,}|以及.{2,}|(?:和|或者|及)(?:相关|有关|其他|该)?$", re.IGNORECASE
)


# What may stand between a coordinator and its item; a last item is tied by `and` or `or` alone, a point by its number.
_DETERMINER = r"(?:\(\w{1,4}\)\s*)?(?:(?:an?|the|any|its|their|from|of|to)\s+)?"
_LAST_ITEM = re.compile(rf"(?:\b(?:and|or)\b|;)\s*{_DETERMINER}$|[和或及]$|或者$|以及$", re.IGNORECASE)


# One verb or another.
_CHOICE = re.compile(r"或者|(?<=[\u4e00-\u9fff])或(?=[\u4e00-\u9fff])|\bor\b")


_PARTICIPLE = re.compile(
    r"\s*(?:\w+ly\s+)?\w{3,}(?:ed|ing)\s+(?:and|or|by|in|to|for|under|pursuant|from|with|as)\b", re.IGNORECASE
)
_NO_NOUN = re.compile(
    r"(?:the|an?|and|or|of|to|in|for|by|with|is|are|be|been|not|shall|must|may|that|which|\w+ly)", re.IGNORECASE
)
_TIE = re.compile(r"[\s,;:(]*(?:(?:and|or)\b[\s,]*)*", re.IGNORECASE)
_TIED = re.compile(r"(?:[\s,;:.)]|(?<=[\s,])(?:and|or))*$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:an?|the|any)\s+", re.IGNORECASE)


class Side:
    """One side of a block: its residual words as one stretch of text, and where that stretch stands."""

    def __init__(
        self, document: Document, norms: tuple[Norm, ...], runs: tuple[Span, ...], words: list[Word], language: Language
    ) -> None:
        self.text = document.text
        if words:
            # A block may run over from one norm of a group to the next; the first one's words speak.
            home = next((norm for norm in norms if norm.span.holds(words[0].span)), norms[0])
            words = [word for word in words if home.span.holds(word.span)]
        self.words = words
        self.patterns = _patterns(language)
        self.language = language
        self.norm = next((n for n in norms if words and n.span.holds(words[0].span)), norms[0])
        # Where one norm became two, a place of the text may reach over both: the slot is that of its first words.
        within = [word for word in words if self.norm.span.holds(word.span)]
        self.span = Span(within[0].span.start, within[-1].span.end) if within else None
        self.run = next((run for run in runs if self.span and run.start <= self.span.start < run.end), self.span)
        if self.span and self.run and language.spaced:
            # A party is shown by its whole name, though the other side holds some of its words elsewhere.
            named = (cue.span for cue in language.find("actor", self.text, self.run))
            self.span = next((one for one in named if one.holds(self.span)), self.span)

    @property
    def content(self) -> str:
        return self.span.of(self.text) if self.span else ""

    def shown(self, spent: list[Span]) -> Span | None:
        """The words to quote: with the function words beside them (public order, not public), without what ties the run
        to its neighbours; no more than those that weigh if a part of the run was read already.
        """
        if not (self.span and self.run) or not self.language.spaced or any(overlap(self.run, one) for one in spent):
            return self.span
        others = [word.span for word in content(self.text, self.run, self.language) if not self.span.holds(word.span)]
        start = max([self.run.start, *(one.end for one in others if one.end <= self.span.start)])
        end = min([self.run.end, *(one.start for one in others if one.start >= self.span.end)])
        words = Span(start, end).of(self.text)
        lead, tail = _TIE.match(words), _TIED.search(words)
        whole = Span(start + (lead.end() if lead else 0), end - (len(tail.group()) if tail else 0))
        return whole if whole.holds(self.span) else self.span

    def in_condition(self) -> bool:
        """Whether the stretch stands in a trigger; what a scope rule names in that form is what it catches."""
        if self.norm.kind is NormKind.SCOPE:
            return False
        return bool(self.span) and any(one.start <= self.span.start < one.end for one in self.norm.conditions)  # type: ignore[union-attr]

    def trigger_is_party(self) -> bool:
        """Whether a norm that names no bearer says by its trigger who is bound: 提供……服务的，应当……"""
        return not self.language.spaced and self.norm.bearer.span is None

    def in_exception(self) -> bool:
        """Whether the stretch stands in a carve-out."""
        return bool(self.span) and any(one.start <= self.span.start < one.end for one in self.norm.exceptions)  # type: ignore[union-attr]

    def illustrates(self) -> bool:
        """Whether the stretch only names examples or things to bear in mind."""
        return self._opens(self.patterns["illustrates"])

    def _opens(self, pattern: re.Pattern[str]) -> bool:
        """Whether the run begins so, or what is left of it when the words before its first content word are dropped."""
        if not (self.run and self.span):
            return False
        run = self.run.of(self.text).strip(" ,，")
        return bool(pattern.match(run) or pattern.match(self.text[self.span.start : self.run.end].strip(" ,，")))

    def in_party(self) -> bool:
        """Before the modal, in the noun group that names the bearer."""
        bearer, modal = self.norm.bearer.span, self.norm.deontic_span
        if not (self.span and bearer) or self.in_condition():
            return False
        if not (modal is None or not self.norm.span.holds(modal) or self.span.end <= modal.start):
            return False
        first, last = sorted((self.span, bearer))
        between = self.text[first.end : last.start].strip()
        if self.language.spaced and modal is not None and self.norm.span.holds(modal) and bearer.end <= modal.start:
            # All before the modal is subject, except what a comma sets apart from it.
            return "," not in between or self.listed()
        return len(between) <= _NEAR

    def in_purpose(self) -> bool:
        if not self.span:
            return False
        return bool(self.patterns["purpose"].search(self.text[self.norm.span.start : self.span.start]))

    def listed(self) -> bool:
        """Whether the run is tied to its neighbours as the member of a list, wherever the diff may have slid it."""
        if not (self.span and self.run):
            return False
        joint = self.patterns["coordinator"]
        if joint.search(self.text[self.run.start : self.span.start]) or joint.search(
            self.text[self.span.end : self.run.end]
        ):
            return True
        ends_list = re.compile(rf"(?:{joint.pattern})\s*{_DETERMINER}$", re.IGNORECASE)
        for run in self._slides():
            inner = run.of(self.text)
            before, after = self.text[self.norm.span.start : run.start], self.text[run.end : self.norm.span.end]
            if TAIL_ITEM.search(inner) or joint.match(inner.lstrip()) or ends_list.search(inner):
                return True
            tied_before, tied_after = ends_list.search(before), joint.match(after.lstrip())
            if tied_before and (tied_after or _LAST_ITEM.search(before)):
                return True
            if not self.language.spaced and (tied_before or joint.match(after)):
                return True
        return False

    def _slides(self) -> list[Span]:
        """The run at every place where it would read the same: `data {or the payment data}` = `{data or the payment} data`."""
        if self.run is None:
            return []
        tokens = self.language.tokens(self.text, self.norm.span)
        first = next((n for n, token in enumerate(tokens) if token.start >= self.run.start), len(tokens))
        last = next((n for n, token in enumerate(tokens) if token.end >= self.run.end), len(tokens) - 1)
        spans = [self.run]
        for step in (1, -1):
            head, tail = first, last
            while True:
                out, into = (head, tail + 1) if step == 1 else (tail, head - 1)
                if not (0 <= into < len(tokens) and head <= tail) or tokens[out].key != tokens[into].key:
                    break
                head, tail = head + step, tail + step
                spans.append(Span(tokens[head].start, tokens[tail].end))
        return spans

    def begins_act(self) -> bool:
        """Whether the stretch is a clause with a verb of its own."""
        if not (self.span and self.run):
            return False
        words = re.sub(r"^[，,;；、]|^\s*(?:and|并|且)", "", self.run.of(self.text)).strip()
        first = re.match(r"(?:(?:and|or|also|to|\w+ly|并|且|应当|shall)\s*)*", words)
        body = words[first.end() :] if first else words
        verb = self.patterns["verb"].match(body)
        if not verb or not self.content.startswith(verb.group()):
            return False
        if self.language.spaced:
            return len(self.words) >= 2 or self._joins_verbs()
        # In Chinese a verb with its object makes an act; a bare verb beside a verb is the member of a list.
        return len(self.words) >= 4 and "，" in self.text[max(0, self.run.start - 1) : self.run.end + 1]

    def in_agent(self) -> bool:
        """Among the authorities that act (由…), in a sanction or a power: their remit is redrawn, not the norm's reach."""
        bearer = self.norm.bearer
        if not (self.span and bearer.span) or self.norm.kind not in _ACTED_BY:
            return False
        if PartyClass.AUTHORITY not in bearer.classes or self.in_condition():
            return False
        names = [
            cue.span
            for cue in self.language.find("actor", self.text, self.norm.span)
            if self.language.entry(cue.id).value == PartyClass.AUTHORITY
        ]
        return any(one.start <= self.span.start and self.span.end <= one.end + 1 for one in names) or (
            bearer.span.start - 1 <= self.span.start <= bearer.span.end + 1
        )

    def describes(self) -> bool:
        """Whether the stretch has the form of a restricting word or clause."""
        if not self.run:
            return False
        return bool(self.patterns["modifier"].search(_ARTICLE.sub("", self.run.of(self.text).strip(" ,"))))

    def only_bearer(self) -> bool:
        """Whether the stretch is just a name of those the norm binds, where the other text has a pronoun or nothing."""
        if not self.span or not self.language.spaced:
            return False
        named = [cue for cue in self.language.find("actor", self.text, self.span) if cue.span == self.span]
        return bool(named) and self.language.entry(named[0].id).value in self.norm.bearer.classes

    def beside_or(self) -> bool:
        """Whether `or` ties the run to its neighbours."""
        return self._beside(r"\bor\b")

    def beside_and(self) -> bool:
        """Whether `and` ties the run to its neighbours."""
        return self._beside(r"\band\b")

    def _beside(self, word: str) -> bool:
        if not self.run:
            return False
        around = self.text[max(self.norm.span.start, self.run.start - 5) : min(self.norm.span.end, self.run.end + 5)]
        return bool(re.search(word, around, re.IGNORECASE))

    def describes_authority(self) -> bool:
        """Whether the stretch only says which authority: 县级以上人民政府民政部门. A remit redrawn tells nothing (§6)."""
        if not self.span or self.language.spaced:
            return False
        named = [c for c in self.language.find("actor", self.text, self.span) if c.span == self.span]
        after = self.text[self.span.end : self.span.end + 8]
        return bool(named) and self.language.entry(named[0].id).value == PartyClass.AUTHORITY and "部门" in after

    def names_recipient(self) -> bool:
        """Whether the stretch only says to which authority the act goes (with the authority, to the board)."""
        if not (self.run and self.span) or not self.language.spaced:
            return False
        head = re.match(r"\s*(?:with|to|before)\s+(?:the\s+|an?\s+)?", self.run.of(self.text), re.IGNORECASE)
        named = [cue for cue in self.language.find("actor", self.text, self.run) if cue.span.end == self.span.end]
        return bool(head and named) and self.language.entry(named[-1].id).value == PartyClass.AUTHORITY

    def names_party(self) -> bool:
        """Whether the stretch is just the name of a party: the trigger is tied to it, or no longer."""
        if not self.span or self.language.spaced:
            return False
        return any(cue.span == self.span for cue in self.language.find("actor", self.text, self.span))

    def universal(self) -> bool:
        """Whether the run names all of a kind: any, every, 任何."""
        return bool(self.run and self.language.find("universal", self.text, self.run))

    def attributive(self) -> bool:
        """Whether the stretch is an attribute that ends in 的 and restricts the noun after it."""
        if not self.run or self.language.spaced:
            return False
        return self.run.of(self.text).endswith("的") and not self.patterns["coordinator"].match(self.run.of(self.text))

    def beside_verb(self) -> bool:
        """In Chinese, a verb put beside another verb (监督检查) joins it."""
        return not self.language.spaced and self._joins_verbs()

    def _joins_verbs(self) -> bool:
        """Whether the stretch is a verb beside a verb, with or without a word that joins them."""
        if not self.span or not self.is_verb():
            return False
        joint, verb = self.patterns["coordinator"].pattern, self.patterns["verb"].pattern
        before = self.text[self.norm.span.start : self.span.start].rstrip()
        after = self.text[self.span.end : self.norm.span.end].lstrip()
        need = "+" if self.language.spaced else "?"
        return bool(
            re.search(rf"(?:{verb})\s*(?:(?:{joint})\s*){need}$", before, re.IGNORECASE)
            or re.match(rf"(?:(?:{joint})\s*){need}(?:{verb})", after, re.IGNORECASE)
        )

    def is_verb(self) -> bool:
        """Whether the stretch is one verb that begins acts."""
        return bool(self.patterns["verb"].fullmatch(self.content))

    def alternative(self) -> bool:
        """Whether the stretch is one of several acts of which the bearer of a duty may choose: warn, limit or end."""
        if not (self.run and self.span) or self.norm.kind is not NormKind.OBLIGATION or not self.listed():
            return False
        if not any(self.patterns["verb"].match(piece) for piece in re.split("、|采取|, ", self.content)):
            return False
        clause = re.split("[，,。；;.]", self.text[self.span.start : self.norm.span.end])[0]
        before = re.split("[，,。；;.]", self.text[self.norm.span.start : self.span.start])[-1]
        return bool(_CHOICE.search(clause) or _CHOICE.search(before[-12:]))

    def postposed(self) -> bool:
        """Whether the run is a participle and what depends on it, after its noun: risks identified and assessed before."""
        if not (self.run and self.span) or not self.language.spaced:
            return False
        run = self.run.of(self.text)
        before = re.search(r"\w+$", self.text[self.norm.span.start : self.run.start].rstrip())
        if re.search(r"\b(?:and|or)\s*$", run):
            return False  # {planned and} run: the member of a list
        return bool(_PARTICIPLE.match(run) and before and not _NO_NOUN.fullmatch(before.group()))

    def of_manner(self) -> bool:
        """Whether the stretch says how the act is done, or describes its means or doer: more is asked of the act."""
        if not (self.run and self.span):
            return False
        if self._opens(self.patterns["manner"]):
            return True
        head = self.text[self.norm.span.start : self.run.start]
        return (
            bool(self.patterns["means"].search(head))
            and self.patterns["modifier"].search(self.run.of(self.text).strip()) is not None
        )

    def modifier(self) -> bool:
        """Whether the stretch restricts the noun beside it."""
        if not self.run:
            return False
        words = self.run.of(self.text).strip(" ，,")
        if self.patterns["modifier"].search(words) or self.patterns["modifier"].search(self.content):
            return True
        if not self.language.spaced and self.span:
            # 未成年人用户: a party named right before a party restricts it.
            names = [cue.span for cue in self.language.find("actor", self.text, self.norm.span)]
            return any(one == self.span for one in names) and any(one.start == self.span.end for one in names)
        # In English one or two words put into a noun phrase restrict it; a verb does not.
        return self.language.spaced and len(self.words) <= _SHORT and not (self.begins_act() or self.is_verb())


_SHORT = 2
_NEAR = 2
"""Han characters that may stand between two members of the group that names a bearer."""
