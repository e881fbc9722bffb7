"""Find the grammatical slot of words that came or went, and fire the rule of that slot.

Slots: trigger · party · member of a list · extra act · modifier · purpose (no sign). Length says nothing: a harmless
paraphrase can replace half a sentence, and one word can turn a duty into a wish.
"""

from __future__ import annotations

import re

from legiscompare.model import Norm, NormKind, Span
from legiscompare.tag.case import Case
from legiscompare.tag.segments import Block, Word, content, weighs
from legiscompare.tag.side import TAIL_ITEM, Side


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
    old = Side(case.draft, case.draft_norms, block.draft, gone, case.language)
    new = Side(case.final, case.final_norms, block.final, come, case.language)
    if gone and come:
        _exchanged(case, old, new)
    elif left:
        _one_sided(case, old, gained=False, replaced=_says_more(case.final.text, block.final, case))
    else:
        _one_sided(case, new, gained=True, replaced=_says_more(case.draft.text, block.draft, case))


def _says_more(text: str, runs: tuple[Span, ...], case: Case) -> bool:
    """Whether the other side of a block has words of substance too, though it holds them elsewhere as well."""
    return case.language.spaced and any(content(text, run, case.language) for run in runs)


def _rest(words: list[Word], spent: list[Span]) -> list[Word]:
    return [word for word in words if not any(one.start < word.span.end and word.span.start < one.end for one in spent)]


def _one_sided(case: Case, side: Side, *, gained: bool, replaced: bool = False) -> None:
    """Words that only came, or only went; `replaced`: others stand in their place."""
    if side.in_purpose() or (side.in_condition() and side.only_bearer()):
        return
    way = "in" if gained else "out"
    if side.in_agent():
        rule = "enforcement.other"
    elif side.in_exception():
        rule = _in_exception(side, gained=gained)
    elif side.in_condition():
        rule = _in_trigger(side, gained=gained)
        if side.trigger_is_party():
            rule = rule.replace("condition.", "scope_party.")
    elif side.illustrates():
        rule = "precision.other"
    elif side.describes_authority():
        rule = "scope_party.other"
    elif side.names_recipient():
        rule = "precision.other"
    elif side.in_party() and replaced and not side.listed():
        rule = "scope_party.other"
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
    elif side.postposed():
        rule = f"scope_object.modifier-{way}"
    elif side.listed():
        rule = f"scope_object.item-{way}"
        if _open_list(side):
            rule = f"scope_object.open-item-{way}"
    elif side.modifier() and not replaced:
        rule = f"scope_object.modifier-{way}"
    else:
        rule = "precision.other"
    shown = side.shown(case.spent_final if gained else case.spent_draft)
    case.fire(rule, None if gained else shown, shown if gained else None)


_ALTERNATIVE = re.compile(r"^[，,\s]*(?:或者|或|or\b)", re.IGNORECASE)
_CLAUSE = 4
"""Characters from which a stretch between commas is a further element of a trigger."""
_CUMULATIVE = re.compile(r"^[，,\s]*(?:且|并且|同时|and\b)", re.IGNORECASE)


def _in_trigger(side: Side, *, gained: bool) -> str:
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


def _in_exception(side: Side, *, gained: bool) -> str:
    """As in a trigger; but what a noun carve-out lists (except for rescue and filming) is spared each for itself."""
    start = next((one.start for one in side.norm.exceptions if side.span and one.start <= side.span.start < one.end), 0)
    clause = bool(_CLAUSAL.match(side.text[start:]))
    if not clause and side.run and _CUMULATIVE.match(side.run.of(side.text)):
        return "exception.wider" if gained else "exception.narrower"
    return _in_trigger(side, gained=gained).replace("condition.", "exception.")


_CLAUSAL = re.compile(r"(?:unless|except (?:where|that|when|if)|save where)\b", re.IGNORECASE)


def _open_list(side: Side) -> bool:
    """Whether the list that the stretch stood in is open: it ends in 等, or begins with `such as`."""
    if not side.run:
        return False
    clause = side.text[side.run.end : side.norm.span.end]
    if not side.language.spaced:
        return bool(_OPEN_TAIL.match(re.split("[，。；：]", clause)[0]))
    head = re.split(r"[;:.]", side.text[side.norm.span.start : side.run.start])[-1]
    # `by means such as A and B to commit C`: what follows the infinitive is no item of the list.
    return any(not re.search(r"\bto \w+", head[cue.span.end :]) for cue in side.language.find("openlist", head))


# Items joined by 、 up to 等, without an attribute between that would open another list.
_OPEN_TAIL = re.compile("(?:[^的]*、)*[^的、]*等(?!级|同|待)")


def _exchanged(case: Case, old: Side, new: Side) -> None:
    """Words that took the place of others."""
    if old.in_purpose() and new.in_purpose():
        return
    if new.begins_act() != old.begins_act():
        # A further act beside other new words: each side on its own.
        _one_sided(case, old, gained=False)
        _one_sided(case, new, gained=True)
        return
    tails = [bool(side.run and TAIL_ITEM.search(side.run.of(side.text))) for side in (old, new)]
    if old.in_agent() or new.in_agent():
        rule = "enforcement.other"
    elif tails[0] != tails[1] and not (old.in_condition() or new.in_condition()):
        rule = "scope_object.item-in" if tails[1] else "scope_object.item-out"
    elif old.in_exception() and new.in_exception():
        rule = "exception.other"
    elif old.in_condition() and new.in_condition():
        way = "other"
        if old.attributive() != new.attributive():
            way = "narrower" if new.attributive() else "wider"
        rule = f"{'scope_party' if new.trigger_is_party() else 'condition'}.{way}"
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


def _items(side: Side) -> int:
    return len(side.patterns["coordinator"].findall(side.content)) + 1


__all__ = ["slots"]
