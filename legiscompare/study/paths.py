"""The way from an element to a tag in one sentence, in the language of the report.

Each piece of evidence stands somewhere in the tree of its norm: in the time, in an exception inside a condition. The
sentence names that place, what moved there, and what it does to the measured party.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from legiscompare.model import Role, Tag
from legiscompare.norms import extract
from legiscompare.report.messages import Catalogue, capital, catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Change, Comparison, Document, Element, Evidence, Norm, Span

__all__ = ["path_of", "sentence"]

_MARKS = ".,;:"
"""What a quoted element may bring along at its end."""
MOST = 3
"""Pieces of evidence that one sentence names."""


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return tomllib.loads(resources.files("legiscompare.study").joinpath("paths.toml").read_text(encoding="utf-8"))


def sentence(comparison: Comparison, change: Change, language: str) -> str:
    """One sentence on how `change` came to its tag. `language` is a report language (`en`, `de` …)."""
    said = catalogue(language)
    words = _words()[said.language]
    kind = said(f"kind.{change.kind}")
    evidence = change.evidence if change.by == "machine" else ()
    if change.tag in {Tag.REMOVED, Tag.ADDED, Tag.REWORDED, Tag.UNCHANGED} or not evidence:
        key = change.tag if change.tag in words else "reworded"
        return capital(str(words[key]).format(kind=kind))
    party = said.join(said(f"party.{one}") for one in change.measured) or said("party.none")
    steps = [_step(comparison, change, one, words, said, party) for one in evidence[:MOST]]
    tag = said(f"tag.{change.tag}")
    told = str(words["whole"]).format(kind=kind, tag=tag, steps=words["between"].join(dict.fromkeys(steps)))
    return capital(told)


def _step(
    comparison: Comparison, change: Change, one: Evidence, words: dict[str, Any], said: Catalogue, party: str
) -> str:
    quotes = {
        side: said.quote(" ".join(document.slice(span).split()).rstrip(_MARKS)) if span else ""
        for side, document, span in (("draft", comparison.draft, one.draft), ("final", comparison.final, one.final))
    }
    how = "became" if quotes["draft"] and quotes["final"] else "gone" if quotes["draft"] else "new"
    path = _path(comparison, change, one)
    place = words["lead"]
    for number, role in enumerate(path):
        name = words["role"][role]
        place = words["inside"].format(inner=name, outer=place) if number else name
    effect = words["effect"][one.sign].format(party=party)
    return str(words["step"]).format(path=place, moved=words[how].format(**quotes), effect=effect)


def _path(comparison: Comparison, change: Change, one: Evidence) -> tuple[str, ...]:
    """Roles from the outermost element to the innermost that holds the evidence; empty if it stands above the norm."""
    for at, (side, span) in enumerate((("draft", one.draft), ("final", one.final))):
        if span is None:
            continue
        ids = {place.norm for place in getattr(change, side)}
        for norm in _norms(comparison, at):
            if norm.id in ids and norm.span.holds(span):
                return path_of(norm.elements, span)
    return ()


def _norms(comparison: Comparison, at: int) -> Sequence[Norm]:
    document: Document = (comparison.draft, comparison.final)[at]
    return comparison.norms[at] or extract(document)


def path_of(elements: Sequence[Element], span: Span) -> tuple[str, ...]:
    """Roles from the outermost of `elements` to the innermost that holds `span`; runs of one role count once."""
    for one in elements:
        if one.span.holds(span):
            inner = path_of(one.children, span)
            if one.role is Role.TIME and inner == (Role.QUANTITY,):
                return (one.role,)  # a time is its amount
            return inner if inner[:1] == (one.role,) else (one.role, *inner)
    # Evidence that reaches over several elements belongs to the one in which it begins.
    return next(((one.role,) for one in elements if one.span.start <= span.start < one.span.end), ())
