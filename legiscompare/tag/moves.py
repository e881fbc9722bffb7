"""What words do that only one side has in a place: the whole element came or went, an item, a restriction."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import Join, NormKind, Role, Sign, Span
from legiscompare.tag.describing import describes_all
from legiscompare.tag.move_names import name_of
from legiscompare.tag.operations import effect_of, position_of
from legiscompare.tag.places import GATES, SILENT, dimension_of, hull_of, is_point, sides, weighs
from legiscompare.tag.signs import sign_of
from legiscompare.tag.ties import join_before

if TYPE_CHECKING:
    from legiscompare.model import Element
    from legiscompare.tag.half import Half
    from legiscompare.tag.operations import Findings

_LISTED = {*GATES, Role.OBJECT}
"""Roles of list points."""
_ITEMS = {"more", "fewer", "choice", "unchoice"}
"""Moves of an item in a row."""
_TURNED = {"narrows": "widens", "widens": "narrows", "raises": "lowers", "lowers": "raises"}
"""Under a word that says no, fewer cases are more."""


class Move(NamedTuple):
    """What the words of one element in one place do."""

    role: Role
    name: str
    effect: str
    span: Span
    size: int
    whole: bool
    certain: bool
    last: int = -1
    """Number of its last word."""


def one_sided(findings: Findings, half: Half, numbers: list[int], *, gained: bool, certain: bool = True) -> None:
    """Words that only one side has, in one place: one operation."""
    moves: list[Move] = []
    for at, group in groupby(numbers, key=lambda number: half.at[number]):
        inside = list(group)
        if moves and moves[-1].name in _ITEMS and moves[-1].last >= 0 and not half.apart(moves[-1].last, inside[0]):
            continue  # biometric data for the purpose of identifying a person: what follows a new item belongs to it
        moves += _moves(findings, half, at, inside, gained=gained)
    moves = [move for move in moves if move.effect != "nothing"]
    if not moves:
        return
    signs = {sign_of(move.effect, findings.view.kind) for move in moves}
    if {Sign.FREER, Sign.LESS_FREE} <= signs:
        gates = [move for move in moves if move.whole and move.role in GATES]
        if not gates:
            best = max(moves, key=lambda move: move.size)
            draft, final = sides(hull_of(half, numbers), gained=gained)
            findings.add(
                f"{dimension_of(best.role, findings.view.kind)}.exchanged", "unclear", draft, final, certain=False
            )
            return
        moves = gates
    best = max(moves, key=lambda move: (sign_of(move.effect, findings.view.kind) is not Sign.UNREADABLE, move.size))
    draft, final = sides(best.span, gained=gained)
    sure = certain and best.certain and len(moves) == 1
    findings.add(f"{dimension_of(best.role, findings.view.kind)}.{best.name}", best.effect, draft, final, certain=sure)


def _moves(findings: Findings, half: Half, number: int, words: list[int], *, gained: bool) -> list[Move]:
    """What words of one element do: the whole element came or went, an item, a restriction."""
    alone = number not in findings.view.mated[gained]
    element = half.elements[number]
    if element.role in SILENT or not weighs(half, words):
        return []
    every = half.at.count(number)
    if alone and len(words) * 2 >= every and element.role in _LISTED and is_point(element):
        return [_point(findings, half, element, len(words), gained=gained)]
    if alone and len(words) * 2 >= every and element.role not in {Role.ACT, Role.OBJECT}:
        whole = len(words) * 5 >= every * 4
        span = element.span if whole else hull_of(half, words)
        name = "came" if gained else "gone"
        if join_before(half, half.layer.range(half.words[words[0]].span)[0], 0) == "any":
            name = "choice" if gained else "unchoice"  # or whenever courts act: one case more that is enough
        return [move_of(findings, half, element, name, span, len(words), whole=whole)]
    if alone and findings.view.kind is NormKind.SANCTION and element.role is Role.OBJECT and len(words) == every:
        name = "more" if gained else "fewer"  # liable to removal, to a fine and to publication: one rung of several
        return [move_of(findings, half, element, name, hull_of(half, words), len(words), whole=True)]
    found = []
    for run in _runs(words):
        if weighs(half, run):
            span = hull_of(half, run)
            name, sure = name_of(findings, half, element, span, gained=gained)
            found.append(move_of(findings, half, element, name, span, len(run), certain=sure)._replace(last=run[-1]))
    return found


def _point(findings: Findings, half: Half, element: Element, size: int, *, gained: bool) -> Move:
    """What a list point does that only one side has."""
    if element.join is Join.OPEN or (element.role in GATES and element.join is Join.NONE):
        name = "exchanged"
    elif element.join is Join.ANY:
        name = "choice" if gained else "unchoice"
    elif element.role in GATES:
        name = "came" if gained else "gone"
    else:
        name = "more" if gained else "fewer"
    sure = name != "exchanged"
    return move_of(findings, half, element, name, element.span, size, whole=True, certain=sure)


def move_of(
    findings: Findings,
    half: Half,
    element: Element,
    name: str,
    span: Span,
    size: int,
    *,
    whole: bool = False,
    certain: bool = True,
) -> Move:
    """A move with its effect on a norm of the kind."""
    position = position_of(element.role, effected=element.effected, standard=_is_standard(half, element))
    if describes_all(half, element, span):
        position, name = "met", {"choice": "more", "unchoice": "fewer"}.get(name, name)
    effect = effect_of(findings.view.kind, position, name)
    inside = not whole and name not in {"came", "gone"} and _headed_by_no(half, element)
    if findings.view.negated(half, span) or inside:
        effect = _TURNED.get(effect, effect)
    sure = certain and element.role in {Role.CONDITION, Role.EXCEPTION, Role.BEARER, Role.OBJECT}
    return Move(element.role, name, effect, span, size, whole, sure)


def _headed_by_no(half: Half, element: Element) -> bool:
    """Whether a word that says no opens a constraint: without written consent, without visible damage."""
    if element.role is not Role.CONSTRAINT or element.head is None or half.layer.language.profile.han:
        return False
    return half.layer.overlapping("negation", element.head)


def _is_standard(half: Half, element: Element) -> bool:
    """Whether a constraint points to other rules or considerations, whose weight nobody can read here."""
    if element.head is None:
        return False
    slot = half.layer.marks("slot").get(half.layer.range(element.head)[0])
    return bool(slot and slot.entry.value == "reference")


def _runs(numbers: list[int]) -> list[list[int]]:
    """Words that stand side by side, function words between them aside."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
