"""Build `reports/` from the library: one folder per instrument, every format that is text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from legiscompare.library.said import with_own_claims
from legiscompare.library.shelf import originals
from legiscompare.pipeline import compare
from legiscompare.report import render
from legiscompare.report.messages import language_of

if TYPE_CHECKING:
    from legiscompare.library.record import Instrument

FILES = {
    "summary": "summary.txt",
    "markdown": "report.md",
    "html": "report.html",
    "json": "comparison.json",
    "csv": "sheet.csv",
}
"""Formats that are built, with their file names."""


def build_report(one: Instrument, folder: str | Path, *, with_originals: bool = True) -> tuple[Path, ...]:
    """Compare the first and the last version of an instrument and write its reports into `folder/<slug>/`.

    Originals that the user has stand beside a translation unless `with_originals` is False. Gives the files written.
    """
    draft, final = one.pair()
    comparison = compare(draft, final)
    if one.claims:
        comparison = with_own_claims(comparison, one)
    target = Path(folder) / one.slug
    target.mkdir(parents=True, exist_ok=True)
    beside = originals(one) if with_originals else (None, None)
    language = language_of(final)
    written = []
    for name, file in FILES.items():
        path = target / file
        render(comparison, name, path=path, language=language, originals=beside)
        written.append(path)
    return tuple(written)
