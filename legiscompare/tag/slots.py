"""Find the grammatical slot of words that came or went, and fire the rule of that slot.

Slots: trigger · party · member of a list · extra act · modifier · purpose (no sign). Length says nothing: a harmless
paraphrase can replace half a sentence, and one word can turn a duty into a wish.
"""

from __future__ import annotations

import re
from functools import lru_cache

from legiscompare.lang import Language
from legiscompare.model import Document, Norm, NormKind, PartyClass, Span
from legiscompare.tag.case import Case
from legiscompare.tag.segments import Block, Word, weighs


_ACTED_BY = {NormKind.SANCTION, NormKind.POWER, NormKind.DEFINITION}


@lru_cache(maxsize=8)
def _patterns(language: Language) -> dict[str, re.Pattern[str]]:
    table = language.tables["words"]
    verbs = "|".join(sorted(set(language.tables["norms"]["verbs"].split()), key=lambda verb: (-len(verb), verb)))
    edge = r"\b" if language.spaced else ""
    return {
        "purpose": re.compile(table["purpose"], re.IGNORECASE),
        "coordinator": re.compile(table["coordinator"], re.IGNORECASE),
        "modifier": re.compile(table["modifier_end"], re.IGNORECASE),
        "manner": re.compile(table["manner"], re.IGNORECASE),
        "illustrates": re.compile(table["illustrates"], re.IGNORECASE),
        "means": re.compile(table["means"], re.IGNORECASE),
        "verb": re.compile(rf"{edge}(?:{verbs}){edge}", re.IGNORECASE),
    }


# A further item behind other new words: `services, and …`, 服务，以及…
_TAIL_ITEM = re.compile(r"[，,]\s*(?:以及|或者|and|or)\s*\w{2,}|以及.{2,}|(?:和|或者|及)(?:相关|有关|其他|该)?$", re.IGNORECASE)


# What may stand between a coordinator and its item; a last item is tied by `and` or `or` alone, a point by its number.
_DETERMINER = r"(?:\(\w{1,4}\)\s*)?(?:(?:an?|the|any|its|their|from|of|to)\s+)?"
_LAST_ITEM = re.compile(rf"(?:\b(?:and|or)\b|;)\s*{_DETERMINER}$|[和或及]$|或者$|以及$", re.IGNORECASE)


# One verb or another.
_CHOICE = re.compile(r"或者|(?<=[\u4e00-\u9fff])或(?=[\u4e00-\u9fff])|\bor\b")


class _Side:
    """One side of a block: its residual words as one stretch of text, and where that stretch stands."""

    def __init__(self, document: Document, norms: tuple[Norm, ...], runs: tuple[Span, ...], words: list[Word], language: Language) -> None:
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

    @property
    def content(self) -> str:
        return self.span.of(self.text) if self.span else ""

    def in_condition(self) -> bool:
        """Whether the stretch stands in a trigger; what a scope rule names in that form is what it catches."""
        if self.norm.kind is NormKind.SCOPE:
            return False
        return bool(self.span) and any(one.start <= self.span.start < one.end for one in self.norm.conditions)  # type: ignore[union-attr]

    def in_exception(self) -> bool:
        """Whether the stretch stands in a carve-out."""
        return bool(self.span) and any(one.start <= self.span.start < one.end for one in self.norm.exceptions)  # type: ignore[union-attr]

    def illustrates(self) -> bool:
        """Whether the stretch only names examples or things to bear in mind."""
        return bool(self.run and self.patterns["illustrates"].match(self.run.of(self.text).lstrip(" ,，")))

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
        if joint.search(self.text[self.run.start : self.span.start]) or joint.search(self.text[self.span.end : self.run.end]):
            return True
        ends_list = re.compile(rf"(?:{joint.pattern})\s*{_DETERMINER}$", re.IGNORECASE)
        for run in self._slides():
            inner = run.of(self.text)
            before, after = self.text[self.norm.span.start : run.start], self.text[run.end : self.norm.span.end]
            if _TAIL_ITEM.search(inner) or joint.match(inner.lstrip()) or ends_list.search(inner):
                return True
            tied_before, tied_after = ends_list.search(before), joint.match(after.lstrip())
            if tied_before and (tied_after or _LAST_ITEM.search(before)):
                return True
            if not self.language.spaced and (tied_before or joint.match(after)):
                return True
        return False

    def _slides(self) -> list[Span]:
        """The run at every place where it would read the same: `data {or the payment data}` = `{data or the payment} data`."""
        assert self.run is not None
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
        first = re.match(r"(?:(?:and|or|also|to|并|且|应当|shall)\s*)*", words)
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
        return bool(self.run and self.patterns["modifier"].search(self.run.of(self.text).strip(" ,")))

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

    def of_manner(self) -> bool:
        """Whether the stretch says how the act is done, or describes its means or doer: more is asked of the act."""
        if not (self.run and self.span):
            return False
        if self.patterns["manner"].match(self.run.of(self.text).strip(" ，,")):
            return True
        head = self.text[self.norm.span.start : self.run.start]
        return bool(self.patterns["means"].search(head)) and self.patterns["modifier"].search(self.run.of(self.text).strip()) is not None

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
        # In English one or two words put into a noun phrase restrict it.
        return self.language.spaced and len(self.words) <= _SHORT and not self.begins_act()


