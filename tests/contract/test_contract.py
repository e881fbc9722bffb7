"""Every stage and plug-in keeps the promises of its kind: the program's own, and those of `examples/`."""

from __future__ import annotations

import importlib
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT

sys.path.insert(0, str(Path(__file__).parent))

from promises import (
    embedder_keeps_its_promises,
    opinion_keeps_its_promises,
    reader_keeps_its_promises,
    renderer_keeps_its_promises,
    stages_keep_their_promises,
)

from legiscompare.align import align
from legiscompare.align.meaning import METHOD, by_meaning
from legiscompare.annotate import annotate
from legiscompare.errors import DataError, InvariantError, UsageError
from legiscompare.model import Certainty, Settings, Tag
from legiscompare.norms import extract
from legiscompare.pipeline import Stages, compare
from legiscompare.plugins import GROUPS
from legiscompare.report import FORMATS
from legiscompare.shortcuts import parse
from legiscompare.study.opinions import collect, questions

EXAMPLES = ROOT / "examples"
PAIRS = ("teaching-drones-en", "teaching-brokers-zh")


def pair(slug: str):
    folder, language = ROOT / "corpus" / slug, slug[-2:]
    return [parse(folder / f"{side}.{language}.md") for side in ("draft", "final")]


def example(folder: str, module: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(EXAMPLES / folder)
    return importlib.import_module(module)


DRAFT = """Article 1

The operator shall notify the rider of every accident without delay.

Article 2

The operator shall keep the records for one year.
"""
FINAL = """Article 1

Companies tell customers at once about any mishap.

Article 2

The operator shall keep the records for one year.
"""


@pytest.mark.parametrize("slug", PAIRS)
def test_our_own_stages(slug: str) -> None:
    stages_keep_their_promises(Stages(), *pair(slug))


@pytest.mark.parametrize("slug", PAIRS)
def test_the_aligner_with_an_embedder_is_a_stage(slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    concepts = example("embedder-concepts", "legiscompare_concepts", monkeypatch).concepts
    stages_keep_their_promises(Stages(align=by_meaning(concepts, align)), *pair(slug))


def test_each_stage_can_be_replaced() -> None:
    called = []

    def noted(name, stage):
        def run(*arguments, **more):
            called.append(name)
            return stage(*arguments, **more)

        return run

    own = Stages()
    names = ("annotate", "norms", "align", "tag")
    stages = Stages(**{name: noted(name, getattr(own, name)) for name in names})
    draft, final = pair(PAIRS[0])
    assert compare(draft, final, stages=stages) == compare(draft, final)
    assert [called.count(name) for name in names] == [2, 2, 1, 1]


def test_a_stage_that_loses_a_norm_is_found_out() -> None:
    def forgetful(*arguments):
        return Stages().tag(*arguments)[1:]

    with pytest.raises(InvariantError):
        compare(*pair(PAIRS[0]), stages=Stages(tag=forgetful))


@pytest.mark.parametrize("slug", PAIRS)
@pytest.mark.parametrize("form", ["markdown", "summary", "html", "json", "csv", "cards", "quarto"])
def test_our_own_renderers(slug: str, form: str) -> None:
    module = importlib.import_module(f"legiscompare.report.{FORMATS[form].module}")
    renderer_keeps_its_promises(module, compare(*pair(slug)))


# The examples


def test_the_example_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    org = example("reader-org", "legiscompare_org", monkeypatch)
    assert GROUPS["readers"](org) == ""
    sample = b"#+TITLE: Lock Act\n# a note\n* Article 1\nThe keeper shall close the lock.\n"
    reader_keeps_its_promises(org, sample, ".org", ["Article 1", "The keeper shall close the lock."])


def test_the_example_renderer(monkeypatch: pytest.MonkeyPatch) -> None:
    latex = example("renderer-latex", "legiscompare_latex", monkeypatch)
    assert GROUPS["renderers"](latex) == ""
    renderer_keeps_its_promises(latex, compare(*pair(PAIRS[0])))
    hostile = parse(b"Article 1\n\nThe operator shall pay 5 % of $_{x}^2 \\input{/etc/passwd} # & ~.\n", language="en")
    made = latex.render(compare(hostile, parse(b"Article 1\n\nThe operator may pay.\n", language="en")), _options())
    assert "\\input" not in made
    assert made.count("&") == made.count(r"\&") + 3 * made.count(r"\\")


def _options():
    from legiscompare.report import Options

    return Options()


def test_the_example_embedder(monkeypatch: pytest.MonkeyPatch) -> None:
    concepts = example("embedder-concepts", "legiscompare_concepts", monkeypatch).concepts
    assert GROUPS["embedders"](concepts) == ""
    embedder_keeps_its_promises(concepts, ["The operator shall notify riders.", "It rains.", ""], "en")
    embedder_keeps_its_promises(concepts, ["经营者应当告知用户。", "天下雨。"], "zh-Hans")
    draft, final = (parse(text.encode(), language="en") for text in (DRAFT, FINAL))
    plain, helped = compare(draft, final), compare(draft, final, stages=Stages(align=by_meaning(concepts, align)))
    assert {one.tag for one in plain.changes} >= {Tag.REMOVED, Tag.ADDED}
    (change,) = [one for one in helped.changes if one.draft and one.final and one.tag is not Tag.UNCHANGED]
    assert change.certainty is Certainty.LOW
    one, two = annotate(draft), annotate(final)
    found = by_meaning(concepts, align)(one, extract(draft, one), two, extract(final, two))
    assert [pair.method for pair in found.pairs].count(METHOD) == 1


def test_a_person_s_decision_stands_before_the_embedder_s(monkeypatch: pytest.MonkeyPatch) -> None:
    concepts = example("embedder-concepts", "legiscompare_concepts", monkeypatch).concepts
    draft, final = (parse(text.encode(), language="en") for text in (DRAFT, FINAL))
    made = compare(
        draft, final, fixed=[("1", "-", True)], stages=Stages(align=by_meaning(concepts, align))
    )  # fmt: skip
    assert {Tag.REMOVED, Tag.ADDED} <= {one.tag for one in made.changes}


@pytest.mark.parametrize(
    ("vectors", "words"),
    [([[1.0]], "1 vectors for"), ([[1.0], [1.0, 2.0]], "different"), ([[float("nan")]] * 2, "number")],
)
def test_a_bad_embedder_is_a_clear_error(vectors: list[list[float]], words: str) -> None:
    class Bad:
        threshold = 0.5

        def embed(self, texts, language):
            return vectors

    draft = parse(b"Article 1\n\nAn operator shall sing. A keeper shall dance.\n", language="en")
    final = parse(b"Article 1\n\nRiders may complain about lamps. Towns can buy bells.\n", language="en")
    with pytest.raises(DataError, match=words):
        compare(draft, final, stages=Stages(align=by_meaning(Bad(), align)))


def test_an_unknown_embedder_is_a_clear_error() -> None:
    with pytest.raises(UsageError, match="no embedder 'dreams'"):
        compare(*pair(PAIRS[0]), settings=Settings(embedder="dreams"))


@pytest.mark.parametrize("slug", PAIRS)
def test_the_example_second_opinion(slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    modals = example("opinion-modals", "legiscompare_modals", monkeypatch).modals
    assert GROUPS["second_opinions"](modals) == ""
    made = compare(*pair(slug))
    opinion_keeps_its_promises(modals, questions(made))
    got = collect(made, modals)
    assert got.refused == ()
    assert len(got.rows) == len(made.changes)


def test_the_example_language_keeps_the_promises_of_a_language(monkeypatch: pytest.MonkeyPatch) -> None:
    galician = example("language-galician", "legiscompare_galician", monkeypatch)
    assert GROUPS["languages"](galician) == ""
    from legiscompare.lang import check, language, load

    for module in (language, check):
        monkeypatch.setattr(module, "available", lambda: ("de", "en", "fr", "gl", "zh"))
    monkeypatch.setattr(language, "loaded", lambda kind: {"gl": galician} if kind == "languages" else {})
    load.cache_clear()
    try:
        assert check.faults("gl") == ()
        text = "LEI DE FAROS\n\nArtigo 1. Obxecto\n1. O fareiro acenderá a luz.\n2. O fareiro poderá descansar.\n\nArtigo 2 bis\nA luz será branca.\n"
        document = parse(text.encode(), language="gl")
        assert [node.ref for node in document.root.walk() if node.kind == "article"] == ["1", "2bis"]
        stages_keep_their_promises(Stages(), document, replace(document))
    finally:
        load.cache_clear()
