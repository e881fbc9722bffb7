"""Commentary as text: its sentences that name an article and assert a direction, as claims that can be checked."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from legiscompare.model import Claim
from legiscompare.study.places import NONE
from legiscompare.study.written import normalised

if TYPE_CHECKING:
    from collections.abc import Iterator

_SENTENCE = re.compile(
    r"(?<!\bArt)(?<!\bArts)(?<!\bNo)(?<!\bpara)(?<!\bcf)(?<=[.!?])\s+(?=[\"“(]?[A-Z])|(?<=[。！？])|\n\s*\n"
)
_ARTICLE = re.compile(
    r"(?:\b(?P<side>draft|final|proposed|original|new)\s+)?\b(?:Articles?|Arts?\.)\s*(?P<ref>\d+[a-z]*(?:\(\w{1,5}\))*)"
    r"(?:\s+of\s+the\s+(?P<of>draft|final|proposal|measures|regulation|act|law))?",
    re.IGNORECASE,
)
_HAN_ARTICLE = re.compile(
    r"(?P<side>征求意见稿|草案|原|现|新|最终|正式稿|办法)?(?P<ref>第[一二三四五六七八九十百零〇\d]+条(?:之[一二三四五六七八九十\d]+)?"
    r"(?:第[一二三四五六七八九十\d]+款)?(?:第?[（(][一二三四五六七八九十\d]+[）)]项?)?)"
)
_DRAFT = {"draft", "proposed", "original", "proposal", "征求意见稿", "草案", "原"}
_FINAL = {"final", "new", "measures", "regulation", "act", "law", "现", "新", "最终", "正式稿", "办法"}


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that assert something, and sentences that prove it."""

    asserts: str
    words: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


@functools.cache
def entries(language: str) -> tuple[Entry, ...]:
    """The entries of a language, in the order in which they are tried; empty for one without."""
    data = (Path(__file__).parent / "commentary.toml").read_bytes()
    return msgspec.toml.decode(data, type=dict[str, tuple[Entry, ...]]).get(language.partition("-")[0], ())


def asserted(sentence: str, language: str) -> str:
    """What a sentence asserts, or empty: the entry whose words stand first in it."""
    line = " ".join(sentence.casefold().split())
    found = [
        (line.find(word), number, one.asserts)
        for number, one in enumerate(entries(language))
        for word in one.words
        if word in line
    ]
    return min(found)[2] if found else ""


def claims_in(text: str) -> tuple[Claim, ...]:
    """The sentences of a commentary that name an article and assert a direction; ids count them from `S1`.

    The language is the sentence's own: Chinese and English are read. What asserts nothing, or names no article, is left out.
    """
    found: list[Claim] = []
    for sentence in sentences(text):
        language = "zh" if re.search(r"[\u3400-\u9fff]", sentence) else "en"
        what = asserted(sentence, language)
        draft, final = _named(sentence)
        if not what or not (draft or final):
            continue
        if what == "added":
            draft, final = "", final or draft
        elif what == "removed":
            draft, final = draft or final, ""
        found.append(Claim(f"S{len(found) + 1}", sentence, draft or NONE, final or NONE, what))
    return tuple(found)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, each on one line."""
    for piece in _SENTENCE.split(text):
        line = " ".join((piece or "").split())
        if line:
            yield line


def _named(sentence: str) -> tuple[str, str]:
    """Places of the draft and of the final text that a sentence names; one that says neither may be of either."""
    draft: list[str] = []
    final: list[str] = []
    for pattern in (_ARTICLE, _HAN_ARTICLE):
        for found in pattern.finditer(sentence):
            said = {(one or "").casefold() for name, one in found.groupdict().items() if name != "ref"}
            ref = normalised(found["ref"])
            if said & _DRAFT:
                draft.append(ref)
            elif said & _FINAL:
                final.append(ref)
            else:
                draft.append(ref)
                final.append(ref)
    return "+".join(dict.fromkeys(draft)), "+".join(dict.fromkeys(final))
