"""`plugins`: what is built in and what others have added."""

from __future__ import annotations

from importlib.metadata import entry_points

import click

from legiscompare.cli._base import put

GROUPS = ("legiscompare.readers",)
"""Entry-point groups that are looked at."""


@click.command("plugins", short_help="List readers and plug-ins.")
def command() -> None:
    """List the readers of formats: built in, and added by other packages (entry points of legiscompare.readers)."""
    from legiscompare.read import readers

    added = {point.name: point for group in GROUPS for point in entry_points(group=group)}
    lines = []
    for reader in readers():
        point = added.get(reader.name)
        origin = f"{point.dist.name} {point.dist.version}" if point and point.dist else "built in"
        lines.append(f"reader\t{reader.name}\t{' '.join(reader.suffixes)}\t{origin}\n")
    put("".join(lines), None)
