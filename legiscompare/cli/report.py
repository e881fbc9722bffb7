"""`report`: rebuild the reports of the library."""

from __future__ import annotations

from pathlib import Path

import click

from legiscompare.cli._base import put


@click.command("report", short_help="Rebuild the reports of the library.")
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("-o", "--output", metavar="DIR", default="reports", show_default=True, help="Folder to write into.")
@click.option(
    "--originals/--no-originals",
    default=True,
    help="Include what you have fetched: originals, and which texts are here.",
)
def command(slugs: tuple[str, ...], output: str, originals: bool) -> None:
    """Rebuild the reports of these instruments and print the paths of the pages.

    By default: of all whose texts are part of the library, and the library's own page, index.html. Of others when they
    are named and their texts were fetched. --no-originals makes the same bytes on every machine.
    """
    from legiscompare import library

    chosen = [library.instrument(slug) for slug in slugs] or [one for one in library.instruments() if one.own]
    chosen.sort(key=lambda one: (one.default, one.slug))  # the default pair's page is named last, where it is seen
    for one in chosen:
        written = library.build_report(one, Path(output), with_originals=originals)
        pages = [path for path in written if path.suffix == ".html"]
        put("".join(f"{path}\n" for path in pages), None)
    if not slugs:
        put(f"{library.build_page(library.instruments(), Path(output), local=originals)}\n", None)
