"""The original beside a translation: the provision of the same ref in the other language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legiscompare.model import Place
    from legiscompare.report.view import View


def original(view: View, place: Place, *, draft: bool) -> tuple[str, str]:
    """(words, language) of the original of a place: the nearest provision at or above its ref; empty if none."""
    document = view.options.originals[0 if draft else 1]
    if document is None:
        return "", ""
    ref = place.ref.split("#")[0]
    known = view.original_texts[0 if draft else 1]
    while ref and ref not in known:
        ref = ref.rpartition(".")[0]
    return (known[ref], document.language) if ref else ("", "")
