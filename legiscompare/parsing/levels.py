"""Headings above and beside the articles: what a level or an annex is called, numbered and headed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import BlockKind, Notice, ProvisionKind, Span
from legiscompare.parsing.node import TreeNode
from legiscompare.parsing.numerals import article_key, follows
from legiscompare.parsing.scan import LONGEST_HEADING, LineItem, titled

if TYPE_CHECKING:
    import re

    from legiscompare.parsing.grammar import Container, Grammar


def level_node(level: Container, match: re.Match[str], end: int, item: LineItem) -> TreeNode | None:
    """A level whose heading reaches to `end` in the item; None if its number is none."""
    groups = match.groupdict()
    number = groups.get("number") or groups.get("word") or ""
    read = article_key(number, groups.get("suffix"), level.numbers) if groups else ("", (), "")
    if read is None:
        return None
    _, key, normal = read
    base = item.span.start
    start = match.end()
    while start < end and (item.text[start].isspace() or item.text[start] in ".:—–-*_"):
        start += 1
    words = item.text[start:end].rstrip("*_ \t\u3000")
    heading = Span(base + start, base + start + len(words)) if words else None
    return TreeNode(
        level.kind, base + match.start(), base + end, normal=normal, printed=match.group().strip(" *_"), key=key,
        heading=heading, eid=level.eid, label=level.label, rank=level.rank, page=item.block.page,
    )  # fmt: skip


def gap_before(parent: TreeNode, node: TreeNode, printed: str) -> Notice | None:
    """What to say where a level does not have the number after the one before it in its parent."""
    before = next((child.key for child in reversed(parent.children) if child.rank == node.rank and child.key), None)
    if before is None or not node.key or follows(node.key, before):
        return None
    code = "parse.gap" if node.key > before else "parse.order"
    return Notice(code, f"{printed} does not have the number after the one before it: is something missing?")


def annex_node(item: LineItem, grammar: Grammar) -> TreeNode | None:
    """An annex that the item is the heading of."""
    if grammar.annex is None:
        return None
    match = grammar.annex.match(item.text)
    if match is None or len(item.text) > LONGEST_HEADING:
        return None
    rest = item.text[match.end() :].strip(" .:*_—–-\t\u3000")
    number = match["number"] or ""
    if (
        item.block.kind is not BlockKind.HEADING
        and rest
        and not (titled(rest) and item.text[match.end() : match.end() + 1] in " :：—–-.\t\u3000")
    ):
        return None
    if rest[:1].islower():
        return None
    read = article_key(number, None, grammar.annex_numbers) if number else ("", (), "")
    if read is None:
        return None
    base = item.span.start
    at = item.text.find(rest, match.end()) if rest else -1
    return TreeNode(
        ProvisionKind.ANNEX, base + match.start(), item.span.end, normal=read[2], key=read[1],
        printed=match.group().strip(" *_"),
        heading=Span(base + at, base + at + len(rest)) if rest else None, page=item.block.page,
    )  # fmt: skip
