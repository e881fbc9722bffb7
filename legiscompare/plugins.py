"""What other packages add: readers, languages, renderers, embedders and second opinions.

A package announces what it adds by an entry point (`[project.entry-points."legiscompare.readers"]` in its
`pyproject.toml`). Each kind has one group, and one list of what an object of that kind must have. A plug-in that cannot
be imported, or that lacks something, is left out and stays listed with its fault: `legiscompare plugins` shows it. It
never stops the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.metadata import entry_points
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.metadata import EntryPoint

__all__ = ["GROUPS", "Plugin", "loaded", "plugins"]

PREFIX = "legiscompare."


@dataclass(frozen=True, slots=True)
class Plugin:
    """One entry point of another package."""

    kind: str
    """A key of GROUPS."""
    name: str
    """The name of the entry point: for a language its tag, for a renderer the name of its format."""
    origin: str
    """Package and version it comes from: `legiscompare-latex 1.0`."""
    found: Any = None
    """What was loaded; None where `fault` says why not."""
    fault: str = ""


def _reader(found: Any) -> str:
    if not isinstance(getattr(found, "name", None), str) or not found.name:
        return "it has no `name`"
    suffixes = getattr(found, "suffixes", None)
    if not isinstance(suffixes, tuple) or not all(isinstance(one, str) and one.startswith(".") for one in suffixes):
        return "`suffixes` must be a tuple of file name endings with their dots"
    return _callables(found, "sniff", "read")


def _language(found: Any) -> str:
    if not isinstance(found, ModuleType):
        return "it must be a package that holds the files of the language"
    return "" if (resources.files(found) / "language.toml").is_file() else "its package has no file `language.toml`"


def _renderer(found: Any) -> str:
    suffix = getattr(found, "suffix", None)
    if not isinstance(suffix, str) or not suffix.startswith("."):
        return "`suffix` must be a file name ending with its dot"
    return _callables(found, "render")


def _embedder(found: Any) -> str:
    threshold = getattr(found, "threshold", None)
    if not isinstance(threshold, float) or not 0 < threshold <= 1:
        return "`threshold` must be a number above 0, at most 1.0"
    return _callables(found, "embed")


def _opinion(found: Any) -> str:
    return _callables(found, "opinion")


def _callables(found: Any, *names: str) -> str:
    missing = [name for name in names if not callable(getattr(found, name, None))]
    return f"it has no function {' and no '.join(f'`{name}`' for name in missing)}" if missing else ""


GROUPS: dict[str, Callable[[Any], str]] = {
    "readers": _reader,
    "languages": _language,
    "renderers": _renderer,
    "embedders": _embedder,
    "second_opinions": _opinion,
}
"""Kind -> what is wrong with an object of that kind, empty if nothing. The group is `legiscompare.` and the kind."""


@lru_cache(maxsize=len(GROUPS))
def plugins(kind: str) -> tuple[Plugin, ...]:
    """All plug-ins of a kind (a key of GROUPS), sound and broken, by name and then by package.

    Of two with one name the first is taken; the other is listed as broken.
    """
    found: list[Plugin] = []
    taken: set[str] = set()
    for point in sorted(entry_points(group=PREFIX + kind), key=lambda one: (one.name, _origin(one))):
        made = _load(kind, point)
        if made.name in taken and not made.fault:
            made = Plugin(kind, made.name, made.origin, fault="another plug-in has this name already")
        if not made.fault:
            taken.add(made.name)
        found.append(made)
    return tuple(found)


def loaded(kind: str) -> dict[str, Any]:
    """Name -> object of every sound plug-in of a kind."""
    return {one.name: one.found for one in plugins(kind) if not one.fault}


def _load(kind: str, point: EntryPoint) -> Plugin:
    try:
        found = point.load()
        fault = GROUPS[kind](found)
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:
        return Plugin(kind, point.name, _origin(point), fault=f"{type(error).__name__}: {error}")
    return Plugin(kind, point.name, _origin(point), None if fault else found, fault)


def _origin(point: EntryPoint) -> str:
    dist = point.dist
    return f"{dist.name} {dist.version}" if dist else "unknown package"
