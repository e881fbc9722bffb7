"""Fetch a page by https: bounded in size and time, redirects counted, private addresses refused, kept with its hash.

Only the address that was given is fetched, and where it redirects to; nothing that a document names.
"""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import json
import os
import socket
import ssl
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from legiscompare.errors import LimitExceeded, SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legiscompare.read.limits import Limits

_CHUNK = 65536


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave."""

    data: bytes
    media_type: str
    address: str
    """After redirects."""
    cached: bool = False


def fetch(address: str, limits: Limits, *, refresh: bool = False, cache: Path | None = None) -> Fetched:
    """The bytes at an https address; from the cache if they were fetched before and `refresh` is not set.

    Raises `SourceError` (not https, private, not found, unreachable) or `LimitExceeded` (size, time, redirects).
    """
    folder = cache or _cache_folder()
    if not refresh and (kept := _kept(folder, address)) is not None:
        return kept
    fetched = _download(address, limits)
    _keep(folder, address, fetched)
    return fetched


def _download(address: str, limits: Limits) -> Fetched:
    deadline = time.monotonic() + limits.timeout
    here = address
    for turn in range(limits.max_redirects + 1):
        status, headers, data = _get(here, limits, deadline)
        if status in {301, 302, 303, 307, 308} and headers.get("location"):
            here = urljoin(here, headers["location"])
            continue
        if status != 200:
            raise SourceError(
                f"the server answers {status}", where=here, mend="check the address, or save the page and give the file"
            )
        del turn
        return Fetched(data, headers.get("content-type", "").split(";")[0].strip().lower(), here)
    raise LimitExceeded(
        f"more than {limits.max_redirects} redirects",
        where=address,
        mend="give the last address, or raise --max-redirects",
    )


@dataclass(frozen=True, slots=True)
class Reply:
    """What one request gave."""

    status: int
    headers: dict[str, str]
    """Names in lower case."""
    data: bytes
    fault: SourceError | None = None
    """Why `data` is not the whole answer: it broke off, or took too long."""


def _get(address: str, limits: Limits, deadline: float) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (lower case) and body of one request."""
    reply = request(address, limits, deadline)
    if reply.fault is not None:
        raise reply.fault
    return reply.status, reply.headers, reply.data


def request(
    address: str,
    limits: Limits,
    deadline: float,
    *,
    headers: Mapping[str, str] | None = None,
    agent: str = "legiscompare",
) -> Reply:
    """One request, no redirect followed. What of a body came before it broke off is in the reply, with its fault.

    Raises `SourceError` (no https address, private, unreachable) or `LimitExceeded` (size; time before the body).
    """
    _left(deadline, limits, address)
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise SourceError(f"this is not an address: {error}", where=address, mend="check the address") from error
    if parts.scheme != "https" or not parts.hostname:
        raise SourceError(
            "only https addresses are fetched", where=address, mend="give an address that begins with https://"
        )
    try:
        port = parts.port or 443
    except ValueError as error:
        raise SourceError("the address has no valid port", where=address, mend="check the address") from error
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        f"?{quote(parts.query, safe='/%:@!$&()*+,;=?~-._')}" if parts.query else ""
    )
    connection = _Connection(parts.hostname, port, _public(parts.hostname, port), _left(deadline, limits, address))
    sent = {"User-Agent": agent, "Accept-Encoding": "identity", **(headers or {})}
    try:
        connection.request("GET", target, headers=sent)
        response = connection.getresponse()
        found = {key.lower(): value for key, value in response.getheaders()}
        data, fault = _body(response, connection, limits, deadline, address)
    except TimeoutError as error:
        raise _too_slow(limits, address) from error
    except (OSError, http.client.HTTPException) as error:
        raise SourceError(
            f"the address cannot be fetched: {error or type(error).__name__}",
            where=address,
            mend="check the network, or save the page and give the file",
        ) from error
    finally:
        connection.close()
    length = found.get("content-length", "")
    if fault is None and length.isdigit() and len(data) < int(length):
        fault = _broken(address, len(data), f" of {int(length):,}")
    return Reply(response.status, found, data, fault)


