"""What became of a pair."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: `done`, `kept` (done before, nothing changed) or `failed` with the reason."""

    id: str
    state: str
    reason: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    """Changes by tag."""
    sha256: tuple[str, str] = ("", "")
    """Of the two texts."""
    size: int = 0
    """Bytes of both texts."""
