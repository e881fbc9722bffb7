"""How far coders agree, column by column, with intervals; sheets that cut norms differently; a paragraph on method.

The figures are those of `coefficients`. Units come from one sheet where ids and references are the same in all, else rows
are met by references and cues, and how far the coders cut alike is told separately (`Matched.unitising`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from legiscompare.errors import DataError, UsageError
from legiscompare.model import Burden, NormKind, PartyClass, Tag
from legiscompare.study.coders import jaccard
from legiscompare.study.coefficients import (
    RESAMPLES,
    ac1,
    alpha_of,
    answered,
    bootstrap,
    kappa,
    nominal_alpha,
    ordinal_alpha,
    percent,
    weighted_kappa,
)
from legiscompare.study.places import NONE, places
from legiscompare.study.scoring import plain
from legiscompare.study.sheet import SheetRow, signs

Interval = tuple[float, float] | None
Units = Sequence[Sequence[Hashable | None]]
Figure = Callable[[Units, Sequence[int]], float | None]
RANKS: dict[str, dict[str, int]] = {
    "burden": {Burden.DOWN: 0, Burden.NONE: 1, Burden.UP: 2},
    "sure": {"1": 0, "2": 1, "3": 2},
}
"""Columns whose answers have an order. `both` and `unclear` have no place in it and are left out of what needs one."""
_SIZES = {"kind": len(NormKind), "bearer": 15, "measured": 15, "tag": len(Tag), "burden": len(Burden), "sure": 3}
"""How many answers there can be; of parties, the codebook's four alone and joined."""
assert len(PartyClass) == 5  # noqa: S101 - four and none: 2^4 - 1 joined


@dataclass(frozen=True, slots=True)
class Reliability:
    """Agreement in one column. A figure is None where it cannot be computed or does not apply."""

    column: str
    units: int
    """Units that two coders or more answered."""
    percent: float | None
    percent_interval: Interval
    kappa: float | None
    """Cohen's; two coders only, as are the weighted ones."""
    kappa_interval: Interval
    linear: float | None
    """Weighted kappa, linear weights; columns with an order only."""
    quadratic: float | None
    alpha: float | None
    """Krippendorff's: nominal; of signed dimensions by shared members."""
    alpha_interval: Interval
    ordinal: float | None
    """Krippendorff's alpha for ranks; columns with an order only."""
    ac1: float | None
    """Gwet's."""
    ac1_interval: Interval


COLUMNS = ("tag", "burden", "kind", "bearer", "measured", "dimensions", "sure")


def reliability(units: Sequence[Sequence[SheetRow | None]], *, resamples: int = RESAMPLES) -> tuple[Reliability, ...]:
    """Agreement on units: one row for each coder, None where a coder has none. Intervals: articles drawn anew.

    An empty cell is no answer, but for dimensions, where it says that nothing moved.
    """
    clusters = [_article(unit) for unit in units]
    return tuple(_column(name, units, clusters, resamples) for name in COLUMNS)


def _article(unit: Sequence[SheetRow | None]) -> str:
    row = next((one for one in unit if one is not None), None)
    if row is None:
        return ""
    side = row.final_ref if row.final_ref not in {"", NONE} else row.draft_ref
    return min(places(side, 1))


def _answer(row: SheetRow | None, column: str) -> Hashable | None:
    if row is None or not row.tag:
        return None
    cell = getattr(row, column)
    if column == "dimensions":
        return frozenset(f"{name}{sign}" for name, sign in signs(cell))
    return "+".join(sorted(cell.split("+"))) if cell else None


