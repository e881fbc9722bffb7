"""Nodes while the tree grows, and their sealing into provisions with eId, ref and label."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from legiscompare.lang.numerals import to_han
from legiscompare.model import Notice, Provision, ProvisionKind, Span
from legiscompare.parsing.numerals import Key

if TYPE_CHECKING:
    from legiscompare.parsing.grammar import Grammar

K = ProvisionKind

EID = {
    K.PREAMBLE: "preamble", K.RECITAL: "rec", K.ARTICLE: "art", K.PARAGRAPH: "para", K.SUBPARAGRAPH: "subpara",
    K.POINT: "point", K.ANNEX: "annex", K.TABLE: "table", K.SIGNATURE: "signature", K.PART: "part", K.TITLE: "title",
    K.CHAPTER: "chp", K.SECTION: "sec",
}  # fmt: skip
_CONTAINERS = {K.PART, K.TITLE, K.CHAPTER, K.SECTION}


@dataclass
class TreeNode:
    """A provision in the making."""

    kind: ProvisionKind
    start: int
    end: int
    normal: str = ""
    """Number as it stands in a ref."""
    printed: str = ""
    key: Key = ()
    heading: Span | None = None
    content: Span | None = None
    children: list[TreeNode] = field(default_factory=list)
    page: int | None = None
    eid: str = ""
    """Prefix of the eId where it is not the kind's own (`subpart`)."""
    label: str = ""
    """Label pattern where it is not the kind's own."""
    rank: int = -1
    level: int = 0
    """Depth of its block in the source's own lists."""
    numbered: bool = True
    """False for a paragraph that only counts."""

    further: int = 0
    """Subparagraphs among its children."""
    tables: int = 0

    def extend(self, end: int) -> None:
        """Let the words of this node reach to `end`."""
        self.content = Span(self.content.start if self.content else end, end)
        self.end = max(self.end, end)


def seal(root: TreeNode, grammar: Grammar, form: str, text: str) -> tuple[Provision, list[Notice]]:
    """Provisions from nodes: spans closed, eIds and refs unique, labels as a lawyer cites."""
    return _Sealer(grammar, form, text).run(root)


