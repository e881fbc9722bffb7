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
    assert "no file in this folder fits the stage 'draft'" in made.output
    assert "corpus fetch cn-algorithm-recommendation draft" in run("compare", "cn-algorithm-recommendation").output


def test_the_whole_chain_on_a_bill_with_four_stages(shared: Path, tmp_path: Path) -> None:
    slug = "us-consumers-first-act"
    run("corpus", "fetch", slug, "--from", str(shared / "texts" / "us-bills"))
    summary = run("compare", slug, "-f", "summary")
    assert summary.exit_code == 0, summary.output
    assert "Introduced in House (2019-03-05) → Engrossed in House" in summary.output
    other = run("compare", slug, "--stages", "engrossed", "referred", "-f", "summary")
    assert "Referred in Senate" in other.output
    path = tmp_path / "history.md"
    assert run("history", slug, "-o", str(path)).exit_code == 0
    assert path.read_text(encoding="utf-8").count("Reported in House") > 1
    made = run("report", slug, "-o", str(tmp_path / "reports"))
    assert made.exit_code == 0, made.output
    assert (tmp_path / "reports" / slug / "report.html").is_file()
    assert "the library holds no claims about" in run("claims", slug).output


def test_claims_run_on_fetched_texts_and_say_who(shared: Path) -> None:
    run("corpus", "fetch", "eu-ai-act", "--from", str(shared / "texts" / "eu-ai-act"))
    made = run("claims", "eu-ai-act")
    assert made.exit_code == 0, made.output
    assert "Said by: Reuschlaw; DPA; Baker" in made.output
    assert "## EUAI-11: supported" in made.output


def test_a_history_tells_which_stages_are_left_out(shared: Path) -> None:
    run(
        "corpus",
        "fetch",
        "us-consumers-first-act",
        "introduced",
        "engrossed",
        "--from",
        str(shared / "texts" / "us-bills"),
    )
    made = run("history", "us-consumers-first-act")
    assert made.exit_code == 0
    assert "warning: reported is left out" in made.output
    assert "a history needs two" in run("history", "cn-pipl").output
