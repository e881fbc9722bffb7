"""`evaluate`: agreement between a comparison and a reference sheet, with intervals and a confusion matrix."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from legiscompare.errors import DataError, UsageError
from legiscompare.model import Certainty, Comparison, Tag
from legiscompare.report import load
from legiscompare.study.places import articles, as_range, places
from legiscompare.study.scoring import (
    CHANGED,
    LINKED,
    JoinedUnits,
    Scored,
    ScoredUnits,
    Tallies,
    Tally,
    accepted,
    as_constant,
    burden_right,
    cluster,
    cohens_kappa,
    join,
    macro_f1,
    tally,
    tally_links,
    total,
    units,
)
from legiscompare.study.sheet import SheetRow, read_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from legiscompare.model import Change, Place

DEPTHS = {"article": 1, "paragraph": 2}
RESAMPLES = 1000
SEED = 20230815
"""Of the bootstrap: the same intervals on every machine."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Agreement of a comparison with one reference sheet."""

    figures: dict[str, object]
    """Nested as printed: `article`, `paragraph` (link, change, direction, linked, constant, per_tag), `norm`."""
    intervals: dict[str, tuple[float, float]]
    """Dotted name of a figure -> its 95 % interval; articles resampled."""
    confusion: dict[str, dict[str, int]]
    """Reference tag -> the comparison's tag -> norms joined; empty where no norm could be joined."""
    certainty: dict[str, tuple[int, int]]
    """Band of certainty -> (norms joined whose tag agrees, norms joined)."""

    def flat(self) -> dict[str, float]:
        """All numbers by dotted name: `paragraph.link.f1`."""
        return dict(_flat("", self.figures))

    def as_dict(self) -> dict[str, object]:
        """Everything as one JSON object: the figures, then `intervals` and `confusion`."""
        return {
            **self.figures,
            "intervals": {name: list(bounds) for name, bounds in self.intervals.items()},
            "confusion": self.confusion,
            "certainty": {name: list(counts) for name, counts in self.certainty.items()},
        }


def evaluate(
    comparison: Comparison | str | Path,
    gold: str | Path,
    *,
    draft_range: str | None = None,
    final_range: str | None = None,
    strict: bool = False,
    resamples: int = RESAMPLES,
) -> Evaluation:
    """Measure how far a comparison agrees with the reference sheet `gold`.

    `comparison` is a comparison, its JSON file, or a sheet in CSV. Give both ranges of articles (`8-17,29`) or none. With
    `strict`, only the answers of the sheet's first coder are right. Otherwise those of a second coder are right too.

    Intervals hold 95 % of `resamples` draws. Each draw takes whole articles at random, with a fixed seed (percentile
    bootstrap). `resamples=0` gives no intervals.

    Raises UsageError if only one range is given, SourceError or DataError if a file cannot be read. DataError too if a
    row of a sheet is not coded yet.
    """
    if (draft_range is None) != (final_range is None):
        raise UsageError(
            "only one range of articles was given",
            where="--draft-range, --final-range",
            mend="give both --draft-range and --final-range, or none",
        )
    ranges = (draft_range, final_range) if draft_range and final_range else None
    reference = [scored_row(row, str(gold)) for row in _coded_rows(gold)]
    machine = _machine(comparison)
    figures: dict[str, object] = {"strict": strict}
    intervals: dict[str, tuple[float, float]] = {}
    for name, depth in DEPTHS.items():
        level = _Level(
            units(reference, depth, ranges=ranges, first_coder=strict),
            units(machine, depth, ranges=ranges, first_coder=True),
        )
        figures[name] = level.figures()
        if resamples:
            intervals.update((f"{name}.{key}", bounds) for key, bounds in level.intervals(resamples).items())
    joined = join(reference, machine)
    figures["norm"] = None if joined is None else _norm_figures(joined, strict=strict)
    if joined is not None and resamples:
        intervals.update(_norm_intervals(joined, strict=strict, resamples=resamples))
    if joined is None:
        return Evaluation(figures, intervals, {}, {})
    return Evaluation(figures, intervals, _confusion(joined, strict=strict), _by_certainty(joined, strict=strict))


