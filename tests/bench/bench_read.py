"""Cost of reading one law from each format, as a ratio to plain text: `python tests/bench/bench_read.py [--write]`.

The specimens' English law is repeated with rising article numbers, so that it is as long as a real regulation.
`--write` puts the table into docs/benchmarks/read.md.
"""

from __future__ import annotations

import argparse
import platform
import re
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests/specimens")]

from docxs import typed
from laws import ENGLISH, Lines, html, markdown, plain
from make_files import one_column, two_columns

from legiscompare.parsing import parse
from legiscompare.read import read, write_akn

TIMES, ROUNDS = 25, 5
START, END = "<!-- table -->", "<!-- end of table -->"


def long_law() -> Lines:
    """The law `TIMES` times over, articles numbered on."""
    out: Lines = [ENGLISH[0]]
    for turn in range(TIMES):
        for style, text in ENGLISH[1:]:
            if style == "article":
                out.append((style, re.sub(r"\d+", lambda match, turn=turn: str(int(match[0]) + 6 * turn), text)))
            elif style != "chapter" and (style, text) not in {
                ("heading", "General provisions"),
                ("heading", "Supervision"),
            }:
                out.append((style, text))
    return out


def measure() -> list[tuple[str, int, float, float, int]]:
    """(format, bytes, processor seconds to read, to parse, articles), medians of `ROUNDS`."""
    law = long_law()
    text = plain(law)
    sources = {
        "txt": text.encode(), "md": markdown(law).encode(), "html": html(law, "en").encode(),
        "akn.xml": write_akn(parse(read(text.encode(), origin="x.txt"), language="en")), "docx": typed(law),
        "pdf": one_column(law), "columns.pdf": two_columns(law),
    }  # fmt: skip
    rows = []
    for name, data in sources.items():
        reading, parsing, articles = [], [], 0
        for _ in range(ROUNDS):
            began = time.process_time()
            source = read(data, origin=f"law.{name}")
            between = time.process_time()
            document = parse(source, language="en")
            parsing.append(time.process_time() - between)
            reading.append(between - began)
            articles = sum(node.kind == "article" for node in document.walk())
        rows.append((name, len(data), statistics.median(reading), statistics.median(parsing), articles))
    return rows


def table(rows: list[tuple[str, int, float, float, int]]) -> str:
    """A Markdown table; ratios are to plain text."""
    base_read, base_all = rows[0][2], rows[0][2] + rows[0][3]
    lines = [
        "| format | bytes | articles | read, ms | ratio of reading | read and parse, ms | ratio of both |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, size, reading, parsing, articles in rows:
        lines.append(
            f"| {name} | {size:,} | {articles} | {1000 * reading:.1f} | {reading / base_read:.1f} "
            f"| {1000 * (reading + parsing):.0f} | {(reading + parsing) / base_all:.1f} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Print the table, or write it into the document."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true")
    printed = table(measure())
    if not options.parse_args().write:
        print(printed)
        return
    path = ROOT / "docs/benchmarks/read.md"
    before, _, rest = path.read_text(encoding="utf-8").partition(START)
    after = rest.partition(END)[2]
    machine = f"Python {platform.python_version()}, {platform.machine()}, median of {ROUNDS} rounds."
    path.write_text(f"{before}{START}\n{machine}\n\n{printed}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
