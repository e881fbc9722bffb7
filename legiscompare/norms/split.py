"""Cut a unit into statements: one bearer, one modality, one act each.

Chinese: at `。；` always, at `，` where a further act begins; a trigger (`…的，`) goes with the act after it.
English: at sentence ends, at `;`, at ", and shall", and where a further base verb follows an act that has its object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from legiscompare.lang import Language
from legiscompare.model import Span
from legiscompare.norms.units import Unit, trim


@dataclass(frozen=True, slots=True)
class Statement:
    """One institutional statement's own words and what it inherits from its sentence."""

    span: Span
    sentence: Span
    first: bool
    """Whether it opens its sentence; later ones inherit bearer, deontic and trigger."""
    inherited: Span | None = None
    """The words of the sentence before it, from which a later one inherits."""


def statements(text: str, unit: Unit, language: Language) -> Iterator[Statement]:
    """Statements of a unit in order; together they cover its non-space text."""
    if not language.has_lexicons:
        yield Statement(unit.span, unit.span, True)
        return
    if unit.whole:
        yield from _whole(text, unit, language)
        return
    formula = re.compile(language.tables["norms"]["formula"], re.IGNORECASE)
    for sentence in _sentences(text, unit.span, language):
        if formula.match(sentence.of(text)):
            continue
        parts = (
            _english(text, sentence, language, under_lead_in=bool(unit.lead_ins))
            if language.spaced
            else _chinese(text, sentence, language, under_lead_in=bool(unit.lead_ins))
        )
        for number, part in enumerate(parts):
            before = trim(text, Span(sentence.start, part.start)) if number else None
            yield Statement(part, sentence, number == 0, before)


def _whole(text: str, unit: Unit, language: Language) -> Iterator[Statement]:
    """A list whose points complete its lead-in: acts that the lead-in states before its last one stand alone."""
    lead = Span(unit.span.start, min(unit.span.end, max(unit.lead_end, unit.span.start)))
    parts = _english(text, lead, language, under_lead_in=False) if language.spaced and lead.start < lead.end else []
    last = parts[-1].start if parts else unit.span.start
    for number, part in enumerate(parts[:-1]):
        yield Statement(part, lead, number == 0, trim(text, Span(lead.start, part.start)) if number else None)
    first = last == unit.span.start
    yield Statement(Span(last, unit.span.end), unit.span, first, None if first else trim(text, Span(lead.start, last)))


_EN_END = re.compile(
    r"(?<!\b[A-Z])(?<!\bNo)(?<!\bArt)(?<!\be\.g)(?<!\bi\.e)[.!?](?=[”’\"]?\s+[A-Z“‘\"(])|;(?=\s)|\n{2,}"
)
_ZH_END = re.compile(r"[。！？]|\n{2,}")


def _sentences(text: str, span: Span, language: Language) -> list[Span]:
    pattern = _EN_END if language.spaced else _ZH_END
    parts, start = [], span.start
    for match in pattern.finditer(text, span.start, span.end):
        if _inside_brackets(text, span.start, match.start()):
            continue
        parts.append(Span(start, match.end()))
        start = match.end()
    parts.append(Span(start, span.end))
    found = [trim(text, part) for part in parts]
    found = [part for part in found if any(char.isalnum() for char in part.of(text))]
    found = _rejoin(text, found, language) if language.spaced else found
    return found or [span]


def _rejoin(text: str, parts: list[Span], language: Language) -> list[Span]:
    """A clause after `;` that has no verb of its own, or that is a heavier rung of a sanction, belongs to the one
    before it.
    """
    rungs = re.compile(language.tables["norms"]["rungs"], re.IGNORECASE)
    verb = _en_patterns(language)["finite"]
    joined: list[Span] = []
    for part in parts:
        words = part.of(text)
        goes_on = not (_EN_VERBAL.search(words) or (_IF.match(words) and verb.search(words)))
        if joined and rungs.match(words):
            goes_on = _is_sanction(text, joined[-1], language)
        if joined and text[joined[-1].end - 1] == ";" and goes_on:
            joined[-1] = Span(joined[-1].start, part.end)
        else:
            joined.append(part)
    return joined


