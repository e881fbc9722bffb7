"""Compare what the program reads with a sheet: precision, recall and F1 per role; joins, quantifiers, cuts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Set
from dataclasses import dataclass, field

from elements.sheet import FOLDER, Coded, CodedNorm, language_of, read_sheet
from legiscompare.model import Element, Join, Quantifier, Role
from legiscompare.norms import extract
from legiscompare.parsing import parse
from legiscompare.read import read

HEADS = {"zh": "第一条 ", "en": "Article 1\n"}
ALL = "all roles"
QUANTIFIED = {Role.BEARER, Role.OBJECT, Role.RECIPIENT}
"""Roles whose quantifier is coded."""
MARKS = ("join", "quantifier", "effected")


@dataclass
class Count:
    """Hits, things only the program has, things only the sheet has."""

    both: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, found: Set[Hashable], coded: Set[Hashable]) -> None:
        """Count two sets of places."""
        self.both += len(found & coded)
        self.extra += len(found - coded)
        self.missed += len(coded - found)

    @property
    def precision(self) -> float:
        """Share of the program's that is right; 0 where it has none."""
        return self.both / (self.both + self.extra) if self.both + self.extra else 0.0

    @property
    def recall(self) -> float:
        """Share of the sheet's that is found; 0 where it has none."""
        return self.both / (self.both + self.missed) if self.both + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        total = 2 * self.both + self.extra + self.missed
        return 2 * self.both / total if total else 0.0


@dataclass(frozen=True)
class Fault:
    """One element on which sheet and program part."""

    norm: str
    kind: str
    """`missed`, `extra`, `border`, `role`, `join`, `quantifier`, `effected`, `cut`."""
    coded: str
    found: str


@dataclass
class Score:
    """The measures of one sheet."""

    sheet: str
    norms: int = 0
    exact: dict[str, Count] = field(default_factory=dict)
    words: dict[str, Count] = field(default_factory=dict)
    marks: dict[str, Count] = field(default_factory=lambda: {kind: Count() for kind in MARKS})
    """Joins, quantifiers, effected: marks of the sheet found, wanting, and marks only the program has."""
    agreed: Counter[str] = field(default_factory=Counter)
    """By kind of mark, elements on whose words both agree and that are marked alike, unmarked ones among them."""
    matched: Counter[str] = field(default_factory=Counter)
    """By kind of mark, elements on whose words both agree."""
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Words by the sheet's role and the program's other one."""
    cut_right: int = 0
    faults: list[Fault] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Every figure that has a floor, by name."""
        found = {f"{role}.exact": count.f1 for role, count in self.exact.items() if count.both + count.missed}
        found |= {f"{role}.words": count.f1 for role, count in self.words.items() if count.both + count.missed}
        found |= {f"{kind}.marks": count.f1 for kind, count in self.marks.items()}
        found["cut"] = share(self.cut_right, self.norms)
        return dict(sorted(found.items()))


def share(part: int, whole: int) -> float:
    """Part of the whole; 0 of nothing."""
    return part / whole if whole else 0.0


def found_in(norm: CodedNorm, language: str) -> tuple[tuple[Coded, ...], int]:
    """The program's elements of a coded norm's text, in words of it, and how many norms it made of them."""
    head = HEADS[language]
    document = parse(read((head + norm.text).encode(), origin="sheet"), language=language, title="")
    shift = document.text.index(norm.text)
    elements: list[Coded] = []
    norms = 0
    for one in extract(document):
        mine = [made for element in one.elements for made in _coded(norm, element, shift, None)]
        elements += mine
        norms += bool(mine)
    return tuple(elements), norms


def _coded(norm: CodedNorm, element: Element, shift: int, inside: Role | None) -> Iterable[Coded]:
    first, beyond = norm.between(element.span.start - shift, element.span.end - shift)
    while first < beyond and first in norm.roleless:
        first += 1
    while first < beyond and beyond - 1 in norm.roleless:
        beyond -= 1
    if first < beyond:
        yield Coded(element.role, first, beyond, element.join, element.quantifier, element.effected, inside)
        for child in element.children:
            yield from _coded(norm, child, shift, element.role)


def score(sheet: str) -> Score:
    """Measure the program by a sheet."""
    result = Score(sheet)
    for norm in read_sheet(FOLDER / f"{sheet}.txt"):
        found, norms = found_in(norm, language_of(sheet))
        add(result, norm, found, norms)
    return result


def _name(one: Coded) -> str:
    return str(one.role) if one.inside is None else f"{one.role} inside"


