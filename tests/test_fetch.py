"""Fetching from a site that plays official sites: each failure gives one clear message, keeps nothing half-written,
and the next try goes on from there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from official_site import ATTACHED, CHANGED, LAW, LIST, NOTICE, Answer, Site, be_the_only_host, page, serving

from legiscompare import library
from legiscompare.cli import main
from legiscompare.library import download

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

SLUG = "shelves"
ENTRY = """slug = "shelves"
title = "Measures on Public Bookshelves"
kind = "instrument"
language = "zh"
summary = "Invented."
licence = "Ours."

[[versions]]
id = "draft"
title = "Measures on Public Bookshelves (Draft)"
title_original = "云江市公共书架管理办法（草案）"
stage = "Draft"
stage_original = "草案"
date = 2030-01-02
language = "zh"
text_status = "official"
address = "ADDRESS/draft.html"
articles = 3

[[versions]]
id = "final"
title = "Measures on Public Bookshelves"
title_original = "云江市公共书架管理办法"
stage = "Measures"
stage_original = "办法"
date = 2030-05-06
language = "zh"
text_status = "official"
address = "ADDRESS/final.html"
articles = 3
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The site, as the only host there is, without TLS, and a library of one entry that names it."""
    be_the_only_host(monkeypatch)
    monkeypatch.setenv("LEGISCOMPARE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LEGISCOMPARE_CORPUS", str(tmp_path / "corpus"))
    folder = tmp_path / "corpus" / SLUG
    folder.mkdir(parents=True)
    with serving() as found:
        (folder / "instrument.toml").write_text(ENTRY.replace("ADDRESS", found.address("")), encoding="utf-8")
        (folder / "SOURCES.md").write_text("# Sources\n", encoding="utf-8")
        found.answers = {
            "/draft.html": Answer(body=page(LAW), headers={"Content-Type": "text/html", "ETag": '"a1"'}),
            "/final.html": Answer(body=page(CHANGED)),
        }
        yield found


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["corpus", *words])


def fetch(*words: str) -> Result:
    return run("fetch", SLUG, *words)


def files(tmp_path: Path) -> list[str]:
    """Everything in the data folder."""
    folder = tmp_path / "data"
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_both_texts_are_fetched_read_counted_and_used(site: Site) -> None:
    made = fetch()
    assert made.exit_code == 0, made.output
    assert "shelves draft: new" in made.output
    assert "3 articles" in made.output
    assert site.paths() == ["/robots.txt", "/draft.html", "/final.html"]
    agent = site.asked[1][1]["user-agent"]
    assert agent.startswith("legiscompare/")
    found = library.instrument(SLUG)
    draft, final = found.pair()
    assert draft.title == "云江市公共书架管理办法（草案）"
    assert "每月" in final.text
    assert run("verify", SLUG).exit_code == 0
    assert " here " in run("list").output
    summary = CliRunner().invoke(main, ["compare", SLUG, "-f", "summary"])
    assert summary.exit_code == 0, summary.output


def test_what_is_here_is_not_fetched_again_and_a_lost_file_is(site: Site, tmp_path: Path) -> None:
    fetch()
    site.asked.clear()
    assert "here already" in fetch().output
    assert site.asked == []
    kept = library.instrument(SLUG).kept("draft")
    assert kept is not None
    (tmp_path / "data" / SLUG / "texts" / kept.file).unlink()
    made = fetch()
    assert "its file is gone; it is fetched anew" in made.output
    assert site.paths() == ["/robots.txt", "/draft.html"]


def test_content_that_changed_is_said_and_the_old_is_kept(site: Site, tmp_path: Path) -> None:
    fetch("draft")
    assert "the same bytes" in fetch("draft", "--refresh").output
    site.answers["/draft.html"].body = page(CHANGED)
    made = fetch("draft", "--refresh")
    assert "shelves draft: changed" in made.output
    assert "the old one is kept as draft-" in made.output
    assert len([name for name in files(tmp_path) if "/texts/" in name]) == 2
    assert "每月" in library.instrument(SLUG).document("draft").text


def test_redirects_are_shown(site: Site) -> None:
    site.answers["/moved.html"] = site.answers["/draft.html"]
    site.answers["/draft.html"] = Answer(302, headers={"Location": "/moved.html"})
    made = fetch("draft")
    assert made.exit_code == 0
    assert f"redirected: {site.address('/draft.html')}" in made.output
    assert f"arrived at: {site.address('/moved.html')}" in made.output


REFUSED = [
    ("404", Answer(404), "there is nothing at this address any more", "--address"),
    ("403", Answer(403), "refuses programs", "--from FOLDER"),
    ("503", Answer(503, headers={"Retry-After": "90"}), "busy or broken", "try in 90 seconds"),
    ("round", Answer(301, headers={"Location": "/draft.html"}), "more than 5 redirects", "--max-redirects"),
    ("http", Answer(301, headers={"Location": "http://official.test/x"}), "only https addresses", "--from FOLDER"),
    ("late", Answer(body=page(LAW), late=8), "no answer within 4 seconds", "--timeout"),
    ("notice", Answer(body=page(NOTICE)), "a notice or another page without articles", "--from FOLDER"),
    ("attached", Answer(body=page(ATTACHED)), "a notice, whose text is attached (draft.docx)", "--address"),
    ("list", Answer(body=page(LIST)), "a list of 20 links", "--address"),
    ("empty", Answer(body=b""), "the file is empty", ""),
    ("short", Answer(body=page(LAW.replace("第三条　", ""))), "2 articles were found, the entry says 3", "--accept"),
    ("wps", Answer(body=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "which cannot be read", "save it as .docx"),
    ("language", Answer(body=b"<html><body><p>Article 1</p><p>The keeper shall tidy the shelves.</p><p>Article 2</p>"
     b"<p>Nobody shall break them.</p><p>Article 3</p><p>This is the end of it.</p></body></html>"),
     "the text is in 'en', the entry says 'zh'", "--accept"),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "fault", "mend"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_a_failure_gives_one_message_keeps_nothing_and_the_next_try_works(
    site: Site, tmp_path: Path, answer: Answer, fault: str, mend: str
) -> None:
    right = site.answers["/draft.html"]
    site.answers["/draft.html"] = answer
    made = fetch("draft", "--timeout", "4") if answer.late else fetch("draft")
    assert made.exit_code == 3, made.output
    errors = [line for line in made.output.splitlines() if line.startswith("error:")]
    assert len(errors) == 1
    assert errors[0].startswith("error: shelves draft: ")
    assert fault in errors[0]
    assert mend in errors[0]
    assert not [name for name in files(tmp_path) if "/texts/" in name or "fetched.json" in name]
    assert " not here " in run("list").output
    site.answers["/draft.html"] = right
    again = fetch("draft")
    assert again.exit_code == 0, again.output
    assert not [name for name in files(tmp_path) if "/parts/" in name]


def test_one_failure_does_not_stop_the_others(site: Site) -> None:
    site.answers["/draft.html"] = Answer(404)
    made = fetch()
    assert made.exit_code == 3
    assert "shelves final: new" in made.output
    assert "1 of 2 could not be had" in made.output
    assert "1 of 2 here" in run("list").output


def test_a_body_that_breaks_off_is_continued(site: Site, tmp_path: Path) -> None:
    answer = site.answers["/draft.html"]
    answer.cut = 200
    made = fetch("draft")
    assert made.exit_code == 3
    assert "broke off after 200 of" in made.output
    assert "200 bytes are kept and the rest is asked for" in made.output
    assert not [name for name in files(tmp_path) if "/texts/" in name]
    answer.cut = 0
    again = fetch("draft")
    assert again.exit_code == 0, again.output
    assert "went on after 200 bytes" in again.output
    assert site.asked[-1][1]["range"] == "bytes=200-"
    kept = library.instrument(SLUG).kept("draft")
    assert kept is not None
    assert kept.size == len(answer.body)
    assert not [name for name in files(tmp_path) if "/parts/" in name]


def test_a_text_that_changed_in_between_is_not_put_together_from_two(site: Site) -> None:
    answer = site.answers["/draft.html"]
    answer.cut = 200
    fetch("draft")
    site.answers["/draft.html"] = Answer(body=page(CHANGED), headers={"ETag": '"b2"'})
    assert fetch("draft").exit_code == 0
    assert library.instrument(SLUG).document("draft").text.count("第一条") == 1
    assert "每月" in library.instrument(SLUG).document("draft").text


def test_a_body_that_comes_too_slowly_is_continued(site: Site) -> None:
    site.answers["/draft.html"].slow = 8
    made = fetch("draft", "--timeout", "4")
    assert made.exit_code == 3
    assert "no answer within 4 seconds" in made.output
    site.answers["/draft.html"].slow = 0
    again = fetch("draft")
    assert "went on after" in again.output


def test_without_a_mark_a_broken_body_is_asked_for_anew(site: Site, tmp_path: Path) -> None:
    site.answers["/final.html"].cut = 100
    made = fetch("final")
    assert "broke off after 100 of" in made.output
    assert files(tmp_path) == []
    site.answers["/final.html"].cut = 0
    assert fetch("final").exit_code == 0


def test_a_wrong_charset_is_told_and_needs_no_second_download(site: Site, tmp_path: Path) -> None:
    site.answers["/draft.html"].body = page(LAW, charset="utf-16-be")
    made = fetch("draft")
    assert made.exit_code == 3
    assert "--encoding" in made.output
    assert not [name for name in files(tmp_path) if "/texts/" in name]
    site.asked.clear()
    again = fetch("draft", "--encoding", "utf-8")
    assert again.exit_code == 0, again.output
    assert "read again from what was fetched" in again.output
    assert site.asked == []
    assert "管理人应当" in library.instrument(SLUG).document("draft").text


def test_robots_are_heeded(site: Site, tmp_path: Path) -> None:
    site.answers["/robots.txt"] = Answer(
        body=b"User-agent: *\nDisallow: /draft\n", headers={"Content-Type": "text/plain"}
    )
    made = fetch()
    assert made.exit_code == 3
    assert "robots.txt asks programs not to fetch this" in made.output
    assert "--from FOLDER" in made.output
    assert "/draft.html" not in site.paths()
    assert "shelves final: new" in made.output
    site.answers["/robots.txt"] = Answer(500)
    assert "does not say what programs may fetch" in fetch("draft").output
    assert "/draft.html" not in site.paths()


def test_a_page_in_place_of_robots_txt_forbids_nothing(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(body=page("<p>Disallow: /</p>"))
    assert fetch("draft").exit_code == 0


def test_it_waits_between_two_requests_as_long_as_it_is_asked_to(site: Site, tmp_path: Path) -> None:
    from legiscompare.read import Limits

    site.answers["/robots.txt"] = Answer(body=b"User-agent: *\nCrawl-delay: 7\n")
    waited: list[float] = []
    visitor = download.Visitor(Limits(), sleep=waited.append, clock=lambda: 100.0)
    visitor.get(site.address("/draft.html"), tmp_path / "parts")
    visitor.get(site.address("/final.html"), tmp_path / "parts")
    assert waited == [7.0, 7.0]


@pytest.mark.parametrize("name", ["law.zh.docx", "law.zh.pdf"])
def test_attachments_that_can_be_read_are_taken(site: Site, name: str) -> None:
    from conftest import ROOT

    body = (ROOT / "tests" / "specimens" / name).read_bytes()
    site.answers[f"/{name}"] = Answer(body=body, headers={"Content-Type": "application/octet-stream"})
    made = fetch("draft", "--address", site.address(f"/{name}"), "--accept")
    assert made.exit_code == 0, made.output
    kept = library.instrument(SLUG).kept("draft")
    assert kept is not None
    assert kept.file.endswith(name[-4:].lstrip("x"))


def test_a_size_limit_is_kept(site: Site, tmp_path: Path) -> None:
    made = fetch("draft", "--max-bytes", "100")
    assert made.exit_code == 3
    assert "--max-bytes" in made.output
    assert files(tmp_path) == []


def test_without_an_address_it_says_how(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "corpus" / SLUG / "instrument.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(f'address = "{site.address("/draft.html")}"\n', ""), "utf-8"
    )
    made = fetch("draft")
    assert made.exit_code == 3
    assert "no official address is known" in made.output
    assert fetch("draft", "--address", site.address("/draft.html")).exit_code == 0


def test_wrong_requests(site: Site) -> None:
    assert fetch("--address", site.address("/x")).exit_code == 2
    assert fetch("third").exit_code == 2
    assert "no version 'third'" in fetch("third").output


def test_files_saved_by_hand(site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "draft-text.html").write_bytes(page(LAW))
    (folder / "2030-05-06 measures.html").write_bytes(page(CHANGED))
    made = fetch("--from", str(folder))
    assert made.exit_code == 0, made.output
    assert site.asked == []
    assert "from draft-text.html" in made.output
    document = library.instrument(SLUG).document("final")
    assert document.text_status.value == "transcription"
    fetch("final", "--from", str(folder), "--status", "official")
    assert library.instrument(SLUG).document("final").text_status.value == "official"
    (folder / "draft-other.html").write_bytes(page(LAW))
    twice = fetch("draft", "--from", str(folder))
    assert twice.exit_code == 3
    assert "2 files could be 'draft'" in twice.output
    (folder / "draft.html").write_bytes(page(LAW))
    assert fetch("draft", "--from", str(folder)).exit_code == 0


def test_a_folder_without_the_file_says_how_to_name_it(site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    assert "this folder does not exist" in fetch("draft", "--from", str(folder)).output
    folder.mkdir()
    made = fetch("draft", "--from", str(folder))
    assert made.exit_code == 3
    assert "name it draft.html" in made.output
