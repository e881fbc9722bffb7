"""A document's norms, found by place, and what its words say of them without taking a clause apart."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from legiscompare.annotate import annotate
from legiscompare.model import Element, Role, Span
from legiscompare.norms import extract
from legiscompare.report.story.cutting import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.model import Document, Norm, Place

_BESIDE = 25
"""Characters behind a binding word among which a right is named."""
_POINT = re.compile(r"：\s*（[一二三四五六七八九十]+）")
_NEAR = 12
"""How many norms back the one may begin that holds a place."""


class NormsRead:
    """A document's norms with their elements, found by id and by place."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.layer = annotate(document)
        norms = extract(document, self.layer)
        self.norms: dict[str, Norm] = {norm.id: norm for norm in norms}
        self._ordered = sorted(norms, key=lambda norm: (norm.span.start, norm.span.end, norm.id))
        self._starts = [norm.span.start for norm in self._ordered]
        self._table = tables().get(document.language.partition("-")[0], {})
        self.language = document.language.partition("-")[0]
        self._upright = "modals" in self._table
        """Whether enough is known of the language to stand its norms upright; else they are quoted whole."""

    @functools.cached_property
    def _provisions(self) -> dict[str, Span]:
        return {one.eid: one.span for one in self.document.walk()}

    def provision(self, norm: Norm) -> str:
        """All words of a norm's provision."""
        span = self._provisions.get(norm.provision)
        return span.of(self.document.text) if span is not None else ""

    def of(self, places: Sequence[Place]) -> list[Norm]:
        """The norms that `places` quote; those that are no norms of this reading (a person's own unit) are left out."""
        found = [self.norms.get(place.norm) for place in places]
        return [norm for norm, place in zip(found, places, strict=True) if norm and norm.span == place.span]

    def norm_at(self, place: int) -> Norm | None:
        """The norm whose own words hold a place."""
        number = bisect_right(self._starts, place) - 1
        for norm in reversed(self._ordered[max(0, number - _NEAR) : number + 1]):
            if norm.span.start <= place < norm.span.end:
                return norm
        return None

    def inside(self, words: str) -> str:
        """`words` as inside a sentence: a capital is kept where the text writes the word with one in mid-sentence."""
        first = re.match(r"([A-ZÀ-Þ][^\W\d_A-ZÀ-Þ]*(?:[’'-][^\W\d_]+)*)(?![\w])(?:\s+(\S))?", words)
        if first is None:
            return words
        return words[0].lower() + words[1:] if self._is_common(first[1], first[2] or "") else words

    def _is_common(self, word: str, then: str) -> bool:
        """Whether a word is no name: more often small in the text, or never with a capital but at the head of a sentence."""
        if self.language == "de":  # nouns have capitals everywhere
            return self._words[word.lower()] > 0
        if word == "A" or self._words[word.lower()] > self._words[word]:
            return then.islower() or word != "A"
        return self._words[word] == 0 and then.islower()

    @functools.cached_property
    def _words(self) -> Counter[str]:
        """How often the text writes a word small, and with a capital in mid-sentence."""
        text = self.document.text
        return Counter(re.findall(r"(?<![\w-])[a-zß-ÿ][a-zß-ÿ’'-]*|(?<=[a-zß-ÿ,] )[A-ZÀ-Þ][a-zß-ÿ’'-]+", text))

    def of_itself(self, norm: Norm) -> bool:
        """Whether a norm speaks of the instrument as a whole: it names it, or the words above do."""
        text = self.document.text
        said = " ".join(" ".join(span.of(text).casefold().split()) for span in (norm.span, *norm.inherited))
        rules = self._table.get("rules_of_itself", ())
        for name in self._table.get("itself", ()):
            for found in re.finditer(re.escape(name), said):
                if said.startswith(("第", "的有关规定"), found.end()):
                    continue  # an article of it
                if not any(re.search(one, said[: found.start()]) for one in rules):
                    return True
        return False

    @property
    def adds(self) -> tuple[str, ...]:
        """Words at the head of what is added beside other things: `or`, `regardless of`."""
        return tuple(self._table.get("adds", ())) or ("\0",)

    @property
    def binding(self) -> tuple[str, ...]:
        """The binding words as sentences have them: ` must `, 应当."""
        return tuple(self._table.get("binding", ()))

    @property
    def brackets(self) -> Sequence[str]:
        """Pairs of brackets of the language."""
        return tuple(self._table.get("brackets", ("()", "[]")))

    def behind_whatever(self, span: Span) -> bool:
        """Whether words that make what follows indifferent (irrespective of) stand before `span` in its clause."""
        norm, text = self.norm_at(span.start), self.document.text
        if norm is None:
            return False
        before = re.split(r"[;:.；：。]", text[norm.span.start : span.start])[-1].casefold()
        return any(one in " ".join(before.split()) for one in self._table.get("whatever", ()))

    def names_right(self, norm: Norm, *, unknown: bool = False) -> bool:
        """Whether words of a right stand at a norm's binding word; `unknown` where it has none, or no words are known."""
        said, text = norm.deontic_span, self.document.text
        names = self._table.get("rights")
        if said is None or names is None:
            return unknown
        near = text[said.start : said.end + _BESIDE].casefold()
        return any(one in (near if self.language == "zh" else re.findall(r"\w+", near)) for one in names)

    def binding_words(self, norm: Norm) -> list[str]:
        """All binding words of the sentence in which a norm's own binding word stands, small."""
        said = norm.deontic_span
        if said is None:
            return []
        holder = next((span for span in (norm.span, *norm.inherited) if span.holds(said)), norm.span)
        text = self.document.text
        start = max(
            holder.start, text.rfind(". ", holder.start, said.start) + 1, text.rfind("。", holder.start, said.start)
        )
        cues = self.layer.find("modal", Span(start, holder.end))
        return [cue.span.of(text).casefold() for cue in cues]

    def only(self, norm: Norm) -> bool:
        """Whether a norm binds by `only`: then may and must say the same."""
        said = norm.deontic_span
        holder = next((span for span in (norm.span, *norm.inherited) if said and span.holds(said)), norm.span)
        words = set(re.findall(r"\w+", holder.of(self.document.text).casefold()))
        text = holder.of(self.document.text)
        return any(one in (text if self.language == "zh" else words) for one in self._table.get("only", ()))

    def says_may(self, norm: Norm) -> bool:
        """Whether words that permit stand in a norm or above it, and none that permit one thing only (只能)."""
        text = self.document.text
        said = " ".join(" ".join(span.of(text).casefold().split()) for span in (*norm.inherited, norm.span))
        words = self._table.get("permitting", ())
        return not words or any(re.search(one, said) for one in words)

    def leans(self, norm: Norm) -> bool:
        """Whether a norm's subject points to the sentence before it: such activities, that provider, 其."""
        text = norm.span.of(self.document.text).lstrip().casefold()
        if text.startswith(tuple(self._table.get("itself", ("\0",)))):
            return False
        return any(re.match(one, text) for one in self._table.get("leaning", ()))

    def catches_all(self, norm: Norm) -> bool:
        """Whether a norm is the point of a list that catches all that is left: 其他…的行为, any other."""
        words = " ".join(norm.span.of(self.document.text).casefold().split())
        return bool(norm.inherited) and any(re.search(one, words) for one in self._table.get("catch_all", ()))

    def commences(self, norm: Norm) -> bool:
        """Whether a norm says when something takes effect."""
        words = " ".join(norm.span.of(self.document.text).casefold().split())
        return any(one in words for one in self._table.get("commences", ()))

    def by_other_law(self, norm: Norm) -> bool:
        """Whether a norm asks for what other law asks for anyhow: it names laws in general, and no act by its name."""
        words = " ".join(norm.span.of(self.document.text).casefold().split())
        return not norm.external_refs and any(one in words for one in self._table.get("other_law", ()))

    def defines(self, words: str) -> bool:
        """Whether words hold those that define a term."""
        return any(one in words for one in self._table.get("defines", ()))

    def cited(self, norm: Norm) -> bool:
        """Whether a norm's binding word binds nobody: it stands in quotes (an instruction to amend), or in a case of a list."""
        said, text = norm.deontic_span, self.document.text
        if said is None or not norm.span.holds(said):
            return False
        before = text[norm.span.start : said.start]
        if _POINT.search(before):
            return True  # a point of a list of cases, which stands with its lead-in in one norm
        return any(before.count(a) > before.count(b) for a, b in ("“”", "‘’", "「」")) or before.count('"') % 2 == 1

    def stands_alone(self, words: str) -> bool:
        """Whether words open with one that needs no subject (鼓励), or hold a binding word or a subject before one."""
        opens = tuple(self._table.get("no_subject", ()))
        return words.startswith(opens) if opens else words[:1].isupper() or any(one in words for one in self.binding)

    def is_point(self, norm: Norm) -> bool:
        """Whether a norm is a point of a list behind its opening words."""
        return bool(norm.inherited) and norm.inherited[-1].of(self.document.text).rstrip().endswith(
            (":", "：", "—", "–")
        )

    def inserts(self, norm: Norm) -> bool:
        """Whether a norm's own binding word stands in words that an instruction puts into another act."""
        return self.inserted_at(norm) >= 0

    def inserted_at(self, norm: Norm) -> int:
        """Where the words begin that an instruction puts into another act and that hold a norm's binding word; else -1."""
        said, text = norm.deontic_span, self.document.text
        if said is None or not norm.span.holds(said) or not self.cited(norm):
            return -1
        before = text[norm.span.start : said.start]
        at = max(before.rfind(mark) for mark in '“「"‘')
        alone = at >= 0 and not before[:at].strip()
        return norm.span.start + at + 1 if alone or (at >= 0 and self._instructs(before[:at])) else -1

    def instructs(self, norm: Norm) -> bool:
        """Whether a norm is an instruction to amend another act: is amended by striking."""
        return self._instructs(norm.span.of(self.document.text))

    def _instructs(self, words: str) -> bool:
        words = " ".join(words.split())
        return any(re.search(one, words) for one in self._table.get("instructs", ()))

    def amends(self, norm: Norm) -> bool:
        """Whether a norm binds nobody by itself: an instruction to amend, or words that one cites."""
        return self.cited(norm) or self.instructs(norm)

    def effort(self, norm: Norm) -> bool:
        """Whether the act that a norm asks for is an effort: words of effort stand in its first act, not somewhere in it."""
        act = next((one.span for one in norm.elements if one.role is Role.ACT), None)
        cues = self.layer.find("effort", norm.span)
        return act is not None and any(c.id.endswith("conduct") and act.start <= c.span.start < act.end for c in cues)

    def element_over(self, span: Span) -> Element | None:
        """The element that holds `span`, in whichever norm."""
        norm = self.norm_at(span.start)
        elements = norm.elements if norm else ()
        return next((one for one in elements if one.span.start <= span.start < one.span.end), None)
