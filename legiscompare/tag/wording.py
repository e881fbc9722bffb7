"""What is left when typed values and cues are read: words that came or went, place by place.

A place is a stretch between words that both sides keep. Words that only came narrow or add an item, by whether a join
ties them; words that gave way to others say nothing (`?`) unless they hold the old ones and more. One place gives one
operation: where its parts pull both ways and no trigger or exception came or went whole, it is `?`.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import Join, NormKind, Role, Sign, Span
from legiscompare.tag.half import hull, overlap
from legiscompare.tag.operations import DUTY, effect_of, family, position_of
from legiscompare.tag.signs import sign_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Element
    from legiscompare.tag.half import Half
    from legiscompare.tag.operations import Findings

_SILENT = {Role.MODAL, Role.OTHER}
"""Roles whose words are read elsewhere or say nothing by themselves."""
_FORCE = ("deontic.", "obligation_type.")
"""Rules that read the modal and the effort: what stands beside them is another matter."""
_FIGURES = ("time.", "quantity.")
"""Rules that read values: no other words give way to a figure."""
_ADJUNCTS = {Role.CONSTRAINT, Role.TIME, Role.CONDITION, Role.EXCEPTION, Role.PURPOSE, Role.RECIPIENT}
"""Roles of elements that stand for themselves, whatever is read beside them."""
_GATES = {Role.CONDITION, Role.EXCEPTION}
_LISTED = {*_GATES, Role.OBJECT}
"""Roles of list points."""
"""Roles in which any further word makes the case rarer."""
_DIMENSIONS = {
    Role.CONDITION: "condition",
    Role.EXCEPTION: "exception",
    Role.BEARER: "scope_party",
    Role.RECIPIENT: "scope_object",
    Role.OBJECT: "scope_object",
    Role.CONSTRAINT: "procedure",
    Role.TIME: "time",
    Role.QUANTITY: "quantity",
    Role.PURPOSE: "precision",
    Role.ACT: "act",
    Role.AUTHORITY: "scope_party",
    Role.SANCTION: "enforcement",
}


class _Move(NamedTuple):
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


_ITEMS = {"more", "fewer", "choice", "unchoice"}
"""Moves of an item in a row."""


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
        if one is None or two is None:
            continue
        gone = [n for n in sorted(rest[0]) if view.draft.at[n] == one]
        come = [n for n in sorted(rest[1]) if view.final.at[n] == two]
        if not _weighs(view.draft, gone) and not _weighs(view.final, come):
            _connective(findings, view.draft.elements[one], view.final.elements[two])
        elif _beyond_recognition(findings, one, two, gone, come):
            _exchange(findings, gone, come)
            rest[0].difference_update(gone)
            rest[1].difference_update(come)
    said = [one for one in findings.found if not one.rule.startswith(_FORCE)]
    figures = [one for one in said if one.rule.startswith(_FIGURES)]
    for (a, b), (c, d) in view.blocks:
        olds = _unexplained(view.draft, rest[0], a, b, [one.draft for one in said])
        news = _unexplained(view.final, rest[1], c, d, [one.final for one in said])
        olds = olds if _weighs(view.draft, olds) else []
        news = news if _weighs(view.final, news) else []
        stands = (
            _stands(view.draft, a, b, [x.draft for x in figures]),
            _stands(view.final, c, d, [x.final for x in figures]),
        )
        if olds and news and _other_points(findings, olds, news):
            _one_sided(findings, view.draft, olds, gained=False)
            _one_sided(findings, view.final, news, gained=True)
        elif olds and news:
            _exchange(findings, olds, news)
        elif (olds and stands[1]) or (news and stands[0]):
            # 前款规定的业务 → 涉及国家秘密的业务: what was pointed to is described now.
            half, numbers = (view.draft, olds) if olds else (view.final, news)
            role = half.elements[half.at[numbers[0]]].role
            draft, final = _sides(_hull(half, numbers), gained=bool(news))
            if role not in _SILENT:
                findings.add(f"{_dimension(role, view.kind)}.exchanged", "unclear", draft, final, certain=False)
        elif news:
            _one_sided(findings, view.final, news, gained=True)
        elif olds:
            _one_sided(findings, view.draft, olds, gained=False)


def _other_points(findings: Findings, olds: list[int], news: list[int]) -> bool:
    """Whether whole points of a closed list gave way to points that share no word with them: one went, one came."""
    view = findings.view
    homes = {view.draft.at[n] for n in olds}, {view.final.at[n] for n in news}
    if len(homes[0]) != 1 or len(homes[1]) != 1:
        return False
    (one,), (two,) = homes
    old, new = view.draft.elements[one], view.final.elements[two]
    if any(it.role is not Role.OBJECT or not _is_point(it) or it.join is Join.OPEN for it in (old, new)):
        return False
    whole = view.draft.at.count(one) == len(olds) and view.final.at.count(two) == len(news)
    letters = ({c for n in olds for c in view.draft.words[n].key}, {c for n in news for c in view.final.words[n].key})
    alike = view.draft.layer.language.profile.han and not letters[0].isdisjoint(letters[1])
    if not whole or alike:
        return False
    view.mated[0].discard(one)
    view.mated[1].discard(two)
    return True


def _unexplained(half: Half, rest: set[int], first: int, beyond: int, said: list[Span | None]) -> list[int]:
    """Words of a place that no typed value or cue has read, neither themselves nor together with a word beside them."""
    read = {n for n in range(first, beyond) if any(span and overlap(half.words[n].span, span) for span in said)}
    for order in (range(first + 1, beyond), range(beyond - 2, first - 1, -1)):
        step = order.step
        for n in order:
            before = n - step
            own = half.at[n] != half.at[before] and half.elements[half.at[n]].role in _ADJUNCTS
            if before in read and half.left[n] and not own and not half.apart(min(n, before), max(n, before)):
                read.add(n)
    return [n for n in range(first, beyond) if n in rest and n not in read]


def _stands(half: Half, first: int, beyond: int, said: list[Span | None]) -> bool:
    """Whether a place holds words that gave way to those of the other side: none that merely moved or say a value."""
    return any(
        not half.moved[n] and not any(span and overlap(half.words[n].span, span) for span in said)
        for n in range(first, beyond)
    )


def _weighs(half: Half, numbers: Sequence[int]) -> bool:
    """Whether words can move a norm; light ones only as an item of their own (or of another person)."""
    if any(not half.words[number].light for number in numbers):
        return True
    if not numbers or _join_before(half, half.layer.range(half.words[numbers[0]].span)[0], 0) != "any":
        return False
    after = numbers[-1] + 1
    return after == len(half.words) or half.at[after] != half.at[numbers[-1]] or half.apart(after - 1, after)


def _dimension(role: Role, kind: NormKind) -> str:
    if kind is NormKind.DEFINITION and role in {Role.OBJECT, Role.ACT, Role.OTHER, Role.CONSTRAINT}:
        return "definition"
    return _DIMENSIONS.get(role, "precision")


def _one_sided(findings: Findings, half: Half, numbers: list[int], *, gained: bool, certain: bool = True) -> None:
    """Words that only one side has, in one place: one operation."""
    moves: list[_Move] = []
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
        gates = [move for move in moves if move.whole and move.role in _GATES]
        if not gates:
            best = max(moves, key=lambda move: move.size)
            draft, final = _sides(_hull(half, numbers), gained=gained)
            findings.add(
                f"{_dimension(best.role, findings.view.kind)}.exchanged", "unclear", draft, final, certain=False
            )
            return
        moves = gates
    best = max(moves, key=lambda move: (sign_of(move.effect, findings.view.kind) is not Sign.UNREADABLE, move.size))
    draft, final = _sides(best.span, gained=gained)
    sure = certain and best.certain and len(moves) == 1
    findings.add(f"{_dimension(best.role, findings.view.kind)}.{best.name}", best.effect, draft, final, certain=sure)


def _hull(half: Half, numbers: Sequence[int]) -> Span:
    """The least span that covers words, as far as they stand in the norm of the first."""
    home = half.norm_of(half.at[numbers[0]])
    return hull([half.words[n].span for n in numbers if half.norm_of(half.at[n]) == home])


def _sides(span: Span, *, gained: bool) -> tuple[Span | None, Span | None]:
    return (None, span) if gained else (span, None)


def _moves(findings: Findings, half: Half, number: int, words: list[int], *, gained: bool) -> list[_Move]:
    """What words of one element do: the whole element came or went, an item, a restriction."""
    alone = number not in findings.view.mated[gained]
    element = half.elements[number]
    if element.role in _SILENT or not _weighs(half, words):
        return []
    every = half.at.count(number)
    if alone and len(words) * 2 >= every and element.role in _LISTED and _is_point(element):
        if element.join is Join.OPEN or (element.role in _GATES and element.join is Join.NONE):
            name = "exchanged"
        elif element.join is Join.ANY:
            name = "choice" if gained else "unchoice"
        elif element.role in _GATES:
            name = "came" if gained else "gone"
        else:
            name = "more" if gained else "fewer"
        sure = name != "exchanged"
        return [_move_of(findings, half, element, name, element.span, len(words), whole=True, certain=sure)]
    if alone and len(words) * 2 >= every and element.role not in {Role.ACT, Role.OBJECT}:
        whole = len(words) * 5 >= every * 4
        span = element.span if whole else _hull(half, words)
        name = "came" if gained else "gone"
        if _join_before(half, half.layer.range(half.words[words[0]].span)[0], 0) == "any":
            name = "choice" if gained else "unchoice"  # or whenever courts act: one case more that is enough
        return [_move_of(findings, half, element, name, span, len(words), whole=whole)]
    found = []
    for run in _runs(words):
        if _weighs(half, run):
            span = _hull(half, run)
            name, sure = _name(findings, half, element, span, gained=gained)
            found.append(_move_of(findings, half, element, name, span, len(run), certain=sure)._replace(last=run[-1]))
    return found


def _move_of(
    findings: Findings,
    half: Half,
    element: Element,
    name: str,
    span: Span,
    size: int,
    *,
    whole: bool = False,
    certain: bool = True,
) -> _Move:
    position = position_of(element.role, effected=element.effected, standard=_is_standard(half, element))
    if _describes_all(half, element, span):
        position, name = "met", {"choice": "more", "unchoice": "fewer"}.get(name, name)
    effect = effect_of(findings.view.kind, position, name)
    inside = not whole and name not in {"came", "gone"} and _headed_by_no(half, element)
    if findings.view.negated(half, span) or inside:
        effect = _TURNED.get(effect, effect)
    sure = certain and element.role in {Role.CONDITION, Role.EXCEPTION, Role.BEARER, Role.OBJECT}
    return _Move(element.role, name, effect, span, size, whole, sure)


_HEAD = 4
"""Units at the head of an element in which the word stands that means all of a kind."""
_SCRUTINY = {Role.OBJECT, Role.CONSTRAINT, Role.RECIPIENT}
"""Roles of words that may describe all things of a kind that a duty meets."""


def _relative_before(half: Half, element: Element, span: Span) -> int:
    """The unit after the relative pronoun that stands nearest before a place in its element; 0 if none does."""
    layer = half.layer
    clauses = layer.marks("clause")
    low, high = layer.range(element.span)[0], layer.range(span)[0]
    return next(
        (clauses[at].end for at in range(high, low, -1) if at in clauses and clauses[at].entry.value == "relative"), 0
    )


def _describes_all(half: Half, element: Element, span: Span) -> bool:
    """Whether words describe all things of a kind: in any hostel that …, to every pupil who …."""
    if element.role not in _SCRUTINY:
        return False
    if element.role is Role.OBJECT and not _relative_before(half, element, span):
        return False
    low = half.layer.range(element.span)[0]
    quantifiers = half.layer.marks("quantifier")
    ahead = range(low, min(low + _HEAD, half.layer.range(span)[0]))
    return any(at in quantifiers and quantifiers[at].entry.value == "every" for at in ahead)


def _is_predicate(half: Half, element: Element, span: Span) -> bool:
    """Whether an item is a further thing that a relative clause says of what it describes."""
    at = _relative_before(half, element, span)
    if not at:
        return False
    first, _ = half.layer.range(span)
    return at >= first or first in half.layer.marks("verb:third")


_TURNED = {"narrows": "widens", "widens": "narrows", "raises": "lowers", "lowers": "raises"}
"""Under a word that says no, fewer cases are more."""


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


_RECOGNISED = 0.5
"""Share of an element's words that must be kept for its changes to be read one by one."""


