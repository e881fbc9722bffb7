"""The reference sheets and the pairs they code: what `make accuracy` and the floors run on."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from legiscompare import library
from legiscompare.pipeline import compare
from legiscompare.shortcuts import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legiscompare.model import Comparison

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


TEXTS = {
    "D1": (
        "eu-ai-act/2021-04-21-commission-proposal.with-footnotes.md",
        "eu-ai-act/2024-06-13-regulation-2024-1689.txt",
    ),
    "D2": ("zh-laws/保守国家秘密法_2010-04-29.md", "zh-laws/保守国家秘密法_2024-02-27.md"),
    "D3": (
        "eu-ai-act/2021-04-21-commission-proposal.with-footnotes.md",
        "eu-ai-act/2024-06-13-regulation-2024-1689.txt",
    ),
    "D4": ("eu-gdpr/gdpr-proposal-2012.en.txt", "eu-gdpr/gdpr-final-2016-679.en.txt"),
    "D5": ("zh-laws/反垄断法_2007-08-30.md", "zh-laws/反垄断法_2022-06-24.md"),
    "D6": ("eu-gdpr/gdpr-proposal-2012.en.txt", "eu-gdpr/gdpr-final-2016-679.en.txt"),
    "D7": (
        "eu-ai-act/2021-04-21-commission-proposal.with-footnotes.md",
        "eu-ai-act/2024-06-13-regulation-2024-1689.txt",
    ),
    "D8": ("zh-laws/慈善法_2016-03-16.md", "zh-laws/慈善法_2023-12-29.md"),
    "D9": ("zh-laws/行政复议法_2017-09-01.md", "zh-laws/行政复议法_2023-09-01.md"),
}
"""The files that the published figures were measured on, beside a checkout that has them. Others fetch the texts."""


class Sheet(NamedTuple):
    """A reference sheet and the pair it codes."""

    name: str
    title: str
    gold: Path
    texts: tuple[Path, Path] | None
    """None: the pair of the library whose folder holds the sheet."""
    language: str
    ranges: tuple[str, str] | None = None
    reference: bool = True
    """A coding of real law by `coding.toml`; teaching keys are one author's."""
    slug: str = ""
    pair: tuple[str, str] | None = None
    """Stages of the instrument that it codes; None: the usual pair."""
    fetched: bool = False
    """Whether it is measured on texts that the user fetched."""
    published: tuple[str, str] | None = None
    """SHA-256 of the two texts of the published figures, as read."""


class Missing(NamedTuple):
    """A sheet whose texts are not here."""

    name: str
    title: str
    slug: str
    mend: str


def sheets() -> Iterator[Sheet]:
    """All sheets whose texts are here."""
    yield from (sheet for sheet, missing in _coded() if missing is None)
    for one in library.instruments():
        key = one.folder / "coding.csv"
        if key.is_file() and not (one.folder / "coding.toml").is_file():
            yield Sheet(one.slug, one.title, key, None, one.language, reference=False, slug=one.slug)


def missing() -> list[Missing]:
    """The sheets whose texts are not here, and how to get them."""
    return [found for _, found in _coded() if found is not None]


def _coded() -> list[tuple[Sheet, Missing | None]]:
    """Every sheet of a `coding.toml`, in the order of the names."""
    found = []
    for one in library.instruments():
        path = one.folder / "coding.toml"
        if not path.is_file():
            continue
        for table in tomllib.loads(path.read_text(encoding="utf-8"))["sheet"]:
            name, pair = table["name"], tuple(table["pair"])
            texts = tuple(SHARED / "texts" / file for file in TEXTS.get(name, ()))
            here = len(texts) == 2 and all(text.is_file() for text in texts)
            sheet = Sheet(
                name,
                table["title"],
                one.folder / table["file"],
                (texts[0], texts[1]) if here else None,
                one.language,
                tuple(table["ranges"]) if "ranges" in table else None,
                slug=one.slug,
                pair=(pair[0], pair[1]),
                fetched=not here,
                published=tuple(table["sha256"]) if "sha256" in table else None,
            )
            away = [stage for stage in pair if not here and not one.present(one.version(stage))]
            known = all(one.version(stage).address for stage in away)
            mend = f"legiscompare corpus fetch {one.slug}" + ("" if known else " --from FOLDER")
            found.append((sheet, Missing(name, sheet.title, one.slug, mend) if away else None))
    return sorted(found, key=lambda each: each[0].name)


def comparison_of(sheet: Sheet) -> Comparison:
    """The comparison that a sheet is held against."""
    if sheet.texts is None:
        return compare(*library.instrument(sheet.slug).pair(sheet.pair))
    draft, final = (parse(path, language=sheet.language) for path in sheet.texts)
    return compare(draft, final)


def embedded_in_chinese() -> Comparison | None:
    """The embedded pair in Chinese; None where the texts are not beside the checkout."""
    texts = SHARED / "texts" / "cn-genai-2023"
    if not texts.is_dir():
        return None
    return compare(*(parse(texts / f"{stage}.zh.txt", language="zh") for stage in ("draft", "final")))
