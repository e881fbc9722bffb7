"""The nouns of legiscompare: frozen dataclasses and enums, no input or output.

Structure follows Akoma Ntoso, norms follow Institutional Grammar 2.0, tags follow the project's codebook.
All offsets are Unicode code points into `Document.text`, the text as read; ranges are half-open.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of Unicode code points in a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words this span covers in `text`."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class TextStatus(enum.StrEnum):
    """How far a text may be quoted as the words of the lawmaker."""

    OFFICIAL = "official"
    TRANSCRIPTION = "transcription"
    TRANSLATION = "translation"
    INVENTED = "invented"
    UNKNOWN = "unknown"


class ProvisionKind(enum.StrEnum):
    """Akoma Ntoso's names for the nodes of a legal text."""

    DOCUMENT = "document"
    PREAMBLE = "preamble"
    RECITAL = "recital"
    PART = "part"
    TITLE = "title"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    SUBPARAGRAPH = "subparagraph"
    POINT = "point"
    ANNEX = "annex"
    TABLE = "table"
    SIGNATURE = "signature"


class NormKind(enum.StrEnum):
    """Kinds of norm, codebook §2."""

    OBLIGATION = "obligation"
    PROHIBITION = "prohibition"
    PERMISSION = "permission"
    EXEMPTION = "exemption"
    RIGHT = "right"
    POWER = "power"
    SANCTION = "sanction"
    SCOPE = "scope"
    DEFINITION = "definition"
    PROCEDURE = "procedure"
    PRINCIPLE = "principle"
    ENCOURAGEMENT = "encouragement"
    REFERENCE = "reference"


class Deontic(enum.StrEnum):
    """How strongly a norm binds (Institutional Grammar's deontic). BINDS: without a modal (liability, present tense)."""

    SHALL = "shall"
    SHALL_NOT = "shall_not"
    BINDS = "binds"
    SHOULD = "should"
    MAY = "may"
    NONE = "none"


class PartyClass(enum.StrEnum):
    """Classes of bearer and measured party, codebook §2."""

    REGULATED = "regulated"
    AUTHORITY = "authority"
    USER = "user"
    OTHER = "other"
    NONE = "none"


class Tag(enum.StrEnum):
    """What happened to a norm, codebook §4."""

    SOFTENED = "softened"
    REMOVED = "removed"
    ADDED = "added"
    STRENGTHENED = "strengthened"
    MIXED = "mixed"
    UNDETERMINED = "undetermined"
    REWORDED = "reworded"
    UNCHANGED = "unchanged"


class Burden(enum.StrEnum):
    """Where the measured party ends up, codebook §5."""

    UP = "up"
    DOWN = "down"
    BOTH = "both"
    UNCLEAR = "unclear"
    NONE = "none"


class Sign(enum.StrEnum):
    """Sign of a dimension: `-` freer, `+` less free, `?` the two texts do not tell (codebook §6)."""

    FREER = "-"
    LESS_FREE = "+"
    UNREADABLE = "?"


class Dimension(enum.StrEnum):
    """The fifteen dimensions along which a norm can move, codebook §6."""

    DEONTIC = "deontic"
    OBLIGATION_TYPE = "obligation_type"
    ACT = "act"
    QUALIFIER = "qualifier"
    PRECISION = "precision"
    SCOPE_PARTY = "scope_party"
    SCOPE_OBJECT = "scope_object"
    CONDITION = "condition"
    EXCEPTION = "exception"
    TIME = "time"
    QUANTITY = "quantity"
    ENFORCEMENT = "enforcement"
    DELEGATION = "delegation"
    PROCEDURE = "procedure"
    DEFINITION = "definition"


