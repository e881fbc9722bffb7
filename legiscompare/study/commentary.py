"""A commentary, sentence by sentence: what each says changed, where, and what the texts say of it.

A sentence can be checked if it names a place (an article, or words in quotation marks that stand in a text) and says what
happened there, by the words of `commentary.toml`. It is read as a claim, and judged as claims are (`claims.judge`). What
cannot be read so is said to be unread, never guessed at.
"""

from __future__ import annotations

import enum
import functools
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legiscompare.model import Claim, Verdict
from legiscompare.parsing.numerals import han_value
from legiscompare.study.claims import judge
from legiscompare.study.cues import find, find_in
from legiscompare.study.places import NONE, places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.model import Comparison, Judgement

WINDOW = 28
"""Characters before and after a reference in which a word may say which text it belongs to."""
NEGATED = 16
"""Characters before an assertion in which a word may deny it."""
MOST = 400
"""Most sentences of one commentary."""
_SPACED = re.compile(r"(?<=;)\s+|(?<=[.!?])[\"”’)]?\s+(?=[\"“‘(]?[A-Z0-9])|\n{2,}|\n(?=[-*•]\s)")
_HAN = re.compile(r"(?<=[。！？；])[”’」』）]?|\n+")
_ABBREVIATED = re.compile(r"\b(?:Arts?|Secs?|paras?|No|pp?|e\.g|i\.e|cf|ch|Ch)\.$")
_QUOTES = re.compile(r"“([^“”]{2,200})”|\"([^\"]{2,200})\"|「([^「」]{2,200})」|『([^『』]{2,200})』")
_EN = re.compile(
    r"\b(?:Articles?|Arts?\.|Sections?|Secs?\.)\s*((?:\d+[a-z]?(?:\(\w{1,4}\))*(?:\s*(?:,|and|to|–|-)\s*)?)+)|(?<!§)§+\s*(\d+[a-z]?(?:\(\w{1,4}\))*)",
    re.IGNORECASE,
)
_EN_ONE = re.compile(r"(\d+[a-z]?)((?:\(\w{1,4}\))*)")
_ZH = re.compile(
    r"第([〇零一二三四五六七八九十百千\d]+)条(?:之([一二三四五六七八九十]+))?(?:第([一二三四五六七八九十\d]+)款)?(?:第[（(]([一二三四五六七八九十\d]+)[）)]项)?"
)


class Unread(enum.StrEnum):
    """Why a sentence was not checked."""

    NO_ASSERTION = "no_assertion"
    """It does not say that anything changed."""
    NO_PLACE = "no_place"
    """It names no article and quotes no words of the texts."""
    DENIED = "denied"
    """It says that something did not happen."""


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence and what came of it."""

    sentence: str
    judgement: Judgement | None
    unread: Unread | None = None
    others: tuple[Judgement, ...] = field(default=())
    """The same sentence at the further places that it names."""


@functools.cache
def lexicon() -> dict[str, Any]:
    """`commentary.toml`."""
    return tomllib.loads(Path(__file__).with_name("commentary.toml").read_text(encoding="utf-8"))


def sentences(text: str) -> list[str]:
    """The sentences of a commentary, in Chinese or in a script with spaces."""
    out: list[str] = []
    for block in _HAN.split(text):
        for piece in _SPACED.split(block):
            words = " ".join(piece.split())
            if out and words and _ABBREVIATED.search(out[-1]):
                out[-1] += f" {words}"
            elif words.strip('”’」』）" '):
                out.append(words)
    return out


def check(text: str, comparison: Comparison) -> tuple[CheckedSentence, ...]:
    """Each sentence of `text` against the comparison, in order; sentences past MOST are left out.

    The claims that are made of them are called `S1`, `S2` …, by the number of the sentence.
    """
    return tuple(_check(number, one, comparison) for number, one in enumerate(sentences(text)[:MOST], 1))


def _check(number: int, sentence: str, comparison: Comparison) -> CheckedSentence:
    asserted, denied = _assertion(sentence)
    if asserted is None:
        return CheckedSentence(sentence, None, Unread.DENIED if denied else Unread.NO_ASSERTION)
    quotes = [next(filter(None, found)) for found in _QUOTES.findall(sentence)]
    cues = _cues(quotes, comparison)
    spots = _spots(sentence, comparison, asserted["asserts"]) or _spots_of_cues(cues, comparison)
    if not spots:
        return CheckedSentence(sentence, None, Unread.NO_PLACE)
    told = []
    for draft, final in spots:
        readings = [
            Claim(f"S{number}", sentence, _place(draft, kind, "added"), _place(final, kind, "removed"), kind, *cues)
            for kind in (asserted["asserts"], *asserted.get("also", ()))
        ]
        told.append(min(judge(readings, comparison), key=lambda one: _RANK[one.verdict]))
    best = min(told, key=lambda one: _RANK[one.verdict])
    rest = tuple(one for one in told if one is not best)
    return CheckedSentence(sentence, best, None, rest)


_RANK = {verdict: rank for rank, verdict in enumerate(Verdict)}


def _place(ref: str, kind: str, alone: str) -> str:
    """What was added has no place in the draft, what was removed none in the final text."""
    return NONE if kind == alone else ref


def _assertion(sentence: str) -> tuple[dict[str, Any] | None, bool]:
    """What the sentence says happened: the entry whose word stands first and is longest; and whether one was denied."""
    bare = _QUOTES.sub(lambda found: " " * len(found[0]), sentence)
    lower, denied = bare.lower(), False
    found: list[tuple[int, int, int, dict[str, Any]]] = []
    for entry in lexicon()["assertion"]:
        for language in ("en", "zh"):
            for word in entry[language]:
                pattern = rf"\b{re.escape(word)}\b" if language == "en" else re.escape(word)
                for hit in re.finditer(pattern, lower):
                    if word not in {"no longer", "不再"} and _denied(
                        lower[max(0, hit.start() - NEGATED) : hit.start()]
                    ):
                        denied = True
                    else:
                        read = _turned(entry) if word in entry.get("than", ()) and _of_draft(lower, hit) else entry
                        found.append((hit.start(), -len(word), len(found), read))
    return (min(found)[3], denied) if found else (None, denied)


def _turned(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry that says the opposite."""
    return next(one for one in lexicon()["assertion"] if one["asserts"] == entry["turns"])


