"""Pairs of generated laws whose true alignment is known.

A generated law is made of our own texts: a chain over their words (each word is followed by one that follows it there)
gives one sentence a provision, with a law's distribution of words, and half of the provisions begin with a clause that many others begin
with too. The final text is the draft with words replaced, dropped and put in, provisions removed, added, moved, split
and joined, and everything renumbered. Rates, base texts and seeds stand in `settings.toml`.
"""

from __future__ import annotations

import itertools
import random
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus"
HAN = re.compile("[\u4e00-\u9fff]")


@lru_cache
def settings() -> dict[str, dict]:
    """The generator's settings file."""
    return tomllib.loads((HERE / "settings.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Pair:
    """Two generated laws as lists of provisions, and which became which (numbers from 0)."""

    language: str
    draft: list[str]
    final: list[str]
    links: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Chain:
    """Words that follow words in the base texts of a language, and clauses of theirs."""

    follows: dict[str, list[str]]
    words: list[str]
    clauses: list[str]
    space: str


@lru_cache
def chain(language: str) -> Chain:
    """The chain over the base texts of a language."""
    text = "\n".join((CORPUS / name).read_text(encoding="utf-8") for name in settings()["base"][language])
    text = re.sub(r"(?m)^(?:[#>*|-].*|第\S+条|Article \d+.*|\(\w+\)|（\S+）)", " ", text)
    pattern = "[\u4e00-\u9fff]|，" if language == "zh" else r"[A-Za-z][A-Za-z-]*|,"
    found = re.findall(pattern, text)
    follows: dict[str, list[str]] = defaultdict(list)
    for word, after in itertools.pairwise(found):
        follows[word].append(after)
    words = sorted({word for word in found if word.isalpha()})
    cuts = "[，。；：\n]" if language == "zh" else r"[,.;:\n]"
    clauses = sorted({c.strip() for c in re.split(cuts, text) if 8 <= len(re.findall(pattern, c)) <= 16})
    return Chain(dict(follows), words, clauses, "" if language == "zh" else " ")


def generate(language: str, provisions: int, seed: int) -> Pair:
    """A pair of laws of about that many provisions; the same arguments give the same pair."""
    dice = random.Random(f"{language}/{provisions}/{seed}")
    source, shape, rates = chain(language), settings()["shape"], settings()["edits"]
    frames = dice.sample(source.clauses, shape["frames"])
    draft = [_provision(source, frames, dice) for _ in range(provisions)]
    parts: list[tuple[list[str], set[int]]] = []
    for number, words in enumerate(draft):
        if dice.random() < rates["removed"]:
            continue
        edited = _noise(words, source, dice.uniform(*rates["noise"]), dice)
        if parts and dice.random() < rates["joined"]:
            parts[-1] = (parts[-1][0] + edited, parts[-1][1] | {number})
        elif len(edited) > 16 and dice.random() < rates["split"]:
            cut = len(edited) // 2
            parts += [(edited[:cut], {number}), (edited[cut:], {number})]
        else:
            parts.append((edited, {number}))
    for part in [part for part in parts if dice.random() < rates["moved"]]:
        parts.remove(part)
        parts.insert(dice.randrange(len(parts) + 1), part)
    for _ in range(round(provisions * rates["added"])):
        parts.insert(dice.randrange(len(parts) + 1), (_provision(source, frames, dice), set()))
    links = {(i, j) for j, (_, origin) in enumerate(parts) for i in origin}
    return Pair(
        language,
        [_spell(words, source) for words in draft],
        [_spell(words, source) for words, _ in parts],
        frozenset(links),
    )


def _provision(source: Chain, frames: list[str], dice: random.Random) -> list[str]:
    low, high = settings()["shape"]["words"]
    words = [dice.choice(source.words)]
    size = dice.randint(low, high)
    while len(words) < size:
        after = source.follows.get(words[-1])
        words.append(dice.choice(after) if after else dice.choice(source.words))
    words = [word for word in words if word.isalpha() or "-" in word]
    if dice.random() < settings()["shape"]["boilerplate"]:
        frame = dice.choice(frames)
        words = [*(frame if source.space == "" else frame.split()), "，" if source.space == "" else ",", *words]
    return words


def _noise(words: list[str], source: Chain, rate: float, dice: random.Random) -> list[str]:
    """Words replaced (half of the changes), dropped and put in (a quarter each)."""
    out: list[str] = []
    for word in words:
        kind = dice.random() if dice.random() < rate else 1.0
        if kind < 0.5:
            out.append(dice.choice(source.words))
        elif kind < 0.75:
            pass
        elif kind < 1.0:
            out += [word, dice.choice(source.words)]
        else:
            out.append(word)
    return out or words[:1]


def _spell(words: list[str], source: Chain) -> str:
    text = source.space.join(words)
    return re.sub(r" ([,;.])", r"\1", text).strip(" ,;.，；。：") + ("。" if source.space == "" else ".")


def as_law(provisions: list[str], language: str, title: str) -> str:
    """The provisions as a law with numbered articles, as the reader and the parser take it.

    Each number has a line of its own: 第九条 before generated words that begin with 之三 would be the number 第九条之三.
    """
    numbers = (f"第{_han(n)}条" if language == "zh" else f"Article {n}" for n in range(1, len(provisions) + 1))
    articles = (f"{number}\n\n{text}" for number, text in zip(numbers, provisions, strict=True))
    return "\n\n".join((title, *articles)) + "\n"


def _han(number: int) -> str:
    digits, out = "零一二三四五六七八九", ""
    for place, name in ((10000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            out += ("" if digit == 1 and place == 10 and not out else digits[digit]) + name
        elif out and number and not out.endswith("零"):
            out += "零"
    return out