_SHORT = 2
_NEAR = 2
"""Han characters that may stand between two members of the group that names a bearer."""


def slots(case: Case) -> None:
    """Fire a rule for each block whose words no mechanism has accounted for, trigger and main clause apart."""
    for block in case.blocks:
        gone = _by_region(_rest(block.gone, case.spent_draft), case.draft_norms)
        come = _by_region(_rest(block.come, case.spent_final), case.final_norms)
        for old_words, new_words in zip(gone, come, strict=True):
            _slot(case, block, old_words, new_words)


def _by_region(words: list[Word], norms: tuple[Norm, ...]) -> tuple[list[Word], list[Word]]:
    """Words in triggers and carve-outs, and the others."""
    regions = [span for norm in norms for span in (*norm.conditions, *norm.exceptions)]
    inside = [word for word in words if any(span.holds(word.span) for span in regions)]
    return inside, [word for word in words if word not in inside]


def _slot(case: Case, block: Block, gone: list[Word], come: list[Word]) -> None:
    left = weighs(case.draft.text, gone, case.language)
    came = weighs(case.final.text, come, case.language)
    if not left and not came:
        return
    old = _Side(case.draft, case.draft_norms, block.draft, gone, case.language)
    new = _Side(case.final, case.final_norms, block.final, come, case.language)
    if gone and come:
        _exchanged(case, old, new)
    elif left:
        _one_sided(case, old, gained=False)
    else:
        _one_sided(case, new, gained=True)


def _rest(words: list[Word], spent: list[Span]) -> list[Word]:
    return [word for word in words if not any(one.start < word.span.end and word.span.start < one.end for one in spent)]


def _one_sided(case: Case, side: _Side, *, gained: bool) -> None:
    """Words that only came, or only went."""
    if side.in_purpose():
        return
    way = "in" if gained else "out"
    if side.in_agent():
        rule = "enforcement.other"
    elif side.in_exception():
        rule = _in_trigger(side, gained=gained).replace("condition.", "exception.")
    elif side.in_condition():
        rule = _in_trigger(side, gained=gained)
    elif side.illustrates():
        rule = "precision.other"
    elif side.in_party():
        rule = f"scope_party.{way}" if side.listed() else f"scope_party.{'narrower' if gained else 'wider'}"
    elif side.attributive():
        rule = f"scope_object.modifier-{way}"
    elif side.alternative():
        rule = f"act.alternative-{way}"
    elif side.begins_act() or side.beside_verb():
        rule = f"enforcement.{way}" if case.kind is NormKind.SANCTION else f"act.{way}"
    elif side.of_manner():
        rule = f"qualifier.manner-{way}"
    elif side.listed():
        rule = f"scope_object.item-{way}"
        if not gained and _open_list(side):
            rule = "scope_object.open-item-out"
    elif side.modifier():
        rule = f"scope_object.modifier-{way}"
    else:
        rule = "precision.other"
    case.fire(rule, None if gained else side.span, side.span if gained else None)


