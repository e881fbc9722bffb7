"""Make the cases, let the program read them, count what it reads right and what it reads wrong at high certainty."""

from __future__ import annotations

import argparse
import hashlib
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from legiscompare import Tag, compare
from legiscompare.model import Certainty, Change, Comparison, Document
from legiscompare.parsing import parse
from legiscompare.read import read

FOLDER = Path(__file__).parent
MIRROR = {
    "softened": "strengthened", "strengthened": "softened", "added": "removed", "removed": "added",
}  # fmt: skip
FIELDS = {"role", "draft", "final", "tag"}
FRAMES = {
    "en": (
        "Article {n}\n{words}\n",
        ["This Act lays down rules for the safety of premises and goods.", "The fee for a permit is set by the council.",
         "Complaints shall be lodged in the county town.", "The register shall be open to the public on weekdays."],
    ),
    "zh": (
        "第{n}条　{words}\n",
        ["为了加强安全管理，制定本办法。", "许可证的费用由财政部门确定。", "举报应当在县城提出。", "登记簿在工作日对外开放。"],
    ),
    "de": (
        "§ {n}\n\n{words}\n",
        ["Dieses Gesetz regelt die Sicherheit von Anlagen und Waren.", "Die Gebühr für eine Genehmigung setzt der Kreistag fest.",
         "Beschwerden sind in der Kreisstadt einzulegen.", "Das Register ist werktags für jedermann einsehbar."],
    ),
    "fr": (
        "Article {n}\n\n{words}\n",
        ["La présente loi régit la sécurité des installations et des marchandises.", "Le conseil fixe le prix d'une licence.",
         "Les plaintes sont déposées au chef-lieu.", "Le fichier est ouvert au public en semaine."],
    ),
    "zh-Hant": (
        "第{n}條　{words}\n",
        ["為加強安全管理，特制定本法。", "許可證之費用由財政機關定之。", "檢舉應於縣城為之。", "登記簿於工作日開放閱覽。"],
    ),
}  # fmt: skip
NUMBERS = "一二三四五六七八九"


class Case(NamedTuple):
    """One pair of little instruments."""

    role: str
    template: int
    draft: str
    final: str
    expected: frozenset[str]
    back: bool
    """Whether draft and final are swapped."""


def templates(language: str) -> tuple[dict[str, list[str]], list[dict[str, str]]]:
    """Vocabulary and templates of a language. Raises `ValueError` for an unknown field or slot."""
    data = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    for number, row in enumerate(data["template"]):
        if set(row) != FIELDS:
            raise ValueError(f"{language}.toml, template {number}: fields are {sorted(FIELDS)}, found {sorted(row)}")
        for tag in row["tag"].split("|"):
            Tag(tag)
    return data["words"], data["template"]


def half_of(row: dict[str, str]) -> str:
    """`work` or `measure`: by the words of the template, so that a template never changes its half."""
    return ("work", "measure")[hashlib.sha256((row["draft"] + row["final"]).encode()).digest()[0] % 2]


def cases(language: str, half: str, fills: int) -> Iterator[Case]:
    """The cases of a half (`work`, `measure`, `both`), each template filled `fills` times, both ways."""
    words, rows = templates(language)
    for number, row in enumerate(rows):
        if half not in {"both", half_of(row)}:
            continue
        expected = frozenset(row["tag"].split("|"))
        made = set()
        for fill in range(fills):
            slots = {name: _pick(options, f"{number}/{name}/{fill}") for name, options in words.items()}
            draft, final = (_sentence(row[side].format(**slots)) for side in ("draft", "final"))
            if (draft, final) in made:
                continue
            made.add((draft, final))
            yield Case(row["role"], number, draft, final, expected, False)
            yield Case(row["role"], number, final, draft, frozenset(MIRROR.get(t, t) for t in expected), True)


def _pick(options: list[str], seed: str) -> str:
    return options[int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4]) % len(options)]


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]


def document(language: str, words: str) -> Document:
    """A little instrument: the words as its third article among four that stay."""
    frame, others = FRAMES[language]
    articles = [*others[:2], words, *others[2:]]
    text = "\n".join(
        frame.format(n=NUMBERS[n] if language.startswith("zh") else n + 1, words=one) for n, one in enumerate(articles)
    )
    return parse(read(text.encode(), origin="case"), language=language, title="")


def outcome(result: Comparison) -> tuple[frozenset[str], bool, list[Change]]:
    """Tags of the changed third article (added and removed are read as a pair that was not found), certainty, changes."""
    found = [change for change in result.changes if _article(change) == "3"]
    said = {change.tag.value for change in found if change.tag is not Tag.UNCHANGED} or {"unchanged"}
    strong = {"softened", "strengthened", "mixed"}
    if said & strong and not said & {"added", "removed"}:
        said &= strong
        if len(said) > 1:
            said = {"mixed"}
    elif said <= {"undetermined", "reworded"}:
        said = {"undetermined"} if "undetermined" in said else {"reworded"}
    sure = any(change.certainty is Certainty.HIGH and change.tag.value in said for change in found)
    return frozenset(said), sure, found


def _article(change: Change) -> str:
    place = (change.final or change.draft)[0]
    return place.ref.partition(".")[0]


class Row(NamedTuple):
    """What became of one case."""

    case: Case
    said: frozenset[str]
    sure: bool
    changes: list[Change]
    result: Comparison

    @property
    def right(self) -> bool:
        return len(self.said) == 1 and self.said <= self.case.expected


def run(language: str, half: str, fills: int) -> Iterator[Row]:
    """Read every case."""
    for case in cases(language, half, fills):
        result = compare(document(language, case.draft), document(language, case.final))
        said, sure, changes = outcome(result)
        yield Row(case, said, sure, changes, result)


def table(rows: list[Row]) -> str:
    """Markdown: role, cases, share right, share wrong at high certainty."""
    by_role: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_role[row.case.role].append(row)
    lines = ["| role | cases | right | wrong at high certainty |", "|---|---|---|---|"]
    for role, some in [*sorted(by_role.items()), ("all", rows)]:
        right = sum(row.right for row in some)
        wrong = sum(not row.right and row.sure for row in some)
        lines.append(f"| {role} | {len(some)} | {right / len(some):.3f} | {wrong} |")
    return "\n".join(lines)


def _failure(row: Row) -> str:
    expected, said = "|".join(sorted(row.case.expected)), "|".join(sorted(row.said))
    lines = [
        f"{row.case.role} #{row.case.template}: expected {expected}, got {said}{' (high)' if row.sure else ''}",
        f"  D: {row.case.draft}",
        f"  F: {row.case.final}",
    ]
    for change in row.changes:
        lines.append(f"  {change.id} {change.tag} {change.kind} {change.certainty}")
        for one in change.evidence:
            old = row.result.draft.slice(one.draft) if one.draft else None
            new = row.result.final.slice(one.final) if one.final else None
            lines.append(f"     {one.rule} {one.sign} | {old} → {new}")
    return "\n".join(lines)


def main() -> None:
    """Print the table; with `--failures` the cases read wrong, each with its evidence."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--lang", default="en", choices=sorted(FRAMES))
    options.add_argument("--half", default="both", choices=["both", "work", "measure"])
    options.add_argument("--fills", type=int, default=3)
    options.add_argument("--failures", action="store_true")
    given = options.parse_args()
    rows = list(run(given.lang, given.half, given.fills))
    if given.failures:
        for row in rows:
            if not row.right:
                print(_failure(row))
    print(table(rows))
    sys.exit(0)


if __name__ == "__main__":
    main()
