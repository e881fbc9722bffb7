"""From provisions to units: stretches of text that hold norms, with the lead-in they stand under.

A list is read in one of two ways (codebook §1: a point with a verb of its own is a norm, a point that only completes the
object is not). Under `acts` every point is a unit with the lead-in above it; under `items` lead-in and points are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from legiscompare.lang import Language
from legiscompare.model import Document, Provision, ProvisionKind, Span

_NAMESPACE = {ProvisionKind.RECITAL: "recital", ProvisionKind.PREAMBLE: "recital", ProvisionKind.ANNEX: "annex"}
_SKIP = {ProvisionKind.SIGNATURE, ProvisionKind.PREAMBLE}
"""No norms stand in signatures or in the words before the first provision; recitals are provisions of their own."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of text to cut into statements."""

    provision: Provision
    span: Span
    lead_ins: tuple[Span, ...] = ()
    """Words above it, outermost first."""
    whole: bool = False
    """Do not cut it: a lead-in with the points that complete it."""
    namespace: str = "body"
    lead_end: int = 0
    """Where the lead-in of a whole unit ends and its points begin."""


def units(document: Document, language: Language) -> Iterator[Unit]:
    """Units of `document`, in the order of its text, covering the own words of every provision once."""
    yield from _walk(document, document.root, (), "body", language)


def _walk(
    document: Document, provision: Provision, lead_ins: tuple[Span, ...], namespace: str, language: Language
) -> Iterator[Unit]:
    if provision.kind in _SKIP:
        for child in provision.children:
            if child.kind is ProvisionKind.RECITAL:
                yield from _walk(document, child, (), "recital", language)
        return
    namespace = _NAMESPACE.get(provision.kind, namespace)
    points = [child for child in provision.children if child.kind is ProvisionKind.POINT]
    own = trim(document.text, provision.content)
    if not points:
        if own.start < own.end:
            yield Unit(provision, own, lead_ins, namespace=namespace)
        for child in provision.children:
            yield from _walk(document, child, lead_ins, namespace, language)
        return
    earlier, lead_in = _lead_in(document.text, own)
    holds_acts = _holds_acts(document, lead_in, points, language)
    # Under `acts` the lead-in states what holds for all its points: a norm too.
    alone = own if holds_acts else earlier
    if alone.start < alone.end:
        yield Unit(provision, alone, lead_ins, namespace=namespace)
    if not holds_acts:
        start = lead_in.start if lead_in.start < lead_in.end else points[0].span.start
        whole = trim(document.text, Span(start, points[-1].span.end))
        yield Unit(provision, whole, lead_ins, True, namespace, lead_in.end)
    for child in provision.children:
        if child.kind is ProvisionKind.POINT:
            if holds_acts:
                above = (*lead_ins, lead_in) if lead_in.start < lead_in.end else lead_ins
                yield from _walk(document, child, above, namespace, language)
        else:
            yield from _walk(document, child, lead_ins, namespace, language)


def trim(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


_SENTENCE_END = re.compile(r"[。!?！？]|\.(?=\s+[A-Z“‘\"])")


def _lead_in(text: str, own: Span) -> tuple[Span, Span]:
    """Cut the words before a list into finished sentences and the unfinished one that the points complete."""
    cut = own.start
    for match in _SENTENCE_END.finditer(text, own.start, own.end):
        if text[match.end() : own.end].strip():
            cut = match.end()
    return trim(text, Span(own.start, cut)), trim(text, Span(cut, own.end))


def _holds_acts(document: Document, lead_in: Span, points: list[Provision], language: Language) -> bool:
    """Whether each point is a norm of its own."""
    if not language.has_lexicons:
        return True
    table = language.tables["norms"]
    words = lead_in.of(document.text)
    for kind in ("alternatives", "acts", "items"):
        if any(re.search(pattern, words, re.IGNORECASE) for pattern in table["lists"][kind]):
            if kind == "acts" and not language.spaced and "之一" in words:
                return False
            return kind == "acts"
    active = sum(_has_verb(document.slice(point.content), language) for point in points)
    return active * 2 > len(points)


def _has_verb(words: str, language: Language) -> bool:
    """Whether a point's words hold a modal or begin with a verb."""
    if language.find("modal", words):
        return True
    adverbs = r"(?:to |not |\w+ly )*" if language.spaced else language.tables["norms"]["adverbs"]
    body = re.match(adverbs, words, re.IGNORECASE)
    return bool(re.compile(language.verbs, re.IGNORECASE).match(words, body.end() if body else 0))
