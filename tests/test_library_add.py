"""An entry of one's own from two files, and the how-to page walked through."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from conftest import ROOT
from official_site import Answer, be_the_only_host, page, serving

from legiscompare import library
from legiscompare.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

DRAFT = "# Bill on Parks\n\n## Article 1\n\nThe keeper shall open the gates by six.\n\n## Article 2\n\nNobody shall pick flowers.\n"
FINAL = DRAFT.replace("Bill on Parks", "Parks Act").replace("by six", "by eight")
ALL = ["--slug", "parks-2030", "--title", "Parks Act", "--jurisdiction", "Ashmere", "--stage", "Bill", "Act",
       "--issuer", "Council", "Council; Mayor", "--status", "invented", "--date", "2030-01-02", "2030-05-06"]  # fmt: skip


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEGISCOMPARE_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("LEGISCOMPARE_CORPUS", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "final.md").write_text(FINAL, encoding="utf-8")
    return tmp_path


def add(*words: str) -> Result:
    return CliRunner().invoke(main, ["corpus", "add", "draft.md", "final.md", *words])


def test_an_entry_is_made_and_is_sound(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = add("--into", "mine", *ALL)
    assert made.exit_code == 0, made.output
    monkeypatch.setenv("LEGISCOMPARE_CORPUS", str(here / "mine"))
    one = library.instrument("parks-2030")
    assert one.versions[1].issuer == ("Council", "Mayor")
    assert one.versions[1].title == "Parks Act"
    assert str(one.versions[0].date) == "2030-01-02"
    assert CliRunner().invoke(main, ["corpus", "verify", "parks-2030"]).exit_code == 0
    assert "eight" in CliRunner().invoke(main, ["compare", "parks-2030"]).output
    again = add(*ALL)
    assert again.exit_code == 2
    assert "the library has an entry" in again.output


def test_what_is_missing_is_named_all_at_once_and_nothing_is_written(here: Path) -> None:
    made = add("--into", "mine", "--title", "Parks Act")
    assert made.exit_code == 2
    assert "these facts are missing: --slug, --jurisdiction, --status, --stage, --issuer" in made.output
    assert not (here / "mine").exists()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("parks-2030", "Parks 2030", "not a simple name"),
        ("2030-05-06", "2029-05-06", "order of their dates"),
        ("2030-05-06", "May", "not a date"),
    ],
)
def test_wrong_facts_leave_nothing_behind(here: Path, old: str, new: str, fault: str) -> None:
    made = add("--into", "mine", *[new if word == old else word for word in ALL])
    assert made.exit_code == 2
    assert fault in made.output
    assert not (here / "mine").exists() or not list((here / "mine").iterdir())


def test_the_library_that_comes_with_the_program_is_not_added_to() -> None:
    made = add(*ALL)
    assert made.exit_code == 2
    assert "--into" in made.output


def test_odd_characters_survive(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    title = 'Parks "and" \\ 公园\x7f Act'
    made = add("--into", "mine", *[title if word == "Parks Act" else word for word in ALL])
    assert made.exit_code == 0, made.output
    monkeypatch.setenv("LEGISCOMPARE_CORPUS", str(here / "mine"))
    assert library.instrument("parks-2030").title == title


LAW = "".join(f"<p>Article {n}</p><p>The keeper shall tidy shelf {n}0 every {{0}}.</p>" for n in (1, 2, 3))


def commands(name: str) -> list[str]:
    text = (ROOT / "docs" / "how-to" / name).read_text(encoding="utf-8")
    blocks = re.findall(r"```\n(.*?)```", text, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("legiscompare ")]


def test_the_how_to_page_is_walked_through(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command of the page, in its order, on entries that name a site of ours and a law of three articles."""
    be_the_only_host(monkeypatch)
    corpus = here / "corpus"
    for slug in ("eu-gdpr", "eu-ai-act"):
        shutil.copytree(ROOT / "corpus" / slug, corpus / slug)
    (here / "saved").mkdir()
    with serving() as site:
        for slug in ("eu-gdpr", "eu-ai-act"):
            path = corpus / slug / "instrument.toml"
            text = re.sub(r"articles = \d+", "articles = 3", path.read_text(encoding="utf-8"))
            for number, old in enumerate(re.findall(r'address = "([^"]+)"', text)):
                text = text.replace(old, site.address(f"/{slug}/{number}.html"))
                body = page(LAW.format("week" if number % 2 else "day"))
                site.answers[f"/{slug}/{number}.html"] = Answer(body=body)
            path.write_text(text, encoding="utf-8")
        for stage, word in (("proposal", "week"), ("final", "month")):
            (here / "saved" / f"{stage}.html").write_bytes(page(LAW.format(word)))
        monkeypatch.setenv("LEGISCOMPARE_CORPUS", str(corpus))
        CliRunner().invoke(main, ["corpus", "fetch", "eu-ai-act"])
        found = commands("use-the-library.md")
        assert len(found) > 10
        for line in found:
            words = re.findall(r'"[^"]*"|\S+', line.split(" #")[0])
            made = CliRunner().invoke(main, [word.strip('"') for word in words[1:]])
            assert made.exit_code == 0, f"{line}\n{made.output}"
    assert (here / "gdpr.html").is_file()
    assert (here / "ai-act.html").is_file()
    assert (here / "mine" / "eu-gdpr" / "report.html").is_file()
    assert (here / "mylibrary" / "parks-2030" / "instrument.toml").is_file()


def test_every_message_of_the_page_is_one_that_the_program_gives() -> None:
    text = (ROOT / "docs" / "how-to" / "use-the-library.md").read_text(encoding="utf-8")
    code = "".join(
        (ROOT / "legiscompare" / name).read_text(encoding="utf-8")
        for name in (
            "library/download.py",
            "library/looks.py",
            "library/fetching.py",
            "read/decode.py",
            "read/fetch.py",
        )
    )
    rows = re.findall(r"^\| (.+?) \| .+ \|$", text, re.MULTILINE)[1:]
    assert rows
    for row in rows:
        if set(row) <= {"-", "|"}:
            continue
        for part in row.split("; "):
            core = re.sub(r"^(a|an|the|no|\d+) |\(.*?\)|\d+|….*$", "", part).strip(" ,")
            pieces = [piece.strip() for piece in re.split(r"  +|,", core) if piece.strip()]
            assert any(piece in code for piece in pieces), part
