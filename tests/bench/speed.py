"""CPU time of the whole pipeline beside other methods, and how it grows with the length of a text: `make bench`.

All methods of one table take turns in one process, round after round, so that other load on the machine meets all of
them; what counts is the ratio of their medians. Programs outside Python are measured by the CPU time of their process.

Parts, printed only: `PYTHONPATH=tests python -m bench.speed tables 1`, `… growth en 250 1000`, `… first`,
`… many 200` (pairs of ten provisions), `… many 2000 3`.
A method that needs more than `LONG` seconds is run once. Each row of the table of growth is a process of its own, for
its memory.
"""

from __future__ import annotations

import contextlib
import difflib
import functools
import json
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from generate import Pair, as_law, generate, settings

from bench.align import f1, threshold
from legiscompare import pipeline
from legiscompare.model import Comparison, Document
from legiscompare.parsing import parse
from legiscompare.read import read
from legiscompare.report import render

REPORT = Path(__file__).parents[2] / "docs" / "benchmarks" / "speed.md"
SHARED = Path(__file__).parents[3] / "shared" / "texts" / "eu-ai-act"
TEXTS = "2021-04-21-commission-proposal.with-footnotes.md", "2024-06-13-regulation-2024-1689.txt"
ROUNDS, LONG = 5, 10.0
"""Runs of each method, and the seconds from which one run must do."""
SIZES = (250, 1000, 4000, 10000)
PAIRS = 2000
"""Pairs of the table of `batch`."""
_WORDS = re.compile(r"[\u4e00-\u9fff]|\w+")


class Text(NamedTuple):
    """Two versions to measure on."""

    name: str
    language: str
    files: tuple[Path, Path]
    pair: Pair | None
    """What it was generated from; None for real law, whose provisions our own parser finds."""


def documents(text: Text) -> tuple[Document, Document]:
    """The two versions, read and parsed."""
    old, new = (parse(read(path), language=text.language) for path in text.files)
    return old, new


def ours(text: Text) -> Comparison:
    """The whole pipeline, from files to a comparison."""
    return pipeline.compare(*documents(text))


def _words(path: Path) -> list[str]:
    return _WORDS.findall(path.read_text(encoding="utf-8"))


def difflib_words(text: Text) -> None:
    """difflib on words, without its heuristic for frequent ones, which loses matches."""
    difflib.SequenceMatcher(None, *map(_words, text.files), autojunk=False).get_opcodes()


def redlines(text: Text) -> None:
    """The redlines package: difflib on its own tokens, and Markdown from it."""
    from redlines import Redlines

    old, new = (path.read_text(encoding="utf-8") for path in text.files)
    _ = Redlines(old, new).output_markdown


def _outside(text: Text, command: Iterable[str]) -> None:
    subprocess.run([*command, *map(str, text.files)], stdout=subprocess.DEVNULL, check=False)


GIT = (
    "git",
    "-c",
    "core.quotepath=false",
    "diff",
    "--no-index",
    "--word-diff=porcelain",
    r"--word-diff-regex=\w+|[^[:space:]]",
)


def methods(text: Text) -> dict[str, Callable[[Text], object]]:
    """Name -> what is run; those that are not installed are left out and named on standard error."""
    found: dict[str, Callable[[Text], object]] = {"legiscompare": ours, "difflib on words": difflib_words}
    found["git diff, word by word"] = functools.partial(_outside, command=GIT)
    if shutil.which("wdiff"):
        found["wdiff"] = functools.partial(_outside, command=("wdiff", "-3"))
    else:
        print("wdiff is not installed and left out", file=sys.stderr)
    try:
        import redlines as _  # noqa: F401 - only whether it is there

        if text.language != "zh":  # of words without spaces it makes minutes of work
            found["redlines"] = redlines
    except ImportError:
        print("redlines is not installed and left out", file=sys.stderr)
    from bench.peers import cdist_tokens, tfidf

    made = text.pair or _as_pair(text)
    found["rapidfuzz (token lists) + assignment"] = lambda _: cdist_tokens(made)
    found["TF-IDF + assignment"] = lambda _: tfidf(made)
    return found


def _as_pair(text: Text) -> Pair:
    """Paragraphs of real law, as our parser finds them, for methods that need a list of provisions."""
    sides = [
        [document.slice(node.span) for node in document.walk() if not node.children and node.span.start < node.span.end]
        for document in documents(text)
    ]
    return Pair(text.language, sides[0], sides[1], frozenset())


