"""Readers: the same law from every format, encodings, versions in one file, bad input and limits."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from parse_check import faults, squeeze

from legiscompare import errors
from legiscompare.errors import LimitExceeded, SourceError, UnsupportedFormat
from legiscompare.model import BlockKind, Document, SourceText
from legiscompare.norms import extract
from legiscompare.parsing import parse
from legiscompare.pipeline import compare
from legiscompare.read import Limits, Reader, fetch, read, read_versions, readers, write_akn
from legiscompare.read import registry as registry_module
from legiscompare.report import render

SPECIMENS = Path(__file__).parent / "specimens"
sys.path.insert(0, str(SPECIMENS))


def tree(document: Document) -> list[tuple[str, str, str, str, str]]:
    """Kind, ref, number, heading and words of each provision, white space aside."""
    return [
        (node.kind, node.ref, "".join(node.number.split()), "".join(squeeze(document, node.heading).split()),
         "".join(squeeze(document, node.content).split()))
        for node in document.walk()
    ]  # fmt: skip


def outline(name: str, language: str) -> tuple[SourceText, Document]:
    source = read(SPECIMENS / name)
    return source, parse(source, language=language)


# The same law, whatever it is printed on

FORMATS = {
    "en": ["law.en.md", "law.en.html", "law.en.docx", "law.en.pdf", "law.en.columns.pdf", "law.en.furniture.pdf"],
    "zh": ["law.zh.md", "law.zh.html", "law.zh.docx", "law.zh.automatic.docx", "law.zh.pdf", "law.zh.columns.pdf",
           "law.zh.gb18030.txt", "law.zh.utf16.txt"],
}  # fmt: skip


@pytest.mark.parametrize(("language", "name"), [(tag, name) for tag, names in FORMATS.items() for name in names])
def test_every_format_gives_the_tree_of_the_text(language: str, name: str) -> None:
    _, wanted = outline(f"law.{language}.txt", language)
    source, document = outline(name, language)
    assert faults(source, document) == []
    warned = any(notice.code == "read.breaks" for notice in document.warnings)
    if not warned:
        assert tree(document) == tree(wanted)
        return
    # A page that does not show where a paragraph ends: the words are all there, and the notice says how many places.
    assert "".join(row[4] for row in tree(document)) == "".join(row[4] for row in tree(wanted))
    assert len(tree(document)) == len(tree(wanted)) - 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_akoma_ntoso_written_and_read_back_is_the_same(language: str) -> None:
    _, document = outline(f"law.{language}.txt", language)
    source = read(write_akn(document), origin="law.xml")
    assert source.media == "akn"
    again = parse(source, language=language)
    assert faults(source, again) == []
    assert tree(again) == tree(document)
    assert write_akn(document) == write_akn(document)


def test_akoma_ntoso_of_real_texts(shared: Path) -> None:
    for path in [
        *sorted((shared / "texts/zh-laws").glob("*.md"))[:6],
        *sorted((shared / "texts/eu-gdpr").glob("*.txt")),
    ]:
        document = parse(read(path))
        again = parse(read(write_akn(document), origin="law.xml"), language=document.language)
        assert tree(again) == tree(document), path.name


def test_specimens_are_what_the_script_builds() -> None:
    from make_files import all_files

    for name, make in all_files().items():
        assert (SPECIMENS / name).read_bytes() == make(), f"{name}: run tests/specimens/make_files.py"


def test_pages_survive() -> None:
    _, document = outline("law.en.pdf", "en")
    assert {node.page for node in document.walk() if node.page} == {1, 2}


def test_what_a_page_adds_is_no_law() -> None:
    source, document = outline("law.en.furniture.pdf", "en")
    law = " ".join(document.slice(node.content) for node in document.walk())
    for word in ("Gazette", "Page 1", "note of a page", "- "):
        assert word not in law
    notes = [block.span.of(source.text) for block in source.blocks if block.kind is BlockKind.NOTE]
    assert len(notes) == 1
    assert "goes on in a second line" in notes[0]


# Several versions in one source


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("comparison.en.pdf", ("fifteen minutes", "one hour")),
        ("comparison.en.docx", ("shall keep a log", "may keep a log")),
        ("tracked.en.docx", ("fifteen minutes", "one hour")),
        ("bill.marked.xml", ("15 minutes", "60 minutes")),
        ("versions.zip", ("fifteen minutes", "one hour")),
    ],
)
def test_two_versions_in_one_file(name: str, words: tuple[str, str]) -> None:
    draft, final = read_versions(SPECIMENS / name)
    assert words[0] in draft.text
    assert words[1] not in draft.text
    assert words[1] in final.text
    assert words[0] not in final.text
    last = read(SPECIMENS / name)
    assert words[1] in last.text
    assert any(notice.code in {"read.versions", "read.revisions"} for notice in last.warnings)


def test_tracked_changes_accepted_and_rejected() -> None:
    accepted, rejected = (read(SPECIMENS / "tracked.en.docx", revisions=how) for how in ("accepted", "rejected"))
    assert "rest on feast days" in accepted.text
    assert "keep a log" not in accepted.text
    assert "rest on feast days" not in rejected.text
    assert "keep a log" in rejected.text
    with pytest.raises(errors.UsageError):
        read(SPECIMENS / "tracked.en.docx", revisions="some")


@pytest.mark.parametrize("name", ["bill.quoted.xml", "bill.uslm.xml"])
def test_a_quoted_section_is_no_section_of_the_bill(name: str) -> None:
    source, document = outline(name, "en")
    assert [node.ref for node in document.walk() if node.kind == "article"] == ["1", "2", "3"]
    assert "No fee shall be charged" in document.text
    assert faults(source, document) == []
    assert any(notice.code == "read.quoted" for notice in document.warnings)


def test_both_markups_of_a_bill_give_the_same_refs() -> None:
    one, two = (outline(name, "en")[1] for name in ("bill.quoted.xml", "bill.uslm.xml"))
    assert [node.ref for node in one.walk()] == [node.ref for node in two.walk()]


_CONTENTS = {
    "bill.quoted.xml": (
        "<toc><toc-entry level='section'>Sec. 1. Short title.</toc-entry>"
        "<toc-entry level='section'>Sec. 2. Duties of keepers.</toc-entry></toc>"
    ),
    "bill.uslm.xml": (
        "<toc><referenceItem><designator>Sec. 1.</designator><label>Short title.</label></referenceItem>"
        "<referenceItem><designator>Sec. 2.</designator><label>Duties of keepers.</label></referenceItem></toc>"
    ),
}


@pytest.mark.parametrize("name", sorted(_CONTENTS))
def test_a_table_of_contents_in_a_bill_holds_no_norms(name: str) -> None:
    plain = (SPECIMENS / name).read_text(encoding="utf-8")
    closing = "</section>"  # of the first section, where a bill prints its contents
    listed = plain.replace(closing, _CONTENTS[name] + closing, 1)
    without, listing = (extract(parse(read(one.encode(), origin="x.xml"), language="en")) for one in (plain, listed))
    assert listed != plain
    assert [norm.id for norm in listing] == [norm.id for norm in without]


def test_committee_markup_of_a_real_bill(shared: Path) -> None:
    # It prints the committee's substitute and not what that replaced: one version.
    (only,) = read_versions(shared / "texts/us-bills/BILLS-116hr1500rh.xml")
    assert sum(node.kind == "article" for node in parse(only).walk()) == 8


# Encodings: declared or detected, and said


@pytest.mark.parametrize(
    ("name", "codec", "words"),
    [
        ("law.zh.gb18030.txt", "gb18030", "河湾市船闸管理办法"),
        ("law.zh.big5.txt", "big5", "船閘管理機構"),
        ("law.fr.latin1.txt", "cp1252", "L'éclusier ouvre l'écluse"),
    ],
)
def test_a_guessed_encoding_is_said(name: str, codec: str, words: str) -> None:
    source = read(SPECIMENS / name)
    assert words in source.text
    assert [notice.message for notice in source.warnings if notice.code == "read.encoding"] == [
        f"the source does not say its encoding; it is read as {codec}"
    ]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_needs_no_guess(codec: str) -> None:
    text = "Article 1\nLocks shall open.\r\nArticle 2\rThey shall close — at dusk.\n"
    source = read(text.encode(codec), origin="x.txt")
    assert source.text == text.replace("\r\n", "\n").replace("\r", "\n")
    assert source.warnings == ()


def test_the_hash_is_that_of_the_file() -> None:
    import hashlib

    path = SPECIMENS / "law.zh.txt"
    assert read(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_encoding_can_be_named_and_be_wrong() -> None:
    assert "é" in read("Article 1\né\n".encode("latin-1"), origin="x.txt", encoding="latin-1").text
    with pytest.raises(errors.DecodeError, match="--encoding"):
        read(b"\xff\xfe\xfd", origin="x.txt", encoding="utf-8")
    with pytest.raises(errors.DecodeError, match="the encoding 'klingon' is not known"):
        read(b"x", origin="x.txt", encoding="klingon")
    with pytest.raises(errors.DecodeError, match="declared in the file"):
        read(b"<?xml version='1.0' encoding='ascii'?><bill>\xc3\xa9</bill>", origin="x.xml")


# Bad input: one message, exit code 3

BROKEN: dict[str, bytes] = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "binary.bin": bytes(range(256)) * 20,
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 50,
    "cut.pdf": (SPECIMENS / "law.en.pdf").read_bytes()[:300],
    "notpdf.pdf": b"%PDF-1.4\nnothing more",
    "scan.pdf": (SPECIMENS / "scan.pdf").read_bytes(),
    "nopages.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n101\n%%EOF",
    "cut.docx": (SPECIMENS / "law.en.docx").read_bytes()[:4000],
    "not.docx": b"PK\x03\x04 word/document.xml but no zip",
    "cut.zip": (SPECIMENS / "versions.zip").read_bytes()[:1500],
    "cut.xml": (SPECIMENS / "bill.quoted.xml").read_bytes()[:900],
    "empty.html": b"<!DOCTYPE html><html><head><title>x</title></head><body></body></html>",
    "empty.xml": b"<akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'><meta/></akomaNtoso>",
    "amendment.xml": b"<amendment-doc><amendment-body/></amendment-doc>",
    "bomb.xml": b"<?xml version='1.0'?><!DOCTYPE bill [<!ENTITY a 'ha'>"
    + b"".join(b"<!ENTITY %c '&%c;&%c;&%c;&%c;&%c;'>" % (98 + n, *[97 + n] * 5) for n in range(20))
    + b"]><bill><legis-body>&t;</legis-body></bill>",
    "outside.xml": b"<!DOCTYPE bill [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><bill><legis-body>&x;</legis-body></bill>",
}


def _word_with(member: str, old: bytes, new: bytes) -> bytes:
    """The Word specimen with one member changed and packed anew."""
    out = io.BytesIO()
    with zipfile.ZipFile(SPECIMENS / "law.en.docx") as whole, zipfile.ZipFile(out, "w") as broken:
        for info in whole.infolist():
            content = whole.read(info)
            broken.writestr(info.filename, content.replace(old, new) if info.filename == member else content)
    return out.getvalue()


# What fuzzing found: parts of another kind than their name says, relations without a type.
BROKEN["styles.docx"] = _word_with("[Content_Types].xml", b"styles+xml", b"nothing+xml")
BROKEN["relations.docx"] = _word_with("word/_rels/document.xml.rels", b" Type=", b" Kind=")


def _nameless_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("draft.txt"), "Article 1\nA keeper shall act.")
        archive.writestr(zipfile.ZipInfo(""), "Article 1\nA keeper may act.")
    return out.getvalue()


BROKEN["nameless.zip"] = _nameless_zip()


def test_bombs_cost_little_memory() -> None:
    """An entity bomb and a zip bomb end within two seconds and 200 MB, in a process of their own."""
    program = """
