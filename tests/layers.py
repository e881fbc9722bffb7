"""Short texts read once, for the tests of the stages that work on a layer."""

from __future__ import annotations

from legiscompare.align import align
from legiscompare.annotate import Layer, annotate
from legiscompare.model import Alignment, Document, Provision, ProvisionKind, Span
from legiscompare.norms import extract


def layer(text: str, language: str) -> Layer:
    """The layer of a text without structure."""
    whole = Span(0, len(text))
    return annotate(
        Document(text, Provision("doc", "", "", ProvisionKind.DOCUMENT, "", None, whole, whole), language, "", "")
    )


def aligned(draft: Document, final: Document, **options: object) -> Alignment:
    """What became what between two documents."""
    old, new = annotate(draft), annotate(final)
    return align(old, extract(draft, old), new, extract(final, new), **options)  # type: ignore[arg-type]
