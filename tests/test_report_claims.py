"""Claims in the report: verdict, passages side by side, a link to the change, what was not found; and in the JSON."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html as lxml_html
from report_builder import HOSTILE, small

from legiscompare.cli import main
from legiscompare.errors import DataError
from legiscompare.model import Comparison, Verdict
from legiscompare.report import json_in, json_out, render
from legiscompare.report.messages import catalogue
from legiscompare.selection import of_articles
from legiscompare.study import with_claims

COLUMNS = ("id", "draft_ref", "final_ref", "expected_tag", "claim", "cue_draft", "cue_final", "control")
ROWS = (
    ("A", "2.2", "2.2", "softened", "Twelve hours instead of two.", "within two hours", "within twelve hours", ""),
    ("B", "2.2", "2.2", "strengthened", "Reports come sooner.", "within two hours", "within twelve hours", ""),
    ("C", "4.1", "-", "removed", "Insurance is gone.", "insure", "", ""),
    ("D", "3.1", "4.1", "softened", "Fines fall to 100.", "a fine of 100", "", ""),
    ("E", "44.1", "2.2", "softened", "Article 44 was weakened.", "", "", ""),
    ("F", "issuer", "issuer", "scope_widened", "The council signs too.", "", "City Council", ""),
    ("G", "9.1", "7.1", "unchanged", "Inspection at any time stays.", "at any time", "", ""),
    ("Z", "1.1", "1.1", "removed", "Nobody said this.", "", "", "1"),
)  # fmt: skip


def written(path: Path, rows=ROWS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return path


@pytest.fixture
def judged(tmp_path: Path) -> Comparison:
    return with_claims(small(), written(tmp_path / "claims.csv"))


def section(comparison: Comparison, **options):
    tree = lxml_html.document_fromstring(str(render(comparison, "html", **options)))
    found = tree.xpath("//section[contains(@class,'claims')]")
    return tree, found[0] if found else None


def claim(part, name: str):
    return next(one for one in part.xpath(".//li[@class='claim']") if one.xpath("./p/span/text()")[0] == name)


def test_each_claim_has_its_verdict_and_controls_are_left_out(judged: Comparison) -> None:
    _, part = section(judged)
    shown = {
        one.xpath("./p/span/text()")[0]: one.xpath("./p/b/text()")[0] for one in part.xpath(".//li[@class='claim']")
    }
    assert shown == {
        "A": "supported", "B": "contradicted", "C": "supported", "D": "not found",
        "E": "not decidable from the texts", "F": "supported in substance, wording not found", "G": "contradicted",
    }  # fmt: skip
    assert "Nobody said this" not in part.text_content()
    assert part.xpath("./p[@class='tally']/span")[0].text_content() == "supported 2"


def test_passages_stand_side_by_side_with_marks_and_a_link(judged: Comparison) -> None:
    _, part = section(judged)
    one = claim(part, "A")
    assert one.xpath(".//a/@href") == ["#c-2.2~2.2"]
    draft, final = one.xpath("./div/div/blockquote")
    change = next(change for change in judged.changes if change.id == "2.2~2.2")
    assert draft.text_content() == change.draft[0].text
    assert final.text_content() == change.final[0].text
    assert final.xpath(".//ins")
    assert "no counterpart in the final text" in claim(part, "C").text_content()


def test_what_was_not_found_is_said_and_what_stands_there_is_shown(judged: Comparison) -> None:
    _, part = section(judged)
    fines = claim(part, "D").text_content()
    assert "Not in the draft: a fine of 100" in fines
    assert "5 000 crowns" in fines
    assert "no change at this place touches the quoted words and goes that way" in fines
    assert "there is no 44.1 in the draft" in claim(part, "E").text_content()
    assert "City Council" in claim(part, "F").xpath(".//blockquote")[-1].text_content()


def test_every_link_arrives_and_the_head_leads_there(judged: Comparison) -> None:
    tree, _ = section(judged)
    ids = tree.xpath("//*[not(ancestor-or-self::template)]/@id")
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in tree.xpath("//a/@href")} <= set(ids)
    assert (
        tree.xpath("//header//a[@href='#claims']")[0].text
        == "7 claims about the change are checked against these texts"
    )


def test_without_claims_nothing_of_them() -> None:
    tree, part = section(small())
    assert part is None
    assert "#claims" not in tree.xpath("//a/@href")
    assert "claims" not in json.loads(json_out.dumps(small()))


def test_markdown_says_the_same(judged: Comparison) -> None:
    text = str(render(judged, "markdown"))
    assert "## Claims checked against the texts" in text
    assert "**contradicted** B: Reports come sooner." in text
    assert "(#c-2.2~2.2)" in text.split("## Claims")[1]
    assert "Not in the draft: “a fine of 100”" in text


def test_in_chinese(judged: Comparison) -> None:
    _, part = section(judged, language="zh")
    assert claim(part, "B").xpath("./p/b/text()") == ["与文本相反"]
    assert "变化方向相反：义务放宽" in part.text_content()


def test_json_carries_them_without_loss_and_without_the_other_reading(judged: Comparison) -> None:
    text = json_out.dumps(judged)
    assert json_in.loads(text) == judged
    first = json.loads(text)["claims"][0]
    assert (first["id"], first["verdict"], first["change"], first["code"]) == ("A", "supported", "2.2~2.2", "fits")
    assert "expected_verdict" not in text


def test_articles_picked_keep_their_claims_alone(judged: Comparison) -> None:
    part = of_articles(judged, "4")
    assert [one.claim.id for one in part.claims] == ["C", "D"]
    _, shown = section(part)
    assert len(shown.xpath(".//li[@class='claim']")) == 2


def test_hostile_words_of_a_claim_stay_words(tmp_path: Path) -> None:
    rows = [(f"{n}<b>", "2.2", "2.2", "softened", words, words, "</q><script>", "") for n, words in enumerate(HOSTILE)]
    rows = [tuple(cell.replace("\x00", "") for cell in row) for row in rows]
    tree, part = section(with_claims(small(), written(tmp_path / "claims.csv", rows)))
    assert len(part.xpath(".//li[@class='claim']")) == len(HOSTILE)
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img | //@onerror | //@onload | //@src")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_verdict_has_words(language: str) -> None:
    assert all(catalogue(language).has(f"claim_verdict.{verdict}") for verdict in Verdict)


def test_command(tmp_path: Path) -> None:
    texts = []
    for name, hours in (("draft", "two"), ("final", "twelve")):
        texts.append(tmp_path / f"{name}.txt")
        texts[-1].write_text(
            f"Article 1\n\nThe operator shall report a breach within {hours} hours.\n", encoding="utf-8"
        )
    claims = written(tmp_path / "claims.csv", [("A", "1.1", "1.1", "softened", "x", "two hours", "", "")])
    done = CliRunner().invoke(main, ["compare", *map(str, texts), "-f", "json", "--claims", str(claims)])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["claims"][0]["verdict"] == "supported"
    claims.write_text("id,claim\n1,x\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["compare", *map(str, texts), "--claims", str(claims)])
    assert done.exit_code == 2
    assert "it lacks: asserted" in done.output


def test_an_instrument_brings_its_own() -> None:
    done = CliRunner().invoke(main, ["compare", "cn-genai-2023"])
    assert "## Claims checked against the texts" in done.stdout
    with pytest.raises(DataError):
        json_in.loads(b'{"claims": 1}')


def test_words_of_a_claim_in_the_language_of_the_texts(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(
        "id,draft_ref,final_ref,expected_tag,claim,claim_zh,cue_draft,cue_draft_zh,cue_final\n"
        "A,2.2,2.2,softened,Twelve hours.,改为十二小时。,two hours,二小时内,\n"
        "B,2.2,2.2,softened,Only in English.,,two hours,二小时内,\n",
        encoding="utf-8",
    )
    found = with_claims(small("zh"), path).claims
    assert [one.claim.claim for one in found] == ["改为十二小时。", "Only in English."]
    assert found[0].verdict is Verdict.SUPPORTED
    assert with_claims(small(), path).claims[0].claim.claim == "Twelve hours."


def test_the_command_says_what_is_absent_and_that_a_passage_is_only_the_place(tmp_path: Path) -> None:
    made = tmp_path / "comparison.json"
    render(small(), "json", path=made)
    done = CliRunner().invoke(main, ["claims", str(written(tmp_path / "claims.csv")), str(made)])
    fines = done.stdout.split("## D: not found")[1].split("## E")[0]
    assert "Not in the draft text: “a fine of 100”" in fines
    assert "> **Draft, at the place named:**" in fines
    done = CliRunner().invoke(main, ["claims", str(tmp_path / "claims.csv"), str(made), "-f", "json"])
    assert {one["id"]: (one["code"], one["absent"]) for one in json.loads(done.stdout)}["D"] == (
        "nothing_fits",
        "draft",
    )
