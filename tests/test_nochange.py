"""Differences that mean nothing give no direction: cases in plain text."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from parse_check import sections

from legiscompare.model import Burden, Comparison, ProvisionKind, Tag
from legiscompare.parsing import applied, parse
from legiscompare.pipeline import compare
from legiscompare.read import read

FOLDER = Path(__file__).parent / "cases" / "nochange"
SILENT = {Tag.UNCHANGED, Tag.REWORDED}
SUFFIX = {"": ".txt", "html": ".html", "markdown": ".md"}


class Pair(NamedTuple):
    """One case: two texts that say the same law."""

    name: str
    language: str
    draft: tuple[str, str]
    final: tuple[str, str]
    but: str
    """Changes that are real, `tag id` a line."""
    known: str


def pairs(path: Path) -> list[Pair]:
    """Cases of a file."""
    out = []
    for title, _, fences in sections(path.read_text(encoding="utf-8")):
        sides = {}
        for kind, words in fences.items():
            name, _, form = kind.partition("_")
            sides[name] = (words, SUFFIX[form])
        said = {kind: fences.get(kind, "").strip() for kind in ("but", "known")}
        out.append(Pair(f"{path.stem}: {title}", path.stem, sides["draft"], sides["final"], said["but"], said["known"]))
    return out


CASES = [case for path in sorted(FOLDER.glob("*.md")) if path.stem != "README" for case in pairs(path)]


def compared(case: Pair) -> Comparison:
    """The comparison of a case's two texts."""
    sides = [
        parse(read(words.encode(), origin="x" + suffix), language=case.language)
        for words, suffix in (case.draft, case.final)
    ]
    return compare(*sides)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_no_direction_is_given(case: Pair) -> None:
    loud = [f"{change.tag} {change.id}" for change in compared(case).changes if change.tag not in SILENT]
    wrong = sorted(set(loud) - set(case.but.splitlines()))
    if case.known:
        assert wrong, "this case passes now: take its `known` fence away"
        pytest.xfail(case.known)
    assert wrong == []


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 35


SPECIMENS = Path(__file__).parent / "specimens"


def test_a_law_in_two_official_layouts_is_one_law() -> None:
    """Heads of pages, footnotes, signatures, quoted articles with numbers of their own: nothing is gone, nothing is new."""
    journal, consolidated = (
        parse(read(SPECIMENS / f"layout.{name}.en.txt"), language="en") for name in ("journal", "consolidated")
    )
    for document in (journal, consolidated):
        refs = [node.ref for node in document.walk() if node.kind is ProvisionKind.ARTICLE]
        assert refs == ["1", "2", "3", "4", "5", "6", "7", "8"]
    comparison = compare(journal, consolidated)
    assert {change.tag for change in comparison.changes} <= SILENT
    assert "compare.no-preamble" in {notice.code for notice in comparison.warnings}
    back = compare(consolidated, journal)
    assert {change.tag for change in back.changes} <= SILENT


def test_a_recital_that_is_gone_from_a_preamble_is_gone() -> None:
    text = (SPECIMENS / "layout.journal.en.txt").read_text(encoding="utf-8")
    line = "(1) Locks join waters that lie at different heights.\n"
    draft, final = (parse(read(one.encode(), origin="x.txt"), language="en") for one in (text, text.replace(line, "")))
    assert [change.tag for change in compare(draft, final).changes if change.tag not in SILENT] == [Tag.REMOVED]


def test_two_versions_of_an_amending_bill_compare() -> None:
    """New words that a bill quotes are tagged as law; its instructions bind nobody."""
    draft, final = (parse(read(SPECIMENS / f"amending.{stage}.en.txt"), language="en") for stage in ("draft", "final"))
    comparison = compare(draft, final)
    tags = {change.id: (change.tag, change.burden) for change in comparison.changes if change.tag is not Tag.UNCHANGED}
    assert tags == {
        "1.1~1.1": (Tag.REWORDED, Burden.NONE),
        "3.1~3.1": (Tag.REWORDED, Burden.NONE),
        "4.3~4.3": (Tag.SOFTENED, Burden.DOWN),
        "-~5.4": (Tag.ADDED, Burden.UP),
        "-~7.1": (Tag.ADDED, Burden.NONE),
    }
    assert [notice.side for notice in comparison.warnings if notice.code == "parse.instructions"] == ["draft", "final"]


