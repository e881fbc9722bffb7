"""Which move words of one side are: an item more, a further choice, a narrower name, or nothing that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Join, NormKind, Role
from legiscompare.tag.describing import before_particle, is_attribute, is_predicate, restricts
from legiscompare.tag.operations import DUTY, family
from legiscompare.tag.places import GATES
from legiscompare.tag.ties import join_before, tie_of

if TYPE_CHECKING:
    from legiscompare.model import Element, Span
    from legiscompare.tag.half import Half
    from legiscompare.tag.operations import Findings


def name_of(findings: Findings, half: Half, element: Element, span: Span, *, gained: bool) -> tuple[str, bool]:
    """Which move words of one side are, and whether that is sure."""
    tie = tie_of(half, element, span)
    if tie and _within_item(half, element, span) and findings.view.as_many_items(half, span):
        tie = ""  # a bodily injury → a serious bodily injury, in a row: no item came
    if not tie:
        if element.role is Role.ACT or not restricts(half, element, span):
            return ("exchanged", False)
        # Only a word known to pick out a part (main, serious) decides alone; any other may be a mere manner of speaking.
        return ("narrower" if gained else "wider"), bool(half.layer.find("restrictive", span))
    clauses = tie == "all" and _joins_clauses(half, span)
    nouns = tie == "all" and element.role in GATES and half.layer.language.profile.han and not clauses
    if nouns and (_in_row(half, element, span) or not half.layer.find("verb:", span)):
        return ("choice" if gained else "unchoice"), False  # 建设水利工程和道路的: either is a case
    if element.role is Role.EXCEPTION and half.layer.language.profile.han and (clauses or _before_clauses(half, span)):
        return ("narrower" if gained else "wider"), False  # 情况紧急并且经本人同意的除外: both must be so
    sure = _said_of_thing(half, element, span, tie, clauses=clauses, kind=findings.view.kind)
    if sure is not None:
        return ("narrower" if gained else "wider"), sure
    return _name_of_item(half, element, span, tie, findings.view.kind, gained=gained)


def _said_of_thing(half: Half, element: Element, span: Span, tie: str, *, clauses: bool, kind: NormKind) -> bool | None:
    """Whether a tied item surely says a further thing of what is named, so that less is; None if it is an item of a row."""
    if clauses and element.role not in GATES and before_particle(half, span):
        return False  # who has a certificate and five years of practice
    if tie != "any" and is_predicate(half, element, span):
        return True  # hotels that serve meals → that serve meals and rent rooms
    if tie == "list" and kind is NormKind.DEFINITION and is_attribute(half, element, span):
        return False
    return None


def _name_of_item(
    half: Half, element: Element, span: Span, tie: str, kind: NormKind, *, gained: bool
) -> tuple[str, bool]:
    """Which move an item of a row is, and whether that is sure."""
    if element.join is Join.OPEN:
        return "exchanged", False  # an item of an open list (codebook §6)
    if element.role is Role.CONSTRAINT and element.head and tie == "list" and kind not in DUTY:
        return ("choice" if gained else "unchoice"), False  # by voice, picture or text: each way is enough
    party = tie == "all" and bool(half.layer.find("actor", span))
    if element.role is Role.EXCEPTION and party and (finite := _finite(half, element)) is not False:
        # Unless the rider and the lender object: both must, so the exception is rarer.
        return (("narrower" if gained else "wider") if finite else "exchanged"), False
    alternative = tie == "any" or (tie == "list" and element.join is Join.ANY)
    alternative = alternative or (element.role in GATES and _after_purpose(half, element, span))
    acts = half.layer.range(span)[0] in half.layer.marks("verb:")  # to withdraw, to disable or to recall it
    if alternative and family(kind) == "duty" and element.role is Role.OBJECT and not (element.effected or acts):
        # Any defect or damage: what a duty meets grows with each alternative.
        return ("more" if gained else "fewer"), False
    if alternative:
        return ("choice" if gained else "unchoice"), False
    if element.role in GATES and tie == "list" and element.join is not Join.ALL:
        return ("choice" if gained else "unchoice"), False
    return ("more" if gained else "fewer"), False  # whether it is a thing, an occasion or a manner no mark tells


def _in_row(half: Half, element: Element, span: Span) -> bool:
    """Whether a mark of a row stands right before an item: 决定改制、解散以及重大问题时, each is an occasion."""
    first, low = half.layer.range(span)[0], half.layer.range(element.span)[0]
    return join_before(half, first, low) == "list"


def _after_purpose(half: Half, element: Element, span: Span) -> bool:
    """Whether the item is one of several purposes, of which each is a case: in so far as it serves billing and planning."""
    low, first = half.layer.range(element.span)[0], half.layer.range(span)[0]
    openers = half.layer.marks("clause")
    return any(at in openers and openers[at].entry.value == "purpose" for at in range(low, first))


def _joins_clauses(half: Half, span: Span) -> bool:
    """Whether the join right before a place ties clauses, not nouns (且)."""
    at, joins = half.layer.range(span)[0], half.layer.marks("join")
    return any(
        one in joins and joins[one].cue.id == "join.clauses" and at - joins[one].end <= 1
        for one in range(max(0, at - 3), at)
    )


def _before_clauses(half: Half, span: Span) -> bool:
    """The same of the join right behind a place."""
    beyond, joins = half.layer.range(span)[1], half.layer.marks("join")
    return any(one in joins and joins[one].cue.id == "join.clauses" for one in (beyond, beyond + 1))


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
