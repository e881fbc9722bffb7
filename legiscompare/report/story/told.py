"""What is told: a line of the story, and the story as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legiscompare.model import Burden, Certainty
    from legiscompare.report.story.salience import Weight
    from legiscompare.report.story.sentences import Sentence

SENTENCES = 3
"""Sentences of a line at most; the rest is counted."""


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One line of the story: what became of one article, or the new statements of policy."""

    sentences: tuple[Sentence, ...]
    """The weightiest first, at most `SENTENCES`."""
    more: int
    """Changes of the article that the line does not tell."""
    weight: Weight
    burden: Burden
    certainty: Certainty
    """The lowest of its sentences that claim a direction."""
    words: str
    """The sentences with their places, full stops between them."""
    share: float = 1.0
    """Its weight as a share of the heaviest line that was left when its turn came; 1.0 where it was the heaviest."""


@dataclass(frozen=True, slots=True)
class Story:
    """What a reader is told first, and what is only counted."""

    title: str
    balance: str
    lines: tuple[StoryLine, ...]
    """The lines that were asked for, in the order in which they are told; a summary takes the first of them."""
    limits: str
    """What cannot be said, in one line."""
