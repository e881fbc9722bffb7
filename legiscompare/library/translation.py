"""Check a translation of two versions against their originals: same structure, same terms, same figures, same echoes.

A comparison of two translations shows what changed in the law only if equal words of the original have equal words in
the translation, and different words differ. The glossary is the yardstick: in each provision, original and translation
are cut into its terms, longest first, and the counts of both must agree.
"""

from __future__ import annotations

import calendar
import csv
import io
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.errors import DataError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from legiscompare.model import Document


class Problem(NamedTuple):
    """One thing that a check found."""

    check: str
    """Name of the check: `structure`, `glossary`, `echo`, …"""
    where: str
    """File, version or provision."""
    what: str

    def __str__(self) -> str:
        return f"{f'{self.where}: ' if self.where else ''}{self.what} [{self.check}]"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the original and the forms it has in the translation; a form stands for every word that begins so."""

    original: str
    forms: tuple[str, ...]
    line: int


def read_glossary(path: Path) -> tuple[Term, ...]:
    """Read a glossary: CSV with `zh`, `en`, `note`; several forms are separated by ` | `. DataError if malformed."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SourceError(error.strerror or "cannot be read", where=str(path), mend="check the path") from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if not {"zh", "en"} <= set(reader.fieldnames or ()):
        raise DataError(
            "a glossary needs the columns zh, en and note",
            where=f"{path}:1",
            mend="add the missing columns to the first row",
        )
    terms, seen = [], set()
    for row in reader:
        where = f"{path}:{reader.line_num}"
        original, forms = (row["zh"] or "").strip(), tuple(f.strip() for f in (row["en"] or "").split("|") if f.strip())
        if not original or not forms:
            raise DataError("a term needs an original and a translation", where=where, mend="fill in both cells")
        if original in seen:
            raise DataError(f"{original!r} is there twice", where=where, mend="keep one row for each term")
        seen.add(original)
        terms.append(Term(original, forms, reader.line_num))
    return tuple(terms)


