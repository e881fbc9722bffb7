"""No figure falls below what was reached once (tests/gold/floors.toml; raised by `make accuracy`)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from legiscompare.study import below_floors, read_floors
from tools.accuracy import FLOORS, SHARED, measure, sheets

SHEETS = {sheet.name: sheet for sheet in sheets() if not sheet.fetched}


@pytest.mark.parametrize("name", sorted({*SHEETS, "D1", "D2"}))
def test_no_figure_falls_below_its_floor(name: str) -> None:
    if name not in SHEETS:
        pytest.skip(f"the reference texts are not beside this checkout ({SHARED.name}/)")
    sheet = SHEETS[name]
    floors = read_floors(FLOORS)
    assert name in floors, "every sheet has floors: make accuracy"
    assert below_floors(measure(sheet, resamples=0), sheet.gold, floors[name]) == []
