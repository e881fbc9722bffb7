"""Tags and signed dimensions of short pairs, from tables in plain text (tests/cases/tag/README.md)."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures import blocks

from legiscompare.model import Sign
from legiscompare.study.examples import compare_words

FOLDER = Path(__file__).parent / "cases" / "tag"
CASES = [
    pytest.param(path.stem, draft, final, expected, id=f"{path.stem}: {title}")
    for path in sorted(FOLDER.glob("*.md"))
    if path.stem != "README"
    for title, draft, final, expected in blocks(path, 3)
]


def tagged(draft: str, final: str, language: str) -> str:
    """Each change as `tag dimension sign …`, changes joined with ` | `."""
    return " | ".join(
        " ".join([change.tag, *sorted(f"{name}{sign}" for name, sign in change.dimensions)])
        for change in compare_words(draft, final, language).changes
    )


@pytest.mark.parametrize(("language", "draft", "final", "expected"), CASES)
def test_case(language: str, draft: str, final: str, expected: str) -> None:
    assert tagged(draft, final, language) == expected


FEASIBLE = {
    "en": ["where feasible", "as far as possible", "to the extent practicable"],
    "zh": ["尽可能", "尽量", "原则上"],
}
DUTIES = {
    "en": ("The operator shall{} {}.", ["repair the vehicle", "inform the rider", "delete the data", "publish prices"]),
    "zh": ("经营者应当{}{}。", ["维修车辆", "告知骑行人", "删除信息", "公开价目"]),
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_feasibility_clause_in_a_duty_never_burdens(language: str) -> None:
    template, acts = DUTIES[language]
    for words in FEASIBLE[language]:
        for act in acts:
            clause = f", {words}," if language == "en" else words
            changes = compare_words(template.format("", act), template.format(clause, act), language).changes
            assert [sign for change in changes for _, sign in change.dimensions] == [Sign.FREER], (words, act)
