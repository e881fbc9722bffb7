"""Blocks to items, and the items that open an article or a level above it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legiscompare.model import Block, BlockKind, Notice, Span
from legiscompare.parse.numerals import Key, article_key, marker_keys
from legiscompare.parse.sequence import Candidate, chain, restarts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.parse.grammar import Container, Form, Grammar

LONGEST_HEADING = 300
LONGEST_RUN_IN = 120
WORDED = 3
"""Weight from which a candidate has words of its own, on its line or on the next."""
BULLETS = frozenset("–—-*+•")
_END = re.compile(r"[.;:,。；：，、!?！？…—–-][\"'”’»」』)）*_]*$")
_SENTENCE = re.compile(r"[.;:。；：!?！？][\"'”’»」』)）*_]*$")
_DASH = re.compile(r"\s*(?:[-–—:.]|\\-)?\s*[*_]{0,3}\s*")
_DELETED = re.compile(
    r"[\\\[(（〔]{1,2}(?:deleted|repealed|weggefallen|abrogé|supprimé|删除|废止|entfällt)[\\\])）〕]{1,2}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Item:
    """A block of the law with its words at hand."""

    block: Block
    span: Span
    text: str
    quoted: bool = False
    """Inside quotation marks that an earlier block opened."""


@dataclass(frozen=True)
class Mark:
    """A list marker at the start of an item, in one of its readings."""

    style: str
    system: str
    key: Key
    normal: str
    printed: str
    end: int
    """Where the words behind it begin, in the document's text."""
    start: int


def items_of(text: str, blocks: Sequence[Block]) -> list[Item]:
    """All blocks that can be law: notes are left out."""
    items = [Item(block, block.span, block.span.of(text)) for block in blocks if block.kind is not BlockKind.NOTE]
    return _mark_quoted(items)


_QUOTES = (("“", "”"), ("「", "」"), ("«", "»"), ("„", "“"))


def _mark_quoted(items: list[Item]) -> list[Item]:
    """Mark items that lie inside a quotation opened before them and closed not far behind them."""
    out = list(items)
    for opening, closing in _QUOTES[:3]:
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
    return out


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
    if _DELETED.fullmatch(words):
        return True
    return not _END.search(words) and not words[0].islower() and following != ","


def articles(items: Sequence[Item], grammar: Grammar) -> tuple[Form, dict[int, Candidate], list[Notice]]:
    """The form in use, the items that open an article, and what had to be decided."""
    best: tuple[int, int, Form, list[Candidate], list[Candidate]] | None = None
    for place, form in enumerate(grammar.forms):
        found = _candidates(items, form)
        run = chain(found)
        score = len({candidate.key for candidate in run}) * (1 if form.weak else 4)
        if form.weak and not _plausible_bare(run, items):
            continue
        if best is None or (score, -place) > (best[0], best[1]):
            best = (score, -place, form, found, run)
    if best is None or not best[3]:
        return grammar.forms[0], {}, []
    _, _, form, found, run = best
    again = restarts([candidate for candidate in found if not items[candidate.item].quoted], run)
    taken = {candidate.item: candidate for candidate in (*run, *again)}
    notices = []
    if again:
        number = items[again[0].item].text[:20].split("\n")[0]
        notices.append(
            Notice("parse.restart", f"the numbers start again at {number!r}: refs of the second run bear ~2")
        )
    for candidate in found:
        if candidate.item in taken or not candidate.strong or items[candidate.item].quoted:
            continue
        before = taken.get(candidate.item - 1)
        if before is not None and (before.key, before.series) == (candidate.key, candidate.series):
            taken[candidate.item] = candidate  # the same heading once more: the tree takes them as one
            continue
        if candidate.weight > 1:
            taken[candidate.item] = candidate
            notices.append(Notice("parse.order", f"{candidate.normal} stands out of order", ref=candidate.normal))
    return form, taken, notices


def _plausible_bare(run: Sequence[Candidate], items: Sequence[Item]) -> bool:
    """Bare numbers are articles only if they start low, run on, and each is followed by text of its own."""
    return len(run) >= 3 and run[0].key[0] <= 2 and run[-1].key[0] <= 4 * len(run) and len(run) * 40 >= len(items) / 2


def _candidates(items: Sequence[Item], form: Form) -> list[Candidate]:
    rough = []
    for place, item in enumerate(items):
        if item.block.kind is BlockKind.TABLE:
            continue
        if match := form.article.match(item.text):
            rough.append((place, item, match))
    spaced = sum(match.end() == len(item.text) or item.text[match.end()].isspace() for _, item, match in rough)
    need_space = spaced * 2 >= len(rough)
    opening = {place for place, _, _ in rough}
    found = []
    for place, item, match in rough:
        if candidate := _candidate(place, item, match, form, need_space=need_space, content=place + 1 not in opening):
            found.append(candidate)
    return _without_contents(found)


def _without_contents(found: list[Candidate]) -> list[Candidate]:
    """Leave out entries of a table of contents: a number and a heading without words, where the number has words elsewhere."""
    worded = {(one.series, one.key) for one in found if one.weight >= WORDED}
    return [one for one in found if one.strong or one.weight >= WORDED or (one.series, one.key) not in worded]


