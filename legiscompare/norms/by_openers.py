"""Where further acts begin in a language whose subordinate clauses are opened by a word (where …, that …, unless …)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Deontic, NormKind
from legiscompare.norms import grammar

if TYPE_CHECKING:
    from legiscompare.annotate import Layer

LEAST = 3
"""Words of a statement at least."""
_SHORTEST = 2
"""Words of the last statement of a row: its verb and what it meets."""
OBJECT = 4
"""Words from the modal on that an act has when its object is said: `keep the logs and …` has not more to come."""
_BINDS = {Deontic.SHALL, Deontic.SHALL_NOT}
_CONDITION = frozenset({"condition"})
_MODAL_REACH = 12
"""Units in which a further subject stands before its modal (`and the provider concerned shall`)."""


def cuts(layer: Layer, first: int, beyond: int, under_lead_in: bool) -> list[int]:
    """First units of the further acts of a sentence; `under_lead_in`: the lead-in above it holds the modal."""
    depths = grammar.depths(layer, first, beyond)
    main = main_modal(layer, first, beyond)
    bare = under_lead_in and grammar.opens_with_verb(layer, first, beyond)
    if main is None and not bare:
        found = _present(layer, first, beyond)
    elif main is not None and Deontic(layer.marks("modal")[main].entry.value) not in _BINDS and not bare:
        found = _new_modals(layer, layer.marks("modal")[main].end, beyond)
    else:
        start = first if bare or main is None else layer.marks("modal")[main].end
        modals = _new_modals(layer, start, beyond)
        found = modals | _further(layer, start, beyond, modals)
    kept: list[int] = []
    for cut in sorted(found):
        since = kept[-1] if kept else first
        if depths[cut - first] or grammar.words_in(layer, since, cut) < LEAST:
            continue
        if grammar.words_in(layer, cut, beyond) >= (_SHORTEST if _last_of_row(layer, cut) else LEAST):
            kept.append(cut)
    return kept


def _last_of_row(layer: Layer, cut: int) -> bool:
    """Whether a comma and a join stand before an act: keep the log, open the gates, and report accidents."""
    joins = layer.marks("join")
    return any(
        at in joins and joins[at].end == cut and grammar.is_comma(layer, at - 1) for at in range(max(1, cut - 2), cut)
    )


def sanction_cuts(layer: Layer, first: int, beyond: int) -> list[int]:
    """First units of further rungs: those with a trigger of their own after a comma, and those of another party."""
    found: list[int] = []
    for at in range(first + 1, beyond):
        if not grammar.is_comma(layer, at - 1) and not layer.marks("join").get(at - 1):
            continue
        begins = at in layer.marks("party") or grammar.clause_opener(layer, at, {"condition"})
        modal_before = any(one in layer.marks("modal") for one in range(found[-1] if found else first, at))
        modal_after = any(one in layer.marks("modal") for one in range(at, beyond))
        if begins and modal_before and modal_after:
            found.append(at)
    return found


FINITE = "clause.purpose-finite"
"""Entry of the words that open a clause of purpose with a subject and a modal of its own."""


def main_modal(layer: Layer, first: int, beyond: int, *, last: bool = False) -> int | None:
    """Unit of the modal of the main clause: no modal of a trigger, of a relative or an embedded clause.

    Words that bind go before mere binding verbs. None if the range holds no modal.
    """
    modals = layer.marks("modal")
    found = [at for at in layer.starting("modal", first, beyond) if modals[at].end <= beyond]
    found = [at for at in found if not _relative(layer, first, at)]
    if not found:
        return None
    triggers = trigger_ranges(layer, first, beyond)
    main = [at for at in found if not any(one <= at < two for one, two in triggers)]
    if not main:
        # All in a trigger without a comma after it: what binds is the main clause's word.
        main = [at for at in found if modals[at].entry.value in _BINDS] or found
        main = [main[-1]]
    main = [at for at in main if not _embedded(layer, first, at)] or main
    strong = [at for at in main if modals[at].entry.value != Deontic.BINDS] or main
    return strong[-1] if last else strong[0]


def trigger_ranges(layer: Layer, first: int, beyond: int) -> list[tuple[int, int]]:
    """Clauses of condition: from their opener to the next mark between parts, lists inside them included."""
    found: list[tuple[int, int]] = []
    stop = first
    for at in layer.starting("clause", first, beyond):
        if at >= stop and (end := grammar.clause_opener(layer, at, _CONDITION)):
            stop = clause_end(layer, end, beyond)
            found.append((at, stop))
    return found


def clause_end(layer: Layer, at: int, beyond: int) -> int:
    """Where a clause ends that an opener began before `at`: at the next mark between parts outside brackets.

    A comma inside an enumeration that goes on (a, b or c) does not end it.
    """
    depth = 0
    while at < beyond:
        if layer.units.marks[at]:
            key = layer.units.keys[at]
            if key == "(":
                depth += 1
            elif key == ")":
                depth = max(0, depth - 1)
            elif not depth and _ends_clause(layer, at, beyond):
                return at
        at += 1
    return beyond


def _ends_clause(layer: Layer, at: int, beyond: int) -> bool:
    """Whether a mark outside brackets ends a clause: a break, a colon, a comma that joins no list."""
    if grammar.is_break(layer, at) or grammar.is_end(layer, at) or grammar.is_colon(layer, at):
        return True
    return grammar.is_comma(layer, at) and not _enumerates(layer, at, beyond)


def _enumerates(layer: Layer, comma: int, beyond: int) -> bool:
    """Whether what follows a comma is a further item (`, b or c`) and no main clause: a join closes it, no modal before."""
    joins, modals = layer.marks("join"), layer.marks("modal")
    for at in range(comma + 1, min(beyond, comma + 8)):
        if at in modals:
            return False
        mark = joins.get(at)
        if mark and mark.entry.value != "list":
            # `, and the operator shall` goes on with the main clause.
            ahead = range(mark.end, min(beyond, mark.end + _MODAL_REACH))
            stop = next((one for one in ahead if layer.units.marks[one]), ahead.stop)
            return at > comma + 1 and not any(one in modals for one in range(mark.end, stop))
        if layer.units.marks[at]:
            return False
    return False


_ADVERBS = 8
"""Adverbs at most that stand between a pronoun and its modal."""


def _relative(layer: Layer, first: int, modal: int) -> bool:
    """Whether a relative pronoun is the modal's subject (data that may be used): it binds no bearer of the statement."""
    at, nearest = modal - 1, max(first, modal - 1 - _ADVERBS)
    while at > nearest and (at in layer.marks("adverb") or _is_suffixed(layer, at)):
        at -= 1
    mark = _clause_ending(layer, at + 1)
    return at > first and mark == "relative" and not layer.units.marks[at - 1]


