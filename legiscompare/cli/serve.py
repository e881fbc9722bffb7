"""`serve`: the page for people who never open a terminal."""

from __future__ import annotations

from pathlib import Path

import click

from legiscompare.cli._base import tell
from legiscompare.errors import MissingExtra


@click.command("serve", short_help="Compare, read, code and check claims in a browser.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="Port; 0 takes any free one."
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen at. With any other address, other machines can reach the page.",
)
@click.option(
    "--data", type=click.Path(), metavar="FOLDER", help="Where texts and codings are kept. [default: your data folder]"
)
@click.option(
    "--max-upload",
    type=click.IntRange(1),
    default=32,
    show_default=True,
    metavar="MB",
    help="Largest upload, in megabytes.",
)
@click.option("--browser/--no-browser", default=True, show_default=True, help="Open a browser.")
def command(port: int, host: str, data: str | None, max_upload: int, browser: bool) -> None:
    """Serve the pages on this machine and open a browser: compare texts, read reports, code, check a commentary.

    Nothing leaves the machine. The address holds a key; without it nobody is answered.
    """
    try:
        from legiscompare.web import serve
    except ImportError as error:
        raise MissingExtra("web", what=f"the page needs a library that is not installed ({error.name})") from error
    from legiscompare.library import data_folder

    serve(
        Path(data) if data else data_folder() / "web", host=host, port=port, limit=max_upload * 1024 * 1024,
        browser=browser, tell=tell,
    )  # fmt: skip
