"""Measure and check: reference sheets, a person's coding, agreement between coders, published claims.

`evaluate` scores a comparison against a reference sheet; `read_sheet` and `check_sheet` are the way in for a person's
coding.
"""

from __future__ import annotations

from legiscompare.model import Claim, Judgement, Verdict
from legiscompare.study.claims import judge, read_claims, tally, with_claims
from legiscompare.study.coders import ColumnAgreement, agreement, alpha, merge
from legiscompare.study.coding import apply_coding, blank_rows, blank_sheet, check_cues, read_pairs
from legiscompare.study.commentary import CheckedSentence, Unread
from legiscompare.study.commentary import check as check_commentary
from legiscompare.study.evaluation import Evaluation, evaluate, uncoded_articles
from legiscompare.study.floors import Floors, Shortfall, below_floors, raise_floors, read_floors
from legiscompare.study.opinions import with_opinions
from legiscompare.study.reliability import Matched, Reliability, methods, reliability
from legiscompare.study.reliability import match as match_sheets
from legiscompare.study.sheet import COLUMNS, SheetRow, check_sheet, read_sheet

__all__ = [
    "COLUMNS",
    "CheckedSentence",
    "Claim",
    "ColumnAgreement",
    "Evaluation",
    "Floors",
    "Judgement",
    "Matched",
    "Reliability",
    "SheetRow",
    "Shortfall",
    "Unread",
    "Verdict",
    "agreement",
    "alpha",
    "apply_coding",
    "below_floors",
    "blank_rows",
    "blank_sheet",
    "check_commentary",
    "check_cues",
    "check_sheet",
    "evaluate",
    "judge",
    "match_sheets",
    "merge",
    "methods",
    "raise_floors",
    "read_claims",
    "read_floors",
    "read_pairs",
    "read_sheet",
    "reliability",
    "tally",
    "uncoded_articles",
    "with_claims",
    "with_opinions",
]
