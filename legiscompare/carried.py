"""Articles that a source leaves out because they are the other version's: `Article 3 (unchanged)`.

Their words are taken from the other version, so that nothing is called gone that the source says to be there. A warning
names them, and that offsets behind them are counted in the text with those words put in.
"""

from __future__ import annotations

from dataclasses import replace

from legiscompare.model import Document, Notice, Provision, ProvisionKind, Span

__all__ = ["with_unchanged"]

CODE = "parse.unchanged"


def with_unchanged(document: Document, other: Document) -> Document:
    """The document, each article that it calls unchanged in the words of the other version."""
    wanted = {notice.ref for notice in document.warnings if notice.code == CODE}
    if not wanted:
        return document
    missing = {notice.ref for notice in other.warnings if notice.code == CODE}
    given = {node.ref: node for node in other.walk() if node.kind is ProvisionKind.ARTICLE and node.ref not in missing}
    places = [node for node in document.walk() if node.ref in wanted and node.ref in given and not node.children]
    carried: list[str] = []
    for ref in [node.ref for node in places if node.kind is ProvisionKind.ARTICLE]:
        document = _carry(document, next(node for node in document.walk() if node.ref == ref), other, given[ref])
        carried.append(ref)
    if not carried:
        return document
    told = (
        f"the source calls these articles unchanged and does not print them: {', '.join(carried)}. They are compared in the"
        " words of the other version. Positions after them count these words too."
    )
    return replace(document, warnings=(*document.warnings, Notice("compare.carried", told)))


def _carry(document: Document, here: Provision, other: Document, there: Provision) -> Document:
    start, end = here.span
    words = other.text[there.span.start : there.span.end]
    text = document.text[:start] + words + document.text[end:]
    new = _moved(there, start - there.span.start, 0)
    shift = len(words) - (end - start)

    def rebuilt(node: Provision) -> Provision:
        if node is here:
            return new
        if node.span.end <= start:
            return node
        if node.span.start >= end:
            return _moved(node, shift, 0)
        moved = _moved(node, shift, end)
        return replace(moved, children=tuple(rebuilt(child) for child in node.children))

    marks = tuple(
        span if span.end <= start else Span(span.start + shift, span.end + shift)
        for span in document.marks
        if span.end <= start or span.start >= end
    )
    return replace(document, text=text, root=rebuilt(document.root), marks=marks)


def _moved(node: Provision, shift: int, since: int) -> Provision:
    """A provision whose places from `since` on are moved; its children too where all of it moves."""

    def place(at: int) -> int:
        return at + shift if at >= since else at

    def span(one: Span) -> Span:
        return Span(place(one.start), place(one.end))

    children = node.children if since else tuple(_moved(child, shift, 0) for child in node.children)
    return replace(
        node,
        span=span(node.span),
        content=span(node.content),
        heading=span(node.heading) if node.heading else None,
        children=children,
    )
