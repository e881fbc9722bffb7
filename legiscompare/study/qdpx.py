"""A coding as a REFI-QDA project (`.qdpx`): texts, codes and coded passages, to be opened in programs of qualitative research.

The file is a zip of `project.qde` (XML, urn:QDA-XML:project:1.0) and the two texts. Positions are Unicode code points into
the texts, half-open, as everywhere in legiscompare. Identifiers follow from content, so that the same coding gives the same
bytes. Order of elements and attributes: REFI-QDA standard 1.5, Project.xsd of 18 March 2019.
"""

from __future__ import annotations

import io
import uuid
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from legiscompare.errors import DataError
from legiscompare.model import Burden, Dimension, NormKind, Sign, Tag
from legiscompare.report.tool import version
from legiscompare.study.sheet import signs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from legiscompare.model import Comparison, Place

NAMESPACE = "urn:QDA-XML:project:1.0"
_FAMILY = uuid.uuid5(uuid.NAMESPACE_DNS, "legiscompare.qdpx")
_COLOURS = {
    Tag.SOFTENED: "#1F5AA6", Tag.REMOVED: "#1F5AA6", Tag.ADDED: "#8A4B00", Tag.STRENGTHENED: "#8A4B00",
    Tag.MIXED: "#6A3D9A", Tag.UNDETERMINED: "#4D565E", Tag.REWORDED: "#5E5A53", Tag.UNCHANGED: "#5E5A53",
}  # fmt: skip
_STAMP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Coded:
    """One norm or group of norms as one coder decided it: places of both texts, and the cells of its row."""

    coder: str
    draft: tuple[Place, ...]
    final: tuple[Place, ...]
    row: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Passage:
    """One coding read back: which words of which text bear which code, and who says so."""

    source: str
    """`draft` or `final`."""
    start: int
    end: int
    text: str
    code: str
    """`tag: softened`, `burden: down`, `time-`."""
    coder: str
    note: str = ""


def _guid(*parts: object) -> str:
    return str(uuid.uuid5(_FAMILY, "\x1f".join(map(str, parts))))


