"""Blocks to items, the levels above the article that an item opens, and the list marker it begins with."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from legiscompare.model import Block, BlockKind, Span
from legiscompare.parsing.numerals import Key, marker_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.parsing.grammar import Container, Grammar

LONGEST_HEADING = 300
LONGEST_PLACEHOLDER = 60
_OPENING, _CLOSING = tuple("([（［〔【"), tuple(")]）］〕】")
BULLETS = frozenset("–—-*+•")
_END = re.compile(r"[.;:,。；：︰，、!?！？…—–-][\"'”’»」』)）*_]*$")
_SENTENCE = re.compile(r"[.;:。；：︰!?！？][\"'”’»」』)）*_]*$")
DASH = re.compile(r"\s*(?:[-–—:.]|\\-)?\s*[*_]{0,3}\s*")


@dataclass(frozen=True)
class LineItem:
    """A block of the law with its words at hand."""

    block: Block
    span: Span
    text: str
    quoted: bool = False
    """Inside quotation marks that an earlier block opened."""
    marker_at: int = -1
    """Where the source's own list marker stands in the text; -1 if it is not printed there."""


@dataclass(frozen=True)
class NumberMark:
    """A list marker at the start of an item, in one of its readings."""

    style: str
    system: str
    key: Key
    normal: str
    printed: str
    end: int
    """Where the words behind it begin, in the document's text."""
    start: int
    path: Key = ()
    """All parts of a decimal number: 4.3.1."""


def items_of(text: str, blocks: Sequence[Block]) -> list[LineItem]:
    """All blocks that can be law: notes are left out."""
    items = [
        LineItem(block, block.span, block.span.of(text), marker_at=_marker_at(block, text))
        for block in blocks
        if block.kind is not BlockKind.NOTE
    ]
    return _mark_quoted(items)


def _marker_at(block: Block, text: str) -> int:
    """Where a block's list marker is printed, right before its words; -1 if the source only implies it."""
    marker, start = block.marker, block.span.start
    at = text.rfind(marker, max(0, start - len(marker) - 8), start) if marker else -1
    return at if at >= 0 and not text[at + len(marker) : start].strip() else -1


_QUOTES = (("“", "”"), ("「", "」"), ("«", "»"))
_CITED = {"“": "”", "‘": "’", '"': '"', "„": "“”", "«": "»", "「": "」", "『": "』"}
"""Marks that open a quoted passage at the start of an item, and what closes it at the end of one."""
LONGEST_CITED = 60
"""Items of one quoted passage."""


def _mark_quoted(items: list[LineItem]) -> list[LineItem]:
    """Mark items that lie inside a quotation opened before them and closed not far behind them."""
    out = list(items)
    for opening, closing in _QUOTES:
        opened: int | None = None
        for place, item in enumerate(items):
            balance = item.text.count(opening) - item.text.count(closing)
            if opened is None and balance > 0:
                opened = place
            elif opened is not None and balance < 0:
                for inside in range(opened + 1, place + 1):
                    out[inside] = replace(out[inside], quoted=True)
                opened = None
            elif opened is not None and place - opened > 40:
                opened = None
    return _mark_cited(out)


def _mark_cited(items: list[LineItem]) -> list[LineItem]:
    """The same for passages that a sentence announces, whatever their quotation marks: `the following is inserted: ‘…’`."""
    out = list(items)
    place = 1
    while place < len(items):
        closers = _CITED.get(items[place].text[:1])
        if closers and _announced(items, place):
            end = _end_of_cited(items, place, tuple(closers))
            for inside in range(place + 1, end + 1):
                out[inside] = replace(out[inside], quoted=True)
            place = end
        place += 1
    return out


def _end_of_cited(items: Sequence[LineItem], place: int, closers: tuple[str, ...]) -> int:
    """The last item of a quoted passage that opens at `place`; `place` itself where its end is not marked."""
    for last in range(place, min(place + LONGEST_CITED, len(items))):
        words = items[last].text
        if last > place and words[:1] in _CITED and _announced(items, last):
            return place  # another passage opens: the end of this one got lost
        if words.rstrip(" ;.,。；，").endswith(closers) and (last > place or len(words) > 1):
            return last
    return place


def _announced(items: Sequence[LineItem], place: int) -> bool:
    return items[place - 1].text.rstrip().endswith((":", "：", "︰"))


