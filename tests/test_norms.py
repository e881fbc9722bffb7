"""Norms: where a text divides, which kind each norm is, whom it binds and on whom it is measured (tests/cases/norms)."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures import blocks

from legiscompare.model import Document
from legiscompare.norms import extract
from legiscompare.parsing import parse
from legiscompare.read import read

FOLDER = Path(__file__).parent / "cases" / "norms"
HEADS = {"zh": "第一条 ", "en": "Article 1\n", "de": "§ 1\n", "fr": "Article 1\n"}
CASES = [
    pytest.param(path.stem, words, expected, id=f"{path.stem}: {title}")
    for path in sorted(FOLDER.glob("*.md"))
    if path.stem != "README"
    for title, words, expected in blocks(path, 2)
]


def document(words: str, language: str) -> Document:
    return parse(read((HEADS[language] + words).encode(), origin="case"), language=language, title="")


def printed(document: Document) -> str:
    """One norm a line: kind, deontic, bearer, measured party, words."""
    lines = []
    for norm in extract(document):
        words = document.slice(norm.span).replace("\n", " / ")
        measured = "+".join(norm.measured) or "none"
        lines.append(f"{norm.kind} {norm.deontic} {norm.bearer.label} {measured}: {words}")
    return "\n".join(lines)


@pytest.mark.parametrize(("language", "words", "expected"), CASES)
def test_case(language: str, words: str, expected: str) -> None:
    assert printed(document(words, language)) == expected


@pytest.mark.parametrize(("language", "words", "expected"), CASES)
def test_every_part_lies_in_its_norm_or_above_it(language: str, words: str, expected: str) -> None:
    read_in = document(words, language)
    norms = extract(read_in)
    assert len({norm.id for norm in norms}) == len(norms)
    inside = {at for norm in norms for at in range(*norm.span)}
    points = {at for p in read_in.walk() for at in range(p.span.start, p.content.start)}
    assert [at for at, char in enumerate(read_in.text) if char.isalnum() and at not in inside | points] == []
    for norm in norms:
        parts = [
            *norm.conditions,
            *norm.exceptions,
            *(cue.span for cue in norm.cues),
            *(q.span for q in norm.quantities),
        ]
        assert all(norm.span.holds(part) for part in parts)
        if norm.deontic_span and not norm.span.holds(norm.deontic_span):
            assert norm.deontic_span.end <= norm.span.start


@pytest.mark.parametrize(
    ("language", "words", "unit", "low", "high", "role"),
    [
        ("en", "The operator shall report within 72 hours.", "hour", None, 72, "deadline"),
        ("en", "The operator shall keep the log for two years.", "year", 2, 2, "period"),
        ("en", "The fine shall be EUR 35 000 000.", "EUR", 35_000_000, 35_000_000, "amount"),
        ("zh", "经营者应当在三个月内备案。", "month", None, 3, "deadline"),
        ("zh", "违反本办法的，处一万元罚款。", "CNY", 10_000, 10_000, "amount"),
    ],
)
def test_quantity(language: str, words: str, unit: str, low: float, high: float, role: str) -> None:
    (norm,) = extract(document(words, language))
    (quantity,) = norm.quantities
    assert (quantity.unit, quantity.low, quantity.high, quantity.role) == (unit, low, high, role)


def test_without_lexicons_each_sentence_is_a_norm_without_force() -> None:
    text = "Artigo 1\nO operador deve manter um registo. Pode publicá-lo."
    norms = extract(parse(read(text.encode(), origin="case"), language="pt", title=""))
    assert {norm.deontic.value for norm in norms} == {"none"}
    assert norms
