"""The library of instruments: texts in versions, what is known of each, claims about them, reference codings."""

from __future__ import annotations

from legiscompare.library.checks import CheckedInstrument, verify
from legiscompare.library.kept import Kept, data_folder, kept
from legiscompare.library.page import build_page
from legiscompare.library.record import SLUG, Instrument, Original, ProvisionStatus, SourceRef, Version
from legiscompare.library.reports import build_report
from legiscompare.library.said import Said, claimed_stages, claims_of, said, with_own_claims
from legiscompare.library.shelf import (
    corpus_folder,
    default,
    instrument,
    instruments,
    originals,
    slugs,
)
from legiscompare.library.state import InstrumentState, Standing, in_short, standing
from legiscompare.library.translation import Problem

__all__ = [
    "SLUG",
    "CheckedInstrument",
    "Instrument",
    "InstrumentState",
    "Kept",
    "Original",
    "Problem",
    "ProvisionStatus",
    "Said",
    "SourceRef",
    "Standing",
    "Version",
    "build_page",
    "build_report",
    "claimed_stages",
    "claims_of",
    "corpus_folder",
    "data_folder",
    "default",
    "in_short",
    "instrument",
    "instruments",
    "kept",
    "originals",
    "said",
    "slugs",
    "standing",
    "verify",
    "with_own_claims",
]
