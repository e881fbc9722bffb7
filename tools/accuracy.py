"""Measure agreement with the reference codings: docs/explain/accuracy.md, the README's lines, floors, calibration.

`python -m tools.accuracy` measures and prints a row for each sheet of `corpus/*/coding.toml`, then why rows are missed,
what each rule is worth, and what is read right where one thing changes. A sheet is measured on the texts that its
instrument's user has fetched (`corpus fetch`); one whose texts are not here is named, with the command that gets them.
Where the files of the published figures are beside the checkout, they are measured instead, and the pages, the README's
line, the floors and the calibration are written too; floors rise and never fall. `--check` measures and gives 1 if a
figure lies below its floor. `--rows` prints the rows alone.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from legiscompare.align import align
from legiscompare.annotate import annotate
from legiscompare.model import Certainty, Dimension, Tag
from legiscompare.norms import extract
from legiscompare.study import below_floors, evaluate, raise_floors, read_floors, read_sheet
from legiscompare.study.places import NONE
from legiscompare.study.scoring import LINKED, cohens_kappa
from tools.measures import ablation, onechange, page, readings, translated, worth
from tools.measures.causes import causes
from tools.measures.certainty import Case, banded
from tools.measures.pooled import pooled
from tools.measures.rows import answers
from tools.sheets import ROOT, SHARED, Sheet, comparison_of, embedded_in_chinese, missing, sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Comparison
    from legiscompare.study import Evaluation, SheetRow
    from tools.sheets import Missing

FLOORS = ROOT / "tests" / "gold" / "floors.toml"
EXPLAIN = ROOT / "docs" / "explain"
README = ROOT / "README.md"
CALIBRATION = ROOT / "legiscompare" / "report" / "calibration.toml"
START, END = "<!-- accuracy: made by `make accuracy` -->", "<!-- /accuracy -->"


def measure(sheet: Sheet, *, strict: bool = False, resamples: int = 1000) -> Evaluation:
    """Agreement with a sheet."""
    return _figures(comparison_of(sheet), sheet, strict=strict, resamples=resamples)


def _figures(made: Comparison, sheet: Sheet, *, strict: bool = False, resamples: int = 1000) -> Evaluation:
    draft, final = sheet.ranges or (None, None)
    return evaluate(made, sheet.gold, draft_range=draft, final_range=final, strict=strict, resamples=resamples)


def everything(sheet: Sheet, made: Comparison) -> page.Measured:
    """All that the page says of a sheet."""
    rows = read_sheet(sheet.gold)
    second, kappa = _second(sheet, rows)
    return page.Measured(
        sheet,
        _figures(made, sheet),
        second,
        kappa,
        causes(made.changes, rows),
        _cases(sheet, made, rows),
        {one: _figures(ablation.without(made, one), sheet, resamples=0).flat() for one in Dimension},
    )


def _cases(sheet: Sheet, made: Comparison, rows: Sequence[SheetRow]) -> list[Case]:
    one, two = annotate(made.draft), annotate(made.final)
    aligned = align(one, extract(made.draft, one), two, extract(made.final, two))
    scores = {(pair.draft, pair.final): pair.score for pair in aligned.pairs}
    found = answers(made.changes, [row for row in rows if row.draft_cue or row.final_cue])
    return [
        Case(
            sheet.name,
            sheet.language,
            one,
            scores.get((tuple(p.norm for p in one.change.draft), tuple(p.norm for p in one.change.final)), 0.0),
        )
        for one in found
    ]


def _second(sheet: Sheet, rows: Sequence[SheetRow]) -> tuple[Evaluation | None, tuple[float | None, float | None]]:
    """The second coder of a sheet as if it were the program, held against the first alone."""
    if not any(row.tag_alt or row.burden_alt for row in rows):
        return None, (None, None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "second.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("draft_ref", "final_ref", "tag", "burden"))
            writer.writerows(
                (row.draft_ref, row.final_ref, row.tag_alt or row.tag, row.burden_alt or row.burden) for row in rows
            )
        draft, final = sheet.ranges or (None, None)
        found = evaluate(path, sheet.gold, draft_range=draft, final_range=final, strict=True, resamples=0)
    linked = [row for row in rows if NONE not in (row.draft_ref, row.final_ref)]
    answers_of = [(row.tag, row.tag_alt or row.tag) for row in linked]
    return found, (
        cohens_kappa([pair for pair in answers_of if pair[0] in LINKED]),
        cohens_kappa([pair for pair in answers_of if set(pair) != {Tag.UNCHANGED}]),
    )


def calibration(results: Sequence[page.Measured]) -> str:
    """What reports say each band has been worth."""
    counts = banded(case for one in results for case in one.cases)
    lines = [
        "# Written by `make accuracy`: of `of` changes with this certainty, `agree` have link and tag as the reference",
        f'where = "{", ".join(one.sheet.name for one in results)}"',
    ]
    for band in Certainty:
        agree, of = counts[band]
        lines += ["", f"[{band}]", f"agree = {agree}", f"of = {of}"]
    return "\n".join(lines) + "\n"


def _into_readme(line: str) -> None:
    before, _, rest = README.read_text(encoding="utf-8").partition(START)
    _, _, after = rest.partition(END)
    _write(README, before + "\n".join([START, line, END]) + after)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def check() -> int:
    """Say what lies below its floor; 1 if anything does."""
    floors, low = read_floors(FLOORS), 0
    for sheet in sheets():
        if sheet.name in floors and not sheet.fetched:
            for one in below_floors(measure(sheet, resamples=0), sheet.gold, floors[sheet.name]):
                sys.stdout.write(f"{sheet.name}: {one.figure} is {one.reached}, the floor is {one.floor}\n")
                low += 1
    return bool(low)


def told(away: Sequence[Missing]) -> None:
    """Print a row for each sheet that can be measured here, and how to get the texts of the others. Writes no page."""
    made = [(sheet, comparison_of(sheet)) for sheet in sheets() if sheet.reference]
    if made:
        rows = page.table((sheet, _figures(comparison, sheet)) for sheet, comparison in made)
        sys.stdout.write("\n".join(rows) + "\n\n")
    for sheet, comparison in made:
        same = (comparison.draft.sha256, comparison.final.sha256) == sheet.published
        of = (
            "the same texts as the published figures"
            if same
            else "other texts than the published figures; they may differ"
        )
        sys.stdout.write(f"{sheet.name}: measured on {of}\n")
    for one in away:
        sys.stdout.write(f"{one.name} ({one.title}): its texts are not here; get them with: {one.mend}\n")


def beyond() -> None:
    """Print what is measured beyond the rows, over all sheets that can be measured here. Writes no page."""
    made = [(sheet, comparison_of(sheet)) for sheet in sheets()]
    counted = [(sheet.name, causes(comparison.changes, read_sheet(sheet.gold))) for sheet, comparison in made]
    found = [onechange.measured(language) for language in onechange.LANGUAGES]
    for title, lines in (
        ("Why rows are missed", page.of_causes([each for each in counted if each[1].rows])),
        ("What each rule is worth", worth.of_rules(ablation.Ablation(made))),
        ("One change at a time", worth.of_one_change(found)),
    ):
        sys.stdout.write("\n".join(["", f"## {title}", "", *lines]) + "\n")


def main(arguments: list[str]) -> int:
    """Measure and write; `--allow-lower --note FILE` lets a floor fall."""
    if arguments == ["--check"]:
        return check()
    away = missing()
    if away or any(sheet.fetched for sheet in sheets()):
        told(away)
        if "--rows" not in arguments:
            beyond()
        return 0
    lower = "--allow-lower" in arguments
    note = arguments[arguments.index("--note") + 1] if "--note" in arguments[:-1] else None
    made = [(sheet, comparison_of(sheet)) for sheet in sheets()]
    results = [everything(sheet, comparison) for sheet, comparison in made]
    for one in results:
        raise_floors(
            one.found,
            one.sheet.gold,
            FLOORS,
            name=one.sheet.name,
            ranges=one.sheet.ranges,
            allow_lower=lower,
            note=note,
        )
    reference = [one for one in results if one.sheet.reference]
    found = [onechange.measured(language) for language in onechange.LANGUAGES]
    _write(onechange.FLOORS, onechange.raised(found, onechange.floors()))
    sys.stdout.write("\n".join(page.table((one.sheet, one.found) for one in reference)) + "\n")
    _write(EXPLAIN / "accuracy.md", page.page(results, page.Beside(pooled(made), ablation.Ablation(made), found)))
    _write(EXPLAIN / "read-by-eye.md", readings.page(made))
    _write(CALIBRATION, calibration(reference))
    _into_readme(page.line(results))
    chinese = embedded_in_chinese()
    if chinese is not None:
        english = next(comparison for sheet, comparison in made if sheet.name == "cn-genai-2023")
        _write(EXPLAIN / "translation-agreement.md", translated.page(chinese, english))
    return 0


__all__ = ["FLOORS", "SHARED", "measure", "sheets"]

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
