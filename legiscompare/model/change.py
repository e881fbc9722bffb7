"""What happened to a norm: the edit, the evidence, the tag, and what others say of it."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from legiscompare.model.alignment import Candidate
from legiscompare.model.kinds import Burden, Certainty, Dimension, NormKind, PartyClass, Position, Sign, Tag
from legiscompare.model.norm import Party
from legiscompare.model.text import Span


class Op(enum.StrEnum):
    """Operation of an edit."""

    EQUAL = "="
    DELETE = "-"
    INSERT = "+"


@dataclass(frozen=True, slots=True)
class Edit:
    """Neighbouring words that were kept, deleted or inserted together.

    EQUAL has the same characters on both sides; DELETE has an empty final span, INSERT an empty draft span.
    """

    op: Op
    draft: Span
    final: Span
    editorial: bool = False
    """A difference of spacing, width, punctuation or case only."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a dimension got its sign: a rule, and the words on both sides."""

    rule: str
    """`zh.obligation_type.result-to-conduct`; `explain RULE` shows it."""
    dimension: Dimension
    sign: Sign
    draft: Span | None
    final: Span | None
    certain: bool = field(default=True, compare=False)
    """Whether the words and their place decide alone. Known while changes are made; not kept in files."""


@dataclass(frozen=True, slots=True)
class Place:
    """One norm of a change, as a quote: a slice of its document's text."""

    ref: str
    """`15.1`, with `#n` where its provision holds more than one norm."""
    label: str
    text: str
    span: Span
    norm: str
    eid: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """How another coder codes the same norm. It stands beside the tag of the program and never replaces it."""

    coder: str
    """Name of the coder, as its sheet is called."""
    tag: Tag
    burden: Burden
    dimensions: tuple[tuple[Dimension, Sign], ...] = ()
    draft_cue: str = ""
    """Words of the draft that the coder quotes; empty for none."""
    final_cue: str = ""
    sure: str = ""
    """3 sure, 2 probable, 1 doubtful."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one norm or to one group of norms."""

    id: str
    """From refs and content, stable: `15.1~14.1`, `-~19.2#2`."""
    tag: Tag
    burden: Burden
    draft: tuple[Place, ...]
    final: tuple[Place, ...]
    kind: NormKind
    bearer: Party
    measured: tuple[PartyClass, ...]
    dimensions: tuple[tuple[Dimension, Sign], ...]
    dropped: tuple[str, ...]
    inserted: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    certainty: Certainty
    edits: tuple[Edit, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    external_refs: tuple[str, ...] = ()
    by: str = "machine"
    """`machine` or `human`."""
    note: str = ""
    machine: Change | None = None
    """The machine's own answer where a person's won over it."""
    opinions: tuple[Opinion, ...] = ()
    """What second opinions say; they change nothing else in it."""
    label: str = ""
    """Words for readers by kind: `permission narrowed`, `sanction lowered` (codebook §3)."""
    position: Position = Position.NONE


@dataclass(frozen=True, slots=True)
class MetadataChange:
    """A change of title, issuer, basis, date, structure."""

    field: str
    draft: str
    final: str
    note: str = ""
