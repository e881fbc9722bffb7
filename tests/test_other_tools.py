"""What docs/explain/other-tools.md says of tools that can be run here is what they do."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from legiscompare.pipeline import compare
from legiscompare.shortcuts import parse

DRAFT, FINAL = "经营者应当在三日内报告故障。", "经营者可以在三日内报告故障。"


def word_diff(folder: Path, draft: str, final: str, *more: str) -> str:
    if not shutil.which("git"):
        pytest.skip("no git on this machine")
    for name, text in (("draft.txt", draft), ("final.txt", final)):
        (folder / name).write_text(text, encoding="utf-8")
    made = subprocess.run(
        ["git", "-c", "core.quotepath=off", "diff", "--no-index", "--no-color", "--word-diff", *more, "draft.txt", "final.txt"],
        cwd=folder, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    return made.stdout


def test_git_takes_a_run_without_spaces_for_one_word_unless_a_pattern_is_given(tmp_path: Path) -> None:
    assert f"[-{DRAFT}-]{{+{FINAL}+}}" in word_diff(tmp_path, DRAFT, FINAL)
    assert "[-应当-]{+可以+}" in word_diff(tmp_path, DRAFT, FINAL, "--word-diff-regex=.")


def test_git_loses_a_norm_that_moved_and_we_do_not(tmp_path: Path) -> None:
    draft = "Article 1\n\nThe keeper shall sing.\n\nArticle 2\n\nThe operator shall report a fault.\n"
    final = "Article 1\n\nThe operator may report a fault.\n\nArticle 2\n\nThe keeper shall sing.\n"
    assert "[-shall-]{+may+}" not in word_diff(tmp_path, draft, final)
    made = compare(*(parse(text.encode(), language="en") for text in (draft, final)))
    assert {(one.id, one.tag.value) for one in made.changes} == {("2.1~1.1", "softened"), ("1.1~2.1", "unchanged")}


def test_redlines_splits_at_white_space_only() -> None:
    redlines = pytest.importorskip("redlines", reason="redlines is not installed")
    assert [one[0] for one in redlines.Redlines(DRAFT, FINAL).opcodes] == ["replace"]


def test_xmldiff_compares_nodes() -> None:
    xmldiff = pytest.importorskip("xmldiff.main", reason="xmldiff is not installed")
    assert len(xmldiff.diff_texts(f"<p>{DRAFT}</p>", f"<p>{FINAL}</p>")) == 1
