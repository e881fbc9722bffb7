"""The library's page in Chromium: three widths, print, keyboard, no JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from legiscompare import library

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.mark.parametrize("width", [320, 800, 1400])
def test_nothing_is_cut_off_at_any_width(browser: Browser, tmp_path: Path, width: int) -> None:
    path = library.build_page(library.instruments(), tmp_path)
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=True)
    page = context.new_page()
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    wide = page.evaluate(
        "[...document.querySelectorAll('th, td, li, dd, code')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).length"
    )
    assert wide == 0
    heads = page.evaluate(
        "[...document.querySelectorAll('th')].filter(e => e.offsetWidth).map(e => e.getBoundingClientRect().height)"
    )
    assert max(heads) < 60, "a heading of the table is broken inside a word"
    context.close()


def test_it_works_without_javascript_and_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    path = library.build_page(library.instruments(), tmp_path)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    part = page.locator("#cn-pipl details").first
    assert part.get_attribute("open") is None
    part.locator("summary").focus()
    page.keyboard.press("Enter")
    assert part.get_attribute("open") is not None
    assert page.locator("#cn-pipl ol.line > li").count() == 3
    context.close()