class _Sealer:
    def __init__(self, grammar: Grammar, form: str, text: str) -> None:
        self.grammar, self.form, self.text = grammar, form, text
        self.refs: Counter[str] = Counter()
        self.eids: Counter[str] = Counter()
        self.notices: list[Notice] = []

    def run(self, root: TreeNode) -> tuple[Provision, list[Notice]]:
        children = tuple(self.node(child, root, "", "", "") for child in root.children)
        start, end = 0, len(self.text)
        content = root.content or Span(start, start)
        document = Provision("", "", "", K.DOCUMENT, "", root.heading, Span(start, end), content, children)
        return document, self.notices

    def node(self, node: TreeNode, parent: TreeNode, eid: str, ref: str, label: str) -> Provision:
        own_eid = self.unique(self.eids, self.eid(node, eid), "_")
        own_ref = self.ref(node, parent, ref)
        own_label = self.label(node, parent, label)
        children = tuple(self.node(child, node, own_eid, own_ref, own_label) for child in node.children)
        start = min([node.start, *(child.span.start for child in children)])
        end = max([node.end, *(child.span.end for child in children)])
        content = node.content or Span(*[children[0].span.start if children else end] * 2)
        return Provision(
            own_eid,
            own_ref,
            own_label,
            node.kind,
            node.printed,
            node.heading,
            Span(start, end),
            content,
            children,
            node.page,
        )

    @staticmethod
    def unique(seen: Counter[str], name: str, mark: str) -> str:
        seen[name] += 1
        if seen[name] == 1:
            return name
        candidate = f"{name}{mark}{seen[name]}"
        while seen[candidate]:
            seen[name] += 1
            candidate = f"{name}{mark}{seen[name]}"
        seen[candidate] += 1
        return candidate

    def eid(self, node: TreeNode, parent: str) -> str:
        own = node.eid or EID[node.kind]
        number = "".join(char if char.isalnum() or char in "-." else "-" for char in node.normal)
        own = f"{own}_{number}" if number else own
        alone = node.kind in {K.ARTICLE, K.RECITAL, K.ANNEX, K.PREAMBLE, K.SIGNATURE}
        return own if alone or not parent else f"{parent}__{own}"

    def ref(self, node: TreeNode, parent: TreeNode, outer: str) -> str:
        if node.kind is K.SUBPARAGRAPH:
            return outer  # bears its paragraph's
        if node.kind is K.ARTICLE:
            own = node.normal
        elif node.kind is K.RECITAL:
            own = f"rec{node.normal}"
        elif node.kind in {K.ANNEX, K.PREAMBLE, K.SIGNATURE}:
            own = f"{node.kind}{node.normal}"
        elif node.kind is K.TABLE:
            own = f"{outer}.table{node.normal}".lstrip(".")
        elif node.kind in _CONTAINERS:
            own = (
                f"{outer}.{node.kind}{node.normal}".lstrip(".")
                if parent.kind is not K.ANNEX
                else f"{outer}.{node.normal}"
            )
        else:
            own = f"{outer}.{node.normal}" if outer else node.normal
        unique = self.unique(self.refs, own, "~")
        # A second list in another subparagraph of one paragraph repeats its letters lawfully.
        lawful = node.kind is K.POINT and parent.kind is K.SUBPARAGRAPH
        if unique != own and not lawful and node.kind in {K.ARTICLE, K.PARAGRAPH, K.POINT, K.RECITAL}:
            self.notices.append(
                Notice("parse.duplicate", f"{own} occurs more than once; this one is called {unique}", ref=unique)
            )
        return unique

    def label(self, node: TreeNode, parent: TreeNode, outer: str) -> str:
        labels = self.grammar.labels
        values = {"number": node.normal, "printed": _bare(node.printed) or node.normal, "han": ""}
        if node.normal.isdecimal():
            values["han"] = to_han(int(node.normal)) if int(node.normal) < 10000 else node.normal
        kind = node.kind
        if kind is K.SUBPARAGRAPH or kind is K.TABLE:
            return outer
        if node.label:
            own = node.label.format(**values)
            return f"{outer}, {own}" if parent.kind is K.ANNEX else own
        if kind is K.ARTICLE:
            pattern = labels.get(f"article_{self.form}", labels["article"])
        elif kind is K.PARAGRAPH:
            own_words = labels.get("paragraph_numbered") if node.key else None
            pattern = (
                own_words or labels["paragraph"]
                if parent.kind is K.ARTICLE
                else "{number}"
                if not outer
                else " {number}"
            )
        elif kind is K.POINT:
            depth_key = (
                "annex_point"
                if parent.kind in {K.ANNEX, *_CONTAINERS}
                else "subpoint"
                if parent.kind is K.POINT
                else "point"
            )
            pattern = labels.get(depth_key, labels["point"])
            marked = labels.get(f"point_{_shape(node.printed)}")
            pattern = marked if marked and depth_key != "annex_point" else pattern
        else:
            pattern = labels.get(kind.value, kind.value.capitalize())
        own = pattern.format(**values).strip() if kind not in {K.POINT, K.PARAGRAPH} else pattern.format(**values)
        return own if kind in {K.ARTICLE, K.RECITAL, K.ANNEX, K.PREAMBLE, K.SIGNATURE} else f"{outer}{own}"


def _bare(printed: str) -> str:
    """A printed number without the white space and stops that only part it from the words."""
    return "".join(printed.split()).strip("*_\\").rstrip("、.．") if printed else ""


def _shape(printed: str) -> str:
    """`arabic` or `letter`, for languages that name points by what marks them."""
    bare = printed.strip("()（）.° ")
    return "arabic" if bare[:1].isdigit() else "double" if len(bare) == 2 else "letter"
