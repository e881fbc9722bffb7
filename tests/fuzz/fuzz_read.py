"""Fuzz every reader and the parser: `python tests/fuzz/fuzz_read.py --seconds 60 [--seed 1] [--tally FILE] [--format pdf] [--keep FOLDER]`.

Specimens are mutated byte by byte, piece by piece, and inside their zips. Whatever comes out must be a tree without
faults or a deliberate error; no run may take over ten seconds of the processor or over 1.5 GB. Findings are kept and become cases.
Input number n of a seed is the same on every machine; a tally file makes a run resumable.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import signal
import sys
import time
import traceback
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]

from ledger import Ledger
from parse_check import cases, faults

from legiscompare.errors import LegiscompareError
from legiscompare.parsing import parse
from legiscompare.read import read_versions

SPECIMENS = HERE.parent / "specimens"
SECONDS_EACH, MEMORY = 10, 1_500_000_000
TOKENS = [
    b"Article 1\n", b"\xe7\xac\xac\xe4\xb8\x80\xe6\x9d\xa1 ", b"(a) ", b"1. ", b"<table>", b"</div>", b"<!ENTITY x '", b"&x;", b"]]>", b"\x00",
    b"\xff\xfe", b"\xed\xa0\x80", b"\r", b"\xe2\x80\xae", b"%PDF-", b"obj", b"endobj", b"stream", b"/Length -1", b"/Kids [2 0 R]", b"<<", b">>",
    b"# ", b"```\n", b"- ", b"> ", b"| a | b |\n|---|---|\n", b"<section>", b"<num>", b"<quoted-block>", b"<w:p>", b"<w:ins>", b"SEC. 101. ",
    b"ANNEX I\n", b"CHAPTER I\n", "“".encode(), "第九十九条".encode(), b"99999999999999999999", b"i. ", b"(ii) ",
    b"Article 2: ", b"Rule 1 ", b"1.1 ", b"1.1.1 ", b"(1) OJ L 1, p. 1.\n", b"L 1/2\nEN\n", b"~~", b"{++", b"++}", b"{~~a~>b~~}", b"<del>", b"<ins>",
    b"</del>", b"<sup>1</sup>", b"(unchanged)\n", b"I. General\n", b"A. More\n", b"the following:\n", "‘Article 3\n".encode(), "’;\n".encode(),
    "一、".encode(), "（一）".encode(), "壹、".encode(), "原则一：".encode(), b"<![CDATA[<p>x</p>]]>", b"<?xml version='1.0'?>", b"(a)\n",
]  # fmt: skip


class TooLongError(BaseException):
    """A run over its time; no reader may catch it."""


def mutate(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """A few small injuries."""
    out = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 4, 16])):
        at = chance.randrange(len(out) + 1)
        length = chance.choice([1, 2, 8, 64, 512, 4096])
        kind = chance.randrange(8)
        if kind == 0 and out:
            out[at % len(out)] = chance.randrange(256)
        elif kind == 1:
            del out[at : at + length]
        elif kind == 2:
            out[at:at] = out[at : at + length] * chance.choice([1, 2, 20])
        elif kind == 3:
            out[at:at] = chance.choice(TOKENS) * chance.choice([1, 1, 3, 500])
        elif kind == 4:
            out = out[:at]
        elif kind == 5:
            other = chance.choice(others)
            start = chance.randrange(len(other) + 1)
            out[at:at] = other[start : start + length]
        elif kind == 6:
            out[at : at + length] = bytes(chance.randrange(256) for _ in range(min(length, 64)))
        else:
            piece = bytes(out[at : at + length])
            out[at : at + length] = piece[::-1]
        if len(out) > 2_000_000:
            break
    return bytes(out[:2_000_000])


def mutate_zip(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """An injury to one member of a zip, packed anew so that the zip itself is whole."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            members = old.infolist()
            chosen = chance.choice([info for info in members if info.filename.endswith((".xml", ".txt", ".rels"))])
            for info in members:
                content = old.read(info)
                new.writestr(info.filename, mutate(content, others, chance) if info is chosen else content)
    except (zipfile.BadZipFile, IndexError):
        return mutate(data, others, chance)
    return out.getvalue()


