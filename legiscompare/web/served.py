"""What one process serves, to one user."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legiscompare.web.codings import Codings
    from legiscompare.web.desk import Desk

MIB = 1024 * 1024


@dataclass(frozen=True)
class Site:
    """What one process serves, to one user."""

    desk: Desk
    codings: Codings
    hosts: frozenset[str]
    """Values of `Host` that are ours: `127.0.0.1:8765`."""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    limit: int = 32 * MIB
    """Most bytes of one request."""
