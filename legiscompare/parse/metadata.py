"""What a text says of itself: title, date, issuer, legal basis, date of effect. Nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from legiscompare.model import Provision, ProvisionKind, SourceText
from legiscompare.parse.numerals import han_value

_ZH_DATE = re.compile(r"(\d{4}|[〇零○一二三四五六七八九]{4})\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*月\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日")
_ZH_EFFECT = re.compile(rf"自\s*({_ZH_DATE.pattern})\s*起\s*(?:施行|实施|實施|生效)")
_ZH_BASIS = re.compile(r"(?:根据|依据|依照|依據|根據)((?:[^。；]{0,12}《[^》]{2,60}》(?:[^。《》；]{0,6}、?)?)+)[^。；]{0,40}?制定")
_ZH_ACT = re.compile(r"《([^》]{2,80})》")
_ZH_STAGE = re.compile(r"[（(]((?:公开)?(?:征求意见稿|草案[^（）()]{0,12}|送审稿|修订草案[^（）()]{0,12}|试行|暂行|修正案[^（）()]{0,8}))[）)]")
_EN_BASIS = re.compile(r"Having regard to (?:the )?((?:Treaty|Constitution|Law|Act|Regulation|Directive|Convention)[^;\n]*?)(?:, and in particular|,? in particular|,$|,\s*$|;|$)")
_MONTHS = {name: number for number, name in enumerate("january february march april may june july august september october november december".split(), 1)}
_EN_DATE = r"(\d{1,2})\s+(January|February|March|April|May|June|July|August|September|October|November|December)\s+(\d{4})"
_EN_EFFECT = re.compile(r"(?:enters? into force|comes? into force|takes? effect|shall (?:enter|come) into force|shall take effect|shall apply|applies)\s+(?:on|from)\s+" + _EN_DATE)
_EN_TITLE_DATE = re.compile(r"\bof " + _EN_DATE)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True)
class Metadata:
    """What was found; empty where the text does not say."""

    title: str = ""
    stage: str = ""
    date: date | None = None
    issuer: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    effective: date | None = None


def metadata(source: SourceText, root: Provision, language: str) -> Metadata:
    """Metadata read from the text itself and from what the file declares."""
    text = source.text
    before = _before(source, root)
    title = root.heading.of(text) if root.heading else source.metadata.get("title", "")
    first = next((node for node in root.walk() if node.kind is ProvisionKind.ARTICLE), None)
    if language == "zh":
        return _chinese(text, title, before, first, root)
    title = " ".join(title.split())
    basis = tuple(dict.fromkeys(" ".join(found.strip().rstrip(",").split()) for found in _EN_BASIS.findall(before)))
    effective = None
    for match in _EN_EFFECT.finditer(text):
        effective = _english_date(match)
    stated = _EN_TITLE_DATE.search(title)
    return Metadata(
        title=title, stage=source.metadata.get("stage", ""), date=_english_date(stated) if stated else _iso(source),
        basis=basis, effective=effective,
    )  # fmt: skip


def _before(source: SourceText, root: Provision) -> str:
    """Everything before the first article."""
    first = next((node for node in root.walk() if node.kind is ProvisionKind.ARTICLE), None)
    return source.text[: first.span.start if first else 0]


def _chinese(text: str, title: str, before: str, first: Provision | None, root: Provision) -> Metadata:
    del root
    stage = match[1] if (match := _ZH_STAGE.search(title) or _ZH_STAGE.search(before[:400])) else ""
    title = "".join(title.split())
    # Dates before the first article tell when each version was passed; the last one is this version's.
    dates = [found for match in _ZH_DATE.finditer(before) if (found := _chinese_date(match)) and not re.match(r"\s*起?施行", before[match.end() :])]
    basis: tuple[str, ...] = ()
    if first is not None and (match := _ZH_BASIS.search(first.span.of(text))):
        basis = tuple(dict.fromkeys(_ZH_ACT.findall(match[1])))
    effective = None
    for match in _ZH_EFFECT.finditer(text):
        effective = _chinese_date(_ZH_DATE.search(match[1]))
    if effective is None and (match := re.search(_ZH_DATE.pattern + r"\s*起?施行", before)):
        effective = _chinese_date(_ZH_DATE.match(match.group()))
    return Metadata(title, stage, max(dates, default=None), _issuers(before, title), basis, effective)


_ZH_ISSUER = re.compile(r"^\s*((?:中华人民共和国|国家|中国|中央|[^\s，。：（）()《》\d]{2,8}(?:省|市|自治区))?[^\s，。：（）()《》\d]{2,24}(?:办公室|部|委员会|总局|局|署|院|银行|政府))\s*$", re.MULTILINE)


def _issuers(before: str, title: str) -> tuple[str, ...]:
    """Lines before the law that name nothing but an office; only those that a decree or date accompanies."""
    if "令" not in before and "公告" not in before:
        return ()
    found = [match[1] for match in _ZH_ISSUER.finditer(before)]
    return tuple(dict.fromkeys(name for name in found if name != title))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else han_value(text) or 0


def _chinese_date(match: re.Match[str] | None) -> date | None:
    return _date(*(_number(match[group]) for group in (1, 2, 3))) if match else None


def _english_date(match: re.Match[str]) -> date | None:
    return _date(int(match[3]), _MONTHS[match[2].lower()], int(match[1]))


def _iso(source: SourceText) -> date | None:
    match = _ISO.fullmatch(source.metadata.get("date", "").strip())
    return _date(*(int(part) for part in match.groups())) if match else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
