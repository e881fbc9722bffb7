"""Load a language folder: `language.toml` (name, version, profile), `lexicon/*.toml` (entries) and its other tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from legiscompare.errors import DataError
from legiscompare.lang.groups import check_entry
from legiscompare.lang.numerals import Numerals
from legiscompare.lang.phrases import Trie
from legiscompare.lang.tables import (
    Entry,
    LanguageHead,
    Lexicon,
    NumeralTable,
    Profile,
    RuleExamples,
    RuleFile,
    Spelling,
    StructureTable,
    WordTable,
    read,
    typed,
)
from legiscompare.lang.tokens import is_han
from legiscompare.plugins import loaded

_Kind = TypeVar("_Kind")


@dataclass(frozen=True, eq=False)
class Language:
    """A language folder, loaded. Equal tags give the same object, so identity serves as equality."""

    tag: str
    name: str
    version: str
    profile: Profile = field(default_factory=Profile)
    base: str = ""
    """Folder of the language that this one is a variant of."""
    entries: tuple[Entry, ...] = ()
    without: tuple[str, ...] = ()
    """Groups of the lexicon that this language does not have."""
    word_table: WordTable | None = None
    """`words.toml`."""
    structure: StructureTable = field(default_factory=StructureTable)
    """`structure.toml`."""
    numeral_table: NumeralTable | None = None
    """`numerals.toml`."""
    numbering: dict[str, Any] | None = None
    """`numbering.toml`, which `parse` reads."""
    examples: tuple[RuleExamples, ...] = ()
    """`rules.toml`."""
    word_list: frozenset[str] = frozenset()
    """Han: words that are one token besides those of the lexicon (`words.txt`)."""
    variants: dict[int, str] = field(default_factory=dict)
    """Han: character -> the form under which it is matched (`variants.txt`): 應 -> 应."""

    @property
    def spaced(self) -> bool:
        """Whether words are separated by spaces; Han is not."""
        return not self.profile.han

    @property
    def has_lexicons(self) -> bool:
        """Whether norms of this language can be tagged; without lexicons they are only paired."""
        return bool(self.entries)

    @cached_property
    def before_object(self) -> frozenset[str]:
        """Words with which an object may begin: what tells `report the incident` from `reports and records`."""
        return frozenset(self.structure.acts.before_object.split())

    @cached_property
    def attributive(self) -> frozenset[str]:
        """Particles between an attribute and its noun."""
        return frozenset(self.structure.acts.attributive.split())

    @cached_property
    def genitives(self) -> frozenset[str]:
        """Words between a noun and what it is of: a verb before one of them is a noun (a report of)."""
        return frozenset(self.structure.acts.genitives.split())

    @cached_property
    def infinitive(self) -> str:
        """The word before an infinitive of purpose; empty where the language has none."""
        return self.structure.acts.infinitive

    @cached_property
    def copula(self) -> frozenset[str]:
        """Words between who or what is spoken of and what it is."""
        return frozenset(self.structure.acts.copula.split())

    @cached_property
    def indefinite(self) -> frozenset[str]:
        """Words before a thing that was not named yet."""
        return frozenset(self.structure.acts.indefinite.split())

    @cached_property
    def after_join(self) -> frozenset[str]:
        """Words that may stand between a join and the item it ties."""
        acts = self.structure.acts
        return frozenset(f"{acts.before_object} {acts.auxiliaries} {acts.after_join}".split())

    @cached_property
    def auxiliaries(self) -> frozenset[str]:
        """Words between a modal and its verb (be, been)."""
        return frozenset(self.structure.acts.auxiliaries.split())

    @cached_property
    def conjunctions(self) -> frozenset[str]:
        """Single words that join."""
        return frozenset(one for entry in self.group("join") for one in entry.phrases if one.isalpha())

    @cached_property
    def verb_endings(self) -> tuple[str, ...]:
        """Endings of the verb that stands last where a clause is a frame."""
        return tuple(self.structure.acts.verb_endings.split())

    @cached_property
    def finite_endings(self) -> tuple[str, ...]:
        """Endings of the verb that stands second where a clause is a frame."""
        return tuple(self.structure.acts.finite_endings.split())

    @cached_property
    def elided(self) -> frozenset[str]:
        """Words that are tied by an apostrophe to the next."""
        return frozenset(self.profile.elided.split())

    @cached_property
    def separable(self) -> dict[str, frozenset[str]]:
        """Particle at the end of a clause -> finite forms of the verbs that it belongs to."""
        table = self.word_table.separable if self.word_table else {}
        return {particle: frozenset(forms.split()) for particle, forms in table.items()}

    @cached_property
    def after_ordinal(self) -> frozenset[str]:
        """Words before which a figure with a full stop is an ordinal number."""
        return frozenset(self.structure.sentences.after_ordinal.split())

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Words whose full stop ends no sentence."""
        return frozenset(self.structure.sentences.abbreviations.split())

    @cached_property
    def adverb_suffix(self) -> str:
        """Ending of adverbs made from adjectives; empty where the language has none."""
        return self.structure.adverbs.suffix

    @cached_property
    def numerals(self) -> Numerals:
        """The number words of the language."""
        table = self.numeral_table
        if table is None:
            return Numerals()
        return Numerals(
            table.values, table.multipliers, table.great, frozenset(table.joints), table.decimal, table.point
        )

    @cached_property
    def _stem_of(self) -> Callable[[str], str]:
        if not self.profile.stemmer:
            return str
        import snowballstemmer  # brings every language along: not for one that has no stemmer

        stem: Callable[[str], str] = snowballstemmer.stemmer(self.profile.stemmer).stemWord
        irregular: dict[str, str] = {}
        for group in self.word_table.forms if self.word_table else ():
            base, *others = group.split()
            irregular.update((form, stem(base)) for form in others)
        return lru_cache(maxsize=65536)(lambda word: irregular.get(word) or stem(word))

    @cached_property
    def _spelling(self) -> tuple[tuple[tuple[str, str], ...], frozenset[str], dict[str, str]]:
        table = self.word_table.spelling if self.word_table else Spelling()
        endings = tuple((old, new) for old, new in (one.split() for one in table.endings))
        return endings, frozenset(table.never.split()), dict(one.split() for one in table.words)

    def has_variants(self, text: str) -> bool:
        """Whether a text holds characters that are matched under another form."""
        return bool(self.variants) and not self.variants.keys().isdisjoint(map(ord, set(text)))

    def spelled(self, word: str) -> str:
        """The one spelling under which variants of a word are matched (organise, organize; licence, license; 應當, 应当)."""
        if self.variants:
            return word.translate(self.variants)
        endings, never, words = self._spelling
        if word in words:
            return words[word]
        if "-" in word and self.numerals.is_number(word):
            return word  # twenty-four ends like no colour
        for old, new in endings:
            if len(word) > len(old) + 2 and word.endswith(old):
                return word if word in never else word[: -len(old)] + new
        return word

    def stem(self, word: str) -> str:
        """What the forms of a word have in common; the word itself where the language has no stemmer."""
        return self._stem_of(word)

    @cached_property
    def _heads(self) -> tuple[str, ...]:
        words = self.word_table.compounds.split() if self.word_table else []
        return tuple(sorted({self.stem(word) for word in words}))

    def head_stem(self, word: str) -> str:
        """The stem under which phrases look for a word: of a compound that of its last part, where the language names it."""
        stem = self.stem(word)
        return next((head for head in self._heads if len(stem) > len(head) and stem.endswith(head)), stem)

    @cached_property
    def trie(self) -> Trie:
        """All phrases of the lexicon."""
        trie = Trie(self.stem, self.spelled)
        for number, entry in enumerate(self.entries):
            where = f"lang/{self.tag}/lexicon, entry {entry.id}"
            for trap, phrases in ((False, entry.phrases), (True, entry.traps)):
                for phrase in phrases:
                    trie.add(phrase, number, trap=trap, han=self.profile.han, where=where)
        return trie

    @cached_property
    def words(self) -> frozenset[str]:
        """Han: expressions that are one token, so that no diff cuts them."""
        if not self.profile.han:
            return frozenset()
        literal = {
            self.spelled(phrase)
            for entry in self.entries
            if entry.group not in {"clause", "slot", "term", "bound", "list"}
            for phrase in (*entry.phrases, *entry.traps)
            if len(phrase) > 1 and all(is_han(char) for char in phrase) and phrase[0] not in self.attributive
        }
        return frozenset(literal | set(map(self.spelled, self.word_list)))

    @cached_property
    def vocabulary(self) -> dict[str, tuple[int, ...]]:
        """First character -> lengths of the words that begin with it, longest first."""
        found: dict[str, set[int]] = {}
        for word in self.words:
            found.setdefault(word[0], set()).add(len(word))
        return {char: tuple(sorted(lengths, reverse=True)) for char, lengths in found.items()}

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.entries}

    def entry(self, identifier: str) -> Entry:
        """The entry of that id; KeyError if there is none."""
        return self._by_id[identifier]

    def group(self, name: str) -> tuple[Entry, ...]:
        """All entries of a group, in the order of the files."""
        return tuple(entry for entry in self.entries if entry.group == name)


