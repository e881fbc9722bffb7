"""The data files of a language folder as typed tables: what each key means, and one clear error where one is amiss.

Nothing reads a key that is not declared here, so that a missing or misspelt key is named before any text is read.
"""

from __future__ import annotations

import tomllib
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import msgspec

from legiscompare.errors import DataError
from legiscompare.model import Dimension

_Table = TypeVar("_Table")


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"{name} is {value!r}, not one of {', '.join(allowed)}")


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table: unknown keys are refused."""


class Profile(_Strict, frozen=True):
    """How a language builds its sentences: what the reading of norms asks instead of which language it is."""

    han: bool = False
    """Whether words stand without spaces between them."""
    clauses: str = "initial"
    """`initial`: a word opens a subordinate clause (where …,); `final`: a particle closes it (…的，)."""
    adjuncts: str = "after"
    """`after` or `before`: where time, manner and standard stand beside the act."""
    frame: bool = False
    """Whether the finite verb of a main clause stands second and the rest of the verb last. Subject, adjuncts and objects
    stand between them (Der Betreiber hat die Kräne jährlich zu prüfen), and nouns are written with a capital."""
    small_nouns: bool = False
    """With `frame`: nouns are written small (De exploitant moet de kranen jaarlijks controleren)."""
    binding_present: bool = False
    """Whether the present indicative commands as the binding word does (führt ein Register, tient un registre)."""
    elided: str = ""
    """Words that lose their vowel and are tied by an apostrophe to the next: `l d qu` for l'exploitant."""
    stemmer: str = ""
    """Name of a Snowball stemmer, or empty."""
    stops: str = ".,;:!?，。；：！？"
    """Marks that end a part of a sentence."""
    ends: str = ".!?。！？"
    """Marks that end a sentence."""
    breaks: str = ";；"
    """Marks between clauses of a sentence."""
    commas: str = ",，"
    """Marks between parts of a clause."""

    def __post_init__(self) -> None:
        _one_of("clauses", self.clauses, ("initial", "final"))
        _one_of("adjuncts", self.adjuncts, ("after", "before"))


class LanguageHead(_Strict, frozen=True):
    """`language.toml`."""

    name: str
    version: str
    profile: Profile = Profile()
    base: str = ""
    """Folder of the language whose data hold where this folder says nothing else: entries with the id of one of them take
    its place, tables take the place of tables. For a variant of a language (zh-hant on zh)."""
    also: tuple[str, ...] = ()
    """Further tags that this folder is for (zh-tw)."""
    without: tuple[str, ...] = ()
    """Groups of the lexicon that this language does not have, so that `lang check` does not ask for them."""


class Entry(_Strict, frozen=True):
    """One lexicon entry: what words mean in law, with the examples that prove it both ways."""

    id: str
    """`group.name`, unique in the language: `qualifier.feasible`."""
    phrases: tuple[str, ...]
    """What is looked for, in the notation of `lang.phrases`."""
    traps: tuple[str, ...] = ()
    """Longer phrases that contain one of the phrases and are something else (`相应` is not `应`)."""
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


class Lexicon(_Strict, frozen=True):
    """A file of `lexicon/`."""

    entry: tuple[Entry, ...] = ()


class Spelling(_Strict, frozen=True):
    """`[spelling]` of `words.toml`: variants of spelling that are matched as one."""

    endings: tuple[str, ...] = ()
    """Pairs of endings: from, to."""
    never: str = ""
    """Words that only look like it."""
    words: tuple[str, ...] = ()
    """Pairs of words: from, to."""

    def __post_init__(self) -> None:
        for name in ("endings", "words"):
            for one in getattr(self, name):
                if len(one.split()) != 2:
                    raise ValueError(f"{name}: {one!r} is no pair `from to`")


class WordTable(_Strict, frozen=True):
    """`words.toml`."""

    function: str
    """Words that carry no norm of their own."""
    light: str
    """Words too light to move a norm when they come or go alone."""
    synonyms: tuple[str, ...]
    """Groups of words of equal strength."""
    forms: tuple[str, ...] = ()
    """Irregular forms: the base first."""
    heads: str = ""
    """Nouns that are light only as the head of a phrase: after another word, or after the particle of an attribute."""
    wider: tuple[str, ...] = ()
    """Scales of nouns and verbs, the narrower before the wider: all that the first names, the next names as well.

    A name of several words is written with `_` between them.
    """
    pointing: str = ""
    """Words before a noun that point back to what it named before (that authority)."""
    pronouns: str = ""
    """Words that stand for a party named before (they)."""
    compounds: str = ""
    """Words that stand last in compounds written as one word: `x~` of one of them is also found in its compounds
    (Behörde~: Strafverfolgungsbehörden)."""
    separable: dict[str, str] = {}
    """Particle that may stand at the end of a clause -> finite forms of the verbs that it belongs to (teilt … mit)."""
    spelling: Spelling = Spelling()

    def __post_init__(self) -> None:
        for name in ("synonyms", "forms", "wider"):
            for one in getattr(self, name):
                if len(one.split()) < 2:
                    raise ValueError(f"{name}: {one!r} holds fewer than two words")


