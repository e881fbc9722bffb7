"""Who is answered and who is not: key, host, origin, the form's mark, sizes, names on disk."""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import stat
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.routing import Mount
from starlette.testclient import TestClient
from web_server import ROOT, Served, serving

from legiscompare.cli import main
from legiscompare.errors import UsageError
from legiscompare.web import Site, application, serve
from legiscompare.web.app import _routes
from legiscompare.web.codings import Codings
from legiscompare.web.desk import Desk, shown_name
from legiscompare.web.forms import mark
from legiscompare.web.guard import POLICY
from legiscompare.web.serving import bound, hosts_of, locked

HOST = "127.0.0.1:8765"
DRAFT = "Article 1\n\nThe operator shall report a fault within three days.\n"
FINAL = "Article 1\n\nThe operator shall report a fault.\n"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(Desk(tmp_path), Codings(tmp_path), hosts_of("127.0.0.1", 8765), limit=200_000)


@pytest.fixture
def client(site: Site) -> TestClient:
    return TestClient(
        application(site), base_url=f"http://{HOST}", follow_redirects=False, raise_server_exceptions=False
    )


def fields(site: Site, **more: str) -> dict[str, str]:
    return {"mark": mark(site.token), **more}


# -- who may ask --------------------------------------------------------------------------------------------


def test_with_the_key_a_page_without_it_nothing(site: Site, client: TestClient) -> None:
    assert client.get(f"/{site.token}/en/").status_code == 200
    for path in ("/", "/en/", "/static/page.css", f"/{site.token[:-1]}/en/", f"/{site.token}x/en/", "/%2e%2e/en/"):
        answer = client.get(path)
        assert answer.status_code == 403, path
        assert site.token not in answer.text
        assert "legiscompare is" not in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1", "127.0.0.1:9", "localhost.evil:8765", ""]
)
def test_another_host_is_refused(site: Site, client: TestClient, host: str) -> None:
    """A name of another site that was made to point here (DNS rebinding)."""
    assert client.get(f"/{site.token}/en/", headers={"Host": host}).status_code == 421


