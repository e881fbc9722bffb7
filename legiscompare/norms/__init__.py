"""Find the norms of a document: who must, must not or may do what, when, unless what, or else what.

A norm is one institutional statement (Crawford & Ostrom 1995; Institutional Grammar 2.0, Frantz & Siddiki 2021). `extract`
cuts every provision into statements (`units`, `split`) and reads each one's parts (`reading`): its elements as a tree
(`elements`), its kind (`kinds`), its measures (`quantities`) and references (`references`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.annotate import Layer, annotate
from legiscompare.norms.kinds import POLICY
from legiscompare.norms.quantities import number
from legiscompare.norms.reading import NormReader
from legiscompare.norms.split import statements
from legiscompare.norms.units import units

if TYPE_CHECKING:
    from legiscompare.model import Document, Norm, Span

__all__ = ["POLICY", "extract", "number"]


def extract(document: Document, layer: Layer | None = None) -> tuple[Norm, ...]:
    """The norms of `document` in the order of its text; ids are unique. `layer`: its annotation, where it is at hand.

    In a language without lexicons each paragraph or list point, sentences and all, becomes one norm of kind
    `obligation` with deontic `none`: enough to pair and diff it, not to tag it.
    """
    layer = layer or annotate(document)
    if layer.norms is None or layer.document is not document:
        reader = NormReader(layer)
        layer.norms = tuple(
            reader.norm(unit, statement)
            for unit in units(layer)
            for statement in statements(layer, unit)
            if _says(layer, statement.span)
        )
    return layer.norms


def _says(layer: Layer, span: Span) -> bool:
    """Whether there is a word in it: a stop or a row of stars on a line of its own is no norm."""
    return not all(layer.units.marks[at] for at in range(*layer.range(span)))