_COMPLEMENT = frozenset({"complement"})
_HOLDS_MODAL = _COMPLEMENT | {"relative"}
"""Roles of clauses inside a statement that may have a modal of their own."""


def _embedded(layer: Layer, first: int, modal: int) -> bool:
    """Whether a clause inside the statement holds the modal: after a subordinator and the clause's own subject."""
    if _finite_purpose(layer, first, modal):
        return True
    marks, clauses = layer.units.marks, layer.marks("clause")
    for at in range(modal - 1, max(first, modal - _MODAL_REACH) - 1, -1):
        if marks[at]:
            return False
        if at in clauses and grammar.clause_opener(layer, at, _HOLDS_MODAL if at > first else _COMPLEMENT):
            return True
    return False


def _finite_purpose(layer: Layer, first: int, modal: int) -> bool:
    """Whether a clause of purpose that has a subject and a modal of its own holds the modal: so that faults can be found."""
    clauses, modals, marks = layer.marks("clause"), layer.marks("modal"), layer.units.marks
    for at in range(modal - 1, first, -1):
        if marks[at] and not grammar.is_comma(layer, at):
            return False
        if at in modals:
            return False
        if at in clauses and clauses[at].entry.id == FINITE:
            return True
    return False


def _is_suffixed(layer: Layer, at: int) -> bool:
    suffix = layer.language.adverb_suffix
    return bool(suffix) and layer.units.keys[at].endswith(suffix)


