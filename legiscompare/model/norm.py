"""A norm, its parties, and the elements that it is made of (Institutional Grammar 2.0)."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from legiscompare.model.kinds import Deontic, NormKind, PartyClass
from legiscompare.model.text import Span


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