def test_our_own_names_are_taken(site: Site, client: TestClient) -> None:
    for host in (HOST, "localhost:8765", "LOCALHOST:8765", "[::1]:8765"):
        assert client.get(f"/{site.token}/en/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:9999"},
     {"Origin": "https://127.0.0.1:8765"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
)  # fmt: skip
def test_a_post_of_another_site_is_refused(site: Site, client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post(f"/{site.token}/en/compare", data=fields(site, text_1=DRAFT, text_2=FINAL), headers=headers)
    assert answer.status_code == 403
    assert site.desk.jobs() == []


def posts() -> list[str]:
    return [route.path for route in _routes() if "POST" in route.methods]


def test_every_post_wants_the_forms_mark(site: Site, client: TestClient) -> None:
    assert len(posts()) >= 13
    for path in posts():
        filled = re.sub(r"\{coder:int\}|\{part:int\}", "1", path).replace("{job}", "0" * 20)
        for given in ({}, {"mark": "wrong"}, {"mark": mark("another token")}, {"mark": "ü"}):
            answer = client.post(f"/{site.token}/en{filled}", data={"x": "1", **given})
            assert answer.status_code == 403, path
        # With the mark the page looks at what was sent: whatever it says, it is no refusal of the sender.
        assert client.post(f"/{site.token}/en{filled}", data=fields(site)).status_code in {303, 400, 404}, path


def test_gets_change_nothing_and_other_methods_are_unknown(site: Site, client: TestClient) -> None:
    for path in posts():
        filled = re.sub(r"\{coder:int\}|\{part:int\}", "1", path).replace("{job}", "0" * 20)
        assert client.get(f"/{site.token}/en{filled}").status_code in {200, 400, 404, 405}
    assert site.desk.jobs() == []
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert client.request(method, f"/{site.token}/en/").status_code == 405


def test_every_answer_bears_the_policy(site: Site, client: TestClient) -> None:
    for path in (
        f"/{site.token}/en/",
        f"/{site.token}/static/page.css",
        f"/{site.token}/en/job/{'0' * 20}",
        "/nothing",
    ):
        headers = client.get(path).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
        assert "set-cookie" not in headers
        assert "access-control-allow-origin" not in headers
    assert "unsafe" not in POLICY
    assert POLICY.startswith("default-src 'none'")


def test_our_pages_have_no_style_or_script_of_their_own() -> None:
    for path in (ROOT / "legiscompare" / "web" / "templates").glob("*.j2"):
        words = path.read_text(encoding="utf-8")
        assert not re.search(
            r"<style|\sstyle=|\son\w+=|<script(?! src=\"\{\{ static \}\})|javascript:|\|\s*safe", words
        ), path


# -- what may be sent ---------------------------------------------------------------------------------------


def test_too_much_is_refused_whether_it_says_so_or_not(tmp_path: Path) -> None:
    with serving(tmp_path / "data", "--max-upload", "1") as served:
        host, port = served.host.split(":")
        path = f"/{served.key}/en/compare"
        said = http.client.HTTPConnection(host, int(port), timeout=20)
        said.putrequest("POST", path)
        said.putheader("Content-Length", str(3_000_000))
        said.endheaders()
        assert said.getresponse().status == 413
        said.close()
        silent = http.client.HTTPConnection(host, int(port), timeout=20)
        start = b'--x\r\nContent-Disposition: form-data; name="file_1"; filename="a.txt"\r\n\r\n'

        def chunks():
            yield start
            for _ in range(300):
                yield b"a" * 10_000

        try:
            silent.request(
                "POST", path, chunks(), {"Content-Type": "multipart/form-data; boundary=x"}, encode_chunked=True
            )
            assert silent.getresponse().status == 413
        except (BrokenPipeError, ConnectionResetError):
            pass  # it hung up while we were sending: refused all the same
        silent.close()
        assert list((served.folder / "work").iterdir()) == []


def test_too_many_fields_are_refused(site: Site, client: TestClient) -> None:
    answer = client.post(f"/{site.token}/en/compare", data=fields(site, **{f"f{n}": "x" for n in range(400)}))
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "name",
    ["../../../etc/passwd", "..\\..\\evil.md", "/etc/cron.d/x", "a\x00b.md", "con", "x" * 900, "<img src=x>.md"],
)
def test_uploads_bear_our_names_on_disk(site: Site, client: TestClient, tmp_path: Path, name: str) -> None:
    files = {"file_1": (name, DRAFT.encode(), "text/markdown"), "file_2": ("b.md", FINAL.encode(), "text/markdown")}
    answer = client.post(f"/{site.token}/en/compare", data=fields(site), files=files)
    assert answer.status_code == 303
    (job,) = site.desk.jobs()
    on_disk = sorted(path.name for path in job.folder.iterdir())
    assert {"request.json", "text-0.bin", "text-1.bin"} <= set(on_disk)
    own = r"(request|state|comparison-0)\.json|text-[01]\.bin|\.(state|comparison-0)\.json\.\w+"
    assert all(re.fullmatch(own, one) for one in on_disk), on_disk
    assert re.fullmatch(r"[0-9a-f]{20}", job.folder.name)
    assert not [p for p in tmp_path.rglob("*") if "passwd" in p.name or "evil" in p.name or "img" in p.name]
    said = json.loads((job.folder / "request.json").read_text(encoding="utf-8"))["texts"][0]["name"]
    assert "/" not in said
    assert "\\" not in said
    assert len(said) <= 120
    site.desk.close()


def test_shown_names() -> None:
    assert shown_name("C:\\texts\\征求意见稿.docx") == "征求意见稿.docx"
    assert shown_name("a\n\u202eb.md") == "ab.md"
    assert shown_name("") == ""


@pytest.mark.parametrize(
    "path", ["../..", "%2e%2e%2f%2e%2e", "....", "a" * 20 + "/../..", "AAAAAAAAAAAAAAAAAAAA", "a" * 19]
)
def test_addresses_reach_no_other_folder(site: Site, client: TestClient, path: str) -> None:
    for tail in ("", "/state", "/report/0", "/get/0/json", "/history/html"):
        assert client.get(f"/{site.token}/en/job/{path}{tail}").status_code in {400, 403, 404}
    for name in ("../app.py", "..%2fapp.py", "%2e%2e/app.py"):
        assert client.get(f"/{site.token}/static/{name}").status_code in {403, 404}


