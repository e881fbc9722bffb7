"""Print how cost grows with one long line: `python tests/fuzz/long_inputs.py [--sizes 10000,100000] [--seconds 300] > table`.

An article holds one thing over and over; reading, comparing with a slightly other text and the JSON are timed on the processor.
A row stops where a step took longer than `--seconds`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from legiscompare.parsing import parse
from legiscompare.pipeline import compare
from legiscompare.read import read
from legiscompare.report import render

Sentence = Callable[[int, bool], str]
"""The sentence of a number, in the draft or in the final text."""

_SYLLABLES = ["ba", "be", "bi", "bo", "da", "de", "di", "do", "fa", "fe", "fi", "fo", "ga", "ge", "gi", "go"]
_HAN = "渔航驿窑织陶磨坊桥渡亭仓酿染铸绣耕"


def _word(number: int) -> str:
    """One of 65,536 words: more than a text of a million characters has sentences, so that none of them comes twice."""
    n = number * 2654435761 % 16**4
    return "".join(_SYLLABLES[n // 16**place % 16] for place in range(4))


def _name(number: int) -> str:
    """One of 83,521 names."""
    n = number * 2654435761 % 17**4
    return "".join(_HAN[n // 17**place % 17] for place in range(4))


def _english(n: int, final: bool) -> str:
    """A sentence like no other one, and a little otherwise in the final text."""
    often, days = ("monthly" if final and n % 2 else "weekly"), 21 if final else 20
    return (
        f"The provider shall keep the {_word(n)} of each {_word(n * 3 + 1)} {often} and report "
        f"the {_word(n * 5 + 2)} to the {_word(n * 7)} office within {days} days. "
    )


def _chinese(n: int, final: bool) -> str:
    may, days = ("可以" if final and n % 2 else "应当"), "三" if final else "二"
    return f"提供者{may}在{days}十日内登记{_name(n)}的{_name(n * 3 + 1)}，并报告{_name(n * 5 + 2)}。"


KINDS: dict[str, str | Sentence] = {
    "spaces": " ", "tabs": "\t", "no-break spaces": "\u00a0", "line ends": "\n", "digits": "7", "underscores": "_",
    "semicolons": ";", "shall": "shall ", "where": "where ", "only": "only ", "，": "，", "。": "。", "；": "；", "的": "的",
    "应当": "应当", "是": "是", "numerals": "十", "items joined by 、": "甲、", "names of laws": "《甲法》、", "words": "record ",
    "English sentences": "Where a user asks, the provider shall keep a record of 20 cases, and may not delete it before 3 May 2026. ",
    "Chinese sentences": "用户提出申请的，提供者应当在三十日内登记，并不得泄露《甲法》第二条规定的信息。",
    "German sentences": "Der Anbieter muss binnen 30 Tagen ein Register führen, wenn ein Nutzer es beantragt. ",
    "English sentences that all differ": _english, "Chinese sentences that all differ": _chinese,
}  # fmt: skip
MOST = 12
"""Growth of a step of ten times the length that is still called linear."""


def law(unit: str | Sentence, size: int, end: str) -> bytes:
    """Two articles, the first with `size` characters of one thing, or of sentences that differ."""
    if not isinstance(unit, str):
        made, left = [], size
        while left > 0:
            made.append(unit(len(made), end == "Beta"))
            left -= len(made[-1])
        return law("".join(made), size, end)
    if unit[:1].isascii() or not unit.strip():
        return f"Article 1\n\nOne {unit * max(1, size // len(unit))} shall keep it.\n\nArticle 2\n\n{end} may act.\n".encode()
    return f"第一条 根据{unit * max(1, size // len(unit))}制定本法。\n\n第二条 {end}应当登记。\n".encode()


def whole_way(unit: str | Sentence, size: int) -> None:
    """Read two texts, compare them, write the JSON."""
    draft, final = (parse(read(law(unit, size, end), origin="x.txt")) for end in ("Alpha", "Beta"))
    render(compare(draft, final), "json")


def seconds(unit: str | Sentence, size: int) -> float:
    """Seconds of the processor from bytes to JSON."""
    began = time.process_time()
    whole_way(unit, size)
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
