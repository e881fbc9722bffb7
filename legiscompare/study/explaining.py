"""Say what a tag, a dimension, a rule or a lexicon entry means, and how one change came by its tag."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from legiscompare import lang
from legiscompare.errors import UsageError
from legiscompare.model import Dimension, NormKind, Sign
from legiscompare.study.paths import sentence
from legiscompare.tag.operations import effect_of
from legiscompare.tag.signs import Rule, rules, sign_of

if TYPE_CHECKING:
    from legiscompare.lang import Entry
    from legiscompare.model import Change, Comparison, Evidence


@lru_cache(maxsize=1)
def codebook() -> dict[str, dict[str, str]]:
    """The codebook in short: group (tag, burden, dimension, kind, certainty, sign) -> name -> what it means."""
    text = resources.files("legiscompare.study").joinpath("codebook.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def explain(name: str) -> list[str]:
    """Lines that say what `name` means: a tag, burden, dimension, kind or certainty, a rule, or a lexicon entry.

    A rule or entry may bear its language in front (`zh.time.looser`); without it every language that has one answers.
    Raises UsageError if nothing bears the name.
    """
    lines = [f"{name} ({group}): {entries[name]}" for group, entries in codebook().items() if name in entries]
    first, _, rest = name.partition(".")
    tags = lang.available()
    wanted = [(first, rest)] if first in tags and rest else [(tag, name) for tag in tags]
    for tag, identifier in wanted:
        language = lang.load(tag)
        if language.has_lexicons and identifier in rules(language):
            lines += _rule(tag, rules(language)[identifier])
        lines += [line for entry in language.entries if entry.id == identifier for line in _entry(tag, entry)]
    if not lines:
        known = ", ".join(dict.fromkeys(name for group in ("tag", "dimension", "kind") for name in codebook()[group]))
        raise UsageError(f"there is nothing called {name!r}", mend=f"give {known}, or the id of a rule from a report")
    return lines


def _rule(tag: str, rule: Rule) -> list[str]:
    lines = [
        f"{tag}.{rule.id} (rule): {rule.why}",
        f"  dimension: {rule.dimension}. {codebook()['dimension'][rule.dimension]}",
        *directions(rule),
    ]
    for words, examples in (("fires", rule.yes), ("does not fire", rule.no)):
        lines += [f"  {words}: {one.draft} → {one.final}" for one in examples]
    return lines


_PLACES = {
    Dimension.CONDITION: ("condition",),
    Dimension.EXCEPTION: ("exception",),
    Dimension.SCOPE_PARTY: ("bearer", "authority"),
    Dimension.SCOPE_OBJECT: ("met", "made", "recipient"),
    Dimension.PROCEDURE: ("constraint",),
    Dimension.TIME: ("time",),
    Dimension.PRECISION: ("purpose",),
    Dimension.ACT: ("act",),
    Dimension.DEFINITION: ("met",),
}
"""Dimension -> where the elements stand that move it (`tag/positions.toml`)."""
_SAID = {
    "bearer": "who is bound",
    "authority": "who acts for the State",
    "met": "what the act meets",
    "made": "what the act makes",
    "recipient": "to whom",
    "constraint": "how it is done",
    "purpose": "what for",
}


def directions(rule: Rule) -> list[str]:
    """Which way a rule counts, by where the element stands and by kind of norm."""
    move = rule.id.partition(".")[2]
    found = []
    for place in _PLACES.get(rule.dimension, ()):
        by_sign: dict[str, list[str]] = {}
        for kind in NormKind:
            sign = sign_of(effect_of(kind, place, move), kind)
            if sign and sign is not Sign.UNREADABLE:
                by_sign.setdefault(sign, []).append(kind)
        if by_sign:
            said = "; ".join(f"{sign} in {', '.join(kinds)}" for sign, kinds in sorted(by_sign.items()))
            found.append(f"  {_SAID.get(place, place)}: {said}")
    return found or ["  which way it counts is read from the words and figures themselves"]


def _entry(tag: str, entry: Entry) -> list[str]:
    facts = [f"{name} {value}" for name, value in (("stands for", entry.value), ("effect", entry.effect)) if value]
    lines = [f"{tag}.{entry.id} (lexicon): {'; '.join(facts) or entry.group}", f"  words: {', '.join(entry.phrases)}"]
    if entry.traps:
        lines.append(f"  not in: {', '.join(entry.traps)}")
    lines += [f"  found in: {example}" for example in entry.yes]
    lines += [f"  not found in: {example}" for example in entry.no]
    return lines + ([f"  {entry.note}"] if entry.note else [])


def explain_change(comparison: Comparison, identifier: str, *, language: str = "en") -> list[str]:
    """The way from words to sign to tag for one change: one sentence in a report language, then about five lines.

    `identifier` is the change's id, or a reference that only one change has on either side.
    Raises UsageError if there is no such change, or more than one.
    """
    change = _find(comparison, identifier)
    lines = [
        (
            f"{change.id}: {change.label or change.tag} (tag {change.tag}, burden {change.burden}, "
            f"certainty {change.certainty}, by {'a person' if change.by == 'human' else 'the program'})"
        ),
        f"  {sentence(comparison, change, language)}",
        f"  draft: {_quote(change, of_draft=True)}",
        f"  final: {_quote(change, of_draft=False)}",
        (
            f"  kind of norm: {change.kind}; bearer: {change.bearer.label}; measured party: "
            f"{'+'.join(change.measured) or 'none'}"
        ),
    ]
    lines += [f"  {_evidence(comparison, one)}" for one in change.evidence]
    signs = " ".join(f"{name}{sign}" for name, sign in change.dimensions)
    lines.append(f"  {f'signs {signs} → ' if signs else ''}{change.tag}: {codebook()['tag'][change.tag]}")
    if change.candidates:
        near = ", ".join(f"{one.norm} (score {one.score:.2f}, margin {one.margin:.2f})" for one in change.candidates)
        lines.append(f"  nearest in the other text: {near}")
    if change.note:
        lines.append(f"  note: {change.note}")
    lines += [
        f"  {one.coder} says: {one.tag}, by “{one.draft_cue}” → “{one.final_cue}”{f' ({one.note})' if one.note else ''}"
        for one in change.opinions
    ]
    if change.machine is not None:
        lines.append(f"  the program's own answer: {change.machine.tag}, burden {change.machine.burden}")
    return lines


def _find(comparison: Comparison, identifier: str) -> Change:
    found = [one for one in comparison.changes if one.id == identifier] or [
        one for one in comparison.changes if identifier in {place.ref for place in (*one.draft, *one.final)}
    ]
    if not found:
        raise UsageError(
            f"this comparison has no change {identifier!r}", mend="look up the id in its JSON or in its report"
        )
    if len(found) > 1:
        raise UsageError(
            f"{len(found)} changes fit {identifier!r}", mend=f"give one of {', '.join(one.id for one in found)}"
        )
    return found[0]


def _quote(change: Change, *, of_draft: bool) -> str:
    side = change.draft if of_draft else change.final
    return " / ".join(f"{place.ref} “{' '.join(place.text.split())}”" for place in side) or "– no counterpart"


def _evidence(comparison: Comparison, one: Evidence) -> str:
    words = [
        f"“{' '.join(document.slice(span).split())}”" if span else "–"
        for document, span in ((comparison.draft, one.draft), (comparison.final, one.final))
    ]
    tag, _, identifier = one.rule.partition(".")
    rule = rules(lang.load(tag)).get(identifier) if tag in lang.available() else None
    why = f": {rule.why}" if rule else ""
    return f"{words[0]} → {words[1]}  {one.dimension}{one.sign} by {one.rule}{why}"