def available() -> tuple[str, ...]:
    """Tags of the language folders, sorted: our own and those that other packages add."""
    return tuple(sorted({*own(), *loaded("languages")}))


def own() -> frozenset[str]:
    """Tags of the language folders of this package."""
    root = resources.files("legiscompare.lang")
    return frozenset(item.name for item in root.iterdir() if (item / "language.toml").is_file())


def folder_of(tag: str) -> Traversable:
    """The folder of a language: our own, else the one that another package adds. It need not exist.

    A plug-in cannot take the place of a language that is built in: results would change without a word in them.
    """
    folder = resources.files("legiscompare.lang") / tag
    if not (folder / "language.toml").is_file() and (added := loaded("languages").get(tag)) is not None:
        return resources.files(added)
    return folder


@lru_cache(maxsize=32)
def load(tag: str) -> Language:
    """The language of a BCP-47 tag (`zh-Hans` -> `zh`, `zh-TW` -> `zh-hant`). A tag without a folder gives a language without
    lexicons.

    Raises `DataError` naming file and entry where a data file is malformed.
    """
    parts = re.split(r"[-_]", tag.casefold())
    primary = parts[0] or "und"
    for size in range(len(parts), 0, -1):
        name = "-".join(parts[:size])
        name = _aliases().get(name, name)
        if re.fullmatch(r"[a-z0-9-]+", name) and (folder_of(name) / "language.toml").is_file():
            return _of_folder(name)
    return Language(tag=primary, name=primary, version="0", profile=Profile(han=primary in _UNSPACED))


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    """Further tags -> folder, for folders that build on another language."""
    found: dict[str, str] = {}
    for name in available():
        if "-" in name:
            head = _table(folder_of(name), "language.toml", LanguageHead, f"lang/{name}")
            found.update((tag, name) for tag in (head.also if head else ()))
    return found


