"""Hours of the clock between which something may, must or must not be done."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legiscompare.lang import Language
from legiscompare.model import Norm, Span
from legiscompare.norms import number
from legiscompare.tag.case import Case

_DAY = 24.0


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of the day; `end` lies beyond 24 if it runs past midnight."""

    start: float
    end: float
    span: Span

    def holds(self, other: Hours) -> bool:
        """Whether it covers all of another stretch and is longer."""
        return (
            self.start <= other.start and other.end <= self.end and (self.start, self.end) != (other.start, other.end)
        )


def hours(case: Case) -> None:
    """One stretch of the day for another: longer, shorter, or other hours."""
    before = [one for norm in case.draft_norms for one in _read(case.draft.text, norm, case.language)]
    after = [one for norm in case.final_norms for one in _read(case.final.text, norm, case.language)]
    if len(before) != len(after):
        return
    for old, new in zip(before, after, strict=True):
        if (old.start, old.end) == (new.start, new.end):
            case.account(old.span, new.span)
        elif new.holds(old):
            case.fire("time.hours-longer", old.span, new.span)
        elif old.holds(new):
            case.fire("time.hours-shorter", old.span, new.span)
        else:
            case.fire("time.other", old.span, new.span)


def _read(text: str, norm: Norm, language: Language) -> list[Hours]:
    pattern = language.tables["norms"]["quantities"].get("hours")
    found = []
    for match in re.finditer(pattern, text[norm.span.start : norm.span.end], re.IGNORECASE) if pattern else ():
        groups = match.groupdict()
        start, end = (_clock(groups[name], groups.get(f"{name}_half"), language) for name in ("start", "end"))
        if start is None or end is None:
            continue
        past = bool(groups.get("next")) or end <= start
        at = Span(norm.span.start + match.start(), norm.span.start + match.end())
        found.append(Hours(start, end + _DAY if past else end, at))
    return found


def _clock(words: str, half: str | None, language: Language) -> float | None:
    """Hours since midnight: 9, 9.30, 21:00, 二十一; `half` is the minutes or what stands for them."""
    hour, _, minutes = words.replace(":", ".").partition(".")
    value = number(hour, language)
    if value is None:
        return None
    return value + (float(minutes) / 60 if minutes else 0.5 if half else 0.0)
