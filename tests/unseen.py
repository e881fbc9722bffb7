"""How many cases that were written without sight of the program it reads rightly (tests/cases/unseen/README.md).

`python -m unseen [--failures] [--update]` prints a line for each file; `--update` raises the floors of tests/gold/unseen.toml.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

from legiscompare.model import Certainty, Change, Tag
from legiscompare.study.examples import compare_words

FOLDER = Path(__file__).parent / "cases" / "unseen"
FLOORS = Path(__file__).parent / "gold" / "unseen.toml"
FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.txt"))
_SILENT = {Tag.REWORDED, Tag.UNCHANGED}


class Case(NamedTuple):
    """A pair of texts and the tags that are right."""

    title: str
    draft: str
    final: str
    tags: frozenset[Tag]


class Measured(NamedTuple):
    """What the program made of the cases of a file."""

    cases: int
    right: int
    sure: int
    """Wrong, and all that decides is of high certainty."""
    failures: tuple[str, ...]


def cases(name: str) -> list[Case]:
    """The cases of a file."""
    found = []
    for block in (FOLDER / name).read_text(encoding="utf-8").split("\n·\n"):
        title, draft, final, expected = (line.strip().replace(" ⏎ ", "\n") for line in block.strip().split("\n"))
        tags = frozenset(Tag(word.strip()) for word in expected.partition("|")[0].split("/"))
        found.append(Case(title, draft, final, tags))
    return found


def measured(name: str) -> Measured:
    """Compare every case of a file: right is one loud change with a tag that is allowed, or none where none is."""
    language = Path(name).stem.partition("_")[2]
    found = cases(name)
    failures, sure = [], 0
    for case in found:
        changes = compare_words(case.draft, case.final, language).changes
        loud = [change for change in changes if change.tag not in _SILENT]
        tags = {change.tag for change in loud} or set(_SILENT)
        if tags & case.tags and len({change.tag for change in loud}) <= 1:
            continue
        certain = _certain(loud or list(changes))
        sure += certain
        said = ", ".join(f"{change.tag} {change.certainty}" for change in loud) or "no change"
        failures.append(f"{'!! ' if certain else ''}{case.title}: {said}")
    return Measured(len(found), len(found) - len(failures), sure, tuple(failures))


def _certain(changes: list[Change]) -> bool:
    """Whether a direction, or that none is there, is said at high certainty, and nothing beside it is left open."""
    told = [change for change in changes if change.certainty is Certainty.HIGH and change.tag is not Tag.UNDETERMINED]
    return bool(told) and all(change.tag is not Tag.UNDETERMINED for change in changes)


def floors() -> dict[str, dict[str, int]]:
    """What was reached once, by file."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8"))


def _main() -> None:
    known = floors() if FLOORS.exists() else {}
    for name in FILES:
        one = measured(name)
        sys.stdout.write(f"{name}: {one.right} of {one.cases} right, {one.sure} wrong at high certainty\n")
        if "--failures" in sys.argv:
            sys.stdout.writelines(f"    {line}\n" for line in one.failures)
        old = known.get(name, {"right": 0, "sure": one.cases})
        known[name] = {"cases": one.cases, "right": max(one.right, old["right"]), "sure": min(one.sure, old["sure"])}
    if "--update" in sys.argv:
        head = "# Cases read rightly, and wrongly at high certainty, once. `right` only rises, `sure` only falls.\n"
        rows = [
            f'\n["{name}"]\n' + "".join(f"{key} = {value}\n" for key, value in row.items())
            for name, row in sorted(known.items())
        ]
        FLOORS.write_text(head + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    _main()