@pytest.mark.parametrize(
    ("first", "second"), [("BILLS-116hr1500ih.xml", "BILLS-116hr1500eh.xml"), ("H2157_IH.XML", "h2157_enr.XML")]
)
def test_bills_of_a_parliament_compare(shared: Path, first: str, second: str) -> None:
    draft, final = (parse(read(shared / "texts/us-bills" / name)) for name in (first, second))
    assert any(change.draft and change.final for change in compare(draft, final).changes)


def test_an_article_called_unchanged_has_the_words_of_the_other_version() -> None:
    old = "Article 1\nA keeper shall:\n(a) watch;\n(b) write.\nArticle 2\nA master shall pay.\nArticle 3\nA keeper may rest.\n"
    new = "Article 1\n(unchanged)\nArticle 2\nA master may pay.\nArticle 3 (unchanged)\n"
    comparison = compare(*(parse(read(text.encode(), origin="x.txt"), language="en") for text in (old, new)))
    final = comparison.final
    assert final.text == old.replace("master shall", "master may").removesuffix("\n") + "\n"
    assert [final.slice(node.content) for node in final.walk() if node.ref == "1.1.b"] == ["write."]
    assert [change.id for change in comparison.changes if change.tag is not Tag.UNCHANGED] == ["2.1~2.1"]
    assert "compare.carried" in {notice.code for notice in comparison.warnings}


def test_a_bill_is_applied_to_its_base_text_where_there_is_no_doubt() -> None:
    base = parse(read(SPECIMENS / "amending.base.en.txt"), language="en")
    made = {
        stage: applied(base, parse(read(SPECIMENS / f"amending.{stage}.en.txt"), language="en"))
        for stage in ("draft", "final")
    }
    assert made["draft"].done == ("1.1", "2.1", "3.1", "4.1", "5.1", "6.1")
    assert (made["draft"].left, made["final"].left) == ((), ())
    assert "wait one hour at the gate" in made["draft"].text
    assert "The owner or keeper shall keep" in made["draft"].text
    assert "9A Lights\nA boat shall carry two lights at night.\n11 Complaints" in made["draft"].text
    assert "coin" not in made["draft"].text
    assert "12 Bells" not in made["final"].text


BASE = "Act on Locks\n1 Gates\nA keeper shall open the gate, and close the gate.\n2 Tolls\nA master shall pay.\n3 Rest\nA keeper may rest.\n"


@pytest.mark.parametrize(
    ("instruction", "reason"),
    [
        ('In section 1, for "gate" substitute "lock".', "“gate” stands 2 times in 1"),
        ('In section 9, for "gate" substitute "lock".', "9 is not in the base text"),
        ("Section 2 is amended as the Minister thinks fit, by striking what is old.", "no known form of instruction"),
    ],
)
def test_an_instruction_in_doubt_is_listed_and_not_applied(instruction: str, reason: str) -> None:
    base = parse(read(BASE.encode(), origin="x.txt"), language="en")
    sure = 'In section 2, for "pay" substitute "pay twice".\n3. In section 3, strike "may" and insert "shall".\n4. Section 9 is repealed.'
    bill = parse(read(f"Bill\n1. {instruction}\n2. {sure}\n".encode(), origin="x.txt"), language="en")
    result = applied(base, bill)
    assert ("1.1", reason) in result.left
    assert ("4.1", "9 is not in the base text") in result.left
    assert result.text == BASE.replace("shall pay", "shall pay twice").replace("may rest", "shall rest")


def test_a_chinese_decision_is_applied() -> None:
    base = "第一条　管理人应当保存记录一年。\n第二条　船长应当缴纳通行费。\n第三条　管理人可以休息。\n第四条　本办法自公布之日起施行。\n"
    bill = (
        "一、将第一条中的“一年”修改为“三年”。\n二、第二条修改为：“第二条　船长应当在到达时缴纳通行费。”\n三、删去第三条。\n"
        "四、将第四条中的“公布”修改为“发布”。\n"
    )
    result = applied(*(parse(read(text.encode(), origin="x.txt"), language="zh") for text in (base, bill)))
    assert result.left == ()
    assert result.text == (
        "第一条　管理人应当保存记录三年。\n第二条　船长应当在到达时缴纳通行费。\n第四条　本办法自发布之日起施行。\n"
    )
