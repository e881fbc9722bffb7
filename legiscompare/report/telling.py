"""The story on the first screen: its lines as a list, each sentence with a link to the change it tells."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from legiscompare.report.cards import GLYPHS
from legiscompare.report.markup import escaped
from legiscompare.report.messages import capital
from legiscompare.report.story import Sentence, Story, StoryLine, story

if TYPE_CHECKING:
    from legiscompare.report.view import View


class Telling:
    """The story of one page. `html` gives HTML, the rest words."""

    def __init__(self, view: View) -> None:
        self.view, self.words = view, view.words

    @functools.cached_property
    def story(self) -> Story:
        """The story, made when it is first asked for."""
        return story(self.view, self.view.options.lines)

    @property
    def balance(self) -> str:
        """How many places ask less, how many more, in words."""
        return self.story.balance

    @property
    def limits(self) -> str:
        """What cannot be said, in one line."""
        return self.story.limits

    def html(self) -> str:
        """The lines as an ordered list; those beyond the first are folded by articles below, not here."""
        lines = self.story.lines[: self.view.options.lines]
        if not lines:
            return f'<p class="nil">{escaped(self.words("story.none"))}</p>'
        return "<ol>\n" + "\n".join(map(self._line, lines)) + "\n</ol>"

    def _line(self, line: StoryLine) -> str:
        w = self.words
        way, sure = escaped(w(f"story.way.{line.burden}")), escaped(w(f"story.sure.{line.certainty}"))
        glyph = f'<span class="glyph {line.burden}" aria-hidden="true">{GLYPHS[line.burden]}</span>'
        said = escaped(w("story.end")).join(
            self._sentence(one, short=number > 0) for number, one in enumerate(line.sentences)
        )
        return f'<li>{said}{escaped(w("story.stop"))} <span class="way">{glyph} {way} · {sure}</span></li>'

    def _sentence(self, one: Sentence, *, short: bool) -> str:
        left, right = self.words("story.cite", place="\n").split("\n")
        words = escaped(capital(one.short if short else one.words))
        link = f'<a href="#{one.items[0].anchor}">{escaped(one.cite)}</a>'
        return f"{words}{escaped(left)}{link}{escaped(right)}"
