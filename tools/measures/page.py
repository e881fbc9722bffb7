"""docs/explain/accuracy.md, and the lines of the README on accuracy, written from what was measured."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import Certainty, Dimension
from tools.measures import certainty
from tools.measures.causes import CLASSES, Causes
from tools.measures.worth import of_one_change, of_rules, row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from legiscompare.study import Evaluation
    from tools.measures.ablation import Ablation
    from tools.measures.certainty import Case, Counts
    from tools.measures.onechange import OneChange
    from tools.measures.pooled import Pooled
    from tools.sheets import Sheet

MADE = "<!-- Made by `make accuracy`. Change tools/measures/, not this page. -->"
SAYS = (
    "The program is held against reference codings. A reference coding is a table in which somebody gave every norm its "
    "tag. Language models made these tables under the codebook. Where it does not say *one coder*, two models coded "
    "independently. No lawyer has checked the tables. So the figures say how far the program follows the "
    "codebook. They do not say whether the codebook is right. In brackets stand 95 % intervals: whole articles were drawn "
    "by chance, again and again. *Constant* is what you would get by calling every changed norm stricter. A program near "
    "it knows nothing about direction."
)
COLUMNS = (
    ("link F1", "paragraph.link.f1"),
    ("change F1", "paragraph.change.f1"),
    ("constant", "paragraph.constant"),
    ("direction F1", "paragraph.direction.f1"),
    ("linked macro F1", "paragraph.linked.macro_f1"),
    ("norms found", "norm.found"),
    ("tag kappa", "norm.kappa"),
)
_DROPS = ("paragraph.change.f1", "paragraph.linked.macro_f1")


_REPEAT = (
    (
        "The codings stand in the project (`corpus/*/coding.csv`); `coding.toml` beside each says who coded, and which "
        "articles. The texts you [fetch or bring yourself](../how-to/use-the-library.md). In a clone, for D4:"
    ),
    "",
    "```",
    "legiscompare corpus fetch eu-gdpr",
    "legiscompare compare eu-gdpr -f json -o gdpr.json",
    "legiscompare evaluate gdpr.json corpus/eu-gdpr/coding.csv -f table --draft-range 5-11 --final-range 5-11",
    "```",
    "",
    (
        "The column *paragraph* is the row of the table above. `make accuracy` prints such a row for each coding whose texts "
        "are here. It says whether they are the same texts as the published figures were measured on, and it names the "
        "codings whose texts are not here."
    ),
)
_BESIDE = (
    (
        "- Changes read by eye: [ten of each sheet](read-by-eye.md), [a hundred and twenty from laws without a sheet]"
        "(read-by-eye-2026-11.md), [German and French](read-by-eye-de-fr.md)"
    ),
    (
        "- Links: [read by eye](../benchmarks/links-read.md), [beside other methods](../benchmarks/align.md), "
        "[on amendments of a parliament](../benchmarks/amendments.md)"
    ),
    "- [The binding word, on sentences that people coded](deontic.md)",
    "- [The embedded pair in Chinese and in English](translation-agreement.md)",
    "- [Faults that were found by looking at the reports](report-faults.md)",
)


class Measured(NamedTuple):
    """All that was measured on one sheet."""

    sheet: Sheet
    found: Evaluation
    second: Evaluation | None
    """The sheet's second coder held against its first, where it has two."""
    second_kappa: tuple[float | None, float | None]
    """Over the norms that the program's kappa is over, and over linked norms that either coder calls not unchanged."""
    causes: Causes
    cases: list[Case]
    ablated: dict[Dimension, dict[str, float]]
    """Dimension -> the figures without it."""


def _cell(found: Evaluation, name: str) -> str:
    value = found.flat().get(name)
    if value is None:
        return "–"
    bounds = found.intervals.get(name) if name != "paragraph.constant" else None
    return f"{value:.2f}" + (f" ({bounds[0]:.2f}–{bounds[1]:.2f})" if bounds else "")


def table(found: Iterable[tuple[Sheet, Evaluation]]) -> list[str]:
    """One row per sheet, paragraph level. A reference coding has its short name before its title."""
    return _table((f"**{one.name}** {one.title}" if one.reference else one.title, figures) for one, figures in found)


