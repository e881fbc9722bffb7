"""What the project says is plain: short sentences, no word that nobody explains, errors that say how to mend them.

The limits stand in `tests/plain.toml`, with the exceptions. Exceptions only get fewer: a page that has become better asks
for a smaller number there.
"""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from conftest import ROOT
from plain import clean, length, passages, raised, sentences

import legiscompare
from legiscompare.cli import main
from legiscompare.errors import LegiscompareError

TABLE = tomllib.loads((Path(__file__).with_name("plain.toml")).read_text(encoding="utf-8"))
LONGEST: int = TABLE["longest"]
LONGEST_PRIVATE: int = TABLE["longest_private"]
LONG: dict[str, int] = TABLE["long"]
LONG_PRIVATE: dict[str, int] = TABLE["long_private"]
AVOID: dict[str, str] = TABLE["avoid"]
QUOTED: dict[str, str] = TABLE["quoted"]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md"),
                *(ROOT / ".github").rglob("*.md")])  # fmt: skip
ERRORS = frozenset({"UsageError", "SourceError", "UnsupportedFormat", "DecodeError", "LimitExceeded", "DataError"})


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def long_ones(text: str) -> list[str]:
    return [one for passage in passages(text) for one in sentences(passage) if length(one) > LONGEST]


READ = [page for page in PAGES if name(page) not in QUOTED]


@pytest.mark.parametrize("page", READ, ids=name)
def test_sentences_of_pages_are_short(page: Path) -> None:
    found = long_ones(page.read_text(encoding="utf-8"))
    allowed = LONG.get(name(page), 0)
    assert len(found) <= allowed, "\n".join(f"{length(one)} words: {one}" for one in found)
    assert len(found) == allowed, f"better than before: write {len(found)} for {name(page)} in tests/plain.toml"


def test_exceptions_name_pages_that_exist() -> None:
    assert {*LONG, *QUOTED} <= {name(page) for page in PAGES}


@pytest.mark.parametrize("page", READ, ids=name)
def test_pages_avoid_words_that_have_a_plainer_one(page: Path) -> None:
    words = " ".join(passages(page.read_text(encoding="utf-8"))).lower()
    for word, better in AVOID.items():
        assert not re.search(rf"\b{re.escape(word)}\b", words), f"{name(page)}: {word!r}: say {better!r}"


def test_the_glossary_is_in_order_and_every_term_has_a_sentence() -> None:
    rows = re.findall(
        r"^\| \*\*(.+?)\*\* \| (.+?) \|", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    terms = [term for term, _ in rows]
    assert terms == sorted(terms, key=str.lower)
    assert len(terms) == len(set(terms))
    assert [term for term, means in rows if len(means) < 10] == []


def test_every_error_says_what_where_and_how_to_mend_it() -> None:
    """The place is given, or the message holds the value that is wrong; a page of `serve` shows the form beside."""
    for one in raised(ROOT / "legiscompare", ERRORS):
        at = f"{name(one.path)}:{one.line}"
        assert one.has_mend, f"{at}: how is it mended?"
        assert one.has_where or one.names_a_value or "web" in one.path.parts, f"{at}: where is it?"
        for words in one.words:
            assert length(clean(words)) <= LONGEST, f"{at}: {words}"
        for word, better in AVOID.items():
            assert not re.search(rf"\b{re.escape(word)}\b", " ".join(one.words).lower()), (
                f"{at}: {word!r}: say {better!r}"
            )


def test_an_error_shows_all_three() -> None:
    told = str(LegiscompareError("the id 7 is used twice", where="pairs.csv:3", mend="give each pair its own id"))
    assert told == "pairs.csv:3: the id 7 is used twice (give each pair its own id)"


def _commands(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    for each, command in sorted(group.commands.items()) if group.commands else _lazy(group):
        yield f"{path} {each}".strip(), command
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path} {each}")


def _lazy(group: click.Group) -> Iterator[tuple[str, click.Command]]:
    ctx = click.Context(group)
    for each in group.list_commands(ctx):
        command = group.get_command(ctx, each)
        assert command is not None
        yield each, command


def test_sentences_of_the_help_are_short() -> None:
    for path, command in _commands(main):
        told = [command.help or "", *(getattr(one, "help", "") or "" for one in command.params)]
        for words in told:
            for passage in re.split(r"\n\s*\n", words):
                for one in sentences(clean(" ".join(passage.split()))):
                    assert length(one) <= LONGEST, f"{path}: {one}"
                    for word, better in AVOID.items():
                        assert not re.search(rf"\b{re.escape(word)}\b", one.lower()), (
                            f"{path}: {word!r}: say {better!r}"
                        )


def test_sentences_of_public_docstrings_are_short() -> None:
    for each in legiscompare.__all__:
        for passage in re.split(r"\n\s*\n", inspect.getdoc(getattr(legiscompare, each)) or ""):
            for one in sentences(clean(" ".join(passage.split()))):
                assert length(one) <= LONGEST, f"{each}: {one}"


def docstrings(path: Path) -> Iterator[str]:
    """All docstrings of a module, also of attributes, without examples and drawings, which are indented."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        body = getattr(node, "body", None)
        for each in body if isinstance(body, list) else ():
            if (
                isinstance(each, ast.Expr)
                and isinstance(each.value, ast.Constant)
                and isinstance(each.value.value, str)
            ):
                lines = inspect.cleandoc(each.value.value).splitlines()
                yield "\n".join("" if line.startswith("    ") else line for line in lines)


def test_sentences_of_all_docstrings_can_be_read_in_one_breath() -> None:
    """Those of private names may be somewhat longer: who reads them reads the code beside them."""
    found = Counter(
        name(path)
        for path in sorted((ROOT / "legiscompare").rglob("*.py"))
        for text in docstrings(path)
        for passage in passages(text)
        for one in sentences(passage)
        if length(one) > LONGEST_PRIVATE
    )
    assert dict(found) == LONG_PRIVATE


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, str):
        yield value


CATALOGUES = ["report/messages/en.toml", "report/messages/zh.toml", "web/words/en.toml", "web/words/zh.toml",
              "tag/rules.toml", "study/codebook.toml", "report/story/words.toml"]  # fmt: skip


@pytest.mark.parametrize("path", CATALOGUES)
def test_sentences_of_the_catalogues_are_short(path: str) -> None:
    data = tomllib.loads((ROOT / "legiscompare" / path).read_text(encoding="utf-8"))
    for words in _strings(data):
        for passage in re.split(r"(?<=[。；！？])| · ", words):
            for one in sentences(clean(passage)):
                assert length(one) <= LONGEST, f"{path}: {one}"


def test_every_reason_of_a_rule_is_its_own() -> None:
    """Two rules of one dimension that do the same thing may share a reason; a reader must not meet it for three."""
    rules = tomllib.loads((ROOT / "legiscompare" / "tag" / "rules.toml").read_text(encoding="utf-8"))["rule"]
    counts = Counter((rule.partition(".")[0], why) for rule, why in rules.items())
    assert max(counts.values()) <= 2
