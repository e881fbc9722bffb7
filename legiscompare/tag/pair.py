"""A pair of norms under the lens: both sides' words and elements, what came, what went, what stands elsewhere."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from legiscompare.diff import key_blocks
from legiscompare.model import Cue, Deontic, Element, Norm, NormKind, Quantity, Role, Span
from legiscompare.norms import POLICY
from legiscompare.tag.words import Word, content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from legiscompare.annotate import Layer

_RANK = (
    NormKind.SANCTION, NormKind.PROHIBITION, NormKind.POWER, NormKind.RIGHT, NormKind.OBLIGATION, NormKind.PROCEDURE,
    NormKind.EXEMPTION, NormKind.PERMISSION, NormKind.DEFINITION, NormKind.SCOPE, *sorted(POLICY),
)  # fmt: skip
"""Where draft and final are of two kinds, the one further left counts, so that swapping the texts mirrors the signs."""
_HALF = 0.5
_ALL_BUT = (3, 4)
"""Share of the words of a clause that only one side has where only that side has the clause."""
_ENDS = {")", ",", ";", "."}
"""Marks that end a short name."""
PASSING = 3
"""Other words of a run beside which a qualifier in it says nothing of its own."""
_TYPED = ("pace", "rhythm", "unit")
"""Groups of words with a value of their own, which they have wherever the other side says the same."""
_PICKS = ("degree", "restrictive")
"""Groups of words that pick out a part of what a noun names: said of another noun they are no repetition."""
_REACH = (8, 16)
"""Units up to which a word that says no reaches: words, Han characters."""
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

    def read(self) -> None:
        """Collect elements and content words."""
        ties = [cue.span for cue in self.cues("list") if self.layer.entry(cue).value in {"all", "any"}]
        self.masked = (*self.masked, *(self._name(cue) for cue in self.cues("alias")), *self._quoted_names(), *ties)
        for owner, norm in enumerate(self.norms):
            for element in norm.elements:
                number = len(self.elements)
                self.elements.append(element)
                self.owners.append(owner)
                for word in content(self.layer, element.span):
                    if not any(span.holds(word.span) for span in self.masked):
                        self.words.append(word)
                        self.at.append(number)
        self.left = [True] * len(self.words)
        self.moved = [False] * len(self.words)

    def share(self, other: Half) -> None:
        """Take elements and content words from a reading of the same norms."""
        self.masked, self.elements, self.owners = other.masked, other.elements, other.owners
        self.words, self.at = other.words, other.at
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

    def inherited(self) -> Counter[str]:
        """Keys of the words above the norms: repeating one of them moves nothing."""
        found: Counter[str] = Counter()
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
        return [cue for norm in self.norms for cue in self.layer.find(group, norm.span)]

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
        inside = [n for n, word in enumerate(self.words) if overlap(word.span, span)]
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
        return [
            number
            for number, (word, left) in enumerate(zip(self.words, self.left, strict=True))
            if left and not any(overlap(word.span, span) for span in self.spent)
        ]

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


@dataclass(slots=True)
class PairView:
    """Both sides. Whatever reads it treats them alike, so that swapping the texts mirrors the result."""

    draft: Half
    final: Half
    blocks: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    """Places where the word sequences differ: ranges of word numbers on both sides."""
    mated: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))
    """Elements of either side that have a counterpart."""

    @property
    def kind(self) -> NormKind:
        """The kind whose row of the sign table counts: that of the side that binds more, whichever side it is."""
        old, new = self.draft.norms[0].kind, self.final.norms[0].kind
        return old if old is new else min(old, new, key=_RANK.index)

    def read(self, turned: PairView | None = None) -> None:
        """Find what each side has that the other lacks: words kept in order, then words that only moved.

        `turned`: the same pair read the other way round; its words and places serve here as well.
        """
        if turned is not None:
            self.draft.share(turned.final)
            self.final.share(turned.draft)
            self.blocks = [(final, draft) for draft, final in turned.blocks]
        else:
            self.draft.read()
            self.final.read()
            one, two = [w.key for w in self.draft.words], [w.key for w in self.final.words]
            for block in key_blocks(one, two):
                self.blocks.append(((block.draft_start, block.draft_end), (block.final_start, block.final_end)))
        changed = (
            {n for (a, b), _ in self.blocks for n in range(a, b)},
            {n for _, (a, b) in self.blocks for n in range(a, b)},
        )
        for half, numbers in ((self.draft, changed[0]), (self.final, changed[1])):
            half.left = [number in numbers for number in range(len(half.words))]
        gone = Counter(self.draft.words[n].key for n in changed[0])
        come = Counter(self.final.words[n].key for n in changed[1])
        _cancel(self.draft, gone & come)
        _cancel(self.final, gone & come)
        before = list(self.draft.left), list(self.final.left)
        _silence(self.draft, self.final, self._new_items(0))
        _silence(self.final, self.draft, self._new_items(1))
        for (a, b), (c, d) in self.blocks:
            # 由政府承担 → 由当事人承担: where one party gave way to another, both named elsewhere, that is no repetition.
            if any(before[0][a:b]) and any(before[1][c:d]) and not any(self.draft.left[a:b] + self.final.left[c:d]):
                self.draft.left[a:b], self.final.left[c:d] = before[0][a:b], before[1][c:d]
        if self.final.layer.language.profile.han:
            for (a, b), (c, d) in self.blocks:
                _abbreviate(self.draft, range(a, b), self.final, range(c, d))
                _abbreviate(self.final, range(c, d), self.draft, range(a, b))
                _spell_heads(self.draft, range(a, b), self.final, range(c, d))
                _spell_heads(self.final, range(c, d), self.draft, range(a, b))

    def _new_items(self, side: int) -> frozenset[int]:
        """Words of places where only one side has an item of a row: its words are no mere repetition of others."""
        half, found = (self.draft, self.final)[side], set[int]()
        if not half.layer.language.profile.han:
            return frozenset()  # there names are told apart by more than one word, and the others of them are left
        for block in self.blocks:
            (a, b), (c, d) = block[side], block[1 - side]
            if a == b or c != d or half.at[a] != half.at[b - 1]:
                continue
            tied = half.follows_join(a) or (a > 0 and half.at[a - 1] == half.at[a] and half.apart(a - 1, a))
            ends = b < len(half.words) and half.at[b] == half.at[a] and half.apart(b - 1, b)
            if (tied or ends) and not any(half.apart(n, n + 1) for n in range(a, b - 1)):
                found.update(range(a, b))
        return frozenset(found)

    def as_many_items(self, half: Half, span: Span) -> bool:
        """Whether both sides have as many joins and commas in the place of `span`, so that no item came or went there."""
        side = 0 if half is self.draft else 1
        for block in self.blocks:
            a, b = block[side]
            if any(overlap(half.words[n].span, span) for n in range(a, b)):
                return self.draft.joints(*block[0]) == self.final.joints(*block[1])
        return False

    def negated(self, half: Half, span: Span) -> bool:
        """Whether a word that says no, kept on both sides, rules `span`: 未采取有效措施, without taking effective measures."""
        layer = half.layer
        first, _ = layer.range(span)
        negations, modals, clauses = layer.marks("negation"), layer.marks("modal"), layer.marks("clause")
        reach = _REACH[layer.language.profile.han]
        acts = first in layer.marks("verb:")
        for at in range(first - 1, max(-1, first - reach), -1):
            if layer.units.marks[at] or (at in clauses and clauses[at].entry.value == "relative"):
                return False
            if acts and layer.units.keys[at] in layer.language.attributive:
                return False  # 未系绳的犬只造成伤害: what is said of the noun after the particle is not denied
            if any(one in modals and modals[one].end > at for one in range(max(0, at - 3), at + 1)):
                return False
            if at in negations:
                said, home = negations[at].cue.span, half.element_at(span)
                if not layer.language.profile.han and not home.span.holds(said):
                    return False
                own = home.head is not None and home.head.holds(said)
                return not own and len(self.draft.cues("negation")) == len(self.final.cues("negation"))
        return False

    def in_passing(self, half: Half, span: Span) -> bool:
        """Whether `span` is a small part of a longer run of words that came or went together."""
        inside, low, high = half.run_of(span)
        return bool(inside) and high - low + 1 - len(inside) > PASSING

    def gave_way(self, half: Half, span: Span) -> bool:
        """Whether other words stand on the other side in the very place of `span`: it gave way to them, or they to it."""
        side = 0 if half is self.draft else 1
        other = self.final if half is self.draft else self.draft
        for block in self.blocks:
            (a, b), (c, d) = block[side], block[1 - side]
            inside = [n for n in range(a, b) if overlap(half.words[n].span, span)]
            if inside and len(inside) == b - a and any(other.left[n] for n in range(c, d)):
                return True
        return False

    def partners(self) -> list[tuple[int | None, int | None]]:
        """Which element became which: those that share most words, the same role first; None = no partner."""
        return _partners(self.draft, self.final, self.blocks)


def _silence(half: Half, other: Half, items: frozenset[int]) -> None:
    """Repeating what the other side holds already, inherits, or says in its article of the same thing moves nothing.

    (They shall → the deployers shall; the system → the high-risk system, where the article spoke of high-risk systems.)
    """
    if not any(half.left):
        return
    held = {word.key for word in other.words} | set(other.inherited())
    again: set[str] = set()
    if any(set(one.bearer.classes) & set(two.bearer.classes) for one in half.norms for two in other.norms):
        # When they have reason to → where deployers have reason to: the bearer, named again.
        again = {half.layer.language.stem(word) for norm in half.norms for word in norm.bearer.text.casefold().split()}
    for number, word in enumerate(half.words):
        if not half.left[number] or len(word.key) < 2 or (word.key not in held and word.key not in again):
            continue
        if number in items:
            continue
        known = word.key in held and not any(half.layer.find(group, word.span) for group in _PICKS)
        if not known and word.key in again:
            named = any(norm.bearer.span and overlap(norm.bearer.span, word.span) for norm in half.norms)
            role = half.elements[half.at[number]].role
            known = role is not Role.BEARER and (not named or role in {Role.CONDITION, Role.EXCEPTION})
        if known and not half.follows_join(number):
            half.left[number] = False
    for number in range(len(half.words) - 2, -1, -1):
        if not half.left[number] or half.left[number + 1] or number in items:
            continue
        pair = half.words[number].key, half.words[number + 1].key
        if pair in other.phrases and not any(
            half.layer.overlapping(group, half.words[number].span) for group in _TYPED
        ):
            half.left[number] = False


def _cancel(half: Half, known: Counter[str]) -> None:
    """Words that the other side holds in another place move nothing."""
    left = Counter(known)
    for number, word in enumerate(half.words):
        if half.left[number] and left[word.key] > 0:
            left[word.key] -= 1
            half.left[number] = False
            half.moved[number] = True


_SHORT = 3
"""Characters of a short form at most."""


def _abbreviate(half: Half, few: range, other: Half, many: range) -> None:
    """A Han word made of one character of each of several words, in their order, says the same: 泄露国家秘密 → 泄密."""
    for one in few:
        short = half.words[one].key
        if not half.left[one] or not 1 < len(short) <= _SHORT:
            continue
        for first in many:
            beyond = _spelt_out(short, other, first, many.stop)
            if beyond:
                half.left[one] = False
                half.moved[one] = True
                half.renamed.append(half.words[one].span)
                other.renamed.append(Span(other.words[first].span.start, other.words[beyond - 1].span.end))
                for number in range(first, beyond):
                    other.left[number] = False
                    other.moved[number] = True
                break


def _spell_heads(half: Half, few: range, other: Half, many: range) -> None:
    """The head that the items of a row share may stand with each: 公安、国家安全机关 → 公安机关、国家安全机关."""
    for one in few:
        word = half.words[one]
        for two in many:
            long = other.words[two]
            head = long.key.removeprefix(word.key)
            if not (half.left[one] and other.left[two]) or head == long.key or len(head) < _HEAD:
                continue
            row = [n for n in range(one + 1, min(len(half.words), one + 1 + _ROW)) if half.at[n] == half.at[one]]
            if row and half.apart(one, row[0]) and any(half.words[n].key.endswith(head) for n in row):
                half.left[one] = other.left[two] = False
                half.moved[one] = other.moved[two] = True
                half.renamed.append(word.span)
                other.renamed.append(long.span)


_HEAD = 2
"""Characters of a shared head at least."""
_ROW = 6
"""Words of a row in which the head is looked for."""


def _spelt_out(short: str, half: Half, first: int, stop: int) -> int:
    """One past the last of the words from `first` on that a short form stands for; 0 if it does not."""
    letters = list(short)
    for number in range(first, min(stop, first + len(short) + 1)):
        if not half.left[number]:
            return 0
        word = half.words[number].key
        if letters[0] in word and len(word) > 1:
            letters.pop(0)
        elif number == first or not half.words[number].light:
            return 0
        if not letters:
            return number + 1
    return 0


def _partners(
    draft: Half, final: Half, blocks: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> list[tuple[int | None, int | None]]:
    shared: Counter[tuple[int, int]] = Counter()
    i = j = 0
    for (a, b), (c, d) in [*blocks, ((len(draft.words), len(draft.words)), (len(final.words), len(final.words)))]:
        for one, two in zip(range(i, a), range(j, c), strict=False):
            shared[draft.at[one], final.at[two]] += 1
        i, j = b, d
    # Words that moved tie elements together as well.
    where: dict[str, list[int]] = {}
    for number, word in enumerate(final.words):
        where.setdefault(word.key, []).append(number)
    roles = [one.role for one in draft.elements], [two.role for two in final.elements]
    for number, word in enumerate(draft.words):
        one = draft.at[number]
        for place in where.get(word.key, ())[:4]:
            two = final.at[place]
            if roles[0][one] is roles[1][two] and (one, two) not in shared:
                shared[one, two] = 0  # known as a candidate, worth less than a word kept in its place

    counted = _keys(draft), _keys(final)
    sizes = [one.total() for one in counted[0]], [one.total() for one in counted[1]]

    def worth(pair: tuple[int, int]) -> tuple[float, int, str, str, int, int]:
        one, two = draft.elements[pair[0]], final.elements[pair[1]]
        same = one.role is two.role
        mine, theirs = counted[0][pair[0]], counted[1][pair[1]]
        common = sum(min(times, theirs[key]) for key, times in mine.items() if key in theirs)
        total = sizes[0][pair[0]] + sizes[1][pair[1]]
        likeness = 2 * common / total if total else 0.0
        texts = sorted((one.span.of(draft.layer.text), two.span.of(final.layer.text)))
        return (-(likeness + _HALF * same), -shared[pair], texts[0], texts[1], pair[0] + pair[1], min(pair))

    found: list[tuple[int | None, int | None]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for one, two in sorted(shared, key=worth):
        if one in used[0] or two in used[1]:
            continue
        used[0].add(one)
        used[1].add(two)
        found.append((one, two))
    # What is left meets what is left of its role, in order: an element exchanged beyond recognition is one change.
    olds, news = (_by_role(half.elements, taken) for half, taken in ((draft, used[0]), (final, used[1])))
    for role in olds.keys() & news.keys():
        if len(olds[role]) == len(news[role]):
            found += zip(olds[role], news[role], strict=True)
            used[0].update(olds[role])
            used[1].update(news[role])
    found += [(n, None) for n in range(len(draft.elements)) if n not in used[0]]
    found += [(None, n) for n in range(len(final.elements)) if n not in used[1]]
    return sorted(
        found, key=lambda pair: (pair[0] if pair[0] is not None else -1, pair[1] if pair[1] is not None else -1)
    )


def _by_role(elements: Sequence[Element], used: set[int]) -> dict[Role, list[int]]:
    """Numbers of the elements that are not used yet, by their roles."""
    found: dict[Role, list[int]] = {}
    for number, element in enumerate(elements):
        if number not in used:
            found.setdefault(element.role, []).append(number)
    return found


def _keys(half: Half) -> list[Counter[str]]:
    """How often each element of a half holds each word."""
    counted: list[Counter[str]] = [Counter() for _ in half.elements]
    for word, at in zip(half.words, half.at, strict=True):
        counted[at][word.key] += 1
    return counted


def hull(spans: Iterable[Span]) -> Span:
    """The least span that covers all of them."""
    some = list(spans)
    return Span(min(span.start for span in some), max(span.end for span in some))
