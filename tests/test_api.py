"""The public API: lazy, whole, and able to do what its docstring says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import legiscompare as lc

ROOT = Path(__file__).resolve().parents[1]


def test_importing_is_cheap() -> None:
    code = "import sys, legiscompare; sys.exit(len([m for m in sys.modules if m.startswith('legiscompare')]) - 1)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("name", lc.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    found = getattr(lc, name)
    assert name == "__version__" or found.__doc__


def test_the_verb_parse_is_not_hidden_by_the_package_of_that_name() -> None:
    code = "import legiscompare.parsing, legiscompare as lc; lc.parse(b'Article 1\\n\\nThe operator shall act.\\n')"
    made = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert made.returncode == 0, made.stderr


def test_unknown_names() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = lc.nothing


def test_ten_lines(tmp_path: Path) -> None:
    draft = lc.parse(b"Article 1\n\nThe operator shall report a fault within three days.\n", language="en")
    final = lc.parse(b"Article 1\n\nThe operator shall report a fault.\n", language="en")
    result = lc.compare(draft, final)
    (change,) = result.changes
    assert change.tag is lc.Tag.SOFTENED
    assert change.evidence[0].rule.startswith("en.")
    frame = lc.to_frame(result)
    assert list(frame["tag"]) == ["softened"]
    lc.render(result, "json", path=tmp_path / "c.json")
    assert lc.load(tmp_path / "c.json") == result
