"""The numbering grammar of a language, loaded from `lang/<xx>/numbering.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from legiscompare.errors import DataError
from legiscompare.lang import load as load_language
from legiscompare.model import ProvisionKind
from legiscompare.parsing.numerals import number_words

if TYPE_CHECKING:
    from collections.abc import Iterable

_SYSTEMS = {
    "arabic": r"-?\d{1,3}[a-z]{0,2}",
    "han": r"[〇零一二三四五六七八九十百]{1,5}",
    "lower": r"-?[a-z]{1,2}",
    "upper": r"[A-Z]{1,2}",
    "roman": r"[ivx]{1,6}[a-z]?",
    "ROMAN": r"[IVX]{1,6}",
    "circled": r"[①-⑳]",
    "degree": r"\d{1,3}",
}
_WIDTH = {"(": "[(（]", ")": "[)）]", "（": "[(（]", "）": "[)）]", ".": "[.．]", "、": "、", "°": "°"}


@dataclass(frozen=True)
class NumberStyle:
    """One way of writing a list marker: `({lower})`."""

    source: str
    system: str
    """Number system, or empty for a dash."""
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class NumberForm:
    """One way of writing an article's heading, and what its numbered paragraphs look like."""

    name: str
    source: str
    """Pattern of its number, see `article`."""
    numbers: str
    run_in: str
    """Words of the article on the line of its number: `always`, `may` (by evidence) or `never`."""
    heading: str
    paragraphs: tuple[str, ...]
    paragraphs_first: tuple[str, ...]
    recitals: bool
    weak: bool
    says: str = ""
    """What it looks like, in a few words."""
    label: str = ""
    """Label of its articles, where not the language's own."""
    above: str = ""
    """Kind of level that it opens where another family counts the articles."""
    before: bool = False
    """Titles may stand on a line above the number."""
    inner: re.Pattern[str] | None = None
    """Numbers below its own that begin with it."""
    styles: tuple[NumberStyle, ...] = ()
    """List markers that it brings along."""
    opens: tuple[str, ...] = ()
    """Words with one of which its number begins; empty where the pattern alone says how."""

    @cached_property
    def article(self) -> re.Pattern[str]:
        """What stands at the head of an article. Compiled when a text is held against it: few texts are, for most words."""
        return re.compile(self.source)

    def may_open(self, words: Iterable[str]) -> bool:
        """Whether a text with one of these words at its head (see `opening`) could begin with its number; if not,
        `article` does not match.
        """
        return not self.opens or any(word.startswith(self.opens) for word in words)


@dataclass(frozen=True)
class Container:
    """A level above the article."""

    kind: ProvisionKind
    eid: str
    pattern: re.Pattern[str]
    numbers: str
    label: str
    rank: int


@dataclass(frozen=True)
class Apply:
    """One form of instruction that can be carried out: `replace`, `after`, `before`, `drop`, `repeal`, blocks."""

    kind: str
    source: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Groups `old`, `new`, `place`. Compiled when an instruction is held against it: few texts have one."""
        try:
            return re.compile(_with_quotes(self.source).replace(" ", r"\s{1,9}"), re.IGNORECASE)
        except re.error as error:
            raise DataError(
                f"a pattern of instructions is malformed: {error}",
                where=f"numbering.toml, [[amending.apply]] of kind {self.kind}: {self.source}",
                mend="compare with lang/en/numbering.toml",
            ) from error


@dataclass(frozen=True)
class Grammar:
    """All that is known of a language's numbering."""

    language: str
    forms: tuple[NumberForm, ...]
    containers: tuple[Container, ...]
    annex: re.Pattern[str] | None
    annex_numbers: str
    styles: tuple[NumberStyle, ...]
    labels: dict[str, str] = field(default_factory=dict)
    stop: dict[str, re.Pattern[str]] = field(default_factory=dict)
    amending: tuple[re.Pattern[str], ...] = ()
    """Beginnings of instructions to change another text."""
    apply: tuple[Apply, ...] = ()
    """Forms of instructions that can be applied to a base text."""
    metadata: dict[str, Any] = field(default_factory=dict)
    """Patterns of what a text says of itself: basis, effective, dated, issuer; names of months."""

    def ends(self, name: str, text: str) -> bool:
        """Whether words end with what is kept under `name` in the table `[stop]`."""
        return name in self.stop and re.search(f"(?:{self.stop[name].pattern})$", text) is not None

    def stops(self, name: str, text: str) -> bool:
        """Whether a block begins with the words kept under `name` in the table `[stop]`."""
        return name in self.stop and self.stop[name].match(text) is not None


