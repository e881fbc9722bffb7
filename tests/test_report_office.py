"""DOCX and XLSX: accepting gives the final text, rejecting the draft, and no cell is ever computed."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx_revisions import RevisionDocument
from lxml import etree
from report_builder import hostile, large, small

from legiscompare.model import Span
from legiscompare.report import render, sheet
from legiscompare.report.marked import visible
from legiscompare.report.paragraphs import _chain, paragraphs

CASES = {"en": small, "zh": lambda: small("zh"), "hostile": hostile, "large": lambda: large(15)}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def wanted(document) -> list[str]:
    return [visible(span.of(document.text)) for span in paragraphs(document)]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("side", ["accept_all", "reject_all"])
def test_accepting_and_rejecting_all_changes(name: str, side: str, tmp_path: Path) -> None:
    comparison = CASES[name]()
    path = tmp_path / "changes.docx"
    render(comparison, "docx", path=path)
    document = RevisionDocument(str(path))
    getattr(document, side)()
    document.save(str(path))
    found = [one.text for one in docx.Document(str(path)).paragraphs if one.text.strip()]
    assert found == wanted(comparison.final if side == "accept_all" else comparison.draft)


@pytest.mark.parametrize("name", ["en", "zh"])
def test_an_office_suite_agrees(name: str, tmp_path: Path) -> None:
    """LibreOffice opens the file; its own accept-all and reject-all give both texts, character for character."""
    python = next((one for one in ("/usr/bin/python3", shutil.which("python3")) if one and _has_uno(one)), None)
    if not shutil.which("soffice") or not python:
        pytest.skip("no LibreOffice with its Python bridge on this machine")
    comparison = CASES[name]()
    path = tmp_path / "changes.docx"
    render(comparison, "docx", path=path)
    script = Path(__file__).parent / "office_changes.py"
    for what, document in (("accept", comparison.final), ("reject", comparison.draft)):
        done = subprocess.run([python, script, path, what], capture_output=True, text=True, timeout=120, check=True)
        assert json.loads(done.stdout) == wanted(document), what


def _has_uno(python: str) -> bool:
    return subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode == 0


def test_tags_stand_as_comments() -> None:
    with zipfile.ZipFile(io.BytesIO(render(small(), "docx"))) as archive:
        comments = etree.fromstring(archive.read("word/comments.xml"))
        body = etree.fromstring(archive.read("word/document.xml"))
    texts = ["".join(one.itertext()) for one in comments]
    assert any("Art. 2(2) → Art. 2(2): duty softened" in text for text in texts)
    assert any("gone from this text" in text for text in texts)
    ids = {one.get(f"{W}id") for one in comments}
    for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert {one.get(f"{W}id") for one in body.iter(f"{W}{mark}")} == ids


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("name", ["zh", "hostile"])
def test_same_bytes(name: str, kind: str) -> None:
    assert render(CASES[name](), kind) == render(CASES[name](), kind)


def test_markdown_markup_is_no_part_of_a_paragraph() -> None:
    from legiscompare.parsing import parse
    from legiscompare.read import read

    source = Path(__file__).parents[1] / "corpus" / "teaching-first-en" / "draft.en.md"
    document = parse(read(source))
    shown = [span.of(document.text) for span in paragraphs(document)]
    assert not [line for line in shown if line.startswith("#")]
    assert any(line.endswith("Purpose") for line in shown)


@pytest.mark.parametrize(
    ("weights", "chain"),
    [
        ({}, []),
        ({(0, 0): 5, (1, 1): 5}, [(0, 0), (1, 1)]),
        ({(0, 1): 5, (1, 0): 9}, [(1, 0)]),
        ({(0, 0): 1, (0, 1): 4, (1, 1): 4, (2, 2): 1}, [(0, 0), (1, 1), (2, 2)]),
        ({(0, 2): 5, (1, 0): 3, (2, 1): 3}, [(1, 0), (2, 1)]),
    ],
)
def test_heaviest_chain(weights, chain) -> None:
    from collections import Counter

    assert _chain(Counter(weights)) == chain


def test_no_formula_no_link_and_text_stays_text() -> None:
    comparison = hostile()
    with zipfile.ZipFile(io.BytesIO(render(comparison, "xlsx"))) as archive:
        names = archive.namelist()
        sheets = [etree.fromstring(archive.read(one)) for one in names if one.startswith("xl/worksheets/sheet")]
        strings = etree.fromstring(archive.read("xl/sharedStrings.xml"))
    for one in sheets:
        assert not one.xpath("//*[local-name()='f' or local-name()='hyperlink']")
        for cell in one.xpath("//*[local-name()='c']"):
            assert cell.get("t") in ("s", None)
    assert not [name for name in names if "externalLink" in name]
    found = {"".join(one.itertext()) for one in strings}
    assert visible(comparison.changes[5].draft[0].text) in found
    for row in sheet.rows(comparison):
        assert visible(row["dropped"]) in found


def test_one_row_a_change_in_the_sheets_columns() -> None:
    comparison = small()
    with zipfile.ZipFile(io.BytesIO(render(comparison, "xlsx"))) as archive:
        first = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    assert len(first.xpath("//*[local-name()='row']")) == 1 + len(comparison.changes)


def test_spans_of_lines() -> None:
    comparison = small()
    assert paragraphs(comparison.draft)[0] == Span(0, len("Harbour Noise Order"))
