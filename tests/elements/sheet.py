"""Read a sheet of coded norms (README.md says how one is written)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from legiscompare.model import Join, Quantifier, Role

FOLDER = Path(__file__).parent
CONTEXT = "context"
EFFECTED = "effected"
_JOINS = {str(one): one for one in Join if one is not Join.NONE}
_QUANTIFIERS = {str(one): one for one in Quantifier if one is not Quantifier.NONE}
_OPENS = re.compile(r"\{([a-z_.]+) ")
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")


class SheetError(ValueError):
    """A sheet that is not written as README.md says: which file, which norm, what is wrong."""


@dataclass(frozen=True)
class Coded:
    """An element as marked. Places count words of the norm's text; half-open."""

    role: Role
    start: int
    end: int
    join: Join = Join.NONE
    quantifier: Quantifier = Quantifier.NONE
    effected: bool = False
    inside: Role | None = None
    """Role of the element it stands in; None for an element of the norm itself."""


@dataclass(frozen=True)
class CodedNorm:
    """One norm of a sheet."""

    name: str
    text: str
    """Its words and those of its context, as the program reads them."""
    words: tuple[tuple[int, int], ...]
    """Places of its words in `text`; Han characters count as words."""
    context: frozenset[int]
    """Numbers of the words that belong to another norm."""
    elements: tuple[Coded, ...]

    @cached_property
    def roleless(self) -> frozenset[int]:
        """Words that the sheet gives no role (joins, list marks, `to` before an infinitive) and words of the context."""
        within = {at for one in self.elements for at in range(one.start, one.end)}
        return frozenset(range(len(self.words))) - within

    def quote(self, start: int, end: int) -> str:
        """The text from word `start` up to word `end`."""
        return self.text[self.words[start][0] : self.words[end - 1][1]] if start < end else ""

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The numbers of the words that lie wholly in a range of `text`; empty range if none does."""
        inside = [at for at, (one, two) in enumerate(self.words) if start <= one and two <= end]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)


@dataclass
class _Open:
    role: str
    flags: list[str]
    start: int


@dataclass
class _Reader:
    """Takes the brackets out of a norm and keeps their places."""

    where: str
    plain: str = ""
    open: list[_Open] = field(default_factory=list)
    closed: list[tuple[_Open, int, str | None]] = field(default_factory=list)

    def read(self, marked: str) -> None:
        at = 0
        while at < len(marked):
            opens = _OPENS.match(marked, at)
            if opens:
                role, *flags = opens[1].split(".")
                self.open.append(_Open(role, flags, len(self.plain)))
                at = opens.end()
            elif marked[at] == "}":
                if not self.open:
                    raise SheetError(f"{self.where}: a bracket closes that was not opened, after '{self.plain[-30:]}'")
                one = self.open.pop()
                self.closed.append((one, len(self.plain), self.open[-1].role if self.open else None))
                at += 1
            elif marked[at] == "{":
                raise SheetError(f"{self.where}: a bracket opens without a role and a space: '{marked[at : at + 20]}'")
            else:
                self.plain += marked[at]
                at += 1
        if self.open:
            raise SheetError(f"{self.where}: the bracket of '{self.open[-1].role}' is not closed")


def coded(name: str, marked: str, where: str) -> CodedNorm:
    """One norm from its marked text."""
    reader = _Reader(where)
    reader.read(marked)
    words = tuple(found.span() for found in _WORD.finditer(reader.plain))
    norm = CodedNorm(name, reader.plain, words, frozenset(), ())
    context: set[int] = set()
    elements = []
    for one, end, inside in reader.closed:
        first, beyond = norm.between(one.start, end)
        if first == beyond:
            raise SheetError(f"{where}: an element '{one.role}' without words")
        if one.role == CONTEXT:
            context.update(range(first, beyond))
        else:
            elements.append(_element(one, first, beyond, inside, where))
    elements.sort(key=lambda one: (one.start, -one.end, one.inside is not None))
    return CodedNorm(name, reader.plain, words, frozenset(context), tuple(elements))


def _element(one: _Open, first: int, beyond: int, inside: str | None, where: str) -> Coded:
    if one.role not in set(Role) or one.role == Role.OTHER:
        raise SheetError(f"{where}: '{one.role}' is no role; roles are {', '.join(sorted(set(Role) - {Role.OTHER}))}")
    unknown = [flag for flag in one.flags if flag not in {*_JOINS, *_QUANTIFIERS, EFFECTED}]
    if unknown:
        raise SheetError(f"{where}: '{unknown[0]}' is no join, no quantifier and not '{EFFECTED}'")
    for several in (_JOINS, _QUANTIFIERS):
        if len([flag for flag in one.flags if flag in several]) > 1:
            raise SheetError(f"{where}: '{one.role}' has more than one of {', '.join(several)}")
    return Coded(
        Role(one.role),
        first,
        beyond,
        join=next((_JOINS[flag] for flag in one.flags if flag in _JOINS), Join.NONE),
        quantifier=next((_QUANTIFIERS[flag] for flag in one.flags if flag in _QUANTIFIERS), Quantifier.NONE),
        effected=EFFECTED in one.flags,
        inside=Role(inside) if inside else None,
    )


def read_sheet(path: Path) -> tuple[CodedNorm, ...]:
    """The norms of a sheet, in order; `SheetError` names the norm where it is not well written."""
    blocks: list[tuple[str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            blocks.append((line[2:].strip(), []))
        elif blocks:
            blocks[-1][1].append(line)
        elif line.strip():
            raise SheetError(f"{path.name}: words before the first heading ('# …')")
    names = [name for name, _ in blocks]
    for name in names:
        if names.count(name) > 1:
            raise SheetError(f"{path.name}: two norms are called '{name}'")
    return tuple(coded(name, "\n".join(lines).strip(), f"{path.name}, '{name}'") for name, lines in blocks)


def sheets() -> list[str]:
    """Names of the sheets: a language, or a language and `-kept`."""
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def language_of(sheet: str) -> str:
    """The language of a sheet."""
    return sheet.partition("-")[0]


def is_kept(sheet: str) -> bool:
    """Whether a sheet is only to measure, not to work on."""
    return sheet.endswith("-kept")