def line(results: Sequence[Measured]) -> str:
    """What the README says of accuracy, in a few sentences."""
    reference = [one for one in results if one.sheet.reference]
    flat = [one.found.flat() for one in reference]

    def between(name: str) -> str:
        values = sorted(figures[name] for figures in flat)
        return f"{values[0]:.2f} to {values[-1]:.2f}"

    better = sum(figures["paragraph.change.f1"] > figures["paragraph.constant"] for figures in flat)
    bands = certainty.banded(case for one in reference for case in one.cases)
    high, medium, low = (f"{right / of:.0%}".rstrip("%") for right, of in (bands[band] for band in Certainty))
    return (
        f"On {len(flat)} reference codings of real laws, the program finds the counterpart of a norm with F1 "
        f"{between('paragraph.link.f1')} (1 is full agreement). It finds the kind of change with F1 "
        f"{between('paragraph.change.f1')}. Calling every changed norm stricter would give {between('paragraph.constant')}: "
        f"the program is better on {better} codings and worse on {len(flat) - better}. Where it says that it is *sure*, "
        f"{high} of 100 changes agree with the coding; *fairly sure*, {medium}; *not sure*, {low}. Language models made "
        "these codings; no lawyer has checked them."
    )


def _table(rows: Iterable[tuple[str, Evaluation]]) -> list[str]:
    out = ["| texts | " + " | ".join(name for name, _ in COLUMNS) + " |", "|---|" + "---|" * len(COLUMNS)]
    return [*out, *(row(title, [_cell(found, name) for _, name in COLUMNS]) for title, found in rows)]


@dataclass(frozen=True, slots=True)
class Beside:
    """What is measured over all sheets, or without any."""

    together: Sequence[Pooled]
    """The teaching keys of each language as one."""
    rules: Ablation
    one_change: Sequence[OneChange]


def page(results: Sequence[Measured], beside: Beside) -> str:
    """docs/explain/accuracy.md."""
    reference = [one for one in results if one.sheet.reference]
    keys = [one for one in results if not one.sheet.reference]
    out = [MADE, "", "# How accurate is it?", "", SAYS]
    out += ["", "## Reference codings, paragraph level", "", *table((one.sheet, one.found) for one in reference), ""]
    out += [*_second(reference), "", "## Repeat it", "", *_REPEAT]
    out += ["", "## Keys of our own teaching pairs and of the embedded pair", ""]
    out += [
        "One author wrote these texts and their keys. So the figures show that nothing got worse. They prove nothing more.",
        "",
        *table((one.sheet, one.found) for one in keys),
    ]
    out += ["", "All teaching keys of a language taken as one sheet:", ""]
    out += _table((f"{one.language}, {len(one.sheets)} pairs", one.found) for one in beside.together)
    out += ["", "## What each certainty is worth", "", *_certainty(results)]
    out += ["", "## Why rows are missed", "", *_causes(reference, keys)]
    out += ["", "## What each dimension is worth", "", *_ablation(reference, keys)]
    out += ["", "## What each rule is worth", "", *of_rules(beside.rules)]
    out += ["", "## One change at a time", "", *of_one_change(beside.one_change)]
    for one in reference:
        if not one.causes.rows:
            continue
        out += ["", f"## Which tag for which: {one.sheet.name}", "", *_confusion([one.found])]
    out += ["", "## Which tag for which: all keys", "", *_confusion([one.found for one in keys])]
    out += ["", "## Read on", "", *_BESIDE]
    return "\n".join(out) + "\n"


def _second(reference: Sequence[Measured]) -> list[str]:
    out = [
        "How far the second coder agrees with the first, on the same norms and links. No program can be expected to do better.",
        "",
        "| texts | change F1 | direction F1 | linked macro F1 | tag kappa, as above | tag kappa, linked norms not unchanged |",
        "|---|---|---|---|---|---|",
    ]
    for one in reference:
        if one.second is not None:
            cells = [f"{one.second.flat()[name]:.2f}" for name in (COLUMNS[1][1], COLUMNS[3][1], COLUMNS[4][1])]
            cells += ["–" if kappa is None else f"{kappa:.2f}" for kappa in one.second_kappa]
            out.append(f"| {one.sheet.name} | " + " | ".join(cells) + " |")
    return out


