"""docs/explain/translation-agreement.md: the embedded pair in Chinese and in our English."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from legiscompare.model import Tag
from legiscompare.report import render
from legiscompare.study import evaluate
from tools.measures.page import MADE
from tools.measures.translation import UNREAD, Met, Translation, known_causes, meet, together

if TYPE_CHECKING:
    from legiscompare.model import Change, Comparison

CUT = "the sentence is cut into norms otherwise"
_WHAT = (
    "The program compared the Chinese texts. It also compared our English working translation of them. The translation uses "
    "one wording for one wording. So if the tags differ, either the translation or the program is the cause. Norms of the "
    "two comparisons are put beside each other by their places, in the order of the text, without a look at the tag. "
    "Sometimes the two languages have another number of norms at a place. Then the difference is put down to the program "
    "(*cut into norms otherwise*), by that count alone and without reading. One reader read the others."
)
_LEFT = (
    "The provisions are the same in both languages. So the program is the cause of every norm that one language cuts or "
    "links in another way."
)
_FIGURES = (
    ("link F1", "link.f1"),
    ("change F1", "change.f1"),
    ("direction F1", "direction.f1"),
    ("linked macro F1", "linked.macro_f1"),
)


def page(chinese: Comparison, english: Comparison) -> str:
    """The page, from the two comparisons."""
    met = meet(chinese, english)
    changed = met.changed()
    alike, pairs = together(chinese, english)
    same = sum(one.chinese.tag is one.english.tag for one in changed)
    out = [
        MADE,
        "",
        "# The embedded pair in Chinese and in English",
        "",
        _WHAT,
        "",
        "| | |",
        "|---|---|",
        f"| norms in the Chinese comparison, in the English one | {len(chinese.changes)}, {len(english.changes)} |",
        f"| found at the same places | {len(met.met)} |",
        f"| of these, the same tag | {met.agree} ({met.agree / len(met.met):.0%}), kappa {_two(met.kappa)} |",
        f"| of these, linked and called changed in either language, the same tag | {same} of {len(changed)} |",
        f"| places linked in both, the signs of their norms taken together: the same tag | {alike} of {pairs} |",
        f"| left over, Chinese and English | {len(met.chinese_only)}, {len(met.english_only)} |",
        "",
        "The same by paragraphs. Here the English comparison is the sheet, and the Chinese one is measured against it:",
        "",
        *_paragraphs(chinese, english),
        "",
        "## Differences, each with its cause",
        "",
        *_differences(met, chinese, english),
        "",
        "## Left over",
        "",
        _LEFT,
        "",
        "In Chinese only:",
        "",
        *_listed(met.chinese_only),
        "",
        "In English only:",
        "",
        *_listed(met.english_only),
    ]
    return "\n".join(out) + "\n"


def _two(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _paragraphs(chinese: Comparison, english: Comparison) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "english.csv"
        render(english, "csv", path=sheet)
        found = evaluate(chinese, sheet, resamples=0).flat()
    out = ["| " + " | ".join(name for name, _ in _FIGURES) + " |", "|" + "---|" * len(_FIGURES)]
    return [*out, "| " + " | ".join(_two(found.get(f"paragraph.{name}")) for _, name in _FIGURES) + " |"]


def _differences(met: Translation, chinese: Comparison, english: Comparison) -> list[str]:
    known, counts = known_causes(), {"translation": 0, "tool": 0, UNREAD: 0}
    rows = ["| place | Chinese | English | cause | why |", "|---|---|---|---|---|"]
    for one in met.differing():
        cause, why = known.get(one.id) or _seen(one, chinese, english)
        counts[cause] += 1
        place = " → ".join(one.key)
        rows.append(f"| {place} | {_said(one.chinese)} | {_said(one.english)} | {cause} | {why} |")
    return ["; ".join(f"{cause}: {count}" for cause, count in counts.items()) + ".", "", *rows]


def _seen(one: Met, chinese: Comparison, english: Comparison) -> tuple[str, str]:
    """What can be told without reading: another cut of the same provision is the program's."""
    return (UNREAD, "") if _norms_at(one.key, chinese) == _norms_at(one.key, english) else ("tool", CUT)


def _norms_at(key: tuple[str, str], made: Comparison) -> list[int]:
    """How many norms stand at the places of each side."""
    return [
        sum(
            place.ref.split("#")[0] in ref.split("+")
            for change in made.changes
            for place in (change.final if final else change.draft)
        )
        for final, ref in enumerate(key)
    ]


def _said(change: Change) -> str:
    signs = " ".join(f"{name.value}{sign.value}" for name, sign in change.dimensions)
    return f"{change.tag}" + (f" ({signs})" if signs and change.tag is not Tag.UNCHANGED else "")


def _listed(changes: list[Change]) -> list[str]:
    return [f"- {change.id} {change.tag}" for change in changes] or ["- none"]
