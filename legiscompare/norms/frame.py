"""What is known of a statement before its elements are cut, and the segments that the cutting leaves in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legiscompare.model import Span
    from legiscompare.norms.roles import Segment


@dataclass(slots=True)
class Frame:
    """What is known of a statement before its elements are cut. Places are numbers of units."""

    first: int
    beyond: int
    modal: int | None
    """Unit of its own modal; None where it inherits one or has none."""
    inherits: bool
    """Whether its subject stands above it: a list point, a further act."""
    points: tuple[Span, ...] = ()
    gates: bool = False
    """Whether its list points are circumstances."""
    definition: bool = False
    segments: list[Segment] = field(default_factory=list)
