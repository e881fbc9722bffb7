"""What is gone or new may be said in another place of the other text: how near its nearest norm there comes.

The alignment keeps, for each norm that it did not pair, the norms of the other text that came near. A rare word in
common says more than a frequent one, so words count by how few norms of both texts hold them.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legiscompare.report.story.pieces import tokens_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Change, Comparison, Norm
    from legiscompare.report.story.statements import Reading

HELD = 0.8
"""Share of the weight of a norm's words from which on the nearest norm is said to hold them."""
NEAR = 0.4
"""Likeness from which on the nearest norm is named."""
LIKELY = 0.65
"""Share from which on it is only said that the norm is gone or worded anew."""
_HELD_BESIDE = 0.85
"""Share that a whole provision must hold: it has more words than a norm, …"""
_ENOUGH = 5
"""… and what is looked for there has this many different words at least."""
_CROWD = 64
"""Norms of one provision above which their words together say nothing of where a half of a sentence went."""
REPLACED = 0.4
"""Share of the weight of all words that two wordings have in common, below which the one replaced the other."""
REPLACED_TURNED = 0.15
"""The same where a duty turned into one to make an effort, or into a choice: then the act is worded anew."""
_SHORT = 4
"""Letters of a word that counts."""
REPLACED_CASE = 0.2
"""The same of what two sanctions punish."""
_PHRASE = (6, 12)
"""Words (in Chinese: characters) in a row that two norms have in common, and no other norm of their texts, so that the one
comes near the other. In its own text further norms of its article may hold them."""
COMPARE = 0.3
"""Likeness in words from which on a norm of the other text is named to be compared, though it does not come near.

It is the geometric mean of two shares of the words' weight: what both have in common, and the larger share that one
holds of the other's words.
"""
_RARE = 0.08
"""Share of the norms up to which that hold a word by which such a norm is looked for."""
_RECITAL = "rec"
"""What the id of a recital's norm begins with."""
_LOOKED_AT = 8
"""Norms that are looked at more closely."""
_LIKE = 0.45
"""Likeness that the nearest norm must have besides, before it is said to hold the words: long norms hold many."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The norm of the other text that comes nearest to one that is gone or new."""

    norm: Norm
    held: bool
    """Whether it holds nearly all the words, the figures among them, and binds the same party."""
    likely: bool = False
    """Whether it holds most of the words: then what is gone or new may only be worded anew."""


