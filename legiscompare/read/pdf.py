"""PDF files with a text layer, by pdfplumber: words of each page to lines, lines to paragraphs.

What a page adds is taken away again: running heads, page numbers, line numbers, footnotes, hyphens at line ends.
"""

from __future__ import annotations

import io
import logging
import re
from typing import TYPE_CHECKING, Any

from legiscompare.errors import LegiscompareError, MissingExtra, SourceError
from legiscompare.model import Block, BlockKind, Notice, Span
from legiscompare.read import pdf_page, pdf_streams
from legiscompare.read.columns import are_versions
from legiscompare.read.pdf_text import JoinedText, join
from legiscompare.read.raw import Draft

if TYPE_CHECKING:
    from legiscompare.read.raw import Raw

name = "pdf"
_BOLD = re.compile(r"bold|black|heavy|hei\b|simhei", re.IGNORECASE)
suffixes = (".pdf",)


def sniff(raw: Raw) -> float:
    """The mark that every PDF begins with, after at most a kilobyte of other bytes."""
    return 1.0 if b"%PDF-" in raw.data[:1024] else 0.0


def read(raw: Raw) -> list[Draft]:
    """One text; two where the pages are a table with the text as it was and as it is to be."""
    pages = _pages(raw)
    pdf_page.drop_margins(pages)
    headed = next((found for page in pages for found in pdf_page.headings_of_columns(page)), None)
    if headed is not None and are_versions(*headed):
        sides = [[line for page in pages for line in pdf_page.side(page, place, headed)] for place in (0, 1)]
        return [_draft(join(lines), stage) for lines, stage in zip(sides, ("draft", "final"), strict=True)]
    return [_draft(join([line for page in pages for line in pdf_page.in_reading_order(page)]), "")]


def _pages(raw: Raw) -> list[pdf_page.PdfPage]:
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    except ImportError as error:
        raise MissingExtra("pdf", what="reading PDF files needs pdfplumber", where=raw.origin) from error
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its warnings are about fonts, not about our text
    pdf_streams.check(raw)
    locked = "the PDF is encrypted"
    try:
        with pdfplumber.open(io.BytesIO(raw.data)) as document:
            raw.limits.check("max_pages", len(document.pages), where=raw.origin, unit="pages")
            pages = [_page(page, raw) for page in document.pages]
            images = any(page.images for page in document.pages[:5]) if not any(page.words for page in pages) else False
    except LegiscompareError:
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise SourceError(
            locked, where=raw.origin, mend="open it with its password and print it to a new PDF"
        ) from error
    except Exception as error:  # the parser meets broken files with whatever exception its line of code has
        if "Password" in repr(error) or "Encryption" in repr(error):
            raise SourceError(
                locked, where=raw.origin, mend="open it with its password and print it to a new PDF"
            ) from error
        raise SourceError(
            f"the PDF is broken ({type(error).__name__})",
            where=raw.origin,
            mend="open it in a viewer and print it to a new PDF",
        ) from error
    if not pages:
        raise SourceError("the PDF has no pages", where=raw.origin, mend="fetch or save the PDF again")
    if not any(page.words for page in pages):
        what = "the PDF has pictures of pages and no text" if images else "the PDF has no text"
        raise SourceError(what, where=raw.origin, mend="run text recognition (OCR) over it first, and give the result")
    return pages


def _page(page: Any, raw: Raw) -> pdf_page.PdfPage:
    words = page.extract_words(
        keep_blank_chars=False,
        use_text_flow=False,
        extra_attrs=["size", "fontname"],
        x_tolerance_ratio=0.2,
        y_tolerance=3,
    )
    found = [
        pdf_page.PdfWord(
            str(word["text"]), float(word["x0"]), float(word["x1"]), float(word["top"]), float(word["bottom"]),
            round(float(word["size"]), 1), bool(_BOLD.search(str(word["fontname"]))),
        )
        for word in words
    ]  # fmt: skip
    raw.limits.check(
        "max_text", sum(len(word.text) for word in found), where=raw.origin, unit="characters of text on a page"
    )
    page.close()
    return pdf_page.PdfPage(page.page_number, float(page.width), float(page.height), found)


def _draft(joined: JoinedText, stage: str) -> Draft:
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for paragraph in joined.paragraphs:
        kind = BlockKind.NOTE if paragraph.note else BlockKind.HEADING if paragraph.heading else BlockKind.PARAGRAPH
        level = 7 if paragraph.heading else 0
        blocks.append(Block(Span(at, at + len(paragraph.text)), kind, level, page=paragraph.page))
        parts.append(paragraph.text + "\n")
        at += len(paragraph.text) + 1
    warnings = []
    if joined.doubtful:
        pages = ", ".join(str(page) for page in joined.doubtful[:10])
        warnings.append(
            Notice(
                "read.breaks",
                f"the page does not show whether a paragraph ends at {len(joined.doubtful)} place(s); page {pages}",
            )
        )
    return Draft("".join(parts), blocks, {}, warnings, stage=stage)
