"""What a file is that is not the text of a law: a list of links, a notice with attachments, an old office file."""

from __future__ import annotations

import re
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from legiscompare.errors import UnsupportedFormat

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LINK = re.compile(r"<a\b[^>]*?\bhref\s*=\s*[\"']?([^\"'\s>]+)[^>]*>(.*?)</a\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ATTACHED = frozenset({".docx", ".doc", ".wps", ".pdf", ".ofd", ".zip", ".rar", ".rtf"})
_MANY = 8
"""So many links that make up most of a page make it a list."""


def refuse_unreadable(data: bytes, name: str, where: str) -> None:
    """Raise UnsupportedFormat for files of word processors that nothing here reads, saying what to do."""
    suffix = PurePosixPath(name.lower()).suffix
    if data.startswith(_OLE) or suffix == ".wps":
        kind = "WPS" if suffix == ".wps" else "old Word" if suffix == ".doc" else "WPS or old Word"
        raise UnsupportedFormat(
            f"this is an {kind} file, which cannot be read" if kind == "old Word" else
            f"this is a {kind} file, which cannot be read", where=where,
            mend="open it in WPS or Word, save it as .docx, and give it with --from FOLDER",
        )  # fmt: skip
    if suffix in {".ofd", ".rar"}:
        raise UnsupportedFormat(
            f"files with the ending {suffix} cannot be read", where=where,
            mend="open it, save it as .docx or .pdf, and give it with --from FOLDER",
        )  # fmt: skip


def what_it_is(data: bytes, text: str) -> str:
    """A page without a single article, in a few words."""
    links = _links(data)
    attached = [target for target, _ in links if PurePosixPath(urlsplit(target).path.lower()).suffix in _ATTACHED]
    if attached:
        names = ", ".join(dict.fromkeys(unquote(PurePosixPath(urlsplit(one).path).name) for one in attached[:5]))
        return f"a notice, whose text is attached ({names})"
    inside = sum(len("".join(words.split())) for _, words in links)
    if len(links) >= _MANY and inside * 2 >= len("".join(text.split())):
        return f"a list of {len(links)} links"
    begin = " ".join(text.split())
    return f"a notice or another page without articles, which begins “{begin[:60]}{'…' if len(begin) > 60 else ''}”"


def _links(data: bytes) -> list[tuple[str, str]]:
    head = data[:2_000_000].decode("utf-8", "replace")
    if "<" not in head[:2000]:
        return []
    return [(unescape(target), unescape(_TAG.sub("", words))) for target, words in _LINK.findall(head)]
