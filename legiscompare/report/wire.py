"""The published shape of a comparison in JSON, schema `legiscompare/comparison/1.3`.

Each struct is one JSON object; field names are the JSON names. Adding an optional field is a minor change (`/1.1`);
a reader of version 1 ignores what it does not know. Offsets are Unicode code points into the `text` of their document.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from legiscompare.model import (
    Burden,
    Certainty,
    Deontic,
    Dimension,
    Join,
    NormKind,
    Position,
    ProvisionKind,
    Quantifier,
    Role,
    Sign,
    Tag,
    TextRelation,
    TextStatus,
    Verdict,
)

FAMILY = "legiscompare/comparison/1"
"""What every schema of version 1 begins with; a minor version follows after a full stop."""
SCHEMA = f"{FAMILY}.3"


class Wire(msgspec.Struct):
    """Base of all structs: unknown fields are ignored."""


class WireTool(Wire):
    """What made the comparison."""

    name: str
    version: str
    codebook: str
    """Version of the codebook the tags follow."""
    lexicons: str
    """Versions of the language data: `zh 1.0`."""


class WireSettings(Wire):
    """Everything that can change a result besides the texts. `embedder` is there where one was used (1.1)."""

    baseline: str = "draft"
    articles: str = ""
    pairs_sha256: str = ""
    coding_sha256: str = ""
    force: bool = False
    embedder: str | msgspec.UnsetType = msgspec.UNSET


class WireNotice(Wire):
    """Something a reader of the result must know."""

    code: str
    message: str
    side: str = ""
    ref: str = ""


class WireProvision(Wire):
    """A node of a document's tree, in the order of the text; `parent` is the eid of the node above, null at the top."""

    eid: str
    ref: str
    label: str
    kind: ProvisionKind
    number: str
    heading: str | None
    text: str
    """Its own words, without those of its descendants."""
    start: int
    end: int
    """All it covers: number, heading, own words, descendants."""
    parent: str | None
    content: tuple[int, int]
    """Where its own words stand."""
    heading_span: tuple[int, int] | None = None
    page: int | None = None


class WireProvisionStatus(Wire):
    """An article whose text has another status than the whole."""

    ref: str
    status: TextStatus
    note: str = ""


class WireElement(Wire, omit_defaults=True):
    """A part of a norm; `start` to `end` are its words in the document's text. What is left out has its first value."""

    role: Role
    start: int
    end: int
    head: tuple[int, int] | None = None
    """Where the word or cue stands that opens or carries it."""
    join: Join = Join.NONE
    """How its members combine, where it has several."""
    quantifier: Quantifier = Quantifier.NONE
    effected: bool = False
    """Whether the act brings it into being (draw up a report) or meets it (correct a defect)."""
    children: list[WireElement] = []


class WireNorm(Wire, omit_defaults=True):
    """A norm as it was read: who must, may or must not do what. `id` is what the places of changes call `norm`."""

    id: str
    eid: str
    """Of its provision."""
    ref: str
    start: int
    end: int
    kind: NormKind
    deontic: Deontic
    bearer: WireParty
    measured: str
    lead_in: tuple[int, int] | None = None
    """Words above it from which it inherits bearer or modal."""
    namespace: str = "body"
    elements: list[WireElement] = []
    """Its parts in order."""


class WireDocument(Wire):
    """One version of an instrument."""

    title: str
    stage: str
    date: dt.date | None
    language: str
    text_status: TextStatus
    source: str
    """File name or address as the user gave it."""
    sha256: str
    provisions: list[WireProvision]
    text: str
    """The whole text as read: every offset points here."""
    root: WireProvision
    text_note: str = ""
    issuer: list[str] = []
    basis: list[str] = []
    effective: dt.date | None = None
    media: str = "text"
    provision_status: list[WireProvisionStatus] = []
    warnings: list[WireNotice] = []
    norms: list[WireNorm] | msgspec.UnsetType = msgspec.UNSET
    """The norms in the order of the text (1.1)."""
    marks: list[tuple[int, int]] = []
    """Marks of footnotes in the text: they stand in it and are no words of the law."""


class WireProvisionPair(Wire):
    """Which provisions became which, at one level."""

    level: ProvisionKind
    draft: list[str]
    final: list[str]
    position: Position
    text: TextRelation
    cardinality: str
    score: float
    margin: float
    method: str


class WirePlace(Wire):
    """One norm of a change; `text` is the slice `start` to `end` of its document's text."""

    ref: str
    label: str
    text: str
    start: int
    end: int
    norm: str
    eid: str = ""