_EN_VERBAL = re.compile(r"\b(?:shall|must|may|should|is|are|has|have|does|do|will|can|applies|means)\b")
_IF = re.compile(r"(?:where|if|when)\b", re.IGNORECASE)
_PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "【": "】"}


def _inside_brackets(text: str, start: int, at: int) -> bool:
    depth = 0
    for char in text[start:at]:
        if char in _PAIRS:
            depth += 1
        elif char in _PAIRS.values() and depth:
            depth -= 1
    return depth > 0


def _is_sanction(text: str, span: Span, language: Language) -> bool:
    return any(language.entry(cue.id).value == "sanction" for cue in language.find("kind", text, span))


# --- Chinese ---------------------------------------------------------------------------------------------------------


_NAMED = re.compile("的[^，。；]{1,12}（以下[简统]?称[^）]*）$")


@lru_cache(maxsize=4)
def _zh_patterns(language: Language) -> dict[str, re.Pattern[str]]:
    table = language.tables["norms"]
    verbs = language.verbs
    binding = "不得|应当|应(?!用|急)|必须|可以|禁止|有权|由(?!于)"
    moved = "将|把|对|向|与|为|(?<=[并且还也得当以须应])在|按照|按|以|根据|依照"
    handled = f"(?:{moved})[^，。；]{{1,40}}?(?:{verbs})(?![^，。；]{{0,6}}的)"
    return {
        "act": re.compile(f"{table['adverbs']}(?:(?:{verbs})|(?:{binding})|{handled})"),
        # A verb that rules an attribute (发现的…) or names a thing (…的变更) makes no act.
        "verb": re.compile(f"(?<![的、和及])(?:{verbs})(?![^，。；]{{0,14}}的[^，。；]{{1,16}}$)"),
        "bare": re.compile(f"^{table['adverbs']}$"),
        # 将报告报送主管部门: an act, though it ends like a standard (按照……部门).
        "handles": re.compile(f"{table['adverbs']}(?:将|把)[^，。；]{{1,40}}?(?:{verbs})"),
        **{
            name: re.compile(table[name])
            for name in ("purpose", "conditions", "standards", "standard_ends", "topics", "rungs", "unsplit")
        },
    }


def _chinese(text: str, sentence: Span, language: Language, *, under_lead_in: bool) -> list[Span]:
    """Statements of one sentence. Clauses after `；` stay in it: they inherit its bearer and modal where they have none."""
    patterns = _zh_patterns(language)
    parts: list[Span] = []
    for clause in _clauses(text, sentence, language):
        kinds = {language.entry(cue.id).value for cue in language.find("kind", text, clause)}
        if kinds & {"sanction", "definition"} or patterns["unsplit"].search(clause.of(text)):
            # The rungs of a sanction are elements of one norm (codebook §1); a definition or a purpose is one.
            parts.append(clause)
        else:
            parts += _acts(text, clause, patterns, language, bound=under_lead_in)
    return parts


def _clauses(text: str, sentence: Span, language: Language) -> list[Span]:
    """Cut at `；`; a heavier rung (拒不改正的，…) belongs to the sanction before it."""
    patterns = _zh_patterns(language)
    clauses: list[Span] = []
    start = sentence.start
    ends = [
        m.end()
        for m in re.compile("；").finditer(text, *sentence)
        if not _inside_brackets(text, sentence.start, m.start())
    ]
    for end in [*ends, sentence.end]:
        part = trim(text, Span(start, end))
        start = end
        if part.start >= part.end:
            continue
        if clauses and _is_sanction(text, clauses[-1], language) and patterns["rungs"].match(part.of(text)):
            clauses[-1] = Span(clauses[-1].start, part.end)
        else:
            clauses.append(part)
    return clauses


