"""Floors for what the English norms stage reads, against statements coded by people (docs/explain/deontic.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import deontic_measure as measure
import pytest

if TYPE_CHECKING:
    from pathlib import Path

# Reached, rounded down: all rows, and the half whose errors were not read while rules were written.
FLOORS = {"own words": (0.92, 0.92), "in context": (0.875, 0.865), "every row alone": (0.75, 0.745)}


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[measure.Row]:
    folder = shared / "gold" / "nlp4gov"
    if not folder.is_dir():
        pytest.skip("the statements coded with Institutional Grammar are not beside this checkout")
    return measure.read_rows(folder)


@pytest.fixture(scope="module")
def read(rows: list[measure.Row]) -> dict[str, measure.Pairs]:
    return measure.measures(rows, measure.ours)


def test_every_row_counts(rows: list[measure.Row]) -> None:
    assert len(rows) == 1760
    assert sum(row.coded for row in rows) == 1307
    assert sum(row.supplied for row in rows) == 345


@pytest.mark.parametrize("way", FLOORS)
def test_deontic_class(read: dict[str, measure.Pairs], way: str) -> None:
    over_all, unseen = FLOORS[way]
    assert measure.accuracy(read[way]) >= over_all
    assert measure.accuracy(measure.of_half(read[way], 1)) >= unseen


def test_deontic_class_is_no_worse_than_a_plain_pattern(
    rows: list[measure.Row], read: dict[str, measure.Pairs]
) -> None:
    plain = measure.measures(rows, measure.regex)
    assert all(measure.accuracy(read[way]) >= measure.accuracy(plain[way]) for way in FLOORS)


@pytest.mark.parametrize(
    ("code", "cls"),
    [
        ("shall [must]", "must"),
        ("will not [must not]", "must_not"),
        ("[may]", "may"),
        ("may or may not", "may"),
        ("is directed", "must"),
        ("is requested", "should"),
        ("shall [not] [must not]", "must_not"),
        ("N/A", "none"),
        ("", "none"),
    ],
)
def test_codes(code: str, cls: str) -> None:
    assert measure.class_of(code) == cls


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("No rental company without a valid permit shall hire out drones.", "must_not"),
        ("The inspector shall decide whether the device may be used again.", "must"),
        ("The board will publish its minutes.", "must"),
        ("Shops that may store batteries shall keep a list.", "must"),
        ("The clerk is requested to send a copy.", "should"),
        ("The harbour is open all year.", "none"),
    ],
)
def test_own_examples(text: str, cls: str) -> None:
    assert measure.ours(text) == cls
