"""Long work shows a bar on a terminal, and nothing elsewhere."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from legiscompare import library
from legiscompare.cli._base import bar
from legiscompare.pipeline import STAGES, compare
from legiscompare.pipeline_history import history

ROOT = Path(__file__).resolve().parents[1]


def test_every_stage_is_told_once_in_order() -> None:
    draft, final = library.instrument("teaching-first-en").pair()
    told: list[str] = []
    compare(draft, final, progress=told.append)
    assert tuple(told) == STAGES
    told.clear()
    history([draft, final, draft], progress=told.append)
    assert tuple(told) == STAGES * 3


def test_what_progress_raises_stops_the_work() -> None:
    class StoppedError(Exception):
        pass

    def stop(stage: str) -> None:
        if stage == "align":
            raise StoppedError

    with pytest.raises(StoppedError):
        compare(*library.instrument("teaching-first-en").pair(), progress=stop)


def test_elsewhere_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = io.StringIO()
    monkeypatch.setattr(sys, "stderr", heard)
    with bar(2) as progress:
        progress("align")
    assert heard.getvalue() == ""


def test_on_a_terminal_a_bar_is_shown() -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    made = subprocess.Popen(
        [sys.executable, "-m", "legiscompare", "compare", "teaching-first-en", "-f", "csv"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs, env={**os.environ, "TERM": "xterm"},
    )  # fmt: skip
    os.close(theirs)
    data, _ = made.communicate(timeout=60)
    shown = b""
    while True:
        try:
            more = os.read(ours, 4096)
        except OSError:
            break
        if not more:
            break
        shown += more
    os.close(ours)
    assert made.returncode == 0
    assert data.startswith(b"id,draft_ref")
    assert re.search(rb"\[#+-*\]", shown)
    assert b"align" in shown