def seconds_of(run: Callable[[], object]) -> float:
    """CPU seconds of this process and of those that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.process_time()
    run()
    own = time.process_time() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own + after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def accuracy(text: Text) -> dict[str, float]:
    """F1 of links between provisions, where the truth is known; peers get their best threshold on the development seed."""
    if text.pair is None:
        return {}
    from bench.peers import cdist_tokens, tfidf

    size, language = len(text.pair.draft), text.language
    develop = generate(language, size, settings()["seeds"]["develop"])
    found = {}
    for name, peer in {"rapidfuzz (token lists) + assignment": cdist_tokens, "TF-IDF + assignment": tfidf}.items():
        least = threshold(peer(develop), develop.links)
        found[name] = f1({(i, j) for score, i, j in peer(text.pair) if score >= least}, text.pair.links)
    links = set()
    for change in ours(text).changes:
        for old in change.draft:
            for new in change.final:
                links.add(tuple(int(one.ref.split(".")[0].split("#")[0].partition("~")[0]) - 1 for one in (old, new)))
    found["legiscompare"] = f1(links, text.pair.links)
    return found


def table(text: Text, rounds: int) -> list[str]:
    """One table of methods."""
    running = methods(text)
    taken: dict[str, list[float]] = {name: [] for name in running}
    for turn in range(rounds):
        for name, run in running.items():
            if turn and taken[name][0] > LONG:
                continue
            taken[name].append(seconds_of(functools.partial(run, text)))
            print(f"{text.name} {name} {taken[name][-1]:.2f} s", file=sys.stderr)
    medians = {name: statistics.median(each) for name, each in taken.items()}
    right = accuracy(text)
    base, git = medians["difflib on words"], medians["git diff, word by word"]
    size = sum(path.stat().st_size for path in text.files)
    lines = [
        f"## {text.name} ({size // 1000:,} KB)",
        "",
        "| method | CPU seconds | ÷ difflib | ÷ git | F1 of links | runs |",
        "|---|---|---|---|---|---|",
    ]
    for name, middle in medians.items():
        told = f"{right[name]:.3f}" if name in right else "–"
        lines.append(
            f"| {name} | {middle:.2f} | {middle / base:.3f} | {middle / git:.1f} | {told} | {len(taken[name])} |"
        )
    changes = ours(text)
    html = statistics.median(seconds_of(lambda: render(changes, "html")) for _ in range(3))
    lines += ["", f"The page in HTML of its {len(changes.changes):,} changes: {html:.2f} s.", ""]
    return lines


STAGES = ("annotate", "norms", "align", "tag")


def measure(language: str, size: int) -> dict[str, float]:
    """Seconds of each stage, and megabytes at most, of one generated pair; for a process of its own."""
    taken: dict[str, float] = {}

    def watched(name: str, plain: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **more: Any) -> Any:
            begun = time.process_time()
            try:
                return plain(*args, **more)
            finally:
                taken[name] = taken.get(name, 0.0) + time.process_time() - begun

        return run

    plain = pipeline.Stages()
    stages = pipeline.Stages(**{name: watched(name, getattr(plain, name)) for name in STAGES})
    with tempfile.TemporaryDirectory() as folder:
        text = generated(language, size, Path(folder))
        begun = time.process_time()
        pair = documents(text)
        taken["parse"] = time.process_time() - begun
        pipeline.compare(*pair, stages=stages)
        taken["all"] = time.process_time() - begun
    taken["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return taken


def growth(language: str, sizes: Iterable[int]) -> list[str]:
    """The table of growth for one language."""
    lines = [
        f"## Growth, {'English' if language == 'en' else 'Chinese'}",
        "",
        "| provisions | CPU seconds | × the row above | parse | annotate | norms | align | tag | MB | runs |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    before = 0.0
    for size in sizes:
        runs = 3 if size <= 1000 else 1
        found = []
        for _ in range(runs):
            command = [sys.executable, "-m", "bench.speed", "one", language, str(size)]
            done = subprocess.run(command, capture_output=True, check=True, env=os.environ)
            found.append(json.loads(done.stdout))
        middle = {name: statistics.median(one[name] for one in found) for name in found[0]}
        times = f"{middle['all'] / before:.1f}" if before else ""
        stages = " | ".join(f"{middle[name]:.2f}" for name in ("parse", *STAGES))
        lines.append(f"| {size:,} | {middle['all']:.2f} | {times} | {stages} | {middle['megabytes']:.0f} | {runs} |")
        print(lines[-1], file=sys.stderr)
        before = middle["all"]
    return [*lines, ""]


ENGINES = {
    "processes, one worker": ("--workers", "1"),
    "processes, two workers": ("--workers", "2"),
    "Dask on this machine, two workers": ("--engine", "dask", "--workers", "2"),
}


def many(pairs: int, provisions: int = 10) -> list[str]:
    """The table of `batch`: seconds by the clock, for workers share a machine with each other and with all else on it."""
    lines = [
        f"## {pairs:,} pairs of {provisions} generated provisions",
        "",
        "| engine | seconds by the clock | CPU seconds | pairs a second |",
        "|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = ["id,draft,final,language"]
        for number in range(pairs):
            files = generated("en", provisions, folder, seed=number).files
            rows.append(f"p{number},{files[0]},{files[1]},en")
        (folder / "pairs.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        for place, (engine, options) in enumerate(ENGINES.items()):
            command = [sys.executable, "-m", "legiscompare", "batch", str(folder / "pairs.csv")]
            command += ["-o", str(folder / f"out{place}"), *options]
            begun = time.perf_counter()
            cpu = seconds_of(lambda line=command: subprocess.run(line, check=True, capture_output=True))  # type: ignore[misc]
            taken = time.perf_counter() - begun
            lines.append(f"| {engine} | {taken:.1f} | {cpu:.1f} | {pairs / taken:.1f} |")
            print(lines[-1], file=sys.stderr)
    return [*lines, ""]


def first(rounds: int = ROUNDS) -> list[str]:
    """The table of short processes: what the first answer costs, from the start of Python to its end."""
    lines = ["## The first answer", "", "| process | CPU seconds | ÷ `import click` |", "|---|---|---|"]
    ours = [sys.executable, "-m", "legiscompare"]
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        english, chinese = (
            [str(path) for path in generated(language, 10, Path(folder)).files] for language in ("en", "zh")
        )
        commands = {
            "`import click`": [sys.executable, "-c", "import click"],
            "`--help`": [*ours, "--help"],
            "`compare`, two pages of ten provisions, en": [*ours, "compare", *english],
            "`compare`, two pages of ten provisions, zh": [*ours, "compare", *chinese],
        }
        base = 0.0
        for name, command in commands.items():
            run = functools.partial(subprocess.run, command, check=True, capture_output=True, env=env)
            run()  # once before it counts: modules are compiled to files
            taken = statistics.median(seconds_of(run) for _ in range(rounds))
            base = base or taken
            lines.append(f"| {name} | {taken:.2f} | {taken / base:.1f} |")
    return [*lines, ""]


def generated(language: str, size: int, folder: Path, seed: int | None = None) -> Text:
    """A generated pair as files; the seed is that of published figures unless another is given."""
    number = settings()["seeds"]["measure"] if seed is None else seed
    pair = generate(language, size, number)
    paths = []
    for stage, provisions in (("draft", pair.draft), ("final", pair.final)):
        path = folder / f"{stage}.{language}.{size}.{number}.txt"
        path.write_text(as_law(provisions, language, "Law" if language == "en" else "条例"), encoding="utf-8")
        paths.append(path)
    return Text(f"{size:,} generated provisions, {language}", language, (paths[0], paths[1]), pair)


HEAD = [
    "# Speed",
    "",
    "Written by `make bench`. CPU seconds of one core; methods take turns in one process, and the median is told.",
    f"A method slower than {LONG:g} s is run once. Seconds hold for one machine under the load of its day; ratios travel.",
    "The pipeline reads files, parses, finds norms, pairs, tags and checks them; the other rows only mark words or pair",
    "provisions. How right the pairs are stands beside the time where it is known; [more](align.md).",
    "",
    f"Python {platform.python_version()}, {platform.machine()}.",
    "",
]


def tables(rounds: int = ROUNDS) -> list[str]:
    """The tables of methods: a real law where it is at hand, and generated ones in two languages."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        if SHARED.is_dir():
            name = "EU AI Act, proposal 2021 → Regulation 2024/1689"
            lines += table(Text(name, "en", (SHARED / TEXTS[0], SHARED / TEXTS[1]), None), rounds)
        for language in ("en", "zh"):
            lines += table(generated(language, 1000, Path(folder)), rounds)
    return lines


def main() -> None:
    """Measure all and write the report."""
    lines = [*HEAD, *tables(), *growth("en", SIZES), *growth("zh", SIZES), *first(), *many(PAIRS)]
    REPORT.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["one", language, size]:
            with contextlib.redirect_stdout(sys.stderr):
                result = measure(language, int(size))
            print(json.dumps(result))
        case ["tables", rounds]:
            print("\n".join(tables(int(rounds))))
        case ["first"]:
            print("\n".join(first()))
        case ["many", pairs]:
            print("\n".join(many(int(pairs))))
        case ["many", pairs, provisions]:
            print("\n".join(many(int(pairs), int(provisions))))
        case ["growth", language, *some]:
            print("\n".join(growth(language, map(int, some))))
        case _:
            main()
