"""Items that can open an article in one numbering family: the number, a title on its line, where its words begin."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import BlockKind, Span
from legiscompare.parsing.numerals import article_key
from legiscompare.parsing.scan import BULLETS, DASH, LineItem, placeholder, skip, titled
from legiscompare.parsing.sequence import RunCandidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from legiscompare.parsing.grammar import NumberForm

LONGEST_RUN_IN = 120
WORDED = 3
"""Weight from which a candidate has words of its own, on its line or on the next."""
LONGEST_TITLE = 12
"""Words of a title that a full stop parts from the text on its line."""

_BRACKETS = re.compile(r"\s*(?:【([^】\n]{1,60})】|〔([^〕\n]{1,60})〕)\s*")
_ADJACENT = re.compile(r"[（(]([^（()）\n]{1,30})[）)](?=\s)\s*")
_ROUND = re.compile(r"\s*[（(]([^（()）\n]{1,30})[）)](?=\s*\n|\s*$)")
# A title in brackets before words: three letters at least, so that neither (1) nor (a) nor (ii) is one.
_TITLE = re.compile(r"\s*[\[(（]([^\W\d_][^\[\]()（）\n]{2,100})[\])）][.:：]?[*_]{0,3}\s*")
_STRETCH = re.compile(r"\s*(?:\\?[-–—:：.．]\s*){0,2}[*_]{0,3}\s*")
"""What may stand between a number and the words on its line."""
# A heading in small letters is a first sentence without a verb that lays down anything.
_SENTENCE_HEADING = re.compile(
    r"\s*([A-Z](?:(?!\b(?:shall|may|must|is|are|means?|appl(?:y|ies)|ha[sd]|have|was|were|be|takes?)\b)[^.\n]){2,100}\.)"
    r"(?=\s*[—–]|\s|$)"
)
_CAPITALS = re.compile(r"\s*+([^a-z\n]{3,200}?\.)(?=\s|$|[—–])")
_HAN_TITLE = re.compile(r"[（(]([^（()）\n，。；]{2,30})[）)]\s*(?=\S)")
_FIRST_SENTENCE = re.compile(r"([^\W\d_][^.:;\n]{1,100})\.(?:[*_]{0,3}\s*[—–-]+\s*|[*_]{0,3}\s+)(?=\S)")


class CandidateHead(NamedTuple):
    """An item's words, with the source's own list marker before them where there is one."""

    item: LineItem
    text: str
    shift: int
    """Code points of `text` that stand before the item's words."""

    def at(self, place: int) -> int:
        """Where a place of `text` is in the document."""
        if place >= self.shift:
            return self.item.span.start + place - self.shift
        start = self.item.marker_at
        return min(start + place, self.item.span.start) if start >= 0 else self.item.span.start


def heads_of(items: Iterable[LineItem]) -> list[CandidateHead]:
    """Each item with its list marker; markers that are no numbers, and those of inner lists, are left out."""
    heads = []
    for item in items:
        block = item.block
        own = block.marker and block.marker not in BULLETS and block.level <= 1
        lead = block.marker + " " if own else ""
        heads.append(CandidateHead(item, lead + item.text, len(lead)))
    return heads


def candidates(heads: Sequence[CandidateHead], form: NumberForm) -> list[RunCandidate]:
    """All items that can open an article of this form, entries of a table of contents left out."""
    rough = []
    for place, head in enumerate(heads):
        if head.item.block.kind is BlockKind.TABLE or (
            form.weak and head.item.block.level > 1 and head.item.block.marker
        ):
            continue
        if not form.weak and head.shift:
            head = CandidateHead(head.item, head.item.text, 0)
        if match := form.article.match(head.text):
            rough.append((place, head, match))
    spaced = sum(match.end() == len(head.text) or head.text[match.end()].isspace() for _, head, match in rough)
    need_space = spaced * 2 >= len(rough)
    opening = {place for place, _, _ in rough}
    found = []
    for place, head, match in rough:
        content = place + 1 not in opening and place + 1 < len(heads)
        if one := _candidate(place, head, match, form, need_space=need_space, content=content):
            found.append(one)
    return _without_contents(_titles_settled(found))


def _without_contents(found: list[RunCandidate]) -> list[RunCandidate]:
    """Leave out entries of a table of contents: a number and a heading without words, where the number has words elsewhere."""
    worded = {(one.series, one.key) for one in found if one.weight >= WORDED}
    return [one for one in found if one.strong or one.weight >= WORDED or (one.series, one.key) not in worded]


def _titles_settled(found: list[RunCandidate]) -> list[RunCandidate]:
    """Take first sentences for titles (`Article 1. Purpose. These …`) where two thirds of the articles have one."""
    maybe = sum(one.maybe is not None for one in found)
    out = []
    for one in found:
        if one.maybe is None:
            out.append(one)
        elif maybe * 3 >= 2 * len(found):
            heading, start = one.maybe
            out.append(replace(one, heading=heading, rest=Span(start, one.rest.end), maybe=None))
        else:
            out.append(replace(one, maybe=None))
    return out


