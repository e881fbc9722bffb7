"""What `make accuracy` measures beyond `evaluate`: causes, certainty, ablation, two languages, readings."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from legiscompare.lang import load
from legiscompare.model import Certainty, Comparison, Dimension, Tag
from legiscompare.pipeline import compare
from legiscompare.shortcuts import parse
from legiscompare.study import SheetRow, evaluate
from legiscompare.tag.signs import rules
from tools.measures import certainty, page, worth
from tools.measures.ablation import Ablation, rule_of, without, without_rules
from tools.measures.causes import LINK_EXTRA, LINK_MISSING, OVER, SPLIT, UNDER, WRONG_SIGN, causes
from tools.measures.onechange import Counted, OneChange, below, raised
from tools.measures.readings import page as readings_page
from tools.measures.readings import readings
from tools.measures.rows import answers
from tools.measures.translation import known_causes, meet
from tools.sheets import Sheet, comparison_of, sheets

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


@pytest.fixture(scope="module")
def embedded() -> tuple[Sheet, Comparison]:
    sheet = next(one for one in sheets() if one.name == "cn-genai-2023")
    return sheet, comparison_of(sheet)


def test_a_sheet_that_nobody_read_has_no_empty_table(embedded: tuple[Sheet, Comparison]) -> None:
    sheet, comparison = embedded
    told = readings_page([(sheet, comparison), (sheet._replace(name="a sheet without readings"), comparison)])
    assert "Not read yet: a sheet without readings." in told
    assert "## a sheet without readings" not in told
    assert told.count("| change | tag read |") == 1
    assert "Not read yet" not in readings_page([(sheet, comparison)])


def test_every_rule_of_the_registry_is_switched_off_on_the_embedded_pair(embedded: tuple[Sheet, Comparison]) -> None:
    found = Ablation([embedded]).by_rule()
    assert {one.name for one in found} == set(rules(load("en")))
    fired = {rule_of(one) for change in embedded[1].changes for one in change.evidence}
    assert {one.name for one in found if one.fired} == fired
    assert all(one[2:6] == (0, 0, 0, 0) for one in found if not one.fired)
    assert found == sorted(
        found, key=lambda one: (one.change, one.direction, one.kappa, one.tags, -one.fired, one.name)
    )
    assert found[0].change < 0
    assert found[0].change == found[0].by_language["en"]


def test_what_a_rule_is_worth_is_what_evaluate_says_without_it(embedded: tuple[Sheet, Comparison]) -> None:
    sheet, made = embedded
    best = Ablation([embedded]).by_rule()[0]
    with_it = evaluate(made, sheet.gold, resamples=0).flat()
    without_it = evaluate(without_rules(made, {best.name}), sheet.gold, resamples=0).flat()
    for figure, moved in (("paragraph.change.f1", best.change), ("paragraph.direction.f1", best.direction),
                          ("norm.kappa", best.kappa)):  # fmt: skip
        assert 100 * (without_it[figure] - with_it[figure]) == pytest.approx(moved, abs=0.02)


def test_operations_hold_every_rule_once(embedded: tuple[Sheet, Comparison]) -> None:
    ablation = Ablation([embedded])
    names = {one.name for one in ablation.by_operation()}
    assert names == {name.partition(".")[2] for name in ablation.fired()}
    table = "\n".join(worth.of_rules(ablation))
    assert all(f"| `{one.name}` | {one.fired} |" in table for one in ablation.by_rule() if one.fired)


def test_causes_are_counted_by_element_too(made: Comparison) -> None:
    found = causes(made.changes, [row("1.1", "1.1", "strengthened", ("three days", "nine days"), "act+")])
    table = page.of_causes([("made", found)])
    assert "| act | 0 | 0 | 0 | 1 | 1 |" in table
    assert "| time | 1 | 0 | 0 | 0 | 1 |" in table


def test_floors_of_one_change_only_rise() -> None:
    old = {"en": Counted(10, 8, 1)}
    better, worse = (OneChange("en", Counted(10, right, sure), {}) for right, sure in ((9, 0), (7, 2)))
    assert below(better, old["en"]) == []
    assert len(below(worse, old["en"])) == 2
    assert tomllib.loads(raised([better], old)) == {"en": {"cases": 10, "right": 9, "sure": 0}}
    assert tomllib.loads(raised([worse], old)) == {"en": {"cases": 10, "right": 8, "sure": 1}}
    assert below(OneChange("en", Counted(12, 9, 0), {}), old["en"])
