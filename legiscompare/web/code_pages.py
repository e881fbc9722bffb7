"""Review and code: one norm after another, by keyboard; several coders; agreement; sheets in and out."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from legiscompare.errors import LegiscompareError, UsageError
from legiscompare.model import Burden, Dimension, NormKind, PartyClass, Sign, Tag
from legiscompare.report import load
from legiscompare.report.marked import side
from legiscompare.study.reliability import methods, reliability
from legiscompare.study.sheet import COLUMNS, SheetRow, row_of, signs, write_sheet
from legiscompare.web import units as standing_units
from legiscompare.web.codings import DECIDE, LINK, NOTE, Coder
from legiscompare.web.compare_pages import attached, job_of
from legiscompare.web.importing import steps_of_sheet
from legiscompare.web.pages import marked, page, seen, site, spoken
from legiscompare.web.units import ANSWERS, CodingUnit, Key, data, derived, faults, standing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.requests import Request

    from legiscompare.model import Comparison
    from legiscompare.web.forms import CompareForm

TOOL = "legiscompare"
PARTIES = ("", "none", *(one for one in PartyClass if one != "none"), "regulated+authority", "regulated+user")


@functools.lru_cache(maxsize=4)
def _loaded(path: Path, _size: int, _time: int) -> Comparison:
    return load(path)


def _comparison(request: Request, job: str, part: int) -> Comparison:
    """A comparison, kept in memory while its file stays as it is."""
    desk = site(request).desk
    found = desk.job(job)
    if not 0 <= part < len(found.pairs):
        raise UsageError("this comparison is not ready yet", mend="wait until it is done")
    path = found.folder / f"comparison-{part}.json"
    about = path.stat()
    return _loaded(path, about.st_size, about.st_mtime_ns)


def _coder(request: Request) -> Coder:
    return site(request).codings.coder(int(request.path_params["coder"]))


def _units(request: Request, coder: Coder) -> list[CodingUnit]:
    comparison = _comparison(request, coder.job, coder.part)
    return standing(comparison, site(request).codings.standing(coder))


# -- coders -------------------------------------------------------------------------------------------------


def coders(request: Request) -> Response:
    """Who codes this comparison, and how far they are."""
    job, part = job_of(request), int(request.path_params["part"])
    _comparison(request, job.id, part)
    found = []
    for coder in site(request).codings.coders(job.id, part):
        here = _units(request, coder)
        found.append((coder, sum(unit.done for unit in here), len(here)))
    return page(request, "coders.html.j2", job=job, part=part, coders=found)


def add_coder(request: Request, form: CompareForm) -> Response:
    """A new coder."""
    job, part = job_of(request), int(request.path_params["part"])
    _comparison(request, job.id, part)
    made = site(request).codings.add_coder(job.id, part, form("name"), blind=bool(form("blind")))
    return seen(request, f"/code/{made.id}")


# -- one unit -----------------------------------------------------------------------------------------------


def unit(request: Request) -> Response:
    """One unit: the norms, the answers, and everything that can be done."""
    coder = _coder(request)
    return _unit(request, coder, request.query_params.get("unit", ""))


def _unit(
    request: Request, coder: Coder, wanted: str, *, wrong: tuple[str, ...] = (), kept: dict[str, str] | None = None
) -> Response:
    every = _units(request, coder)
    comparison = _comparison(request, coder.job, coder.part)
    place = _place(every, wanted)
    here = every[place] if every else None
    if here is None:
        raise UsageError("this comparison has no norms", mend="compare other texts")
    shown = kept or here.answers or ({} if coder.blind else here.machine)
    cells = {name: shown.get(name, "") for name in ANSWERS} | ({"note": here.note} if kept is None else {})
    return page(
        request, "unit.html.j2", 400 if wrong else 200, coder=coder, unit=here, cells=cells, wrong=wrong, place=place,
        count=len(every), done=sum(one.done for one in every), before=every[place - 1] if place else None,
        after=every[place + 1] if place + 1 < len(every) else None, sides=_sides(comparison, here, blind=coder.blind),
        said=_said(signs(cells["dimensions"])) if not wrong else _said_back(cells), others=_others(every, here),
        tags=list(Tag), kinds=list(NormKind), burdens=list(Burden), dimensions=list(Dimension), signs=list(Sign),
        parties=PARTIES, comparison=comparison, can_undo=bool(site(request).codings.standing(coder)),
        did=request.query_params.get("did", ""),
    )  # fmt: skip


def _said(found: tuple[tuple[Dimension, Sign], ...]) -> dict[str, str]:
    return {name.value: sign.value for name, sign in found}


def _said_back(cells: dict[str, str]) -> dict[str, str]:
    """Signs as the form sent them, which may be no signs at all."""
    try:
        return _said(signs(cells["dimensions"]))
    except LegiscompareError:
        return {}


def _place(every: list[CodingUnit], wanted: str) -> int:
    """The unit asked for; else the first that is not done; else the first."""
    for place, one in enumerate(every):
        if one.id == wanted:
            return place
    return next((place for place, one in enumerate(every) if not one.done), 0)


def _sides(comparison: Comparison, here: CodingUnit, *, blind: bool) -> list[dict[str, Any]]:
    """Both sides with their words marked; to a blind coder the words that the program's tag rests on are not shown."""
    out = []
    for name, places, document in (
        ("draft", here.draft, comparison.draft),
        ("final", here.final, comparison.final),
    ):
        words = []
        for place in places:
            if here.change is None or blind:
                words.append((place, standing_units.plain(place)))
            else:
                words.append((place, marked(side(here.change, place, document, draft=name == "draft"))))
        out.append({"name": name, "places": words, "document": document})
    return out


