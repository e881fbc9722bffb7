"""Where lxml is not, as in a browser: text and Markdown are read, what needs it says so, and comparing goes on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CODE = """
import io, sys, zipfile

class Without:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"lxml", "numpy", "pandas", "rapidfuzz", "fast_diff_match_patch"}:
            raise ModuleNotFoundError(name, name=name)

sys.meta_path.insert(0, Without())
import legiscompare as lc
from legiscompare.errors import SourceError
from legiscompare.read import read

made = lc.compare(*lc.instrument("teaching-first-en").pair())
for name in ("html", "json", "csv", "markdown", "summary", "svg"):
    assert lc.render(made, name)
packed = io.BytesIO()
with zipfile.ZipFile(packed, "w") as file:
    file.writestr("[Content_Types].xml", "<Types/>")
    file.writestr("word/document.xml", "<w:document/>")
for data, name in ((b"<html><p>Article 1</p></html>", "x.html"), (b"<akomaNtoso/>", "x.xml"), (packed.getvalue(), "x.docx")):
    try:
        read(data, origin=name)
    except SourceError as error:
        assert ("docx" if "docx" in name else "lxml") in str(error), name
    else:
        raise AssertionError(name)
assert read(b"Article 1\\n\\nThe operator shall act.\\n", origin="x.txt").media == "text"
assert read(b"# Law\\n\\n## Article 1\\n\\nThe operator shall act.\\n", origin="x.md").media == "markdown"
print("as it should be")
"""


def test_without_lxml() -> None:
    made = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert made.stdout.strip() == "as it should be", made.stderr
