"""Which numbering family a text follows, by evidence over the whole of it.

Every family of the language, and those that many languages share, reads the text. A family is weighed by how many of
its numbers continue one another; one whose numbers start again inside the units of another counts paragraphs, no
articles. Numbers that stand alone are weak evidence: they decide only where no worded family finds more.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from legiscompare.errors import UsageError
from legiscompare.model import BlockKind, Notice
from legiscompare.parsing.candidates import candidates, heads_of
from legiscompare.parsing.grammar import opening
from legiscompare.parsing.numerals import Key, follows
from legiscompare.parsing.scan import LineItem, containers, titled
from legiscompare.parsing.sequence import RunCandidate, chain, restarts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Span
    from legiscompare.parsing.grammar import Grammar, NumberForm

CLOSE = 0.8
"""A runner-up with this share of the winner's weight is named in a warning."""
LONGEST_TITLE = 100
PLAIN = "plain"
"""Name by which a text is read as paragraphs, whatever its numbers look like."""


@dataclass
class FamilyEvidence:
    """What one family finds in a text."""

    form: NumberForm
    found: list[RunCandidate]
    run: list[RunCandidate]
    nested: int = 0
    """Numbers below its own that begin with it: 2.1 under 2."""
    within: str = ""
    """The family inside whose units its numbers start again."""
    doubt: str = ""
    """Why it is none, where something speaks against it."""
    score: float = 0.0

    @property
    def keys(self) -> list[Key]:
        """Its different numbers, in order."""
        return sorted({one.key for one in self.run})

    @property
    def continuing(self) -> int:
        """Numbers that directly follow the one before."""
        return sum(follows(two, one) for one, two in pairwise(self.keys))

    @property
    def against(self) -> list[RunCandidate]:
        """Places that look like a number of it and stand out of its row."""
        taken = {one.item for one in self.run}
        return [one for one in self.found if one.item not in taken]


@dataclass(frozen=True, slots=True)
class Why:
    """What one numbering family finds in a text, for people: why it was chosen or not."""

    name: str
    """Value of `structure`."""
    says: str
    chosen: bool
    numbers: int
    """Different numbers in a row."""
    following: int
    """Of these, numbers that directly follow the one before."""
    inner: int
    """Numbers below its own that begin with it (2.1 under 2)."""
    weight: float
    against: tuple[Span, ...]
    """Places that look like its numbers and stand out of the row."""
    doubt: str
    """What speaks against it, or empty."""


@dataclass
class Choice:
    """The family that a text follows, and what follows from it."""

    form: NumberForm
    starts: dict[int, RunCandidate]
    """Items that open an article."""
    notices: list[Notice] = field(default_factory=list)
    evidence: list[FamilyEvidence] = field(default_factory=list)
    """All families that found anything, best first."""
    above: dict[int, tuple[NumberForm, RunCandidate]] = field(default_factory=dict)
    """Items of another family that open a level above the articles."""
    titles: set[int] = field(default_factory=set)
    """Items that are the title of the article after them."""


def choose(items: Sequence[LineItem], grammar: Grammar, structure: str = "") -> Choice:
    """The family in use and the items that open an article; `structure` names the family where a person knows better.

    Raises `UsageError` for a name that is none of the grammar's.
    """
    forms = grammar.forms
    if structure == PLAIN:
        return Choice(forms[0], {})
    if structure:
        forms = tuple(form for form in forms if form.name == structure)
        if not forms:
            known = ", ".join(dict.fromkeys([*(form.name for form in grammar.forms), PLAIN]))
            raise UsageError(
                f"there is no structure {structure!r} for {grammar.language!r}", mend=f"use one of: {known}"
            )
    evidence = _weighed(items, grammar, forms, given=bool(structure))
    best = next((one for one in evidence if one.score > 0), None)
    if best is None:
        return Choice(grammar.forms[0], {}, evidence=evidence)
    choice = Choice(best.form, {}, evidence=evidence)
    if structure:
        choice.notices.append(Notice("parse.structure", f"read by the structure {structure!r}, as you asked"))
    _take(choice, best, items)
    _close_call(choice, best, items)
    choice.above = _above(choice, best, items)
    choice.titles = _titles_before(items, choice, grammar)
    return choice


