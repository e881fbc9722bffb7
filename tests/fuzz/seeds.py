"""Real texts to injure: those of corpus/ and, where they lie beside the checkout, the reference texts; the cases of the tests.

A seed is a list of lines of one text, with the lines of another version of the same law where there is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "texts"
_HEADS = re.compile(r"\W*(第[〇零一二三四五六七八九十百0-9]+条|(?:Article|Art\.|Section|§)\s*\d+\w?)")


@dataclass(frozen=True)
class Law:
    """One version of a text, by lines; `other` is where another version of the same law stands among the laws, or -1."""

    name: str
    lines: tuple[str, ...]
    other: int = -1


@lru_cache(maxsize=1)
def laws(*, shared: bool = True) -> tuple[Law, ...]:
    """All texts in the order of their names; versions of one law know of each other."""
    files = sorted((ROOT / "corpus").glob("*/*.md"))
    files = [path for path in files if path.name.startswith(("draft", "final"))]
    if shared and SHARED.is_dir():
        files += sorted(path for path in SHARED.rglob("*") if path.suffix in {".md", ".txt"} and path.stem != "README")
    found = [(path.parent.name, path.name, _lines(path.read_text(encoding="utf-8"))) for path in files]
    found += [("cases", name, lines) for name, lines in _cases()]
    keys = [_key(folder, name) for folder, name, _ in found]
    return tuple(
        Law(f"{folder}/{name}", lines, _other(keys, number)) for number, (folder, name, lines) in enumerate(found)
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.rstrip() for line in text.split("\n") if line.strip())


def _key(folder: str, name: str) -> str:
    """What versions of one law have in common: their folder, their language, the law's name."""
    languages = re.search(r"\.(en|zh|de|fr)\.", name)
    title = re.match(r"[\u4e00-\u9fff]+", name)
    return f"{folder}/{title[0] if title else ''}/{languages[1] if languages else ''}" if folder != "cases" else name


def _other(keys: list[str], number: int) -> int:
    """The next text of the same key, going round."""
    same = [place for place, key in enumerate(keys) if key == keys[number]]
    return same[(same.index(number) + 1) % len(same)] if len(same) > 1 else -1


def _cases() -> list[tuple[str, tuple[str, ...]]]:
    """Texts in fences of the cases: every numbering style that a test names."""
    out = []
    for path in sorted((ROOT / "tests/cases/parse").glob("*.md")):
        fences = re.findall(
            r"^```(?:text|markdown|html)\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        )
        out += [(f"{path.stem}-{number}", _lines(text)) for number, text in enumerate(fences)]
    return [(name, lines) for name, lines in out if lines]


def same_place(law: Law, first: str) -> int | None:
    """The line of a law that has the number with which `first` begins."""
    head = _HEADS.match(first)
    if head is None:
        return None
    return next((at for at, line in enumerate(law.lines) if (m := _HEADS.match(line)) and m[1] == head[1]), None)
