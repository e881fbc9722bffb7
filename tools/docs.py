"""Write the generated pages of docs/reference: the command line, the tags, the Python names.

`python -m tools.docs` writes them, `python -m tools.docs --check` says which are out of date.
"""

from __future__ import annotations

import inspect
import itertools
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

import legiscompare
from legiscompare import lang
from legiscompare.cli import main as group
from legiscompare.parsing import structures
from legiscompare.study.explaining import codebook, directions
from legiscompare.tag.signs import rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
NOTE = "<!-- Made by `make docs`. Change the source, not this page. -->"


def cli() -> str:
    """Every command with its `--help`."""
    parts = [NOTE, "", "# Command line", "", _help(group, ("legiscompare",))]
    for path, command in _commands(group, ("legiscompare",)):
        parts += ["", f"{'#' * min(len(path), 4)} {' '.join(path[1:])}", "", _help(command, path)]
    parts += ["", "## Exit codes", "", "| code | meaning |", "|---|---|"]
    parts += [f"| {value} | {words} |" for value, words in _exits()]
    return "\n".join(parts) + "\n"


def _commands(parent: click.Group, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    ctx = click.Context(parent)
    for name in parent.list_commands(ctx):
        command = parent.get_command(ctx, name)
        if command is None:
            continue
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))


def _help(command: click.Command, path: tuple[str, ...]) -> str:
    # A command keeps the names of its help option from the first context it meets: give the ones that users meet.
    names = list(group.context_settings["help_option_names"])
    ctx = click.Context(
        command, info_name=" ".join(path), max_content_width=100, terminal_width=100, help_option_names=names
    )
    return f"```text\n{command.get_help(ctx)}\n```"


def _exits() -> list[tuple[int, str]]:
    from legiscompare.cli import exits

    lines = inspect.getsource(exits).splitlines()
    found = []
    for line, after in itertools.pairwise(lines):
        _name, _, value = line.partition(" = ")
        if value.isdigit():
            found.append((int(value), after.strip('"').replace("|", "\\|")))
    return found


def tags() -> str:
    """The codebook in short, and every rule with its sign by kind of norm and its examples."""
    parts = [NOTE, "", "# Tags, dimensions, rules", "", "The whole codebook: [codebook.md](../codebook.md)."]
    titles = {
        "tag": "Tags",
        "burden": "Burden: where the measured party ends up",
        "dimension": "Dimensions",
        "sign": "Signs",
        "kind": "Kinds of norm",
        "certainty": "Certainty",
    }
    for name, title in titles.items():
        parts += ["", f"## {title}", "", f"| {name} | meaning |", "|---|---|"]
        parts += [f"| `{entry}` | {words} |" for entry, words in codebook()[name].items()]
    for tag in lang.available():
        language = lang.load(tag)
        known = rules(language)
        if not known:
            continue
        parts += ["", f"## Rules for {language.name}, version {language.version}", ""]
        for rule in known.values():
            parts += [f"### `{tag}.{rule.id}`", "", rule.why, "", *(f"- {one.strip()}" for one in directions(rule))]
            for words, examples in (("fires", rule.yes), ("does not fire", rule.no)):
                parts += [f"- {words}: {_flat(one.draft)} → {_flat(one.final)}" for one in examples]
            parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def _flat(text: str) -> str:
    return " ".join(text.split())


def api() -> str:
    """Every public name with what its docstring says first."""
    parts = [NOTE, "", "# Python", "", "```python", "import legiscompare as lc", "```", ""]
    parts += ["| name | is |", "|---|---|"]
    for name in sorted(legiscompare.__all__, key=str.lower):
        if name == "__version__":
            parts.append("| `lc.__version__` | The version, as text. |")
            continue
        found = getattr(legiscompare, name)
        first = (inspect.getdoc(found) or "").split("\n\n")[0].replace("\n", " ").replace("|", "\\|")
        signature = f"{name}()" if inspect.isfunction(found) else name
        parts.append(f"| `lc.{signature}` | {first} |")
    parts += ["", "## Verbs", ""]
    for name in sorted(legiscompare.__all__, key=str.lower):
        found = getattr(legiscompare, name)
        if inspect.isfunction(found):
            parts += [f"### `lc.{name}`", "", f"```python\n{name}{_signature(found)}\n```", ""]
            parts += [inspect.getdoc(found) or "", ""]
    parts += ["## Errors", "", "```text"]
    parts += [*(inspect.getdoc(sys.modules["legiscompare.errors"]) or "").splitlines(), "```"]
    return "\n".join(parts) + "\n"


def _signature(found: Callable[..., object]) -> str:
    signature = inspect.signature(found)
    parts, starred = [], False
    for one in signature.parameters.values():
        if one.kind is one.KEYWORD_ONLY and not starred:
            parts.append("*")
            starred = True
        default = "" if one.default is one.empty else f" = {one.default!r}"
        parts.append(f"{one.name}: {one.annotation}{default}")
    one_line = f"({', '.join(parts)}) -> {signature.return_annotation}"
    if len(one_line) < 90:
        return one_line
    return "(\n" + "".join(f"    {part},\n" for part in parts) + f") -> {signature.return_annotation}"


def numbering() -> str:
    """Every numbering family by language: the values of `--structure`."""
    parts = [
        NOTE, "", "# Numbering families", "",
        "A numbering family is a way to number the parts of a law. The program takes the family that fits most numbers of",
        "the text. It looks at how many numbers continue one another. It also looks at which of them start again inside the",
        "units of another.",
        "",
        "`outline --why` shows what each family found, and what speaks against the one that was taken. If a second family fits",
        "nearly as well, a warning names it. `--structure NAME` takes another family. Families are data:",
        "`lang/<xx>/numbering.toml`, and `parsing/families.toml` for numbers that no word introduces.",
    ]  # fmt: skip
    for tag in [*lang.available(), "und"]:
        name = lang.load(tag).name if tag != "und" else "Other languages"
        parts += ["", f"## {name}", "", "| name | looks like |", "|---|---|"]
        parts += [f"| `{family}` | {says} |" for family, says in structures(tag).items()]
    return "\n".join(parts) + "\n"


def manual() -> str:
    """The manual page."""
    from tools.man import page

    return page(_commands, _exits())


PAGES = {"legiscompare.1": manual, "cli.md": cli, "tags.md": tags, "api.md": api, "structures.md": numbering}


def out_of_date() -> list[str]:
    """Pages that differ from what would be written now."""
    return [
        name
        for name, make in PAGES.items()
        if not (REFERENCE / name).is_file() or (REFERENCE / name).read_text(encoding="utf-8") != make()
    ]


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check say which are out of date and give 1."""
    if arguments == ["--check"]:
        stale = out_of_date()
        sys.stdout.write("".join(f"docs/reference/{name} is out of date: make docs\n" for name in stale))
        return bool(stale)
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, make in PAGES.items():
        (REFERENCE / name).write_text(make(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
