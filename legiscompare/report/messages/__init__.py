"""The report's own words: one TOML file a language, all with the same keys."""

from __future__ import annotations

import functools
import re
import string
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legiscompare.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.model import Change, Document, NormKind, Tag

FOLDER = Path(__file__).parent


_QUOTES = ("“", "”", "„", "«", "»", '"')


def doubled(words: str) -> bool:
    """Whether `words` begin or end with a quotation mark, so that one more of its kind would stand beside it."""
    return words.startswith(_QUOTES) or words.endswith(_QUOTES)


def capital(words: str) -> str:
    """`words` with a capital at its head."""
    return words[:1].upper() + words[1:]


class _Filler(string.Formatter):
    """`str.format`, and `{clause!C}`: filled in with a capital at its head, as a sentence behind a colon has it in German."""

    def convert_field(self, value: Any, conversion: str | None) -> Any:
        return capital(str(value)) if conversion == "C" else super().convert_field(value, conversion)


_FILLER = _Filler()


def languages() -> list[str]:
    """Languages a report can be written in."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def language_of(document: Document) -> str:
    """The language in which a report on a text speaks if nobody says otherwise: the text's own, where there are words."""
    return known(document.language) or "en"


@functools.cache
def known(tag: str) -> str:
    """The catalogue for a language tag in any case: its own, one that names it under `also`, that of its first part; or empty.

    `zh-Hant` -> `zh-hant`, `zh-HK` -> `zh-hant`, `de-AT` -> `de`, `tlh` -> ``.
    """
    tag, names = tag.lower(), languages()
    further = {str(one): name for name in names for one in _read(name)["also"]}
    asked = (tag, further.get(tag, ""), tag.partition("-")[0])
    return next((one for one in asked if one in names), "")


@functools.cache
def catalogue(language: str) -> Catalogue:
    """The words of one language. Raises UsageError for a language without a catalogue."""
    language = known(language) or language
    if language not in languages():
        raise UsageError(
            f"a report cannot be written in {language!r}",
            where="report language",
            mend=f"use one of {', '.join(languages())}",
        )
    return Catalogue(language, _read(language))


@functools.cache
def _read(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


class Catalogue:
    """Words by dotted key: `catalogue("words.gone")`, `catalogue("words.external", refs="…")`."""

    def __init__(self, language: str, data: dict[str, Any]) -> None:
        self.language = language
        self._data = data
        self._plain: dict[str, str] = {}
        self._labels: dict[tuple[str, Tag, NormKind], str] = {}

    def __call__(self, key: str, **values: object) -> str:
        if not values and key in self._plain:
            return self._plain[key]
        found: Any = self._data
        for part in key.split("."):
            found = found[part]
        if isinstance(found, dict):
            found = found["one" if values.get("count") == 1 else "other"]
        if values:
            return _FILLER.vformat(str(found), (), values) if "!C}" in found else str(found).format(**values)
        return self._plain.setdefault(key, str(found))

    def has(self, key: str) -> bool:
        """Whether there are words for `key`."""
        found: Any = self._data
        for part in key.split("."):
            if not isinstance(found, dict) or part not in found:
                return False
            found = found[part]
        return True

    @property
    def code(self) -> str:
        """The tag of this language on a page: `zh-Hans`."""
        return str(self._data["code"])

    @property
    def primary(self) -> str:
        """The first part of its tag: texts of this language run on in its sentences."""
        return self.language.partition("-")[0]

    @property
    def marks(self) -> tuple[str, str]:
        """What opens and what closes a quote, without white space."""
        left, right = self._data["quote"]
        return left.strip(), right.strip()

    def quoted_in(self, words: str) -> list[str]:
        """What stands between this language's quotation marks in one of its own sentences."""
        left, right = self._data["quote"]
        edge = re.escape(left.strip() + right.strip())
        return re.findall(f"{re.escape(left)}([^{edge}]*){re.escape(right)}", words)

    def quote(self, words: str) -> str:
        """`words` between this language's quotation marks; between its others, where the words bring such marks."""
        own = words.startswith(self.marks) or words.endswith(self.marks)
        left, right = self._data["quote_inner" if own or doubled(words) else "quote"]
        return f"{left}{words}{right}"

    def join(self, words: Iterable[str]) -> str:
        """A list in words."""
        return str(self._data["list_joiner"]).join(words)

    def label(self, change: Change) -> str:
        """What happened, by kind (codebook §3): `permission narrowed`, `power narrowed`, `sanction lowered`.

        The change's own English label leads to its twin in this language; without one, kind and tag decide.
        """
        asked = (change.label, change.tag, change.kind)
        if asked not in self._labels:
            self._labels[asked] = self._label(*asked)
        return self._labels[asked]

    def _label(self, english: str, tag: Tag, kind: NormKind) -> str:
        key = _label_key(english)
        if key:
            return self(key)
        own = f"label.{tag}.{kind}"
        return self(own) if self.has(own) else self(f"label.any.{tag}", kind=self(f"kind.{kind}"))


def _label_key(label: str) -> str:
    """Key of an English label that speaks of one kind of norm, or empty."""
    return _english_labels().get(label, "")


@functools.cache
def _english_labels() -> dict[str, str]:
    labels = _read("en")["label"]
    found: dict[str, str] = {}
    for tag in ("softened", "strengthened"):
        for kind, words in labels[tag].items():
            found.setdefault(words, f"label.{tag}.{kind}")
    return found
