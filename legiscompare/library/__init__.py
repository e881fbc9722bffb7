"""The library of instruments: texts in versions, what is known of each, claims about them, reference codings."""

from __future__ import annotations

from legiscompare.library.instrument import SLUG, Instrument, Original, ProvisionStatus, SourceRef, Version
from legiscompare.library.shelf import (
    corpus_folder,
    data_folder,
    default,
    instrument,
    instruments,
    originals,
    slugs,
)

__all__ = [
    "SLUG",
    "Instrument",
    "Original",
    "ProvisionStatus",
    "SourceRef",
    "Version",
    "corpus_folder",
    "data_folder",
    "default",
    "instrument",
    "instruments",
    "originals",
    "slugs",
]
