"""A norm as a clause that can stand alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from legiscompare.report.story.cutting import bare, fit, head_of, tables

OVER = 1.25
"""A clause is told whole if it is longer than its room by no more than this factor: a cut costs more than a few words."""
_OPENING = 4
"""Characters at the head of a Chinese act among which a sanction is named."""
COLONS = (":", "：")
"""What stands for the binding word of a list point behind its lead-in."""
LEADS = (*COLONS, "—", "–")
"""What a lead-in may end with."""


@dataclass(frozen=True, slots=True)
class StoryStatement:
    """A norm as a clause that can stand alone, without a full stop."""

    before: str
    """The case in which it holds, where it stands before the subject."""
    who: str
    """Its subject, as inside a sentence; empty where the clause was not taken apart."""
    modal: str
    """The binding word as a person would say it (`must`), or as it stands."""
    rest: str
    """What must or may be done; the whole clause where it was not taken apart."""
    language: str
    acts: bool = True
    """Whether its subject is a party, which can do something, and no thing (data, the provision of a service)."""
    aside: str = ""
    """Words at the head of `rest` that only say under which rules or how it is done: the first to go where room is short."""

    hung: bool = False
    """Whether it is told from the head of the sentence before it, since it has none of its own."""

    @property
    def apart(self) -> bool:
        """Whether subject, binding word and act are known."""
        return bool(self.who and self.modal) and self.modal not in COLONS

    @property
    def forbids(self) -> bool:
        """Whether its binding word forbids."""
        return bool(self.modal) and self.modal == tables().get(self.language, {}).get("inherits", {}).get("shall_not")

    @property
    def commands(self) -> bool:
        """Whether its binding word commands and its subject is known: then it can be said that this is asked no longer."""
        return self.apart and self.modal in tables().get(self.language, {}).get("commands", ())

    @property
    def can_be_required(self) -> bool:
        """Whether the clause still stands without its binding word, behind words that say that something is required."""
        if self.language != "zh":
            return self.apart and not self.before
        return self.rest.startswith(tuple(tables()["zh"]["states"]))

    @property
    def required(self) -> StoryStatement:
        """The clause as it stands behind such words: without binding word."""
        return replace(self, modal="", who=self.who.rstrip("，"))

    @property
    def binds(self) -> bool:
        """Whether its binding word commands."""
        return bool(self.modal) and self.modal == tables().get(self.language, {}).get("inherits", {}).get("shall")

    @property
    def _is_its_case(self) -> bool:
        """Whether the case in which it holds is what it says (where …, these rules do not apply), or names its subject."""
        table = tables().get(self.language, {})
        says = self.rest if self.language == "zh" else self.modal
        named = self.who.split(" ", 1)[0] in table.get("pronouns", ())
        return says.startswith(tuple(table.get("of_cases", ()))) or named

    @property
    def permits(self) -> bool:
        """Whether it permits under a binding word that commands: it shall be permissible to."""
        return self.rest.casefold().startswith(tuple(tables().get(self.language, {}).get("permits", ())))

    def punishes(self, words: int) -> bool:
        """Whether it names a sanction: in its subject or the first `words` words after the binding word, in Chinese anywhere.

        Where nothing is known of its language it is taken at its kind.
        """
        if "punishes" not in tables().get(self.language, {}):
            return True
        return self._names_sanction(words) and not self.spares(words)

    @property
    def exempts(self) -> bool:
        """Whether its words exempt: shall not apply, exempt from, 免予, 除外."""
        names, whole = tables().get(self.language, {}).get("exempts"), self.whole().casefold()
        return names is None or any(name in whole for name in names)

    @property
    def begins_to_punish(self) -> bool:
        """Whether the act itself is a sanction: may be fined, 可以处罚款."""
        names = tables().get(self.language, {}).get("punishes", ())
        opening = self.rest[:_OPENING] if self.language == "zh" else " ".join(self.rest.split()[:2]).casefold()
        return (
            any(name in opening for name in (*names, "处"))
            if self.language == "zh"
            else any(n in opening for n in names)
        )

    def spares(self, words: int) -> bool:
        """Whether it names a sanction, in the same place, to say that there is none: no fines shall be imposed."""
        table = tables().get(self.language, {})
        if "spares" not in table or not self._names_sanction(words):
            return False
        if self.language == "zh":
            return any(one in self.rest for one in table["spares"])
        ahead = rf"\b(?:{'|'.join(table['spares'])})\b(?: \w+){{0,2}} (?:{'|'.join(table['punishes'])})\b"
        return self.forbids or re.search(ahead, self._near(words)) is not None

    def _names_sanction(self, words: int) -> bool:
        names = tables()[self.language]["punishes"]
        if self.language == "zh":
            return any(name in self.rest for name in names)
        return not set(self._near(words).split()).isdisjoint(names)

    def _near(self, words: int) -> str:
        """The subject and the first words after the binding word, small, without marks."""
        head = self.who if self.modal in COLONS else self.who.rpartition(", ")[2]
        near = f"{head} {' '.join(self.rest.split()[:words])}" if self.modal else self.rest
        return " ".join(re.findall(r"\w+", near.casefold()))

    def whole(self, *, modal: str | None = None, limit: int = 0) -> str:
        """The clause; `modal` puts other words in the place of the binding word, `limit` cuts it (code points)."""
        text = self._joined(self.before, self.who, self.rest, modal)
        if not limit or len(text) <= OVER * limit:
            return text
        brackets = tables().get(self.language, {}).get("brackets", ["()"])
        before, who, rest = (bare(words, brackets) for words in (self.before, self.who, self.rest))
        aside = bare(self.aside, brackets)
        if aside and self.commands and len(self._joined(before, who, rest, modal)) > limit:
            rest = rest.removeprefix(aside).lstrip(" ，,")
        if not self.who and not (self.before and self.modal):
            return fit(self._joined(before, who, rest, modal), self.language, limit)
        room = limit - min(len(rest), limit // 2)
        if len(before) + len(who) > room and len(before) > limit // 3 and not self._is_its_case:
            before = str(tables().get(self.language, {}).get("certain", ""))  # cut in its middle it cannot be read
        if len(before) + len(who) > room and self.modal not in COLONS:
            who = head_of(who, self.language, max(room - len(before), limit // 4))
        rest = fit(rest, self.language, max(limit - len(before) - len(who) - len(self.modal), limit // 3))
        return self._joined(before, who, rest, modal)

    def _joined(self, before: str, who: str, rest: str, modal: str | None) -> str:
        said = self.modal if modal is None else modal
        if self.language == "zh":
            return "".join(piece for piece in (before and f"{before}，", who, said, rest) if piece)
        before = f"{before}, " if before else ""
        middle = f"{who}{said}" if said in COLONS else " ".join(piece for piece in (who, said) if piece)
        return f"{before}{middle}{rest if not middle or rest.startswith(',') else f' {rest}'}".rstrip()