def _others(every: list[CodingUnit], here: CodingUnit) -> dict[str, list[tuple[str, str]]]:
    """Norms that could be this unit's counterpart: (norm, words), the program's candidates first, then by place."""
    near = {one.norm for one in here.change.candidates} if here.change else set()
    out: dict[str, list[tuple[str, str]]] = {}
    for name in ("draft", "final"):
        own = {place.norm for place in getattr(here, name)}
        found = {
            place.norm: f"{place.label}: {' '.join(place.text.split())[:90]}"
            for one in every
            for place in getattr(one, name)
            if place.norm not in own
        }
        out[name] = sorted(found.items(), key=lambda item: item[0] not in near)
    return out


# -- steps --------------------------------------------------------------------------------------------------


def _found(request: Request, coder: Coder, form: CompareForm) -> tuple[list[CodingUnit], CodingUnit]:
    every = _units(request, coder)
    for one in every:
        if one.id == form("unit"):
            return every, one
    raise UsageError("this norm has been put into another unit", mend="go back to the list and choose the norm there")


def _next(every: list[CodingUnit], here: CodingUnit) -> str:
    """The unit after this one that is not done, else the one after it, else itself."""
    place = [one.id for one in every].index(here.id)
    later = [*every[place + 1 :], *every[:place]]
    open_ones = [one for one in later if not one.done]
    return (open_ones or every[place + 1 : place + 2] or [here])[0].id


def accept(request: Request, form: CompareForm) -> Response:
    """Take the program's answers as they are."""
    coder = _coder(request)
    every, here = _found(request, coder, form)
    if coder.blind or not here.machine:
        raise UsageError("the program has no answer for this unit", mend="give your own answer")
    answers = {name: here.machine[name] for name in ANSWERS}
    site(request).codings.add(coder, [(DECIDE, data(here, answers=answers, accepted=True))])
    return seen(request, f"/code/{coder.id}?unit={_next(every, here)}&did=saved")


def decide(request: Request, form: CompareForm) -> Response:
    """The coder's own answers, if the codebook allows them."""
    coder = _coder(request)
    every, here = _found(request, coder, form)
    answers = {name: form(name) for name in ANSWERS}
    dims = [(name, form(f"d-{name}")) for name in Dimension]
    answers["dimensions"] = ";".join(f"{name}{sign}" for name, sign in dims if sign)
    answers["note"] = " ".join(answers["note"].split())
    try:
        answers = derived(here, answers)
        wrong = faults(here, answers)
    except LegiscompareError as error:
        wrong = [str(error)]
    if wrong:
        return _unit(request, coder, here.id, wrong=tuple(wrong), kept=answers)
    site(request).codings.add(coder, [(DECIDE, data(here, answers=answers, accepted=False))])
    return seen(request, f"/code/{coder.id}?unit={_next(every, here)}&did=saved")


