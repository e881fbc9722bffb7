"""One side of a pair of norms: its words and elements, what the other side lacks, what a comparison has accounted for."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import compress
from typing import TYPE_CHECKING

from legiscompare.model import Cue, Deontic, Element, Norm, Quantity, Role, Span
from legiscompare.tag.words import Word, content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from legiscompare.annotate import Layer

_ALL_BUT = (3, 4)
"""Share of the words of a clause that only one side has where only that side has the clause."""
_ENDS = {")", ",", ";", "."}
"""Marks that end a short name."""
_QUOTES = {'"', "'", "<", ">"}
"""Keys of quotation marks."""


def _begins(norm: Norm) -> int:
    return norm.span.start


@dataclass(slots=True)
class Half:
    """One side of a pair."""

    layer: Layer
    norms: tuple[Norm, ...]
    masked: tuple[Span, ...]
    """Words that are no change of substance: neutral terms, list numbers, a subject that the other side inherits."""
    words: list[Word] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    """For each word the number of the element it stands in."""
    elements: list[Element] = field(default_factory=list)
    left: list[bool] = field(default_factory=list)
    """For each word whether the other side lacks it."""
    owners: list[int] = field(default_factory=list)
    """For each element the number of its norm."""
    moved: list[bool] = field(default_factory=list)
    """For each word whether it only stands in another place on the other side."""
    pointers: list[Span] = field(default_factory=list)
    """References: words whose going or coming says that what is meant is said in another way."""
    phrases: frozenset[tuple[str, str]] = frozenset()
    """Neighbouring words of the whole article in which the norms stand."""
    renamed: list[Span] = field(default_factory=list)
    """Words that the other side has in a shorter or longer form of the same name."""
    limited: list[Span] = field(default_factory=list)
    """Figures that set the same limit as the other side's, said with another modal."""
    spent: list[Span] = field(default_factory=list)
    """Words that a comparison has accounted for."""
    _said: dict[str, list[Cue]] = field(default_factory=dict)
    """Cues of the groups that were asked for."""
    _above: set[str] = field(default_factory=set)
    """See `inherited`; empty until it is asked for."""

    def read(self) -> None:
        """Collect elements and content words."""
        ties = [cue.span for cue in self.cues("list") if self.layer.entry(cue).value in {"all", "any"}]
        self.masked = (*self.masked, *(self._name(cue) for cue in self.cues("alias")), *self._quoted_names(), *ties)
        for owner, norm in enumerate(self.norms):
            for element in norm.elements:
                number = len(self.elements)
                self.elements.append(element)
                self.owners.append(owner)
                words = content(self.layer, element.span)
                for start, end in self.masked:
                    words = [word for word in words if not (start <= word[0][0] and word[0][1] <= end)]
                self.words += words
                self.at += [number] * len(words)
        self.left = [True] * len(self.words)
        self.moved = [False] * len(self.words)

    def share(self, other: Half) -> None:
        """Take elements and content words from a reading of the same norms."""
        self.masked, self.elements, self.owners = other.masked, other.elements, other.owners
        self.words, self.at = other.words, other.at
        self._said, self._above = other._said, other._above
        self.left, self.moved = [True] * len(self.words), [False] * len(self.words)

    def _name(self, cue: Cue) -> Span:
        """A short name from the word that announces it to the next mark: how a thing is called moves nothing."""
        first, beyond = self.layer.range(cue.span)
        marks = self.layer.units.marks
        while beyond < len(marks) and not (marks[beyond] and self.layer.units.keys[beyond] in _ENDS):
            beyond += 1
        return Span(*self.layer.span(first, beyond))

    def _quoted_names(self) -> list[Span]:
        """Short names in quotation marks in brackets of their own."""
        units, found = self.layer.units, []
        for norm in self.norms:
            first, beyond = self.layer.range(norm.span)
            if "(" not in units.keys[first:beyond]:
                continue
            for at in range(first, beyond - 1):
                if units.marks[at] and units.keys[at] == "(" and units.marks[at + 1] and units.keys[at + 1] in _QUOTES:
                    end = at + 2
                    while end < beyond and not (units.marks[end] and units.keys[end] == ")"):
                        end += 1
                    if end < beyond and units.marks[end - 1] and units.keys[end - 1] in _QUOTES:
                        found.append(Span(*self.layer.span(at, end + 1)))
        return found

    def norm_of(self, element: int) -> int:
        """The number of the norm that holds an element."""
        return self.owners[element]

    def inherited(self) -> set[str]:
        """Keys of the words above the norms: repeating one of them moves nothing."""
        found = self._above
        if found:
            return found
        for norm in self.norms:
            for span in norm.inherited:
                found.update(word.key for word in content(self.layer, self._shared(span)))
            for span in self._closing(norm):
                found.update(word.key for word in content(self.layer, span))
        return found

    def _closing(self, norm: Norm) -> Iterator[Span]:
        """Triggers at the end of the sentence, after the last of its acts: they hold for all of them."""
        every = self.layer.norms or ()
        at = bisect_right(every, norm.span.start, key=_begins)
        while at < len(every) and any(span.holds(norm.span) for span in every[at].inherited):
            acts = [one.span.start for one in every[at].elements if one.role is Role.ACT]
            for one in every[at].elements:
                if one.role in {Role.CONDITION, Role.EXCEPTION} and acts and one.span.start > acts[0]:
                    yield one.span
            at += 1

    def _shared(self, span: Span) -> Span:
        """What the acts of a sentence share: the words up to the modal of the act before; of a list's lead-in all."""
        first, beyond = self.layer.range(span)
        modals = self.layer.find("modal", span)
        last = self.layer.units.keys[beyond - 1] if first < beyond and self.layer.units.marks[beyond - 1] else ""
        return Span(span.start, modals[0].span.end) if modals and last != ":" else span

    def cues(self, group: str) -> list[Cue]:
        """The norms' own cues of a group, in order."""
        found = self._said.get(group)
        if found is None:
            found = self._said[group] = [cue for norm in self.norms for cue in self.layer.find(group, norm.span)]
        return list(found)

    def quantities(self) -> list[Quantity]:
        """The norms' measures, in order."""
        return [one for norm in self.norms for one in norm.quantities]

    def role_at(self, span: Span) -> Role:
        """The role of the element that holds `span`."""
        return self.element_at(span).role

    def element_at(self, span: Span) -> Element:
        """The element that holds `span`, or begins nearest before it."""
        best = self.elements[0]
        for element in self.elements:
            if element.span.start <= span.start:
                best = element
        return best

    def run_of(self, span: Span) -> tuple[list[int], int, int]:
        """The words in `span`, and the first and last of those that came or went together with them.

        An empty list, and no place, where `span` holds no content word.
        """
        start, end = span
        inside = [n for n, ((low, high), _, _) in enumerate(self.words) if low < end and start < high]
        if not inside:
            return [], -1, -1
        low, high = inside[0], inside[-1]
        while low and self._spreads(low - 1, low):
            low -= 1
        while high + 1 < len(self.words) and self._spreads(high + 1, high):
            high += 1
        return inside, low, high

    def in_new_item(self, span: Span) -> bool:
        """Whether `span` stands in an item that came or went as a whole: relevant → relevant and sufficiently complete."""
        inside, low, high = self.run_of(span)
        return bool(inside) and high > inside[-1] and self.follows_join(low)

    def alone(self, span: Span) -> bool:
        """Whether nothing else came or went together with the words of `span`."""
        inside, low, high = self.run_of(span)
        return not inside or (low == inside[0] and high == inside[-1])

    def named_anew(self, number: int) -> bool:
        """Whether only a join and a word that introduces what was not named yet part a word from the one before it."""
        if not number:
            return False
        units, joins = self.layer.units, self.layer.marks("join")
        at, end = self.layer.range(self.words[number - 1].span)[1], self.layer.range(self.words[number].span)[0]
        while at < end - 1 and (units.marks[at] or at in joins):
            at = joins[at].end if at in joins else at + 1
        return at == end - 1 and units.keys[at] in self.layer.language.indefinite

    def follows_join(self, number: int) -> bool:
        """Whether `and`, `or` or their like stand right before a word."""
        first, _ = self.layer.range(self.words[number].span)
        joins = self.layer.marks("join")
        language, keys = self.layer.language, self.layer.units.keys
        passed = language.after_join
        negations = self.layer.marks("negation")
        while first and (keys[first - 1] in passed or first - 1 in negations) and not self.layer.units.marks[first - 1]:
            first -= 1
        return any(
            start in joins and joins[start].end == first and joins[start].entry.value in {"any", "all"}
            for start in range(max(0, first - 3), first)
        )

    def is_left(self, span: Span) -> bool:
        """Whether a content word of `span` stands on this side only."""
        return any(left and overlap(word.span, span) for word, left in zip(self.words, self.left, strict=True))

    def came_whole(self, span: Span) -> bool:
        """Whether only this side has the element that holds `span`."""
        element = self.element_at(span)
        number = self.elements.index(element)
        own = [left for left, at in zip(self.left, self.at, strict=True) if at == number]
        if element.role not in {Role.CONDITION, Role.EXCEPTION}:
            return all(own)
        # A word that the other side holds elsewhere does not make a clause an old one.
        return sum(own) * _ALL_BUT[1] >= len(own) * _ALL_BUT[0]

    def spend(self, span: Span | None) -> None:
        """Account for words."""
        if span is not None:
            self.spent.append(span)

    def spend_run(self, span: Span) -> Span:
        """Account for the words that came or went together with those of `span`; gives the whole of them."""
        inside, low, high = self.run_of(span)
        if not inside:
            self.spend(span)
            return span
        whole = Span(min(span.start, self.words[low].span.start), max(span.end, self.words[high].span.end))
        self.spend(whole)
        return whole

    def _spreads(self, further: int, edge: int) -> bool:
        """Whether a word that only this side has stands in the element of its neighbour with nothing between them."""
        return self.left[further] and self.at[further] == self.at[edge] and not self.apart(*sorted((further, edge)))

    def apart(self, one: int, two: int) -> bool:
        """Whether a mark or a join stands between two words."""
        return self.layer.parted(self.words[one].span.end, self.words[two].span.start)

    def rest(self) -> list[int]:
        """Numbers of the words that only this side has and nothing has accounted for."""
        found = list(compress(range(len(self.words)), self.left))
        if found and self.spent:
            for start, end in set(self.spent):
                found = [n for n in found if self.words[n].span.start >= end or start >= self.words[n].span.end]
        return found

    def joints(self, first: int, beyond: int) -> int:
        """Joins and commas between the word before a place and the word after it."""
        low = self.words[first - 1].span.end if first else self.norms[0].span.start
        high = self.words[beyond].span.start if beyond < len(self.words) else self.norms[-1].span.end
        units, joins = self.layer.units, self.layer.marks("join")
        start, stop = self.layer.range(Span(low, max(low, high)))
        return sum(at in joins or (units.marks[at] and units.keys[at] == ",") for at in range(start, stop))

    def speaker(self) -> Norm:
        """The norm whose modal speaks for this side: the first with one."""
        return next((norm for norm in self.norms if norm.deontic is not Deontic.NONE), self.norms[0])


def overlap(one: Span, two: Span) -> bool:
    """Whether two spans share a character."""
    return one.start < two.end and two.start < one.end


def hull(spans: Iterable[Span]) -> Span:
    """The least span that covers all of them."""
    some = list(spans)
    return Span(min(span.start for span in some), max(span.end for span in some))
