"""Every rule of every language proves itself both ways: in each `yes` it fires, in each `no` it does not."""

from __future__ import annotations

import pytest

from legiscompare.lang import available, load
from legiscompare.lang.check import faults
from legiscompare.study.examples import fired, language_faults
from legiscompare.tag.signs import rules

TAGS = [tag for tag in available() if load(tag).has_lexicons]
EXAMPLES = [
    pytest.param(tag, rule.id, side, example["draft"], example["final"], id=f"{tag}.{rule.id}-{side}{number}")
    for tag in TAGS
    for rule in rules(load(tag)).values()
    for side, examples in (("yes", rule.yes), ("no", rule.no))
    for number, example in enumerate(examples, 1)
]


@pytest.mark.parametrize(("tag", "rule", "side", "draft", "final"), EXAMPLES)
def test_example(tag: str, rule: str, side: str, draft: str, final: str) -> None:
    assert (rule in fired(draft, final, tag)) is (side == "yes")


@pytest.mark.parametrize("tag", TAGS)
def test_every_rule_has_examples_both_ways(tag: str) -> None:
    assert [rule.id for rule in rules(load(tag)).values() if not (rule.yes and rule.no)] == []


def test_languages_have_the_same_rules() -> None:
    assert len({tuple(sorted(rules(load(tag)))) for tag in TAGS}) == 1


@pytest.mark.parametrize("tag", available())
def test_language_folder_has_no_faults(tag: str) -> None:
    assert [str(fault) for fault in faults(tag)] == []


def test_lang_check_reports_an_example_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule whose `no` example fires is named with its file, the example and what fired."""
    language = load("en")
    table = {"rule": [{"id": "time.in", "effect": "hastens", "why": "x", "yes": [], "no": [
        {"draft": "The operator shall report.", "final": "The operator shall report within two days."}]}]}  # fmt: skip
    monkeypatch.setitem(language.tables, "rules", table)
    monkeypatch.setattr("legiscompare.study.examples.faults", lambda _: ())
    rules.cache_clear()
    try:
        found = language_faults("en")
    finally:
        rules.cache_clear()
    assert len(found) == 1
    assert found[0].file == "lang/en/rules.toml"
    assert "within two days" in str(found[0])
