"""What a hostile machine, network or file can do: addresses, folders, names, bombs. Words in texts: tests/test_whole.py."""

from __future__ import annotations

import gzip
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner

from legiscompare.cli import main
from legiscompare.errors import SourceError
from legiscompare.read import fetch, read
from legiscompare.read.fetch import Reply

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "fuzz"))

PRIVATE = [
    "https://127.0.0.1/", "HTTPS://127.0.0.1/", "Https://LOCALHOST/", "https://[::1]/", "https://2130706433/", "https://0x7f.1/",
    "https://0x7f000001/", "https://0177.0.0.1/", "https://10.1.2.3/", "https://192.168.0.1:8443/x", "https://169.254.169.254/latest",
    "https://[::ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/", "https://[fe80::1]/", "https://0.0.0.0/",
    "https://224.0.0.1/", "https://user:word@127.0.0.1/",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused_with_a_word_that_says_so(address: str) -> None:
    with pytest.raises(SourceError, match="private address"):
        read(address, refresh=True)


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "FILE:///etc/passwd", "ftp://example.org/x", "gopher://x/"])
def test_other_schemes_are_refused(address: str) -> None:
    with pytest.raises(SourceError, match="only https"):
        read(address, refresh=True)


def test_a_name_that_resolves_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(SourceError, match="private address"):
        read("https://law.example/", refresh=True)


def test_a_redirect_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules[fetch.__module__] if callable(fetch) else fetch
    real = module.request

    def first_elsewhere(address: str, *more: object, **named: object) -> Reply:
        if "law.example" in address:
            return Reply(302, {"location": "https://127.0.0.1/secret"}, b"")
        return real(address, *more, **named)

    monkeypatch.setattr(module, "request", first_elsewhere)
    with pytest.raises(SourceError, match="private address"):
        read("https://law.example/", refresh=True)


@pytest.fixture
def texts(tmp_path: Path) -> list[str]:
    paths = [tmp_path / "draft.txt", tmp_path / "final.txt"]
    paths[0].write_text("Article 1\n\nOperators shall keep a log for 30 days.\n", encoding="utf-8")
    paths[1].write_text("Article 1\n\nOperators may keep a log for 20 days.\n", encoding="utf-8")
    return [str(path) for path in paths]


