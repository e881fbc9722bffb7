"""What was reached once, per sheet and figure; written by `python -m elements --floors`."""

from __future__ import annotations

import math
import tomllib

from elements.score import Score
from elements.sheet import FOLDER

PATH = FOLDER / "floors.toml"
_HEAD = (
    "# Measured on the sheets beside this file, cut to two places. Floors go up; a sheet that grows is measured anew.\n"
)


def read_floors() -> dict[str, dict[str, float]]:
    """Floors by sheet and figure."""
    return tomllib.loads(PATH.read_text(encoding="utf-8")) if PATH.exists() else {}


def write(scores: dict[str, Score]) -> None:
    """Write the floors of all sheets."""
    lines = [_HEAD]
    for name, one in sorted(scores.items()):
        lines.append(f"[{name}]\nnorms = {one.norms}\n")
        for figure, value in one.figures().items():
            lines.append(f'"{figure}" = {math.floor(value * 100 + 1e-9) / 100:.2f}\n')
        lines.append("\n")
    PATH.write_text("".join(lines).rstrip("\n") + "\n", encoding="utf-8")