class Certainty(enum.StrEnum):
    """How sure the program is of a change. How often each band is right is measured and published."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Position(enum.StrEnum):
    """Where a provision went. RENUMBERED: another number in the same order; MOVED: out of order."""

    SAME = "same"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    NONE = "none"


class TextRelation(enum.StrEnum):
    """How a provision's words relate. EDITORIAL: only numbering, punctuation, spacing, neutral renames differ."""

    IDENTICAL = "identical"
    EDITORIAL = "editorial"
    REVISED = "revised"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader of the result must know: a fallback, a fault of a source, a limit of the method."""

    code: str
    """Stable identifier, for filters and tests: `parse.gap`, `align.too-many`."""
    message: str
    side: str = ""
    """`draft`, `final` or empty."""
    ref: str = ""
    """The provision it concerns, or empty."""


class BlockKind(enum.StrEnum):
    """What kind of block a piece of text is, before any article is recognised in it."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    NOTE = "note"
    """A footnote or a comment of the file. It stays in the text but is no part of the law."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that the source sets apart: a line, a paragraph, a heading, a list item."""

    span: Span
    """Its words, without markup, list marker excluded where `marker` holds it."""
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    """Heading level (1 = highest), or nesting depth of a list item (1 = outermost); 0 otherwise."""
    marker: str = ""
    """Number as the source's list markup gives it (`1.`, `a.`), where it is not in the words."""
    page: int | None = None
    """Page of the source, counted from 1, where the source has pages."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A provision as the source itself declares it (XML). In other sources the numbers have to show it."""

    kind: ProvisionKind
    number: Span | None
    heading: Span | None
    content: Span
    """Its own words; empty range if it has none."""
    children: tuple[Declared, ...] = ()
    normal: str | None = None
    """Its number as the source's own identifier has it (`5a` of `art_5a`, empty of `annex`); None without identifier."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a reader gives: the text as read, and its blocks in order."""

    text: str
    """Decoded text with `\\n` line ends. All later offsets point here."""
    blocks: tuple[Block, ...]
    origin: str
    """File name or address as the user gave it."""
    sha256: str
    """Of `text` encoded as UTF-8: equals the file's own for a UTF-8 file with `\\n` line ends."""
    media: str
    """`text`, `markdown`, `html`, `pdf`, `docx`, `akn`, `uslm`, `billdtd`."""
    metadata: dict[str, str] = field(default_factory=dict)
    """What the file itself declares: title, language, date."""
    warnings: tuple[Notice, ...] = ()
    declared: tuple[Declared, ...] = ()
    """The provisions, where the source declares its structure; empty where it is to be found in the words."""
    marks: tuple[Span, ...] = ()
    """Marks of footnotes in the words of the law: they say nothing."""


@dataclass(frozen=True, slots=True)
class Provision:
    """A node of a document's tree."""

    eid: str
    """Akoma Ntoso identifier, unique in the document: `art_4__para_1__point_5`."""
    ref: str
    """The project's reference: `4.1.5`. Unique, but an unnumbered subparagraph bears its paragraph's."""
    label: str
    """As a lawyer cites it: `Art. 4(1)(5)`, `第四条第一款第（五）项`."""
    kind: ProvisionKind
    number: str
    """As printed, or empty."""
    heading: Span | None
    span: Span
    """Everything: number, heading, own words, descendants."""
    content: Span
    """Its own words only, without number, heading and descendants; empty range if it has none."""
    children: tuple[Provision, ...] = ()
    page: int | None = None

    def walk(self) -> Iterator[Provision]:
        """The provision itself and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Document:
    """One version of an instrument."""

    text: str
    root: Provision
    language: str
    """BCP-47: `zh`, `en`, `de`, `fr`."""
    origin: str
    sha256: str
    title: str = ""
    stage: str = ""
    """Official name of the stage, as given: `征求意见稿`, `Commission proposal`."""
    date: dt.date | None = None
    issuer: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    """Acts named as legal basis."""
    effective: dt.date | None = None
    text_status: TextStatus = TextStatus.UNKNOWN
    text_note: str = ""
    provision_status: dict[str, tuple[TextStatus, str]] = field(default_factory=dict)
    """ref of an article -> (status, note), where it differs from the whole."""
    media: str = "text"
    warnings: tuple[Notice, ...] = ()
    marks: tuple[Span, ...] = ()
    """Marks of footnotes in the words of the law: they say nothing."""

    def walk(self) -> Iterator[Provision]:
        """All provisions but the root, in the order of the text."""
        walk = self.root.walk()
        next(walk)
        yield from walk

    def slice(self, span: Span) -> str:
        """The words a span covers."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Party:
    """A bearer: its class and its name in the text's own words."""

    classes: tuple[PartyClass, ...] = ()
    """Sorted by codebook order; more than one where two classes are bound together."""
    text: str = ""
    span: Span | None = None

    @property
    def label(self) -> str:
        """`regulated+user`, or `none`."""
        return "+".join(self.classes) or PartyClass.NONE


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measure in a form in which two measures can be compared."""

    unit: str
    """`day`, `working_day`, `hour`, `month`, `year`, `CNY`, `EUR`, `percent`, `person`, `age`, `count`."""
    low: float | None
    high: float | None
    """Equal for a single figure; None = open."""
    role: str
    """`deadline`, `period`, `frequency`, `amount`, `threshold`, `age`, `number`."""
    span: Span


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of a lexicon found in a norm."""

    id: str
    """Entry of the lexicon: `qualifier.feasible`."""
    span: Span


