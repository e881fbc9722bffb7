"""Serve the pages: a port of this machine, a folder that is this user's alone, a browser."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import stat
import sys
import webbrowser
from typing import TYPE_CHECKING

import uvicorn

from legiscompare.errors import UsageError
from legiscompare.web.app import application
from legiscompare.web.codings import Codings
from legiscompare.web.desk import Desk
from legiscompare.web.served import MIB, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LOOPBACK = "127.0.0.1"
PORT = 8765
EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - only where the user says so
"""Hosts that mean: every address of this machine."""


def serve(
    folder: Path,
    *,
    host: str = LOOPBACK,
    port: int = PORT,
    limit: int = 32 * MIB,
    browser: bool = True,
    tell: Callable[[str], None] = print,
) -> None:
    """Serve until interrupted. Texts and codings stand in `folder`; `port` 0 takes any that is free.

    Raises UsageError where the port is taken, the folder is another user's, or another process serves it; DataError where the
    codings in it are damaged.
    """
    with locked(folder), bound(host, port) as listening:
        chosen = listening.getsockname()[1]
        site = Site(Desk(folder), Codings(folder), hosts_of(host, chosen), limit=limit)
        where = f"http://{_bracketed(LOOPBACK if host in EVERYWHERE else host)}:{chosen}/{site.token}/"
        tell(f"legiscompare is at {where}")
        tell("Texts stay on this machine. End it with Ctrl-C.")
        if host != LOOPBACK:
            tell(f"warning: other machines can reach {host}; whoever has the address can read and delete everything")
        if browser and not _opened(where):
            tell("no browser could be opened: open the address above in one")
        config = uvicorn.Config(
            application(site), log_level="warning", access_log=False, server_header=False, date_header=False,
            proxy_headers=False, ws="none", lifespan="off", timeout_graceful_shutdown=2,
        )  # fmt: skip
        try:
            with contextlib.suppress(KeyboardInterrupt):
                uvicorn.Server(config).run(sockets=[listening])
        finally:
            site.desk.close()


def _opened(where: str) -> bool:
    try:
        return webbrowser.open(where)
    except webbrowser.Error:
        return False


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def hosts_of(host: str, port: int) -> frozenset[str]:
    """Values of the header `Host` under which we are asked."""
    names = {LOOPBACK, "localhost", "[::1]", _bracketed(host.lower())}
    if host in EVERYWHERE:
        names |= _own_names()
    return frozenset({f"{name}:{port}" for name in names} | (set(names) if port == 80 else set()))


def _own_names() -> set[str]:
    """Names and addresses under which other machines know this one, as far as it knows them itself."""
    name = socket.gethostname()
    found = {name.lower(), socket.getfqdn().lower()}
    with contextlib.suppress(OSError):
        found |= {_bracketed(str(one[4][0]).partition("%")[0].lower()) for one in socket.getaddrinfo(name, None)}
    return found


@contextlib.contextmanager
def bound(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens. Raises UsageError where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name != "nt":  # there, the option lets two programs share a port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((host, port))
            made.listen(128)
        except OSError as error:
            taken = error.errno in {errno.EADDRINUSE, errno.EACCES}
            raise UsageError(
                f"port {port} is in use" if taken else f"the server cannot listen here: {error.strerror or error}",
                where=f"{host}:{port}", mend="give another port; --port 0 takes any that is free",
            ) from error  # fmt: skip
        yield made
    finally:
        made.close()


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """The folder for this process alone, and for this user alone. Raises UsageError where it is not."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            error.strerror or "cannot be made", where=str(folder), mend="give another folder with --data"
        ) from error
    if os.name != "nt":
        about = folder.stat()
        if about.st_uid != os.getuid():
            raise UsageError(
                "this folder belongs to another user", where=str(folder), mend="give a folder of your own with --data"
            )
        if stat.S_IMODE(about.st_mode) & 0o077:
            folder.chmod(0o700)
    path = folder / "serving.lock"
    with path.open("a+b") as held:
        if not _lock(held.fileno()):
            raise UsageError(
                "this folder is already in use by another window", where=str(folder),
                mend="use that window, or give another folder with --data",
            )  # fmt: skip
        yield


def _lock(handle: int) -> bool:
    """Whether the lock was had; it falls with the process, however that ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
