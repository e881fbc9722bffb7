"""Pump every compiled pattern of the program: prefix, pump, suffix, twice and four times as long; growth must be linear.

`python tests/fuzz/pump.py [--longest 100000]` prints the patterns that grow faster. Patterns are those compiled while all
modules are imported and all languages and numbering families loaded, from code and from data. Strings are made from the
pattern itself: for each repetition, what comes before it, what it repeats, and something that it cannot end with.
"""

from __future__ import annotations

import argparse
import importlib
import itertools
import pkgutil
import re
import re._constants as sre
import re._parser as parser
import signal
import sys
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]

SIZES = (1200, 4800)
TIMES_TOO_MUCH = 9.0
"""Growth of the time from one size to the next, four times as long: 4 is linear, 16 quadratic."""
MOST = 10
"""Strings made for one pattern at most, the shortest pumps first."""
FLOOR = 0.02
"""Seconds below which growth is noise."""
SUFFIXES = ("", "\x00", "\n")
_COMMON = ("a", "1", " ", "\n", ".", "的", "一", "第", "(", "I", "-", "《")


@dataclass(frozen=True)
class Found:
    """A compiled pattern and where it was compiled."""

    pattern: re.Pattern[Any]
    where: str


@dataclass(frozen=True)
class Growth:
    """How a pattern grew on a string: seconds by size."""

    found: Found
    prefix: str
    pump: str
    suffix: str
    how: str
    seconds: tuple[float, ...]

    def __str__(self) -> str:
        shown = self.found.pattern.pattern
        return f"{self.found.where} {self.how} {self.prefix[:20]!r} {self.pump[:20]!r} {self.suffix!r} {self.seconds} {shown[:90]!r}"


def patterns() -> list[Found]:
    """All patterns of the program, each once, in the order of their text."""
    found: dict[tuple[Any, int], Found] = {}
    original = re.compile

    def recorded(pattern: Any, flags: Any = 0) -> re.Pattern[Any]:
        made = original(pattern, flags)
        frame = sys._getframe(1)
        name = frame.f_code.co_filename
        if "legiscompare" in name:
            where = f"{name.rpartition('legiscompare/')[2]}:{frame.f_lineno}"
            found.setdefault((made.pattern, made.flags), Found(made, where))
        return made

    re.compile = recorded  # type: ignore[assignment]
    try:
        _load_everything()
    finally:
        re.compile = original
    return sorted(found.values(), key=lambda one: (one.where.partition(":")[0], str(one.pattern.pattern)))


def _load_everything() -> None:
    """Import all modules; read, parse, compare and render a text in each language."""
    import legiscompare

    for module in pkgutil.walk_packages(legiscompare.__path__, "legiscompare."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    from legiscompare import lang
    from legiscompare.parsing import parse
    from legiscompare.pipeline import compare
    from legiscompare.read import read

    for tag in ("zh", "en", "de", "fr", "und"):
        lang.load(tag)
        document = parse(read(b"Article 1\n\nOne shall report.\n", origin="x.txt"), language=tag)
        compare(document, document)


def pumps(pattern: re.Pattern[Any]) -> set[tuple[str, str]]:
    """(prefix, pump) for each repetition in a pattern, and for common characters."""
    out = {("", common) for common in _COMMON}
    if isinstance(pattern.pattern, bytes):
        return out
    tree = parser.parse(pattern.pattern, pattern.flags)
    _walk(list(tree), "", out, pattern.flags)
    kept = sorted({(prefix, pump) for prefix, pump in out if pump}, key=lambda pair: (len(pair[1]), pair))
    return {*kept[:MOST], *(("", common) for common in _COMMON)}


def _walk(items: list[Any], prefix: str, out: set[tuple[str, str]], flags: int) -> str:
    """Collect repetitions; gives a string that the items match, after `prefix`."""
    said = prefix
    for op, value in items:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None)):
            least, most, inner = value
            for sample in _samples(list(inner)):
                if most > 8 or most == sre.MAXREPEAT:
                    out.add((said, sample))
                    out.add(("", sample))
            inner_said = _walk(list(inner), said, out, flags)
            said += inner_said[len(said) :] * max(1, least)
        elif op is sre.SUBPATTERN:
            said = _walk(list(value[-1]), said, out, flags)
        elif op is sre.ATOMIC_GROUP if hasattr(sre, "ATOMIC_GROUP") else False:
            said = _walk(list(value), said, out, flags)
        elif op is sre.BRANCH:
            ways = [_walk(list(way), said, out, flags) for way in value[1][:12]]
            said = ways[0]
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            _walk(list(value[1]), said, out, flags)
        else:
            said += next(iter(_samples([(op, value)])), "")
    return said


def _samples(items: list[Any], limit: int = 6) -> list[str]:
    """A few strings that a sequence of items matches."""
    parts = [_one(op, value)[:limit] or [""] for op, value in items]
    return ["".join(way) for way in itertools.islice(itertools.product(*parts), limit)]


