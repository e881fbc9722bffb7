"""The site of the documentation in a real Chromium, opened from a folder with the network off: its search finds pages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("mkdocs", reason="mkdocs builds the site; it comes with the extra `docs`")
    folder = tmp_path_factory.mktemp("site")
    made = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", folder], cwd=ROOT, capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture
def page(site: Path, browser: Browser) -> Iterator[Page]:
    heard: list[str] = []
    context = browser.new_context(offline=True)
    made = context.new_page()
    made.on("pageerror", lambda error: heard.append(f"error: {error}"))
    made.on("request", lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else heard.append(r.url))
    made.goto((site / "explain" / "pipeline.html").as_uri())
    yield made
    context.close()
    assert heard == []


def search(page: Page, words: str) -> Locator:
    """The results, once the search is ready: it hears keys, and none before it has read its index."""
    box = page.locator("input.md-search__input")
    box.click()
    expect(page.locator(".md-search-result__meta")).to_contain_text("Type to start", timeout=60_000)
    box.fill(words)
    box.press("End")
    return page.locator(".md-search-result__item")


@pytest.mark.parametrize(("words", "title"), [("renumbered", "How it works"), ("kappa", "Words we use")])
def test_the_search_works_from_a_folder_without_a_network(page: Page, words: str, title: str) -> None:
    expect(search(page, words).filter(has_text=title).first).to_be_attached(timeout=60_000)


def test_the_search_finds_chinese_words(page: Page) -> None:
    expect(search(page, "依法").filter(has_text="依法").first).to_be_attached(timeout=60_000)