# -- whose it is --------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="rights are kept otherwise there")
def test_the_folder_is_the_users_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    with locked(folder):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        with pytest.raises(UsageError, match="already in use"), locked(folder):
            pass
    with locked(folder):
        pass
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)
    with pytest.raises(UsageError, match="belongs to another user"), locked(folder):
        pass


def test_it_listens_on_this_machine_alone(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as served:
        assert served.host.startswith("127.0.0.1:")
        port = int(served.host.split(":")[1])
        with socket.create_connection(("127.0.0.1", port), 5):
            pass
        # Any other address of this machine, of the loopback too, is closed: it listens at one, not at all.
        with pytest.raises(OSError), socket.create_connection(("127.0.0.2", port), 5):
            pass


def test_a_port_in_use_says_so_and_how_to_mend_it(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        made = CliRunner().invoke(main, ["serve", "--no-browser", "--port", port, "--data", str(tmp_path / "d")])
    assert made.exit_code == 2
    assert f"port {port} is in use" in made.output
    assert "--port 0" in made.output
    with bound("127.0.0.1", 0) as free:
        assert free.getsockname()[1] > 0


def test_an_address_that_is_not_ours_cannot_be_listened_at(tmp_path: Path) -> None:
    made = CliRunner().invoke(main, ["serve", "--no-browser", "--host", "203.0.113.9", "--data", str(tmp_path / "d")])
    assert made.exit_code == 2
    assert "cannot listen" in made.output


def test_told_to_listen_everywhere_it_answers_under_its_own_names() -> None:
    hosts = hosts_of("0.0.0.0", 80)
    assert {f"{socket.gethostname().lower()}:80", "127.0.0.1:80", "127.0.0.1"} <= hosts
    assert "evil.example" not in hosts
    assert hosts_of("192.0.2.7", 9) == {f"{name}:9" for name in ("127.0.0.1", "localhost", "[::1]", "192.0.2.7")}
    assert hosts_of("2001:db8::1", 9) >= {"[2001:db8::1]:9"}


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [one for one in sys.modules if one.startswith("legiscompare.web")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "starlette.concurrency", None)
    monkeypatch.setitem(sys.modules, "starlette.applications", None)
    made = CliRunner().invoke(main, ["serve", "--no-browser", "--data", str(tmp_path / "d")])
    assert made.exit_code == 3
    assert "legiscompare[web]" in made.output


def test_no_browser_is_said_and_the_address_stands_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda _address: False)
    monkeypatch.setattr("uvicorn.Server.run", lambda _self, sockets: sockets)
    serve(tmp_path / "d", port=0, tell=told.append)
    assert re.search(r"http://127\.0\.0\.1:\d+/[\w-]{32}/", told[0])
    assert any("no browser could be opened" in one for one in told)
    told.clear()
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address) or True)
    serve(tmp_path / "d", port=0, tell=told.append)
    assert opened[0] in told[0]
    assert not any("no browser" in one for one in told)


def test_the_key_is_new_each_time_and_long(tmp_path: Path) -> None:
    keys = {Site(Desk(tmp_path), Codings(tmp_path), frozenset()).token for _ in range(20)}
    assert len(keys) == 20
    assert all(len(key) >= 32 for key in keys)


def test_asking_twice_at_once_starts_the_work_once(site: Site, client: TestClient) -> None:
    told = []

    def ask() -> None:
        answer = client.post(f"/{site.token}/en/compare", data=fields(site, text_1=DRAFT, text_2=FINAL))
        told.append(answer.headers["location"])

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(set(told)) == 1
    assert len(site.desk.jobs()) == 1
    assert len(site.desk._running) == 1
    site.desk.close()


def test_mounts_are_those_we_know() -> None:
    from legiscompare.web.app import application as made

    inner = made(Site(None, None, frozenset())).app  # type: ignore[arg-type]
    assert [route.path for route in inner.routes if isinstance(route, Mount)] == ["/static", "/{lang:str}"]


def test_served_is_what_the_command_says(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as served:
        assert isinstance(served, Served)
        connection = http.client.HTTPConnection(*served.host.split(":"), timeout=20)
        connection.request("GET", f"/{served.key}/zh/")
        answer = connection.getresponse()
        words = answer.read().decode()
        assert answer.status == 200
        assert "比较文本" in words
        assert "server" not in {name.lower() for name, _ in answer.getheaders()}
        connection.close()
