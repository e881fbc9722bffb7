"""Automatic numbering of Word: the numbers that a reader sees on the page and that no run of text holds."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from legiscompare.lang.numerals import to_han

if TYPE_CHECKING:
    from collections.abc import Callable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BULLET = "•"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _letters(number: int) -> str:
    letter, times = (number - 1) % 26, (number - 1) // 26 + 1
    return chr(97 + letter) * times


def _roman(number: int) -> str:
    out = ""
    for value, digits in _ROMAN:
        times, number = divmod(number, value)
        out += digits * times
    return out


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str, "decimalZero": lambda number: f"{number:02d}", "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(), "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(), "chineseCounting": to_han,
    "chineseCountingThousand": to_han, "japaneseCounting": to_han, "taiwaneseCounting": to_han,
    "taiwaneseCountingThousand": to_han, "ideographDigital": to_han, "none": lambda _: "",
    "decimalFullWidth": lambda number: "".join(chr(ord(char) + 0xFEE0) for char in str(number)),
    "decimalEnclosedCircle": lambda number: chr(0x2460 + number - 1) if 1 <= number <= 20 else f"({number})",
}  # fmt: skip


class Numbering:
    """Counters of a document's lists. Ask `label` once for each paragraph, in order."""

    def __init__(self, numbering: Any | None) -> None:
        """`numbering` is the root element of the part `word/numbering.xml`, or None."""
        self.levels: dict[str, dict[int, Any]] = {}
        self.starts: dict[tuple[str, int], int] = {}
        self.abstract: dict[str, str] = {}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self.restarted: set[str] = set()
        if numbering is None:
            return
        abstract = {
            element.get(f"{W}abstractNumId"): {
                _integer(level.get(f"{W}ilvl")): level for level in element.findall(f"{W}lvl")
            }
            for element in numbering.findall(f"{W}abstractNum")
        }
        for element in numbering.findall(f"{W}num"):
            identifier = element.get(f"{W}numId") or ""
            target = element.find(f"{W}abstractNumId")
            base = (target.get(f"{W}val") if target is not None else "") or ""
            self.abstract[identifier] = base
            self.levels[identifier] = dict(abstract.get(base, {}))
            for override in element.findall(f"{W}lvlOverride"):
                place = _integer(override.get(f"{W}ilvl"))
                if (level := override.find(f"{W}lvl")) is not None:
                    self.levels[identifier][place] = level
                if (start := override.find(f"{W}startOverride")) is not None:
                    self.starts[identifier, place] = _integer(start.get(f"{W}val"))

    def label(self, identifier: str, place: int) -> str:
        """The number that Word prints before a paragraph of list `identifier` at level `place` (0 = outermost)."""
        level = self.levels.get(identifier, {}).get(place)
        if level is None:
            return ""
        counts = self.counts[self.abstract[identifier]]
        if (identifier, place) in self.starts and identifier not in self.restarted:
            self.restarted.add(identifier)  # a list that starts anew does so once
            counts.clear()
        counts[place] = counts[place] + 1 if place in counts else self._start(identifier, place)
        for deeper in [one for one in counts if one > place]:
            del counts[deeper]
        pattern = _value(level, "lvlText")
        if _value(level, "numFmt") == "bullet":
            return BULLET

        def printed(match: re.Match[str]) -> str:
            wanted = int(match[1]) - 1
            number = counts.setdefault(wanted, self._start(identifier, wanted))
            own = self.levels[identifier].get(wanted)
            kind = _value(own, "numFmt") if own is not None else "decimal"
            return _FORMATS.get(kind, str)(min(max(number, 0), 9999))

        return re.sub(r"%([1-9])", printed, pattern)

    def _start(self, identifier: str, place: int) -> int:
        if (identifier, place) in self.starts:
            return self.starts[identifier, place]
        level = self.levels[identifier].get(place)
        return _integer(_value(level, "start") or "1") if level is not None else 1


def _value(element: Any, name: str) -> str:
    found = element.find(f"{W}{name}")
    return (found.get(f"{W}val") or "") if found is not None else ""


def _integer(text: str | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return 0
