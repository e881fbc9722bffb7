"""Three versions: what came, went, came back; the grid and every norm's way; one page under the same policy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html as lxml_html

from legiscompare.errors import UsageError
from legiscompare.model import Op
from legiscompare.parsing import parse
from legiscompare.pipeline import compare
from legiscompare.pipeline_history import history
from legiscompare.read import read
from legiscompare.report.history import render
from legiscompare.report.marked import MarkedSegment
from legiscompare.report.stages import cut

V1 = """第一条　为了港区夜间安静，制定本规定。

第二条　经营者应当在二小时内报告事故。

第三条　经营者应当为每台吊车投保责任保险。

第四条　经营者违反本规定的，由港务部门处五百元以上五千元以下罚款。
"""
V2 = """第一条　为了港区夜间安静，制定本规定。

第二条　经营者应当在十二小时内报告事故。

第三条　经营者违反本规定的，由港务部门处五百元以上五千元以下罚款。
"""
V3 = """第一条　为了港区夜间安静，制定本规定。

第二条　经营者应当在十二小时内报告事故。

第三条　经营者违反本规定的，由港务部门处五百元以上五千元以下罚款。

第四条　经营者应当为每台吊车投保责任保险。
"""


@pytest.fixture(scope="module")
def three():
    texts = [V1, V2, V3]
    return history([parse(read(text.encode()), title="港区规定", stage=f"第{n}稿") for n, text in enumerate(texts, 1)])


def test_every_norm_of_every_version_is_in_exactly_one_chain(three) -> None:
    for number, comparison in enumerate(three.comparisons):
        for change in comparison.changes:
            holders = [
                chain for chain in three.chains if any(s.stage == number and s.change is change for s in chain.steps)
            ]
            assert len(holders) == 1


def test_first_softened_and_come_back(three) -> None:
    by_words = {}
    for chain in three.chains:
        places = chain.steps[0].change.draft or chain.steps[0].change.final
        by_words[places[0].text] = chain
    deadline = next(chain for words, chain in by_words.items() if "二小时" in words)
    assert deadline.first_softened == 0
    assert deadline.back == ()
    insured = next(chain for words, chain in by_words.items() if "投保" in words)
    assert insured.gone == (0,)
    assert insured.new == (1,)
    assert insured.back == (2,)


def test_two_versions_are_the_least(three) -> None:
    with pytest.raises(UsageError, match="1 version"):
        history(three.documents[:1])
    assert len(history(three.documents[:2]).comparisons) == 1


def test_page(three, tmp_path: Path) -> None:
    text = render(three, language="zh")
    assert text == render(three, language="zh")
    tree = lxml_html.document_fromstring(text)
    assert "重新出现：第3稿" in tree.text_content()
    assert "首次放宽：第2稿" in tree.text_content()
    grid = tree.xpath("//table[@class='grid']")[0]
    assert len(grid.xpath(".//tbody/tr")) == 4
    assert len(grid.xpath(".//thead//th")) == 3
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in tree.xpath("//a/@href")} <= set(ids)
    assert not tree.xpath("//@style | //@src | //@onclick")
    policy = re.search(r"default-src &#39;none&#39;; style-src &#39;sha256-", text)
    assert policy


def test_words_that_stay_are_said_once(three) -> None:
    tree = lxml_html.document_fromstring(render(three, language="en"))
    shown = [
        q.text_content() for q in tree.xpath("//article//blockquote[not(@hidden)]") if "十二小时" in q.text_content()
    ]
    assert len(shown) == 1
    assert "same words" in tree.text_content()


def test_any_two_stages_are_compared_not_composed(three) -> None:
    """Insurance went and came back: from the first to the third text nothing happened to it."""
    (far,) = three.across
    assert (far.earlier, far.later) == (0, 2)
    assert far.comparison == compare(three.documents[0], three.documents[2])
    assert [(one.earlier, one.later) for one in three.pairs()] == [(0, 1), (0, 2), (1, 2)]
    tree = lxml_html.document_fromstring(render(three, language="en"))
    assert tree.xpath("//details[@class='between']/@id") == ["p-0-1", "p-0-2", "p-1-2"]
    far_list = tree.get_element_by_id("p-0-2").text_content()
    assert "二十二小时" in far_list.replace("\n", "")
    assert "投保" not in far_list
    assert "gone from this text" in tree.get_element_by_id("p-0-1").text_content()
    table = tree.get_element_by_id("any").getparent().xpath(".//table")[0]
    assert table.xpath(".//td/a/@href") == ["#p-0-1", "#p-0-2", "#p-1-2"]


def test_without_across_only_neighbours(three) -> None:
    made = history(three.documents, across=False)
    assert made.across == ()
    assert lxml_html.document_fromstring(render(made)).xpath("//details/@id") == ["p-0-1", "p-1-2"]


def test_long_unchanged_words_are_cut_between_words() -> None:
    long = (
        "The operator shall keep a record of every movement of goods and of every person on the site and hand it over"
    )
    segments = [
        MarkedSegment(long, Op.EQUAL, False, ()),
        MarkedSegment("now", Op.INSERT, False, ()),
        MarkedSegment(long, Op.EQUAL, False, ()),
    ]
    first, middle, last = (one.text for one in cut(segments))
    assert first.startswith("… ")
    assert long.endswith(first[2:])
    assert long[: -len(first) + 2].endswith(" ")
    assert middle == "now"
    assert last.endswith("… ")
    assert long.startswith(last[:-2])
    assert cut([MarkedSegment(long, Op.EQUAL, False, (0,))])[0].text == long
    assert cut([MarkedSegment("经营者" * 40, Op.EQUAL, False, ())] * 2)[0].text == "经营者" * 40


def test_markdown(three) -> None:
    text = render(three, "markdown", language="en")
    assert "| ▽1 |" in text.replace("| ▽1 | ", "| ▽1 | ", 1)
    assert "came back" in text
    with pytest.raises(UsageError, match="pdf"):
        render(three, "pdf")


def test_chains_in_a_browser(three, browser, tmp_path: Path) -> None:
    path = tmp_path / "history.html"
    path.write_text(render(three, language="en"), encoding="utf-8")
    heard = []
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.on("console", lambda message: heard.append(message.text))
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.click("a[href='#p-0-2']")
    assert page.locator("#p-0-2 blockquote").first.is_visible()
    page.select_option("#stage-0", "0")
    page.select_option("#stage-1", "2")
    assert page.locator(".at[data-stage='1']:visible").count() == 0
    assert page.locator(".at[data-stage='2'] blockquote:visible").count() >= 1
    assert page.locator("p.repeat:visible").count() == 0
    shown = page.locator(".at[data-stage='2'] blockquote:visible").all_text_contents()
    assert "经营者应当在十二小时内报告事故。" in shown
    page.select_option("#stage-1", "")
    assert page.locator("p.repeat:visible").count() >= 1
    assert page.locator(".at[data-stage='2'] blockquote:visible", has_text="十二小时").count() == 0
    page.close()
    assert heard == []


def test_command(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from legiscompare.cli import main

    paths = []
    for number, text in enumerate((V1, V2, V3)):
        paths.append(str(tmp_path / f"v{number}.txt"))
        Path(paths[-1]).write_text(text, encoding="utf-8")
    out = tmp_path / "history.html"
    done = CliRunner().invoke(main, ["history", *paths, "-f", "html", "-o", str(out), "--report-language", "zh"])
    assert done.exit_code == 0, done.output
    assert "重新出现" in out.read_text(encoding="utf-8")
    done = CliRunner().invoke(main, ["history", *paths, "--stage", "one"])
    assert done.exit_code == 2
    assert "one for each text" in done.output


def test_hostile_words_of_a_history_stay_words(tmp_path: Path) -> None:
    from report_builder import HOSTILE

    texts = [
        "".join(f"第{n}条　经营者应当{words}{tail}。\n\n" for n, words in zip("一二三四五六七", HOSTILE, strict=True))
        for tail in ("", "依法", "及时")
    ]
    made = history([parse(read(text.replace("\x00", "").encode()), language="zh") for text in texts])
    tree = lxml_html.document_fromstring(render(made))
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img | //@onerror | //@onload | //@src")
    assert all(target.startswith("#") for target in tree.xpath("//@href"))
