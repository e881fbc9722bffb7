"""Read tables of cases: blocks of a title and parts, each part closed by a line that holds a dot."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def blocks(path: Path, parts: int) -> list[tuple[str, ...]]:
    """Title and `parts` parts of every block of a file."""
    found: list[tuple[str, ...]] = []
    current: list[str] = []
    pieces: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line == ".":
            pieces.append("\n".join(current).strip())
            current = []
            if len(pieces) == parts + 1:
                found.append(tuple(pieces))
                pieces = []
        else:
            current.append(line)
    if pieces or "".join(current).strip():
        raise ValueError(f"{path.name}: the last block is not closed by a dot")
    return found
