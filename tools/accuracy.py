"""Measure agreement with the reference codings: docs/explain/accuracy.md, the README's table, floors, calibration.

`python -m tools.accuracy` measures and writes. Floors rise; they fall only with `--note docs/decisions/NNNN-….md` that
names the sheet. `--check` measures and gives 1 if a figure lies below its floor. Sheets that need the reference texts
beside the checkout are left out where those are not there.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from legiscompare import library
from legiscompare.pipeline import compare
from legiscompare.shortcuts import parse
from legiscompare.study import below_floors, evaluate, raise_floors, read_floors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legiscompare.model import Comparison
    from legiscompare.study import Evaluation

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = ROOT / "tests" / "gold" / "floors.toml"
PAGE = ROOT / "docs" / "explain" / "accuracy.md"
README = ROOT / "README.md"
CALIBRATION = ROOT / "legiscompare" / "report" / "calibration.toml"
START, END = "<!-- accuracy: made by `make accuracy` -->", "<!-- /accuracy -->"


class Sheet(NamedTuple):
    """A reference sheet and the pair it codes."""

    name: str
    title: str
    gold: Path
    texts: tuple[Path, Path] | None
    """None: the pair of the library whose folder holds the sheet."""
    language: str
    ranges: tuple[str, str] | None = None
    reference: bool = True
    """Coded twice, apart from each other; teaching keys are one author's."""


def sheets() -> Iterator[Sheet]:
    """All sheets that are here."""
    gold, texts = SHARED / "gold", SHARED / "texts"
    if gold.is_dir():
        yield Sheet(
            "D1",
            "EU AI Act, proposal 2021 → Regulation 2024/1689 (14 → 15 articles), English",
            gold / "D1.csv",
            (
                texts / "eu-ai-act" / "2021-04-21-commission-proposal.with-footnotes.md",
                texts / "eu-ai-act" / "2024-06-13-regulation-2024-1689.txt",
            ),
            "en",
            ("8-17,29,52", "8-18,26,27,50"),
        )
        yield Sheet(
            "D2",
            "保守国家秘密法 2010 → 2024, whole texts, Chinese",
            gold / "D2.csv",
            (texts / "zh-laws" / "保守国家秘密法_2010-04-29.md", texts / "zh-laws" / "保守国家秘密法_2024-02-27.md"),
            "zh",
        )
    for one in library.instruments():
        key = one.folder / "coding.csv"
        if key.is_file():
            yield Sheet(one.slug, one.title, key, None, one.language, reference=False)


def comparison_of(sheet: Sheet) -> Comparison:
    """The comparison that a sheet is held against."""
    if sheet.texts is None:
        return compare(*library.instrument(sheet.name).pair())
    draft, final = (parse(path, language=sheet.language) for path in sheet.texts)
    return compare(draft, final)


def measure(sheet: Sheet, *, strict: bool = False, resamples: int = 1000) -> Evaluation:
    """Agreement with a sheet."""
    draft, final = sheet.ranges or (None, None)
    return evaluate(
        comparison_of(sheet), sheet.gold, draft_range=draft, final_range=final, strict=strict, resamples=resamples
    )


COLUMNS = (
    ("link F1", "paragraph.link.f1"),
    ("change F1", "paragraph.change.f1"),
    ("constant", "paragraph.constant"),
    ("direction F1", "paragraph.direction.f1"),
    ("linked macro F1", "paragraph.linked.macro_f1"),
    ("tag kappa", "norm.kappa"),
)


def _cell(found: Evaluation, name: str, *, interval: bool = True) -> str:
    value = found.flat().get(name)
    if value is None:
        return "–"
    bounds = found.intervals.get(name) if interval else None
    return f"{value:.2f}" + (f" ({bounds[0]:.2f}–{bounds[1]:.2f})" if bounds else "")


def table(results: list[tuple[Sheet, Evaluation]]) -> list[str]:
    """One row per sheet, paragraph level, 95 % intervals in brackets."""
    out = ["| texts | " + " | ".join(name for name, _ in COLUMNS) + " |", "|---|" + "---|" * len(COLUMNS)]
    for sheet, found in results:
        cells = [_cell(found, name, interval=sheet.reference and name != "paragraph.constant") for _, name in COLUMNS]
        out.append(f"| {sheet.title} | " + " | ".join(cells) + " |")
    return out


SAYS = (
    "Agreement with reference codings made by two independent language-model coders under the codebook; no lawyer has "
    "coded them. It tests how far the program follows the codebook, not whether the codebook is right. In brackets: "
    "95 % intervals, articles resampled. *Constant*: what the same links would score with every changed norm called "
    "stricter; a figure near it knows nothing of direction."
)


