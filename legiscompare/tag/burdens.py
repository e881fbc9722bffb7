"""Who must prove, and who must pay: a burden that passed from one party to another.

It presses the party that is bound where it lies on that party. Where a user, a victim or an authority bears it, that
party is freer. A right and a liability are measured on the party that they are held against (codebook §3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import PartyClass, Role
from legiscompare.tag.half import overlap
from legiscompare.tag.pointing import pronouns

if TYPE_CHECKING:
    from legiscompare.model import Cue
    from legiscompare.tag.half import Half
    from legiscompare.tag.operations import Findings

_OTHERS = {PartyClass.USER, PartyClass.AUTHORITY}
"""Parties on whom a burden leaves the party that is bound freer."""
_BESIDE = 1
"""Units between a party and the words of its burden at most."""


def burdens(findings: Findings) -> None:
    """Find a burden that both texts name and that lies on another party."""
    view = findings.view
    old = _told(view.draft, [draft for draft, _ in view.blocks])
    new = _told(view.final, [final for _, final in view.blocks])
    if old is None or new is None:
        return
    (one, was), (two, now) = old, new
    if (was in _OTHERS) is (now in _OTHERS):
        return
    on = was in _OTHERS
    findings.add(
        f"enforcement.burden-{'on' if on else 'off'}", "stronger" if on else "weaker", one.span, two.span, certain=False
    )
    for half, cue in ((view.draft, one), (view.final, two)):
        # What is to be proved is turned round with the party: that it was due to a fault, that it was not.
        half.spend(half.element_at(cue.span).span)
        for other in (*half.cues("burden"), *half.cues("negation")):
            half.spend(other.span)
        for element in half.elements:
            if element.role in {Role.ACT, Role.OBJECT, Role.CONDITION} and half.is_left(element.span):
                half.spend(element.span)


def _told(half: Half, places: list[tuple[int, int]]) -> tuple[Cue, PartyClass] | None:
    """The words that say who bears a burden, and that party's class; none where no burden or no party stands there.

    `places`: where the words differ from the other text's, as ranges of word numbers; a party may be named elsewhere too.
    """
    found = half.cues("burden")
    if not found:
        return None
    own = [cue for cue in found if half.layer.entry(cue).effect == "own"]
    if own:
        classes = half.speaker().bearer.classes
        return (own[0], classes[0]) if classes else None
    words = [half.words[n].span for first, beyond in places for n in range(first, beyond)]
    changed = [cue for cue in half.cues("actor") if any(overlap(cue.span, word) for word in words)]
    if changed:
        near = min(changed, key=lambda cue: min(abs(cue.span.start - one.span.start) for one in found))
        return near, PartyClass(half.layer.entry(near).value)
    return _named_before(half, found[0])


def _named_before(half: Half, burden: Cue) -> tuple[Cue, PartyClass] | None:
    """The party right before the words of a burden, or the bearer for which a pronoun stands there: unless it proves."""
    first, _ = half.layer.range(burden.span)
    for cue in reversed(half.cues("actor")):
        beyond = half.layer.range(cue.span)[1]
        if beyond <= first <= beyond + _BESIDE:
            return cue, PartyClass(half.layer.entry(cue).value)
    classes = half.speaker().bearer.classes
    said = first and half.layer.units.keys[first - 1] in pronouns(half.layer.language)
    return (burden, classes[0]) if said and classes else None