def _of_draft(lower: str, hit: re.Match[str]) -> bool:
    """Whether a word that compares is said of the draft: the text named last before it, else the one named first after it."""
    sides = lexicon()["side"]
    named = sorted(
        (found.start(), side)
        for side, words in sides.items()
        for word in (*(rf"\b{re.escape(w)}\b" for w in words["en"]), *map(re.escape, words["zh"]))
        for found in re.finditer(word, lower)
    )
    before = [side for at, side in named if at < hit.start()]
    after = [side for at, side in named if at > hit.start()]
    return (before[-1:] or after[:1]) == ["draft"]


def _denied(before: str) -> bool:
    words = lexicon()["negation"]
    return any(re.search(rf"(?:\b|(?<=\w)){re.escape(one)}\b", before) for one in words["en"]) or any(
        one in before for one in words["zh"]
    )


def _cues(quotes: Iterable[str], comparison: Comparison) -> tuple[str, str]:
    """Quoted words that stand in the draft, in the final text: the first of each that stands there alone, else at all."""
    stands = [(one, bool(find(comparison.draft.text, one)), bool(find(comparison.final.text, one))) for one in quotes]
    draft = next((q for q, d, f in stands if d and not f), next((q for q, d, _ in stands if d), ""))
    final = next((q for q, d, f in stands if f and not d), next((q for q, _, f in stands if f), ""))
    return draft, final


def references(sentence: str) -> list[tuple[str, int]]:
    """Places named in a sentence, as references (`15`, `4.1`), each with where it stands."""
    out = []
    for hit in _EN.finditer(sentence):
        start = hit.start(1) if hit[1] else hit.start(2)
        for one in _EN_ONE.finditer(hit[1] or hit[2]):
            inner = re.findall(r"\((\w+)\)", one[2])
            out.append((".".join([one[1].lower(), *inner]), start + one.start()))
    for hit in _ZH.finditer(sentence):
        article = _number(hit[1]) + (f"-{_number(hit[2])}" if hit[2] else "")
        parts = [article, *(_number(one) for one in (hit[3] or ("一" if hit[4] else ""), hit[4]) if one)]
        out.append((".".join(parts), hit.start()))
    return out


def _number(words: str) -> str:
    found = han_value(words)
    return words if found is None else str(found)


def _side(sentence: str, at: int) -> str:
    """Which text a reference belongs to, by the nearest word that says so; empty if none does."""
    lower = sentence.lower()
    found = []
    for side, words in lexicon()["side"].items():
        for language in ("en", "zh"):
            for word in words[language]:
                pattern = rf"\b{re.escape(word)}\b" if language == "en" else re.escape(word)
                near = lower[max(0, at - WINDOW) : at + WINDOW]
                found += [(abs(hit.start() - min(at, WINDOW)), side) for hit in re.finditer(pattern, near)]
    return min(found)[1] if found else ""


def _spots(sentence: str, comparison: Comparison, kind: str) -> list[tuple[str, str]]:
    """Pairs of places that the sentence speaks of: what it names, and what became of that, as the comparison found.

    Where no word says which text an article belongs to, what was removed stood in the draft, what was added stands in the
    final text, and of everything else both are tried.
    """
    either = {"removed": ("draft",), "added": ("final",)}.get(kind, ("final", "draft"))
    named: dict[str, list[str]] = {"draft": [], "final": [], "": []}
    for ref, at in references(sentence):
        named[_side(sentence, at)].append(ref)
    if named["draft"] and named["final"]:
        return [("+".join(named["draft"]), "+".join(named["final"]))]
    spots = []
    for side, refs in named.items():
        for ref in refs:
            for where in (side,) if side else either:
                spot = _through(ref, where, comparison)
                if spot and spot not in spots:
                    spots.append(spot)
    return spots


def _through(ref: str, side: str, comparison: Comparison) -> tuple[str, str] | None:
    """A place of one text, and the articles of the other in which its norms stand."""
    depth = 2 if "." in ref else 1
    other = "final" if side == "draft" else "draft"
    away: list[str] = []
    here = False
    for change in comparison.changes:
        own, far = getattr(change, side), getattr(change, other)
        if any(places(ref, depth) & places(place.ref, depth) for place in own):
            here = True
            away += [article for place in far for article in sorted(places(place.ref, 1)) if article not in away]
    if not here:
        return None
    others = "+".join(away) or NONE
    return (ref, others) if side == "draft" else (others, ref)


def _spots_of_cues(cues: tuple[str, str], comparison: Comparison) -> list[tuple[str, str]]:
    """Where the quoted words stand, for a sentence that names no article."""
    for change in comparison.changes:
        sides = [(cue, side) for cue, side in zip(cues, (change.draft, change.final), strict=True) if cue]
        if sides and all(find_in(side, cue) for cue, side in sides):
            draft, final = (
                "+".join(dict.fromkeys(p.ref.split("#")[0] for p in s)) or NONE for s in (change.draft, change.final)
            )
            return [(draft, final)]
    return []
