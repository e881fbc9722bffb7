"""Which norms and provisions of the draft became which of the final text, and which terms were exchanged."""

from __future__ import annotations

from dataclasses import dataclass

from legiscompare.model.kinds import Position, ProvisionKind, TextRelation
from legiscompare.model.text import Notice


@dataclass(frozen=True, slots=True)
class Candidate:
    """A norm of the other text that came near, but not near enough."""

    norm: str
    score: float
    margin: float
    """Its score over the next one in another place; 1.0 = no better than the next."""


@dataclass(frozen=True, slots=True)
class NormPair:
    """Which norms of the draft became which norms of the final text. Both sides non-empty."""

    draft: tuple[str, ...]
    final: tuple[str, ...]
    score: float
    """Similarity, 0 to 1."""
    margin: float
    """Score over the best alternative in another place; 1.0 = no better; capped at 9.99."""
    method: str
    """`exact`, `shingles`, `containment`, `rescue`, `term`, `fixed` (by a person)."""


@dataclass(frozen=True, slots=True)
class ProvisionPair:
    """Which provisions became which, at one level."""

    level: ProvisionKind
    draft: tuple[str, ...]
    """refs."""
    final: tuple[str, ...]
    position: Position
    text: TextRelation
    score: float
    margin: float
    method: str

    @property
    def cardinality(self) -> str:
        """`1:1`, `1:n` (split), `n:1` (join), `n:m`, `1:0`, `0:1`."""
        sizes = [("0", "1", "n")[min(len(side), 2)] for side in (self.draft, self.final)]
        return "n:m" if sizes == ["n", "n"] else ":".join(sizes)


@dataclass(frozen=True, slots=True)
class TermExchange:
    """A term that gave way to another across the texts (codebook §7)."""

    draft: str
    final: str
    times: int
    """Aligned places where the one stands for the other."""
    left: int
    """Places of the final text where the old term still stands."""
    verdict: str
    """`neutral` (ignored in matching and tagging) or `substantive`."""
    reason: str
    """Why: `defined alike`, `same head`, `replaced everywhere`, `both terms in use` …"""
    draft_definition: str = ""
    final_definition: str = ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """What became what between two documents."""

    pairs: tuple[NormPair, ...]
    provision_pairs: tuple[ProvisionPair, ...]
    candidates: dict[str, tuple[Candidate, ...]]
    """For each unpaired norm, by `draft:ID` or `final:ID`: the best of the other side, best first."""
    term_exchanges: tuple[TermExchange, ...]
    ref_map: dict[str, tuple[str, ...]]
    """draft ref -> final refs, article and paragraph level; tells an editorial cross-reference from a change."""
    warnings: tuple[Notice, ...] = ()
