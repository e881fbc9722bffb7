"""Fuzz the whole way: `python tests/fuzz/fuzz_whole.py --minutes 60 [--seed 1] [--tally FILE] [--keep FOLDER]`.

Pieces of real laws are injured where laws differ, read, compared, mirrored, rendered in every format and read back; the
laws of `oracles.py` are the judge. Input number n of a seed is the same on every machine; a tally file makes a run resumable.
`--show N` prints the two texts of input N, `--only N` runs it alone, `--shrink N` makes its fault small.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]

import oracles
from injuries import injured
from ledger import Ledger
from seeds import Law, same_place
from seeds import laws as all_laws
from shrink import shrunk

from legiscompare.errors import LanguageMismatch, LegiscompareError
from legiscompare.model import Document, Settings
from legiscompare.parsing import parse
from legiscompare.pipeline import compare
from legiscompare.read import read
from legiscompare.report import FORMATS
from legiscompare.shortcuts import parse_versions

SECONDS_EACH = 10
EVERY = 8
"""One input in so many goes through all that costs much: genres, history, itself, and some of the office files."""
PACKED = tuple(name for name, form in FORMATS.items() if form.suffix in (".docx", ".xlsx"))
PACKED_EACH = 2
"""Office files that such an input is made into; the others have their turn with the next ones."""
AGAIN = 40
"""One input in so many is made again under another hash seed."""


class TooLongError(BaseException):
    """A run over its time; nothing may catch it on its way."""


class Pair(NamedTuple):
    """Two texts with the names that they come under."""

    draft: bytes
    final: bytes
    name: str


def pair(seed: int, number: int, *, shared: bool = True) -> Pair:
    """Input `number` of a seed: a piece of a law, injured or not, and its other version or another injury of it."""
    chance = random.Random(f"{seed}:{number}")
    every = all_laws(shared=shared)
    law = chance.choice(every)
    size = chance.choice([1, 2, 4, 8, 12, 20])
    start = chance.randrange(max(1, len(law.lines) - size // 2))
    draft = _bounded(law.lines[start : start + size])
    final = _counterpart(every, law, draft, size, chance) or list(draft)
    if chance.random() < 0.5:
        draft = injured(draft, chance, 3)
    if final == draft or chance.random() < 0.8:
        final = injured(final, chance)
    suffix = chance.choice([".md", ".txt", ".txt", ".html"])
    blank = "\n\n" if suffix == ".md" or chance.random() < 0.5 else "\n"
    return Pair(_bytes(draft, suffix, blank), _bytes(final, suffix, blank), f"x{suffix}")


def _bounded(lines: tuple[str, ...], characters: int = 2500) -> list[str]:
    out: list[str] = []
    for line in lines:
        if sum(map(len, out)) + len(line) > characters and out:
            break
        out.append(line[:characters])
    return out


def _counterpart(every: tuple[Law, ...], law: Law, draft: list[str], size: int, chance: random.Random) -> list[str]:
    """Now and then the same article of the other version of the law."""
    if law.other < 0 or chance.random() < 0.6:
        return []
    other = every[law.other]
    at = next((place for line in draft if (place := same_place(other, line)) is not None), None)
    return [] if at is None else _bounded(other.lines[at : at + size])


def _bytes(lines: list[str], suffix: str, blank: str) -> bytes:
    if suffix == ".html":
        text = "<html><body>" + "".join(f"<p>{line}</p>\n" for line in lines) + "</body></html>"
    else:
        text = blank.join(lines) + "\n"
    return text.encode("utf-8", "surrogatepass")


def documents(made: Pair) -> tuple[list[Document], list[object]]:
    """Both texts read and parsed as the command line does it."""
    sources = [
        read(data, origin=f"{side}-{made.name}") for side, data in (("draft", made.draft), ("final", made.final))
    ]
    parsed = [parse(source) for source in sources]
    for source, document in zip(sources, parsed, strict=True):
        oracles.tree_holds(document, source)
    return parse_versions(parsed, lambda number, tag: parse(sources[number], language=tag)), list(sources)


def formats_of(number: int) -> tuple[str, ...]:
    """The formats of input `number`; office files take turns, for they cost more than all else together."""
    if number % EVERY:
        return oracles.CHEAP
    first = number // EVERY * PACKED_EACH
    turn = {PACKED[(first + at) % len(PACKED)] for at in range(PACKED_EACH)}
    return tuple(name for name in FORMATS if name not in PACKED or name in turn)


def run(made: Pair, formats: tuple[str, ...]) -> str:
    """A digest of all bytes that the pair gives; raises `BreachError`, or whatever the program raised."""
    full = formats != oracles.CHEAP
    (draft, final), _ = documents(made)
    digest = hashlib.sha256()
    try:
        comparison = compare(draft, final)
    except LanguageMismatch:
        comparison = compare(draft, final, settings=Settings(force=True))
    oracles.rebuilt(comparison)
    if draft.language == final.language:  # a forced comparison reads both in the draft's language
        oracles.mirror(comparison)
    language = "zh" if len(made.draft) % 2 else "en"
    for name in formats:
        digest.update(oracles.harmless(comparison, name, language))
    for document in (draft, final):
        oracles.same_outline(document)
    if full:
        oracles.itself(draft)
        digest.update(oracles.followed([draft, final, draft] if draft.language == final.language else [draft, draft]))
    return digest.hexdigest()


def guarded(made: Pair, formats: tuple[str, ...]) -> tuple[str, str, float]:
    """(digest or name of the refusal, kind of fault or empty, seconds of the processor)."""
    began = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, SECONDS_EACH)
    came, kind = "", ""
    try:
        came = run(made, formats)
    except LegiscompareError as error:
        if error.exit_code == 70:
            kind = f"{type(error).__name__}: {error.what} [{_place(error)}]"
        else:
            came = type(error).__name__
    except oracles.BreachError as error:
        kind = f"law {error.law}"
        if "-v" in sys.argv:
            print(error)
    except (Exception, TooLongError) as error:
        kind = f"{type(error).__name__} in {_place(error)}"
        if "-v" in sys.argv:
            traceback.print_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return came, kind, time.process_time() - began


def small(made: Pair, formats: tuple[str, ...]) -> None:
    """Print the least texts that show the fault of a pair."""
    wanted = guarded(made, formats)[1]

    def shows(draft: str, final: str) -> bool:
        trial = Pair(draft.encode("utf-8", "surrogatepass"), final.encode("utf-8", "surrogatepass"), made.name)
        return guarded(trial, formats)[1] == wanted

    texts = made.draft.decode("utf-8", "surrogatepass"), made.final.decode("utf-8", "surrogatepass")
    draft, final = shrunk(texts, shows) if wanted else texts
    print(
        f"{wanted or 'no fault'}, {made.name}",
        *(text.encode("unicode_escape").decode() for text in (draft, final)),
        sep="\n",
    )
    print(draft, "-" * 60, final, sep="\n")


def _place(error: BaseException) -> str:
    """File and function of ours where it was raised."""
    ours = [one for one in traceback.extract_tb(error.__traceback__) if "legiscompare/" in one.filename]
    return f"{ours[-1].filename.rpartition('legiscompare/')[2]}:{ours[-1].name}" if ours else "?"


def _ring(signum: int, frame: object) -> None:
    del signum, frame
    raise TooLongError(f"over {SECONDS_EACH} seconds")


def again(seed: int, digests: dict[int, str], *, shared: bool) -> list[int]:
    """Inputs that give other bytes in a process with another hash seed."""
    if not digests:
        return []
    done = subprocess.run(
        [sys.executable, str(HERE / "fuzz_whole.py"), "--seed", str(seed), "--digests", ",".join(map(str, digests))]
        + ([] if shared else ["--own"]),
        capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONHASHSEED": str(sum(digests) % 4_000_000 + 1)},
    )  # fmt: skip
    found = {int(number): digest for number, digest in json.loads(done.stdout).items()}
    return [number for number in digests if found[number] != digests[number]]


class Runner:
    """Inputs one after the other, and what came of them."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.seed, self.shared, self.keep = given.seed, not given.own, given.keep
        self.ledger = Ledger(given.tally, "whole", given.seed)
        self.digests: dict[int, str] = {}

    def one(self) -> None:
        """The next input."""
        stretch = self.ledger.now
        number = stretch.first + stretch.inputs
        made = pair(self.seed, number, shared=self.shared)
        came, kind, seconds = guarded(made, formats_of(number))
        stretch.inputs += 1
        stretch.full += number % EVERY == 0
        stretch.cpu_seconds += seconds
        stretch.slowest_seconds = max(stretch.slowest_seconds, seconds)
        if kind:
            self.found(number, kind, made)
        elif len(came) < 64:
            stretch.refused[came] = stretch.refused.get(came, 0) + 1
        elif number % AGAIN == 0:
            self.digests[number] = came
        if len(self.digests) == 50:
            self.compare_seeds()
        if stretch.inputs % 100 == 0:
            gc.collect()  # office files hang together in circles, and their memory is not Python's own: it would not know
            self.ledger.save()

    def compare_seeds(self) -> None:
        """The same bytes whatever the hash seed."""
        for number in again(self.seed, self.digests, shared=self.shared):
            self.found(number, "law hash seed", pair(self.seed, number, shared=self.shared))
        self.ledger.now.hash_seeds += len(self.digests)
        self.digests = {}

    def found(self, number: int, kind: str, made: Pair) -> None:
        """Count a fault, keep the first five texts of each kind."""
        findings = self.ledger.now.findings
        findings[kind] = findings.get(kind, 0) + 1
        print(f"{number}: {kind}", flush=True)
        if self.keep and findings[kind] <= 5:
            self.keep.mkdir(parents=True, exist_ok=True)
            for side in ("draft", "final"):
                (self.keep / f"{self.seed}-{number}-{side}-{made.name}").write_bytes(getattr(made, side))