def _clause_ending(layer: Layer, end: int) -> str:
    """Role of the clause opener that ends right before `end`; empty if none does."""
    for at in range(max(0, end - 3), end):
        mark = layer.marks("clause").get(at)
        if mark and mark.end == end:
            return mark.entry.value
    return ""


def _new_modals(layer: Layer, start: int, beyond: int) -> set[int]:
    """First units of clauses with a modal of their own: `, and [the operator] shall`, `; they shall`."""
    modals, joins = layer.marks("modal"), layer.marks("join")
    found: set[int] = set()
    for at in layer.starting("modal", start, beyond):
        if modals[at].entry.value not in _BINDS or _relative(layer, start, at) or _embedded(layer, start, at):
            continue
        back = at - 1
        limit = max(start, at - 2 * _MODAL_REACH)
        while back >= limit:
            join = joins.get(back)
            if layer.units.marks[back]:
                # Without a conjunction only right before the modal.
                if (
                    back == at - 1
                    and grammar.words_in(layer, max(start, back - 1), back)
                    and not _or_aside(layer, start, back)
                ):
                    found.add(at)
                break
            if join and join.entry.value != "list":
                if not _inside_clause(layer, start, back):
                    found.add(join.end)
                break
            if grammar.clause_opener(layer, back, {"condition", "relative", "exception"}):
                break
            back -= 1
    return found


def _after_or(layer: Layer, start: int, comma: int) -> bool:
    """Whether `or` stands right before a comma: what follows is an aside of the alternative (or, failing that, …)."""
    joins = layer.marks("join")
    return any(at in joins and joins[at].end >= comma and joins[at].entry.value == "any" for at in range(start, comma))


def _or_aside(layer: Layer, start: int, comma: int) -> bool:
    """Whether a comma closes such an aside."""
    if _after_or(layer, start, comma):
        return True
    for back in range(comma - 1, max(start, comma - _MODAL_REACH), -1):
        if layer.units.marks[back]:
            return _after_or(layer, max(start, back - 3), back)
    return False


def _inside_clause(layer: Layer, start: int, at: int) -> bool:
    """Whether a clause that no mark has closed yet is open at `at`."""
    for back in range(at - 1, start - 1, -1):
        if layer.units.marks[back]:
            return False
        if grammar.clause_opener(layer, back, {"condition", "relative", "exception", "complement"}):
            return True
    return False


def _further(layer: Layer, start: int, beyond: int, known: set[int]) -> set[int]:
    """Where a further act begins after the modal that ends at `start`; `known` are the places of further modals."""
    modals, joins = layer.marks("modal"), layer.marks("join")
    found: set[int] = set()
    edges = {start}
    for cut in known:
        edges.update(modals[at].end for at in range(cut, min(beyond, cut + 2 * _MODAL_REACH)) if at in modals)
    at = start
    while at < beyond:
        close = layer.units.keys[at] if layer.units.marks[at] and layer.units.keys[at] in {",", ";"} else ""
        after = at + 1 if close else at
        join = joins.get(after)
        joined = bool(join and join.entry.value == "all")
        if joined and join:
            after = join.end
            if after < beyond and layer.units.marks[after] and layer.units.keys[after] == ",":
                after += 1
        if (not close and not joined) or (close == "," and _after_or(layer, start, at)):
            at += 1
            continue
        verb = grammar.skip_adverbs(layer, after, beyond)
        row = bool(found) and close == "," and joined
        if verb < beyond and _is_act(layer, verb, beyond, row=row):
            since = max(one for one in {*edges, *found} if one <= at)
            if _complete(layer, since, at, known=since in found, close=close, joined=joined):
                found.add(after)
        at = max(after, at + 1)
    return found


def _is_act(layer: Layer, verb: int, beyond: int, *, row: bool) -> bool:
    """Whether the verb there rules an object of its own: no member of a list of verbs or nouns.

    `row`: the last of a row of acts, where a word that is a noun too (report accidents) is a verb.
    """
    end = grammar.verb_or_noun_end(layer, verb, beyond) if row else grammar.verb_end(layer, verb, beyond)
    if not end:
        return False
    if end >= beyond:
        return True
    if layer.units.marks[end] and layer.units.keys[end] == ",":
        return False
    mark = layer.marks("join").get(end)
    if mark and mark.entry.value in {"all", "any"}:
        return bool(grammar.verb_or_noun_end(layer, mark.end, beyond))
    slot = layer.marks("slot").get(end)
    return not (slot and slot.entry.value == "object" and layer.units.keys[end] in layer.language.genitives)


