"""Which language a text is in, where nobody says so: its script, then function words and headings.

The words are data (`languages.toml`). A short text has few of them: then the language with clearly most is taken, and a
second version of the same text is evidence too (`agreed`).
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

SAMPLE = 200_000
"""Characters of a text that are looked at."""
SHARE = 0.12
"""Share of function words from which a long text is in a language."""
FEWEST = 2
"""Function words that a short text must have."""
CLEARLY = 1.5
"""How many times as many of them as the next language."""
SHORT = 400
"""Words below which a text is short: its language may be that of the other version."""
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[frozenset[str], re.Pattern[str] | None, str]]:
    table = tomllib.loads((resources.files("legiscompare.parsing") / "languages.toml").read_text(encoding="utf-8"))
    return {
        tag: (
            frozenset(row["words"].split()),
            re.compile(row["heading"], re.MULTILINE) if "heading" in row else None,
            row.get("letters", ""),
        )
        for tag, row in table.items()
    }


def detect(text: str) -> str:
    """BCP-47 tag of the likeliest language, `und` where nothing speaks for any."""
    sample = text[:SAMPLE]
    if script := _by_script(sample):
        return script
    scores = _scores(sample)
    if not scores:
        return "und"
    best = scores[0]
    if best.share > SHARE and best.words >= FEWEST:
        return best.tag
    second = scores[1].weight if len(scores) > 1 else 0.0
    return best.tag if best.words >= FEWEST and best.weight >= CLEARLY * second else "und"


def agreed(draft: str, final: str) -> str:
    """The language that two versions of one text share, where one of them is too short to tell; empty if they differ."""
    first, second = detect(draft), detect(final)
    if first == second:
        return first
    for tag, text in ((first, final), (second, draft)):
        short = len(text[:SAMPLE].split()) < SHORT and not _by_script(text[:SAMPLE])
        if tag != "und" and short and (detect(text) == "und" or _could_be(text, tag)):
            return tag
    return ""


def _could_be(text: str, tag: str) -> bool:
    """Whether a text has at least half as many words of a language as of its likeliest one."""
    scores = {one.tag: one.weight for one in _scores(text[:SAMPLE])}
    return tag in scores and 2 * scores[tag] >= max(scores.values())


def _by_script(sample: str) -> str:
    letters = sum(char.isalpha() for char in sample)
    if not letters:
        return "und"
    if len(_HANGUL.findall(sample)) > 0.2 * letters:
        return "ko"
    han, kana = len(_HAN.findall(sample)), len(_KANA.findall(sample))
    if han + kana > 0.2 * letters:
        return "ja" if kana > 0.1 * letters else "zh"
    return ""


class _Score(NamedTuple):
    weight: float
    """Words, each the less the more languages have it."""
    order: int
    share: float
    """Share of all words."""
    words: int
    tag: str


def _scores(sample: str) -> list[_Score]:
    """Evidence for each language, best first; a heading in its own words and letters of its own count like words."""
    words = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    letters = Counter(sample.lower())
    total = max(sum(words.values()), 1)
    having = Counter(word for common, _, _ in _table().values() for word in common)
    scores = []
    for place, (tag, (common, heading, own)) in enumerate(_table().items()):
        count = sum(words[word] for word in common)
        weight = sum(words[word] / having[word] for word in common) + sum(letters[char] for char in own) / 4
        if heading is not None and heading.search(sample):
            weight, count = weight + 2, count + 2
        if count:
            scores.append(_Score(weight / total, -place, count / total, count, tag))
    return sorted(scores, reverse=True)
