"""Numbers as laws print them, and their order: 4a, IVA, 第一百二十条之一, L. 111-1, 8ZA, aa, ①.

A number becomes a key (tuple of integers that sorts as a lawyer would) and a normal form (what stands in a ref).
"""

from __future__ import annotations

import re
import unicodedata

Key = tuple[int, ...]

_DIGITS = (
    {char: value for value, char in enumerate("〇一二三四五六七八九")}
    | {"零": 0, "○": 0, "两": 2, "兩": 2}
    | {
        char: value
        for value, chars in enumerate(("壹", "贰貳", "叁參参", "肆", "伍", "陆陸", "柒", "捌", "玖"), 1)
        for char in chars
    }
)
_UNITS = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", re.IGNORECASE)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_WORDS = {"ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5, "SIX": 6, "SEVEN": 7, "EIGHT": 8, "NINE": 9, "TEN": 10,
          "PREMIER": 1, "PREMIÈRE": 1, "DEUXIÈME": 2, "TROISIÈME": 3, "QUATRIÈME": 4, "CINQUIÈME": 5, "SIXIÈME": 6,
          "ERSTER": 1, "ERSTES": 1, "ZWEITER": 2, "ZWEITES": 2, "DRITTER": 3, "DRITTES": 3, "VIERTER": 4, "VIERTES": 4,
          "FÜNFTER": 5, "FÜNFTES": 5, "SECHSTER": 6, "SECHSTES": 6, "SIEBTER": 7, "SIEBTES": 7, "ACHTER": 8,
          "ACHTES": 8, "NEUNTER": 9, "NEUNTES": 9, "ZEHNTER": 10, "ZEHNTES": 10}  # fmt: skip
_UNITS_EN, _TENS_EN, _ORDINALS_EN = (
    words.split()
    for words in (
        """ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN SIXTEEN SEVENTEEN
        EIGHTEEN NINETEEN""",
        "TWENTY THIRTY FORTY FIFTY SIXTY SEVENTY EIGHTY NINETY",
        "FIRST SECOND THIRD FOURTH FIFTH SIXTH SEVENTH EIGHTH NINTH TENTH ELEVENTH TWELFTH",
    )
)
_WORDS |= {word: value for value, word in enumerate(_UNITS_EN, 1)}
_WORDS |= {word: value for value, word in enumerate(_ORDINALS_EN, 1)}
_WORDS |= {ten: 20 + 10 * place for place, ten in enumerate(_TENS_EN)}
_WORDS |= {ten + unit: 20 + 10 * place + value
           for place, ten in enumerate(_TENS_EN) for value, unit in enumerate(_UNITS_EN[:9], 1)}  # fmt: skip
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
LATIN = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies", "decies")


def number_words() -> str:
    """A pattern for English number words, `One` to `Ninety-nine` and `First` to `Twelfth`, in any case of letters."""
    tens = rf"(?:{'|'.join(_TENS_EN)})(?:[- ](?:{'|'.join(_UNITS_EN[:9])}))?"
    return rf"(?i:{tens}|{'|'.join(reversed(_UNITS_EN))}|{'|'.join(_ORDINALS_EN)})\b"


