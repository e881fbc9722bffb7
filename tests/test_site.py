"""The site of the documentation: built strictly, loads nothing from elsewhere, every link in it leads somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("mkdocs", reason="mkdocs builds the site; it comes with the extra `docs`")
    folder = tmp_path_factory.mktemp("site")
    made = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return folder


def test_every_page_is_in_it_and_can_be_found(site: Path) -> None:
    for page in (ROOT / "docs").rglob("*.md"):
        name = page.relative_to(ROOT / "docs").with_suffix(".html")
        assert (site / (name.with_name("index.html") if name.stem == "README" else name)).is_file(), page
    index = (site / "index.html").read_text(encoding="utf-8")
    assert "legiscompare compare" in index
    assert (site / "search" / "search_index.js").is_file(), "the search works without a server"


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        loaded = re.findall(r"<(?:script|img|iframe)[^>]*\ssrc=[\"']?([^\"' >]+)", text)
        loaded += re.findall(r"<link[^>]*rel=[\"']?stylesheet[^>]*href=[\"']?([^\"' >]+)", text)
        assert not [one for one in loaded if "//" in one], page.name


def test_every_link_leads_somewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        if page.name == "404.html":
            continue
        for link in re.findall(r"<a[^>]*\shref=[\"']?([^\"' >]+)", page.read_text(encoding="utf-8")):
            target = unquote(unescape(link)).partition("#")[0]
            if target and "://" not in target and not target.startswith(("mailto:", "javascript:")):
                assert (page.parent / target).exists(), f"{page.name} → {link}"
