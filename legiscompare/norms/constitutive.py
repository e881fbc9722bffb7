"""Tell regulative from constitutive statements (Institutional Grammar 2.0, Frantz & Siddiki 2021).

A regulative statement rules what an actor does; a constitutive one says what is, holds or counts. The subject decides:
an actor's act is regulative, what is said of a thing is constitutive unless the passive names or implies its agent.
"""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING

from legiscompare.model import Span

if TYPE_CHECKING:
    from legiscompare.lang import Language


class StatementType(enum.StrEnum):
    """The two types of institutional statement."""

    REGULATIVE = "regulative"
    CONSTITUTIVE = "constitutive"


_MODAL = re.compile(r"\b(?:shall|must|may|should|will|can|cannot|is|are)\b", re.IGNORECASE)
_ADVERBS = re.compile(
    r"(?:\s+(?:not|also|only|then|in particular|at once|in no case|without \w+ delay|"
    r"(?!(?:app|comp|supp|imp|re|rep|multip)ly\b)\w+ly),?)*\s+",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"be (?:\w+ly |also |only )*"
    r"(?:\w+ed|\w+en|made|kept|laid|set|put|sent|paid|held|met|done|sold|bound|built|brought|known|borne|shown)\b"
)
_BY = re.compile(r"\bby (?=\w)")
_AGENT_WITHIN = 60
"""Code points after `by` in which the agent of a passive stands."""


def statement_type(text: str, span: Span, modal: Span | None, language: Language) -> StatementType:
    """The type of the statement in `span`, whose modal stands at `modal` (None = it has none).

    In a language without the lexicon group `agent` every statement counts as regulative.
    """
    if not language.group("agent"):
        return StatementType.REGULATIVE
    word = _modal_word(text, span, modal)
    if word is None:
        found = language.find("regulative", text, span)
        return StatementType.REGULATIVE if found else StatementType.CONSTITUTIVE
    predicate = _predicate(text, word, span)
    says = [cue for cue in language.find("constitutive", text, predicate) if cue.span.start == predicate.start]
    if any(language.entry(cue.id).effect == "always" for cue in says):
        return StatementType.CONSTITUTIVE
    if any(cue.span.start == predicate.start for cue in language.find("regulative", text, predicate)):
        return StatementType.REGULATIVE
    passive = bool(_PASSIVE.match(text, predicate.start, predicate.end))
    being = text.startswith("be ", predicate.start)
    if _is_agent(text, Span(span.start, word.start), language, pronouns=not (says or being), acronyms=not passive):
        return StatementType.REGULATIVE
    if passive and not says and _names_agent(text, predicate, language):
        return StatementType.REGULATIVE
    return StatementType.CONSTITUTIVE


def _modal_word(text: str, span: Span, modal: Span | None) -> Span | None:
    if modal is None or not span.holds(modal):
        return None
    found = list(_MODAL.finditer(text, modal.start, modal.end))
    return Span(*found[0].span()) if found else modal


def _predicate(text: str, word: Span, span: Span) -> Span:
    """The words after the modal and its adverbs; a present tense (is prohibited) keeps its own word."""
    if text[word.start : word.end].casefold() in {"is", "are"}:
        return Span(word.start, span.end)
    adverbs = _ADVERBS.match(text, word.end, span.end)
    return Span(adverbs.end() if adverbs else word.end, span.end)


def _names_agent(text: str, predicate: Span, language: Language) -> bool:
    """Whether a passive says by whom: an agent is the head of the words after `by`."""
    for by in _BY.finditer(text, *predicate):
        after = re.split(r"[,;.()]", text[by.end() : min(by.end() + _AGENT_WITHIN, predicate.end)])[0]
        if _heads_agent(after, language, pronouns=False, acronyms=True):
            return True
    return False


_BREAK_IN = re.compile(
    r"(?<=[a-z0-9)]) (?=(?:The|An?|Each|Any|All|Such|Where|When|If|No|This|These|Those|It|They|Member States|"
    r"Without|By|In|For|On)\b)"
)
"""A heading that runs into its sentence ends where a capital opens it."""
_HEADING = re.compile(
    r"^(?:(?:Article|Section|Chapter|Annex|Part|Rule)\s+\w+\s+|\W*\w{1,3}[.)]\s+|[‘“(]+)", re.IGNORECASE
)
_ADJUNCT = re.compile(
    r"^\W*(?:where|when|whenever|if|unless|once|until|after|before|upon|on|in|at|by|for|from|with|without|under|as|to|"
    r"during|within|following|pursuant|notwithstanding|subject|prior|except|having|taking|given|provided|including|"
    r"however|therefore|moreover|furthermore|and|or|but)\b",
    re.IGNORECASE,
)
_AFTER_HEAD = re.compile(
    r"\s(?:of|for|to|in|on|at|with|within|under|from|by|as|that|which|who|whose|whom|between|against|concerning|"
    r"other than|referred|listed)(?![-\w]).*$",
    re.IGNORECASE | re.DOTALL,
)
_DETERMINER = re.compile(r"^(?:that|this|those|these|such|the|an?|each|any|all|no)\s+(?=\w)", re.IGNORECASE)
_PARTICIPLE = re.compile(r"\s(?:\w{2,}ed|\w{3,}ing|responsible|subject)\b.*$", re.DOTALL)
"""A participle follows its head (persons making use of) or precedes it (the notifying authority): both are read."""


def _is_agent(text: str, before: Span, language: Language, *, pronouns: bool, acronyms: bool) -> bool:
    """Whether the subject, somewhere in the words before the modal, is one who acts."""
    words = " ".join(text[before.start : before.end].split())
    words = _BREAK_IN.split(words)[-1]
    words = _HEADING.sub("", words)
    clauses = [clause.strip() for clause in re.split(r"[,;:]", words)]
    subjects = [clause for clause in clauses if clause and not _ADJUNCT.match(clause)]
    if not words.strip(" .,;:()"):
        # A further act of a sentence whose subject stands before it.
        return pronouns
    if not subjects:
        # No comma after the adjunct: the subject is what stands right before the modal.
        return _heads_agent(" ".join(words.split()[-2:]), language, pronouns=pronouns, acronyms=acronyms)
    return any(_heads_agent(one, language, pronouns=pronouns, acronyms=acronyms) for one in subjects)


def _heads_agent(clause: str, language: Language, *, pronouns: bool, acronyms: bool) -> bool:
    """Whether the head of a noun group, its last noun before any `of`, is an agent; each of several joined counts."""
    group = _AFTER_HEAD.sub("", _DETERMINER.sub("", clause.strip()))
    nouns = re.split(r"\s(?:and|or)(?:/or)?\s|/", group)
    for noun in [*nouns, *(_PARTICIPLE.sub("", one) for one in nouns)]:
        head = noun.strip(" ‘’“”()")
        if acronyms and re.search(r"(?:^|[\s-])[A-Z]{2,}[A-Za-z]?$", head):
            return True
        for cue in language.find("agent", head):
            if cue.span.end == len(head) and (pronouns or not cue.id.endswith(".pronoun")):
                return True
    return False
