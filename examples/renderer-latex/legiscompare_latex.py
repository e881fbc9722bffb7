"""The changes of a comparison as a LaTeX longtable: place, what happened, both wordings.

A renderer is a module, or any object, with `suffix` and `render`. `render` gets the comparison and what the user chose
for the report, and gives text (or bytes). The preamble of the paper needs longtable, and a font for the texts' script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Comparison, Place
    from legiscompare.report import Options

suffix = ".tex"
encoding = "utf-8"

HEADS = {"en": ("Place", "Tag", "Draft", "Final text"), "zh": ("条款", "标签", "草案", "正式文本")}
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def escaped(text: str) -> str:
    """`text` as words that LaTeX prints and never obeys, on one line."""
    return "".join(_SPECIAL.get(character, character) for character in " ".join(text.split()))


def render(comparison: Comparison, options: Options) -> str:
    """A row for each change; what is unchanged is left out."""
    rows = [
        " & ".join((_place(change.final or change.draft), change.tag, _words(change.draft), _words(change.final)))
        + r" \\"
        for change in comparison.changes
        if change.tag != "unchanged"
    ]
    head = " & ".join(HEADS.get(options.language, HEADS["en"])) + r" \\ \hline \endhead"
    return "\n".join((r"\begin{longtable}{p{.1\textwidth}p{.14\textwidth}p{.36\textwidth}p{.36\textwidth}}", head, *rows,
                      r"\end{longtable}", ""))  # fmt: skip


def _place(side: Sequence[Place]) -> str:
    return escaped(", ".join(place.label for place in side))


def _words(side: Sequence[Place]) -> str:
    return escaped(" / ".join(place.text for place in side)) or "--"
