"""What a page's form sent, read within limits and only with the page's own mark."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

FIELDS = 200
"""Most fields of a form; the largest of ours has fewer than 60."""
FILES = 16


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent: its bytes, and the name that the user's machine gave it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class CompareForm:
    """Fields by name; a field that was not sent is empty."""

    fields: dict[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Every value of the fields that were sent more than once, or once."""

    def __call__(self, name: str) -> str:
        """The words of a field, without white space at its ends and with single line ends."""
        return self.fields.get(name, "").replace("\r\n", "\n").replace("\r", "\n").strip()


def mark(token: str) -> str:
    """What every form of ours carries, and no page of another site can know."""
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()


def posted(handler: Callable[[Request, CompareForm], Response]) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint for POST: reads the form, refuses it without our mark, and calls `handler` beside the event loop."""

    async def endpoint(request: Request) -> Response:
        limit = request.app.state.site.limit
        async with request.form(max_files=FILES, max_fields=FIELDS, max_part_size=limit) as sent:
            form = CompareForm()
            for name, value in sent.multi_items():
                if isinstance(value, UploadFile):
                    if value.filename:
                        form.files[name] = Upload(value.filename, await value.read())
                else:
                    form.fields[name] = value
                    form.lists[name] = (*form.lists.get(name, ()), value)
        given = form.fields.get("mark", "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogatepass"), mark(request.app.state.site.token).encode()):
            raise HTTPException(403, "this form was not sent from this page")
        return await run_in_threadpool(handler, request, form)

    return endpoint