class Nearest:
    """Finds what is said elsewhere, for one comparison."""

    def __init__(self, draft: Reading, final: Reading, comparison: Comparison) -> None:
        self.draft, self.final = draft, final
        self._made: dict[str, Elsewhere | None] = {}
        self._weights: dict[str, float] = {}
        self._exchanged = [(one.draft.casefold(), one.final.casefold()) for one in comparison.term_exchanges]
        self._became: dict[tuple[bool, str], list[str]] = {}
        for change in comparison.changes:
            for old in change.draft:
                for new in change.final:
                    self._became.setdefault((True, old.eid), []).append(new.norm)
                    self._became.setdefault((False, new.eid), []).append(old.norm)

    def of(self, change: Change) -> Elsewhere | None:
        """The nearest norm of the other text to one without counterpart, or None where none comes near.

        Looked at are the norms that the alignment found near, and the provision that became of the norm's own one: a half
        of a sentence may stand there beside the half that was paired.
        """
        if change.id not in self._made:
            self._made[change.id] = self._found(change)
        return self._made[change.id]

    def _found(self, change: Change) -> Elsewhere | None:
        gone = bool(change.draft)
        own, other = (self.draft, self.final) if gone else (self.final, self.draft)
        places = change.draft or change.final
        norms = own.of(places)
        if not norms:
            return None
        parties = {name for norm in norms for name in self._names(norm.bearer.text.casefold(), gone)}
        words = Counter(word for norm in norms for word in tokens_of(norm.span.of(own.document.text), own.language))
        near = [one for one in change.candidates if one.score >= NEAR and one.norm in other.norms]
        for one in near:
            there = other.norms[one.norm]
            same = there.bearer.text.casefold() in parties or not there.bearer.text
            if same and one.score >= _LIKE and self._held(words, other, [there], gone) >= HELD:
                return Elsewhere(there, held=True)
        beside = [
            other.norms[one] for eid in dict.fromkeys(p.eid for p in places) for one in self._beside(gone, eid, other)
        ]
        same = bool(parties & {norm.bearer.text.casefold() for norm in beside}) and len(words) >= _ENOUGH
        if same and self._held(words, other, beside, gone) >= _HELD_BESIDE:
            return Elsewhere(max(beside, key=lambda norm: self._held(words, other, [norm], gone)), held=True)
        if not near:
            held = self._phrase(norms, own, other)
            return Elsewhere(held, held=False) if held is not None else None
        there = other.norms[near[0].norm]
        return Elsewhere(there, held=False, likely=self._held(words, other, [there], gone, figures=False) >= LIKELY)

    def to_compare(self, change: Change) -> Norm | None:
        """The norm of the other text most like one without counterpart that none comes near; None below `COMPARE`."""
        own, other, places = (
            (self.draft, self.final, change.draft) if change.draft else (self.final, self.draft, change.final)
        )
        words = {word for norm in own.of(places) for word in self._telling(norm.span.of(own.document.text))}
        index = self._holding[change.draft != ()]
        most = max(1, int(_RARE * self._count))
        found: dict[str, float] = {}
        for word in sorted(words):
            held = index.get(word, ())
            if len(held) <= most:
                for norm_id in held:
                    found[norm_id] = found.get(norm_id, 0.0) + self._weight(word)
        whole = float(sum(map(self._weight, sorted(words))))
        best: tuple[float, str] = (0.0, "")
        for norm_id, _ in sorted(found.items(), key=lambda one: (-one[1], other.norms[one[0]].span))[:_LOOKED_AT]:
            there = set(self._telling(other.norms[norm_id].span.of(other.document.text)))
            both, theirs = (float(sum(map(self._weight, sorted(one)))) for one in (words & there, there))
            like = math.sqrt(both / min(whole, theirs) * 2 * both / (whole + theirs))
            best = max(best, (like, norm_id), key=lambda one: one[0])
        return other.norms[best[1]] if best[0] >= COMPARE else None

    def _telling(self, text: str) -> list[str]:
        """The words of a text without little ones, which stand everywhere."""
        least = 1 if self.final.language == "zh" else _SHORT
        return [word for word in tokens_of(text, self.final.language) if len(word) >= least]

    @functools.cached_property
    def _holding(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """Word -> ids of the norms that hold it, for either text."""
        made: tuple[dict[str, list[str]], dict[str, list[str]]] = ({}, {})
        for index, reading in zip(made, (self.draft, self.final), strict=True):
            for norm in reading.norms.values():
                if norm.id.startswith(_RECITAL):
                    continue  # it gives reasons and asks nothing
                for word in sorted(set(self._telling(norm.span.of(reading.document.text)))):
                    index.setdefault(word, []).append(norm.id)
        return made

    def _phrase(self, norms: Sequence[Norm], own: Reading, other: Reading) -> Norm | None:
        """The one norm of the other text that holds a long phrase of a norm, which no further norm of either text holds."""
        mine, theirs = self._phrases[own is self.final], self._phrases[own is self.draft]
        ids = {_top(norm.id) for norm in norms}
        for norm in norms:
            for phrase in _phrases(norm.span.of(own.document.text), own.language):
                there = theirs.get(phrase, set())
                if len(there) == 1 and {_top(one) for one in mine[phrase]} <= ids:
                    return other.norms[next(iter(there))]
        return None

    @functools.cached_property
    def _phrases(self) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        """Phrase -> ids of the norms that hold it, for either text."""
        found: tuple[dict[str, set[str]], dict[str, set[str]]] = ({}, {})
        for index, reading in zip(found, (self.draft, self.final), strict=True):
            for norm in reading.norms.values():
                for phrase in _phrases(norm.span.of(reading.document.text), reading.language):
                    index.setdefault(phrase, set()).add(norm.id)
        return found

    def common(self, old: str, new: str) -> float:
        """Share of the weight of all words of two wordings that stands in both, from 0 to 1; 1 where one has no words.

        Short words (of, any, the) do not count: they stand everywhere.
        """
        least = 1 if self.final.language == "zh" else _SHORT
        one, two = (
            {word for word in tokens_of(words, self.final.language) if len(word) >= least} for words in (old, new)
        )
        both, all_ = (sum(map(self._weight, sorted(words))) for words in (one & two, one | two))
        return 2 * both / (all_ + both) if one and two else 1.0

    def _beside(self, gone: bool, eid: str, other: Reading) -> list[str]:
        """Norms of the provision that became of a provision, once each, in the order of the text; none of a crowd."""
        found = set(self._became.get((gone, eid), ()))
        if len(found) > _CROWD:
            return []
        return sorted((one for one in found if one in other.norms), key=lambda one: other.norms[one].span)

    def _names(self, name: str, gone: bool) -> set[str]:
        """What a party is called in the other text: by its own name, or by the one that was exchanged for it."""
        pairs = self._exchanged if gone else [(new, old) for old, new in self._exchanged]
        return {name, *(name.replace(one, two) for one, two in pairs if one in name)}

    def _held(
        self, words: Counter[str], other: Reading, norms: Sequence[Norm], gone: bool, *, figures: bool = True
    ) -> float:
        text = other.document.text
        there = {
            w
            for norm in norms
            for span in (*norm.inherited, norm.span)
            for w in tokens_of(span.of(text), other.language)
        }
        there = {name for word in there for name in self._names(word, not gone)}
        if figures and any(any(map(str.isdigit, word)) and word not in there for word in words):
            return 0.0  # another figure
        whole = sum(self._weight(word) for word in words)
        return sum(self._weight(word) for word in words if word in there) / whole if whole else 0.0

    def _weight(self, word: str) -> float:
        known = self._weights.get(word)
        if known is None:
            known = (
                math.log((1 + self._count) / self._holders[word]) if self._holders[word] else math.log(1 + self._count)
            )
            self._weights[word] = known
        return known

    @functools.cached_property
    def _count(self) -> int:
        return len(self.draft.norms) + len(self.final.norms)

    @functools.cached_property
    def _holders(self) -> Counter[str]:
        """Word -> how many norms of both texts hold it."""
        found: Counter[str] = Counter()
        for side in (self.draft, self.final):
            for norm in side.norms.values():
                found.update(set(tokens_of(norm.span.of(side.document.text), side.language)))
        return found


def _top(norm: str) -> str:
    """The article in whose name a norm has its id: `30` of `30.2#1`."""
    return norm.split(".")[0].split("#")[0]


def _phrases(text: str, language: str) -> list[str]:
    """All runs of `_PHRASE` words of a text, in Chinese of characters within one clause."""
    if language != "zh":
        words, size = re.findall(r"\w+", text.casefold()), _PHRASE[0]
        return [" ".join(words[at : at + size]) for at in range(len(words) - size + 1)]
    clauses, size = re.findall(r"\w+", text), _PHRASE[1]
    return [one[at : at + size] for one in clauses for at in range(len(one) - size + 1)]
