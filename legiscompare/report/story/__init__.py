"""The story of a comparison: what changed, said so that it can be printed.

`story` is the front door. Every change gets a sentence in plain words (`sentences`) from a norm that stands upright
(`statements`); published criteria say what is told first (`salience`); an article's changes are one line (`lines`).
"""

from __future__ import annotations

from legiscompare.report.story.lines import story
from legiscompare.report.story.salience import Weight, weights
from legiscompare.report.story.sentences import Sentence
from legiscompare.report.story.told import Story, StoryLine

__all__ = ["Sentence", "Story", "StoryLine", "Weight", "story", "weights"]
