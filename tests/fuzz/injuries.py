"""Small injuries to a law, made where laws differ: articles, clauses, modals, numbers, lists, names; and foreign matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

Lines = list[str]

# Words that stand for one another: what drafting changes.
EXCHANGES = [
    ["shall", "may", "should", "must", "shall not", "may not", "is to", "need not", "shall, where feasible,"],
    ["应当", "可以", "必须", "不得", "应", "宜", "鼓励", "禁止", "尽可能", "无需", "有权", "负责"],
    ["within 24 hours", "without undue delay", "within three months", "every year", "immediately", "at any time"],
    ["三日内", "及时", "立即", "3个月内", "每年", "定期", "在合理期限内"],
    ["all", "any", "some", "each", "only", "certain", "at least two", "no more than 50"],
    ["或者", "和", "、", "以及", "并", "及其"],
    ["and", "or", ";", ",", "and/or", "as well as"],
    ["muss", "kann", "soll", "darf nicht", "ist zu"],
    ["doit", "peut", "ne peut", "devrait", "est tenu de"],
    ["where", "if", "unless", "except where", "provided that", "notwithstanding"],
    ["的，", "的除外，", "时，", "之日起", "但是，", "除外。", "情形的"],
    ["the provider", "operators", "the authority", "users", "a Member State", "any person"],
    ["提供者", "使用者", "用户", "主管部门", "任何组织和个人", "本法", "国家"],
    ["一万元以上十万元以下", "五千元以下", "EUR 20 000 000", "4 %", "不超过50人", "10万元"],
]

# Matter that means something to a page, a sheet, a terminal, a numbering, or our own marks.
FOREIGN = [
    "<script>alert(1)</script>", '<img src=x onerror="alert(1)">', "</td></table>", "<!--", "-->",
    "<marquee>x</marquee>", "<style>*{color:red}</style>", "&lt;b&gt;", "&#0;", "&#xD800;", "<svg onload=alert(1)>", "<a href='javascript:x'>y</a>",
    "</script>", "]]>", "<![CDATA[", "<?xml?>", "<del>", "</del>", "<ins>", "</ins>", "~~", "{++", "++}", "{--", "--}",
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "'=1", '"', "'", "|", "| a | b |", "```", "`", "# ", "> ", "- ", "* ",
    "**", "_", "[x](http://a.b)", "![x](y)", "http://a.b/c?d=e", "www.a.b", "$$", "{{ 7*7 }}", "{% raw %}", "\\", "%s", "{0}",
    "\x00", "\x07", "\x08", "\x0b", "\x0c", "\x1b[31m", "\x1b]0;t\x07", "\x7f", "\x85", "\x9b31m", "\u00a0", "\u00ad",
    "\u061c", "\u200b", "\u200e", "\u200f", "\u2028", "\u2029", "\u202e", "\u2066", "\u2069", "\u3000", "\ufeff",
    "\ufff9", "\ufffb", "\ufffd", "\ufffe", "\uffff", "\ud800", "\udfff", "\U0001f600", "\U000e0001", "e\u0301\u0301", "ﬁ", "ẞ",
    "Article 1", "Article 2 bis", "Article 3:", "第一条", "第一条　", "第九十九条之一 ", "第二章 总则", "（一）", "(a) ", "(i) ", "1. ", "1.1 ",
    "§ 3a ", "SEC. 5. ", "ANNEX I", "附件", "附 则", "一、", "二、", "CHAPTER II", "Whereas:", "(1) ", "Done at X, 1 May 2020", "2023年7月10日",
    "(unchanged)", "[deleted]", "（删除）", "本条第一款", "前款规定的", "paragraph 1 of this Article", "Article 4(1), point (b)", "第三条至第五条",
    "以下简称平台", "(hereinafter ‘X’)", "是指", "means", "‘X’ means Y", "平台，是指经营者。", "“", "”", "‘", "’", "「", "」", "《", "》", "《甲法》、《乙法》",
    "（", "）", "(", ")", "[", "]", "【", "；", ";", "：", ":", "。", ".", "，", ",", "、", "…", "——", "的", "除外", "99999999999999999999", "零", "亿",
    "百分之二十", "½", "①", "Ⅳ", "٣", "x²", "1,5", "1.000.000", "0", "-0", "∞", "null", "NaN", "true", "None",
    "<table><tr><td>应当</td></tr></table>", "1) ", "[^1]", "[^1]: note", "¹", "(*)", "───", "---", "***", "___", "===", "Page 1 of 2", "EN",
]  # fmt: skip

REPEATED = [" ", "\t", "\u00a0", "\u3000", "1", "_", ";", "shall ", "where ", "only ", "，", "。", "；", "的", "应当", "是", "十", "、甲", "《甲法》、", "(", "（", "“",
            "of ", "not ", "and ", "或者", "不", "a, ", "第一条", "（一）", "(a) ", "|", "<b>", "/", "\\", "1.", "§ 1 ", "，应当", "除外", "“a”", "\u200b", "e\u0301"]  # fmt: skip

_CLAUSE = re.compile(r"(?<=[，；。,;.、：:])")
_NUMBER = re.compile(r"\d+|[一二三四五六七八九十]+")


def _drop(lines: Lines, chance: random.Random) -> None:
    del lines[chance.randrange(len(lines))]


def _twice(lines: Lines, chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    lines[at:at] = lines[at : at + chance.choice([1, 1, 2, 4])]


def _move(lines: Lines, chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    taken = lines[at : at + chance.choice([1, 1, 2, 3])]
    del lines[at : at + len(taken)]
    to = chance.randrange(len(lines) + 1)
    lines[to:to] = taken


def _join(lines: Lines, chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    lines[at : at + 2] = [chance.choice(["", " ", "，", "; and "]).join(lines[at : at + 2])]


def _cut(lines: Lines, chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    pieces = [piece for piece in _CLAUSE.split(lines[at]) if piece.strip()]
    if len(pieces) > 1:
        place = chance.randrange(1, len(pieces))
        lines[at : at + 1] = ["".join(pieces[:place]), "".join(pieces[place:])]


def _clause(lines: Lines, chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    pieces = _CLAUSE.split(lines[at])
    place = chance.randrange(len(pieces))
    match chance.randrange(4):
        case 0:
            del pieces[place]
        case 1:
            pieces[place:place] = [pieces[place]] * chance.choice([1, 2, 6])
        case 2:
            chance.shuffle(pieces)
        case _:
            other = _CLAUSE.split(chance.choice(lines))
            pieces[place:place] = [chance.choice(other)]
    lines[at] = "".join(pieces)


def _exchange(lines: Lines, chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    there = [(word, group) for group in EXCHANGES for word in group if word in lines[at]]
    if there:
        word, group = chance.choice(there)
        lines[at] = lines[at].replace(word, chance.choice(group), chance.choice([1, 1, -1]))
    else:
        _insert_word(lines, at, chance.choice(chance.choice(EXCHANGES)), chance)


def _insert_word(lines: Lines, at: int, word: str, chance: random.Random) -> None:
    place = chance.choice([0, len(lines[at]), chance.randrange(len(lines[at]) + 1)])
    lines[at] = lines[at][:place] + word + lines[at][place:]


def _foreign(lines: Lines, chance: random.Random) -> None:
    _insert_word(lines, chance.randrange(len(lines)), chance.choice(FOREIGN), chance)


def _foreign_line(lines: Lines, chance: random.Random) -> None:
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(FOREIGN) + chance.choice(["", " ", *lines]))


def _many(lines: Lines, chance: random.Random) -> None:
    word = chance.choice(REPEATED) * chance.choice([2, 3, 7, 30, 300])
    _insert_word(lines, chance.randrange(len(lines)), word, chance)


def _renumber(lines: Lines, chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    fresh = chance.choice(["1", "2", "7", "三", "十二", "99", "0", "1a"])
    lines[at] = _NUMBER.sub(fresh, lines[at], count=chance.choice([1, 1, 0]))


def _characters(lines: Lines, chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    start = chance.randrange(len(lines[at]) + 1)
    end = start + chance.choice([1, 1, 2, 5, 20])
    lines[at] = lines[at][:start] + chance.choice(["", "", lines[at][start:end] * 2]) + lines[at][end:]


def _empty(lines: Lines, chance: random.Random) -> None:
    lines[chance.randrange(len(lines))] = chance.choice(["", " ", "\u3000", ".", "。"])


INJURIES: list[Callable[[Lines, random.Random], None]] = [
    _drop, _twice, _move, _join, _cut, _clause, _clause, _exchange, _exchange, _exchange, _foreign, _foreign, _foreign_line,
    _many, _renumber, _characters, _empty,
]  # fmt: skip


def injured(lines: Lines, chance: random.Random, most: int = 6) -> Lines:
    """The lines after one to `most` injuries; never none at all."""
    lines = list(lines)
    for _ in range(chance.choice([1, 1, 2, 3, most])):
        if not lines:
            lines.append(chance.choice(FOREIGN))
        chance.choice(INJURIES)(lines, chance)
    return lines or ["。"]