def test_a_folder_that_cannot_be_made_is_one_clear_error(texts: list[str], tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(f"id,draft,final\nx,{texts[0]},{texts[1]}\n", encoding="utf-8")
    nowhere = f"{texts[0]}/below"  # a folder below a file can be made by nobody, whatever their rights
    for words in (
        ["compare", *texts, "-f", "html", "-f", "json", "-o", f"{nowhere}/"],
        ["compare", *texts, "-f", "html", "-o", f"{nowhere}/x.html"],
        ["batch", str(tmp_path / "list.csv"), "-o", nowhere],
        ["report", "teaching-first-en", "--no-originals", "-o", nowhere],
    ):
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 3, done.output
        assert "bug" not in done.output
        assert done.output.count("error:") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full on this machine")
def test_a_full_disk_is_one_clear_error_and_no_device_is_replaced(texts: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "legiscompare", "compare", *texts], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 3
    assert b"No space left" in done.stderr
    assert b"bug" not in done.stderr
    done = subprocess.run(
        [sys.executable, "-m", "legiscompare", "compare", *texts, "-o", "/dev/full"], capture_output=True, check=False
    )
    assert done.returncode == 3
    assert Path("/dev/full").is_char_device()


def _read_only(folder: Path) -> Path:
    """A folder in which nothing can be made: nobody's rights help in the system's own."""
    if os.geteuid():
        folder.mkdir(mode=0o500)
        return folder
    if not Path("/sys/kernel").is_dir():
        pytest.skip("no folder on this machine in which root may not write")
    return Path("/sys/kernel")


def test_a_read_only_folder_is_one_clear_error(texts: list[str], tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(f"id,draft,final\nx,{texts[0]},{texts[1]}\n", encoding="utf-8")
    folder = _read_only(tmp_path / "closed")
    before = sorted(path.name for path in folder.iterdir())
    for words in (
        ["compare", *texts, "-f", "html", "-f", "json", "-o", f"{folder}/"],
        ["compare", *texts, "-f", "html", "-o", f"{folder}/x.html"],
        ["compare", *texts, "-f", "html", "-f", "json", "-o", f"{folder}/new/"],
        ["batch", str(tmp_path / "list.csv"), "-o", str(folder / "new")],
        ["report", "teaching-first-en", "--no-originals", "-o", str(folder / "new")],
    ):
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 3, done.output
        assert "bug" not in done.output
        assert done.output.count("error:") == 1
        assert str(folder) in done.output
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_folder_that_vanishes_meanwhile_is_one_clear_error(
    texts: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, make, times = tmp_path / "out", tempfile.mkstemp, []

    def vanished(**named: object) -> tuple[int, str]:
        times.append(1)
        if len(times) == 2:  # the first file is written, the second has lost its place
            shutil.rmtree(out)
        return make(**named)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(tempfile, "mkstemp", vanished)
    done = CliRunner().invoke(main, ["compare", *texts, "-f", "html", "-f", "json", "-o", f"{out}/"])
    assert len(times) == 2
    assert done.exit_code == 3, done.output
    assert "bug" not in done.output
    assert done.output.count("error:") == 1
    assert not out.exists()


def test_a_disk_that_fills_while_a_file_is_written_leaves_the_old_one(texts: list[str], tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: writing fails in the midst of a file."""
    resource = pytest.importorskip("resource")
    (tmp_path / "x.html").write_text("old", encoding="utf-8")

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))

    for place in (tmp_path / "x.html", tmp_path / "new.html"):
        done = subprocess.run(
            [sys.executable, "-B", "-m", "legiscompare", "compare", *texts, "-f", "html", "-o", str(place)],
            capture_output=True, text=True, check=False, preexec_fn=limited,
        )  # fmt: skip
        assert done.returncode == 3, done.stderr
        assert done.stderr.count("error:") == 1
        assert "bug" not in done.stderr
    assert (tmp_path / "x.html").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["draft.txt", "final.txt", "x.html"]


def test_two_runs_into_one_folder_leave_whole_files(texts: list[str], tmp_path: Path) -> None:
    words = [
        sys.executable,
        "-m",
        "legiscompare",
        "compare",
        *texts,
        "-f",
        "html",
        "-f",
        "json",
        "-o",
        f"{tmp_path}/out/",
    ]
    runs = [subprocess.Popen(words, stderr=subprocess.PIPE) for _ in range(2)]
    assert [(one.communicate()[1], one.returncode)[1] for one in runs] == [0, 0]
    first = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    subprocess.run(words, check=True, capture_output=True)
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}


@pytest.mark.skipif(os.name != "posix", reason="names of files are text on this machine")
def test_a_name_that_is_no_text_and_holds_an_escape_is_shown(texts: list[str], tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/bad\xff\x1b[31m\xe2\x80\xae.txt"
    try:
        Path(os.fsdecode(odd)).write_bytes(Path(texts[0]).read_bytes())
    except OSError:
        pytest.skip("this file system takes no such names")
    formats = [
        word for name in ("html", "json", "csv", "svg", "docx", "xlsx", "markdown", "summary") for word in ("-f", name)
    ]
    for environment in ({"LANG": "C", "LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
        done = subprocess.run(
            [sys.executable.encode(), b"-m", b"legiscompare", b"compare", odd, texts[1].encode(), *(w.encode() for w in formats),
             b"-o", os.fsencode(tmp_path) + b"/out/"],
            capture_output=True, check=False, env={**os.environ, **environment},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert b"\x1b" not in done.stderr
        for path in (tmp_path / "out").glob("*.[hjcsmt]*"):
            assert b"\x1b" not in path.read_bytes()
            assert "\u202e".encode() not in path.read_bytes(), path.name


def test_no_escape_of_a_name_reaches_the_terminal(texts: list[str]) -> None:
    done = CliRunner().invoke(main, ["compare", "no\x1b[31mfile.txt", texts[1]], color=True)
    assert done.exit_code == 3
    assert "\x1b" not in done.output
    assert "⟨U+001B⟩" in done.output


_BOMB = """
import pathlib, sys, time
from legiscompare.errors import SourceError
from legiscompare.read import read
data = pathlib.Path(sys.argv[1]).read_bytes()
began = time.process_time()
try:
    read(data, origin=sys.argv[1])
except SourceError as error:
    print(error, file=sys.stderr)
print(time.process_time() - began)
status = pathlib.Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""


def _pdf(pages: int) -> bytes:
    """A small file whose one content stream unpacks to half a gigabyte, used by so many pages."""
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(b"0 0 m " * 100_000) for _ in range(900)) + packer.flush()
    kids = b" ".join(b"%d 0 R" % (4 + n) for n in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(body), body),
        *(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 3 0 R >>" for _ in range(pages)),
    ]  # fmt: skip
    out = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, len(out),
    )  # fmt: skip


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this machine does not tell a process its memory")
@pytest.mark.parametrize("kind", ["pdf", "gz", "nesting.xml", "nesting.html"])
def test_bombs_end_soon_and_take_little(kind: str, tmp_path: Path) -> None:
    data = {
        "pdf": lambda: _pdf(3),
        "gz": lambda: gzip.compress(b"Article 1\n" * 50_000_000, 9),
        "nesting.xml": lambda: b"<a>" * 300_000 + b"</a>" * 300_000,
        "nesting.html": lambda: b"<html><body>" + b"<div>" * 300_000 + b"Article 1",
    }[kind]()
    path = tmp_path / f"bomb.{kind}"
    path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", _BOMB, str(path)], capture_output=True, text=True, check=True, timeout=60
    )
    seconds, memory = done.stdout.split()
    assert float(seconds) < 2, done.stderr
    assert int(memory) < 200_000, done.stderr
    assert done.stderr


def test_kills_leave_nothing_half_written(tmp_path: Path) -> None:
    from kill import tried

    assert tried("compare", 3, random.Random(5), tmp_path) == []
