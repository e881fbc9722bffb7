"""A sentence of the story says no more than the two wordings bear."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import legiscompare as lc
from legiscompare.report import json_out
from legiscompare.report.options import Options
from legiscompare.report.story import StoryLine, story
from legiscompare.report.story.cutting import fit, full_width, short_lists, unlisted
from legiscompare.report.story.room import cuts
from legiscompare.report.story.salience import weights
from legiscompare.report.story.statements import reading
from legiscompare.report.view import View

ROOT = Path(__file__).parent.parent
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


def test_a_case_without_room_is_cut_where_a_phrase_of_it_ends() -> None:
    case = "Where the operator has been told by the harbour office, by the police, by the fire service or by any other body that is in charge of safety on the water that a boat which it hires out has been used for a purpose for which it had not been built, or by a person who had no licence, or at an hour at which no boat may leave the harbour"
    final = f"{case}, the operator shall call back the boat and keep it ashore until the harbour office has seen it, has found it fit and has put down in writing that it may be used again, and shall tell the owner."
    read = reading(lc.parse(f"{EN}### Article 1\n\n{final}\n".encode(), origin="a.md"))
    cut = next(read.statement(norm).whole(limit=200) for norm in read.norms.values() if norm.deontic_span)
    opening, dots, rest = cut.partition("…")
    assert dots
    assert case.casefold().startswith(opening)
    assert rest.startswith(", the operator must call back the boat")


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


@pytest.mark.parametrize("which", ["teaching-boats-de", "teaching-markets-fr", "teaching-minsu-hant"])
def test_a_language_of_which_less_is_known_is_told_too(which: str) -> None:
    folder = ROOT / "corpus" / which
    names = [next(folder.glob(f"{stage}.*.md"), None) for stage in ("draft", "final")]
    if None in names:
        pytest.skip(f"the texts of {which} do not stand in this checkout")
    lines = story(View(lc.compare(*(lc.parse(name) for name in names if name)), Options())).lines
    assert lines
    assert all(line.words for line in lines)


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


def test_what_a_renamed_party_must_do_elsewhere_is_not_told_as_gone() -> None:
    gone = "Users of cranes shall keep the logs of every lift in a sealed archive at the harbour office."
    draft = [*KEPT, gone, *(f"Users shall {act}." for act in ("wear a helmet", "carry a lamp", "sound a horn"))]
    final = [one.replace("Users", "Operators") for one in draft if one != gone]
    kept = "Operators of cranes shall keep the logs of every lift in a sealed archive at the harbour office, for six months."
    told = _words(draft, [*final, kept])
    assert "need no longer keep the logs" not in told


def test_who_makes_good_a_damage_is_not_said_to_be_punished() -> None:
    told = _words(
        ["经营者应当保存记录。"], ["经营者应当保存记录。", "经营者造成他人损害的，应当承担赔偿责任。"], chinese=True
    )
    assert "新增责任：" in told
    assert "新增处罚" not in told


def test_a_time_set_in_a_sanction_makes_it_neither_milder_nor_harsher() -> None:
    told = _words(
        [*KEPT, "查验中发现危险的，主管机关应当责令经营者整改。"],
        [*KEPT, "查验中发现危险的，主管机关应当责令经营者立即整改。"],
        chinese=True,
    )
    assert "处罚减轻" not in told
    assert "处罚加重" not in told


def test_an_instruction_to_amend_permits_nothing_by_the_words_it_cites() -> None:
    told = _words(
        [
            *KEPT,
            "Section 20 of the Harbour Act is amended by striking “may close the pier” and inserting “shall close the pier”.",
        ],
        KEPT,
    )
    assert "The permission is gone" not in told


def test_an_exception_that_was_cut_off_is_said_to_be_one() -> None:
    act = "keep in the harbour office a copy of every permit, of every insurance policy, of every list of guests and of every letter from the police that concerns a boat hired out in the harbour or the bay"
    final = f"The operator shall {act}, unless the board has released it from this duty in writing for the whole of a season."
    read = reading(lc.parse(f"{EN}### Article 1\n\n{final}\n".encode(), origin="a.md"))
    cut = next(read.statement(norm).whole(limit=120) for norm in read.norms.values())
    assert cut.endswith("… (with exceptions)")


def test_lists_are_shortened_in_their_middle_before_an_end_is_cut() -> None:
    assert (
        short_lists("keep apples, pears, plums, figs and nuts in boxes", "en")
        == "keep apples, pears … and nuts in boxes"
    )
    assert short_lists("机关、企业、学校、医院等单位", "zh") == "机关、企业……医院等单位"
    assert short_lists("apples, pears and nuts", "en") == "apples, pears and nuts"


def test_a_chinese_sentence_has_the_marks_of_chinese() -> None:
    assert full_width("下列行为:不得外传;违者(含单位)处罚") == "下列行为：不得外传；违者（含单位）处罚"
    assert full_width("见 AI Act, Art. 5(1)") == "见 AI Act, Art. 5(1)"
    told = _words(
        ["经营者应当保存记录。"], ["经营者应当保存记录。", "经营者应当报告:一是事故,二是投诉。"], chinese=True
    )
    assert "经营者应当报告：一是事故，二是投诉" in told


def test_a_liability_and_an_instruction_weigh_no_more_than_they_say() -> None:
    table = weights()
    assert table["factor"]["cited"] < table["factor"]["anew"] < table["factor"]["near"]
    assert table["gone_or_new"]["exemption"] == table["gone_or_new"]["scope"]


def test_norms_with_few_words_in_common_are_told_as_replaced_and_claim_no_direction() -> None:
    draft = [*KEPT, "Any grower who sells seed without a label of origin shall pay a fine of up to 300 euros."]
    final = [*KEPT, "Any dealer in pesticides without a licence shall pay a fine of up to 900 euros."]
    chinese = (
        ["泄露商户信息的，由市场管理机关处三百元罚款。", "摊位费应当按月缴纳。"],
        ["占用消防通道的，由市场管理机关处九百元罚款。", "摊位费应当按月缴纳。"],
    )
    for sides, head, harsher in (((draft, final), "Replaced.", "harsher"), (chinese, "由另一规定取代。", "加重")):
        zh = sides is chinese
        pairs = [one for one in _comparison(*sides, chinese=zh).changes if one.tag == "strengthened"]
        assert len(pairs) == 1  # the two were paired, and a direction was read
        told = [one for one in _lines(*sides, chinese=zh) if head in one.words]
        assert len(told) == 1
        assert told[0].burden == "unclear"
        assert harsher not in told[0].words


def test_a_chinese_case_that_speaks_of_the_one_before_stands_behind_it() -> None:
    new = "违反本办法规定，倒卖摊位的，由市场管理机关责令改正；情节严重的，收回摊位。"
    comparison = _comparison(["摊位费应当按月缴纳。"], ["摊位费应当按月缴纳。", new], chinese=True)
    reader = reading(comparison.final)
    clauses = [reader.statement(norm).whole() for norm in reader.norms.values()]
    assert any(one.startswith("倒卖摊位的，情节严重的，收回摊位") for one in clauses), clauses


def test_two_cut_sentences_do_not_share_a_line() -> None:
    tail = (
        ", whatever the weather, the season, the state of the road, the number of stalls, the size of the crowd, "
        "the hour of the day, the kind of goods, the wish of the traders and the advice of the harbour office"
    )
    final = [*KEPT, f"Wardens must close the gate{tail}.\n\nTraders must not light any fire on the pier{tail}."]
    (line,) = _lines(KEPT, final)
    assert len(line.sentences) == 1
    assert line.more == 1  # the other is counted
    assert not cuts(line.words)


def test_a_list_left_out_in_its_middle_is_no_cut() -> None:
    assert cuts("New duty: growers must label seed, bulbs … and cuttings") == 0
    assert cuts("New duty: growers must label seed in the form…") == 1
    assert cuts("Less is asked. Before: growers must keep… Now: growers must sell…") == 2
    assert cuts("新增义务：种植者应当标注种子、鳞茎……插条") == 0
    assert cuts("原为：种植者应当……。现为：种植者可以……") == 2


def test_a_ban_is_not_cut_before_what_restricts_it() -> None:
    clause = "keep the bees in the hives, and shall not open any hive which stands within ten metres of a path"
    assert fit(clause, "en", 50) == "keep the bees in the hives…"
    ban = "open any hive which stands within ten metres of a path or of a house"
    assert not fit(ban, "en", 40, ban=True).endswith("any hive…")
    assert fit(ban, "en", 40).endswith("any hive…") or "which" in fit(ban, "en", 40)


def test_a_cut_keeps_what_is_shown_with_the_word_that_shows_it() -> None:
    clause = "present arguments to demonstrate that the hive is empty, and pay the fee at the counter of the office"
    assert not fit(clause, "en", 40).endswith("demonstrate…")


def test_a_proviso_at_the_end_goes_first() -> None:
    clause = (
        "offer the grant to growers of hemp in the valley: Provided, That the amount is listed in the annual budget"
    )
    assert fit(clause, "en", 80) == "offer the grant to growers of hemp in the valley…"


def test_a_rule_on_how_to_read_another_bans_nothing() -> None:
    final = [*KEPT, "Article 1 shall not be interpreted as exempting the board from the duty to publish its minutes."]
    told = _lines(KEPT, final)
    assert any(
        "New rule: article 1 must not be interpreted" in one.words.replace("Article 1", "article 1") for one in told
    )
    assert not any("New ban" in one.words or one.burden == "up" for one in told)
    chinese = _lines(
        ["摊位费应当按月缴纳。"], ["摊位费应当按月缴纳。", "前条规定不得理解为免除摊主的清扫义务。"], chinese=True
    )
    assert not any("禁令" in one.words for one in chinese), [one.words for one in chinese]


def test_what_a_bill_inserts_is_told_without_number_and_heading() -> None:
    new = (
        "The Harbour Act is amended by adding at the end the following: “(f) Report on boats (1) In general The Director "
        "shall issue an annual report to the council.”; and by striking subsection (o)."
    )
    told = _words(KEPT, [*KEPT, new])
    assert "striking" not in told
    assert "To be written into another act: the Director shall issue an annual report to the council" in told
    assert "Report on boats" not in told
    zh = "将《港口条例》第五条修改为：“港口主任应当每年向议会提交报告。”"
    assert "拟写入其他法律：港口主任应当每年向议会提交报告" in _words(
        ["摊位费应当按月缴纳。"], ["摊位费应当按月缴纳。", zh], chinese=True
    )


def test_a_subject_without_article_stands_behind_an_opening_that_holds_commas() -> None:
    new = (
        "For the purposes of this Order, including paragraph 1 of this Article, boats that are used for rowing, sailing or "
        "fishing shall not qualify as ferries."
    )
    told = _words(KEPT, [*KEPT, new])
    assert "boats that are used for rowing, sailing or fishing must not qualify as ferries" in told


def test_a_case_that_stands_in_the_sentence_before_is_named_as_one() -> None:
    told = _words(
        KEPT, [*KEPT, "The pilot may refuse to sail in fog. In such a case, the pilot shall inform the board."]
    )
    assert "in certain cases, the pilot must inform the board" in told
    assert "in such a case" not in told.casefold()


def test_a_sanction_named_in_a_case_of_a_list_makes_nothing_harsher() -> None:
    lead = "有下列情形之一的，不得担任市场管理员： （一）受过行政处罚的； （二）"
    draft = [f"{lead}自摊位被吊销营业执照之日起未逾三年的。", "摊位费应当按月缴纳。"]
    final = [f"{lead}自摊位被吊销营业执照、责令关闭之日起未逾三年的。", "摊位费应当按月缴纳。"]
    assert "处罚加重" not in _words(draft, final, chinese=True)


def test_a_further_act_is_not_done_to_what_the_first_is_done_to() -> None:
    new = "提供者对使用者的输入信息应当依法履行保护义务，不得收集非必要个人信息。"
    told = _words(["摊位费应当按月缴纳。"], ["摊位费应当按月缴纳。", new], chinese=True)
    assert "提供者对使用者的输入信息不得收集" not in told
    assert "不得收集非必要个人信息" in told


def test_a_long_phrase_in_common_names_the_nearest_norm() -> None:
    gone = "以暴力方法阻碍市场管理人员依法检查摊位消防设施的，依法追究刑事责任。"
    kept = "有下列行为之一的，由市场管理机关给予警告：\n\n（一）占用通道；\n\n（二）阻碍市场管理人员依法检查摊位消防设施；\n\n（三）倒卖摊位。"
    before = kept.replace("\n\n（二）阻碍市场管理人员依法检查摊位消防设施；\n\n（三）", "\n\n（二）")
    told = _words([before, gone], [kept], chinese=True)
    assert "最相近的现为第一条" in told, told


def test_marks_of_points_in_running_text_are_left_out() -> None:
    assert unlisted("containing— (A) a list of boats; and (B) a map", "en") == "containing: a list of boats; and a map"
    assert unlisted("points (a) and (b) of it", "en") == "points (a) and (b) of it"
    assert unlisted("有下列行为之一：（一）占用通道；（二）倒卖摊位", "zh") == "有下列行为之一：占用通道；倒卖摊位"
    assert unlisted("依照第五条第（二）项处罚", "zh") == "依照第五条第（二）项处罚"


def test_a_whole_clause_is_told_rather_than_a_longer_cut_one() -> None:
    clause = "keep the log of the boat; the owner of the boat shall be heard and have the chance to answer in writing"
    assert fit(clause, "en", 60) == "keep the log of the boat…"
    assert fit("应当保存航行日志；应当按照港务机构的要求每年提交检查报告并说明理由", "zh", 18) == "应当保存航行日志……"


def test_a_side_clause_is_told_with_more_than_its_first_words() -> None:
    clause = "draw up the map of the harbour and the list of berths, which shall contain, at a minimum, the depth of each berth"
    assert fit(clause, "en", 84) == "draw up the map of the harbour and the list of berths…"


def test_what_differs_late_is_seen() -> None:
    case = "whoever moors a boat at the long pier of the old harbour during the weeks of the summer fair"
    pair = _words([*KEPT, f"{case[0].upper()}{case[1:]} shall pay the fee to the warden of the pier on the day of arrival."],
                  [*KEPT, f"{case[0].upper()}{case[1:]} shall show the permit to the warden of the pier on the day of arrival."])  # fmt: skip
    assert "pay the fee" in pair
    assert "show the permit" in pair
    opening = "列入会议审议的港口规划，因各方面对该规划的必要性存在较大意见分歧搁置审议满两年的，或者因暂不付表决经过两年没有再次列入会议议程的，"
    told = _words(["摊位费应当按月缴纳。", f"{opening}由主任会议提出报告，该规划应当终止审议。"],
                  ["摊位费应当按月缴纳。", f"{opening}主任会议可以决定终止审议。"], chinese=True)  # fmt: skip
    assert "由主任会议提出报告" in told
    assert "主任会议可以决定终止审议" in told


def test_what_does_not_count_as_something_is_no_ban() -> None:
    final = [*KEPT, "Rowing boats that are used for sport shall not qualify as ferries."]
    assert "New rule: rowing boats" in _words(KEPT, final)
    assert "禁令" not in _words(
        ["摊位费应当按月缴纳。"], ["摊位费应当按月缴纳。", "临时摆放的货架不得视为摊位。"], chinese=True
    )


def test_an_adverb_before_the_binding_word_hides_no_subject() -> None:
    new = "Where boats are tested on the river, the harbour office or the river board, as appropriate, shall keep a list of them."
    assert "the harbour office or the river board must keep a list of them" in _words(KEPT, [*KEPT, new])


def test_a_chinese_case_is_told_rather_than_the_end() -> None:
    case = "机关、团体、企业和其他组织未按照本办法规定履行消防安全防范义务的"
    new = f"{case}，市场管理机关可以责令改正；未按照要求改正的，市场管理机关可以约谈相关负责人，必要时可以将约谈情况通报该单位上级主管部门；产生危害后果的，可以予以警告。"
    told = _words(["摊位费应当按月缴纳。"], ["摊位费应当按月缴纳。", new], chinese=True)
    assert case in told
    assert "在规定情形下" not in told


def test_the_act_stays_where_the_middle_of_two_wordings_is_left_out() -> None:
    head = "The power referred to in Article 1, Article 2 and Article 4 of this Order shall be conferred on the harbour board"
    long = ", which keeps the seal of the harbour and the register of all boats that are moored in it"
    draft = [
        *KEPT,
        f"{head}{long}, for an indeterminate period of time from the day on which this Order enters into force.",
    ]
    final = [*KEPT, f"{head}{long}, for a period of five years from the day on which this Order enters into force."]
    told = _words(draft, final)
    assert told.count("must be conferred on the harbour board") >= 1
    assert "an indeterminate period" in told
    assert "for a period of five years" in told


def test_no_quote_ends_with_words_that_only_announce_more() -> None:
    clause = "ask other offices for help at any time, in particular for reading the logs of boats that come from abroad"
    assert fit(clause, "en", 60) == "ask other offices for help at any time…"
    clause = (
        "allow tests by makers of boats covered by the rules of the harbour, the river and the long canal of the town"
    )
    assert not fit(clause, "en", 40).endswith("covered…")
    assert unlisted(r"for boats*.* from \[*entry into force*\]", "en") == "for boats from [entry into force]"


def test_a_row_of_references_loses_none_of_its_numbers() -> None:
    row = "the requirements of paragraphs (4), (5), and (6) of subsection (b)"
    assert unlisted(row, "en") == row


def test_a_banned_practice_of_a_list_keeps_what_restricts_it() -> None:
    lead = "The following practices shall be prohibited:"
    point = (
        "the sale, the lending or the letting of any boat on the river, the canal or the lake for carrying persons in order "
        "to take part in a race that the board has not allowed and that is held for money, with oars or with sails alone"
    )
    told = _words(KEPT, [*KEPT, f"{lead}\n\n(a) {point};\n\n(b) the sale of the seats of such a boat."])
    assert "for carrying persons…" not in told


def test_a_sanction_said_in_another_order_is_not_new() -> None:
    draft = "摊主有下列情形之一的，由市场管理机关予以警告，责令限期改正；有违法所得的，由市场管理机关予以没收。"
    final = "摊主、货主有下列情形之一的，由市场管理机关责令限期改正，予以警告，并没收违法所得。"
    told = _words([draft, "摊位费应当按月缴纳。"], [final, "摊位费应当按月缴纳。"], chinese=True)
    assert "增设处罚“没收违法所得”" not in told


def test_a_condition_is_quoted_from_its_first_word() -> None:
    draft = (
        "This Order shall not affect the use of boats for research in so far as such use does not disturb the ferries."
    )
    final = "This Order shall not affect the use of boats for research."
    told = _words([*KEPT, draft], [*KEPT, final])
    assert "“far as" not in told