def note(request: Request, form: CompareForm) -> Response:
    """A note on a unit, decided or not."""
    coder = _coder(request)
    _, here = _found(request, coder, form)
    site(request).codings.add(coder, [(NOTE, data(here, note=" ".join(form("note").split())[:2000]))])
    return seen(request, f"/code/{coder.id}?unit={here.id}&did=saved")


def relink(request: Request, form: CompareForm) -> Response:
    """Another counterpart, one more, or none."""
    coder = _coder(request)
    every, here = _found(request, coder, form)
    name, norms = form("side"), [one for one in form.lists.get("norm", ()) if one]
    if name not in {"draft", "final"}:
        raise UsageError("it is not said in which text", mend="choose draft or final")
    known = {norm for norm, _ in _others(every, here)[name]}
    if not set(norms) <= known:
        raise UsageError("that text has no such norm", mend="choose a norm from the list")
    draft, final = here.key
    if form("how") == "join":
        norms = [*(draft if name == "draft" else final), *norms]
    made = (tuple(norms), final) if name == "draft" else (draft, tuple(norms))
    return _link(request, coder, here, made)


def split(request: Request, form: CompareForm) -> Response:
    """Norms taken out of a unit into one of their own."""
    coder = _coder(request)
    _, here = _found(request, coder, form)
    out = [
        tuple(n for n in names if n in form.lists.get(f"norm-{side}", ()))
        for side, names in zip(("draft", "final"), here.key, strict=True)
    ]
    if not any(out) or (out[0], out[1]) == here.key:
        raise UsageError("one of the two units would be empty", mend="choose some of the norms, but not all")
    return _link(request, coder, here, (out[0], out[1]))


def _link(request: Request, coder: Coder, here: CodingUnit, key: Key) -> Response:
    if not any(key):
        raise UsageError("a unit needs at least one norm", mend="choose a norm of the draft or of the final text")
    step = {"draft": list(key[0]), "final": list(key[1]), "was": [list(here.key[0]), list(here.key[1])]}
    site(request).codings.add(coder, [(LINK, step)])
    made = next(
        one for one in _units(request, coder) if set(one.key[0]) == set(key[0]) and set(one.key[1]) == set(key[1])
    )
    return seen(request, f"/code/{coder.id}?unit={made.id}&did=linked")


def undo(request: Request, form: CompareForm) -> Response:
    """Take back the last thing done."""
    coder = _coder(request)
    back = site(request).codings.undo(coder)
    every = _units(request, coder)
    where = form("unit")
    if back:  # to the unit that the first step began with
        draft, final = back[0].data.get("was", (back[0].data["draft"], back[0].data["final"]))
        where = next((one.id for one in every if one.key == (tuple(draft), tuple(final))), where)
    return seen(request, f"/code/{coder.id}?unit={where}&did={'undone' if back else 'nothing'}")


# -- lists, sheets, agreement -------------------------------------------------------------------------------


def listed(request: Request) -> Response:
    """Every unit with what was decided."""
    coder = _coder(request)
    brought = request.query_params.get("brought", "")
    return page(
        request, "units.html.j2", coder=coder, units=_units(request, coder), brought=brought if brought.isdigit() else "",
    )  # fmt: skip


def export(request: Request) -> Response:
    """The coding as a sheet, a workbook, JSON or a project of qualitative research."""
    from legiscompare.study import qdpx, workbook

    coder, form = _coder(request), request.path_params["format"]
    every = _units(request, coder)
    comparison = _comparison(request, coder.job, coder.part)
    rows = [one.row(number) for number, one in enumerate(every, 1)]
    name = f"coding-{coder.job[:6]}-{coder.id}"
    if form == "csv":
        return attached(write_sheet(rows, COLUMNS).encode("utf-8-sig"), "text/csv", f"{name}.csv")
    if form == "xlsx":
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return attached(workbook.write_workbook(rows), kind, f"{name}.xlsx")
    if form == "json":
        return attached(_json(request, coder, every, rows), "application/json", f"{name}.json")
    if form == "qdpx":
        codings = [
            qdpx.Coded(coder.name, one.draft, one.final, row) for one, row in zip(every, rows, strict=True) if one.done
        ]
        return attached(qdpx.dumps(comparison, codings), "application/zip", f"{name}.qdpx")
    raise UsageError(f"there is no format {form!r}", mend="use csv, xlsx, json or qdpx")


