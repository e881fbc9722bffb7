"""A parliament's amendments as alignment truth: all old texts one draft, all new texts one final text, both shuffled."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

from layers import aligned

from legiscompare.model import Document, Provision, ProvisionKind, Span

_NUMBER = re.compile(r"^\s*(?:\(\w+(?: \w)?\)|\d+(?: ?\w)?\.|[a-z]{1,2}\)|-?\d+\w?\.)\s+")


@dataclass(frozen=True)
class Outcome:
    """What became of the rows."""

    both: int
    """Rows with a text on both sides."""
    exact: int
    """Of these, paired with exactly their partner."""
    lone: int
    """Rows with a text on one side."""
    unpaired: int
    """Of these, left without counterpart."""
    missed: tuple[str, ...]
    """Locations of the rows with both sides that were not paired with exactly their partner."""
    paired: tuple[tuple[str, tuple[str, ...]], ...]
    """Locations of the one-sided rows that were paired, and of the rows they were paired with."""


def run(path: Path, seed: int) -> Outcome:
    """Align the file's rows without their locations and numbers."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    dice = random.Random(seed)
    sides: list[list[tuple[int, str]]] = []
    for key in ("commission", "parliament"):
        side = [(n, _NUMBER.sub("", row[key]).strip()) for n, row in enumerate(rows)]
        side = [(n, text) for n, text in side if text and text.casefold() != "deleted"]
        dice.shuffle(side)
        sides.append(side)
    documents = [_document([text for _, text in side]) for side in sides]
    alignment = aligned(documents[0], documents[1])
    went: tuple[dict[int, set[int]], dict[int, set[int]]] = ({}, {})
    for pair in alignment.pairs:
        for old in pair.draft:
            for new in pair.final:
                i, j = (sides[k][int(name.split(".")[0]) - 1][0] for k, name in enumerate((old, new)))
                went[0].setdefault(i, set()).add(j)
                went[1].setdefault(j, set()).add(i)
    numbers = [{n for n, _ in side} for side in sides]
    both = sorted(numbers[0] & numbers[1])
    missed = [n for n in both if went[0].get(n) != {n} or went[1].get(n) != {n}]
    lone = [(0, n) for n in sorted(numbers[0] - numbers[1])] + [(1, n) for n in sorted(numbers[1] - numbers[0])]
    paired = [(k, n) for k, n in lone if n in went[k]]
    return Outcome(
        len(both),
        len(both) - len(missed),
        len(lone),
        len(lone) - len(paired),
        tuple(rows[n]["location"] for n in missed),
        tuple((rows[n]["location"], tuple(rows[m]["location"] for m in sorted(went[k][n]))) for k, n in paired),
    )


def _document(texts: list[str]) -> Document:
    """Each text one article of one paragraph."""
    articles, at = [], 0
    for number, text in enumerate(texts, 1):
        span = Span(at, at + len(text))
        paragraph = Provision(
            f"art_{number}__para_1", f"{number}.1", f"{number}(1)", ProvisionKind.PARAGRAPH, "", None, span, span
        )
        own = Span(at, at)
        articles.append(
            Provision(
                f"art_{number}", f"{number}", f"{number}", ProvisionKind.ARTICLE, "", None, span, own, (paragraph,)
            )
        )
        at += len(text) + 2
    whole = "\n\n".join(texts) + "\n\n"
    root = Provision("doc", "", "", ProvisionKind.DOCUMENT, "", None, Span(0, len(whole)), Span(0, 0), tuple(articles))
    return Document(whole, root, "en", "amendments", "")
