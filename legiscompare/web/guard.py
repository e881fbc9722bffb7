"""Who may ask: this machine's own browser, with the token, from our own pages; and what an answer may do.

Every address begins with the token, so that no cookie is needed: cookies of 127.0.0.1 are shown to every other program
that listens there. A page of another site can neither guess an address nor read an answer.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; font-src 'none'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content security policy of every page of ours. A report brings a narrower one of its own."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
METHODS = frozenset({"GET", "HEAD", "POST"})


class TooLargeError(Exception):
    """A request brought more bytes than it may."""


class Guard:
    """Lets nothing through to the pages but what is asked rightly. An ASGI application around another.

    `hosts` are the values of `Host` that are ours, `token` the first part of every address, `limit` the most bytes that a
    request may bring.
    """

    def __init__(self, app: ASGIApp, *, token: str, hosts: frozenset[str], limit: int) -> None:
        self.app, self.token, self.hosts, self.limit = app, token, hosts, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
                return
            await self.app(scope, receive, send)
            return
        dressed = self._dressed(send)
        refusal = self._refusal(scope)
        if refusal:
            status, words = refusal
            await PlainTextResponse(f"{words}\n", status)(scope, receive, dressed)
            return
        inner = dict(scope)
        inner["root_path"] = f"{scope.get('root_path', '')}/{self.token}"
        try:
            await self.app(inner, self._counted(receive), dressed)
        except TooLargeError:
            words = f"this is more than {self.limit:,} bytes; start the page with a larger --max-upload\n"
            await PlainTextResponse(words, 413)(scope, receive, dressed)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Status and words for what is not asked rightly."""
        headers = Headers(scope=scope)
        if scope["method"] not in METHODS:
            return 405, "this page knows GET, HEAD and POST"
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            return 421, "this page answers under its own address only"
        first = scope["path"].lstrip("/").partition("/")[0]
        if not hmac.compare_digest(first.encode("utf-8", "surrogatepass"), self.token.encode()):
            return 403, "this address lacks its key: open the address that the terminal shows"
        if scope["method"] == "POST":
            origin = headers.get("origin")
            if origin is not None and origin.lower() not in {f"http://{host}" for host in self.hosts}:
                return 403, "this was sent from another site"
            if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
                return 403, "this was sent from another site"
            size = headers.get("content-length", "")
            if size.isdigit() and int(size) > self.limit:
                return 413, f"this is more than {self.limit:,} bytes; start the page with a larger --max-upload"
        return None

    def _counted(self, receive: Receive) -> Receive:
        """`receive`, stopped when more comes than may: a length that is not stated, or stated too small."""
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.limit:
                raise TooLargeError
            return message

        return counted

    def _dressed(self, send: Send) -> Send:
        """`send`, with the headers that every answer bears."""

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", POLICY)
            await send(message)

        return dressed
