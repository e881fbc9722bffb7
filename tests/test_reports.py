"""The committed reports are what the present code makes of the present corpus."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from legiscompare import library

REPORTS = ROOT / "reports"


@pytest.mark.parametrize("slug", sorted(path.name for path in REPORTS.iterdir() if path.is_dir()))
def test_committed_reports_are_up_to_date(slug: str, tmp_path: Path) -> None:
    for made in library.build_report(library.instrument(slug), tmp_path, with_originals=False):
        committed = REPORTS / made.relative_to(tmp_path)
        assert committed.read_bytes() == made.read_bytes(), f"{slug}/{made.name} is stale: run `make report`"


def test_every_instrument_with_texts_of_ours_has_its_report() -> None:
    made = {one.slug for one in library.instruments() if one.own}
    assert made == {path.name for path in REPORTS.iterdir() if path.is_dir()}


def test_the_page_of_the_library_is_up_to_date(tmp_path: Path) -> None:
    made = library.build_page(library.instruments(), tmp_path)
    assert (REPORTS / "index.html").read_bytes() == made.read_bytes(), "index.html is stale: run `make report`"


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
