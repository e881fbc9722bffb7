"""Items to a tree: preamble, levels above the article, articles, annexes, signature."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legiscompare.model import BlockKind, Notice, Provision, ProvisionKind, Span
from legiscompare.parsing.body import Body
from legiscompare.parsing.families import Choice, FamilyEvidence, choose, with_styles
from legiscompare.parsing.front import contents, find_title, put_back_headings
from legiscompare.parsing.levels import annex_node, gap_before, level_node
from legiscompare.parsing.node import TreeNode, seal
from legiscompare.parsing.numerals import follows
from legiscompare.parsing.preamble import Preamble
from legiscompare.parsing.scan import (
    LineItem,
    containers,
    marks,
    placeholder,
    titled,
)
from legiscompare.parsing.sequence import in_steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legiscompare.parsing.grammar import Container, Grammar, NumberForm
    from legiscompare.parsing.sequence import RunCandidate

K = ProvisionKind


@dataclass(frozen=True)
class Grown:
    """The tree, the form of its articles, and what had to be decided."""

    root: Provision
    form: NumberForm
    notices: list[Notice]
    articles: int
    evidence: list[FamilyEvidence]


def grow(text: str, items: Sequence[LineItem], grammar: Grammar, declared: str = "", structure: str = "") -> Grown:
    """The tree of a text. `declared` is the title that the file gives itself, `structure` a numbering family by name."""
    notices: list[Notice] = []
    ordered, choice = list(items), choose(items, grammar, structure)
    put_back, moved = put_back_headings(ordered, grammar, text, choice.starts)
    if moved:
        again = choose(put_back, grammar, structure)
        # Where the articles are found in another way then, what was moved was no heading of one.
        if {put_back[place].span for place in again.starts} >= {items[place].span for place in choice.starts}:
            ordered, choice = put_back, again
            notices += moved
    notices += choice.notices
    builder = _Builder(text, ordered, with_styles(grammar, choice.form), choice, notices, declared)
    root = builder.run()
    sealed, more = seal(root, grammar, choice.form.name, text)
    notices += more
    return Grown(sealed, choice.form, notices, len(choice.starts), choice.evidence)


class _Builder:
    def __init__(
        self, text: str, items: list[LineItem], grammar: Grammar, choice: Choice, notices: list[Notice], declared: str
    ) -> None:
        self.text, self.items, self.grammar, self.form, self.starts = text, items, grammar, choice.form, choice.starts
        self.above, self.titles = choice.above, choice.titles
        self.notices = notices
        self.root = TreeNode(K.DOCUMENT, 0, 0)
        self.stack: list[TreeNode] = [self.root]
        """Open containers, outermost first."""
        self.body: Body | None = None
        self.host: TreeNode | None = None
        """The node whose heading may still come: container, article or annex just opened."""
        self.waiting: Span | None = None
        """The title of the next article, where it stands above the number."""
        self.last_article: RunCandidate | None = None
        self.signature: TreeNode | None = None
        self.first = min([*self.starts, *self.above], default=len(items))
        self.contents = contents(items, grammar, set(self.starts))
        self.title = find_title(self._before_law(), grammar, declared)
        self.preamble = Preamble(self.root, grammar, self.form, text, notices, self.title)

    def _before_law(self) -> list[LineItem]:
        """The items in which a title can be: those before the first article and the first level."""
        levels = (
            place
            for place in range(self.first)
            if place not in self.contents and containers(self.items[place], self.grammar)
        )
        if not self.starts:
            return self.items[:1]
        before = self.items[: min(self.first, next(levels, self.first))]
        return [item for place, item in enumerate(before) if place not in self.titles]

    def run(self) -> TreeNode:
        for place, item in enumerate(self.items):
            candidate = self.starts.get(place)
            if place in self.titles:
                self.waiting = _without_brackets(item)
            elif candidate is not None:
                self._article(candidate, item, place)
            elif (
                self._unnamed_level(item, place)
                or self._level(item, place)
                or self._annex(item, place)
                or self._signature(item)
                or (item is not self.title and self._heading_of_host(item, place))
            ):
                pass
            else:
                self._words(item, place)
        return self.root

    # levels

    def _level(self, item: LineItem, place: int) -> bool:
        if place in self.contents:
            return False
        found = containers(item, self.grammar)
        if not found or (not self.starts and item.block.kind is not BlockKind.HEADING):
            return False
        if self.signature is not None or (
            self.body
            and self.body.host.kind is K.ANNEX
            and item.block.kind is not BlockKind.HEADING
            and found[0][0].kind in {K.TITLE, K.CHAPTER}
        ):
            return False
        ends = [match.start() for _, match in found[1:]] + [len(item.text)]
        return all(self._open_level(level, match, end, item) for (level, match), end in zip(found, ends, strict=True))

    def _open_level(self, level: Container, match: re.Match[str], end: int, item: LineItem) -> bool:
        """Open a level whose heading reaches to `end` in the item; False if its number is none."""
        node = level_node(level, match, end, item)
        if node is None:
            return False
        parent = self._parent_of(level.rank)
        gap = gap_before(parent, node, match.group().strip())
        if gap is not None:
            self.notices.append(gap)
        self._open(node, parent)
        return True

    def _open(self, node: TreeNode, parent: TreeNode) -> None:
        """Let what follows stand in a level."""
        parent.children.append(node)
        self.stack.append(node)
        self.host = node
        self.body = self._body_of(node)
        self.preamble.end_recital()

    def _body_of(self, node: TreeNode) -> Body:
        return Body(node, self.grammar, self.form, self.text, self.notices)

    def _parent_of(self, rank: int) -> TreeNode:
        """Close what is as deep as a new level of this rank; the level it stands in."""
        annex = next((node for node in self.stack if node.kind is K.ANNEX), None)
        while len(self.stack) > 1 and self.stack[-1] is not annex and self.stack[-1].rank >= rank:
            self.stack.pop()
        return self.stack[-1]

    def _unnamed_level(self, item: LineItem, place: int) -> bool:
        """A level that a number alone opens: `I. General` above articles that run on."""
        if place not in self.above:
            return False
        form, one = self.above[place]
        rank = len(self.grammar.containers)
        parent = self._parent_of(rank)
        node = TreeNode(
            ProvisionKind(form.above), one.number.start, item.span.end, normal=one.normal, printed=one.printed, key=one.key,
            heading=one.heading, label="{printed}", rank=rank, page=item.block.page,
        )  # fmt: skip
        self._open(node, parent)
        if self.body and one.rest.end > max(one.rest.start, one.heading.end if one.heading else 0):
            self.host = None
            self.body.add(item, one.rest.start, self.items[place + 1 : place + 60])
        return True

    def _annex(self, item: LineItem, place: int) -> bool:
        if item.quoted or place < self.first or not self.starts:
            return False
        node = annex_node(item, self.grammar)
        if node is None:
            return False
        self.root.children.append(node)
        self.stack = [self.root, node]
        self.host = node
        self.body = self._body_of(node)
        self.signature = None
        return True

    def _signature(self, item: LineItem) -> bool:
        if self.signature is not None:
            self.signature.extend(item.span.end)
            return True
        if (
            not self.starts
            or self.last_article is None
            or self.stack[-1].kind is K.ANNEX
            or not (self.grammar.stops("signature", item.text) or self._closes(item))
        ):
            return False
        self._open_signature(item, item.span.start)
        return True

    def _closes(self, item: LineItem) -> bool:
        """Whether a closing formula and place and date of signature stand in one block."""
        pattern = self.grammar.stop.get("signature")
        inside = pattern is not None and re.search(r"(?<=[.;]\s)" + pattern.pattern, item.text)
        return bool(inside) and self.grammar.stops("closing", item.text)

    def _open_signature(self, item: LineItem, start: int) -> None:
        self.signature = TreeNode(
            K.SIGNATURE, start, item.span.end, content=Span(start, item.span.end), page=item.block.page
        )
        self.root.children.append(self.signature)
        self.stack = [self.root]
        self.body = self.host = None

    # articles

    def _article(self, candidate: RunCandidate, item: LineItem, place: int) -> None:
        last, self.last_article = self.last_article, candidate
        if (
            last is not None
            and last.key == candidate.key
            and last.series == candidate.series
            and last.printed == candidate.printed
            and self._is_repeated(candidate)
        ):
            if self.host is not None:
                self.host.end = item.span.end
            return
        self._missing_before(candidate, last)
        title, self.waiting = self.waiting, None
        start = candidate.number.start
        if title is not None:
            start = self.items[place - 1].span.start
        node = TreeNode(
            K.ARTICLE, start,
            max(candidate.number.end, (candidate.heading or candidate.number).end),
            normal=candidate.normal, printed=candidate.printed, key=candidate.key,
            heading=candidate.heading or title, label=self.form.label, page=item.block.page,
        )  # fmt: skip
        self.stack[-1].children.append(node)
        self.host = node
        self.preamble.end_recital()
        self.signature = None
        self.body = self._body_of(node)
        if title is not None:
            self.host = None
        if candidate.heading is not None:
            self._unchanged(node, self.text[candidate.heading.start - 1 : candidate.heading.end + 1])
        if candidate.rest.end > candidate.rest.start:
            self.host = None
            if candidate.number.start < item.span.start or not candidate.number.end > candidate.number.start:
                item = replace(item, block=replace(item.block, marker=""))  # the list marker was the article's number
            self.body.add(item, candidate.rest.start, self.items[place + 1 : place + 60])

    def _missing_before(self, candidate: RunCandidate, last: RunCandidate | None) -> None:
        """Say so where numbers are left out before an article, or before the first one."""
        if (
            last is not None
            and last.series == candidate.series
            and candidate.key > last.key
            and not follows(candidate.key, last.key)
            and not in_steps(candidate, last)
            and not (self.form.numbers == "decimal" and candidate.key == (last.key[0] + 1, 1))
        ):
            self.notices.append(
                Notice(
                    "parse.gap",
                    f"the number before it is {last.normal}, so one is missing: is the source cut?",
                    ref=candidate.normal,
                )
            )
        elif last is None and len(candidate.key) == 1 and candidate.key[0] % 100 > 1:
            self.notices.append(
                Notice(
                    "parse.gap",
                    "this is the first article, so those before it are missing: is the source cut?",
                    ref=candidate.normal,
                )
            )

    def _is_repeated(self, candidate: RunCandidate) -> bool:
        """The same heading twice with nothing between is one article."""
        return (
            self.host is not None
            and self.host.kind is K.ARTICLE
            and not self.host.children
            and candidate.heading is None
            and candidate.rest.end == candidate.rest.start
        )

    def _heading_of_host(self, item: LineItem, place: int) -> bool:
        """Whether an item is the heading of what was just opened."""
        host = self.host
        if host is None or item.block.kind is BlockKind.TABLE:
            return False
        emphasised = item.block.kind is BlockKind.HEADING
        if host.heading is not None and not (emphasised and host.kind is not K.ARTICLE):
            self.host = None
            return False
        mark = marks(item, item.span.start, self.text, self.grammar)
        following = place + 1 if place + 1 < len(self.items) else None
        last_of_article = host.kind is K.ARTICLE and (following is None or following in self.starts)
        said = placeholder(item.text)
        if not emphasised and not said and (last_of_article or mark or not titled(item.text) or item.block.marker):
            self.host = None
            return False
        start = host.heading.start if host.heading else item.span.start
        host.heading = Span(start, item.span.end)
        host.end = item.span.end
        self._unchanged(host, item.text)
        # Levels above the article may have their second number in the heading: HIGH-RISK SYSTEMS CHAPTER 1.
        if host.kind is not K.ARTICLE:
            self._trailing_level(item, host)
        return True

    def _unchanged(self, node: TreeNode, words: str) -> None:
        """Say so where a source leaves out the words of an article because they are the other version's."""
        if node.kind is K.ARTICLE and placeholder(words) == "unchanged":
            message = f"the source says that {node.normal} is unchanged, and does not print its words"
            self.notices.append(Notice("parse.unchanged", message, ref=node.normal))

    def _trailing_level(self, item: LineItem, host: TreeNode) -> None:
        for level in self.grammar.containers:
            if level.rank <= host.rank:
                continue
            match = re.search(rf"(?<=[\s/]){level.pattern.pattern}\s*$", item.text)
            if match and match.start() > 0:
                words = item.text[: match.start()].rstrip()
                start = host.heading.start if host.heading else item.span.start
                host.heading = Span(start, item.span.start + len(words))
                host.end = item.span.start + len(words)
                self._open_level(level, match, len(item.text), item)
                return

    # words

    def _words(self, item: LineItem, place: int) -> None:
        self.host = None
        if place < self.first and self.body is None and self.starts:
            self.preamble.add(item)
            return
        if self.body is None:
            if not self.starts:
                if item is self.title and len(self.items) > 1:
                    self.root.heading = item.span
                    return
                self.body = self._body_of(self.root)
            elif self.last_article is None:
                self.preamble.add(item)
                return
            else:
                self.body = self._body_of(self.stack[-1])
        self.body.add(item, item.span.start, self.items[place + 1 : place + 60])


def _without_brackets(item: LineItem) -> Span:
    """A title without the brackets around it."""
    if item.text[:1] in "(（[【" and item.text[-1:] in ")）]】":
        return Span(item.span.start + 1, item.span.end - 1)
    return item.span
