"""How far a comparison agrees with a reference sheet: sets of places, and norms joined by their cues.

Place level: units of (draft place, final place) and what is claimed of them, at article and at paragraph depth, so that
sheets which split sentences differently still compare. Norm level: each reference row with a cue is joined to the
shortest change on the same sides and articles that holds its cues. Where the sheet's two coders differ, either answer
is right unless `strict`. Everything is counted per cluster (an article), so that intervals can be drawn by resampling
articles: norms of one article are not independent.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import Burden, Tag
from legiscompare.selection import in_range
from legiscompare.study.places import NONE, places

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LINKED = (Tag.SOFTENED, Tag.STRENGTHENED, Tag.MIXED)
"""Tags that claim a change of a norm present on both sides."""
CHANGED = frozenset({Tag.REMOVED, Tag.ADDED, *LINKED})
"""Tags that claim a change."""
DIRECTED = frozenset({Burden.UP, Burden.DOWN, Burden.BOTH})
_BURDEN = {
    Tag.REMOVED: Burden.DOWN, Tag.SOFTENED: Burden.DOWN, Tag.ADDED: Burden.UP, Tag.STRENGTHENED: Burden.UP,
    Tag.MIXED: Burden.BOTH, Tag.UNDETERMINED: Burden.UNCLEAR,
}  # fmt: skip
"""Burden of a row that states none."""

Unit = tuple[str, str, str]
"""Draft place, final place, what is claimed of them."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What scoring needs of a row or of a change. `draft_text`, `final_text`: its quotes, None for a person's sheet."""

    draft_ref: str
    final_ref: str
    tag: str
    burden: str
    tag_alt: str = ""
    burden_alt: str = ""
    draft_cue: str = ""
    final_cue: str = ""
    draft_text: str | None = None
    final_text: str | None = None
    where: str = ""
    certainty: str = ""

    @property
    def stated_burden(self) -> str:
        """Its burden, or what its tag alone gives."""
        return self.burden or (_BURDEN.get(Tag(self.tag), Burden.NONE) if self.tag in set(Tag) else Burden.NONE)


@dataclass(slots=True)
class Tally:
    """Counts from which precision and recall follow. They add up over clusters."""

    got: int = 0
    got_right: int = 0
    wanted: int = 0
    wanted_found: int = 0

    def add(self, other: Tally) -> None:
        self.got += other.got
        self.got_right += other.got_right
        self.wanted += other.wanted
        self.wanted_found += other.wanted_found

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    @property
    def precision(self) -> float:
        return self.got_right / self.got if self.got else 0.0

    @property
    def recall(self) -> float:
        return self.wanted_found / self.wanted if self.wanted else 0.0


Tallies = dict[str, Tally]
"""Counts by cluster."""


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of counts."""
    out = Tally()
    for one in tallies:
        out.add(one)
    return out


class ScoredUnits(NamedTuple):
    """What a sheet claims at one depth. Of a claim: the readings that count as right, None = "no change" counts too."""

    links: set[tuple[str, str]]
    change: dict[Unit, set[Unit | None]]
    direction: dict[Unit, set[Unit | None]]


def units(
    rows: Iterable[Scored], depth: int, *, ranges: tuple[str, str] | None = None, first_coder: bool = False
) -> ScoredUnits:
    """The claims of `rows` at `depth`, of articles in `ranges` (draft, final) alone where given."""
    found = ScoredUnits(set(), {}, {})
    undisputed: set[Unit] = set()
    for row in rows:
        for draft in places(row.draft_ref, depth, where=row.where):
            for final in places(row.final_ref, depth, where=row.where):
                if ranges and not (in_range(draft, ranges[0]) or in_range(final, ranges[1])):
                    continue
                found.links.add((draft, final))
                tags = _answers(row.tag, row.tag_alt, first_coder)
                burdens = _answers(row.stated_burden, row.burden_alt, first_coder)
                for store, real, answers in ((found.change, CHANGED, tags), (found.direction, DIRECTED, burdens)):
                    readings: set[Unit | None] = {(draft, final, a) if a in real else None for a in answers}
                    for reading in readings - {None}:
                        assert reading is not None  # noqa: S101 - for the type checker
                        store.setdefault(reading, set()).update(readings)
                    if len(answers) == 1 and answers[0] in real:
                        undisputed.add((draft, final, answers[0]))
    for store in (found.change, found.direction):  # one undisputed row settles the unit
        for unit in undisputed & store.keys():
            store[unit] = {unit}
    return found


def _answers(first: str, second: str, first_coder: bool) -> list[str]:
    return [answer for answer in ([first] if first_coder else [first, second]) if answer]


def cluster(draft: str, final: str) -> str:
    """The article that a unit is counted under: the draft's, or the final's where the draft has none."""
    return draft.split(".")[0] if draft != NONE else f"final:{final.split('.')[0]}"


def tally(gold: dict[Unit, set[Unit | None]], got: set[Unit]) -> Tallies:
    """Counts by cluster. Two readings of a disputed norm are one need, met by either (or by none if that is right)."""
    out: Tallies = defaultdict(Tally)
    for unit in got:
        counts = out[cluster(unit[0], unit[1])]
        counts.got += 1
        counts.got_right += unit in gold
    needs: set[Unit | frozenset[Unit | None]] = set()
    for unit, readings in gold.items():
        if unit in got:
            need: Unit | frozenset[Unit | None] = unit
        elif None in readings or any(other in got for other in readings):
            continue
        else:
            need = frozenset(readings)
        if need not in needs:
            needs.add(need)
            counts = out[cluster(unit[0], unit[1])]
            counts.wanted += 1
            counts.wanted_found += unit in got
    return out


def tally_links(gold: set[tuple[str, str]], got: set[tuple[str, str]]) -> Tallies:
    """Counts of links by cluster."""
    return tally({(*link, ""): {(*link, "")} for link in gold}, {(*link, "") for link in got})


def as_constant(change: Iterable[Unit]) -> set[Unit]:
    """The same links with every changed linked norm called strengthened: what knows nothing of direction."""
    return {(d, f, Tag.STRENGTHENED if tag in LINKED else tag) for d, f, tag in change}


def plain(text: str) -> str:
    """Text without white space, width and case: what cues are compared by."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


