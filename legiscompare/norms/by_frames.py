"""Where things stand in a language whose main clause is a frame: the finite verb second, the rest of the verb last.

Subject, adjuncts and objects stand between them, or one of them before the finite verb (*Bei Gefahr hat der Betreiber die
Anlage unverzüglich abzuschalten*). Subordinate clauses stand between commas and end in their finite verb. Nouns are written
with a capital, which shows where a phrase ends. Which words open clauses and adjuncts is the language's data.

The names follow the model of topological fields (Drach 1937; Höhle 1986): the field before the finite verb, the middle
field, the last verb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import Deontic, NormKind, Role, Span
from legiscompare.norms import by_openers, grammar
from legiscompare.norms.roles import CLAUSES, SLOTS, Segment

if TYPE_CHECKING:
    from legiscompare.annotate import Layer

LEAST = 3
"""Words of a statement at least."""
_REACH = 14
"""Units in which a further subject stands before its finite verb (und die zuständige Behörde kann)."""
_COMMANDS = {Deontic.SHALL, Deontic.SHALL_NOT}
_DEPENDENT = {"relative", "complement"}

sanction_cuts = by_openers.sanction_cuts


class Piece(NamedTuple):
    """A stretch between commas: of the main clause (no role), or of a clause that a word opens."""

    start: int
    end: int
    """Without the marks that close it."""
    role: str
    opener: tuple[int, int] | None = None


# --- Clauses -------------------------------------------------------------------------------------------------------------


def pieces(layer: Layer, first: int, beyond: int) -> list[Piece]:
    """The parts of a sentence between commas, breaks and colons outside brackets, with what each belongs to."""
    found: list[Piece] = []
    for start, end in _spans(layer, first, beyond):
        opener = _opener(layer, start, end)
        before = found[-1] if found else None
        if opener and opener[0] in _DEPENDENT and not _is_dependent(layer, opener[0], found, start, end, beyond):
            opener = None
        if opener and before and opener[0] in _DEPENDENT and before.role in CLAUSES:
            found.append(Piece(start, end, before.role))  # a clause inside a trigger belongs to it
        elif opener:
            found.append(Piece(start, end, *opener))
        elif before and before.role and not _is_main(layer, found, start, end):
            found.append(Piece(start, end, before.role))
        else:
            found.append(Piece(start, end, ""))
    return found


def _spans(layer: Layer, first: int, beyond: int) -> list[tuple[int, int]]:
    depths = grammar.depths(layer, first, beyond)
    found, start = [], first
    for at in range(first, beyond):
        cut = grammar.is_comma(layer, at) or grammar.is_colon(layer, at) or grammar.is_break(layer, at)
        if cut and not depths[at - first]:
            found.append((start, at))
            start = at + 1
    found.append((start, beyond))
    joins = layer.marks("join")
    spans = []
    for one, two in found:
        while two > one and (
            (layer.units.marks[two - 1] and layer.units.keys[two - 1] not in {")", '"', "'"})
            or (two - 1 in joins and joins[two - 1].end == two)
        ):
            two -= 1
        if one < two:
            spans.append((one, two))
    return spans


def _opener(layer: Layer, start: int, end: int) -> tuple[str, tuple[int, int]] | None:
    """Role and place of the word that opens a clause at the head of a piece, after a join or an adverb at most."""
    clauses, joins, adverbs = layer.marks("clause"), layer.marks("join"), layer.marks("adverb")
    at = start
    for _ in range(3):
        mark = clauses.get(at)
        if mark and mark.entry.effect != "closes" and mark.end <= end:
            return mark.entry.value, (mark.start, mark.end)
        step = joins.get(at) or adverbs.get(at)
        if step is None or step.end >= end:
            return None
        at = step.end
    return None


def _is_dependent(layer: Layer, role: str, found: list[Piece], start: int, end: int, beyond: int) -> bool:
    """Whether a piece that may begin with a pronoun ends in a finite verb: a relative clause, no item of a list."""
    if role == "complement":
        return True
    last = end - 1
    if layer.units.marks[last] or layer.units.capital[last] or last - start < 2:
        return False
    if layer.units.keys[last - 1] == layer.language.infinitive or not _is_finite(layer, last):
        return False
    if last in layer.marks("modal") or not layer.units.keys[last].endswith(layer.language.verb_endings):
        return True
    # muss die Kräne, die Tore und die Zäune prüfen: what ends the sentence may be the infinitive that the modal waits for.
    main = [piece for piece in found if not piece.role]
    at_end = all(layer.units.marks[at] for at in range(end, beyond))
    return not (at_end and main and not _is_complete(layer, main))


def _is_finite(layer: Layer, at: int, *, bound: bool = False) -> bool:
    """Whether a verb with a person stands there; `bound`: a modal rules the clause, so that `prüfen` is an infinitive."""
    if layer.units.capital[at] and not _opens_sentence(layer, at):
        return False  # Regeln is a noun, regeln a verb
    if at in layer.marks("modal"):
        return True
    return at in layer.marks("verb:third") and not (
        bound and layer.units.keys[at].endswith(layer.language.verb_endings)
    )


def _begins_main(layer: Layer, start: int, end: int) -> bool:
    """Whether a piece begins with a finite verb, as the main clause does after a clause before it."""
    at = start
    if layer.units.keys[at] in layer.language.after_join and at + 1 < end and _is_finite(layer, at + 1):
        return True  # …, so hat der Betreiber
    return _is_finite(layer, at)


def _is_main(layer: Layer, found: list[Piece], start: int, end: int) -> bool:
    """Whether a piece after a clause goes on with the main clause."""
    main = [piece for piece in found if not piece.role]
    if _begins_main(layer, start, end):
        return True
    if not main:
        return False
    join = layer.marks("join").get(start)
    if join and any(_is_finite(layer, at) for at in range(join.end, min(end - 1, join.end + _REACH))):
        return True
    return not _is_complete(layer, main)


def _is_complete(layer: Layer, main: list[Piece]) -> bool:
    """Whether the main clause has its last verb already; one without a modal needs none."""
    modals = [at for piece in main for at in range(piece.start, piece.end) if at in layer.marks("modal")]
    if not modals:
        return True
    mark = layer.marks("modal")[modals[0]]
    last = main[-1].end - 1
    return last >= mark.end and _is_verb(layer, last)


def finite(layer: Layer, main: list[Piece], modal: int | None) -> tuple[int, int] | None:
    """The finite verb of the main clause: its modal, else the first verb in the present."""
    if modal is not None:
        return modal, layer.marks("modal")[modal].end
    for piece in main:
        for at in range(piece.start, piece.end):
            end = grammar.third_end(layer, at, piece.end)
            if end and _is_finite(layer, at):
                return at, end
    return _second(layer, main[0]) if main else None


def _second(layer: Layer, piece: Piece) -> tuple[int, int] | None:
    """The finite verb that no lexicon knows: the word with a verb's ending right after the first phrase."""
    at = phrase_end(layer, piece.start, piece.end)
    if not piece.start < at < piece.end or layer.units.marks[at] or layer.units.capital[at]:
        return None
    known = layer.units.capital[at - 1] and layer.units.keys[at].endswith(layer.language.finite_endings)
    return (at, at + 1) if known else None


