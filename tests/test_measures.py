"""What `make accuracy` measures beyond `evaluate`: causes, certainty, ablation, two languages, readings."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from legiscompare.model import Certainty, Comparison, Dimension, Tag
from legiscompare.pipeline import compare
from legiscompare.shortcuts import parse
from legiscompare.study import SheetRow
from tools.measures import certainty
from tools.measures.ablation import without
from tools.measures.causes import LINK_EXTRA, LINK_MISSING, OVER, SPLIT, UNDER, WRONG_SIGN, causes
from tools.measures.readings import readings
from tools.measures.rows import answers
from tools.measures.translation import known_causes, meet

DRAFT = """Article 1

The operator shall report a fault within three days.

Article 2

The operator shall not disclose the location data of a rider.

Article 3

The operator shall pay a fee to the fund for cyclists.
"""
FINAL = """Article 1

The operator shall report a fault within nine days.

Article 2

The operator shall not unlawfully disclose the location data or the payment data of a rider.
"""


@pytest.fixture(scope="module")
def made() -> Comparison:
    return compare(parse(DRAFT.encode(), language="en"), parse(FINAL.encode(), language="en"))


def row(draft: str, final: str, tag: str, cues: tuple[str, str], dimensions: str = "") -> SheetRow:
    return SheetRow(1, draft, final, tag, "", dimensions=dimensions, draft_cue=cues[0], final_cue=cues[1])


@pytest.mark.parametrize(
    ("one", "cause"),
    [
        (row("1.1", "1.1", "softened", ("three days", "nine days")), ""),
        (row("1.1", "1.1", "strengthened", ("three days", "nine days"), "time+"), WRONG_SIGN),
        (row("1.1", "1.1", "reworded", ("three days", "nine days")), OVER),
        (row("1.1", "1.1", "mixed", ("three days", "nine days"), "time-;act+"), UNDER),
        (row("1.1", "-", "removed", ("three days", "")), LINK_EXTRA),
        (row("3.1", "1.1", "softened", ("pay a fee", "nine days")), LINK_MISSING),
        (row("1.1", "1.1", "softened", ("words of no text", "")), SPLIT),
    ],
)
def test_each_row_has_one_cause(made: Comparison, one: SheetRow, cause: str) -> None:
    found = causes(made.changes, [one])
    assert list(found.classes.elements()) == ([cause] if cause else [])
    assert found.right == (not cause)


def test_dimensions_in_excess_and_missing(made: Comparison) -> None:
    found = causes(made.changes, [row("1.1", "1.1", "strengthened", ("three days", "nine days"), "act+")])
    assert (dict(found.over), dict(found.under)) == ({"time-": 1}, {"act+": 1})


def test_a_wrong_link_is_no_agreement(made: Comparison) -> None:
    rows = [row("3.1", "1.1", "removed", ("pay a fee", "")), row("1.1", "1.1", "softened", ("three days", ""))]
    found = {one.change.id: one.agrees for one in answers(made.changes, rows)}
    assert found == {"1.1~1.1": True, "3.1~-": False}


def test_without_a_dimension_tags_are_derived_anew(made: Comparison) -> None:
    assert [one.tag for one in made.changes] == [Tag.SOFTENED, Tag.MIXED, Tag.REMOVED]
    assert [one.tag for one in without(made, Dimension.TIME).changes] == [Tag.REWORDED, Tag.MIXED, Tag.REMOVED]
    assert [one.tag for one in without(made, Dimension.QUALIFIER).changes][1] is Tag.STRENGTHENED


def test_thresholds_in_use_give_the_bands_in_use(made: Comparison) -> None:
    rows = [row("1.1", "1.1", "softened", ("three days", "")), row("3.1", "-", "removed", ("pay a fee", ""))]
    cases = [certainty.Case("made", "en", one, 0.8) for one in answers(made.changes, rows)]
    bands = certainty.banded(cases)
    assert sum(of for _, of in bands.values()) == 2
    assert bands[Certainty.HIGH][0] == bands[Certainty.HIGH][1]
    held_out, chosen = certainty.folded(cases)
    assert sum(of for _, of in held_out.values()) == 2
    assert len(chosen) == certainty.FOLDS


def test_a_comparison_meets_itself_whole(made: Comparison) -> None:
    met = meet(made, made)
    assert met.agree == len(met.met) == len(made.changes)
    assert [met.chinese_only, met.english_only, met.differing()] == [[], [], []]
    assert met.kappa == 1.0


def test_filed_readings_and_causes_are_well_formed() -> None:
    assert {cause for cause, _ in known_causes().values()} <= {"translation", "tool"}
    found = readings()
    assert len({(one.sheet, one.change) for one in found}) == len(found)
    assert {one.tag for one in found} <= {tag.value for tag in Tag}
