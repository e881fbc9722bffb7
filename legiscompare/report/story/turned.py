"""What a duty turned into: an effort instead of a result, or a choice among several acts instead of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legiscompare.model import Deontic, NormKind
from legiscompare.report.story.cutting import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Change, Norm
    from legiscompare.report.story.statement import StoryStatement
    from legiscompare.report.story.statements import Reading

_STEM = (5, 2)
"""Letters (in Chinese: characters) by which a verb is known in another form: suspend, suspending."""
_MEMBERS = re.compile(r"、|，|或者|或|以及|和|,| or | and ")


def to_effort(change: Change, draft: Reading, final: Reading) -> bool:
    """Whether a duty to bring about a result became one to make an effort, whatever the tag of the change."""
    old, new = draft.of(change.draft), final.of(change.final)
    if not old or not new or not all(map(_asks, (*old, *new))):
        return False
    return not all(map(draft.effort, old)) and all(map(final.effort, new))


def _asks(norm: Norm) -> bool:
    """Whether a norm asks for an act: a duty, a step, or what is read as policy though it says that one must."""
    if norm.kind is NormKind.PRINCIPLE:
        return norm.deontic is Deontic.SHALL
    return norm.kind in (NormKind.OBLIGATION, NormKind.PROCEDURE)


def to_choice(old: Sequence[StoryStatement], new: Sequence[StoryStatement]) -> bool:
    """Whether all acts that had to be done are now among more acts of which one may be chosen.

    `must suspend or terminate` → `must take measures such as warning, restricting, suspending or terminating`.
    """
    language = new[0].language
    pattern = tables().get(language, {}).get("choices", "")
    if not pattern or not all(one.commands or (language == "zh" and one.modal) for one in (old[0], new[0])):
        return False
    found = re.search(pattern, new[0].rest)
    if found is None or re.search(pattern, old[0].rest):
        return False
    members = [one.strip() for one in _MEMBERS.split(found[1]) if one.strip()]
    han = language == "zh"
    stem = _STEM[han]
    acts = [one.strip() for one in _MEMBERS.split(re.split("[，；,;]", old[0].rest)[0]) if one.strip()]
    verbs = [one[:stem] if han else one.split()[0][:stem].casefold() for one in acts]
    named = [any(verb in one.casefold() for one in members) for verb in verbs]
    return bool(verbs) and all(named) and len(members) > len(verbs)
