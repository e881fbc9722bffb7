"""Words of the lexicon that came, went or gave way to one another: qualifiers, degrees, consent, rungs, delegation."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from legiscompare.model import NormKind, Role
from legiscompare.tag.operations import effect_of, family, position_of

if TYPE_CHECKING:
    from legiscompare.model import Cue, Span
    from legiscompare.tag.half import Half
    from legiscompare.tag.operations import Findings

_SET = {Role.CONDITION, Role.EXCEPTION, Role.BEARER}
"""Positions in which any further word narrows what is caught, whatever it means elsewhere."""


def _lost_and_gained(findings: Findings, group: str) -> tuple[list[Cue], list[Cue]]:
    """Cues that one side has more of, among the words that came or went."""
    view = findings.view
    old, new = view.draft.cues(group), view.final.cues(group)
    if not old and not new:
        return [], []
    before, after = Counter(cue.id for cue in old), Counter(cue.id for cue in new)
    return _pick(view.draft, old, before - after), _pick(view.final, new, after - before)


def _pick(half: Half, cues: list[Cue], surplus: Counter[str]) -> list[Cue]:
    left, picked = Counter(surplus), []
    for cue in cues if surplus else ():
        if left[cue.id] > 0 and _changed(half, cue.span):
            left[cue.id] -= 1
            picked.append(cue)
    return picked


def _changed(half: Half, span: Span) -> bool:
    if any(one.start < span.end and span.start < one.end for one in half.spent):
        return False
    words = [left for word, left in zip(half.words, half.left, strict=True) if span.holds(word.span)]
    # A cue of function words alone (as if, at all) is changed where its id is in surplus.
    return any(words) if words else True


def degree(findings: Findings) -> None:
    """Words of one ordered scale: serious → significant → any."""
    view = findings.view
    lost, gained = _lost_and_gained(findings, "degree")
    for one in lost:
        scale, rank = view.draft.layer.entry(one).value, view.draft.layer.entry(one).weight
        two = next((cue for cue in gained if view.final.layer.entry(cue).value == scale), None)
        if two is None:
            continue
        gained.remove(two)
        after = view.final.layer.entry(two).weight
        if after == rank:
            view.draft.spend(one.span)
            view.final.spend(two.span)
            continue
        element = view.final.element_at(two.span)
        # A grade in an adjunct of time (at once every serious defect) says which things, not when.
        role = Role.OBJECT if element.role is Role.TIME else element.role
        position = position_of(role, effected=False)
        effect = effect_of(view.kind, position, "narrower" if after > rank else "wider")
        name = "narrower" if after > rank else "wider"
        findings.add(f"{_dimension(role, view.kind)}.{name}", effect, one.span, two.span)


def _dimension(role: Role, kind: NormKind) -> str:
    if kind is NormKind.DEFINITION:
        return "definition"
    return {
        Role.CONDITION: "condition",
        Role.EXCEPTION: "exception",
        Role.BEARER: "scope_party",
        Role.CONSTRAINT: "procedure",
        Role.TIME: "time",
        Role.ACT: "act",
        Role.SANCTION: "enforcement",
    }.get(role, "scope_object")


def qualifier(findings: Findings) -> None:
    """Words that let the bearer do less, or ask more: where feasible, appropriate; effective, fully; unlawfully in a ban."""
    view = findings.view
    lost, gained = _lost_and_gained(findings, "qualifier")
    old = [cue for cue in lost if not _narrows(view.draft, cue)]
    new = [cue for cue in gained if not _narrows(view.final, cue)]
    for one, two in zip(list(old), list(new), strict=False):
        before, after = view.draft.layer.entry(one), view.final.layer.entry(two)
        old.remove(one)
        new.remove(two)
        if before.effect == after.effect:
            if before.weight == after.weight:
                # Adequate → proportionate: which of the two asks more nobody can say.
                findings.add("qualifier.unclear", "unclear", one.span, two.span, certain=False)
                continue
            less = (after.weight > before.weight) is (after.effect == "lowers")
            _qualify(findings, one.span, two.span, lowers=less)
        elif {before.effect, after.effect} == {"lowers", "raises"}:
            _qualify(findings, one.span, two.span, lowers=after.effect == "lowers")
        else:
            findings.add("qualifier.unclear", "unclear", one.span, two.span, certain=False)
    for cue in old:
        _qualifier_alone(findings, view.draft, cue, gained=False)
    for cue in new:
        _qualifier_alone(findings, view.final, cue, gained=True)


def _narrows(half: Half, cue: Cue) -> bool:
    """Whether a word only narrows a set there, as any other word would."""
    if half.role_at(cue.span) not in _SET:
        return False
    units, end = half.layer.units, half.layer.range(cue.span)[1]
    if half.role_at(cue.span) is Role.BEARER and end < len(units.keys) and units.marks[end] and units.keys[end] == ",":
        return False  # Where appropriate, the controller shall …: said of the act, before its bearer
    # Dogs trained in accordance with rules: there the word is part of an attribute. Han adverbs (依法) stand for themselves.
    told = half.layer.entry(cue).effect != "unclear"
    return told or not (half.layer.language.profile.han or half.alone(cue.span))


def _qualify(findings: Findings, draft: Span | None, final: Span | None, *, lowers: bool) -> None:
    kind = findings.view.kind
    effect = "lowers" if lowers else "raises"
    if family(kind) in {"leave", "ban", "right", "power", "sanction", "reach"}:
        effect = "unclear" if family(kind) in {"leave", "sanction"} else effect
    findings.add(
        f"qualifier.{'weaker' if lowers else 'stronger'}", effect, draft, final, certain=family(kind) == "duty"
    )


def _qualifier_alone(findings: Findings, half: Half, cue: Cue, *, gained: bool) -> None:
    view, entry = findings.view, half.layer.entry(cue)
    draft, final = (None, cue.span) if gained else (cue.span, None)
    if view.in_passing(half, cue.span) or half.in_new_item(cue.span) or _is_choice(half, cue.span):
        return
    if entry.effect == "unclear" or view.gave_way(half, cue.span):
        # Another word in its place (robust → stable) does not tell.
        findings.add("qualifier.unclear", "unclear", draft, final, certain=False)
        return
    if family(view.kind) == "ban" or (family(view.kind) in {"reach", "sanction"}):
        # Inside a ban or what is caught a further word narrows: shall not → shall not unlawfully.
        # What is not done with effective measures is more than what is not done with any.
        narrows = gained is not view.negated(half, cue.span)
        name = "narrower" if narrows else "wider"
        findings.add(f"qualifier.{name}", "narrows" if narrows else "widens", draft, final, certain=entry.weight >= 3)
        return
    if family(view.kind) == "leave":
        name = "narrower" if gained else "wider"
        certain = entry.effect == "raises"
        findings.add(f"qualifier.{name}", "narrows" if gained else "widens", draft, final, certain=certain)
        return
    _qualify(findings, draft, final, lowers=(entry.effect == "lowers") is gained)


def _is_choice(half: Half, span: Span) -> bool:
    """Whether `or` stands right behind a word that only one side has: it is one of two ways now (免费或者优惠)."""
    mark = half.layer.marks("join").get(half.layer.range(span)[1])
    return mark is not None and mark.entry.value == "any"


def suspicion(findings: Findings) -> None:
    """Less than certainty is enough: where it is likely, suspected; a trigger catches more."""
    view = findings.view
    lost, gained = _lost_and_gained(findings, "suspicion")
    for half, cues, came in ((view.draft, lost, False), (view.final, gained, True)):
        for cue in cues:
            role = half.role_at(cue.span)
            if half.came_whole(cue.span):
                continue  # the condition that came says it
            if role in {Role.CONDITION, Role.EXCEPTION, Role.OBJECT} and not view.in_passing(half, cue.span):
                position = role.value if role is not Role.OBJECT else "met"
                effect = effect_of(view.kind, position, "wider" if came else "narrower")
                name = f"{_dimension(role, view.kind)}.{'wider' if came else 'narrower'}"
                findings.add(name, effect, None if came else cue.span, cue.span if came else None)


def inclusion(findings: Findings) -> None:
    """Including became excluding before the same words, or the reverse."""
    view = findings.view
    sides = []
    for half in (view.draft, view.final):
        opened = [
            cue
            for cue in half.cues("clause")
            if half.layer.entry(cue).value == "exception" and not half.layer.overlapping("negation", cue.span)
        ]  # what is denied is read as denied
        sides.append(
            [
                {
                    half.words[n].key: cue.span
                    for cue in cues
                    if (n := _after(half, cue.span)) is not None and not half.left[n]
                }
                for cues in (half.cues("openlist"), opened)
            ]
        )
    (was_in, was_out), (now_in, now_out) = sides
    for old, new, name in ((was_in, now_out, "narrower"), (was_out, now_in, "wider")):
        for key in sorted(old.keys() & new.keys()):
            element = view.draft.element_at(old[key]) if name == "narrower" else view.final.element_at(new[key])
            if element.role in _SET or key in (now_in if name == "narrower" else now_out):
                continue
            effect = effect_of(view.kind, "met", name)
            dimension = "definition" if view.kind is NormKind.DEFINITION else "scope_object"
            findings.add(f"{dimension}.{name}", effect, old[key], new[key], certain=False)


def _after(half: Half, span: Span) -> int | None:
    """The number of the word that follows a place."""
    return next((n for n, word in enumerate(half.words) if word.span.start >= span.end), None)


def involvement(findings: Findings) -> None:
    """Approval → filing → notice: how much another's say weighs."""
    view = findings.view
    lost, gained = _lost_and_gained(findings, "involvement")
    for one, two in zip(lost, gained, strict=False):
        before, after = view.draft.layer.entry(one).weight, view.final.layer.entry(two).weight
        if before == after:
            continue
        more = after > before
        view.draft.spend(view.draft.element_at(one.span).head)
        view.final.spend(view.final.element_at(two.span).head)
        roles = {view.draft.role_at(one.span), view.final.role_at(two.span)}
        if family(view.kind) == "duty" and roles & {Role.CONDITION, Role.EXCEPTION}:
            # Where approval is refused → where filing is refused: which case is met more often nobody can say.
            findings.add("condition.exchanged", "unclear", one.span, two.span, certain=False)
            continue
        if family(view.kind) in {"duty", "leave", "ban"}:
            effect = "adds_step" if more else "drops_step"
        elif family(view.kind) in {"power", "right"}:
            effect = "drops_step" if more else "adds_step"
            effect = {"drops_step": "adds_step", "adds_step": "drops_step"}[effect]
        else:
            effect = "unclear"
        findings.add(f"procedure.{'stricter' if more else 'looser'}", effect, one.span, two.span)


