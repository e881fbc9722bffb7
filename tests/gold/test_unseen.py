"""Cases written without sight of the program are read no worse than once before (tests/cases/unseen)."""

from __future__ import annotations

import pytest
from unseen import FILES, floors, measured


def test_every_file_has_a_floor() -> None:
    assert set(floors()) == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_no_file_falls_below_its_floor(name: str) -> None:
    found, floor = measured(name), floors()[name]
    assert found.cases == floor["cases"]
    assert (found.right >= floor["right"], found.sure <= floor["sure"]) == (True, True), "\n".join(found.failures)
