"""Languages that are begun by data alone read what they say they read: modals, times, amounts, conditions, exceptions.

The sentences are none of those that the word lists bring as examples.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from legiscompare.lang import load
from legiscompare.model import Certainty, Tag
from legiscompare.norms import extract
from legiscompare.parsing import parse
from legiscompare.read import read
from legiscompare.study.examples import compare_words, language_faults

CASES = Path(__file__).parent / "cases" / "begun"
BEGUN = ("es", "it", "nl")
_OTHER = {Tag.SOFTENED: Tag.STRENGTHENED, Tag.STRENGTHENED: Tag.SOFTENED}
_HEADS = {"es": "Artículo 1", "fr": "Article 1", "it": "Articolo 1", "nl": "Artikel 1"}


def _rows() -> list[tuple[str, str, Tag, str, str]]:
    found = []
    for language in BEGUN:
        for line in (CASES / f"{language}.txt").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                what, tag, draft, final = (part.strip() for part in line.split("|"))
                found.append((language, what, Tag(tag), draft, final))
                found.append((language, f"{what}, backwards", _OTHER.get(Tag(tag), Tag(tag)), final, draft))
    return found


@pytest.mark.parametrize(("language", "what", "tag", "draft", "final"), _rows())
def test_one_change_is_read(language: str, what: str, tag: Tag, draft: str, final: str) -> None:
    changes = [one for one in compare_words(draft, final, language).changes if one.tag is not Tag.UNCHANGED]
    assert [one.tag for one in changes] == [tag], what
    assert tag is not Tag.UNDETERMINED or changes[0].certainty is not Certainty.HIGH


@pytest.mark.parametrize(
    ("language", "sentence", "bearers"),
    [
        ("es", "El operador llevará un registro e informará al cliente.", ["operador", "operador"]),
        ("fr", "L'exploitant tient un registre et informe le maire.", ["exploitant", "exploitant"]),
        ("it", "Il gestore tiene un registro e informa il cliente.", ["gestore", "gestore"]),
        ("nl", "De exploitant controleert de kranen en informeert de klant.", ["exploitant", "exploitant"]),
    ],
)
def test_two_duties_are_two_norms_of_one_party(language: str, sentence: str, bearers: list[str]) -> None:
    """The object of the second verb is no party that has to do something."""
    document = parse(read(f"{_HEADS[language]}\n{sentence}".encode(), origin="case"), language=language, title="")
    assert [norm.bearer.text for norm in extract(document)] == bearers


@pytest.mark.parametrize("language", BEGUN)
def test_a_begun_language_has_no_faults_and_says_what_it_lacks(language: str) -> None:
    assert language_faults(language) == ()
    assert len(load(language).without) >= 10
