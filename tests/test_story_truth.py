"""A sentence of the story says no more than the two wordings bear."""

from __future__ import annotations

import json
import re

import pytest

import legiscompare as lc
from legiscompare.report import json_out
from legiscompare.report.options import Options
from legiscompare.report.story import StoryLine, story
from legiscompare.report.story.statements import reading
from legiscompare.report.view import View

EN, ZH = "# Order\n\n", "# 办法\n\n"


def _comparison(draft: list[str], final: list[str], *, chinese: bool = False) -> lc.Comparison:
    numbers = "一二三四五六七八九"

    def text(articles: list[str]) -> bytes:
        if chinese:
            return (ZH + "\n\n".join(f"第{numbers[n]}条 {one}" for n, one in enumerate(articles)) + "\n").encode()
        return (EN + "\n\n".join(f"### Article {n}\n\n{one}" for n, one in enumerate(articles, 1)) + "\n").encode()

    return lc.compare(lc.parse(text(draft), origin="a.md"), lc.parse(text(final), origin="b.md"))


def _lines(draft: list[str], final: list[str], *, chinese: bool = False) -> tuple[StoryLine, ...]:
    comparison = _comparison(draft, final, chinese=chinese)
    return story(View(comparison, Options(language="zh" if chinese else "en"))).lines


def _words(draft: list[str], final: list[str], *, chinese: bool = False) -> str:
    return " ".join(line.words for line in _lines(draft, final, chinese=chinese))


KEPT = [
    "The board shall meet at noon in the town hall.",
    "The fee is paid in cash at the counter of the harbour office.",
]


def test_what_the_other_text_says_elsewhere_is_told_with_its_place() -> None:
    held = "The operator shall store copies of the flight logs in a sealed archive."
    wider = "The operator shall store copies of the flight logs and of the repair logs in a sealed archive."
    told = _words([*KEPT, wider, held], [*KEPT, wider])
    assert "No longer a rule of its own" in told
    assert "these words stand in Art. 3(1) now" in told
    assert "need no longer store" not in told
    back = _words([*KEPT, wider], [*KEPT, wider, held])
    assert "Now a rule of its own" in back
    assert "these words stood in draft Art. 3(1)" in back
    assert "New duty" not in back


def test_other_figures_or_another_party_are_not_said_elsewhere() -> None:
    two = "The operator shall report every fault of the crane to the harbour office within 2 days."
    assert "rule of its own" not in _words(
        [*KEPT, two, two.replace("within 2", "within 9").replace("fault", "collapse")], [*KEPT, two]
    )
    guest = "The captain shall report every fault of the crane to the harbour office within 2 days."
    assert "rule of its own" not in _words([*KEPT, two], [*KEPT, two, guest])


@pytest.mark.parametrize(
    ("draft", "final"),
    [
        (
            "The board shall require the operator to end the breach where the permit has lapsed.",
            "The board shall require the operator to end the breach, within a period it may prescribe, where the permit has lapsed.",
        ),
        (
            "It shall be permissible for several operators to share one permit.",
            "Several operators may share one permit.",
        ),
        (
            "An operator shall not be exempt from the fee unless it has fewer than ten boats in service.",
            "An operator that has fewer than ten boats in service shall be exempt from the fee.",
        ),
        (
            "A transfer of data to another harbour may take place only on condition that the owner agrees.",
            "A transfer of data to another harbour shall take place only on condition that the owner agrees.",
        ),
    ],
)
def test_no_force_is_said_to_change_where_the_wordings_say_the_same(draft: str, final: str) -> None:
    words = _words([*KEPT, draft], [*KEPT, final])
    assert "Less binding" not in words
    assert "More binding" not in words


def test_what_was_added_beside_others_narrows_no_scope() -> None:
    draft = "This Order applies to persons who hire out boats in the harbour."
    final = "This Order applies to persons who hire out boats or heavy motor vehicles in the harbour."
    assert "Scope narrowed" not in _words([*KEPT, draft], [*KEPT, final])


def test_a_norm_is_called_by_what_its_own_words_do() -> None:
    told = _words(
        KEPT,
        [
            *KEPT,
            "The board shall report to the council every year about the administrative fines that it has imposed.",
            "An operator who breaks this Order shall be fined 500 crowns.",
        ],
    )
    assert "New sanction: an operator who breaks this Order must be fined 500 crowns" in told.replace("shall", "must")
    assert not re.search(r"New sanction: the board", told)


