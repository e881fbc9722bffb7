"""Elements as read by the program against elements coded by reading: no figure falls below its floor."""

from __future__ import annotations

from itertools import pairwise

import pytest

from elements.floors import read_floors
from elements.score import HEADS, Score, add, found_in, score
from elements.sheet import FOLDER, Coded, SheetError, coded, language_of, read_sheet, sheets
from legiscompare.model import Join, Quantifier, Role

FLOORS = read_floors()


@pytest.mark.parametrize("sheet", sheets())
def test_no_figure_falls_below_its_floor(sheet: str) -> None:
    one = score(sheet)
    floors = dict(FLOORS[sheet])
    assert one.norms == floors.pop("norms"), (
        "the sheet has grown: measure its floors anew (python -m elements --floors)"
    )
    figures = one.figures()
    assert sorted(floors) == sorted(figures), "every figure has a floor (python -m elements --floors)"
    assert {name: (figures[name], floor) for name, floor in floors.items() if figures[name] < floor} == {}


@pytest.mark.parametrize("sheet", sheets())
def test_a_sheet_is_well_made(sheet: str) -> None:
    norms = read_sheet(FOLDER / f"{sheet}.txt")
    assert language_of(sheet) in HEADS
    for norm in norms:
        top = [one for one in norm.elements if one.inside is None]
        assert top, f"{norm.name} has no element"
        for one, two in pairwise(top):
            assert one.end <= two.start, f"{norm.name}: {norm.quote(one.start, one.end)} overlaps the next element"
        assert not [at for one in top for at in range(one.start, one.end) if at in norm.context], norm.name


def test_brackets_are_read_and_taken_out() -> None:
    norm = coded(
        "x",
        "{bearer.every Operators} {modal shall} {act keep} {object.all.effected a log and a map} at {time {quantity one hour}}.",
        "x",
    )
    assert norm.text == "Operators shall keep a log and a map at one hour."
    bearer, modal, _, made, _, nested = norm.elements
    assert (bearer.quantifier, made.join, made.effected) == (Quantifier.EVERY, Join.ALL, True)
    assert norm.quote(modal.start, modal.end) == "shall"
    assert (nested.role, nested.inside, norm.quote(nested.start, nested.end)) == (Role.QUANTITY, Role.TIME, "one hour")


def test_words_of_another_norm_are_not_measured() -> None:
    norm = coded(
        "x", "{context Operators shall keep a log and} {act inform} {recipient the owner} {object of the loss}.", "x"
    )
    found, norms = found_in(norm, "en")
    assert norms == 1
    assert min(one.start for one in found) == 6


def test_counts_by_hand() -> None:
    norm = coded(
        "x", "{bearer.every Operators} {modal shall} {act keep} {object.all.effected logs and maps} also.", "x"
    )
    found = (
        Coded(Role.BEARER, 0, 1, quantifier=Quantifier.THE),
        Coded(Role.MODAL, 1, 3),
        Coded(Role.OBJECT, 3, 5, join=Join.ALL),
        Coded(Role.TIME, 5, 6),
    )
    result = Score("en")
    add(result, norm, found, 2)
    exact, words = result.exact["all roles"], result.words["all roles"]
    assert (exact.both, exact.extra, exact.missed) == (1, 3, 3)
    assert (words.both, words.extra, words.missed) == (4, 2, 2)
    assert (result.words["object"].both, result.words["object"].missed, result.words["act"].missed) == (2, 1, 1)
    assert {kind: (count.both, count.extra, count.missed) for kind, count in result.marks.items()} == {
        "join": (1, 0, 0),
        "quantifier": (0, 1, 1),
        "effected": (0, 0, 1),
    }
    assert sorted(fault.kind for fault in result.faults) == [
        "border", "border", "cut", "effected", "quantifier", "role",
    ]  # fmt: skip
    assert result.figures()["cut"] == 0


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ("{bearer Operators", "not closed"),
        ("Operators}", "not opened"),
        ("{beare Operators}", "no role"),
        ("{bearer.evry Operators}", "no join"),
        ("{bearer.all.any Operators}", "more than one"),
        ("{bearer ,}", "without words"),
        ("{Operators}", "without a role"),
    ],
)
def test_a_faulty_sheet_is_refused_with_its_place(marked: str, message: str) -> None:
    with pytest.raises(SheetError, match=f"en.txt, 'x'.*{message}"):
        coded("x", marked, "en.txt, 'x'")