def _beyond_recognition(findings: Findings, one: int, two: int, gone: list[int], come: list[int]) -> bool:
    view = findings.view
    if not _weighs(view.draft, gone) or not _weighs(view.final, come):
        return False
    sizes = view.draft.at.count(one), view.final.at.count(two)
    kept = sizes[0] - len(gone), sizes[1] - len(come)
    return min(kept) < _RECOGNISED * max(sizes) and min(len(gone), len(come)) > 1


def _exchanged(findings: Findings, element: Element, gone: list[int], come: list[int]) -> None:
    view = findings.view
    if element.role in _SILENT:
        return
    draft, final = _hull(view.draft, gone), _hull(view.final, come)
    if effect_of(view.kind, position_of(element.role, effected=element.effected), "exchanged") != "nothing":
        findings.add(f"{_dimension(element.role, view.kind)}.exchanged", "unclear", draft, final, certain=False)


def _exchange(findings: Findings, olds: list[int], news: list[int]) -> None:
    """Words gave way to others: to the same and more, to further items, or to something else."""
    view = findings.view
    if _compound(findings, olds, news):
        return
    more = _further(view.draft, olds, view.final, news)
    if more:
        _one_sided(findings, view.final, more, gained=True, certain=False)
        return
    fewer = _further(view.final, news, view.draft, olds)
    if fewer:
        _one_sided(findings, view.draft, fewer, gained=False, certain=False)
        return
    _exchanged(
        findings,
        _either(view.draft.elements[view.draft.at[olds[0]]], view.final.elements[view.final.at[news[0]]]),
        olds,
        news,
    )