def enforcement(findings: Findings) -> None:
    """Rungs of a sanction that came, went or gave way to heavier ones."""
    view = findings.view
    if view.kind is not NormKind.SANCTION:
        return
    _rungs_joined(findings)
    lost, gained = _lost_and_gained(findings, "enforcement")
    lost = [cue for cue in lost if view.draft.role_at(cue.span) not in {Role.CONDITION, Role.EXCEPTION}]
    gained = [cue for cue in gained if view.final.role_at(cue.span) not in {Role.CONDITION, Role.EXCEPTION}]
    while lost and gained and len(lost) == len(gained) == 1:
        one, two = lost.pop(), gained.pop()
        before, after = view.draft.layer.entry(one).weight, view.final.layer.entry(two).weight
        if before == after:
            findings.add("enforcement.exchanged", "unclear", one.span, two.span, certain=False)
        else:
            name = "heavier" if after > before else "lighter"
            findings.add(f"enforcement.{name}", "adds_rung" if after > before else "drops_rung", one.span, two.span)
    for cue in lost:
        findings.add("enforcement.rung-gone", "drops_rung", view.draft.spend_run(cue.span), None)
    for cue in gained:
        findings.add("enforcement.rung-came", "adds_rung", None, view.final.spend_run(cue.span))


def _rungs_joined(findings: Findings) -> None:
    """One rung or another became both, or the reverse: 没收商品或者处罚款 → 没收商品，并处罚款."""
    view, sides = findings.view, []
    for half in (view.draft, view.final):
        joins = [cue for cue in half.cues("join") if half.role_at(cue.span) not in _SET]
        sides.append(
            {value: [cue.span for cue in joins if half.layer.entry(cue).value == value] for value in ("any", "all")}
        )
    old, new = sides
    more = {value: len(new[value]) - len(old[value]) for value in ("any", "all")}
    if more == {"any": -1, "all": 1}:
        findings.add("enforcement.heavier", "adds_rung", old["any"][-1], new["all"][-1], certain=False)
    elif more == {"any": 1, "all": -1}:
        findings.add("enforcement.lighter", "drops_rung", old["all"][-1], new["any"][-1], certain=False)


def delegation(findings: Findings) -> None:
    """Left to later rules or to another's discretion: the texts do not say what that will be."""
    lost, gained = _lost_and_gained(findings, "delegation")
    for cue in lost:
        if cue.id not in {one.id for one in gained}:
            findings.add("delegation.gone", "unclear", cue.span, None, certain=False)
    for cue in gained:
        if cue.id not in {one.id for one in lost}:
            findings.add("delegation.came", "unclear", None, cue.span, certain=False)
