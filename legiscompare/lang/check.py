"""Check a language folder: data that the program can read, examples that hold.

A fault names the file, the entry, what is wrong and how to mend it. The examples of rules are run one layer up
(`legiscompare.study.examples`), since a rule speaks only where two texts are compared.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from legiscompare.errors import DataError
from legiscompare.lang.language import Language, available, load
from legiscompare.model import Deontic, Dimension, NormKind, PartyClass

__all__ = ["Fault", "entry_faults", "faults"]


class Fault(NamedTuple):
    """One thing wrong with a language folder."""

    file: str
    """Path inside the package: `lang/zh/lexicon/actors.toml`."""
    where: str
    """Entry, rule or key; empty for the whole file."""
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}{f', {self.where}' if self.where else ''}: {self.what} ({self.mend})"


class _Group(NamedTuple):
    """What entries of a group may say. An empty set: the field is not used there."""

    values: frozenset[str] = frozenset()
    effects: frozenset[str] = frozenset()


_GROUPS: dict[str, _Group] = {
    "modal": _Group(values=frozenset(Deontic) - {Deontic.NONE}),
    "kind": _Group(values=frozenset(NormKind)),
    "actor": _Group(values=frozenset(PartyClass) - {PartyClass.NONE}),
    "obligation_type": _Group(values=frozenset({"result", "conduct"})),
    "condition": _Group(effects=frozenset({"narrows"})),
    "suspicion": _Group(effects=frozenset({"widens"})),
    "exception": _Group(effects=frozenset({"narrows", "unclear"})),
    "openlist": _Group(effects=frozenset({"opens"})),
    "qualifier": _Group(effects=frozenset({"lowers", "raises", "unclear"})),
    "time": _Group(effects=frozenset({"strict"})),
    "enforcement": _Group(effects=frozenset({"strict"})),
    "procedure": _Group(effects=frozenset({"strict"})),
    "delegation": _Group(effects=frozenset({"unclear"})),
    "involvement": _Group(),
    "negation": _Group(),
    "universal": _Group(),
    "window": _Group(),
    "constitutive": _Group(effects=frozenset({"", "always"})),
    "regulative": _Group(),
    "agent": _Group(),
}
_FIELDS: dict[str, type | tuple[type, ...]] = {
    "id": str,
    "patterns": list,
    "traps": list,
    "effect": str,
    "value": str,
    "weight": (int, float),
    "yes": list,
    "no": list,
    "note": str,
}
_RULE_FIELDS: dict[str, type | tuple[type, ...]] = {
    "id": str, "effect": str, "certain": bool, "why": str, "yes": list, "no": list,
}  # fmt: skip
_HEAD: dict[str, type | tuple[type, ...]] = {"name": str, "version": str, "spaced": bool}
_WORDS = ("function", "light", "synonyms", "purpose", "coordinator", "modifier_end")


def faults(tag: str) -> tuple[Fault, ...]:
    """What is wrong with the folder `lang/<tag>`, in the order of its files; empty if nothing is.

    A folder without a `lexicon` (numbering alone) is complete: its texts are paired, no direction is given.
    Raises `DataError` if there is no such folder.
    """
    if tag not in available():
        raise DataError(f"there is no language folder {tag!r}", where="lang", mend=f"use one of {list(available())}")
    folder = resources.files("legiscompare.lang") / tag
    found = [*_head(folder, tag), *_lexicon(folder, tag)]
    if (folder / "lexicon").is_dir():
        found += [
            Fault(f"lang/{tag}/{name}", "", "is missing", "a language with lexicons needs it")
            for name in ("norms.toml", "words.toml", "rules.toml")
            if not (folder / name).is_file()
        ]
        found += [*_words(folder, tag), *_patterns(folder, tag), *_rules(folder, tag)]
    if not found:
        found += entry_faults(load(tag))
    return tuple(found)


def entry_faults(language: Language) -> tuple[Fault, ...]:
    """Examples of lexicon entries that do not hold."""
    found = []
    for entry in language.entries:
        for side, sentences in (("yes", entry.yes), ("no", entry.no)):
            for sentence in sentences:
                cues = {cue.id for cue in language.find(entry.group, sentence)}
                if (entry.id in cues) is (side == "no"):
                    verb = "is not found" if side == "yes" else "is found"
                    what = f"{verb} in its {side!r} example {sentence!r}; found there: {sorted(cues) or 'nothing'}"
                    mend = "mend the patterns, the traps or the example"
                    found.append(Fault(f"lang/{language.tag}/lexicon", f"entry {entry.id}", what, mend))
    return tuple(found)


def _toml(path: Traversable, file: str) -> dict[str, Any] | Fault:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        return Fault(file, "", f"is not valid TOML: {error}", "mend it at the place named")
    except UnicodeDecodeError as error:
        return Fault(file, "", f"is not UTF-8: {error.reason} at byte {error.start}", "save it as UTF-8")


def _head(folder: Traversable, tag: str) -> Iterator[Fault]:
    file = f"lang/{tag}/language.toml"
    table = _toml(folder / "language.toml", file)
    if isinstance(table, Fault):
        yield table
        return
    yield from _fields(table, _HEAD, file, "", needed=tuple(_HEAD))
    if not (folder / "numbering.toml").is_file():
        yield Fault(f"lang/{tag}/numbering.toml", "", "is missing", "say how articles are numbered in this language")


def _fields(
    row: dict[str, Any], known: dict[str, type | tuple[type, ...]], file: str, where: str, *, needed: tuple[str, ...]
) -> Iterator[Fault]:
    """Unknown fields, fields of the wrong type, fields that are missing."""
    for name in row:
        if name not in known:
            yield Fault(file, where, f"has an unknown field {name!r}", f"use only {sorted(known)}")
        elif not isinstance(row[name], known[name]):
            kind = known[name]
            words = _NAMES[kind[0] if isinstance(kind, tuple) else kind]
            yield Fault(file, where, f"field {name!r} is {row[name]!r}", f"make it {words}")
    for name in needed:
        if name not in row:
            yield Fault(file, where, f"has no {name!r}", "add it")


_NAMES = {str: "a text", list: "a list", bool: "true or false", int: "a number", float: "a number"}


def _lexicon(folder: Traversable, tag: str) -> Iterator[Fault]:
    lexicon = folder / "lexicon"
    if not lexicon.is_dir():
        return
    seen: dict[str, str] = {}
    for item in sorted(lexicon.iterdir(), key=lambda item: item.name):
        if not item.name.endswith(".toml"):
            continue
        file = f"lang/{tag}/lexicon/{item.name}"
        table = _toml(item, file)
        if isinstance(table, Fault):
            yield table
            continue
        for row in table.get("entry", []):
            where = f"entry {row.get('id', '?')}"
            yield from _fields(row, _FIELDS, file, where, needed=("id", "patterns", "yes", "no"))
            if row.get("id") in seen:
                yield Fault(file, where, f"the id stands in {seen[row['id']]} too", "give each entry its own id")
            seen[row.get("id", "?")] = file
            yield from _entry(row, file, where)


def _entry(row: dict[str, Any], file: str, where: str) -> Iterator[Fault]:
    group, _, name = str(row.get("id", "")).partition(".")
    if group not in _GROUPS or not name:
        yield Fault(file, where, "the id is not `group.name` with a known group", f"use one of {sorted(_GROUPS)}")
        return
    for field, allowed in (("value", _GROUPS[group].values), ("effect", _GROUPS[group].effects)):
        given = row.get(field, "")
        if allowed and given not in allowed:
            yield Fault(file, where, f"{field} {given!r} means nothing in {group!r}", f"use one of {sorted(allowed)}")
        if not allowed and given:
            yield Fault(file, where, f"{field} {given!r} is not used in {group!r}", "leave it out")
    for side in ("yes", "no"):
        if side in row and not row[side]:
            yield Fault(file, where, f"has no {side!r} example", "add a short sentence of law, your own words")
    for field in ("patterns", "traps"):
        for pattern in row.get(field, ()):
            yield from _regex(pattern, file, f"{where}, {field}")


def _regex(pattern: object, file: str, where: str) -> Iterator[Fault]:
    if not isinstance(pattern, str) or not pattern:
        yield Fault(file, where, f"{pattern!r} is no pattern", "give a text that is not empty")
        return
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        yield Fault(file, where, f"{pattern!r} is no regular expression: {error}", "mend it, or escape its signs")
        return
    if compiled.search(""):
        yield Fault(file, where, f"{pattern!r} fits everywhere, also between words", "ask for at least one character")


def _words(folder: Traversable, tag: str) -> Iterator[Fault]:
    file = f"lang/{tag}/words.toml"
    if not (folder / "words.toml").is_file():
        return
    table = _toml(folder / "words.toml", file)
    if isinstance(table, Fault):
        yield table
        return
    for name in _WORDS:
        if name not in table:
            yield Fault(file, name, "is missing", "add it; the comments in other languages' files say what it is for")
    homes: dict[str, str] = {}
    for group in table.get("synonyms", ()):
        for word in group.split():
            if word in homes and homes[word] != group:
                yield Fault(file, "synonyms", f"{word!r} stands in two groups", "join the groups or drop the word")
            homes[word] = group
    for name in ("purpose", "coordinator", "modifier_end"):
        if name in table:
            yield from _regex(table[name], file, name)


_PLAIN = {"verbs", "verbs_or_nouns", "numerals", "units"}
"""Keys of norms.toml that hold words, not patterns."""


def _patterns(folder: Traversable, tag: str) -> Iterator[Fault]:
    """Every pattern of norms.toml compiles."""
    file = f"lang/{tag}/norms.toml"
    if not (folder / "norms.toml").is_file():
        return
    table = _toml(folder / "norms.toml", file)
    if isinstance(table, Fault):
        yield table
        return
    for key, pattern in _flat(table, ""):
        try:
            re.compile(pattern)
        except re.error as error:
            yield Fault(file, key, f"{pattern!r} is no regular expression: {error}", "mend it, or escape its signs")
    if not table.get("verbs", "").split():
        yield Fault(file, "verbs", "no verbs", "list the verbs that begin an act; without them no sentence is split")


def _flat(table: dict[str, Any], above: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if key in _PLAIN:
            continue
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            for one in value if isinstance(value, list) else [value]:
                yield f"{above}{key}", str(one)


def _rules(folder: Traversable, tag: str) -> Iterator[Fault]:
    file = f"lang/{tag}/rules.toml"
    if not (folder / "rules.toml").is_file():
        return
    table = _toml(folder / "rules.toml", file)
    if isinstance(table, Fault):
        yield table
        return
    seen: set[str] = set()
    for row in table.get("rule", []):
        identifier = row.get("id", "?")
        where = f"rule {identifier}"
        yield from _fields(row, _RULE_FIELDS, file, where, needed=("id", "effect", "why"))
        if identifier in seen:
            yield Fault(file, where, "the id is used twice", "give each rule its own id")
        seen.add(identifier)
        if identifier.partition(".")[0] not in set(Dimension) or not identifier.partition(".")[2]:
            yield Fault(file, where, "the id is not `dimension.name`", f"use one of {sorted(Dimension)}")
        yield from _examples(row, file, where)
    for other in available():
        theirs = {row["id"] for row in load(other).tables.get("rules", {}).get("rule", ())} if other != tag else set()
        for identifier in sorted(theirs - seen):
            yield Fault(file, f"rule {identifier}", f"is missing ({other!r} has it)", "add it, with its examples")
            seen.add(identifier)


def _examples(row: dict[str, Any], file: str, where: str) -> Iterator[Fault]:
    for side in ("yes", "no"):
        if not row.get(side):
            yield Fault(file, where, f"has no {side!r} example", 'add one: { draft = "…", final = "…" }')
        for example in row.get(side, ()):
            if not isinstance(example, dict) or set(example) != {"draft", "final"}:
                yield Fault(
                    file, where, f"{side!r} example {example!r}", "give it a `draft` and a `final`, nothing else"
                )
            elif example["draft"] == example["final"]:
                yield Fault(file, where, f"{side!r} example whose texts are the same", "a rule reads a difference")
