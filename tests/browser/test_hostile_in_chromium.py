"""Pages made of hostile texts in a real Chromium: no script of a text runs, no connection leaves, whatever the format.

Connections are counted where they would arrive: every address of the texts leads to a listener on this machine, names
of other hosts by way of a proxy. That the listener hears what a page asks for is tried first.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from legiscompare.parsing import parse
from legiscompare.pipeline import compare
from legiscompare.pipeline_history import history as follow
from legiscompare.read import read
from legiscompare.report import FORMATS, render
from legiscompare.report import history as history_report

PAGES = tuple(name for name, form in FORMATS.items() if form.suffix in (".html", ".svg"))
MARKUP = """<script>window.hacked=1</script><script src="{at}/script"></script><img src="{at}/img" onerror="window.hacked=1">
<img srcset="{at}/srcset 1x"><svg onload="window.hacked=1"><image href="{at}/svg"/></svg><style>@import url({at}/css);</style>
<p style="background:url({at}/style)">a</p><link rel=stylesheet href="{at}/link"><link rel=prefetch href="{at}/prefetch">
<link rel=preconnect href="{at}"><link rel=dns-prefetch href="//elsewhere.example"><base href="{at}/"><meta http-equiv=refresh content="0;url={at}/refresh">
<iframe src="{at}/frame"></iframe><iframe srcdoc="<script>parent.hacked=1</script>"></iframe><object data="{at}/object"></object><embed src="{at}/embed">
<video poster="{at}/poster" autoplay src="{at}/video"></video><audio src="{at}/audio" autoplay></audio><input type=image src="{at}/input">
<form action="{at}/form"><button autofocus onfocus="window.hacked=1">x</button></form><details open ontoggle="window.hacked=1">x</details>
<body onload="window.hacked=1" background="{at}/body"><table background="{at}/table"></table><math href="javascript:window.hacked=1">x</math>
<a href="javascript:window.hacked=1" ping="{at}/ping">x</a>![x]({at}/markdown) [x](javascript:window.hacked=1) <{at}/auto> {at}/bare
</textarea></title></style></script></svg></template><img src=x onerror=window.hacked=1><!--><img src=x onerror=window.hacked=1>-->
"><img src={at}/quoted onerror=window.hacked=1> '><svg/onload=window.hacked=1> ]]><script>window.hacked=1</script> &lt;script&gt;window.hacked=1&lt;/script&gt;
{{{{constructor.constructor('window.hacked=1')()}}}} ${{window.hacked=1}} \u202e<scr\u0000ipt>window.hacked=1</scr\u0000ipt>"""


class Listener:
    """Counts connections to a port of this machine; answers each with nothing."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.heard: list[bytes] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(2)
                try:
                    self.heard.append(connection.recv(200))
                    connection.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
                except OSError:
                    self.heard.append(b"")


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.socket.close()


@pytest.fixture
def page(browser: Browser, listener: Listener) -> Iterator[Page]:
    context = browser.new_context(proxy={"server": listener.address})
    yield context.new_page()
    context.close()


def seen(page: Page, path: Path) -> tuple[bool, bool]:
    """Load a page as a reader does and go through it: whether a script of a text ran, and whether the page stands."""
    page.goto(path.as_uri())
    page.wait_for_timeout(150)
    page.keyboard.press("Tab")
    page.mouse.wheel(0, 4000)
    page.wait_for_timeout(150)
    ran = page.evaluate("() => window.hacked !== undefined")
    return bool(ran), page.url == path.as_uri()


def test_the_listener_hears_what_a_page_asks_for(page: Page, listener: Listener, tmp_path: Path) -> None:
    bare = tmp_path / "bare.html"
    for markup in (f'<img src="{listener.address}/img">', '<img src="http://elsewhere.example/img">'):
        before = len(listener.heard)
        bare.write_text(f"<!doctype html>{markup}<script>window.hacked=1</script>", encoding="utf-8")
        assert seen(page, bare) == (True, True)
        assert len(listener.heard) > before


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_no_script_of_a_text_runs_and_nothing_leaves(
    page: Page, listener: Listener, tmp_path: Path, suffix: str
) -> None:
    hostile = MARKUP.format(at=listener.address) + MARKUP.format(at="http://elsewhere.example")
    hostile = hostile.replace("\n", " ")
    if suffix != ".txt":  # markup that a reader drops cannot act: here it comes as words
        hostile = escape(hostile) if suffix == ".html" else hostile.replace("<", "\\<")
    lines = [
        [
            "Measures on boats " * 300,  # where a page begins so late, a file is a text still hostile, f"Article 1 {hostile}", f"Operators {modal} keep {hostile} for 30 days.", "Article 2",
            f"(a) {hostile}", f"第三条 经营者{han}登记{hostile}。", f"Article 3 {modal} {hostile} be kept.",
        ]
        for modal, han in (("shall", "应当"), ("may", "可以"))
    ]  # fmt: skip
    ends = ("<p>", "</p>\n") if suffix == ".html" else ("", "\n\n")
    texts = ["".join(ends[0] + line + ends[1] for line in each) for each in lines]
    draft, final = (
        parse(read(text.encode(), origin=f"{n}<img src=x>{suffix}"), language="en") for n, text in enumerate(texts)
    )
    comparison = compare(draft, final)
    assert sum("hacked" in place.text for one in comparison.changes for place in one.final) > 2
    made = {name: render(comparison, name, path=tmp_path / f"{name}{FORMATS[name].suffix}") for name in PAGES}
    made["history"] = history_report.render(follow([draft, final, draft]), "html")
    (tmp_path / "history.html").write_text(made["history"], encoding="utf-8")
    paths = sorted(path for path in tmp_path.iterdir() if path.suffix in (".html", ".svg"))
    assert len(paths) == len(PAGES) + 1
    for path in paths:
        assert seen(page, path) == (False, True), path.name
    assert listener.heard == []
