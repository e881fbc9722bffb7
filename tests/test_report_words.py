"""CSV, Markdown, summary, terminal, messages: words of a law stay words, whatever they look like."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import string
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from report_builder import HOSTILE, hostile, small

from legiscompare import compare, library
from legiscompare.cli._options import REPORT_LANGUAGES
from legiscompare.errors import SourceError, UsageError
from legiscompare.model import Op, Tag
from legiscompare.report import FORMATS, load, marked, messages, render, sheet
from legiscompare.report.items import anchor
from legiscompare.report.markdown import escape
from legiscompare.report.options import Options
from legiscompare.report.tables import to_frame
from legiscompare.report.view import View
from legiscompare.study.paths import sentence

GOLDEN = Path(__file__).parent / "golden" / "report"


def golden(name: str, text: str) -> None:
    """Compare with the golden file; LEGISCOMPARE_UPDATE_GOLDEN=1 writes it anew, to be read before it is committed."""
    path = GOLDEN / name
    if os.environ.get("LEGISCOMPARE_UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", ["summary", "csv", "terminal", "markdown"])
def test_goldens(kind: str, language: str) -> None:
    golden(f"{language}.{kind}{FORMATS[kind].suffix}", str(render(small(language), kind, language=language)))


# -- CSV ----------------------------------------------------------------------------------------------------


@given(st.text())
@example("=1+1")
@example("'=1")
@example("-")
@example("-1")
@example("''")
@example("＝1")
@example("\n=1")
def test_guard_and_unguard_undo_each_other(cell: str) -> None:
    guarded = sheet.guard(cell)
    assert sheet.unguard(guarded) == cell
    assert guarded == "-" or not guarded.startswith(tuple("=+-@\t\r\n＝＋－＠"))


def test_csv_columns_and_round_trip() -> None:
    comparison = hostile()
    text = render(comparison, "csv")
    found = list(csv.DictReader(io.StringIO(text)))
    assert tuple(found[0]) == sheet.COLUMNS
    assert [{k: sheet.unguard(v) for k, v in row.items()} for row in found] == sheet.rows(comparison)
    assert "\n=" not in text
    assert ",=" not in text
    assert ',"=' not in text


def test_csv_refs_and_certainty() -> None:
    rows = {row["draft_ref"] + "~" + row["final_ref"]: row for row in sheet.rows(small())}
    assert rows["2.1+6.1~2.1"]["dimensions"] == "obligation_type-"
    assert rows["4.1~-"]["sure"] == "2"
    assert rows["5.1~3.1"]["dimensions"] == "qualifier-;scope_object+"
    assert rows["1.1~1.1"]["measured"] == "none"
    assert rows["2.2~2.2"]["draft_cue"] == "within two hours"


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        (" ".join(map(str, range(16))), "en", " ".join(map(str, range(15))) + "…"),
        ("one\n two", "en", "one two"),
        ("字" * 25, "zh", "字" * 25),
        ("字" * 26, "zh-Hans", "字" * 25 + "…"),
    ],
)
def test_first_words(text: str, language: str, words: str) -> None:
    assert sheet.first_words(text, language) == words


def test_files_are_written_whole_and_csv_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    text = render(small("zh"), "csv", path=path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert path.read_text(encoding="utf-8-sig") == text
    assert [one.name for one in tmp_path.iterdir()] == ["out.csv"]


def test_no_half_file_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="missing"):
        render(small(), "json", path=tmp_path / "missing" / "x.json")
    with pytest.raises(SourceError, match="nothing"):
        load(tmp_path / "nothing.json")


def test_frame() -> None:
    frame = to_frame(small())
    assert list(frame.columns) == list(sheet.COLUMNS)
    assert frame.loc["2.2~2.2", "tag"] == "softened"
    assert frame["sure"].sum() > 0


# -- Markdown -----------------------------------------------------------------------------------------------

GFM = MarkdownIt("gfm-like", {"linkify": False}).enable("strikethrough").enable("table")


def text_of(markdown: str) -> tuple[str, set[str]]:
    """Words and kinds of tokens that a Markdown renderer makes of one line."""
    tokens = GFM.parseInline(markdown)[0].children or []
    return "".join(token.content for token in tokens), {token.type for token in tokens}


@given(
    st.text(
        alphabet=string.printable.replace("\n", "").replace("\r", "").replace("\x0b", "").replace("\x0c", "")
        + "【】“”《》，。应当"
    )
)
@example("**a** _b_ ~~c~~ `d` [e](f) ![g](h) <i> &amp; | $x$ https://example.org www.example.org a@b.c :smile: #1")
@example("1. x")
@example("- x")
def test_markdown_words_stay_words(text: str) -> None:
    shown, kinds = text_of("x " + escape(text))
    assert shown.split() == ["x", *text.split()]
    assert kinds <= {"text", "text_special"}


@pytest.mark.parametrize("critic", [False, True])
def test_markdown_of_hostile_words_holds_only_our_markup(critic: bool) -> None:
    rendered = GFM.render(str(render(hostile(), "markdown", critic=critic)))
    tags = set(re.findall(r"<(/?[a-zA-Z]+[1-6]?)", rendered))
    ours = "h1 h2 h3 h4 p a table thead tbody tr th td blockquote strong ul li del ins b code pre details summary em s"
    assert {tag.strip("/") for tag in tags} <= set(ours.split())
    assert all(target.startswith("#") for target in re.findall(r'href="([^"]*)"', rendered))


@pytest.mark.parametrize("address", ["https://example.org", "http://x.y", "ftp://x", "www.example.org", "mailto:a@b.c"])
def test_addresses_do_not_become_links(address: str) -> None:
    """Renderers that turn bare addresses into links look for these beginnings unbroken."""
    written = escape(f"see {address} there")
    assert not re.search(r"https?:|ftp:|mailto:|www\.|\w@\w", written)
    assert text_of(written)[0] == f"see {address} there"


def test_markdown_anchors_are_stable_and_every_link_has_its_target() -> None:
    text = str(render(small(), "markdown"))
    targets = set(re.findall(r'<a id="([^"]+)"></a>', text))
    assert {anchor(change.id) for change in small().changes if change.tag is not Tag.UNCHANGED} <= targets
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= targets
    assert anchor("4.1.5#1~4.1.5#2") == "c-4.1.5:1~4.1.5:2"


def test_critic_marks() -> None:
    text = str(render(small(), "markdown", critic=True))
    assert "within {--two--}{++twelve++}" in text.replace("{==", "").replace("==}", "")
    assert "<del>" not in text.split("## Article by article")[1].split("## Terms")[0]


# -- summary and terminal -----------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [small, lambda: small("zh"), hostile])
def test_summary_has_title_balance_ten_lines_at_most_and_limits(make) -> None:
    lines = str(render(make(), "summary")).splitlines()
    assert len(lines) <= 13
    assert lines[-1].startswith("What this cannot say:")
    assert re.search(r"asks (?:less|more) in \d+ place", lines[1])
    assert make is hostile or "%" not in "".join(lines[:-1])
    assert len(str(render(make(), "summary", lines=2)).splitlines()) <= 5


def test_no_escape_sequence_of_a_law_reaches_the_terminal() -> None:
    text = str(render(hostile(), "terminal"))
    assert "\x1b" not in text
    assert "⟨U+001B⟩" in text
    assert "\x1b[" in str(render(hostile(), "terminal", colour=True))


# -- marks --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh"])
def test_segments_join_to_the_quote_and_the_redline_rebuilds_both_texts(language: str) -> None:
    comparison = small(language)
    for change in comparison.changes:
        for places, document, draft in (
            (change.draft, comparison.draft, True),
            (change.final, comparison.final, False),
        ):
            for place in places:
                segments = marked.side(change, place, document, draft=draft)
                assert "".join(one.text for one in segments) == place.text
        line = marked.redline(change, comparison.draft, comparison.final)
        for other, places in ((Op.INSERT, change.draft), (Op.DELETE, change.final)):
            words = "".join(one.text for one in line if one.op is not other and one.text != "\n")
            assert words == "".join(place.text for place in places)


def test_cues_are_marked_on_both_sides() -> None:
    comparison = small()
    change = next(one for one in comparison.changes if one.id == "2.2~2.2")
    for place, document, draft in (
        (change.draft[0], comparison.draft, True),
        (change.final[0], comparison.final, False),
    ):
        cue = "".join(one.text for one in marked.side(change, place, document, draft=draft) if one.cues)
        assert cue == ("within two hours" if draft else "within twelve hours")


@given(st.text())
def test_no_acting_character_is_left(text: str) -> None:
    assert not marked.ACTING.search(marked.visible(text))


# -- messages -----------------------------------------------------------------------------------------------


def _leaves(data: dict, prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in data.items():
        if isinstance(value, dict):
            found |= _leaves(value, f"{prefix}{key}.")
        elif isinstance(value, str):
            found[prefix + key] = value
    return found


def test_every_language_has_the_same_messages_with_the_same_blanks() -> None:
    read = {
        path.stem: _leaves(tomllib.loads(path.read_text(encoding="utf-8"))) for path in messages.FOLDER.glob("*.toml")
    }
    assert {"en", "zh", "de", "fr", "zh-hant"} <= set(read)
    blank = r"\{(\w+)(?:!C)?\}"
    for language, found in read.items():
        assert set(found) == set(read["en"]), language
        for key, words in found.items():
            assert sorted(re.findall(blank, words)) == sorted(re.findall(blank, read["en"][key])), (language, key)
            assert "{" not in re.sub(blank, "", words), (language, key)
            assert words or key.endswith("joiner"), (language, key)


def test_the_command_line_offers_every_language_of_reports() -> None:
    assert list(REPORT_LANGUAGES) == messages.languages()


@pytest.mark.parametrize(
    ("tag", "told"),
    [("de-AT", "de"), ("fr", "fr"), ("zh-Hant", "zh-hant"), ("zh-HK", "zh-hant"), ("zh-TW", "zh-hant"), ("zh", "zh"),
     ("zh-CN", "zh"), ("en-GB", "en"), ("tlh", ""), ("", "")],
)  # fmt: skip
def test_a_text_is_told_in_its_own_language_where_there_are_words(tag: str, told: str) -> None:
    assert messages.known(tag) == told


@pytest.mark.parametrize("language", messages.languages())
def test_typography_is_that_of_the_language(language: str) -> None:
    """French has no-break spaces before its high marks and in its quotes; no catalogue uses the quotes of another."""
    foreign = {"de": "«»”「」", "fr": "„「」", "en": "«»„「」", "zh": "«»„「」", "zh-hant": "«»„“”‘’"}[language]
    for key, words in _leaves(
        tomllib.loads((messages.FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    ).items():
        assert not set(words) & set(foreign), (key, words)
        if language == "fr":
            assert not re.search(r"(?<!\u00a0)[;?!»:]", words), (key, words)
            assert not re.search(r"«(?!\u00a0)", words), (key, words)
        if language == "zh-hant":
            assert not set(words) & _SIMPLIFIED, (key, set(words) & _SIMPLIFIED)


_SIMPLIFIED = set(
    "与两严个为么义于仅从众会体余关内册写决准减凭击则删别务动励单参双发变号后围图处复够学实宽对将尽带帮并库应开异强录执扩报担拟换据数断无旧时显术机权条来构标栏样档残"
    "没浅测点独现盖码确离种筛签简类紧约终经结给统续维编缩罚职范见规视览计订记许论设证词译话该详语误说请读课谁负责质践踪转轮轻较边达过这进连适选针链错键闭间阅阶际隐难"
    "页顶项须领频题额"
)
"""Characters of the Chinese catalogue that Traditional Chinese writes in another way."""


_TEACHING = ["teaching-boats-de", "teaching-markets-fr", "teaching-minsu-hant"]


@pytest.mark.parametrize("which", _TEACHING)
def test_a_summary_is_in_the_language_of_its_texts(which: str) -> None:
    folder = ROOT / "corpus" / which
    if not list(folder.glob("draft.*.md")):
        pytest.skip(f"the texts of {which} do not stand in this checkout")
    draft, final = library.instrument(which).pair()
    made = compare(draft, final)
    language = messages.language_of(made.final)
    golden(f"{which}.summary.txt", str(render(made, "summary", language=language, lines=20)))
    for kind in ("html", "markdown", "terminal", "cards", "svg", "quarto", "docx", "xlsx"):
        assert render(made, kind, language=language), kind
    headlines = [change["headline"] for change in json.loads(str(render(made, "json")))["changes"]]
    assert {frozenset(one) for one in headlines} == {frozenset({"en", "zh", language})}
    for change in made.changes:
        assert sentence(made, change, language)


@pytest.mark.parametrize(
    ("kind", "softened", "strengthened"),
    [
        ("obligation", "duty softened", "duty sharpened"),
        ("prohibition", "ban narrowed", "ban widened"),
        ("permission", "permission widened", "permission narrowed"),
        ("exemption", "exemption widened", "exemption narrowed"),
        ("right", "right narrowed", "right widened"),
        ("power", "power narrowed", "power widened"),
        ("sanction", "sanction lowered", "sanction raised"),
        ("scope", "scope narrowed", "scope widened"),
        ("procedure", "procedure eased", "procedure tightened"),
    ],
)
def test_labels_by_kind(kind: str, softened: str, strengthened: str) -> None:
    words = messages.catalogue("en")
    assert (words(f"label.softened.{kind}"), words(f"label.strengthened.{kind}")) == (softened, strengthened)


def test_an_english_label_of_the_result_is_translated() -> None:
    view = View(small(), Options(language="zh"))
    labels = {item.change.id: item.label for item in view.items}
    assert labels["9.1~7.1"] == "权力收窄"
    assert labels["3.1~4.1"] == "处罚加重"


def test_unknown_format_and_language() -> None:
    with pytest.raises(UsageError, match="xml"):
        render(small(), "xml")
    with pytest.raises(UsageError, match="tlh"):
        render(small(), "html", language="tlh")


@pytest.mark.parametrize("word", ["score", "ranking", "%", "percent", "net effect", "watered"])
def test_reports_neither_rank_nor_score(word: str) -> None:
    shown = str(render(small(), "summary")) + str(render(small(), "markdown"))
    body = shown.replace("Whether the law was watered down: that is the reader's verdict.", "")
    body = body.replace("whether the law was watered down", "")
    assert word not in body.lower()


def test_hostile_words_are_all_in_the_specimen() -> None:
    joined = "".join(HOSTILE)
    for needed in ("<script>", "javascript:", "\u202e", "W" * 10_000, "{{", "</script>", "=HYPERLINK"):
        assert needed in joined


def test_a_chinese_report_has_the_marks_of_chinese() -> None:
    told = render(small("zh"), "markdown", language="zh")
    lines = [line for line in told.splitlines() if line.startswith(("#### ", "- [", "> **"))]
    assert lines
    for line in lines:
        assert not re.search(r"[\u4e00-\u9fff] ?[:;?!]|[\u4e00-\u9fff。] \([\u4e00-\u9fff]", line), line
