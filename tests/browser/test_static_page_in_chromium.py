"""The page without a server: opened from the disk with the network off, it makes what the command makes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from legiscompare.library import default, instrument
from legiscompare.pipeline import compare
from legiscompare.report import render
from legiscompare.shortcuts import parse

ROOT = Path(__file__).resolve().parents[2]
LARGEST = 12 * 1024 * 1024
"""Most bytes of the folder."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder, built from this checkout; npm fetches Pyodide."""
    out = tmp_path_factory.mktemp("static") / "page"
    done = subprocess.run(
        [sys.executable, "-m", "tools.page", "-o", str(out)], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    if done.returncode == 0:
        return out
    reason = f"the page could not be built: {done.stderr[-600:]}"
    if os.environ.get("LEGISCOMPARE_REQUIRE_BROWSER"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(offline=True, locale="en-GB")
    yield made
    made.close()


@pytest.fixture(scope="module")
def page(folder: Path, context: BrowserContext) -> Iterator[Page]:
    """The page, with Python started; at the end nothing was asked of any network and no error was told."""
    heard: list[str] = []
    made = context.new_page()
    made.on("console", lambda message: heard.append(f"console {message.type}: {message.text}"))
    made.on("pageerror", lambda error: heard.append(f"error: {error}"))
    made.on("request", lambda r: None if r.url.startswith(("file:", "blob:")) else heard.append(r.url))
    made.goto((folder / "index.html").as_uri())
    expect(made.locator("#go")).to_be_enabled(timeout=180_000)
    yield made
    assert heard == []


def made_of(page: Page, name: str) -> bytes:
    expect(page.locator("#result")).to_be_visible(timeout=180_000)
    with page.expect_download() as download:
        page.locator("#files a", has_text=re.compile(f"^{name}$")).click()
    return Path(download.value.path()).read_bytes()


def test_the_folder_is_small_and_loads_from_nowhere(folder: Path) -> None:
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < LARGEST
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert "connect-src 'none'" in index
    assert "unsafe-inline" not in index
    for src in re.findall(r"(?:src|href)=\"([^\"]+)\"", index):
        assert (folder / src).is_file(), src


@pytest.mark.parametrize("slug", ["embedded", "teaching-first-zh"])
def test_a_pair_of_the_library_gives_what_the_command_gives(page: Page, slug: str) -> None:
    one = default() if slug == "embedded" else instrument(slug)
    page.select_option("#slug", one.slug)
    page.click("#go")
    expect(page.locator("#status")).not_to_have_text("Ready.")
    found = json.loads(made_of(page, "json"))
    from legiscompare.library import with_own_claims

    made = compare(*one.pair())
    wanted = json.loads(render(with_own_claims(made, one) if one.claims else made, "json"))
    found.pop("settings"), wanted.pop("settings")
    assert found == wanted
    page.select_option("#slug", "")


def test_the_report_is_read_in_a_window_of_its_own(page: Page, context: BrowserContext) -> None:
    with context.expect_page() as opened:
        page.click("#read")
    report = opened.value
    report.wait_for_load_state()
    expect(report.locator("article.c").first).to_be_visible()
    report.close()


def test_pasted_texts_are_compared(page: Page) -> None:
    draft = "Article 1\n\nThe operator of a ferry shall report a fault within three days.\n"
    final = "Article 1\n\nThe operator of a ferry shall report a fault.\n"
    page.fill("#text_1", draft)
    page.fill("#text_2", final)
    page.fill("#title_2", "Ferry Order")
    page.fill("#date_2", "2031-01-15")
    page.click("#go")
    expect(page.locator("#h-result")).to_have_text("Ferry Order", timeout=60_000)
    found = json.loads(made_of(page, "json"))
    first = parse(draft.encode(), origin="text 1")
    assert [c["tag"] for c in found["changes"]] == ["softened"]
    assert found["draft"]["sha256"] == first.sha256
    assert found["final"]["date"] == "2031-01-15"


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [("a.html", b"<html><p>Article 1</p></html>", "the library lxml"), ("a.pdf", b"%PDF-1.4\n1 0 obj", "pdf")],
)
def test_what_cannot_be_read_here_is_said(page: Page, name: str, data: bytes, told: str) -> None:
    page.set_input_files("#file_1", {"name": name, "mimeType": "application/octet-stream", "buffer": data})
    page.click("#go")
    expect(page.locator("#status")).to_contain_text(told, timeout=60_000)
    page.set_input_files("#file_1", [])


def test_nothing_given_is_said_and_words_change(page: Page) -> None:
    page.fill("#text_1", "")
    page.click("#go")
    expect(page.locator("#status")).to_contain_text("Give two texts")
    page.click("#language")
    expect(page.locator("h1")).to_have_text("比较两个文本")
    page.click("#language")
    expect(page.locator("h1")).to_have_text("Compare two texts")


@pytest.mark.parametrize("width", [320, 1280])
def test_it_fits(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_no_violation(folder: Path, browser: Browser, axe: str) -> None:
    context = browser.new_context(bypass_csp=True, offline=True)
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    page.evaluate(axe)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    context.close()
    assert [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found] == []


def test_work_can_be_stopped(page: Page) -> None:
    page.select_option("#slug", default().slug)
    page.click("#go")
    page.click("#stop")
    expect(page.locator("#status")).to_contain_text("Stopped")
    expect(page.locator("#go")).to_be_enabled(timeout=180_000)
