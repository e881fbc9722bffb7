"""The page's own words, by language: `en.toml`, `zh.toml`, with the same keys."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "zh")


class Words:
    """Words by dotted key; names of tags, kinds and the like are those of the report."""

    def __init__(self, language: str) -> None:
        from legiscompare.report.messages import catalogue

        self.language = language
        self._own = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
        self._report = catalogue(language)

    def __call__(self, key: str, **values: object) -> str:
        """The words for `key`, its places filled with `values`. Raises KeyError for a key without words."""
        section, _, name = key.partition(".")
        if section in self._own and name in self._own[section]:
            found = str(self._own[section][name])
            return found.format(**values) if values else found
        return self._report(key, **values)

    def of_language(self, tag: str) -> str:
        """The name of a language of texts; of one that another package adds its tag."""
        return str(self._own["compare"].get(f"language_{tag}", tag))

    def keys(self) -> set[str]:
        """All dotted keys of our own words."""
        return {f"{section}.{name}" for section, names in self._own.items() for name in names}


@functools.cache
def words(language: str) -> Words:
    """The words of one of LANGUAGES."""
    return Words(language)


def preferred(accept: str) -> str:
    """The language of LANGUAGES that a browser asks for first (`Accept-Language`), else English."""
    wanted = [part.split(";")[0].strip().lower()[:2] for part in accept.split(",")]
    return next((one for one in wanted if one in LANGUAGES), LANGUAGES[0])
