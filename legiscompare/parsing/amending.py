"""Bills made of instructions ("in section 5, strike …"): recognised, and said to be such.

Two versions of such a bill can be compared: new words that they quote are read as law, the instructions around them as
words. What the changed text would say after either version is not judged unless the base text is given (`enacted`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Notice, ProvisionKind
from legiscompare.parsing.grammar import load

if TYPE_CHECKING:
    from legiscompare.model import Document, Provision
    from legiscompare.parsing.grammar import Grammar

K = ProvisionKind
FEWEST = 4
"""A text of fewer provisions is an excerpt, not a bill."""
CODE = "parse.instructions"
MOSTLY = 0.6
"""Share of provisions with words of their own that must be instructions."""


def instructions(text: str, root: Provision, grammar: Grammar) -> list[Notice]:
    """A notice if most of the text is instructions to change another text."""
    own, hits = _counted(text, root, grammar)
    if own < FEWEST or len(hits) < MOSTLY * own:
        return []
    return [
        Notice(
            CODE,
            f"{len(hits)} of {own} provisions are instructions to change another text. They are compared word for word,"
            " and the new text that they quote is compared as law. What the other text says in the end is not judged.",
        )
    ]


def instruction_provisions(document: Document) -> frozenset[str]:
    """EIds of the provisions of a bill of instructions that tell how to change another text; empty for other texts."""
    if not any(notice.code == CODE for notice in document.warnings):
        return frozenset()
    return frozenset(_counted(document.text, document.root, load(document.language))[1])


def _counted(text: str, root: Provision, grammar: Grammar) -> tuple[int, list[str]]:
    """How many provisions have words of their own that are no quotation, and the eIds of those that are instructions."""
    own, hits = 0, []
    if not grammar.amending:
        return 0, []
    for node in root.walk():
        if node.kind not in {K.PARAGRAPH, K.POINT, K.SUBPARAGRAPH} or node.ref.startswith(("preamble", "annex")):
            continue
        words = node.content.of(text).strip()
        if not words or words[0] in "“‘\"'「«„":
            continue
        own += 1
        if any(pattern.match(words) for pattern in grammar.amending):
            hits.append(node.eid)
    return own, hits