def _machine(comparison: Comparison | str | Path) -> list[Scored]:
    if not isinstance(comparison, Comparison):
        if Path(comparison).suffix.lower() == ".csv":
            return [scored_row(row, str(comparison)) for row in _coded_rows(comparison)]
        comparison = load(comparison)
    return scored_changes(comparison.changes)


def _coded_rows(path: str | Path) -> tuple[SheetRow, ...]:
    rows = read_sheet(path)
    blank = [row.line for row in rows if not row.tag]
    if blank:
        raise DataError(
            f"rows without a tag: {len(blank)} of {len(rows)}; the first stands on line {blank[0]}",
            where=str(path),
            mend="code them, or delete them and say which articles are coded: --draft-range and --final-range",
        )
    return rows


def uncoded_articles(
    comparison: Comparison | str | Path, gold: str | Path
) -> tuple[frozenset[str], frozenset[str], tuple[str, str]]:
    """Articles of the draft, and of the final text, that the comparison has and of which no row of `gold` speaks.

    If `evaluate` is given no ranges, what the comparison found in them counts as wrong. The third member holds the two
    ranges that leave them out, as `evaluate` takes them. Raises as `evaluate`.
    """
    rows, machine = read_sheet(gold), _machine(comparison)
    draft, final = articles(one.draft_ref for one in rows), articles(one.final_ref for one in rows)
    return (
        articles(one.draft_ref for one in machine) - draft,
        articles(one.final_ref for one in machine) - final,
        (as_range(draft), as_range(final)),
    )


def scored_changes(changes: Iterable[Change]) -> list[Scored]:
    """What scoring needs of the changes of a comparison."""
    return [
        Scored(
            _refs(change.draft),
            _refs(change.final),
            change.tag,
            change.burden,
            draft_text="".join(place.text for place in change.draft),
            final_text="".join(place.text for place in change.final),
            certainty=change.certainty,
        )
        for change in changes
    ]


def _refs(side: tuple[Place, ...]) -> str:
    return "+".join(place.ref for place in side) or "-"


def scored_row(row: SheetRow, path: str) -> Scored:
    """What scoring needs of a row of a sheet; `path` is named in errors."""
    return Scored(
        row.draft_ref,
        row.final_ref,
        row.tag,
        row.burden,
        row.tag_alt,
        row.burden_alt,
        row.draft_cue,
        row.final_cue,
        where=f"{path}:{row.line}",
    )


class _Level:
    """Agreement at one depth: counts by article, from which figures and intervals are drawn alike."""

    def __init__(self, gold: ScoredUnits, got: ScoredUnits) -> None:
        change, tags = set(got.change), sorted(CHANGED)
        self.counts: dict[str, Tallies] = {
            "link": tally_links(gold.links, got.links),
            "change": tally(gold.change, change),
            "direction": tally(gold.direction, set(got.direction)),
            "constant": tally(gold.change, as_constant(change)),
        }
        for tag in tags:
            self.counts[tag] = tally(
                {unit: readings for unit, readings in gold.change.items() if unit[2] == tag},
                {unit for unit in change if unit[2] == tag},
            )

    def figures(self) -> dict[str, object]:
        sums = {name: total(counts.values()) for name, counts in self.counts.items()}
        return {
            **{name: _prf(sums[name]) for name in ("link", "change", "direction")},
            "linked": {"macro_f1": _rounded(macro_f1({tag: sums[tag] for tag in LINKED}))},
            "constant": round(sums["constant"].f1, 4),
            "per_tag": {tag: _prf(sums[tag]) for tag in sorted(CHANGED)},
        }

    def intervals(self, resamples: int) -> dict[str, tuple[float, float]]:
        drawn: dict[str, list[float]] = defaultdict(list)
        for sample in _samples({c for counts in self.counts.values() for c in counts}, resamples):
            sums = {name: total(counts[c] for c in sample if c in counts) for name, counts in self.counts.items()}
            for name in ("link", "change", "direction"):
                drawn[f"{name}.f1"].append(sums[name].f1)
            drawn["constant"].append(sums["constant"].f1)
            drawn["change_over_constant"].append(sums["change"].f1 - sums["constant"].f1)
            macro = macro_f1({tag: sums[tag] for tag in LINKED})
            if macro is not None:
                drawn["linked.macro_f1"].append(macro)
        return {name: _bounds(values) for name, values in drawn.items()}


