"""A real server for the tests of the page: the command itself, on a free port, with a folder of its own."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Served:
    """A running server: its address with the key, its process, its folder."""

    address: str
    process: subprocess.Popen[str]
    folder: Path

    def url(self, path: str = "/", language: str = "en") -> str:
        return f"{self.address}{language}{path}"

    @property
    def key(self) -> str:
        return self.address.rstrip("/").rsplit("/", 1)[-1]

    @property
    def host(self) -> str:
        return self.address.split("/")[2]


@contextlib.contextmanager
def serving(folder: Path, *more: str) -> Iterator[Served]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    env.pop("LEGISCOMPARE_DATA", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "legiscompare", "serve", "--no-browser", "--port", "0", "--data", str(folder), *more],
        env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder.parent,
    )  # fmt: skip
    try:
        line = process.stderr.readline()
        found = re.search(r"(http://\S+/)$", line.strip())
        assert found, line + process.stderr.read()
        yield Served(found[1], process, folder)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        process.stdout.close()
        process.stderr.close()
