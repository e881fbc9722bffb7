"""One self-contained HTML file: no request leaves it, no word of a law acts in it.

The templates escape everything; the content security policy allows the file's own style sheet and script by hash
and nothing else, so there are no style or event attributes. Without JavaScript only filters, redline view,
copying and class mode are missing.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from legiscompare.model import (
    Burden,
    Certainty,
    Dimension,
    NormKind,
    Op,
    PartyClass,
    Place,
    Sign,
    Tag,
    TextStatus,
)
from legiscompare.report import cite as citing
from legiscompare.report import picture, summary
from legiscompare.report.calibration import bands
from legiscompare.report.claims import checked, tally
from legiscompare.report.definitions import definitions
from legiscompare.report.marked import ACTING, code, side, visible
from legiscompare.report.originals import original
from legiscompare.report.sections import QUIET
from legiscompare.report.view import Item, View, brief

if TYPE_CHECKING:
    from collections.abc import Iterable

    import jinja2

    from legiscompare.model import Comparison, Document
    from legiscompare.report.marked import Segment
    from legiscompare.report.options import Options

HERE = Path(__file__).parent
STYLES = ("base.css", "head.css", "change.css", "picture.css", "classroom.css", "print.css")
SCRIPTS = ("core.js", "filter.js", "redline.js", "classroom.js")
GLYPHS = {Burden.DOWN: "▽", Burden.UP: "▲", Burden.BOTH: "◆", Burden.UNCLEAR: "?", Burden.NONE: "○"}
_OPEN = {Op.EQUAL: "", Op.DELETE: "<del>", Op.INSERT: "<ins>"}
_OPEN_EDITORIAL = {Op.EQUAL: "", Op.DELETE: "<del class=ed>", Op.INSERT: "<ins class=ed>"}
_CLOSE = {Op.EQUAL: "", Op.DELETE: "</del>", Op.INSERT: "</ins>"}


def render(comparison: Comparison, options: Options) -> str:
    """The report."""
    view = View(comparison, options)
    style, script = (joined("css", STYLES), joined("js", SCRIPTS))
    return _environment().get_template("report.html.j2").render(
        **context(view), style=Markup(style), script=Markup(script), csp=policy(style, script)  # noqa: S704 - ours
    )  # fmt: skip


def part(view: View, template: str, **more: object) -> str:
    """One template alone, as the tests look at it."""
    return _environment().get_template(template).render(**context(view), **more)


def policy(style: str, script: str) -> str:
    """The content security policy that allows exactly this style sheet and this script."""
    style_hash, script_hash = (
        base64.b64encode(hashlib.sha256(one.encode("utf-8")).digest()).decode("ascii") for one in (style, script)
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; "
        "base-uri 'none'; form-action 'none'"
    )


def context(view: View) -> dict[str, object]:
    """Everything the templates may name."""
    drawn = functools.cache(lambda: picture.draw(view))
    return {
        "v": view,
        "t": view.words,
        "c": view.comparison,
        "sides": [(view.draft, True), (view.final, False)],
        "text": text,
        "vis": visible,
        "lang": functools.partial(_lang, view),
        "words": functools.partial(marked, view),
        "plain": lambda place: text(place.text),
        "glyphs": GLYPHS,
        "brief": brief,
        "status": functools.partial(_status, view),
        "picture": lambda: picture.svg(view, alone=False, drawn=drawn()),
        "data": _data,
        "flows": lambda: [flow for flow in drawn().flows if not flow.quiet],
        "limits": lambda: summary.limits(view),
        "telling": summary.telling,
        "cite": {
            "plain": citing.plain(view),
            "bibtex": citing.bibtex(view),
            "csl": citing.csl_json(view),
            "versions": citing.versions(view),
        },
        "claims": lambda: checked(view),
        "claim_tally": lambda: tally(view),
        "definitions": lambda: definitions(view),
        "original": functools.partial(original, view),
        "bands": bands,
        "quiet": QUIET,
        "filters": functools.partial(_filters, view),
        "Burden": Burden,
        "Dimension": Dimension,
        "PartyClass": PartyClass,
        "NormKind": NormKind,
        "Certainty": Certainty,
        "Sign": Sign,
        "Tag": Tag,
    }


@functools.cache
def _environment() -> jinja2.Environment:
    return picture.environment()


@functools.cache
def joined(folder: str, names: tuple[str, ...]) -> str:
    """Style sheets or scripts as one text."""
    return "\n".join((HERE / folder / name).read_text(encoding="utf-8") for name in names)


def text(words: str) -> Markup:
    """Words of a law as HTML: escaped, acting control characters shown by number, line ends kept."""
    safe = words if words.isalnum() else str(escape(words))
    if ACTING.search(safe):
        safe = ACTING.sub(lambda found: f"<span class=ctl>{code(found[0])}</span>", safe)
    return Markup(safe.replace("\n", "<br>"))  # noqa: S704 - escaped above


def runs(segments: Iterable[Segment]) -> Markup:
    """A run of words with its marks."""
    out = []
    for one in segments:
        inner = str(text(one.text))
        if one.cues:
            inner = f"<mark>{inner}</mark>"
        out.append(f"{(_OPEN_EDITORIAL if one.editorial else _OPEN)[one.op]}{inner}{_CLOSE[one.op]}")
    return Markup("".join(out))  # noqa: S704 - every text went through `text`


def marked(view: View, item: Item, place: Place, *, draft: bool) -> Markup:
    """The quote of one place, its words marked."""
    return runs(side(item.change, place, view.draft if draft else view.final, draft=draft))


def _data(item: Item) -> Markup:
    """What the filters and class mode read of a change, as attributes; every value is ours but the refs."""
    change = item.change
    found = {
        "tag": change.tag,
        "burden": change.burden,
        "kind": change.kind,
        "measured": " ".join(change.measured),
        "dimension": " ".join(name for name, _ in change.dimensions),
        "certainty": change.certainty,
        "draft": "+".join(place.ref for place in change.draft),
        "final": "+".join(place.ref for place in change.final),
    }
    return Markup(" ".join(f'data-{name}="{escape(value)}"' for name, value in found.items() if value))  # noqa: S704


def _lang(view: View, document: Document) -> Markup:
    """The language of a law's words as an attribute, where it is not that of the page."""
    page = view.words.language
    return Markup("") if document.language == page else Markup(' lang="{}"').format(document.language)


def _status(view: View, place: Place, *, draft: bool) -> str:
    """Short mark of a text that is not official, or empty."""
    status, _ = view.status(place, draft=draft)
    return "" if status is TextStatus.OFFICIAL else view.words(f"legal_status_short.{status}")


def _filters(view: View) -> list[tuple[str, list[tuple[str, str]]]]:
    """The filters and the values that occur: name, [(value, words)]."""
    changes = [item.change for item in view.items]
    found: dict[str, list[tuple[str, set[str]]]] = {
        "tag": [(str(one), {str(c.tag) for c in changes}) for one in Tag],
        "burden": [(str(one), {str(c.burden) for c in changes}) for one in Burden],
        "kind": [(str(one), {str(c.kind) for c in changes}) for one in NormKind],
        "measured": [(str(one), {str(p) for c in changes for p in c.measured}) for one in PartyClass],
        "dimension": [(str(one), {str(d) for c in changes for d, _ in c.dimensions}) for one in Dimension],
        "certainty": [(str(one), {str(c.certainty) for c in changes}) for one in Certainty],
    }
    names = {"measured": "party"}
    return [
        (key, [(value, view.words(f"{names.get(key, key)}.{value}")) for value, there in values if value in there])
        for key, values in found.items()
    ]
