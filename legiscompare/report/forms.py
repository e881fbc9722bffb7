"""What a reader chooses from: the filters, and the choices of class mode. All functions give HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.model import Burden, Certainty, Dimension, NormKind, PartyClass, Sign, Tag
from legiscompare.report.markup import attribute, escaped

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

    from legiscompare.model import Document
    from legiscompare.report.messages import Catalogue
    from legiscompare.report.view import View

_NAMES = {"measured": "party"}
"""Where the words of a filter's values stand, if not under the filter's own name."""


def _options(words: Catalogue, name: str, values: Iterable[str], first: str = "") -> str:
    """An empty option, then one for each value."""
    rest = "".join(f'<option value="{one}">{escaped(words(f"{name}.{one}"))}</option>' for one in values)
    return f'<option value="">{escaped(first)}</option>{rest}'


def filters(view: View) -> str:
    """A choice for each property of which more than one value occurs."""
    changes = [item.change for item in view.items]
    there: dict[str, tuple[type[StrEnum], set[str]]] = {
        "tag": (Tag, {c.tag for c in changes}),
        "burden": (Burden, {c.burden for c in changes}),
        "kind": (NormKind, {c.kind for c in changes}),
        "measured": (PartyClass, {p for c in changes for p in c.measured}),
        "dimension": (Dimension, {d for c in changes for d, _ in c.dimensions}),
        "certainty": (Certainty, {c.certainty for c in changes}),
    }
    words, rows = view.words, []
    for key, (order, found) in there.items():
        values = [str(one) for one in order if one in found]
        if len(values) > 1:
            inner = _options(words, _NAMES.get(key, key), values, words("words.filter_all"))
            head = escaped(words(f"words.filter_{key}"))
            rows.append(f'<label><span>{head}</span> <select name="{key}">{inner}</select></label>')
    return "\n".join(rows)


def counterparts(words: Catalogue) -> str:
    """Class mode, first step: has the norm a counterpart?"""
    keys = {"both": "words.class_both", "draft": "words.class_only_draft", "final": "words.class_only_final"}
    return "\n".join(_radio("there", value, words(key)) for value, key in keys.items())


def burdens(words: Catalogue) -> str:
    """Class mode: where a norm that stands in one text alone leaves the measured party."""
    return "\n".join(_radio("burden", one, words(f"burden.{one}")) for one in (Burden.DOWN, Burden.UP, Burden.NONE))


def _radio(name: str, value: str, words: str) -> str:
    return f'<label><input type="radio" name="{name}" value="{value}"> {escaped(words)}</label>'


def parties(words: Catalogue) -> str:
    """Classes of bearer and measured party."""
    return _options(words, "party", PartyClass)


def kinds(words: Catalogue) -> str:
    """Kinds of norm."""
    return _options(words, "kind", NormKind)


def dimensions(words: Catalogue) -> str:
    """Class mode: a sign for each dimension."""
    signs = "".join(f'<option value="{one}">{one} {escaped(words(f"sign.{one}"))}</option>' for one in Sign)
    return "\n".join(
        f"<label><span>{escaped(words(f'dimension.{one}'))}</span> "
        f'<select name="d-{one}"><option value=""></option>{signs}</select></label>'
        for one in Dimension
    )


def strings(view: View) -> str:
    """The words that scripts use, as attributes of an element that nobody sees."""
    names = {
        "side": "view_side", "inline": "view_inline", "copy": "copy", "copied": "copied", "unofficial": "unofficial",
        "leave": "class_leave", "class": "class_mode",
    }  # fmt: skip
    found = {name: view.words(f"words.{key}") for name, key in names.items()}
    found |= {"draft": _stage(view.draft), "final": _stage(view.final)}
    found |= {f"t-{tag}": view.words(f"tag.{tag}") for tag in Tag}
    inner = " ".join(f'data-{name}="{attribute(words)}"' for name, words in found.items())
    return f'<div id="strings" hidden {inner} ></div>'


def _stage(document: Document) -> str:
    return f"{document.stage} {document.date.isoformat()}" if document.date else document.stage
