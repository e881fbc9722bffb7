"""Instruments on disk: facts that are checked, translations that are compared with their originals."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from legiscompare import library
from legiscompare.errors import DataError, UsageError
from legiscompare.library.translation import Glossary, Term, check_echoes, check_translation, figures, han_number
from legiscompare.model import Document, TextStatus
from legiscompare.shortcuts import parse

if TYPE_CHECKING:
    from pathlib import Path

SLUGS = library.slugs()


@pytest.fixture(autouse=True)
def nothing_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What whoever runs the tests has fetched is none of the tests' business."""
    monkeypatch.setenv("LEGISCOMPARE_DATA", str(tmp_path / "data of the tests"))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_instrument_is_sound(slug: str) -> None:
    one = library.instrument(slug)
    found = library.verify(one)
    assert [str(problem) for problem in found.problems] == []
    assert found.done
    if not one.own:
        assert any(line.startswith("the entry was read") for line in found.done)
        return
    draft, final = one.pair()
    assert draft.language == final.language == one.language
    assert draft.text_status is not TextStatus.UNKNOWN
    assert draft.origin == f"{slug}/{one.versions[0].file}", "no path of this machine"


def test_exactly_one_is_the_default() -> None:
    assert library.default().slug == "cn-genai-2023"
    assert sum(one.default for one in library.instruments()) == 1


def test_the_embedded_translation_agrees_with_the_originals(shared: Path) -> None:
    texts = shared / "texts" / "cn-genai-2023"
    found = library.verify(library.instrument("cn-genai-2023"), (texts / "draft.zh.txt", texts / "final.zh.txt"))
    assert [str(problem) for problem in found.problems] == []
    assert any("compared with the originals" in line for line in found.done)


