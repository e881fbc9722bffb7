"""What is left when typed values and cues are read: words that came or went, place by place.

A place is a stretch between words that both sides keep. Words that only came narrow or add an item, by whether a join
ties them; words that gave way to others say nothing (`?`) unless they hold the old ones and more. One place gives one
operation: where its parts pull both ways and no trigger or exception came or went whole, it is `?`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Join, Role, Span
from legiscompare.tag.connectives import announces, connective
from legiscompare.tag.exchanges import beyond_recognition, exchange
from legiscompare.tag.half import overlap
from legiscompare.tag.moves import one_sided
from legiscompare.tag.places import SILENT, dimension_of, hull_of, is_point, sides, weighs

if TYPE_CHECKING:
    from legiscompare.tag.half import Half
    from legiscompare.tag.operations import Findings

_FORCE = ("deontic.", "obligation_type.")
"""Rules that read the modal and the effort: what stands beside them is another matter."""
_FIGURES = ("time.", "quantity.")
"""Rules that read values: no other words give way to a figure."""
_POINT = (2, 3)
"""Share of the words of a point of which none stands in the point that took its place."""
_ADJUNCTS = {Role.CONSTRAINT, Role.TIME, Role.CONDITION, Role.EXCEPTION, Role.PURPOSE, Role.RECIPIENT}
"""Roles of elements that stand for themselves, whatever is read beside them."""


def wording(findings: Findings) -> None:
    """Read every place that still differs."""
    view = findings.view
    rest = set(view.draft.rest()), set(view.final.rest())
    pairs = view.partners()
    view.mated = (
        {one for one, two in pairs if one is not None and two is not None},
        {two for one, two in pairs if one is not None and two is not None},
    )
    for one, two in pairs:
        if one is not None and two is not None:
            _element(findings, rest, one, two)
    said = [one for one in findings.found if not one.rule.startswith(_FORCE)]
    figures = [one for one in said if one.rule.startswith(_FIGURES)]
    for (a, b), (c, d) in view.blocks:
        olds = _unexplained(view.draft, rest[0], a, b, [one.draft for one in said])
        news = _unexplained(view.final, rest[1], c, d, [one.final for one in said])
        stands = (
            _stands(view.draft, a, b, [x.draft for x in figures]),
            _stands(view.final, c, d, [x.final for x in figures]),
        )
        _place(
            findings,
            olds if weighs(view.draft, olds) else [],
            news if weighs(view.final, news) else [],
            stands,
        )


def _element(findings: Findings, rest: tuple[set[int], set[int]], one: int, two: int) -> None:
    """Read what stays of an element and is joined in another way, and one of which too little stays to read by places.

    Takes what it has read from the `rest`.
    """
    view = findings.view
    gone = [n for n in sorted(rest[0]) if view.draft.at[n] == one]
    come = [n for n in sorted(rest[1]) if view.final.at[n] == two]
    old, new = view.draft.elements[one], view.final.elements[two]
    light = not weighs(view.draft, gone) and not weighs(view.final, come)
    if not light and (said := announces(view.draft, old)) and (told := announces(view.final, new)):
        # 同时符合下列条件 → 符合下列条件之一: the words that say which are read as one
        others = _outside(view.draft, gone, said), _outside(view.final, come, told)
        light = not weighs(view.draft, others[0]) and not weighs(view.final, others[1])
    if light:
        if connective(findings, old, new):
            rest[0].difference_update(gone)
            rest[1].difference_update(come)
    elif gone and come and _other_points(findings, gone, come):
        one_sided(findings, view.draft, gone, gained=False)
        one_sided(findings, view.final, come, gained=True)
        rest[0].difference_update(gone)
        rest[1].difference_update(come)
    elif beyond_recognition(findings, one, two, gone, come):
        exchange(findings, gone, come)
        rest[0].difference_update(gone)
        rest[1].difference_update(come)


def _outside(half: Half, numbers: list[int], spans: list[Span]) -> list[int]:
    """The words that lie in none of the spans."""
    return [n for n in numbers if not any(overlap(half.words[n].span, span) for span in spans)]


def _place(findings: Findings, olds: list[int], news: list[int], stands: tuple[bool, bool]) -> None:
    """Read one place. `stands`: whether words that gave way stand there, on either side."""
    view = findings.view
    if olds and news and _other_points(findings, olds, news):
        one_sided(findings, view.draft, olds, gained=False)
        one_sided(findings, view.final, news, gained=True)
    elif olds and news:
        exchange(findings, olds, news)
    elif (olds and stands[1]) or (news and stands[0]):
        # 前款规定的业务 → 涉及国家秘密的业务: what was pointed to is described now.
        half, numbers = (view.draft, olds) if olds else (view.final, news)
        role = half.elements[half.at[numbers[0]]].role
        draft, final = sides(hull_of(half, numbers), gained=bool(news))
        if role not in SILENT:
            findings.add(f"{dimension_of(role, view.kind)}.exchanged", "unclear", draft, final, certain=False)
    elif news:
        one_sided(findings, view.final, news, gained=True)
    elif olds:
        one_sided(findings, view.draft, olds, gained=False)


def _other_points(findings: Findings, olds: list[int], news: list[int]) -> bool:
    """Whether whole points of a closed list gave way to points that share no word with them: one went, one came."""
    view = findings.view
    homes = {view.draft.at[n] for n in olds}, {view.final.at[n] for n in news}
    if len(homes[0]) != 1 or len(homes[1]) != 1:
        return False
    (one,), (two,) = homes
    old, new = view.draft.elements[one], view.final.elements[two]
    if any(it.role is not Role.OBJECT or not is_point(it) or it.join is Join.OPEN for it in (old, new)):
        return False
    # 产权证明 → 从业经历证明: the noun that both end in does not make them one document.
    whole = all(
        len(own) * _POINT[1] >= half.at.count(at) * _POINT[0]
        for half, at, own in ((view.draft, one, olds), (view.final, two, news))
    )
    letters = ({c for n in olds for c in view.draft.words[n].key}, {c for n in news for c in view.final.words[n].key})
    alike = view.draft.layer.language.profile.han and len(letters[0] & letters[1]) > 1
    if not whole or alike:
        return False
    view.mated[0].discard(one)
    view.mated[1].discard(two)
    return True


def _unexplained(half: Half, rest: set[int], first: int, beyond: int, said: list[Span | None]) -> list[int]:
    """Words of a place that no typed value or cue has read, neither themselves nor together with a word beside them."""
    read = _covered(half, first, beyond, said)
    for order in (range(first + 1, beyond), range(beyond - 2, first - 1, -1)):
        step = order.step
        for n in order if read else ():
            before = n - step
            own = half.at[n] != half.at[before] and half.elements[half.at[n]].role in _ADJUNCTS
            if before in read and half.left[n] and not own and not half.apart(min(n, before), max(n, before)):
                read.add(n)
    return [n for n in range(first, beyond) if n in rest and n not in read]


def _stands(half: Half, first: int, beyond: int, said: list[Span | None]) -> bool:
    """Whether a place holds words that gave way to those of the other side: none that merely moved or say a value."""
    read = _covered(half, first, beyond, said)
    return any(not half.moved[n] and n not in read for n in range(first, beyond))


def _covered(half: Half, first: int, beyond: int, said: list[Span | None]) -> set[int]:
    """The words of a place that share a character with one of the spans."""
    found: set[int] = set()
    for span in said:
        if span is not None:
            start, end = span
            found.update(n for n in range(first, beyond) if half.words[n][0][0] < end and start < half.words[n][0][1])
    return found
