"""Name and version of the tool, as reports state them."""

from __future__ import annotations

import functools
import tomllib
from importlib import metadata
from pathlib import Path

NAME = "legiscompare"


@functools.cache
def version() -> str:
    """The version: of the checkout this file stands in, otherwise of the installed package."""
    project = Path(__file__).parents[2] / "pyproject.toml"
    if project.is_file():
        declared = tomllib.loads(project.read_text(encoding="utf-8")).get("project", {})
        if declared.get("name") == NAME:
            return str(declared["version"])
    return metadata.version(NAME)
