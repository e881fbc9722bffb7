"""No pattern, in code or in data, costs more than in proportion to its text: each is pumped in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def test_no_pattern_grows_faster_than_its_text() -> None:
    done = subprocess.run([sys.executable, str(HERE / "fuzz/pump.py")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.search(r"(\d+) patterns, 0 that grow", done.stdout)
    assert found
    assert int(found[1]) > 250


def test_the_test_itself_finds_what_it_looks_for() -> None:
    """A quadratic and an exponential pattern are found; a linear one is not."""
    program = """
import re, signal, sys
sys.path.insert(0, sys.argv[1])
import pump
signal.signal(signal.SIGPROF, pump._ring)
print([bool(pump.too_fast(pump.Found(re.compile(p), "none.py:1"))) for p in (r"\\s+x$", r"(?:a+)+b", r"[ab]{1,3}c")])
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(HERE / "fuzz")], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[True, True, False]"
