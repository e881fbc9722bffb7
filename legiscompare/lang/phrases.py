r"""Phrases: what a lexicon entry looks for, in a notation that a law student can read, found in one pass over a text.

A phrase is its words in order (in Han text written together). Besides words it may hold:

| written | matches |
|---|---|
| `(a|b c)` | one of several |
| `[x]` | x or nothing |
| `x~` | any form of the word x (`report~`: reports, reported) |
| `..3` | up to three words (Han: characters), none of them punctuation |
| `<num>` | a number in figures or words |
| `<word>` | any one word |
| `<cap>` | a word written with a capital |
| `<act>` | the name of an act in 《》 |
| `^` | the start of a part (after a mark, a line break, at the start) |
| `$` | the end of a part (before a mark, a line break, at the end) |
| `a \ b` | b, where a stands before it |
| `a / b` | a, where b follows |

All phrases of a language form one trie. From each place of a text only what the trie still allows is followed. No
phrase reaches further than its words and gaps. So a pass costs a bounded amount of work for each word.
"""

from __future__ import annotations

import operator
import re
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from legiscompare.errors import DataError
from legiscompare.lang.tokens import FIGURES, is_han, key_of

LONGEST_GAP = 30
"""Words a gap may span at most."""
MOST_FORMS = 10000
"""Word sequences that one phrase may stand for at most."""

_MARKS = frozenset("()[]|~^$/\\<>")
_CHOICES = frozenset("()[]|")
_SIMPLE = re.compile(r"(?:[^\W\d_]|[~()\[\]|\s])+")
"""A phrase of words, their forms and choices alone, which can be cut at one go where words are parted by spaces."""
_PIECES = re.compile(r"[^\W\d_]+~?|[~()\[\]|]")
_INNER = frozenset("-'’./")
"""Marks inside a word."""
_NAMED = {"<num>", "<word>", "<cap>", "<act>"}
_PLACES = {"^", "$", "/", "\\"}


Ends = Sequence[tuple[int, bool]]
"""What a phrase found stands for: (number of the entry, whether this is one of its traps)."""


class _Node:
    """A place in the trie. What it does not have is one empty table shared by all: most nodes have one follower."""

    __slots__ = ("ends", "exact", "gaps", "special", "stems")

    def __init__(self) -> None:
        self.exact: dict[str, _Node] = _NO_NODES
        self.stems: dict[str, _Node] = _NO_NODES
        self.special: dict[str, _Node] = _NO_NODES
        """`<num>`, `<word>`, `<cap>`, `<act>`, `^`, `$`, `/`, `\\`."""
        self.gaps: dict[int, _Node] = _NO_GAPS
        self.ends: tuple[tuple[int, bool], ...] = ()
        """See `Ends`."""


_NO_NODES: dict[str, _Node] = {}
_NO_GAPS: dict[int, _Node] = {}


class TextUnits(NamedTuple):
    """A text as the trie walks it: words and marks (Han: characters), without spaces. Lists of equal length."""

    starts: list[int]
    ends: list[int]
    keys: list[str]
    stems: list[str]
    marks: list[bool]
    """Whether the unit is punctuation."""
    capital: list[bool]
    act: list[bool]
    opens: list[bool]
    """Whether a part starts here."""
    closes: list[bool]
    """Whether a part ends here."""
    number_end: list[int]
    """For the first unit of a number, the unit after its last; 0 elsewhere."""


