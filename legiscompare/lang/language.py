"""Load a language folder: `language.toml` (name, version), `lexicon/*.toml` (entries), `rules.toml`, `numbering.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from legiscompare.errors import DataError
from legiscompare.lang.tokens import Token, tokenize
from legiscompare.model import Cue, Span


@dataclass(frozen=True)
class Entry:
    """One lexicon entry: what words mean in law, with the examples that prove it both ways."""

    id: str
    """`group.name`, unique in the language: `qualifier.feasible`."""
    patterns: tuple[str, ...]
    """Regular expressions (a plain word is one). Word edges are added for scripts with spaces."""
    traps: tuple[str, ...] = ()
    """Longer expressions that contain a pattern and are something else (`相应` is not `应`)."""
    effect: str = ""
    """What its presence does to the norm; values depend on the group (`lowers`, `raises`, `unclear`)."""
    value: str = ""
    """What it stands for where the group needs one: a deontic, a party class, a unit."""
    weight: float = 0.0
    """Rank within its group where the group is a scale; 0 = none."""
    yes: tuple[str, ...] = ()
    """Sentences in which the entry is found."""
    no: tuple[str, ...] = ()
    """Sentences in which it must not be found."""
    note: str = ""

    @property
    def group(self) -> str:
        """The part of the id before the first dot."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, eq=False)
class Language:
    """A language folder, loaded. Equal tags give the same object, so identity serves as equality."""

    tag: str
    name: str
    version: str
    spaced: bool
    """Whether words are separated by spaces; Han is not."""
    entries: tuple[Entry, ...] = ()
    tables: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)
    """Other data files of the folder by stem: `numbering`, `rules`, `norms`."""

    @cached_property
    def verbs(self) -> str:
        """Source of a pattern for a verb with which an act may begin; a word that is a noun too counts only before an
        object.
        """
        table = self.tables.get("norms", {})
        plain, nouns = (_alternatives(table.get(key, "")) for key in ("verbs", "verbs_or_nouns"))
        edge = r"\b" if self.spaced else ""
        words = f"{edge}(?:{plain}){edge}"
        return rf"(?:{words}|\b(?:{nouns})\b(?=\s+{table['objects']}))" if nouns else words

    @property
    def has_lexicons(self) -> bool:
        """Whether norms of this language can be tagged; without lexicons they are only paired."""
        return bool(self.entries)

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.entries}

    def entry(self, identifier: str) -> Entry:
        """The entry of that id; KeyError if there is none."""
        return self._by_id[identifier]

    def group(self, name: str) -> tuple[Entry, ...]:
        """All entries of a group, in the order of the files."""
        return tuple(entry for entry in self.entries if entry.group == name)

    @cached_property
    def _matchers(self) -> dict[str, list[tuple[Entry, re.Pattern[str]]]]:
        groups: dict[str, list[tuple[Entry, re.Pattern[str]]]] = {}
        for entry in self.entries:
            groups.setdefault(entry.group, []).append((entry, _compile(entry, self.spaced)))
        return groups

    @cached_property
    def _lexemes(self) -> re.Pattern[str] | None:
        if self.spaced:
            return None
        words = {
            pattern
            for entry in self.entries
            if entry.group not in {"verb", "noun"}
            for pattern in (*entry.patterns, *entry.traps)
            if len(pattern) > 1 and re.escape(pattern) == pattern
        }
        return re.compile("|".join(sorted(words, key=lambda word: (-len(word), word)))) if words else None

    def tokens(self, text: str, span: Span | None = None) -> list[Token]:
        """Tokens of `text` in `span` (all of it by default), in order and without gaps; offsets into `text`."""
        return tokenize(text, span or Span(0, len(text)), self._lexemes)

    def find(self, group: str, text: str, span: Span | None = None) -> list[Cue]:
        """Entries of a group in `text`, left to right, never overlapping: of two that overlap the longer stands.

        An entry's traps veto that entry only.
        """
        start, end = span or Span(0, len(text))
        found = [
            (match.start() - match.end(), match.start(), -entry.weight, entry.id)
            for entry, pattern in self._matchers.get(group, ())
            for match in pattern.finditer(text, start, end)
            if match.lastgroup == "hit"
        ]
        taken: list[Cue] = []
        for minus_length, at, _, identifier in sorted(found):
            cue = Cue(identifier, Span(at, at - minus_length))
            if all(cue.span.end <= other.span.start or other.span.end <= at for other in taken):
                taken.append(cue)
        return sorted(taken, key=lambda cue: cue.span)


