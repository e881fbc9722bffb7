"""Measure the English norms stage against statements that people coded: the deontic class.

Run as a script it prints the tables of docs/explain/deontic.md. What counts how is said there.
"""

from __future__ import annotations

import csv
import hashlib
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from legiscompare import norms
from legiscompare.lang import find, load
from legiscompare.model import Deontic, Document, Norm, Provision, ProvisionKind, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

CLASS = {
    Deontic.SHALL: "must", Deontic.SHALL_NOT: "must_not", Deontic.MAY: "may", Deontic.SHOULD: "should",
    Deontic.BINDS: "none", Deontic.NONE: "none",
}  # fmt: skip
SEED = 17
RESAMPLES = 2000


def half(text: str) -> int:
    """0 = the half whose errors were read while rules were written, 1 = the other."""
    return int(hashlib.sha256(f"{SEED}:{text}".encode()).hexdigest(), 16) % 2


# --- our reading ------------------------------------------------------------------------------------------------------


def document(text: str, lead_in: str = "") -> Document:
    """A law of one article that holds one statement, or a lead-in and one point under it."""
    whole = f"{lead_in}\n{text}" if lead_in else text
    span = Span(0, len(whole))
    start = len(whole) - len(text)
    article, points = ProvisionKind.ARTICLE, ()
    if lead_in:
        own = Span(start, len(whole))
        points = (Provision("art_1__point_a", "1.a", "1(a)", ProvisionKind.POINT, "(a)", None, own, own),)
        provision = Provision("art_1", "1", "1", article, "1", None, span, Span(0, len(lead_in)), points)
    else:
        provision = Provision("art_1", "1", "1", article, "1", None, span, span)
    root = Provision("doc", "", "", ProvisionKind.DOCUMENT, "", None, span, Span(0, 0), (provision,))
    return Document(whole, root, "en", "statement", "")


def main_norm(text: str, lead_in: str = "") -> tuple[Document, Norm | None]:
    """The first norm of the statement that has a deontic, else its first norm."""
    law = document(text, lead_in)
    found = [norm for norm in norms.extract(law) if norm.span.end > len(law.text) - len(text)]
    with_deontic = [norm for norm in found if CLASS[norm.deontic] != "none"]
    return law, next(iter([*with_deontic, *found]), None)


def ours(text: str, lead_in: str = "") -> str:
    """The class that the norms stage reads."""
    norm = main_norm(text, lead_in)[1]
    return CLASS[norm.deontic] if norm else "none"


def regex(text: str, lead_in: str = "") -> str:
    """What a plain pattern reads: the first modal word, negated if a negation stands anywhere."""
    words = text.casefold()
    negated = r"\b(?:shall|must|may|will|should) not\b|\bcannot\b|\bprohibited\b|\bno\b.{1,60}\b(?:may|shall|must)\b"
    if re.search(negated, words):
        return "must_not"
    found = re.search(r"\b(?:shall|must|will|may|should)\b", words)
    if not found:
        return regex(lead_in) if lead_in else "none"
    return found.group() if found.group() in {"may", "should"} else "must"


# --- statements coded with Institutional Grammar -----------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A row of a coding sheet."""

    sheet: str
    line: int
    text: str
    code: str
    """The deontic as coded, blanks mended."""
    coded: bool
    """Whether a coder gave it an attribute, a deontic or an aim: what makes a statement."""

    @property
    def gold(self) -> str:
        """Its class, as coded."""
        return class_of(self.code)

    @property
    def supplied(self) -> bool:
        """Whether the coder supplied the whole deontic from the context: all of it stands in square brackets."""
        return self.code.startswith("[") and not re.sub(r"\[[^\[\]]*\]|[\[\]: ]", "", self.code)

    @property
    def in_words(self) -> str:
        """Its class as far as the statement's own words were coded."""
        return "none" if self.supplied else self.gold

    @property
    def brackets(self) -> bool:
        """Whether its sheet marks what the coders supplied; the other one codes words of the text only."""
        return not self.sheet.startswith("sample")


def class_of(code: str) -> str:
    """Class of a coded deontic. Raises ValueError for one that no class is known for."""
    words = " ".join(re.sub(r"[\[\]:]", " ", code.casefold()).split())
    if words in {"", "n/a"}:
        return "none"
    if words != "may or may not" and re.search(r"\b(?:not|cannot|no|prohibited)\b", words):
        return "must_not"
    for cls, pattern in (
        ("may", r"\bmay\b|authorized"),
        ("should", r"should|expected|requested"),
        ("must", r"must|shall|will|directed|required"),
    ):
        if re.search(pattern, words):
            return cls
    raise ValueError(code)


def read_rows(folder: Path) -> list[Row]:
    """All rows with a statement, sheet by sheet in the order of their text."""
    rows: list[Row] = []
    for path in sorted(folder.glob("*.csv")):
        if path.name.startswith("fpc_"):
            continue  # the same statements word by word
        with path.open(encoding="utf-8-sig", newline="") as file:
            for line, cells in enumerate(csv.DictReader(file), 2):
                named = {name.casefold(): (cell or "").strip() for name, cell in cells.items() if name}
                text = named["raw institutional statement"]
                if text:
                    coded = any(named[name] for name in ("attribute", "deontic", "aim"))
                    code = " ".join(named["deontic"].replace("\xa0", " ").split())
                    rows.append(Row(path.name, line, text, code, coded))
    return rows


