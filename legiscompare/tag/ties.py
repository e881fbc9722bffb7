"""The join that ties words to what stands beside them: before a place, after it, or none between verbs abreast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Join, Role, Span

if TYPE_CHECKING:
    from legiscompare.model import Element
    from legiscompare.tag.half import Half

_NEAR = 4
"""Units before an item in which its join is looked for."""


def tie_of(half: Half, element: Element, span: Span) -> str:
    """The join that ties words to what stands beside them: `all`, `any`, `list`; empty if none does."""
    layer = half.layer
    first, beyond = layer.range(span)
    low, high = layer.range(element.span)
    joins = layer.marks("join")
    before = join_before(half, first, low)
    if (
        not before
        and element.role is Role.OBJECT
        and element.join in {Join.ALL, Join.ANY}
        and _goes_on(half, first, low)
    ):
        before = "list"
    after = _join_after(half, beyond, high)
    closed = beyond < high and layer.units.marks[beyond] and layer.units.keys[beyond] == ","
    if (
        (closed or (before == "list" and after == "all"))
        and before in {"", "list"}
        and _opens_adjunct(half, first, low, alone=before == "list")
    ):
        return ""  # to any person at a price above, whether …; a person who, for reward, guards: no item
    if before == "all" and closed and _opens_adjunct(half, first, low, alone=True):
        return ""  # for the purpose of an inquiry and under a warrant: another adjunct, no item of the first
    inside = [joins[at].entry.value for at in range(first, beyond) if at in joins]
    for value in ("any", "all"):
        if value in (before, after):
            return value
    if "list" in (before, after):
        strong = next((value for value in inside if value in {"all", "any"}), "")
        return strong or ("any" if element.join is Join.ANY else "list")
    return "list" if _verbs_abreast(half, first, beyond, low, high) else ""


def _goes_on(half: Half, first: int, low: int) -> bool:
    """Whether an item at the head of an element goes on a row that began before it: in respect of books, | tapes and films."""
    units = half.layer.units
    return first <= low + 1 and bool(low) and units.marks[low - 1] and units.keys[low - 1] == ","


def _opens_adjunct(half: Half, first: int, low: int, *, alone: bool) -> bool:
    """Whether the word that opens an adjunct stands right before a place, articles aside, or reaches into it.

    `alone`: and no other part of the row opens with it (by voice, by picture).
    """
    layer = half.layer
    if layer.language.profile.han:
        return False
    slots, passed = {**layer.marks("slot"), **layer.marks("clause")}, layer.language.after_join
    articles = layer.language.before_object
    at = first - 1
    while at > low and (layer.units.keys[at] in passed | articles) and at not in slots:
        at -= 1
    for start in range(max(low, at - 4), at + 1):
        if start in slots and slots[start].end > at and slots[start].entry.value != "object":
            high = layer.range(half.element_at(Span(*layer.span(first, first + 1))).span)[1]
            same = sum(one in slots and slots[one].cue.id == slots[start].cue.id for one in range(low, high))
            return not alone or same == 1
    return False


def _verbs_abreast(half: Half, first: int, beyond: int, low: int, high: int) -> bool:
    """In a script without spaces verbs side by side are a list: 检查 → 监督检查."""
    layer = half.layer
    if not layer.language.profile.han:
        return False
    verbs = layer.marks("verb:")
    mark = verbs.get(first)
    if mark is None or mark.end != beyond:
        # 审查 → 审查批准: the further verb is the end of a longer one that begins before it.
        return any(at in verbs and verbs[at].end == beyond for at in range(max(low, first - 4), first)) and (
            layer.text[layer.units.starts[first] : layer.units.ends[beyond - 1]] in layer.language.words
        )
    return (beyond < high and beyond in verbs) or any(
        at in verbs and verbs[at].end == first for at in range(max(low, first - 2), first)
    )


def join_before(half: Half, first: int, low: int) -> str:
    """The join that ends right before a place; determiners between them do not count."""
    layer = half.layer
    marks, units, slots = layer.marks("join"), layer.units, layer.marks("slot")
    at = first - 1
    for _ in range(_NEAR):
        if at < low:
            break
        for start in range(max(low, at - 2), at + 1):
            mark = marks.get(start)
            if mark and mark.end == at + 1:
                return mark.entry.value
        if units.marks[at]:
            return "list" if units.keys[at] == "," else ""
        slot = slots.get(at)
        passed = layer.language.after_join
        if units.keys[at] not in passed and slot is None and at not in layer.marks("negation"):
            return ""
        at -= 1
    return ""


def _join_after(half: Half, beyond: int, high: int) -> str:
    layer = half.layer
    units, joins = layer.units, layer.marks("join")
    if beyond >= high:
        return ""
    mark = joins.get(beyond)
    if mark is None and beyond + 1 < high and units.keys[beyond] in layer.language.after_join:
        mark = joins.get(beyond + 1)  # charged with or convicted of
    if mark is not None:
        opened = half.layer.marks("clause").get(mark.end)
        # paid for during an election and which is designed to …: the join ties clauses, not the words before it.
        return "" if opened is not None and opened.entry.value == "relative" else mark.entry.value
    if units.marks[beyond] and units.keys[beyond] == "," and beyond + 1 < high:
        following = joins.get(beyond + 1)
        return following.entry.value if following is not None else "list"
    return ""
