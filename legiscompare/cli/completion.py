"""`completion`: completion of commands and options in a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from legiscompare.cli._base import put


@click.command("completion", short_help="Print a completion script for a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, /, shell: str) -> None:
    """Print a completion script: add `eval "$(legiscompare completion bash)"` to the shell's start file."""
    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - the choice above holds only shells that click knows
    put(kind(ctx.find_root().command, {}, "legiscompare", "_LEGISCOMPARE_COMPLETE").source() + "\n", None)
