"""What has been run: a JSON file that grows, so that a run goes on where the last one stopped."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Stretch:
    """Inputs run by one state of the code."""

    code: str
    first: int
    inputs: int = 0
    full: int = 0
    """Of these, those that also went through office files, every genre, a history, a comparison with itself."""
    refused: dict[str, int] = field(default_factory=dict)
    """Inputs that ended in a deliberate error, by its name."""
    cpu_seconds: float = 0.0
    slowest_seconds: float = 0.0
    hash_seeds: int = 0
    """Inputs whose bytes were made again under another hash seed and compared."""
    findings: dict[str, int] = field(default_factory=dict)
    """How often each kind of fault was found."""


@lru_cache(maxsize=1)
def code() -> str:
    """A digest of the program's files: findings belong to a state of the code."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "legiscompare").rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


class Ledger:
    """The stretches of one kind of run (`whole`, `read`) and seed."""

    def __init__(self, path: Path | None, kind: str, seed: int) -> None:
        self.path, self.key = path, f"{kind} seed {seed}"
        self.all: dict[str, list[dict[str, object]]] = (
            json.loads(path.read_text(encoding="utf-8")) if path and path.exists() else {}
        )
        self.earlier = self.all.get(self.key, [])
        last = Stretch(**self.earlier[-1]) if self.earlier else None  # type: ignore[arg-type]
        self.next = last.first + last.inputs if last else 0
        if last and last.code == code():
            self.now = last
            self.earlier = self.earlier[:-1]
        else:
            self.now = Stretch(code(), self.next)

    def save(self) -> None:
        """Write the file whole or not at all."""
        if self.path is None:
            return
        self.now.cpu_seconds = round(self.now.cpu_seconds, 1)
        self.now.slowest_seconds = round(self.now.slowest_seconds, 2)
        for name in ("refused", "findings"):
            setattr(self.now, name, dict(sorted(getattr(self.now, name).items())))
        kept = {**self.all, self.key: [*self.earlier, asdict(self.now)]}
        temporary = self.path.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_text(
            json.dumps(dict(sorted(kept.items())), indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        temporary.replace(self.path)
