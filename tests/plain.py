"""Prose taken apart into sentences: what `test_plain_words.py` counts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r"^[ \t]*(```+).*?^[ \t]*\1[ \t]*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_BULLET = re.compile(r"^(?:[-*>]|\d+\.)\s+")
_END = re.compile(r"(?<=[.!?])[\"”’)*_]*\s+(?=[A-Z\"“(*_`\[])")
_ABBREVIATED = re.compile(r"\b(?:Art|Abs|No|e\.g|i\.e|Sec|cf|Nr)\.$")
_WORD = re.compile(r"[A-Za-z0-9À-ɏ][\wÀ-ɏ'’.,/%-]*")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def passages(markdown: str) -> Iterator[str]:
    """Paragraphs, list items, headings and cells of tables, without code, comments and addresses of links."""
    text = _FENCE.sub("\n", _COMMENT.sub("", markdown))
    held: list[str] = []
    for line in [*text.splitlines(), ""]:
        words = line.strip()
        starts = bool(_BULLET.match(words)) or words.startswith(("|", "#"))
        if held and (not words or starts):
            yield clean(" ".join(held))
            held = []
        if words.startswith("|"):
            if not re.fullmatch(r"[|\s:-]+", words):
                yield from (clean(cell) for cell in re.split(r"(?<!\\)\|", words.strip("|")) if cell.strip())
        elif words.startswith("#"):
            yield clean(words.lstrip("# "))
        elif words:
            held.append(_BULLET.sub("", words))


def clean(words: str) -> str:
    """Words as they are read: code counts as one word, a link as its words."""
    return re.sub(r"https?://\S+", "ADDRESS", _LINK.sub(r"\1", re.sub(r"``[^`]+``|`[^`]*`", "CODE", words))).strip()


def sentences(words: str) -> Iterator[str]:
    """The sentences of a passage."""
    held = ""
    for part in _END.split(words):
        held = f"{held} {part}".strip()
        if not _ABBREVIATED.search(held):
            yield held
            held = ""
    if held:
        yield held


def length(sentence: str) -> int:
    """Its words; two Han characters count as one."""
    return len(_WORD.findall(sentence)) + len(_HAN.findall(sentence)) // 2


class Raised(NamedTuple):
    """One place where the program raises an error of its own."""

    path: Path
    line: int
    words: tuple[str, ...]
    """What and mend as they stand in the code, values left out."""
    has_mend: bool
    has_where: bool
    names_a_value: bool
    """Whether the message itself holds a value of the request."""


def raised(package: Path, errors: frozenset[str]) -> Iterator[Raised]:
    """Every call of one of `errors` in a package."""
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in errors:
                given = {keyword.arg: keyword.value for keyword in node.keywords}
                what = node.args[0] if node.args else given.get("what")
                told = [each for each in (what, given.get("mend")) if each is not None]
                yield Raised(
                    path,
                    node.lineno,
                    tuple(_constant(each) for each in told),
                    "mend" in given or node.func.id == "MissingExtra",
                    "where" in given,
                    what is not None and not isinstance(what, ast.Constant),
                )


def _constant(node: ast.AST) -> str:
    return " ".join(str(each.value) for each in ast.walk(node) if isinstance(each, ast.Constant))