def main_modal(layer: Layer, first: int, beyond: int, *, last: bool = False) -> int | None:
    """Unit of the modal of the main clause; words that bind go before mere binding verbs. None if there is none."""
    modals = layer.marks("modal")
    parts = pieces(layer, first, beyond)
    main = [p for p in parts if not p.role]
    found = [at for p in main for at in range(p.start, p.end) if at in modals and modals[at].end <= p.end]
    if not found and not main:
        found = [at for at in range(first, beyond) if at in modals and modals[at].end <= beyond][-1:]
    if not found:
        return None
    strong = [at for at in found if modals[at].entry.value != Deontic.BINDS] or found
    return strong[-1] if last else strong[0]


# --- Phrases -------------------------------------------------------------------------------------------------------------


def _is_noun(layer: Layer, at: int) -> bool:
    """Whether a word is a noun by its capital; the first word of a sentence is none if it may begin an object."""
    units = layer.units
    if units.marks[at]:
        return False
    if units.number_end[at]:
        return False
    if not units.capital[at]:
        return units.keys[at] == "%"
    return not (
        _opens_sentence(layer, at) and (units.keys[at] in layer.language.before_object or at in layer.marks("slot"))
    )


def _opens_sentence(layer: Layer, at: int) -> bool:
    """Whether a word has its capital from its place."""
    return layer.units.opens[at] and not (at and grammar.is_comma(layer, at - 1))


