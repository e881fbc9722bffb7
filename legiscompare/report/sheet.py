"""CSV in the codebook's columns (§2): a machine's sheet has the form of a person's.

A cell that a spreadsheet would take for a formula gets one apostrophe before it; control characters are shown by their
number. `guard` and `unguard` undo each other for every text, so nothing is lost on the way through a spreadsheet and back.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from legiscompare.model import Certainty, Change, Comparison, Document, Place
from legiscompare.report.json_out import joined
from legiscompare.report.marked import code, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.report.options import Options

COLUMNS = (
    "id", "draft_ref", "final_ref", "norm", "kind", "bearer", "measured", "tag", "burden", "dimensions",
    "dropped", "inserted", "draft_cue", "final_cue", "sure", "note",
)  # fmt: skip
SURE = {Certainty.HIGH: "3", Certainty.MEDIUM: "2", Certainty.LOW: "1"}
_FORMULA = re.compile(r"(?=.)('*)[=+\-@\t\r\n＝＋－＠]", re.DOTALL)
_WRITTEN = re.compile("⟨(?=U\\+[0-9A-F]{4,6}⟩)")
_NUMBERED = re.compile("⟨U\\+([0-9A-F]{4}|10[0-9A-F]{4}|[1-9A-F][0-9A-F]{4})⟩")
_NO_COUNTERPART = "-"


def guard(cell: str) -> str:
    """`cell` such that no spreadsheet computes it and no terminal obeys it.

    `-` alone, the codebook's sign for no counterpart, stays. Control characters that would act stand there by number
    (`⟨U+202E⟩`), and so does the bracket of a text that writes such a number itself.
    """
    shown = visible(_WRITTEN.sub(code("⟨"), cell))
    return f"'{shown}" if shown != _NO_COUNTERPART and _FORMULA.match(shown) else shown


def unguard(cell: str) -> str:
    """What `guard` was given."""
    bare = cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
    return _NUMBERED.sub(lambda found: chr(int(found[1], 16)), bare)


def rows(comparison: Comparison) -> list[dict[str, str]]:
    """One row per change, keyed by COLUMNS, words as they stand in the texts."""
    return [_row(number, change, comparison) for number, change in enumerate(comparison.changes, 1)]


def _row(number: int, change: Change, comparison: Comparison) -> dict[str, str]:
    draft, final = comparison.draft, comparison.final
    side, document = (change.final, final) if change.final else (change.draft, draft)
    values = (
        str(number),
        refs(change.draft),
        refs(change.final),
        f"“{first_words(side[0].text, document.language)}”" if side else "",
        change.kind,
        change.bearer.label,
        joined(change.measured),
        change.tag,
        change.burden,
        ";".join(f"{name}{sign}" for name, sign in change.dimensions),
        " | ".join(change.dropped),
        " | ".join(change.inserted),
        _cue(change, draft, of_draft=True),
        _cue(change, final, of_draft=False),
        SURE[change.certainty],
        " ".join(change.note.split()),
    )
    return dict(zip(COLUMNS, values, strict=True))


def refs(places: Iterable[Place]) -> str:
    """`8.1+9.2`, or `-` for no counterpart."""
    return "+".join(place.ref for place in places) or _NO_COUNTERPART


def first_words(text: str, language: str, words: int = 15, characters: int = 25) -> str:
    """The first 15 words on one line; the first 25 characters where the script sets no spaces."""
    if language.split("-")[0] in ("zh", "ja"):
        line = "".join(text.split())
        return line if len(line) <= characters else line[:characters] + "…"
    found = text.split()
    return " ".join(found[:words]) + ("…" if len(found) > words else "")


def _cue(change: Change, document: Document, *, of_draft: bool) -> str:
    """The words that show it, copied exactly; for a norm on one side only, its own first words."""
    spans = [span for one in change.evidence if (span := one.draft if of_draft else one.final)]
    if spans:
        return document.slice(min(spans))
    places = change.draft if of_draft else change.final
    if not places:
        return ""
    line = places[0].text.split("\n")[0]
    limit = 40 if document.language.split("-")[0] in ("zh", "ja") else 120
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0]


def render(comparison: Comparison, options: Options) -> str:  # noqa: ARG001 - the renderers' common form
    """The sheet as CSV, RFC 4180 but for line ends, which are single newlines."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([guard(cell) for cell in row.values()] for row in rows(comparison))
    return out.getvalue()
