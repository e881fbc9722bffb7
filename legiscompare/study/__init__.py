"""Measure and check: reference sheets, agreement between coders, published claims, classroom sheets.

`evaluate` scores a comparison against a reference sheet; `read_sheet` and `check_sheet` are the way in for a person's
coding.
"""

from __future__ import annotations

from legiscompare.study.evaluation import Evaluation, evaluate
from legiscompare.study.floors import Floors, Shortfall, below_floors, raise_floors, read_floors
from legiscompare.study.sheet import COLUMNS, Row, check_sheet, read_sheet

__all__ = [
    "COLUMNS",
    "Evaluation",
    "Floors",
    "Row",
    "Shortfall",
    "below_floors",
    "check_sheet",
    "evaluate",
    "raise_floors",
    "read_floors",
    "read_sheet",
]