def weigh(items: Sequence[LineItem], grammar: Grammar, structure: str = "") -> list[Why]:
    """What every family finds, the chosen one first."""
    choice = choose(items, grammar, structure)
    evidence = choice.evidence
    if structure and structure != PLAIN:
        evidence = [*evidence, *(one for one in choose(items, grammar).evidence if one.form.name != structure)]
    out = []
    for one in evidence:
        doubt = one.doubt or (f"its numbers start again inside the units of {one.within!r}" if one.within else "")
        spans = tuple(items[other.item].span for other in one.against)
        chosen = bool(choice.starts) and one.form is choice.form
        out.append(
            Why(
                one.form.name, one.form.says, chosen, len(one.keys), one.continuing, one.nested, one.score, spans, doubt
            )
        )
    return sorted(out, key=lambda one: (not one.chosen, -one.weight))


def _weighed(
    items: Sequence[LineItem], grammar: Grammar, forms: Sequence[NumberForm], *, given: bool
) -> list[FamilyEvidence]:
    heads = heads_of(items)
    annex = _first_annex(items, grammar)
    words = {opening(text) for head in heads for text in (head.text, head.item.text)}
    evidence = []
    for form in forms:
        found = candidates(heads, form) if form.may_open(words) else []
        if form.weak and annex is not None and any(one.item < annex for one in found):
            found = [one for one in found if one.item < annex]
        if not found:
            continue
        run = _settled(chain(found))
        one = FamilyEvidence(form, found, run)
        one.nested = _nested_numbers(items, run, form) if form.inner else 0
        if form.weak and not given:
            one.doubt = _doubt(one, items, grammar)
        evidence.append(one)
    _nest(evidence)
    order = {id(form): place for place, form in enumerate(forms)}
    for one in evidence:
        if not one.doubt and not one.within:
            one.score = len(one.keys) * (1 if one.form.weak else 4) + min(one.nested, len(one.keys)) / 2
    return sorted(evidence, key=lambda one: (-one.score, order[id(one.form)]))


def _settled(run: list[RunCandidate]) -> list[RunCandidate]:
    """Where the articles of a text have headings, words on a number's line are a reference, unless they fill a gap."""
    headed = {one.key for one in run if not one.running}
    running = {one.key for one in run if one.running} - headed
    if not headed or not running or len(running) >= len(headed):
        return run
    kept: list[RunCandidate] = []
    for place, one in enumerate(run):
        if one.running and not one.always:
            later = next((two for two in run[place + 1 :] if not two.running), None)
            fits = one.key not in headed and (not kept or follows(one.key, kept[-1].key))
            if not fits or (later is not None and later.key <= one.key):
                continue
        kept.append(one)
    return kept


def _doubt(evidence: FamilyEvidence, items: Sequence[LineItem], grammar: Grammar) -> str:
    """Why numbers that stand alone are no articles: they start high, are sparse, or are the points of a lead-in."""
    run = evidence.run
    if len(evidence.keys) < 3:
        return "fewer than three numbers"
    # An excerpt may begin with 4, if 4.1 is in it or its numbers run on.
    runs_on = len(evidence.keys) >= 4 and evidence.continuing * 5 >= 4 * (len(evidence.keys) - 1)
    late = run[0].key[0] > 2 and evidence.nested < 2 and not runs_on
    if late or run[-1].key[0] - run[0].key[0] >= 4 * len(run) or len(run) * 40 < len(items) / 2:
        return "too few numbers for their place and the length of the text"
    before = items[run[0].item - 1].text.rstrip() if run[0].item else ""
    if before.endswith((":", "：", "︰")) and not grammar.ends("enacting_end", before):
        return "the points of a sentence that announces them"
    return ""


def _nested_numbers(items: Sequence[LineItem], run: Sequence[RunCandidate], form: NumberForm) -> int:
    starts = [one.item for one in run]
    hits = 0
    for place, item in enumerate(items):
        at = bisect_right(starts, place) - 1
        match = form.inner.match(item.text) if at >= 0 and form.inner else None
        hits += bool(match and match[1] == str(run[at].key[0]))
    return hits


def _nest(evidence: list[FamilyEvidence]) -> None:
    """Mark families whose numbers start again inside the units of another."""
    for inner in evidence:
        for outer in evidence:
            if (
                outer is inner
                or outer.doubt
                or outer.within
                or len(outer.keys) < 2
                or inner.form.name == outer.form.name
            ):
                continue
            if _starts_again(inner, outer):
                inner.within = outer.form.name
                break


def _starts_again(inner: FamilyEvidence, outer: FamilyEvidence) -> bool:
    starts = [one.item for one in outer.run]
    first: dict[int, RunCandidate] = {}
    for one in inner.found:
        at = bisect_right(starts, one.item) - 1
        if at >= 0 and starts[at] != one.item:
            first.setdefault(at, one)
    # Decimal numbers begin with the number of the unit they stand in; others begin with one.
    again = sum(
        one.key[:1] == outer.run[at].key[:1] if inner.form.numbers == "decimal" else one.key[0] == 1
        for at, one in first.items()
    )
    return again >= 2 and again * 2 > len(first)


