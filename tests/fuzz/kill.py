"""Kill `compare`, `batch` and `report` at random moments: `python tests/fuzz/kill.py [--kills 50] [--seed 1]`.

After each kill every file with a name of its own is whole; when the command is run again, what it gives equals what an
undisturbed run gave, byte for byte. A hidden temporary file or folder of the killed run may be left behind.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEACHING = ROOT / "corpus/teaching-first-en"
PAIRS = "id,draft,final\n" + "".join(f"p{n},{TEACHING}/draft.en.md,{TEACHING}/final.en.md\n" for n in range(4))


def commands(folder: Path) -> dict[str, list[str]]:
    """What is killed; each writes into `folder`."""
    formats = [word for name in ("html", "json", "csv", "docx", "xlsx", "svg") for word in ("-f", name)]
    texts = [str(TEACHING / "draft.en.md"), str(TEACHING / "final.en.md")]
    pairs = folder.parent / "pairs.csv"
    pairs.write_text(PAIRS, encoding="utf-8")
    return {
        "compare": ["compare", *texts, *formats, "-o", f"{folder}/"],
        "batch": ["batch", str(pairs), "-o", str(folder)],
        "report": ["report", "teaching-first-en", "--no-originals", "-o", str(folder)],
    }


def start(words: list[str]) -> subprocess.Popen[bytes]:
    """Run a command in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "legiscompare", *words],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "0"},
    )  # fmt: skip


def files(folder: Path) -> dict[str, bytes]:
    """Every file with a name of its own."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def tried(name: str, kills: int, chance: random.Random, place: Path) -> list[str]:
    """Kill a command so many times; what was wrong."""
    faults: list[str] = []
    whole = place / "whole"
    began = time.monotonic()
    start(commands(whole)[name]).wait()
    took = time.monotonic() - began
    wanted = files(whole)
    if not wanted:
        return [f"{name}: wrote nothing"]
    for number in range(kills):
        out = place / "out"
        running = start(commands(out)[name])
        time.sleep(chance.uniform(0.2, 1.05) * took)
        os.killpg(running.pid, signal.SIGKILL) if running.poll() is None else None
        running.wait()
        left = files(out) if out.exists() else {}
        faults += [f"{name} {number}: {one} is half-written" for one, data in left.items() if data != wanted.get(one)]
        if number % 3 == 2 or number == kills - 1:
            start(commands(out)[name]).wait()
            if files(out) != wanted:
                faults.append(f"{name} {number}: the run after the kill gave something else")
            shutil.rmtree(out, ignore_errors=True)
    print(f"{name}: {kills} kills within {took:.1f} s, {len(wanted)} files", flush=True)
    return faults


def main() -> int:
    """1 if anything was wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    chance = random.Random(given.seed)
    faults = []
    for place, name in enumerate(("compare", "batch", "report")):
        with tempfile.TemporaryDirectory() as folder:
            faults += tried(name, given.kills // 3 + (place < given.kills % 3), chance, Path(folder))
    print(*faults or ["nothing half-written, every run after a kill gave the same bytes"], sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