def phrase_end(layer: Layer, at: int, stop: int, *, role: str = "", subject: bool = False) -> int:
    """The unit after a noun phrase that begins at `at`: its head noun, what depends on it, and items joined to it.

    `role`: of the adjunct that the phrase stands in; a join may repeat its opener. `subject`: a party that is followed by
    another one in the genitive's form is a subject before a recipient.
    """
    units, language = layer.units, layer.language
    joins, slots = layer.marks("join"), layer.marks("slot")
    first, seen, depth = at, False, 0
    while at < stop:
        if units.marks[at]:
            depth += 1 if units.keys[at] == "(" else -1 if units.keys[at] == ")" and depth else 0
            at += 1
            if units.keys[at - 1] == '"' and seen:
                return at  # a term in quotation marks
            continue
        if depth:
            at += 1
            continue
        if _is_noun(layer, at):
            seen = True
            at += 1
            continue
        if not seen:
            slot = slots.get(at)
            if slot and at == first + 1 and units.keys[first] in language.before_object:
                noun = _after_attribute(layer, slot.end, stop)
                if noun:
                    at = noun
                    continue
            if at > first and slot and slot.entry.value in SLOTS and slot.entry.effect != "closes" and not role:
                return at
            at = units.number_end[at] or at + 1
            continue
        join = joins.get(at)
        if join and join.entry.value != "list" and join.end < stop and _has_noun(layer, join.end, stop):
            at = join.end
            slot = slots.get(at)
            if slot and slot.entry.value in SLOTS and role and SLOTS[slot.entry.value] is SLOTS.get(role):
                at = slot.end
            elif slot and units.keys[slot.start] in units.keys[first : join.start]:
                at = slot.end  # Einsicht in die Akten und in die Belege
            elif slot and slot.entry.value in SLOTS and slot.entry.effect != "closes" and role:
                return join.start
            seen = False
            continue
        slot = slots.get(at)
        if (
            slot
            and slot.entry.effect == "opens"
            and (slot.entry.value == "object" or slot.entry.value == role == "time")
        ):
            if slot.end < stop and _has_noun(layer, slot.end, stop):
                at, seen = slot.end, False
                continue
            return at
        if units.keys[at] in language.genitives and not (slot and subject) and _has_noun(layer, at + 1, stop):
            at, seen = at + 1, False
            continue
        bound = layer.marks("bound").get(at)
        figure = bound.end if bound and bound.entry.effect == "before" else at
        if figure < stop and units.number_end[figure]:
            at, seen = units.number_end[figure], False  # Absatz 1, eine Geldbuße bis zu 500 Euro
            continue
        return at
    return at


def _after_attribute(layer: Layer, at: int, stop: int) -> int:
    """The noun after a participle with its own adjunct: der auf der Seite veröffentlichte Bericht; 0 if none is there."""
    inner = next((one for one in range(at, stop) if _is_noun(layer, one)), stop)
    one = inner + 1
    while one < stop and _is_noun(layer, one):
        one += 1
    if one >= stop or layer.units.marks[one] or one in layer.marks("slot") or one in layer.marks("join"):
        return 0
    if layer.units.keys[one] in layer.language.genitives or layer.units.keys[one] in layer.language.before_object:
        return 0
    return one + 1 if one + 1 < stop and _is_noun(layer, one + 1) else 0


def _has_noun(layer: Layer, at: int, stop: int) -> bool:
    return any(_is_noun(layer, one) or layer.units.number_end[one] for one in range(at, stop))


def verb_start(layer: Layer, start: int, end: int) -> int:
    """The unit at which the last verb of a piece begins, with those joined to it; `end` if none stands there."""
    units, language = layer.units, layer.language
    at = end - 1
    if at <= start or not _is_verb(layer, at):
        return end
    while True:
        at = _one_verb(layer, start, at)
        back = at - 1
        joined = back > start and (back in layer.marks("join") or (units.marks[back] and units.keys[back] == ","))
        if not joined or not _is_verb(layer, back - 1) or back - 1 <= start:
            break
        at = back - 1
    while at - 1 > start and (at - 1) in layer.marks("negation") and units.keys[at - 1] not in language.before_object:
        at -= 1
    return at


