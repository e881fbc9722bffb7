"""Specimens in Word's format, by python-docx; packed anew so that their bytes never vary."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from laws import CHINESE, ENGLISH, Lines

if TYPE_CHECKING:
    from collections.abc import Callable

_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _packed(document: Any) -> bytes:
    moment = dt.datetime(2030, 1, 1)  # noqa: DTZ001 - Word's dates have no zone
    document.core_properties.created = document.core_properties.modified = moment
    rough = io.BytesIO()
    document.save(rough)
    out = io.BytesIO()
    with zipfile.ZipFile(rough) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in sorted(old.infolist(), key=lambda info: info.filename):
            new.writestr(zipfile.ZipInfo(info.filename, (2030, 1, 1, 0, 0, 0)), old.read(info), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def typed(lines: Lines) -> bytes:
    """Numbers typed as words; headings by style."""
    document = Document()
    for style, text in lines:
        if style == "title":
            document.add_heading(text, 0)
        elif style in {"chapter", "article", "heading"} and "　" not in text:
            document.add_heading(text, {"chapter": 1, "article": 2, "heading": 3}[style])
        elif style == "chapter":
            document.add_heading(text, 1)
        else:
            document.add_paragraph(text)
    return _packed(document)


_LEVELS = """<w:abstractNum {ns} w:abstractNumId="{abstract}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>"""
_LEVEL = '<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'


def _list(document: Any, number: int, levels: list[tuple[str, str]]) -> None:
    root = document.part.numbering_part.element
    body = "".join(_LEVEL.format(place=place, kind=kind, text=text) for place, (kind, text) in enumerate(levels))
    root.insert(0, parse_xml(_LEVELS.format(ns=_NS, abstract=number, levels=body)))
    root.append(parse_xml(f'<w:num {_NS} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def _numbered(document: Any, text: str, number: int, place: int) -> None:
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {_NS}><w:ilvl w:val="{place}"/><w:numId w:val="{number}"/></w:numPr>'))


def automatic_chinese() -> bytes:
    """第一条 and （一） counted by Word; the inserted article typed."""
    document = Document()
    _list(document, 90, [("chineseCountingThousand", "第%1条"), ("chineseCountingThousand", "（%2）")])
    for style, text in CHINESE:
        if style == "title":
            document.add_heading(text, 0)
        elif style == "article" and "之一" not in text[:6]:
            _numbered(document, text.partition("　")[2], 90, 0)
        elif style == "point":
            _numbered(document, text.partition("）")[2], 90, 1)
        else:
            document.add_paragraph(text)
    return _packed(document)


def _run(tag: str, kind: str, text: str) -> Any:
    element = OxmlElement(f"w:{tag}")
    element.set(qn("w:id"), "1")
    element.set(qn("w:author"), "Board")
    run, words = OxmlElement("w:r"), OxmlElement(f"w:{kind}")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    element.append(run)
    return element


def tracked() -> bytes:
    """A phrase exchanged, a paragraph added, a paragraph deleted with its mark."""
    document = Document()
    document.add_heading("Lock Rules", 0)
    document.add_paragraph("Article 1")
    paragraph = document.add_paragraph("Keepers shall open the gates within ")
    paragraph._p.append(_run("del", "delText", "fifteen minutes"))
    paragraph._p.append(_run("ins", "t", "one hour"))
    paragraph.add_run(".")
    document.add_paragraph("Article 2")
    gone = document.add_paragraph()
    gone._p.append(_run("del", "delText", "Keepers shall keep a log."))
    gone._p.get_or_add_pPr().append(parse_xml(f'<w:rPr {_NS}><w:del w:id="2" w:author="Board"/></w:rPr>'))
    document.add_paragraph("Keepers shall be paid.")
    new = document.add_paragraph()
    new._p.append(_run("ins", "t", "Keepers may rest on feast days."))
    new._p.get_or_add_pPr().append(parse_xml(f'<w:rPr {_NS}><w:ins w:id="3" w:author="Board"/></w:rPr>'))
    document.add_paragraph("Article 3")
    document.add_paragraph("Locks shall be lit.")
    return _packed(document)


def table() -> bytes:
    """A comparison in two columns."""
    document = Document()
    rows = [("Existing law", "Amended text"), ("Article 1", "Article 1"), ("Keepers shall keep a log.", "Keepers may keep a log."),
            ("Article 2", "Article 2"), ("Locks shall be lit.", "Locks shall be lit.")]  # fmt: skip
    grid = document.add_table(len(rows), 2)
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            grid.cell(place, column).text = text
    return _packed(document)


FILES: dict[str, Callable[[], bytes]] = {
    "law.en.docx": lambda: typed(ENGLISH),
    "law.zh.docx": lambda: typed(CHINESE),
    "law.zh.automatic.docx": automatic_chinese,
    "tracked.en.docx": tracked,
    "comparison.en.docx": table,
}