def add(result: Score, norm: CodedNorm, found: tuple[Coded, ...], norms: int) -> None:
    """Count one norm: its coding beside the elements found and the number of norms that they came in."""
    result.norms += 1
    result.cut_right += norms == 1
    if norms != 1:
        result.faults.append(Fault(norm.name, "cut", "1 norm", f"{norms} norms"))
    found = tuple(one for one in found if one.role is not Role.OTHER)
    for name in sorted({_name(one) for one in (*found, *norm.elements)}):
        mine = {(one.start, one.end) for one in found if _name(one) == name}
        said = {(one.start, one.end) for one in norm.elements if _name(one) == name}
        result.exact.setdefault(name, Count()).add(mine, said)
        result.words.setdefault(name, Count()).add(_places(mine) - norm.roleless, _places(said))
    _add_all(result, norm, found)
    result.faults += _faults(norm, found)
    _add_marks(result, norm, [one for one in found if one.inside is None])


def _add_all(result: Score, norm: CodedNorm, found: tuple[Coded, ...]) -> None:
    """Elements of the norm itself, all roles together: right is one with the right role."""
    mine = {(_number(one), one.start, one.end) for one in found if one.inside is None}
    said = {(_number(one), one.start, one.end) for one in norm.elements if one.inside is None}
    result.exact.setdefault(ALL, Count()).add(mine, said)
    mine_words = {(role, at) for role, *span in mine for at in range(*span) if at not in norm.roleless}
    said_words = {(role, at) for role, *span in said for at in range(*span)}
    result.words.setdefault(ALL, Count()).add(mine_words, said_words)
    roles, coded_as = list(Role), {at: role for role, at in said_words}
    for role, at in sorted(mine_words - said_words):
        result.confused[str(roles[coded_as[at]]), str(roles[role])] += 1


def _number(one: Coded) -> int:
    return list(Role).index(one.role)


def _places(spans: set[tuple[int, int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def _common(one: Coded, two: Coded) -> float:
    both = min(one.end, two.end) - max(one.start, two.start)
    return both / (max(one.end, two.end) - min(one.start, two.start)) if both > 0 else 0.0


def _twin(one: Coded, found: Iterable[Coded]) -> Coded | None:
    """The program's element of the same role that shares most words, half of them at least."""
    near = [two for two in found if two.role is one.role and (two.inside is None) == (one.inside is None)]
    best = max(near, key=lambda two: _common(one, two), default=None)
    return best if best is not None and _common(one, best) >= 0.5 else None


def _marks(one: Coded) -> dict[str, str]:
    """The marks of an element by kind, as far as its role takes such a mark; empty where it has none."""
    found = {"join": "" if one.join is Join.NONE else str(one.join)}
    if one.role in QUANTIFIED:
        found["quantifier"] = "" if one.quantifier is Quantifier.NONE else str(one.quantifier)
    if one.role is Role.OBJECT:
        found["effected"] = "effected" if one.effected else ""
    return found


def _add_marks(result: Score, norm: CodedNorm, found: list[Coded]) -> None:
    """A mark is right on an element that shares half of its words at least with the sheet's."""
    right: set[tuple[str, Coded]] = set()
    for one in norm.elements:
        if one.inside is not None:
            continue
        two = _twin(one, found)
        made = _marks(two) if two else {}
        for kind, said in _marks(one).items():
            count = result.marks[kind]
            same = two is not None and made[kind] == said
            count.both += bool(said) and same
            count.missed += bool(said) and not same
            if two is None:
                continue
            result.matched[kind] += 1
            result.agreed[kind] += same
            if same:
                right.add((kind, two))
            else:
                result.faults.append(_fault(norm, kind, one, two, said or "none", made[kind] or "none"))
    for two in found:
        for kind, mark in _marks(two).items():
            result.marks[kind].extra += bool(mark) and (kind, two) not in right


def _fault(norm: CodedNorm, kind: str, one: Coded, two: Coded, said: str, made: str) -> Fault:
    return Fault(
        norm.name,
        kind,
        f"{one.role} {said}: {norm.quote(one.start, one.end)}",
        f"{made}: {norm.quote(two.start, two.end)}",
    )


def _faults(norm: CodedNorm, found: tuple[Coded, ...]) -> Iterable[Fault]:
    """Each element of the sheet that the program has otherwise, then what only the program has."""
    exact = {(_name(one), one.start, one.end) for one in found}
    said = {(_name(one), one.start, one.end) for one in norm.elements}
    for one in norm.elements:
        if (_name(one), one.start, one.end) in exact:
            continue
        quoted = f"{_name(one)}: {norm.quote(one.start, one.end)}"
        over = [two for two in found if (two.inside is None) == (one.inside is None) and _common(one, two)]
        kind = "border" if _twin(one, found) else ("role" if over else "missed")
        yield Fault(
            norm.name, kind, quoted, " | ".join(f"{_name(two)}: {norm.quote(two.start, two.end)}" for two in over)
        )
    for two in found:
        if (_name(two), two.start, two.end) in said or any(
            (two.inside is None) == (one.inside is None) and _common(one, two) for one in norm.elements
        ):
            continue
        yield Fault(norm.name, "extra", "", f"{_name(two)}: {norm.quote(two.start, two.end)}")
