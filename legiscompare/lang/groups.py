"""The groups of the lexicon: what the program asks of each, and what an entry of it may say.

A group that is not declared here cannot be read, and a language must fill every one or say that it is without
(`without` in `language.toml`). So a missing table is a fault that is named, never a direction that is silently not given.
"""

from __future__ import annotations

from typing import NamedTuple

from legiscompare.errors import DataError
from legiscompare.lang.tables import Entry
from legiscompare.model import Deontic, NormKind, PartyClass


class Group(NamedTuple):
    """What entries of a group may say. An empty set: the field is not used there."""

    use: str
    """What is not read where a language has none of it."""
    values: frozenset[str] = frozenset()
    effects: frozenset[str] = frozenset()
    ranked: bool = False
    """Whether `weight` is the place on a scale, which each entry then needs."""
    free: bool = False
    """Whether any `value` will do: the name of a scale or a unit."""


_ROLES = frozenset(
    {
        "authority",
        "constraint",
        "condition",
        "exception",
        "object",
        "purpose",
        "quantity",
        "recipient",
        "reference",
        "time",
    }
)
_CLAUSES = frozenset({"complement", "condition", "exception", "purpose", "relative"})
_SIDES = frozenset({"opens", "closes"})
_ALONE = _SIDES | {"alone"}
"""`alone`: the words are the whole element (in writing, without delay)."""
_VERBS = ("creates", "coerces", "receives", "claims", "complies", "third", "noun")
GROUPS: dict[str, Group] = {
    "modal": Group("what binds, allows and forbids", values=frozenset(Deontic) - {Deontic.NONE}),
    "kind": Group("kinds of norm that words tell", values=frozenset(NormKind), effects=frozenset({"", "whole"})),
    "actor": Group("who is bound and on whom it is measured", values=frozenset(PartyClass) - {PartyClass.NONE}),
    "verb": Group("where an act begins", effects=frozenset({"", *_VERBS})),
    "adverb": Group("words between a modal and its verb"),
    "clause": Group("conditions, exceptions, purposes", values=_CLAUSES, effects=_SIDES),
    "slot": Group("time, manner, standard, recipient", values=_ROLES, effects=_ALONE),
    "join": Group("and, or", values=frozenset({"all", "any", "list"})),
    "quantifier": Group("every, some", values=frozenset({"every", "some"})),
    "effort": Group("results and efforts", values=frozenset({"result", "conduct"})),
    "qualifier": Group("words that ask less or more", effects=frozenset({"lowers", "raises", "unclear"})),
    "degree": Group("grades: serious, significant", ranked=True, free=True),
    "pace": Group("without delay, in due time", ranked=True),
    "rhythm": Group("every day, every week"),
    "unit": Group("numbers with their units", free=True),
    "bound": Group(
        "at least, up to",
        values=frozenset({"floor", "ceiling", "within", "notice", "every", "range"}),
        effects=frozenset({"before", "after"}),
    ),
    "openlist": Group("such as"),
    "list": Group(
        "how a lead-in joins its points", values=frozenset({"acts", "items", "contents", "all", "any", "choice"})
    ),
    "suspicion": Group("less than certainty is enough"),
    "involvement": Group("consent, filing, notice", ranked=True),
    "delegation": Group("what is left to later rules"),
    "negation": Group("not"),
    "enforcement": Group("rungs of a sanction", ranked=True),
    "burden": Group("who must prove or pay", effects=frozenset({"", "own"})),
    "party": Group("sanctions of another party"),
    "formula": Group("formulas of enactment, which are no norms"),
    "only": Group("only, except: what a scope takes out"),
    "act": Group("names of other acts"),
    "naming": Group("short names that a text gives to a party"),
    "alias": Group("short names in brackets, which add nothing"),
    "restrictive": Group("words that pick out a part of what a noun names"),
    "term": Group("terms that a text defines", effects=_SIDES),
}
"""Group -> what it is for."""

NAMED = {"modal.binds-by-verb": "modal", "kind.enactment": "kind", "slot.topic": "slot", "join.clauses": "join"}
"""Entries that the program asks for by id -> the group they stand in."""
ONLY = {"slot.topic": "final", "join.clauses": "final"}
"""Those that are asked for only where clauses are marked that way."""


def check_entry(entry: Entry, where: str) -> None:
    """Raise `DataError` where an entry says what nothing reads, or not what is read."""
    group = GROUPS.get(entry.group)
    if group is None or not entry.id.partition(".")[2]:
        raise DataError(
            "the id is not `group.name` with a known group", where=where, mend=f"use one of {', '.join(sorted(GROUPS))}"
        )
    if not entry.phrases:
        raise DataError("this entry has no phrases", where=where, mend="list the words that it looks for in phrases")
    for field, allowed, given in (("value", group.values, entry.value), ("effect", group.effects, entry.effect)):
        if allowed and given not in allowed:
            mend = f"use one of {', '.join(sorted(one or '(empty)' for one in allowed))}"
            raise DataError(f"{field} {given!r} means nothing in {entry.group!r}", where=where, mend=mend)
        if given and not allowed and not (field == "value" and group.free):
            raise DataError(f"{field} {given!r} is not used in {entry.group!r}", where=where, mend="leave it out")
    if group.free and not entry.value:
        raise DataError(f"an entry of {entry.group!r} needs a value", where=where, mend="add the field value")
    if group.ranked and not entry.weight:
        raise DataError(
            f"an entry of {entry.group!r} needs a weight, which is its place on the scale", where=where, mend="add it"
        )