_ALTERNATIVE = re.compile(r"^[，,\s]*(?:或者|或|or\b)", re.IGNORECASE)
_CLAUSE = 4
"""Characters from which a stretch between commas is a further element of a trigger."""
_CUMULATIVE = re.compile(r"^[，,\s]*(?:且|并且|同时|and\b)", re.IGNORECASE)


def _in_trigger(side: _Side, *, gained: bool) -> str:
    """A further alternative widens a trigger; a further element or a restricting word narrows it; else it does not tell."""
    run = side.run.of(side.text) if side.run else ""
    clause = len(side.content) >= _CLAUSE and (run.startswith(("，", ",")) or run.rstrip().endswith(("，", ",")))
    if _ALTERNATIVE.match(run):
        return "condition.wider" if gained else "condition.narrower"
    if _CUMULATIVE.match(run) or clause:
        return "condition.narrower" if gained else "condition.wider"
    if side.listed():
        wider = gained if side.language.spaced is False or side.beside_or() else not gained
        if not side.language.spaced or side.beside_or() or side.beside_and():
            return "condition.wider" if wider else "condition.narrower"
    if side.attributive() or side.names_party() or (side.modifier() if not side.language.spaced else side.describes()):
        return "condition.narrower" if gained else "condition.wider"
    return "condition.other"


def _open_list(side: _Side) -> bool:
    """Whether the list that the stretch stood in is open: it ends in 等, or begins with `such as`."""
    if not side.run:
        return False
    clause = side.text[side.run.end : side.norm.span.end]
    if not side.language.spaced:
        return bool(_OPEN_TAIL.match(re.split("[，。；：]", clause)[0]))
    head = re.split(r"[;:.]", side.text[side.norm.span.start : side.run.start])[-1]
    return bool(side.language.find("openlist", head))


# Items joined by 、 up to 等, without an attribute between that would open another list.
_OPEN_TAIL = re.compile("(?:[^的]*、)*[^的、]*等(?!级|同|待)")


def _exchanged(case: Case, old: _Side, new: _Side) -> None:
    """Words that took the place of others."""
    if old.in_purpose() and new.in_purpose():
        return
    if new.begins_act() != old.begins_act():
        # A further act beside other new words: each side on its own.
        _one_sided(case, old, gained=False)
        _one_sided(case, new, gained=True)
        return
    tails = [bool(side.run and _TAIL_ITEM.search(side.run.of(side.text))) for side in (old, new)]
    if old.in_agent() or new.in_agent():
        rule = "enforcement.other"
    elif tails[0] != tails[1] and not (old.in_condition() or new.in_condition()):
        rule = "scope_object.item-in" if tails[1] else "scope_object.item-out"
    elif old.in_exception() and new.in_exception():
        rule = "exception.other"
    elif old.in_condition() and new.in_condition():
        rule = "condition.other"
    elif old.in_party() and new.in_party() and old.universal() != new.universal():
        rule = "scope_party.narrower" if old.universal() else "scope_party.wider"
    elif old.in_party() and new.in_party():
        more = _items(new) - _items(old)
        rule = "scope_party.in" if more > 0 else "scope_party.out" if more < 0 else "scope_party.other"
    elif old.universal() != new.universal():
        rule = "scope_object.narrower" if old.universal() else "scope_object.wider"
    elif old.is_verb() and new.is_verb():
        rule = "act.other"
    elif _items(old) != _items(new) and old.listed() and new.listed():
        rule = "scope_object.wider" if _items(new) > _items(old) else "scope_object.narrower"
    else:
        rule = "precision.other"
    case.fire(rule, old.span, new.span)


def _items(side: _Side) -> int:
    return len(side.patterns["coordinator"].findall(side.content)) + 1


__all__ = ["slots"]
