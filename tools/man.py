"""The manual page, made of the same words as `--help`: docs/reference/legiscompare.1, which the wheel installs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import legiscompare
from legiscompare.cli import main as group

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ENVIRONMENT = {
    "LEGISCOMPARE_CORPUS": "Folder of your own library, in place of the one that comes with the program.",
    "LEGISCOMPARE_DATA": "Folder for official texts that you fetched, and for the work of the page.",
    "LEGISCOMPARE_CACHE": "Folder for pages that were fetched by their address.",
    "LEGISCOMPARE_OPINION_KEY": "Key of a model's endpoint, for the command opinion.",
    "LEGISCOMPARE_DEBUG": "If set, an error shows where in the program it happened.",
    "NO_COLOR": "If set, no colours are used.",
}


def page(
    commands: Callable[[click.Group, tuple[str, ...]], Iterator[tuple[tuple[str, ...], click.Command]]],
    exits: list[tuple[int, str]],
) -> str:
    """The page in roff. `commands` walks a group, `exits` are the exit codes with their words."""
    out = ['.\\" Made by `make docs`. Change the source, not this page.']
    out += [f'.TH LEGISCOMPARE 1 "" "legiscompare {legiscompare.__version__}" "User Commands"', ".SH NAME"]
    out += [r"legiscompare \- show how a law changed between its draft and its final text", ".SH SYNOPSIS"]
    out += [".B legiscompare", r"\fICOMMAND\fR [\fIOPTIONS\fR] [\fIARGUMENTS\fR]", ".SH DESCRIPTION"]
    out += [*_words(group.help or ""), ".SH COMMANDS"]
    for path, command in commands(group, ()):
        if isinstance(command, click.Group):
            continue
        out += [f'.SS "{_safe(" ".join(path))}"', *_words(command.help or "")]
        context = click.Context(command, info_name=" ".join(path), help_option_names=["-h", "--help"])
        for parameter in command.get_params(context):
            record = parameter.get_help_record(context)
            if record and isinstance(parameter, click.Option):
                out += [
                    ".TP",
                    rf"\fB{_safe(record[0].replace('|', ' | '))}\fR",
                    _safe(" ".join(record[1].split())) or ".",
                ]
    out += [".SH EXIT STATUS"]
    for code, words in exits:
        out += [".TP", rf"\fB{code}\fR", _safe(words.replace("\\|", "|").replace("`", ""))]
    out += [".SH ENVIRONMENT", "Every option has a twin: compare --format is LEGISCOMPARE_COMPARE_FORMAT."]
    for name, words in ENVIRONMENT.items():
        out += [".TP", rf"\fB{name}\fR", _safe(words)]
    return "\n".join(out) + "\n"


def _words(text: str) -> list[str]:
    """Paragraphs of a help text."""
    found: list[str] = []
    for paragraph in text.replace("\b", "").strip().split("\n\n"):
        found += [".PP", _safe(" ".join(paragraph.split()))]
    return found


def _safe(text: str) -> str:
    """`text` such that roff prints it: no escapes, no requests, hyphens that can be copied."""
    line = text.replace("\\", r"\e").replace("-", r"\-").replace("…", "...")
    return rf"\&{line}" if line.startswith((".", "'")) else line