def _first_annex(items: Sequence[LineItem], grammar: Grammar) -> int | None:
    if grammar.annex is None:
        return None
    for place, item in enumerate(items):
        match = grammar.annex.match(item.text) if place else None
        if match and not item.quoted and titled(item.text) and len(item.text) < LONGEST_TITLE:
            return place
    return None


def _take(choice: Choice, best: FamilyEvidence, items: Sequence[LineItem]) -> None:
    found, run = best.found, best.run
    again = restarts([one for one in found if not items[one.item].quoted], run)
    taken = {one.item: one for one in (*run, *again)}
    if again:
        number = items[again[0].item].text[:20].split("\n")[0]
        choice.notices.append(
            Notice("parse.restart", f"the numbers start again at {number!r}; from there on every ref ends with ~2")
        )
    for one in found:
        if one.item in taken or not one.strong or items[one.item].quoted:
            continue
        before = taken.get(one.item - 1)
        if before is not None and (before.key, before.series) == (one.key, one.series):
            taken[one.item] = one  # the same heading once more: the tree takes them as one
            continue
        if one.weight > 1:
            taken[one.item] = one
            choice.notices.append(
                Notice("parse.order", f"{one.normal} does not stand in the order of the numbers", ref=one.normal)
            )
    choice.starts = taken


def _close_call(choice: Choice, best: FamilyEvidence, items: Sequence[LineItem]) -> None:
    """Name a runner-up that would divide the text in another way and fits nearly as well."""
    taken = {one.item for one in best.run}
    for other in choice.evidence:
        if other is best or other.score < CLOSE * best.score or len(other.keys) < 2:
            continue
        if len(taken & {one.item for one in other.run}) * 2 >= len(other.run):
            continue
        if sum(other.form.article.match(items[place].text) is not None for place in taken) * 2 >= len(taken):
            continue  # the same words in another dress
        words = (
            f"read by the structure {best.form.name!r}, which finds {len(best.keys)} numbers; {other.form.name!r} "
            f"finds {len(other.keys)} and fits nearly as well (choose it with --structure {other.form.name})"
        )
        choice.notices.append(Notice("parse.structure", words))
        return


def _above(
    choice: Choice, best: FamilyEvidence, items: Sequence[LineItem]
) -> dict[int, tuple[NumberForm, RunCandidate]]:
    """Levels above the articles that no word names: `I. General` over articles that run on."""
    starts = sorted(choice.starts)
    out: dict[int, tuple[NumberForm, RunCandidate]] = {}
    for other in choice.evidence:
        form = other.form
        run = other.run
        if not form.above or other is best or other.within or form.name == best.form.name or len(run) < 2:
            continue
        places = [one.item for one in run]
        holds = {bisect_right(places, start) - 1 for start in starts} - {-1}
        if (
            run[0].key == (1,)
            and len(other.keys) == len(run) == other.continuing + 1
            and places[0] < starts[0]
            and not set(places) & set(starts)
            and len(holds) >= 2
            and all(one.heading is not None or items[one.item].block.kind is BlockKind.HEADING for one in run)
            and not any(place in out for place in places)
        ):
            out |= {one.item: (form, one) for one in run}
    return out


def _titles_before(items: Sequence[LineItem], choice: Choice, grammar: Grammar) -> set[int]:
    """Titles on a line of their own above the number, where two thirds of the articles have one."""
    if not choice.form.before:
        return set()
    found = set()
    running = [one for one in choice.starts.values() if one.running and one.heading is None]
    for one in running:
        place = one.item - 1
        if place < 0 or place in choice.starts or place in choice.above:
            continue
        item = items[place]
        if (
            item.block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING}
            and not item.block.marker
            and len(item.text) <= LONGEST_TITLE
            and titled(item.text)
            and not containers(item, grammar)
            and not (place and _is_bare_level(items[place - 1], grammar))
        ):
            found.add(place)
    return found if len(found) >= 2 and len(found) * 3 >= 2 * len(choice.starts) else set()


def _is_bare_level(item: LineItem, grammar: Grammar) -> bool:
    """Whether an item is a level without a heading on its line: what stands below it is its heading."""
    found = containers(item, grammar)
    return bool(found) and not item.text[found[-1][1].end() :].strip(" .:*_")


def with_styles(grammar: Grammar, form: NumberForm) -> Grammar:
    """The grammar with the list markers that a family brings along."""
    known = {style.source for style in grammar.styles}
    more = tuple(style for style in form.styles if style.source not in known)
    return replace(grammar, styles=(*more, *grammar.styles)) if more else grammar
