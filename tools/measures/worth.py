"""Tables that need no reference text: what each rule is worth, and what is read right where one thing changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tools.measures.ablation import Ablation, Effect
    from tools.measures.onechange import OneChange

_OF_RULES = (
    "Here one rule is switched off: its evidence is taken away, and the tags are derived again. All sheets are taken as one. "
    "The figures are points (hundredths) that are lost (−) or won (+) without the rule. *Tags* is the share of all norms "
    "joined by their cues whose tag agrees. It is the only figure that a rule can move whose sign is `?`. The last columns "
    "give change F1 for the sheets in English and in Chinese. A rule that fires and loses nothing when it is switched off "
    "earns nothing on these sheets. It may still earn something on other texts."
)
_OF_OPERATIONS = (
    "The same, with all rules of one kind of operation switched off together. For example, *came* is every rule that says "
    "that an element is new."
)
_OF_ONE_CHANGE = (
    "Small made sentences in which exactly one element changes, each read in both directions. One author wrote the "
    "templates and the word lists. So the figures show that the program does what it is meant to do. They do not show how "
    "it reads real laws. A test holds that no language gets worse."
)
_LANGUAGES = ("en", "zh")
"""Languages with enough sheets for a column of their own."""


def row(name: str, cells: Sequence[str]) -> str:
    """A row of a table."""
    return f"| {name} | " + " | ".join(cells) + " |"


def of_rules(rules: Ablation) -> list[str]:
    """Rules switched off one by one, then by kind of operation; what earns most comes first."""
    every = rules.by_rule()
    fired = [one for one in every if one.fired]
    never = sorted(one.name for one in every if not one.fired)
    idle = [one for one in fired if one.idle]
    out = [_OF_RULES, "", *_effects("rule", fired), ""]
    out.append(f"Rules that fire and earn nothing on these sheets: {len(idle)} of {len(fired)}.")
    if never:
        dimensions = sorted({name.partition(".")[0] for name in never})
        out += ["", f"Rules that never fire on these sheets ({len(never)}):", ""]
        out += [f"- {each}: " + ", ".join(f"`{n}`" for n in never if n.startswith(f"{each}.")) for each in dimensions]
    return [*out, "", _OF_OPERATIONS, "", *_effects("operation", [one for one in rules.by_operation() if one.fired])]


def _effects(first: str, effects: Sequence[Effect]) -> list[str]:
    out = [
        f"| {first} | changes | change F1 | direction F1 | tag kappa | tags | en | zh |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in effects:
        figures = (one.change, one.direction, one.kappa, one.tags, *(one.by_language.get(n, 0.0) for n in _LANGUAGES))
        out.append(row(f"`{one.name}`", [str(one.fired), *map(_moved, figures)]))
    return out


def _moved(points: float) -> str:
    return f"{points:+.2f}".replace("-", "−") if points else "0"


def of_one_change(found: Sequence[OneChange]) -> list[str]:
    """Right, wrong, wrong at high certainty: by language, then by element."""
    out = [
        _OF_ONE_CHANGE,
        "",
        "| language | cases | right | wrong | wrong at high certainty |",
        "|---|---|---|---|---|",
    ]
    out += [
        row(one.language, [str(one.all.cases), str(one.all.right), str(one.all.wrong), str(one.all.sure)])
        for one in found
    ]
    out += ["", "Right of all, by the element that changes:", ""]
    elements = sorted({name for one in found for name in one.by_element})
    out += ["| element | " + " | ".join(one.language for one in found) + " |", "|---|" + "---|" * len(found)]
    for name in elements:
        counts = [one.by_element.get(name) for one in found]
        out.append(row(name, [f"{each.right} of {each.cases}" if each else "–" for each in counts]))
    return out
