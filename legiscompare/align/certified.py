"""Which exchanges of terms are mere renames: the certificate that an exchange needs to be neutral."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.align.definitions import definitions
from legiscompare.align.exchanged import ALIKE, alike, counted_exchanges, gave_way, redefined, shortened_names
from legiscompare.align.replaced import STEM
from legiscompare.lang.tokens import is_han
from legiscompare.model import TermExchange

if TYPE_CHECKING:
    from collections import Counter

    from legiscompare.align.definitions import TermDefinition
    from legiscompare.align.state import MatchState
    from legiscompare.align.units import Renames
    from legiscompare.align.uses import Term, Uses

SAME = 0.8
"""Similarity of two definitions from which they define alike, for terms whose exchange their definitions alone show."""


def judge(
    state: MatchState,
    shown: dict[tuple[Term, Term], Counter[tuple[str, str]]],
    uses: tuple[Uses, Uses],
) -> tuple[list[TermExchange], Renames]:
    """The exchanges, most frequent first, and the renames that the neutral ones license; `shown`: runs that pairs show."""
    found: list[TermExchange] = []
    renames: list[tuple[Term, str]] = []
    counted = counted_exchanges(state, shown, uses)
    defined = definitions(state.draft), definitions(state.final)
    known = {(old, new) for _, old, new, _ in counted}
    counted += [one for one in redefined(state, defined, uses) if one[1:3] not in known]
    shortened = shortened_names(state)
    counted = [one for one in counted if one[1:3] not in shortened] + list(shortened.values())
    for minus, old, new, printed in counted:
        a, b = defined[0].get(old), defined[1].get(new)
        left = uses[1].count(old)
        changed = gave_way(uses, old, new)
        least = ALIKE if (old, new) in known else SAME
        neutral, reason = _certify(state, a, b, old, new, changed, least)
        if (old, new) in shortened:
            neutral, reason = True, "one text gives the short name, the other spells it out"
        found.append(
            TermExchange(
                printed[0],
                printed[1],
                -minus,
                left,
                "neutral" if neutral else "substantive",
                reason,
                state.draft.document.slice(state.draft.units[a.unit].norm.span).strip() if a else "",
                state.final.document.slice(state.final.units[b.unit].norm.span).strip() if b else "",
            )
        )
        if neutral:
            name = "=".join(sorted((" ".join(old), " ".join(new))))
            renames += [(old, name), (new, name)]
    return found, sorted(set(renames), key=lambda item: (-len(item[0]), item))


def _certify(
    state: MatchState,
    a: TermDefinition | None,
    b: TermDefinition | None,
    old: Term,
    new: Term,
    changed: bool,
    least: float,
) -> tuple[bool, str]:
    """Whether an exchange is a mere rename, and why."""
    if a and b:
        likeness = alike(state.draft.units[a.unit].words, state.final.units[b.unit].words, (*old, *new))
        return (True, "defined alike") if likeness >= least else (False, "both are defined, and otherwise")
    if not _one_stem(old, new):
        return False, "no definition says that they mean the same"
    if not changed:
        return False, "one text uses both terms"
    return True, "one stem, and the old term has given way"


def _one_stem(old: Term, new: Term) -> bool:
    """Han: a character in common (用户, 使用者). Else: single words that begin alike (operator, operators')."""
    if is_han(old[0][0]):
        return bool(set(old) & set(new))
    return len(old) == len(new) == 1 and old[0][:STEM] == new[0][:STEM]
