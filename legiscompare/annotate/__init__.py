"""Read each text once: its tokens and every phrase of the lexicon in it, asked for by place from then on.

No later stage searches or tokenises a text again: `norms`, `align`, `diff` and `tag` ask the `Layer`.
"""

from __future__ import annotations

from legiscompare import lang
from legiscompare.annotate.layer import Layer
from legiscompare.model import Document

__all__ = ["Layer", "annotate"]


def annotate(document: Document) -> Layer:
    """The tokens and cues of `document`, read in one pass over its text."""
    language = lang.load(document.language)
    starts = frozenset(provision.content.start for provision in document.root.walk())
    return Layer(document, language, lang.scan(document.text, language, starts, document.marks))