class Role(enum.StrEnum):
    """What an element does in its norm (Institutional Grammar 2.0; LegalRuleML for bearer and authority)."""

    BEARER = "bearer"
    MODAL = "modal"
    ACT = "act"
    OBJECT = "object"
    RECIPIENT = "recipient"
    CONDITION = "condition"
    EXCEPTION = "exception"
    CONSTRAINT = "constraint"
    """Standard, manner, means, place: how the act is done."""
    TIME = "time"
    QUANTITY = "quantity"
    PURPOSE = "purpose"
    SANCTION = "sanction"
    REFERENCE = "reference"
    AUTHORITY = "authority"
    """Who acts for the State: the agent of a passive, 由."""
    TERM = "term"
    DEFINIENS = "definiens"
    OTHER = "other"
    """Words of no role: joins, marks."""


class Join(enum.StrEnum):
    """How the members of an element combine."""

    NONE = "none"
    ALL = "all"
    ANY = "any"
    CHOICE = "choice"
    """One of them satisfies."""
    OPEN = "open"
    """Examples: such as, 等."""


class Quantifier(enum.StrEnum):
    """How many of its kind an element names."""

    NONE = "none"
    EVERY = "every"
    SOME = "some"
    THE = "the"


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a norm. The elements of a norm cover it whole, without overlap; only white space lies between them."""

    role: Role
    span: Span
    """Its words, its children's among them."""
    head: Span | None = None
    """The word or cue that opens or carries it."""
    join: Join = Join.NONE
    """How its members combine, where it has several."""
    quantifier: Quantifier = Quantifier.NONE
    effected: bool = False
    """True if the act creates it (draw up a report), false if it was there before (correct a defect)."""
    children: tuple[Element, ...] = ()
    """List points, nested conditions, quantities and references inside it, in order; they need not tile it."""