class Trie:
    """All phrases of a language.

    A phrase is set up when a text holds a word that it may begin with: a short text meets a tenth to a third of them.
    """

    def __init__(self, stem: Callable[[str], str], spell: Callable[[str], str]) -> None:
        self._root = _Node()
        self._stem = stem
        self._spell = lru_cache(maxsize=None)(spell)
        self._read: dict[str, tuple[str, str | int]] = {}
        """Atom -> table of a node that holds it, and under which key."""
        self._waiting: dict[str, dict[str | int, list[tuple[tuple[str, ...], tuple[int, bool]]]]] = {}
        """Table of the root -> key -> sequences that begin so and are not set up yet, each with what it stands for."""
        self._lock = threading.Lock()

    def add(self, phrase: str, entry: int, *, trap: bool, han: bool, where: str) -> None:
        """Add a phrase; raises `DataError` naming `where` if it cannot be read."""
        for sequence in forms(phrase, han=han, where=where):
            name, key = self._key(sequence[0])
            self._waiting.setdefault(name, {}).setdefault(key, []).append((sequence, (entry, trap)))

    def _set_up(self, units: TextUnits) -> None:
        """Set up what may begin with a word of the text. Only what is no word is asked in an order: that of its adding."""
        met = {"exact": set(units.keys), "stems": set(units.stems), "special": _NAMED | _PLACES}
        with self._lock:
            for name, waiting in self._waiting.items():
                found = waiting.keys() & met.get(name, ())
                for key in [key for key in waiting if key in found] if name == "special" else found:
                    self._build(waiting[key])
                    del waiting[key]

    def _build(self, sequences: Sequence[tuple[tuple[str, ...], tuple[int, bool]]]) -> None:
        before: tuple[str, ...] = ()
        path = [self._root]
        for sequence, stands_for in sequences:
            # Forms follow one another as their last choices vary: most begin as the one before them did.
            same = next((at for at, (a, b) in enumerate(zip(sequence, before, strict=False)) if a != b), None)
            del path[(min(len(sequence), len(before)) if same is None else same) + 1 :]
            for atom in sequence[len(path) - 1 :]:
                path.append(self._step(path[-1], atom))
            before, node = sequence, path[-1]
            if stands_for not in node.ends:
                node.ends = (*node.ends, stands_for)

    def _step(self, node: _Node, atom: str) -> _Node:
        name, key = self._key(atom)
        followers = getattr(node, name)
        if not followers:
            followers = {}
            setattr(node, name, followers)
        found: _Node | None = followers.get(key)
        if found is None:
            found = followers[key] = _Node()
        return found

    def _key(self, atom: str) -> tuple[str, str | int]:
        read = self._read.get(atom)
        if read is None:
            read = self._read[atom] = self._new_key(atom)
        return read

    def _new_key(self, atom: str) -> tuple[str, str | int]:
        if atom.startswith("..") and atom[2:].isdigit():
            return "gaps", int(atom[2:])
        if atom in _NAMED or atom in _PLACES:
            return "special", atom
        if len(atom) > 1 and atom.endswith("~"):
            return "stems", self._stem(self._spell(atom[:-1]))
        return "exact", self._spell(atom.removeprefix("`"))

    def hits(self, units: TextUnits) -> list[tuple[int, int, Ends]]:
        """Every phrase that stands anywhere in the units: from which to before which, and what it stands for.

        One that can be read in two ways at its place may be told twice.
        """
        self._set_up(units)
        found: list[tuple[int, int, Ends]] = []
        exact, by_stem = map(self._root.exact.get, units.keys), map(self._root.stems.get, units.stems)
        for at, (node, other, special) in enumerate(zip(exact, by_stem, self._specials(units), strict=True)):
            if node is None and other is None and not special:
                continue
            stack = [(one, at + 1, at, -1) for one in (node, other) if one is not None]
            if special:
                _special(self._root, units, (at, at, -1), stack)
            if stack:
                _follow(stack, units, found)
        return found

    def _specials(self, units: TextUnits) -> Iterable[int]:
        """For each place whether something other than its words may begin a phrase there."""
        always = [True] * len(units.keys)
        told: dict[str, Callable[[], Iterable[int]]] = {
            "<num>": lambda: units.number_end,
            "<cap>": lambda: units.capital,
            "^": lambda: units.opens,
            "$": lambda: [True, *units.closes[:-1]] if always else always,
            "<act>": lambda: units.act,
            "<word>": lambda: map(operator.not_, units.marks),
        }
        found: Iterable[int] = [False] * len(always)
        for name in self._root.special:
            found = map(operator.or_, found, told[name]() if name in told else always)
        return found