def _acts(
    text: str, clause: Span, patterns: dict[str, re.Pattern[str]], language: Language, *, bound: bool
) -> list[Span]:
    """Cut at `，` where a further act begins; `bound`: a modal above it holds already."""
    parts: list[Span] = []
    start, complete, pending = clause.start, False, None
    for piece in _comma_pieces(text, clause):
        words = piece.of(text).rstrip("，,。；：: ")
        if not complete and _NAMED.search(words):
            continue  # 保守秘密的工作（以下简称…），: a name is given to a noun, which is the topic of what follows
        if patterns["conditions"].search(words):
            # A trigger after a finished act opens the next statement; before any modal it takes in what stands before it.
            if complete and bound:
                pending = piece.start if pending is None else pending
            else:
                complete = False
            continue
        opens = _opens_act(words, patterns, language)
        if complete and opens and not bound and _bare_modal(words, patterns, language):
            # …的变更，应当…: what stood before was the topic of this act.
            complete = False
        if complete and opens:
            cut = pending if pending is not None else piece.start
            parts.append(Span(start, cut))
            start = cut
        if opens or _has_act(words, patterns, language):
            complete = True
        bound = bound or bool(language.find("modal", words)) or bool(parts)
        pending = None if opens else pending
    parts.append(Span(start, clause.end))
    return [trim(text, part) for part in parts]


def _comma_pieces(text: str, sentence: Span) -> list[Span]:
    pieces, start = [], sentence.start
    for match in re.finditer("[，,：:]", sentence.of(text)):
        at = sentence.start + match.start()
        if not _inside_brackets(text, sentence.start, at):
            pieces.append(Span(start, at + 1))
            start = at + 1
    if start < sentence.end:
        pieces.append(Span(start, sentence.end))
    return pieces


def _opens_act(words: str, patterns: dict[str, re.Pattern[str]], language: Language) -> bool:
    """Whether a comma part begins an act of its own, not just a purpose, a standard or a topic."""
    if len(re.findall(r"\w", words)) < 3 or patterns["topics"].match(words):
        return False
    if language.find("modal", words):
        return _has_act(words, patterns, language)
    if patterns["purpose"].match(words):
        return False
    return bool(patterns["act"].match(words)) and not _only_standard(words, patterns)


def _bare_modal(words: str, patterns: dict[str, re.Pattern[str]], language: Language) -> bool:
    """Whether a comma part begins with its modal: it has no subject of its own."""
    modals = language.find("modal", words)
    strong = [cue for cue in modals if language.entry(cue.id).value != "binds"]
    return bool(strong) and bool(patterns["bare"].match(words[: strong[0].span.start]))


def _only_standard(words: str, patterns: dict[str, re.Pattern[str]]) -> bool:
    return bool(patterns["conditions"].search(words)) or bool(
        not patterns["handles"].match(words)
        and patterns["standards"].match(words)
        and patterns["standard_ends"].search(words)
    )


def _has_act(words: str, patterns: dict[str, re.Pattern[str]], language: Language) -> bool:
    if patterns["topics"].match(words):
        return False
    modals = language.find("modal", words)
    if modals:
        after = words[modals[-1].span.end :]
        return bool(after) and not _only_standard(after, patterns)
    return bool(patterns["verb"].search(words)) and not _only_standard(words, patterns)


# --- English ---------------------------------------------------------------------------------------------------------

