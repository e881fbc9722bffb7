"""A change, ready to be shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from legiscompare.model import Tag

if TYPE_CHECKING:
    from legiscompare.model import Change

QUIET = (Tag.UNCHANGED, Tag.REWORDED)
"""Tags that claim no change of substance."""


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One change, ready to be shown."""

    change: Change
    anchor: str
    """Fragment of its permalink, the same in every format."""
    label: str
    """`duty softened`, in the report's language."""
    reason: str
    """One line: which dimensions moved, and the words that show it."""
    draft_cite: str
    final_cite: str
    """`Art. 2(1) + Art. 6(1)`; empty where there is no counterpart."""

    @property
    def cite(self) -> str:
        """`Art. 5(1) → Art. 3(1)`, `Art. 4(1) → –`."""
        return f"{self.draft_cite or '–'} → {self.final_cite or '–'}"


_PLAIN = re.compile(r"[A-Za-z0-9~+:._-]*")


def anchor(change_id: str, prefix: str = "c-") -> str:
    """A fragment that needs no further escaping in a link: `#` becomes `:`."""
    plain = change_id.replace("#", ":")
    return prefix + (plain if _PLAIN.fullmatch(plain) else quote(plain, safe="~+:.-_"))