def _share(counts: tuple[int, int]) -> str:
    right, of = counts
    return f"{right} of {of} ({right / of:.0%})" if of else "–"


def _bands(rows: dict[str, Counts], first: str) -> list[str]:
    out = [f"| {first} | high | medium | low |", "|---|---|---|---|"]
    return out + [row(name, [_share(counts[band]) for band in Certainty]) for name, counts in rows.items()]


_OF_KEYS = (
    "One author wrote these texts and their keys. So the figures show that nothing got worse. They prove nothing more."
)
_OF_CERTAINTY = (
    "Each change that a sheet speaks of counts once. It is right if both its link and its tag agree with the sheet. A norm "
    "that is wrongly called added counts as wrong here. In the kappa above it is not counted."
)
_BY_RULE = (
    "How the program decides ([tag/certainty.py](../../legiscompare/tag/certainty.py)). Certainty is high if three things "
    "hold: one rule fired whose words decide alone, there is one norm on each side, and the two norms are alike. It is low "
    "if two rules fired that do not decide alone, if many rules fired, or if the norms are hardly alike. For a norm "
    "without counterpart, the program is the surer, the less its best candidate is like it. It is not sure if the sentence "
    "or the list that the norm belongs to has a counterpart. A pair that is only reworded is sure in policy statements alone."
)
_OF_FOLDS = (
    "All sheets were in view when it was decided what counts and where the thresholds lie. So the tables above say nothing "
    "about texts that nobody has seen. The next table tests the thresholds, and only them. They are set on four fifths of "
    "the articles and tried on the last fifth, five times."
)
_OF_DIMENSIONS = (
    "Here all evidence of one dimension is taken away, and the tags are derived again. The figures are points (hundredths) "
    "of change F1 and linked macro F1 that are lost (−) or won (+). For the keys they are a mean. In brackets: how many "
    "changes have the dimension. If points are won without a dimension, the program sees it more often than it is there."
)
_NO_CUES = "{names}: these sheets quote no words (cues). So their rows cannot be joined to single norms, and they are left out."


def _certainty(results: Sequence[Measured]) -> list[str]:
    cases = [case for one in results for case in one.cases]
    reference = {one.sheet.name for one in results if one.sheet.reference}
    folds, chosen = certainty.folded(cases)
    rows = {"all sheets": certainty.banded(cases)}
    rows["reference codings"] = certainty.banded(case for case in cases if case.sheet in reference)
    rows["keys"] = certainty.banded(case for case in cases if case.sheet not in reference)
    rows |= certainty.by(cases, lambda case: case.language)
    return [
        _OF_CERTAINTY,
        "",
        *_bands(rows, "texts"),
        "",
        *_bands(certainty.by(cases, lambda case: case.change.tag.value), "tag given"),
        "",
        _BY_RULE,
        "",
        _OF_FOLDS,
        "",
        *_bands({"held out": folds}, "articles"),
        "",
        "The thresholds that were chosen:",
        "",
        "| round | likeness for high | likeness for low | rules for low | candidate for high | candidate for low |",
        "|---|---|---|---|---|---|",
        *(
            row(str(at), [f"{t.alike:g}", f"{t.unlike:g}", f"{t.many}", f"{t.far:g}", f"{t.near:g}"])
            for at, t in enumerate(chosen, 1)
        ),
        row("in use", [f"{value:g}" for value in certainty.THRESHOLDS]),
    ]


def _causes(reference: Sequence[Measured], keys: Sequence[Measured]) -> list[str]:
    groups = [(one.sheet.name, one.causes) for one in reference if one.causes.rows]
    groups += [(name, _sum([one.causes for one in members])) for name, members in _by_language(keys)]
    return [*of_causes(groups), *_without_cues(reference)]


def _without_cues(reference: Sequence[Measured]) -> list[str]:
    names = ", ".join(one.sheet.name for one in reference if not one.causes.rows)
    return ["", _NO_CUES.format(names=names)] if names else []


