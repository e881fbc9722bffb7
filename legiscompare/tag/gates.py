"""A condition or an exception that only one text has, though it repeats words of the norm: …；逾期不改正的，处罚款.

What came or went is told by the place of its words, not by whether the same words stand elsewhere too.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from legiscompare.model import Role
from legiscompare.tag.moves import move_of
from legiscompare.tag.places import GATES, dimension_of, sides
from legiscompare.tag.ties import join_before

if TYPE_CHECKING:
    from legiscompare.tag.half import Half
    from legiscompare.tag.operations import Findings

_MOST = (3, 5)
"""Share of the words of a clause that stand in places which only one text has."""


def gates(findings: Findings) -> None:
    """Record the conditions and exceptions that came or went whole and repeat what stands elsewhere in the norm."""
    view = findings.view
    if not any(_more(half, other) for half, other in ((view.draft, view.final), (view.final, view.draft))):
        return
    pairs = view.partners()
    for gained in (False, True):
        half, other = (view.final, view.draft) if gained else (view.draft, view.final)
        places = {
            n
            for block in view.blocks
            if block[not gained][0] == block[not gained][1]
            for n in range(*block[gained])
        }  # fmt: skip
        for number in _alone(half, other, places, [pair[gained] for pair in pairs if pair[not gained] is None]):
            element = half.elements[number]
            at = half.layer.range(element.span)[0]
            name = "came" if gained else "gone"
            if join_before(half, at, 0) == "any":
                name = "choice" if gained else "unchoice"
            move = move_of(findings, half, element, name, element.span, half.at.count(number), whole=True)
            draft, final = sides(element.span, gained=gained)
            rule = f"{dimension_of(element.role, view.kind)}.{move.name}"
            findings.add(rule, move.effect, draft, final, certain=False)


def _more(half: Half, other: Half) -> set[Role]:
    """The roles of gates of which one side has more than the other."""
    counted = [Counter(one.role for one in each.elements) for each in (half, other)]
    return {role for role in GATES if counted[0][role] > counted[1][role]}


def _alone(half: Half, other: Half, places: set[int], single: list[int | None]) -> list[int]:
    """Numbers of the gates without a partner whose words stand in `places`, and repeat others."""
    found, more = [], _more(half, other)
    for number, element in enumerate(half.elements):
        if element.role not in more or number not in single:
            continue
        after = next(
            (n for n in range(number + 1, len(half.elements)) if half.elements[n].role is not Role.OTHER), None
        )
        if after in single and element.role is Role.CONDITION and after in {half.at[n] for n in places}:
            continue  # 逾期未申请的，许可证自行失效: what it is a condition of came with it
        own = [n for n, at in enumerate(half.at) if at == number]
        inside = sum(n in places for n in own)
        new = any(half.left[n] and not half.words[n].light for n in own)
        if new and inside * _MOST[1] >= len(own) * _MOST[0] and not half.came_whole(element.span):
            found.append(number)
    return found
