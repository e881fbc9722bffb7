"""`outline`: the tree that is found in one text, and what was noticed on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from legiscompare.cli._base import json_text, put, tell_notices
from legiscompare.cli._options import limits_of, reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from legiscompare.model import Document, Element, Provision
    from legiscompare.parsing import Why


@click.command("outline", short_help="Show the structure found in one text.")
@click.argument("text", metavar="FILE")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json", "akn"]), default="text", show_default=True)
@click.option("-o", "--output", metavar="PATH", help="File to write.")
@click.option("--norms", is_flag=True, help="Show the norms of each provision, each with the tree of its elements.")
@click.option("--why", is_flag=True, help="Show how the numbering was chosen, and what speaks against it.")
@reading
def command(text: str, form: str, output: str | None, norms: bool, why: bool, **options: Any) -> None:
    """Show the structure found in FILE: every provision with its reference, its kind and its first words.

    With --norms, each norm (») is followed by its elements. Each line says the role of the element, and how the members of
    a list combine (all, any, choice, open). An element inside another one stands further to the right.

    The format akn writes the whole text as Akoma Ntoso 3.0. With --why, the numbering families are shown instead: what
    each finds, which was taken, and which lines do not fit its sequence.
    """
    if why:
        _why(text, form, output, options)
        return
    from legiscompare.shortcuts import parse

    limits = limits_of(options)
    document = parse(
        text,
        language=options["language"],
        encoding=options["encoding"],
        media=options["media"],
        limits=limits,
        revisions=options["revisions"],
        refresh=options["refresh"],
        structure=options["structure"],
    )
    tell_notices(document.warnings)
    if form == "akn":
        from legiscompare.read import write_akn

        put(write_akn(document), output)
        return
    put(json_text(_as_dict(document, norms)) if form == "json" else "".join(_lines(document, norms)), output)


def _why(text: str, form: str, output: str | None, options: dict[str, Any]) -> None:
    from dataclasses import asdict

    from legiscompare.parsing import why
    from legiscompare.read import read

    revisions = "accepted" if options["revisions"] == "both" else options["revisions"]
    source = read(
        text, limits=limits_of(options), encoding=options["encoding"], media=options["media"], revisions=revisions,
        refresh=options["refresh"],
    )  # fmt: skip
    found = why(source, language=options["language"], structure=options["structure"])
    if form == "json":
        put(json_text({"structures": [asdict(one) for one in found]}), output)
        return
    put("".join(_told(found, source.text)) or "the source declares its structure: nothing is weighed\n", output)


MOST_AGAINST = 10


def _told(found: list[Why], text: str) -> Iterator[str]:
    for one in found:
        mark = "→" if one.chosen else " "
        inner = f", {one.inner} inner numbers" if one.inner else ""
        reason = f"; not taken: {one.doubt}" if one.doubt else ""
        yield f"{mark} {one.name}  ({one.says})  {one.numbers} numbers, {one.following} follow the one before{inner}{reason}\n"
        if one.chosen:
            for span in one.against[:MOST_AGAINST]:
                yield f"    out of its row at {span.start}: {' '.join(text[span.start : span.end].split())[:60]}\n"
            if len(one.against) > MOST_AGAINST:
                yield f"    … and {len(one.against) - MOST_AGAINST} more\n"


def _lines(document: Document, norms: bool) -> Iterator[str]:
    from legiscompare.report.sheet import first_words

    by_provision = _norms_of(document) if norms else {}

    def walk(node: Provision, depth: int) -> Iterator[str]:
        heading = document.slice(node.heading) if node.heading else ""
        words = " ".join(filter(None, (heading, first_words(document.slice(node.content), document.language))))
        yield f"{'  ' * depth}{node.ref or '-'}  {node.label or node.kind}  {words}".rstrip() + "\n"
        for one in by_provision.get(node.eid, ()):
            words = first_words(document.slice(one.span), document.language)
            yield f"{'  ' * (depth + 1)}» {one.id}  {one.kind}, {one.bearer.label}, {one.deontic}  {words}\n"
            for deep, part in _parts(one.elements):
                said = first_words(document.slice(part.span), document.language)
                yield f"{'  ' * (depth + 3 + deep)}{_kind_of(part)}: {said}\n"
        for child in node.children:
            yield from walk(child, depth + 1)

    yield f"{document.title or document.origin}  [{document.language}]\n"
    for child in document.root.children:
        yield from walk(child, 0)


def _parts(elements: Sequence[Element], depth: int = 0) -> Iterator[tuple[int, Element]]:
    """Every element with its depth, in the order of the text."""
    for one in elements:
        yield depth, one
        yield from _parts(one.children, depth + 1)


def _kind_of(one: Element) -> str:
    """Role, and in brackets what else is known of it: `object (any, made)`."""
    known = [str(value) for value in (one.join, one.quantifier) if value != "none"] + ["made"] * one.effected
    return f"{one.role} ({', '.join(known)})" if known else str(one.role)


def _norms_of(document: Document) -> dict[str, list[Any]]:
    from legiscompare.norms import extract

    found: dict[str, list[Any]] = {}
    for norm in extract(document):
        found.setdefault(norm.provision, []).append(norm)
    return found


def _element(one: Element, document: Document) -> dict[str, Any]:
    return {
        "role": one.role,
        "join": one.join,
        "quantifier": one.quantifier,
        "effected": one.effected,
        "text": document.slice(one.span),
        "start": one.span.start,
        "end": one.span.end,
        "children": [_element(child, document) for child in one.children],
    }


def _as_dict(document: Document, norms: bool) -> dict[str, Any]:
    by_provision = _norms_of(document) if norms else {}

    def node(one: Provision) -> dict[str, Any]:
        out: dict[str, Any] = {
            "eid": one.eid,
            "ref": one.ref,
            "label": one.label,
            "kind": one.kind,
            "number": one.number,
            "heading": document.slice(one.heading) if one.heading else None,
            "text": document.slice(one.content),
            "start": one.span.start,
            "end": one.span.end,
        }
        if norms:
            out["norms"] = [
                {
                    "id": norm.id,
                    "kind": norm.kind,
                    "bearer": norm.bearer.label,
                    "deontic": norm.deontic,
                    "text": document.slice(norm.span),
                    "start": norm.span.start,
                    "end": norm.span.end,
                    "elements": [_element(one, document) for one in norm.elements],
                }
                for norm in by_provision.get(one.eid, ())
            ]
        return {**out, "children": [node(child) for child in one.children]}

    return {
        "title": document.title,
        "stage": document.stage,
        "date": document.date.isoformat() if document.date else None,
        "language": document.language,
        "source": document.origin,
        "sha256": document.sha256,
        "warnings": [{"code": w.code, "message": w.message, "ref": w.ref} for w in document.warnings],
        "provisions": [node(child) for child in document.root.children],
    }
