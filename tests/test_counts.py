"""What must not creep back: words of a language in code, texts searched or cut into tokens again and again."""

from __future__ import annotations

import ast
import importlib
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT

from legiscompare.annotate import annotate
from legiscompare.lang import load, scan
from legiscompare.lang.tokens import is_han
from legiscompare.pipeline import compare
from legiscompare.shortcuts import parse

CODE = ROOT / "legiscompare"
AFTER_READING = ("annotate", "norms", "align", "diff", "tag")
"""Stages that ask the layer of a text and never search the text itself."""
GROWTH = 1.25
"""How much faster than the number of tokens the work may grow."""
MOST = {
    "likenesses": 0.25,
    "tokens diffed": 1.5,
    "tokens touched": 5.0,
    "places searched for a phrase": 1.5,
    "lexicon asked": 3.0,
}
"""Work for each token of a text at most."""
SENTENCES = 40
"""Sentences put into words for a page of ten lines at most, however long the law."""
ARTICLES = 80
"""Articles weighed for such a page at most; of the others it is known that they cannot weigh as much."""
HAN_IN_PARSE = 11
"""Lines of `parse` with Han characters in code: numerals and marks of its own patterns."""


def _lines_with_han(path: Path) -> set[int]:
    """Lines on which a string of the code holds a Han character; docstrings explain and do not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    explained = {
        id(node.value)
        for parent in ast.walk(tree)
        if isinstance(body := getattr(parent, "body", None), list)
        for node in body
        if isinstance(node, ast.Expr)
    }
    return {
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in explained
        and any(is_han(char) for char in node.value)
    }


@pytest.mark.parametrize("stage", AFTER_READING)
def test_no_stage_holds_words_of_a_language(stage: str) -> None:
    found = {path.name: lines for path in sorted((CODE / stage).glob("*.py")) if (lines := _lines_with_han(path))}
    assert found == {}


def test_parse_holds_no_more_of_them_than_it_did() -> None:
    assert (CODE / "parsing").is_dir()
    count = sum(len(_lines_with_han(path)) for path in (CODE / "parsing").glob("*.py"))
    print(f"lines of parse with Han characters in code: {count}")
    assert count <= HAN_IN_PARSE


@pytest.mark.parametrize("stage", AFTER_READING)
def test_no_stage_searches_a_text_by_regular_expression(stage: str) -> None:
    for path in sorted((CODE / stage).glob("*.py")):
        names = {
            alias.name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import)
            for alias in node.names
        }
        assert "re" not in names, path.name


def test_each_text_is_cut_into_tokens_once(monkeypatch: pytest.MonkeyPatch) -> None:
    scan = importlib.import_module("legiscompare.lang.scan")
    seen: list[str] = []
    plain = scan.tokenize

    def counted(text: str, *rest: object) -> object:
        seen.append(text)
        return plain(text, *rest)

    monkeypatch.setattr(scan, "tokenize", counted)
    folder = ROOT / "corpus" / "teaching-drones-en"
    draft, final = parse(folder / "draft.en.md"), parse(folder / "final.en.md")
    compare(draft, final)
    assert [seen.count(one.text) for one in (draft, final)] == [1, 1]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_work_grows_with_the_length_and_no_faster(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts that no clock disturbs: what four times as many provisions cost, of each kind of work that could explode."""
    from generate import as_law, generate

    counted: dict[str, list[int]] = {}
    likeness = importlib.import_module("legiscompare.align.likeness").Likeness
    engine = importlib.import_module("legiscompare.diff.engine")
    layer = importlib.import_module("legiscompare.annotate.layer").Layer
    phrases = importlib.import_module("legiscompare.lang.phrases")

    def watched(owner: object, name: str, told: str, weigh: Callable[..., int]) -> None:
        plain = getattr(owner, name)

        def run(*args: object) -> object:
            result = plain(*args)
            counted[told][-1] += weigh(args, result)
            return result

        monkeypatch.setattr(owner, name, run)

    watched(likeness, "_of", "likenesses", lambda _args, _result: 1)
    watched(layer, "find", "lexicon asked", lambda _args, _result: 1)
    watched(engine, "_edits", "tokens diffed", lambda args, _result: len(args[0]) + len(args[1]))
    watched(layer, "tokens", "tokens touched", lambda _args, result: len(result))
    watched(phrases, "_follow", "places searched for a phrase", lambda _args, _result: 1)
    sizes = (60, 240)
    for size in sizes:
        for each in (*MOST, "tokens"):
            counted.setdefault(each, []).append(0)
        made = generate(language, size, 3)
        pair = []
        for stage, provisions in (("draft", made.draft), ("final", made.final)):
            path = tmp_path / f"{stage}.txt"
            path.write_text(as_law(provisions, language, "Law" if language == "en" else "条例"), encoding="utf-8")
            pair.append(parse(path, language=language))
        compare(*pair)
        counted["tokens"][-1] = sum(len(annotate(one).tokens(one.root.span)) for one in pair)
    words = counted.pop("tokens")
    for told, (few, many) in counted.items():
        print(f"{language} {told}: {few} and {many}; of each token {few / words[0]:.2f} and {many / words[1]:.2f}")
        # Likenesses grow faster until each norm has its twelve candidates on either side: their number is bounded.
        assert told == "likenesses" or many / few <= GROWTH * words[1] / words[0], told
        assert many / words[1] <= MOST[told], told