def _norm_figures(joined: JoinedUnits, *, strict: bool) -> dict[str, object]:
    tags = [accepted(gold, got, strict=strict) for gold, got in joined.core()]
    burdens = [burden_right(gold, got, strict=strict) for gold, got in joined.pairs]
    return {
        "rows": joined.rows,
        "found": round(len(joined.pairs) / joined.rows, 4),
        "changed_linked": len(tags),
        "tag_agreement": _rounded(sum(a == b for a, b in tags) / len(tags) if tags else None),
        "kappa": _rounded(cohens_kappa(tags)),
        "burden_agreement": _rounded(sum(burdens) / len(burdens) if burdens else None),
    }


def _norm_intervals(joined: JoinedUnits, *, strict: bool, resamples: int) -> dict[str, tuple[float, float]]:
    tags: dict[str, list[tuple[str, str]]] = defaultdict(list)
    burdens: dict[str, list[bool]] = defaultdict(list)
    for gold, got in joined.pairs:
        at = cluster(min(places(gold.draft_ref, 1)), min(places(gold.final_ref, 1)))
        burdens[at].append(burden_right(gold, got, strict=strict))
        if gold.tag in LINKED:
            tags[at].append(accepted(gold, got, strict=strict))
    drawn: dict[str, list[float]] = defaultdict(list)
    for sample in _samples(burdens.keys(), resamples):
        pairs = [pair for at in sample for pair in tags.get(at, ())]
        kappa = cohens_kappa(pairs)
        if kappa is not None:
            drawn["norm.kappa"].append(kappa)
            drawn["norm.tag_agreement"].append(sum(a == b for a, b in pairs) / len(pairs))
        right = [one for at in sample for one in burdens[at]]
        drawn["norm.burden_agreement"].append(sum(right) / len(right))
    return {name: _bounds(values) for name, values in drawn.items()}


def _samples(clusters: Iterable[str], resamples: int) -> Iterable[list[str]]:
    """Seeded draws of as many clusters as there are, with replacement."""
    names = sorted(clusters)
    draw = random.Random(SEED).random  # noqa: S311 - statistics, no secret
    for _ in range(resamples if names else 0):
        yield [names[int(draw() * len(names))] for _ in names]


def _bounds(values: Sequence[float]) -> tuple[float, float]:
    """The 2.5th and 97.5th percentile, by nearest rank."""
    ranked = sorted(values)
    low, high = int(0.025 * len(ranked)), min(int(0.975 * len(ranked)), len(ranked) - 1)
    return round(ranked[low], 4), round(ranked[high], 4)


def _confusion(joined: JoinedUnits, *, strict: bool) -> dict[str, dict[str, int]]:
    out: dict[str, dict[str, int]] = {}
    pairs = [accepted(gold, got, strict=strict) for gold, got in joined.pairs]
    for tag in Tag:
        row = {other.value: count for other in Tag if (count := pairs.count((tag.value, other.value)))}
        if row:
            out[tag.value] = row
    return out


def _by_certainty(joined: JoinedUnits, *, strict: bool) -> dict[str, tuple[int, int]]:
    out = {}
    for band in Certainty:
        right = [
            len(set(accepted(gold, got, strict=strict))) == 1 for gold, got in joined.pairs if got.certainty == band
        ]
        if right:
            out[band.value] = (sum(right), len(right))
    return out


def _prf(counts: Tally) -> dict[str, float | int]:
    return {
        "p": round(counts.precision, 4),
        "r": round(counts.recall, 4),
        "f1": round(counts.f1, 4),
        "gold": counts.wanted,
        "got": counts.got,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _flat(name: str, value: object) -> Iterable[tuple[str, float]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{name}.{key}" if name else str(key), inner)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield name, float(value)
