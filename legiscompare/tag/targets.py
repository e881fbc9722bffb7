"""References compared as sets of places through the alignment: renumbered is equal; fewer, more, wider are changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Role
from legiscompare.tag.operations import DUTY, effect_of, position_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legiscompare.model import Cue
    from legiscompare.tag.half import Half
    from legiscompare.tag.operations import Findings

    RefMap = Mapping[str, tuple[str, ...]]
    Targets = dict[str, set[str]]


def references(findings: Findings, maps: tuple[RefMap, RefMap]) -> None:
    """Compare the places that both sides refer to.

    `maps` lead from the refs of the draft to those of the final text, and back.
    """
    view = findings.view
    old = [cue for norm in view.draft.norms for cue in norm.refs if cue.id]
    new = [cue for norm in view.final.norms for cue in norm.refs if cue.id]
    for half, cues in ((view.draft, old), (view.final, new)):
        for cue in cues:
            half.spend(cue.span)
            half.pointers.append(cue.span)
    if not old and not new:
        return
    if not old or not new:
        _only_one_side(findings, old, new)
        return
    known = (
        {cue.id: mapped(maps[0], cue.id) for cue in old},
        {cue.id: mapped(maps[1], cue.id) for cue in new},
    )
    unknown = [cue for cue in old if not known[0][cue.id]], [cue for cue in new if not known[1][cue.id]]
    if any(unknown) and len(old) == len(new):
        return  # renumbered as far as can be seen
    met = {
        (n, m)
        for n, one in enumerate(old)
        for m, two in enumerate(new)
        if any(_alike(place, two.id) for place in known[0][one.id])
        or any(_alike(place, one.id) for place in known[1][two.id])
    }
    gone = [cue for n, cue in enumerate(old) if not any(pair[0] == n for pair in met)]
    left = [cue for m, cue in enumerate(new) if not any(pair[1] == m for pair in met)]
    # A place that has no counterpart may be any of those left over in the other text; else it came or went.
    gone, left = gone[len(unknown[1]) :], left[len(unknown[0]) :]
    _sets(findings, gone, left)
    if not gone and not left:
        _depth(findings, old, new, known, met)


def _sets(findings: Findings, gone: list[Cue], left: list[Cue]) -> None:
    view = findings.view
    if gone and left and len(gone) == len(left):
        for one, two in zip(gone, left, strict=True):
            findings.add("precision.reference", "unclear", one.span, two.span, certain=False)
        return
    for cue in gone:
        _one(findings, view.draft, cue, gained=False)
    for cue in left:
        _one(findings, view.final, cue, gained=True)


def _one(findings: Findings, half: Half, cue: Cue, *, gained: bool) -> None:
    element = half.element_at(cue.span)
    role = (
        Role.CONDITION if element.role is Role.CONSTRAINT and findings.view.kind.value == "sanction" else element.role
    )
    position = position_of(role, effected=element.effected)
    effect = effect_of(findings.view.kind, position, "choice" if gained else "unchoice")
    if role in {Role.CONSTRAINT, Role.OTHER} or findings.view.kind in DUTY:
        effect = "unclear"
    if findings.view.kind in DUTY and role in {Role.OBJECT, Role.ACT, Role.CONSTRAINT} and _complied(half, cue):
        effect = "widens" if gained else "narrows"
    findings.add(
        f"scope_object.{'more' if gained else 'fewer'}-references",
        effect,
        None if gained else cue.span,
        cue.span if gained else None,
        certain=False,
    )


def _complied(half: Half, cue: Cue) -> bool:
    """Whether what is asked is to comply with the place referred to: one place more is one duty more."""
    norm = next(norm for norm in half.norms if norm.span.holds(cue.span))
    acts = [element for element in norm.elements if element.role is Role.ACT]
    home = half.element_at(cue.span)
    if home.role is Role.CONSTRAINT:
        return any(half.layer.overlapping("verb:complies", element.span) for element in acts)
    return any(half.layer.overlapping("verb:complies", element.span) for element in (*acts, home))


def _only_one_side(findings: Findings, old: list[Cue], new: list[Cue]) -> None:
    """A reference came or went whole: the words around it say whether anything moved; alone it sharpens or blurs."""
    view = findings.view
    half, cues, gained = (view.final, new, True) if new else (view.draft, old, False)
    for cue in cues:
        element = half.element_at(cue.span)
        around = [word for word in half.words if element.span.holds(word.span)]
        if any(half.is_left(word.span) for word in around):
            continue  # the element's own words are read later
        findings.add(
            "precision.reference", "unclear", None if gained else cue.span, cue.span if gained else None, certain=False
        )


def _depth(
    findings: Findings, old: list[Cue], new: list[Cue], known: tuple[Targets, Targets], met: set[tuple[int, int]]
) -> None:
    """A whole article for one of its paragraphs, or the reverse: of references that have no exact counterpart."""
    view = findings.view
    exact = {
        (n, m) for n, m in met if new[m].id in known[0][old[n].id] or old[n].id in known[1][new[m].id]
    }  # fmt: skip
    settled = {n for n, _ in exact}, {m for _, m in exact}
    loose = sorted((n, m) for n, m in met if n not in settled[0] and m not in settled[1])
    if len(loose) != 1:
        return
    one, two = old[loose[0][0]], new[loose[0][1]]
    wider = any(place.startswith(two.id + ".") for place in known[0][one.id]) or any(
        one.id.startswith(place + ".") for place in known[1][two.id]
    )
    # Of two places that differ the one by whose role a change is named elsewhere too, whichever text is the draft.
    named = min(
        (view.draft.element_at(one.span), view.final.element_at(two.span)),
        key=lambda element: (tuple(Role).index(element.role), element.effected),
    )
    position = position_of(named.role, effected=named.effected)
    effect = effect_of(view.kind, position, "wider" if wider else "narrower")
    findings.add(
        f"scope_object.{'wider' if wider else 'narrower'}-reference", effect, one.span, two.span, certain=False
    )


def _alike(one: str, two: str) -> bool:
    return one == two or one.startswith(two + ".") or two.startswith(one + ".")


def mapped(places: RefMap, ref: str) -> set[str]:
    """Where a reference points after renumbering: the longest mapped prefix, the rest kept."""
    parts = ref.split(".")
    for cut in range(len(parts), 0, -1):
        targets = places.get(".".join(parts[:cut]))
        if targets:
            return {".".join([target, *parts[cut:]]) for target in targets}
    return set()


def turned(places: RefMap) -> dict[str, tuple[str, ...]]:
    """The same map read from the final text to the draft."""
    back: dict[str, list[str]] = {}
    for draft, finals in places.items():
        for final in finals:
            back.setdefault(final, []).append(draft)
    return {ref: tuple(sorted(found)) for ref, found in sorted(back.items())}
