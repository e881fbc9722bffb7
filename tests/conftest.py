"""What all tests share: the reference texts where they are, a browser where there is one, deterministic hypothesis."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

# The same examples on every machine and in every run: a failure here is a failure there.
settings.register_profile(
    "legiscompare",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("legiscompare")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Reference texts and reference codings beside the checkout; they are no part of the project."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("the reference texts (../shared) are not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium. Where there is none: skip, or fail if LEGISCOMPARE_REQUIRE_BROWSER is set."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    found = os.environ.get("LEGISCOMPARE_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        reason = f"no Chromium on this machine (looked for {', '.join(names)})"
        if os.environ.get("LEGISCOMPARE_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all tests of a process: the driver cannot be started twice in it."""
    from playwright.sync_api import sync_playwright

    flags = [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ]  # fmt: skip
    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=chromium, args=flags)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core, as the package `axe-playwright-python` carries it."""
    found = importlib.util.find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        reason = "no axe-playwright-python in this environment: pip install --editable '.[test]'"
        if os.environ.get("LEGISCOMPARE_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for the fixture bears the mark: `-m shared`, `-m 'not browser'`."""
    for item in items:
        wanted = getattr(item, "fixturenames", ())
        if "shared" in wanted:
            item.add_marker(pytest.mark.shared)
        if "chromium" in wanted:
            item.add_marker(pytest.mark.browser)
