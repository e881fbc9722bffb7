"""The built wheel in a bare environment, outside the checkout: what a user gets from pip."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def call(*command: str | Path, cwd: Path) -> str:
    env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    made = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert made.returncode == 0, f"{command}\n{made.stdout}\n{made.stderr}"
    return made.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder)
    (found,) = folder.glob("legiscompare-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bare")
    call(sys.executable, "-m", "venv", folder / "env", cwd=folder)
    binaries = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    call(binaries / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=folder)
    return binaries


def test_the_wheel_holds_data_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "legiscompare/corpus_data/cn-genai-2023/instrument.toml",
        "legiscompare/lang/zh/rules.toml",
        "legiscompare/tag/signs.toml",
        "legiscompare/study/codebook.toml",
        "legiscompare/report/schema/comparison-1.json",
        "legiscompare/py.typed",
        "legiscompare/study/commentary.toml",
        "legiscompare/web/templates/base.html.j2",
        "legiscompare/web/static/page.css",
        "legiscompare/web/words/zh.toml",
    ):
        assert wanted in names
    assert not [name for name in names if name.startswith(("tests/", "tools/", "corpus/", "docs/"))]
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_command_works_alone(installed: Path, tmp_path: Path) -> None:
    command = installed / "legiscompare"
    assert "compare" in call(command, "--help", cwd=tmp_path)
    summary = call(command, "compare", "-f", "summary", cwd=tmp_path)
    assert "Generative Artificial Intelligence" in summary
    call(command, "compare", "teaching-first-zh", "-f", "html", "-f", "json", "-f", "csv", "-o", "out", cwd=tmp_path)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["comparison.json", "report.html", "sheet.csv"]
    assert "teaching-first-en" in call(command, "corpus", "list", cwd=tmp_path)
    call(command, "corpus", "verify", cwd=tmp_path)
    assert "softened (tag)" in call(command, "explain", "softened", cwd=tmp_path)


def test_python_works_alone(installed: Path, tmp_path: Path) -> None:
    code = (
        "import legiscompare as lc\n"
        "result = lc.compare(*lc.instrument('teaching-first-en').pair())\n"
        "print(lc.__version__, len(lc.to_frame(result)), lc.__file__)"
    )
    version, rows, where = call(installed / "python", "-c", code, cwd=tmp_path).split()
    assert int(rows) > 5
    assert str(ROOT) not in where
    assert version.count(".") == 2
