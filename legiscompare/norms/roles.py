"""From what a language's data says of a word (`clause`, `slot`) to the role of the element that it opens or closes."""

from __future__ import annotations

from typing import NamedTuple

from legiscompare.model import Role

CLAUSES = {"condition": Role.CONDITION, "exception": Role.EXCEPTION, "purpose": Role.PURPOSE}
"""Value of a `clause` entry -> the element that the clause is."""
SLOTS = {
    "time": Role.TIME,
    "constraint": Role.CONSTRAINT,
    "recipient": Role.RECIPIENT,
    "purpose": Role.PURPOSE,
    "authority": Role.AUTHORITY,
    "reference": Role.CONSTRAINT,
    "quantity": Role.QUANTITY,
    "condition": Role.CONDITION,
    "exception": Role.EXCEPTION,
}
"""Value of a `slot` entry -> the element that the adjunct is."""


class Segment(NamedTuple):
    """A stretch of units and its role, before elements are made of it."""

    role: Role
    start: int
    end: int
    head: tuple[int, int] | None = None
    """Units of the word that opens or carries it."""
