"""The headline of every change in English, Chinese and the text's own language: the sentences of the story, for data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.report.messages import catalogue, language_of
from legiscompare.report.story.sentences import Teller
from legiscompare.report.story.statements import reading

if TYPE_CHECKING:
    from legiscompare.model import Comparison

LANGUAGES = ("en", "zh")
"""Languages in which every headline stands."""


def headlines(comparison: Comparison) -> dict[str, dict[str, str]]:
    """Id of a change -> its headline by language, without its place.

    The language of the final text is one of them if reports are written in it. Where the texts are in the headline's
    language their words run on in it, otherwise they stand in quotes.
    """
    draft, final = reading(comparison.draft), reading(comparison.final)
    tellers: dict[str, Teller] = {}
    for language in dict.fromkeys((*LANGUAGES, language_of(comparison.final))):
        known = next(iter(tellers.values()), None)
        tellers[language] = Teller(catalogue(language), draft, final, comparison, known)
    return {
        change.id: {language: teller.headline(change) for language, teller in tellers.items()}
        for change in comparison.changes
    }
