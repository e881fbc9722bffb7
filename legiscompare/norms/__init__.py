"""Find the norms of a document: who must, must not or may do what, when, unless what, or else what.

A norm is one institutional statement (Crawford & Ostrom 1995; Institutional Grammar 2.0, Frantz & Siddiki 2021): bearer,
deontic, aim, object, conditions, constraints, or-else. `extract` cuts every provision into statements (`units`, `split`)
and reads each one's parts (`components`, `kinds`, `quantities`, `references`).
"""

from __future__ import annotations

from legiscompare import lang
from legiscompare.model import Document, Norm
from legiscompare.norms import constitutive
from legiscompare.norms.components import Reader
from legiscompare.norms.constitutive import StatementType
from legiscompare.norms.quantities import number
from legiscompare.norms.split import statements
from legiscompare.norms.units import units

__all__ = ["StatementType", "extract", "number", "statement_type"]


def extract(document: Document) -> tuple[Norm, ...]:
    """The norms of `document` in the order of its text; ids are unique.

    In a language without lexicons each paragraph or list point, sentences and all, becomes one norm of kind
    `obligation` with deontic `none`: enough to pair and diff it, not to tag it.
    """
    language = lang.load(document.language)
    reader = Reader(document, language)
    norms: list[Norm] = []
    for unit in units(document, language):
        norms.extend(reader.norm(unit, statement) for statement in statements(document.text, unit, language))
    return tuple(norms)


def statement_type(document: Document, norm: Norm) -> StatementType:
    """Whether a norm of `document` is regulative or constitutive (Institutional Grammar 2.0).

    In a language without the lexicon group `agent` every norm counts as regulative.
    """
    return constitutive.statement_type(document.text, norm.span, norm.deontic_span, lang.load(document.language))
