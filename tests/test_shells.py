"""Completion in the shells it is for, and the manual page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

REQUIRED = bool(os.environ.get("LEGISCOMPARE_REQUIRE_BROWSER"))
"""Set where everything must be there: in continuous integration."""


def needed(program: str) -> str:
    found = shutil.which(program)
    if not found:
        (pytest.fail if REQUIRED else pytest.skip)(f"no {program} on this machine")
    return str(found)


@pytest.fixture
def command(tmp_path: Path) -> Path:
    """`legiscompare` as a command on the path, of this checkout."""
    file = tmp_path / "legiscompare"
    file.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom legiscompare.cli import main\nmain(prog_name='legiscompare')\n",
        encoding="utf-8",
    )
    file.chmod(0o755)
    return file


def run(command: Path, *words: str, **more: str) -> str:
    env = {
        **os.environ,
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(command.parent),
        **more,
    }
    made = subprocess.run(words, env=env, capture_output=True, encoding="utf-8", check=False, timeout=120)
    assert made.returncode == 0, made.stderr
    return made.stdout


def script_of(command: Path, shell: str) -> Path:
    path = command.parent / f"completion.{shell}"
    path.write_text(run(command, str(command), "completion", shell), encoding="utf-8")
    return path


def test_bash(command: Path) -> None:
    script = script_of(command, "bash")
    # A terminal's bash has complete -o nosort; the words are asked for as the shell would.
    asked = (
        f"source {script}; COMP_WORDS=(legiscompare cor); COMP_CWORD=1; _legiscompare_completion legiscompare; "
        'echo "${COMPREPLY[@]}"; complete -p legiscompare'
    )
    out = run(command, needed("bash"), "--norc", "-c", asked)
    assert out.split()[0] == "corpus"
    assert "_legiscompare_completion" in out


def test_zsh(command: Path) -> None:
    script = script_of(command, "zsh")
    asked = f"autoload -Uz compinit; compinit -u; source {script}; echo $_comps[legiscompare]"
    assert run(command, needed("zsh"), "-f", "-c", asked).strip() == "_legiscompare_completion"


def test_fish(command: Path) -> None:
    script = script_of(command, "fish")
    out = run(command, needed("fish"), "--no-config", "-c", f"source {script}; complete -C 'legiscompare cor'")
    assert out.split()[0] == "corpus"


def test_words_of_an_option(command: Path) -> None:
    out = run(
        command, str(command), COMP_WORDS="legiscompare compare --format s", COMP_CWORD="3",
        _LEGISCOMPARE_COMPLETE="bash_complete",
    )  # fmt: skip
    assert "plain,summary" in out.split()


def test_the_manual_page_is_sound() -> None:
    man = needed("man")
    page = ROOT / "docs" / "reference" / "legiscompare.1"
    env = {**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "80"}
    made = subprocess.run(
        [man, "--warnings", "-E", "UTF-8", "-l", str(page)], env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert made.returncode == 0
    assert made.stderr == ""
    for words in ("NAME", "corpus fetch", "--fail-on", "EXIT STATUS", "LEGISCOMPARE_DATA"):
        assert words in made.stdout