def test_a_page_words_the_lines_that_it_shows_and_few_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence costs more than all else that a page shows of a change; it shows ten lines of hundreds."""
    from generate import as_law, generate

    from legiscompare.report import render

    sentences = importlib.import_module("legiscompare.report.story.sentences")
    seen: list[object] = []
    plain = sentences.Teller.sentence

    def counted(self: object, *rest: object) -> object:
        seen.append(rest)
        return plain(self, *rest)

    lines = importlib.import_module("legiscompare.report.story.lines")
    weighed: list[object] = []
    exactly = lines._Story._weighed

    def counted_too(self: object, *rest: object) -> object:
        weighed.append(rest)
        return exactly(self, *rest)

    monkeypatch.setattr(sentences.Teller, "sentence", counted)
    monkeypatch.setattr(lines._Story, "_weighed", counted_too)
    told, looked = [], []
    for size in (60, 240):
        made = generate("en", size, 3)
        pair = []
        for stage, provisions in (("draft", made.draft), ("final", made.final)):
            path = tmp_path / f"{stage}.txt"
            path.write_text(as_law(provisions, "en", "Law"), encoding="utf-8")
            pair.append(parse(path, language="en"))
        seen.clear()
        weighed.clear()
        render(compare(*pair), "html")
        told.append(len(seen))
        looked.append(len(weighed))
    print(f"sentences worded: {told}; articles weighed: {looked}")
    assert max(told) <= SENTENCES
    assert max(looked) <= ARTICLES


@pytest.mark.parametrize("language", ["en", "zh", "de"])
def test_a_short_text_sets_up_few_phrases_and_finds_what_any_other_would(language: str) -> None:
    """Phrases wait until a text holds a word that they may begin with; in which order texts come makes no difference."""
    folder = (
        ROOT / "corpus" / {"en": "teaching-drones-en", "zh": "teaching-brokers-zh", "de": "teaching-boats-de"}[language]
    )
    long, short = ((folder / f"{stage}.{language}.md").read_text(encoding="utf-8") for stage in ("draft", "final"))
    short = short[:300]
    one, other = (replace(load(language)) for _ in range(2))

    def waiting() -> int:
        return sum(len(some) for table in one.trie._waiting.values() for some in table.values())

    total = waiting()
    first = scan(short, one).cues
    print(f"{language}: {total - waiting()} of {total} sequences set up for {len(short)} characters")
    assert (total - waiting()) * 2 < total
    scan(long, other)
    assert scan(short, other).cues == first
    assert scan(long, other).cues == scan(long, one).cues


def test_the_work_after_reading_is_printed(shared: Path) -> None:
    """How long norms and tags take on a law of 550 KB, beside cutting it into tokens; a figure to read, no floor."""
    from legiscompare.align import align
    from legiscompare.norms import extract
    from legiscompare.tag import tag

    texts = shared / "texts" / "eu-ai-act"
    draft = parse(texts / "2021-04-21-commission-proposal.with-footnotes.md", language="en")
    final = parse(texts / "2024-06-13-regulation-2024-1689.txt", language="en")
    clock = time.process_time
    begun = clock()
    layers = annotate(draft), annotate(final)
    read = clock()
    norms = extract(draft, layers[0]), extract(final, layers[1])
    cut = clock()
    aligned = align(layers[0], norms[0], layers[1], norms[1])
    matched = clock()
    tag(layers[0], norms[0], layers[1], norms[1], aligned)
    done = clock()
    print(
        f"annotate {read - begun:.2f} s, norms {cut - read:.2f} s, align {matched - cut:.2f} s, tag {done - matched:.2f} s"
    )
