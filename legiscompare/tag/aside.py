"""What is set aside before words are weighed: neutral terms, list numbers, subjects that the other side inherits."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from legiscompare.model import NormKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from legiscompare.annotate import Layer
    from legiscompare.model import Alignment, Document, Norm, NormPair, TermExchange

_CODED_IN = {NormKind.DEFINITION, NormKind.SCOPE}
"""Where an exchange of substance is coded by preference."""
_GIVEN_WAY = 0.2
"""Uses of either term in the other text, per place that shows the exchange, up to which it counts as made throughout."""
_ENDING = 2
"""Letters of an inflected ending."""


def masks(
    exchanges: Iterable[TermExchange],
    draft: Document,
    final: Document,
    old: tuple[Norm, ...],
    new: tuple[Norm, ...],
    markers: tuple[list[Span], list[Span]],
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Ranges of both sides of a pair that are no change; `markers`: what is no own words in each text, in order."""
    one = [span for norm in old for span in _numbers(norm, markers[0])]
    two = [span for norm in new for span in _numbers(norm, markers[1])]
    for exchange in exchanges:
        one += [s for norm in old for s in occurrences(draft.text, norm.span, exchange.draft)]
        two += [s for norm in new for s in occurrences(final.text, norm.span, exchange.final)]
    one += _subjects(old, new)
    two += _subjects(new, old)
    return tuple(one), tuple(two)


def set_aside(
    alignment: Alignment, draft: Document, final: Document, norms: Mapping[tuple[str, str], Norm]
) -> dict[NormPair, list[TermExchange]]:
    """For each pair, the term exchanges that are no change there (codebook §7).

    Neutral ones nowhere are. One of substance, made across the whole text, is one change of its own: it is read where
    the term is defined or the scope drawn, else in the first pair that shows it, and set aside in all others.
    """
    found: dict[NormPair, list[TermExchange]] = {pair: [] for pair in alignment.pairs}
    for exchange in alignment.term_exchanges:
        shown = [pair for pair in alignment.pairs if _shows(pair, exchange, draft, final, norms)]
        if exchange.verdict != "neutral":
            if max(_left(exchange.draft, final), _left(exchange.final, draft)) > _GIVEN_WAY * exchange.times:
                continue
            homes = [pair for pair in shown if not _CODED_IN.isdisjoint(one.kind for one in _both(pair, norms))]
            first = homes or _first(shown, norms)
            shown = [pair for pair in shown if pair not in first]
        for pair in shown:
            found[pair].append(exchange)
    return found


def _both(pair: NormPair, norms: Mapping[tuple[str, str], Norm]) -> tuple[Norm, Norm]:
    return norms["draft", pair.draft[0]], norms["final", pair.final[0]]


def _first(pairs: list[NormPair], norms: Mapping[tuple[str, str], Norm]) -> list[NormPair]:
    """The first of some pairs by their places in both texts; more than one where crossing pairs are equally early."""
    places = [sorted(one.span.start for one in _both(pair, norms)) for pair in pairs]
    least = min(((sum(place), place) for place in places), default=(0, []))
    return [pair for pair, place in zip(pairs, places, strict=True) if (sum(place), place) == least]


def _left(term: str, document: Document) -> int:
    """How often a text still has the other text's term."""
    return len(occurrences(document.text, Span(0, len(document.text)), term))


def _shows(
    pair: NormPair, exchange: TermExchange, draft: Document, final: Document, norms: Mapping[tuple[str, str], Norm]
) -> bool:
    return any(holds_term(draft.text, norms["draft", one].span, exchange.draft) for one in pair.draft) and any(
        holds_term(final.text, norms["final", one].span, exchange.final) for one in pair.final
    )


def markers_of(document: Document) -> list[Span]:
    """What stands in the text of `document` but is no provision's own words, in order: numbers, headings, notes."""
    own = sorted(p.content for p in document.root.walk() if p.content.start < p.content.end)
    found, at = [], 0
    for span in own:
        if at < span.start:
            found.append(Span(at, span.start))
        at = max(at, span.end)
    return [*found, Span(at, len(document.text))]


def _numbers(norm: Norm, markers: list[Span]) -> list[Span]:
    """Numbers of the list points inside a norm."""
    first = bisect_right(markers, norm.span.start, key=lambda span: span.end)
    last = bisect_left(markers, norm.span.end, key=lambda span: span.start)
    return markers[first:last]


def _subjects(norms: tuple[Norm, ...], others: tuple[Norm, ...]) -> list[Span]:
    """From a norm's start through its modal, where the other side's norm inherits its subject, or subject and modal."""
    spans = []
    for norm, other in zip(norms, others, strict=False):
        modal, inherited = norm.deontic_span, other.deontic_span
        if not (modal and norm.span.holds(modal) and norm.deontic is other.deontic):
            continue
        inherits = inherited is None or not other.span.holds(inherited) or other.span.start == inherited.start
        if inherited and other.bearer.span and other.span.holds(other.bearer.span) and inherited < other.bearer.span:
            continue  # 禁止任何人……: it begins with its modal and names whom it binds behind
        if inherits and set(norm.bearer.classes) & set(other.bearer.classes):
            start = max((one.end for one in norm.conditions if one.end <= modal.start), default=norm.span.start)
            spans.append(Span(start, modal.end))
    return spans


def edges(layer: Layer, norms: tuple[Norm, ...]) -> list[Span]:
    """What strings norms together and is no word of theirs: the last `and` or mark, the `to` of a point."""
    units, joins, found = layer.units, layer.marks("join"), []
    for norm in norms:
        first, beyond = layer.range(norm.span)
        while first < beyond and units.marks[beyond - 1]:
            beyond -= 1
        last = next(
            (at for at in range(max(first, beyond - 3), beyond) if at in joins and joins[at].end == beyond), first
        )
        end = last if last > first else beyond
        if first < end:
            found.append(Span(units.ends[end - 1], norm.span.end))
        if first + 1 < beyond and units.keys[first] == layer.language.infinitive:
            found.append(Span(norm.span.start, units.starts[first + 1]))
    return found


@lru_cache(maxsize=4)
def _folded(text: str) -> str | None:
    """A whole text without regard to case; None where that changed its length, so that no place can be found in it."""
    folded = text.casefold()
    return folded if len(folded) == len(text) else None


def holds_term(text: str, span: Span, term: str) -> bool:
    """Whether `term` stands in `span`, as `occurrences` finds it."""
    folded = _folded(text)
    if folded is None:
        return bool(occurrences(text, span, term))
    return folded.find(term.casefold(), span.start, span.end) >= 0


def occurrences(text: str, span: Span, term: str) -> list[Span]:
    """Where `term` stands in `span`, without regard to case."""
    folded, needle = text[span.start : span.end].casefold(), term.casefold()
    if len(folded) != span.end - span.start:  # case folding changed the length: compare as written
        folded, needle = text[span.start : span.end], term
    found, at = [], folded.find(needle)
    while at >= 0:
        end = at + len(term)
        # The plural or genitive of a term is the term.
        while end < len(folded) and end - at - len(term) < _ENDING and folded[end].isascii() and folded[end].isalpha():
            end += 1
        found.append(Span(span.start + at, span.start + end))
        at = folded.find(needle, at + max(1, len(needle)))
    return found