def _column(
    column: str, units: Sequence[Sequence[SheetRow | None]], clusters: Sequence[str], resamples: int
) -> Reliability:
    given = [[_answer(row, column) for row in unit] for unit in units]
    kept = [(answers, cluster) for answers, cluster in zip(given, clusters, strict=True) if answered([answers])]
    answers, where = [one for one, _ in kept], [cluster for _, cluster in kept]
    two = len(answers) > 1 and all(len(one) == 2 for one in answers)
    enough = len(answers) > 1  # of one unit, nothing can be said about chance
    order = RANKS.get(column)
    ranked = [[order.get(str(one)) for one in unit] for unit in answers] if order else []
    pairs = [(unit[0], unit[1]) for unit in ranked if unit[0] is not None and unit[1] is not None] if two else []

    def drawn(figure: Figure, wanted: bool = True) -> Interval:
        return bootstrap(answers, where, figure, resamples=resamples) if wanted and resamples else None

    def nominal(found: Units, counts: Sequence[int] | None = None) -> float | None:
        return alpha_of(found, counts, jaccard) if column == "dimensions" else nominal_alpha(found, counts)

    def gwet(found: Units, counts: Sequence[int] | None = None) -> float | None:
        return ac1(found, size, counts)

    size = _SIZES.get(column, 0)
    for_two = two and column != "dimensions"
    return Reliability(
        column=column,
        units=len(answers),
        percent=percent(answers),
        percent_interval=drawn(percent),
        kappa=kappa(answers) if for_two else None,
        kappa_interval=drawn(kappa, for_two),
        linear=weighted_kappa(pairs, len(order)) if order and two else None,
        quadratic=weighted_kappa(pairs, len(order), power=2) if order and two else None,
        alpha=nominal(answers) if enough else None,
        alpha_interval=drawn(nominal),
        ordinal=ordinal_alpha(ranked) if order and enough else None,
        ac1=gwet(answers) if size and enough else None,
        ac1_interval=drawn(gwet, bool(size)),
    )


@dataclass(frozen=True, slots=True)
class Matched:
    """Rows of several sheets put together where they speak of one norm."""

    units: tuple[tuple[SheetRow | None, ...], ...]
    """One row for each sheet, None where that sheet has none for the norm."""
    unitising: float
    """How far norms were cut alike: mean over pairs of sheets of twice the rows met, over the rows of both (Dice)."""
    same_ids: bool
    """Whether all sheets have the same units under the same ids."""


def match(*tables: Sequence[SheetRow]) -> Matched:
    """Put the rows of sheets together. Raises UsageError for fewer than two, DataError where no row of two meets."""
    if len(tables) < 2:
        raise UsageError(
            "agreement needs at least two sheets",
            where="sheets",
            mend="give the sheets of two coders or more",
        )
    by_id = [{row.id: row for row in table} for table in tables]
    names = [{(row.id, row.draft_ref, row.final_ref) for row in table} for table in tables]
    if all(found == names[0] for found in names) and all(len(d) == len(t) for d, t in zip(by_id, tables, strict=True)):
        return Matched(tuple(tuple(d[row.id] for d in by_id) for row in tables[0]), 1.0, same_ids=True)
    met = {(i, j): _met(tables[i], tables[j]) for j in range(len(tables)) for i in range(j)}
    dice = [2 * len(found) / max(1, len(tables[i]) + len(tables[j])) for (i, j), found in met.items()]
    units: list[list[SheetRow | None]] = []
    home: dict[tuple[int, int], int] = {}
    for place, table in enumerate(tables):
        for index, row in enumerate(table):
            earlier = [
                home[i, found]
                for i in range(place)
                if (found := met[i, place].get(index)) is not None and (i, found) in home
            ]
            at = next((unit for unit in earlier if units[unit][place] is None), None)
            if at is None:
                units.append([None] * len(tables))
                at = len(units) - 1
            units[at][place] = row
            home[place, index] = at
    if not any(len([row for row in unit if row]) > 1 for unit in units):
        raise DataError(
            "no two rows of these sheets speak of one norm", where="sheets", mend="give sheets on the same comparison"
        )
    return Matched(tuple(tuple(unit) for unit in units), sum(dice) / len(dice), same_ids=False)