def run_once(data: bytes, name: str) -> str:
    """What came of one source: the name of an error, or `tree`."""
    try:
        for source in read_versions(data, origin=name):
            document = parse(source)
            if len(source.text) < 20_000 and (found := faults(source, document)):
                raise AssertionError(found[0])
    except LegiscompareError as error:
        if error.exit_code == 70:
            raise
        return type(error).__name__
    return "tree"


def specimens(wanted: str) -> list[tuple[str, bytes]]:
    """Names and bytes to injure: the files of every reader, and the texts of the cases of numbering."""
    found = [
        (path.name, path.read_bytes())
        for path in sorted(SPECIMENS.iterdir())
        if path.suffix not in {".py", ""} and wanted in path.name
    ]
    return found + [
        (f"{path.stem}-{number}.txt", case.text.encode())
        for path in sorted((HERE.parent / "cases/parse").glob("*-styles.md"))
        for number, case in enumerate(cases(path))
        if wanted in "styles.txt"
    ]


def source(seed: int, number: int, seeds: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    """Input `number` of a seed: its name and its bytes."""
    chance = random.Random(f"{seed}:{number}")
    contents = [content for _, content in seeds]
    place = chance.randrange(len(seeds))
    packed = contents[place].startswith(b"PK") and chance.random() < 0.8
    data = (mutate_zip if packed else mutate)(contents[place], contents, chance)
    other = "x" + chance.choice([".txt", ".md", ".html", ".xml", ".pdf", ".docx", ""])
    return (seeds[place][0] if chance.random() < 0.8 else other), data


def guarded(data: bytes, name: str) -> tuple[str, str, float]:
    """(what came of it, kind of fault or empty, seconds of the processor)."""
    began = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, SECONDS_EACH)
    came, kind = "", ""
    try:
        came = run_once(data, name)
    except (Exception, TooLongError) as error:
        signal.setitimer(signal.ITIMER_PROF, 0)
        ours = [one for one in traceback.extract_tb(error.__traceback__) if "legiscompare/" in one.filename]
        place = f"{ours[-1].filename.rpartition('legiscompare/')[2]}:{ours[-1].name}" if ours else "the tree"
        kind = f"{type(error).__name__} in {place}"
        print(f"{name}: {error}")
        traceback.print_exc(limit=-3)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return came, kind, time.process_time() - began


def main() -> int:
    """Run until the time is up; 1 if anything was found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--format", default="", help="only specimens whose names hold this; such a run has no tally")
    options.add_argument("--tally", type=Path)
    options.add_argument("--keep", type=Path, default=Path("fuzz-findings"))
    given = options.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY * 2, MEMORY * 2))  # address space; resident memory is checked below
    signal.signal(signal.SIGPROF, _ring)
    seeds = specimens(given.format)
    ledger = Ledger(None if given.format else given.tally, "read", given.seed)
    stretch = ledger.now
    end = time.monotonic() + given.seconds
    while time.monotonic() < end:
        number = stretch.first + stretch.inputs
        name, data = source(given.seed, number, seeds)
        came, kind, seconds = guarded(data, name)
        stretch.inputs += 1
        stretch.cpu_seconds += seconds
        stretch.slowest_seconds = max(stretch.slowest_seconds, seconds)
        if kind:
            stretch.findings[kind] = stretch.findings.get(kind, 0) + 1
            given.keep.mkdir(parents=True, exist_ok=True)
            (given.keep / f"{given.seed}-{number}-{name}").write_bytes(data)
        elif came != "tree":
            stretch.refused[came] = stretch.refused.get(came, 0) + 1
        if stretch.inputs % 1000 == 0:
            ledger.save()
    ledger.save()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"{stretch.inputs} inputs with this code, slowest {stretch.slowest_seconds:.1f} s, peak {peak / 1e6:.0f} MB, "
          f"{sum(stretch.findings.values())} finding(s) {stretch.findings}, refused {stretch.refused}")  # fmt: skip
    return 1 if stretch.findings or peak > MEMORY else 0


def _ring(signum: int, frame: object) -> None:
    del signum, frame
    raise TooLongError(f"over {SECONDS_EACH} seconds")


if __name__ == "__main__":
    raise SystemExit(main())
