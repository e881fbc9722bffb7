"""Documentation that cannot go stale unnoticed: generated pages, links, commands, what the project says of itself."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import legiscompare
from legiscompare import library
from legiscompare.cli import main
from legiscompare.pipeline import compare
from legiscompare.report import render
from tools.docs import out_of_date

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_generated_pages_are_up_to_date() -> None:
    assert out_of_date() == [], "run: make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} → {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_in_the_docs_exist_with_their_options(page: Path) -> None:
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in re.findall(r"^\s*(?:\S*/)?legiscompare ([a-z].*)$", text, re.MULTILINE):
        words = line.split(" #")[0].split()
        command: click.Command = main
        while words and isinstance(command, click.Group):
            found = command.get_command(click.Context(command), words.pop(0))
            assert found is not None, line
            command = found
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        for word in words:
            if re.fullmatch(r"--?[a-z][a-z-]*", word) and word not in ("-h", "--help"):
                assert word in known, f"{page.name}: {line}: {word}"


def test_every_public_name_stands_in_the_reference() -> None:
    reference = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    for name in legiscompare.__all__:
        assert f"lc.{name}" in reference


def tracked() -> list[Path]:
    made = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if made.returncode:
        pytest.skip("this is no git checkout")
    return [ROOT / name for name in made.stdout.decode().split("\0") if name]


def test_no_path_of_a_machine_stands_in_the_project() -> None:
    wrong = re.compile(rb"(?<![\w.])/(?:work|root|home/\w+)/[\w.]")
    for path in tracked():
        if path.suffix in {".py", ".toml", ".md", ".txt", ".json", ".csv", ".html", ".svg"} and path.is_file():
            found = wrong.search(path.read_bytes())
            assert not found, f"{path.relative_to(ROOT)}: {found and found.group()!r}"


def test_difflib_is_never_used_with_its_trap() -> None:
    """autojunk loses most of a Chinese text of 200 characters and more."""
    for path in (ROOT / "legiscompare").rglob("*.py"):
        for call in re.findall(r"SequenceMatcher\([^)]*\)", path.read_text(encoding="utf-8")):
            assert "autojunk=False" in call, path


def test_the_picture_of_the_readme_is_up_to_date() -> None:
    """Made anew by `python -m tools.screenshots`."""
    made = render(compare(*library.default().pair()), "svg")
    kept = (ROOT / "docs" / "images" / "at-a-glance.svg").read_text(encoding="utf-8")
    assert kept == (made if isinstance(made, str) else made.decode("utf-8"))


def test_every_page_can_be_reached_from_the_readme() -> None:
    """By links alone: who reads on GitHub has no menu."""
    todo, seen = [ROOT / "README.md"], set()
    while todo:
        page = todo.pop()
        if page in seen or page.suffix != ".md" or not page.is_file():
            continue
        seen.add(page)
        todo += [
            (page.parent / target).resolve()
            for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        ]
    assert sorted(str(page.relative_to(ROOT)) for page in set(PAGES) - seen) == []