def _met(first: Sequence[SheetRow], second: Sequence[SheetRow]) -> dict[int, int]:
    """Row of the second -> row of the first that speaks of the same norm: closest references and longest cues choose."""
    fits = sorted(
        (closeness, -_shared(a, b), i, j)
        for i, a in enumerate(first)
        for j, b in enumerate(second)
        if (closeness := _closeness(a, b)) is not None
    )
    left: set[int] = set()
    out: dict[int, int] = {}
    for _, _, i, j in fits:
        if i not in left and j not in out:
            left.add(i)
            out[j] = i
    return out


def _closeness(a: SheetRow, b: SheetRow) -> int | None:
    """0: same references, cues that meet; 1: same references, one without cue; 2: paragraphs; 3: articles; None: others."""
    sides = ((a.draft_ref, b.draft_ref), (a.final_ref, b.final_ref))
    if any((x in {"", NONE}) != (y in {"", NONE}) for x, y in sides):
        return None
    cues = [(plain(x), plain(y)) for x, y in ((a.draft_cue, b.draft_cue), (a.final_cue, b.final_cue)) if x and y]
    meet = bool(cues) and all(x in y or y in x for x, y in cues)
    if all(x == y for x, y in sides):
        return 0 if meet else 1 if not cues else None
    if not meet:
        return None
    for depth, closeness in ((2, 2), (1, 3)):
        if all(places(x, depth) & places(y, depth) for x, y in sides):
            return closeness
    return None


def _shared(a: SheetRow, b: SheetRow) -> int:
    return sum(min(len(plain(x)), len(plain(y))) for x, y in ((a.draft_cue, b.draft_cue), (a.final_cue, b.final_cue)))


def methods(found: Sequence[Reliability], *, coders: int, unitising: float | None = None, tool: bool = False) -> str:
    """A paragraph for a paper: who coded what, how agreement was computed, and the figures. Plain text, English."""
    by = {one.column: one for one in found}
    tag, burden = by["tag"], by["burden"]
    who = "One coder and the program legiscompare" if tool else f"{_number(coders)} coders"
    columns = "tag, burden, kind of norm, bearer, measured party, signed dimensions"
    norms = f"{tag.units} norm{'' if tag.units == 1 else 's'}"
    parts = [f"{who} coded {norms}, each by the legiscompare codebook ({columns})."]
    if unitising is not None and unitising < 1:
        parts.append(
            f"Norms were cut apart independently; rows were put together by references and quoted words, and the "
            f"coders cut alike in {unitising:.2f} of the cases (Dice); agreement is reported on the norms that met."
        )
    if tag.percent is not None:
        parts.append(
            f"On the tag (eight values) they agreed in {tag.percent:.1%}{_within(tag.percent_interval, '.1%')}."
        )
        more = [f"Krippendorff's alpha (nominal) was {_figure(tag.alpha, tag.alpha_interval)}"]
        if tag.kappa is not None:
            more.insert(0, f"Cohen's kappa was {_figure(tag.kappa, tag.kappa_interval)}")
        more.append(f"Gwet's AC1 {_figure(tag.ac1, tag.ac1_interval)}")
        parts.append(", ".join(more) + ".")
    if burden.ordinal is not None:
        weighted = f", quadratically weighted kappa {burden.quadratic:.2f}" if burden.quadratic is not None else ""
        parts.append(
            f"On the burden (freer, as before, less free; changes both ways and unclear ones left out) Krippendorff's "
            f"alpha for ranks was {burden.ordinal:.2f}{weighted}."
        )
    parts.append(
        "Intervals are 95 % percentile bootstrap with whole articles drawn anew, since norms of one article are not "
        "independent. The figures say how far coders follow one codebook alike, not whether it is right."
    )
    return " ".join(parts)


def _figure(value: float | None, interval: Interval) -> str:
    return "not defined" if value is None else f"{value:.2f}{_within(interval, '.2f')}"


def _within(interval: Interval, form: str) -> str:
    return f" ({interval[0]:{form}} to {interval[1]:{form}})" if interval else ""


def _number(count: int) -> str:
    return {2: "Two", 3: "Three", 4: "Four", 5: "Five"}.get(count, str(count))
