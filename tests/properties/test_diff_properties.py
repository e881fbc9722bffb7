"""diff: properties that hold for any two passages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layers import layer

from legiscompare.diff import diff
from legiscompare.diff.engine import accelerated, blocks, reference
from legiscompare.model import Op, Span

# Legal words, punctuation of both widths, spaces, astral characters: what separates tokens and what folds together.
WORDS = ["应当", "采取有效措施", "用户", "使用者", "者", "，", ",", "。", " ", "  ", "\n", "shall", "Shall", "may", "not",
         "of", "35 000", "35000", "cross- border", "cross-border", "é", "e\u0301", "𠀀", "😀", "Ａ", "a", "\u3000"]  # fmt: skip
passages = st.lists(st.sampled_from(WORDS), max_size=25).map("".join)
languages = st.sampled_from(["zh", "en"])


@st.composite
def spans_of(draw: st.DrawFn, text: str) -> list[Span]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    return [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]


@settings(deadline=None)
@given(st.data(), passages, passages, languages)
def test_edits_rebuild_both_passages_and_mirror(data: st.DataObject, draft: str, final: str, tag: str) -> None:
    old, new = data.draw(spans_of(draft)), data.draw(spans_of(final))
    one, two = layer(draft, tag), layer(final, tag)
    edits = diff(one, old, two, new)
    assert "".join(e.draft.of(draft) for e in edits) == "".join(s.of(draft) for s in old)
    assert "".join(e.final.of(final) for e in edits) == "".join(s.of(final) for s in new)
    for edit in edits:
        assert (edit.op is not Op.EQUAL) or edit.draft.of(draft) == edit.final.of(final)
        assert bool(edit.draft.of(draft)) is (edit.op is not Op.INSERT)
        assert bool(edit.final.of(final)) is (edit.op is not Op.DELETE)
    mirrored = diff(two, new, one, old)
    for op, other in ((Op.EQUAL, Op.EQUAL), (Op.DELETE, Op.INSERT), (Op.INSERT, Op.DELETE)):
        assert [(e.draft.of(draft), e.final.of(final), e.editorial) for e in edits if e.op is op] == [
            (e.final.of(draft), e.draft.of(final), e.editorial) for e in mirrored if e.op is other
        ]


@settings(deadline=None)
@given(passages, languages)
def test_a_passage_equals_itself(text: str, tag: str) -> None:
    read, whole = layer(text, tag), [Span(0, len(text))]
    edits = diff(read, whole, read, whole)
    assert [e.op for e in edits] == [Op.EQUAL] * bool(text)


@settings(deadline=None)
@given(st.text(alphabet="abcß应𠀀\uffff", max_size=30), st.text(alphabet="abcß应𠀀\uffff", max_size=30))
def test_engines_agree(first: str, second: str) -> None:
    pytest.importorskip("fast_diff_match_patch", reason="the extra `fast` is not installed")
    assert [(op, len(part)) for op, part in reference(first, second)] == [
        ({"-": -1, "=": 0, "+": 1}[op], size) for op, size in accelerated(first, second)
    ]


@settings(deadline=None)
@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_blocks_leave_equal_keys(first: list[str], second: list[str]) -> None:
    i = j = 0
    for block in [*blocks(first, second), (len(first), len(first), len(second), len(second))]:
        assert first[i : block[0]] == second[j : block[2]]
        i, j = block[1], block[3]
