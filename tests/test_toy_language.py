"""The how-to page, followed: a language made of nothing but the files it prints (docs/how-to/add-a-language.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from legiscompare.lang import language, load
from legiscompare.lang.check import faults
from legiscompare.parsing import grammar
from legiscompare.study.examples import compare_words, language_faults
from legiscompare.tag.signs import rules

PAGE = Path(__file__).parents[1] / "docs" / "how-to" / "add-a-language.md"
FILE = re.compile(r"^`([\w/.-]+\.toml)`[^\n]*\n\n```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def lume(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the language that the page makes, in the place of all languages."""
    folder = tmp_path / "lum"
    for name, text in FILE.findall(PAGE.read_text(encoding="utf-8")):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    files = language.resources.files
    monkeypatch.setattr(
        language.resources, "files", lambda name: tmp_path if name == "legiscompare.lang" else files(name)
    )
    for known in (load, language._aliases, grammar.load):
        known.cache_clear()
    # What `tools.examples` writes for a rule that no row of sentences shows.
    notes = (f'[[rule]]\nid = "{name}"\nnote = "no pair of sentences shows it"\n' for name in rules(load("lum")))
    (folder / "rules.toml").write_text("\n".join(notes), encoding="utf-8")
    load.cache_clear()
    yield folder
    for known in (load, language._aliases, grammar.load):
        known.cache_clear()


def test_the_page_prints_every_file(lume: Path) -> None:
    made = {str(path.relative_to(lume)) for path in lume.rglob("*.toml")}
    assert made == {
        "language.toml", "numbering.toml", "structure.toml", "numerals.toml", "words.toml", "rules.toml",
        "lexicon/force.toml", "lexicon/words.toml",
    }  # fmt: skip


def test_nothing_is_wrong_with_it(lume: Path) -> None:
    assert faults("lum") == ()
    assert language_faults("lum") == ()


def test_a_group_that_it_lacks_and_does_not_name_is_a_fault(lume: Path) -> None:
    head = lume / "language.toml"
    head.write_text(head.read_text(encoding="utf-8").replace('"pace", ', ""), encoding="utf-8")
    load.cache_clear()
    assert any("group pace" in str(fault) for fault in faults("lum"))


@pytest.mark.parametrize(
    ("draft", "final", "expected"),
    [
        ("Sutor pov teni libro.", "Sutor du teni libro.", "strengthened deontic+"),
        ("Sutor du nunti malo en 5 dia.", "Sutor du nunti malo en tri dia.", "strengthened time+"),
        ("Sutor du nunti malo en 3 dia.", "Sutor du nunti malo en tri dia.", "reworded"),
        ("Sutor du medi barka.", "Sio malo es, sutor du medi barka.", "softened condition-"),
        ("Sutor du medi barka.", "Sutor du medi barka, nisi malo es liten.", "softened exception-"),
        ("Sutor du medi libro.", "Sutor du medi libro e barka.", "strengthened scope_object+"),
        ("Sutor du medi libro.", "Sutor du medi barka.", "undetermined scope_object?"),
        ("Sutor du teni libro.", "Sutor du teni kodeks.", "reworded"),
    ],
)
def test_it_reads(lume: Path, draft: str, final: str, expected: str) -> None:
    (change,) = compare_words(f"Kap 1\n{draft}", f"Kap 1\n{final}", "lum").changes
    assert " ".join([change.tag, *(f"{name}{sign}" for name, sign in change.dimensions)]) == expected
