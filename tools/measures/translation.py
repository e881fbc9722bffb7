"""The embedded pair in Chinese and in our English, norm by norm: where the tags part, and whose doing that is.

Changes are met by their places. The two languages need not cut a sentence into the same norms, so the norms of one
pair of places are met in the order of the text, and what is left over on one side counts as not met.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import Change, Tag
from legiscompare.study.scoring import cohens_kappa
from legiscompare.tag.derive import tag_of

if TYPE_CHECKING:
    from legiscompare.model import Comparison, Place

CAUSES = Path(__file__).with_name("translation.toml")
"""What a reader of both texts found behind each difference: by place and the two tags."""
UNREAD = "not read yet"
Key = tuple[str, str]
"""Draft and final places without norm numbers."""


class Met(NamedTuple):
    """What both languages say of one norm."""

    key: Key
    chinese: Change
    english: Change

    @property
    def id(self) -> str:
        """Place and tags: what a cause is filed under."""
        return f"{'~'.join(self.key)} {self.chinese.tag}/{self.english.tag}"


class Translation(NamedTuple):
    """The two comparisons met."""

    met: list[Met]
    chinese_only: list[Change]
    english_only: list[Change]

    @property
    def agree(self) -> int:
        return sum(one.chinese.tag is one.english.tag for one in self.met)

    @property
    def kappa(self) -> float | None:
        return cohens_kappa([(one.chinese.tag.value, one.english.tag.value) for one in self.met])

    def changed(self) -> list[Met]:
        """Norms linked on both sides that either language calls changed: what a constant `unchanged` cannot win."""
        quiet = {Tag.UNCHANGED, Tag.ADDED, Tag.REMOVED}
        return [one for one in self.met if {one.chinese.tag, one.english.tag} - quiet]

    def differing(self) -> list[Met]:
        return [one for one in self.met if one.chinese.tag is not one.english.tag]


def meet(chinese: Comparison, english: Comparison) -> Translation:
    """Meet the changes of both by their places."""
    theirs: dict[Key, list[Change]] = defaultdict(list)
    for change in english.changes:
        theirs[_key(change)].append(change)
    met, alone = [], []
    for change in chinese.changes:
        key = _key(change)
        if theirs[key]:
            met.append(Met(key, change, _best(theirs[key], change)))
            theirs[key].remove(met[-1].english)
        else:
            alone.append(change)
    return Translation(met, alone, [change for rest in theirs.values() for change in rest])


def together(chinese: Comparison, english: Comparison) -> tuple[int, int]:
    """(same tag, all) of pairs of places that both languages link, the signs of their norms taken together.

    How a sentence was cut into norms falls out of this.
    """
    tags = [_tags_together(made) for made in (chinese, english)]
    both = [key for key in tags[0] if key in tags[1]]
    return sum(tags[0][key] is tags[1][key] for key in both), len(both)


def _tags_together(made: Comparison) -> dict[Key, Tag]:
    linked: dict[Key, list[Change]] = defaultdict(list)
    for change in made.changes:
        if change.draft and change.final:
            linked[_key(change)].append(change)
    return {
        key: tag_of(
            tuple(sorted({signed for change in changes for signed in change.dimensions})),
            reworded=any(change.tag is not Tag.UNCHANGED for change in changes),
        )
        for key, changes in linked.items()
    }


def _best(candidates: list[Change], change: Change) -> Change:
    """The norm with the same number in its places, else the next in the order of the text. No look at the tag."""
    return next((one for one in candidates if one.id == change.id), candidates[0])


def _key(change: Change) -> Key:
    return _places(change.draft), _places(change.final)


def _places(side: tuple[Place, ...]) -> str:
    return "+".join(dict.fromkeys(place.ref.split("#")[0] for place in side)) or "-"


def known_causes() -> dict[str, tuple[str, str]]:
    """Filed causes: id of a difference -> (`translation` or `tool`, why)."""
    data = tomllib.loads(CAUSES.read_text(encoding="utf-8"))
    return {one["at"]: (one["cause"], one["why"]) for one in data.get("difference", ())}
