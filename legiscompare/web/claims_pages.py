"""Claims: paste a commentary, see each sentence checked against the texts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from legiscompare.errors import UsageError
from legiscompare.model import Verdict
from legiscompare.study.commentary import MOST, check, sentences
from legiscompare.web.compare_pages import job_of
from legiscompare.web.pages import page, site

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from legiscompare.web.forms import CompareForm

LONGEST = 200_000
"""Most characters of a commentary."""


def ask(request: Request) -> Response:
    """The empty form."""
    job, part = job_of(request), int(request.path_params["part"])
    comparison = site(request).desk.comparison(job, part)
    return page(request, "claims.html.j2", job=job, part=part, words="", found=(), tally={}, left=0, about=comparison)


def judge(request: Request, form: CompareForm) -> Response:
    """Each sentence, checked. The commentary is not kept."""
    job, part = job_of(request), int(request.path_params["part"])
    comparison = site(request).desk.comparison(job, part)
    words = form("words")
    if not words:
        raise UsageError("no commentary was given", mend="paste at least one sentence")
    if len(words) > LONGEST:
        raise UsageError(
            f"{len(words):,} characters are too many, the limit is {LONGEST:,}", mend="check the commentary in parts"
        )
    found = check(words, comparison)
    counts = Counter(one.judgement.verdict for one in found if one.judgement)
    tally = {verdict: counts[verdict] for verdict in Verdict if counts[verdict]}
    left = max(0, len(sentences(words)) - MOST)
    return page(
        request, "claims.html.j2", job=job, part=part, words=words, found=found, tally=tally, left=left,
        about=comparison,
    )  # fmt: skip


GETS: dict[str, Callable[[Request], Any]] = {"/job/{job}/claims/{part:int}": ask}
POSTS: dict[str, Callable[[Request, CompareForm], Response]] = {"/job/{job}/claims/{part:int}": judge}
