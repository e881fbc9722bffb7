"""A second look at norms that the words left over: an embedder compares what they mean.

The program's own alignment goes by words. Where a norm was written anew in other words, it finds no partner. An embedder
(a plug-in) turns each norm into a vector; of the norms left over on both sides, those whose vectors lie close, each the
other's best and plainly better than the next, are paired. What the words had paired stays as it is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from legiscompare.align.fixed import Decision, names
from legiscompare.annotate import Layer
from legiscompare.errors import DataError
from legiscompare.model import Alignment, Norm, NormPair

METHOD = "meaning"
"""`NormPair.method` of pairs found here."""
MARGIN = 1.05
"""A pair must be this much closer than the next best partner of either norm."""
CAP = 9.99
SIDES = ("draft", "final")
_PLACES = 6
"""Figures behind the point that count: sums of floats differ beyond them between machines."""


class Embedder(Protocol):
    """Turns words into vectors. The entry point of `legiscompare.embedders` names such an object."""

    threshold: float
    """Cosine from which two norms may be one, above 0 and at most 1."""

    def embed(self, texts: Sequence[str], language: str) -> Sequence[Sequence[float]]:
        """One vector for each text, all of one length. The same texts give the same vectors, in whatever order."""


def by_meaning(embedder: Embedder, aligner: Callable[..., Alignment]) -> Callable[..., Alignment]:
    """An aligner that asks `aligner` first and `embedder` about what it left over.

    The score of such a pair is what their words have in common, which is little, so that its certainty stays low.
    """

    def aligned(
        draft: Layer,
        draft_norms: tuple[Norm, ...],
        final: Layer,
        final_norms: tuple[Norm, ...],
        *,
        fixed: Iterable[tuple[str, str, bool]] | None = None,
    ) -> Alignment:
        decided = tuple(map(Decision._make, fixed or ()))
        first = aligner(draft, draft_norms, final, final_norms, fixed=decided or None)
        linked = {f"{side}:{norm}" for pair in first.pairs for side in SIDES for norm in getattr(pair, side)}
        left = [
            [norm for norm in norms if f"{side}:{norm.id}" not in linked and not _decided(norm, decided, side)]
            for side, norms in zip(SIDES, (draft_norms, final_norms), strict=True)
        ]
        if not all(left):
            return first
        vectors = [
            _vectors(embedder, [layer.document.slice(norm.span) for norm in norms], layer.document.language)
            for layer, norms in zip((draft, final), left, strict=True)
        ]
        found = _mutual(*vectors, threshold=embedder.threshold)
        pairs = {(left[0][i].id, left[1][j].id): margin for i, j, margin in found}
        if not pairs:
            return first
        more = tuple(Decision(one, other) for one, other in pairs)
        second = aligner(draft, draft_norms, final, final_norms, fixed=(*decided, *more))
        return replace(second, pairs=tuple(_named(pair, pairs, first) for pair in second.pairs))

    return aligned


def _decided(norm: Norm, decided: Iterable[Decision], side: str) -> bool:
    return any(names(getattr(one, side), norm) for one in decided)


def _vectors(embedder: Embedder, texts: list[str], language: str) -> list[list[float]]:
    """Unit vectors. Raises DataError if the embedder does not give one vector of finite numbers for each text."""
    got = [list(map(float, one)) for one in embedder.embed(texts, language)]
    if len(got) != len(texts) or len({len(one) for one in got}) != 1:
        raise DataError(
            f"the embedder gave {len(got)} vectors for {len(texts)} norms, or vectors of different lengths",
            where="embedder",
            mend="tell the author of the plug-in, and compare without --embedder",
        )
    out = []
    for one in got:
        length = math.sqrt(math.fsum(value * value for value in one))
        if not math.isfinite(length):
            raise DataError(
                "the embedder gave a vector that holds something else than numbers",
                where="embedder",
                mend="tell the author of the plug-in, and compare without --embedder",
            )
        out.append([value / length for value in one] if length else one)
    return out


def _mutual(draft: list[list[float]], final: list[list[float]], *, threshold: float) -> list[tuple[int, int, float]]:
    """Pairs of which each is the other's best, with their margin over the next best of either."""
    score = [[round(math.fsum(map(float.__mul__, a, b)), _PLACES) for b in final] for a in draft]
    columns = list(zip(*score, strict=True))
    found = []
    for i, row in enumerate(score):
        best = max(row)
        if best < threshold or row.count(best) > 1:
            continue
        j = row.index(best)
        if max(columns[j]) > best or columns[j].count(best) > 1:
            continue
        rest = max([0.0, *(value for at, value in enumerate(row) if at != j)])
        rest = max([rest, *(value for at, value in enumerate(columns[j]) if at != i)])
        margin = min(CAP, best / rest) if rest > 0 else CAP
        if margin >= MARGIN:
            found.append((i, j, round(margin, 4)))
    return found


def _named(pair: NormPair, found: dict[tuple[str, str], float], first: Alignment) -> NormPair:
    if len(pair.draft) != 1 or len(pair.final) != 1 or (pair.draft[0], pair.final[0]) not in found:
        return pair
    near = (
        *((one.score, one.norm == pair.final[0]) for one in first.candidates.get(f"draft:{pair.draft[0]}", ())),
        *((one.score, one.norm == pair.draft[0]) for one in first.candidates.get(f"final:{pair.final[0]}", ())),
    )
    score = max((score for score, same in near if same), default=0.0)
    return replace(pair, score=score, margin=found[pair.draft[0], pair.final[0]], method=METHOD)
