"""Bytes to text: UTF-8 and UTF-16 by their marks and shape, then GB18030, Big5 and Windows-1252 by what they give."""

from __future__ import annotations

import re
import unicodedata

from legiscompare.errors import DecodeError, UnsupportedFormat
from legiscompare.model import Notice

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
          (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})|<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})""",
    re.IGNORECASE,
)


def is_text(data: bytes) -> bool:
    """Whether bytes look like text in some encoding: hardly a control character, or the zeros of UTF-16."""
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return True
    sample = data[:65536]
    controls = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", sample))
    return _utf16(sample) is not None or controls <= max(2, len(sample) // 500)


def decode(data: bytes, encoding: str | None = None, *, where: str) -> tuple[str, tuple[Notice, ...]]:
    r"""Text of `data` with `\\n` line ends, and a notice where the encoding had to be guessed.

    Raises `DecodeError` (wrong encoding named) or `UnsupportedFormat` (not text at all).
    """
    notices: tuple[Notice, ...] = ()
    named = encoding or _named(data)
    if named:
        text = _strict(data, named, where=where, given=bool(encoding))
    elif not is_text(data):
        raise UnsupportedFormat(
            "the file is not text, and no reader knows its format", where=where,
            mend="give a text, Markdown, HTML, PDF, DOCX or XML file",
        )  # fmt: skip
    else:
        text, named = _guess(data, where)
        if named != "utf-8":
            notices = (Notice("read.encoding", f"the source does not say its encoding; it is read as {named}"),)
    if _CONTROLS.search(text):
        bad = len(_CONTROLS.findall(text))
        text = _CONTROLS.sub("\ufffd", text)
        notices += (Notice("read.controls", f"control characters that U+FFFD stands for now: {bad}"),)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text, notices


def _named(data: bytes) -> str | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if found := _utf16(data[:65536]):
        return found
    if match := _DECLARED.search(data[:4096]):
        name = (match[1] or match[2]).decode("ascii").lower()
        return {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "latin1": "cp1252"}.get(name, name)
    return None


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark shows itself by zeros at every second place of its ASCII."""
    zeros = sample.count(0)
    if zeros < 2 or (zeros * 4 < len(sample) and _is_utf8(sample.replace(b"\x00", b""))):
        return None  # text with a stray zero in it
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd and even <= odd * 0.02:
        name = "utf-16-le"
    elif even and odd <= even * 0.02:
        name = "utf-16-be"
    else:
        return None
    text = sample[: len(sample) // 2 * 2].decode(name, "replace")
    strange = len(_CONTROLS.findall(text)) + text.count("\ufffd")
    return name if strange * 200 <= len(text) + 200 else None


def _is_utf8(data: bytes) -> bool:
    try:
        data[: max(len(data) - 3, 1)].decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(data) - 8
    return True


def _strict(data: bytes, name: str, *, where: str, given: bool) -> str:
    try:
        return data.decode(name)
    except LookupError as error:
        raise DecodeError(
            f"the encoding {name!r} is not known", where=where, mend="name another with --encoding"
        ) from error
    except UnicodeError as error:
        place = f", byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        said = "given" if given else "declared in the file"
        raise DecodeError(
            f"the bytes are not {name}, which is the encoding {said}{place}", where=where,
            mend="name the right one with --encoding, or save the file as UTF-8",
        ) from error  # fmt: skip


def _guess(data: bytes, where: str) -> tuple[str, str]:
    """UTF-8 if it fits; else the candidate whose characters are most like running text of its language."""
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    best: tuple[float, str, str] | None = None
    for name in ("gb18030", "big5", "cp1252"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        score = _plausible(text[:20000], name)
        if best is None or score > best[0]:
            best = (score, text, name)
    if best is None or best[0] <= 0:
        mended = data.decode("utf-8", "replace")
        if mended.count("\ufffd") <= max(3, len(mended) // 100):
            return mended, "utf-8 with broken bytes"
        raise DecodeError(
            "the file is not text in any of the encodings tried (UTF-8, UTF-16, GB18030, Big5, Windows-1252)", where=where,
            mend="name the encoding with --encoding, or save the file as UTF-8",
        )  # fmt: skip
    return best[1], best[2]


# Characters that running Chinese cannot do without; a wrong table of the two gives rare characters in their place.
_COMMON = frozenset(
    "的一是不了人我在有他这这為为以於于和或者第条條定规規法应應当當得及其由本之者自日行中国國家部门門，。、；：（）"
)


def _plausible(text: str, encoding: str) -> float:
    """Share of non-ASCII characters that running text would have, less what it would not."""
    strange = [char for char in text if ord(char) > 127]
    if not strange:
        return 0.5
    good = bad = 0.0
    for char in strange:
        category = unicodedata.category(char)
        if encoding == "cp1252":
            good += 0.6 * (char.isalpha() or char in "§«»“”‘’–—…€°·\u00a0")
            bad += category in {"Cc", "Cn"} or char in "¤¦¨¬¯¸ÃÂ×÷ðþÐÞ"
        else:
            good += (
                (1.0 if char in _COMMON else 0.45)
                if "\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"
                else 0
            )
            bad += category in {"Cn", "Co", "Cs"} or "\uac00" <= char <= "\ud7a3" or "\u3400" <= char <= "\u4dbf"
    if encoding == "cp1252":
        # Letters with marks stand alone between plain letters; Han bytes read so come in long runs.
        runs = sum(len(run) for run in re.findall(r"[\x80-\uffff]{3,}", text))
        bad += runs
    return (good - 2 * bad) / len(strange)
