"""The sign table (`signs.toml`: effect × kind of norm) and the rules (`lang/<xx>/rules.toml`) that use it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from legiscompare.errors import DataError
from legiscompare.lang import Language
from legiscompare.model import Dimension, NormKind, Sign


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which words show that a norm moved."""

    id: str
    """`dimension.name`; reports put the language before it: `zh.time.looser`."""
    dimension: Dimension
    effect: str
    """Row of the sign table."""
    certain: bool
    """Whether the words alone decide; otherwise the change is of low certainty."""
    why: str
    """One line for readers."""
    yes: tuple[dict[str, str], ...] = ()
    """Examples (draft, final) in which the rule fires."""
    no: tuple[dict[str, str], ...] = ()
    """Near misses in which it must not."""


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("legiscompare.tag").joinpath("signs.toml").read_text(encoding="utf-8"))


def sign_of(effect: str, kind: NormKind) -> Sign | None:
    """Sign of an effect on a kind of norm; None for policy statements, which have no direction (codebook §3)."""
    sign = _table()[effect].get(kind.value)
    return Sign(sign) if sign else None


@lru_cache(maxsize=16)
def rules(language: Language) -> dict[str, Rule]:
    """The rules of a language by id. Raises `DataError` naming the rule where one is malformed."""
    found: dict[str, Rule] = {}
    for row in language.tables.get("rules", {}).get("rule", ()):
        where = f"lang/{language.tag}/rules.toml, rule {row.get('id', '?')}"
        dimension, _, name = row.get("id", "").partition(".")
        if not name or dimension not in set(Dimension):
            raise DataError("a rule's id is `dimension.name`", where=where, mend=f"use one of {sorted(Dimension)}")
        if row.get("effect") not in _table():
            raise DataError(f"unknown effect {row.get('effect')!r}", where=where, mend=f"use one of {sorted(_table())}")
        found[row["id"]] = Rule(
            id=row["id"],
            dimension=Dimension(dimension),
            effect=row["effect"],
            certain=row.get("certain", True),
            why=row["why"],
            yes=tuple(row.get("yes", ())),
            no=tuple(row.get("no", ())),
        )
    return found
