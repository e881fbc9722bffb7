"""The nouns of legiscompare: frozen dataclasses and enums, no input or output.

Structure follows Akoma Ntoso, norms follow Institutional Grammar 2.0, tags follow the project's codebook.
All offsets are Unicode code points into `Document.text`, the text as read; ranges are half-open. Every name is imported
from here; in which of the modules below it stands may change.
"""

from legiscompare.model.alignment import Alignment, Candidate, NormPair, ProvisionPair, TermExchange
from legiscompare.model.change import Change, Edit, Evidence, MetadataChange, Op, Opinion, Place
from legiscompare.model.claim import Claim, Judgement, Verdict
from legiscompare.model.comparison import Comparison, Settings
from legiscompare.model.kinds import (
    Burden,
    Certainty,
    Deontic,
    Dimension,
    NormKind,
    PartyClass,
    Position,
    ProvisionKind,
    Sign,
    Tag,
    TextRelation,
    TextStatus,
)
from legiscompare.model.norm import Cue, Element, Join, Norm, Party, Quantifier, Quantity, Role
from legiscompare.model.text import Block, BlockKind, Declared, Document, Notice, Provision, SourceText, Span

__all__ = [
    "Alignment",
    "Block",
    "BlockKind",
    "Burden",
    "Candidate",
    "Certainty",
    "Change",
    "Claim",
    "Comparison",
    "Cue",
    "Declared",
    "Deontic",
    "Dimension",
    "Document",
    "Edit",
    "Element",
    "Evidence",
    "Join",
    "Judgement",
    "MetadataChange",
    "Norm",
    "NormKind",
    "NormPair",
    "Notice",
    "Op",
    "Opinion",
    "Party",
    "PartyClass",
    "Place",
    "Position",
    "Provision",
    "ProvisionKind",
    "ProvisionPair",
    "Quantifier",
    "Quantity",
    "Role",
    "Settings",
    "Sign",
    "SourceText",
    "Span",
    "Tag",
    "TermExchange",
    "TextRelation",
    "TextStatus",
    "Verdict",
]
