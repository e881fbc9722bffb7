"""`plugins`: what is built in and what other packages add."""

from __future__ import annotations

import click

from legiscompare.cli import exits
from legiscompare.cli._base import put, tell

SINGULAR = {
    "readers": "reader",
    "languages": "language",
    "renderers": "renderer",
    "embedders": "embedder",
    "second_opinions": "second opinion",
}


@click.command("plugins", short_help="List readers and plug-ins.")
@click.option("--check", is_flag=True, help="Exit 1 if a plug-in is broken.")
@click.pass_context
def command(ctx: click.Context, /, check: bool) -> None:
    """List what is built in and what other packages add: readers, languages, renderers, embedders, second opinions.

    A plug-in that does not work is listed as broken, with the reason. It is left out and stops nothing.
    """
    from legiscompare.lang.language import own
    from legiscompare.plugins import GROUPS, plugins
    from legiscompare.read.registry import own_readers
    from legiscompare.report import FORMATS

    lines = [f"reader\t{reader.name}\tbuilt in\t{' '.join(reader.suffixes)}" for reader in own_readers()]
    lines += [f"language\t{tag}\tbuilt in\t" for tag in sorted(own())]
    lines += [f"renderer\t{name}\tbuilt in\t{chosen.suffix}" for name, chosen in FORMATS.items()]
    lines.append("second opinion\tendpoint\tbuilt in\t")
    broken = 0
    hidden = {"languages": own(), "renderers": FORMATS.keys(), "readers": {one.name for one in own_readers()}}
    for kind in GROUPS:
        for one in plugins(kind):
            fault = one.fault or ("one of this name is built in" if one.name in hidden.get(kind, ()) else "")
            broken += bool(fault)
            state = f"broken: {' '.join(fault.split())}" if fault else "works"
            lines.append(f"{SINGULAR[kind]}\t{one.name}\t{one.origin}\t{state}")
    put("".join(f"{line}\n" for line in lines), None)
    if broken:
        tell(f"warning: {broken} broken plug-in{'' if broken == 1 else 's'} left out")
        if check:
            ctx.exit(exits.ASKED)
