"""The whole result, and the settings that it was made under."""

from __future__ import annotations

from dataclasses import dataclass, field

from legiscompare.model.alignment import ProvisionPair, TermExchange
from legiscompare.model.change import Change, MetadataChange
from legiscompare.model.claim import Judgement
from legiscompare.model.norm import Norm
from legiscompare.model.text import Document, Notice


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can change a result besides the texts."""

    baseline: str = "draft"
    articles: str = ""
    """Range of articles compared, as given; empty = all."""
    pairs_sha256: str = ""
    coding_sha256: str = ""
    force: bool = False
    embedder: str = ""
    """Plug-in that looked at the meaning of norms left over by the words; empty = none."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole result of a comparison. It cannot be changed."""

    draft: Document
    final: Document
    provision_pairs: tuple[ProvisionPair, ...]
    changes: tuple[Change, ...]
    """In the order of the final text; removed ones stand where they stood in the draft."""
    term_exchanges: tuple[TermExchange, ...]
    metadata_changes: tuple[MetadataChange, ...]
    settings: Settings
    warnings: tuple[Notice, ...]
    codebook: str = "2"
    lexicons: str = ""
    """Versions of the language data used: `zh 1.0`."""
    norms: tuple[tuple[Norm, ...], tuple[Norm, ...]] = field(default=((), ()), compare=False, repr=False)
    """The norms of the draft and of the final text, as they were read; empty in files of schema 1.0."""
    claims: tuple[Judgement, ...] = ()
    """Published claims checked against it, in the order of their file; they change nothing else in it."""
