"""The numbering grammar of a language, loaded from `lang/<xx>/numbering.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from legiscompare.errors import DataError
from legiscompare.lang import load as load_language
from legiscompare.model import ProvisionKind

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
class Style:
    """One way of writing a list marker: `({lower})`."""

    source: str
    system: str
    """Number system, or empty for a dash."""
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Form:
    """One way of writing an article's heading, and what its numbered paragraphs look like."""

    name: str
    article: re.Pattern[str]
    numbers: str
    run_in: bool
    heading: str
    paragraphs: tuple[str, ...]
    paragraphs_first: tuple[str, ...]
    recitals: bool
    weak: bool


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
class Grammar:
    """All that is known of a language's numbering."""

    language: str
    forms: tuple[Form, ...]
    containers: tuple[Container, ...]
    annex: re.Pattern[str] | None
    annex_numbers: str
    styles: tuple[Style, ...]
    labels: dict[str, str] = field(default_factory=dict)
    stop: dict[str, re.Pattern[str]] = field(default_factory=dict)
    amending: tuple[re.Pattern[str], ...] = ()
    """Beginnings of instructions to change another text."""
    metadata: dict[str, Any] = field(default_factory=dict)
    """Patterns of what a text says of itself: basis, effective, dated, issuer; names of months."""

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
        where = "parse/generic.toml"
        table = tomllib.loads((resources.files("legiscompare.parse") / "generic.toml").read_text(encoding="utf-8"))
    try:
        return _grammar(known.tag, table)
    except (AttributeError, KeyError, TypeError, ValueError, re.error) as error:
        raise DataError(
            f"malformed numbering: {error}", where=where, mend="compare with lang/en/numbering.toml"
        ) from error


# Emphasis and escapes of Markdown may stand before a number; they belong to neither number nor words.
PREFIX = r"[*_]{0,3}\\?"


def _grammar(language: str, table: dict[str, Any]) -> Grammar:
    forms = tuple(
        Form(
            name=row["name"],
            article=re.compile(PREFIX + "(?:" + row["article"] + r")[*_]{0,3}"),
            numbers=row.get("numbers", "arabic"),
            run_in=bool(row.get("run_in", False)),
            heading=row.get("heading", "line"),
            paragraphs=tuple(row.get("paragraphs", ())),
            paragraphs_first=tuple(row.get("paragraphs_first", ())),
            recitals=bool(row.get("recitals", False)),
            weak=bool(row.get("weak", False)),
        )
        for row in table["form"]
    )
    containers = tuple(
        Container(
            kind=ProvisionKind(row["kind"]),
            eid=row["eid"],
            pattern=re.compile(PREFIX + "(?:" + row["pattern"] + r")[*_]{0,3}"),
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
        metadata=dict(table.get("metadata", {})),
    )


def _style(source: str) -> Style:
    match = re.fullmatch(r"([^{]*)\{(\w+)\}([^{]*)|([–—-])", source)
    if match is None:
        raise ValueError(f"style {source!r}")
    if match[4]:
        return Style(source, "", re.compile(r"[–—-]\s+"))
    before, system, after = match[1], match[2], match[3]
    if system == "bare":  # 1 The keeper …
        return Style(source, system, re.compile(r"\\?(?P<number>\d{1,2}[a-z]{0,2})(?=\s+(?:\(\d|[^\W\d_a-zà-ÿ]))"))
    if system == "decimal":  # 4.3 or 4.3. before a capital or Han; 3.5 tonnes is a figure
        number = r"\\?(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})\.?"
        return Style(source, system, re.compile(number + r"(?=\s+\W*[^\W\d_a-zà-ÿ])"))
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
    return Style(source, system, re.compile(rf"{slash}{wrap[0]}{number}{slash}{wrap[1]}{tail}"))
