"""The teaching keys of each language taken together: what is asked of every version."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tools.measures.pooled import Pooled, pooled
from tools.sheets import comparison_of, sheets

CHANGE, MACRO = 0.71, 0.60  # decision 0010


@pytest.fixture(scope="module")
def both() -> dict[str, Pooled]:
    keys = [sheet for sheet in sheets() if sheet.name.startswith("teaching-")]
    return {one.language: one for one in pooled((sheet, comparison_of(sheet)) for sheet in keys)}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_keys_of_a_language(both: dict[str, Pooled], language: str) -> None:
    figures = both[language].found.flat()
    assert figures["paragraph.change.f1"] >= CHANGE
    assert figures["paragraph.linked.macro_f1"] >= MACRO