def _one_verb(layer: Layer, start: int, at: int) -> int:
    """The first unit of one verb that ends at `at`: its participle and the word before an infinitive belong to it."""
    language, keys = layer.language, layer.units.keys
    if keys[at - 1] == language.infinitive and at - 1 > start:
        at -= 1
    if keys[at] in language.auxiliaries or (keys[at] == language.infinitive and keys[at + 1] in language.auxiliaries):
        before = at - 1
        if before > start and not layer.units.capital[before] and not layer.units.marks[before]:
            at = before
    return at


def _is_verb(layer: Layer, at: int) -> bool:
    """Whether a word has the form of a last verb."""
    units, language = layer.units, layer.language
    if units.marks[at] or units.capital[at] or units.number_end[at]:
        return False
    if at in layer.marks("slot") or at in layer.marks("join") or units.keys[at] in language.before_object:
        return False
    known = at in layer.marks("verb:") or at in layer.marks("verb:third") or units.keys[at] in language.auxiliaries
    return known or units.keys[at].endswith(language.verb_endings)


def ends_with_verb(layer: Layer, first: int, beyond: int) -> bool:
    """Whether the words end with a verb: a list point that is an act."""
    main = [p for p in pieces(layer, first, beyond) if not p.role]
    return bool(main) and verb_start(layer, main[-1].start, main[-1].end) < main[-1].end


def is_passive(layer: Layer, main: list[Piece], verb: tuple[int, int] | None) -> bool:
    """Whether what the act is done to is the subject: an auxiliary of the passive ends the clause (geprüft werden)."""
    if verb is None or not main:
        return False
    last = main[-1].end - 1
    return last > verb[1] and layer.units.keys[last] in layer.language.auxiliaries


def subject(layer: Layer, first: int, beyond: int) -> tuple[int, int] | None:
    """The units of the subject of a sentence: before its finite verb, or right after it."""
    found = segments(layer, first, beyond, main_modal(layer, first, beyond), inherits=False)
    named = next((one for one in found if one.role is Role.BEARER), None)
    return (named.start, named.end) if named else None


# --- Elements ------------------------------------------------------------------------------------------------------------


def segments(layer: Layer, first: int, beyond: int, modal: int | None, *, inherits: bool) -> list[Segment]:
    """The elements of a statement in order, marks included."""
    parts = pieces(layer, first, beyond)
    main = [piece for piece in parts if not piece.role]
    verb = finite(layer, main, modal)
    if verb and modal is None and inherits:
        verb = verb if verb[0] == first or layer.marks("join").get(first) else None
    reader = _Reader(layer, main, verb, inherits and modal is None)
    at = first
    for piece in parts:
        if at < piece.start:
            reader.mark(at, piece.start)
        if piece.role in CLAUSES:
            reader.clause(piece)
        elif piece.role:
            reader.dependent(piece)
        else:
            reader.main(piece)
        at = piece.end
    if at < beyond:
        reader.mark(at, beyond)
    return reader.found