def _alternatives(words: str) -> str:
    """Words as alternatives of a pattern, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(set(words.split()), key=lambda word: (-len(word), word)))


def _compile(entry: Entry, spaced: bool) -> re.Pattern[str]:
    """One pattern for an entry. Traps come first, so that they consume what they match; longer sources before shorter."""

    def branch(sources: tuple[str, ...]) -> str:
        body = "|".join(sorted(sources, key=lambda source: (-len(source), source)))
        return rf"(?<![^\W_])(?:{body})(?![^\W_])" if spaced else f"(?:{body})"

    parts = [f"(?P<trap>{branch(entry.traps)})"] if entry.traps else []
    try:
        return re.compile("|".join([*parts, f"(?P<hit>{branch(entry.patterns)})"]), re.IGNORECASE if spaced else 0)
    except re.error as error:
        raise DataError(
            f"not a regular expression: {error}", where=f"entry {entry.id}", mend="escape or mend it"
        ) from error


def available() -> tuple[str, ...]:
    """Tags of the language folders, sorted."""
    root = resources.files("legiscompare.lang")
    return tuple(sorted(item.name for item in root.iterdir() if (item / "language.toml").is_file()))


@lru_cache(maxsize=32)
def load(tag: str) -> Language:
    """The language of a BCP-47 tag (`zh-Hans` -> `zh`). A tag without a folder gives a language without lexicons.

    Raises `DataError` naming file and entry where a data file is malformed.
    """
    primary = re.split(r"[-_]", tag.casefold(), maxsplit=1)[0] or "und"
    folder = resources.files("legiscompare.lang") / primary
    if not (folder / "language.toml").is_file():
        return Language(tag=primary, name=primary, version="0", spaced=primary not in {"zh", "ja", "ko", "th"})
    head = _toml(folder / "language.toml")
    tables = {
        item.name.removesuffix(".toml"): _toml(item)
        for item in sorted(folder.iterdir(), key=lambda item: item.name)
        if item.name.endswith(".toml") and item.name != "language.toml"
    }
    lexicon = folder / "lexicon"
    entries = tuple(_entries(lexicon)) if lexicon.is_dir() else ()
    return Language(primary, head["name"], head["version"], head["spaced"], entries, tables)


def _toml(path: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"not valid TOML: {error}", where=str(path), mend="mend the file at the place named") from error


_FIELDS = {"id", "patterns", "traps", "effect", "value", "weight", "yes", "no", "note"}


def _entries(folder: Traversable) -> Iterator[Entry]:
    seen: set[str] = set()
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if not item.name.endswith(".toml"):
            continue
        for row in _toml(item).get("entry", []):
            where = f"{item.name}, entry {row.get('id', '?')}"
            if unknown := sorted(set(row) - _FIELDS):
                raise DataError(f"unknown field {unknown[0]!r}", where=where, mend=f"use only {sorted(_FIELDS)}")
            if not row.get("patterns") or "." not in row.get("id", ""):
                raise DataError("an entry needs an id `group.name` and patterns", where=where, mend="add them")
            if row["id"] in seen:
                raise DataError("the id is used twice", where=where, mend="give each entry its own id")
            seen.add(row["id"])
            yield Entry(
                id=row["id"],
                patterns=tuple(row["patterns"]),
                traps=tuple(row.get("traps", ())),
                effect=row.get("effect", ""),
                value=row.get("value", ""),
                weight=float(row.get("weight", 0)),
                yes=tuple(row.get("yes", ())),
                no=tuple(row.get("no", ())),
                note=row.get("note", ""),
            )
