"""A person's sheet over the program's answers, and agreement between coders on published tables."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from report_builder import small

from legiscompare.errors import DataError, UsageError
from legiscompare.model import Certainty, Comparison, Span, Tag
from legiscompare.report import render
from legiscompare.study import agreement, alpha, apply_coding, blank_sheet, check_cues, merge, read_pairs, read_sheet
from legiscompare.study.coders import interval, jaccard, nominal
from legiscompare.study.cues import find

CASES = Path(__file__).parent / "cases" / "study"


def sheet_of(comparison: Comparison, path: Path) -> list[dict[str, str]]:
    render(comparison, "csv", path=path)
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def save(rows: list[dict[str, str]], path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_programs_own_sheet_changes_nothing_but_the_author(tmp_path: Path, language: str) -> None:
    comparison = small(language)
    sheet_of(comparison, tmp_path / "sheet.csv")
    coded = apply_coding(comparison, tmp_path / "sheet.csv")
    assert [one.tag for one in coded.changes] == [one.tag for one in comparison.changes]
    assert all(
        one.by == "human" and one.machine == old for one, old in zip(coded.changes, comparison.changes, strict=True)
    )
    assert not [one for one in coded.warnings if one.code == "coding.unmatched"]
    assert coded.settings.coding_sha256


def test_a_persons_row_wins_and_both_answers_are_kept(tmp_path: Path) -> None:
    comparison = small()
    rows = sheet_of(comparison, tmp_path / "sheet.csv")
    index = next(i for i, row in enumerate(rows) if row["tag"] == "softened")
    rows[index] |= {"tag": "strengthened", "burden": "up", "dimensions": "time+", "sure": "1", "note": "read again"}
    coded = apply_coding(comparison, save([rows[index]], tmp_path / "mine.csv"))
    change = coded.changes[index]
    assert (change.tag, change.by, change.certainty, change.note) == (
        Tag.STRENGTHENED,
        "human",
        Certainty.LOW,
        "read again",
    )
    assert change.machine is not None
    assert change.machine.tag is Tag.SOFTENED
    for one in change.evidence:
        assert one.draft is None or any(place.span.holds(one.draft) for place in change.draft)
        assert one.final is None or any(place.span.holds(one.final) for place in change.final)
    untouched = [one for i, one in enumerate(coded.changes) if i != index]
    assert all(one.by == "machine" for one in untouched)


def test_a_row_that_finds_no_norm_is_listed_and_not_lost(tmp_path: Path) -> None:
    comparison = small()
    rows = sheet_of(comparison, tmp_path / "sheet.csv")
    rows[0] |= {"draft_cue": "words that stand nowhere in this text"}
    coded = apply_coding(comparison, save(rows[:1], tmp_path / "mine.csv"))
    assert coded.changes == comparison.changes
    (notice,) = [one for one in coded.warnings if one.code == "coding.unmatched"]
    assert rows[0]["draft_ref"] in notice.message


def test_a_sheet_that_breaks_the_codebook_is_refused(tmp_path: Path) -> None:
    comparison = small()
    rows = sheet_of(comparison, tmp_path / "sheet.csv")
    rows[0]["tag"] = "gone"
    with pytest.raises(DataError, match=r"mine\.csv:2"):
        apply_coding(comparison, save(rows, tmp_path / "mine.csv"))


def test_blank_sheet_has_every_unit_and_no_answer(tmp_path: Path) -> None:
    comparison = small()
    path = tmp_path / "blank.csv"
    path.write_text(blank_sheet(comparison), encoding="utf-8")
    rows = read_sheet(path)
    assert len(rows) == len(comparison.changes)
    assert {row.tag for row in rows} == {""}
    assert not check_cues(rows, comparison.draft, comparison.final), "cues are copied from the texts"
    path.write_text(blank_sheet(comparison, prefill=True), encoding="utf-8")
    assert [row.tag for row in read_sheet(path)] == [one.tag for one in comparison.changes]


def test_check_cues_says_where(tmp_path: Path) -> None:
    comparison = small()
    rows = sheet_of(comparison, tmp_path / "sheet.csv")
    linked = next(row for row in rows if row["draft_ref"] != "-" and row["final_ref"] != "-")
    linked |= {"draft_cue": "nowhere", "final_ref": "99.1"}
    faults = check_cues(
        read_sheet(save([linked], tmp_path / "s.csv")), comparison.draft, comparison.final, where="s.csv"
    )
    assert [fault.split(":")[1] for fault in faults] == ["2", "2"]
    assert "nowhere" in faults[0]
    assert "99.1" in faults[1]


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("The operator shall act.", "shall act", "shall act"),
        ("The operator  shall\nact.", "operator shall act", "operator  shall\nact"),
        ("提供者 应当在３个月内整改", "应当在3个月内", "应当在３个月内"),
        ("Ⅻ and more", "XII AND", "Ⅻ and"),
        ("The operator shall act.", "must act", None),
        ("The operator shall act.", "", None),
    ],
)
def test_cues_are_found_white_space_width_and_case_aside(text: str, cue: str, expected: str | None) -> None:
    span = find(text, cue)
    assert (span.of(text) if span else None) == expected
    assert span is None or isinstance(span, Span)


# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), examples A, B and C.
A = list(zip("0100000010", "1110010000", strict=True))
B = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
C = [
    [None if answer == "." else int(answer) for answer in unit]
    for unit in zip("123321412...", "1233224125.3", ".3332342251.", "12332441251.", strict=True)
]


def test_alpha_of_published_tables() -> None:
    assert alpha(A) == pytest.approx(0.095, abs=5e-4)
    assert alpha(B) == pytest.approx(0.692, abs=5e-4)
    assert alpha(C, nominal) == pytest.approx(0.743, abs=5e-4)
    assert alpha(C, interval) == pytest.approx(0.849, abs=5e-4)


def test_alpha_at_its_ends() -> None:
    assert alpha([("a", "a"), ("b", "b")]) == 1.0
    assert alpha([("a", "a")]) == 1.0
    assert alpha([("a", None)]) is None
    assert alpha([]) is None
    assert jaccard(frozenset(), frozenset()) == 0.0
    assert jaccard(frozenset("ab"), frozenset("bc")) == pytest.approx(2 / 3)


def test_agreement_and_merge(tmp_path: Path) -> None:
    gold = CASES / "gold.csv"
    rows = list(csv.DictReader(gold.read_text(encoding="utf-8").splitlines()))
    rows[2] |= {"tag": "reworded", "burden": "none", "dimensions": "", "tag_alt": "", "burden_alt": ""}
    other = save(rows, tmp_path / "other.csv")
    found = {one.column: one for one in agreement(gold, other)}
    assert found["tag"].units == 6
    assert found["tag"].agree == pytest.approx(5 / 6)
    assert found["kind"].kappa == 1.0
    assert found["dimensions"].alpha is not None
    assert found["dimensions"].alpha < 1
    merged, columns = merge(gold, other)
    assert "tag_alt" in columns
    assert merged[2]["tag_alt"] == "reworded"
    assert merged[2]["burden_alt"] == "none"
    assert [row["tag_alt"] for i, row in enumerate(merged) if i != 2] == [""] * 5


def test_sheets_of_other_units_do_not_compare(tmp_path: Path) -> None:
    gold = CASES / "gold.csv"
    rows = list(csv.DictReader(gold.read_text(encoding="utf-8").splitlines()))
    rows[0]["draft_ref"] = "1.2"
    with pytest.raises(DataError, match="different norms"):
        agreement(gold, save(rows, tmp_path / "other.csv"))
    with pytest.raises(UsageError):
        agreement(gold)


def test_pairs(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("draft_ref,final_ref,decision\n6,17,same\n9.1,-,same\n4.1.5#1,4.1.4,different\n", encoding="utf-8")
    assert read_pairs(path) == (("6", "17", True), ("9.1", "-", True), ("4.1.5#1", "4.1.4", False))


@pytest.mark.parametrize(
    "text", ["a,b\n1,2\n", "draft_ref,final_ref,decision\n6,17,maybe\n", "draft_ref,final_ref,decision\n-,-,same\n"]
)
def test_malformed_pairs_say_where(tmp_path: Path, text: str) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"pairs\.csv:[12]"):
        read_pairs(path)


def test_rows_that_are_not_coded_yet_decide_nothing_and_are_counted(tmp_path: Path) -> None:
    comparison = small()
    blank = sheet_of(comparison, tmp_path / "sheet.csv")
    for row in blank[1:]:
        row.update(dict.fromkeys(("kind", "tag", "burden", "dimensions", "sure"), ""))
    coded = apply_coding(comparison, save(blank, tmp_path / "mine.csv"))
    assert [one.by for one in coded.changes].count("human") == 1
    (notice,) = [one for one in coded.warnings if one.code == "coding.unfinished"]
    assert str(len(blank) - 1) in notice.message
    blank[0].update(dict.fromkeys(("kind", "tag", "burden", "dimensions", "sure"), ""))
    with pytest.raises(DataError, match="not coded yet"):
        apply_coding(comparison, save(blank, tmp_path / "blank.csv"))
