"""align: properties that hold for any two texts."""

from __future__ import annotations

import random
from pathlib import Path

from generate import CORPUS, as_law, generate
from hypothesis import given, settings
from hypothesis import strategies as st
from layers import aligned

from legiscompare.model import Alignment, Document, Position, ProvisionKind, TextRelation
from legiscompare.norms import extract
from legiscompare.parsing import parse
from legiscompare.read import read

SEEDS = st.integers(0, 10_000)
LANGUAGES = st.sampled_from(["zh", "en"])


def law(provisions: list[str], language: str) -> Document:
    return parse(read(as_law(provisions, language, "Law" if language == "en" else "条例").encode()), language=language)


def run(draft: Document, final: Document) -> Alignment:
    return aligned(draft, final)


@settings(max_examples=15)
@given(SEEDS, LANGUAGES)
def test_swap_mirrors(seed: int, language: str) -> None:
    pair = generate(language, 20, seed)
    draft, final = law(pair.draft, language), law(pair.final, language)
    there, back = run(draft, final), run(final, draft)
    assert sorted((p.draft, p.final, p.score, p.margin, p.method) for p in there.pairs) == sorted(
        (p.final, p.draft, p.score, p.margin, p.method) for p in back.pairs
    )
    assert sorted((p.level, p.draft, p.final, p.position, p.text, p.score) for p in there.provision_pairs) == sorted(
        (p.level, p.final, p.draft, p.position, p.text, p.score) for p in back.provision_pairs
    )


@settings(max_examples=10)
@given(SEEDS, LANGUAGES)
def test_permuted_articles_only_move(seed: int, language: str) -> None:
    provisions = generate(language, 20, seed).draft
    shuffled = random.Random(seed).sample(provisions, len(provisions))
    alignment = run(law(provisions, language), law(shuffled, language))
    pairs = [p for p in alignment.provision_pairs if p.level is ProvisionKind.ARTICLE]
    assert {p.cardinality for p in pairs} == {"1:1"}
    assert {p.text for p in pairs} == {TextRelation.IDENTICAL}
    assert {p.position for p in pairs} <= {Position.SAME, Position.RENUMBERED, Position.MOVED}
    assert {(provisions[int(p.draft[0]) - 1], shuffled[int(p.final[0]) - 1]) for p in pairs} == {
        (text, text) for text in provisions
    }


@settings(max_examples=10)
@given(SEEDS, LANGUAGES, st.integers(0, 20))
def test_an_unrelated_article_changes_no_certain_pair(seed: int, language: str, at: int) -> None:
    pair = generate(language, 20, seed)
    stranger = {"zh": "灯塔守护者每逢雾夜须鸣钟三响。", "en": "Lighthouse keepers ring three bells on foggy nights."}[
        language
    ]
    more = [*pair.final[:at], stranger, *pair.final[at:]]
    draft = law(pair.draft, language)
    before, after = run(draft, law(pair.final, language)), run(draft, law(more, language))
    # A margin weighs rivals in other provisions, so what is certain is which provision became which.
    certain = {
        (pair.draft[_home(p.draft)], pair.final[_home(p.final)])
        for p in before.pairs
        if p.score >= 0.6 and p.margin >= 1.5
    }
    assert certain <= {(pair.draft[_home(p.draft)], more[_home(p.final)]) for p in after.pairs}


def _home(ids: tuple[str, ...]) -> int:
    """Number of the provision, from 0, that holds the first of these norms."""
    return int(ids[0].split(".")[0]) - 1


def test_a_text_is_its_own_counterpart() -> None:
    for path in sorted(Path(CORPUS).glob("teaching-*/draft.*.md")):
        document = parse(read(path))
        alignment = run(document, document)
        assert [p.draft for p in alignment.pairs] == [p.final for p in alignment.pairs]
        assert len(alignment.pairs) == len(extract(document))
        assert {p.position for p in alignment.provision_pairs} == {Position.SAME}
