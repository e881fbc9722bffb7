"""What a stranger gets from `make accuracy`: the codings are here, the texts are fetched, what is absent is said."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from legiscompare.study import check_sheet, read_sheet
from tools import accuracy, sheets

LONGEST = 160
"""Characters of a quote in a sheet: a few words of a law, never a paragraph of it."""
CODINGS = sorted((ROOT / "corpus").glob("*/coding.toml"))


@pytest.mark.parametrize("path", CODINGS, ids=lambda path: path.parent.name)
def test_sheets_follow_the_codebook_say_who_coded_and_quote_little(path: Path) -> None:
    for table in tomllib.loads(path.read_text(encoding="utf-8"))["sheet"]:
        rows = read_sheet(path.parent / table["file"])
        assert rows
        assert check_sheet(rows, where=table["file"]) == []
        assert "language model" in table["coders"]
        assert "no lawyer" in table["coders"]
        quotes = [quote for row in rows for quote in (row.draft_cue, row.final_cue, row.dropped, row.inserted)]
        assert max(map(len, quotes)) <= LONGEST


def test_without_texts_every_sheet_is_named_with_the_command_that_gets_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEGISCOMPARE_DATA", str(tmp_path))
    monkeypatch.setattr(sheets, "SHARED", tmp_path / "nothing")
    monkeypatch.setattr(accuracy, "_write", lambda *_: pytest.fail("a page was written"))
    assert accuracy.main(["--rows"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [f"D{number}" for number in range(1, 10)]
    assert all("are not here; get them with: legiscompare corpus fetch " in line for line in lines)


def test_the_readme_says_what_was_measured() -> None:
    """The line is made from the same figures as the table beside it."""
    table = (ROOT / "docs" / "explain" / "accuracy.md").read_text(encoding="utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in table if line.startswith("| **D") and "(" in line]
    found = {
        name: sorted(row[at].split()[0] for row in rows) for name, at in (("link", 1), ("change", 2), ("constant", 3))
    }
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    line = readme.partition(accuracy.START)[2].partition(accuracy.END)[0]
    for values in found.values():
        assert f"{values[0]} to {values[-1]}" in line
    assert f"On {len(rows)} reference codings" in line
    pairs = [(row[2].split()[0], row[3]) for row in rows]  # rounded, so that a narrow lead may look like none
    surely, perhaps = sum(change > constant for change, constant in pairs), sum(one >= two for one, two in pairs)
    told = [f"better on {better} codings and worse on {len(rows) - better}." for better in range(surely, perhaps + 1)]
    assert any(one in line for one in told)


@pytest.mark.parametrize("path", CODINGS, ids=lambda path: path.parent.name)
def test_every_sheet_names_the_texts_of_its_published_figures(path: Path) -> None:
    for table in tomllib.loads(path.read_text(encoding="utf-8"))["sheet"]:
        assert len(table["sha256"]) == 2
        assert all(re.fullmatch(r"[0-9a-f]{64}", one) for one in table["sha256"])


def test_a_row_says_whether_its_texts_are_those_that_were_published(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    key = next(one for one in sheets.sheets() if one.name == "teaching-short-parks-en")
    made = sheets.comparison_of(key)
    own, other = (made.draft.sha256, made.final.sha256), ("0" * 64, "0" * 64)
    both = [key._replace(name=name, reference=True, published=each) for name, each in (("X1", own), ("X2", other))]
    monkeypatch.setattr(accuracy, "sheets", lambda: iter(both))
    accuracy.told([])
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2] == "X1: measured on the same texts as the published figures"
    assert lines[-1].startswith("X2: measured on other texts")