class WireParty(Wire):
    """A bearer; `class` joins more than one class with `+`, `none` where there is none."""

    class_: str = msgspec.field(name="class")
    text: str
    start: int | None = None
    end: int | None = None


class WireSigned(Wire):
    """A dimension that moved: `-` freer, `+` less free, `?` not readable from the two texts."""

    name: Dimension
    sign: Sign


class WireSlice(Wire):
    """Words of a document and where they stand."""

    text: str
    start: int
    end: int


class WireEvidence(Wire):
    """Why a dimension got its sign."""

    rule: str
    dimension: Dimension
    sign: Sign
    draft: WireSlice | None
    final: WireSlice | None


class WireCandidate(Wire):
    """A norm of the other text that came near, but not near enough."""

    ref: str
    score: float
    margin: float
    norm: str = ""


class WireOpinion(Wire):
    """How another coder codes the same norm."""

    coder: str
    tag: Tag
    burden: Burden
    dimensions: list[WireSigned]
    draft_cue: str = ""
    final_cue: str = ""
    sure: str = ""
    note: str = ""


class WireHeadline(Wire, rename={"zh_hant": "zh-hant"}):
    """A change in one plain sentence or two, as the summary tells it, without its place.

    The text's own words run on in the sentence where it speaks their language; in the others they stand in quotes. Beside
    English and Chinese, the sentence stands in the language of the final text, if reports are written in it.
    """

    en: str
    zh: str
    de: str | msgspec.UnsetType = msgspec.UNSET
    fr: str | msgspec.UnsetType = msgspec.UNSET
    zh_hant: str | msgspec.UnsetType = msgspec.UNSET


class WireChange(Wire):
    """What happened to one norm or to one group of norms; an empty list of places = no counterpart."""

    id: str
    tag: Tag
    burden: Burden
    draft: list[WirePlace]
    final: list[WirePlace]
    kind: NormKind
    bearer: WireParty
    measured: str
    dimensions: list[WireSigned]
    dropped: list[str]
    inserted: list[str]
    evidence: list[WireEvidence]
    external_refs: list[str]
    candidates: list[WireCandidate]
    certainty: Certainty
    by: Literal["machine", "human"]
    edits: list[tuple[Literal["=", "-", "+"], str]]
    edit_spans: list[tuple[int, int, int, int, bool]] = []
    """For each edit: start and end in the draft, start and end in the final text, editorial or not."""
    note: str = ""
    label: str = ""
    position: Position = Position.NONE
    machine: WireChange | None = None
    """The machine's own answer where a person's won over it."""
    opinions: list[WireOpinion] | msgspec.UnsetType = msgspec.UNSET
    """Second opinions, shown beside the tag (1.1)."""
    headline: WireHeadline | msgspec.UnsetType = msgspec.UNSET
    """What changed, in words (1.2); made anew when a file is read, so no reader needs it."""


class WireTermExchange(Wire):
    """A term that gave way to another across the texts."""

    draft: str
    final: str
    times: int
    left: int
    verdict: str
    reason: str = ""
    draft_definition: str = ""
    final_definition: str = ""


class WireMetadataChange(Wire):
    """A change of title, issuer, basis, date, structure."""

    field: str
    draft: str
    final: str
    note: str = ""


class WireClaim(Wire):
    """A published claim and what the texts say of it (codebook §8)."""

    id: str
    claim: str
    draft_ref: str
    """The place it names; `-` for no counterpart."""
    final_ref: str
    asserted: str
    """A tag, or scope_narrowed, scope_widened, moved, renumbered."""
    draft_cue: str
    final_cue: str
    verdict: Verdict
    reason: str
    code: str
    """Stable identifier of the reason."""
    change: str
    """Id of the change it was judged by, or a field of the metadata; empty where none fits."""
    draft_text: str
    """The passage of that change; without a change, what stands at the place."""
    final_text: str
    absent: list[str]
    """`draft`, `final`: sides whose cue stands nowhere in that text."""


class WireSummary(Wire):
    """How many changes there are of each sort; keys with no change are left out."""

    by_tag: dict[str, int]
    by_burden: dict[str, int]
    by_kind: dict[str, int]
    by_measured: dict[str, int]


class WireComparison(Wire, omit_defaults=True):
    """The whole file; `claims` is there where claims were checked."""

    schema: str
    tool: WireTool
    settings: WireSettings
    draft: WireDocument
    final: WireDocument
    provision_pairs: list[WireProvisionPair]
    changes: list[WireChange]
    term_exchanges: list[WireTermExchange]
    metadata_changes: list[WireMetadataChange]
    summary: WireSummary
    warnings: list[WireNotice]
    claims: list[WireClaim] = []
