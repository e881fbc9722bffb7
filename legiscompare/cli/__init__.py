"""The command line: one thin file per command. `main` is the way in.

Commands are found by name in `COMMANDS` and imported when they are asked for.
"""

from __future__ import annotations

from importlib import import_module

import click

from legiscompare.cli._base import CommandGroup

COMMANDS = {
    "compare": "Compare a draft with its final text.",
    "history": "Follow every norm through several versions.",
    "outline": "Show the structure found in one text.",
    "report": "Rebuild the reports of the library.",
    "explain": "Say what a tag or rule means, or why a change got its tag.",
    "corpus": "The library of instruments: list, show, fetch, add, verify.",
    "code": "Coding by people: start, check, merge, agreement.",
    "claims": "Check published claims against a comparison.",
    "worksheet": "Make a class exercise and its key.",
    "evaluate": "Measure a comparison against a reference sheet.",
    "opinion": "Ask another coder, such as a language model.",
    "batch": "Compare many pairs; resumes where it stopped.",
    "serve": "Compare, read, code and check claims in a browser.",
    "lang": "List languages, check their data.",
    "plugins": "List readers and plug-ins.",
    "completion": "Print a completion script for a shell.",
}
"""Command, and the module of this package that holds it -> what `--help` says of it, in its order: no module is loaded
for that."""


class _Commands(CommandGroup):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's form
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's form
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's form
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"legiscompare.cli.{cmd_name}").command
        return _with_twins(command, ("LEGISCOMPARE", cmd_name)) if isinstance(command, click.Command) else None


def _with_twins(command: click.Command, path: tuple[str, ...]) -> click.Command:
    """Give every option its twin in the environment, named after the option as it is written."""
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            written = max(parameter.opts, key=len).lstrip("-")
            parameter.envvar = "_".join((*path, written)).upper().replace("-", "_")
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            _with_twins(inner, (*path, name))
    return command


def _version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from legiscompare.report.tool import version

        click.echo(f"legiscompare {version()}")
        ctx.exit()


@click.group(
    cls=_Commands,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "max_content_width": 100,
    },
    epilog="Every option can also be set in the environment: compare --format is LEGISCOMPARE_COMPARE_FORMAT. "
    "Data goes to standard output, everything else to standard error. "
    "Exit codes: 0 done, 1 only where asked, 2 usage, 3 a text cannot be read, 4 batch with failures, 70 our bug.",
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def main() -> None:
    """Show where a law asks less, and where it asks more, in its final text than in its draft."""
