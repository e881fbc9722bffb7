"""Agreement on sheets: units by id or by references and cues, figures that fit a column, the paragraph on method."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from legiscompare.cli import main
from legiscompare.errors import DataError, UsageError
from legiscompare.study import match_sheets, methods, read_sheet, reliability
from legiscompare.study.sheet import COLUMNS, SheetRow, write_sheet

NONE = "-"


def row(number: int, draft: str, final: str, tag: str = "softened", **more: str) -> SheetRow:
    given = {
        "burden": {"softened": "down", "strengthened": "up", "mixed": "both", "unchanged": "none"}.get(tag, "unclear"),
        "kind": "obligation", "bearer": "regulated", "measured": "regulated", "sure": "3",
        "dimensions": {"softened": "time-", "strengthened": "time+", "mixed": "time-;act+"}.get(tag, ""),
    }  # fmt: skip
    return SheetRow(line=number + 1, id=str(number), draft_ref=draft, final_ref=final, tag=tag, **(given | more))


A = [
    row(1, "1.1", "1.1"),
    row(2, "2.1", "2.1", "strengthened"),
    row(3, "3.1", "3.1", "unchanged"),
    row(4, "4.1", "4.1", "mixed"),
]


def test_the_same_sheets_are_joined_by_id_and_agree() -> None:
    matched = match_sheets(A, A)
    assert matched.same_ids
    assert matched.unitising == 1.0
    by = {one.column: one for one in reliability(matched.units)}
    assert by["tag"].units == 4
    for name in ("percent", "kappa", "alpha", "ac1"):
        assert getattr(by["tag"], name) == 1.0
    assert by["tag"].linear is None
    assert by["burden"].linear == 1.0
    assert by["dimensions"].kappa is None


def test_what_has_no_order_is_left_out_of_ranks() -> None:
    other = [replace(A[0], tag="strengthened", burden="up", dimensions="time+"), *A[1:]]
    by = {one.column: one for one in reliability(match_sheets(A, other).units)}
    # Ranks of the burden: (0, 2), (2, 2), (1, 1); mixed is both ways and has none.
    first, second = (0, 2, 1), (2, 2, 1)
    chance = sum(abs(a - b) for a in first for b in second) / 9
    assert by["burden"].linear == pytest.approx(1 - (2 / 3) / chance)
    square = sum((a - b) ** 2 for a in first for b in second) / 9
    assert by["burden"].quadratic == pytest.approx(1 - (4 / 3) / square)
    assert by["tag"].percent == 0.75


def test_sheets_that_cut_otherwise_meet_by_references_and_cues() -> None:
    first = [
        row(1, "1.1", "1.1", draft_cue="shall report", final_cue="shall report"),
        row(2, "1.1", "1.1", "unchanged", draft_cue="shall keep a log", final_cue="shall keep a log"),
        row(3, "2.1", NONE, "removed", draft_cue="insure every boat"),
    ]
    second = [
        row(7, "1.1#2", "1.1#2", "unchanged", draft_cue="The owner shall keep a log", final_cue="shall keep a log"),
        row(8, "1.1#1", "1.1#1", draft_cue="the owner shall report", final_cue="shall report"),
        row(9, "2.1", "5.1", draft_cue="insure every boat", final_cue="insure"),
    ]
    matched = match_sheets(first, second)
    assert not matched.same_ids
    met = [(a.id, b.id) for a, b in matched.units if a and b]
    assert sorted(met) == [("1", "8"), ("2", "7")]
    assert matched.unitising == pytest.approx(2 * 2 / 6)
    assert len(matched.units) == 4
    words = methods(reliability(matched.units), coders=2, unitising=matched.unitising)
    assert "cut alike in 0.67" in words
    assert "Two coders coded 2 norms" in words


def test_three_sheets_meet_in_one_unit() -> None:
    renumbered = [replace(one, id=f"x{one.id}") for one in A]
    matched = match_sheets(A, renumbered, [replace(one, id=f"y{one.id}") for one in A[:2]])
    assert len(matched.units) == 4
    assert [sum(one is not None for one in unit) for unit in matched.units] == [3, 3, 2, 2]
    tag = reliability(matched.units)[0]
    assert tag.kappa is None
    assert tag.alpha == 1.0


def test_one_sheet_or_strangers_are_refused() -> None:
    with pytest.raises(UsageError, match="two sheets"):
        match_sheets(A)
    with pytest.raises(DataError, match="no two rows"):
        match_sheets(A, [row(1, "91.1", "92.1")])


def test_of_one_unit_nothing_is_said_about_chance() -> None:
    tag = reliability([(A[0], A[0])])[0]
    assert tag.percent == 1.0
    assert tag.kappa is tag.alpha is tag.ac1 is None
    assert tag.percent_interval is None


def test_gaps_and_open_rows_are_no_answers() -> None:
    found = reliability([(A[0], None), (A[1], replace(A[1], tag=""))])
    assert found[0].units == 0
    assert found[0].percent is None
    assert "Intervals" in methods(found, coders=2)


def test_the_command_prints_figures_and_a_paragraph(tmp_path: Path) -> None:
    paths = []
    for name, rows in (("a", A), ("b", [replace(A[0], tag="unchanged", burden="none", dimensions=""), *A[1:]])):
        cells = [{column: getattr(one, column) for column in COLUMNS} for one in rows]
        (tmp_path / f"{name}.csv").write_text(write_sheet(cells, COLUMNS), encoding="utf-8")
        paths.append(str(tmp_path / f"{name}.csv"))
    made = CliRunner().invoke(main, ["code", "agreement", *paths])
    assert made.exit_code == 0, made.output
    assert "AC1" in made.output
    assert "they agreed in 75.0%" in made.output
    assert "95 % percentile bootstrap" in made.output
    again = CliRunner().invoke(main, ["code", "agreement", *paths, "-f", "json"])
    assert '"unitising": 1.0' in again.output


def test_reference_sheets_meet_themselves_without_ids(shared: Path) -> None:
    rows = read_sheet(shared / "gold" / "D2.csv")
    matched = match_sheets(rows, [replace(one, id=f"b{one.id}") for one in rows])
    assert matched.unitising > 0.99
    assert all(a is None or b is None or plain(a) == plain(b) for a, b in matched.units)


def plain(one: SheetRow) -> tuple[str, str]:
    return one.draft_ref, one.final_ref