def _complete(layer: Layer, since: int, at: int, *, known: bool, close: str, joined: bool) -> bool:
    """Whether the act from `since` to `at` has come to its end, so that a verb after it is one of the main clause."""
    begin = since
    if begin < at and layer.units.marks[begin] and layer.units.keys[begin] == ",":
        # `shall, within the period, provide`: what stands between commas after the modal is no act yet.
        begin += 1
        while begin < at and not layer.units.marks[begin]:
            begin += 1
    named = any(layer.units.keys[one] in layer.language.before_object for one in range(begin + 1, at - 1))
    least = LEAST if known or named else OBJECT
    longest = run = 0
    for one in range(begin, at):
        if layer.units.marks[one] and layer.units.keys[one] == ",":
            run = 0
        elif not layer.units.marks[one]:
            run += 1
            longest = max(longest, run)
    if longest < least:
        return False  # `draw up, keep up to date and make available the papers`: the verbs share what comes last
    if close == ";":
        return True
    return _shut(layer, begin, at, close=close, joined=joined)


def _shut(layer: Layer, begin: int, at: int, *, close: str, joined: bool) -> bool:
    """No clause is open at `at` whose verb the next one could continue."""
    purpose_at, words = -1, 0
    for one in range(begin, at):
        mark = layer.marks("clause").get(one)
        if mark and mark.entry.effect != "closes":
            role = mark.entry.value
            if role in {"relative", "complement"} and not _after_preposition(layer, one):
                return False
            if role == "condition" and not close:
                return False
            if role == "purpose":
                purpose_at = mark.end
        elif layer.units.keys[one] == layer.language.infinitive and grammar.verb_or_noun_end(
            layer, grammar.skip_adverbs(layer, one + 1, at + 1), at + 1
        ):
            purpose_at = one + 1
        if (
            layer.marks("join").get(one)
            and layer.marks("join")[one].entry.value == "any"
            and one + 1 < at
            and (layer.units.marks[one + 1] and layer.units.keys[one + 1] == ",")
        ):
            return False
        if layer.units.marks[one] and layer.units.keys[one] == ",":
            words = 0
    if purpose_at < 0:
        return True
    words = grammar.words_in(layer, purpose_at, at)
    # `to detect, investigate, and prosecute` is one purpose; one with its object ends at `, and`.
    return bool(close) and joined and words >= LEAST


def _after_preposition(layer: Layer, at: int) -> bool:
    return at > 0 and (at - 1) in layer.marks("slot") and layer.marks("slot")[at - 1].end == at


def _present(layer: Layer, first: int, beyond: int) -> set[int]:
    """Further acts of a sentence without a modal: the State supports A, and encourages B; providers bear C and keep D."""
    span = layer.span(first, beyond)
    kinds = {layer.entry(cue).value for cue in layer.find("kind", _span(span))}
    if kinds & {NormKind.SCOPE, NormKind.DEFINITION}:
        return set()
    thirds = layer.starting("verb:third", first, beyond)
    start = next((at for at in thirds if grammar.third_end(layer, at, beyond)), None)
    if start is None:
        return set()
    found: set[int] = set()
    joins = layer.marks("join")
    for at in range(start + 1, beyond):
        close = layer.units.marks[at] and layer.units.keys[at] in {",", ";"}
        after = at + 1 if close else at
        join = joins.get(after)
        if join and join.entry.value == "all":
            after = join.end
        elif not close:
            continue
        verb = grammar.skip_adverbs(layer, after, beyond)
        if verb < beyond and grammar.third_end(layer, verb, beyond) and not _inside_clause(layer, start, at):
            found.add(after)
    return found


def _span(ends: tuple[int, int]):  # type: ignore[no-untyped-def]
    from legiscompare.model import Span

    return Span(*ends)
