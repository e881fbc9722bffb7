"""Published claims on real texts: most are borne out, none of the wrong ones is, and a tool without direction does worse."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from legiscompare.cli import main
from legiscompare.model import Burden, Comparison, Dimension, Sign, Tag
from legiscompare.pipeline import compare
from legiscompare.report import render
from legiscompare.shortcuts import parse
from legiscompare.study import Judgement, Verdict, judge, read_claims

if TYPE_CHECKING:
    from pathlib import Path

BORNE_OUT = frozenset({Verdict.SUPPORTED, Verdict.SUBSTANCE, Verdict.PARTLY})


@pytest.fixture(scope="module")
def genai(shared: Path) -> Comparison:
    texts = shared / "texts" / "cn-genai-2023"
    return compare(parse(texts / "draft.zh.txt", language="zh"), parse(texts / "final.zh.txt", language="zh"))


@pytest.fixture(scope="module")
def genai_claims(root: Path) -> Path:
    return root / "corpus" / "cn-genai-2023" / "claims.csv"


def borne_out(found: tuple[Judgement, ...], expected: str) -> list[str]:
    """Ids of the claims that a person found `expected` and the program bears out."""
    return [one.claim.id for one in found if one.claim.expected_verdict == expected and one.verdict in BORNE_OUT]


def all_mixed(comparison: Comparison) -> Comparison:
    """The same links and words, every changed linked norm called mixed, on every dimension."""
    everything = tuple((name, sign) for name in Dimension for sign in (Sign.FREER, Sign.LESS_FREE))
    return replace(
        comparison,
        changes=tuple(
            replace(one, tag=Tag.MIXED, burden=Burden.BOTH, dimensions=everything)
            if one.draft and one.final and one.tag is not Tag.UNCHANGED
            else one
            for one in comparison.changes
        ),
    )


def test_generative_ai_measures_in_chinese(genai: Comparison, genai_claims: Path) -> None:
    found = judge(read_claims(genai_claims, language="zh"), genai)
    verdicts = {one.claim.id: one.verdict.value for one in found}
    assert len(borne_out(found, "supported")) >= 11, verdicts  # decision 0010
    assert borne_out(found, "contradicted") == [], verdicts


def test_a_tool_that_knows_no_direction_does_worse(genai: Comparison, genai_claims: Path) -> None:
    claims = read_claims(genai_claims, language="zh")

    def worth(comparison: Comparison) -> int:
        """Claims fully borne out or rightly contradicted: what one who calls all mixed can only reach by halves."""
        return sum(
            one.verdict is (Verdict.SUPPORTED if one.claim.expected_verdict == "supported" else Verdict.CONTRADICTED)
            for one in judge(claims, comparison)
        )

    assert worth(genai) >= worth(all_mixed(genai)) + 2


def test_ai_act_through_the_command(root: Path, shared: Path, tmp_path: Path) -> None:
    texts = shared / "texts" / "eu-ai-act"
    made = compare(
        parse(texts / "2021-04-21-commission-proposal.with-footnotes.md"),
        parse(texts / "2024-06-13-regulation-2024-1689.txt"),
    )
    path = tmp_path / "comparison.json"
    render(made, "json", path=path)
    claims = root / "tests" / "gold" / "claims-eu-ai-act.csv"
    ran = CliRunner().invoke(main, ["claims", str(claims), str(path), "--format", "csv"])
    assert ran.exit_code == 0, ran.output
    verdicts = {row["id"]: row["verdict"] for row in csv.DictReader(io.StringIO(ran.stdout))}
    assert len(verdicts) == 14
    assert sum(Verdict(verdict) in BORNE_OUT for verdict in verdicts.values()) >= 9, verdicts
