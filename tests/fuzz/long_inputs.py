"""Print how cost grows with one long line: `python tests/fuzz/long_inputs.py [--sizes 10000,100000] [--seconds 300] > table`.

An article holds one thing over and over; reading, comparing with a slightly other text and the JSON are timed on the processor.
A row stops where a step took longer than `--seconds`.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from legiscompare.parsing import parse
from legiscompare.pipeline import compare
from legiscompare.read import read
from legiscompare.report import render

KINDS = {
    "spaces": " ", "tabs": "\t", "no-break spaces": "\u00a0", "line ends": "\n", "digits": "7", "underscores": "_",
    "semicolons": ";", "shall": "shall ", "where": "where ", "only": "only ", "，": "，", "。": "。", "；": "；", "的": "的",
    "应当": "应当", "是": "是", "numerals": "十", "items joined by 、": "甲、", "names of laws": "《甲法》、", "words": "record ",
}  # fmt: skip
MOST = 12
"""Growth of a step of ten times the length that is still called linear."""


def law(unit: str, size: int, end: str) -> bytes:
    """Two articles, the first with `size` characters of one thing."""
    if unit.isascii() or not unit.strip():
        return f"Article 1\n\nOne {unit * (size // len(unit))} shall keep it.\n\nArticle 2\n\n{end} may act.\n".encode()
    return f"第一条 根据{unit * (size // len(unit))}制定本法。\n\n第二条 {end}应当登记。\n".encode()


def seconds(unit: str, size: int) -> float:
    """Seconds of the processor from bytes to JSON."""
    began = time.process_time()
    draft, final = (parse(read(law(unit, size, end), origin="x.txt")) for end in ("Alpha", "Beta"))
    render(compare(draft, final), "json")
    return time.process_time() - began


def main() -> int:
    """1 if a step of ten times the length costs more than twelve times."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", default="10000,100000,1000000")
    options.add_argument("--seconds", type=float, default=600)
    options.add_argument("--kinds", default=",".join(KINDS))
    given = options.parse_args()
    sizes = [int(one) for one in given.sizes.split(",")]
    seconds(KINDS["words"], 100)  # what is loaded once is no part of the figures
    print("| one article of | " + " | ".join(f"{size:,} characters" for size in sizes) + " | largest step |")
    print("|---|" + "---|" * (len(sizes) + 1))
    bad = False
    for kind in given.kinds.split(","):
        taken: list[float] = []
        for size in sizes:
            if not taken or taken[-1] * MOST <= given.seconds:
                taken.append(seconds(KINDS[kind], size))
        steps = [
            two / max(one, 0.02) * 10 * a / b
            for one, two, a, b in zip(taken, taken[1:], sizes, sizes[1:], strict=False)
        ]
        bad |= any(step > MOST for step in steps)
        cells = [f"{one:.2f} s" for one in taken] + ["not run"] * (len(sizes) - len(taken))
        print(f"| {kind} | " + " | ".join(cells) + f" | {max(steps, default=0):.1f} times |", flush=True)
    return bad


if __name__ == "__main__":
    raise SystemExit(main())
