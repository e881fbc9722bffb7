"""What differs between two comparisons of the same texts: a report published earlier, and one made now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legiscompare.model import Change, Comparison
from legiscompare.report.json_out import joined
from legiscompare.report.markdown import escape
from legiscompare.report.messages import catalogue
from legiscompare.report.options import Options
from legiscompare.report.view import View, cite

if TYPE_CHECKING:
    from legiscompare.report.messages import Catalogue


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that was said otherwise."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A change that only one of the two comparisons knows, or of which they say different things."""

    id: str
    old: Change | None
    new: Change | None
    fields: tuple[Field, ...] = ()


def facts(old: Comparison, new: Comparison) -> tuple[Field, ...]:
    """What the two comparisons rest on, where it differs: texts, codebook, lexicons, settings."""
    pairs = (
        ("draft", old.draft.sha256, new.draft.sha256),
        ("final", old.final.sha256, new.final.sha256),
        ("codebook", old.codebook, new.codebook),
        ("lexicons", old.lexicons, new.lexicons),
        ("settings", str(old.settings), str(new.settings)),
    )
    return tuple(Field(*pair) for pair in pairs if pair[1] != pair[2])


def differences(old: Comparison, new: Comparison) -> tuple[Difference, ...]:
    """In the order of the new comparison; what only the old one knows comes last."""
    before = {change.id: change for change in old.changes}
    after = {change.id: change for change in new.changes}
    found = []
    for change in new.changes:
        other = before.get(change.id)
        fields = _fields(other, change) if other else ()
        if other is None or fields:
            found.append(Difference(change.id, other, change, fields))
    found += [Difference(change.id, change, None) for change in old.changes if change.id not in after]
    return tuple(found)


def _fields(old: Change, new: Change) -> tuple[Field, ...]:
    def said(change: Change) -> dict[str, str]:
        return {
            "tag": change.tag,
            "burden": change.burden,
            "kind": change.kind,
            "measured": joined(change.measured),
            "dimensions": ";".join(f"{name}{sign}" for name, sign in change.dimensions),
            "certainty": change.certainty,
            "by": change.by,
            "draft": " / ".join(place.text for place in change.draft),
            "final": " / ".join(place.text for place in change.final),
        }

    before, after = said(old), said(new)
    return tuple(Field(name, before[name], after[name]) for name in before if before[name] != after[name])


def render(old: Comparison, new: Comparison, *, language: str = "en") -> str:
    """The differences as Markdown. `language` is that of the report's own words. Raises UsageError if unknown."""
    w = catalogue(language)
    view = View(new, Options(language=language))
    lines = [f"# {w('words.against')}", "", escape(view.title), ""]
    based = facts(old, new)
    lines += [f"- {_name(w, one.name)}: {escape(one.old or '–')} → {escape(one.new or '–')}" for one in based]
    lines += [""] if based else []
    found = differences(old, new)
    if not found:
        return "\n".join([*lines, w("words.against_none")]) + "\n"
    return "\n".join([*lines, *(line for one in found for line in _told(w, one))]) + "\n"


def _told(w: Catalogue, one: Difference) -> list[str]:
    change = one.new or one.old
    assert change is not None  # noqa: S101 - one side is always there
    head = f"**{escape(cite(change.draft) or '–')} → {escape(cite(change.final) or '–')}**"
    if one.old is None:
        return [f"- {head}: {w('words.against_new')}, {w(f'tag.{change.tag}')}"]
    if one.new is None:
        return [f"- {head}: {w('words.against_gone')}, {w(f'tag.{change.tag}')}"]
    return [
        f"- {head}",
        *(f"  - {_name(w, f.name)}: {escape(f.old or '–')} → {escape(f.new or '–')}" for f in one.fields),
    ]


def _name(w: Catalogue, name: str) -> str:
    for key in (f"words.filter_{name}", f"words.{name}"):
        if w.has(key):
            return w(key)
    return name
