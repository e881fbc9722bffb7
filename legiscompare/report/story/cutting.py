"""Words made to fit: tidied, without glosses, cut where a reader can bear it. What a language needs for it is data."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legiscompare.report.story.pieces import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = 2
"""Characters that the head of a Chinese subject has at least."""
_FAR, _LEAST, _BEYOND = 0.6, 0.3, 1.25
"""Shares of the room: as far as a cut should be, as far as it must be, and how far behind the room it may be."""
_WHOLE_CLAUSE, OVER = 0.4, 1.5
"""Shares of the room: as far as a clause must reach that is told whole instead of a longer cut one, and as far as it may."""
_LEAST_CLAUSE = 0.5
"""Share of the room as far as a cut must be that leaves a whole clause."""
_NO_PLACE = 1.8
"""Share of the room that a clause may take which can be cut nowhere so that it stays one."""
_SAVES = (24, 9)
"""Code points that a cut must save at least, and in Chinese."""
_HEADLESS = 45
"""Code points of a side clause that say too little of it."""
_HANGS = re.compile(
    r"\b(?:Articles?|paragraphs?|points?|of|the|and|or|to|in|must|shall|may|not|be|accordance|relation|respect|order|such"
    r"|that|which|who|whose|by|for|with|from|at|on|as|the course|covered|referred|laid|based|described|concerned by)$"
    r"|[,;:]$",
    re.IGNORECASE,
)
"""Words behind which no phrase ends."""
_NAME = 16
"""Code points before a cut in which such a word is looked for."""
_MEMBER = (
    r"(?!(?:in|by|with|within|through|at|on|for|under|where|when|which|that|including|to)\b)[\w'’-]+(?: [\w'’-]+){0,5}"
)
_LIST = re.compile(rf"([^,;:.()]{{1,200}}, {_MEMBER}), (?:{_MEMBER}, ){{0,20}}{_MEMBER},? ((?:and|or) )")
_HAN_LIST = re.compile(
    r"([^，；。：、（）]{1,80}、[^，；。：、（）]{1,14})、(?:[^，；。：、（）]{1,14}、){1,20}(?=([^，；。：、（）]))"
)
"""A list of four members or more: its first two, and what opens its last."""
_SUBJECT = 12
"""Code points that the head of an English subject has at least: `each use` says of nothing what it is."""
_OWN = "["
"""Opens what the program puts into a sentence."""
_TOWARDS = "对"
_MARKS = "，；：。、"
_WIDE = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_GLOSS = 5
"""Characters from which on words in brackets are a gloss and no number: `(hereinafter …)`, not `(1)(a)`."""


@functools.cache
def tables() -> dict[str, dict[str, Any]]:
    """What the sentences must know of each language, by its code; `words.toml` says what each entry means.

    `words_hant.toml` adds the same words in Traditional characters: texts are told as they stand.
    """
    folder = Path(__file__).parent
    found, more = (
        tomllib.loads((folder / name).read_text(encoding="utf-8")) for name in ("words.toml", "words_hant.toml")
    )
    for language, table in more.items():
        for key, words in table.items():
            found[language][key] += words
    return found


@functools.lru_cache(maxsize=4096)
def tidy(words: str, language: str) -> str:
    """One line without list numbers, marks or joins at its ends."""
    marks, joins = _at_ends(language)
    spaced = language != "zh" or re.search(r"[A-Za-z] [A-Za-z]", words)
    line = (" " if spaced else "").join(words.split())
    while True:
        before = line
        line = line.strip(marks)
        for join in joins:
            if language == "zh":
                line = line.removesuffix(join) if line.endswith("，" + join) else line
                line = line.removeprefix(join)
                continue
            if line[-len(join) - 1 :].casefold().endswith(" " + join):
                line = line[: -len(join) - 1]
            if line[: len(join) + 1].casefold().startswith(join + " "):
                line = line[len(join) + 1 :]
        if line == before:
            return line


@functools.cache
def _at_ends(language: str) -> tuple[str, tuple[str, ...]]:
    """Marks and joins of a language that are taken off the ends of a clause."""
    table = tables().get(language, {})
    return " " + table.get("marks", ",;:."), tuple(table.get("joins", tables()["joins"].get(language, ())))


def unlisted(words: str, language: str) -> str:
    """`words` without the marks of points that stand in running text: containing— (A) an analysis; and (B) a list.

    Marks of markup go too.
    """
    if language == "zh":
        words = re.sub(r"：\s*（[一二三四五六七八九十]+）", "：", words)
        return re.sub(r"；\s*（[一二三四五六七八九十]+）", "；", words)
    words = re.sub(r"\*\W?\*|\\(?=[\[\]*'])|\*", "", words)  # marks of a source's own markup
    words = re.sub(r"\s*[—–:]+\s*(?:\((?:[a-z]{1,4}|[A-Z]|\d{1,2})\)|[a-z]\.|i\.)\s+(?=\w)", ": ", words)
    return re.sub(
        r"(;|[;,] and(?= \([A-Z]\))|; and|; or)\s+(?:\((?:[a-z]{1,4}|[A-Z]|\d{1,2})\)|(?<=;\s)[a-z]\.)\s+(?=[a-z])",
        r"\1 ",
        words,
    )


def bare(words: str, brackets: Sequence[str]) -> str:
    """`words` without what stands in brackets: short names, glosses."""
    for left, right in map(tuple, brackets):
        if left == _OWN:
            continue  # whom a pronoun names
        words = re.sub(rf"\s*{re.escape(left)}[^{re.escape(left + right)}]{{{_GLOSS},}}{re.escape(right)}", "", words)
    return words


def fit(words: str, language: str, limit: int, *, ban: bool = False) -> str:
    """`words` in about `limit` code points: what stands in brackets goes first, then the middle of lists, then the end.

    `ban`: a binding word that forbids stands before them.
    """
    if len(words) <= limit:
        return words
    words = bare(words, tables().get(language, {}).get("brackets", ["()"]))
    if len(words) > limit and (at := _proviso(words, language)) > _LEAST * limit:
        return fit(words[:at].rstrip(" ,;:"), language, limit - 1, ban=ban).rstrip("… ") + "…"
    if len(words) > limit:
        words = short_lists(words, language)
    return words if len(words) <= limit else _ended(words, language, limit, ban=ban)


def cuts_off(words: str) -> bool:
    """Whether a clause was cut at its end, or where a phrase of it ends: the middle of a list that is left out is no cut."""
    return "…" in short_lists(words, "en").replace(" … and ", " ").replace(" … or ", " ")


def _proviso(words: str, language: str) -> int:
    """Where a proviso begins that hangs at the end of a sentence (: Provided, That …); -1 where none does."""
    names = tables().get(language, {}).get("provisos", ())
    places = [found.start() for one in names if (found := re.search(one, words)) is not None]
    return min(places, default=-1)


def short_lists(words: str, language: str) -> str:
    """`words` with each long list told by its first two members and its last, an ellipsis between them."""
    if language == "zh":
        return _HAN_LIST.sub(r"\1……", words)
    return _LIST.sub(r"\1 … \2", words)


def _ended(words: str, language: str, limit: int, *, ban: bool) -> str:
    """`words` up to where a clause or a phrase ends: within `limit`, or a little behind it, or before it; else a word."""
    dots = "……" if language == "zh" else "…"
    size = limit - len(dots)
    strong, weak = (
        [end for end in ends if not _spoils(words, end, language, ban=ban)]
        for ends in (phrase_ends(words, language), phrase_ends(words, language, weak=True))
    )
    choices = (
        [end for end in strong if _FAR * size <= end <= size][-1:],
        [end for end in strong if size < end <= _BEYOND * size][:1],
        [end for end in weak if _FAR * size <= end <= _BEYOND * size][-1:],
        [end for end in strong if _LEAST * size <= end <= size][-1:],
        [end for end in weak if end > size][:1] if language == "zh" else [],
    )
    clauses = [end for end in _clause_ends(words, language) if _WHOLE_CLAUSE * size <= end <= OVER * size]
    clauses = clauses or [
        end for end in _asides(words, language, ban=ban) if _LEAST_CLAUSE * size <= end <= OVER * size
    ]
    if not clauses and language != "zh" and len(words) <= _NO_PLACE * size:
        return words  # there is no place where it could be cut and stay a clause
    found = clauses[-1] if clauses else next((one[0] for one in choices if one), None)
    if found is not None and not clauses:
        found = _before_turn(words, found, size)
    if found is not None and len(words) - found <= _SAVES[language == "zh"]:
        return words  # a cut that saves so little costs more than it saves
    if found is None:
        if language == "zh":
            return words  # one phrase without a place where it could be cut
        found = words.rfind(" ", 0, size)
        found = found if found > 0 else len(words)
        if _loses(words, found, tables().get(language, {})):  # up to where its clause ends
            found = next((end for end in strong if end > found), len(words))
    if language == "zh":
        found = _before_case(words, found)
    cut = without_hanging(words[:found].rstrip(" ,;:，；、："), language).rstrip(" ,;:，；、：")
    says = tables().get(language, {}).get("says_that")
    if says and re.match(r"\s*(?:that|whether)\b", words[len(cut) :]) and re.search(says, cut):
        cut = without_hanging(
            re.sub(r"(?: to)? \S+$", "", cut), language
        )  # what is shown went, so that it is shown goes
    aside = tuple(tables().get(language, {}).get("hangs_aside", ()))
    while aside and (last := next((one for one in aside if cut.casefold().endswith(one)), "")):
        cut = cut[: -len(last)].rstrip(" ,;:")
    return f"{cut}{dots}" if found < len(words) else words


def _clause_ends(words: str, language: str) -> list[int]:
    """Where a clause ends that stands by itself: at a semicolon, or before a further act with its own binding word."""
    marks = r"；" if language == "zh" else r";(?= )|, (?=(?:and|but) (?:[a-z]+ ){0,3}(?:shall|must|may)\b)"
    return [found.start() for found in re.finditer(marks, words)]


def _asides(words: str, language: str, *, ban: bool) -> list[int]:
    """Where a comma parts what a sentence stands without: a side clause, an example, a reference to other rules."""
    opens = tables().get(language, {}).get("opens_aside", ())
    if not opens:
        return []
    found = [one.start() for one in re.finditer(rf", (?=(?:{'|'.join(opens)})\b)", words)]
    return [at for at in found if not _announces(words[:at], language) and not _spoils(words, at, language, ban=ban)]


def _announces(words: str, language: str) -> bool:
    """Whether the last word of a cut clause announces what was cut: in such a way | that."""
    ends = tables().get(language, {}).get("announces", ())
    return bool(ends) and re.search(rf"(?:^|\s)(?:{'|'.join(ends)})$", words[-_NAME:], re.IGNORECASE) is not None


def _before_turn(words: str, end: int, size: int) -> int:
    """`end`, or where the side clause begins that would be cut a few words behind its head: …, which shall contain | …"""
    opens = tables().get("en", {}).get("turns_aside", ())
    if not opens or words[end : end + 1] in (";", "") or end >= len(words):
        return end
    heads = [found.start() for found in re.finditer(rf", (?=(?:{'|'.join(opens)})\b)", words[:end])]
    return heads[-1] if heads and heads[-1] >= _LEAST * size and end - heads[-1] < _HEADLESS else end


def _spoils(words: str, end: int, language: str, *, ban: bool) -> bool:
    """Whether a cut leaves a ban without the words that restrict it: must not perform any test | which alters …"""
    table = tables().get(language, {})
    restricts, bans = table.get("restricts", ()), table.get("bans", ())
    if _loses(words, end, table):
        return True
    if not restricts:
        return False
    parted = re.split(r"[;:]|, (?:and|but|or) ", words[:end])
    if len(parted) > 1 and re.search(rf"^(?:\w+ )?(?:{'|'.join(bans)})\b", parted[-1]):
        return (
            re.match(r"[;:]|, (?:and|but|or) |\s*$", words[end:]) is None
        )  # a further ban is told whole or not at all
    forbids = ban or re.search(rf"\b(?:{'|'.join(bans)})\b", re.split(r"; ", words[:end])[-1]) is not None
    return forbids and re.match(rf"\W*(?:{'|'.join(restricts)})\b", words[end:]) is not None


def _loses(words: str, end: int, table: dict[str, Any]) -> bool:
    """Whether a cut loses the word that denies, which German and French have behind much of what it denies."""
    keeps = "|".join(table.get("keeps", ()))
    if not keeps or re.search(rf"\b(?:{keeps})\b", re.split(r"; ", words[:end])[-1], re.IGNORECASE):
        return False
    return re.search(rf"\b(?:{keeps})\b", re.split(r"; |\. ", words[end:])[0], re.IGNORECASE) is not None


def _before_case(words: str, end: int) -> int:
    """`end`, or where the clause before begins if what stands last is the case of an act that was cut off (…的，)."""
    last = max(words.rfind(mark, 0, end - 1) for mark in "，；。") + 1
    return last if last > _LEAST * end and words[last:end].rstrip(_MARKS).endswith("的") else end


def full_width(words: str) -> str:
    """Chinese words with the marks of Chinese: a sentence has no half-width mark beside a character."""
    words = re.sub(r"(?<=[\u4e00-\u9fff）”》])[,:;?!]|[,:;?!](?=[\u4e00-\u9fff（“《])", lambda m: _WIDE[m[0]], words)
    return re.sub(r"\((?=[\u4e00-\u9fff])([^()]*)\)", r"（\1）", words)


@functools.lru_cache(maxsize=4096)
def phrase_ends(words: str, language: str, *, weak: bool = False) -> tuple[int, ...]:
    """Where a clause or a phrase of `words` ends: at a mark, in English also before a word that opens a further one.

    With `weak`, also before the words that only join two members or two acts.
    """
    if language == "zh":
        ends = [high for _, high in words_of(words, language)][:-1]
        return tuple(end for end in ends if weak or words[end - 1] in _MARKS)
    says = tables().get(language, {}).get("says_that")
    found = {one.start() for one in _openers(language, weak=weak).finditer(words)}
    if says:
        found = {
            at for at in found if not re.match(r" (?:that|whether)\b", words[at:]) or not re.search(says, words[:at])
        }
    phrases = (at for at in found if not _HANGS.search(words[max(0, at - _NAME) : at]))
    return tuple(sorted(at for at in phrases if not _announces(words[:at], language)))


@functools.cache
def _openers(language: str, *, weak: bool) -> re.Pattern[str]:
    """What begins where a phrase has ended: a mark, or white space before a word that opens a further phrase."""
    table = tables().get(language, {})
    opens = [*table.get("opens_phrase", ()), *(table.get("opens_weakly", ()) if weak else ())]
    words = rf"| (?=(?:{'|'.join(opens)})\b)" if opens else ""
    return re.compile(rf"[,;:](?= ){words}")


def without_hanging(words: str, language: str) -> str:
    """`words` without an article, a preposition, a join or (in Chinese) a binding word at their end, where no quote may end."""
    hanging = tables().get(language, {}).get("hanging", ())
    if language == "zh":  # in the order of the table, 以及 before 及, until none is left
        while found := next((one for one in hanging if words.endswith(one) and len(words) > len(one) + 1), ""):
            words = words.removesuffix(found)
    while " " in words and words.rsplit(" ", 1)[1].casefold().strip(",;") in hanging:
        words = words.rsplit(" ", 1)[0]
    return words


def balanced(words: str, brackets: Sequence[str]) -> str:
    """`words` without a bracket at either end whose partner they lack."""
    for left, right in map(tuple, brackets):
        if words.count(left) != words.count(right):
            words = words.removeprefix(left) if words.count(left) > words.count(right) else words
            words = words.removesuffix(right) if words.count(right) > words.count(left) else words
    return words


def head_of(who: str, language: str, limit: int) -> str:
    """A long subject without what only says more of it: in Chinese that stands before its head, in English after it."""
    if len(who) <= limit:
        return who
    if language == "zh":
        return _han_head(who, limit)
    words = "|".join(tables().get(language, {}).get("after_head", ()))
    ends = [found.start() for found in re.finditer(rf" (?:{words})\b", who)] if words else []
    fits = [end for end in ends if end <= limit]
    commas = [at for at in range(limit // 3, min(limit, len(who))) if who.startswith(", ", at)]
    long = [end for end in ends if end >= _SUBJECT]
    if not long and not commas:
        return who
    at = commas[-1] if commas else ([end for end in fits if end in long] or long[:1])[-1]
    return without_hanging(who[:at].rstrip(" ,;"), language) + " …"


def _han_head(who: str, limit: int) -> str:
    """A long Chinese subject from behind the first 的 that leaves it short enough; what it acts on (对…) is cut apart."""
    doer, towards, thing = who.partition(_TOWARDS)
    if towards and len(doer) > _HEAD:
        doer = _han_head(doer, max(limit // 2, limit - len(thing))) if len(doer) > limit // 2 else doer
        return doer + fit(towards + thing, "zh", max(limit - len(doer), limit // 3))
    clause, comma, _ = who.partition("，")
    if comma and clause and len(clause) <= 2 * limit and who.endswith("，") and clause != who[:-1]:
        return f"{clause}……，"  # it is a case of several clauses, and no subject
    places = [at for at, mark in enumerate(who[: -_HEAD - who.endswith("，")]) if mark == "的"]
    short = [at for at in places if len(who) - at - 1 <= limit]
    at = short[0] if short else places[-1] if places else -1
    if at <= 0:
        return who
    first = words_of(who, "zh")[0][1]
    opening = who[:first].rstrip(_MARKS) if first <= min(limit // 2, at) else ""
    if not opening and len(who) <= 2 * limit:
        return who  # a sentence does not begin with an ellipsis for the sake of a few characters
    return f"{opening}……{who[at + 1 :]}"
