"""What differs between two long wordings of one norm, as runs of words: told beside one of them, where two would be cut."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from legiscompare.report.story.cutting import balanced, tidy
from legiscompare.report.story.pieces import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP = 2
"""Words in common between two runs up to which they are one: what stands between them says too little."""
_ALIKE = 0.5
"""Share of words in common from which on two wordings are one norm with differences."""
_MOST = 4
"""Runs up to which the differences say what changed; above that the two wordings are two texts."""
_LONG = (150, 45)
"""Code points that a run has at most on each side, and in Chinese."""
_SHORT = 4
"""Letters of a word that says something by itself."""
_PLACES = {
    "article",
    "paragraph",
    "point",
    "subparagraph",
    "section",
    "chapter",
    "annex",
    "title",
    "part",
    "first",
    "second",
}
_PLACES |= {"third", "fourth", "fifth", "sentence", "subsection", "clause", "this", "thereof"}
"""Words that name places: that a reference was numbered anew says nothing."""
_QUOTES = ("“”", "‘’", "「」")
_MARKS = ",;:.()[]'\"‘’“”，；：。、（）"


def differences(old: str, new: str, language: str, brackets: Sequence[str]) -> list[tuple[str, str]]:
    """Runs of words (of the old, of the new wording; either may be empty) in which two wordings differ, in their order.

    Empty if the two have too few words in common, or differ in too many or too long runs. Words that only moved, and runs
    of nothing but marks and little words, are left out.
    """
    spans = words_of(old, language), words_of(new, language)
    keys = [
        [text[low:high].casefold().strip(_MARKS) for low, high in at]
        for text, at in zip((old, new), spans, strict=True)
    ]
    matcher = difflib.SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    if matcher.ratio() < _ALIKE:
        return []
    runs: list[tuple[int, int, int, int]] = []
    for kind, low, high, start, stop in matcher.get_opcodes():
        if kind == "equal":
            continue
        if runs and low - runs[-1][1] <= _GAP and start - runs[-1][3] <= _GAP:
            low, start = runs[-1][0], runs[-1][2]
            runs.pop()
        runs.append((low, high, start, stop))
    folded = [" ".join(one) for one in keys]
    found: list[tuple[str, str]] = []
    for low, high, start, stop in runs:
        words = keys[0][low:high], keys[1][start:stop]
        if not any(map(_says, (*words[0], *words[1]))) or all(map(_is_of_place, (*words[0], *words[1]))):
            continue
        if all(not one or " ".join(one) in folded[1 - side] for side, one in enumerate(words)):
            continue  # they stand elsewhere in the other wording
        quoted = [
            _quoted(text[at[a][0] : at[b - 1][1]], language, brackets) if b > a else ""
            for text, at, a, b in ((old, spans[0], low, high), (new, spans[1], start, stop))
        ]
        if quoted[0] != quoted[1]:
            found.append((quoted[0], quoted[1]))
    found = [run for run in found if all(run) or _is_phrase("".join(run), language) or not _stands_in(run, found)]
    long = any(len(words) > _LONG[language == "zh"] for run in found for words in run)
    return [] if long or len(found) > _MOST else found


def _quoted(words: str, language: str, brackets: Sequence[str]) -> str:
    """A run without marks at its ends, and without a bracket or a quotation mark whose partner it lacks."""
    return balanced(tidy(balanced(tidy(words, language), _QUOTES), language), brackets)


def _is_phrase(words: str, language: str) -> bool:
    """Whether words are more than one word, or hold a figure."""
    return language == "zh" or len(words.split()) > 1 or any(map(str.isdigit, words))


def _stands_in(run: tuple[str, str], runs: Sequence[tuple[str, str]]) -> bool:
    """Whether the one word of a run stands in a further run: beside that it says nothing."""
    word = "".join(run).casefold()
    return any(word in words.casefold().split() for other in runs if other != run for words in other)


def _is_of_place(word: str) -> bool:
    """Whether a word only names a place of a text: 113(3), paragraph; and little words beside it."""
    return len(word) < _SHORT or any(map(str.isdigit, word)) or word.rstrip("s") in _PLACES


def _says(word: str) -> bool:
    """Whether a word says something by itself: it has letters enough, a figure or a character of Chinese."""
    return len(word) >= _SHORT or any(map(str.isdigit, word)) or any("\u4e00" <= one <= "\u9fff" for one in word)
