"""Claims in a user's own words: references as people write them, no cues, commentary as text."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from report_builder import small

from legiscompare.cli import main
from legiscompare.errors import DataError
from legiscompare.report import render
from legiscompare.shortcuts import parse
from legiscompare.study import Unread, Verdict, check_commentary, judge, read_claims
from legiscompare.study.by_place import keys
from legiscompare.study.written import meant, normalised

COMMENTARY = """The draft was softer than many feared. Article 2(2) was relaxed: operators report within twelve hours.

Article 4 of the draft was deleted. Nobody knows why. Art. 9(1) of the final is new: residents may not enter.
Article 3 was tightened, and fines rose from 5 000 crowns."""


@pytest.mark.parametrize(
    ("written", "ref"),
    [("15.1", "15.1"), ("Art. 15(1)", "15.1"), ("Article 5(1)(d)-(g)", "5.1.d+5.1.e+5.1.f+5.1.g"), ("5(2)-(4)", "5.2+5.3+5.4"),
     ("51–53 (Ch. V)", "51+52+53"), ("3(1) + Annex I", "3.1+annexI"), ("120-1", "120-1"), ("4.1.(5)", "4.1.(5)"),
     ("第十五条第一款", "15.1"), ("第七条第（四）项", "7.1.4"), ("第120条之一", "120-1"), ("-", "-"), ("", ""), ("issuer", "issuer"),
     ("Recital 12", "rec12"), ("§ 3a", "3a"), ("5+6", "5+6")],
)  # fmt: skip
def test_references_as_people_write_them(written: str, ref: str) -> None:
    assert normalised(written) == ref


def test_a_point_cited_straight_under_its_article_is_found() -> None:
    text = "Article 7\n\n1. Owners shall pay.\n\n2. Data shall:\n\n(a) be right;\n\n(b) be kept;\n\n(c) be shown.\n"
    document = parse(text.encode(), origin="a.txt")
    assert meant("7(c)", document) == {"7.2.c"}
    assert meant("7(1)", document) == {"7.1"}
    assert meant("99", document) == frozenset()


def _judged(tmp_path: Path, rows: str, language: str = "en") -> list:
    path = tmp_path / "c.csv"
    path.write_text(rows, encoding="utf-8")
    return list(judge(read_claims(path, language=language), small(language)))


def test_a_file_of_four_columns_is_enough(tmp_path: Path) -> None:
    found = _judged(
        tmp_path,
        "claim,draft_ref,final_ref,asserted\n"
        "Breaches are reported within twelve hours.,Art. 2(2),Art. 2(2),softened\n"
        "Cranes need no insurance any more.,4,,removed\n"
        "Breaches are reported faster.,2(2),2(2),strengthened\n"
        "Nothing of the kind.,88,88,softened\n",
    )
    assert [(one.verdict, one.change) for one in found[:2]] == [
        (Verdict.SUPPORTED, "2.2~2.2"),
        (Verdict.SUPPORTED, "4.1~-"),
    ]
    assert found[2].verdict is Verdict.CONTRADICTED
    assert found[3].verdict is Verdict.UNDECIDABLE
    assert [one.claim.id for one in found] == ["1", "2", "3", "4"]


def test_places_are_optional_where_the_words_tell(tmp_path: Path) -> None:
    (found,) = _judged(tmp_path, "claim,asserted\nInsurance of cranes was dropped.,removed\n")
    assert (found.verdict, found.change) == (Verdict.SUPPORTED, "4.1~-")


def test_words_of_another_language_tell_nothing(tmp_path: Path) -> None:
    (found,) = _judged(
        tmp_path, "claim,draft_ref,final_ref,asserted\nReported within twelve hours.,2.2,2.2,softened\n", "zh"
    )
    assert found.verdict is Verdict.SUBSTANCE
    assert found.code == "fits_without_words"


def test_a_file_without_an_assertion_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("claim\nAll is well.\n", encoding="utf-8")
    with pytest.raises(DataError, match="asserted"):
        read_claims(path, language="en")


def test_commentary_gives_the_sentences_that_name_an_article_and_assert() -> None:
    found = [one for one in check_commentary(COMMENTARY, small()) if one.judgement]
    claims = [one.judgement.claim for one in found]
    assert [(one.id, one.draft_ref, one.final_ref, one.expected_tag) for one in claims] == [
        ("S2", "2", "2.2", "softened"), ("S3", "4", "-", "removed"), ("S5", "-", "9.1", "added"), ("S6", "3", "4", "strengthened"),
    ]  # fmt: skip
    # The third names the article and none of its words.
    assert [one.judgement.verdict for one in found] == [
        Verdict.SUPPORTED, Verdict.SUBSTANCE, Verdict.SUPPORTED, Verdict.SUPPORTED,
    ]  # fmt: skip


def test_chinese_commentary() -> None:
    one, rest = check_commentary("征求意见稿第四条被删除。其余另议。", small())
    assert (one.judgement.claim.draft_ref, one.judgement.claim.expected_tag) == ("4", "removed")
    assert rest.unread is Unread.NO_ASSERTION


def test_keys_are_stems_and_pairs_of_characters() -> None:
    assert keys("The reporting of breaches", "en") == keys("reports of a breach", "en")
    assert keys("十二小时内", "zh") == {"十二", "二小", "小时", "时内"}


def test_the_command_reads_a_commentary(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(COMMENTARY, encoding="utf-8")
    render(small(), "json", path=tmp_path / "c.json")
    done = CliRunner().invoke(main, ["claims", str(tmp_path / "note.txt"), str(tmp_path / "c.json")])
    assert done.exit_code == 0, done.output
    assert "supported: 3; supported in substance" in done.stderr
    assert "## Not checked\n\n- The draft was softer than many feared. *(" in done.output
    assert "6 sentences, 4 checked" in done.stderr
