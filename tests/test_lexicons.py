"""Every lexicon entry proves itself both ways; `lang check` says what is wrong with a folder, where, and how to mend it."""

from __future__ import annotations

import ast
import random
import re
import shutil
from importlib import resources
from pathlib import Path

import pytest

import legiscompare.lang
from legiscompare.errors import DataError
from legiscompare.lang import available, find, load
from legiscompare.lang.check import faults
from legiscompare.lang.groups import GROUPS, NAMED
from legiscompare.lang.phrases import longest
from legiscompare.lang.tokens import HAN, is_han
from legiscompare.study.examples import compare_words

EXAMPLES = [
    pytest.param(tag, entry.group, entry.id, side, sentence, id=f"{tag}.{entry.id}-{side}{number}")
    for tag in available()
    for entry in load(tag).entries
    for side, sentences in (("yes", entry.yes), ("no", entry.no))
    for number, sentence in enumerate(sentences, 1)
]


@pytest.mark.parametrize(("tag", "group", "entry", "side", "sentence"), EXAMPLES)
def test_example(tag: str, group: str, entry: str, side: str, sentence: str) -> None:
    found = {cue.id for cue in find(load(tag), group, sentence)}
    assert (entry in found) is (side == "yes")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the English folder that may be broken, in the place of all languages."""
    shutil.copytree(Path(legiscompare.lang.__file__).parent / "en", tmp_path / "en")
    files = resources.files
    monkeypatch.setattr(resources, "files", lambda name: tmp_path if name == "legiscompare.lang" else files(name))
    load.cache_clear()
    yield tmp_path / "en"
    load.cache_clear()


ENTRY = '[[entry]]\nid = "{id}"\nphrases = {phrases}\nyes = ["a b"]\nno = ["c"]\n{more}'


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (ENTRY.format(id="modal.x", phrases='["(a"]', more='value = "may"'), "'(' is not closed"),
        (ENTRY.format(id="modal.x", phrases='["..3 a"]', more='value = "may"'), "begins with a gap"),
        (ENTRY.format(id="modal.x", phrases='["<thing>"]', more='value = "may"'), "'<thing>' in '<thing>' is not known"),
        (ENTRY.format(id="modal.x", phrases='["[]"]', more='value = "may"'), "holds no word"),
        (ENTRY.format(id="modal.x", phrases="[]", more='value = "may"'), "has no phrases"),
        (ENTRY.format(id="modal.x", phrases='["a"]', more='value = "might"'), "value 'might' means nothing in 'modal'"),
        (ENTRY.format(id="actor.x", phrases='["a"]', more='value = "nobody"'), "value 'nobody' means nothing"),
        (ENTRY.format(id="qualifier.x", phrases='["a"]', more='effect = "up"'), "effect 'up' means nothing"),
        (ENTRY.format(id="negation.x", phrases='["a"]', more='effect = "up"'), "effect 'up' is not used in 'negation'"),
        (ENTRY.format(id="degree.x", phrases='["a"]', more="weight = 1"), "needs a value"),
        (ENTRY.format(id="pace.x", phrases='["a"]', more=""), "needs a weight"),
        (ENTRY.format(id="mood.x", phrases='["a"]', more=""), "with a known group"),
        (ENTRY.format(id="modal.may", phrases='["a"]', more='value = "may"'), "the same id is used in"),
        (ENTRY.format(id="negation.x", phrases='["a"]', more='colour = "red"'), "unknown field `colour`"),
        (ENTRY.format(id="negation.x", phrases='"a"', more=""), "Expected `array`, got `str`, at `$.phrases`"),
        (ENTRY.format(id="negation.x", phrases='["q"]', more=""), "is not found in its 'yes' example 'a b'"),
        (ENTRY.format(id="negation.x", phrases='["a b", "c"]', more=""), "is found in its 'no' example 'c'"),
        ('[[entry]]\nid = "negation.x"\nphrases = ["a"]\nyes = []\nno = ["b"]\n', "has no 'yes' example"),
        ("[[entry\n", "is not valid TOML"),
        ('colour = "red"\n', "is read by nothing"),
    ],
)  # fmt: skip
def test_a_broken_entry_is_named(folder: Path, entry: str, words: str) -> None:
    (folder / "lexicon" / "x.toml").write_text(entry, encoding="utf-8")
    found = [str(fault) for fault in faults("en")]
    assert any(words in fault and "lang/en/lexicon" in fault for fault in found), found


def test_a_phrase_that_another_entry_always_takes_is_named(folder: Path) -> None:
    """`not` is one of negation.not: a second entry of its group with the same phrase would never be found."""
    entry = ENTRY.format(id="negation.second", phrases='["not", "a b"]', more="")
    (folder / "lexicon" / "x.toml").write_text(entry, encoding="utf-8")
    assert [fault.what for fault in faults("en")] == ["the phrase 'not' is found nowhere, not even in 'not'"]


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("rules.toml", 'id = "time.came"', 'id = "hour.came"', "is not `dimension.name`"),
        ("rules.toml", "yes = [{ draft =", "yes = [{ before =", "unknown field `before`"),
        ("language.toml", 'stemmer = "english"', 'stemmer = "basque-of-old"', "there is no stemmer"),
        ("language.toml", 'stemmer = "english"', "stemmer = 1", "Expected `str`, got `int`, at `$.profile.stemmer`"),
        ("language.toml", 'stemmer = "english"', 'clauses = "middle"', "clauses is 'middle', not one of"),
        ("language.toml", 'without = ["restrictive"]', "", "group restrictive: is missing"),
        ("language.toml", 'without = ["restrictive"]', 'without = ["restrictive", "modal"]', "names 'modal', of which"),
        ("words.toml", "function =", "functions =", "unknown field `functions`"),
        ("words.toml", "light =", "# light =", "missing required field `light`"),
        ("structure.toml", "before_object =", "# before_object =", "[acts] before_object: is missing"),
        ("structure.toml", "[references.nouns]", "[references.names]", "unknown field `names`"),
        ("numerals.toml", "ten = 10", 'ten = "10"', "Expected `float`, got `str`"),
        ("lexicon/force.toml", 'id = "modal.binds-by-verb"', 'id = "modal.binds-otherwise"', "asks for it by its id"),
    ],
)
def test_a_broken_file_is_named(folder: Path, name: str, old: str, new: str, words: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [str(fault) for fault in faults("en")]
    assert any(words in fault and "lang/en/" in fault for fault in found), found


@pytest.mark.parametrize("name", ["rules.toml", "words.toml", "structure.toml", "numerals.toml", "numbering.toml"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert any(fault.file == f"lang/en/{name}" and "missing" in fault.what for fault in faults("en"))


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_a_missing_group_is_named_and_breaks_nothing(folder: Path, group: str) -> None:
    """Every group that is read may be away: the check says so, and a comparison still runs."""
    without = load("en").without
    for path in (folder / "lexicon").glob("*.toml"):
        rows = path.read_text(encoding="utf-8").split("[[entry]]")
        path.write_text("[[entry]]".join(row for row in rows if f'id = "{group}.' not in row), encoding="utf-8")
    load.cache_clear()
    missing = [fault.where for fault in faults("en") if "is missing: nothing is known" in fault.what]
    assert missing == ([] if group in without else [f"group {group}"])
    draft = "Where a serious defect is found, the operator shall, where feasible, inform the user within 2 days."
    assert compare_words(draft, draft.replace("2 days", "5 days and in writing").replace("shall", "may"), "en").changes


def _asked() -> dict[str, set[str]]:
    """Names of groups and of entries that the code asks for, by file."""
    root = Path(legiscompare.__file__).parent
    found: dict[str, set[str]] = {"group": set(), "id": set()}
    for package in ("norms", "align", "tag", "annotate", "report", "study"):
        for path in sorted((root / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                    first = node.args[1:2] if name == "_lost_and_gained" else node.args[:1]
                    if name in {"find", "marks", "cues", "starting", "_lost_and_gained"}:
                        found["group"] |= {
                            one.value.partition(":")[0] for one in first if isinstance(one, ast.Constant)
                        }
                if isinstance(node, ast.Compare) and isinstance(node.left, ast.Attribute) and node.left.attr == "id":
                    found["id"] |= {one.value for one in node.comparators if isinstance(one, ast.Constant)}
    return found


def test_what_the_code_asks_for_is_declared() -> None:
    """A group that is read and not declared would be asked of no language."""
    asked = _asked()
    assert asked["group"] - set(GROUPS) - {"q"} == set()  # q: is a namespace of XML in the exchange of codings
    assert asked["group"] >= {"modal", "clause", "slot", "qualifier", "degree", "delegation"}
    assert {name for name in asked["id"] if name.partition(".")[0] in GROUPS} <= set(NAMED)


def test_a_language_that_is_malformed_is_a_clear_error(folder: Path) -> None:
    (folder / "lexicon" / "force.toml").write_text("[[entry]]\nid = 'modal.x'\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"lang/en/lexicon/force\.toml: missing required field `phrases`"):
        load("en")


def test_of_entries_that_overlap_the_longer_stands_whatever_stands_beside_them() -> None:
    """Entries apart from all others need no choice; those that overlap are chosen among themselves alone."""
    draw = random.Random(5)
    for _ in range(200):
        found = [
            (start, start + draw.randint(1, 4), float(draw.randint(0, 2)), draw.choice("abc"))
            for start in (draw.randint(0, 40) for _ in range(draw.randint(0, 20)))
        ]
        taken: list[tuple[int, int, str]] = []
        for start, end, _, name in sorted(found, key=lambda one: (one[0] - one[1], one[0], -one[2], one[3])):
            if all(end <= other[0] or other[1] <= start for other in taken):
                taken.append((start, end, name))
        assert longest(found) == sorted(taken)


def test_a_character_is_han_where_the_class_of_its_kind_says_so() -> None:
    told = re.compile(f"[{HAN}]")
    assert [at for at in range(0x40000) if is_han(chr(at)) is not bool(told.match(chr(at)))] == []
