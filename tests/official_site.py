"""A site on 127.0.0.1 that plays official sites, with pages of our own in their shape, and their ways to fail."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from legiscompare.library import download
from legiscompare.read import fetch as web

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

HEAD = '<!DOCTYPE html><html lang="zh"><head><meta charset="{charset}"><title>{title}</title></head><body>'
LAW = (
    '<div class="nav"><a href="/">首页</a></div><div class="main"><h1>云江市公共书架管理办法</h1>'
    "<p>第一条　为了方便市民读书，制定本办法。</p><p>第二条　管理人应当每周整理书架。</p>"
    "<p>第三条　任何人不得损坏书架。</p></div></body></html>"
)
CHANGED = LAW.replace("每周", "每月")
NOTICE = "<div><h1>关于系统维护的公告</h1><p>本页面暂停访问，请稍后再来。</p></div></body></html>"
ATTACHED = (
    "<div><h1>关于公开征求意见的通知</h1><p>现公开征求意见，全文见附件。</p>"
    '<p><a href="/files/draft.docx">附件：征求意见稿.docx</a></p></div></body></html>'
)
LIST = (
    "<ul>"
    + "".join(f'<li><a href="/{n}">第{n}号公告：关于公共书架的通知</a></li>' for n in range(20))
    + "</ul></body></html>"
)


def page(body: str, *, charset: str = "utf-8", title: str = "云江市") -> bytes:
    return (HEAD.format(charset=charset, title=title) + body).encode("utf-8")


def be_the_only_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every https request goes to 127.0.0.1, without TLS; no pause between two."""

    def connect(self: web._Connection) -> None:
        self.sock = socket.create_connection(("127.0.0.1", self.port), self.timeout)

    monkeypatch.setattr(web, "_public", lambda *_: "127.0.0.1")
    monkeypatch.setattr(web._Connection, "connect", connect)
    monkeypatch.setattr(download, "PAUSE", 0.0)


@dataclass
class Answer:
    """What the site answers at a path."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    cut: int = 0
    """Break off after so many bytes, though more were promised."""
    late: float = 0.0
    """Seconds before anything is said."""
    slow: float = 0.0
    """Seconds between the first half and the second."""
    ranges: bool = True
    """Whether a Range is heeded."""


@dataclass
class Site:
    """The site: its answers by path, and what was asked of it."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def address(self, path: str) -> str:
        return f"https://official.test:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


class _Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        answer = self.site.answers.get(self.path, Answer(404, b"<p>not here</p>"))
        time.sleep(answer.late)
        body, status, more = answer.body, answer.status, {}
        wanted = self.headers.get("Range", "")
        if answer.ranges and wanted and self.headers.get("If-Range") == answer.headers.get("ETag"):
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            more = {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"}
            body, status = body[start:], 206
        with contextlib.suppress(OSError):
            self.send_response(status)
            for name, value in {**answer.headers, **more, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            if answer.cut:
                self.wfile.write(body[: answer.cut])
            elif answer.slow:
                self.wfile.write(body[: len(body) // 2])
                self.wfile.flush()
                time.sleep(answer.slow)
                self.wfile.write(body[len(body) // 2 :])
            else:
                self.wfile.write(body)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def serving() -> Iterator[Site]:
    """The site, on a port of its own, until the block ends."""
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"site": site}))
    server.daemon_threads = True
    server.block_on_close = False
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
