"""What counts as equal before a change of substance is looked for.

Neutral term exchanges (codebook §7), cross-references that only follow a renumbering, the numbers of references and list
points, and the subject of a sentence where the other text's norm inherits the same one from the sentence before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping

from legiscompare.lang import Language
from legiscompare.model import Alignment, Document, Norm, NormKind, NormPair, Span, TermExchange
from legiscompare.tag.segments import Mask, keys


def masks(
    exchanges: Iterable[TermExchange],
    draft: Document,
    final: Document,
    old: tuple[Norm, ...],
    new: tuple[Norm, ...],
    language: Language,
    markers: tuple[list[Span], list[Span]],
) -> tuple[Mask, Mask]:
    """Masks of the draft's and of the final's side of a pair; `markers`: what is no own words in each text, in order."""
    draft_ranges = [span for norm in old for span in _always(norm, markers[0])]
    final_ranges = [span for norm in new for span in _always(norm, markers[1])]
    for exchange in exchanges:
        draft_ranges += [s for norm in old for s in occurrences(draft.text, norm.span, exchange.draft)]
        final_ranges += [s for norm in new for s in occurrences(final.text, norm.span, exchange.final)]
    draft_ranges += [span for norm in old for span in _joints(draft.text, norm)]
    final_ranges += [span for norm in new for span in _joints(final.text, norm)]
    draft_ranges += _subjects(old, new)
    final_ranges += _subjects(new, old)
    return (
        Mask(tuple(draft_ranges), _elsewhere(final, new, language)),
        Mask(tuple(final_ranges), _elsewhere(draft, old, language)),
    )


# What ties a norm to the next or the last one of its sentence.
_JOINT = re.compile(r"[\s,;]+and[\s,]*$|^(?:and\b|并且?|且(?=[应不可]))", re.IGNORECASE)


def _joints(text: str, norm: Norm) -> list[Span]:
    start = norm.span.start
    return [Span(start + match.start(), start + match.end()) for match in _JOINT.finditer(norm.span.of(text))]


_CODED_IN = {NormKind.DEFINITION, NormKind.SCOPE}
"""Where an exchange of substance is coded by preference."""
_GIVEN_WAY = 0.2
"""Uses of either term in the other text, per place that shows the exchange, up to which it counts as made throughout."""


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
            homes = [pair for pair in shown if norms["final", pair.final[0]].kind in _CODED_IN]
            first = homes or sorted(shown, key=lambda pair: norms["final", pair.final[0]].span)[:1]
            shown = [pair for pair in shown if pair not in first]
        for pair in shown:
            found[pair].append(exchange)
    return found


def _left(term: str, document: Document) -> int:
    """How often a text still has the other text's term."""
    return len(occurrences(document.text, Span(0, len(document.text)), term))


def _shows(
    pair: NormPair, exchange: TermExchange, draft: Document, final: Document, norms: Mapping[tuple[str, str], Norm]
) -> bool:
    return any(occurrences(draft.text, norms["draft", one].span, exchange.draft) for one in pair.draft) and any(
        occurrences(final.text, norms["final", one].span, exchange.final) for one in pair.final
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


def _always(norm: Norm, markers: list[Span]) -> list[Span]:
    """Numbers of references and of the list points inside a norm: `moved_references` reports those that changed target."""
    first = bisect_right(markers, norm.span.start, key=lambda span: span.end)
    last = bisect_left(markers, norm.span.end, key=lambda span: span.start)
    return [*(cue.span for cue in norm.refs), *markers[first:last]]


def _subjects(norms: tuple[Norm, ...], others: tuple[Norm, ...]) -> list[Span]:
    """From a norm's start through its modal, where the other side's norm inherits its subject, or subject and modal."""
    spans = []
    for norm, other in zip(norms, others, strict=False):
        modal, inherited = norm.deontic_span, other.deontic_span
        if not (modal and norm.span.holds(modal) and norm.deontic is other.deontic):
            continue
        inherits = inherited is None or not other.span.holds(inherited) or other.span.start == inherited.start
        if inherits and set(norm.bearer.classes) & set(other.bearer.classes):
            start = max((one.end for one in norm.conditions if one.end <= modal.start), default=norm.span.start)
            spans.append(Span(start, modal.end))
    return spans


def _elsewhere(document: Document, norms: tuple[Norm, ...], language: Language) -> frozenset[str]:
    """Keys of the words that the norms hold already or inherit: repeating one of them moves nothing."""
    found: frozenset[str] = frozenset()
    for norm in norms:
        if norm.lead_in:
            found |= keys(document.text, norm.lead_in, language)
        if language.spaced:
            found |= keys(document.text, norm.span, language)
    return found


_ENDING = 2
"""Letters of an inflected ending."""


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


def moved_references(alignment: Alignment, old: tuple[Norm, ...], new: tuple[Norm, ...]) -> list[tuple[Span, Span]]:
    """Cross-references whose target is not where renumbering would have put it: (draft span, final span)."""
    before = [cue for norm in old for cue in norm.refs if cue.id]
    after = [cue for norm in new for cue in norm.refs if cue.id]
    if len(before) != len(after):
        return []
    moved = []
    for one, two in zip(before, after, strict=True):
        expected = mapped(alignment, one.id) | {one.id}
        known = mapped(alignment, one.id)
        if known and two.id not in expected and not any(_within(two.id, target) for target in expected):
            moved.append((one.span, two.span))
    return moved


def _within(ref: str, target: str) -> bool:
    return ref.startswith(target + ".") or target.startswith(ref + ".")


def mapped(alignment: Alignment, ref: str) -> set[str]:
    """Where a reference points after renumbering: the longest mapped prefix, the rest kept."""
    parts = ref.split(".")
    for cut in range(len(parts), 0, -1):
        targets = alignment.ref_map.get(".".join(parts[:cut]))
        if targets:
            return {".".join([target, *parts[cut:]]) for target in targets}
    return set()
