"""Draw changes to be read by eye: `python -m tools.draw NAME` prints ten of a sheet's pair, with words and evidence.

Drawn are linked, removed and added norms in the sheet's articles, the unchanged left out. The draw goes by a hash of
each change's id, so that it is random but the same on every machine, and mostly the same after the program improved.
"""

from __future__ import annotations

import hashlib
import sys
from typing import TYPE_CHECKING

from legiscompare.model import Tag
from legiscompare.selection import in_range
from legiscompare.study.places import places
from tools.sheets import Sheet, comparison_of, sheets

if TYPE_CHECKING:
    from legiscompare.model import Change, Comparison, Evidence, Place

SEED, SIZE = "2026-11-24", 10


def drawn(sheet: Sheet, made: Comparison) -> list[Change]:
    """The changes to read, in the order of the draw."""
    found = [change for change in made.changes if change.tag is not Tag.UNCHANGED and _coded(sheet, change)]
    return sorted(found, key=lambda one: hashlib.sha256(f"{SEED}:{sheet.name}:{one.id}".encode()).hexdigest())[:SIZE]


def _coded(sheet: Sheet, change: Change) -> bool:
    if sheet.ranges is None:
        return True
    return any(
        in_range(place, spec)
        for side, spec in zip((change.draft, change.final), sheet.ranges, strict=True)
        for one in side
        for place in places(one.ref, 2)
    )


def _words(side: tuple[Place, ...]) -> str:
    return " / ".join(place.text for place in side) or "-"


def _shown(made: Comparison, one: Evidence) -> str:
    old, new = (
        document.slice(span) if span else "" for document, span in ((made.draft, one.draft), (made.final, one.final))
    )
    return f"{one.rule} {one.sign}: {old} → {new}"


def main(arguments: list[str]) -> int:
    """Print the draw of the sheet named."""
    wanted = [sheet for sheet in sheets() if sheet.name in arguments]
    for sheet in wanted:
        made = comparison_of(sheet)
        for change in drawn(sheet, made):
            sys.stdout.write(f"\n{sheet.name} {change.id} {change.tag} {change.kind} {change.certainty}\n")
            sys.stdout.write(f"  draft: {_words(change.draft)}\n  final: {_words(change.final)}\n")
            sys.stdout.writelines(f"  {_shown(made, one)}\n" for one in change.evidence)
            sys.stdout.writelines(f"  candidate {one.norm} {one.score:.2f}\n" for one in change.candidates[:2])
    return 0 if wanted else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