class _Reader:
    def __init__(self, layer: Layer, main: list[Piece], verb: tuple[int, int] | None, inherits: bool) -> None:
        self.layer, self.verb = layer, verb
        self.last = main[-1] if main else None
        self.passive = is_passive(layer, main, verb)
        self.seen = inherits
        """Whether the subject is known."""
        self.after = verb is None
        """Whether the finite verb has passed."""
        self.found: list[Segment] = []

    def mark(self, start: int, end: int) -> None:
        self.found.append(Segment(Role.OTHER, start, end))

    def clause(self, piece: Piece) -> None:
        """A clause with a role of its own; one that goes on after a comma is one element."""
        role = CLAUSES[piece.role]
        for number in (-1, -2):
            if len(self.found) >= -number and self.found[number].role is role and piece.opener is None:
                before = self.found[number]
                del self.found[number:]
                self.found.append(before._replace(end=piece.end))
                return
        self.found.append(Segment(role, piece.start, piece.end, piece.opener))

    def dependent(self, piece: Piece) -> None:
        """A relative clause, or one that the verb rules: it belongs to what stands before it."""
        number = -2 if self.found and self.found[-1].role is Role.OTHER and len(self.found) > 1 else -1
        if self.found and self.found[number].role not in {Role.ACT, Role.MODAL, Role.OTHER}:
            before = self.found[number]
            del self.found[number:]
            self.found.append(before._replace(end=piece.end))
        else:
            self.found.append(Segment(Role.OBJECT, piece.start, piece.end))

    def main(self, piece: Piece) -> None:
        """A piece of the main clause."""
        layer = self.layer
        end = piece.end
        if self._only_verbs(piece):
            self.found[-2:] = [self.found[-2]._replace(end=end)]
            return
        bracket = end
        binds = self.verb is not None and layer.marks("modal").get(self.verb[0]) is not None
        if binds or self.verb is None or layer.language.infinitive in layer.units.keys[piece.start : end]:
            bracket = max(
                verb_start(layer, piece.start, end), self.verb[1] if self._holds_verb(piece) and self.verb else 0
            )
            bracket = min(bracket, end)
        at = piece.start
        while at < bracket:
            if self.verb and at == self.verb[0]:
                modal = at in layer.marks("modal") and layer.marks("modal")[at].end == self.verb[1]
                stop = min(self.verb[1], end)
                self.found.append(Segment(Role.MODAL if modal else Role.ACT, at, stop, (at, stop)))
                self.after = True
                at = stop
                continue
            at = self._phrase(at, self._limit(at, bracket))
        if at < end:
            self.found.append(Segment(Role.ACT, at, end, (at, end)))

    def _only_verbs(self, piece: Piece) -> bool:
        """Whether a piece goes on with the verbs before its comma: kaufen, mieten oder leihen."""
        if len(self.found) < 2 or self.found[-1].role is not Role.OTHER or self.found[-2].role is not Role.ACT:
            return False
        layer, joins = self.layer, self.layer.marks("join")
        return all(
            at in joins or layer.units.keys[at] == layer.language.infinitive or _is_verb(layer, at)
            for at in range(piece.start, piece.end)
        )

    def _holds_verb(self, piece: Piece) -> bool:
        return self.verb is not None and piece.start <= self.verb[0] < piece.end

    def _limit(self, at: int, bracket: int) -> int:
        return self.verb[0] if self.verb and at < self.verb[0] < bracket else bracket

    def _phrase(self, at: int, stop: int) -> int:
        """One phrase from `at` on; gives the unit after it."""
        layer = self.layer
        slot, clause = layer.marks("slot").get(at), layer.marks("clause").get(at)
        if clause and clause.entry.effect != "closes" and clause.entry.value in CLAUSES and clause.end < stop:
            end = phrase_end(layer, clause.end, stop, role=clause.entry.value)
            end = stop if clause.entry.value == "condition" and not self.seen and not self.after else end
            self.found.append(Segment(CLAUSES[clause.entry.value], at, end, (clause.start, clause.end)))
            return end
        if slot and slot.entry.effect != "closes" and slot.entry.value in SLOTS:
            role = SLOTS[slot.entry.value]
            end = min(slot.end, stop)
            if slot.entry.effect != "alone" and end < stop:
                end = phrase_end(layer, end, stop, role=slot.entry.value)
            self.found.append(Segment(role, at, end, (slot.start, min(slot.end, stop))))
            return end
        mine = not self.seen
        end = max(phrase_end(layer, at, stop, subject=mine), at + 1)
        if not any(_is_noun(layer, one) for one in range(at, end)):
            end = self._loose_end(at, end)
            return end if self._goes_on(at, end) else self._loose(at, end)
        end = self._cut_slot(at, end)
        if slot is None and self._goes_on(at, end):
            return end
        role = Role.OBJECT
        if mine and slot is None:
            role = Role.OBJECT if self.passive else Role.BEARER
            self.seen = True
        self.found.append(Segment(role, at, end))
        return end

    def _goes_on(self, at: int, end: int) -> bool:
        """Whether a phrase at the head of a piece is a further item of the one before the comma; it is joined to it then."""
        if len(self.found) < 2 or self.found[-1].end != at or self.found[-1].role is not Role.OTHER:
            return False
        before = self.found[-2]
        if before.role not in {Role.OBJECT, Role.BEARER, Role.RECIPIENT, Role.CONSTRAINT, Role.TIME, Role.AUTHORITY}:
            return False
        if not grammar.is_comma(self.layer, at - 1) or not _has_noun(self.layer, before.start, before.end):
            return False
        self.found[-2:] = [before._replace(end=end)]
        return True

    def _cut_slot(self, at: int, end: int) -> int:
        """Before an adjunct that stands inside what was taken for one phrase."""
        slots, joins = self.layer.marks("slot"), self.layer.marks("join")
        noun = False
        for one in range(at, end):
            slot = slots.get(one)
            opens = slot is not None and slot.entry.value in SLOTS and slot.entry.effect != "closes"
            if noun and opens and not any(b in joins and joins[b].end == one for b in range(max(at, one - 3), one)):
                return one
            noun = noun or _is_noun(self.layer, one)
        return end

    def _loose_end(self, at: int, end: int) -> int:
        slots = self.layer.marks("slot")
        return next((one for one in range(at + 1, end) if one in slots), end)

    def _loose(self, at: int, end: int) -> int:
        """Words without a noun: they go on with what stands before them."""
        if self.found and self.found[-1].role in {Role.OBJECT, Role.TIME, Role.CONSTRAINT} and self.found[-1].end == at:
            self.found[-1] = self.found[-1]._replace(end=end)
        else:
            self.found.append(Segment(Role.OBJECT, at, end))
        return end


