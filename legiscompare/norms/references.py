"""References: to provisions of the same text, as sets of places (normalised refs), and to other acts by name.

A reference names a level and numbers, in lists and ranges: `Articles 13 and 14`, `第六十三条至第六十五条`, `前款`. How a
language writes them is data (`structure.toml`, `[references]`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import Cue, Span

if TYPE_CHECKING:
    from legiscompare.annotate import Layer
    from legiscompare.lang import Language

LONGEST_RANGE = 80
"""Provisions that a range may name one by one; a longer one is read as its two ends."""


class _Table(NamedTuple):
    nouns: dict[str, str]
    """Word -> level: `article`, `paragraph`, `point`, `annex`, `chapter`, `recital`."""
    mark: str
    """Word before each number where numbers are marked (第); empty where the noun stands first."""
    sub: str
    """Word before the number of an inserted provision (之)."""
    links: frozenset[str]
    ranges: frozenset[str]
    relative: dict[str, list[tuple[list[str], str, int]]]
    """First unit of a word -> its units, level, step: 前款 is the paragraph one before."""
    ordinals: dict[str, int]
    elsewhere: frozenset[str]
    """Words between a reference and the name of another act (of, to)."""
    openers: frozenset[str]
    """Units with which a reference may begin."""


@lru_cache(maxsize=16)
def _table(language: Language) -> _Table | None:
    data = language.structure.references
    if data is None:
        return None
    nouns = {word: level for level, words in data.nouns.items() for word in words.split()}
    relative: dict[str, list[tuple[list[str], str, int]]] = {}
    for word, one in data.relative.items():
        parts = list(word) if language.profile.han else word.split()
        relative.setdefault(parts[0], []).append((parts, one.level, one.step))
    return _Table(
        nouns,
        data.mark,
        data.sub,
        frozenset(data.links.split()),
        frozenset(data.ranges.split()),
        relative,
        data.ordinals,
        frozenset(data.elsewhere.split()),
        frozenset({*relative, *((data.mark,) if data.mark else (*nouns, *data.ordinals))}),
    )


def internal_references(layer: Layer, span: Span, home: str) -> tuple[Cue, ...]:
    """References to provisions of the same document, in order: one a place; `id` is the ref, or empty where it is not
    known which place is meant. `home` is the ref of the provision that holds them.
    """
    table = _table(layer.language)
    if table is None:
        return ()
    first, beyond = layer.range(span)
    reader = _Marked(layer, table, beyond, home) if table.mark else _Noun(layer, table, beyond, home)
    found: list[Cue] = []
    at, keys, openers = first, layer.units.keys, table.openers
    while at < beyond:
        if keys[at] not in openers:
            at += 1
            continue
        end, refs = reader.at(at)
        if end > at:
            if not _of_other_act(layer, table, at, end, first, beyond):
                found += refs
            at = end
        else:
            at += 1
    return tuple(found)


def external_references(layer: Layer, span: Span) -> tuple[Cue, ...]:
    """Other acts named in `span`; `id` is the name as printed."""
    return tuple(Cue(cue.span.of(layer.text), cue.span) for cue in layer.find("act", span))


def _of_other_act(layer: Layer, table: _Table, start: int, end: int, first: int, beyond: int) -> bool:
    acts = layer.marks("act")
    if table.mark:
        return start > first and layer.units.act[start - 1]
    at = end
    if at < beyond and layer.units.keys[at] in table.elsewhere:
        at += 1
        return any(one in acts for one in range(at, min(beyond, at + 3)))
    return False


class _Reader(ABC):
    def __init__(self, layer: Layer, table: _Table, beyond: int, home: str) -> None:
        self.layer, self.table, self.beyond, self.home = layer, table, beyond, home
        self.keys = layer.units.keys

    def cue(self, ref: str, start: int, end: int) -> Cue:
        return Cue(ref, Span(*self.layer.span(start, end)))

    def spread(self, low: str, high: str, start: int, end: int) -> list[Cue]:
        """The places of a range; its two ends alone where it cannot be counted."""
        head, _, last = low.rpartition(".")
        other, _, until = high.rpartition(".")
        if head == other and last.isdigit() and until.isdigit() and 0 < int(until) - int(last) <= LONGEST_RANGE:
            prefix = f"{head}." if head else ""
            return [self.cue(f"{prefix}{n}", start, end) for n in range(int(last) + 1, int(until) + 1)]
        if head == other and len(last) == len(until) == 1 and last.isalpha() and until.isalpha() and last < until:
            prefix = f"{head}." if head else ""
            return [self.cue(f"{prefix}{chr(n)}", start, end) for n in range(ord(last) + 1, ord(until) + 1)]
        return [self.cue(high, start, end)]

    def relative(self, at: int) -> tuple[int, list[Cue]]:
        for parts, level, step in self.table.relative.get(self.keys[at], ()):
            if self.keys[at : at + len(parts)] == parts and at + len(parts) <= self.beyond:
                return at + len(parts), [self.cue(self._step(level, step), at, at + len(parts))]
        return at, []

    def _step(self, level: str, step: int) -> str:
        depth = {"article": 0, "paragraph": 1, "point": 2}.get(level, 0)
        parts = self.home.split("#")[0].split(".")
        if depth >= len(parts) or not parts[depth].isdigit():
            return ".".join(parts[: depth + 1]) if step == 0 and depth < len(parts) else ""
        number = int(parts[depth]) + step
        return ".".join([*parts[:depth], str(number)]) if number > 0 else ""

    @abstractmethod
    def at(self, at: int) -> tuple[int, list[Cue]]:
        """The unit after a reference that begins at `at`, and its places; `at` itself if none begins there."""


class _Group(NamedTuple):
    level: str
    start: int
    end: int
    places: list[tuple[list[str], int, int, bool]]
    """Of each place its parts, where it begins and ends, and whether a range ends with it."""


_DEPTH = {"annex": 0, "article": 0, "paragraph": 1, "point": 2}
"""Levels that are named one inside the other."""


class _Noun(_Reader):
    """Article 5(1)(a), paragraphs 2 and 3, points (a) to (d)."""

    def at(self, at: int) -> tuple[int, list[Cue]]:
        """The unit after a reference that begins at `at`, and its places; `at` itself if none begins there."""
        ordinal = self.table.ordinals.get(self.keys[at])
        if ordinal and at + 1 < self.beyond and self.keys[at + 1] in self.table.nouns:
            level = self.table.nouns[self.keys[at + 1]]
            return at + 2, [self.cue(self._place(level, [str(ordinal)]), at, at + 2)]
        level = self.table.nouns.get(self.keys[at], "")
        if not level:
            return self.relative(at)
        end, _ = self._number(at + 1)
        return self._chain(at) if end > at + 1 else self.relative(at)

    def _chain(self, at: int) -> tuple[int, list[Cue]]:
        """Places named level by level, downwards or upwards: paragraph 1, point (a); point (a) of Annex III."""
        start = at
        groups: list[_Group] = []
        while True:
            group = self._group(at)
            if group is None or (groups and not self._fits(groups, group)):
                break
            groups.append(group)
            at = self._onward(group.end)
        end = groups[-1].end
        base = ""
        for group in sorted(groups, key=lambda one: _DEPTH.get(one.level, 0))[:-1]:
            base = self._place(group.level, group.places[0][0], base)
        last = max(groups, key=lambda one: _DEPTH.get(one.level, 0))
        if len(groups) == 1:
            return end, self._cues(last, base, None)
        return end, self._cues(last, base, (start, end))

    def _fits(self, groups: list[_Group], group: _Group) -> bool:
        """Whether a group goes on with a chain: one level further on, and one place alone at each level above the last."""
        depths = [_DEPTH.get(one.level, 0) for one in (*groups, group)]
        if any(level not in _DEPTH for level in (one.level for one in (*groups, group))):
            return False
        reached = [depth + len(one.places[0][0]) - 1 for one, depth in zip(groups, depths, strict=False)]
        falling = all(a < b for a, b in zip(reached, depths[1:], strict=True))
        rising = depths[-1] < min(depths[:-1]) and self.keys[group.start - 1] in self.table.elsewhere
        if not (falling or rising):
            return False
        deepest = max(depths)
        return all(
            len(one.places) == 1 for one, depth in zip((*groups, group), depths, strict=True) if depth != deepest
        )

    def _onward(self, at: int) -> int:
        """The unit at which the next level would begin: after a comma, after `of`, after both."""
        if at < self.beyond and self.keys[at] == ",":
            at += 1
        if at < self.beyond and self.keys[at] in self.table.elsewhere:
            at += 1
        return at

    def _cues(self, group: _Group, base: str, whole: tuple[int, int] | None) -> list[Cue]:
        found: list[Cue] = []
        before = ""
        for parts, start, end, ranged in group.places:
            ref = self._place(group.level, parts, base)
            begin, stop = (whole[0] if not found else start, end) if whole else (start, end)
            if whole and len(group.places) == 1:
                stop = whole[1]
            found += self.spread(before, ref, begin, stop) if ranged else [self.cue(ref, begin, stop)]
            before = ref
        return found

    def _group(self, at: int) -> _Group | None:
        """Numbers of one level from `at` on: Article 5, paragraphs 2 and 3, points (a) to (d)."""
        level = self.table.nouns.get(self.keys[at], "") if at < self.beyond else ""
        if not level:
            return None
        end, parts = self._number(at + 1)
        if end == at + 1:
            return None
        places = [(parts, at, end, False)]
        while end < self.beyond:
            link = end
            if self.keys[link] == "," and link + 1 < self.beyond and self.keys[link + 1] in self.table.links:
                link += 1
            ranged = self.keys[link] in self.table.ranges
            if self.keys[link] not in self.table.links and not ranged and self.keys[link] != ",":
                break
            start = link + 1
            stop, parts = self._number(start)
            if stop == start:
                break
            places.append((parts, start, stop, ranged))
            end = stop
        return _Group(level, at, end, places)

    def _number(self, at: int) -> tuple[int, list[str]]:
        """The unit after a number with its brackets (5(1)(a)) and its parts; `at` itself if there is none."""
        parts: list[str] = []
        if at < self.beyond and self._is_label(at):
            parts.append(self.keys[at])
            at += 1
        while at + 2 < self.beyond + 1 and at + 2 <= self.beyond and self.keys[at] == "(":
            if at + 2 < self.beyond and self.keys[at + 2] == ")" and self._is_label(at + 1):
                parts.append(self.keys[at + 1])
                at += 3
            else:
                break
        return at, parts

    def _is_label(self, at: int) -> bool:
        key = self.keys[at]
        return key[0].isdigit() or (
            len(key) <= 4
            and key.isalpha()
            and key.isascii()
            and (len(key) == 1 or set(key) <= set("ivxlc"))
            and self.keys[at - 1] in {"(", *self.table.nouns}
        )

    def _place(self, level: str, parts: list[str], base: str = "") -> str:
        """The ref of a place; `base`: the place above it where the text names it, else the home of the reference."""
        home = self.home.split("#")[0].split(".")
        if base and level in {"paragraph", "point"}:
            # A point of an article stands in its paragraph, by default the first.
            deep = level == "point" and base.count(".") == 0 and base[0].isdigit() and len(parts) == 1
            return ".".join([base, *(["1"] if deep else []), *parts])
        if level in {"article", "section"}:
            return ".".join(parts)
        if level == "paragraph":
            return ".".join([home[0], *parts])
        if level == "point":
            return ".".join([*(home[:2] if len(home) > 1 else [home[0], "1"]), *parts])
        if level == "annex":
            return f"annex{parts[0].upper()}" if parts else ""
        return f"{level}{'.'.join(parts)}"


class _Marked(_Reader):
    """第五条第一款第（二）项、第七条, 第六十三条至第六十五条, 前款."""

    def at(self, at: int) -> tuple[int, list[Cue]]:
        """The unit after a reference that begins at `at`, and its places; `at` itself if none begins there."""
        end, places = self._one(at, {})
        if end == at:
            return self.relative(at)
        ref = self._ref(places)
        found = [self.cue(ref, at, end)]
        while end + 1 < self.beyond:
            link = end
            ranged = self.keys[link] in self.table.ranges
            if not ranged and self.keys[link] not in self.table.links:
                break
            start = link + 1
            stop, following = self._one(start, places)
            if stop == start:
                break
            then = self._ref(following)
            found += self.spread(ref, then, start, stop) if ranged else [self.cue(then, start, stop)]
            ref, end, places = then, stop, following
        return end, found

    def _one(self, at: int, above: dict[str, str]) -> tuple[int, dict[str, str]]:
        """One place: its levels as far as they are written; those above a level are those of the place before."""
        levels = ["article", "paragraph", "point"]
        places: dict[str, str] = {}
        begin = at
        while at < self.beyond and self.keys[at] == self.table.mark:
            end = at + 1
            bracket = end < self.beyond and self.keys[end] == "("
            end += bracket
            stop = self.layer.units.number_end[end] if end < self.beyond else 0
            if not stop:
                break
            value = self.layer.language.numerals.value(self.keys[end:stop])
            end = stop + (bracket and stop < self.beyond and self.keys[stop] == ")")
            level = self.table.nouns.get(self.keys[end], "") if end < self.beyond else ""
            if not level or value is None or (places and level in places):
                break
            label = str(int(value))
            end += 1
            if level == "article" and self.table.sub and end < self.beyond and self.keys[end] == self.table.sub:
                more = self.layer.units.number_end[end + 1] if end + 1 < self.beyond else 0
                extra = self.layer.language.numerals.value(self.keys[end + 1 : more]) if more else None
                if extra is not None:
                    label += f"-{int(extra)}"
                    end = more
            places[level] = label
            at = end
        if not places:
            return begin, {}
        first = next(level for level in places)
        for level in levels:
            if level == first:
                break
            if level in above:
                places = {level: above[level], **places}
        return at, places

    def _ref(self, places: dict[str, str]) -> str:
        home = self.home.split("#")[0].split(".")
        other = next((level for level in places if level not in {"article", "paragraph", "point"}), "")
        if other:
            return f"{other}{places[other]}"
        parts = [places.get("article", home[0])]
        if "paragraph" in places or "point" in places:
            own = home[1] if "article" not in places and len(home) > 1 else "1"
            parts.append(places.get("paragraph", own))
        if "point" in places:
            parts.append(places["point"])
        return ".".join(parts)
