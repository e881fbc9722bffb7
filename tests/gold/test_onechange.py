"""Where one thing changes, no language gets worse than it was once (tests/gold/onechange.toml)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.measures.onechange import LANGUAGES, below, floors, measured


def test_every_language_with_templates_has_a_floor() -> None:
    made = {path.stem for path in (Path(__file__).parents[1] / "generate" / "onechange").glob("*.toml")}
    assert made == set(LANGUAGES) == set(floors())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_falls_below_its_floor(language: str) -> None:
    assert below(measured(language), floors()[language]) == []
