"""Compare: give texts, see how far it is, read the report, take every format, delete."""

from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, JSONResponse, Response

from legiscompare import library
from legiscompare.errors import InvariantError, UsageError
from legiscompare.lang import available
from legiscompare.report import FORMATS, render
from legiscompare.web.desk import DONE, FAILED, Asked, DeskJob, Text, shown_name
from legiscompare.web.forms import CompareForm
from legiscompare.web.pages import address, page, seen, site, spoken
from legiscompare.web.work import MOST

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

KINDS = {
    ".md": "text/markdown", ".qmd": "text/markdown", ".txt": "text/plain", ".html": "text/html",
    ".json": "application/json", ".csv": "text/csv", ".svg": "image/svg+xml",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
"""Media types of the report's formats, by the suffix of their files."""
_POLICY = re.compile(r"http-equiv=\"?Content-Security-Policy\"? content=\"([^\"]+)\"")


def attached(data: str | bytes, kind: str, name: str) -> Response:
    """A file to be kept. `name` is one of ours, plain ASCII."""
    raw = data.encode() if isinstance(data, str) else data
    return Response(raw, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def report_page(words: str | bytes) -> Response:
    """A report, with the policy that it brings: its own style sheet and script, and nothing else."""
    found = _POLICY.search(words if isinstance(words, str) else words.decode())
    if not found:
        raise InvariantError("a report brought no content security policy")
    return HTMLResponse(
        words, headers={"Content-Security-Policy": f"{html.unescape(found[1])}; frame-ancestors 'none'"}
    )


def job_of(request: Request) -> DeskJob:
    """The comparison that the address names, as it stands now."""
    desk = site(request).desk
    return desk.watch(desk.job(request.path_params["job"]))


def home(request: Request) -> Response:
    """The form, and what was compared before."""
    count = request.query_params.get("texts", "2")
    texts = int(count) if count in {str(n) for n in range(2, MOST + 1)} else 2
    return _home(request, texts)


def _home(
    request: Request, texts: int, *, fault: str = "", kept: CompareForm | None = None, status: int = 200
) -> Response:
    shelf = [
        (one, [version for version in one.versions if one.present(version)]) for one in library.instruments()
    ]  # fmt: skip
    here = [(one, versions) for one, versions in shelf if len(versions) > 1]
    return page(
        request, "home.html.j2", status, texts=texts, most=MOST, shelf=here, jobs=site(request).desk.jobs(),
        fault=fault, kept=kept or CompareForm(), away=len(shelf) - len(here), languages=available(),
    )  # fmt: skip


def compare(request: Request, form: CompareForm) -> Response:
    """Begin with the texts of the form."""
    try:
        texts = [found for number in range(1, MOST + 1) if (found := _text(form, number))]
        if not texts:
            t = spoken(request)
            raise UsageError(t("compare.nothing"), mend=t("compare.nothing_mend"))
        job = site(request).desk.start(Asked(tuple(texts), force=bool(form("force")), language=_language(form)))
    except UsageError as error:
        count = max(2, sum(f"text_{n}" in form.fields for n in range(1, MOST + 1)))
        return _home(request, count, fault=str(error), kept=form, status=400)
    return seen(request, f"/job/{job.id}")


def _language(form: CompareForm) -> str:
    """The language that the form names, empty for none. Raises UsageError for one that is not known."""
    named = form("language")
    if named and named not in available():
        raise UsageError(f"the language {named!r} is not known", mend=f"use one of {', '.join(available())}")
    return named


def _text(form: CompareForm, number: int) -> Text | None:
    """One text of the form, or None where its fields are empty. A file wins over pasted words."""
    upload, pasted = form.files.get(f"file_{number}"), form(f"text_{number}")
    if upload is None and not pasted:
        return None
    date = form(f"date_{number}")
    try:
        date = dt.date.fromisoformat(date).isoformat() if date else ""
    except ValueError as error:
        raise UsageError(f"{date!r} is not a date", where=f"text {number}", mend="write it as 2023-04-11") from error
    said = {"title": form(f"title_{number}")[:500], "stage": form(f"stage_{number}")[:200], "date": date}
    if upload is not None:
        return Text(upload.data, shown_name(upload.name), **said)
    return Text(f"{pasted}\n".encode("utf-8", "replace"), **said)


def take(request: Request, form: CompareForm) -> Response:
    """Begin with an instrument of the library: the stages chosen, else its usual pair."""
    one = library.instrument(form("slug"))
    chosen = tuple(v.id for v in one.versions if v.id in form.lists.get("stage", ()))
    if len(chosen) == 1:
        raise UsageError(
            "only one stage was chosen",
            mend="choose two stages or more; or choose none, and the usual pair is compared",
        )
    job = site(request).desk.start(Asked(slug=one.slug, stages=chosen))
    return seen(request, f"/job/{job.id}")


def show(request: Request) -> Response:
    """How far it is; when it is done, everything that can be had of it."""
    job = job_of(request)
    coders = {part: site(request).codings.coders(job.id, part) for part in range(len(job.pairs))}
    missing = [one for one in job.state.get("texts", ()) if not (one["title"] and one["stage"] and one["date"])]
    return page(
        request, "job.html.j2", job=job, coders=coders, formats=list(FORMATS), stages=_stages(job),
        missing=bool(missing) and not job.request["slug"], failed=job.stage == FAILED, done=job.stage == DONE,
        languages=available(), state_address=address(request, f"/job/{job.id}/state"),
    )  # fmt: skip


def _stages(job: DeskJob) -> list[tuple[str, str]]:
    """Each stage with how it stands: done, now, later."""
    names = ["read", "norms", "align", "tag", "check", "write"]
    if job.stage == DONE:
        return [(name, "done") for name in names]
    at = names.index(job.stage) if job.stage in names else -1
    return [(name, "done" if place < at else "now" if place == at else "later") for place, name in enumerate(names)]


def state(request: Request) -> Response:
    """How far it is, for the script of the page."""
    job = job_of(request)
    t = spoken(request)
    words = t(f"stage.{job.stage}")
    return JSONResponse(
        {"stage": job.stage, "words": words, "share": job.share, "ended": job.ended,
         "stages": dict(_stages(job))},
    )  # fmt: skip


def stop(request: Request, form: CompareForm) -> Response:  # noqa: ARG001 - every form has one
    """End the work."""
    job = job_of(request)
    site(request).desk.stop(job)
    return seen(request, f"/job/{job.id}")


def again(request: Request, form: CompareForm) -> Response:
    """Start what was stopped or failed; with other titles, stages and dates a new comparison of the same texts."""
    desk = site(request).desk
    job = job_of(request)
    asked = desk.asked(job)
    if "title_1" in form.fields and not asked.slug:
        texts = []
        for number, text in enumerate(asked.texts, 1):
            copy = CompareForm({**form.fields, f"text_{number}": "x"}, {}, {})
            said = _text(copy, number)
            assert said is not None  # noqa: S101 - the copy has words
            texts.append(Text(text.data, text.name, said.title, said.stage, said.date))
        asked = replace(asked, texts=tuple(texts))
    if form("force"):
        asked = replace(asked, force=True)
    if form("language"):
        asked = replace(asked, language=_language(form))
    new = desk.start(asked)
    if new.id != job.id and not site(request).codings.coded(job.id):
        desk.delete(job)
    return seen(request, f"/job/{new.id}")


def ask_delete(request: Request) -> Response:
    """Ask before anything is deleted."""
    job = job_of(request)
    coded = site(request).codings.coded(job.id)
    return page(request, "delete.html.j2", job=job, coded=coded)


def delete(request: Request, form: CompareForm) -> Response:  # noqa: ARG001 - every form has one
    """Delete the texts, the comparison and what was coded of it."""
    job = job_of(request)
    site(request).codings.forget(job.id)
    site(request).desk.delete(job)
    return seen(request, "/?deleted=1")


def report(request: Request) -> Response:
    """The report, to be read."""
    comparison = site(request).desk.comparison(job_of(request), int(request.path_params["part"]))
    return report_page(render(comparison, "html", language=spoken(request).language))


def get(request: Request) -> Response:
    """One format, to be kept."""
    job, part, name = job_of(request), int(request.path_params["part"]), request.path_params["format"]
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}", mend=f"use one of {', '.join(FORMATS)}")
    comparison = site(request).desk.comparison(job, part)
    made = render(comparison, name, language=spoken(request).language)
    raw = made.encode(FORMATS[name].encoding) if isinstance(made, str) else made
    return attached(raw, KINDS[FORMATS[name].suffix], f"legiscompare-{job.id[:6]}-{part}-{name}{FORMATS[name].suffix}")


def _history(request: Request, suffix: str) -> str:
    job = job_of(request)
    path = job.folder / f"history.{spoken(request).language}.{suffix}"
    if job.stage != DONE or not path.is_file():
        raise UsageError("two texts have no history", mend="give three texts or more")
    return path.read_text(encoding="utf-8")


def history(request: Request) -> Response:
    """All stages on one page, to be read."""
    return report_page(_history(request, "html"))


def get_history(request: Request) -> Response:
    """All stages, to be kept."""
    suffix = request.path_params["suffix"]
    kinds = {"html": "text/html", "md": "text/markdown"}
    if suffix not in kinds:
        raise UsageError(f"there is no format {suffix!r}", mend="use html or md")
    return attached(_history(request, suffix), kinds[suffix], f"legiscompare-history.{suffix}")


GETS: dict[str, Callable[[Request], Any]] = {
    "/": home,
    "/job/{job}": show,
    "/job/{job}/state": state,
    "/job/{job}/delete": ask_delete,
    "/job/{job}/report/{part:int}": report,
    "/job/{job}/get/{part:int}/{format}": get,
    "/job/{job}/history": history,
    "/job/{job}/history/{suffix}": get_history,
}
POSTS: dict[str, Callable[[Request, CompareForm], Response]] = {
    "/compare": compare,
    "/take": take,
    "/job/{job}/stop": stop,
    "/job/{job}/again": again,
    "/job/{job}/delete": delete,
}