def _candidate(
    place: int, head: CandidateHead, match: re.Match[str], form: NumberForm, *, need_space: bool, content: bool
) -> RunCandidate | None:
    groups = match.groupdict()
    read = article_key(groups["number"], groups.get("suffix"), form.numbers)
    if read is None:
        return None
    series, key, normal = read
    item = head.item
    heading_block = item.block.kind is BlockKind.HEADING
    if item.quoted and not heading_block:
        return None
    rest = head.text[match.end() :]
    alone = not rest.strip(" .:*_\t\u3000")
    found: tuple[Span | None, int, bool] | None
    entry = False
    if form.run_in == "always" and not heading_block:
        found = _running(head, match.end(), form, need_space=need_space, content=content, alone=alone)
        # `Sec. 2. Fees.` without anything behind it: an article in few words, or the entry of a table of contents.
        entry = form.heading == "sentence" and not content and bool(_SENTENCE_HEADING.fullmatch(head.text, match.end()))
    elif alone:
        found = None, match.end(), False
    else:
        found = _on_the_line(head, match.end(), form)
    if found is None:
        return None
    heading, begin, running = found
    strong = heading_block or alone
    start = skip(head.text, begin, len(head.text))
    weight = 1 + 2 * ((content or start < len(head.text)) and not entry) + strong
    return RunCandidate(
        place,
        series,
        key,
        normal,
        Span(head.at(match.start()), head.at(match.end())),
        Span(head.at(start), item.span.end),
        heading,
        strong,
        weight if not item.quoted else 1,
        printed=match.group().strip(" *_\\"),
        running=running,
        maybe=_maybe_title(head, start, form) if running and heading is None else None,
    )


def _span(head: CandidateHead, start: int, words: str) -> Span:
    return Span(head.at(start), head.at(start) + len(words))


def _running(
    head: CandidateHead, end: int, form: NumberForm, *, need_space: bool, content: bool, alone: bool
) -> tuple[Span | None, int, bool] | None:
    """Heading, begin of the words, and whether words run on, for a form whose words always stand on the line."""
    rest = head.text[end:]
    if (
        not alone
        and need_space
        and form.heading != "sentence"
        and not rest[:1].isspace()
        and not re.match(r"[【〔（(\[：:]", rest)
    ):
        return None
    heading, begin = _run_in_heading(head, end, form, content=content)
    if form.heading != "brackets" and not alone and content and heading is None:
        words = head.text[begin:].rstrip("*_ ")
        if titled(words) and len(words) <= LONGEST_RUN_IN:  # a heading on the line of the number
            heading, begin = _span(head, begin, words), len(head.text)
    return heading, begin, not alone and begin < len(head.text)


def _on_the_line(head: CandidateHead, end: int, form: NumberForm) -> tuple[Span | None, int, bool] | None:
    """The same for a form whose number may stand alone, with a title, or with running words; None if it is none."""
    rest = head.text[end:]
    heading_block = head.item.block.kind is BlockKind.HEADING
    lead = DASH.match(rest)
    begin = end + (lead.end() if lead else 0)
    words = head.text[begin:].rstrip("*_ ")
    parting = head.text[end - 1 : end] in "、.．)）"
    spaced = parting or rest[:1].isspace() or bool(lead and lead.group().strip())
    said = re.match(r"\s*(\\?[\[(（][^\[\]()（）\n]{1,60}[\])）])\s*$", head.text[end:])
    if said and placeholder(said[1]):
        return _span(head, end + said.start(1), said[1]), len(head.text), False
    title = _TITLE.match(head.text, end) if form.run_in == "may" else None
    if title and not heading_block:
        heading = _span(head, title.start(1), title[1])
        return heading, title.end(), title.end() < len(head.text)
    if heading_block or (spaced and titled(words)):
        return _span(head, begin, words), len(head.text), False
    stretch = _STRETCH.match(rest)
    begin = end + (stretch.end() if stretch else 0)
    parted = parting or bool(stretch and stretch.group().strip(" \t\u3000*_\\"))
    if form.run_in != "may" or not _begins(head.text, begin, end, parted=parted):
        return None
    return None, begin, True


def _begins(text: str, begin: int, end: int, *, parted: bool) -> bool:
    """Whether running words can begin here: `Article 5 applies` names an article, `Article 5 The …` opens one."""
    if begin >= len(text):
        return False
    first = text[begin]
    han = ord(first) >= 0x2E80
    return (
        parted or first in "(（" or han or (begin > end and (first.isupper() or first.isdigit() or first in "“\"'‘«„["))
    )


def _maybe_title(head: CandidateHead, start: int, form: NumberForm) -> tuple[Span, int] | None:
    """The first sentence of an article's words, or brackets before them, if it can be a title and words follow it."""
    pattern = {"evidence": _FIRST_SENTENCE, "brackets": _HAN_TITLE}.get(form.heading)
    match = pattern.match(head.text, start) if pattern else None
    if match is None or len(match[1].split()) > LONGEST_TITLE:
        return None
    return _span(head, match.start(1), match[1]), head.at(match.end())


def _run_in_heading(head: CandidateHead, end: int, form: NumberForm, *, content: bool) -> tuple[Span | None, int]:
    """A heading between number and words: in brackets (Chinese), or in capitals up to a full stop (American)."""
    patterns = {
        "brackets": (_BRACKETS, _ROUND),
        "sentence": (_CAPITALS, _SENTENCE_HEADING),
        "line": (_ADJACENT,),
        "evidence": (_ADJACENT,),
    }.get(form.heading, ())
    for pattern in patterns:
        match = pattern.match(head.text, end)
        if match is None or (pattern is _SENTENCE_HEADING and not content and match.end() == len(head.text)):
            continue
        group = next(index for index in range(1, len(match.groups()) + 1) if match[index])
        words = match[group]
        return _span(head, match.start(group), words[:-1] if form.heading == "sentence" else words), match.end()
    lead = (_STRETCH if form.heading == "brackets" else DASH).match(head.text, end)
    return None, lead.end() if lead and form.heading != "sentence" else end