@lru_cache(maxsize=1)
def _placeholders() -> dict[str, str]:
    table = tomllib.loads((resources.files("legiscompare.parsing") / "placeholders.toml").read_text(encoding="utf-8"))
    return {words.casefold(): kind for kind, known in table.items() for words in known}


def placeholder(words: str) -> str:
    """What words in brackets say of a provision whose text is not given: `deleted` or `unchanged`; empty if nothing."""
    if len(words) > LONGEST_PLACEHOLDER:
        return ""
    bare = words.strip().replace("\\", "").rstrip(".")
    if bare[:1] not in _OPENING or bare[-1:] not in _CLOSING:
        return ""
    return _placeholders().get(" ".join(bare[1:-1].split()).casefold().rstrip("."), "")


def skip(text: str, at: int, end: int) -> int:
    """The first place from `at` that is no white space."""
    while at < end and text[at].isspace():
        at += 1
    return at


def titled(words: str, following: str = "") -> bool:
    """Whether words can be a heading: short, no sentence, no running on."""
    words = words.strip()
    if not words or len(words) > LONGEST_HEADING:
        return False
    if placeholder(words):
        return True
    return not _END.search(words) and not words[0].islower() and following != ","


def containers(item: LineItem, grammar: Grammar) -> list[tuple[Container, re.Match[str]]]:
    """Levels above the article that the item opens, outermost first: `TITLE VI GOVERNANCE CHAPTER 1` opens two."""
    if item.quoted or item.block.kind is BlockKind.TABLE or len(item.text) > LONGEST_HEADING:
        return []
    first = _container_at(item, 0, grammar)
    if first is None:
        return []
    found = [first]
    for level in grammar.containers:
        if level.rank <= first[0].rank:
            continue
        for match in re.finditer(rf"(?<=\s){level.pattern.pattern}\s*$", item.text):
            if match.start() >= first[1].end() and match["number"]:
                found.append((level, match))
                break
    return found


def _container_at(item: LineItem, at: int, grammar: Grammar) -> tuple[Container, re.Match[str]] | None:
    for level in grammar.containers:
        match = level.pattern.match(item.text, at)
        if match is None:
            continue
        rest = item.text[match.end() :]
        words = rest[_dash_end(rest) :]
        heading_block = item.block.kind is BlockKind.HEADING
        loose = (
            not rest.strip(" .:*_")
            or heading_block
            or (
                titled(words)
                and (rest[:1].isspace() or rest[0] in ":—–-.")
                and not re.match(r"[,(（]|\s*(?:of|and|or|to)\b", words)
            )
        )
        if loose:
            return level, match
    return None


def _dash_end(rest: str) -> int:
    match = DASH.match(rest)
    return match.end() if match else 0


def marks(item: LineItem, start: int, text: str, grammar: Grammar) -> list[NumberMark]:
    """All readings of the marker at `start`; the source's own list markup (`Block.marker`) comes first."""
    end = item.span.end
    marker = item.block.marker
    found: list[NumberMark] = []
    if marker and start == item.span.start:
        begin = item.marker_at if item.marker_at >= 0 else start
        for style in grammar.styles:
            match = style.pattern.match(marker + " ")
            if match and style.system:
                found += [NumberMark(style.source, system, key, normal, marker, start, begin)
                          for system, key, normal in marker_keys(match["number"], style.system)]  # fmt: skip
        if found:
            return found
    for style in grammar.styles:
        match = style.pattern.match(text, start, end)
        if match is None:
            continue
        after = skip(text, match.end(), end)
        if not style.system:
            found.append(NumberMark(style.source, "dash", (0,), "", match.group().strip(), after, start))
            continue
        printed = match.group().strip()
        path = tuple(map(int, match["number"].split("."))) if style.system == "decimal" else ()
        found += [NumberMark(style.source, system, key, normal, printed, after, start, path)
                  for system, key, normal in marker_keys(match["number"], style.system)]  # fmt: skip
    if marker in BULLETS and start == item.span.start:  # a bullet of the source's, unless the words have a number
        found.append(NumberMark(f"–{item.block.level}", "dash", (0,), "", marker, start, start))
    return found


def ends_sentence(words: str) -> bool:
    """Whether words end with a mark after which a new paragraph can begin."""
    return bool(_SENTENCE.search(words.rstrip()))
