"""The whole chain on real and on invented texts: links that must be found, and promises that hold for any pair."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legiscompare import library
from legiscompare.model import Burden, Change, Comparison, Op, ProvisionKind, Sign, Span, Tag
from legiscompare.pipeline import compare
from legiscompare.report import render
from legiscompare.shortcuts import parse

TEACHING = [slug for slug in library.slugs() if slug.startswith("teaching-")]


def linked(comparison: Comparison, draft: str, final: str) -> bool:
    """Whether a change links something in or below one reference with something in or below the other."""

    def under(ref: str, top: str) -> bool:
        ref = ref.split("#")[0]
        return ref == top or ref.startswith(f"{top}.")

    return any(
        any(under(place.ref, draft) for place in change.draft)
        and any(under(place.ref, final) for place in change.final)
        for change in comparison.changes
    )


@pytest.fixture(scope="module")
def genai(shared: Path) -> Comparison:
    texts = shared / "texts" / "cn-genai-2023"
    return compare(parse(texts / "draft.zh.txt"), parse(texts / "final.zh.txt"))


def test_the_generative_ai_pair_in_chinese(genai: Comparison) -> None:
    articles = [
        sum(node.kind is ProvisionKind.ARTICLE for node in document.walk()) for document in (genai.draft, genai.final)
    ]
    assert articles == [21, 24]
    pairs = [("6", "17"), ("16", "12"), ("4.1.4", "4.1.5"), ("7.2.4", "7.1.4"), ("15", "14"), ("19", "14")]
    assert [pair for pair in pairs if not linked(genai, *pair)] == []


def test_what_is_gone_from_the_generative_ai_pair(genai: Comparison) -> None:
    removed = [place for change in genai.changes if change.tag is Tag.REMOVED for place in change.draft]
    assert any(place.ref.split(".")[0] == "9" for place in removed)
    assert any("画像" in place.text for place in removed)


_SIGN = {Sign.FREER: Sign.LESS_FREE, Sign.LESS_FREE: Sign.FREER, Sign.UNREADABLE: Sign.UNREADABLE}
_TAG = {
    Tag.SOFTENED: Tag.STRENGTHENED,
    Tag.STRENGTHENED: Tag.SOFTENED,
    Tag.REMOVED: Tag.ADDED,
    Tag.ADDED: Tag.REMOVED,
}
_BURDEN = {Burden.UP: Burden.DOWN, Burden.DOWN: Burden.UP}


def seen(change: Change) -> tuple[object, ...]:
    return (
        tuple(place.ref for place in change.draft),
        tuple(place.ref for place in change.final),
        change.tag,
        change.burden,
        frozenset(change.dimensions),
    )


def mirrored(change: Change) -> tuple[object, ...]:
    return (
        tuple(place.ref for place in change.final),
        tuple(place.ref for place in change.draft),
        _TAG.get(change.tag, change.tag),
        _BURDEN.get(change.burden, change.burden),
        frozenset((name, _SIGN[sign]) for name, sign in change.dimensions),
    )


@pytest.mark.parametrize("slug", TEACHING)
def test_swapping_the_texts_mirrors_everything(slug: str) -> None:
    draft, final = library.instrument(slug).pair()
    there, back = compare(draft, final), compare(final, draft)
    assert {seen(change) for change in there.changes} ^ {mirrored(change) for change in back.changes} == set()


@pytest.mark.parametrize("slug", TEACHING)
def test_a_text_against_itself_is_unchanged(slug: str) -> None:
    draft, _ = library.instrument(slug).pair()
    assert {change.tag for change in compare(draft, draft).changes} == {Tag.UNCHANGED}


@pytest.mark.parametrize("slug", TEACHING)
def test_edits_rebuild_both_texts(slug: str) -> None:
    comparison = compare(*library.instrument(slug).pair())
    for change in comparison.changes:
        if change.edits:
            for document, places, gone in (
                (comparison.draft, change.draft, Op.INSERT),
                (comparison.final, change.final, Op.DELETE),
            ):
                spans: list[Span] = [
                    e.draft if gone is Op.INSERT else e.final for e in change.edits if e.op is not gone
                ]
                made = "".join("".join(document.slice(span).split()) for span in spans)
                assert made == "".join("".join(place.text.split()) for place in places)


@pytest.mark.parametrize("slug", ["teaching-first-en", "teaching-first-zh"])
def test_line_ends_and_marks_at_the_beginning_change_nothing(slug: str, tmp_path: Path) -> None:
    one = library.instrument(slug)
    made = []
    for name, change in (("lf", ("\n", "\n")), ("crlf", ("\n", "\r\n"))):
        paths = []
        for version in one.versions:
            path = tmp_path / name / version.file
            path.parent.mkdir(exist_ok=True)
            text = one.path(version).read_text(encoding="utf-8").replace(*change)
            path.write_bytes(("\ufeff" * (name == "crlf") + text).encode())
            paths.append(parse(path, language=one.language, origin=version.file))
        made.append(render(compare(*paths), "csv"))
    assert made[0] == made[1]


WORDS = st.sampled_from(
    ["shall", "may", "report", "the fault", "within three days", "promptly", "unless exempt", "and"]
)
SENTENCE = st.lists(WORDS, min_size=1, max_size=8).map(lambda words: f"The operator {' '.join(words)}.")
LAW = st.lists(SENTENCE, min_size=1, max_size=5).map(
    lambda sentences: "".join(f"Article {n}\n\n{one}\n\n" for n, one in enumerate(sentences, 1))
)


@given(LAW, LAW)
def test_any_two_texts_compare_and_keep_the_promises(draft: str, final: str) -> None:
    """Every run checks the invariants; here they are checked on texts that nobody would write."""
    first, last = (parse(text.encode(), language="en") for text in (draft, final))
    there, back = compare(first, last), compare(last, first)
    assert sorted(change.tag for change in there.changes) == sorted(_TAG.get(c.tag, c.tag) for c in back.changes)
