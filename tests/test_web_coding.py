"""Codings: units after steps, undoing, sheets brought in, the file of codings, pages without a browser."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import time
import zipfile
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from legiscompare.errors import DataError, UsageError
from legiscompare.library import instrument
from legiscompare.model import Comparison, Tag
from legiscompare.pipeline import compare
from legiscompare.report import FORMATS
from legiscompare.report.sheet import rows as machine_rows
from legiscompare.study.sheet import COLUMNS, check_sheet, parse_sheet, write_sheet
from legiscompare.web import Site, application
from legiscompare.web.codings import DECIDE, LINK, NOTE, Codings, CodingStep
from legiscompare.web.desk import DONE, Desk
from legiscompare.web.forms import Upload, mark
from legiscompare.web.importing import steps_of_sheet
from legiscompare.web.units import ANSWERS, derived, faults, standing
from legiscompare.web.words import LANGUAGES, Words, words


@pytest.fixture(scope="module")
def made() -> Comparison:
    return compare(*instrument("teaching-first-en").pair())


def linked(made: Comparison, *pairs: tuple[tuple[str, ...], tuple[str, ...]]) -> list[CodingStep]:
    return [CodingStep(n, n, LINK, {"draft": list(d), "final": list(f)}) for n, (d, f) in enumerate(pairs, 1)]


def norms(units) -> tuple[list[str], list[str]]:
    return sorted(n for u in units for n in u.key[0]), sorted(n for u in units for n in u.key[1])


# -- units --------------------------------------------------------------------------------------------------


def test_units_begin_as_the_program_found_them(made: Comparison) -> None:
    units = standing(made, ())
    assert [unit.change for unit in units] == list(made.changes)
    assert len({unit.id for unit in units}) == len(units)
    assert not any(unit.done for unit in units)


def test_another_counterpart_leaves_no_norm_behind(made: Comparison) -> None:
    start = standing(made, ())
    pairs = [u for u in start if len(u.draft) == len(u.final) == 1]
    one, other = pairs[0], pairs[1]
    units = standing(made, linked(made, (one.key[0], other.key[1])))
    assert norms(units) == norms(start)
    by = {unit.key: unit for unit in units}
    assert (one.key[0], other.key[1]) in by
    assert ((), one.key[1]) in by
    assert (other.key[0], ()) in by
    assert by[one.key[0], other.key[1]].change is None
    back = standing(made, linked(made, (one.key[0], other.key[1]), one.key, other.key))
    assert {u.key for u in back} == {u.key for u in start}
    assert next(u for u in back if u.key == one.key).change is one.change


def test_any_run_of_links_keeps_every_norm_once(made: Comparison) -> None:
    start = standing(made, ())
    draft, final = norms(start)
    steps = []
    for n in range(1, 60):
        d = tuple(draft[(n * 7 + k) % len(draft)] for k in range(n % 3))
        f = tuple(final[(n * 11 + k) % len(final)] for k in range((n + 1) % 3))
        steps += linked(made, (d, f))
    assert norms(standing(made, steps)) == (draft, final)


def test_tag_and_burden_follow_as_the_codebook_says(made: Comparison) -> None:
    pair = next(u for u in standing(made, ()) if u.draft and u.final and u.change.tag is Tag.SOFTENED)
    gone = next(u for u in standing(made, ()) if not u.final)
    base = dict.fromkeys(ANSWERS, "") | {
        "kind": "obligation",
        "bearer": "regulated",
        "measured": "regulated",
        "sure": "3",
    }
    assert derived(pair, {**base, "dimensions": "time-"})["tag"] == "softened"
    assert derived(pair, {**base, "dimensions": "time-;act+"})["burden"] == "both"
    assert derived(pair, base)["tag"] == "reworded"
    assert derived(gone, base)["tag"] == "removed"
    assert derived(gone, {**base, "kind": "permission"})["burden"] == "up"
    assert faults(pair, derived(pair, {**base, "dimensions": "time-"})) == []
    assert any(
        "give tag" in one for one in faults(pair, derived(pair, {**base, "dimensions": "time-", "tag": "mixed"}))
    )
    assert any(
        "does not stand in this norm" in one for one in faults(pair, derived(pair, {**base, "draft_cue": "xyzzy"}))
    )
    assert any("kind" in one for one in faults(pair, derived(pair, {**base, "kind": ""})))


# -- the file of codings ------------------------------------------------------------------------------------


def test_steps_are_added_and_undone_and_never_lost(tmp_path: Path) -> None:
    base = Codings(tmp_path)
    coder = base.add_coder("a" * 20, 0, "  A.  B. ", blind=True)
    assert (coder.name, coder.blind) == ("A. B.", True)
    base.add(coder, [(NOTE, {"draft": [], "final": ["x"], "note": "one"})])
    base.add(coder, [(LINK, {"draft": [], "final": ["x"]}), (DECIDE, {"draft": [], "final": ["x"], "answers": {}})])
    assert [s.kind for s in base.standing(coder)] == [NOTE, LINK, DECIDE]
    assert [s.kind for s in base.undo(coder)] == [LINK, DECIDE]
    assert [s.data.get("note") for s in base.standing(coder)] == ["one"]
    assert base.undo(coder)[0].kind == NOTE
    assert base.undo(coder) == []
    assert len(base.steps(coder)) == 5
    assert Codings(tmp_path).coders("a" * 20, 0) == [coder]
    with pytest.raises(UsageError, match="already"):
        base.add_coder("a" * 20, 0, "A. B.", blind=False)
    with pytest.raises(UsageError, match="name"):
        base.add_coder("a" * 20, 0, " ", blind=False)
    assert base.coded("a" * 20) == 5
    base.forget("a" * 20)
    assert base.coded("a" * 20) == 0
    assert b"A. B." not in (tmp_path / "codings.sqlite").read_bytes()


def test_it_writes_ahead_and_waits_for_the_disk(tmp_path: Path) -> None:
    with Codings(tmp_path)._open() as base:
        assert base.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert base.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_a_damaged_file_is_kept_and_told(tmp_path: Path) -> None:
    base = Codings(tmp_path)
    coder = base.add_coder("a" * 20, 0, "A", blind=False)
    for n in range(300):
        base.add(coder, [(NOTE, {"draft": [], "final": ["x"], "note": f"note {n} " * 30})])
    with base._open() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = tmp_path / "codings.sqlite"
    hurt = bytearray(path.read_bytes())
    for at in range(4096, len(hurt) - 4096, 4096):
        hurt[at : at + 600] = b"\xff" * 600
    path.write_bytes(hurt)
    for number in (1, 2):
        with pytest.raises(DataError, match="damaged") as told:
            Codings(tmp_path)
        assert f"codings.damaged-{number}.sqlite" in str(told.value)
        assert (tmp_path / f"codings.damaged-{number}.sqlite").read_bytes() == bytes(hurt)
    assert path.read_bytes() == bytes(hurt)
    path.write_bytes(b"this is no database, and it is long enough to be looked at" * 40)
    with pytest.raises(DataError, match="damaged"):
        Codings(tmp_path)


def test_a_file_of_another_version_is_left_alone(tmp_path: Path) -> None:
    Codings(tmp_path)
    with sqlite3.connect(tmp_path / "codings.sqlite") as base:
        base.execute("PRAGMA user_version = 9")
    base.close()
    with pytest.raises(DataError, match="version 9"):
        Codings(tmp_path)


def test_a_locked_file_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = Codings(tmp_path)
    coder = base.add_coder("a" * 20, 0, "A", blind=False)
    monkeypatch.setattr("legiscompare.web.codings.WAIT", 0.05)
    other = sqlite3.connect(tmp_path / "codings.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(DataError, match="another program has"):
            base.add(coder, [(NOTE, {})])
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert base.steps(coder) == []
    base.add(coder, [(NOTE, {"draft": [], "final": [], "note": ""})])


# -- sheets brought in --------------------------------------------------------------------------------------


def upload(rows: list[dict[str, str]], columns=COLUMNS, name: str = "mine.csv") -> Upload:
    return Upload(name, write_sheet(rows, columns).encode("utf-8-sig"))


def brought(made: Comparison, sheet: Upload) -> list:
    units = standing(made, ())
    steps = steps_of_sheet(sheet, made, units, words("en"))
    return standing(made, [CodingStep(n, 1, kind, data) for n, (kind, data) in enumerate(steps, 1)])


def test_the_programs_own_sheet_comes_in_whole(made: Comparison) -> None:
    rows = list(machine_rows(made))
    units = brought(made, upload(rows))
    assert all(unit.done for unit in units)
    assert [unit.row(n) for n, unit in enumerate(units, 1)] == [{**row, "id": str(n)} for n, row in enumerate(rows, 1)]


def test_a_sheet_that_links_otherwise_makes_its_units(made: Comparison) -> None:
    rows = list(machine_rows(made))
    first = next(r for r in rows if "-" not in (r["draft_ref"], r["final_ref"]))
    alone = {"burden": "down", "dimensions": "", "draft_cue": "", "final_cue": "", "dropped": "", "inserted": ""}
    two = [{**first, **alone, "final_ref": "-", "tag": "removed", "kind": "obligation"},
           {**first, **alone, "draft_ref": "-", "tag": "added", "burden": "up", "kind": "obligation"}]  # fmt: skip
    units = brought(made, upload(two))
    done = [unit for unit in units if unit.done]
    assert [unit.answers["tag"] for unit in done] in (["removed", "added"], ["added", "removed"])
    assert norms(units) == norms(standing(made, ()))


def test_coarse_references_are_met_by_their_cues(made: Comparison) -> None:
    rows = list(machine_rows(made))
    row = next(r for r in rows if r["draft_ref"] != "-" and r["final_ref"] != "-" and r["draft_cue"] and r["final_cue"])
    coarse = {
        **row,
        "draft_ref": row["draft_ref"].split("#")[0].split(".")[0],
        "final_ref": row["final_ref"].split("#")[0],
    }
    (done,) = [unit for unit in brought(made, upload([coarse])) if unit.done]
    assert done.refs == (row["draft_ref"], row["final_ref"])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"tag": "gone"}, "tag 'gone' is none of"),
        ({"dimensions": "speed-"}, "speed-"),
        ({"burden": "up"}, "gives burden"),
        ({"draft_cue": "words that stand nowhere"}, "does not stand in this norm"),
        ({"sure": "9"}, "sure '9'"),
    ],
)
def test_wrong_values_are_told_with_their_line_and_nothing_is_taken(
    made: Comparison, change: dict[str, str], told: str
) -> None:
    rows = list(machine_rows(made))
    place = next(n for n, r in enumerate(rows) if r["tag"] == "softened")
    rows[place] = {**rows[place], **change}
    with pytest.raises(DataError) as error:
        brought(made, upload(rows))
    assert told in str(error.value)
    assert f"mine.csv:{place + 2}" in str(error.value)
    assert "nothing was taken" in str(error.value)


def test_a_sheet_of_another_comparison_is_refused(made: Comparison) -> None:
    other = compare(*instrument("teaching-drones-en").pair())
    rows = [r for r in machine_rows(other) if int(re.sub(r"\D.*", "", r["draft_ref"]) or 0) > 12]
    with pytest.raises(DataError, match="sheet of this comparison"):
        brought(made, upload(rows))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"name,amount\nx,1\n", "needs the columns"),
        (b"", "needs the columns"),
        ("draft_ref,final_ref,tag\n第一条,1.1,x\n".encode("gb18030"), "not UTF-8"),
        (b"draft_ref,final_ref,tag\n1.1,1.1,\n", "no row of this sheet is coded"),
        (b"draft_ref,final_ref,tag\n1.1,1.1\n", "more or fewer cells"),
        (b"draft_ref,final_ref,tag\n99.1,99.1,unchanged\n", "sheet of this comparison"),
        (b"PK\x03\x04 no workbook", "not a workbook"),
    ],
)
def test_what_is_no_sheet_is_refused(made: Comparison, data: bytes, told: str) -> None:
    with pytest.raises(DataError, match=told):
        brought(made, Upload("mine", data))


# -- pages --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("site")
    made = Site(Desk(folder), Codings(folder), frozenset({"127.0.0.1:8765"}))
    client = TestClient(application(made), base_url="http://127.0.0.1:8765", follow_redirects=False)
    client.post(f"/{made.token}/en/take", data={"mark": mark(made.token), "slug": "teaching-first-en"})
    (job,) = made.desk.jobs()
    assert wait(made, job.id) == DONE
    return made


def wait(site: Site, job: str) -> str:
    """How the work on a comparison ended."""
    until = time.monotonic() + 120
    while not (found := site.desk.watch(site.desk.job(job))).ended and time.monotonic() < until:
        time.sleep(0.05)
    return found.stage


class Visitor:
    def __init__(self, site: Site) -> None:
        self.site = site
        self.client = TestClient(application(site), base_url="http://127.0.0.1:8765", follow_redirects=True)
        self.job = site.desk.jobs()[-1].id

    def get(self, path: str, **more):
        return self.client.get(f"/{self.site.token}/en{path}", **more)

    def post(self, path: str, files=None, **fields):
        return self.client.post(
            f"/{self.site.token}/en{path}", data={"mark": mark(self.site.token), **fields}, files=files
        )


@pytest.fixture
def visitor(site: Site) -> Visitor:
    return Visitor(site)


def begin(visitor: Visitor, name: str, **more: str) -> int:
    answer = visitor.post(f"/job/{visitor.job}/coding/0", name=name, **more)
    assert answer.status_code == 200, answer.text
    return int(str(answer.url).rsplit("/", 1)[-1])


def test_every_format_can_be_kept(visitor: Visitor) -> None:
    page = visitor.get(f"/job/{visitor.job}").text
    formats = re.findall(rf"/job/{visitor.job}/get/0/([\w-]+)\"", page)
    assert set(formats) == set(FORMATS)
    for name in formats:
        answer = visitor.get(f"/job/{visitor.job}/get/0/{name}")
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith("attachment")
        assert len(answer.content) > 100
    report = visitor.get(f"/job/{visitor.job}/report/0")
    policy = report.headers["content-security-policy"]
    assert "sha256-" in policy
    assert "&#" not in policy
    assert "frame-ancestors 'none'" in policy


def test_a_blind_coder_sees_nothing_of_the_programs_answer(visitor: Visitor, site: Site) -> None:
    blind, open_one = begin(visitor, "blind one", blind="1"), begin(visitor, "seeing one")
    comparison = site.desk.comparison(site.desk.job(visitor.job), 0)
    units = standing(comparison, ())
    unit = next(u for u in units if u.change.tag is Tag.SOFTENED)
    rule = unit.change.evidence[0].rule
    hidden, shown = (visitor.get(f"/code/{c}", params={"unit": unit.id}).text for c in (blind, open_one))
    assert rule in shown
    assert "The program" in shown
    for words_of_it in (rule, "The program", "<mark>", "<del>", "<ins>", "f-accept", "certainty"):
        assert words_of_it not in hidden, words_of_it
    assert not re.search(r"<option value=\"[^\"]+\" selected", re.sub(r"<select id=\"sure\".*?</select>", "", hidden))
    assert visitor.post(f"/code/{blind}/accept", unit=unit.id).status_code == 400
    assert site.codings.standing(site.codings.coder(blind)) == []


def test_a_coding_goes_out_and_comes_back(visitor: Visitor, site: Site) -> None:
    coder = begin(visitor, "exporter")
    for _ in range(4):
        page = visitor.get(f"/code/{coder}").text
        unit = re.search(r"name=\"unit\" value=\"(\w+)\"", page)[1]
        visitor.post(f"/code/{coder}/note", unit=unit, note="seen, 已阅")
        assert visitor.post(f"/code/{coder}/accept", unit=unit).status_code == 200
    data = visitor.get(f"/code/{coder}/export/csv").content
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    done = [row for row in rows if row["tag"]]
    assert len(done) == 4
    assert all(row["note"] == "seen, 已阅" for row in done)
    assert check_sheet([r for r in parse_sheet(data.decode("utf-8-sig"), "x") if r.tag]) == []
    made = json.loads(visitor.get(f"/code/{coder}/export/json").content)
    assert made["schema"] == "legiscompare/coding/1"
    assert sum(one["done"] for one in made["units"]) == 4
    assert len(made["steps"]) == 8
    with zipfile.ZipFile(io.BytesIO(visitor.get(f"/code/{coder}/export/qdpx").content)) as packed:
        assert "project.qde" in packed.namelist()
    for name in ("csv", "xlsx"):
        again = begin(visitor, f"importer of {name}")
        sheet = visitor.get(f"/code/{coder}/export/{name}").content
        answer = visitor.post(f"/code/{again}/import", files={"sheet": (f"x.{name}", sheet)})
        assert "steps were brought in" in answer.text
        assert visitor.get(f"/code/{again}/export/csv").content == data
        visitor.post(f"/code/{again}/undo", unit="")
        left = list(csv.DictReader(io.StringIO(visitor.get(f"/code/{again}/export/csv").content.decode("utf-8-sig"))))
        assert not any(row["tag"] for row in left)
    assert visitor.get(f"/code/{coder}/export/pdf").status_code == 400


def test_a_wrong_answer_is_told_and_kept_in_the_form(visitor: Visitor, site: Site) -> None:
    coder = begin(visitor, "wrong one")
    page = visitor.get(f"/code/{coder}").text
    unit = re.search(r"name=\"unit\" value=\"(\w+)\"", page)[1]
    answer = visitor.post(
        f"/code/{coder}/decide", unit=unit, tag="softened", kind="obligation", sure="3", note="<b>mine</b>"
    )
    assert answer.status_code == 400
    assert "the codebook does not allow this" in answer.text
    assert "&lt;b&gt;mine&lt;/b&gt;" in answer.text
    assert site.codings.standing(site.codings.coder(coder)) == []
    for bad in ({"tag": "x"}, {"d-time": "x"}, {"kind": "<script>"}, {"draft_cue": "zzz"}):
        assert visitor.post(f"/code/{coder}/decide", unit=unit, **bad).status_code == 400
    assert visitor.post(f"/code/{coder}/decide", unit="nothing").status_code == 400
    assert visitor.post(f"/code/{coder}/link", unit=unit, side="draft", norm="no-such#1", how="swap").status_code == 400
    assert visitor.post(f"/code/{coder}/split", unit=unit).status_code == 400


def test_deleting_takes_texts_and_codings_with_it(site: Site) -> None:
    visitor = Visitor(site)
    answer = visitor.post(
        "/compare",
        text_1="Article 1\n\nSecret words of a draft.\n",
        text_2="Article 1\n\nOther words.\n",
        language="en",
    )
    job = re.search(r"/job/([0-9a-f]{20})", str(answer.url))[1]
    assert wait(site, job) == DONE, site.desk.job(job).state
    folder = site.desk.job(job).folder
    site.codings.add_coder(job, 0, "short-lived", blind=False)
    assert "Delete this comparison?" in visitor.get(f"/job/{job}/delete").text
    assert folder.is_dir()
    assert "deleted" in str(visitor.post(f"/job/{job}/delete").url)
    assert not folder.exists()
    assert site.codings.coders(job, 0) == []
    assert not [p for p in site.desk.folder.rglob("*") if p.is_file() and b"Secret words" in p.read_bytes()]


def test_three_texts_make_a_history(site: Site) -> None:
    visitor = Visitor(site)
    texts = {f"text_{n}": f"Article 1\n\nThe operator shall report within {n * 3} days.\n" for n in (1, 2, 3)}
    answer = visitor.post("/compare", **texts, **{f"stage_{n}": f"Stage {n}" for n in (1, 2, 3)})
    job = re.search(r"/job/([0-9a-f]{20})", str(answer.url))[1]
    assert wait(site, job) == DONE
    assert len(site.desk.job(job).pairs) == 2
    assert "Stage 3" in visitor.get(f"/job/{job}/history").text
    assert visitor.get(f"/job/{job}/history/md").headers["content-type"].startswith("text/markdown")
    assert visitor.get(f"/job/{job}/report/1").status_code == 200
    assert visitor.get(f"/job/{job}/report/2").status_code == 400


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "no text was given"),
        ({"text_1": "x", "text_2": "y", "date_1": "yesterday"}, "is not a date"),
    ],
)
def test_a_wrong_form_is_told_and_kept(visitor: Visitor, fields: dict[str, str], told: str) -> None:
    answer = visitor.post("/compare", **fields)
    assert answer.status_code == 400
    assert told in answer.text


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (
            "Article 1\n\nThe operator shall report.\n",
            "第一条\n\n经营者应当报告。\n",
            "compare two texts in one language",
        ),
        ("Article 1\n\nThe operator shall report.\n", "", "only one text was given"),
    ],
)
def test_texts_that_do_not_compare_say_why(site: Site, first: str, second: str, told: str) -> None:
    visitor = Visitor(site)
    answer = visitor.post("/compare", text_1=first, text_2=second)
    job = re.search(r"/job/([0-9a-f]{20})", str(answer.url))[1]
    wait(site, job)
    assert told in visitor.get(f"/job/{job}").text
    site.desk.delete(site.desk.job(job))


def test_work_can_be_stopped_and_started_again(site: Site) -> None:
    visitor = Visitor(site)
    long = "\n\n".join(f"Article {n}\n\nThe operator shall report fault {n} within {n} days." for n in range(1, 1500))
    answer = visitor.post("/compare", text_1=long, text_2=long.replace("shall report", "may report"))
    job = re.search(r"/job/([0-9a-f]{20})", str(answer.url))[1]
    assert "Progress" in answer.text
    process = site.desk._running[job]
    assert "It was stopped" in visitor.post(f"/job/{job}/stop").text
    assert process.poll() is not None
    assert "Stop" in visitor.post(f"/job/{job}/again").text
    site.desk.delete(site.desk.job(job))
    assert not site.desk.folder.joinpath(job).exists()


def test_work_of_a_server_that_is_gone_is_called_stopped(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    from legiscompare.web.desk import Asked

    job = desk.start(Asked(slug="teaching-first-en"))
    desk._running[job.id].kill()
    desk._running[job.id].wait()
    (job.folder / "state.json").write_text('{"stage": "align", "step": 3}', encoding="utf-8")
    assert Desk(tmp_path).job(job.id).stage == "stopped"


# -- words --------------------------------------------------------------------------------------------------


def test_both_languages_have_the_same_words() -> None:
    english, chinese = (Words(language) for language in LANGUAGES)
    assert english.keys() == chinese.keys()
    for key in sorted(english.keys()):
        assert set(re.findall(r"\{\w+\}", english(key))) == set(re.findall(r"\{\w+\}", chinese(key))), key


def test_every_word_is_used() -> None:
    folder = Path(__file__).resolve().parents[1] / "legiscompare" / "web"
    used = "".join(p.read_text(encoding="utf-8") for p in [*folder.rglob("*.j2"), *folder.rglob("*.py")])
    unused = []
    for key in sorted(Words("en").keys()):
        section, _, name = key.partition(".")
        stem = re.sub(r"_[^_]+$|[^.]+$", "", name)
        if key not in used and f'"{section}." + ' not in used and f"{section}.{stem}" not in used.replace('" + ', ""):
            unused.append(key)
    assert unused == []
