"""How to cite a comparison: plain, BibTeX, CSL-JSON. No date of making: the same comparison cites the same."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from legiscompare.report.tool import NAME, version

if TYPE_CHECKING:
    from legiscompare.model import Document
    from legiscompare.report.view import View


def versions(view: View) -> str:
    """Versions of tool, codebook and language data."""
    comparison = view.comparison
    return view.words(
        "words.versions", version=version(), codebook=comparison.codebook, lexicons=comparison.lexicons or "–"
    )


def _stage(view: View, document: Document) -> str:
    stage = document.stage or view.words("words.stage_unknown")
    return f"{stage} ({document.date.isoformat()})" if document.date else stage


def _texts(view: View) -> str:
    return " → ".join(
        view.words.join([_stage(view, document), f"sha256 {document.sha256[:16]}"])
        for document in (view.draft, view.final)
    )


def plain(view: View) -> str:
    """One sentence with title, both stages, both hashes and all versions."""
    w = view.words
    return w(
        "phrase.citation", title=view.title, comparison=w("words.comparison"), texts=_texts(view), made=versions(view)
    )


def key(view: View) -> str:
    """A citation key from the hashes of both texts."""
    return f"{NAME}-{view.draft.sha256[:8]}-{view.final.sha256[:8]}"


def bibtex(view: View) -> str:
    """A `@misc` entry."""
    fields = {
        "title": f"{view.title}: {view.words('words.comparison')}",
        "howpublished": versions(view),
        "note": _texts(view),
    }
    lines = [f"  {name} = {{{_tex(value)}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{{key(view)},", *lines, "}"])


_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def _tex(words: str) -> str:
    return re.sub(r"[\\{}$&%#_~^]", lambda found: _TEX[found[0]], " ".join(words.split()))


def csl_json(view: View) -> str:
    """One item of CSL-JSON."""
    item = {
        "id": key(view),
        "type": "dataset",
        "title": f"{view.title}: {view.words('words.comparison')}",
        "publisher": NAME,
        "version": versions(view),
        "note": _texts(view),
    }
    return json.dumps([item], ensure_ascii=False, indent=1)
