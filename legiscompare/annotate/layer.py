"""A document with its tokens and cues, asked by place."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.lang import TokenKind
from legiscompare.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from legiscompare.lang import Entry, Language, Token
    from legiscompare.lang.phrases import TextUnits
    from legiscompare.lang.scan import Scan
    from legiscompare.model import Cue, Document, Norm


_NO_CUES: tuple[tuple[Cue, ...], list[int]] = ((), [])


class CueMark(NamedTuple):
    """A cue by the numbers of its units, half-open."""

    start: int
    end: int
    entry: Entry
    cue: Cue


class Layer:
    """What is known of a document's words. Spans are code points into its text; units are counted from 0.

    A *unit* is a word or a mark, in Han text a character; a *token* is what a diff moves whole.
    """

    def __init__(self, document: Document, language: Language, scan: Scan) -> None:
        self.document = document
        self.language = language
        self.text = document.text
        self.units: TextUnits = scan.units
        self.norms: tuple[Norm, ...] | None = None
        """The norms of the document, once `norms` has read them."""
        self._tokens = scan.tokens
        self._token_starts = [token.start for token in scan.tokens]
        self._cues = {group: (cues, [cue.span.start for cue in cues]) for group, cues in scan.cues.items()}
        self._units_before = _units_before(scan.units.starts, len(document.text))
        self.marks: Callable[[str], dict[int, CueMark]] = _Marks(self._cues, self._units_before, language).__getitem__
        """Group -> first unit of each cue of it -> the cue. Asked at every word, so that it is the table's own lookup."""
        self._among: dict[tuple[str, ...], tuple[list[int], list[int]]] = {}
        self._covered: dict[str, frozenset[int]] = {}
        self._ranked: dict[tuple[str, ...], tuple[list[int], list[tuple[int, Cue]]]] = {}
        self._starting: dict[str, list[int]] = {}

    def tokens(self, span: Span) -> Sequence[Token]:
        """The tokens in `span`, in order and without gaps; one that reaches over an end of it is cut there."""
        if span.start >= span.end:
            return ()
        first = bisect_left(self._token_starts, span.start)
        found = self._tokens[first : bisect_left(self._token_starts, span.end, first)]
        if first and self._tokens[first - 1].end > span.start:
            before = self._tokens[first - 1]
            end = min(before.end, span.end)
            found = (before._replace(start=span.start, end=end, key=self.text[span.start : end]), *found)
        if found and found[-1].end > span.end:
            last = found[-1]
            key = last.key if last.kind is TokenKind.SPACE else self.text[last.start : span.end]
            found = (*found[:-1], last._replace(end=span.end, key=key))
        return found

    def find(self, group: str, span: Span) -> list[Cue]:
        """The cues of a group that lie wholly in `span`, in order."""
        known = self._cues.get(group)
        if known is None:
            return []
        cues, starts = known
        begin, end = span
        first = bisect_left(starts, begin)
        if first == len(starts) or starts[first] >= end:
            return []
        found = list(cues[first : bisect_left(starts, end, first)])
        if found[-1].span.end > end:
            found.pop()  # cues of a group do not overlap: only the last can reach beyond
        return found

    def among(self, groups: tuple[str, ...], span: Span) -> tuple[Cue, ...]:
        """The cues of several groups that lie wholly in `span`, group by group; one look where `find` takes one for each."""
        known = self._ranked.get(groups)
        if known is None:
            ranked = [(rank, cue) for rank, group in enumerate(groups) for cue in self._cues.get(group, _NO_CUES)[0]]
            ranked.sort(key=lambda one: (one[1].span.start, one[0]))
            known = self._ranked[groups] = [cue.span.start for _, cue in ranked], ranked
        starts, cues = known
        first = bisect_left(starts, span.start)
        found = [one for one in cues[first : bisect_left(starts, span.end, first)] if one[1].span.end <= span.end]
        if len(found) > 1:
            found.sort(key=itemgetter(0))
        return tuple([cue for _, cue in found])

    def starting(self, group: str, first: int, beyond: int) -> Sequence[int]:
        """The units from `first` up to `beyond` with which a cue of a group begins, in order."""
        starts = self._starting.get(group)
        if starts is None:
            starts = self._starting[group] = list(self.marks(group))
        at = bisect_left(starts, first)
        return starts[at : bisect_left(starts, beyond, at)]

    def overlapping(self, group: str, span: Span) -> bool:
        """Whether a cue of a group shares a unit with `span`."""
        return not self.covered(group).isdisjoint(range(*self.range(span)))

    def entry(self, cue: Cue) -> Entry:
        """The lexicon's entry of a cue."""
        return self.language.entry(cue.id)

    def holds_any(self, groups: tuple[str, ...], span: Span) -> bool:
        """Whether a cue of any of the groups lies wholly in `span`; one look where `find` takes one for each group."""
        known = self._among.get(groups)
        if known is None:
            cues = sorted(cue.span for group in groups for cue in self._cues.get(group, _NO_CUES)[0])
            known = self._among[groups] = [one.start for one in cues], [one.end for one in cues]
        starts, ends = known
        first = bisect_left(starts, span.start)
        return any(end <= span.end for end in ends[first : bisect_left(starts, span.end, first)])

    def covered(self, group: str) -> frozenset[int]:
        """Every unit that a cue of a group covers."""
        known = self._covered.get(group)
        if known is None:
            known = frozenset(at for mark in self.marks(group).values() for at in range(mark.start, mark.end))
            self._covered[group] = known
        return known

    def parted(self, end: int, start: int) -> bool:
        """Whether a mark or a join stands between two places of the text."""
        first, beyond = self.range(Span(end, max(end, start)))
        return True in self.units.marks[first:beyond] or bool(self.starting("join", first, beyond))

    def range(self, span: Span) -> tuple[int, int]:
        """Numbers of the units that begin in `span`, half-open."""
        start, end = span
        before = self._units_before
        return before[start], before[max(start, end)]

    def span(self, first: int, beyond: int) -> tuple[int, int]:
        """Where the units from `first` up to `beyond` stand in the text: start and end."""
        return self.units.starts[first], self.units.ends[beyond - 1]


class _Marks(dict[str, dict[int, CueMark]]):
    """The cues of each group by their first unit, made when they are first asked for."""

    def __init__(
        self, cues: dict[str, tuple[tuple[Cue, ...], list[int]]], before: array[int], language: Language
    ) -> None:
        """Not the layer itself: two that hold each other are not let go of until somebody looks for cycles."""
        super().__init__()
        self._all, self._before, self._language = cues, before, language

    def __missing__(self, group: str) -> dict[int, CueMark]:
        made: dict[int, CueMark] = {}
        for cue in self._all.get(group, _NO_CUES)[0]:
            start, end = self._before[cue.span.start], self._before[cue.span.end]
            made[start] = CueMark(start, end, self._language.entry(cue.id), cue)
        self[group] = made
        return made


def _units_before(starts: Sequence[int], size: int) -> array[int]:
    """For each place of a text of that size, and for its end, how many units begin before it."""
    begun = bytearray(size + 1)
    for start in starts:
        begun[start + 1] = 1
    return array("L", accumulate(begun))