def _body(
    response: http.client.HTTPResponse, connection: _Connection, limits: Limits, deadline: float, address: str
) -> tuple[bytes, SourceError | None]:
    """The body, and what cut it short, if anything did. Raises `LimitExceeded` if it is too large."""
    data = bytearray()
    while True:
        try:
            connection.settimeout(_left(deadline, limits, address))
            piece = response.read1(_CHUNK)
        except (TimeoutError, LimitExceeded):
            return bytes(data), _too_slow(limits, address)
        except (OSError, http.client.HTTPException):
            return bytes(data), _broken(address, len(data), "")
        if not piece:
            return bytes(data), None
        data += piece
        limits.check("max_bytes", len(data), where=address, unit="bytes (at least)")


def _broken(address: str, got: int, of: str) -> SourceError:
    return SourceError(f"the download broke off after {got:,}{of} bytes", where=address, mend="try again")


def _too_slow(limits: Limits, address: str) -> LimitExceeded:
    return LimitExceeded(
        f"no answer within {limits.timeout:g} seconds", where=address, mend="try again, or raise --timeout"
    )


def _left(deadline: float, limits: Limits, address: str) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise _too_slow(limits, address)
    return left


class _Connection(http.client.HTTPSConnection):
    """A connection to an address that was checked before, so that no second look-up can lead elsewhere."""

    def __init__(self, host: str, port: int, checked: str, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout, context=ssl.create_default_context())
        self.checked = checked
        self.tls = ssl.create_default_context()

    def connect(self) -> None:
        plain = socket.create_connection((self.checked, self.port), self.timeout)
        self.sock = self.tls.wrap_socket(plain, server_hostname=self.host)

    def settimeout(self, seconds: float) -> None:
        """Bound the next read."""
        if self.sock is not None:
            self.sock.settimeout(seconds)


def _public(host: str, port: int) -> str:
    """An address of the host, all of which are public; raises `SourceError` otherwise."""
    try:
        found = sorted({str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})
    except (OSError, UnicodeError) as error:
        raise SourceError(
            "no computer has this name", where=host, mend="check the address, and whether you are online"
        ) from error
    if not found or not all(_is_public(ipaddress.ip_address(one.split("%")[0])) for one in found):
        raise SourceError(
            "this is a private address, and private addresses are never fetched",
            where=host,
            mend="save the page yourself and give the file",
        )
    return found[0]


_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""Addresses of IPv4 in IPv6, as a network's translator reaches them (RFC 6052)."""


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address, and one that it holds inside, belongs to the public network and to one machine."""
    inner = None
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.is_global and not address.is_multicast and (inner is None or _is_public(inner))


def _cache_folder() -> Path:
    if given := os.environ.get("LEGISCOMPARE_CACHE"):
        return Path(given)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "legiscompare" / "pages"


def _kept(folder: Path, address: str) -> Fetched | None:
    """What was kept of an address, if its hash still fits."""
    name = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
    try:
        record = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        data = (folder / f"{name}.bin").read_bytes()
        fits = hashlib.sha256(data).hexdigest() == record["sha256"] and record["asked"] == address
        return Fetched(data, record["media_type"], record["address"], cached=True) if fits else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(folder: Path, address: str, fetched: Fetched) -> None:
    """Keep an answer; a cache that cannot be written is no reason to fail."""
    name = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
    record = {"asked": address, "address": fetched.address, "media_type": fetched.media_type,
              "sha256": hashlib.sha256(fetched.data).hexdigest()}  # fmt: skip
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for suffix, content in ((".bin", fetched.data), (".json", json.dumps(record, sort_keys=True).encode())):
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as stream:
                stream.write(content)
            Path(stream.name).replace(folder / (name + suffix))
    except OSError:
        return
