"""Properties that every tree must have, whatever the text; and a printed form of trees for the cases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from legiscompare.model import BlockKind, Document, Provision, ProvisionKind, SourceText, Span

if TYPE_CHECKING:
    from pathlib import Path

_MARKUP = re.compile(r"[\s*_#>\\.．:：—–\-+|{}\[\]/`【】〔〕（）()~^=†‡\u200b\ufeff]")


def faults(source: SourceText, document: Document) -> list[str]:
    """What is wrong with a tree: nothing lost, nothing twice, spans nested and in order, names unique."""
    found: list[str] = []
    eids = [node.eid for node in document.walk()]
    found += (
        [f"eId {eid!r} twice" for eid in sorted({eid for eid in eids if eids.count(eid) > 1})]
        if len(set(eids)) < len(eids)
        else []
    )
    refs = [node.ref for node in document.walk() if node.kind is not ProvisionKind.SUBPARAGRAPH]
    found += (
        [f"ref {ref!r} twice" for ref in sorted({ref for ref in refs if refs.count(ref) > 1})]
        if len(set(refs)) < len(refs)
        else []
    )
    _nesting(document.root, found)
    return found + _coverage(source, document)


def _nesting(node: Provision, found: list[str]) -> None:
    at = -1
    for child in node.children:
        if not node.span.holds(child.span):
            found.append(f"{child.eid} reaches out of {node.eid}")
        if child.span.start < at:
            found.append(f"{child.eid} overlaps its elder sibling")
        at = child.span.end
        _nesting(child, found)
    own = [words for words in (node.content, node.heading) if words and words.end > words.start]
    found.extend(f"own words of {node.eid} reach out of it" for words in own if not node.span.holds(words))


def _coverage(source: SourceText, document: Document) -> list[str]:
    """Each character of the law is in exactly one heading or content, or is part of a number."""
    text = source.text
    count = bytearray(len(text) + 1)
    found = []
    for node in document.root.walk():
        for own in (node.content, node.heading):
            for at in range(own.start, own.end) if own else ():
                count[at] += 1
    twice = [at for at in range(len(text)) if count[at] > 1]
    if twice:
        found.append(f"twice: {text[twice[0] : twice[0] + 40]!r}")
    numbers = {_MARKUP.sub("", node.number) for node in document.walk() if node.number}
    numbers |= {_MARKUP.sub("", part) for node in document.walk() for part in node.number.split() if node.number}
    for block in source.blocks:
        if block.kind is BlockKind.NOTE:
            continue
        run = ""
        for at in range(block.span.start, block.span.end + 1):
            if at < block.span.end and not count[at]:
                run += text[at]
                continue
            bare = _MARKUP.sub("", run)
            if bare and bare not in numbers and bare != _numbers_in(document, at - len(run), at):
                found.append(f"lost: {run!r} at {at}")
            run = ""
    return found


def _numbers_in(document: Document, start: int, end: int) -> str:
    """The numbers of the provisions that begin in a stretch of text, one after the other: `Article 21` and `1.`."""
    return "".join(
        _MARKUP.sub("", node.number) for node in document.walk() if start <= _number_at(document, node) < end
    )


def _number_at(document: Document, node: Provision) -> int:
    """Where a provision's number stands: behind its title, where that comes first."""
    if node.heading is None or not node.number or node.heading.start > node.span.start + 1:
        return node.span.start
    at = document.text.find(node.number, node.heading.end, node.span.end)
    return at if at >= 0 else node.span.start


def printed(document: Document) -> str:
    """The tree as the cases write it: kind, ref, "heading", words."""
    lines = [f'title "{squeeze(document, document.root.heading)}"'] if document.root.heading else []

    def walk(node: Provision, depth: int) -> None:
        line = f"{'  ' * depth}{node.kind} {node.ref}"
        if node.heading:
            line += f' "{squeeze(document, node.heading)}"'
        if words := squeeze(document, node.content):
            line += f": {words}"
        lines.append(line)
        for child in node.children:
            walk(child, depth + 1)

    for child in document.root.children:
        walk(child, 0)
    return "\n".join(lines)


def squeeze(document: Document, span: Span | None) -> str:
    """Words on one line."""
    return " ".join(document.slice(span).split()) if span else ""


class Case(NamedTuple):
    """One case of a case file."""

    name: str
    language: str
    suffix: str
    text: str
    tree: str
    notices: str
    labels: str


def sections(text: str) -> list[tuple[str, str, dict[str, str]]]:
    """(title, words, fenced blocks by kind) of each case; headings inside a fence are no headings."""
    out: list[tuple[str, str, dict[str, str]]] = []
    fence, kind, inside = "", "", []
    for line in text.split("\n"):
        if fence:
            if line == fence:
                out[-1][2][kind] = "".join(one + "\n" for one in inside)
                fence = ""
            else:
                inside.append(line)
        elif match := re.fullmatch(r"(`{3,4})(\w+)", line):
            fence, kind, inside = match[1], match[2], []
        elif line.startswith("## "):
            out.append((line[3:], "", {}))
        elif out and line:
            out[-1] = (out[-1][0], f"{out[-1][1]}{line}\n", out[-1][2])
    return out


SUFFIXES = {"text": ".txt", "markdown": ".md", "html": ".html"}


def cases(path: Path) -> list[Case]:
    """Cases of a file: a heading, `text` or `markdown` (what is read), `tree`, and where wanted `notices` and `labels`."""
    out = []
    for title, _, fences in sections(path.read_text(encoding="utf-8")):
        kind = next(kind for kind in SUFFIXES if kind in fences)
        out.append(
            Case(
                f"{path.stem}: {title}", path.stem.split("-")[0], SUFFIXES[kind], fences[kind],
                fences.get("tree", "").rstrip("\n"), fences.get("notices", "").strip(), fences.get("labels", "").strip(),
            )
        )  # fmt: skip
    return out
