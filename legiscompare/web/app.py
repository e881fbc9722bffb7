"""The application: addresses, what a fault looks like, and what the pages share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Mount, Route, Router
from starlette.staticfiles import StaticFiles

from legiscompare.errors import InvariantError, LegiscompareError
from legiscompare.web import claims_pages, code_pages, compare_pages
from legiscompare.web.forms import posted
from legiscompare.web.guard import Guard, TooLargeError
from legiscompare.web.pages import page, root
from legiscompare.web.words import LANGUAGES, preferred

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

    from legiscompare.web.served import Site

STATIC = Path(__file__).parent / "static"


def application(site: Site) -> ASGIApp:
    """Everything, behind its guard."""
    inner = Starlette(
        routes=[
            Route("/", _welcome),
            Mount("/static", StaticFiles(directory=STATIC)),
            Mount("/{lang:str}", Router(_routes(), redirect_slashes=False)),
        ],
        exception_handlers={
            HTTPException: _refused,
            LegiscompareError: _fault,
            TooLargeError: _too_large,
            Exception: _broken,
        },
    )
    inner.router.redirect_slashes = False
    inner.state.site = site
    return Guard(inner, token=site.token, hosts=site.hosts, limit=site.limit)


def _routes() -> list[Route]:
    gets = {**compare_pages.GETS, **code_pages.GETS, **claims_pages.GETS}
    posts = {**compare_pages.POSTS, **code_pages.POSTS, **claims_pages.POSTS}
    return [
        *(Route(path, handler, methods=["GET"]) for path, handler in gets.items()),
        *(Route(path, posted(handler), methods=["POST"]) for path, handler in posts.items()),
    ]


def _welcome(request: Request) -> Response:
    language = preferred(request.headers.get("accept-language", ""))
    return RedirectResponse(f"{root(request)}/{language}/", 303)


def _told(request: Request, status: int, what: str, where: str = "", mend: str = "") -> Response:
    """A fault as a page; in plain words where not even the language of the page is known."""
    if request.path_params.get("lang", LANGUAGES[0]) not in LANGUAGES:
        return PlainTextResponse(f"{what}\n", status)
    return page(request, "fault.html.j2", status, what=what, where=where, mend=mend)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it
    return _told(request, error.status_code, error.detail)


def _fault(request: Request, error: Exception) -> Response:
    assert isinstance(error, LegiscompareError)  # noqa: S101 - registered for it
    status = 500 if isinstance(error, InvariantError) else 400
    return _told(request, status, error.what, error.where, error.mend)


def _too_large(request: Request, error: Exception) -> Response:  # noqa: ARG001 - starlette's form
    limit = request.app.state.site.limit
    mend = "start the page with a larger --max-upload"
    return _told(request, 413, f"this is more than {limit:,} bytes", "", mend)


def _broken(request: Request, error: Exception) -> Response:
    mend = "this is a bug in legiscompare: please report it"
    return _told(request, 500, f"{type(error).__name__}: {error}", "", mend)
