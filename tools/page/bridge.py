"""The Python side of the static page: texts in, reports out. Runs inside the browser."""

import datetime as dt
import json
import re

from legiscompare import library
from legiscompare.errors import LegiscompareError
from legiscompare.model import Settings
from legiscompare.pipeline import compare
from legiscompare.report import FORMATS, render
from legiscompare.shortcuts import parse

KEPT = ("html", "json", "csv", "markdown", "summary", "svg")
"""Formats that need no library which a browser does not have."""


def shelf():
    """The instruments whose texts are here, as JSON."""
    here = [one for one in library.instruments() if sum(one.present(v) for v in one.versions) > 1]
    return json.dumps([{"slug": one.slug, "title": one.title} for one in here], ensure_ascii=False)


def document(given, number):
    """One text of the form."""
    date = given.get("date")
    if date and not re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        date = ""
    return parse(
        bytes(given["data"]),
        origin=given.get("name") or f"text {number}",
        language=given.get("language") or None,
        title=given.get("title") or None,
        stage=given.get("stage") or None,
        date=dt.date.fromisoformat(date) if date else None,
    )


def work(request, tell):
    """Compare what was asked for; gives {"files": {format: [suffix, bytes]}} or {"error": {...}}."""
    try:
        tell("read")
        if request.get("slug"):
            one = library.instrument(request["slug"])
            draft, final = one.pair()
        else:
            draft, final = (document(given, number) for number, given in enumerate(request["texts"], 1))
        made = compare(draft, final, settings=Settings(), progress=tell)
        if request.get("slug") and one.claims:
            made = library.with_own_claims(made, one)
        tell("write")
        files = {}
        for name in KEPT:
            words = render(made, name, language=request["words"])
            files[name] = [FORMATS[name].suffix, words.encode(FORMATS[name].encoding)]
        return {"title": final.title or draft.title, "files": files}
    except LegiscompareError as error:
        return {"error": {"what": error.what, "where": error.where, "mend": error.mend}}
