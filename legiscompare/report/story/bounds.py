"""Where a norm begins and ends in its sentence: conditions without a sentence, torn norms, clauses that hang on others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legiscompare.model import Role, Span
from legiscompare.report.story.subjects import Subjects

if TYPE_CHECKING:
    from legiscompare.model import Norm

_GAP = 40
"""Characters of white space and marks that may stand between two norms of one sentence."""


class Bounds(Subjects):
    """Norms with where they begin and end in their sentences."""

    def hangs(self, norm: Norm) -> bool:
        """Whether the clause of a norm hangs on the words before it: `statement(norm).hung`, without making the rest."""
        return self._upright and self._hung(self._opened(norm)) is not None

    def is_stub(self, norm: Norm) -> bool:
        """Whether a norm is the condition of the one behind it and asks nothing by itself: 经数据提供方同意，."""
        text = norm.span.of(self.document.text).strip()
        own = norm.deontic_span is not None and norm.span.holds(norm.deontic_span)
        if self._torn(norm):
            return True
        return not own and any(re.search(one, text) for one in self._table.get("stubs", ()))

    def _torn(self, norm: Norm) -> bool:
        """Whether a norm begins in the middle of a phrase: `the rights of the | participants shall …`."""
        text, start = self.document.text, norm.span.start
        if self.language == "zh" or not self._upright:
            return False
        before, after = text[max(0, start - _GAP) : start].split(), text[norm.span.end : norm.span.end + _GAP].split()
        opens = text[start].islower() or text[start].isdigit()
        if before and opens and before[-1].casefold() in {*self._table["hanging"]} - {*self._table["joins"]}:
            return True
        own = text[start : norm.span.end].split()
        ends = own[-1][-1].isalnum() and own[-1].casefold() not in self._table["joins"]
        return ends and bool(after) and after[0][0].islower() and self.norm_at(norm.span.end) is None

    def _hung(self, norm: Norm) -> Norm | None:
        """The norm before one whose words leave it no sentence of its own: `…, as well as | take corrective action`."""
        text, start = self.document.text, norm.span.start
        last = len(text[max(0, start - _GAP) : start].rstrip()) + max(0, start - _GAP) - 1
        above = self.norm_at(last) if last > 0 else None
        if above is None or above.id == norm.id:
            return None
        between = " ".join(text[above.span.start : start].casefold().split())
        if between.endswith(tuple(f" {one}" for one in self._table["hangs"])):
            return above
        opens = text[start : norm.span.end].split(None, 1)[0].casefold()
        return above if opens in self._table["adverbs"] and norm.inherited else None

    def _opened(self, norm: Norm) -> Norm:
        """The norm with whose words a clause begins: what one verb governs (prevent A, B) was cut where it has no verb."""
        said = norm.deontic_span
        above = self.norm_at(norm.span.start - 1) if said and not norm.span.holds(said) else None
        if above is None or above.provision != norm.provision or above.span.end != norm.span.start:
            return norm
        governs = [cue.span for cue in self.layer.find("effort", above.span) if cue.id.endswith("result")]
        marks = [at for at in range(above.span.start, above.span.end - 1) if self.document.text[at] in "，；"]
        last = marks[-1] if marks else above.span.start
        if self.language == "zh" and any(one.start >= last for one in governs):
            return above
        return norm

    def _inserted(self, norm: Norm, span: Span) -> str:
        """The words that an instruction puts into another act, without number and heading at their head."""
        text, said = self.document.text, norm.deontic_span or norm.span
        begin = self.inserted_at(norm)
        head = re.match(r"[^\w(]*(?:\(\w+\)\s*)?", text[begin : said.start])
        start = self._behind_heading(begin, said.start) or begin + (head.end() if head else 0)
        closes = [
            at
            for mark in "”’」"
            if (at := text.find(mark, said.end, span.end)) >= 0 and not text[at + 1 : at + 2].isalnum()
        ]
        return text[start : min(closes, default=span.end)].rstrip('”’」".。 ')

    def _behind_heading(self, begin: int, said: int) -> int:
        """Where a sentence begins behind a number and a heading that no mark parts from it; 0 where there are none.

        `(2) Selection of members In appointing members, the Director shall …`
        """
        head, opens = self.document.text[begin:said], "|".join(self._table["opens_sentence"])
        if not opens or not re.match(r"\W*\(\w+\)\s", head):
            return 0
        found = list(re.finditer(rf"(?<=[a-z]) (?=(?:{opens})\b)", head))
        return begin + found[-1].end() if found else 0

    def _only_manner(self, norm: Norm, start: int, stop: int) -> bool:
        """Whether all words between two places say how or when an act is done."""
        there = [one for one in norm.elements if start <= one.span.start and one.span.end <= stop]
        return bool(there) and all(one.role in (Role.CONSTRAINT, Role.TIME, Role.OTHER) for one in there)
