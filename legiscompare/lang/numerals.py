"""Numbers in figures and in words, read by one rule for all languages from a table of the language (`numerals.toml`).

Values add up within a group, multipliers below ten thousand raise the digit before them, great multipliers close the
group: two hundred and fifty thousand, 二十五万. Figures may stand where words do: 25 million, 25万.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Numerals:
    """The number words of a language."""

    values: dict[str, float] = field(default_factory=dict)
    """`three` -> 3, `twenty` -> 20, `三` -> 3."""
    multipliers: dict[str, float] = field(default_factory=dict)
    """`hundred` -> 100, `十` -> 10."""
    great: dict[str, float] = field(default_factory=dict)
    """`million` -> 1e6, `万` -> 1e4: they multiply all that stands before them in the number."""
    joints: frozenset[str] = frozenset()
    """Words inside a number that say nothing (`and`)."""
    decimal: str = "."
    """The mark before a fraction."""
    point: str = ""
    """The word before a fraction written in words: 一点五."""

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(self.values) | frozenset(self.multipliers) | frozenset(self.great)

    def is_number(self, key: str) -> bool:
        """Whether a unit is a number or part of one."""
        return key[:1].isdigit() or key in self._words or self._compound(key) is not None

    def runs(self, keys: Sequence[str]) -> list[int]:
        """For the first unit of each number the place after its last, else 0."""
        ends = [0] * len(keys)
        at, size = 0, len(keys)
        numbers = {key for key in set(keys) if self.is_number(key)}
        while at < size:
            if keys[at] not in numbers:
                at += 1
                continue
            end = at + 1
            figure = keys[at][:1].isdigit()
            while end < size:
                key = keys[end]
                if key in self.multipliers or key in self.great:
                    end += 1
                    figure = False
                elif not figure and self._word_value(key) is not None:
                    end += 1
                elif (key == self.point and end + 1 < size and self._word_value(keys[end + 1]) is not None) or (
                    key in self.joints
                    and end + 1 < size
                    and keys[end - 1] in {*self.multipliers, *self.great}
                    and self._word_value(keys[end + 1]) is not None
                ):
                    end += 2
                else:
                    break
            ends[at] = end
            at = end
        return ends

    def value(self, keys: Sequence[str]) -> float | None:
        """The number that units name; None if they name none."""
        if self.point and self.point in keys:
            at = list(keys).index(self.point)
            whole, places = self.value(keys[:at]), [self._word_value(key) for key in keys[at + 1 :]]
            if whole is None or any(one is None or one > 9 for one in places):
                return None
            return whole + sum(float(one or 0) / 10.0**place for place, one in enumerate(places, 1))
        total = section = digit = 0.0
        seen = False
        for key in keys:
            figure = self._figure(key)
            if figure is None:
                figure = self._word_value(key)
            if figure is not None:
                # Figures written one after another (二〇二四) are places of one number, words (twenty four) add up.
                digit = digit * 10 + figure if self.positional and digit and figure < 10 else digit + figure
            elif key in self.multipliers:
                section += (digit or 1) * self.multipliers[key]
                digit = 0.0
            elif key in self.great:
                total = (total + section + digit or 1) * self.great[key]
                section = digit = 0.0
            elif key in self.joints:
                continue
            else:
                return None
            seen = True
        return total + section + digit if seen else None

    @cached_property
    def positional(self) -> bool:
        """Whether number words may be written place by place (二〇)."""
        return any(value == 0 for value in self.values.values()) and not any(v > 10 for v in self.values.values())

    def _word_value(self, key: str) -> float | None:
        found = self.values.get(key)
        return found if found is not None else self._compound(key)

    def _compound(self, key: str) -> float | None:
        """`twenty-four`; Han figures grouped in one token (二十五)."""
        if "-" in key:
            parts = key.split("-")
            if all(part in self.values for part in parts) and len(parts) == 2:
                return sum(self.values[part] for part in parts)
            return None
        if len(key) > 1 and key[0] in self._words and all(char in self._words for char in key):
            return self.value(tuple(key))
        return None

    def _figure(self, key: str) -> float | None:
        if not key or not key[0].isdigit():
            return None
        plain = key.rstrip("% ")
        plain = "".join(char for char in plain if not char.isspace())
        if self.decimal == ".":
            # EUR 0,5 million: a comma before anything but three digits parts a fraction, as the Union prints it.
            whole, comma, rest = plain.partition(",")
            plain = f"{whole}.{rest}" if comma and rest.isdigit() and len(rest) != _GROUP else plain.replace(",", "")
        else:
            plain = plain.replace(".", "").replace(",", ".")
        try:
            return float(plain)
        except ValueError:
            return None


_GROUP = 3
"""Digits between the marks that part a long number."""
_HAN = "〇一二三四五六七八九"


def to_han(number: int) -> str:
    """Chinese numeral of 0 to 9999, as laws print it and as Word counts (`十一`, `一百二十`)."""
    if number < 10:
        return _HAN[number]
    out, zero = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            out += ("零" if zero and out else "") + _HAN[digit] + unit
            zero = False
        else:
            zero = True
    return out.removeprefix("一") if out.startswith("一十") else out
