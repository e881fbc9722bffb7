"""Every rule of every language proves itself both ways: in each `yes` it fires, in each `no` it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from legiscompare.lang import available, load
from legiscompare.lang.check import faults
from legiscompare.lang.tables import Pair, RuleExamples
from legiscompare.study.examples import fired, language_faults
from legiscompare.tag.signs import rules

TAGS = [tag for tag in available() if load(tag).has_lexicons and not load(tag).base]
EXAMPLES = [
    pytest.param(tag, rule.id, side, example.draft, example.final, id=f"{tag}.{rule.id}-{side}{number}")
    for tag in TAGS
    for rule in rules(load(tag)).values()
    for side, examples in (("yes", rule.yes), ("no", rule.no))
    for number, example in enumerate(examples, 1)
]


@pytest.mark.parametrize(("tag", "rule", "side", "draft", "final"), EXAMPLES)
def test_example(tag: str, rule: str, side: str, draft: str, final: str) -> None:
    assert (rule in fired(draft, final, tag)) is (side == "yes")


UNSHOWN = {"en": 11, "zh": 34, "de": 16, "fr": 23, "es": 99, "it": 97, "nl": 99}
"""Rules that no pair of sentences shows yet: the number may only fall."""


@pytest.mark.parametrize("tag", TAGS)
def test_every_rule_has_examples_both_ways_or_says_why_not(tag: str) -> None:
    told = {row.id: row for row in load(tag).examples}
    assert sorted(told) == sorted(rules(load(tag)))
    bare = [row.id for row in told.values() if not (row.yes and row.no)]
    assert all(told[name].note for name in bare)
    assert len(bare) <= UNSHOWN[tag], bare


def test_languages_have_the_same_rules() -> None:
    assert len({tuple(sorted(rules(load(tag)))) for tag in TAGS}) == 1


@pytest.mark.parametrize("tag", available())
def test_language_folder_has_no_faults(tag: str) -> None:
    assert [str(fault) for fault in faults(tag)] == []


def test_lang_check_reports_an_example_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule whose `no` example fires is named with its file, the example and what fired."""
    pair = Pair("The operator shall report.", "The operator shall report within two days.")
    false = RuleExamples("time.came", no=(pair,), note="for this test")
    language = load("en")
    shown = tuple(false if row.id == "time.came" else row for row in language.examples)
    monkeypatch.setattr("legiscompare.study.examples.lang.load", lambda _: replace(language, examples=shown))
    monkeypatch.setattr("legiscompare.study.examples.faults", lambda _: ())
    found = language_faults("en")
    assert len(found) == 1
    assert found[0].file == "lang/en/rules.toml"
    assert "within two days" in str(found[0])
