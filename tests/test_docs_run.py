"""Every command and every Python block of the pages for readers is run, in a folder with the files that they name."""

from __future__ import annotations

import re
import shlex
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT

import legiscompare
from legiscompare.cli import main
from legiscompare.pipeline import compare
from legiscompare.report import render
from legiscompare.shortcuts import parse
from legiscompare.study import blank_sheet

EVERYWHERE = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md"),
                     *(ROOT / "corpus").rglob("*.md")])  # fmt: skip
PAGES = [page for page in EVERYWHERE if page.name != "api.md"]
"""All pages but the reference of Python, whose blocks are signatures."""
BLOCK = re.compile(r"^[ \t]*```(\w*)[^\n]*\n(.*?)^[ \t]*```", re.MULTILINE | re.DOTALL)
ELSEWHERE = {
    r"corpus fetch": "asks a site of a government: tests/test_fetch.py runs it against one of our own",
    r"eu-gdpr --stages|compare eu-gdpr|history eu-ai-act|report eu-gdpr|claims eu-ai-act|corpus/eu-gdpr/coding": "needs texts that each user fetches",
    r"serve": "runs until it is stopped: tests/browser run it",
    r"opinion .*--endpoint": "asks a model: tests/test_study_opinions.py runs it against one of our own",
    r"--coder modals|--embedder concepts|-f latex|law\.org|lei\.txt": "needs an example plug-in: tests/test_plugins.py",
    r"lang check xx": "xx stands for a language of the reader's",
    r"corpus verify (SLUG|parks-2030)": "needs an entry of the reader's own: tests/test_library_add.py",
}
"""Commands that are not run here, and why."""
FOREIGN = {
    r"pip install '?\.": "tests/test_package.py installs the package bare and with each extra",
    r"pip install \./examples": "tests/test_plugins.py installs every example",
    r"make check": "continuous integration runs it first",
    r"make page": "tests/browser/test_static_page_in_chromium.py builds the folder",
    r"dask (scheduler|worker)": "tests/test_batch.py starts a scheduler and workers",
    r"\S*python -m pytest": "that is this run",
}
"""Commands of other programs, and what tries them."""
PROGRAMS = "make|pip|pipx|python3?|dask|git|docker|npm|uv|curl|wget|brew|apt(-get)?|pre-commit"
SHELL = frozenset({"", "sh", "bash", "console", "shell"})
LANGUAGES = {
    "toml": "data: tests/test_toy_language.py and tests/test_library_add.py read what the pages print",
    "sql": "needs DuckDB, which is no part of the project; the columns are checked below",
    "text": "what a program printed, in generated pages",
}
"""Blocks in other languages, and why they are not run."""


def commands(page: Path) -> list[str]:
    found = []
    for language, block in BLOCK.findall(page.read_text(encoding="utf-8")):
        if language in SHELL:
            lines = block.replace("\\\n", " ").splitlines()
            found += [line.strip().split(" #")[0] for line in lines if re.match(r"\s*(?:\S*/)?legiscompare ", line)]
    return found


def skipped(command: str) -> str:
    return next((why for pattern, why in ELSEWHERE.items() if re.search(pattern, command)), "")


def foreign(page: Path) -> list[str]:
    """Lines that start another program."""
    found = []
    for language, block in BLOCK.findall(page.read_text(encoding="utf-8")):
        if language in SHELL:
            lines = (line.strip().removeprefix("$ ") for line in block.replace("\\\n", " ").splitlines())
            found += [line for line in lines if re.match(rf"(\S*/)?({PROGRAMS}) ", line)]
    return found