def _either(old: Element, new: Element) -> Element:
    """Of two elements the one by whose role a change is named, whichever text is the draft."""
    return min(old, new, key=lambda one: (one.role in _SILENT, _ORDER.index(one.role), one.effected))


_ORDER = tuple(Role)


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
    move = _move_of(findings, half, element, name, word.span, 1)
    if move.effect != "nothing":
        draft, final = one.span, two.span
        findings.add(f"{_dimension(element.role, view.kind)}.{name}", move.effect, draft, final, certain=False)
    return True


_COMPOUND = 2
"""Characters of a word at least for a longer one to be its compound."""


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


def _name(findings: Findings, half: Half, element: Element, span: Span, *, gained: bool) -> tuple[str, bool]:
    """Which move words of one side are, and whether that is sure."""
    kind = findings.view.kind
    tie = _tie(half, element, span)
    if tie and _within_item(half, element, span) and findings.view.as_many_items(half, span):
        tie = ""  # a bodily injury → a serious bodily injury, in a row: no item came
    if not tie:
        if element.role is Role.ACT or not _restricts(half, element, span):
            return ("exchanged", False)
        # Only a word known to pick out a part (main, serious) decides alone; any other may be a mere manner of speaking.
        return ("narrower" if gained else "wider"), bool(half.layer.find("restrictive", span))
    clauses = tie == "all" and _joins_clauses(half, span)
    if clauses and element.role not in _GATES and _before_particle(half, span):
        return ("narrower" if gained else "wider"), False  # who has a certificate and five years of practice
    if tie == "all" and element.role in _GATES and half.layer.language.profile.han and not clauses:
        tie = tie if half.layer.find("verb:", span) else "list"  # 建设水利工程和道路的: either is a case
    if tie != "any" and _is_predicate(half, element, span):
        return ("narrower" if gained else "wider"), True  # hotels that serve meals → that serve meals and rent rooms
    if tie == "list" and kind is NormKind.DEFINITION and _is_attribute(half, element, span):
        return ("narrower" if gained else "wider"), False
    if element.join is Join.OPEN:
        return "exchanged", False  # an item of an open list (codebook §6)
    if element.role is Role.CONSTRAINT and element.head and tie == "list" and kind not in DUTY:
        return ("choice" if gained else "unchoice"), False  # by voice, picture or text: each way is enough
    party = tie == "all" and bool(half.layer.find("actor", span))
    if element.role is Role.EXCEPTION and party and (finite := _finite(half, element)) is not False:
        # Unless the rider and the lender object: both must, so the exception is rarer.
        return (("narrower" if gained else "wider") if finite else "exchanged"), False
    alternative = tie == "any" or (tie == "list" and element.join is Join.ANY)
    acts = half.layer.range(span)[0] in half.layer.marks("verb:")  # to withdraw, to disable or to recall it
    if alternative and family(kind) == "duty" and element.role is Role.OBJECT and not (element.effected or acts):
        # Any defect or damage: what a duty meets grows with each alternative.
        return ("more" if gained else "fewer"), True
    if alternative:
        return ("choice" if gained else "unchoice"), kind in DUTY
    if element.role in _GATES and tie == "list" and element.join is not Join.ALL:
        return ("choice" if gained else "unchoice"), False
    return ("more" if gained else "fewer"), True


