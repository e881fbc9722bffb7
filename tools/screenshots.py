"""Pictures of the default pair's report for README and docs: `python -m tools.screenshots`. All but the SVG need a
Chromium.

Each picture is a real page in a real browser; nothing is drawn or retouched.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import sync_playwright

from legiscompare import library
from legiscompare.pipeline import compare
from legiscompare.report import render

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
COLOURS = 128
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


class Shot(NamedTuple):
    """One picture: file, width and height of the window, colour scheme, what to scroll to, what to click."""

    name: str
    width: int
    height: int
    scheme: str = "light"
    at: str = ""
    click: str = ""


SHOTS = (
    Shot("first-screen", 1280, 900),
    Shot("first-screen-dark", 1280, 900, "dark"),
    Shot("picture", 1280, 1100, at=".glance"),
    Shot("changes", 1280, 1000, at="#a-art_17"),
    Shot("redline", 768, 900, at="#a-art_17", click="#b-view"),
    Shot("class-mode", 1280, 900, at="#a-art_14", click="#b-class"),
    Shot("phone", 320, 900, at="#a-art_17"),
    Shot("wide", 2560, 1440, at="#a-art_17"),
    Shot("print", 900, 1200, "print", at="#a-art_17"),
)


GLANCE = FOLDER / "at-a-glance.svg"


def glance() -> str:
    """The default pair's picture of the whole."""
    made = render(compare(*library.default().pair()), "svg")
    return made if isinstance(made, str) else made.decode("utf-8")


def main() -> int:
    """Take all pictures. Gives 1 where there is no Chromium."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    GLANCE.write_text(glance(), encoding="utf-8", newline="\n")
    browser_path = os.environ.get("LEGISCOMPARE_CHROMIUM") or shutil.which("chromium")
    if not browser_path:
        print("no Chromium on this machine", file=sys.stderr)  # noqa: T201 - a command
        return 1
    draft, final = library.default().pair()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        page_file = Path(folder) / "report.html"
        render(compare(draft, final), "html", path=page_file)
        browser = play.chromium.launch(executable_path=browser_path, args=FLAGS)
        for shot in SHOTS:
            scheme = "dark" if shot.scheme == "dark" else "light"
            page = browser.new_page(viewport={"width": shot.width, "height": shot.height}, color_scheme=scheme)
            page.goto(page_file.as_uri())
            if shot.click:
                page.click(shot.click)
            if shot.scheme == "print":
                page.emulate_media(media="print")
            if shot.at:
                page.evaluate("where => settle(document.querySelector(where))", shot.at)
                page.wait_for_timeout(300)
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
            picture.save(FOLDER / f"{shot.name}.png", optimize=True)
            page.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