_LEAST_WORDS = 3
_OBJECT = 4
"""Words from the modal on that an act has when its object is said: `keep the logs and …` has not more to come."""
_MODAL = re.compile(r"\b(?:shall|must)\b(?: not\b)?")
_OTHER_MODAL = re.compile(r"\b(?:may|should|can|could|will|would|means|right to|entitled to)\b")
# A semicolon, a comma, `and`, or a comma and `and`; then what may stand before the verb.
_JOIN = r"(?P<join>(?P<close>[;,])?(?:\s+and\b,?|(?<=[;,]))\s+)"
_ADVERBS = (
    r"(?:(?:where|if|when|as) \w+, |(?:in accordance with|pursuant to|under|at the request of|upon|on) [^,;]{1,40}, "
    r"|(?:shall |also |at the same time,? |without (?:undue )?delay,? |then )|\w+ly,? )*"
)
_MODALS = r"(?:shall|must|may not|do(?:es)? not need)\b"
_NEW_MODAL = re.compile(
    r"(?:,|;)?\s+(?:and|but|or)\s+"
    rf"(?=(?:(?:they|it|he or she|(?:the|such|that|those)(?: (?!and\b|or\b|shall\b|must\b)[\w-]+){{1,24}}?)\s+)?{_MODALS})"
    # Without a conjunction only after a whole act: `or, failing that, shall` goes on with what it began.
    rf"|(?<=[,;])(?<!\bwhich,)\s+(?={_MODALS})"
)
_ASIDE = re.compile(r"[,;](?:\s*\S+){0,3}[,;]$|[,;]\s*(?:where|if|when|which|that|as|except|unless)\b[^,;]*[,;]$")
# A clause whose verb may be continued by a verb after a comma, a clause that may not, and a purpose.
_CLAUSE = re.compile(
    r"\b(?:that|who|(?<!\bin )(?<!\bfor )(?<!\bby )(?<!\bto )(?<!\bof )(?<!\bon )(?<!\bwith )which)\b[^;]*$"
)
_ALTERNATIVE = re.compile(r"\bor,[^,;]*$")
_SHUT = re.compile(r"\b(?:where|if|which|whose|whom)\b[^;]*$")


# Encouragement is given to building A, and to sharing B.
_GIVEN = re.compile(r"\b(?:encouragement|support|priority|preference) (?:is|are) given to\b", re.IGNORECASE)
_GIVEN_TO = re.compile(r",\s+(?:and\s+)?(?=to\s+\w+ing\b)")


@lru_cache(maxsize=4)
def _en_patterns(language: Language) -> dict[str, re.Pattern[str]]:
    table = language.tables["norms"]
    plain = "|".join(sorted(table["verbs"].split()))
    either = "|".join(sorted({*table["verbs"].split(), *table["verbs_or_nouns"].split()}))
    # `accept and process complaints` is one act; `, process, and` is a list.
    alone = rf"(?!\s*,|\s+of\b)(?!\s+(?:and|or)\s(?!\s*(?:{either})\b))"
    verb = rf"(?:{language.verbs}{alone}|\b(?:{plain})\s+and\s+(?:{either})\b)"
    third = rf"\b(?:{plain})(?:e?s)\b"
    return {
        "opens": re.compile(rf"{_ADVERBS}{verb}", re.IGNORECASE),
        "further": re.compile(rf"{_JOIN}{_ADVERBS}(?={verb})", re.IGNORECASE),
        "third": re.compile(third, re.IGNORECASE),
        "third_of_bearer": re.compile(rf"\s+(?:\w+ly )?(?:{either})(?:e?s)\b", re.IGNORECASE),
        "further_third": re.compile(rf"{_JOIN}{_ADVERBS}(?={third})", re.IGNORECASE),
        # `to` before a verb; `suited to development` is none.
        "purpose": re.compile(
            rf"\b(?:to(?=\s+(?:\w+ly\s+)?(?:{either})\b)|measures|in order)\b(?P<rest>(?:\s+\w+(?: to)?,)*[^,;]*)$"
        ),
        "present": re.compile(rf"\b(?:{plain})\b"),
        "finite": re.compile(rf"\b(?:{plain})(?:e?s)?\b"),
    }


def begins_act(words: str, language: Language) -> bool:
    """Whether a statement begins with its verb, so that its subject stands above it; false for scripts without spaces."""
    return language.spaced and bool(_en_patterns(language)["opens"].match(words))


