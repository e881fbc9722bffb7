"""A small writer of PDF files for specimens: lines of words at places on pages, nothing more. Its bytes never vary."""

from __future__ import annotations

from dataclasses import dataclass, field

from pdfminer.fontmetrics import FONT_METRICS

_WIDTHS = FONT_METRICS["Helvetica"][1]


def width(text: str, size: float) -> float:
    """Width of words in points: Helvetica's own metrics, a full square for Han."""
    return sum(1000 if ord(char) > 0x2E80 else _WIDTHS.get(char, 500) for char in text) * size / 1000


def wrapped(text: str, room: float, size: float, *, hyphenated: bool = False) -> list[str]:
    """Lines of at most `room` points. Han breaks anywhere; `hyphenated` = long words are broken."""
    lines, line = [], ""
    pieces = list(text) if ord(text[0]) > 0x2E80 else [word + " " for word in text.split(" ")]
    for piece in pieces:
        if line and width((line + piece).rstrip(), size) > room and piece not in "，。；：、）":
            head = piece[: len(piece) // 2 + 1]
            if hyphenated and piece.strip().isalpha() and len(piece) > 8 and width(line + head + "-", size) <= room:
                line, piece = line + head + "-", piece[len(head) :]
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


@dataclass
class Canvas:
    """Pages of placed words; y is counted from the top."""

    pages: list[list[tuple[float, float, float, bool, str]]] = field(default_factory=lambda: [[]])
    height: float = 842
    breadth: float = 595

    def put(self, x: float, y: float, text: str, size: float = 11, *, bold: bool = False) -> None:
        self.pages[-1].append((x, y, size, bold, text))

    def page(self) -> None:
        self.pages.append([])

    def bytes(self) -> bytes:
        objects: list[bytes] = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
            b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
            (
                b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
                b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>"
            ),
            (
                b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
                b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
            ),
        ]
        kids = []
        for page in self.pages:
            stream = b"".join(self._show(*one) for one in page)
            objects.append(b"<< /Length %d >>\nstream\n%sendstream" % (len(stream), stream))
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
                b"/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> >> >>"
                % (self.breadth, self.height, len(objects))
            )
            kids.append(b"%d 0 R" % len(objects))
        objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
        out = b"%PDF-1.4\n"
        offsets = []
        for number, body in enumerate(objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
            len(objects) + 1, table, len(objects) + 1, len(out),
        )  # fmt: skip

    def _show(self, x: float, y: float, size: float, bold: bool, text: str) -> bytes:
        if any(ord(char) > 0x2E80 for char in text):
            font, shown = b"F3", b"<" + text.encode("utf-16-be").hex().encode() + b">"
        else:
            raw = text.encode("cp1252", "replace").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
            font, shown = (b"F2" if bold else b"F1"), b"(" + raw + b")"
        return b"BT /%s %.1f Tf %.2f %.2f Td %s Tj ET\n" % (font, size, x, self.height - y, shown)
