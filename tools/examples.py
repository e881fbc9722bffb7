"""Write the examples of the rules, lang/<xx>/rules.toml, from rows of sentences (tools/examples.toml).

Every two sentences of a row are compared, both ways round. A pair whose tag is not the one that the row's numbers give is
printed and is no example. Of the others, a rule's `yes` is the pair that shows it with the least beside it; its `no` is a
near miss: a pair that keeps one of the same sentences and in which it does not fire. Where no pair shows a rule the file
says so: more sentences are needed, or the rule is of no use.
"""

from __future__ import annotations

import itertools
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

from legiscompare import lang
from legiscompare.model import Certainty, Tag
from legiscompare.study.examples import compare_words
from legiscompare.tag.signs import rules

_HERE = Path(__file__).parent
_HEAD = (
    "# Each rule with a pair of short texts that shows it, and a near miss. What it says stands in tag/rules.toml.\n"
)
_LOUD = {Tag.SOFTENED, Tag.STRENGTHENED, Tag.MIXED, Tag.UNDETERMINED, Tag.ADDED, Tag.REMOVED}


class Sentence(NamedTuple):
    """A sentence and how much it asks."""

    number: int
    letter: str
    words: str


class Shown(NamedTuple):
    """What the program says of a pair."""

    rules: tuple[str, ...]
    tags: frozenset[Tag]
    sure: bool
    """Whether all of it is of high certainty."""


def expected(draft: Sentence, final: Sentence) -> frozenset[Tag]:
    """The tags that the numbers of two sentences give."""
    if draft.number != final.number:
        return frozenset({Tag.STRENGTHENED if final.number > draft.number else Tag.SOFTENED})
    return frozenset() if draft.letter == final.letter else frozenset({Tag.UNDETERMINED})


def sentences(row: list[str]) -> list[Sentence]:
    """A row of the table, read."""
    found = []
    for line in row:
        head, _, words = line.partition(" ")
        number, letter = re.fullmatch(r"(\d)([a-z]?)", head).groups()  # type: ignore[union-attr]  # the table is ours
        found.append(Sentence(int(number), letter, words))
    return found


def read(draft: Sentence, final: Sentence, tag: str) -> Shown:
    """Compare two sentences."""
    changes = compare_words(draft.words, final.words, tag).changes
    fired = {one.rule.partition(".")[2] for change in changes for one in change.evidence}
    loud = [change for change in changes if change.tag in _LOUD]
    sure = all(change.certainty is Certainty.HIGH for change in loud or changes)
    return Shown(tuple(sorted(fired)), frozenset(change.tag for change in loud), sure)


def main() -> None:
    """Write the file of each language in the table; print the pairs that are read wrong and the rules that none shows."""
    table = tomllib.loads((_HERE / "examples.toml").read_text(encoding="utf-8"))
    for tag, rows in table.items():
        good: dict[tuple[str, str], tuple[str, ...]] = {}
        wrong, sure, total = [], 0, 0
        for draft, final in (pair for row in rows for pair in itertools.permutations(sentences(row), 2)):
            shown, total = read(draft, final, tag), total + 1
            if shown.tags == expected(draft, final):
                good[draft.words, final.words] = shown.rules
            else:
                sure += shown.sure
                mark = "!!" if shown.sure else "  "
                wrong.append(
                    f"{mark} {draft.words} → {final.words}: {', '.join(shown.tags) or 'nothing'} {list(shown.rules)}"
                )
        missing = _write(tag, good)
        sys.stdout.write("\n".join(wrong) + "\n")
        sys.stdout.write(f"{tag}: {total - len(wrong)} of {total} pairs right, {sure} wrong and sure of it (!!)\n")
        sys.stdout.write(f"{tag}: shown by no pair: {', '.join(missing) or 'none'}\n")


def _write(tag: str, good: dict[tuple[str, str], tuple[str, ...]]) -> list[str]:
    """Write rules.toml; the rules that no pair shows."""
    written, missing = [_HEAD], []
    for rule in rules(lang.load(tag)):
        yes = min(((len(hits), len(a) + len(b), a, b) for (a, b), hits in good.items() if rule in hits), default=None)
        if yes is None:
            missing.append(rule)
            written.append(f'[[rule]]\nid = "{rule}"\nnote = "no pair of sentences in tools/examples.toml shows it"\n')
            continue
        no = min(_misses(rule, yes[2], yes[3], good))
        pairs = "\n".join(
            f"{side} = [{{ draft = {json.dumps(a, ensure_ascii=False)}, final = {json.dumps(b, ensure_ascii=False)} }}]"
            for side, a, b in (("yes", yes[2], yes[3]), ("no", no[2], no[3]))
        )
        written.append(f'[[rule]]\nid = "{rule}"\n{pairs}\n')
    home = _HERE.parent / "legiscompare" / "lang" / tag / "rules.toml"
    home.write_text("\n".join(written), encoding="utf-8")
    return missing


def _misses(
    rule: str, draft: str, final: str, good: dict[tuple[str, str], tuple[str, ...]]
) -> list[tuple[int, int, str, str]]:
    """Near misses, the nearest first: one sentence kept and the same dimension moved; or one sentence kept; or none."""
    dimension = rule.partition(".")[0]
    found = []
    for (a, b), hits in good.items():
        if rule in hits or {a, b} == {draft, final}:
            continue
        kept = (a == draft) + (b == final)
        same = any(hit.partition(".")[0] == dimension for hit in hits)
        found.append((-2 * kept - same, len(a) + len(b), a, b))
    return found


if __name__ == "__main__":
    main()