def _follow(stack: list[tuple[_Node, int, int, int]], units: TextUnits, found: list[tuple[int, int, Ends]]) -> None:
    """Walk the trie from (node, unit reached, unit begun at, unit where the phrase ends or -1) and note what ends."""
    keys, stems, size = units.keys, units.stems, len(units.keys)
    seen: set[tuple[int, int, int, int]] | None = None
    while stack:
        node, at, start, stop = stack.pop()
        if seen is not None:
            state = (id(node), at, start, stop)
            if state in seen:
                continue
            seen.add(state)
        if node.ends and (end := at if stop < 0 else stop) > start:
            found.append((start, end, node.ends))
        if node.special:
            _special(node, units, (at, start, stop), stack)
        if at < size:
            if (follower := node.exact.get(keys[at])) is not None:
                stack.append((follower, at + 1, start, stop))
            if node.stems and (follower := node.stems.get(stems[at])) is not None:
                stack.append((follower, at + 1, start, stop))
        if not node.gaps:
            continue
        for length, follower in node.gaps.items():
            if seen is None:
                seen = set()  # only by gaps one state can be reached in many ways
            beyond = at
            stack.append((follower, beyond, start, stop))
            while beyond < size and beyond - at < length and not units.marks[beyond]:
                beyond += 1
                stack.append((follower, beyond, start, stop))


def _special(
    node: _Node, units: TextUnits, place: tuple[int, int, int], stack: list[tuple[_Node, int, int, int]]
) -> None:
    """Follow what a node allows besides words."""
    at, start, stop = place
    size = len(units.keys)
    for name, follower in node.special.items():
        if name == "\\":
            stack.append((follower, at, at, stop))
        elif name == "/":
            stack.append((follower, at, start, at))
        elif name == "^":
            if at == size or units.opens[at]:
                stack.append((follower, at, start, stop))
        elif name == "$":
            if at == 0 or units.closes[at - 1]:
                stack.append((follower, at, start, stop))
        elif at < size:
            if name == "<num>":
                if units.number_end[at]:
                    stack.append((follower, units.number_end[at], start, stop))
            elif (
                (name == "<word>" and not units.marks[at])
                or (name == "<cap>" and units.capital[at])
                or (name == "<act>" and units.act[at])
            ):
                stack.append((follower, at + 1, start, stop))


def forms(phrase: str, *, han: bool, where: str) -> list[tuple[str, ...]]:
    """The sequences of atoms that a phrase stands for. Raises `DataError` where the notation is broken."""
    reader = _Reader(phrase, han=han, where=where)
    if _CHOICES.isdisjoint(reader.atoms) and reader.atoms and not reader.atoms[0].startswith(".."):
        return [tuple(reader.atoms)]  # as most phrases are
    found = reader.choice()
    if reader.at < len(reader.atoms):
        raise DataError(
            f"unexpected {reader.atoms[reader.at]!r} in {phrase!r}", where=where, mend="balance the brackets"
        )
    found = [tuple(one) for one in dict.fromkeys(found) if one]
    if not found:
        raise DataError(f"the phrase {phrase!r} holds no words", where=where, mend="write at least one word")
    if any(one[0].startswith("..") for one in found):
        raise DataError(f"the phrase {phrase!r} begins with a gap", where=where, mend="begin it with a word")
    return found


class _Reader:
    """Reads the notation by recursive descent."""

    def __init__(self, phrase: str, *, han: bool, where: str) -> None:
        self.phrase, self.where = phrase, where
        self.atoms = _atoms(phrase, han=han, where=where)
        self.at = 0

    def choice(self) -> list[tuple[str, ...]]:
        found = self.sequence()
        while self.at < len(self.atoms) and self.atoms[self.at] == "|":
            self.at += 1
            found += self.sequence()
        return found

    def sequence(self) -> list[tuple[str, ...]]:
        made: list[tuple[str, ...]] = [()]
        while self.at < len(self.atoms) and self.atoms[self.at] not in {"|", ")", "]"}:
            atom = self.atoms[self.at]
            self.at += 1
            if atom in {"(", "["}:
                inner = self.choice()
                close = ")" if atom == "(" else "]"
                if self.at >= len(self.atoms) or self.atoms[self.at] != close:
                    raise DataError(
                        f"{atom!r} is not closed in {self.phrase!r}", where=self.where, mend=f"add {close!r}"
                    )
                self.at += 1
                options = [*inner, ()] if atom == "[" else inner
            else:
                options = [(atom,)]
            made = [one + two for one in made for two in options]
            if len(made) > MOST_FORMS:
                raise DataError(
                    f"the phrase {self.phrase!r} stands for too many different sequences of words",
                    where=self.where,
                    mend="split it into several phrases",
                )
        return made


