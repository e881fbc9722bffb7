"""The closed lists of the codebook and of Akoma Ntoso, as enums: kinds, tags, signs, dimensions."""

from __future__ import annotations

import enum


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
