"""What a text says of itself: title, stage, date, issuer, legal basis, date of effect. Nothing is guessed.

The patterns are data: table `[metadata]` of `lang/<xx>/numbering.toml`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legiscompare.model import Provision, ProvisionKind, SourceText
from legiscompare.parsing.numerals import han_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legiscompare.parsing.grammar import Grammar

_BRACKETED = re.compile(r"[（(]([^（()）]{1,30})[）)]\s*$")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")


@dataclass(frozen=True)
class Metadata:
    """What was found; empty where the text does not say."""

    title: str = ""
    stage: str = ""
    date: dt.date | None = None
    issuer: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    effective: dt.date | None = None


def metadata(source: SourceText, root: Provision, grammar: Grammar) -> Metadata:
    """Metadata read from the text itself; what the file declares fills the gaps."""
    first = next((node for node in root.walk() if node.kind is ProvisionKind.ARTICLE), None)
    before = source.text[: first.span.start] if first else source.text[:2000]
    printed = root.heading.of(source.text) if root.heading else source.metadata.get("title", "")
    spaced = grammar.language not in {"zh", "ja"}
    title = (" " if spaced else "").join(printed.split())
    stage = source.metadata.get("stage", "")
    if (
        not stage
        and grammar.stop.get("stage")
        and (match := _BRACKETED.search(title))
        and grammar.stops("stage", match.group())
    ):
        stage = match[1]
    dates = list(_dates(grammar, "dated", before if not spaced else title))
    stated = next(_dates_of(_ISO, source.metadata.get("date", ""), grammar), None)
    return Metadata(
        title=title,
        stage=stage,
        date=max(dates, default=None) or stated,
        issuer=_issuer(grammar, before, title),
        basis=_basis(grammar, before + (first.span.of(source.text) if first else "")),
        effective=_effective(grammar, source.text, root, before),
    )


def _pattern(grammar: Grammar, name: str) -> re.Pattern[str] | None:
    pattern = grammar.metadata.get(name)
    return re.compile(pattern) if isinstance(pattern, str) else None


def _dates(grammar: Grammar, name: str, text: str) -> Iterator[dt.date]:
    if pattern := _pattern(grammar, name):
        yield from _dates_of(pattern, text, grammar)


def _dates_of(pattern: re.Pattern[str], text: str, grammar: Grammar) -> Iterator[dt.date]:
    months: list[str] = grammar.metadata.get("months", [])
    for match in pattern.finditer(text):
        month = months.index(match["month"]) + 1 if match["month"] in months else _number(match["month"])
        try:
            yield dt.date(_number(match["year"]), month, _number(match["day"]))
        except ValueError:  # the thirty-first of June: the text has it, no calendar does
            continue


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else han_value(words) or 0


def _effective(grammar: Grammar, text: str, root: Provision, before: str) -> dt.date | None:
    """The date on which the act says it takes effect: the first one in the last article that names one."""
    articles = [node for node in root.walk() if node.kind is ProvisionKind.ARTICLE]
    for span in [node.span for node in reversed(articles)] or [root.span]:
        if (stated := next(_dates(grammar, "effective", span.of(text)), None)) is not None:
            return stated
    return next(_dates(grammar, "in_force_line", before), None)


def _basis(grammar: Grammar, words: str) -> tuple[str, ...]:
    pattern, act = _pattern(grammar, "basis"), _pattern(grammar, "act")
    if pattern is None:
        return ()
    if act is not None:
        match = pattern.search(words)
        return tuple(dict.fromkeys(act.findall(match[1]))) if match else ()
    return tuple(dict.fromkeys(" ".join(found.strip().rstrip(",").split()) for found in pattern.findall(words)))


def _issuer(grammar: Grammar, before: str, title: str) -> tuple[str, ...]:
    """Lines before the law that name an office and nothing else."""
    pattern = _pattern(grammar, "issuer")
    if pattern is None:
        return ()
    lines = (line.strip() for line in before.split("\n"))
    return tuple(dict.fromkeys(line for line in lines if line != title and pattern.fullmatch(line)))