def main() -> int:
    """Run until the time is up; 1 if anything was found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=1)
    options.add_argument("--inputs", type=int, default=0, help="stop after so many, whatever the time")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--tally", type=Path)
    options.add_argument("--keep", type=Path)
    options.add_argument("--own", action="store_true", help="only texts of the checkout")
    options.add_argument("--show", type=int)
    options.add_argument("--only", type=int)
    options.add_argument("--shrink", type=int)
    options.add_argument("--digests", default="")
    options.add_argument("-v", action="store_true")
    given = options.parse_args()
    signal.signal(signal.SIGPROF, _ring)
    if given.show is not None:
        made = pair(given.seed, given.show, shared=not given.own)
        print(
            made.draft.decode("utf-8", "backslashreplace"),
            "=" * 60,
            made.final.decode("utf-8", "backslashreplace"),
            sep="\n",
        )
        return 0
    if given.only is not None:
        print(*guarded(pair(given.seed, given.only, shared=not given.own), tuple(FORMATS)))
        return 0
    if given.shrink is not None:
        small(pair(given.seed, given.shrink, shared=not given.own), formats_of(given.shrink))
        return 0
    if given.digests:
        numbers = [int(one) for one in given.digests.split(",")]
        print(json.dumps({n: run(pair(given.seed, n, shared=not given.own), formats_of(n)) for n in numbers}))
        return 0
    runner = Runner(given)
    end = time.monotonic() + given.minutes * 60
    inputs = 0
    while time.monotonic() < end and not (given.inputs and inputs == given.inputs):
        runner.one()
        inputs += 1
    runner.compare_seeds()
    runner.ledger.save()
    stretch = runner.ledger.now
    print(f"{inputs} pairs now, {stretch.inputs} with this code, {stretch.full} of them in full, "
          f"slowest {stretch.slowest_seconds:.1f} s, {sum(stretch.findings.values())} finding(s) {stretch.findings}")  # fmt: skip
    return 1 if stretch.findings else 0


if __name__ == "__main__":
    raise SystemExit(main())
