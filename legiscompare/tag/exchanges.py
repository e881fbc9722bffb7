"""Words that gave way to others in one place: to the same and more, to further items, or to something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Span
from legiscompare.tag.moves import move_of, one_sided
from legiscompare.tag.operations import effect_of, position_of
from legiscompare.tag.places import SILENT, dimension_of, either, hull_of, weighs

if TYPE_CHECKING:
    from legiscompare.model import Element
    from legiscompare.tag.half import Half
    from legiscompare.tag.operations import Findings

_RECOGNISED = 0.5
"""Share of an element's words that must be kept for its changes to be read one by one."""
_COMPOUND = 2
"""Characters of a word at least for a longer one to be its compound."""


def beyond_recognition(findings: Findings, one: int, two: int, gone: list[int], come: list[int]) -> bool:
    """Whether too little of an element is kept for its changes to be read one by one."""
    view = findings.view
    if not weighs(view.draft, gone) or not weighs(view.final, come):
        return False
    sizes = view.draft.at.count(one), view.final.at.count(two)
    kept = sizes[0] - len(gone), sizes[1] - len(come)
    return min(kept) < _RECOGNISED * max(sizes) and min(len(gone), len(come)) > 1


def exchange(findings: Findings, olds: list[int], news: list[int]) -> None:
    """Words gave way to others: to the same and more, to further items, or to something else."""
    view = findings.view
    if _compound(findings, olds, news) or _all_or_part(findings, olds, news):
        return
    more = _further(view.draft, olds, view.final, news)
    if more:
        one_sided(findings, view.final, more, gained=True, certain=False)
        return
    fewer = _further(view.final, news, view.draft, olds)
    if fewer:
        one_sided(findings, view.draft, fewer, gained=False, certain=False)
        return
    _exchanged(
        findings,
        either(view.draft.elements[view.draft.at[olds[0]]], view.final.elements[view.final.at[news[0]]]),
        olds,
        news,
    )


def _exchanged(findings: Findings, element: Element, gone: list[int], come: list[int]) -> None:
    """Words of an element gave way to something else: nobody can say which way that moves."""
    view = findings.view
    if element.role in SILENT:
        return
    draft, final = hull_of(view.draft, gone), hull_of(view.final, come)
    if effect_of(view.kind, position_of(element.role, effected=element.effected), "exchanged") != "nothing":
        findings.add(f"{dimension_of(element.role, view.kind)}.exchanged", "unclear", draft, final, certain=False)


def _compound(findings: Findings, olds: list[int], news: list[int]) -> bool:
    """In a script without spaces a word that holds the old one and more: 检查 → 监督检查, 负责人 → 主要负责人."""
    view = findings.view
    if not view.final.layer.language.profile.han or len(olds) != 1 or len(news) != 1:
        return False
    one, two = view.draft.words[olds[0]], view.final.words[news[0]]
    texts = one.span.of(view.draft.layer.text), two.span.of(view.final.layer.text)
    gained = len(texts[1]) > len(texts[0])
    half, word = (view.final, two) if gained else (view.draft, one)
    short, long = texts if gained else texts[::-1]
    if len(short) < _COMPOUND or not (long.startswith(short) or long.endswith(short)):
        return False
    start, end = word.span
    cut = len(long) - len(short)
    same, further = Span(start + cut, end), Span(start, start + cut)
    if not long.endswith(short):
        same, further = Span(start, end - cut), Span(end - cut, end)
    element = half.elements[half.at[(news if gained else olds)[0]]]
    if half.layer.find("verb:", same) and (
        half.layer.find("verb:", further) or further.of(half.layer.text) in half.layer.language.words
    ):
        name = "more" if gained else "fewer"
    elif half.layer.find("restrictive", further):
        name = "narrower" if gained else "wider"
    else:
        return False
    move = move_of(findings, half, element, name, word.span, 1)
    if move.effect != "nothing":
        draft, final = one.span, two.span
        findings.add(f"{dimension_of(element.role, view.kind)}.{name}", move.effect, draft, final, certain=False)
    return True


def _all_or_part(findings: Findings, olds: list[int], news: list[int]) -> bool:
    """All of what a noun names gave way to a part of it, or the reverse: 所有人员 → 主要人员."""
    view = findings.view
    if len(olds) != 1 or len(news) != 1:
        return False
    sides = ((view.draft, hull_of(view.draft, olds)), (view.final, hull_of(view.final, news)))
    picked = [_picks(half, span) for half, span in sides]
    if set(picked) != {"every", "part"}:
        return False
    half, span = sides[picked.index("part")]
    element = half.element_at(span)
    move = move_of(findings, half, element, "narrower" if picked[1] == "part" else "wider", span, 1)
    if move.effect != "nothing":
        rule = f"{dimension_of(element.role, view.kind)}.{move.name}"
        findings.add(rule, move.effect, sides[0][1], sides[1][1], certain=False)
    return True


def _picks(half: Half, span: Span) -> str:
    """`every` where words say that all is meant, `part` where they pick out a part, else empty."""
    for group in ("quantifier", "restrictive"):
        for cue in half.layer.find(group, span):
            if cue.span == span:
                return "every" if half.layer.entry(cue).value == "every" else "part"
    return ""


def _further(less: Half, few: list[int], more: Half, many: list[int]) -> list[int]:
    """Words of the longer list that are items of their own, where each item of the shorter one has its likeness there."""
    shorts, longs = _items(less, few), _items(more, many)
    if len(longs) <= len(shorts):
        return []
    left = list(longs)
    for item in shorts:
        keys = [less.words[n].key for n in item]
        best = max(left, key=lambda other: _kinship(keys, [more.words[n].key for n in other]))
        if not _kinship(keys, [more.words[n].key for n in best]):
            return []
        left.remove(best)
    return [number for item in left for number in item]


def _items(half: Half, numbers: list[int]) -> list[list[int]]:
    """Words between joins and commas."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1 and not half.apart(number - 1, number):
            found[-1].append(number)
        else:
            found.append([number])
    return found


def _kinship(one: list[str], two: list[str]) -> int:
    """Words that two items share; in a script without spaces, characters."""
    shared = len(set(one) & set(two))
    letters = [word.removeprefix("=") for word in (*one, *two)]
    if shared or not all(word and word[0] > "\u2e7f" for word in letters):
        return shared * 2
    common = len(set("".join(letters[: len(one)])) & set("".join(letters[len(one) :])))
    # 过错, 重大过失: one character of two in common is no kinship; 区, 区内 is.
    return common if common > 1 or min(map(len, letters)) == 1 else 0