def dumps(comparison: Comparison, codings: Sequence[Coded]) -> bytes:
    """The project file. Raises DataError where a text holds characters that XML and its readers cannot bear."""
    project = _guid(comparison.draft.sha256, comparison.final.sha256)
    root = etree.Element(f"{{{NAMESPACE}}}Project", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    title = comparison.final.title or comparison.draft.title or "legiscompare"
    coders = list(dict.fromkeys(one.coder for one in codings))
    root.set("name", _xml(title))
    root.set("origin", f"legiscompare {version()}")
    if coders:
        users = _sub(root, "Users")
        for name in coders:
            _sub(users, "User", guid=_guid(project, "user", name), name=_xml(name))
    _codebook(root)
    sources, notes, links = _sub(root, "Sources"), [], []
    files: dict[str, str] = {}
    for side, document in (("draft", comparison.draft), ("final", comparison.final)):
        guid = _guid(project, side)
        files[f"Sources/{guid}.txt"] = document.text
        name = f"{side}: {document.title or document.origin}"
        source = _sub(sources, "TextSource", guid=guid, name=_xml(name), plainTextPath=f"internal://{guid}.txt")
        for number, one in enumerate(codings):
            for place in getattr(one, side):
                _selection(source, project, side, number, one, place)
    for number, one in enumerate(codings):
        if one.row.get("note"):
            notes.append((_guid(project, "note", number), one))
        if one.draft and one.final:
            ends = [_guid(project, side, number, getattr(one, side)[0].norm) for side in ("draft", "final")]
            links.append((_guid(project, "link", number), *ends))
    if notes:
        kept = _sub(root, "Notes")
        for guid, one in notes:
            files[f"Sources/{guid}.txt"] = one.row["note"]
            who = _guid(project, "user", one.coder)
            _sub(kept, "Note", guid=guid, name="note", plainTextPath=f"internal://{guid}.txt", creatingUser=who)
    if links:
        kept = _sub(root, "Links")
        for guid, origin, target in links:
            _sub(kept, "Link", guid=guid, name="became", direction="OneWay", originGUID=origin, targetGUID=target)
    qde = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return _packed({"project.qde": qde, **{name: text.encode("utf-8") for name, text in files.items()}})


def _codebook(root: etree._Element) -> None:
    codes = _sub(_sub(root, "CodeBook"), "Codes")
    groups: dict[str, list[tuple[str, str]]] = {
        "tag": [(f"tag: {one}", _COLOURS[one]) for one in Tag],
        "burden": [(f"burden: {one}", "") for one in Burden],
        "kind": [(f"kind: {one}", "") for one in NormKind],
        "dimension": [(f"{name}{sign}", "") for name in Dimension for sign in Sign],
    }
    for name, members in groups.items():
        group = _sub(codes, "Code", guid=_guid("code", name), name=name, isCodable="false")
        for code, colour in members:
            made = _sub(group, "Code", guid=_guid("code", code), name=code, isCodable="true")
            if colour:
                made.set("color", colour)


def _selection(source: etree._Element, project: str, side: str, number: int, one: Coded, place: Place) -> None:
    who = _guid(project, "user", one.coder)
    guid = _guid(project, side, number, place.norm)
    selection = _sub(
        source, "PlainTextSelection", guid=guid, name=_xml(place.label or place.ref),
        startPosition=str(place.span.start), endPosition=str(place.span.end), creatingUser=who,
    )  # fmt: skip
    for code in codes_of(one.row):
        coding = _sub(selection, "Coding", guid=_guid(guid, code), creatingUser=who)
        _sub(coding, "CodeRef", targetGUID=_guid("code", code))
    if one.row.get("note"):
        _sub(selection, "NoteRef", targetGUID=_guid(project, "note", number))


def codes_of(row: Mapping[str, str]) -> list[str]:
    """The codes that a row's cells come to."""
    named = [f"{column}: {row[column]}" for column in ("tag", "burden", "kind") if row.get(column)]
    return [*named, *(f"{name}{sign}" for name, sign in signs(row.get("dimensions", "")))]


def _sub(parent: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)


def _xml(words: str) -> str:
    """Words without characters that XML 1.0 cannot hold."""
    return "".join(
        c for c in words if c in "\t\n" or (ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF and ord(c) < 0xFFFE)
    )


def _packed(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(zipfile.ZipInfo(name, _STAMP), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def loads(data: bytes, *, where: str = "project") -> list[Passage]:
    """The codings of a project that `dumps` made, in order. Raises DataError if it is none."""
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            root = etree.fromstring(packed.read("project.qde"), safe)
            at = {"q": NAMESPACE}
            users = {one.get("guid"): one.get("name", "") for one in root.iterfind("q:Users/q:User", at)}
            codes = {one.get("guid"): one.get("name", "") for one in root.iterfind("q:CodeBook/q:Codes//q:Code", at)}
            notes = {
                one.get("guid"): _inside(packed, one).decode("utf-8") for one in root.iterfind("q:Notes/q:Note", at)
            }
            found = []
            for source in root.iterfind("q:Sources/q:TextSource", at):
                text = _inside(packed, source).decode("utf-8")
                side = str(source.get("name")).split(":")[0]
                for one in source.iterfind("q:PlainTextSelection", at):
                    start, end = int(str(one.get("startPosition"))), int(str(one.get("endPosition")))
                    said = one.find("q:NoteRef", at)
                    note = notes.get(said.get("targetGUID"), "") if said is not None else ""
                    for coding in one.iterfind("q:Coding", at):
                        ref = coding.find("q:CodeRef", at)
                        code = codes[ref.get("targetGUID")] if ref is not None else ""
                        who = users.get(coding.get("creatingUser"), "")
                        found.append(Passage(side, start, end, text[start:end], code, who, note))
            return found
    except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise DataError(
            "this project was not written by legiscompare",
            where=where,
            mend="export it again from the page in the browser",
        ) from error


def _inside(packed: zipfile.ZipFile, source: etree._Element) -> bytes:
    return packed.read(f"Sources/{str(source.get('plainTextPath')).removeprefix('internal://')}")