@lru_cache(maxsize=32)
def load(language: str) -> Grammar:
    """The grammar of a BCP-47 tag; languages without one of their own get the generic grammar of this package.

    Raises `DataError` naming the file where its data are malformed.
    """
    known = load_language(language)
    table = known.numbering
    where = f"lang/{known.tag}/numbering.toml"
    if table is None:
        where = "parsing/generic.toml"
        table = tomllib.loads((resources.files("legiscompare.parsing") / "generic.toml").read_text(encoding="utf-8"))
    try:
        return _grammar(known.tag.partition("-")[0], table)
    except (AttributeError, KeyError, TypeError, ValueError, re.error) as error:
        raise DataError(
            f"the numbering is malformed: {error}", where=where, mend="compare with lang/en/numbering.toml"
        ) from error


# Emphasis and escapes of Markdown may stand before a number; they belong to neither number nor words.
PREFIX = r"[*_]{0,3}\\?"
_LETTERS = re.compile(r"[*_\\]*([^\W\d_]*)")


def opening(text: str) -> str:
    """The letters at the head of a text, behind emphasis."""
    found = _LETTERS.match(text)
    return found[1] if found else ""


def _grammar(language: str, table: dict[str, Any]) -> Grammar:
    shared = tomllib.loads((resources.files("legiscompare.parsing") / "families.toml").read_text(encoding="utf-8"))
    names = table.get("labels", {})  # a language may say how an article of a shared form is cited
    families = [row for row in shared["form"] if language in row.get("languages", (language,))]
    families = [row | {"label": names.get(f"article_{row['name']}", row.get("label", ""))} for row in families]
    rows = [*table["form"], *families]
    forms = tuple(form for row in rows for form in _forms(row))
    containers = tuple(
        Container(
            kind=ProvisionKind(row["kind"]),
            eid=row["eid"],
            pattern=re.compile(PREFIX + "(?:" + _with_numbers(row["pattern"]) + r")[*_]{0,3}"),
            numbers=row.get("numbers", "roman"),
            label=row["label"],
            rank=int(row.get("rank", rank)),
        )
        for rank, row in enumerate(table.get("container", ()))
    )
    annex = table.get("annex")
    return Grammar(
        language=language,
        forms=forms,
        containers=containers,
        annex=re.compile(PREFIX + "(?:" + annex["pattern"] + r")[*_]{0,3}") if annex else None,
        annex_numbers=annex.get("numbers", "roman") if annex else "roman",
        styles=tuple(_style(source) for source in table["markers"]["styles"]),
        labels=dict(table.get("labels", {})),
        stop={name: re.compile(PREFIX + "(?:" + pattern + ")") for name, pattern in table.get("stop", {}).items()},
        amending=tuple(re.compile(pattern, re.DOTALL) for pattern in table.get("amending", {}).get("patterns", ())),
        apply=tuple(Apply(str(row["kind"]), str(row["pattern"])) for row in table.get("amending", {}).get("apply", ())),
        metadata=dict(table.get("metadata", {})),
    )


_NUMBERS = {
    "{arabic}": r"\d{1,4}(?:[A-Za-z]{1,2}(?!\w)|\s[a-z](?!\w)|\s?(?:bis|ter|quater|quinquies|sexies|septies)\b"
    r"|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|<sup>\d{1,3}</sup>|\^\d{1,3}\^?)?",
    "{roman}": r"[IVXLC]{1,9}(?!\w)",
    "{words}": number_words(),
}
"""Numbers in patterns of articles, by what stands for them in the data."""


