"""Visiting official sites politely: who we are is said, robots.txt is heeded, one request at a time, with a pause.

An answer that breaks off is kept apart and continued on the next visit. Nothing that a page names is fetched.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import msgspec

from legiscompare.errors import LimitExceeded, SourceError
from legiscompare.read import fetch as web
from legiscompare.report import write
from legiscompare.report.tool import NAME, version

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legiscompare.read import Limits

PAUSE = 2.0
"""Seconds between two requests to one host, unless its robots.txt asks for more."""
LONGEST_PAUSE = 60.0
_BY_HAND = "open the page in a browser, save it, and give it with --from FOLDER"


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What an address gave."""

    data: bytes
    media_type: str
    address: str
    """After redirects."""
    redirects: tuple[str, ...] = ()
    """The addresses on the way, the first as it was asked for."""
    continued: int = 0
    """Bytes that had come on an earlier visit; the rest was asked for."""


class _Begun(msgspec.Struct, frozen=True):
    """The part of an answer that came before it broke off."""

    address: str
    mark: str
    """ETag or Last-Modified: the rest must come from the same text."""


@dataclass
class Visitor:
    """One visitor for one run of the program: it remembers when it last asked a host, and what its robots.txt says."""

    limits: Limits
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    agent: str = ""
    _last: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.agent = self.agent or f"{NAME}/{version()} (compares versions of laws; one page at a time)"

    def get(self, address: str, parts: Path) -> FetchedPage:
        """The page at an address. What breaks off is kept in the folder `parts` and continued next time.

        Raises SourceError (refused by robots.txt, not found, broken off, unreachable) or LimitExceeded.
        """
        here, way = address, []
        for _ in range(self.limits.max_redirects + 1):
            self._allowed(here)
            begun, known = _begun(parts, here)
            reply = self._ask(here, _rest_of(begun, known))
            if reply.status in {301, 302, 303, 307, 308} and reply.headers.get("location"):
                way.append(here)
                here = urljoin(here, reply.headers["location"])
                continue
            data = self._whole(reply, here, parts, begun, known)
            media = reply.headers.get("content-type", "").split(";")[0].strip().lower()
            return FetchedPage(data, media, here, tuple(way), len(begun) if reply.status == 206 else 0)
        raise LimitExceeded(
            f"more than {self.limits.max_redirects} redirects, the last to {here}", where=address,
            mend="give the last address with --address, or raise --max-redirects",
        )  # fmt: skip

    def _whole(self, reply: web.Reply, here: str, parts: Path, begun: bytes, known: _Begun | None) -> bytes:
        """The whole body, put together with what had come before. Keeps it apart and raises if it broke off again."""
        if reply.status == 206 and known and _starts_at(reply.headers.get("content-range", "")) == len(begun):
            data = begun + reply.data
        elif reply.status == 416 and known:
            _forget(parts, here)
            raise SourceError(
                "the text changed while it was being fetched, so the part that was fetched is deleted",
                where=here,
                mend="type the same command again",
            )
        elif reply.status != 200:
            raise _refusal(reply, here)
        else:
            data = reply.data
        self.limits.check("max_bytes", len(data), where=here, unit="bytes")
        if reply.fault is None:
            _forget(parts, here)
            return data
        mark = reply.headers.get("etag") or reply.headers.get("last-modified") or ""
        if data and mark and not mark.startswith("W/"):
            _remember(parts, here, data, mark)
            raise type(reply.fault)(
                reply.fault.what, where=here, mend=f"try again: {len(data):,} bytes are kept and the rest is asked for"
            ) from reply.fault
        _forget(parts, here)
        raise reply.fault

    def _ask(self, address: str, headers: dict[str, str]) -> web.Reply:
        host = urlsplit(address).netloc
        pause = self._pause(host)
        if host in self._last and (wait := self._last[host] + pause - self.clock()) > 0:
            self.sleep(wait)
        try:
            deadline = time.monotonic() + self.limits.timeout
            return web.request(address, self.limits, deadline, headers=headers, agent=self.agent)
        finally:
            self._last[host] = self.clock()

    def _pause(self, host: str) -> float:
        asked = self._robots[host].crawl_delay(NAME) if host in self._robots else None
        return min(max(PAUSE, float(asked or 0)), LONGEST_PAUSE)

    def _allowed(self, address: str) -> None:
        """Raise SourceError if the site's robots.txt asks programs to stay away, or cannot be read."""
        parts = urlsplit(address)
        if parts.scheme != "https" or not parts.hostname:
            raise SourceError("only https addresses are fetched", where=address, mend=_BY_HAND)
        if parts.netloc not in self._robots:
            self._robots[parts.netloc] = self._rules(f"https://{parts.netloc}/robots.txt")
        if not self._robots[parts.netloc].can_fetch(NAME, address):
            raise SourceError("the site's robots.txt asks programs not to fetch this", where=address, mend=_BY_HAND)

    def _rules(self, address: str) -> RobotFileParser:
        """A site's rules. None there, or a page in their place: everything is allowed; a site in trouble: nothing is."""
        reply = self._ask(address, {})
        rules = RobotFileParser(address)
        if reply.fault is not None or reply.status == 429 or reply.status >= 500:
            raise SourceError(
                f"the site does not say what programs may fetch (robots.txt: {_status(reply)})", where=address,
                mend=f"try again later, or {_BY_HAND}",
            ) from reply.fault  # fmt: skip
        plain = reply.status == 200 and reply.data.lstrip()[:1] != b"<"
        rules.parse(reply.data.decode("utf-8", "replace").lstrip("\ufeff").splitlines() if plain else [])
        return rules


