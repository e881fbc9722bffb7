"""What somebody published about a change, and what the texts say of it."""

from __future__ import annotations

import enum
from dataclasses import dataclass


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
