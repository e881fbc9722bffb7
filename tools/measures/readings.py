"""docs/explain/read-by-eye.md: changes drawn at random and read, each with the codebook in hand."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tools.measures.page import MADE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Comparison
    from tools.sheets import Sheet

FILE = Path(__file__).with_name("readings.toml")
VERDICTS = ("right", "arguable", "wrong")
_WHAT = (
    "From the pair of each sheet ten changes were drawn by chance (`python -m tools.draw`). Where a pair has fewer, all that "
    "changed were taken. Each change was read with the [codebook](../codebook.md) in hand. The question was whether link "
    "and tag are what the codebook asks for. The reading was made by a machine, by one reader; no lawyer has checked it. The "
    "rows of the sheets were not looked at. But the published claims on the embedded pair had been read before, so the "
    "reading of that pair is not independent of them. Where the program says something else today, the last column tells it."
)


class Reading(NamedTuple):
    """One verdict."""

    sheet: str
    change: str
    tag: str
    """What the program said when it was read."""
    verdict: str
    why: str


def readings() -> list[Reading]:
    """All verdicts, in the order of the draw. Raises KeyError or ValueError if the file is malformed."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    found = [Reading(**{name: one[name] for name in Reading._fields}) for one in data["reading"]]
    odd = [one.change for one in found if one.verdict not in VERDICTS]
    if odd:
        raise ValueError(f"no verdict: {odd}")
    return found


def page(made: Sequence[tuple[Sheet, Comparison]]) -> str:
    """The page."""
    found = readings()
    read = {one.sheet for one in found}
    unread = [sheet.name for sheet, _ in made if sheet.name not in read]
    out = [
        MADE,
        "",
        "# Changes read by eye",
        "",
        _WHAT,
        *(["", f"Not read yet: {', '.join(unread)}. So nothing is said of these sheets here."] if unread else []),
        "",
        "| sheet | right | arguable | wrong |",
        "|---|---|---|---|",
    ]
    made = [(sheet, comparison) for sheet, comparison in made if sheet.name in read]
    for sheet, _ in made:
        counts = Counter(one.verdict for one in found if one.sheet == sheet.name)
        out.append(f"| {sheet.name} | " + " | ".join(str(counts[verdict]) for verdict in VERDICTS) + " |")
    counts = Counter(one.verdict for one in found)
    out.append("| **together** | " + " | ".join(str(counts[verdict]) for verdict in VERDICTS) + " |")
    for sheet, comparison in made:
        now = {change.id: change.tag.value for change in comparison.changes}
        out += ["", f"## {sheet.name}", "", "| change | tag read | verdict | why | today |", "|---|---|---|---|---|"]
        for one in found:
            if one.sheet == sheet.name:
                tag = now.get(one.change, "linked otherwise")
                today = "" if tag == one.tag else tag
                out.append(f"| {one.change} | {one.tag} | {one.verdict} | {one.why} | {today} |")
    return "\n".join(out) + "\n"
