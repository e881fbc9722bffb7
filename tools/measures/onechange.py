"""One change at a time: made sentences in which a single element changes, and how many the program reads rightly.

The templates stand in tests/generate/onechange, one file a language. Each is filled twice, and read both ways. The floors
(tests/gold/onechange.toml) go up and never down: of `cases` at least `right` are read rightly, and at most `sure` wrongly
at high certainty.
"""

from __future__ import annotations

import sys
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TESTS = Path(__file__).resolve().parents[2] / "tests"
FLOORS = TESTS / "gold" / "onechange.toml"
FILLS = 2
LANGUAGES = ("en", "zh", "de", "fr", "zh-Hant")
_HEAD = (
    "# One change at a time: of `cases` made sentences, `right` are read rightly, `sure` wrongly at high certainty.\n"
    "# Written by `make accuracy`. `right` only rises and `sure` only falls; more templates ask for new figures.\n"
)


class Counted(NamedTuple):
    """What became of some cases."""

    cases: int
    right: int
    sure: int
    """Wrong, and called certain."""

    @property
    def wrong(self) -> int:
        return self.cases - self.right


class OneChange(NamedTuple):
    """The cases of one language."""

    language: str
    all: Counted
    by_element: dict[str, Counted]


def measured(language: str) -> OneChange:
    """Read every case of a language, both halves."""
    if str(TESTS) not in sys.path:
        sys.path.insert(0, str(TESTS))
    from generate.onechange.make import run

    groups: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for row in run(language, "both", FILLS):
        groups[row.case.role].append((row.right, row.sure))
    every = [each for group in groups.values() for each in group]
    return OneChange(language, _count(every), {name: _count(groups[name]) for name in sorted(groups)})


def _count(rows: Iterable[tuple[bool, bool]]) -> Counted:
    rows = list(rows)
    return Counted(len(rows), sum(right for right, _ in rows), sum(sure and not right for right, sure in rows))


def floors() -> dict[str, Counted]:
    """What was reached, by language."""
    data = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    return {language: Counted(**figures) for language, figures in data.items()}


def below(found: OneChange, floor: Counted) -> list[str]:
    """What is worse than the floor, in words; empty if nothing is."""
    said = []
    if found.all.cases != floor.cases:
        said.append(f"{found.language}: {found.all.cases} cases, the floor knows {floor.cases}: write it anew")
    elif found.all.right < floor.right:
        said.append(f"{found.language}: {found.all.right} of {floor.cases} are right, the floor is {floor.right}")
    if found.all.sure > floor.sure:
        said.append(f"{found.language}: {found.all.sure} are wrong at high certainty, at most {floor.sure} may be")
    return said


def raised(found: Iterable[OneChange], floor: Mapping[str, Counted]) -> str:
    """The text of the floors file, with what is better now; figures of other cases take the place of the old ones."""
    lines = [_HEAD]
    for one in found:
        old = floor.get(one.language)
        best = one.all
        if old is not None and old.cases == one.all.cases:
            best = Counted(old.cases, max(old.right, best.right), min(old.sure, best.sure))
        lines.append(f"[{one.language}]\ncases = {best.cases}\nright = {best.right}\nsure = {best.sure}\n")
    return "\n".join(lines)
