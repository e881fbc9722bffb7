"""Bills made of instructions ("in section 5, strike …") say nothing by themselves: they are recognised and refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.errors import SourceError
from legiscompare.model import ProvisionKind

if TYPE_CHECKING:
    from legiscompare.model import Provision
    from legiscompare.parse.grammar import Grammar

K = ProvisionKind
FEWEST = 5
"""A text of fewer provisions is an excerpt, not a bill."""
MOSTLY = 0.6
"""Share of provisions with words of their own that must be instructions."""


def refuse_instructions(text: str, root: Provision, grammar: Grammar, origin: str) -> None:
    """Raise `SourceError` if most of the text is instructions to change another text."""
    if not grammar.amending:
        return
    own = [
        words
        for node in root.walk()
        if node.kind in {K.PARAGRAPH, K.POINT, K.SUBPARAGRAPH} and not node.ref.startswith(("preamble", "annex"))
        if (words := node.content.of(text).strip()) and words[0] not in "“‘\"'「«„"
    ]
    hits = sum(any(pattern.match(words) for pattern in grammar.amending) for words in own)
    if len(own) >= FEWEST and hits >= MOSTLY * len(own):
        raise SourceError(
            f"this bill is made of instructions to change another text ({hits} of {len(own)} provisions)",
            where=origin,
            mend="compare the text that it changes, before and after: two consolidated versions",
        )
