"""The genres that readers of law know, cards to quote, a CSV for charts, a Quarto document."""

from __future__ import annotations

import csv
import io
import os
import re
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from lxml import html as lx
from report_builder import hostile, small

import legiscompare as lc
from legiscompare.cli import main
from legiscompare.model import Op
from legiscompare.pipeline_history import history
from legiscompare.report import paragraphs, render
from legiscompare.report.genres import STYLES, side_by_side, style, table
from legiscompare.report.genres.html import draw
from legiscompare.report.options import Options
from legiscompare.report.quotables import _broken
from legiscompare.report.view import View
from legiscompare.shortcuts import parse

GOLDEN = Path(__file__).parent / "golden" / "genres"
LANGUAGE = {"duizhao": "zh"}


def _made(name: str, language: str = ""):
    return table([View(small(language or LANGUAGE.get(name, "en")), Options())], style(name))


@pytest.mark.parametrize("name", STYLES)
def test_golden(name: str) -> None:
    """The body alone: a change of the style sheet does not touch these."""
    text = re.search(r"<body>.*</body>", draw(_made(name)), re.DOTALL)[0] + "\n"
    path = GOLDEN / f"{name}.html"
    if os.environ.get("LEGISCOMPARE_UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", STYLES)
def test_every_word_of_both_texts_is_there(name: str, language: str) -> None:
    comparison, made = small(language), _made(name, language)
    squeezed = [
        "".join("".join(s.of(d.text) for s in paragraphs.paragraphs(d)).split())
        for d in (comparison.draft, comparison.final)
    ]
    if made.style.layout == "inline":
        for dropped, wanted in ((Op.INSERT, squeezed[0]), (Op.DELETE, squeezed[1])):
            words = "".join(run.text for row in made.rows for run in row.cells[0].runs if run.op is not dropped)
            assert "".join(words.split()) == wanted
        return
    for side, (document, spans) in enumerate(
        (d, paragraphs.paragraphs(d)) for d in (comparison.draft, comparison.final)
    ):
        cells = [row.cells[side] for row in made.rows]
        shown = sorted(
            "".join("".join(run.text for run in cell.runs).replace("▌", "").split()) for cell in cells if cell.runs
        )
        same = sum(cell.note == made.style.same and not cell.runs for cell in cells) if made.style.same else 0
        wanted = sorted("".join(span.of(document.text).split()) for span in spans)
        assert len(shown) + same == len(wanted)
        assert set(shown) <= set(wanted)


def test_a_paragraph_that_lost_words_is_not_called_unchanged() -> None:
    text = draw(_made("synopse"))
    row = next(line for line in text.split("\n") if "and show them to residents" in line)
    assert "unverändert" not in row


def test_what_moved_is_named_and_not_called_gone() -> None:
    draft = "# Order\n\n### Article 1\n\nOperators shall keep exact logs of every ship for two years.\n\n### Article 2\n\nResidents may inspect the books of the harbour board.\n"
    final = "# Order\n\n### Article 1\n\nResidents may inspect the books of the harbour board.\n\n### Article 2\n\nOperators shall keep exact logs of every ship for three years.\n"
    from legiscompare.pipeline import compare

    made = compare(parse(draft.encode(), origin="a.md"), parse(final.encode(), origin="b.md"))
    text = draw(table([View(made, Options())], style("synopse")))
    assert "bisher Art. 1" in text
    assert "entf\u00e4llt" not in lx.fromstring(text.encode()).text_content().split("Neue Fassung", 1)[1]


@pytest.mark.parametrize("name", STYLES)
def test_pages_fetch_nothing_and_escape_everything(name: str) -> None:
    text = str(render(hostile(), name))
    tree = lx.fromstring(text.encode())
    assert not tree.xpath("//script | //@src | //link | //img | //*[@style]")
    assert not [one for node in tree.iter() for one in node.attrib if one.startswith("on")]


@pytest.mark.parametrize(
    ("name", "marks"),
    [("duizhao", ("strike", "bold")), ("ramseyer", ("strike", "italic")), ("eu-columns", (None, "bold"))],
)
def test_docx_bears_the_marks_and_is_the_same_each_time(name: str, marks: tuple) -> None:
    comparison = small(LANGUAGE.get(name, "en"))
    data = render(comparison, f"{name}-docx")
    assert data == render(comparison, f"{name}-docx")
    read = docx.Document(io.BytesIO(data))
    runs = [run for one in read.paragraphs for run in one.runs]
    runs += [
        run for one in read.tables for row in one.rows for cell in row.cells for p in cell.paragraphs for run in p.runs
    ]
    gone, new = marks
    if gone:
        assert any(run.font.strike for run in runs)
    assert any(getattr(run, new) for run in runs)
    if name == "ramseyer":
        assert all(run.text.startswith("[") and run.text.endswith("]") for run in runs if run.font.strike)
    else:
        assert len(read.tables[0].columns) == (4 if name == "eu-columns" else 2)


