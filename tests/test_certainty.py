"""Bands of certainty: what makes a change doubtful, case by case."""

from __future__ import annotations

import itertools

import pytest

from legiscompare.model import Certainty, NormKind, Tag
from legiscompare.pipeline import compare
from legiscompare.report.calibration import bands
from legiscompare.shortcuts import parse
from legiscompare.tag.certainty import of_pair, of_single

DUTY, AIM = NormKind.OBLIGATION, NormKind.PRINCIPLE
HIGH, MEDIUM, LOW = Certainty.HIGH, Certainty.MEDIUM, Certainty.LOW


@pytest.mark.parametrize(
    ("tag", "kind", "score", "decisive", "single", "band"),
    [
        (Tag.SOFTENED, DUTY, 0.8, [True], True, HIGH),
        (Tag.SOFTENED, DUTY, 0.45, [True], True, MEDIUM),
        (Tag.SOFTENED, DUTY, 0.3, [True], True, LOW),
        (Tag.SOFTENED, DUTY, 0.8, [True], False, MEDIUM),
        (Tag.MIXED, DUTY, 0.8, [True, True], True, MEDIUM),
        (Tag.MIXED, DUTY, 0.8, [True, False], True, MEDIUM),
        (Tag.MIXED, DUTY, 0.8, [False, False], True, LOW),
        (Tag.MIXED, DUTY, 0.8, [True] * 5, True, LOW),
        (Tag.UNDETERMINED, DUTY, 0.8, [True], True, HIGH),
        (Tag.UNDETERMINED, DUTY, 0.8, [False], True, LOW),
        (Tag.REWORDED, DUTY, 0.8, [], True, MEDIUM),
        (Tag.REWORDED, AIM, 0.8, [], True, HIGH),
        (Tag.REWORDED, AIM, 0.3, [], True, MEDIUM),
        (Tag.UNCHANGED, DUTY, 0.2, [], True, HIGH),
    ],
)
def test_of_a_pair(tag: Tag, kind: NormKind, score: float, decisive: list[bool], single: bool, band: Certainty) -> None:
    got = of_pair(tag, kind, score=score, decisive=decisive, single=single)
    assert got is band


@pytest.mark.parametrize(("best", "band"), [(0.0, HIGH), (0.1, MEDIUM), (0.49, MEDIUM), (0.5, LOW)])
def test_of_a_norm_without_counterpart(best: float, band: Certainty) -> None:
    assert of_single(best) is band


def test_a_norm_that_may_be_a_part_of_another_is_not_sure() -> None:
    assert of_single(0.0, part=True) is MEDIUM


def test_where_no_rule_can_run_nothing_but_the_unchanged_is_sure() -> None:
    draft = b"Artigo 1\n\nO operador deve manter um registo.\n\nArtigo 2\n\nO operador paga a taxa.\n"
    final = draft.replace(b"deve manter", b"poderia manter")
    changes = compare(parse(draft, language="pt"), parse(final, language="pt")).changes
    assert {(one.tag, one.certainty) for one in changes} == {(Tag.REWORDED, LOW), (Tag.UNCHANGED, HIGH)}


def test_what_reports_say_of_the_bands_goes_down_by_useful_steps() -> None:
    shares = [band.agree / band.of for band in bands()]
    assert len(shares) == 3
    assert all(higher >= lower + 0.1 for higher, lower in itertools.pairwise(shares)), shares
