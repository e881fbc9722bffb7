"""A main clause that is a frame: what stands before the finite verb, between the verbs, and after the last one."""

from __future__ import annotations

import pytest

from legiscompare.annotate import annotate
from legiscompare.model import Document
from legiscompare.norms import extract
from legiscompare.parsing import parse
from legiscompare.read import read

CASES = {
    "Der Betreiber hat der Behörde jeden Unfall innerhalb von 24 Stunden zu melden.": (
        "bearer Der Betreiber | modal hat | recipient der Behörde | object jeden Unfall | "
        "time innerhalb von 24 Stunden | act zu melden"
    ),
    "Bei Gefahr muss der Betreiber den Hafen räumen, es sei denn, der Schaden ist geringfügig.": (
        "condition Bei Gefahr | modal muss | bearer der Betreiber | object den Hafen | act räumen | "
        "exception es sei denn, der Schaden ist geringfügig"
    ),
    "Betreiber, die mehr als zehn Boote halten, müssen einen Beauftragten bestellen.": (
        "bearer Betreiber, die mehr als zehn Boote halten | modal müssen | object einen Beauftragten | act bestellen"
    ),
    "Der Betreiber muss die Kräne, die Tore und die Zäune prüfen.": (
        "bearer Der Betreiber | modal muss | object die Kräne, die Tore und die Zäune | act prüfen"
    ),
    "Der Betreiber stoppt das Boot, wenn der Druck steigt, die Temperatur fällt oder ein Alarm ertönt.": (
        "bearer Der Betreiber | act stoppt | object das Boot | condition wenn der Druck steigt, die Temperatur fällt oder ein "
        "Alarm ertönt"
    ),
    "Der Betreiber hat das Boot zu kaufen, zu mieten oder zu leihen.": (
        "bearer Der Betreiber | modal hat | object das Boot | act zu kaufen, zu mieten oder zu leihen"
    ),
    "Die Behörde kann ein Verzeichnis mit Zustimmung des Rates in der Union oder in einem Drittland führen.": (
        "bearer Die Behörde | modal kann | object ein Verzeichnis | constraint mit Zustimmung des Rates | "
        "constraint in der Union oder in einem Drittland | act führen"
    ),
}


def document(words: str) -> Document:
    return parse(read(f"§ 1\n{words}".encode(), origin="case"), language="de", title="")


@pytest.mark.parametrize(("words", "expected"), CASES.items())
def test_elements(words: str, expected: str) -> None:
    law = document(words)
    (norm,) = extract(law)
    told = (f"{one.role} {law.slice(one.span)}" for one in norm.elements if one.role != "other")
    assert " | ".join(told) == expected


def test_a_verb_and_its_particle_are_one_word() -> None:
    """`teilt … mit`, `mitzuteilen` and `mitteilt` are the same verb; the particle alone is none."""
    law = document("Der Betreiber teilt der Behörde jeden Schaden mit. Er fährt mit Booten.")
    layer = annotate(law)
    assert "mitteilt" in layer.units.keys
    assert layer.units.keys.count("mit") == 1


def test_an_ordinal_number_ends_no_sentence() -> None:
    law = document("Der Betreiber meldet bis zum 1. Januar jeden Schaden.")
    assert len(extract(law)) == 1


def test_a_compound_is_found_by_its_last_part() -> None:
    """`Behörde~` is found in compounds that no lexicon lists."""
    law = document("Die Gewerbeaufsichtsbehörden prüfen das Boot.")
    (norm,) = extract(law)
    assert norm.bearer.classes == ("authority",)


def test_the_stop_of_a_date_ends_no_sentence_though_markdown_escapes_it() -> None:
    words = "§ 1\n\nSoweit Daten im Sinne der Verordnung vom 27\\. April 2016 verarbeitet werden, hat der Betreiber sie zu sichern."
    (norm,) = extract(parse(read(words.encode(), origin="case"), language="de", title=""))
    assert norm.bearer.text == "Betreiber"