def _candidate(
    place: int, item: Item, match: re.Match[str], form: Form, *, need_space: bool, content: bool
) -> Candidate | None:
    groups = match.groupdict()
    read = article_key(groups["number"], groups.get("suffix"), form.numbers)
    if read is None:
        return None
    series, key, normal = read
    base = item.span.start
    rest = item.text[match.end() :]
    heading_block = item.block.kind is BlockKind.HEADING
    alone = not rest.strip(" .:*_\t\u3000")
    number = Span(base + match.start(), base + match.end())
    heading: Span | None = None
    begin = match.end()
    if form.run_in and not heading_block:
        if (
            not alone
            and need_space
            and form.heading != "sentence"
            and not rest[:1].isspace()
            and not re.match(r"[【〔（(\[]", rest)
        ):
            return None
        heading, begin = _run_in_heading(item, match.end(), form)
        if form.heading != "brackets" and not alone and content and heading is None:
            words = item.text[begin:].rstrip("*_ ")
            if titled(words) and len(words) <= LONGEST_RUN_IN:  # a heading on the line of the number
                heading, begin = Span(base + begin, base + begin + len(words)), len(item.text)
    elif not alone:
        lead = _DASH.match(rest)
        begin = match.end() + (lead.end() if lead else 0)
        words = item.text[begin:].rstrip("*_ ")
        spaced = rest[:1].isspace() or bool(lead and lead.group().strip())
        if not heading_block and not (spaced and titled(words)):
            return None
        heading = Span(base + begin, base + begin + len(words))
        begin = len(item.text)
    strong = heading_block or alone
    if item.quoted and not heading_block:
        return None
    start = skip(item.text, begin, len(item.text))
    weight = 1 + 2 * (content or start < len(item.text)) + strong
    return Candidate(
        place,
        series,
        key,
        normal,
        number,
        Span(base + start, item.span.end),
        heading,
        strong,
        weight if not item.quoted else 1,
    )


_BRACKETS = re.compile(r"\s*(?:【([^】\n]{1,60})】|〔([^〕\n]{1,60})〕)\s*")
_ADJACENT = re.compile(r"[（(]([^（()）\n]{1,30})[）)](?=\s)\s*")
_ROUND = re.compile(r"\s*[（(]([^（()）\n]{1,30})[）)](?=\s*\n|\s*$)")
# A heading in small letters is a first sentence without a verb that lays down anything.
_SENTENCE_HEADING = re.compile(
    r"\s*([A-Z](?:(?!\b(?:shall|may|must|is|are|means?|appl(?:y|ies)|ha[sd]|have|was|were|be|takes?)\b)[^.\n]){2,100}\.)"
    r"(?=\s*[—–]|\s|$)"
)
_CAPITALS = re.compile(r"\s*([^a-z\n]{3,200}?\.)(?=\s|$|[—–])")


def _run_in_heading(item: Item, end: int, form: Form) -> tuple[Span | None, int]:
    """A heading between number and words: in brackets (Chinese), or in capitals up to a full stop (American)."""
    patterns = {"brackets": (_BRACKETS, _ROUND), "sentence": (_CAPITALS, _SENTENCE_HEADING), "line": (_ADJACENT,)}.get(
        form.heading, ()
    )
    for pattern in patterns:
        if match := pattern.match(item.text, end):
            group = next(index for index in range(1, len(match.groups()) + 1) if match[index])
            start, stop = match.span(group)
            stop -= form.heading == "sentence"
            return Span(item.span.start + start, item.span.start + stop), match.end()
    lead = _DASH.match(item.text, end)
    return None, lead.end() if lead and form.heading == "line" else end


def containers(item: Item, grammar: Grammar) -> list[tuple[Container, re.Match[str]]]:
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


def _container_at(item: Item, at: int, grammar: Grammar) -> tuple[Container, re.Match[str]] | None:
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
    match = _DASH.match(rest)
    return match.end() if match else 0


def marks(item: Item, start: int, text: str, grammar: Grammar) -> list[Mark]:
    """All readings of the marker at `start`; the source's own list markup (`Block.marker`) comes first."""
    end = item.span.end
    marker = item.block.marker
    found: list[Mark] = []
    if marker and start == item.span.start:
        lead = text.rfind(marker, max(0, start - len(marker) - 8), start)
        begin = lead if lead >= 0 and not text[lead + len(marker) : start].strip() else start
        for style in grammar.styles:
            match = style.pattern.match(marker + " ")
            if match and style.system:
                found += [Mark(style.source, system, key, normal, marker, start, begin)
                          for system, key, normal in marker_keys(match["number"], style.system)]  # fmt: skip
        if found:
            return found
    for style in grammar.styles:
        match = style.pattern.match(text, start, end)
        if match is None:
            continue
        after = skip(text, match.end(), end)
        if not style.system:
            found.append(Mark(style.source, "dash", (0,), "", match.group().strip(), after, start))
            continue
        printed = match.group().strip()
        found += [Mark(style.source, system, key, normal, printed, after, start)
                  for system, key, normal in marker_keys(match["number"], style.system)]  # fmt: skip
    if marker in BULLETS and start == item.span.start:  # a bullet of the source's, unless the words have a number
        found.append(Mark(f"–{item.block.level}", "dash", (0,), "", marker, start, start))
    return found


def ends_sentence(words: str) -> bool:
    """Whether words end with a mark after which a new paragraph can begin."""
    return bool(_SENTENCE.search(words.rstrip()))
