"""docs/explain/tricky-cases.md: each case in the same form, and what the page says that the program does."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

from legiscompare.pipeline import compare
from legiscompare.shortcuts import parse

PAGE = (ROOT / "docs" / "explain" / "tricky-cases.md").read_text(encoding="utf-8")
FORM = ("Case", "Possible", "One would wish", "We do")
TRIED = [
    ("The operator shall ensure safety.", "The operator shall take effective measures to ensure safety.", "obligation_type-"),
    ("The operator shall take suitable measures.", "The operator shall take effective measures.", "qualifier+"),
    ("The operator shall not disclose location data.",
     "The operator shall not unlawfully disclose location data or payment data.", "mixed"),
    ("A breach shall be punished by a fine of up to EUR 100,000.",
     "A breach shall be punished by a fine of up to 2 % of turnover.", "quantity?"),
    ("The operator shall delete data such as names, addresses and photographs.",
     "The operator shall delete data such as names and addresses.", "scope_object?"),
    ("The operator shall notify the rider of every accident.", "Companies tell customers about any mishap.", "removed"),
]  # fmt: skip


def said(draft: str, final: str) -> set[str]:
    texts = (parse(words.encode(), language="en") for words in (draft, final))
    changes = compare(*texts).changes
    return {each for one in changes for each in (one.tag.value, *(f"{name}{sign}" for name, sign in one.dimensions))}


def test_every_case_has_the_same_form() -> None:
    cases = PAGE.split("\n## ")[1:]
    assert len(cases) > 10
    for case in cases:
        found = re.findall(r"^- \*\*(.+?)\.?\*\*", case, re.MULTILINE)
        assert tuple(found) == FORM, case.partition("\n")[0]


@pytest.mark.parametrize(("draft", "final", "expected"), TRIED)
def test_the_program_does_what_the_page_says(draft: str, final: str, expected: str) -> None:
    assert f"*{draft}* → *{final}*" in PAGE
    assert f"`{expected}`" in PAGE
    assert expected in said(f"Article 1\n\n{draft}\n", f"Article 1\n\n{final}\n")


def test_two_sentences_in_one() -> None:
    draft = "The operator shall keep records and shall report every year."
    parts = ["The operator shall keep records.", "The operator shall report every year."]
    assert all(f"*{words}*" in PAGE for words in (draft, *parts))
    assert said(f"Article 1\n\n{draft}\n", f"Article 1\n\n{parts[0]}\n\nArticle 2\n\n{parts[1]}\n") == {"unchanged"}
