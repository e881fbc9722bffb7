"""legiscompare shows where a law asks less, and where it asks more, in its final text than in its draft.

    import legiscompare as lc
    draft, final = lc.parse("draft.md"), lc.parse("final.md")
    result = lc.compare(draft, final)
    for change in result.changes:
        if change.tag is lc.Tag.SOFTENED:
            print(change.id, change.evidence[0].rule, change.draft[0].text, "→", change.final[0].text)
    frame = lc.to_frame(result)
    lc.render(result, "html", path="report.html")

Four verbs lead from texts to reports: `parse`, `compare`, `render`, `load`. `evaluate` measures a comparison against a
reference sheet, `instrument` opens one of the library. The nouns stand in `legiscompare.model`, the errors in
`legiscompare.errors`; exception types are public, the wording of messages is not.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from legiscompare.errors import LegiscompareError as LegiscompareError
    from legiscompare.library import instrument as instrument
    from legiscompare.library import instruments as instruments
    from legiscompare.model import Burden as Burden
    from legiscompare.model import Certainty as Certainty
    from legiscompare.model import Change as Change
    from legiscompare.model import Comparison as Comparison
    from legiscompare.model import Dimension as Dimension
    from legiscompare.model import Document as Document
    from legiscompare.model import NormKind as NormKind
    from legiscompare.model import Settings as Settings
    from legiscompare.model import Sign as Sign
    from legiscompare.model import Tag as Tag
    from legiscompare.model import TextStatus as TextStatus
    from legiscompare.pipeline import Stages as Stages
    from legiscompare.pipeline import compare as compare
    from legiscompare.report import load as load
    from legiscompare.report import render as render
    from legiscompare.report.tables import to_frame as to_frame
    from legiscompare.shortcuts import parse as parse
    from legiscompare.study import evaluate as evaluate

_HOME = {
    "Burden": "model",
    "Certainty": "model",
    "Change": "model",
    "Comparison": "model",
    "Dimension": "model",
    "Document": "model",
    "LegiscompareError": "errors",
    "NormKind": "model",
    "Settings": "model",
    "Sign": "model",
    "Stages": "pipeline",
    "Tag": "model",
    "TextStatus": "model",
    "compare": "pipeline",
    "evaluate": "study",
    "instrument": "library",
    "instruments": "library",
    "load": "report",
    "parse": "shortcuts",
    "render": "report",
    "to_frame": "report.tables",
}
"""Public name -> the module it lives in. Nothing is imported before it is asked for (PEP 562)."""

__all__ = [*_HOME, "__version__"]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from legiscompare.report.tool import version

        return version()
    if name not in _HOME:
        raise AttributeError(f"module 'legiscompare' has no attribute {name!r}")
    found = getattr(import_module(f"legiscompare.{_HOME[name]}"), name)
    globals()[name] = found
    if name in ("compare", "load", "Comparison"):
        _show_in_notebooks()
    return found


def _show_in_notebooks() -> None:
    """Let a Comparison show itself in a notebook. Set here because the nouns know nothing of reports."""
    from legiscompare.model import Comparison

    if not hasattr(Comparison, "_repr_html_"):

        def shown(comparison: Comparison) -> str:
            from legiscompare.report.notebook import repr_html

            return repr_html(comparison)

        setattr(Comparison, "_repr_html_", shown)  # noqa: B010 - the class declares no such method


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
