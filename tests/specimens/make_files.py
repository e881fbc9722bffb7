"""Build all specimens: `python tests/specimens/make_files.py`. The files are committed; a test compares them with this script."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from typing import TYPE_CHECKING

from laws import CHINESE, ENGLISH, Lines, html, markdown, plain
from pdfs import Canvas, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent


def one_column(
    lines: Lines, *, head: str = "", foot: str = "", numbered: bool = False, note: str = "", hyphenated: bool = False
) -> bytes:
    """A page after a page of one column: running head, page number, line numbers in the margin, a note, a broken word."""
    canvas, y, row, page = Canvas(), 90.0, 0, 1

    def edges() -> None:
        if head:
            canvas.put(72, 40, head, 9)
        canvas.put(290, 815, f"{foot}{page}", 9)
        if note and page == 1:
            canvas.put(72, 770, f"1 {note}", 8)
            canvas.put(72, 780, "which goes on in a second line.", 8)

    edges()
    for style, text in lines:
        indent = {"point": 18, "subpoint": 36}.get(style, 0)
        size = {"title": 15, "chapter": 13}.get(style, 11)
        y += {"title": 0, "chapter": 12, "article": 10}.get(style, 5)
        for line in wrapped(text, 450 - indent, size, hyphenated=hyphenated):
            if y > 740:
                canvas.page()
                page, y = page + 1, 90.0
                edges()
            row += 1
            if numbered and row % 5 == 0:
                canvas.put(45, y, str(row), 8)
            canvas.put(72 + indent, y, line, size, bold=style == "heading")
            y += 15
    return canvas.bytes()


def two_columns(lines: Lines) -> bytes:
    """A gazette: title across, then two columns on each page."""
    canvas, y, column, top = Canvas(), 80.0, 0, 110.0
    canvas.put(72, y, lines[0][1], 15)
    y = top
    for style, text in lines[1:]:
        y += 5
        for line in wrapped(text, 215, 10):
            if y > 760:
                column, y = column + 1, top
                if column == 2:
                    canvas.page()
                    column, top, y = 0, 70.0, 70.0
            canvas.put(60 + 245 * column, y, line, 10, bold=style == "heading")
            y += 13
    return canvas.bytes()


def comparison(left: Lines, right: Lines, heads: tuple[str, str]) -> bytes:
    """Two texts side by side, row by row."""
    canvas, y = Canvas(), 80.0
    for place, head in enumerate(heads):
        canvas.put(60 + 250 * place, y, head, 11, bold=True)
    y += 10
    for one, two in zip(left, right, strict=True):
        rows = [wrapped(words[1], 210, 10) for words in (one, two)]
        if y + 13 * max(map(len, rows)) > 780:
            canvas.page()
            y = 80.0
        y += 8
        for place, row in enumerate(rows):
            for number, line in enumerate(row):
                canvas.put(60 + 250 * place, y + 13 * number, line, 10)
        y += 13 * max(map(len, rows))
    return canvas.bytes()


def pages_without_text() -> bytes:
    """A page with nothing on it, as a scan without text recognition."""
    return Canvas().bytes()


AMENDED: Lines = [
    (style, text.replace("fifteen minutes", "one hour").replace("sixty days", "six months")) for style, text in ENGLISH
]


def bill(*, marked: bool = False) -> str:
    """A bill that quotes a whole section of other law, or one that a committee has marked."""

    def struck(words: str, new: str) -> str:
        return (
            f"<deleted-phrase reported-display-style='strikethrough'>{words}</deleted-phrase><added-phrase>{new}</added-phrase>"
            if marked
            else words
        )

    added = (
        "<section changed='added' id='s4'><enum>4.</enum><header>Report</header><text>The Board shall report yearly.</text></section>"
        if marked
        else ""
    )
    gone = " changed='deleted'" if marked else ""
    return f"""<?xml version="1.0"?>
<!DOCTYPE bill PUBLIC "-//US Congress//DTDs/bill.dtd//EN" "bill.dtd">
<bill bill-stage="Introduced-in-House" bill-type="olc" public-private="public">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dublinCore><dc:title>Lock Bill</dc:title><dc:date>2030-02-03</dc:date></dublinCore></metadata>
<form><legis-num>H. R. 1</legis-num><official-title>To keep locks safe, and for other purposes.</official-title></form>
<legis-body>
<section id="s1"><enum>1.</enum><header>Short title</header><text>This Act may be cited as the <quote><short-title>Lock Safety Act</short-title></quote>.</text></section>
<section id="s2"><enum>2.</enum><header>Duties of keepers</header>
<subsection><enum>(a)</enum><header>In general</header><text>A keeper shall—</text>
<paragraph><enum>(1)</enum><text>open the gates within {struck("15 minutes", "60 minutes")}; and</text></paragraph>
<paragraph{gone}><enum>(2)</enum><text>keep a log.</text></paragraph></subsection>
<subsection><enum>(b)</enum><header>Penalty</header><text>A keeper who fails shall be fined $50.</text></subsection></section>
<section id="s3"><enum>3.</enum><header>Amendment to the Canal Act</header><text>The Canal Act is amended by adding at the end the following:</text>
<quoted-block><section><enum>9.</enum><header>Fees</header><text>No fee shall be charged for a lock.</text></section><after-quoted-block>.</after-quoted-block></quoted-block></section>
{added}
</legis-body></bill>
"""


def uslm() -> str:
    """The same bill in the newer markup."""
    return """<?xml version="1.0" encoding="UTF-8"?>
