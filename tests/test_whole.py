"""Findings of the whole-way fuzzer as small texts, held to all laws; and a short run of the fuzzer itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from parse_check import sections

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "fuzz"))

from fuzz_whole import FORMATS, Pair, pair, run

CASES = [
    (f"{path.stem}: {title}", fences)
    for path in sorted((HERE / "cases/whole").glob("*.md"))
    for title, _, fences in sections(path.read_text(encoding="utf-8"))
]


def written(text: str) -> bytes:
    """A case writes characters that an editor does not show as `\\u202e` or `\\x1b`."""
    return text.encode("ascii", "backslashreplace").decode("unicode_escape").encode("utf-8", "surrogatepass")


@pytest.mark.parametrize(("name", "fences"), CASES, ids=[name for name, _ in CASES])
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_a_finding_stays_mended(name: str, fences: dict[str, str], suffix: str) -> None:
    draft, final = written(fences["draft"]), written(fences["final"])
    assert len(run(Pair(draft, final, f"x{suffix}"), tuple(FORMATS))) == 64


def test_an_input_is_the_same_everywhere() -> None:
    assert pair(7, 11, shared=False) == pair(7, 11, shared=False)
    assert pair(7, 11, shared=False) != pair(7, 12, shared=False)


def test_a_short_run_finds_nothing() -> None:
    done = subprocess.run(
        [sys.executable, str(HERE / "fuzz/fuzz_whole.py"), "--own", "--inputs", "60", "--minutes", "5", "--seed", "9"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
