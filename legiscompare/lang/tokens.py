"""Cut text into tokens that a diff may move but never cut: words, figures, punctuation, spaces.

Han text has no spaces between words. Its characters stand alone, with two exceptions. An expression of the language's
lexicon (`应当`, `采取有效措施`) is one token, so that no edit ever splits it. The name of an act in 《》 is one token,
because its words must not be matched with words outside it. A segmenter was tried instead and did worse: it cuts
differently on both sides of a change.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from legiscompare.model import Span


class TokenKind(enum.StrEnum):
    """What a token is made of."""

    WORD = "word"
    PUNCT = "punct"
    SPACE = "space"


class Token(NamedTuple):
    """A token and where it stands."""

    start: int
    end: int
    key: str
    """Normal form: width, case and line-end hyphens do not distinguish two tokens; punctuation folds to ASCII."""
    kind: TokenKind


HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_HAN_RANGES = tuple((one[0], one[-1]) for one in re.findall(".-.", HAN))
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphens and characters without width: they part nothing and say nothing."""

FIGURES = "〇零一二两三四五六七八九十百千万亿"
"""Han figures: side by side they are one token."""

# A figure keeps its separators (35 000 000, 2016/679, 3.5); a word keeps inner hyphens and apostrophes, also across the
# break that a PDF leaves behind (`cross- border`), but not a suspended one (`pre- and post-market`).
_BREAK = r"(?:[-\u2010\u2011\u00ad]\s*(?!(?:and|or|und|oder|et|ou)\b)(?=[^\W\d_])|[-\u2010\u2011'’](?=\w))"
_WORD = re.compile(
    rf"""
    (?P<space>[\s{INVISIBLE}]+)
  | (?P<act>《[^《》\n]{{2,60}}》)
  | (?P<number>\d+(?:[.,/\u2009\u00a0\u202f\x20]?\d+)*(?:\s?%)?)
  | (?P<figure>[{FIGURES}]{{2,}})
  | (?P<han>[{HAN}][{INVISIBLE}]*)
  | (?P<word>[^\W_{HAN}]+(?:(?:{_BREAK}|[{INVISIBLE}]+)[^\W{HAN}]+)*)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_THOUSANDS = re.compile(r"(?<=\d)[\u2009\u00a0\u202f ](?=\d{3}\b)")
_FOLD = str.maketrans(
    dict.fromkeys(INVISIBLE, "")
    | {"“": '"', "”": '"', "‘": "'", "’": "'", "、": ",", "–": "-", "—": "-", "《": "<", "》": ">"}
)


@lru_cache(maxsize=65536)
def is_han(char: str) -> bool:
    """Whether a character is Han, which is written without spaces between words."""
    return bool(char) and any(first <= char[0] <= last for first, last in _HAN_RANGES)


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """Normal form of a word: NFKC, case-folded, line-end hyphen mended, punctuation folded to ASCII."""
    folded = unicodedata.normalize("NFKC", word.replace("\ufe30", ":")).casefold().translate(_FOLD)
    return re.sub(r"-\s+", "-", folded)


def tokenize(text: str, span: Span, spell: Callable[[str], str] = str) -> list[Token]:
    """Tokens of `text` in `span`, in order and without gaps; `spell` gives the one form of a word's key."""
    tokens: list[Token] = []
    known: dict[str, tuple[str, TokenKind]] = {" ": (" ", TokenKind.SPACE)}
    add = tokens.append
    make = tuple.__new__  # a token for every word: the checks of a call by names cost more than all else here
    at = span.start
    while at < span.end:
        for piece in _WORD.finditer(text, at, span.end):
            word = piece[0]
            start, end = at, at + len(word)  # there is no gap between two pieces
            read = known.get(word)
            if read is not None:
                add(make(Token, (start, end, *read)))
                at = end
                continue
            group = piece.lastgroup
            if group == "space":
                read = known[word] = known[" "]
                add(make(Token, (start, end, *read)))
                at = end
                continue
            cut = group == "number" and not _is_one_number(word)
            if cut:
                end = start + len(re.match(r"\d+(?:[.,/]\d+)*", word).group())  # type: ignore[union-attr]  # starts with a digit
                word = text[start:end]
                read = known.get(word)
            if read is None:
                if group == "other" and not word.isalnum():
                    read = key_of(word), TokenKind.PUNCT
                else:
                    plain = word if group == "act" else _THOUSANDS.sub("", word)
                    read = spell(key_of(plain)), TokenKind.WORD
                known[word] = read
            add(make(Token, (start, end, *read)))
            at = end
            if cut:
                break  # what the match took beyond the number is read anew
        else:
            break
    return tokens


def _is_one_number(figure: str) -> bool:
    """Whether inner spaces of a figure group thousands; `Article 5 2024` must stay two figures."""
    groups = re.split(r"[\s\u2009\u00a0\u202f]", figure.rstrip("% "))
    return len(groups) == 1 or (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]))