def _json(request: Request, coder: Coder, every: list[CodingUnit], rows: list[dict[str, str]]) -> str:
    comparison = _comparison(request, coder.job, coder.part)
    made = {
        "schema": "legiscompare/coding/1",
        "coder": coder.name,
        "blind": coder.blind,
        "draft_sha256": comparison.draft.sha256,
        "final_sha256": comparison.final.sha256,
        "units": [
            {"draft": list(one.key[0]), "final": list(one.key[1]), "done": one.done, "accepted": one.accepted, **row}
            for one, row in zip(every, rows, strict=True)
        ],
        "steps": [{"batch": step.batch, "kind": step.kind, **step.data} for step in site(request).codings.steps(coder)],
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def bring(request: Request, form: CompareForm) -> Response:
    """A sheet (CSV, XLSX) into a coding: all of its rows, or none of them."""
    coder = _coder(request)
    if "sheet" not in form.files:
        raise UsageError("no sheet was chosen", mend="choose a .csv or .xlsx file")
    comparison = _comparison(request, coder.job, coder.part)
    steps = steps_of_sheet(form.files["sheet"], comparison, _units(request, coder), spoken(request))
    site(request).codings.add(coder, steps)
    return seen(request, f"/code/{coder.id}/list?brought={len(steps)}")


def agreement(request: Request) -> Response:
    """How far coders agree with each other and with the program."""
    job, part = job_of(request), int(request.path_params["part"])
    comparison = _comparison(request, job.id, part)
    every = {TOOL: standing(comparison, ())}
    answered = {TOOL: {one.key: row_of(one.machine, n) for n, one in enumerate(every[TOOL], 1)}}
    for coder in site(request).codings.coders(job.id, part):
        units = _units(request, coder)
        found = {one.key: row_of(one.row(n), n) for n, one in enumerate(units, 1) if one.done}
        if found:
            every[coder.name], answered[coder.name] = units, found
    named = [name for name in answered if name != TOOL]
    groups: list[tuple[str, ...]] = []
    if len(named) > 1:
        groups.append(tuple(named))
        groups += [(a, b) for i, a in enumerate(named) for b in named[i + 1 :] if len(named) > 2]
    groups += [(name, TOOL) for name in named]
    wanted = request.query_params.get("group", "0")
    at = int(wanted) if wanted.isdigit() and int(wanted) < len(groups) else 0
    chosen = groups[at : at + 1]
    made = [_group(one, [answered[n] for n in one], [{u.key for u in every[n]} for n in one]) for one in chosen]
    return page(request, "agreement.html.j2", job=job, part=part, group=made[0] if made else None, groups=groups, at=at)


def _group(names: tuple[str, ...], tables: list[dict[Key, SheetRow]], cuts: list[set[Key]]) -> dict[str, Any]:
    """Figures of one group of coders on the units that they share; how far they cut alike, on all of them."""
    keys = list(dict.fromkeys(key for table in tables for key in table))
    shared = [key for key in keys if sum(key in table for table in tables) > 1]
    found = reliability([[table.get(key) for table in tables] for key in shared])
    dice = [2 * len(a & b) / (len(a) + len(b)) for i, a in enumerate(cuts) for b in cuts[i + 1 :]]
    unitising = sum(dice) / len(dice)
    words = methods(found, coders=len(names), unitising=unitising, tool=TOOL in names)
    return {"names": names, "columns": found, "shared": len(shared), "unitising": unitising, "methods": words}


GETS: dict[str, Callable[[Request], Any]] = {
    "/job/{job}/coding/{part:int}": coders,
    "/job/{job}/coding/{part:int}/agreement": agreement,
    "/code/{coder:int}": unit,
    "/code/{coder:int}/list": listed,
    "/code/{coder:int}/export/{format}": export,
}
POSTS: dict[str, Callable[[Request, CompareForm], Response]] = {
    "/job/{job}/coding/{part:int}": add_coder,
    "/code/{coder:int}/accept": accept,
    "/code/{coder:int}/decide": decide,
    "/code/{coder:int}/note": note,
    "/code/{coder:int}/link": relink,
    "/code/{coder:int}/split": split,
    "/code/{coder:int}/undo": undo,
    "/code/{coder:int}/import": bring,
}