<bill xmlns="http://schemas.gpo.gov/xml/uslm" xmlns:dc="http://purl.org/dc/elements/1.1/" xml:lang="en">
<meta><dc:title>Lock Bill</dc:title><docStage>Introduced in House</docStage></meta>
<main><longTitle><docTitle>A BILL</docTitle><officialTitle>To keep locks safe, and for other purposes.</officialTitle></longTitle>
<section><num value="1">SEC. 1. </num><heading>Short title</heading><content>This Act may be cited as the “Lock Safety Act”.</content></section>
<section><num value="2">SEC. 2. </num><heading>Duties of keepers</heading>
<subsection><num value="a">(a)</num><heading>In general</heading><chapeau>A keeper shall—</chapeau>
<paragraph><num value="1">(1)</num><content>open the gates within 15 minutes; and</content></paragraph>
<paragraph><num value="2">(2)</num><content>keep a log.</content></paragraph></subsection>
<subsection><num value="b">(b)</num><heading>Penalty</heading><content>A keeper who fails shall be fined $50.</content></subsection></section>
<section><num value="3">SEC. 3. </num><heading>Amendment to the Canal Act</heading><content>The Canal Act is amended by adding at the end the following:
<quotedContent><section><num value="9">SEC. 9. </num><heading>Fees</heading><content>No fee shall be charged for a lock.</content></section></quotedContent></content></section>
</main></bill>
"""


AMENDING = """Canal (Amendment) Bill

1. In section 5, strike "fifteen minutes" and insert "one hour".

2. In section 6(2), after "owner" insert "or keeper".

3. Section 7 is amended by striking paragraph (3).

4. Section 9 is repealed.

5. In section 11, for the words "sixty days" substitute "six months".
"""


def versions_zip() -> bytes:
    """A zip of two versions and a file that is none."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for member, words in (
            ("1-draft.txt", plain(ENGLISH)),
            ("2-final.txt", plain(AMENDED)),
            ("__MACOSX/._x", "junk"),
        ):
            archive.writestr(zipfile.ZipInfo(member, (2020, 1, 1, 0, 0, 0)), words)
    return out.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "law.en.txt": lambda: plain(ENGLISH).encode(),
    "law.en.md": lambda: markdown(ENGLISH).encode(),
    "law.en.html": lambda: html(ENGLISH, "en").encode(),
    "law.en.pdf": lambda: one_column(ENGLISH),
    "law.en.columns.pdf": lambda: two_columns(ENGLISH),
    "law.en.furniture.pdf": lambda: one_column(
        ENGLISH, head="Official Gazette of the Canal Board, 2030", foot="Page ", numbered=True,
        note="The note of a page is no part of the law,", hyphenated=True
    ),
    "comparison.en.pdf": lambda: comparison(ENGLISH, AMENDED, ("Draft", "Final text")),
    "scan.pdf": pages_without_text,
    "law.zh.txt": lambda: plain(CHINESE).encode(),
    "law.zh.gb18030.txt": lambda: plain(CHINESE).encode("gb18030"),
    "law.zh.utf16.txt": lambda: plain(CHINESE).encode("utf-16"),
    "law.zh.big5.txt": lambda: "第一條　船閘管理機構應當公佈開閘時間。\n第二條　船閘管理機構不得收取未公佈的費用。\n第三條　本辦法自公佈之日起施行。\n".encode("big5"),
    "law.fr.latin1.txt": lambda: "Article 1er\nL'éclusier ouvre l'écluse à l'aube, même s'il gèle.\nArticle 2\nIl tient un registre daté.\n".encode("latin-1"),
    "law.zh.md": lambda: markdown(CHINESE).encode(),
    "law.zh.html": lambda: html(CHINESE, "zh").encode(),
    "law.zh.pdf": lambda: one_column(CHINESE),
    "law.zh.columns.pdf": lambda: two_columns(CHINESE),
    "bill.quoted.xml": lambda: bill().encode(),
    "bill.marked.xml": lambda: bill(marked=True).encode(),
    "bill.uslm.xml": lambda: uslm().encode(),
    "amending.en.txt": lambda: AMENDING.encode(),
    "versions.zip": versions_zip,
}  # fmt: skip


def all_files() -> dict[str, Callable[[], bytes]]:
    """Every specimen; those of Word need python-docx."""
    from docxs import FILES as WORD

    return {**FILES, **WORD}


def main() -> None:
    """Write every specimen beside this script."""
    for name, make in all_files().items():
        (HERE / name).write_bytes(make())


if __name__ == "__main__":
    main()