def _with_quotes(pattern: str) -> str:
    """`{old}` and `{new}` in an instruction are quotations, `{place}` is the place that it names."""
    for name in ("old", "new"):
        pattern = pattern.replace(f"{{{name}}}", rf"[“\"‘'「](?P<{name}>[^“”\"‘’「」]{{1,2000}})[”\"’'」]")
    # A place begins with a word: else each line end of a row would be tried as the beginning of one.
    return pattern.replace("{place}", r"(?P<place>(?:[^\s“”\"‘’][^“”\"‘’]{0,199}?)?)")


def _with_numbers(pattern: str) -> str:
    for name, number in _NUMBERS.items():
        pattern = pattern.replace(name, number)
    return pattern


def _forms(row: dict[str, Any]) -> list[NumberForm]:
    """A form, or one for each word that introduces its numbers."""
    out = []
    for word in row.get("words", [""]):
        pattern = _with_numbers(row["article"].replace("{word}", f"(?:{word}|{word.upper()})"))
        styles = dict.fromkeys([*row.get("styles", ()), *(row["paragraphs"] if "styles" in row else ())])
        out.append(
            NumberForm(
                name=row["name"].replace("{word}", word.lower()),
                source=PREFIX + "(?:" + pattern + r")[*_]{0,3}",
                numbers=row.get("numbers", "arabic"),
                run_in=row.get("run_in", "never"),
                heading=row.get("heading", "line"),
                paragraphs=tuple(row.get("paragraphs", ())),
                paragraphs_first=tuple(row.get("paragraphs_first", ())),
                recitals=bool(row.get("recitals", False)),
                weak=bool(row.get("weak", False)),
                says=row.get("says", "").replace("{word}", word),
                label=row.get("label", "").replace("{word}", word),
                above=row.get("above", ""),
                before=bool(row.get("before", False)),
                inner=re.compile(row["inner"]) if "inner" in row else None,
                styles=tuple(_style(source) for source in styles),
                opens=(word, word.upper()) if word.isalpha() and row["article"].startswith("{word}") else (),
            )
        )
    if not out[0].article.groupindex.get("number"):  # the others differ from it by a word
        raise ValueError(f"form {out[0].name!r} has no group `number`")
    return out


def _style(source: str) -> NumberStyle:
    match = re.fullmatch(r"([^{]*)\{(\w+)\}([^{]*)|([–—-])", source)
    if match is None:
        raise ValueError(f"style {source!r}")
    if match[4]:
        return NumberStyle(source, "", re.compile(r"[–—-]\s+"))
    before, system, after = match[1], match[2], match[3]
    if system == "bare":  # 1 The keeper …
        return NumberStyle(
            source, system, re.compile(r"\\?(?P<number>\d{1,2}[a-z]{0,2})(?=\s+(?:\(\d|[^\W\d_a-zà-ÿ]))")
        )
    if system == "decimal":  # 4.3 or 4.3. before words; whether it counts them is seen from what it stands in
        number = r"\\?(?P<number>\d{1,3}(?:\.\d{1,3}){1,4})\.?"
        return NumberStyle(source, system, re.compile(number + r"(?=\s+\S|[\u3400-\u9fff])"))
    wrap = ["".join(_WIDTH.get(char, re.escape(char)) for char in part) for part in (before, after)]
    # A closing full stop must be followed by space: `1.5` is a figure. A bracket need not: `(1)The`.
    tail = r"(?=\s|$)" if after in {".", ")", ""} or (after == "）" and not before) else ""
    if after == "." and system in {"arabic", "han"}:
        tail = r"(?!\d)(?=\s|$|[^\x00-\x7f])"
    if after == ")" and before == "(":
        tail = r"(?!\s*\()" if system == "" else ""
    number = (
        rf"\s*(?P<number>{_SYSTEMS[system]})\s*"
        if before
        else rf"(?P<number>{_SYSTEMS[system]})\s?"
        if after == "°"
        else rf"(?P<number>{_SYSTEMS[system]})"
    )
    slash = r"\\?"
    if system == "ROMAN":
        tail = r"(?:\s*[-–—](?=\s))?" + tail
    return NumberStyle(source, system, re.compile(rf"{slash}{wrap[0]}{number}{slash}{wrap[1]}{tail}"))