@dataclass(frozen=True, slots=True)
class Norm:
    """One institutional statement: bearer, modality, act (codebook §1; Institutional Grammar 2.0)."""

    id: str
    """`4.1.5#1`: the provision's ref and the norm's place in it."""
    provision: str
    """eid of its provision."""
    ref: str
    span: Span
    """Its own words."""
    lead_in: Span | None
    """Words above it from which it inherits bearer or modality."""
    kind: NormKind
    deontic: Deontic
    deontic_span: Span | None
    """Where the modal stands; may lie in `lead_in`."""
    bearer: Party
    measured: tuple[PartyClass, ...]
    """The party whose freedom it limits or frees; empty for policy statements."""
    aim: Span | None = None
    """Institutional Grammar's aim: the act (verb group)."""
    object: Span | None = None
    conditions: tuple[Span, ...] = ()
    """Activation conditions: triggers that must be met first."""
    constraints: tuple[Span, ...] = ()
    """Execution constraints: standard, manner, purpose."""
    exceptions: tuple[Span, ...] = ()
    or_else: tuple[Span, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    cues: tuple[Cue, ...] = ()
    refs: tuple[Cue, ...] = ()
    """References to provisions of the same document; `id` is the normalised ref."""
    external_refs: tuple[Cue, ...] = ()
    """Other acts named; `id` is the act's name as printed."""
    namespace: str = "body"
    """`body`, `recital`, `annex`, `definition`."""
    elements: tuple[Element, ...] = ()
    """Its parts in order, tiling `span`; one element of role `act` where its structure was not recognised."""
    inherited: tuple[Span, ...] = ()
    """All words above it from which it may inherit, outermost first; `lead_in` is the last of them."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A norm of the other text that came near, but not near enough."""

    norm: str
    score: float
    margin: float
    """Its score over the next one in another place; 1.0 = no better than the next."""


@dataclass(frozen=True, slots=True)
class NormPair:
    """Which norms of the draft became which norms of the final text. Both sides non-empty."""

    draft: tuple[str, ...]
    final: tuple[str, ...]
    score: float
    """Similarity, 0 to 1."""
    margin: float
    """Score over the best alternative in another place; 1.0 = no better; capped at 9.99."""
    method: str
    """`exact`, `shingles`, `containment`, `rescue`, `term`, `fixed` (by a person)."""


@dataclass(frozen=True, slots=True)
class ProvisionPair:
    """Which provisions became which, at one level."""

    level: ProvisionKind
    draft: tuple[str, ...]
    """refs."""
    final: tuple[str, ...]
    position: Position
    text: TextRelation
    score: float
    margin: float
    method: str

    @property
    def cardinality(self) -> str:
        """`1:1`, `1:n` (split), `n:1` (join), `n:m`, `1:0`, `0:1`."""
        sizes = [("0", "1", "n")[min(len(side), 2)] for side in (self.draft, self.final)]
        return "n:m" if sizes == ["n", "n"] else ":".join(sizes)


@dataclass(frozen=True, slots=True)
class TermExchange:
    """A term that gave way to another across the texts (codebook §7)."""

    draft: str
    final: str
    times: int
    """Aligned places where the one stands for the other."""
    left: int
    """Places of the final text where the old term still stands."""
    verdict: str
    """`neutral` (ignored in matching and tagging) or `substantive`."""
    reason: str
    """Why: `defined alike`, `same head`, `replaced everywhere`, `both terms in use` …"""
    draft_definition: str = ""
    final_definition: str = ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """What became what between two documents."""

    pairs: tuple[NormPair, ...]
    provision_pairs: tuple[ProvisionPair, ...]
    candidates: dict[str, tuple[Candidate, ...]]
    """For each unpaired norm, by `draft:ID` or `final:ID`: the best of the other side, best first."""
    term_exchanges: tuple[TermExchange, ...]
    ref_map: dict[str, tuple[str, ...]]
    """draft ref -> final refs, article and paragraph level; tells an editorial cross-reference from a change."""
    warnings: tuple[Notice, ...] = ()


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


class Verdict(enum.StrEnum):
    """What the texts say of a published claim, codebook §8."""

    SUPPORTED = "supported"
    SUBSTANCE = "supported in substance, wording not found"
    PARTLY = "partly"
    CONTRADICTED = "contradicted"
    UNDECIDABLE = "not decidable from the texts"
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class Claim:
    """One published claim. The cues are words of the texts that it is about, in the language of the comparison."""

    id: str
    claim: str
    draft_ref: str
    """Place it names, codebook §2: `15.1`, `5+6`, `issuer`; `-` for no counterpart."""
    final_ref: str
    expected_tag: str
    """The tag that the claim asserts, or scope_narrowed, scope_widened, moved, renumbered."""
    draft_cue: str = ""
    final_cue: str = ""
    expected_verdict: str = ""
    """What another reading of the texts gave. It serves for measuring only: judging never looks at it, reports leave it out."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A claim and what the texts say of it, with the passages side by side."""

    claim: Claim
    verdict: Verdict
    reason: str
    """One line, in English; `code` finds its twin in another report language."""
    change: str = ""
    """Id of the change it was judged by, or the field of a change of metadata; empty where none fits."""
    draft_text: str = ""
    """The passage it was judged by; where no change fits, what stands at the place that the claim names."""
    final_text: str = ""
    code: str = ""
    """Stable identifier of the reason: `other_way`, `no_draft_place`."""
    absent: tuple[str, ...] = ()
    """`draft`, `final`: the sides whose cue stands nowhere in the text of that side."""


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
