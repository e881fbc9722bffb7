"""Norms as vectors of concepts: how often each concept of `concepts.toml` occurs in a norm.

An embedder is any object with `threshold` and `embed`. This one needs no model and gives the same vectors everywhere. One
that asks a model has the same two names; it should name the model's version, so that results can be repeated.
"""

from __future__ import annotations

import re
import tomllib
from functools import cached_property
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Concepts:
    """Counts the concepts of a table that a lawyer can read and mend."""

    threshold = 0.7
    """Cosine from which two norms may be one: about three concepts of four in common."""

    @cached_property
    def patterns(self) -> dict[str, list[re.Pattern[str]]]:
        """Language -> one pattern for each concept, in the order of the file."""
        table = tomllib.loads(resources.files(__name__).joinpath("concepts.toml").read_text(encoding="utf-8"))
        return {
            language: [_pattern(words, spaced=language != "zh") for words in concepts.values()]
            for language, concepts in table.items()
        }

    def embed(self, texts: Sequence[str], language: str) -> list[list[float]]:
        """One number for each concept; a language without a table gives vectors of nothing, which pair with nothing."""
        patterns = self.patterns.get(language.partition("-")[0], [])
        return [[float(len(pattern.findall(text))) for pattern in patterns] or [0.0] for text in texts]


def _pattern(words: list[str], *, spaced: bool) -> re.Pattern[str]:
    inner = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{inner})\b" if spaced else inner, re.IGNORECASE)


concepts = Concepts()
