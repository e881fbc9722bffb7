"""A norm as a clause that can stand alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legiscompare.report.story.cutting import OVER, bare, fit, head_of, phrase_ends, short_lists, tables

if TYPE_CHECKING:
    from collections.abc import Container

_CASE = (50, 16)
"""Code points that a case has room for at least, and a Chinese one."""
_LEAST = 0.5
"""Share of the room of a case that its kept part has at least."""
_OPENING = 4
"""Characters at the head of a Chinese act among which a sanction is named."""
_BINDS = re.compile(r"\b(?:shall|must|may)\b")
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
    def _lists_bans(self) -> bool:
        """Whether it is a point behind opening words that forbid: the following practices shall be prohibited."""
        bans = tables().get(self.language, {}).get("bans", ())
        return bool(bans) and self.modal in COLONS and re.search(rf"\b(?:{'|'.join(bans)})\b", self.who) is not None

    @property
    def binds(self) -> bool:
        """Whether its binding word commands."""
        return bool(self.modal) and self.modal == tables().get(self.language, {}).get("inherits", {}).get("shall")

    @property
    def _is_its_case(self) -> bool:
        """Whether the case in which it holds is what it says: where …, these rules do not apply."""
        says = self.rest if self.language == "zh" else self.modal
        return says.startswith(tuple(tables().get(self.language, {}).get("of_cases", ())))

    @property
    def _asides(self) -> tuple[str, ...]:
        """Openings of what is no case, but leaves other rules as they are or says by which one acts."""
        return tuple(tables().get(self.language, {}).get("asides", ("\0",)))

    @property
    def _has_subject_in_case(self) -> bool:
        """Whether its subject is a pronoun for a party that the case names."""
        return self.who.split(" ", 1)[0] in tables().get(self.language, {}).get("pronouns", ())

    @property
    def permits(self) -> bool:
        """Whether it permits under a binding word that commands: it shall be permissible to."""
        return self.rest.casefold().startswith(tuple(tables().get(self.language, {}).get("permits", ())))

    @property
    def case(self) -> str:
        """What it is about, where its act says what is done about it: its case, and its subject if that is no authority."""
        return self.before if self.language == "zh" else f"{self.before} {self.who}".strip()

    @property
    def counts(self) -> bool:
        """Whether it says what does not count as what (must not qualify as), and forbids nothing."""
        opens = tuple(tables().get(self.language, {}).get("classes", ()))
        act = self.rest.removeprefix(", ")
        _, comma, behind = act.partition(", ")
        acts = (act, behind) if comma and self.rest.startswith(",") else (act,)
        return bool(opens) and self.forbids and any(one.casefold().startswith(opens) for one in acts)

    @property
    def leaves(self) -> bool:
        """Whether its act only leaves other rules as they are: must not be interpreted as, must not affect the."""
        opens = tuple(tables().get(self.language, {}).get("leaves", ()))
        return bool(opens) and bool(self.modal) and self.rest.casefold().startswith(opens)

    def punishes(self, words: int) -> bool:
        """Whether it names a sanction: in its subject or the first `words` words after the binding word, in Chinese anywhere.

        Where nothing is known of its language it is taken at its kind.
        """
        if "punishes" not in tables().get(self.language, {}):
            return True
        if self._lists_bans:
            return False  # what is banned may name a penalty
        return self._names_sanction(words) and not self.spares(words)

    @property
    def makes_good(self) -> bool:
        """Whether all that it names of a sanction is that a damage is made good."""
        table = tables().get(self.language, {})
        han = self.language == "zh"
        said: Container[str] = self.rest if han else _folded(self.rest).split()
        names = [name for name in table.get("punishes", ()) if name in said]
        return bool(names) and all(any(one in name for one in table.get("liable", ())) for name in names)

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
            cases = self.modal in COLONS and re.search("|".join(tables()["zh"]["lists"]), self.before + self.who)
            said = self.who if cases else re.split("：\\s*（一）", self.rest)[0]  # not in the cases that follow
            return any(name in said for name in names)
        if not set(_folded(self._act(words)).split()).isdisjoint(names):
            return True
        imposes = tuple(tables()[self.language].get("imposes", ()))
        return self._act(words).startswith(imposes) and not set(self._near(0).split()).isdisjoint(names)

    def _act(self, words: int) -> str:
        """The first words behind the binding word, small; of a clause that was not taken apart, behind its first one."""
        words = words if self.modal or _BINDS.search(self.rest) else len(self.rest)
        said = self.who if self.modal in COLONS else self.rest
        rest = said if self.modal and self.modal not in COLONS else _BINDS.split(said, maxsplit=1)[-1]
        return " ".join(rest.split()[:words]).casefold()

    def _near(self, words: int) -> str:
        """The subject and the first words after the binding word, small, without marks."""
        head = self.who if self.modal in COLONS else self.who.rpartition(", ")[2]
        head = head if self.modal else _BINDS.split(self.rest, maxsplit=1)[0]
        return _folded(f"{head} {self._act(words)}")

    def whole(self, *, modal: str | None = None, limit: int = 0) -> str:
        """The clause; `modal` puts other words in the place of the binding word, `limit` cuts it (code points)."""
        text = self._joined(self.before, self.who, self.rest, modal)
        if not limit or len(text) <= OVER * limit:
            return text
        brackets = tables().get(self.language, {}).get("brackets", ["()"])
        before, who, rest = (bare(words, brackets) for words in (self.before, self.who, self.rest))
        aside = bare(self.aside, brackets)
        binds = self.commands or (self.who and not self.modal)
        if aside and binds and len(self._joined(before, who, rest, modal)) > limit:
            rest = rest.lstrip(" ,").removeprefix(aside.strip(" ,")).lstrip(" ，,")
        if not self.who and not (self.before and self.modal):
            case, rest = _case_apart(self._joined(before, who, rest, modal), self.language)
            case = self._case(case, limit // 3) if len(case) > limit // 3 else case
            binds_at = _BINDS.search(rest) if self.language != "zh" else None
            defines = any(one in rest for one in tables().get(self.language, {}).get("defines", ()))
            if (
                binds_at is not None and binds_at.start() > limit // 2 and not defines
            ):  # its binding word stands, whatever is cut
                head = head_of(rest[: binds_at.start()].rstrip(), self.language, limit // 2)
                told = fit(rest[binds_at.start() :], self.language, max(limit - len(case) - len(head), limit // 2))
                return self._with_exceptions(self._joined(case, head, told, ""))
            told = fit(rest, self.language, limit - len(case)) if case else fit(rest, self.language, limit)
            return self._with_exceptions(self._joined(case, "", told, ""))
        room = limit - min(len(rest), limit // 2)
        if len(before) + len(who) > room:
            before, who = short_lists(before, self.language), short_lists(who, self.language)
        if len(before) + len(who) > room and before.casefold().startswith(self._asides):
            before = ""
        if len(before) + len(who) > room and len(before) > limit // 3 and not self._is_its_case:
            share = limit // 2 if self.language == "zh" else limit // 3  # a Chinese case is what the sentence is about
            before = (
                before
                if len(before) <= share
                else self._case(before, max(limit // 3, room - len(who), _CASE[self.language == "zh"]))
            )
        if len(before) + len(who) > room and self.modal not in COLONS:
            who = head_of(who, self.language, max(room - len(before), limit // 4))
        elif len(before) + len(who) > room:
            who = self._lead(who, max(room - len(before), 2 * limit // 3))
        room = max(limit - len(before) - len(who) - len(self.modal), limit // 3)
        rest = fit(rest, self.language, room, ban=self.forbids or self._lists_bans)
        return self._with_exceptions(self._joined(before, who, rest, modal))

    def _lead(self, who: str, room: int) -> str:
        """A long lead-in of a list without its middle: what follows its last phrase still reads on to the point."""
        ends = phrase_ends(who, self.language)
        tails = [end for end in ends if len(who) - end <= room // 2]
        if not tails or not ends:
            return fit(who, self.language, room)
        opening = fit(who, self.language, max(room - (len(who) - tails[0]), 2 * room // 3)).rstrip("… ")
        dots = "……" if self.language == "zh" else " … "
        return f"{opening}{dots}{who[tails[-1] :].lstrip(' ,;:，；、：')}"

    def opening(self, room: int) -> str:
        """Who must or may, in about `room` code points, with a space behind it where its language has one."""
        before, who = self.before, self.who
        if len(before) + len(who) > room and before:
            before = self._case(before, max(room // 2, room - len(who)))
        if len(before) + len(who) > room:
            who = head_of(who, self.language, max(room - len(before), room // 2))
        told = self._joined(before, who, "", None)
        return told if self.language == "zh" else f"{told} "

    def _case(self, before: str, room: int) -> str:
        """A case in less room: up to where a phrase of it ends; where none does, only that there is one."""
        ends = [end for end in phrase_ends(before, self.language) if _LEAST * room <= end <= room]
        if ends or self._has_subject_in_case:
            return fit(before, self.language, room)
        aside = before.casefold().startswith(self._asides)
        return "" if aside else str(tables().get(self.language, {}).get("certain", ""))

    def _with_exceptions(self, told: str) -> str:
        """`told`, and that there are exceptions where the words of one were cut off."""
        table = tables().get(self.language, {})
        whole, said = self._joined(self.before, self.who, self.rest, None).casefold(), told.casefold()
        edge = "" if self.language == "zh" else r"\b"
        names = [rf"{edge}{re.escape(one)}{edge}" for one in table.get("excepts", ())]
        lost = any(re.search(one, whole) and not re.search(one, said) for one in names)
        return told + str(table.get("excepted", "")) if lost else told

    def _joined(self, before: str, who: str, rest: str, modal: str | None) -> str:
        said = self.modal if modal is None else modal
        if self.language == "zh":
            return "".join(piece for piece in (before and f"{before}，", who, said, rest) if piece)
        before = f"{before}, " if before else ""
        middle = f"{who}{said}" if said in COLONS else " ".join(piece for piece in (who, said) if piece)
        return f"{before}{middle}{rest if not middle or rest.startswith(',') else f' {rest}'}".rstrip()


def _folded(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _case_apart(words: str, language: str) -> tuple[str, str]:
    """The case that opens a clause which was not taken apart, and the rest of it (provided that …, no fines shall …)."""
    table = tables().get(language, {})
    opens = [*table.get("opens_case", ()), *table.get("asides", ())]
    binds = _BINDS.search(words)
    if binds is not None and re.search("|".join(table.get("provisos", ())) or "\0", words[: binds.start()]):
        return "", words  # the binding word is that of a proviso
    if language == "zh" or binds is None or not words.casefold().startswith(tuple(opens)):
        return "", words
    case, comma, rest = words[: binds.start()].rpartition(", ")
    return (case, rest + words[binds.start() :]) if comma else ("", words)
