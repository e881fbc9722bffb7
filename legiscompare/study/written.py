"""References as people write them: `Art. 15(1)`, `5(1)(d)-(g)`, `51–56 (Ch. V)`, `第十五条第一款`, against the text they mean.

`places` knows the project's own form (`15.1`); here what a commentator or a journalist writes becomes that form, and a
reference becomes the provisions of a document that it may mean.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legiscompare import lang
from legiscompare.norms import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.model import Document

_DASH = "[-–—]"
_WORDS = re.compile(
    r"\b(?:articles?|arts?\.|art\b|section|sec\.|paragraphs?|points?|draft|final)\s*|§\s*", re.IGNORECASE
)
_REMARK = re.compile(r"(?<!\s)\s*\((?:(?!\w{1,5}\))[^()]*|[A-Za-z]+\.[^()]*)\)")
_LEVELS = re.compile(
    rf"^(?P<head>\d+[a-z]*(?:\.\w+)*)(?P<levels>(?:\(\w{{1,5}}\))*)(?:{_DASH}\((?P<last>\w{{1,5}})\))?$"
)
_RANGE = re.compile(rf"^(\d+){_DASH}(\d+)$")
_ANNEX = re.compile(r"^annex\s+([IVXL]+|\d+)", re.IGNORECASE)
_RECITAL = re.compile(r"^recital\s+(\d+)", re.IGNORECASE)
_HAN = re.compile(
    r"第(?P<article>[一二三四五六七八九十百零〇\d]+)条(?:之(?P<sub>[一二三四五六七八九十\d]+))?"
    r"(?:第(?P<para>[一二三四五六七八九十\d]+)款)?(?:第?[（(](?P<point>[一二三四五六七八九十\d]+)[）)]项?)?"
)
_MOST = 60
"""Articles that a range may span; beyond it the dash means something else."""


def normalised(ref: str) -> str:
    """A reference in the project's form; several are joined with `+`. What is not understood stays as it is."""
    ref = ref.strip()
    if not ref or ref == "-":
        return ref
    if _HAN.search(ref):
        return "+".join(dict.fromkeys(_han(found) for found in _HAN.finditer(ref)))
    parts = re.split(r"\s*[+;,]\s*|\s+and\s+", _REMARK.sub("", ref))
    return "+".join(one for part in parts for one in _part(part.strip())) or ref


def _part(part: str) -> list[str]:
    if annex := _ANNEX.match(part):
        return [f"annex{annex[1]}"]
    if recital := _RECITAL.match(part):
        return [f"rec{recital[1]}"]
    bare = _WORDS.sub("", part).strip()
    if (found := _RANGE.match(bare)) and 0 < int(found[2]) - int(found[1]) <= _MOST:
        return [str(one) for one in range(int(found[1]), int(found[2]) + 1)]
    found = _LEVELS.match(bare)
    if not found:
        return [bare] if bare else []
    levels = re.findall(r"\w+", found["levels"])
    if not found["last"] or not levels:
        return [".".join([found["head"], *levels])]
    return [".".join([found["head"], *levels[:-1], one]) for one in _between(levels[-1], found["last"])]


def _between(first: str, last: str) -> list[str]:
    if first.isdigit() and last.isdigit() and int(first) < int(last):
        return [str(one) for one in range(int(first), int(last) + 1)]
    if len(first) == len(last) == 1 and first < last:
        return [chr(one) for one in range(ord(first), ord(last) + 1)]
    return [first, last]


def _han(found: re.Match[str]) -> str:
    head = _figure(found["article"]) + (f"-{_figure(found['sub'])}" if found["sub"] else "")
    para = _figure(found["para"]) if found["para"] else ("1" if found["point"] else "")
    return ".".join(one for one in (head, para, _figure(found["point"]) if found["point"] else "") if one)


def _figure(words: str) -> str:
    if words.isdigit():
        return words
    value = number(words, lang.load("zh"))
    return str(int(value)) if value is not None else words


def meant(ref: str, document: Document) -> frozenset[str]:
    """Refs of the provisions of a document that a reference may mean; empty where it has none of them.

    A point is often cited straight under its article (`7(4)` for `7.2.4`): where there is no paragraph of that number,
    the points of that number are meant.
    """
    known = {node.ref for node in document.walk() if node.ref}
    found: set[str] = set()
    for one in normalised(ref).split("+"):
        found |= _meant(one, known)
    return frozenset(found)


def _meant(ref: str, known: Iterable[str]) -> set[str]:
    refs = set(known)
    if ref in refs:
        return {ref}
    head, _, rest = ref.partition(".")
    if not rest:
        return set()
    levels = rest.split(".")
    inside = {one for one in refs if one.startswith(f"{head}.") and one.split(".")[-len(levels) :] == levels}
    return inside or (_meant(ref.rpartition(".")[0], refs) if len(levels) > 1 else set())
