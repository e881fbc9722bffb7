"""What was acknowledged is found again: the server is killed fifty times in the middle of saves."""

from __future__ import annotations

import contextlib
import http.client
import random
import re
import threading
import time
import urllib.parse
from pathlib import Path

from web_server import Served, serving

from legiscompare.web.codings import Codings
from legiscompare.web.forms import mark

KILLS = 50


def call(served: Served, method: str, path: str, **fields: str) -> tuple[int, str, str]:
    host, port = served.host.split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=20)
    try:
        body = urllib.parse.urlencode({"mark": mark(served.key), **fields}) if method == "POST" else None
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, f"/{served.key}/en{path}", body, kind)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location", ""), answer.read().decode()
    finally:
        connection.close()


def prepare(served: Served) -> tuple[int, list[str]]:
    """A comparison and a coder; the coder's number, and the units."""
    _, where, _ = call(served, "POST", "/take", slug="teaching-first-en")
    job = where.rsplit("/", 1)[-1]
    until = time.monotonic() + 600
    while '"stage":"done"' not in call(served, "GET", f"/job/{job}/state")[2] and time.monotonic() < until:
        time.sleep(0.1)
    _, where, _ = call(served, "POST", f"/job/{job}/coding/0", name="A")
    coder = int(where.rsplit("/", 1)[-1])
    page = call(served, "GET", f"/code/{coder}/list")[2]
    return coder, re.findall(r"unit=([0-9a-f]{12})", page)


def test_fifty_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    draw = random.Random(20230815)
    acknowledged: list[str] = []
    asked: list[str] = []
    with serving(folder) as served:
        coder, units = prepare(served)
    hits = 0
    for kill in range(KILLS):
        with serving(folder) as served:
            fatal = threading.Timer(draw.uniform(0.001, 0.12), served.process.kill)
            for number in range(10_000):
                words = f"kill {kill} note {number}"
                asked.append(words)
                try:
                    status, _, _ = call(
                        served, "POST", f"/code/{coder}/note", unit=units[number % len(units)], note=words
                    )
                except (OSError, http.client.HTTPException):
                    hits += number > 0
                    break
                assert status == 303
                acknowledged.append(words)
                if number == 0:  # it is warm: from here on it is killed at any time
                    fatal.start()
            fatal.join()
            with contextlib.suppress(Exception):
                served.process.wait(10)
    base = Codings(folder)
    found = [step.data["note"] for step in base.steps(base.coder(coder))]
    assert hits >= KILLS // 2, "most kills must fall between saves"
    assert len(acknowledged) > KILLS
    assert set(acknowledged) <= set(found)
    # At most the one save that was under way at each kill is there without having been acknowledged.
    assert set(found) <= set(asked)
    assert len(found) == len(set(found)) <= len(acknowledged) + KILLS
    assert [one for one in found if one in set(acknowledged)] == acknowledged
