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