EVERY = [(page, commands(page)) for page in PAGES]
RUN = [pytest.param(page, id=page.stem) for page, found in EVERY if any(not skipped(one) for one in found)]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the pages name, and a library of the user's that is empty."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LEGISCOMPARE_DATA", str(tmp_path / "data"))
    corpus = ROOT / "corpus" / "teaching-first-en"
    for name in ("draft.md", "v1.md", "v3.md"):
        (folder / name).write_bytes((corpus / "draft.en.md").read_bytes())
    for name in ("final.md", "v2.md", "v4.md"):
        (folder / name).write_bytes((corpus / "final.en.md").read_bytes())
    made = compare(parse("draft.md"), parse("final.md"))
    (folder / "out").mkdir()
    for name in ("comparison.json", "out/comparison.json"):
        render(made, "json", path=folder / name)
    sheet = blank_sheet(made, prefill=True)
    for name in ("sheet", "mine", "yours", "gold", "model", "reference", "modals"):
        (folder / f"{name}.csv").write_text(sheet, encoding="utf-8")
    (folder / "pairs.csv").write_text("draft_ref,final_ref,decision\n5.1,5.1,same\n", encoding="utf-8")
    (folder / "claims.csv").write_text(
        "id,draft_ref,final_ref,expected_tag,claim,cue_draft,cue_final\n1,5.1,5.1,softened,The deadline is longer.,two hours,twelve hours\n",
        encoding="utf-8",
    )
    (folder / "blog-post.txt").write_text("Article 5 was softened. It has a longer deadline now.\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("page", RUN)
def test_the_commands_of_a_page_work(page: Path, desk: Path) -> None:
    if page.stem == "many-pairs":
        (desk / "pairs.csv").write_text("id,draft,final\nscooters,draft.md,final.md\n", encoding="utf-8")
    for command in commands(page):
        if skipped(command):
            continue
        words = shlex.split(command)[1:]
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, f"{command}\n{done.stderr}"


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "```python" in page.read_text(encoding="utf-8")], ids=lambda page: page.stem
)
def test_the_python_of_a_page_works(page: Path, desk: Path) -> None:
    if page.stem == "many-pairs":
        pytest.importorskip("pyarrow", reason="the tables of a batch need the extra `batch`")
        test_the_commands_of_a_page_work(page, desk)
    for language, block in BLOCK.findall(page.read_text(encoding="utf-8")):
        if language == "python":
            exec(compile(block, str(page), "exec"), {})


def test_the_reasons_for_not_running_a_command_are_still_needed() -> None:
    every = [command for _, found in EVERY for command in found]
    for pattern in ELSEWHERE:
        assert any(re.search(pattern, command) for command in every), pattern


def test_every_other_block_has_a_reason_for_not_being_run() -> None:
    lines = [(page.name, line) for page in EVERYWHERE for line in foreign(page)]
    assert [one for one in lines if not any(re.match(pattern, one[1]) for pattern in FOREIGN)] == []
    for pattern in FOREIGN:
        assert any(re.match(pattern, line) for _, line in lines), f"no page says this any more: {pattern}"
    used = {language for page in EVERYWHERE for language, _ in BLOCK.findall(page.read_text(encoding="utf-8"))}
    assert used - SHELL - {"python"} == set(LANGUAGES)


def test_queries_name_columns_that_the_table_has() -> None:
    from legiscompare.batch.tables import COLUMNS

    page = (ROOT / "docs" / "how-to" / "many-pairs.md").read_text(encoding="utf-8")
    query = re.sub(r"--.*|'[^']*'", "", "".join(block for language, block in BLOCK.findall(page) if language == "sql"))
    made_up = {name.lower() for name in re.findall(r"\bAS (\w+)", query)}
    words = set(re.findall(r"\b[a-z_]+\b", re.sub(r"\b\w+\(", "(", query)))
    assert words - made_up <= set(COLUMNS)
    assert len(words - made_up) > 5


def test_most_commands_are_run() -> None:
    every = [command for _, found in EVERY for command in found]
    assert sum(not skipped(one) for one in every) >= len(every) / 2


def test_the_example_of_the_package_works(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What `help(legiscompare)` shows first."""
    lines = [line for line in (legiscompare.__doc__ or "").splitlines() if line.startswith("    ")]
    exec(compile(textwrap.dedent("\n".join(lines)), "legiscompare", "exec"), {})
    assert "5.1~5.1 en.time.longer The operator shall remove" in capsys.readouterr().out
    assert (desk / "report.html").is_file()