import io, pathlib, resource, sys, time, zipfile
from legiscompare.errors import SourceError
from legiscompare.read import read
kind = sys.argv[1]
if kind == "zip":
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("law.txt", "w") as stream:
        for _ in range(1000):
            stream.write(bytes(1_000_000))
    data = out.getvalue()
else:
    entities = "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(20))
    data = f"<?xml version='1.0'?><!DOCTYPE bill [<!ENTITY a 'ha'>{entities}]><bill><legis-body>&t;</legis-body></bill>".encode()
began = time.process_time()
try:
    read(data, origin=f"bomb.{kind}")
except SourceError as error:
    assert error.exit_code == 3
    assert time.process_time() - began < 2
    # The peak of this program alone: what `getrusage` gives is inherited from the process that started it.
    status = pathlib.Path("/proc/self/status")
    peak = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")] if status.exists() else []
    print(peak[0] if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    for kind in ("zip", "xml"):
        root = Path(__file__).parents[1]
        done = subprocess.run(
            [sys.executable, "-c", program, kind], cwd=root, env={**os.environ, "PYTHONPATH": str(root)},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        unit = 1 if sys.platform == "darwin" else 1024
        assert int(done.stdout) * unit < 200_000_000


@pytest.mark.parametrize("name", BROKEN)
def test_broken_input_is_one_clear_error(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(BROKEN[name])
    began = time.process_time()
    with pytest.raises(SourceError) as caught:
        read(path)
    assert time.process_time() - began < 2
    error = caught.value
    assert error.exit_code == 3
    assert name in error.where
    assert error.mend
    assert "\n" not in str(error)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="this file does not exist"):
        read(tmp_path / "nowhere.txt")
    with pytest.raises(SourceError, match="folder"):
        read(tmp_path)
    with pytest.raises(SourceError):
        read("a\0b")


def test_an_encrypted_pdf_says_what_to_do() -> None:
    data = (SPECIMENS / "law.en.pdf").read_bytes()
    key = b"<< /Filter /Standard /V 1 /R 2 /O (" + b"x" * 32 + b") /U (" + b"y" * 32 + b") /P -4 >>"
    locked = data.replace(b"/Root 1 0 R", b"/Root 1 0 R /ID [<00><00>] /Encrypt " + key)
    with pytest.raises(SourceError, match="print it to a new PDF"):
        read(locked, origin="locked.pdf")


def test_a_zip_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("law.txt", b"0" * 80_000_000)
    began = time.process_time()
    with pytest.raises(LimitExceeded, match="--max-bytes"):
        read(out.getvalue(), origin="bomb.zip")
    assert time.process_time() - began < 2


def test_a_word_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b"0" * 80_000_000)
    with pytest.raises(LimitExceeded, match="--max-bytes"):
        read(out.getvalue(), origin="bomb.docx")


@pytest.mark.parametrize(
    ("limits", "name", "option"),
    [
        (Limits(max_bytes=100), "law.en.txt", "--max-bytes"),
        (Limits(max_text=100), "law.en.txt", "--max-text"),
        (Limits(max_text=100), "law.en.pdf", "--max-text"),
        (Limits(max_depth=3), "law.en.html", "--max-depth"),
        (Limits(max_depth=3), "bill.quoted.xml", "--max-depth"),
        (Limits(max_pages=1), "law.en.pdf", "--max-pages"),
        (Limits(max_members=1), "versions.zip", "--max-members"),
        (Limits(max_bytes=5000), "law.en.docx", "--max-bytes"),
    ],
)
def test_limits_are_named_with_their_option(limits: Limits, name: str, option: str) -> None:
    with pytest.raises(LimitExceeded, match=option):
        read(SPECIMENS / name, limits=limits)


def test_size_is_checked_before_anything_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(500 * 1024 * 1024)
    began = time.process_time()
    with pytest.raises(LimitExceeded, match="--max-bytes"):
        read(path)
    assert time.process_time() - began < 1


@pytest.mark.parametrize("tag", ["table", "div", "ol", "blockquote"])
def test_a_million_nested_tags(tag: str) -> None:
    began = time.process_time()
    with pytest.raises(SourceError):
        read(b"<html><body>" + f"<{tag}>".encode() * 1_000_000 + b"Article 1", origin="x.html")
    assert time.process_time() - began < 5


ODD: dict[str, bytes] = {
    "nul.txt": b"Article 1\nLocks\x00 shall open.\n",
    "ends.txt": b"Article 1\r\nLocks shall open.\rArticle 2\nThey shall close.\n\r\n",
    "rtl.txt": "المادة 1\nتفتح الأقفال.\nالمادة 2\nتغلق الأقفال.\n".encode(),
    "marks.txt": "\u202eArticle 1\u202c\nLocks \u2066shall\u2069 open.\n".encode(),
    "surrogates.txt": b"Article 1\n\xed\xa0\x80 shall open.\n" + b"Locks are lit. " * 50 + "Größe".encode("cp1252"),
    "separators.txt": "Article 1\u2028Locks\x85shall\x0copen.\n".encode(),
    "deep.md": b"> " * 500 + b"Article 1\n",
    "lists.md": b"".join(b" " * (2 * depth) + b"- x\n" for depth in range(300)),
    "entity.html": b"<html><body><p>Article 1</p><p>&nbsp;Locks &amp; &#x4e00; &bogus; shall open.</p></body></html>",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_input_is_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(ODD[name])
    source = read(path)
    assert faults(source, parse(source)) == []


# Where a text comes from


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"Article 1\nLocks shall open.\n")))
    assert read("-").origin == "standard input"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://example.org/law", "only https"),
        ("ftp://example.org/law", "only https"),
        ("https://127.0.0.1/law", "private address"),
        ("https://[::1]/law", "private address"),
        ("https://10.0.0.7/law", "private address"),
        ("https://169.254.169.254/law", "private address"),
        ("https://localhost/law", "private address"),
    ],
)
def test_addresses_that_are_never_fetched(
    address: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEGISCOMPARE_CACHE", str(tmp_path))
    with pytest.raises(SourceError, match=words):
        read(address)


class _Server:
    """Stands for the network: what each address answers."""

    def __init__(self, answers: dict[str, tuple[int, dict[str, str], bytes]]) -> None:
        self.answers, self.asked = answers, []

    def get(self, address: str, limits: Limits, deadline: float) -> tuple[int, dict[str, str], bytes]:
        del limits, deadline
        self.asked.append(address)
        return self.answers[address]


def test_a_page_is_fetched_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (SPECIMENS / "law.en.html").read_bytes()
    server = _Server(
        {
            "https://law.example/old": (302, {"location": "/new"}, b""),
            "https://law.example/new": (200, {"content-type": "text/html; charset=utf-8"}, page),
        }
    )
    monkeypatch.setenv("LEGISCOMPARE_CACHE", str(tmp_path))
    monkeypatch.setattr(fetch, "_get", server.get)
    first = read("https://law.example/old")
    assert first.origin == "https://law.example/new"
    assert read("https://law.example/old") == first
    assert server.asked == ["https://law.example/old", "https://law.example/new"]
    read("https://law.example/old", refresh=True)
    assert len(server.asked) == 4
    for kept in tmp_path.glob("*.bin"):  # a kept page whose hash no longer fits is fetched again
        kept.write_bytes(b"changed")
    read("https://law.example/old")
    assert len(server.asked) == 6


def test_redirects_are_counted_and_answers_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEGISCOMPARE_CACHE", str(tmp_path))
    server = _Server(
        {
            "https://law.example/round": (301, {"location": "/round"}, b""),
            "https://law.example/gone": (404, {}, b""),
        }
    )
    monkeypatch.setattr(fetch, "_get", server.get)
    with pytest.raises(LimitExceeded, match="--max-redirects"):
        read("https://law.example/round")
    with pytest.raises(SourceError, match="answers 404"):
        read("https://law.example/gone")


def test_a_redirect_to_a_private_address_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEGISCOMPARE_CACHE", str(tmp_path))
    real = fetch._get

    def get(address: str, limits: Limits, deadline: float) -> tuple[int, dict[str, str], bytes]:
        if "law.example" in address:
            return 302, {"location": "https://127.0.0.1/secret"}, b""
        return real(address, limits, deadline)

    monkeypatch.setattr(fetch, "_get", get)
    with pytest.raises(SourceError, match="private address"):
        read("https://law.example/x")


def test_a_host_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in ("93.184.216.34", "10.1.2.3")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: entries)
    with pytest.raises(SourceError, match="private"):
        fetch._public("law.example", 443)


