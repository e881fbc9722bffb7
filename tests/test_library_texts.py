"""Real official texts beside the checkout, through `corpus fetch --from` and the whole chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from legiscompare import library
from legiscompare.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("LEGISCOMPARE_DATA", str(folder))
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.mark.parametrize(
    ("slug", "folder"),
    [
        ("cn-genai-2023", "cn-genai-2023"),
        ("eu-ai-act", "eu-ai-act"),
        ("eu-gdpr", "eu-gdpr"),
        ("us-consumers-first-act", "us-bills"),
    ],
)
def test_the_texts_fit_their_entry(shared: Path, slug: str, folder: str) -> None:
    made = run("corpus", "fetch", slug, "--from", str(shared / "texts" / folder))
    assert made.exit_code == 0, made.output
    assert run("corpus", "verify", slug).exit_code == 0
    one = library.instrument(slug)
    for version in one.versions:
        kept = one.kept(version)
        wanted = version.to_fetch
        assert kept is not None
        assert wanted is not None
        assert kept.articles == wanted.articles


def test_the_page_of_a_regulator_is_read_as_the_text_is(shared: Path, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    page = (shared / "texts" / "cn-genai-2023" / "final.cac-page.html").read_bytes()
    (folder / "final.html").write_bytes(page)
    made = run("corpus", "fetch", "cn-genai-2023", "final", "--from", str(folder))
    assert made.exit_code == 0, made.output
    assert "24 articles" in made.output


def test_a_final_text_alone_shows_what_is_missing(shared: Path, tmp_path: Path) -> None:
    made = run("corpus", "fetch", "cn-algorithm-recommendation", "--from", str(shared / "texts" / "zh-laws"))
    assert made.exit_code == 3
    assert "final: new" in made.output
    assert "no file here is 'draft'" in made.output
    assert "corpus fetch cn-algorithm-recommendation draft" in run("compare", "cn-algorithm-recommendation").output