def test_points_of_one_list_stand_behind_its_opening_words_once() -> None:
    final = "The operator must show the harbour police on request:\n\n(a) the permit of the boat;\n\n(b) the insurance policy of the boat;\n\n(c) the list of the guests on board."
    told = _words(KEPT, [*KEPT, final])
    assert told.count("on request") == 1
    assert "the insurance policy of the boat" in told


def test_a_case_without_room_is_told_as_one_and_not_cut_in_its_middle() -> None:
    case = "Where the operator has been told by the harbour office, by the police, by the fire service or by any other body that is in charge of safety on the water that a boat which it hires out has been used for a purpose for which it had not been built, or by a person who had no licence, or at an hour at which no boat may leave the harbour"
    final = f"{case}, the operator shall call back the boat and keep it ashore until the harbour office has seen it, has found it fit and has put down in writing that it may be used again, and shall tell the owner."
    read = reading(lc.parse(f"{EN}### Article 1\n\n{final}\n".encode(), origin="a.md"))
    cut = next(read.statement(norm).whole(limit=200) for norm in read.norms.values() if norm.deontic_span)
    assert cut.startswith("in certain cases, the operator must call back the boat")


def test_chinese_sentences_lose_no_word_in_their_middle() -> None:
    for sentence in (
        "安全控制区域的划定应当统筹发展和安全，坚持科学合理、确有必要的原则。",
        "中小学校应当利用校内资源，提高科学教育质量。",
        "财务资助的累计总额不得超过百分之十。",
    ):
        read = reading(lc.parse(f"{ZH}第一条 {sentence}\n".encode(), origin="a.md"))
        told = "".join(read.statement(norm).whole() for norm in read.norms.values())
        assert set(sentence) - set("。，") <= set(told), told


def test_a_chinese_list_of_cases_stands_behind_its_lead() -> None:
    text = "# 办法\n\n第一条 任何组织和个人不得有下列行为：\n\n（一）邮寄国家秘密载体；\n\n（二）其他违反保密规定的行为。\n"
    read = reading(lc.parse(text.encode(), origin="a.md"))
    said = [read.statement(norm).whole() for norm in read.norms.values()]
    assert "任何组织和个人不得邮寄国家秘密载体" in said
    assert "任何组织和个人不得有下列行为：其他违反保密规定的行为" in said


def test_a_ban_and_a_definition_take_no_subject_from_elsewhere() -> None:
    text = "# 办法\n\n第一条 摊主应当保持清洁。禁止摊主使用明火。\n\n第二条 本办法所称摊点，是指出售食品的摊位。\n"
    read = reading(lc.parse(text.encode(), origin="a.md"))
    said = [read.statement(norm).whole() for norm in read.norms.values()]
    assert "禁止摊主使用明火" in said
    assert any(one.startswith("本办法所称摊点") for one in said)


def test_entry_into_force_is_no_rule_of_scope() -> None:
    told = _words(["经营者应当保存记录。"], ["经营者应当保存记录。", "本办法自公布之日起施行。"], chinese=True)
    assert "适用范围" not in told


def test_every_change_has_a_headline_in_both_languages() -> None:
    made = _comparison(
        ["经营者应当保存记录。", "经营者应当每年公布报告。"], ["经营者可以保存记录。", "禁止出售记录。"], chinese=True
    )
    data = json.loads(json_out.dumps(made))
    assert data["changes"]
    for change in data["changes"]:
        told = change["headline"]
        assert set(told) == {"en", "zh"}
        assert told["en"].endswith((".", "…"))
        assert told["zh"].endswith(("。", "……"))
        bare = re.sub(r"“[^“”]*”", "", told["en"])
        assert not re.search(r"[\u4e00-\u9fff]", bare), told["en"]
        assert not re.search(r"[\u4e00-\u9fff][,;:.]", told["zh"]), told["zh"]


def test_files_without_headlines_are_read(tmp_path: object) -> None:
    made = _comparison([*KEPT, "The operator shall keep logs."], [*KEPT, "The operator may keep logs."])
    data = json.loads(json_out.dumps(made))
    assert any("Less binding" in change["headline"]["en"] for change in data["changes"])
    for change in data["changes"]:
        del change["headline"]
    data["schema"] = "legiscompare/comparison/1.1"
    path = tmp_path / "old.json"  # type: ignore[operator]
    path.write_text(json.dumps(data), encoding="utf-8")
    assert lc.load(path) == made