def test_time_is_limited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LEGISCOMPARE_CACHE", str(tmp_path))
    with pytest.raises(LimitExceeded, match="--timeout"):
        read("https://law.example/x", limits=Limits(timeout=-1))


# Readers of third parties


class _Chisel:
    name = "stone"
    suffixes = (".stone",)

    @staticmethod
    def sniff(raw: registry_module.Raw) -> float:
        return 1.0 if raw.data.startswith(b"STONE") else 0.0

    @staticmethod
    def read(raw: registry_module.Raw) -> list[registry_module.Draft]:
        from legiscompare.read.plain import read as plain

        return plain(registry_module.replace(raw, data=raw.data[6:]))


def test_a_third_party_adds_a_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry_module, "loaded", lambda kind: {"stone": _Chisel} if kind == "readers" else {})
    readers.cache_clear()
    try:
        source = read(b"STONE\nArticle 1\nLocks shall open.\n", origin="law.stone")
        assert (source.media, source.text[:9]) == ("stone", "Article 1")
    finally:
        readers.cache_clear()


def test_every_reader_says_what_it_reads() -> None:
    for reader in readers():
        assert isinstance(reader, Reader)
        assert reader.name
        assert all(suffix.startswith(".") for suffix in reader.suffixes)


def test_an_unknown_reader_is_a_clear_error() -> None:
    with pytest.raises(UnsupportedFormat, match="use one of"):
        read(b"x", media="papyrus")


