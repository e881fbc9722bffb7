"""The sign table (`signs.toml`: effect × kind of norm) and the rules (`rules.toml`) with a language's examples."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from legiscompare.errors import DataError
from legiscompare.lang import Language
from legiscompare.lang.tables import Pair
from legiscompare.model import Dimension, NormKind, Sign


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which an element of a norm moves."""

    id: str
    """`dimension.name`; reports put the language before it: `zh.time.longer`."""
    dimension: Dimension
    why: str
    """One line for readers."""
    yes: tuple[Pair, ...] = ()
    """Examples (draft, final) in which the rule fires."""
    no: tuple[Pair, ...] = ()
    """Near misses in which it must not."""


@lru_cache(maxsize=4)
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("legiscompare.tag").joinpath(name).read_text(encoding="utf-8"))


@lru_cache(maxsize=4096)
def sign_of(effect: str, kind: NormKind) -> Sign | None:
    """Sign of an effect on a kind of norm; None for policy statements, which have no direction (codebook §3)."""
    sign = _data("signs.toml")[effect].get(kind.value)
    return Sign(sign) if sign else None


def is_rule(identifier: str) -> bool:
    """Whether rules.toml has a rule of that id (without the language)."""
    return identifier in _data("rules.toml")["rule"]


@lru_cache(maxsize=16)
def rules(language: Language) -> dict[str, Rule]:
    """The rules by id, with the examples of a language. Raises `DataError` naming the rule where one is malformed."""
    examples = {row.id: row for row in language.examples}
    found: dict[str, Rule] = {}
    for identifier, why in _data("rules.toml")["rule"].items():
        dimension, _, name = identifier.partition(".")
        if not name or dimension not in set(Dimension):
            raise DataError(
                "this is not the id of a rule",
                where=f"tag/rules.toml, {identifier}",
                mend="write `dimension.name`, such as time.longer",
            )
        row = examples.pop(identifier, None)
        shown = (row.yes, row.no) if row else ((), ())
        found[identifier] = Rule(identifier, Dimension(dimension), why, *shown)
    if examples:
        raise DataError(
            f"there is no rule {min(examples)!r}",
            where=f"lang/{language.tag}/rules.toml",
            mend="use the ids of tag/rules.toml",
        )
    return found