def _of_folder(name: str) -> Language:
    """The language of a folder, on its base if it has one."""
    folder, where = folder_of(name), f"lang/{name}"
    head = _table(folder, "language.toml", LanguageHead, where)
    if head is None:
        raise DataError(
            "this file is missing", where=f"{where}/language.toml", mend="add the file, or remove the folder"
        )
    base = _of_folder(head.base) if head.base else None
    variants = _variants(folder) or (base.variants if base else {})
    entries = tuple(_entries(folder / "lexicon", f"{where}/lexicon"))
    examples = _table(folder, "rules.toml", RuleFile, where)
    listed, numbering = folder / "words.txt", folder / "numbering.toml"
    found = Language(
        tag=name,
        name=head.name,
        version=head.version,
        base=head.base,
        profile=_stemmed(head.profile, f"{where}/language.toml"),
        entries=entries,
        without=head.without,
        word_table=_table(folder, "words.toml", WordTable, where, variants),
        structure=_table(folder, "structure.toml", StructureTable, where, variants) or StructureTable(),
        numeral_table=_table(folder, "numerals.toml", NumeralTable, where, variants),
        numbering=read(numbering, f"{where}/numbering.toml") if numbering.is_file() else None,
        examples=examples.rule if examples else (),
        word_list=frozenset(listed.read_text(encoding="utf-8").split()) if listed.is_file() else frozenset(),
        variants=variants,
    )
    return _upon(base, found) if base else found


def _upon(base: Language, found: Language) -> Language:
    """A variant of a language: what its folder does not say is what the base says."""
    own = {entry.id for entry in found.entries}
    return replace(
        found,
        profile=base.profile,
        entries=(*(entry for entry in base.entries if entry.id not in own), *found.entries),
        without=found.without or base.without,
        word_table=found.word_table or base.word_table,
        structure=found.structure if found.structure != StructureTable() else base.structure,
        numeral_table=found.numeral_table or base.numeral_table,
        numbering={**(base.numbering or {}), **(found.numbering or {})} or None,
        word_list=base.word_list | found.word_list,
    )


def _variants(folder: Traversable) -> dict[int, str]:
    """Lines of a character and those that are matched under it; lines that begin with # are comments."""
    path = folder / "variants.txt"
    if not path.is_file():
        return {}
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines() if line[:1] not in {"", "#"})
    return {ord(char): row[0] for row in rows for char in row[1]}


_UNSPACED = frozenset({"zh", "ja", "ko", "th"})
"""Languages without a folder here that are written without spaces."""


def _table(
    folder: Traversable, name: str, kind: type[_Kind], where: str, variants: dict[int, str] | None = None
) -> _Kind | None:
    """A table of a folder; its words in the form under which they are matched, where the language has `variants`."""
    path = folder / name
    if not path.is_file():
        return None
    table = read(path, f"{where}/{name}")
    return typed(_matched(table, variants) if variants else table, kind, f"{where}/{name}")


def _matched(value: Any, variants: dict[int, str]) -> Any:
    if isinstance(value, str):
        return value.translate(variants)
    if isinstance(value, dict):
        return {_matched(key, variants): _matched(one, variants) for key, one in value.items()}
    return [_matched(one, variants) for one in value] if isinstance(value, list) else value


def _stemmed(profile: Profile, where: str) -> Profile:
    if not profile.stemmer:
        return profile
    import snowballstemmer

    if profile.stemmer not in snowballstemmer.algorithms():
        known = ", ".join(snowballstemmer.algorithms())
        raise DataError(f"there is no stemmer {profile.stemmer!r}", where=where, mend=f"use one of {known}, or none")
    return profile


def _entries(folder: Traversable, where: str) -> Iterator[Entry]:
    seen: dict[str, str] = {}
    items = sorted(folder.iterdir(), key=lambda item: item.name) if folder.is_dir() else []
    for item in items:
        if not item.name.endswith(".toml"):
            continue
        file = f"{where}/{item.name}"
        for entry in typed(read(item, file), Lexicon, file).entry:
            check_entry(entry, f"{file}, entry {entry.id}")
            if entry.id in seen:
                raise DataError(
                    f"the same id is used in {seen[entry.id]}",
                    where=f"{file}, entry {entry.id}",
                    mend="give each entry its own id",
                )
            seen[entry.id] = file
            yield entry
