"""The library's page: every instrument, its stages on a time line, what is claimed about it, how to get its texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

from legiscompare.library.said import said
from legiscompare.library.state import InstrumentState, in_short, standing
from legiscompare.report import write

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from legiscompare.library.record import Instrument, Version

__all__ = ["FILE", "build_page", "page"]

FILE = "index.html"
_TEMPLATES = Path(__file__).parent / "templates"


def build_page(instruments: Sequence[Instrument], folder: str | Path, *, local: bool = False) -> Path:
    """Write the library's page into a folder; gives its path. `local`: with what this user has fetched.

    Without `local` it is the same bytes on every machine.
    """
    path = Path(folder) / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, page(instruments, local=local).encode("utf-8"))
    return path


def page(instruments: Sequence[Instrument], *, local: bool = False) -> str:
    """The library's page as HTML: one file, without JavaScript."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    shown = [_instrument(one, local=local) for one in instruments]
    real = [one for one in shown if one["kind"] == "instrument"]
    teaching = [one for one in shown if one["kind"] != "instrument"]
    names = list(dict.fromkeys(one["place"] for one in real))
    places = [{"name": name, "instruments": [one for one in real if one["place"] == name]} for name in names]
    if teaching:
        places.append({"name": "For teaching (invented)", "instruments": teaching})
    return environment.get_template("library.html.j2").render(
        instruments=real, teaching=teaching, places=places, doubt=_doubt
    )


def _doubt(shown: dict[str, Any], field: str) -> Markup:
    return Markup(' <span class="doubt">unverified</span>') if field in shown["unverified"] else Markup("")


def _instrument(one: Instrument, *, local: bool) -> dict[str, Any]:
    stages = []
    before: dt.date | None = None
    for version in one.versions:
        stages.append(_stage(one, version, before, local=local))
        before = version.date or before
    known = [version for version in one.versions if not version.file]
    addressed = sum(bool(version.address) for version in known)
    state = (
        "included" if one.own else in_short(one) if local
        else f"{addressed} of {len(known)} can be fetched" if addressed else "from a file of your own"
    )  # fmt: skip
    command, by_hand = f"legiscompare corpus fetch {one.slug}", " --from FOLDER"
    return {
        "slug": one.slug, "kind": one.kind, "title": one.title, "title_original": one.title_original,
        "lang": "zh" if any("\u4e00" <= char <= "\u9fff" for char in one.title) else "en",
        "place": one.jurisdiction or "Elsewhere", "summary": one.summary, "single": one.single, "state": state,
        "stages": stages, "notes": one.notes, "licence": one.licence, "unverified": one.unverified,
        "claims": [each for each in said(one) if not each.control],
        "report": f"{one.slug}/report.html" if one.own else "",
        "fetch": f"{command}{'' if addressed else by_hand}" if known else "",
        "by_hand": f"{command}{by_hand}" if 0 < addressed < len(known) else "",
    }  # fmt: skip


def _stage(one: Instrument, version: Version, before: dt.date | None, *, local: bool) -> dict[str, Any]:
    if version.file:
        state = "The text is part of the library"
    elif local and (found := standing(one, version)).state is not InstrumentState.MISSING:
        state = f"{found.state.capitalize()}: {found.why}"
    else:
        state = "To be fetched" if version.address else "No official address is known: to be saved by hand"
    doubts = (*one.unverified, *version.unverified)
    return {
        "name": version.stage or version.id, "date": version.date, "effective": version.effective,
        "issuer": ", ".join(version.issuer), "articles": version.articles, "address": version.address,
        "state": state, "ours": bool(version.file), "unverified": doubts, "gap": _gap(before, version.date),
        "title_doubt": next((name for name in ("title", "title_original") if name in doubts), ""),
    }  # fmt: skip


def _gap(before: dt.date | None, now: dt.date | None) -> str:
    """Time between two stages in words: days, months or years, whichever a reader would say."""
    if before is None or now is None:
        return ""
    days = (now - before).days
    if days < 60:
        return f"{days} day{'' if days == 1 else 's'}"
    months = round(days / 30.44)
    if months < 24:
        return f"{months} months"
    years, rest = divmod(months, 12)
    return f"{years} years{f' and {rest} month' + ('' if rest == 1 else 's') if rest else ''}"