@pytest.mark.parametrize(
    ("extra", "module", "name"), [("pdf", "pdfplumber", "law.en.pdf"), ("docx", "docx", "law.en.docx")]
)
def test_a_missing_extra_says_what_to_install(
    extra: str, module: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(errors.MissingExtra, match=rf"pip install 'legiscompare\[{extra}\]'"):
        read(SPECIMENS / name)


def test_bills_of_instructions_are_read_and_said_to_be_such() -> None:
    document = parse(read(SPECIMENS / "amending.en.txt"))
    assert "parse.instructions" in {notice.code for notice in document.warnings}
    assert len([node for node in document.walk() if node.kind == "article"]) == 5


REVISED = {
    "markdown": (
        """## Article 1

A keeper shall ~~open~~ {++close++} the lock {~~at dawn~>at dusk~~}{>>why?<<}.

## Article 2

{--It is public.--}<ins>It is free.</ins>
""",
        ".md",
    ),
    "text": (
        """Article 1
A keeper shall {--open--} {++close++} the lock {~~at dawn~>at dusk~~}.
Article 2
~~It is public.~~ {++It is free.++}
""",
        ".txt",
    ),
    "html": (
        """<html><body><h2>Article 1</h2><p>A keeper shall <del>open</del> <ins>close</ins> the lock
<span style="text-decoration:line-through">at dawn</span> <ins>at dusk</ins>.</p><h2>Article 2</h2>
<p><s>It is public.</s> <ins>It is free.</ins></p></body></html>""",
        ".html",
    ),
}


@pytest.mark.parametrize("form", REVISED)
def test_changes_marked_in_one_text_are_two_versions(form: str) -> None:
    text, suffix = REVISED[form]

    def words(one: SourceText) -> str:
        return " ".join(" ".join(block.span.of(one.text) for block in one.blocks).split()).replace(" .", ".")

    draft, final = read_versions(text.encode(), origin="x" + suffix)
    assert words(draft) == "Article 1 A keeper shall open the lock at dawn. Article 2 It is public."
    assert words(final) == "Article 1 A keeper shall close the lock at dusk. Article 2 It is free."
    accepted, rejected = (read(text.encode(), origin="x" + suffix, revisions=how) for how in ("accepted", "rejected"))
    assert (accepted.text, rejected.text) == (final.text, draft.text)
    assert "read.revisions" in {notice.code for notice in accepted.warnings}


def test_a_page_may_hold_characters_that_its_parser_does_not_take_back() -> None:
    """A vertical tab behind struck words, as it stands or as a reference."""
    page = "<p>A keeper\x0bshall <del>open</del>\x0bclose&#11; the <ins>lock</ins>&#12; at dusk.</p>"
    draft, final = read_versions(page.encode(), origin="x.html")
    assert "open" in draft.text
    assert "lock" not in draft.text
    assert " ".join(final.text.split()) == "A keeper shall close the lock at dusk."


@pytest.mark.parametrize(
    "text", ["a ~~ b ~~ c", "~~~\ncode\n~~~", "5 ~~ 6", "{++ never closed", "x ~~y\n\nz~~ w", "a<sub>b"]
)
def test_marks_that_mark_nothing_are_words(text: str) -> None:
    source = read(text.encode(), origin="x.txt")
    assert source.text == text
    assert not source.warnings


def test_what_the_program_writes_as_criticmarkup_it_reads_back() -> None:
    draft, final = "Article 1\nA keeper shall open the lock.\n", "Article 1\nA keeper shall close the lock at dusk.\n"
    made = render(
        compare(*(parse(read(one.encode(), origin="x.txt"), language="en") for one in (draft, final))),
        "markdown",
        critic=True,
    )
    assert isinstance(made, str)
    first, second = read_versions(made.encode(), origin="report.md")
    assert "open the lock." in " ".join(first.text.split())
    assert "close the lock at dusk." in " ".join(second.text.split())


def test_raised_figures_of_a_page_are_kept_and_marks_of_footnotes_are_not() -> None:
    page = (
        '<html><body><p>Article 5<sup>1</sup></p><p>Boats of 3 m<sup>2</sup> pass.<sup><a href="#f1">7</a></sup></p>'
        '<p class="footnote">7 See the map.</p></body></html>'
    )
    source = read(page.encode(), origin="x.html")
    law = [block.span.of(source.text) for block in source.blocks if block.kind is not BlockKind.NOTE]
    assert law == ["Article 5¹", "Boats of 3 m² pass."]


UNKNOWN = """<?xml version="1.0"?>
<law><meta><title>Lock Act</title></meta><body>
<sec><num>1</num><head>Gates</head><txt><![CDATA[A keeper shall open the gates.]]></txt></sec>
<sec><num>2</num><head>Tolls</head><txt><![CDATA[<p>A master shall <b>pay</b>.</p><p>The toll is low.</p>]]></txt></sec>
<sec><num>3</num><head>Rest</head><list><item><no>(a)</no><txt>A keeper may rest;</txt></item><item><no>(b)</no>
<txt>a master may <i>not</i>.</txt></item></list><footnote>See the map.</footnote></sec></body></law>"""


def test_xml_of_an_unknown_schema_is_read_by_its_shape() -> None:
    source = read(UNKNOWN.encode(), origin="law.xml")
    assert source.media == "xml"
    assert "read.element" in {notice.code for notice in source.warnings}
    document = parse(source, language="en")
    assert faults(source, document) == []
    found = {node.ref: squeeze(document, node.heading) or squeeze(document, node.content) for node in document.walk()}
    assert found == {
        "1": "Gates", "1.1": "A keeper shall open the gates.", "2": "Tolls", "2.1": "A master shall pay.",
        "2.2": "The toll is low.", "3": "Rest", "3.1": "", "3.1.a": "A keeper may rest;", "3.1.b": "a master may not.",
    }  # fmt: skip
