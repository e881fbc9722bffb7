"""diff: edits rebuild both passages, words stay whole, what is only editorial is said to be."""

from pathlib import Path

import pytest
from layers import layer

from legiscompare.diff import diff, engine
from legiscompare.diff.engine import accelerated, blocks, reference
from legiscompare.model import Edit, Op, Span

CASES = Path(__file__).parent / "cases" / "diff"


def marked(draft: str, final: str, language: str) -> str:
    """The edits in one line: [-deleted-] {+inserted+}, with ~ where they are editorial."""
    out = []
    whole = [Span(0, len(draft))], [Span(0, len(final))]
    for edit in diff(layer(draft, language), whole[0], layer(final, language), whole[1]):
        tilde = "~" if edit.editorial else ""
        match edit.op:
            case Op.EQUAL:
                out.append(edit.draft.of(draft))
            case Op.DELETE:
                out.append(f"[-{edit.draft.of(draft)}-]{tilde}")
            case Op.INSERT:
                out.append(f"{{+{edit.final.of(final)}+}}{tilde}")
    return "".join(out)


def cases() -> list[object]:
    """Blocks of four lines in cases/diff/*.txt: `# title (language)`, draft, final, marked edits."""
    found = []
    for path in sorted(CASES.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
            title, draft, final, expected = block.split("\n")
            language = title.rpartition("(")[2].rstrip(")")
            found.append(pytest.param(draft, final, language, expected, id=title.lstrip("# ")))
    return found


@pytest.mark.parametrize(("draft", "final", "language", "expected"), cases())
def test_table(draft: str, final: str, language: str, expected: str) -> None:
    assert marked(draft, final, language) == expected


def test_passages_of_several_spans() -> None:
    """A joined provision: two spans on one side, cut at the gap, in order."""
    draft, final = "A keeps records. || A reports yearly.", "A keeps records. A reports monthly."
    edits = diff(layer(draft, "en"), [Span(0, 16), Span(20, 37)], layer(final, "en"), [Span(0, len(final))])
    assert edits == (
        Edit(Op.EQUAL, Span(0, 16), Span(0, 16)),
        Edit(Op.INSERT, Span(16, 16), Span(16, 17), True),
        Edit(Op.EQUAL, Span(20, 30), Span(17, 27)),
        Edit(Op.DELETE, Span(30, 36), Span(27, 27)),
        Edit(Op.INSERT, Span(36, 36), Span(27, 34)),
        Edit(Op.EQUAL, Span(36, 37), Span(34, 35)),
    )


def test_no_passage_on_one_side() -> None:
    assert diff(layer("old", "en"), [], layer("new", "en"), [Span(0, 3)]) == (Edit(Op.INSERT, Span(0, 0), Span(0, 3)),)
    assert diff(layer("", "en"), [], layer("", "en"), []) == ()


def test_many_distinct_tokens_pass_the_surrogates() -> None:
    keys = [str(number) for number in range(60_000)]
    assert blocks(keys, [*keys[:59_000], "new", *keys[59_001:]]) == [(59_000, 59_001, 59_000, 59_001)]


def test_both_engines_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fast_diff_match_patch", reason="the extra `fast` is not installed")
    pairs = [(block.split("\n")[1], block.split("\n")[2]) for path in sorted(CASES.glob("*.txt"))
             for block in path.read_text(encoding="utf-8").strip().split("\n\n")]  # fmt: skip
    for first, second in pairs:
        assert [(op, len(part)) for op, part in reference(first, second)] == [
            ({"-": -1, "=": 0, "+": 1}[op], size) for op, size in accelerated(first, second)
        ]
    with_fast = [marked(draft, final, "en") for draft, final in pairs]
    monkeypatch.setattr(engine, "_fast", None)
    assert [marked(draft, final, "en") for draft, final in pairs] == with_fast
