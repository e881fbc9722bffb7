"""Work grows with the length of a text, also of one long paragraph: counted in calls, so that no clock and no busy machine counts."""

from __future__ import annotations

import cProfile
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "fuzz"))

from long_inputs import KINDS, MOST, Sentence, whole_way

from legiscompare.lang.scan import _trapped

SIZES = 4_000, 16_000


def calls(unit: str | Sentence, size: int) -> int:
    """Calls of functions and steps of generators from bytes to JSON."""
    profile = cProfile.Profile()
    profile.enable()
    whole_way(unit, size)
    profile.disable()
    return sum(int(one.callcount) for one in profile.getstats())


@pytest.mark.parametrize("kind", KINDS)
def test_work_grows_with_the_length_of_a_paragraph(kind: str) -> None:
    whole_way(KINDS[kind], 200)  # what is loaded once is no part of the count
    few, many = (calls(KINDS[kind], size) for size in SIZES)
    assert many <= few * MOST / 10 * SIZES[1] / SIZES[0]


@pytest.mark.parametrize("kind", [kind for kind, unit in KINDS.items() if not isinstance(unit, str)])
def test_sentences_that_all_differ_do_so_in_the_longest_text(kind: str) -> None:
    made = [KINDS[kind](number, False) for number in range(34_000)]
    assert len(set(made)) == len(made)
    assert sum(map(len, made)) > 1_000_000


def test_a_trap_is_sought_near_the_hit_alone() -> None:
    """Calls do not show what a slice copies, so what is taken from the list is counted."""
    taken = 0

    class Traps(list[tuple[int, int]]):
        def __getitem__(self, place):  # type: ignore[no-untyped-def]
            nonlocal taken
            found = super().__getitem__(place)
            taken += len(found) if isinstance(place, slice) else 1
            return found

    traps = Traps((10 * n, 10 * n + 4) for n in range(100_000))
    assert not _trapped(5, 7, traps)
    assert _trapped(500_001, 500_003, traps)
    assert taken < 200


def test_the_count_sees_what_grows_faster() -> None:
    """A search through all that came before, for each word, is no longer let pass."""

    def quadratic(size: int) -> int:
        profile = cProfile.Profile()
        profile.enable()
        found = [any(other == -1 for other in range(one)) for one in range(size)]
        profile.disable()
        assert not any(found)
        return sum(int(one.callcount) for one in profile.getstats())

    assert quadratic(2000) > MOST * quadratic(200)