_FINITE = re.compile(
    r"^(?:\W?\w{1,4}\)\s*)?(?:(?!\b(?:that|which|who|where|when|if|whether)\b)[^,;:])*?"
    r"\b(?:is|are|was|were|has|have|does|do|includes?|consists?|means|constitutes?)\b",
    re.IGNORECASE,
)
_MARKER = re.compile(r"^\(\w{1,4}\)")


def in_context(rows: Sequence[Row], read: Callable[[str, str], str]) -> Iterator[tuple[Row, str]]:
    """Each row with its class, read under the row above it from which it inherits.

    A row with a modal of its own stands alone and is the lead-in of those after it; so does, in a list opened by a
    colon, only a row without a number. A row without a modal inherits, unless it is a clause with a finite verb or its
    sheet codes words only. Nothing coded enters here.
    """
    sheet, lead_in, listing = "", "", False
    for row in rows:
        if row.sheet != sheet:
            sheet, lead_in, listing = row.sheet, "", False
        own = read(row.text, "")
        finite = bool(_FINITE.search(row.text))
        point = listing and bool(_MARKER.match(row.text))
        alone = finite or not row.brackets or (own != "none" and not point)
        yield row, own if alone else read(row.text, lead_in)
        colon = row.text.endswith(":")
        if own != "none" and (colon or not point):
            lead_in, listing = row.text, colon
        elif finite and not listing:
            lead_in = ""


Pairs = list[tuple[str, str, str]]
"""text, gold, read."""


def measures(rows: Sequence[Row], read: Callable[[str, str], str]) -> dict[str, Pairs]:
    """The same statements counted in the ways of docs/explain/deontic.md."""
    alone = [(row, read(row.text, "")) for row in rows]
    context = list(in_context(rows, read))
    return {
        "own words": [(row.text, row.in_words, got) for row, got in alone],
        "in context": [(row.text, row.gold, got) for row, got in context if row.coded],
        "every row alone": [(row.text, row.gold, got) for row, got in alone],
        "every row in context": [(row.text, row.gold, got) for row, got in context],
    }


# --- figures --------------------------------------------------------------------------------------------------------------


def accuracy(pairs: Pairs) -> float:
    """Share of rows read as coded."""
    return sum(gold == got for _, gold, got in pairs) / len(pairs)


def kappa(pairs: Pairs) -> float:
    """Cohen's kappa (Cohen 1960)."""
    gold, got = Counter(g for _, g, _ in pairs), Counter(r for _, _, r in pairs)
    chance = sum(gold[cls] * got[cls] for cls in gold) / len(pairs) ** 2
    return (accuracy(pairs) - chance) / (1 - chance)


def interval(pairs: Pairs, figure: Callable[[Pairs], float]) -> tuple[float, float]:
    """95 % percentile bootstrap over rows, seeded."""
    draw = random.Random(SEED)
    values = sorted(figure(draw.choices(pairs, k=len(pairs))) for _ in range(RESAMPLES))
    return values[int(0.025 * RESAMPLES)], values[int(0.975 * RESAMPLES)]


def gain(both: Pairs) -> float:
    """Difference of two accuracies over the same rows; each row holds whether the one and the other is right."""
    return sum((one == "True") - (other == "True") for _, one, other in both) / len(both)


def of_half(pairs: Pairs, which: int) -> Pairs:
    """The rows of one half."""
    return [pair for pair in pairs if half(pair[0]) == which]


def cause(row: Row, got: str) -> str:
    """Why a row was misread in its own words; the first that fits."""
    cues = {cue.id for cue in find(load("en"), "modal", row.text)}
    if "modal.exempt" in cues:
        return "an exemption: the coders coded the modal word, the codebook reads leave"
    if row.supplied:
        return "a modal inside the statement, the deontic supplied from above"
    if not row.coded:
        return "text that no coder coded holds a modal"
    if row.gold != "none" and not cues:
        return "a continuation without its modal, coded from the clause before"
    if got == "must_not" and row.gold == "must":
        return "no … shall, coded as must"
    if row.gold == "none":
        return "a modal in the words, coded without deontic"
    return "the wrong word of several, or one unknown"


def main(gold: Path) -> None:
    """Print tables."""
    rows = read_rows(gold / "nlp4gov")
    print(Counter(row.gold for row in rows), sum(row.supplied for row in rows), sum(not row.coded for row in rows))
    print("ceiling, every row alone", sum(row.gold == row.in_words for row in rows) / len(rows))
    plain, read = measures(rows, regex), measures(rows, ours)
    for way, pairs in read.items():
        _print(f"regex: {way}", plain[way])
        _print(f"ours: {way}", pairs)
        both = [
            (text, str(gold == got), str(gold == simple))
            for (text, gold, got), (_, _, simple) in zip(pairs, plain[way], strict=True)
        ]
        low, high = interval(both, gain)
        print(f"    gain {gain(both):+.3f} [{low:+.3f}, {high:+.3f}]")
        print("   ", sorted(Counter((g, r) for _, g, r in pairs).items()))
    causes = Counter(cause(row, got) for row in rows if (got := ours(row.text)) != row.in_words)
    for name, count in causes.most_common():
        print(count, name)


def _print(name: str, pairs: Pairs) -> None:
    low, high = interval(pairs, accuracy)
    klow, khigh = interval(pairs, kappa)
    halves = " ".join(f"{accuracy(of_half(pairs, which)):.3f}" for which in (0, 1))
    print(
        f"{name:30} n {len(pairs)} accuracy {accuracy(pairs):.3f} [{low:.3f}, {high:.3f}]"
        f" kappa {kappa(pairs):.3f} [{klow:.3f}, {khigh:.3f}] halves {halves}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