class Glossary:
    """Counts the terms of a glossary in originals and in translations. The longest term of a passage is taken first."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        group = _groups(self.terms)
        forms = {form: group[term.original] for term in reversed(self.terms) for form in map(_folded, term.forms)}
        self._originals = [(re.compile(re.escape(term)), group[term]) for term in sorted(group, key=_longest)]
        self._forms = [(_pattern(form), forms[form]) for form in sorted(forms, key=_longest)]
        self._parts = {group[term]: self._split(term, group) for term in group}

    def in_original(self, text: str) -> Counter[str]:
        """Terms of an original; those that share a form in translation count as one."""
        return _cut("".join(text.split()), self._originals)

    def in_translation(self, text: str) -> Counter[str]:
        """Terms of a translation; those that share a form count as one."""
        return _cut(_folded(text), self._forms)

    def _split(self, term: str, group: dict[str, str]) -> Counter[str]:
        """A term as the shorter terms that it is put together from; itself where it is not."""
        shorter = [one for one in self._originals if one[0].pattern != re.escape(term)]
        parts = _cut(term, shorter)
        whole = sum(len(name) * times for name, times in parts.items()) == len(term)
        return parts if whole else Counter({group[term]: 1})

    def in_parts(self, counts: Counter[str]) -> Counter[str]:
        """Counts with every composite term taken apart: 采取 … 措施 is then the same as 采取措施."""
        found: Counter[str] = Counter()
        for name, times in counts.items():
            for part, each in self._parts.get(name, {name: 1}).items():
                found[part] += each * times
        return found


def _pattern(form: str) -> re.Pattern[str]:
    """One word stands for every word that begins so; of several words only the last may be inflected."""
    return re.compile(rf"\b{re.escape(form)}" + (r"(?:e?s|e?d|ing|ment)?\b" if " " in form else ""))


def _longest(term: str) -> tuple[int, str]:
    return -len(term), term


def _cut(text: str, terms: list[tuple[re.Pattern[str], str]]) -> Counter[str]:
    """Take out term by term; what is taken leaves a gap that nothing matches across."""
    found: Counter[str] = Counter()
    for pattern, group in terms:
        text, times = pattern.subn("\0", text)
        if times:
            found[group] += times
    return found


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _groups(terms: tuple[Term, ...]) -> dict[str, str]:
    """Terms that share a form are one group, named after its members."""
    members: dict[str, set[str]] = {term.original: {term.original} for term in terms}
    by_form: dict[str, str] = {}
    for term in terms:
        for form in map(_folded, term.forms):
            other = by_form.setdefault(form, term.original)
            if members[other] is not members[term.original]:
                merged = members[other] | members[term.original]
                for one in merged:
                    members[one] = merged
    return {original: "/".join(sorted(group, key=lambda one: (-len(one), one))) for original, group in members.items()}


def check_translation(
    original: Document, translation: Document, *, where: str, glossary: Glossary | None = None
) -> list[Problem]:
    """Structure, named acts, figures and, with a glossary, terms of one version against its original."""
    ours, theirs = _by_ref(translation), _by_ref(original)
    problems = [
        Problem("structure", f"{where} {ref}", "stands in the original alone") for ref in theirs if ref not in ours
    ]
    problems += [
        Problem("structure", f"{where} {ref}", "stands in the translation alone") for ref in ours if ref not in theirs
    ]
    for ref in ours:
        if ref in theirs:
            problems += _check_provision(theirs[ref], ours[ref], f"{where} {ref}", glossary)
    return problems


def _by_ref(document: Document) -> dict[str, str]:
    """Ref -> own words, of every provision that has any."""
    found: dict[str, str] = {}
    for one in document.walk():
        words = document.slice(one.content).strip()
        if words and one.ref:
            found[one.ref] = f"{found[one.ref]}\n{words}" if one.ref in found else words
    return found


_ACT = re.compile("《([^《》]+)》")
_NUMBER = re.compile(r"(?<![A-Za-z\d])\d+(?:[,.]\d+)*")
_ZH_NUMBER = re.compile(
    "(?<![一二三四五六七八九十百千万])[一二三四五六七八九十百千万]+(?=元|日|天|个?月|年|小时|人|倍|周)"
)
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def han_number(text: str) -> int:
    """`一万` as 10000, `十五` as 15. Takes Han numerals only."""
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            section += (digit or 1) * _UNITS[character]
            digit = 0
        elif character == "万":
            total, section, digit = (total + section + digit) * 10_000, 0, 0
    return total + section + digit


_MONTHS = {month: number for number, month in enumerate(calendar.month_name) if month}
_MONTH = re.compile(rf"\b\d{{1,2}} ({'|'.join(_MONTHS)})\b")


def figures(text: str) -> Counter[int]:
    """Deadlines, amounts, ages and dates: figures in digits, Han numerals before a unit, months in a date."""
    found = Counter(int(one.group().replace(",", "").split(".")[0]) for one in _NUMBER.finditer(text))
    found.update(_MONTHS[one[1]] for one in _MONTH.finditer(text))
    found.update(han_number(one.group()) for one in _ZH_NUMBER.finditer(text))
    return found


def _check_provision(original: str, translation: str, where: str, glossary: Glossary | None) -> Iterator[Problem]:
    theirs, ours = figures(original), figures(translation)
    if theirs != ours:
        yield Problem(
            "figures", where, f"the original has {sorted(theirs.elements())}, the translation {sorted(ours.elements())}"
        )
    if glossary is None:
        return
    acts = [
        act for act in _ACT.findall("".join(original.split())) if not any(t.original == act for t in glossary.terms)
    ]
    for act in acts:
        yield Problem("acts", where, f"the act 《{act}》 is not in the glossary, so that its name cannot be checked")
    wanted, found = glossary.in_original(original), glossary.in_translation(translation)
    if wanted != found:
        wanted, found = glossary.in_parts(wanted), glossary.in_parts(found)
    for term in sorted({*wanted, *found}):
        if wanted[term] != found[term]:
            yield Problem(
                "glossary", where, f"{term}: {wanted[term]} in the original, {found[term]} in the translation"
            )


def check_echoes(
    originals: tuple[Document, Document], translations: tuple[Document, Document], *, names: tuple[str, str]
) -> list[Problem]:
    """Equal words of the original must have equal words in the translation, and the other way round.

    Compared are whole provisions of both versions, and their sentences where both sides have as many of them.
    """
    forth: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    back: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for original, translation, name in zip(originals, translations, names, strict=True):
        ours, theirs = _by_ref(translation), _by_ref(original)
        for ref in ours:
            for here, there in _passages(theirs.get(ref, ""), ours[ref]):
                forth[here][there].append(f"{name} {ref}")
                back[there][here].append(f"{name} {ref}")
    return [*_broken(forth, "one original, two translations"), *_broken(back, "one translation, two originals")]


def _passages(original: str, translation: str) -> Iterator[tuple[str, str]]:
    if not original:
        return
    yield "".join(original.split()), _folded(translation)
    theirs = [one for one in re.split("[。；：]", "".join(original.split())) if one]
    ours = [one.strip() for one in re.split(r"[.;:](?:\s|$)", _folded(translation)) if one.strip(" .;:")]
    if len(theirs) == len(ours) > 1:
        yield from zip(theirs, ours, strict=True)


def _broken(table: dict[str, dict[str, list[str]]], what: str) -> Iterator[Problem]:
    for words, others in table.items():
        if len(others) > 1:
            places = [found[0] for found in others.values()]
            yield Problem(
                "echo", " and ".join(places), f"{what}: “{words[:60]}” is {' / '.join(f'“{o[:60]}”' for o in others)}"
            )
