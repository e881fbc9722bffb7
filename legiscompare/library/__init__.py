"""The library of instruments: texts in versions, what is known of each, claims about them, reference codings."""

from __future__ import annotations

from legiscompare.library.checks import Checked, verify
from legiscompare.library.record import SLUG, Instrument, Original, ProvisionStatus, SourceRef, Version
from legiscompare.library.reports import build_report
from legiscompare.library.shelf import (
    corpus_folder,
    data_folder,
    default,
    instrument,
    instruments,
    originals,
    slugs,
)
from legiscompare.library.translation import Problem

__all__ = [
    "SLUG",
    "Checked",
    "Instrument",
    "Original",
    "Problem",
    "ProvisionStatus",
    "SourceRef",
    "Version",
    "build_report",
    "corpus_folder",
    "data_folder",
    "default",
    "instrument",
    "instruments",
    "originals",
    "slugs",
    "verify",
]