class DateTable(_Strict, frozen=True):
    """`[dates]` of `numerals.toml`: how a day is named, and which words beside it make it a limit."""

    months: dict[str, int] = {}
    """`march` -> 3."""
    year: str = ""
    """Mark after the year where dates are written with marks (2026年3月31日)."""
    month: str = ""
    day: str = ""
    inside: str = ""
    """What may stand between the parts of a date and says nothing."""
    deadline: str = ""
    """Words right before (or, with marks, after) a date by which something must be done."""
    until: str = ""
    """The same, up to which something lasts."""
    start: str = ""
    """The same, from which something holds."""
    stretch: str = ""
    """Words between the first day of a stretch of time and its last (to, 至); those of two words are tied by `_`."""


class NumeralTable(_Strict, frozen=True):
    """`numerals.toml`."""

    values: dict[str, float]
    """`three` -> 3."""
    multipliers: dict[str, float] = {}
    """`hundred` -> 100: they raise what stands before them."""
    great: dict[str, float] = {}
    """`million` -> 1000000: they raise all that stands before them."""
    joints: tuple[str, ...] = ()
    """Words inside a number that say nothing."""
    decimal: str = "."
    """The mark before a fraction."""
    point: str = ""
    """The word before a fraction written in words (一点五)."""
    dates: DateTable = DateTable()

    def __post_init__(self) -> None:
        _one_of("decimal", self.decimal, (".", ","))


class ActTable(_Strict, frozen=True):
    """`[acts]` of `structure.toml`."""

    before_object: str = ""
    """Words with which an object may begin: what tells `report the incident` from `reports and records`."""
    attributive: str = ""
    """Particles between an attribute and its noun."""
    genitives: str = ""
    """Words between a noun and what it is of: a verb before one of them is a noun (a report of)."""
    infinitive: str = ""
    """The word before an infinitive of purpose."""
    auxiliaries: str = ""
    """Words between a modal and its verb."""
    copula: str = ""
    """Words between who or what is spoken of and what it is: 主要负责人为责任人."""
    verb_endings: str = ""
    """Endings of the verb that stands last where a clause is a frame."""
    finite_endings: str = ""
    """Endings of the verb that stands second there."""
    after_join: str = ""
    """Further words that may stand between a join and the item it ties: or of another person, and does not wear."""
    indefinite: str = ""
    """Words before a thing that was not named yet: a record, another office. What is only named again has none."""


class AdverbTable(_Strict, frozen=True):
    """`[adverbs]` of `structure.toml`."""

    suffix: str = ""
    """Ending of adverbs made from adjectives."""


class SentenceTable(_Strict, frozen=True):
    """`[sentences]` of `structure.toml`."""

    abbreviations: str = ""
    """Words whose full stop ends no sentence."""
    after_ordinal: str = ""
    """Words before which a figure with a full stop is an ordinal number (1. Januar)."""


class RelativePlace(_Strict, frozen=True):
    """A word that names a place by its distance: 前款."""

    level: str
    step: int


class ReferenceTable(_Strict, frozen=True):
    """`[references]` of `structure.toml`."""

    nouns: dict[str, str]
    """Level -> its words."""
    links: str
    """Words and marks between the members of a list of places."""
    ranges: str
    """Words and marks between the ends of a range."""
    mark: str = ""
    """Word before each number where numbers are marked (第); empty where the noun stands first."""
    sub: str = ""
    """Word before the number of an inserted provision (之)."""
    elsewhere: str = ""
    """Words between a reference and the name of another act."""
    ordinals: dict[str, int] = {}
    relative: dict[str, RelativePlace] = {}

    def __post_init__(self) -> None:
        if "article" not in self.nouns:
            raise ValueError("nouns: no word for `article`")


class StructureTable(_Strict, frozen=True):
    """`structure.toml`."""

    acts: ActTable = ActTable()
    adverbs: AdverbTable = AdverbTable()
    sentences: SentenceTable = SentenceTable()
    references: ReferenceTable | None = None


class Pair(_Strict, frozen=True):
    """An example of a rule: two short texts of law."""

    draft: str
    final: str

    def __post_init__(self) -> None:
        if self.draft == self.final:
            raise ValueError(f"the two texts are the same ({self.draft!r}): a rule reads a difference")


class RuleExamples(_Strict, frozen=True):
    """The examples of one rule in one language."""

    id: str
    """A rule of `tag/rules.toml`: `dimension.name`."""
    yes: tuple[Pair, ...] = ()
    """In these it fires."""
    no: tuple[Pair, ...] = ()
    """In these, near misses, it must not."""
    note: str = ""
    """Why there are none, where there are none."""

    def __post_init__(self) -> None:
        if not (self.yes and self.no) and not self.note:
            raise ValueError(f"{self.id} has no example both ways, and no note that says why")
        dimension, _, name = self.id.partition(".")
        if not name or dimension not in set(Dimension):
            raise ValueError(f"the id {self.id!r} is not `dimension.name`")


class RuleFile(_Strict, frozen=True):
    """`rules.toml`."""

    rule: tuple[RuleExamples, ...] = ()


def read(path: Traversable, where: str) -> dict[str, Any]:
    """A TOML file as it stands. Raises `DataError` naming `where` if it is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(
            f"this is not valid TOML: {error}", where=where, mend="correct the file at the place that is named"
        ) from error
    except UnicodeDecodeError as error:
        what = f"is not UTF-8: {error.reason} at byte {error.start}"
        raise DataError(what, where=where, mend="save it as UTF-8") from error


def typed(table: object, kind: type[_Table], where: str) -> _Table:
    """A table as `kind`. Raises `DataError` naming `where`, the key and what is wrong with it."""
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        raise DataError(
            str(error).replace("Object ", "").replace(" - at ", ", at "),
            where=where,
            mend="compare with the same table of another language",
        ) from error
