"""A Quarto document: the ten lines, then the table and the figure with the code that makes them from the two texts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from legiscompare.report import cite as citing
from legiscompare.report.markdown import escape
from legiscompare.report.marked import ACTING
from legiscompare.report.story import story
from legiscompare.report.tool import NAME
from legiscompare.report.view import View

if TYPE_CHECKING:
    from legiscompare.model import Comparison
    from legiscompare.report.options import Options

_LOAD = """import {name} as lc

draft = lc.parse({draft})
final = lc.parse({final})
result = lc.compare(draft, final)
assert (draft.sha256[:16], final.sha256[:16]) == ({old}, {new}), {changed}"""
_TABLE = """import pandas as pd

table = lc.to_frame(result)
table.groupby(["tag", "burden"]).size().rename("norms").reset_index()"""
_FIGURE = """import csv, io
import matplotlib.pyplot as plt

rows = list(csv.reader(io.StringIO(lc.render(result, "datawrapper", language={language}))))
head, body = rows[0], rows[1:]
left = [0] * len(body)
figure, axes = plt.subplots(figsize=(7, 0.28 * len(body) + 1))
for column, name in enumerate(head[1:], 1):
    counts = [int(row[column]) for row in body]
    axes.barh([row[0] for row in body], counts, left=left, label=name)
    left = [a + b for a, b in zip(left, counts)]
axes.invert_yaxis()
axes.legend()
plt.show()"""


def render(comparison: Comparison, options: Options) -> str:
    """The document; its code reads the two texts by the names under which they were given."""
    view = View(comparison, options)
    w, told = view.words, story(view)
    lines = [f"{number}. {escape(line.words)}" for number, line in enumerate(told.lines[: options.lines], 1)]
    load = _LOAD.format(
        name=NAME,
        draft=_text(view.draft.origin),
        final=_text(view.final.origin),
        old=_text(view.draft.sha256[:16]),
        new=_text(view.final.sha256[:16]),
        changed=_text(w("words.quarto_changed")),
    )
    parts = [
        "---",
        f"title: {_text(escape(view.title))}",
        f"lang: {w.language}",
        "format:\n  html:\n    code-fold: true",
        "jupyter: python3",
        "---",
        "",
        escape(told.balance),
        "",
        *(lines or [escape(w("story.none"))]),
        "",
        escape(told.limits),
        "",
        f"## {w('words.counts')}",
        "",
        _chunk("load", load),
        "",
        _chunk("tbl-tags", _TABLE, f"tbl-cap: {_text(w('words.quarto_table'))}"),
        "",
        _chunk(
            "fig-articles", _FIGURE.format(language=_text(w.language)), f"fig-cap: {_text(w('words.quarto_figure'))}"
        ),
        "",
        f"## {w('words.citation')}",
        "",
        escape(citing.plain(view)),
        "",
    ]
    return "\n".join(parts)


def _chunk(label: str, code: str, option: str = "") -> str:
    options = f"#| label: {label}\n" + (f"#| {option}\n" if option else "")
    return f"```{{python}}\n{options}{code}\n```"


def _text(words: str) -> str:
    """A string as Python and YAML both read it; characters that would act on a terminal stand by number."""
    return ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(words, ensure_ascii=False))
