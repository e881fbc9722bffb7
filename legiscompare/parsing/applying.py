"""Apply an amending bill to the text that it changes, as far as its instructions leave no doubt.

An instruction is applied if its pattern is known (`[[amending.apply]]` of `lang/<xx>/numbering.toml`), its place is in the
base text once, and the words it changes stand there once. All others are listed, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legiscompare.model import Document, Notice, Provision, ProvisionKind, Span
from legiscompare.parsing.amending import instruction_provisions
from legiscompare.parsing.grammar import load
from legiscompare.parsing.numerals import han_value

if TYPE_CHECKING:
    from legiscompare.parsing.grammar import Apply, Grammar

_PLACE = re.compile(
    r"(?P<word>section|article|rule|regulation|clause|paragraph|subsection|subparagraph|point|sub-?clause)s?\s+"
    r"(?P<numbers>\(?\d*[A-Za-z]{0,2}\)?(?:\s?\([\dA-Za-z]{1,4}\))*)|第(?P<han>[〇零一二三四五六七八九十百千两\d]+)(?P<level>条|款|项)",
    re.IGNORECASE,
)
_MAIN = {"section", "article", "rule", "regulation", "clause"}
_PAIRS = {"“": "”", "‘": "’", '"': '"', "'": "'", "「": "」", "『": "』", "«": "»"}


@dataclass(frozen=True)
class _Edit:
    span: Span
    words: str


@dataclass(frozen=True)
class Applied:
    """A base text after a bill."""

    text: str
    done: tuple[str, ...]
    """Refs of the instructions that were applied."""
    left: tuple[tuple[str, str], ...]
    """(ref, reason) of those that were not."""

    def notices(self) -> list[Notice]:
        """What a reader must know of the result."""
        total = len(self.done) + len(self.left)
        out = [
            Notice("apply.done", f"{len(self.done)} of {total} instructions of the bill were applied to the base text")
        ]
        out += [Notice("apply.left", f"not applied: {reason}", ref=ref) for ref, reason in self.left]
        return out


def applied(base: Document, bill: Document) -> Applied:
    """The base text with the bill's instructions carried out, those in doubt left out and listed."""
    grammar = load(bill.language)
    found = instruction_provisions(bill)
    done, left = [], []
    edits: list[_Edit] = []
    for node, above in _with_ancestors(bill.root):
        if node.eid not in found:
            continue
        words = bill.slice(node.content).strip()
        if words.endswith((":", "：", "—")) and any(child.eid in found for child in node.children):
            continue  # a lead-in: its points are the instructions
        result = _edit(base, bill, node, above, grammar)
        if isinstance(result, str):
            left.append((node.ref, result))
        elif any(result.span.start < one.span.end and one.span.start < result.span.end for one in edits):
            left.append((node.ref, "it changes words that another instruction changes"))
        else:
            edits.append(result)
            done.append(node.ref)
    text = base.text
    for one in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end), reverse=True):
        text = text[: one.span.start] + one.words + text[one.span.end :]
    return Applied(text, tuple(done), tuple(left))


def _with_ancestors(root: Provision) -> list[tuple[Provision, tuple[Provision, ...]]]:
    out = []

    def walk(node: Provision, above: tuple[Provision, ...]) -> None:
        out.append((node, above))
        for child in node.children:
            walk(child, (*above, node))

    walk(root, ())
    return out


def _edit(
    base: Document, bill: Document, node: Provision, above: tuple[Provision, ...], grammar: Grammar
) -> _Edit | str:
    """What an instruction changes in the base text, or why it is not applied."""
    words = bill.slice(node.content).strip()
    for rule in grammar.apply:
        match = rule.pattern.search(words)
        if match is None:
            continue
        groups = match.groupdict()
        said = [words[: match.start()], match.group() if "place" not in groups else groups["place"] or ""]
        place = _place(base, said, [bill.slice(one.content) for one in reversed(above)])
        if isinstance(place, str):
            return place
        if rule.kind in {"replace-block", "insert-block"}:
            block = groups.get("new") or _quoted_after(bill.text, node.content.end)
            return _block(rule, place, block)
        return _words(base, rule, place, groups)
    return "no known form of instruction"


def _place(base: Document, said: list[str], lead_ins: list[str]) -> Provision | str:
    """The provision of the base text that an instruction names, with what its lead-ins say."""
    numbers: list[str] = []
    for words in (*reversed(said), *lead_ins):
        main, below = _numbers(words)
        numbers = [*main, *below, *numbers] if main or below else numbers
        if main:
            break
    else:
        return "it names no place"
    for ref in (".".join(numbers), ".".join([numbers[0], "1", *numbers[1:]])):
        found = [node for node in base.walk() if node.ref == ref and node.kind is not ProvisionKind.SUBPARAGRAPH]
        if len(found) == 1:
            return found[0]
    return f"{'.'.join(numbers)} is not in the base text"


def _numbers(words: str) -> tuple[list[str], list[str]]:
    """Numbers of the article that words name, and of what is below it: `paragraph 2 of Article 4` is 4 and 2."""
    main: list[str] = []
    below: list[str] = []
    for match in _PLACE.finditer(re.sub(r"[“\"‘「][^”\"’」]*[”\"’」]", "", words)):
        if match["han"]:
            number = str(han_value(match["han"]) or match["han"])
            (main if match["level"] == "条" else below).append(number)
            continue
        parts = re.findall(r"[\dA-Za-z]+", match["numbers"])
        if match["word"].lower() in _MAIN and not main:
            main = parts
        else:
            below += parts
    return main, below


def _words(base: Document, rule: Apply, place: Provision, groups: dict[str, str | None]) -> _Edit | str:
    if rule.kind == "repeal":
        end = place.span.end
        while end < len(base.text) and base.text[end] in " \t\n":
            end += 1
        return _Edit(Span(place.span.start, end), "")
    old = groups.get("old") or ""
    inside = base.slice(place.span)
    pattern = re.compile(r"\s+".join(re.escape(word) for word in old.split()))
    hits = list(pattern.finditer(inside))
    if len(hits) != 1:
        return f"“{old}” stands {len(hits)} times in {place.ref}"
    start, end = (place.span.start + at for at in hits[0].span())
    new, glue = groups.get("new") or "", "" if ord(old[0]) >= 0x2E80 else " "
    if rule.kind == "after":
        return _Edit(Span(end, end), glue + new if new[:1] not in ",;.，；。" else new)
    if rule.kind == "before":
        return _Edit(Span(start, start), new + glue)
    if rule.kind == "drop":
        end += base.text[end : end + 1] == " "
        return _Edit(Span(start, end), "")
    return _Edit(Span(start, end), new)


def _block(rule: Apply, place: Provision, block: str) -> _Edit | str:
    if not block:
        return "the new text is not quoted"
    if rule.kind == "replace-block":
        return _Edit(place.span, block)
    return _Edit(Span(place.span.end, place.span.end), f"\n{block}")


def _quoted_after(text: str, at: int) -> str:
    """The quotation that begins behind an instruction, without its marks; empty if there is none or it does not end."""
    while at < len(text) and text[at].isspace():
        at += 1
    closing = _PAIRS.get(text[at : at + 1])
    if closing is None:
        return ""
    end = re.compile(re.escape(closing) + r"[.;,。；，]?[ \t]*(?:\n|$)").search(text, at + 1)
    return text[at + 1 : end.start()] if end else ""