@dataclass(slots=True)
class JoinedUnits:
    """Reference rows joined to changes at norm level."""

    rows: int = 0
    """Reference rows that carry a cue."""
    pairs: list[tuple[Scored, Scored]] = field(default_factory=list)
    """Reference row and the machine's change."""

    def core(self) -> list[tuple[Scored, Scored]]:
        """Those whose reference is a change of a linked norm."""
        return [(gold, got) for gold, got in self.pairs if gold.tag in LINKED]


def join(gold: Sequence[Scored], machine: Sequence[Scored]) -> JoinedUnits | None:
    """Join rows to changes without a look at the tag; one change answers one row, longest cues first.

    None where there is nothing to join: no row with a cue, or a machine side without quotes.
    """
    cued = [row for row in gold if row.draft_cue or row.final_cue]
    if not cued or not machine or machine[0].draft_text is None:
        return None
    texts = [(plain(one.draft_text or ""), plain(one.final_text or "")) for one in machine]
    sides = [_articles(one) for one in machine]
    used: set[int] = set()
    out = JoinedUnits(rows=len(cued))
    for row in sorted(cued, key=lambda row: -len(plain(row.draft_cue)) - len(plain(row.final_cue))):
        cues, own = (plain(row.draft_cue), plain(row.final_cue)), _articles(row)
        fitting = [
            (len(texts[i][0]) + len(texts[i][1]), i)
            for i in range(len(machine))
            if i not in used and _same_sides(own, sides[i]) and cues[0] in texts[i][0] and cues[1] in texts[i][1]
        ]
        if fitting:
            best = min(fitting)[1]
            used.add(best)
            out.pairs.append((row, machine[best]))
    return out


def _articles(row: Scored) -> tuple[frozenset[str], frozenset[str]]:
    return places(row.draft_ref, 1, where=row.where), places(row.final_ref, 1, where=row.where)


def _same_sides(a: tuple[frozenset[str], frozenset[str]], b: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether both name a place on the same sides, and share an article on each."""
    return all((NONE in x) == (NONE in y) and x & y for x, y in zip(a, b, strict=True))


def accepted(gold: Scored, got: Scored, *, strict: bool) -> tuple[str, str]:
    """(reference's tag, machine's tag), the reference's second answer taken where the machine gave it."""
    right = got.tag == gold.tag or (not strict and got.tag == gold.tag_alt)
    return (got.tag if right else gold.tag), got.tag


def burden_right(gold: Scored, got: Scored, *, strict: bool) -> bool:
    """Whether the machine's burden is one that the reference accepts."""
    return got.stated_burden == gold.burden or (not strict and got.stated_burden == gold.burden_alt)


def cohens_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Agreement of two coders corrected for chance (Cohen 1960); None without pairs, 1 where chance agrees wholly."""
    if not pairs:
        return None
    size = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    observed = sum(a == b for a, b in pairs) / size
    expected = sum(count * second[value] for value, count in first.items()) / size / size
    return (observed - expected) / (1 - expected) if expected < 1 else 1.0


def macro_f1(per_tag: dict[Tag, Tally]) -> float | None:
    """Mean F1 of the linked tags that the reference holds; None if it holds none. A constant cannot win it."""
    found = [round(per_tag[tag].f1, 4) for tag in LINKED if per_tag[tag].wanted]
    return sum(found) / len(found) if found else None
