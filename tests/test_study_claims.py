"""Claims against the texts: a claim fits only at its place, with its words, in its direction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from legiscompare.errors import DataError
from legiscompare.model import Burden, Comparison, Dimension, Sign, Tag
from legiscompare.pipeline import compare
from legiscompare.shortcuts import parse
from legiscompare.study import Claim, Verdict, judge, read_claims, tally

if TYPE_CHECKING:
    from pathlib import Path

DRAFT = """Article 1

The operator shall report a fault within three days.

Article 2

The operator shall keep logs.

Article 3

The operator shall pay a fee to the fund for cyclists.

Article 4

The operator shall fence the yard.
"""
FINAL = """Article 1

The operator shall report a fault.

Article 2

The operator shall keep logs.

Article 3

The operator shall fence the yard.

Article 4

The operator shall hold liability insurance for every guest.
"""


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(parse(DRAFT.encode(), language="en"), parse(FINAL.encode(), language="en"))


@pytest.mark.parametrize(
    ("draft", "final", "asserted", "cues", "verdict"),
    [
        ("1.1", "1.1", "softened", ("within three days", ""), Verdict.SUPPORTED),
        ("1", "1", "softened", ("within three days", ""), Verdict.SUPPORTED),
        ("1.1", "1.1", "strengthened", ("within three days", ""), Verdict.CONTRADICTED),
        ("1.1", "1.1", "removed", ("within three days", ""), Verdict.SUPPORTED),
        ("1.1", "1.1", "unchanged", ("within three days", ""), Verdict.CONTRADICTED),
        ("1.1", "1.1", "softened", ("report a fault", ""), Verdict.NOT_FOUND),
        ("2.1", "2.1", "softened", ("within three days", ""), Verdict.NOT_FOUND),
        ("1.1", "1.1", "softened", ("a deadline of 72 hours", ""), Verdict.SUBSTANCE),
        ("2.1", "2.1", "unchanged", ("keep logs", "keep logs"), Verdict.SUPPORTED),
        ("2.1", "2.1", "softened", ("keep logs", "keep logs"), Verdict.CONTRADICTED),
        ("2.1", "2.1", "removed", ("keep logs", ""), Verdict.CONTRADICTED),
        ("2.1", "2.1", "added", ("", "keep logs"), Verdict.CONTRADICTED),
        ("3.1", "-", "removed", ("pay a fee", ""), Verdict.SUPPORTED),
        ("-", "4.1", "added", ("", "liability insurance"), Verdict.SUPPORTED),
        ("-", "4.1", "scope_widened", ("", "liability insurance"), Verdict.SUPPORTED),
        ("-", "4.1", "scope_narrowed", ("", "liability insurance"), Verdict.CONTRADICTED),
        ("4.1", "3.1", "moved", ("fence the yard", "fence the yard"), Verdict.SUPPORTED),
        ("2.1", "2.1", "renumbered", ("keep logs", "keep logs"), Verdict.CONTRADICTED),
        ("77.1", "1.1", "softened", ("within three days", ""), Verdict.UNDECIDABLE),
        ("issuer", "issuer", "scope_widened", ("A", "B"), Verdict.NOT_FOUND),
    ],
)
def test_verdicts(
    comparison: Comparison, draft: str, final: str, asserted: str, cues: tuple[str, str], verdict: Verdict
) -> None:
    (found,) = judge([Claim("1", "…", draft, final, asserted, *cues)], comparison)
    assert found.verdict is verdict, found


def mixed(comparison: Comparison) -> Comparison:
    """What a tool would say that calls every linked norm mixed, on every dimension, all of its words touched."""
    everything = tuple((name, sign) for name in Dimension for sign in (Sign.FREER, Sign.LESS_FREE))
    return replace(
        comparison,
        changes=tuple(
            replace(one, tag=Tag.MIXED, burden=Burden.BOTH, dimensions=everything) if one.draft and one.final else one
            for one in comparison.changes
        ),
    )


def test_a_mixed_change_supports_partly_and_never_fully(comparison: Comparison) -> None:
    claim = Claim("1", "…", "1.1", "1.1", "softened", "within three days", "")
    (found,) = judge([claim], mixed(comparison))
    assert found.verdict is Verdict.PARTLY


def test_a_tool_that_calls_everything_mixed_is_worse(root: Path, shared: Path) -> None:
    texts = shared / "texts" / "cn-genai-2023"
    made = compare(
        parse(texts / "draft.zh.txt", language="zh"),
        parse(texts / "final.zh.txt", language="zh"),
    )
    claims = read_claims(root / "corpus" / "cn-genai-2023" / "claims.csv", language="zh")
    honest, dull = (judge(claims, one) for one in (made, mixed(made)))
    right = [sum(one.verdict is Verdict.SUPPORTED for one in found if one.claim.expected_verdict == "supported") for found in (honest, dull)]  # fmt: skip
    assert right[0] > right[1]


def test_the_expected_verdict_is_never_looked_at(comparison: Comparison) -> None:
    claim = Claim("1", "…", "1.1", "1.1", "softened", "within three days", "", "contradicted")
    assert judge([claim], comparison)[0].verdict is Verdict.SUPPORTED


def test_tally_keeps_the_order_of_verdicts(comparison: Comparison) -> None:
    claims = [
        Claim("1", "…", "2.1", "2.1", "removed", "keep logs", ""),
        Claim("2", "…", "1.1", "1.1", "softened", "within three days", ""),
    ]
    assert list(tally(judge(claims, comparison))) == ["supported", "contradicted"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("id,claim\n", "it lacks: asserted"),
        ("id,draft_ref,final_ref,expected_tag,claim\n1,1,1,weaker,x\n", "not something that a claim can assert"),
        ("id,draft_ref,final_ref,expected_tag,claim\n1,(),1,softened,x\n", "names no place"),
    ],
)
def test_malformed_claims_say_where(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=fault):
        read_claims(path, language="en")


def test_cues_are_taken_in_the_language_of_the_texts(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(
        "id,instrument,draft_ref,final_ref,expected_tag,claim,cue_draft,cue_final,cue_draft_zh,cue_final_zh\n"
        "1,a,1,1,softened,x,shall,may,应当,可以\n2,b,1,1,softened,x,shall,may,应当,可以\n",
        encoding="utf-8",
    )
    assert read_claims(path, language="zh-Hans")[0].draft_cue == "应当"
    assert read_claims(path, language="en")[0].final_cue == "may"
    assert [one.id for one in read_claims(path, language="en", instrument="b")] == ["2"]
