"""The one sentence of `explain`, and the tree of elements that `outline --norms` shows."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT

from legiscompare.cli import main
from legiscompare.model import Role, Sign
from legiscompare.pipeline import compare
from legiscompare.report import load, render
from legiscompare.shortcuts import parse
from legiscompare.study.paths import path_of, sentence


def compared(draft: str, final: str, language: str):
    heads = {"en": "Article 1\n\n{}\n", "zh": "第一条　{}\n"}
    return compare(*(parse(heads[language].format(text).encode(), language=language) for text in (draft, final)))


@pytest.mark.parametrize(
    ("language", "draft", "final", "words"),
    [
        (
            "en", "The operator shall report a fault within three days.", "The operator shall report a fault.",
            "This duty is softened: in its time, “within three days” is gone, which leaves the regulated freer.",
        ),
        (
            "en", "The operator shall report a fault within three days.", "The operator shall report a fault within five days.",
            "This duty is softened: in its time, “three days” became “five days”, which leaves the regulated freer.",
        ),
        ("zh", "经营者应当在三日内报告故障。", "经营者应当报告故障。", "该义务判为“放宽”：在时间中，“在三日内”被删去，被规范方因此更自由。"),
        ("en", "The operator shall sing.", "The operator shall sing.", "This duty is unchanged."),
    ],
)  # fmt: skip
def test_the_sentence(language: str, draft: str, final: str, words: str) -> None:
    made = compared(draft, final, language)
    assert sentence(made, made.changes[0], language) == words


@pytest.mark.parametrize("slug", ["teaching-drones-en", "teaching-brokers-zh"])
def test_every_change_has_one_sentence_in_both_languages(slug: str, tmp_path: Path) -> None:
    folder, own = ROOT / "corpus" / slug, slug[-2:]
    made = compare(*(parse(folder / f"{side}.{own}.md") for side in ("draft", "final")))
    render(made, "json", path=tmp_path / "c.json")
    kept = load(tmp_path / "c.json")
    for one in made.changes:
        for language in ("en", "zh"):
            said = sentence(made, one, language)
            assert "{" not in said
            assert said.endswith(("。", "."))
            assert sentence(kept, one, language) == said, "a file tells the same as what it was made of"


def test_both_languages_have_all_words() -> None:
    table = tomllib.loads((ROOT / "legiscompare" / "study" / "paths.toml").read_text(encoding="utf-8"))
    assert table["en"].keys() == table["zh"].keys()
    for language in table.values():
        assert set(language["role"]) == set(Role)
        assert set(language["effect"]) == set(Sign)


def test_elements_lie_in_the_norm_and_the_innermost_is_found() -> None:
    made = compared("Where a fault lasts 3 days, the operator shall report it.", "The operator shall report it.", "en")
    (norm,) = made.norms[0]
    at = made.draft.text.index("3 days")
    (inner,) = [child for one in norm.elements for child in one.children if child.span.start == at]
    assert path_of(norm.elements, inner.span)[0] == "condition"


def test_ids_that_begin_with_a_dash_can_be_explained(tmp_path: Path) -> None:
    made = compared(
        "The operator shall sing.", "The operator shall sing. The keeper must close the gate at dusk.", "en"
    )
    render(made, "json", path=tmp_path / "c.json")
    (new,) = [one.id for one in made.changes if not one.draft]
    assert new.startswith("-~")
    done = CliRunner().invoke(main, ["explain", new, "--in", str(tmp_path / "c.json")])
    assert done.exit_code == 0, done.stderr
    assert "is added: it has no counterpart in the draft." in done.stdout


def test_outline_shows_the_tree_of_elements(tmp_path: Path) -> None:
    law = tmp_path / "law.md"
    law.write_text("# Article 1\n\nWhere a fault lasts 3 days, the operator shall report it.\n", encoding="utf-8")
    out = CliRunner().invoke(main, ["outline", str(law), "--norms", "--language", "en"]).stdout
    for line in ("condition", "bearer", "modal", "act"):
        assert f"\n        {line}" in out
    tree = json.loads(
        CliRunner().invoke(main, ["outline", str(law), "--norms", "-f", "json", "--language", "en"]).stdout
    )
    norm = tree["provisions"][0]["children"][0]["norms"][0]
    assert [one["role"] for one in norm["elements"]][:3] == ["condition", "bearer", "modal"]
    assert all(norm["start"] <= one["start"] < one["end"] <= norm["end"] for one in norm["elements"])