def han_value(text: str) -> int | None:
    """Value of a Chinese or full-width number, None if it is none."""
    words = unicodedata.normalize("NFKC", re.sub(r"\s", "", text))
    if words.isdecimal():
        return int(words)
    if not words or any(char not in _DIGITS and char not in _UNITS for char in words):
        return None
    if not any(char in _UNITS for char in words):
        return int("".join(str(_DIGITS[char]) for char in words))
    total, digit = 0, 0
    for char in words:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def roman_value(text: str) -> int | None:
    """Value of a well-formed roman numeral, None otherwise."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[char] for char in text.upper()]
    return sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))


def letters_key(letters: str) -> Key:
    """Order of inserted letters: A, AA, B; `ZA` stands before `A` (United Kingdom)."""
    letters = letters.lower()
    last = len(letters) - 1
    return tuple(0 if char == "z" and place < last else ord(char) - 96 for place, char in enumerate(letters))


def article_key(printed: str, suffix: str | None, numbers: str) -> tuple[str, Key, str] | None:
    """(series, key, normal form) of an article's or container's number; None if it is no number.

    A series is a run of its own: the `L` of `L. 111-1` does not continue the `R` of `R. 110-2`.
    """
    raised = re.sub(r"(?<=\d)(?:<sup>(\d+)</sup>|\^(\d+)\^?|([⁰¹²³⁴⁵⁶⁷⁸⁹]+))", _raised, printed)
    words = unicodedata.normalize("NFKC", re.sub(r"\s+", "", raised)).replace("–", "-").replace("‑", "-")
    words = re.sub(r"(?<=\d)\.(?=\d)", "-", words.rstrip("."))  # § 1798.100: a full stop parts paragraphs in a ref
    words = re.sub(r"(?<=[IVX])(?:er|re)$|(?<=^1)(?:er|re)$", "", words)
    if numbers == "han":
        if "-" in words:  # 第2-1條
            printed, _, suffix = words.partition("-")
        value = han_value(printed)
        if value is None:
            return None
        if suffix and (second := han_value(suffix)) is not None:
            return "", (value, second), f"{value}-{second}"
        return "", (value,), str(value)
    if (word := words.upper().replace("-", "")) in _WORDS:
        value = _WORDS[word]
        return "", (value,), str(value)
    if match := re.fullmatch(
        r"([LRDA])?\.?\*?(\d+)((?:-\d+)*)(?:er)?([a-zA-Z]{0,3}|(?:bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies)[A-Z]?)",
        words,
    ):
        series, number, parts, tail = match[1] or "", int(match[2]), match[3], match[4]
        key: Key = (number, *(int(part) for part in parts.split("-") if part))
        base = (
            tail.rstrip("ABCDEFGH")
            if tail[:3] in {"bis", "ter", "qua", "qui", "sex", "sep", "oct", "non", "dec"}
            else ""
        )
        if base in LATIN:
            key += (LATIN.index(base) + 1,) + (letters_key(tail[len(base) :]) if len(tail) > len(base) else ())
        elif tail:
            key += letters_key(tail)
        return series, key, f"{series}{number}{parts}{tail}"
    return _roman_or_letter(words, numbers)


def _raised(match: re.Match[str]) -> str:
    """A figure set above the line is a number of its own: 5¹ is the first after 5."""
    return "-" + (match[1] or match[2] or match[3].translate(_RAISED))


def _roman_or_letter(words: str, numbers: str) -> tuple[str, Key, str] | None:
    if numbers == "upper" and len(words) == 1:
        return "", (ord(words.upper()) - 64,), words
    for cut in (0, 1, 2):
        head, tail = words[: len(words) - cut], words[len(words) - cut :]
        value = roman_value(head)
        if value and (not tail or tail.isalpha()):
            return "", (value, *letters_key(tail)), words
    if len(words) == 1 and words.isalpha():
        return "letter", (ord(words.upper()) - 64,), words
    return None


def marker_keys(text: str, system: str) -> list[tuple[str, Key, str]]:
    """All readings of a list marker's number in one system: (system, key, normal form).

    Two letters can be the 27th letter, an insertion after the first (`aa` after `a`), or a list of their own (German).
    """
    words = unicodedata.normalize("NFKC", text).strip()
    if words.startswith("-"):  # inserted before the first: -1, -a
        return [(name, (0, *key), f"-{normal}") for name, key, normal in marker_keys(words[1:], system)[:1]]
    if system == "han":
        value = han_value(words)
        return [(system, (value,), str(value))] if value else []
    if system == "circled":
        return [(system, (int(words),), words)] if words.isdecimal() else []
    if system == "decimal":  # each depth counts for itself: 4.3.1 is the first of its kind under 4.3
        parts = words.split(".")
        return [(f"decimal{len(parts)}", (int(parts[-1]),), parts[-1])]
    if system in {"arabic", "degree", "bare"}:
        match = re.fullmatch(r"(\d{1,3})([a-z]{0,2})", words)
        return [(system, (int(match[1]), *letters_key(match[2])), words)] if match else []
    if system in {"roman", "ROMAN"}:
        match = re.fullmatch(r"([ivx]+|[IVX]+)([a-z]?)", words)
        value = roman_value(match[1]) if match else None
        return [(system, (value, *letters_key(match[2])), words)] if match and value else []
    if len(words) == 1 and words.isalpha():
        return [(system, (ord(words.lower()) - 96,), words)]
    if len(words) == 2 and words.isalpha():
        first, second = (ord(char) - 96 for char in words.lower())
        readings: list[tuple[str, Key, str]] = [(system, (first, second), words)]
        if first == 1 or first == second:
            readings.append((system, (26 + (first if first == second else second),), words))
        if first == second:
            readings.append((f"double-{system}", (first,), words))
        return readings
    return []


def follows(key: Key, last: Key) -> bool:
    """Whether `key` is the very next after `last`: 4 after 3, 3a after 3, 4 after 3a, 3b after 3a."""
    if key == (last[0] + 1,):
        return True
    if len(key) == len(last) + 1 and key[:-1] == last and key[-1] in {0, 1}:
        return True
    return (
        len(key) <= len(last)
        and len(key) > 1
        and key[:-1] == last[: len(key) - 1]
        and key[-1] == last[len(key) - 1] + 1
    )