def _status(reply: web.Reply) -> str:
    return reply.fault.what if reply.fault else f"it answers {reply.status}"


def _refusal(reply: web.Reply, here: str) -> SourceError:
    """What an answer that is no page means, and what to do."""
    if reply.status in {404, 410}:
        return SourceError(
            f"there is nothing at this address any more (the server answers {reply.status})", where=here,
            mend=f"look for the text on the site and give its address with --address, or {_BY_HAND}",
        )  # fmt: skip
    if reply.status in {401, 403, 407, 451} or (reply.status == 202 and not reply.data.strip()):
        return SourceError(f"the site refuses programs (it answers {reply.status})", where=here, mend=_BY_HAND)
    if reply.status == 429 or reply.status >= 500:
        later = reply.headers.get("retry-after", "")
        when = f"in {later} seconds" if later.isdigit() else "later"
        return SourceError(f"the site is busy or broken (it answers {reply.status})", where=here, mend=f"try {when}")
    return SourceError(f"the server answers {reply.status}", where=here, mend=f"check the address, or {_BY_HAND}")


def _paths(parts: Path, address: str) -> tuple[Path, Path]:
    name = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return parts / f"{name}.part", parts / f"{name}.json"


def _begun(parts: Path, address: str) -> tuple[bytes, _Begun | None]:
    body, record = _paths(parts, address)
    try:
        known = msgspec.json.decode(record.read_bytes(), type=_Begun)
        data = body.read_bytes()
    except (OSError, msgspec.DecodeError):
        return b"", None
    return (data, known) if data and known.address == address else (b"", None)


def _rest_of(begun: bytes, known: _Begun | None) -> dict[str, str]:
    return {"Range": f"bytes={len(begun)}-", "If-Range": known.mark} if known else {}


def _starts_at(content_range: str) -> int:
    unit, _, rest = content_range.partition(" ")
    start = rest.partition("-")[0]
    return int(start) if unit == "bytes" and start.isdigit() else -1


def _remember(parts: Path, address: str, data: bytes, mark: str) -> None:
    parts.mkdir(parents=True, exist_ok=True)
    body, record = _paths(parts, address)
    write(body, data)
    write(record, msgspec.json.encode(_Begun(address, mark)))


def _forget(parts: Path, address: str) -> None:
    for path in _paths(parts, address):
        path.unlink(missing_ok=True)
