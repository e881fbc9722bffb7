"""Check a language folder: data that the program can read, nothing missing that it asks for, examples that hold.

A fault names the file, the entry or key, what is wrong and how to mend it. The examples of rules are run one layer up
(`legiscompare.study.examples`), since a rule speaks only where two texts are compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from legiscompare.errors import DataError
from legiscompare.lang.groups import GROUPS, NAMED, ONLY, check_entry
from legiscompare.lang.language import Language, available, folder_of, load
from legiscompare.lang.phrases import forms
from legiscompare.lang.scan import find
from legiscompare.lang.tables import Entry, LanguageHead, NumeralTable, RuleFile, StructureTable, WordTable, read, typed

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

    @classmethod
    def of(cls, error: DataError) -> Fault:
        """A data error as a fault."""
        file, _, where = error.where.partition(", ")
        return cls(file, where, error.what, error.mend)


_TABLES: dict[str, type] = {
    "language.toml": LanguageHead,
    "words.toml": WordTable,
    "structure.toml": StructureTable,
    "numerals.toml": NumeralTable,
    "rules.toml": RuleFile,
}
_WITH_LEXICON = ("numerals.toml", "structure.toml", "words.toml", "rules.toml")
_ASKED: dict[str, dict[str, tuple[str, ...]]] = {
    "initial": {
        "acts": ("before_object", "genitives", "infinitive", "auxiliaries"),
        "adverbs": ("suffix",),
        "sentences": ("abbreviations",),
    },
    "final": {"acts": ("before_object", "attributive")},
}
"""Keys of `structure.toml` that the reading of norms asks for, by how the language marks its clauses. They may be empty."""


def faults(tag: str) -> tuple[Fault, ...]:
    """What is wrong with the folder `lang/<tag>`, in the order of its files; empty if nothing is.

    A folder without a `lexicon` (numbering alone) is complete: its texts are paired, no direction is given.
    Raises `DataError` if there is no such folder.
    """
    if tag not in available():
        raise DataError(f"there is no language folder {tag!r}", where="lang", mend=f"use one of {list(available())}")
    folder = folder_of(tag)
    found = [*_files(folder, f"lang/{tag}"), *_lexicon(folder / "lexicon", f"lang/{tag}/lexicon")]
    if found:
        return tuple(found)
    try:
        language = load(tag)
    except DataError as error:
        return (Fault.of(error),)
    if (folder / "lexicon").is_dir() and not _base(folder):
        found += [*_asked(folder, language), *_groups(language), *_words(language)]
    own = _own(folder) if _base(folder) else None
    return tuple(found) or entry_faults(language, own)


def _base_or_nothing(folder: Traversable) -> str:
    try:
        return _base(folder)
    except DataError:
        return ""  # named where the file is read as a table


def _base(folder: Traversable) -> str:
    """The language that a folder builds on; empty if it stands alone."""
    head = read(folder / "language.toml", "") if (folder / "language.toml").is_file() else {}
    return str(head.get("base", ""))


def _own(folder: Traversable) -> frozenset[str]:
    """Ids of the entries that a folder holds itself."""
    items = (item for item in (folder / "lexicon").iterdir() if item.name.endswith(".toml"))
    return frozenset(str(row.get("id", "")) for item in items for row in read(item, item.name).get("entry", ()))


def entry_faults(language: Language, own: frozenset[str] | None = None) -> tuple[Fault, ...]:
    """Examples of lexicon entries that do not hold, phrases that are never found, traps that catch nothing.

    `own`: ids of the entries that are asked; those of the language that a folder builds on are asked there.
    """
    found = []
    for entry in (one for one in language.entries if own is None or one.id in own):
        file, where = f"lang/{language.tag}/lexicon", f"entry {entry.id}"
        for side, sentences in (("yes", entry.yes), ("no", entry.no)):
            if not sentences:
                found.append(
                    Fault(file, where, f"has no {side!r} example", "add a short sentence of law, your own words")
                )
            for sentence in sentences:
                cues = {cue.id for cue in find(language, entry.group, sentence)}
                if (entry.id in cues) is (side == "no"):
                    verb = "is not found" if side == "yes" else "is found"
                    what = f"{verb} in its {side!r} example {sentence!r}; found there: {sorted(cues) or 'nothing'}"
                    found.append(Fault(file, where, what, "correct the phrases, the traps or the example"))
        found += [Fault(file, where, *told) for told in _dead(language, entry)]
    return tuple(found)


def _dead(language: Language, entry: Entry) -> Iterator[tuple[str, str]]:
    """Phrases that are found neither alone nor beside another word, and traps that catch no phrase of their entry."""
    fill, space = _FILLERS[language.profile.han]["<word>"], "" if language.profile.han else " "
    for phrase in entry.phrases:
        alone = specimens(language, phrase)
        beside = (words for one in alone for words in (one, f"{one}{space}{fill}", f"{fill}{space}{one}"))
        if not any(_stands(language, entry, words) for words in beside):
            yield f"the phrase {phrase!r} is found nowhere, not even in {alone[0]!r}", "correct it, or remove it"
    for trap in entry.traps:
        alone = specimens(language, trap)
        if all(_stands(language, entry, one) for one in alone):
            yield f"the trap {trap!r} does not catch {alone[0]!r}", "correct it, or remove it"


def _stands(language: Language, entry: Entry, words: str) -> bool:
    if language.elided:
        words = words.replace("' ", "'")  # written l'exploitant, looked for as l' exploitant
    return any(cue.id == entry.id for cue in find(language, entry.group, words))


_MOST = 12
"""Word sequences of a phrase that are tried."""
_FILLERS = {
    True: {"<num>": "3", "<word>": "某", "<cap>": "A", "<act>": "《甲法》"},
    False: {"<num>": "3", "<word>": "such", "<cap>": "Such", "<act>": "《Act》"},
}
"""By whether the language is written without spaces: what stands for a named part."""
_MARKS = frozenset({"^", "$", "/", "\\"})


def specimens(language: Language, phrase: str) -> list[str]:
    """Texts of nothing but the phrase: each named part filled in, each gap once closed and once filled."""
    han = language.profile.han
    fill, space = _FILLERS[han], "" if han else " "
    made = []
    for sequence in forms(phrase, han=han, where="")[:_MOST]:
        atoms = [atom for atom in sequence if atom not in _MARKS]
        for gap in ([], [fill["<word>"]]):
            words: list[str] = []
            for atom in atoms:
                is_gap = atom.startswith("..") and atom[2:].isdigit()
                words += gap if is_gap else [fill.get(atom, atom.removeprefix("`").removesuffix("~"))]
            made.append(space.join(words))
    return list(dict.fromkeys(made))


def _files(folder: Traversable, where: str) -> Iterator[Fault]:
    """Files that are missing, no TOML, or hold keys that nothing reads."""
    needed = ["language.toml", "numbering.toml", *(_WITH_LEXICON if (folder / "lexicon").is_dir() else ())]
    if (folder / "language.toml").is_file() and _base_or_nothing(folder):
        needed = ["language.toml"]
    for name in needed:
        if not (folder / name).is_file():
            yield Fault(
                f"{where}/{name}", "", "is missing", "add the file; that of another language says what it is for"
            )
    for name, kind in _TABLES.items():
        if (folder / name).is_file():
            try:
                typed(read(folder / name, f"{where}/{name}"), kind, f"{where}/{name}")
            except DataError as error:
                yield Fault.of(error)
    if (folder / "numbering.toml").is_file():
        try:
            read(folder / "numbering.toml", f"{where}/numbering.toml")
        except DataError as error:
            yield Fault.of(error)


def _lexicon(folder: Traversable, where: str) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    items = sorted(folder.iterdir(), key=lambda item: item.name) if folder.is_dir() else []
    for item in items:
        if not item.name.endswith(".toml"):
            continue
        file = f"{where}/{item.name}"
        try:
            table = read(item, file)
        except DataError as error:
            yield Fault.of(error)
            continue
        if unknown := sorted(set(table) - {"entry"}):
            yield Fault(file, unknown[0], "is read by nothing", "a lexicon file holds [[entry]] tables only")
        for number, row in enumerate(table.get("entry", ()), 1):
            identifier = str(row.get("id", f"number {number}"))
            yield from _entry(row, f"{file}, entry {identifier}", han=_is_han(folder))
            if identifier in seen:
                yield Fault(
                    file,
                    f"entry {identifier}",
                    f"the same id is used in {seen[identifier]}",
                    "give each entry its own id",
                )
            seen[identifier] = file


def _is_han(folder: Traversable) -> bool:
    """What the profile beside the lexicon says; a malformed profile is named elsewhere."""
    try:
        head = read(folder.joinpath("..", "language.toml"), "")
    except (DataError, OSError):
        return False
    if base := head.get("base"):
        return load(str(base)).profile.han
    profile = head.get("profile", {})
    return isinstance(profile, dict) and profile.get("han") is True


def _entry(row: dict[str, Any], where: str, *, han: bool) -> Iterator[Fault]:
    try:
        entry = typed(row, Entry, where)
        check_entry(entry, where)
        for phrase in (*entry.phrases, *entry.traps):
            forms(phrase, han=han, where=where)
    except DataError as error:
        yield Fault.of(error)


def _asked(folder: Traversable, language: Language) -> Iterator[Fault]:
    """Keys of `structure.toml` that are read and not there."""
    file = f"lang/{language.tag}/structure.toml"
    table: dict[str, Any] = read(folder / "structure.toml", file)
    for section, names in _ASKED[language.profile.clauses].items():
        for name in names:
            if name not in table.get(section, {}):
                yield Fault(file, f"[{section}] {name}", "is missing", "add it; empty if the language has no such word")
    if "references" not in table:
        yield Fault(file, "[references]", "is missing", "say how the language refers to articles")


def _groups(language: Language) -> Iterator[Fault]:
    """Groups that are read and that no entry fills."""
    file, head = f"lang/{language.tag}/lexicon", f"lang/{language.tag}/language.toml"
    there = {entry.group for entry in language.entries}
    for name, group in GROUPS.items():
        if name not in there | set(language.without):
            mend = "add entries, or name the group in `without` of language.toml"
            yield Fault(file, f"group {name}", f"is missing: nothing is known of {group.use}", mend)
    for name in language.without:
        if name not in GROUPS:
            yield Fault(head, "without", f"there is no group {name!r}", f"use {', '.join(sorted(GROUPS))}")
        elif name in there:
            yield Fault(head, "without", f"names {name!r}, of which there are entries", "remove it from this list")
    ids = {entry.id for entry in language.entries}
    for identifier, name in NAMED.items():
        if identifier not in ids and name in there and _asks(language, identifier):
            yield Fault(
                file,
                f"entry {identifier}",
                "is missing; the program asks for it by its id",
                "add an entry with this id",
            )


def _asks(language: Language, identifier: str) -> bool:
    return identifier not in ONLY or language.profile.clauses == ONLY[identifier]


def _words(language: Language) -> Iterator[Fault]:
    """Words that stand in two groups of equal strength."""
    homes: dict[str, str] = {}
    for group in language.word_table.synonyms if language.word_table else ():
        for word in group.split():
            if word in homes and homes[word] != group:
                file = f"lang/{language.tag}/words.toml"
                yield Fault(
                    file,
                    "synonyms",
                    f"{word!r} stands in two groups",
                    "join the two groups, or remove the word from one",
                )
            homes[word] = group