def _one(op: Any, value: Any) -> list[str]:
    if op is sre.LITERAL:
        return [chr(value)]
    if op is sre.NOT_LITERAL:
        return [next(char for char in "a1 " if ord(char) != value)]
    if op is sre.ANY:
        return ["a"]
    if op is sre.IN:
        return _of_class(value)
    if op is sre.CATEGORY:
        return _of_category(value)
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None)):
        return [sample * max(1, value[0]) for sample in _samples(list(value[2]))]
    if op is sre.SUBPATTERN:
        return _samples(list(value[-1]))
    if op is sre.BRANCH:
        return [sample for way in value[1][:12] for sample in _samples(list(way), 1)]
    return [""]


def _of_class(value: list[Any]) -> list[str]:
    if value and value[0][0] is sre.NEGATE:
        barred = {chr(two) for one, two in value[1:] if one is sre.LITERAL}
        return [char for char in "a1 的" if char not in barred][:2]
    out: list[str] = []
    for op, inner in value:
        if op is sre.LITERAL:
            out.append(chr(inner))
        elif op is sre.RANGE:
            out.append(chr(inner[0]))
        elif op is sre.CATEGORY:
            out += _of_category(inner)
    return out


def _of_category(value: Any) -> list[str]:
    return {sre.CATEGORY_DIGIT: ["1"], sre.CATEGORY_SPACE: [" ", "\n"], sre.CATEGORY_WORD: ["a", "_"]}.get(
        value, ["a", " "]
    )


class _TooLongError(BaseException):
    """A match over its time."""


def _ring(signum: int, frame: object) -> None:
    del signum, frame
    raise _TooLongError


def seconds(pattern: re.Pattern[Any], text: str | bytes, how: str, most: float = 2.0) -> float:
    """Seconds of the processor that one call takes; infinity over `most`."""
    began = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, most)
    try:
        if how == "search":
            for _ in pattern.finditer(text):
                pass
        else:
            getattr(pattern, how)(text)
    except _TooLongError:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - began


def ways(found: Found) -> tuple[str, ...]:
    """How a pattern is used: a name on which the code calls only `match` or `fullmatch` is not searched for.

    Numbers, markers and headings of the grammars are matched where a block begins; what amends and dates is searched for.
    """
    file, _, line = found.where.partition(":")
    if file == "parsing/grammar.py" and "place>" not in str(found.pattern.pattern):
        return ("match",)
    if not (HERE.parents[1] / "legiscompare" / file).is_file():
        return ("match", "search")
    lines = (HERE.parents[1] / "legiscompare" / file).read_text(encoding="utf-8").split("\n")
    name = next((m[1] for at in range(int(line) - 1, int(line) - 4, -1) if (m := _NAME.match(lines[at]))), "")
    if not name:
        return ("match", "search")
    code = "\n".join(lines) if name.startswith("_") else _code()
    calls = set(re.findall(rf"\b{name}\b(\.\w+)?", code))
    searched = calls - {"", ".match", ".fullmatch", ".pattern"}
    return ("match", "search") if searched else ("match",)


_NAME = re.compile(r"\s*(\w+)(?:: [^=]+)? = re\.compile\(")


@lru_cache(maxsize=1)
def _code() -> str:
    """All code of the program."""
    return "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((HERE.parents[1] / "legiscompare").rglob("*.py"))
    )


def too_fast(found: Found, sizes: tuple[int, ...] = SIZES) -> list[Growth]:
    """Strings on which a pattern's time grows faster than their length."""
    out = []
    for prefix, pump in sorted(pumps(found.pattern)):
        for suffix, how in itertools.product(SUFFIXES, ways(found)):
            taken = []
            for size in sizes:
                text: str | bytes = prefix + pump * (size // len(pump)) + suffix
                if isinstance(found.pattern.pattern, bytes):
                    text = str(text).encode("utf-8", "replace")
                taken.append(seconds(found.pattern, text, how))
                if taken[-1] == float("inf"):
                    break
            texts = [prefix + pump * (size // len(pump)) + suffix for size in sizes[-2:]]
            if _grows(found, texts, how, taken):
                out.append(Growth(found, prefix, pump, suffix, how, tuple(round(one, 4) for one in taken)))
                return out
    return out


def _grows(found: Found, texts: list[str], how: str, taken: list[float]) -> bool:
    """Whether the last step grew too much, measured again so that a busy machine does not count."""
    if taken[-1] < FLOOR or taken[-1] / max(taken[-2] if len(taken) > 1 else 0.0001, FLOOR / 16) < TIMES_TOO_MUCH:
        return False
    if taken[-1] == float("inf"):
        return True
    packed = isinstance(found.pattern.pattern, bytes)
    less, again = (
        min(seconds(found.pattern, text.encode() if packed else text, how) for _ in range(3)) for text in texts
    )
    return again >= FLOOR and again / max(less, FLOOR / 16) >= TIMES_TOO_MUCH


def main() -> int:
    """Print the patterns that grow too fast; 1 if there are any."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--longest", type=int, default=SIZES[-1])
    given = options.parse_args()
    signal.signal(signal.SIGPROF, _ring)
    sizes = (given.longest // 4, given.longest)
    every = patterns()
    bad = [growth for found in every for growth in too_fast(found, sizes)]
    for growth in bad:
        print(growth)
    print(f"{len(every)} patterns, {len(bad)} that grow faster than their text")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
