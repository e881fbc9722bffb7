"""Words that gave way to a wider or a narrower one, by the scales of the language (hypernyms): bank → financial institution."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from legiscompare.lang import TokenKind, scan
from legiscompare.model import NormKind, Role, Span
from legiscompare.tag.operations import effect_of, position_of
from legiscompare.tag.words import key_of

if TYPE_CHECKING:
    from legiscompare.lang import Language
    from legiscompare.tag.half import Half
    from legiscompare.tag.operations import Findings

Name = tuple[str, ...]
"""The keys of the words of a name."""
_SILENT = {Role.MODAL, Role.OTHER, Role.PURPOSE}


@lru_cache(maxsize=16)
def _scales(language: Language) -> dict[str, list[tuple[Name, Name]]]:
    """Word of a name -> the pairs (narrower, wider) in which it stands."""
    table = language.word_table
    found: dict[str, list[tuple[Name, Name]]] = {}
    for scale in table.wider if table else ():
        steps = [_name(words.replace("_", "" if language.profile.han else " "), language) for words in scale.split()]
        for pair in combinations(steps, 2):
            for word in {*pair[0], *pair[1]}:
                found.setdefault(word, []).append(pair)
    return found


def _name(words: str, language: Language) -> Name:
    return tuple(key_of(token.key, language) for token in scan(words, language).tokens if token.kind is TokenKind.WORD)


def scales(findings: Findings) -> None:
    """Read each place where one name of a scale stands for another."""
    view = findings.view
    pairs = _scales(view.final.layer.language)
    if not pairs:
        return
    for (a, b), (c, d) in view.blocks:
        if a == b or c == d:
            continue
        words = {view.draft.words[n].key for n in range(a, b)} | {view.final.words[n].key for n in range(c, d)}
        for narrow, wide in (pair for word in sorted(words & pairs.keys()) for pair in pairs[word]):
            for old, new, name in ((narrow, wide, "wider"), (wide, narrow, "narrower")):
                one, two = _stands(view.draft, old, a, b), _stands(view.final, new, c, d)
                if one is not None and two is not None:
                    _moved(findings, one, two, name)


def _stands(half: Half, name: Name, first: int, beyond: int) -> Span | None:
    """Where a name stands of which at least one word came or went in a place, and none is accounted for."""
    size = len(name)
    for start in range(max(0, first - size + 1), min(beyond, len(half.words) - size + 1)):
        words = half.words[start : start + size]
        if tuple(word.key for word in words) != name or not any(half.left[start : start + size]):
            continue
        span = Span(words[0].span.start, words[-1].span.end)
        if not any(one.start < span.end and span.start < one.end for one in half.spent):
            return span
    return None


def _moved(findings: Findings, draft: Span, final: Span, name: str) -> None:
    view = findings.view
    elements = view.draft.element_at(draft), view.final.element_at(final)
    element = min(elements, key=lambda one: (one.role in _SILENT, tuple(Role).index(one.role), one.effected))
    if element.role in _SILENT:
        return
    role = Role.OBJECT if element.role is Role.ACT else element.role
    effect = effect_of(view.kind, position_of(role, effected=element.effected), name)
    dimension = {Role.CONDITION: "condition", Role.EXCEPTION: "exception", Role.BEARER: "scope_party"}.get(
        role, "scope_object"
    )
    if view.kind is NormKind.DEFINITION:
        dimension = "definition"
    findings.add(f"{dimension}.{name}", effect, draft, final, certain=False)
