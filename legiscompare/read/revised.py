"""Changes marked in one text: CriticMarkup, `~~struck~~`, and HTML's `<ins>` and `<del>` inside Markdown.

A text with such marks holds two versions: what was (insertions left out) and what is to be (deletions left out). Which
are read is `Raw.revisions`; the marks themselves stand in neither.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from legiscompare.model import Notice

WANTED = {"accepted": ["final"], "rejected": ["draft"], "both": ["draft", "final"]}
"""Value of `Raw.revisions` -> the versions to read, earliest first."""


class _Piece(NamedTuple):
    """A stretch of text; `only` names the one version it stands in (`note`: neither), or is empty."""

    words: str
    only: str


_PAIRS = {
    "{++": ("++}", "final"), "{--": ("--}", "draft"), "{~~": ("~~}", ""), "{>>": ("<<}", "note"), "{==": ("==}", "same"),
    "<ins>": ("</ins>", "final"), "<del>": ("</del>", "draft"), "<s>": ("</s>", "draft"),
    "<strike>": ("</strike>", "draft"), "~~": ("~~", "draft"),
}  # fmt: skip
"""What opens a marked stretch -> what closes it, and the version it stands in."""
_OPENING = re.compile(r"\{(?:\+\+|--|~~|>>|==)|<(?:ins|del|s|strike)>|(?<![~\\{])~~(?![~}\s])", re.IGNORECASE)
_BLANK = re.compile(r"\n[ \t]*\n")


def versions(text: str, revisions: str) -> list[tuple[str, str, list[Notice]]]:
    """(text, stage, notices) of each version wanted; the text itself, without a stage, where it marks no changes."""
    pieces = _pieces(text)
    if not any(piece.only in {"draft", "final"} for piece in pieces):
        return [(text, "", [])]
    out = []
    wanted = WANTED[revisions]
    for version in wanted:
        words = "".join(piece.words for piece in pieces if piece.only in {"", version})
        told = "rejected" if version == "draft" else "accepted"
        notice = Notice("read.revisions", f"the file marks changes; they are read as {told}")
        out.append((words, version if len(wanted) > 1 else "", [notice]))
    return out


def _pieces(text: str) -> list[_Piece]:
    """The text cut at its marks. One pass: what never closes is looked for once."""
    pieces: list[_Piece] = []
    unclosed: set[str] = set()
    at = start = 0
    folded = _lowered(text) if "<" in text else text
    blanks = [blank.start() for blank in _BLANK.finditer(text)] if "~~" in text else []
    while (match := _OPENING.search(text, at)) is not None:
        opening = match.group().lower()
        closing, only = _PAIRS[opening]
        end = -1 if opening in unclosed else _closing(folded, closing, match.end(), blanks)
        if end < 0 and opening != "~~":
            unclosed.add(opening)
        if end < 0:
            at = match.end()
            continue
        pieces.append(_Piece(text[start : match.start()], ""))
        inner = text[match.end() : end]
        if opening == "{~~":
            old, _, new = inner.partition("~>")
            pieces += [_Piece(old, "draft"), _Piece(new, "final")]
        else:
            pieces.append(_Piece(inner, "" if only == "same" else only))
        at = start = end + len(closing)
    return [*pieces, _Piece(text[start:], "")]


def _lowered(text: str) -> str:
    """Lower case that keeps every place: tags are ASCII."""
    return text.translate(_LOWER)


_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def _closing(text: str, closing: str, start: int, blanks: list[int]) -> int:
    """Where a stretch ends; `~~` must close in its paragraph, so that two stray ones strike nothing."""
    if closing != "~~":
        return text.find(closing, start)
    place = bisect_left(blanks, start)
    end = text.find(closing, start, blanks[place] if place < len(blanks) else len(text))
    return end if end < 0 or not text[end - 1].isspace() else -1
