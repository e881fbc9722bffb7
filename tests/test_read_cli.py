"""Reading from the command line: versions in one file, revisions, what cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from legiscompare.cli import main

SPECIMENS = Path(__file__).parent / "specimens"


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


@pytest.mark.parametrize(
    ("name", "dropped"),
    [
        ("tracked.en.docx", "fifteen minutes"),
        ("comparison.en.docx", "shall"),
        ("comparison.en.pdf", "sixty days"),
        ("bill.marked.xml", "15"),
        ("versions.zip", "sixty days"),
    ],
)
def test_one_file_that_holds_draft_and_final(name: str, dropped: str) -> None:
    result = run("compare", str(SPECIMENS / name), "-f", "json")
    assert result.exit_code == 0
    deleted = [words for change in json.loads(result.stdout)["changes"] for op, words in change["edits"] if op == "-"]
    assert any(dropped in words or words in dropped for words in deleted if words.strip())


def test_one_file_that_holds_one_text() -> None:
    result = run("compare", str(SPECIMENS / "law.en.txt"))
    assert result.exit_code == 2
    assert "only one text was given" in result.stderr


def test_revisions_of_one_side() -> None:
    accepted, rejected = (
        run("outline", str(SPECIMENS / "tracked.en.docx"), "--revisions", how).stdout
        for how in ("accepted", "rejected")
    )
    assert "one hour" in accepted
    assert "fifteen minutes" in rejected


def test_what_cannot_be_read_names_the_next_step() -> None:
    result = run("outline", str(SPECIMENS / "scan.pdf"))
    assert result.exit_code == 3
    assert "OCR" in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_page_of_a_pdf_stands_beside_the_quote() -> None:
    result = run("compare", str(SPECIMENS / "law.en.pdf"), str(SPECIMENS / "law.en.txt"), "-f", "json")
    labels = [place["label"] for change in json.loads(result.stdout)["changes"] for place in change["draft"]]
    assert "Art. 4(1), PDF p. 2" in labels
    markdown = run("compare", str(SPECIMENS / "comparison.en.pdf")).stdout
    assert "PDF p. 1" in markdown


def test_akoma_ntoso_from_the_command_line(tmp_path: Path) -> None:
    out = tmp_path / "law.xml"
    assert run("outline", str(SPECIMENS / "law.en.txt"), "-f", "akn", "-o", str(out)).exit_code == 0
    trees = [run("outline", str(path), "--language", "en").stdout for path in (out, SPECIMENS / "law.en.txt")]
    assert trees[0] == trees[1]


def test_a_limit_can_be_raised_by_its_option() -> None:
    path = str(SPECIMENS / "law.en.pdf")
    assert run("outline", path, "--max-pages", "1").exit_code == 3
    assert run("outline", path, "--max-pages", "2").exit_code == 0


def test_two_bills_are_compared_by_what_they_leave_of_a_base_text() -> None:
    bills = [str(SPECIMENS / f"amending.{stage}.en.txt") for stage in ("draft", "final")]
    base = str(SPECIMENS / "amending.base.en.txt")
    result = run("compare", *bills, "--base", base, "--language", "en", "-f", "json")
    assert result.exit_code == 0
    tags = {change["id"]: change["tag"] for change in json.loads(result.stdout)["changes"]}
    assert tags["5.1~5.1"] == "strengthened"
    assert tags["8.1~8.1"] == "softened"
    assert "7 of 7 instructions" in result.stderr
    wrong = run("compare", *bills, "--base", str(SPECIMENS / "law.en.txt"), "--language", "en")
    assert wrong.exit_code == 2
    assert "none of the instructions" in wrong.stderr
