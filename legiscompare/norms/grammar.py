"""Questions about the words of a statement, answered from the layer's cues by place; no language is known here.

Places are numbers of units (`Layer.units`); ranges are half-open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legiscompare.annotate import Layer

_VERBS = ("verb:", "verb:creates", "verb:coerces")
_BRACKETS = {"(": ")", "<": ">", "[": "]", "（": "）", "【": "】"}
_BRACKET_KEYS = frozenset(_BRACKETS) | frozenset(_BRACKETS.values())
_NEAR = 10
"""Units that an adjunct between commas may span before the verb of an act."""


def is_comma(layer: Layer, at: int) -> bool:
    """Whether a mark between parts of a clause stands there; the mark between list items (、) is none."""
    return layer.units.marks[at] and layer.text[layer.units.starts[at]] in layer.language.profile.commas


def is_break(layer: Layer, at: int) -> bool:
    """Whether a mark between clauses of a sentence stands there."""
    return layer.units.marks[at] and layer.text[layer.units.starts[at]] in layer.language.profile.breaks


def is_colon(layer: Layer, at: int) -> bool:
    """Whether a colon stands there."""
    return layer.units.marks[at] and layer.units.keys[at] == ":"


def is_end(layer: Layer, at: int) -> bool:
    """Whether a mark that ends sentences stands there."""
    return layer.units.marks[at] and layer.text[layer.units.starts[at]] in layer.language.profile.ends


def depths(layer: Layer, first: int, beyond: int) -> list[int]:
    """How deep in brackets each unit stands."""
    if _BRACKET_KEYS.isdisjoint(layer.units.keys[first:beyond]):
        return [0] * (beyond - first)
    found, depth = [], 0
    closers = set(_BRACKETS.values())
    for at in range(first, beyond):
        if layer.units.marks[at]:
            key = layer.units.keys[at]
            if key in _BRACKETS:
                depth += 1
            elif key in closers and depth:
                found.append(depth)
                depth -= 1
                continue
        found.append(depth)
    return found


def verb_end(layer: Layer, at: int, beyond: int, *, nouns: bool = True) -> int:
    """The unit after the verb that begins at `at`; 0 if none does. A word that is a noun too counts only before an object."""
    if layer.language.profile.han and at in layer.covered("actor"):
        return 0  # a verb inside the name of a party (保密行政管理部门) is no act
    best = 0
    for group in _VERBS:
        mark = layer.marks(group).get(at)
        if mark and mark.end <= beyond:
            best = max(best, mark.end)
    noun = layer.marks("verb:noun").get(at)
    if noun and noun.end <= beyond and noun.end >= best:
        if not nouns:
            return 0
        follows = noun.end < beyond and (
            layer.units.keys[noun.end] in layer.language.before_object or layer.language.profile.han
        )
        return noun.end if follows else 0
    return best


def verb_or_noun_end(layer: Layer, at: int, beyond: int) -> int:
    """The same, a noun among them without an object after it."""
    found = verb_end(layer, at, beyond)
    noun = layer.marks("verb:noun").get(at)
    return found or (noun.end if noun and noun.end <= beyond else 0)


def third_end(layer: Layer, at: int, beyond: int) -> int:
    """The unit after a verb in the present tense of a third person; 0 if none stands there."""
    mark = layer.marks("verb:third").get(at)
    return mark.end if mark and mark.end <= beyond else 0


def skip_adverbs(layer: Layer, at: int, beyond: int) -> int:
    """The first unit after adverbs, and after short adjuncts between commas, that may stand before a verb."""
    suffix, adverbs = layer.language.adverb_suffix, layer.marks("adverb")
    while at < beyond:
        mark = adverbs.get(at)
        if mark and mark.end <= beyond:
            at = mark.end
        elif (
            suffix
            and layer.units.keys[at].endswith(suffix)
            and len(layer.units.keys[at]) > len(suffix) + 2
            and not (verb_or_noun_end(layer, at, beyond))
        ):
            at += 1
        elif not layer.language.profile.han and (end := aside_end(layer, at, beyond)):
            at = end
        elif layer.units.marks[at] and layer.units.keys[at] == "," and at and adverbs.get(at - 1):
            at += 1
        elif not layer.language.profile.han and is_comma(layer, at) and (end := aside_end(layer, at + 1, beyond)):
            at = end  # may, on proof of identity, obtain
        else:
            return at
        if at < beyond and layer.units.marks[at] and layer.units.keys[at] == ",":
            at += 1
    return at


def aside_end(layer: Layer, at: int, beyond: int) -> int:
    """The unit after an adjunct that a comma closes soon (`in accordance with Article 5, `); 0 if none begins here."""
    if at >= beyond or (at not in layer.marks("slot") and at not in layer.marks("clause")):
        return 0
    for end in range(at + 1, min(beyond, at + _NEAR)):
        if layer.units.marks[end]:
            return end + 1 if is_comma(layer, end) else 0
    return 0


def ends_ordinal(layer: Layer, at: int, after: int) -> bool:
    """Whether the stop at `at` belongs to a figure (1. Januar); Markdown may have a backslash before it."""
    keys = layer.units.keys
    before = at - 2 if at > 1 and keys[at - 1] == "\\" else at - 1
    return before >= 0 and keys[before].isdigit() and keys[after] in layer.language.after_ordinal


def opens_with_verb(layer: Layer, first: int, beyond: int) -> bool:
    """Whether an act begins there: its verb, after adverbs at most."""
    at = skip_adverbs(layer, first, beyond)
    return bool(at < beyond and verb_end(layer, at, beyond))


def words_in(layer: Layer, first: int, beyond: int) -> int:
    """How many units of a range are no marks."""
    return layer.units.marks[max(first, 0) : max(beyond, 0)].count(False)


def clause_opener(layer: Layer, at: int, values: frozenset[str] | set[str]) -> int:
    """The unit after a word that opens a clause of one of those roles; 0 if none stands there."""
    mark = layer.marks("clause").get(at)
    return mark.end if mark and mark.entry.effect != "closes" and mark.entry.value in values else 0


def closing(layer: Layer, first: int, beyond: int, group: str = "clause") -> str:
    """Role of the particle that closes the part `first` to `beyond`; empty if none does."""
    end = beyond
    while end > first and layer.units.marks[end - 1]:
        end -= 1
    for at in range(max(first, end - 8), end):
        mark = layer.marks(group).get(at)
        if mark and mark.end == end and mark.entry.effect == "closes":
            return mark.entry.value
    return ""
