"""XML without its dangers: no entities of its own, nothing fetched, no nesting without end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legiscompare.errors import SourceError

if TYPE_CHECKING:
    from lxml import etree

    from legiscompare.read.raw import Raw

_PROLOG = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)


def root_of(raw: Raw) -> etree._Element:
    """The root element. Raises `SourceError` for XML that is malformed or declares entities, `LimitExceeded`."""
    text = raw.text
    if _ENTITY.search(text[:100_000]):
        raise SourceError(
            "the file declares its own entities; they can hide anything, so they are not read", where=raw.origin,
            mend="save the file with the entities written out",
        )  # fmt: skip
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(_PROLOG.sub("", text).lstrip().encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        line = f", line {error.lineno}" if error.lineno else ""
        raise SourceError(
            f"this is not well-formed XML: {error.msg}",
            where=raw.origin + line,
            mend="correct the file, or save it again",
        ) from error
    check_depth(root, raw)
    return root


def check_depth(root: etree._Element, raw: Raw) -> None:
    """Raise `LimitExceeded` if elements nest deeper than the limit."""
    depth = deepest = 0
    from lxml import etree

    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    raw.limits.check("max_depth", deepest, where=raw.origin, unit="levels of nesting")


def local(element: etree._Element) -> str:
    """Name of an element without its namespace; empty for comments and the like."""
    from lxml import etree

    return etree.QName(element).localname if isinstance(element.tag, str) else ""


# Elements that stand on lines of their own, whatever white space the file has between them.
_APART = frozenset(
    [
        "p",
        "num",
        "heading",
        "content",
        "section",
        "article",
        "paragraph",
        "subparagraph",
        "point",
        "item",
        "li",
        "td",
        "th",
        "tr",
        "block",
        "subsection",
        "clause",
        "chapeau",
        "intro",
        "alinea",
        "list",
        "enum",
        "header",
        "text",
        "organization",
        "role",
        "person",
    ]
)


def words(element: etree._Element, *, skip: frozenset[str] = frozenset()) -> str:
    """All words of an element on one line, without those of elements named in `skip`."""
    return " ".join("".join(_pieces(element, skip)).split())


def _pieces(element: etree._Element, skip: frozenset[str]) -> list[str]:
    """Its text and its children's, tails included; depth is bounded before this is called."""
    out = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and local(child) not in skip:
            apart = [" "] if local(child) in _APART else []
            out += [*apart, *_pieces(child, skip), *apart]
        out.append(child.tail or "")
    return out
