"""How the items of an element are joined: `and` that became `or`, or the reverse, between what stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Join, NormKind, Role, Span
from legiscompare.tag.describing import describes_all
from legiscompare.tag.operations import DUTY, effect_of, position_of
from legiscompare.tag.places import GATES, dimension_of, either, is_point, points

if TYPE_CHECKING:
    from legiscompare.model import Element
    from legiscompare.tag.half import Half
    from legiscompare.tag.operations import Findings


def connective(findings: Findings, old: Element, new: Element) -> bool:
    """`and` became `or`, or the reverse, between what stays; whether it did."""
    view = findings.view
    before, one = _tied(view.draft, old, view.kind)
    after, two = _tied(view.final, new, view.kind)
    if before is after:
        before, one, after, two = _first_swap(view.draft, old, view.final, new) or (before, one, after, two)
    if is_point(old) and not (_ends_in(old, one) or _ends_in(new, two)):
        return False
    if before is after or one is None or two is None or not {before, after} <= {Join.ALL, Join.ANY, Join.CHOICE}:
        return False
    to_any = after is not Join.ALL
    named = either(old, new)
    position = position_of(named.role, effected=named.effected)
    if named.role in {Role.CONDITION, Role.EXCEPTION}:
        effect = effect_of(view.kind, position, "wider" if to_any else "narrower")
    elif describes_all(view.draft, old, one) and describes_all(view.final, new, two):
        effect = effect_of(view.kind, "met", "wider" if to_any else "narrower")
    elif view.kind in DUTY:
        effect = "one_enough" if to_any else "all_needed"
    else:
        effect = effect_of(view.kind, position, "wider" if to_any else "narrower")
    name = "one-enough" if to_any else "all-needed"
    findings.add(f"{dimension_of(named.role, view.kind)}.{name}", effect, one, two, certain=False)
    return True


def announced(findings: Findings) -> None:
    """All of a list became one of it, or the reverse, in words that no comparison of elements met (具备下列条件之一)."""
    view = findings.view
    if any(one.rule.endswith((".one-enough", ".all-needed")) for one in findings.found):
        return
    told = []
    for half in (view.draft, view.final):
        found = [cue for cue in half.cues("list") if half.layer.entry(cue).value in {"all", "any"}]
        if len(found) != 1:
            return
        told.append((half.layer.entry(found[0]).value, found[0].span, half.role_at(found[0].span)))
    (was, one, old), (now, two, new) = told
    if was == now:
        return
    to_any = now == "any"
    if view.kind in DUTY and not {old, new} <= set(GATES):
        effect = "one_enough" if to_any else "all_needed"
    else:
        effect = effect_of(view.kind, "condition", "wider" if to_any else "narrower")
    findings.add(f"condition.{'one-enough' if to_any else 'all-needed'}", effect, one, two, certain=False)


def announces(half: Half, element: Element) -> list[Span]:
    """The words of an element that say whether all points of a list are asked for, or one (同时符合, 之一)."""
    cues = half.layer.find("list", element.span)
    return [cue.span for cue in cues if half.layer.entry(cue).value in {"all", "any"}]


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


def _tied(half: Half, element: Element, kind: NormKind) -> tuple[Join, Span | None]:
    """How the items of an element are joined, and the last word that says so; under a duty a bare row (、) asks for all."""
    cues = half.layer.find("join", element.span)
    row = element.join is Join.NONE and kind in DUTY and element.role not in {*GATES, Role.BEARER}
    values = {"list"} if row else {"all", "any"}
    said = [cue.span for cue in cues if half.layer.entry(cue).value in values]
    ties = [
        tie for tie in said if any(point.span.end - tie.end <= 1 and point.span.holds(tie) for point in points(element))
    ]
    said = ties or announces(half, element) or said
    join = Join.ALL if said and values == {"list"} else element.join
    return join, said[-1] if said else None