def _atoms(phrase: str, *, han: bool, where: str) -> list[str]:
    if not han and _SIMPLE.fullmatch(phrase) and "~" not in (pieces := _PIECES.findall(phrase)):
        return [key_of(piece[:-1]) + "~" if piece[-1] == "~" else key_of(piece) for piece in pieces]
    atoms: list[str] = []
    at = 0
    while at < len(phrase):
        char = phrase[at]
        if char.isspace():
            at += 1
        elif phrase.startswith("..", at) and at + 2 < len(phrase) and phrase[at + 2].isdigit():
            end = _while(phrase, at + 2, str.isdigit)
            if int(phrase[at + 2 : end]) > LONGEST_GAP:
                raise DataError(f"a gap in {phrase!r} is too long", where=where, mend=f"write ..{LONGEST_GAP} or less")
            atoms.append(phrase[at:end])
            at = end
        elif char == "<":
            end = phrase.find(">", at) + 1
            if phrase[at:end] not in _NAMED:
                raise DataError(
                    f"{phrase[at:]!r} in {phrase!r} is not known", where=where, mend=f"use one of {sorted(_NAMED)}"
                )
            atoms.append(phrase[at:end])
            at = end
        elif char == "`":
            # A mark that is itself looked for: `( and `).
            atoms.append("`" + key_of(phrase[at + 1 : at + 2]))
            at += 2
        elif char in _MARKS:
            if char == "~":
                raise DataError(f"`~` without a word in {phrase!r}", where=where, mend="write it after a word")
            atoms.append(char)
            at += 1
        elif han and char in FIGURES:
            # Figures side by side are one unit of a text (二十四小时).
            end = _while(phrase, at + 1, FIGURES.__contains__)
            atoms.append(phrase[at:end])
            at = end
        elif han and is_han(char):
            atoms.append(char)
            at += 1
        else:
            end = _end_of_word(phrase, at, han=han) if char.isalnum() else at + 1
            word = key_of(phrase[at:end])
            if end < len(phrase) and phrase[end] == "~":
                word += "~"
                end += 1
            atoms.append(word)
            at = end
    return atoms


def _while(phrase: str, at: int, holds: Callable[[str], bool]) -> int:
    """The first place from `at` on whose character does not hold."""
    while at < len(phrase) and holds(phrase[at]):
        at += 1
    return at


def _end_of_word(phrase: str, at: int, *, han: bool) -> int:
    """Where the word that begins at `at` ends: before a gap (`..3`) and, in Han text, before a Han character."""
    end = at + 1
    while (
        end < len(phrase)
        and (phrase[end].isalnum() or phrase[end] in _INNER)
        and not (phrase.startswith("..", end) or (han and is_han(phrase[end])))
    ):
        end += 1
    return end


def longest(found: Sequence[tuple[int, int, float, str]]) -> list[tuple[int, int, str]]:
    """Of (start, end, weight, id) those that stand when of two that overlap the longer wins; in order of their place."""
    taken: list[tuple[int, int, str]] = []
    beside: list[tuple[int, int, float, str]] = []
    reach = 0
    for one in sorted(found):
        if one[0] >= reach and beside:  # what stands apart from all others needs no choice
            taken += _longest(beside) if len(beside) > 1 else [(beside[0][0], beside[0][1], beside[0][3])]
            beside = []
        beside.append(one)
        reach = max(reach, one[1])
    return taken + _longest(beside)


def _longest(found: Sequence[tuple[int, int, float, str]]) -> list[tuple[int, int, str]]:
    """`longest` of a few that overlap one another."""
    taken: list[tuple[int, int, str]] = []
    occupied: set[int] = set()
    for start, end, _, identifier in sorted(found, key=lambda one: (one[0] - one[1], one[0], -one[2], one[3])):
        places = range(start, end)
        if occupied.isdisjoint(places):
            occupied.update(places)
            taken.append((start, end, identifier))
    return sorted(taken)
