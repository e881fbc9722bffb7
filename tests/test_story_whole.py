"""What is cut stays a clause: where a sentence may end, what differs, a choice among acts, and what is to be compared."""

from __future__ import annotations

import legiscompare as lc
from legiscompare.report.options import Options
from legiscompare.report.story import story
from legiscompare.report.story.cutting import fit
from legiscompare.report.story.differing import differences
from legiscompare.report.view import View

LAW = "# Order on Harbour Flights\n\n"


def _told(draft: list[str], final: list[str], *, chinese: bool = False) -> str:
    def text(norms: list[str]) -> bytes:
        head = "# 海港飞行管理办法\n\n" if chinese else LAW
        names = "一二三四五六七八九十"
        label = (lambda n: f"第{names[n]}条 ") if chinese else (lambda n: f"Article {n + 1}\n")
        return (head + "\n\n".join(f"{label(n)}{one}" for n, one in enumerate(norms)) + "\n").encode()

    made = lc.compare(lc.parse(text(draft), origin="a.md"), lc.parse(text(final), origin="b.md"))
    told = story(View(made, Options(language="zh" if chinese else "en")))
    return "\n".join(line.words for line in told.lines)


def test_a_sentence_is_cut_at_a_comma_that_parts_what_it_stands_without() -> None:
    clause = "keep a list of all flights that leave the harbour, including those that only cross it on their way to the islands"
    assert fit(clause, "en", 60) == "keep a list of all flights that leave the harbour…"


def test_no_sentence_is_cut_behind_a_word_that_announces_more() -> None:
    clause = (
        "design every boat of the fleet, whatever its length is, in such a way that its crew can leave it within a minute, "
        "on both sides and without the help of any other boat, and paint it in such colours that it can be seen from afar"
    )
    told = fit(clause, "en", 70)
    assert not told.rstrip("…").endswith(("way", "such", "colours"))


def test_a_clause_without_a_place_to_cut_is_told_whole() -> None:
    clause = "ensure that every boat carries enough life jackets of the right size for all of its passengers"
    assert fit(clause, "en", 60) == clause


def test_what_differs_is_told_as_runs_of_words() -> None:
    old = "The pilot shall show the licence to the harbour board at any time of the day when the board asks for it in writing"
    new = "The pilot shall show the licence and the log to the harbour board at any time of the day when a court asks for it in writing"
    assert differences(old, new, "en", ("()",)) == [("", "and the log"), ("the board", "a court")] or (
        ("the board", "a court") in differences(old, new, "en", ("()",))
    )
    assert differences(old, "Boats are painted white every spring", "en", ("()",)) == []


def test_a_reference_that_was_numbered_anew_is_no_difference() -> None:
    old = "The pilot shall keep the log as set out in Article 4 and show it to the board in spring and in autumn"
    new = "The pilot shall keep the log as set out in Article 14(2) and show it to the board in spring and in autumn"
    assert differences(old, new, "en", ("()",)) == []


def test_one_act_that_became_a_choice_among_several() -> None:
    kept = "摊位费应当按月缴纳。"
    told = _told(
        [kept, "经营者发现乘客违反本办法的，应当暂停或者终止飞行服务。"],
        [kept, "经营者发现乘客从事违法活动的，应当依法采取警示、限制座位、暂停或者终止飞行服务等处置措施。"],
        chinese=True,
    )
    assert "现可从数项措施中选择" in told
    same = _told(
        [kept, "经营者发现乘客违反本办法的，应当采取警示、限制座位或者终止服务等措施。"],
        [kept, "经营者发现乘客违法的，应当采取警示、限制座位、暂停或者终止服务等措施。"],
        chinese=True,
    )
    assert "现可从数项措施中选择" not in same