def test_docx_sheets_columns_and_heads() -> None:
    read = docx.Document(io.BytesIO(render(small("zh"), "duizhao-docx")))
    sheet = read.sections[0]
    assert (round(sheet.page_width.mm), round(sheet.page_height.mm)) == (297, 210)
    heads = [cell.text for cell in read.tables[0].rows[0].cells]
    assert not any(re.search("[A-Za-z]", one) for one in heads), heads
    made = docx.Document(io.BytesIO(render(small(), "eu-columns-docx")))
    widths = [column.width for column in made.tables[0].columns]
    assert widths[0] < widths[1] / 4
    assert widths[1] == widths[2]
    assert round(docx.Document(io.BytesIO(render(small(), "ramseyer-docx"))).sections[0].page_width.mm) == 216


def test_a_column_whose_text_names_no_stage_bears_the_genres_own_head() -> None:
    texts = [f"# Order\n\n### Article 1\n\nThe operator {word} keep logs.\n".encode() for word in ("shall", "may")]
    made = lc.compare(*(lc.parse(one, origin=f"{n}.md") for n, one in enumerate(texts)))
    for name, heads in (("duizhao", ("原条文", "现条文")), ("eu-columns", ("Version 1", "Version 2"))):
        page = render(made, name)
        assert all(f">{one}<" in page for one in heads)
        assert "stage not stated" not in page


def test_any_number_of_versions_in_columns() -> None:
    texts = [
        f"Article 1\n\nThe operator shall report within {n} days.\n\nArticle 2\n\nOperators shall keep logs.\n"
        for n in (3, 9, 30)
    ]
    stages = [
        parse(text.encode(), title="Act", stage=f"Stage {n}", origin=f"{n}.txt") for n, text in enumerate(texts, 1)
    ]
    made = history(stages)
    tree = lx.fromstring(str(side_by_side(made.comparisons, "eu-columns")).encode())
    assert [one.text_content() for one in tree.xpath("//thead//th")] == ["#", "Stage 1", "Stage 2", "Stage 3", "Notes"]
    cells = [one.text_content() for one in tree.xpath("//tbody/tr[contains(., 'report within')]/td")]
    assert [re.search(r"\d+", one)[0] for one in cells[:3]] == ["3", "9", "30"]
    assert side_by_side(made.comparisons, "eu-columns-docx")[:2] == b"PK"


def test_history_writes_the_table(tmp_path: Path) -> None:
    paths = []
    for n in (3, 9):
        paths.append(str(tmp_path / f"{n}.txt"))
        Path(paths[-1]).write_text(f"Article 1\n\nThe operator shall report within {n} days.\n", encoding="utf-8")
    out = tmp_path / "t.html"
    assert CliRunner().invoke(main, ["history", *paths, "-f", "eu-columns", "-o", str(out)]).exit_code == 0
    assert "bold" in out.read_text(encoding="utf-8")


def test_formats_of_the_command_line_are_those_of_render() -> None:
    from legiscompare.cli.compare import FORMATS as OFFERED
    from legiscompare.report import FORMATS

    assert set(OFFERED) == set(FORMATS)


# -- cards, charts, Quarto --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_card_for_each_change_of_substance(language: str) -> None:
    comparison = small(language)
    tree = lx.fromstring(str(render(comparison, "cards", language=language)).encode())
    shown = View(comparison, Options(language=language)).loud
    assert [node.get("id") for node in tree.xpath("//figure")] == [item.anchor for item in shown]
    for node in tree.xpath("//figure"):
        assert len(node.xpath(".//*[local-name()='title']")) == 1
        assert node.xpath(".//a/@href") == [f"#{node.get('id')}"]


def test_card_lines_hold_all_words_and_fit() -> None:
    words = "The operator must report a breach within twelve hours to the Harbour Office. 经营者应当在十二小时内报告，并且停止作业。"
    rows = list(_broken(words, 20))
    assert "".join("".join(rows).split()) == "".join(words.split())
    assert all(sum(1.0 if ord(one) >= 0x2E80 else 0.52 for one in row) <= 20 for row in rows)
    assert not any(row.startswith(("，", "。")) for row in rows)


def test_csv_for_charts_counts_every_change_of_an_article() -> None:
    comparison = small()
    rows = list(csv.reader(io.StringIO(str(render(comparison, "datawrapper")))))
    assert rows[0] == ["Article", "less is asked", "more is asked", "both ways", "which way, the texts do not tell"]
    loud = [one for one in comparison.changes if one.burden.value in ("down", "up", "both", "unclear")]
    assert sum(int(cell) for row in rows[1:] for cell in row[1:]) == len(loud)


def test_code_of_the_quarto_document_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    for name, n in (("a.txt", 3), ("b.txt", 9)):
        Path(name).write_text(f"Article 1\n\nThe operator shall report within {n} days.\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["compare", "a.txt", "b.txt", "-f", "quarto", "-o", "q.qmd"]).exit_code == 0
    text = Path("q.qmd").read_text(encoding="utf-8")
    chunks = re.findall(r"```\{python\}\n(.*?)\n```", text, re.DOTALL)
    assert len(chunks) == 3
    space: dict = {}
    for chunk in chunks[:2]:
        exec(chunk, space)
    compile(chunks[2], "figure", "exec")
    assert len(space["table"]) == len(space["result"].changes)
