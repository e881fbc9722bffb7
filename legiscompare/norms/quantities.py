"""Measures in a norm, normalised so that two of them compare: 三个月内, within 72 hours, EUR 35 000 000."""

from __future__ import annotations

import re
from functools import lru_cache

from legiscompare.lang import Language
from legiscompare.model import Quantity, Span

_ZH_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ZH_UNIT = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_EN = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip
_MONEY = {"CNY", "EUR", "USD", "GBP"}


def zh_number(words: str) -> float | None:
    """`一万五千` -> 15000, `3` -> 3; None if it is no number."""
    if re.fullmatch(r"[0-9.]+", words):
        try:
            return float(words)
        except ValueError:
            return None
    total, section, digit = 0.0, 0.0, 0.0
    for char in words:
        if char in _ZH_DIGIT:
            digit = float(_ZH_DIGIT[char])
        elif char.isdigit():
            digit = digit * 10 + int(char)
        elif char in "万亿":
            total = (total + section + digit) * _ZH_UNIT[char]
            section = digit = 0.0
        elif char in _ZH_UNIT:
            section += (digit or 1) * _ZH_UNIT[char]
            digit = 0.0
        else:
            return None
    return total + section + digit


def _en_number(words: str) -> float | None:
    plain = re.sub(r"[\s,\u00a0\u202f](?=\d{3})", "", words.casefold().strip())
    if plain in _EN:
        return float(_EN[plain])
    try:
        return float(plain.replace(",", "."))
    except ValueError:
        return None


@lru_cache(maxsize=8)
def _pattern(language: Language, name: str) -> re.Pattern[str]:
    return re.compile(language.tables["norms"]["quantities"][name], re.IGNORECASE)


def number(words: str, language: Language) -> float | None:
    """The number that words or figures of a language name; None if they name none."""
    return (zh_number if language.tables["norms"]["quantities"]["numerals"] == "zh" else _en_number)(words)


def quantities(text: str, span: Span, language: Language) -> tuple[Quantity, ...]:
    """The measures in `span`, in order; amounts of money in whole currency units, periods in the unit as printed.

    `low` alone is set for a floor (at least, more than, 以上), `high` alone for a ceiling (up to, 不超过), both for a
    bare figure.
    """
    table = language.tables["norms"]["quantities"]
    units: dict[str, str] = table["units"]
    found: list[Quantity] = []
    for match in _pattern(language, "pattern").finditer(text, *span):
        groups = match.groupdict()
        if groups.get("money"):
            value, name = number(groups["amount"], language), groups["money"].upper()
            factor = {"m": 1e6, "b": 1e9}.get((groups.get("mio") or " ").strip()[:1].casefold(), 1.0)
        else:
            value = number(groups["low"], language)
            name, factor = groups.get("unit") or "", 1.0
        if value is None:
            continue
        unit = units.get(name) or units.get(name.casefold()) or units.get(name.casefold().removesuffix("s")) or "count"
        unit, _, times = unit.partition("*")
        value *= factor * (float(times) if times else 1.0)
        at = Span(*match.span())
        before, after = text[max(span.start, at.start - 40) : at.start], text[at.end : min(span.end, at.end + 16)]
        bound = groups.get("bound") or ""
        side = _bound(before, bound + after, language)
        low = None if side == "ceiling" else value
        high = None if side == "floor" else value
        found.append(Quantity(unit, low, high, _role(before, after, unit, bound), at))
    return tuple(found)


def _bound(before: str, after: str, language: Language) -> str:
    """Whether a figure is the least (`floor`), the most (`ceiling`) or bare."""
    for side in ("ceiling", "floor"):
        if _pattern(language, f"{side}_before").search(before) or _pattern(language, f"{side}_after").match(after):
            return side
    return ""


def _role(before: str, after: str, unit: str, bound: str) -> str:
    """What the measure is for, from its unit and the words beside it."""
    if unit in _MONEY or unit in {"percent", "multiple"}:
        return "amount"
    if unit == "age" or re.search(r"\bage(?:d|s)?(?: of)?\s*$", before, re.IGNORECASE):
        return "age"
    if unit in {"hour", "day", "working_day", "week", "month", "year"}:
        if bound in {"内", "以内", "之内", "前"} or re.search(
            r"(?:within|later than|after|by)\s*$", before, re.IGNORECASE
        ):
            return "deadline"
        if re.match(r"\s*(?:before|prior to|in advance)|前", after):
            return "notice"
        if re.search(r"每$|every\s*$|once (?:a|every)\s*$", before, re.IGNORECASE) or after.startswith("一次"):
            return "frequency"
        return "period"
    return "number"
