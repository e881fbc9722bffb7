"""One noun, one meaning: no two public classes of the package share a name."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import legiscompare

PACKAGE = Path(legiscompare.__file__).parent


def test_every_public_class_has_a_name_of_its_own() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(path.relative_to(PACKAGE).as_posix())
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}


def test_no_module_takes_the_name_of_a_public_verb() -> None:
    modules = {path.stem if path.is_file() else path.name for path in PACKAGE.iterdir()}
    verbs = {name for name in legiscompare.__all__ if name.islower()}
    assert not modules & verbs