def _joins_clauses(half: Half, span: Span) -> bool:
    """Whether the join right before a place ties clauses, not nouns (且)."""
    at, joins = half.layer.range(span)[0], half.layer.marks("join")
    return any(
        one in joins and joins[one].cue.id == "join.clauses" and at - joins[one].end <= 1
        for one in range(max(0, at - 3), at)
    )


def _before_particle(half: Half, span: Span) -> bool:
    """Whether the particle of an attribute follows a place."""
    beyond = half.layer.range(span)[1]
    keys = half.layer.units.keys
    return beyond < len(keys) and keys[beyond] in half.layer.language.attributive


def _finite(half: Half, element: Element) -> bool | None:
    """Whether an exception is a clause with a subject of its own; None where the language does not tell."""
    at = half.layer.range(element.head or element.span)[0]
    opener = half.layer.marks("clause").get(at)
    if half.layer.language.profile.han:
        return False if opener and opener.entry.effect != "closes" else None  # 除救援和拍摄外, but 骑行者反对的除外
    return opener is not None and opener.cue.id.endswith("-finite")


def _within_item(half: Half, element: Element, span: Span) -> bool:
    """Whether a single word came before one that both sides have in the same item of a row."""
    number = next((n for n, word in enumerate(half.words) if word.span.start >= span.end), None)
    if (
        sum(span.holds(word.span) for word in half.words) > 1
        or number is None
        or not number
        or half.left[number]
        or not element.span.holds(half.words[number].span)
    ):
        return False
    return not half.apart(number - 1, number)


