"""A CSV for Datawrapper and its like: a row for each article, a column for each direction; counts of norms."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from legiscompare.model import Burden, ProvisionKind
from legiscompare.report.sheet import guard
from legiscompare.report.view import View

if TYPE_CHECKING:
    from legiscompare.model import Comparison
    from legiscompare.report.options import Options

WAYS = (Burden.DOWN, Burden.UP, Burden.BOTH, Burden.UNCLEAR)


def render(comparison: Comparison, options: Options) -> str:
    """Articles that changed in the order of the final text, those that are gone where they stood."""
    view = View(comparison, options)
    w = view.words
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow([w("words.article"), *(w(f"story.way.{way}") for way in WAYS)])
    for section in view.sections:
        top = section.final or section.draft
        counts = [sum(item.change.burden is way for item in section.items) for way in WAYS]
        if top is not None and top.kind not in (ProvisionKind.RECITAL, ProvisionKind.ANNEX) and any(counts):
            label = top.label if section.final else w("story.cite_draft", place=top.label)
            sheet.writerow([guard(label), *counts])
    return out.getvalue()
