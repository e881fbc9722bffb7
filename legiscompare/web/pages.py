"""How a page is put together: words, addresses, escaping."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse

from legiscompare.report.markup import escaped, marks
from legiscompare.web.forms import mark
from legiscompare.web.words import LANGUAGES, Words, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request
    from starlette.responses import Response

    from legiscompare.report.marked import MarkedSegment
    from legiscompare.web.served import Site

FOLDER = Path(__file__).parent / "templates"


@functools.cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
    )


def site(request: Request) -> Site:
    """What the application serves."""
    found: Site = request.app.state.site
    return found


def spoken(request: Request) -> Words:
    """Our words in the language of the address. Raises HTTPException 404 for another language."""
    language = request.path_params.get("lang", LANGUAGES[0])
    if language not in LANGUAGES:
        raise HTTPException(404)
    return words(language)


def root(request: Request) -> str:
    """What every address of ours begins with."""
    return f"/{site(request).token}"


def address(request: Request, path: str = "/") -> str:
    """An address of ours, in the language of the page."""
    return f"{root(request)}/{spoken(request).language}{path}"


def seen(request: Request, path: str) -> Response:
    """To another page of ours, after a form: going back does not send it again."""
    return RedirectResponse(address(request, path), 303)


def page(request: Request, template: str, code: int = 200, **more: Any) -> Response:
    """A page of ours; `code` is its status."""
    t = spoken(request)
    top = root(request)
    here = request.scope["path"].removeprefix(f"{top}/{t.language}")
    made = _environment().get_template(template).render(
        t=t, lang=t.language, base=f"{top}/{t.language}", static=f"{top}/static", mark=mark(site(request).token),
        tongues=[(one, f"{top}/{one}{here}") for one in LANGUAGES if one != t.language], text=text, **more,
    )  # fmt: skip
    return HTMLResponse(made, code)


def text(said: str) -> Markup:
    """Words of a text, escaped, acting characters shown by number."""
    return Markup(escaped(said))  # noqa: S704 - escaped


def marked(segments: Iterable[MarkedSegment]) -> Markup:
    """Words of a text with what is gone, new, or a cue."""
    return Markup(marks(segments))  # noqa: S704 - escaped there