def _restricts(half: Half, element: Element, span: Span) -> bool:
    """Whether words without a join restrict what stands beside them.

    In a script without spaces a bare noun before a noun may name another thing altogether; only an attribute closed by
    its particle, or a word known to pick out a part, restricts.
    """
    layer = half.layer
    if not layer.language.profile.han or element.role in _GATES or layer.find("restrictive", span):
        return True
    beyond = layer.range(span)[1]
    attributive = layer.language.attributive
    keys = layer.units.keys
    if keys[beyond - 1] in attributive or (beyond < len(keys) and keys[beyond] in attributive):
        return True
    return not layer.find("verb:", span)


def _is_attribute(half: Half, element: Element, span: Span) -> bool:
    """Whether an item of a row says what the noun after the row must do or be besides: 不超过十米、现场加工食品的摊位."""
    layer = half.layer
    attributive = layer.language.attributive
    if not attributive or not layer.find("verb:", span):
        return False
    beyond, high = layer.range(span)[1], layer.range(element.span)[1]
    for at in range(beyond, min(high, beyond + _NEAR)):
        if layer.units.marks[at]:
            return False
        if layer.units.keys[at] in attributive:
            return True
    return False


def _runs(numbers: list[int]) -> list[list[int]]:
    """Words that stand side by side, function words between them aside."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _tie(half: Half, element: Element, span: Span) -> str:
    """The join that ties words to what stands beside them: `all`, `any`, `list`; empty if none does."""
    layer = half.layer
    first, beyond = layer.range(span)
    low, high = layer.range(element.span)
    joins = layer.marks("join")
    before = _join_before(half, first, low)
    after = _join_after(half, beyond, high)
    closed = beyond < high and layer.units.marks[beyond] and layer.units.keys[beyond] == ","
    if closed and before in {"", "list"} and _opens_adjunct(half, first, low, alone=before == "list"):
        return ""  # to any person at a price above, whether …; a person who, for reward, guards: no item
    inside = [joins[at].entry.value for at in range(first, beyond) if at in joins]
    for value in ("any", "all"):
        if value in (before, after):
            return value
    if "list" in (before, after):
        strong = next((value for value in inside if value in {"all", "any"}), "")
        return strong or ("any" if element.join is Join.ANY else "list")
    return "list" if _verbs_abreast(half, first, beyond, low, high) else ""


def _opens_adjunct(half: Half, first: int, low: int, *, alone: bool) -> bool:
    """Whether the word that opens an adjunct stands right before a place, articles aside, or reaches into it.

    `alone`: and no other part of the row opens with it (by voice, by picture).
    """
    layer = half.layer
    if layer.language.profile.han:
        return False
    slots, passed = {**layer.marks("clause"), **layer.marks("slot")}, layer.language.after_join
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


def _join_before(half: Half, first: int, low: int) -> str:
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


_NEAR = 4
"""Units before an item in which its join is looked for."""


def _join_after(half: Half, beyond: int, high: int) -> str:
    layer = half.layer
    units, joins = layer.units, layer.marks("join")
    if beyond >= high:
        return ""
    mark = joins.get(beyond)
    if mark is not None:
        opened = half.layer.marks("clause").get(mark.end)
        # paid for during an election and which is designed to …: the join ties clauses, not the words before it.
        return "" if opened is not None and opened.entry.value == "relative" else mark.entry.value
    if units.marks[beyond] and units.keys[beyond] == "," and beyond + 1 < high:
        following = joins.get(beyond + 1)
        return following.entry.value if following is not None else "list"
    return ""


def _connective(findings: Findings, old: Element, new: Element) -> None:
    """`and` became `or`, or the reverse, between what stays."""
    view = findings.view
    before, one = _tied(view.draft, old, view.kind)
    after, two = _tied(view.final, new, view.kind)
    if before is after:
        before, one, after, two = _first_swap(view.draft, old, view.final, new) or (before, one, after, two)
    if _is_point(old) and not (_ends_in(old, one) or _ends_in(new, two)):
        return
    if before is after or one is None or two is None or not {before, after} <= {Join.ALL, Join.ANY, Join.CHOICE}:
        return
    to_any = after is not Join.ALL
    named = _either(old, new)
    position = position_of(named.role, effected=named.effected)
    if named.role in {Role.CONDITION, Role.EXCEPTION}:
        effect = effect_of(view.kind, position, "wider" if to_any else "narrower")
    elif _describes_all(view.draft, old, one) and _describes_all(view.final, new, two):
        effect = effect_of(view.kind, "met", "wider" if to_any else "narrower")
    elif view.kind in DUTY:
        effect = "one_enough" if to_any else "all_needed"
    else:
        effect = effect_of(view.kind, position, "wider" if to_any else "narrower")
    name = "one-enough" if to_any else "all-needed"
    findings.add(f"{_dimension(named.role, view.kind)}.{name}", effect, one, two, certain=False)


def _ends_in(element: Element, tie: Span | None) -> bool:
    """Whether a point ends in the word that ties it to the next one."""
    return tie is not None and element.span.end - tie.end <= 1


def _first_swap(draft: Half, old: Element, final: Half, new: Element) -> tuple[Join, Span, Join, Span] | None:
    """The first of the joins of an element, of as many on both sides, that is another one on the other side."""
    rows = []
    for half, element in ((draft, old), (final, new)):
        cues = half.layer.find("join", element.span)
        rows.append(
            [(half.layer.entry(cue).value, cue.span) for cue in cues if half.layer.entry(cue).value in {"all", "any"}]
        )
    if len(rows[0]) != len(rows[1]):
        return None
    for (was, one), (now, two) in zip(*rows, strict=True):
        if was != now:
            return Join(was), one, Join(now), two
    return None


def _is_point(element: Element) -> bool:
    """Whether an element is a list point of its norm."""
    return any(point.span.start == element.span.start for point in _points(element))


def _points(element: Element) -> list[Element]:
    """The list points of an element."""
    return [child for child in element.children if child.role is Role.OBJECT]


def _tied(half: Half, element: Element, kind: NormKind) -> tuple[Join, Span | None]:
    """How the items of an element are joined, and the last word that says so; under a duty a bare row (、) asks for all."""
    cues = half.layer.find("join", element.span)
    row = element.join is Join.NONE and kind in DUTY and element.role not in {*_GATES, Role.BEARER}
    values = {"list"} if row else {"all", "any"}
    said = [cue.span for cue in cues if half.layer.entry(cue).value in values]
    listed = [
        cue.span for cue in half.layer.find("list", element.span) if half.layer.entry(cue).value in {"all", "any"}
    ]
    ties = [
        tie
        for tie in said
        if any(point.span.end - tie.end <= 1 and point.span.holds(tie) for point in _points(element))
    ]
    said = ties or listed or said
    join = Join.ALL if said and values == {"list"} else element.join
    return join, said[-1] if said else None
