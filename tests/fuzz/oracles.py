"""The laws that hold for any two texts, whatever stands in them; each raises `BreachError` with its name and what it saw."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sys
import zipfile
from functools import lru_cache
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from mirror import facts, mirrored
from parse_check import faults, squeeze

from legiscompare.model import Comparison, Document, Op, Tag
from legiscompare.parsing import parse
from legiscompare.pipeline import compare
from legiscompare.pipeline_history import history
from legiscompare.read import read, write_akn
from legiscompare.report import FORMATS, render
from legiscompare.report import history as history_report
from legiscompare.report.json_in import loads
from legiscompare.report.marked import ACTING
from legiscompare.report.sheet import rows, unguard

PAGES = ("html", "cards", *(name for name, form in FORMATS.items() if form.genre and form.suffix == ".html"))
CHEAP = ("json", "html", "markdown", "csv", "summary", "terminal", "svg")
_SEEN: set[tuple[str, bytes]] = set()
"""Format and digest of parts of office files that hold what is asked of them."""
_FORMULA = re.compile(r"[=+@\t\r\n＝＋－＠]|-.")
_MARKDOWN_TAGS = frozenset(
    re.findall(
        r"\w+",
        "h1 h2 h3 h4 p a table thead tbody tr th td blockquote strong ul ol li del ins b code pre details summary em s hr br",
    )
)


class BreachError(AssertionError):
    """A law does not hold; `law` names it."""

    def __init__(self, law: str, seen: object = "") -> None:
        self.law = law
        super().__init__(f"{law}: {str(seen)[:300]!r}")


def hold(law: str, *, true: object, seen: object = "") -> None:
    """Raise `BreachError` unless `true`."""
    if not true:
        raise BreachError(law, seen)


def tree_holds(document: Document, source: object) -> None:
    """Nothing lost, nothing twice, spans nested and in order, names unique."""
    if found := faults(source, document):  # type: ignore[arg-type]
        raise BreachError("tree " + re.split(r"[: ]", found[0])[0], found[0])


def rebuilt(comparison: Comparison) -> None:
    """Quotes are slices, edits rebuild both sides, the evidence stands in the words of its change or its lead-in."""
    for side, skip in (("draft", Op.INSERT), ("final", Op.DELETE)):
        document: Document = getattr(comparison, side)
        for change in comparison.changes:
            places = getattr(change, side)
            hold("tiling", true=all(document.slice(one.span) == one.text for one in places), seen=change.id)
            words = "".join(document.slice(getattr(edit, side)) for edit in change.edits if edit.op is not skip)
            hold("rebuild", true=words == "".join(one.text for one in places), seen=change.id)
    ids = [change.id for change in comparison.changes]
    hold("ids", true=len(set(ids)) == len(ids), seen=[one for one in ids if ids.count(one) > 1])


def mirror(comparison: Comparison) -> None:
    """Swapping draft and final swaps added and removed, softened and strengthened, and every sign."""
    back = facts(compare(comparison.final, comparison.draft, settings=comparison.settings))
    wanted = mirrored(comparison)
    if back != wanted:
        odd = sorted(set(back) ^ set(wanted)) or [key for key in back if back[key] != wanted[key]]
        kind = "mirror pairs" if set(back) ^ set(wanted) else "mirror tags"
        raise BreachError(kind, (odd[0], back.get(odd[0]), wanted.get(odd[0])))


def itself(document: Document) -> None:
    """A text against itself has no change."""
    tags = {change.tag for change in compare(document, document).changes}
    hold("itself", true=tags <= {Tag.UNCHANGED}, seen=tags)


def same_outline(document: Document) -> None:
    """Written as Akoma Ntoso and read back: the same refs, kinds, numbers, words."""
    again = parse(read(write_akn(document), origin="law.xml"), language=document.language)
    before, after = _outline(document), _outline(again)
    if before != after:
        place = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), -1)
        raise BreachError("akn", (before[place], after[place]) if place >= 0 else (len(before), len(after)))


def _outline(document: Document) -> list[tuple[str, str, str, str, str]]:
    return [
        (node.ref, node.kind, _xml_words(node.number), _xml_words(squeeze(document, node.heading)), _xml_words(squeeze(document, node.content)))
        for node in document.walk()
    ]  # fmt: skip


def _xml_words(words: str) -> str:
    """XML cannot hold some characters; they are read back as the replacement character."""
    return re.sub("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", " ".join(words.split()))


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("gfm-like", {"linkify": False})


def harmless(comparison: Comparison, name: str, language: str) -> bytes:
    """Render a format and hold it to what no text may do in it. Gives the bytes."""
    made = render(comparison, name, language=language)
    if isinstance(made, bytes):
        _packed(name, made)
        return made
    data = made.encode(FORMATS[name].encoding)  # a lone surrogate would raise here
    if name == "json":
        hold("json round trip", true=loads(made) == comparison, seen=name)
        hold("acting json", true=not ACTING.search(made.replace("\n", "")), seen=ACTING.findall(made))
        return data
    hold(f"acting {name}", true=not ACTING.search(made.replace("\n", "")), seen=ACTING.findall(made))
    if name in PAGES:
        page(name, made)
    elif name == "svg":
        _drawing(made)
    elif name == "csv":
        _sheet(comparison, made)
    elif name == "datawrapper":
        cells = [cell for row in csv.reader(io.StringIO(made)) for cell in row]
        hold("formula datawrapper", true=not any(_FORMULA.match(cell) for cell in cells), seen=cells)
    elif name == "quarto":
        head, title, rest = re.split(r"^title: (.*)\n", made, maxsplit=1, flags=re.MULTILINE)
        words_only(name, json.loads(title))  # a string of YAML, whose words are Markdown in their turn
        words_only(name, head + rest)
    elif name == "markdown":
        words_only(name, made)
    return data


def page(name: str, made: str) -> None:
    """No element, attribute or address in a page that its renderer has not written for any other text."""
    tree = lxml_html.document_fromstring(made.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    found = {node.tag for node in tree.iter() if isinstance(node.tag, str)}
    odd = found - _elements()
    hold(f"escape {name}", true=not odd, seen=odd)
    hold(f"comment {name}", true=all(isinstance(node.tag, str) for node in tree.iter()), seen=name)
    bad = [one for node in tree.iter() for one in node.attrib if one.startswith("on") or one in ("style", "src")]
    bad += [target for target in tree.xpath("//@href") if not target.startswith("#")]
    hold(f"attribute {name}", true=not bad, seen=bad)
    hold(f"script {name}", true=len(tree.xpath("//script")) <= 1 and len(tree.xpath("//style")) <= 1, seen=name)
    ids = tree.xpath("//*[not(ancestor-or-self::template)]/@id")
    hold(f"ids {name}", true=len(set(ids)) == len(ids), seen=[one for one in ids if ids.count(one) > 1])
    missing = {target[1:] for target in tree.xpath("//a/@href")} - set(ids)
    hold(f"links {name}", true=not missing, seen=missing)


@lru_cache(maxsize=1)
def _elements() -> frozenset[str]:
    """Names of all elements that the templates and renderers write; none of the seeds' foreign tags is among them."""
    folder = Path(history_report.__file__).parent
    names: set[str] = {"html", "head", "body", "tbody"}
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".py", ".html", ".jinja", ".j2", ".svg"}:
            names |= set(re.findall(r"<([a-z][a-z0-9]*)\b", path.read_text(encoding="utf-8")))
    return frozenset(names - {"img", "iframe", "object", "marquee"})


