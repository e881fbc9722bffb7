"""The reference sheets and the pairs they code: what `make accuracy` and the floors run on."""

from __future__ import annotations

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
    """Coded twice, apart from each other; teaching keys are one author's."""


def sheets() -> Iterator[Sheet]:
    """All sheets that are here."""
    gold, texts = SHARED / "gold", SHARED / "texts"
    if gold.is_dir():
        yield Sheet(
            "D1",
            "EU AI Act, proposal 2021 → Regulation 2024/1689 (14 → 15 articles), English",
            gold / "D1.csv",
            (
                texts / "eu-ai-act" / "2021-04-21-commission-proposal.with-footnotes.md",
                texts / "eu-ai-act" / "2024-06-13-regulation-2024-1689.txt",
            ),
            "en",
            ("8-17,29,52", "8-18,26,27,50"),
        )
        yield Sheet(
            "D2",
            "保守国家秘密法 2010 → 2024, whole texts, Chinese",
            gold / "D2.csv",
            (texts / "zh-laws" / "保守国家秘密法_2010-04-29.md", texts / "zh-laws" / "保守国家秘密法_2024-02-27.md"),
            "zh",
        )
        yield Sheet(
            "D3",
            "EU AI Act, Articles 5 to 7 of both: prohibited practices, exemption grounds, English (one coder)",
            gold / "D3.csv",
            (
                texts / "eu-ai-act" / "2021-04-21-commission-proposal.with-footnotes.md",
                texts / "eu-ai-act" / "2024-06-13-regulation-2024-1689.txt",
            ),
            "en",
            ("5-7", "5-7"),
        )
        yield Sheet(
            "D4",
            "GDPR, proposal 2012 → Regulation 2016/679, Articles 5 to 11: grounds and exemptions in lists, English",
            gold / "D4.csv",
            (texts / "eu-gdpr" / "gdpr-proposal-2012.en.txt", texts / "eu-gdpr" / "gdpr-final-2016-679.en.txt"),
            "en",
            ("5-11", "5-11"),
        )
        yield Sheet(
            "D5",
            "反垄断法 2007 → 2022, whole texts: references in lists, sanctions by party, Chinese (one coder)",
            gold / "D5.csv",
            (texts / "zh-laws" / "反垄断法_2007-08-30.md", texts / "zh-laws" / "反垄断法_2022-06-24.md"),
            "zh",
        )
    for one in library.instruments():
        key = one.folder / "coding.csv"
        if key.is_file():
            yield Sheet(one.slug, one.title, key, None, one.language, reference=False)


def comparison_of(sheet: Sheet) -> Comparison:
    """The comparison that a sheet is held against."""
    if sheet.texts is None:
        return compare(*library.instrument(sheet.name).pair())
    draft, final = (parse(path, language=sheet.language) for path in sheet.texts)
    return compare(draft, final)


def embedded_in_chinese() -> Comparison | None:
    """The embedded pair in Chinese; None where the texts are not beside the checkout."""
    texts = SHARED / "texts" / "cn-genai-2023"
    if not texts.is_dir():
        return None
    return compare(*(parse(texts / f"{stage}.zh.txt", language="zh") for stage in ("draft", "final")))
