"""What a dimension or a rule is worth: its evidence is taken away, and the tags are derived again from what is left."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from legiscompare import lang
from legiscompare.model import Tag
from legiscompare.selection import in_range
from legiscompare.study import read_sheet
from legiscompare.study.evaluation import DEPTHS, scored_changes, scored_row
from legiscompare.study.scoring import LINKED, Tally, accepted, cohens_kappa, join, tally, total, units
from legiscompare.tag.derive import burden_of, dimensions_of, tag_of
from legiscompare.tag.signs import rules

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from legiscompare.model import Change, Comparison, Dimension, Evidence
    from tools.sheets import Sheet

_DEPTH = DEPTHS["paragraph"]


def without(comparison: Comparison, dimension: Dimension) -> Comparison:
    """The comparison as it would be if no rule knew `dimension`."""
    return _without(comparison, lambda one: one.dimension is dimension)


def without_rules(comparison: Comparison, names: Collection[str]) -> Comparison:
    """The comparison as it would be without the evidence of these rules (`time.longer`: no language before it)."""
    return _without(comparison, lambda one: rule_of(one) in names)


def rule_of(evidence: Evidence) -> str:
    """The id of its rule in rules.toml: `en.time.longer` is `time.longer`."""
    return evidence.rule.partition(".")[2]


def _without(comparison: Comparison, off: Callable[[Evidence], bool]) -> Comparison:
    return replace(comparison, changes=tuple(_changed(change, off) for change in comparison.changes))


def _changed(change: Change, off: Callable[[Evidence], bool]) -> Change:
    kept = tuple(one for one in change.evidence if not off(one))
    if kept == change.evidence:
        return change
    signed = dimensions_of(kept)
    tag = tag_of(signed, reworded=change.tag is not Tag.UNCHANGED)
    return replace(change, tag=tag, burden=burden_of(tag, change.kind), dimensions=signed, evidence=kept)


@dataclass(slots=True)
class _Counts:
    """Agreement with one sheet or with many, as counts that add up."""

    change: Tally = field(default_factory=Tally)
    direction: Tally = field(default_factory=Tally)
    core: list[tuple[str, str]] = field(default_factory=list)
    """Of norms joined by their cues that the sheet calls changed: (the sheet's tag, the program's)."""
    right: int = 0
    joined: int = 0

    def add(self, other: _Counts) -> None:
        self.change.add(other.change)
        self.direction.add(other.direction)
        self.core += other.core
        self.right += other.right
        self.joined += other.joined

    def figures(self) -> tuple[float, float, float, float]:
        """Change F1, direction F1, tag kappa, and the share of joined norms whose tag agrees."""
        share = self.right / self.joined if self.joined else 0.0
        return self.change.f1, self.direction.f1, cohens_kappa(self.core) or 0.0, share


class Effect(NamedTuple):
    """What a group of rules is worth: what the figures lose (−) or win (+) without it, in points."""

    name: str
    fired: int
    """Changes of the coded articles that have evidence of it."""
    change: float
    direction: float
    kappa: float
    tags: float
    """Share of all joined norms whose tag agrees: the one figure that an undetermined tag can move."""
    by_language: dict[str, float]
    """Change F1 over the sheets of one language."""

    @property
    def idle(self) -> bool:
        """Whether no figure falls without it: it earns nothing on these sheets."""
        return min(self.change, self.direction, self.kappa, self.tags) >= 0


class _Coded:
    """A sheet and its comparison: all that does not depend on tags is found once."""

    def __init__(self, sheet: Sheet, made: Comparison) -> None:
        self.language, self.made, self._ranges = sheet.language, made, sheet.ranges
        gold = [scored_row(row, sheet.gold.name) for row in read_sheet(sheet.gold)]
        machine = scored_changes(made.changes)
        self._wanted = units(gold, _DEPTH, ranges=sheet.ranges)
        number = {id(one): at for at, one in enumerate(machine)}
        joined = join(gold, machine)  # looks at places and words, never at a tag
        self._joined = [(row, number[id(got)]) for row, got in joined.pairs] if joined else []
        self.seen = [change for change in made.changes if self._in_range(change)]

    def _in_range(self, change: Change) -> bool:
        if self._ranges is None:
            return True
        sides = zip((change.draft, change.final), self._ranges, strict=True)
        return any(in_range(place.ref.partition(".")[0], articles) for side, articles in sides for place in side)

    def counts(self, made: Comparison) -> _Counts:
        """Agreement of a comparison that differs from the sheet's own by tags alone."""
        machine = scored_changes(made.changes)
        got = units(machine, _DEPTH, ranges=self._ranges, first_coder=True)
        pairs = [(row, *accepted(row, machine[at], strict=False)) for row, at in self._joined]
        return _Counts(
            total(tally(self._wanted.change, set(got.change)).values()),
            total(tally(self._wanted.direction, set(got.direction)).values()),
            [(wanted, given) for row, wanted, given in pairs if row.tag in LINKED],
            sum(wanted == given for _, wanted, given in pairs),
            len(pairs),
        )


class Ablation:
    """Sheets with their comparisons, and what becomes of the figures when rules are switched off.

    The sheets are taken as one: their counts are added up before a figure is taken.
    """

    def __init__(self, made: Iterable[tuple[Sheet, Comparison]]) -> None:
        self._coded = [_Coded(sheet, comparison) for sheet, comparison in made]
        self._base = [one.counts(one.made) for one in self._coded]

    def fired(self) -> Counter[str]:
        """Every rule of rules.toml with the number of changes that have evidence of it; 0 where none has."""
        counts = Counter(dict.fromkeys(rules(lang.load("en")), 0))
        for one in self._coded:
            for change in one.seen:
                counts.update({rule_of(each) for each in change.evidence})
        return counts

    def by_rule(self) -> list[Effect]:
        """Each rule switched off by itself; what earns most comes first."""
        return self._ranked({name: {name} for name in self.fired()})

    def by_operation(self) -> list[Effect]:
        """The rules of one kind of operation together, whatever the dimension: came, gone, more, narrower …"""
        groups: dict[str, set[str]] = defaultdict(set)
        for name in self.fired():
            groups[name.partition(".")[2]].add(name)
        return self._ranked(groups)

    def _ranked(self, groups: dict[str, set[str]]) -> list[Effect]:
        effects = [self._effect(name, members) for name, members in groups.items()]
        return sorted(effects, key=lambda one: (one.change, one.direction, one.kappa, one.tags, -one.fired, one.name))

    def _effect(self, name: str, members: set[str]) -> Effect:
        fired, counts = 0, list(self._base)
        for number, one in enumerate(self._coded):
            hit = sum(any(rule_of(each) in members for each in change.evidence) for change in one.seen)
            if hit:
                fired += hit
                counts[number] = one.counts(without_rules(one.made, members))
        change, direction, kappa, tags = self._moved(counts, range(len(counts)))
        languages = sorted({one.language for one in self._coded})
        by_language = {
            language: self._moved(counts, [n for n, one in enumerate(self._coded) if one.language == language])[0]
            for language in languages
        }
        return Effect(name, fired, change, direction, kappa, tags, by_language)

    def _moved(self, counts: Sequence[_Counts], numbers: Iterable[int]) -> tuple[float, ...]:
        """By how many points each figure moves over the sheets of these numbers."""
        old, new = _Counts(), _Counts()
        for number in numbers:
            old.add(self._base[number])
            new.add(counts[number])
        return tuple(_points(after - before) for before, after in zip(old.figures(), new.figures(), strict=True))


def _points(share: float) -> float:
    """In hundredths, to two places; never a minus before zero."""
    return round(100 * share, 2) + 0.0
