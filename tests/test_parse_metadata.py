"""What a text says of itself, and which language it is in."""

from __future__ import annotations

import datetime as dt

import pytest

from legiscompare.model import Document, TextStatus
from legiscompare.parsing import parse
from legiscompare.parsing.detect import detect
from legiscompare.read import read


def document(text: str, **given: object) -> Document:
    return parse(read(text.encode(), origin="x.txt"), **given)  # type: ignore[arg-type]


def test_a_chinese_decree() -> None:
    law = document(
        "河湾市交通委员会\n令\n第3号\n《河湾市船闸管理办法》已经2030年1月5日会议通过，现予公布。\n2030年2月1日\n河湾市船闸管理办法\n（试行）\n"
        "第一条　为了规范船闸，根据《中华人民共和国假想法》、《假想条例》，制定本办法。\n"
        "第二条　本办法自二〇三一年五月一日起施行，2032年1月1日起实施的除外。\n"
    )
    assert (law.title, law.stage) == ("河湾市船闸管理办法（试行）", "试行")
    assert law.issuer == ("河湾市交通委员会",)
    assert law.basis == ("中华人民共和国假想法", "假想条例")
    assert (law.date, law.effective) == (dt.date(2030, 2, 1), dt.date(2031, 5, 1))


def test_a_regulation_of_the_union() -> None:
    law = document(
        "REGULATION (EU) 2031/1 OF THE PARLIAMENT of 3 March 2030 on locks\n"
        "Having regard to the Treaty on Imaginary Canals, and in particular Article 9 thereof,\nWhereas:\n"
        "(1) Canals are old. The Locks Regulation is older and shall apply from 1 January 2020.\n"
        "HAS ADOPTED THIS REGULATION:\nArticle 1\nLocks shall open.\nArticle 2\n"
        "This Regulation enters into force on 2 April 2031. Article 1 shall apply from 5 May 2033.\n"
    )
    assert law.title.startswith("REGULATION (EU) 2031/1")
    assert law.basis == ("Treaty on Imaginary Canals",)
    assert (law.date, law.effective) == (dt.date(2030, 3, 3), dt.date(2031, 4, 2))


def test_a_number_with_an_empty_bracket_is_no_title() -> None:
    """It is emphasised, and no other block before the law looks like a heading."""
    text = (
        "Having regard to the Treaty on Imaginary Canals,\n\nWhereas:\n\n(1) Canals are old.\n\n(2) [.]{.ul}\n\n"
        "TITLE I\n\n*Article 1*\n\nLocks shall open.\n\n*Article 2*\n\nLocks shall close.\n"
    )
    law = parse(read(text.encode(), origin="x.md", media="markdown"))
    assert law.title == ""
    assert [one.ref for one in law.walk() if one.kind == "recital"] == ["rec1", "rec2"]


def test_german_and_french() -> None:
    german = document(
        "Gesetz über Schleusen\n§ 1\nZweck\nDies ist das Gesetz.\n§ 2\nDas Gesetz tritt am 1. Mai 2031 in Kraft.\n",
        language="de",
    )
    assert (german.title, german.effective) == ("Gesetz über Schleusen", dt.date(2031, 5, 1))
    french = document(
        "Loi sur les écluses\nArticle 1er\nL'écluse est publique.\nArticle 2\nLa loi entre en vigueur le 1er mai 2031.\n",
        language="fr",
    )
    assert (french.title, french.effective) == ("Loi sur les écluses", dt.date(2031, 5, 1))


def test_what_the_caller_gives_wins() -> None:
    law = document(
        "Lock Act\nArticle 1\nLocks open on 1 May.\nArticle 2\nThis Act takes effect on 1 May 2031.\n",
        language="en-GB", title="Canal Act", stage="Bill", date=dt.date(2030, 1, 1), issuer=("The Board",),
        effective=dt.date(2032, 1, 1), text_status=TextStatus.INVENTED, text_note="ours",
    )  # fmt: skip
    assert (law.language, law.title, law.stage, law.date) == ("en-GB", "Canal Act", "Bill", dt.date(2030, 1, 1))
    assert (law.issuer, law.effective, law.text_status, law.text_note) == (
        ("The Board",),
        dt.date(2032, 1, 1),
        "invented",
        "ours",
    )
    assert all(notice.code != "parse.language" for notice in law.warnings)


def test_a_text_that_says_nothing() -> None:
    law = document("Article 1\nLocks shall open.\nArticle 2\nLocks shall close on 31 June 2031.\n")
    assert (law.title, law.stage, law.date, law.issuer, law.basis, law.effective) == ("", "", None, (), (), None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "第一条　船闸管理机构应当公布开闸时间。"),
        ("ja", "第一条　この法律は、閘門の管理について定めることを目的とする。"),
        ("en", "Article 1\nThe keeper of the lock shall open the gates at dawn."),
        ("de", "§ 1\nDer Betreiber der Schleuse hat die Tore bei Tag zu öffnen."),
        ("fr", "Article 1er\nL'éclusier ouvre les portes de l'écluse au lever du jour et tient un registre."),
        ("es", "Artículo 1\nEl esclusor abrirá las puertas de la esclusa al amanecer y en los días de fiesta."),
        ("it", "Articolo 1\nIl conchiere apre le porte della conca all'alba e per i giorni di festa."),
        ("und", "1234 5678"),
        ("und", "xyzzy plugh"),
    ],
)
def test_languages(language: str, text: str) -> None:
    assert detect(text) == language
