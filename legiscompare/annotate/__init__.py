"""Read each text once: its tokens and every phrase of the lexicon in it, asked for by place from then on.

No later stage searches or tokenises a text again: `norms`, `align`, `diff` and `tag` ask the `Layer`.
"""

from __future__ import annotations

from legiscompare import lang
from legiscompare.annotate.layer import Layer
from legiscompare.model import Document

__all__ = ["Layer", "annotate"]

_KEEP = 2
"""Documents whose layers are kept: a comparison has two, and a report of it asks for them again."""
_KEPT: list[Layer] = []


def annotate(document: Document) -> Layer:
    """The tokens and cues of `document`, read in one pass over its text; those of the last documents are kept."""
    for known in _KEPT:
        if known.document is document:
            return known
    language = lang.load(document.language)
    starts = frozenset(provision.content.start for provision in document.root.walk())
    layer = Layer(document, language, lang.scan(document.text, language, starts, document.marks))
    _KEPT.insert(0, layer)
    del _KEPT[_KEEP:]
    return layer