def _drawing(made: str) -> None:
    tree = etree.fromstring(made.encode("utf-8"))
    tags = {etree.QName(node).localname for node in tree.iter() if isinstance(node.tag, str)}
    hold("escape svg", true=not tags & {"script", "foreignObject", "image", "use", "img"}, seen=tags)
    bad = [one for node in tree.iter() for one in node.attrib if one.startswith("on")]
    bad += [
        value for node in tree.iter() for one, value in node.attrib.items() if one.endswith("href") and value[:1] != "#"
    ]
    hold("attribute svg", true=not bad, seen=bad)


def _sheet(comparison: Comparison, made: str) -> None:
    read_back = list(csv.reader(io.StringIO(made, newline="")))
    cells = [cell for row in read_back for cell in row]
    hold(
        "formula csv",
        true=not any(_FORMULA.match(cell) for cell in cells),
        seen=[c for c in cells if _FORMULA.match(c)],
    )
    wanted = [list(row.values()) for row in rows(comparison)]
    hold("csv round trip", true=[[unguard(cell) for cell in row] for row in read_back[1:]] == wanted, seen=len(wanted))


def words_only(name: str, made: str) -> None:
    """A Markdown page shows no element and no address but our own."""
    shown = _markdown().render(made)
    tags = set(re.findall(r"<([a-zA-Z][a-zA-Z0-9]*)", shown))
    hold(f"escape {name}", true=tags <= _MARKDOWN_TAGS, seen=tags - _MARKDOWN_TAGS)
    links = [one for one in re.findall(r'href="([^"]*)"', shown) if not one.startswith("#")]
    hold(f"links {name}", true=not links, seen=links)


def _packed(name: str, made: bytes) -> None:
    """An office file: every part is XML; no formula, no link, no acting character, nothing outside is named."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for info in archive.infolist():
            if not info.filename.endswith((".xml", ".rels")):
                continue
            part = archive.read(info)
            if (known := (name, hashlib.sha256(part).digest())) in _SEEN:  # styles, theme: the same in every file
                continue
            tree = etree.fromstring(part)
            local = {etree.QName(node).localname for node in tree.iter() if isinstance(node.tag, str)}
            if name == "xlsx":
                hold("formula xlsx", true=not local & {"f", "hyperlink"}, seen=info.filename)
            hold(f"outside {name}", true=not tree.xpath("//*[@TargetMode='External']"), seen=info.filename)
            text = "".join(tree.itertext()).replace("\n", "").replace("\r", "")
            hold(f"acting {name}", true=not ACTING.search(text), seen=(info.filename, ACTING.findall(text)[:3]))
            if len(_SEEN) < 1000:
                _SEEN.add(known)


def followed(documents: list[Document]) -> bytes:
    """The history of versions, as a page and as Markdown."""
    made = history(documents, across=False)
    shown = history_report.render(made, "html")
    hold("acting history", true=not ACTING.search(shown.replace("\n", "")), seen=ACTING.findall(shown))
    page("history", shown)
    plain = history_report.render(made, "markdown")
    words_only("history markdown", plain)
    return (shown + plain).encode("utf-8")