def test_originals_are_found_in_the_data_folder(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "cn-genai-2023"
    folder.mkdir()
    for name in ("draft.zh.txt", "final.zh.txt"):
        shutil.copy(shared / "texts" / "cn-genai-2023" / name, folder / name)
    monkeypatch.setenv("LEGISCOMPARE_DATA", str(tmp_path))
    first, last = library.originals(library.instrument("cn-genai-2023"))
    assert first is not None
    assert last is not None
    assert first.language == "zh"
    assert not any(notice.code == "library.other-original" for notice in first.warnings)
    (folder / "draft.zh.txt").write_text("第一条　另一个文本。\n", encoding="utf-8")
    first, _ = library.originals(library.instrument("cn-genai-2023"))
    assert first is not None
    assert any(notice.code == "library.other-original" for notice in first.warnings)


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of one instrument that a test may spoil."""
    folder = tmp_path / "teaching-first-en"
    shutil.copytree(library.corpus_folder() / "teaching-first-en", folder)
    monkeypatch.setenv("LEGISCOMPARE_CORPUS", str(tmp_path))
    return folder


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('slug = "teaching-first-en"', 'slug = "other"', "not the name of its folder"),
        ('kind = "teaching"', 'kind = "toy"', "toy"),
        ('file = "draft.en.md"', 'file = "../draft.en.md"', "not a simple file name"),
        ('file = "draft.en.md"', 'file = "none.md"', "is missing beside it"),
        ('id = "final"', 'id = "draft"', "each with its own id"),
        ('text_status = "invented"', 'text_statis = "invented"', "text_statis"),
        ('text_status = "invented"', 'text_status = "holy"', "holy"),
        ("date = 2030-09-02", "date = 2040-09-02", "order of their dates"),
        ('id = "final"', 'id = "Final text"', "not a simple name"),
        ('id = "final"', 'id = "final"\naddress = "http://law.example/x"', "not an https address"),
        ('id = "final"', 'id = "final"\nunverified = ["weather"]', "names what is not a field"),
        ('kind = "teaching"', 'kind = "teaching"\npair = ["draft", "fnal"]', "does not have"),
        ('title = "', "title = ", "instrument.toml"),
    ],
)
def test_a_malformed_instrument_says_what_and_where(copy: Path, old: str, new: str, fault: str) -> None:
    path = copy / "instrument.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=fault) as caught:
        library.instrument("teaching-first-en")
    assert "instrument.toml" in str(caught.value)


def test_verify_finds_a_spoiled_key(copy: Path) -> None:
    path = copy / "coding.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("serves the safe", "serves the quick", 1), encoding="utf-8"
    )
    problems = library.verify(library.instrument("teaching-first-en")).problems
    assert [one.check for one in problems] == ["coding"]
    assert "serves the quick" in problems[0].what


def test_unknown_names(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="no instrument"):
        library.instrument("../cn-genai-2023")
    with pytest.raises(UsageError, match="no version"):
        library.instrument("teaching-first-en").version("second")
    monkeypatch.setenv("LEGISCOMPARE_CORPUS", "/no/such/folder")
    with pytest.raises(UsageError, match="LEGISCOMPARE_CORPUS"):
        library.slugs()


def test_an_instrument_without_a_key_can_still_be_verified(copy: Path) -> None:
    (copy / "coding.csv").unlink()
    found = library.verify(library.instrument("teaching-first-en"))
    assert not found.problems
    assert any("no coding.csv" in line for line in found.done)


ZH = "第一条　提供者应当采取措施。\n第二条　用户可以在三日内投诉，罚款一万元。\n第三条　提供者应当采取措施。\n"
EN = """Article 1

The provider shall take measures.

Article 2

Users may complain within three days, on pain of a fine of 10,000 yuan.

Article 3

The provider shall take measures.
"""
TERMS = Glossary(
    [
        Term("采取措施", ("take measures",), 2),
        Term("提供者", ("provider",), 3),
        Term("应当", ("shall",), 4),
        Term("应", ("shall",), 5),
        Term("用户", ("user",), 6),
        Term("可以", ("may",), 7),
        Term("投诉", ("complain", "complaint"), 8),
    ]
)


def pair(zh: str, en: str) -> tuple[Document, Document]:
    return parse(zh.encode(), language="zh"), parse(en.encode(), language="en")


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        ("", "", ""),
        ("Article 3\n\nThe provider shall take measures.\n", "", "structure"),
        ("10,000", "100,000", "figures"),
        ("Users", "Customers", "glossary"),
        ("Users may complain", "Users may complain about a provider", "glossary"),
        ("may complain", "shall complain", "glossary"),
    ],
)
def test_a_translation_that_departs_is_found(old: str, new: str, check: str) -> None:
    assert old in EN
    original, translation = pair(ZH, EN.replace(old, new, 1) if old else EN)
    en_numerals = [
        one for one in check_translation(original, translation, where="draft", glossary=TERMS) if not _three(one.what)
    ]
    assert {one.check for one in en_numerals} == ({check} if check else set())


def _three(what: str) -> bool:
    """ "三日" is "three days": English numerals in words are not figures."""
    return what == "the original has [3, 10000], the translation [10000]"


def test_equal_words_with_two_translations_are_found() -> None:
    draft = pair(ZH, EN)
    final = pair(ZH, EN.replace("The provider shall take measures.", "The provider must act.", 2))
    problems = check_echoes((draft[0], final[0]), (draft[1], final[1]), names=("draft", "final"))
    assert problems
    assert "one original, two translations" in problems[0].what
    assert not check_echoes((draft[0], draft[0]), (draft[1], draft[1]), names=("draft", "final"))


@pytest.mark.parametrize(
    ("text", "number"), [("一", 1), ("十", 10), ("十五", 15), ("二十", 20), ("三百零五", 305), ("一万", 10000), ("十二万", 120000), ("一万五千", 15000)]
)  # fmt: skip
def test_han_numerals(text: str, number: int) -> None:
    assert han_number(text) == number


def test_figures() -> None:
    assert figures("within 3 months, 10,000 yuan, 15 August 2023") == {3: 1, 10000: 1, 15: 1, 8: 1, 2023: 1}
    assert figures("3个月内，一万元以上十万元以下，2023年8月15日") == {3: 1, 10000: 1, 100000: 1, 2023: 1, 8: 1, 15: 1}


def test_reports_are_the_same_bytes_twice(tmp_path: Path) -> None:
    one = library.instrument("teaching-first-zh")
    made = [library.build_report(one, tmp_path / name) for name in ("a", "b")]
    assert [path.read_bytes() for path in made[0]] == [path.read_bytes() for path in made[1]]
    assert str(tmp_path) not in made[0][2].read_text(encoding="utf-8")
