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

from markupsafe import Markup

from legiscompare.model import Burden, Place, TextStatus
from legiscompare.report import cite as citing
from legiscompare.report import forms, ledgers, markup, picture, summary
from legiscompare.report.calibration import bands
from legiscompare.report.cards import GLYPHS, Cards
from legiscompare.report.claims import checked, tally
from legiscompare.report.environment import environment
from legiscompare.report.marked import visible
from legiscompare.report.panels import Panels
from legiscompare.report.rows import Rows
from legiscompare.report.telling import Telling
from legiscompare.report.view import View, brief

if TYPE_CHECKING:
    from collections.abc import Callable

    from legiscompare.model import Comparison
    from legiscompare.report.options import Options

HERE = Path(__file__).parent
STYLES = ("base.css", "head.css", "change.css", "picture.css", "classroom.css", "print.css")
SCRIPTS = ("core.js", "filter.js", "redline.js", "classroom.js")


def render(comparison: Comparison, options: Options) -> str:
    """The report."""
    view = View(comparison, options)
    style, script = (joined("css", STYLES), joined("js", SCRIPTS))
    return environment(options.language).get_template("report.html.j2").render(
        **context(view), style=Markup(style), script=Markup(script), csp=policy(style, script)  # noqa: S704 - ours
    )  # fmt: skip


def part(view: View, template: str, **more: object) -> str:
    """One template alone, as the tests look at it."""
    return environment(view.words.language).get_template(template).render(**context(view), **more)


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
        "text": markup.text,
        "vis": visible,
        "lang": _safe(functools.partial(markup.lang, view)),
        "words": _safe(functools.partial(markup.quoted, view)),
        "q": _safe(markup.q),
        "cards": Cards(view),
        "lists": Rows(view),
        "html": Markup,
        "glyphs": GLYPHS,
        "brief": brief,
        "status": functools.partial(_status, view),
        "picture": lambda: picture.svg(view, alone=False, drawn=drawn()),
        "drawn": drawn,
        "limits": lambda: summary.limits(view),
        "cite": {
            "plain": citing.plain(view),
            "bibtex": citing.bibtex(view),
            "csl": citing.csl_json(view),
            "versions": citing.versions(view),
        },
        "claims": lambda: checked(view),
        "claim_tally": lambda: tally(view),
        "bands": bands,
        "panels": Panels(view),
        "tale": Telling(view),
        "forms": forms,
        "ledgers": ledgers,
        "Burden": Burden,
    }


@functools.cache
def joined(folder: str, names: tuple[str, ...]) -> str:
    """Style sheets or scripts as one text."""
    return "\n".join((HERE / folder / name).read_text(encoding="utf-8") for name in names)


def _safe(made: Callable[..., str]) -> Callable[..., Markup]:
    """A function that gives HTML, for a template: its words went through `markup`."""
    return lambda *args, **more: Markup(made(*args, **more))  # noqa: S704 - escaped there


def _status(view: View, place: Place, *, draft: bool) -> str:
    """Short mark of a text that is not official, or empty."""
    status, _ = view.status(place, draft=draft)
    return "" if status is TextStatus.OFFICIAL else view.words(f"legal_status_short.{status}")
