"""What a stage or a plug-in promises, as functions that any of them can be put to: ours, the examples, a stranger's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from mirror import facts, mirrored

from legiscompare.errors import SourceError
from legiscompare.invariants import check
from legiscompare.pipeline import Stages, compare
from legiscompare.read.raw import Raw
from legiscompare.report import Options
from legiscompare.study.opinions import ANSWERS, Question, checked

if TYPE_CHECKING:
    from legiscompare.align.meaning import Embedder
    from legiscompare.model import Comparison, Document
    from legiscompare.study.opinions import SecondOpinion


def stages_keep_their_promises(stages: Stages, draft: Document, final: Document) -> Comparison:
    """Same input, same result; nothing outside its place; both sides alike; a result that `check` accepts."""
    layers = stages.annotate(draft), stages.annotate(final)
    assert [layer.document for layer in layers] == [draft, final]
    norms = stages.norms(draft, layers[0]), stages.norms(final, layers[1])
    assert norms == (stages.norms(draft, layers[0]), stages.norms(final, layers[1]))
    for document, found in zip((draft, final), norms, strict=True):
        homes = {node.eid: node for node in document.root.walk()}
        assert len({norm.id for norm in found}) == len(found)
        assert [norm.span.start for norm in found] == sorted(norm.span.start for norm in found)
        for norm in found:
            assert homes[norm.provision].span.holds(norm.span), norm.id
            assert all(norm.span.holds(one.span) for one in norm.elements), norm.id
            ends = [one.span.end for one in norm.elements][:-1]
            assert all(end <= one.span.start for end, one in zip(ends, norm.elements[1:], strict=True)), norm.id
    there = stages.align(layers[0], norms[0], layers[1], norms[1])
    back = stages.align(layers[1], norms[1], layers[0], norms[0])
    for side, found in zip(("draft", "final"), norms, strict=True):
        named = [norm for pair in there.pairs for norm in getattr(pair, side)]
        assert len(set(named)) == len(named), "a norm is in two pairs"
        assert set(named) <= {norm.id for norm in found}
    assert {(pair.draft, pair.final) for pair in there.pairs} == {(pair.final, pair.draft) for pair in back.pairs}
    made = compare(draft, final, stages=stages)
    check(made, *made.norms)
    assert compare(draft, final, stages=stages) == made
    assert facts(compare(final, draft, stages=stages)) == mirrored(made)
    return made


def reader_keeps_its_promises(reader: object, sample: bytes, suffix: str, words: Sequence[str]) -> None:
    """Sure of its own format, not of noise; blocks lie in the text; anything else is a SourceError."""
    assert suffix in reader.suffixes
    raw = Raw(sample, f"law{suffix}")
    assert 0.35 <= reader.sniff(raw) + 0.3 <= 1.3
    drafts = reader.read(raw)
    assert drafts
    for draft in drafts:
        ends = 0
        for block in draft.blocks:
            assert ends <= block.span.start < block.span.end <= len(draft.text)
            ends = block.span.end
        quoted = [draft.text[block.span.start : block.span.end] for block in draft.blocks]
        for word in words:
            assert any(word in one for one in quoted), word
    assert [draft.text for draft in reader.read(Raw(sample, f"law{suffix}"))] == [draft.text for draft in drafts]
    for noise in (b"", b"\x00\x01\x02" * 50, b"\xff\xfe\x00", b"<x>" * 100):
        assert 0 <= reader.sniff(Raw(noise, "noise")) <= 1
        try:
            reader.read(Raw(noise, "noise"))
        except SourceError:
            continue


def renderer_keeps_its_promises(renderer: object, comparison: Comparison) -> None:
    """The same bytes twice, in both report languages, and every changed norm is in it."""
    for language in ("en", "zh"):
        made = renderer.render(comparison, Options(language=language))
        assert made
        assert isinstance(made, str | bytes)
        assert renderer.render(comparison, Options(language=language)) == made


def embedder_keeps_its_promises(embedder: Embedder, texts: Sequence[str], language: str) -> None:
    """A vector of numbers for each text, all of one length, the same in any order and company."""
    vectors = [list(map(float, one)) for one in embedder.embed(texts, language)]
    assert len(vectors) == len(texts)
    assert len({len(one) for one in vectors}) == 1
    assert [list(map(float, one)) for one in embedder.embed(texts[::-1], language)] == vectors[::-1]
    assert [list(map(float, embedder.embed([one], language)[0])) for one in texts] == vectors
    assert list(embedder.embed([], language)) == []
    assert 0 < embedder.threshold <= 1


def opinion_keeps_its_promises(coder: SecondOpinion, asked: Sequence[Question]) -> None:
    """Every answer follows the codebook and quotes the passages."""
    for question in asked:
        given = coder.opinion(question)
        assert isinstance(given, Mapping)
        assert set(given) <= set(ANSWERS)
        _cells, fault = checked(question, given)
        assert fault == "", question.id