def of_causes(groups: Sequence[tuple[str, Causes]]) -> list[str]:
    """Kinds of disagreement: by cause, then by element."""
    total = _sum([causes for _, causes in groups])
    order = sorted(CLASSES, key=lambda name: (-total.classes[name], CLASSES.index(name)))
    out = ["| | " + " | ".join(name for name, _ in groups) + " |", "|---|" + "---|" * len(groups)]
    out.append("| rows with a cue | " + " | ".join(str(causes.rows) for _, causes in groups) + " |")
    out.append("| right | " + " | ".join(str(causes.right) for _, causes in groups) + " |")
    out += [f"| {name} | " + " | ".join(str(causes.classes[name]) for _, causes in groups) + " |" for name in order]
    for name, causes in groups:
        out += [
            "",
            (
                f"**{name}.** Seen but not in the sheet: {_ranked(causes.over)}. "
                f"In the sheet but not seen: {_ranked(causes.under)}."
            ),
        ]
    return [*out, "", "The same by element, all columns together:", "", *_by_element(total)]


def _by_element(total: Causes) -> list[str]:
    """Each dimension: how often each sign was read in excess, and how often it was missed; most first."""
    out = ["| dimension | freer in excess | less free in excess | freer missed | less free missed | together |"]
    out.append("|---|---|---|---|---|---|")
    rows = []
    for one in Dimension:
        counts = [counter[f"{one.value}{sign}"] for counter in (total.over, total.under) for sign in "-+"]
        rows.append((-sum(counts), one.value, counts))
    return out + [row(name, [*map(str, counts), str(-less)]) for less, name, counts in sorted(rows) if less]


def _sum(many: Sequence[Causes]) -> Causes:
    total = Causes(0, 0, Counter(), Counter(), Counter())
    for one in many:
        total = Causes(
            total.rows + one.rows,
            total.right + one.right,
            total.classes + one.classes,
            total.over + one.over,
            total.under + one.under,
        )
    return total


def _by_language(keys: Sequence[Measured]) -> list[tuple[str, list[Measured]]]:
    return [(f"keys, {name}", [one for one in keys if one.sheet.language == name]) for name in ("zh", "en")]


def _ranked(counts: Counter[str]) -> str:
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(f"`{name}` {count}" for name, count in ranked[:8]) or "nothing"


def _ablation(reference: Sequence[Measured], keys: Sequence[Measured]) -> list[str]:
    groups = [(one.sheet.name, [one]) for one in reference]
    groups += _by_language(keys)
    out = [
        _OF_DIMENSIONS,
        "",
        "| dimension | " + " | ".join(name for name, _ in groups) + " |",
        "|---|" + "---|" * len(groups),
    ]
    for dimension in Dimension:
        cells = [_effect(members, dimension) for _, members in groups]
        out.append(f"| {dimension.value} | " + " | ".join(cells) + " |")
    return out


def _effect(members: Sequence[Measured], dimension: Dimension) -> str:
    bearing = sum(any(name is dimension for name, _ in case.change.dimensions) for one in members for case in one.cases)
    if not bearing:
        return "–"
    effects = []
    for name in _DROPS:
        deltas = [one.ablated[dimension].get(name, 0.0) - one.found.flat().get(name, 0.0) for one in members]
        points = round(100 * sum(deltas) / len(deltas), 1)
        effects.append(f"{points:+.1f}".replace("-", "−") if points else "0")
    return f"{' / '.join(effects)} ({bearing})"


def _confusion(many: Sequence[Evaluation]) -> list[str]:
    cells: Counter[tuple[str, str]] = Counter()
    for found in many:
        cells.update({(a, b): n for a, row in found.confusion.items() for b, n in row.items()})
    tags = sorted({tag for pair in cells for tag in pair})
    out = [
        "Norms that were joined by their cues. The rows are the tags of the sheet, the columns those of the program.",
        "",
    ]
    out += ["| | " + " | ".join(tags) + " |", "|---|" + "---|" * len(tags)]
    out += [f"| **{a}** | " + " | ".join(str(cells[a, b] or "") for b in tags) + " |" for a in tags]
    wrong = sorted(((n, a, b) for (a, b), n in cells.items() if a != b), key=lambda one: (-one[0], one))
    return [*out, "", "The most frequent errors:", "", *(f"- {a} called {b}: {n}" for n, a, b in wrong[:8])]


__all__ = ["MADE", "Measured", "line", "page", "table"]
