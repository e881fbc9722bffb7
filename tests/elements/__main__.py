"""`PYTHONPATH=tests python -m elements [--sheet NAME] [--errors] [--norm WORDS] [--floors]`: how well elements are found, by sheet."""

from __future__ import annotations

import argparse
from collections import Counter

from elements.floors import write
from elements.score import ALL, Score, found_in, score
from elements.sheet import FOLDER, Coded, CodedNorm, is_kept, language_of, read_sheet, sheets

MOST = 8
"""Pairs of confused roles that are printed."""


def main() -> None:
    """Print the measures; on demand each fault, one norm beside its coding, or new floors."""
    parser = argparse.ArgumentParser(prog="python -m elements", description=main.__doc__)
    parser.add_argument("--sheet", choices=sheets(), action="append", help="only this sheet")
    parser.add_argument(
        "--errors",
        action="store_true",
        help="list each element on which sheet and program part; not of the kept sheets",
    )
    parser.add_argument("--norm", default="", help="print the norms whose name holds these words, coded and found")
    parser.add_argument("--floors", action="store_true", help="write floors.toml from what is measured now")
    options = parser.parse_args()
    chosen = options.sheet or sheets()
    if options.norm:
        for name in chosen:
            for norm in read_sheet(FOLDER / f"{name}.txt"):
                if options.norm in norm.name:
                    print(beside(norm, language_of(name)))
        return
    scores = [score(name) for name in chosen]
    for one in scores:
        print(table(one))
        if options.errors and not is_kept(one.sheet):
            print("\n".join(f"{f.norm} [{f.kind}] {f.coded}  ->  {f.found}" for f in one.faults), end="\n\n")
    if options.floors:
        write({name: score(name) for name in sheets()})


def table(one: Score) -> str:
    """The measures of one sheet as lines of text."""
    lines = [
        f"{one.sheet}: {one.norms} norms, {one.cut_right} of them cut as coded",
        f"{'role':<20}{'coded':>6}{'  exact: P':>11}{'R':>6}{'F1':>6}{'  words: P':>11}{'R':>6}{'F1':>6}",
    ]
    for name in sorted(one.exact, key=lambda name: ("inside" in name, name == ALL, name)):
        exact, words = one.exact[name], one.words[name]
        coded = exact.both + exact.missed
        lines.append(
            f"{name:<20}{coded:>6}{exact.precision:>11.2f}{exact.recall:>6.2f}{exact.f1:>6.2f}"
            f"{words.precision:>11.2f}{words.recall:>6.2f}{words.f1:>6.2f}"
        )
    for kind, count in one.marks.items():
        lines.append(
            f"{kind}: {count.both + count.missed} marked, found with P {count.precision:.2f} R {count.recall:.2f} "
            f"F1 {count.f1:.2f}; alike on {one.agreed[kind]} of {one.matched[kind]} elements found"
        )
    confused = sorted(one.confused.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    lines.append("words confused: " + ", ".join(f"{count} {said} as {made}" for (said, made), count in confused))
    kinds = Counter(fault.kind for fault in one.faults)
    lines.append("faults: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items(), key=_by_count)))
    return "\n".join(lines) + "\n"


def _by_count(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def beside(norm: CodedNorm, language: str) -> str:
    """A norm's elements as coded and as found, one a line."""
    found, norms = found_in(norm, language)
    lines = [f"# {norm.name} ({language}, read as {norms} norm{'s' * (norms != 1)})"]
    for title, elements in (("coded", norm.elements), ("found", found)):
        lines += [f"  {title}", *(_line(norm, one) for one in elements)]
    return "\n".join(lines) + "\n"


def _line(norm: CodedNorm, one: Coded) -> str:
    marks = [str(mark) for mark in (one.join, one.quantifier) if mark != "none"] + ["effected"] * one.effected
    indent = "      " if one.inside is None else "          "
    return f"{indent}{one.role:<11}{'.'.join(marks):<16}{norm.quote(one.start, one.end)}"


if __name__ == "__main__":
    main()
