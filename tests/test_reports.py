"""The one committed report is what the present code makes of the embedded pair; the others are built and not kept."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

from legiscompare import library

REPORTS = ROOT / "reports"


def test_the_committed_report_is_up_to_date(tmp_path: Path) -> None:
    for made in library.build_report(library.default(), tmp_path, with_originals=False):
        committed = REPORTS / made.relative_to(tmp_path)
        assert committed.read_bytes() == made.read_bytes(), f"{made.name} is stale: run `make report`"


def test_one_report_is_committed_and_the_others_are_not() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "reports"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("this is no git checkout")
    assert {Path(name).parts[1] for name in listed.stdout.split()} == {library.default().slug}


@pytest.mark.parametrize("slug", sorted(one.slug for one in library.instruments() if one.own))
def test_every_report_is_built_the_same_twice_and_says_that_it_is_made(slug: str, tmp_path: Path) -> None:
    one = library.instrument(slug)
    made = library.build_report(one, tmp_path / "one", with_originals=False)
    again = library.build_report(one, tmp_path / "two", with_originals=False)
    assert [path.read_bytes() for path in made] == [path.read_bytes() for path in again]
    for path in made:
        if path.suffix in {".html", ".md"}:
            assert "Made by legiscompare" in path.read_text(encoding="utf-8").split("\n", 1)[0], path.name


def test_the_page_of_the_library_says_that_it_is_made(tmp_path: Path) -> None:
    made = library.build_page(library.instruments(), tmp_path)
    assert "Made by legiscompare" in made.read_text(encoding="utf-8").split("\n", 1)[0]


def test_the_page_names_every_instrument_stage_and_claim_and_needs_no_network(tmp_path: Path) -> None:
    text = library.build_page(library.instruments(), tmp_path).read_text(encoding="utf-8")
    for one in library.instruments():
        assert f'id="{one.slug}"' in text
        for version in one.versions:
            assert not version.address or version.address.replace("&", "&amp;") in text
        for claim in library.said(one):
            assert (f"<strong>{claim.id}</strong>" in text) is not claim.control
    assert "<script" not in text
    assert "src=" not in text
    assert str(tmp_path) not in text


def test_the_page_shows_what_a_user_has_only_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from test_library_entries import kept

    from legiscompare.library.kept import keep

    monkeypatch.setenv("LEGISCOMPARE_DATA", str(tmp_path / "data"))
    plain = library.build_page(library.instruments(), tmp_path).read_text(encoding="utf-8")
    keep("eu-gdpr", kept("proposal", b"Article 1", articles=91), b"Article 1")
    assert library.build_page(library.instruments(), tmp_path).read_text(encoding="utf-8") == plain
    local = library.build_page(library.instruments(), tmp_path, local=True).read_text(encoding="utf-8")
    assert "1 of 2 here" in local
    assert "1 of 2 here" not in plain
