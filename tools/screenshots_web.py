"""Pictures of the page in the browser for the docs: `python -m tools.screenshots_web [STATIC-FOLDER]`. Needs a Chromium.

The served page runs for it on a folder of its own; of the static page (`make page`) a picture is taken where its folder is
given. The addresses that a browser shows are not part of a picture.
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import expect, sync_playwright

from tools.screenshots import COLOURS, FLAGS, FOLDER

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
COMMENTARY = (
    "Article 2 is unchanged. Under the draft, the duty in Article 5 was stricter; the final text relaxed Article 5. "
    "I find the whole ordinance too long. Article 12 was deleted."
)


def keep(page: Page, name: str) -> None:
    """One picture of what the window shows."""
    Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS).save(
        FOLDER / f"{name}.png", optimize=True
    )


def served(browser: Browser, address: str) -> None:
    """Compare, code, agree, check a commentary."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}en/")
    keep(page, "web-compare")
    page.locator("li", has_text="Public Rental of Electric Scooters").locator("summary").click()
    page.locator("li", has_text="Public Rental of Electric Scooters").get_by_role("button").click()
    page.wait_for_selector("section.pair", timeout=90_000)
    job = page.url
    for name in ("A. Coder", "B. Coder"):
        page.goto(f"{job}/coding/0")
        page.fill("#name", name)
        page.click("button.main")
        for _ in range(16 if name == "A. Coder" else 5):
            page.wait_for_selector("#f-accept")
            with page.expect_navigation():
                page.keyboard.press("a")
    page.goto(f"{page.url.split('?')[0]}/list")
    page.locator("tbody a").nth(4).click()
    page.wait_for_selector("#f-decide")
    keep(page, "web-code")
    page.goto(f"{job}/coding/0/agreement")
    keep(page, "web-agreement")
    page.goto(f"{job}/claims/0")
    page.fill("#words", COMMENTARY)
    page.click("text=Check it")
    page.locator("#found").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('found').scrollIntoView()")
    keep(page, "web-claims")
    page.close()


def static(browser: Browser, folder: Path) -> None:
    """The page without a server, with the embedded pair done."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.goto((folder / "index.html").resolve().as_uri())
    expect(page.locator("#go")).to_be_enabled(timeout=180_000)
    page.select_option("#slug", "cn-genai-2023")
    page.click("#go")
    expect(page.locator("#result")).to_be_visible(timeout=180_000)
    page.locator("#result").scroll_into_view_if_needed()
    keep(page, "web-static")
    context.close()


def main() -> int:
    """Take all pictures. Gives 1 where there is no Chromium."""
    found = os.environ.get("LEGISCOMPARE_CHROMIUM") or shutil.which("chromium")
    if not found:
        print("no Chromium on this machine", file=sys.stderr)  # noqa: T201 - a command
        return 1
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        command = [
            sys.executable,
            "-m",
            "legiscompare",
            "serve",
            "--no-browser",
            "--port",
            "0",
            "--data",
            f"{folder}/data",
        ]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env)  # noqa: S603 - our own command
        browser = play.chromium.launch(executable_path=found, args=FLAGS)
        try:
            served(browser, (server.stderr or io.StringIO()).readline().split()[-1])
            if len(sys.argv) > 1:
                static(browser, Path(sys.argv[1]))
        finally:
            browser.close()
            server.send_signal(signal.SIGINT)
            server.wait(20)
    return 0


if __name__ == "__main__":
    sys.exit(main())