def _english(text: str, sentence: Span, language: Language, *, under_lead_in: bool) -> list[Span]:
    """Statements of one sentence; `under_lead_in`: the lead-in above it holds the modal."""
    words = sentence.of(text)
    if _is_sanction(text, sentence, language):
        # The rungs of a sanction are elements of one norm (codebook §1).
        return [sentence]
    edges = [0]
    for cut in sorted(_cuts(words, language, under_lead_in=under_lead_in)):
        # A modal and its verb are one place to cut.
        long = len(words[edges[-1] : cut].split()) >= _LEAST_WORDS and len(words[cut:].split()) >= _LEAST_WORDS
        if long and not _inside_brackets(words, 0, cut):
            edges.append(cut)
    edges.append(len(words))
    spans = [Span(sentence.start + a, sentence.start + b) for a, b in pairwise(edges)]
    return [trim(text, span) for span in spans if trim(text, span).start < trim(text, span).end]


def _cuts(words: str, language: Language, *, under_lead_in: bool) -> set[int]:
    """Where further acts begin in a sentence."""
    modal = _MODAL.search(words)
    bare = under_lead_in and _en_patterns(language)["opens"].match(words)
    if not modal and not bare:
        return _present(words, language)
    start = 0 if bare or not modal else modal.end()
    further = {
        match.end()
        for match in _NEW_MODAL.finditer(words, start)
        if match.group().strip() or not _ASIDE.search(words[: match.start()])
    }
    return further | _further_acts(words, start, further, language)


def _further_acts(words: str, start: int, known: set[int], language: Language) -> set[int]:
    """Where a further act begins after the modal that ends at `start`; `known` are the places of further modals."""
    cuts: set[int] = set()
    modals = {
        match.end() for cut in known if (match := re.compile(r"[^,;]*?\b(?:shall|must|may)(?: not)?").match(words, cut))
    }
    for match in _en_patterns(language)["further"].finditer(words, start):
        since = max((cut for cut in {start, *modals, *cuts} if cut <= match.start()), default=start)
        # `shall, within the period, provide`: what stands between commas after the modal is no act yet.
        head = re.sub(r"^\s*,[^,]*,?", "", words[since : match.start()])
        least = _LEAST_WORDS if since in cuts else _OBJECT
        if all(len(piece.split()) < least for piece in head.split(",")):
            continue  # `draw up, keep up to date and make available the papers`: the verbs share what comes last
        purpose = _en_patterns(language)["purpose"].search(head)
        if len(head.split()) >= least and _closed(
            head, match["close"] or "", purpose, coordinated="and" in match["join"]
        ):
            cuts.add(match.end("join"))
    return cuts


def _closed(head: str, close: str, purpose: re.Match[str] | None, *, coordinated: bool) -> bool:
    """Whether an act has come to its end, so that a verb after it is one of the main clause.

    `close` is the mark before that verb, `coordinated` whether `and` stands there, `purpose` a clause of purpose that the
    act ends with.
    """
    if close == ";":
        return True
    if _ALTERNATIVE.search(head) or _CLAUSE.search(head) or (not close and _SHUT.search(head)):
        return False
    # `to detect, investigate, and prosecute` is one purpose; one with its object ends at `, and`.
    return not purpose or (bool(close) and coordinated and len(purpose["rest"].split()) >= _LEAST_WORDS)


def _present(words: str, language: Language) -> set[int]:
    """Further acts of a sentence without a modal: the State supports A, and encourages B; providers bear C and keep D."""
    kinds = {language.entry(cue.id).value for cue in language.find("kind", words)}
    if _OTHER_MODAL.search(words) or kinds & {"scope", "definition"}:
        return set()
    patterns = _en_patterns(language)
    if _GIVEN.search(words):
        return {match.end() for match in _GIVEN_TO.finditer(words)}
    bearers = language.find("actor", words)
    of_bearer = (patterns["third_of_bearer"].match(words, bearer.span.end) for bearer in bearers)
    first = next((match for match in of_bearer if match), None) or patterns["third"].search(words)
    if first:
        found = patterns["further_third"].finditer(words, first.end())
        return {m.end("join") for m in found if not _CLAUSE.search(words[first.end() : m.start()])}
    verb = patterns["present"].search(words, bearers[0].span.end) if bearers else None
    return _further_acts(words, verb.start(), set(), language) if verb else set()