def page(results: list[tuple[Sheet, Evaluation]]) -> str:
    """docs/explain/accuracy.md."""
    reference = [(s, e) for s, e in results if s.reference]
    keys = [(s, e) for s, e in results if not s.reference]
    out = [
        "# How accurate is it?",
        "",
        "<!-- Made by `make accuracy`. Change tools/accuracy.py, not this page. -->",
        "",
    ]
    out += [SAYS, "", "## Reference codings, paragraph level", "", *table(reference)]
    out += ["", "## Keys of our own teaching pairs and of the embedded pair", ""]
    out += ["Written by the project for its own texts: a regression test, no proof.", "", *table(keys)]
    out += ["", "## What each certainty is worth", ""]
    out += ["Norms joined to the reference codings by their cues whose tag agrees.", ""]
    out += ["| certainty | agree | of |", "|---|---|---|"]
    out += [f"| {band} | {agree} ({agree / of:.0%}) | {of} |" for band, (agree, of) in _bands(reference).items()]
    for sheet, found in reference:
        out += ["", f"## Where the errors are: {sheet.name}", "", *_errors(found)]
    return "\n".join(out) + "\n"


def _errors(found: Evaluation) -> list[str]:
    tags = sorted({*found.confusion, *(tag for row in found.confusion.values() for tag in row)})
    out = ["Norms joined by their cues: reference tag in rows, the program's in columns.", ""]
    out += ["| | " + " | ".join(tags) + " |", "|---|" + "---|" * len(tags)]
    out += [f"| **{a}** | " + " | ".join(str(found.confusion.get(a, {}).get(b, "")) for b in tags) + " |" for a in tags]
    wrong = sorted(
        ((n, a, b) for a, row in found.confusion.items() for b, n in row.items() if a != b), key=lambda x: (-x[0], x)
    )
    out += ["", "The biggest first: " + ("; ".join(f"{a} called {b}: {n}" for n, a, b in wrong) or "none") + "."]
    return out


def _bands(results: list[tuple[Sheet, Evaluation]]) -> dict[str, tuple[int, int]]:
    out: dict[str, tuple[int, int]] = {}
    for _, found in results:
        for band, (agree, of) in found.certainty.items():
            before = out.get(band, (0, 0))
            out[band] = (before[0] + agree, before[1] + of)
    return out


def calibration(results: list[tuple[Sheet, Evaluation]]) -> str:
    """What reports say each band has been worth."""
    bands = _bands(results)
    lines = [
        "# Written by `make accuracy`: of `of` changes with this certainty, `agree` bore the reference coding's tag."
    ]
    lines.append(f'where = "{", ".join(sheet.name for sheet, _ in results)}"')
    for band, (agree, of) in bands.items():
        lines += ["", f"[{band}]", f"agree = {agree}", f"of = {of}"]
    return "\n".join(lines) + "\n"


def _into_readme(lines: list[str]) -> None:
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    README.write_text(before + "\n".join([START, *lines, END]) + after, encoding="utf-8", newline="\n")


def check() -> int:
    """Say what lies below its floor; 1 if anything does."""
    floors, low = read_floors(FLOORS), 0
    for sheet in sheets():
        if sheet.name in floors:
            for one in below_floors(measure(sheet, resamples=0), sheet.gold, floors[sheet.name]):
                sys.stdout.write(f"{sheet.name}: {one.figure} is {one.reached}, the floor is {one.floor}\n")
                low += 1
    return bool(low)


def main(arguments: list[str]) -> int:
    """Measure and write, or with --check hold the figures against the floors."""
    if arguments == ["--check"]:
        return check()
    note = arguments[1] if arguments[:1] == ["--note"] and len(arguments) == 2 else None
    results = [(sheet, measure(sheet)) for sheet in sheets()]
    for sheet, found in results:
        lower = note is not None
        raise_floors(found, sheet.gold, FLOORS, name=sheet.name, ranges=sheet.ranges, allow_lower=lower, note=note)
    reference = [(sheet, found) for sheet, found in results if sheet.reference]
    if not reference:
        sys.stdout.write("the reference texts are not here: floors of the keys were measured, no page was written\n")
        return 0
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(results), encoding="utf-8", newline="\n")
    CALIBRATION.write_text(calibration(reference), encoding="utf-8", newline="\n")
    _into_readme([*table(reference), "", SAYS])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