# --- Further acts --------------------------------------------------------------------------------------------------------


def cuts(layer: Layer, first: int, beyond: int, under_lead_in: bool) -> list[int]:
    """First units of the further acts of a sentence: after a join, where a finite verb or an act of its own begins."""
    kinds = {layer.entry(cue).value for cue in layer.find("kind", Span(*layer.span(first, beyond)))}
    main = [piece for piece in pieces(layer, first, beyond) if not piece.role]
    verb = finite(layer, main, main_modal(layer, first, beyond))
    found: list[int] = []
    if (verb is None and not under_lead_in) or kinds & {NormKind.SCOPE, NormKind.DEFINITION}:
        return found
    mark = layer.marks("modal").get(verb[0]) if verb else None
    bound = verb is None or mark is not None
    commands = verb is None or mark is None or mark.entry.value in _COMMANDS
    since = verb[1] if verb else first
    for piece in main:
        for at in range(max(piece.start, since), piece.end):
            after = _after_join(layer, at, piece)
            if after and (
                _own_verb(layer, after, piece.end, bound=bound)
                or (commands and _own_act(layer, since, at, after, piece))
            ):
                found.append(after)
    kept: list[int] = []
    for cut in sorted(set(found)):
        if (
            grammar.words_in(layer, kept[-1] if kept else first, cut) >= LEAST
            and grammar.words_in(layer, cut, beyond) >= LEAST
        ):
            kept.append(cut)
    return kept


def _after_join(layer: Layer, at: int, piece: Piece) -> int:
    """The unit after a join, or after the comma before a piece."""
    join = layer.marks("join").get(at)
    if join and join.entry.value == "all" and join.end < piece.end:
        return join.end
    return at if at == piece.start and at and grammar.is_comma(layer, at - 1) else 0


def _own_verb(layer: Layer, at: int, end: int, *, bound: bool) -> bool:
    """Whether a finite verb of its own follows, with a subject before it or not, and words after it."""
    if _is_finite(layer, at, bound=bound):
        return end - at >= LEAST
    for one in range(at + 1, min(end - 1, at + _REACH)):
        if layer.units.marks[one]:
            return False
        if _is_finite(layer, one, bound=bound):
            return _is_noun(layer, one - 1) and end - one >= LEAST
    return False


def _ties(layer: Layer, at: int, beyond: int) -> bool:
    """Whether a join that closes an enumeration stands further on."""
    joins = layer.marks("join")
    last = next((one for one in range(at, len(layer.units.keys)) if grammar.is_end(layer, one)), beyond)
    return any(one in joins and joins[one].entry.value == "all" for one in range(at, last))


def _own_act(layer: Layer, since: int, join: int, at: int, piece: Piece) -> bool:
    """Whether an act is complete before a join, and another with words of its own follows up to the last verb."""
    before = join - 1 if join > piece.start else join - 2
    if join == at and not (_ties(layer, at, piece.end) and before not in layer.covered("effort")):
        return False  # hat sich zu bemühen, Unfälle zu verhüten: after a comma alone, what the verb before it rules
    if before <= since or not _is_verb(layer, before) or grammar.words_in(layer, since, before + 1) < LEAST:
        return False
    start = verb_start(layer, piece.start, piece.end)
    return start < piece.end and start > at and _has_noun(layer, at, start)
