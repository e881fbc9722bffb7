"""References: to provisions of the same text (normalised refs) and to other acts (names as printed)."""

from __future__ import annotations

import re
from functools import lru_cache

from legiscompare.lang import Language
from legiscompare.model import Cue, Span
from legiscompare.norms.quantities import zh_number


@lru_cache(maxsize=16)
def _pattern(language: Language, name: str) -> re.Pattern[str]:
    return re.compile(language.tables["norms"]["references"][name])


def internal_references(text: str, span: Span, home: str, language: Language) -> tuple[Cue, ...]:
    """References to provisions of the same document; `id` is the ref, or empty where it is relative (前款, above)."""
    found: list[Cue] = []
    for match in _pattern(language, "internal").finditer(text, *span):
        ref = _en_ref(match.group(), home) if language.spaced else _zh_ref(match, home)
        found.append(Cue(ref, Span(*match.span())))
    return tuple(found)


def _zh_ref(match: re.Match[str], home: str) -> str:
    article, sub, paragraph, point, alone = match.groups()
    if article:
        parts = [_figure(article) + (f"-{_figure(sub)}" if sub else "")]
        if paragraph:
            parts.append(_figure(paragraph))
        if point:
            parts.extend(["1"] if not paragraph else [])
            parts.append(_figure(point))
        return ".".join(parts)
    return f"{home.split('.')[0]}.{_figure(alone)}" if alone else ""


def _figure(words: str) -> str:
    value = zh_number(words)
    return str(int(value)) if value is not None else words


_EN_ARTICLE = re.compile(
    r"(Articles?|Sections?|paragraphs?|points?)\s+\(?([0-9]+[a-z]?|[ivxl]+|[a-z])\)?((?:\([0-9a-z]+\))*)", re.IGNORECASE
)


def _en_ref(words: str, home: str) -> str:
    match = _EN_ARTICLE.match(words)
    if not match:
        return ""
    parts = [match.group(2), *re.findall(r"\(([0-9a-z]+)\)", match.group(3))]
    kind = match.group(1).casefold().rstrip("s")
    if kind in {"article", "section"}:
        return ".".join(parts)
    if kind == "paragraph":
        return ".".join([home.split(".")[0], *parts])
    return ""


def external_references(text: str, span: Span, language: Language) -> tuple[Cue, ...]:
    """Other acts named in `span`; `id` is the name as printed."""
    return tuple(Cue(match.group(), Span(*match.span())) for match in _pattern(language, "acts").finditer(text, *span))
