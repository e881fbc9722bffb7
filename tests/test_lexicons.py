"""Every lexicon entry proves itself both ways; `lang check` says what is wrong with a folder, where, and how to mend it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import legiscompare.lang
from legiscompare.lang import available, check, load
from legiscompare.lang.check import faults

EXAMPLES = [
    pytest.param(tag, entry.group, entry.id, side, sentence, id=f"{tag}.{entry.id}-{side}{number}")
    for tag in available()
    for entry in load(tag).entries
    for side, sentences in (("yes", entry.yes), ("no", entry.no))
    for number, sentence in enumerate(sentences, 1)
]


@pytest.mark.parametrize(("tag", "group", "entry", "side", "sentence"), EXAMPLES)
def test_example(tag: str, group: str, entry: str, side: str, sentence: str) -> None:
    found = {cue.id for cue in load(tag).find(group, sentence)}
    assert (entry in found) is (side == "yes")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the English folder that may be broken, in the place of all languages."""
    shutil.copytree(Path(legiscompare.lang.__file__).parent / "en", tmp_path / "en")
    monkeypatch.setattr(check.resources, "files", lambda _: tmp_path)
    load.cache_clear()
    yield tmp_path / "en"
    load.cache_clear()


ENTRY = '[[entry]]\nid = "{id}"\npatterns = {patterns}\nyes = ["a"]\nno = ["b"]\n{more}'


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (ENTRY.format(id="modal.x", patterns='["("]', more='value = "may"'), "is no regular expression"),
        (ENTRY.format(id="modal.x", patterns='["a"]', more='value = "might"'), "value 'might' means nothing in 'modal'"),
        (ENTRY.format(id="actor.x", patterns='["a"]', more='value = "nobody"'), "value 'nobody' means nothing"),
        (ENTRY.format(id="qualifier.x", patterns='["a"]', more='effect = "up"'), "effect 'up' means nothing"),
        (ENTRY.format(id="mood.x", patterns='["a"]', more=""), "with a known group"),
        (ENTRY.format(id="modal.may", patterns='["a"]', more='value = "may"'), "the id stands in"),
        (ENTRY.format(id="negation.x", patterns='["a?"]', more=""), "fits everywhere"),
        (ENTRY.format(id="negation.x", patterns='["a"]', more='colour = "red"'), "unknown field 'colour'"),
        (ENTRY.format(id="negation.x", patterns='["q"]', more=""), "is not found in its 'yes' example 'a'"),
        (ENTRY.format(id="negation.x", patterns='["a", "b"]', more=""), "is found in its 'no' example 'b'"),
        ('[[entry]]\nid = "negation.x"\npatterns = ["a"]\nyes = []\nno = ["b"]\n', "has no 'yes' example"),
        ("[[entry\n", "is not valid TOML"),
    ],
)  # fmt: skip
def test_a_broken_entry_is_named(folder: Path, entry: str, words: str) -> None:
    (folder / "lexicon" / "x.toml").write_text(entry, encoding="utf-8")
    found = [str(fault) for fault in faults("en")]
    assert any(words in fault and "lang/en/lexicon" in fault for fault in found), found


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("rules.toml", 'id = "time.in"', 'id = "hour.in"', "`dimension.name`"),
        ("rules.toml", 'id = "time.in"', 'id = "time.out"', "the id is used twice"),
        ("rules.toml", "yes = [{ draft =", "yes = [{ before =", "give it a `draft` and a `final`"),
        ("language.toml", "spaced = true", "spaced = 1", "field 'spaced' is 1"),
        ("words.toml", "function =", "functions =", "function: is missing"),
        ("norms.toml", "verbs =", "verb =", "no verbs"),
    ],
)
def test_a_broken_file_is_named(folder: Path, name: str, old: str, new: str, words: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [str(fault) for fault in faults("en")]
    assert any(words in fault and f"lang/en/{name}" in fault for fault in found), found


@pytest.mark.parametrize("name", ["rules.toml", "words.toml", "norms.toml", "numbering.toml"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert any(fault.file == f"lang/en/{name}" and "missing" in fault.what for fault in faults("en"))
